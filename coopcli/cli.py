"""The Typer app: commands by their English names, hidden Portuguese aliases, failures told to the clerk.

Exit statuses: 0 done; 1 the data, the rules or the place do not fit (a message says what and where); 2 wrong use of
the command line; 70 a fault of coopcli itself; 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import typer

from coopcli import __version__, placing
from coopcli.commands.aging import aging
from coopcli.commands.authority import authority
from coopcli.commands.charges import charges
from coopcli.commands.check import check
from coopcli.commands.close import close
from coopcli.commands.collection import collection
from coopcli.commands.explain import explain
from coopcli.commands.indicators import indicators
from coopcli.commands.init import init
from coopcli.commands.layouts import layouts_app
from coopcli.commands.letters import letters_app
from coopcli.commands.nps import nps_app
from coopcli.commands.profile import profile
from coopcli.commands.proposals import proposals
from coopcli.commands.provision import provision
from coopcli.commands.rating import rating
from coopcli.commands.registry import registry
from coopcli.commands.rules import rules_app
from coopcli.commands.sample import sample
from coopcli.commands.scorecard import scorecard
from coopcli.commands.screen import screen
from coopcli.commands.terminal import tell, tell_text
from coopcli.errors import CoopError, Problem, stop
from coopcli.reports.terminal import problems_text

DONE, MENDABLE, FAULT, INTERRUPTED = 0, 1, 70, 130

app = typer.Typer(
    name="coopcli",
    help="Fechamento mensal de crédito da cooperativa: atraso, risco, provisão e relatórios que se provam.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "--ajuda"]},
)

COMMANDS: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("init", "iniciar", init),
    ("check", "conferir", check),
    ("close", "fechamento", close),
    ("aging", "atrasos", aging),
    ("provision", "provisao", provision),
    ("explain", "explicar", explain),
    ("collection", "cobranca", collection),
    ("charges", "encargos", charges),
    ("profile", "perfil", profile),
    ("scorecard", "pontuacao", scorecard),
    ("registry", "cadastro", registry),
    ("proposals", "propostas", proposals),
    ("rating", "classificacao", rating),
    ("authority", "alcadas", authority),
    ("indicators", "indicadores", indicators),
    ("sample", "amostra", sample),
)

for _name, _alias, _command in COMMANDS:
    app.command(_name)(_command)
    app.command(_alias, hidden=True)(_command)
app.add_typer(letters_app, name="letters")
app.add_typer(letters_app, name="cartas", hidden=True)
app.add_typer(nps_app, name="nps")
app.add_typer(rules_app, name="rules")
app.add_typer(rules_app, name="regras", hidden=True)
app.add_typer(layouts_app, name="layouts")
app.add_typer(layouts_app, name="leiautes", hidden=True)


@app.callback(invoke_without_command=True)
def _root(
    version: bool = typer.Option(False, "--version", "--versao", help="Mostra a versão e termina."),
) -> None:
    if version:
        tell(f"coopcli {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line, and end with its status whatever is typed from then on."""
    status = run()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(status)


def run() -> int:
    """Run the command line and return its exit status; every failure ends in a message."""
    placing.forget()
    with screen() as shown:
        status = _status()
        shown.flush()
        if status == DONE and shown.failed:
            status = _unseen(_of_the_system(shown.failed))
    return status


def _status() -> int:
    """Return the exit status of the command: 0 wherever what it was asked for is in its place."""
    try:
        app()
    except SystemExit as ended:
        if ended.code != INTERRUPTED:
            return ended.code if isinstance(ended.code, int) else DONE
        error: BaseException = KeyboardInterrupt()
    except (Exception, KeyboardInterrupt) as raised:
        error = raised
    if written := placing.standing():
        tell(*(f"gravado: {path}" for path in written), f"O que veio depois falhou ({type(error).__name__}).", err=True)
        return DONE
    return _told(error)


def _told(error: BaseException) -> int:
    """Tell why nothing was published, and return the exit status."""
    if isinstance(error, KeyboardInterrupt):
        tell("interrompido; nada foi publicado", err=True)
        return INTERRUPTED
    if isinstance(error, OSError):
        error = _of_the_system(error)
    if isinstance(error, MemoryError):
        error = stop("falha-de-disco", "memória insuficiente", remedy="feche outros programas e rode de novo")
    if isinstance(error, CoopError):
        tell_text(problems_text(error.problems, where=error.listed), err=True)
        if error.listed:
            tell("", f"gravado: {error.listed}", err=True)
        return MENDABLE
    if os.environ.get("COOPCLI_DEBUG"):
        raise error
    tell(
        f"Falha do coopcli, não dos seus dados ({type(error).__name__}). Nada foi publicado.",
        "Rode de novo com a variável COOPCLI_DEBUG=1 e envie a mensagem a quem mantém o programa.",
        err=True,
    )
    return FAULT


def _unseen(error: CoopError) -> int:
    """Tell that the screen did not take all; that is a failure only where nothing else was asked for."""
    tell("a saída na tela ficou incompleta", *(f"gravado: {path}" for path in placing.standing()), err=True)
    if placing.standing():
        return DONE
    tell_text(problems_text(error.problems), err=True)
    return MENDABLE


def _of_the_system(error: OSError) -> CoopError:
    """Return what the operating system refused, in the clerk's words."""
    codes = {
        errno.ENOSPC: "sem-espaco",
        errno.EDQUOT: "sem-espaco",
        errno.EACCES: "sem-permissao",
        errno.EPERM: "sem-permissao",
        errno.EROFS: "sem-permissao",
        errno.ENOENT: "arquivo-nao-encontrado",
        errno.EEXIST: "arquivo-ja-existe",
    }
    code = codes.get(error.errno or 0, "falha-de-disco")
    return CoopError([Problem(code, error.strerror or type(error).__name__, file=str(error.filename or ""))])
