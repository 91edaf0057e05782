"""Nossacoop on 30/10/2011: 5,997 invented contracts, 951 of them late, distributed as the study says.

Tables 5 to 13 hold exactly, among those who pay and those who do not. How the characteristics go together is
ours: within each half, hidden scores rank the members (older ones are married or widowed, better-off ones are
public servants who pay through the payroll), and the categories are dealt along the ranking.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from coopcli.sample import ledger
from coopcli.sample import nossacoop_tables as study
from coopcli.sample.exports import rows_to_columns
from coopcli.sample.loans import Loan
from coopcli.sample.people import FEMALE_NAMES, MALE_NAMES, MANAGERS, Member, cnpj, cpf_column, person_name
from coopcli.sample.writing import month_folder, write_coop, write_xlsx

if TYPE_CHECKING:
    import numpy.typing as npt

    Labels = npt.NDArray[np.object_]
    Scores = npt.NDArray[np.float64]

NAME = "Nossacoop (amostra reconstruída)"
ROOT = "90201110"
REFERENCE = date(2011, 10, 30)
SEED = 20_111_030
FIRST_CONTRACT, FIRST_MEMBER = 10_001, 20_001
MINIMUM_WAGE_CENTS = 54_500

YEARS = {
    "Entre 01 e 30": (19, 30),
    "Entre 31 a 40": (31, 40),
    "Entre 41 a 50": (41, 50),
    "Entre 51 a 60": (51, 60),
    "Acima 61": (61, 79),
}
WAGES = {"De 1 a 3": (1, 3), "De 4 a 6": (4, 6), "De 7 a 9": (7, 9), "ACIMA DE 9": (9.01, 25)}
CHILDREN = {"0": (0, 0), "1 A 3": (1, 3), "ACIMA DE 3": (4, 6)}
TERMS = {
    "Até 12": (6, 12),
    "De 13 a 24": (13, 24),
    "De 25 a 36": (25, 36),
    "De 37 a 48": (37, 48),
    "ACIMA DE 49": (50, 72),
}
PRODUCT = {"Crédito pessoal": "personal", "Financiamento": "vehicle", "Consignação folha": "payroll"}
DELAYS = ((1, 14), (15, 30), (31, 60), (61, 90), (91, 120), (121, 150), (151, 180), (181, 540))
DELAY_WEIGHTS = (0.16, 0.17, 0.20, 0.13, 0.10, 0.08, 0.06, 0.10)


@dataclass(frozen=True)
class People:
    """The characteristics of those on time, or of those who are late, one position a member."""

    age: Labels
    sex: Labels
    marital_status: Labels
    dependants: Labels
    income: Labels
    profession: Labels
    modality: Labels
    term: Labels
    branch: Labels


def write(folder: Path) -> None:
    """Write ``coop.yaml`` and the two exports of October 2011: contracts and members."""
    loans, columns = portfolio()
    write_coop(folder, NAME, cnpj(ROOT), "Belo Horizonte")
    month = month_folder(folder, REFERENCE)
    contracts = ledger.contracts(ledger.schedules(loans), REFERENCE)
    write_xlsx(
        month / "cre_contratos.xlsx",
        "contracts",
        {**contracts, "Nome PA": columns.pop("Nome PA")},
        numbers=True,
    )
    members = rows_to_columns("members", [loan.member.export() for loan in loans])
    write_xlsx(month / "cli_associados.xlsx", "members", {**members, **columns}, numbers=False)


def portfolio() -> tuple[list[Loan], dict[str, list[object]]]:
    """Return the loans, and the extra columns that the exports show beside them."""
    rng = np.random.default_rng(SEED)
    halves = [deal(rng, late) for late in (False, True)]
    loans: list[Loan] = []
    for late, half in enumerate(halves):
        loans += _loans(rng, half, bool(late), first=len(loans))
    extra: dict[str, list[object]] = {
        "Sexo": [str(value) for half in halves for value in half.sex],
        "Estado Civil": [str(value) for half in halves for value in half.marital_status],
        "Número de Dependentes": [count for half in halves for count in _between(rng, half.dependants, CHILDREN)],
        "Profissão": [str(value) for half in halves for value in half.profession],
        "Nome PA": [str(value) for half in halves for value in half.branch],
    }
    return loans, extra


def deal(rng: np.random.Generator, late: bool) -> People:
    """Return the members who are late, or those who are not, with the counts of every table."""
    size = sum(counts[late] for _, *counts in study.SEX)
    age, wealth, payroll, noise = (rng.standard_normal(size) for _ in range(4))
    marital_status = _along(study.MARITAL_STATUS, late, 0.7 * age + 0.7 * rng.standard_normal(size))
    married = (marital_status == "Casado (a)").astype(np.float64)
    return People(
        age=_along(study.AGE, late, age),
        sex=_along(study.SEX, late, rng.standard_normal(size)),
        marital_status=marital_status,
        dependants=_along(study.DEPENDANTS, late, married + noise),
        income=_along(study.INCOME, late, 0.3 * age + wealth),
        profession=_along(study.PROFESSION, late, 0.5 * wealth + payroll),
        modality=_along(study.MODALITY, late, payroll + 0.4 * rng.standard_normal(size)),
        term=_along(study.TERM, late, 0.5 * payroll + rng.standard_normal(size)),
        branch=_along(study.BRANCH, late, rng.standard_normal(size)),
    )


def _along(table: study.Table, late: bool, score: Scores) -> Labels:
    """Return the labels of a table, as many of each as it says, dealt from low score to high."""
    labels = np.repeat(np.array([label for label, *_ in table], dtype=object), [counts[late] for _, *counts in table])
    dealt = np.empty_like(labels)
    dealt[np.argsort(score, kind="stable")] = labels
    return dealt


def _between(rng: np.random.Generator, labels: Labels, ranges: dict[str, tuple[int, int]]) -> list[int]:
    """Return, for each label, a whole number of its range, both ends included."""
    low, high = (np.array([ranges[label][end] for label in labels]) for end in (0, 1))
    numbers: list[int] = rng.integers(low, high + 1).tolist()
    return numbers


def _loans(rng: np.random.Generator, half: People, late: bool, first: int) -> list[Loan]:
    """Return one loan a member; the late ones stopped paying as many days ago as the bands of delay say."""
    size = len(half.sex)
    members = _members(rng, half, first)
    counts = _between(rng, half.term, TERMS)
    paid = rng.integers(0, counts).tolist()
    days = _days_late(rng, size) if late else (-rng.integers(1, 29, size)).tolist()
    worth = rng.lognormal(0, 0.5, size).tolist()
    return [
        Loan(
            contract=FIRST_CONTRACT + first + i,
            member=members[i],
            product=PRODUCT[half.modality[i]],
            principal_cents=round(members[i].income_cents * (1 + counts[i] / 24) * worth[i] / 10_000) * 10_000 + 50_000,
            anchor=REFERENCE - timedelta(days=days[i]),
            paid=paid[i],
            count=counts[i],
            has_schedule=False,
        )
        for i in range(size)
    ]


def _days_late(rng: np.random.Generator, size: int) -> list[int]:
    bands = rng.choice(len(DELAYS), size, p=DELAY_WEIGHTS)
    labels = np.array([str(band) for band in bands], dtype=object)
    return _between(rng, labels, {str(place): ends for place, ends in enumerate(DELAYS)})


def _members(rng: np.random.Generator, half: People, first: int) -> list[Member]:
    size = len(half.sex)
    documents = cpf_column(np.arange(first, first + size)).to_pylist()
    years, since = _between(rng, half.age, YEARS), rng.integers(800, 5_000, size).tolist()
    born = rng.integers(0, 365, size).tolist()
    branches = {label: place for place, (label, *_) in enumerate(study.BRANCH, start=1)}
    return [
        Member(
            number=FIRST_MEMBER + first + i,
            document=documents[i],
            name=person_name(first + i, FEMALE_NAMES if half.sex[i] == "Feminino" else MALE_NAMES),
            person_type="PF",
            branch=f"{branches[half.branch[i]]:04d}",
            manager=MANAGERS[branches[half.branch[i]] % len(MANAGERS)],
            income_cents=_income(rng, half.income[i]),
            activity_code=None,
            birth_date=REFERENCE.replace(year=REFERENCE.year - years[i]) - timedelta(days=born[i]),
            member_since=REFERENCE - timedelta(days=since[i]),
            record_updated_on=REFERENCE - timedelta(days=since[i] % 700),
        )
        for i in range(size)
    ]


def _income(rng: np.random.Generator, label: str) -> int:
    low, high = WAGES[label]
    return int(MINIMUM_WAGE_CENTS * rng.uniform(low, high))
