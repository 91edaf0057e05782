"""Letters: who is to get one, what it says, and what is kept of it once it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from coopcli.frames import Column

LETTER_COLUMNS: tuple[Column, ...] = (
    Column("letter", "code", "Modelo", required=True),
    Column("letter_title", "text", "Carta"),
    Column("client_key", "code", "Devedor"),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome", personal=True),
    Column("branch", "code", "PA"),
    Column("debts", "text", "Dívidas"),
    Column("total_cents", "money", "Valor atualizado", required=True),
    Column("in_transit_cents", "money", "Pagamento em trânsito", required=True),
    Column("claimed_cents", "money", "Valor pedido", required=True),
    Column("last_sent_date", "date", "Última igual em"),
    Column("letter_action", "text", "Situação", required=True),
    Column("delivery", "text", "Entrega", required=True),
    Column("explanation", "text", "Por quê"),
    Column("letter_article", "text", "Fundamento"),
    Column("letter_reason", "text", "Linha da regra"),
)
"""One row a letter that an act asks for, sent or not: ``letter_action`` and ``delivery`` are in these words."""

LOG_COLUMNS: tuple[Column, ...] = (
    Column("number", "code", "Número", required=True),
    Column("letter_date", "date", "Data", required=True),
    Column("letter", "code", "Carta", required=True),
    Column("member_id", "code", "Associado"),
    Column("debts", "text", "Dívidas"),
    Column("delivery", "text", "Entrega", required=True),
    Column("sha256", "code", "SHA-256 do texto", required=True),
)
"""The log of letters, read again by later runs. It has no document, name, address or amount."""

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
