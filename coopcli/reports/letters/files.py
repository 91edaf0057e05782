"""What is written of letters: for the printer, for the archive, for the mailing, and the log.

A CSV for the mailing is opened in spreadsheets: what would act as a formula there is told apart by an apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from coopcli.dates import brazilian
from coopcli.placing import write_new
from coopcli.reports.letters.compose import Letter, Sender
from coopcli.reports.letters.pages import page_of
from coopcli.reports.letters.printing import each_pdf, put_together
from coopcli.reports.letters.values import clean, proper_name
from coopcli.results.letters import ELECTRONIC, MAIL
from coopcli.words.letters import LOG_COLUMNS

PRINT, SINGLE, PAGES, MAILING, LOG = "imprimir.pdf", "individuais", "email", "mala-direta.csv", "registro.csv"
"""Names of the files and folders of letters."""

MAILING_HEADERS = ("Número", "Carta", "Associado", "Nome", "E-mail", "Celular", "Assunto", "Mensagem")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_files(folder: Path, letters: Sequence[Letter], sender: Sender, *, duplex: bool) -> None:
    """Write the files of letters into ``folder``, each readable by its owner only and never over another.

    Without letters there are the mailing and the log, without rows.
    """
    for name in ("", SINGLE, PAGES) if letters else ("",):
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    paths = [folder / SINGLE / f"{letter.file_stem}.pdf" for letter in letters]
    for path, pdf in zip(paths, each_pdf(letters, sender), strict=True):
        write_new(path, pdf)
    posted = [path for path, letter in zip(paths, letters, strict=True) if letter.request.delivery == MAIL]
    if posted:
        write_new(folder / PRINT, put_together(posted, duplex=duplex))
    for letter in letters:
        write_new(folder / PAGES / f"{letter.file_stem}.html", page_of(letter, sender).encode())
    write_new(folder / MAILING, _csv(MAILING_HEADERS, (_mailing_row(x) for x in letters if _can_be_sent(x))))
    write_new(folder / LOG, _csv([column.title for column in LOG_COLUMNS], (_log_row(letter) for letter in letters)))


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
    who = (request.to.member_id, request.debts)
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
