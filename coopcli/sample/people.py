"""Members who do not exist: combined names, documents with right check digits, round incomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from coopcli.documents import CNPJ_ROOT_LENGTH, with_check_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from coopcli.dates import Ints

FEMALE_NAMES = (
    "Ana", "Beatriz", "Cecília", "Débora", "Elisa", "Fernanda", "Gláucia", "Helena",
    "Inês", "Joana", "Lúcia", "Márcia", "Natália", "Olívia", "Paula", "Rosângela",
)  # fmt: skip
MALE_NAMES = (
    "Antônio", "Bruno", "Caio", "Davi", "Edson", "Fábio", "Gilberto", "Heitor",
    "Ivan", "José", "Luís", "Marcelo", "Nelson", "Otávio", "Paulo", "Rômulo",
)  # fmt: skip
LAST_NAMES = (
    "Almeida", "Araújo", "Barbosa", "Brandão", "Campos", "Carvalho", "Conceição",
    "Duarte", "Esteves", "Faria", "Gonçalves", "Guimarães", "Leão", "Macêdo",
    "Magalhães", "Nóbrega", "Queirós", "Simões", "Vilaça",
)  # fmt: skip
TRADES = (
    ("Padaria", "1091102"), ("Mercearia", "4712100"), ("Oficina Mecânica", "4520001"),
    ("Confecções", "1412601"), ("Transportes", "4930202"), ("Farmácia", "4771701"),
    ("Construtora", "4120400"), ("Laticínios", "1052000"), ("Agropecuária", "4692300"),
    ("Papelaria", "4761003"), ("Restaurante", "5611201"), ("Madeireira", "4744002"),
)  # fmt: skip
MANAGERS = ("Clara Brandão", "Rui Esteves", "Teresa Vilaça", "Vítor Queirós")

FIRST_NUMBER = 100_001
STRIDE = 61_803_399  # no factor in common with the powers of ten: no document comes twice
CPF_BODIES, CPF_START = 10**9, 1_000_003
ROOTS, ROOT_START = 10**8, 4_000_007
MAIN_ESTABLISHMENT = "0001"
EVERY_ALPHANUMERIC = 5


@dataclass(frozen=True, slots=True)
class Member:
    """A member as ``cli_associados`` exports it."""

    number: int
    document: str
    name: str
    person_type: str
    branch: str
    manager: str
    income_cents: int
    activity_code: str | None
    birth_date: date
    member_since: date
    record_updated_on: date

    def export(self) -> dict[str, object]:
        """Return the member's row of the members export."""
        return {
            "member_id": str(self.number),
            "document": self.document,
            "name": self.name,
            "person_type": self.person_type,
            "branch": self.branch,
            "manager": self.manager,
            "monthly_income_cents": self.income_cents,
            "activity_code": self.activity_code,
            "birth_date": self.birth_date,
            "member_since": self.member_since,
            "record_updated_on": self.record_updated_on,
        }


def cpf_column(positions: Ints) -> pa.Array:
    """Return the CPF of each position: no two alike, right check digits, a tenth with zeros in front."""
    return with_check_digits(zero_padded((CPF_START + STRIDE * positions) % CPF_BODIES, 9))


def cnpj_column(positions: Ints, establishment: str = MAIN_ESTABLISHMENT) -> pa.Array:
    """Return the CNPJ of each position; the root of every fifth has letters, as given since July 2026."""
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers = (ROOT_START + STRIDE * positions) % ROOTS
    digits = zero_padded(numbers, 8)
    letters = pa.array(["".join(three) for three in product("ABCDEFGHIJ", repeat=3)]).take(numbers % 1000)
    start, end = pc.utf8_slice_codeunits(digits, 0, 2), pc.utf8_slice_codeunits(digits, 2, 5)
    mixed = pc.binary_join_element_wise(start, letters, end, "")
    roots = pc.if_else(pa.array(positions % EVERY_ALPHANUMERIC == 3), mixed, digits)
    return with_check_digits(pc.binary_join_element_wise(roots, establishment, ""))


def zero_padded(numbers: Ints, width: int) -> pa.Array:
    """Return the numbers as text of ``width`` digits."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def cpf(position: int) -> str:
    """Return the CPF of one position."""
    document: str = cpf_column(np.array([position]))[0].as_py()
    return document


def cnpj(root: str, establishment: str = MAIN_ESTABLISHMENT) -> str:
    """Return the CNPJ of an establishment of a company."""
    import pyarrow as pa

    document: str = with_check_digits(pa.array([root + establishment]))[0].as_py()
    return document


def person_name(position: int, names: Sequence[str]) -> str:
    """Return a name in three parts; positions far apart may share it, as in life."""
    last = len(LAST_NAMES)
    first, middle = position % len(names), position // len(names)
    return f"{names[first]} {LAST_NAMES[middle % last]} {LAST_NAMES[(middle // last + 3 * middle + 7) % last]}"


def company_name(position: int) -> str:
    """Return the name of a company, from a trade and a family name."""
    trade, _ = TRADES[position % len(TRADES)]
    return f"{trade} {LAST_NAMES[position // len(TRADES) % len(LAST_NAMES)]} {position + 1} Ltda"


def people(count: int, rng: np.random.Generator, today: date, first_number: int = FIRST_NUMBER) -> list[Member]:
    """Return ``count`` natural persons between 19 and 80 years old on ``today``."""
    ages, incomes, seniority, branches = (
        rng.integers(19 * 365, 80 * 365, count).tolist(),
        rng.lognormal(8.2, 0.6, count).tolist(),
        rng.integers(400, 6000, count).tolist(),
        rng.integers(1, 6, count).tolist(),
    )
    return [
        Member(
            number=first_number + i,
            document=document,
            name=person_name(i // 2, (FEMALE_NAMES, MALE_NAMES)[i % 2]),
            person_type="PF",
            branch=f"{branches[i]:04d}",
            manager=MANAGERS[branches[i] % len(MANAGERS)],
            income_cents=round(incomes[i]) * 100,
            activity_code=None,
            birth_date=today - timedelta(days=ages[i]),
            member_since=today - timedelta(days=seniority[i]),
            record_updated_on=today - timedelta(days=seniority[i] % 390),
        )
        for i, document in enumerate(cpf_column(np.arange(count)).to_pylist())
    ]


def companies(count: int, rng: np.random.Generator, today: date, first_number: int) -> list[Member]:
    """Return ``count`` companies founded in the forty years before ``today``."""
    ages, incomes, branches = (
        rng.integers(2 * 365, 40 * 365, count).tolist(),
        rng.lognormal(10.6, 0.8, count).tolist(),
        rng.integers(1, 6, count).tolist(),
    )
    return [
        Member(
            number=first_number + i,
            document=document,
            name=company_name(i),
            person_type="PJ",
            branch=f"{branches[i]:04d}",
            manager=MANAGERS[branches[i] % len(MANAGERS)],
            income_cents=round(incomes[i]) * 100,
            activity_code=TRADES[i % len(TRADES)][1],
            birth_date=today - timedelta(days=ages[i]),
            member_since=today - timedelta(days=ages[i] // 2),
            record_updated_on=today - timedelta(days=ages[i] % 390),
        )
        for i, document in enumerate(cnpj_column(np.arange(count)).to_pylist())
    ]


def establishment(member: Member, number: int, order: str) -> Member:
    """Return another establishment of a company: the same root, another member number."""
    document = cnpj(member.document[:CNPJ_ROOT_LENGTH], order)
    return replace(member, number=number, document=document, name=f"{member.name} - Filial {int(order)}")
