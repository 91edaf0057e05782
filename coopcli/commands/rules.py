"""``coopcli rules list | show | check | test``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.commands.options import (
    Accept,
    Author,
    Folder,
    Output,
    Quiet,
    Reason,
    ReferenceDate,
    as_date,
    decisions,
    run_exports,
)
from coopcli.commands.terminal import Progress, tell, write_outputs

if TYPE_CHECKING:
    from datetime import date

    from coopcli.closing.month import MonthRun
    from coopcli.closing.settings import Settings
    from coopcli.rulebook.book import Rulebook

rules_app = typer.Typer(help="As regras: leis, políticas e métodos, com vigência e fonte.", no_args_is_help=True)

On = Annotated[
    datetime | None,
    typer.Option(
        "--reference-date", "--data-base", formats=["%d/%m/%Y", "%Y-%m-%d"], help="Só as vigentes nesta data."
    ),
]


def _book(folder: Path, *, chosen: bool = True) -> Rulebook:
    """Return the rules in force for a working folder, with its choices or as the files have them."""
    from dataclasses import replace

    from coopcli.closing.month import rulebook_of

    settings = _settings(folder)
    return rulebook_of(settings if chosen else replace(settings, choices={}))


def _settings(folder: Path) -> Settings:
    from coopcli.closing.settings import FILE, Settings, load_settings

    return load_settings(folder) if (folder / FILE).is_file() else Settings()


@rules_app.command("list")
@rules_app.command("listar", hidden=True)
def list_rules(on: On = None, folder: Folder = Path()) -> None:
    """Lista as regras com a vigência e a fonte."""
    from coopcli.commands.terminal import print_table
    from coopcli.rulebook.book import period

    day = as_date(on)
    rows = [
        [
            rule.id,
            " + ".join([rule.title, *(overlay.id for overlay in rule.overlays)]),
            rule.act,
            period(rule),
            f"{rule.checked_on:%d/%m/%Y}",
        ]
        for rule in _book(folder).files
        if day is None or rule.covers(day)
    ]
    print_table("Regras", ["regra", "título", "fonte", "vigência", "conferida em"], rows, text_columns=5)


@rules_app.command("show")
@rules_app.command("mostrar", hidden=True)
def show(
    rule_id: Annotated[
        str,
        typer.Argument(
            metavar="REGRA", help="Como provisioning/bcb-352-2023, ou uma sobreposição.", show_default=False
        ),
    ],
    quote: Annotated[
        str,
        typer.Option(
            "--quote", "--citar", metavar="TABELA", help="As linhas da tabela, como uma sobreposição as cita."
        ),
    ] = "",
    folder: Folder = Path(),
) -> None:
    """Mostra uma regra como está escrita: tabelas, linhas, artigos e o que falta confirmar."""
    from coopcli.commands.rule_text import quoted_lines, rule_lines
    from coopcli.errors import RuleError
    from coopcli.rulebook.book import unknown_rule

    book = _book(folder)
    found = [
        rule for rule in book.files if rule_id in (rule.id, rule.family, *(overlay.id for overlay in rule.overlays))
    ]
    if not found:
        raise RuleError([unknown_rule(book, rule_id)])
    if quote:
        tell(*dict.fromkeys(line for rule in found for line in quoted_lines(rule, quote, _settings(folder).own_rules)))
        return
    for rule in found:
        tell(*rule_lines(rule))


@rules_app.command("check")
@rules_app.command("conferir", hidden=True)
def check(folder: Folder = Path()) -> None:
    """Confere as regras: formato, lacunas, sobreposições, taxas; mostra o que é estranho e o que falta confirmar."""
    from coopcli.commands.rule_text import check_lines

    book = _book(folder)
    tell(*dict.fromkeys(check_lines(book.files)))
    rules = {rule.id: rule for rule in book.files}.values()
    tables = sum(len(rule.tables) for rule in rules)
    tell(f"{len(rules)} regras e {tables} tabelas conferidas: sem lacunas, sem sobreposições.")


@rules_app.command("test")
@rules_app.command("testar", hidden=True)
def test(
    cases: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PASTA]...", help="Pastas de casos; sem elas, os publicados e os de rules/cases."),
    ] = None,
    folder: Folder = Path(),
) -> None:
    """Roda os casos das regras; os publicados, nas regras em vigor: diz quais já não valem e por qual linha."""
    from coopcli.commands.rule_text import decided_lines
    from coopcli.errors import RuleError
    from coopcli.rulebook.book import load_rulebook
    from coopcli.rulebook.cases import failures, load_cases
    from coopcli.rulebook.published import deviations, without_cases
    from coopcli.shipped import folder as shipped

    book, public = _book(folder), load_rulebook(shipped("rules"))
    own = [
        case for place in cases or [folder / "rules" / "cases"] if cases or place.is_dir() for case in load_cases(place)
    ]
    published = [] if cases else load_cases(shipped("tests/cases"))
    changed = deviations(book, public, published, lambda: _book(folder, chosen=False))
    found = [
        *failures(public, published),
        *(deviation.problem() for deviation in changed if deviation.cause == "rule"),
        *failures(book, own),
    ]
    tell(*decided_lines(changed, without_cases(book, public, own)))
    if found:
        raise RuleError(found)
    count, other = len(published) + len(own), len({case for deviation in changed for case in deviation.places})
    tell(
        f"{count} casos: {count - other} com o resultado esperado, {other} mudados por decisão da cooperativa."
        if other
        else f"{count} casos, todos com o resultado esperado."
    )


@rules_app.command("diff")
@rules_app.command("comparar", hidden=True)
def diff(
    left: Annotated[
        str, typer.Argument(metavar="[A", help="Regime, regra, arquivo .yaml ou data; sem A e B, as regras publicadas.")
    ] = "",
    right: Annotated[
        str, typer.Argument(metavar="B]", help="Com o que se compara, nas mesmas formas; sem A e B, as em vigor.")
    ] = "",
    exports: Annotated[
        Path | None,
        typer.Option("--portfolio", "--carteira", help="Pasta com as exportações; sem ela, o mês mais recente."),
    ] = None,
    reference_date: ReferenceDate = None,
    output: Output = None,
    accept: Accept = None,
    author: Author = "",
    reason: Reason = "",
    quiet: Quiet = False,
) -> None:
    """Mostra, em texto e em reais, o que muda das regras publicadas às da cooperativa, ou entre duas quaisquer."""
    from coopcli.errors import stop

    if bool(left) != bool(right):
        raise stop("opcao-invalida", left or right, expected="duas regras, ou nenhuma: as publicadas e as em vigor")
    if exports is not None and (exports / "manifest.json").is_file():
        month = f"as exportações do mês, como exports/{exports.resolve().name}, e não o que o fechamento gravou"
        raise stop("opcao-invalida", f"--portfolio {exports}", expected=month)
    if not left and exports is None and output is None and not Path("exports").is_dir():
        _tell_difference(_book(Path()), _settings(Path()), as_date(reference_date))
        tell("Sem exportações nesta pasta, só o texto: com --portfolio, também os reais.")
        return
    accepted = decisions(accept, author, reason)
    run = run_exports(exports, reference_date, None, False, Progress(quiet=quiet), accepted=accepted)
    _tell_comparison(run, left, right, output, quiet=quiet)


def _tell_comparison(run: MonthRun, left: str, right: str, output: Path | None, *, quiet: bool) -> None:
    from coopcli.closing.compare import compare, own_against_published, side_of
    from coopcli.commands.terminal import print_comparison
    from coopcli.reports.month import comparison_workbook

    on = run.month.reference_date
    found = [compare(run, side_of(left, run), side_of(right, run))] if left else own_against_published(run)
    if not quiet and not left:
        _tell_difference(run.book, run.settings, on)
    for one in found if not quiet else ():
        print_comparison(one.titles, one.by_class, one.changes)
    one = found[0]
    write_outputs((output, lambda path: comparison_workbook(path, one.titles, on, one.by_class, one.changes)))


def _tell_difference(book: Rulebook, settings: Settings, on: date | None) -> None:
    from coopcli.closing.compare import public_book
    from coopcli.commands.rule_text import difference_lines

    lines = list(difference_lines(public_book(settings), book, on))
    tell(*lines or ["As regras em vigor são as publicadas."])
