"""Letters as PDF, by typst, in batches: a document of thousands of letters would need gigabytes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from coopcli.dates import MONTHS_PT
from coopcli.money import brl
from coopcli.reports.letters.compose import Letter, Sender
from coopcli.reports.letters.markup import LetterBlock
from coopcli.reports.letters.message import channels, signed
from coopcli.reports.letters.templates import MAIN
from coopcli.reports.letters.values import shortened
from coopcli.reports.pix import qr_svg
from coopcli.reports.typeset import typeset
from coopcli.results.letters import MAIL

BATCH = 100
_ADDRESS_LINE = 60


def print_file(letters: Sequence[Letter], sender: Sender, *, duplex: bool) -> list[bytes]:
    """Return the letters one after the other, as PDFs of up to a hundred letters each, in the order given."""
    return _both_processors(lambda part: pdf_of(part, sender, duplex=duplex), _batches(letters))


def single_files(letters: Sequence[Letter], sender: Sender) -> list[bytes]:
    """Return the PDF of each letter."""
    return _both_processors(lambda letter: pdf_of([letter], sender, duplex=False), letters)


def _batches(letters: Sequence[Letter]) -> list[Sequence[Letter]]:
    return [letters[start : start + BATCH] for start in range(0, len(letters), BATCH)]


def _both_processors(work: Callable[[Any], bytes], items: Any) -> list[bytes]:
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return list(pool.map(work, items))


def pdf_of(letters: Sequence[Letter], sender: Sender, *, duplex: bool) -> bytes:
    """Return one PDF with the letters; with ``duplex`` each begins on a sheet of its own."""
    logo = sender.templates.logo()
    creditor = sender.creditor
    data = {
        "title": letters[0].text.subject if len(letters) == 1 else "Cartas",
        "cooperative": {"name": creditor["name"]},
        "about": [f"CNPJ {creditor['cnpj']}", creditor["address"]],
        "logo": logo[0] if logo else None,
        "footer": channels(creditor),
        "signed": signed(creditor),
        "duplex": duplex,
        "letters": [_letter(letter, sender) for letter in letters],
    }
    return typeset(sender.templates.path(MAIN), data, dict([logo]) if logo else None)


def _letter(letter: Letter, sender: Sender) -> dict[str, Any]:
    request, day = letter.request, letter.request.written_on
    city = sender.creditor["city"]
    date_words = f"{day.day}{'º' if day.day == 1 else ''} de {MONTHS_PT[day.month - 1]} de {day.year}."
    return {
        "address": list(_address(letter)),
        "reference": f"Associado {request.to.member_id}" if request.to.member_id else "",
        "place": f"{city}, {date_words}" if city else date_words,
        "subject": letter.text.subject,
        "blocks": [_block(block) for block in letter.text.blocks],
        "pix": _pix(letter, sender),
        "signed": letter.text.is_signed,
    }


def _address(letter: Letter) -> Iterator[str]:
    """Yield the lines in the window of the envelope; only the name where the letter does not go by post."""
    to = letter.request.to
    yield shortened(to.name, _ADDRESS_LINE)
    if letter.request.delivery == MAIL:
        yield shortened(to.street, _ADDRESS_LINE)
        if to.district:
            yield shortened(to.district, _ADDRESS_LINE)
        yield shortened(f"{to.zip_code} {to.city}/{to.state}", _ADDRESS_LINE)


def _block(block: LetterBlock) -> dict[str, Any]:
    if block.kind != "table":
        return {"kind": block.kind, "lines": block.lines, "numbered": block.numbered}
    return {"kind": block.kind, "header": block.header, "rows": block.rows, "right": block.right}


def _pix(letter: Letter, sender: Sender) -> dict[str, str] | None:
    cents, pix = letter.request.payable_cents, sender.cooperative.pix
    if not letter.pix or cents is None or pix is None:
        return None
    return {"code": letter.pix, "svg": qr_svg(letter.pix).decode(), "amount": brl(cents), "payee": shortened(pix.name)}
