"""The letters of a day: from what collection asks for to files, a log, and what proves them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.calc.collection.bureau import FAMILY as BUREAU
from coopcli.calc.letters import LetterInputs, LetterPlan, LetterRules, plan_letters
from coopcli.calc.letters.sent import BETWEEN_DEBTS
from coopcli.closing.month import rulebook_of
from coopcli.closing.publish import closes
from coopcli.closing.settings import Settings
from coopcli.dates import parse_date
from coopcli.errors import Problem, stop
from coopcli.placing import place, write_new
from coopcli.reports.letters.compose import Letter, Sender, compose
from coopcli.reports.letters.files import LOG, write_files
from coopcli.reports.letters.pages import page_of
from coopcli.reports.letters.printing import pdf_of
from coopcli.reports.letters.templates import Templates
from coopcli.reports.sheets.letters import letters_workbook
from coopcli.results import Check, Note, Study
from coopcli.results.letters import SEND, LetterRequest, TemplateSource
from coopcli.words.letters import LOG_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.dates import BusinessCalendar
    from coopcli.rulebook.book import Rulebook
    from coopcli.rulebook.tables import RuleFile

FAMILY, CONTENTS = "letters", "letter_contents"
FOLDER = "cartas"
"""The folder of letters inside that of a close; in the working folder, that of letters written between closes."""

WORKBOOK = "cartas.xlsx"

_NOTES = (
    Note(
        "Cartas",
        "A etapa de cada dívida pede a carta; cada devedor recebe uma de cada tipo, com todas as dívidas dela.",
    ),
    Note(
        "Carta repetida",
        "A mesma carta não sai de novo dentro dos dias da regra, pelos registros de cartas e eventos anteriores.",
    ),
    Note(
        "Pagamento em trânsito",
        "O que foi pago depois da data-base, ou informado e ainda não baixado, é abatido do valor pedido.",
    ),
    Note(
        "Nomes nas cartas",
        "Caracteres de controle e de direção do texto são retirados; o que passa de 120 letras é cortado.",
    ),
    Note("Registro de cartas", "Guarda o SHA-256 do texto de cada carta, sem nome, endereço nem valor."),
)


@dataclass(frozen=True)
class LetterRun:
    """Letters whose words are settled; ``write`` makes the papers, which takes time."""

    plan: LetterPlan
    letters: list[Letter]
    sender: Sender
    rules: LetterRules

    def write(self, folder: Path) -> None:
        """Write the files of the letters into ``folder``, which is not yet published."""
        write_files(folder, self.letters, self.sender, duplex=bool(self.rules.letters["print_duplex"]))

    @property
    def templates(self) -> list[TemplateSource]:
        """The templates that were used, with their digests; what surrounds every letter is among them."""
        return self.sender.templates.around() if self.letters else []

    @property
    def rule_files(self) -> list[RuleFile]:
        """The rules of letters, for Fontes."""
        return [self.rules.letters, self.rules.contents]

    @property
    def notes(self) -> list[Note]:
        """The conventions of letters, and which templates are the cooperative's own."""
        own = [source.name for source in self.templates if source.own]
        told = Note("Modelos de carta", f"Da cooperativa: {', '.join(own)}; os demais, publicados com o coopcli.")
        return [*_NOTES, told] if own else list(_NOTES)

    @property
    def checks(self) -> list[Check]:
        """Each debt whose stage asks for a letter is in one; each letter is written or told why not."""
        asked, written = self.plan.letters, len(self.letters)
        stopped = asked[(asked["letter_action_title"] != SEND).to_numpy(dtype=bool)]
        claimed = sum(letter.request.values["claimed"] for letter in self.letters)  # type: ignore[misc]
        in_letters = int(asked["debts"].str.count(BETWEEN_DEBTS).sum()) + len(asked)
        return [
            Check(
                "Cartas", "dívidas com carta na etapa = dívidas nas cartas",
                self.plan.asked_debts, in_letters, self.plan.asked_cents, int(asked["total_cents"].sum()),
            ),
            Check(
                "Cartas", "cartas pedidas = escritas + não enviadas", len(asked), written + len(stopped),
                int(asked["claimed_cents"].sum()), claimed + int(stopped["claimed_cents"].sum()),
            ),
        ]  # fmt: skip


def letter_rules(book: Rulebook, on: date, calendar: BusinessCalendar) -> LetterRules:
    """Return the rules of letters in force on a day; the ladders are those that state terms."""
    ladders = {rule.id: rule for rule in book.topic("collection", on)}
    letters, contents, bureau = (book.in_force(role, on) for role in (FAMILY, CONTENTS, BUREAU))
    return LetterRules(letters, contents, ladders, bureau, calendar)


def sender_of(settings: Settings, contents: RuleFile) -> Sender:
    """Return who writes, with the cooperative's own templates where its working folder has them."""
    return Sender(settings.cooperative, Templates(settings.own_templates), contents)


def creditor_problems(settings: Settings, contents: RuleFile) -> list[Problem]:
    """Return what every letter must tell of the cooperative and coop.yaml does not."""
    return sender_of(settings, contents).problems()


def run_letters(inputs: LetterInputs, settings: Settings, rules: LetterRules, written_on: date) -> LetterRun:
    """Return the letters of a day, each read through to its last word; nothing is written.

    Raises DataError with every value that a letter lacks and every forbidden word, CoopError where coop.yaml or a
    template does not do.
    """
    plan = plan_letters(inputs, rules, written_on)
    sender = sender_of(settings, rules.contents)
    return LetterRun(plan, compose(plan.requests, sender) if plan.requests else [], sender, rules)


def publish_letters(run: LetterRun, study: Study, folder: Path) -> None:
    """Publish the papers of the letters as ``folder``, with the workbook that proves them, all or nothing.

    Raises CoopError (arquivo-ja-existe) where the folder exists.
    """

    def write(staging: Path) -> None:
        run.write(staging)
        letters_workbook(staging / WORKBOOK, replace(study, templates=run.templates), run.plan.letters)

    place([(folder, write)])


def write_letters(
    folder: Path, requests: Sequence[LetterRequest], settings: Settings, rules: LetterRules
) -> list[Letter]:
    """Publish letters that somebody else asks for (a survey's, say) as ``folder``, all or nothing; return them.

    Raises as ``run_letters`` does, and CoopError (arquivo-ja-existe) where the folder exists.
    """
    sender = sender_of(settings, rules.contents)
    letters = compose(requests, sender)
    duplex = bool(rules.letters["print_duplex"])
    place([(folder, lambda made: write_files(made, letters, sender, duplex=duplex))])
    return letters


FORMS = (".pdf", ".html", ".txt")


def preview_letter(request: LetterRequest, settings: Settings, output: Path | None) -> str:
    """Return the message of one letter, written to ``output`` in the form that its ending names.

    Raises CoopError: no such letter, a template that does not do, an ending that is none, a file that exists.
    """
    if output is not None and output.suffix not in FORMS:
        raise stop("opcao-invalida", output.name, expected=f"um arquivo {', '.join(FORMS)}")
    sender = sender_of(settings, rulebook_of(settings).in_force(CONTENTS, request.written_on))
    letter = compose([request], sender)[0]
    message = f"{letter.text.subject}\n\n{letter.message}\n"
    if output is not None:
        held = _in_form(letter, sender, message, output.suffix)
        place([(output, lambda path: write_new(path, held))])
    return message


def _in_form(letter: Letter, sender: Sender, message: str, ending: str) -> bytes:
    if ending == ".pdf":
        return pdf_of(letter, sender)
    return (page_of(letter, sender) if ending == ".html" else message).encode()


def earlier_letters(closings: Path, own_name: str = "") -> pd.DataFrame:
    """Return the log (LOG_COLUMNS) of all closes but the one called ``own_name``, and of letters written between them.

    Raises CoopError (arquivo-ilegivel) where a log is not as it was written.
    """
    import pandas as pd

    logs = [folder / FOLDER / LOG for folder in closes(closings) if folder.name != own_name]
    logs += sorted((closings.parent / FOLDER).glob(f"*/{LOG}"))
    rows = [row for log in logs if log.is_file() for row in _log_rows(log)]
    columns = {column.name: column for column in LOG_COLUMNS}
    frame = pd.DataFrame(rows, columns=list(columns), dtype="object")
    return frame.astype({name: column.dtype for name, column in columns.items()})  # type: ignore[arg-type]


def _log_rows(path: Path) -> list[tuple[object, ...]]:
    """Return the rows of a log as ``files`` wrote it."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        header, *rows = csv.reader(io.StringIO(text), delimiter=";")
        if header != [column.title for column in LOG_COLUMNS]:
            raise ValueError("; ".join(header))
        return [_log_row(row) for row in rows]
    except OSError as error:
        raise stop("arquivo-nao-encontrado", str(path), file=path.name) from error
    except (ValueError, csv.Error) as error:
        expected = "o registro de cartas como o coopcli o gravou"
        raise stop("arquivo-ilegivel", str(error)[:200] or "vazio", file=path.name, expected=expected) from error


def _log_row(row: Sequence[str]) -> tuple[object, ...]:
    if len(row) != len(LOG_COLUMNS):
        raise ValueError(f"{len(row)} colunas: {'; '.join(row)[:80]}")
    plain = [re.sub(r"^'(?=[=+@\t\r-])", "", text) for text in row]
    return tuple(parse_date(text) if c.kind == "date" else text for c, text in zip(LOG_COLUMNS, plain, strict=True))
