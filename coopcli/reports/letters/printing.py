"""Letters as PDF: each by itself, by typst, and all of them one after the other, for the printer."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

from coopcli.dates import MONTHS_PT
from coopcli.errors import stop
from coopcli.money import brl
from coopcli.reports.letters.compose import Letter, Sender
from coopcli.reports.letters.markup import LetterBlock, Span, Spans
from coopcli.reports.letters.message import channels, signed
from coopcli.reports.letters.templates import LOGOS, MAIN, Templates
from coopcli.reports.letters.values import shortened
from coopcli.reports.typeset import typeset
from coopcli.results.letters import MAIL

_ADDRESS_LINE = 60
_AHEAD = 64


def each_pdf(letters: Sequence[Letter], sender: Sender) -> Iterator[bytes]:
    """Yield the PDF of each letter, in their order, on all processors; few are held at a time."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for start in range(0, len(letters), _AHEAD):
            yield from pool.map(lambda letter: pdf_of(letter, sender), letters[start : start + _AHEAD])


def put_together(paths: Sequence[Path], *, duplex: bool) -> bytes:
    """Return the pages of PDFs one after the other; with ``duplex`` each begins on a sheet of its own."""
    import pikepdf

    target = BytesIO()
    with pikepdf.new() as whole:
        for path in paths:
            with pikepdf.open(path) as one:
                whole.pages.extend(one.pages)
            if duplex and len(whole.pages) % 2 and path != paths[-1]:
                *_, width, height = (float(edge) for edge in whole.pages[-1].mediabox)  # type: ignore[arg-type]
                whole.add_blank_page(page_size=(width, height))
        whole.save(target, static_id=True)
    return target.getvalue()


def pdf_of(letter: Letter, sender: Sender) -> bytes:
    """Return the PDF of a letter; CoopError (modelo-invalido) where the cooperative's own sheet or logo does not do."""
    logo = sender.templates.logo()
    creditor = sender.creditor
    data = {
        "title": letter.text.subject,
        "cooperative": {"name": creditor["name"]},
        "about": [f"CNPJ {creditor['cnpj']}", creditor["address"]],
        "logo": logo[0] if logo else None,
        "footer": channels(creditor, is_of_debt=letter.request.is_of_debt),
        "signed": signed(creditor),
        "letter": _letter(letter, sender),
    }
    return _on_paper(sender.templates, data, logo)


def _on_paper(templates: Templates, data: dict[str, Any], logo: tuple[str, bytes] | None) -> bytes:
    """Return the PDF; CoopError (modelo-invalido) where the cooperative's sheet of paper or logo does not do."""
    try:
        return typeset(templates.path(MAIN), data, dict([logo]) if logo else None)
    except RuntimeError as error:  # typst's own
        if not templates.is_own(MAIN, *LOGOS):
            raise
        is_of_the_logo = logo is not None and "image" in str(error)
        raise stop("modelo-invalido", str(error), file=logo[0] if logo and is_of_the_logo else MAIN) from error


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
    lines = [[_unbroken(spans) for spans in line] for line in block.lines]
    if block.kind != "table":
        return {"kind": block.kind, "lines": lines, "numbered": block.numbered}
    header, *rows = lines
    return {"kind": block.kind, "header": header if block.header else [], "rows": rows, "right": block.right}


def _unbroken(spans: Spans) -> list[Span]:
    """Return a text in which no amount is broken from its R$."""
    return [(text.replace("R$ ", "R$\xa0"), bold, italic) for text, bold, italic in spans]


def _pix(letter: Letter, sender: Sender) -> dict[str, Any] | None:
    cents, pix = letter.request.payable_cents, sender.cooperative.pix
    if not letter.pix or cents is None or pix is None:
        return None
    return {"code": letter.pix, "qr": list(letter.qr), "amount": brl(cents), "payee": shortened(pix.name)}
