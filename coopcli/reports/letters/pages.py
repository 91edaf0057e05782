"""A letter as a page for an e-mail."""

from __future__ import annotations

from coopcli.money import brl
from coopcli.reports.letters.compose import Letter, Sender
from coopcli.reports.letters.message import channels, signed
from coopcli.reports.pix import qr_png_uri


def page_of(letter: Letter, sender: Sender) -> str:
    """Return the HTML of a letter, complete in itself."""
    cents, pix = letter.request.payable_cents, sender.cooperative.pix
    code = None
    if letter.pix and cents and pix:
        picture = qr_png_uri(letter.pix)
        code = {"code": letter.pix, "picture": picture, "amount": brl(cents), "payee": pix.name}
    return sender.templates.page(
        subject=letter.text.subject,
        blocks=letter.text.blocks,
        cooperative=sender.creditor,
        pix=code,
        signed=signed(sender.creditor) if letter.text.is_signed else [],
        footer=channels(sender.creditor),
    )
