"""What is written of letters: for the printer, for the archive, for the mailing, and the log.

A CSV for the mailing is opened in spreadsheets: what would act as a formula there is told apart by an apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coopcli.dates import brazilian
from coopcli.reports.letters.compose import Letter, Sender
from coopcli.reports.letters.pages import page_of
from coopcli.reports.letters.printing import print_file, single_files
from coopcli.reports.letters.values import clean, proper_name
from coopcli.reports.workbook import new_file
from coopcli.results.letters import ELECTRONIC, LOG_COLUMNS, MAIL

PRINT, SINGLE, PAGES, MAILING, LOG = "imprimir", "individuais", "email", "mala-direta.csv", "registro.csv"
"""Names of the files and folders of letters."""

MAILING_HEADERS = ("Número", "Carta", "Associado", "Nome", "E-mail", "Celular", "Assunto", "Mensagem")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class LetterFiles:
    """Letters as files, by path relative to their folder, all worked out before the first is written."""

    files: dict[str, bytes]

    def write(self, folder: Path) -> None:
        """Write the files into ``folder``, each readable by its owner only and never over another."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with new_file(path) as target:
                target.write(content)


def letter_files(letters: Sequence[Letter], sender: Sender, *, duplex: bool) -> LetterFiles:
    """Return the files of letters in postal order; without letters, the log and the mailing without rows."""
    posted = [letter for letter in letters if letter.request.delivery == MAIL]
    batches = print_file(posted, sender, duplex=duplex)
    width = len(str(len(batches)))
    files = {_print_name(n, len(batches), width): pdf for n, pdf in enumerate(batches, 1)}
    files |= {f"{SINGLE}/{x.file_stem}.pdf": pdf for x, pdf in zip(letters, single_files(letters, sender), strict=True)}
    files |= {f"{PAGES}/{x.file_stem}.html": page_of(x, sender).encode() for x in letters}
    files[MAILING] = _csv(MAILING_HEADERS, (_mailing_row(x) for x in letters if _can_be_sent(x)))
    files[LOG] = _csv([column.title for column in LOG_COLUMNS], (_log_row(letter) for letter in letters))
    return LetterFiles(files)


def _print_name(number: int, count: int, width: int) -> str:
    return f"{PRINT}.pdf" if count == 1 else f"{PRINT}-{number:0{width}d}-de-{count}.pdf"


def _can_be_sent(letter: Letter) -> bool:
    return bool(letter.request.to.email or letter.request.to.phone)


def _mailing_row(letter: Letter) -> tuple[str, ...]:
    to = letter.request.to
    name = proper_name(to.name, is_company=len(to.document) > 11)
    phone = re.sub(r"\D", "", to.phone)
    told = (letter.number, letter.request.letter, to.member_id, name, to.email, phone, letter.text.subject)
    return (*(clean(text) for text in told), letter.message)


def _log_row(letter: Letter) -> tuple[str, ...]:
    request = letter.request
    day = brazilian(request.written_on)
    who = (request.to.member_id, request.client_key, request.debts)
    delivery = request.delivery if request.delivery in (MAIL, ELECTRONIC) else ""
    return (letter.number, day, request.letter, *(clean(text) for text in who), delivery, letter.digest)


def _csv(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV as Excel opens it in Brazil; no cell of it can act as a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(headers)
    writer.writerows([_harmless(text) for text in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
