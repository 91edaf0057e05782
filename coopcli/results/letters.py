"""Letters: who is to get one, what it says, and what is kept of it once it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

SEND, WAIT, WITHHOLD = "enviar", "aguardar", "não enviar"
MAIL, ELECTRONIC, NOWHERE = "correio", "e-mail ou mensagem", "sem como entregar"

Value = str | int | bool | date | None
"""What a template may be given. Whole numbers are centavos where the template says ``| brl``."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter goes to; what is not known is empty."""

    member_id: str
    name: str
    document: str = ""
    street: str = ""
    district: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A row of the debts table of a letter."""

    contract_id: str
    product: str
    installment: str
    due_date: date | None
    amount_cents: int
    fine_cents: int
    interest_cents: int
    total_cents: int


@dataclass(frozen=True)
class LetterRequest:
    """A letter to be written: ``values`` are what its template names, ``lines`` the debts as of ``held_on``.

    ``payable_cents`` is what the Pix code asks for (None: the letter has no code), ``reference`` its identification;
    ``delivery`` is MAIL or ELECTRONIC. A letter that is of no debt does not call the cooperative a creditor.
    """

    letter: str
    to: Recipient
    written_on: date
    held_on: date
    lines: tuple[LetterLine, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    payable_cents: int | None = None
    reference: str = ""
    delivery: str = MAIL
    client_key: str = ""
    debts: str = ""
    is_of_debt: bool = True


@dataclass(frozen=True, slots=True)
class TemplateSource:
    """A template that letters were made from; ``own`` where it is the cooperative's."""

    name: str
    own: bool
    sha256: str
