"""A letter as a page for an e-mail."""

from __future__ import annotations

from base64 import b64encode

from coopcli.money import brl
from coopcli.reports.letters.compose import Letter, Sender
from coopcli.reports.letters.message import channels, signed


def page_of(letter: Letter, sender: Sender) -> str:
    """Return the HTML of a letter, complete in itself."""
    cents, pix = letter.request.payable_cents, sender.cooperative.pix
    code = None
    if letter.pix and cents and pix:
        picture = f"data:image/png;base64,{b64encode(letter.qr).decode()}"
        code = {"code": letter.pix, "picture": picture, "amount": brl(cents), "payee": pix.name}
    return sender.templates.page(
        subject=letter.text.subject,
        blocks=letter.text.blocks,
        cooperative=sender.creditor,
        pix=code,
        signed=signed(sender.creditor) if letter.text.is_signed else [],
        footer=channels(sender.creditor, is_of_debt=letter.request.is_of_debt),
    )
