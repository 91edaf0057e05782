"""A made-up month: a few hundred operations under both regimes. No real person; the numbers are round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import cycle, islice

import pandas as pd
import pytest

from coopcli.errors import Problem
from coopcli.results import AgingTable, Classified, Cooperative, Indicator, Month, Note, RuleSource, SourceFile
from coopcli.words import Column
from coopcli.words.classification import FLOOR_PROVISION_COLUMNS, OPERATION_COLUMNS, RISK_LEVEL_COLUMNS

REFERENCE_DATE = date(2026, 10, 31)
DAYS = (0, 0, 0, 0, 0, 0, 10, 20, 45, 75, 100, 200)
BANDS = ("Em dia", "1 a 30", "31 a 60", "61 a 90", "91 a 180", "Acima de 180")
LAST_DAYS = (0, 30, 60, 90, 180)
RATES = {"A": 0.005, "B": 0.01, "C": 0.03, "D": 0.1, "E": 0.3, "H": 1.0}
LEVELS = {0: "A", 10: "A", 20: "B", 45: "C", 75: "D", 100: "E", 200: "H"}
PRODUCTS = ("Empréstimo pessoal", "Crédito rural", "Capital de giro", "Cheque especial")


def _frame(columns: tuple[Column, ...], values: dict[str, object], rows: int) -> pd.DataFrame:
    """Return a frame with the declared columns and dtypes; those not in ``values`` are missing."""
    data = {c.name: pd.Series(values.get(c.name, [None] * rows), dtype=c.dtype) for c in columns}
    return pd.DataFrame(data)


def operations(rows: int) -> pd.DataFrame:
    """Return ``rows`` operations of R$ 1.000,00 each and one centavo more than the one before."""
    days = list(islice(cycle(DAYS), rows))
    values = {
        "contract_id": [f"{number:08d}" for number in range(1, rows + 1)],
        "member_id": [f"{number:06d}" for number in range(1, rows + 1)],
        "document": [f"{number:011d}" if number % 5 else f"{number:014d}" for number in range(1, rows + 1)],
        "member_name": [f"Associado {number} & Filhos <{number}>" for number in range(1, rows + 1)],
        "person_type": ["PF" if number % 5 else "PJ" for number in range(1, rows + 1)],
        "branch": [f"{number % 4:04d}" for number in range(rows)],
        "product": list(islice(cycle(PRODUCTS), rows)),
        "contract_date": [date(2024, 2, 29)] * rows,
        "balance_cents": [100_000 + number for number in range(rows)],
        "overdue_cents": [None if number % 7 == 6 else (10_000 if day else 0) for number, day in enumerate(days)],
        "days_past_due": days,
        "is_renegotiated": [[True, False, None][number % 3] for number in range(rows)],
    }
    return _frame(OPERATION_COLUMNS, values, rows)


def cmn_2682(facts: pd.DataFrame) -> Classified:
    """Return the classification by delay; the second operation is dragged from A to H by the twelfth."""
    own = [LEVELS[day] for day in facts["days_past_due"]]
    level = ["H" if number == 1 else name for number, name in enumerate(own)]
    rates = [RATES[name] for name in level]
    values = {
        "risk_class": level,
        "class_article": ["art. 4º, I" for _ in level],
        "own_class": own,
        "contagion_source": ["00000012" if number == 1 else None for number in range(len(own))],
        "own_provision_cents": [
            round(cents * RATES[name]) for cents, name in zip(facts["balance_cents"], own, strict=True)
        ],
        "provision_rate": rates,
        "rate_article": ["art. 6º" for _ in level],
        "provision_cents": [round(cents * rate) for cents, rate in zip(facts["balance_cents"], rates, strict=True)],
        "stops_revenue": [day >= 60 for day in facts["days_past_due"]],
        "revenue_article": ["art. 9º" if day >= 60 else None for day in facts["days_past_due"]],
    }
    title = "Resolução CMN nº 2.682/1999"
    return Classified(
        "risk_levels", title, _frame(RISK_LEVEL_COLUMNS, values, len(own)), official=False, act="CMN 2682"
    )


def bcb_352(facts: pd.DataFrame) -> Classified:
    """Return portfolios C1 to C5 in turn; over 90 days half is incurred, everywhere 1% is additional."""
    late = [day > 90 for day in facts["days_past_due"]]
    incurred = [cents // 2 if hit else 0 for cents, hit in zip(facts["balance_cents"], late, strict=True)]
    additional = [cents // 100 for cents in facts["balance_cents"]]
    values = {
        "risk_class": [f"C{number % 5 + 1}" for number in range(len(late))],
        "class_article": ["art. 81, V" for _ in late],
        "is_problem_asset": late,
        "is_defaulted": late,
        "contagion_source": ["00000012" if number == 2 else None for number in range(len(late))],
        "own_provision_cents": additional,
        "default_date": [date(2026, 8, 1) if hit else None for hit in late],
        "incurred_rate": [0.5 if hit else None for hit in late],
        "incurred_cents": incurred,
        "additional_rate": [0.01 for _ in late],
        "additional_cents": additional,
        "excess_cents": [0 for _ in late],
        "provision_cents": [a + b for a, b in zip(incurred, additional, strict=True)],
        "stops_revenue": late,
        "revenue_article": ["art. 17" if hit else None for hit in late],
    }
    title = "Resolução BCB nº 352/2023, metodologia simplificada"
    return Classified("floor_provision", title, _frame(FLOOR_PROVISION_COLUMNS, values, len(late)), act="BCB 352")


def aging(facts: pd.DataFrame, by: str = "", by_title: str = "") -> AgingTable:
    """Return the aging of ``facts`` over ``BANDS``."""
    band = facts["days_past_due"].map(lambda day: sum(day > last for last in LAST_DAYS))
    group = facts[by] if by else pd.Series("", index=facts.index)
    keys = pd.DataFrame({"group": group, "band_order": band})
    sums = facts[["balance_cents", "overdue_cents"]].fillna(0).astype("int64").groupby([keys[k] for k in keys])
    rows = sums.sum().assign(count=sums.size()).reset_index()
    rows["band"] = [BANDS[order] for order in rows["band_order"]]
    return AgingTable("aging/casa", "Faixas da casa", by, by_title, rows)


PROBLEMS = [
    Problem("data-invalida", "31/02/2026", "contratos.xlsx", "Plan1", "F7", "Vencimento", rows=1, cents=12_345),
    Problem("valor-invalido", "=1+1", "contratos.xlsx", "Plan1", "D9", "Saldo devedor", rows=1),
    Problem("documento-invalido", "123.456.789-00", "associados.csv", header="CPF/CNPJ", line=12),
]

RULES = [
    RuleSource(
        "provisioning/bcb-352", "Provisão simplificada", "law", "Resolução BCB nº 352/2023",
        "https://www.bcb.gov.br/352", date(2026, 11, 1), date(2025, 1, 1), None,
        "rules/provisioning/bcb-352.yaml", "cd" * 32,
    ),
    RuleSource(
        "aging/casa", "Faixas da casa", "policy", "Ata do Conselho nº 12/2026", "", date(2026, 11, 1),
        date(2026, 1, 1), date(2026, 12, 31), "cooperativa: rules/aging/casa.yaml", "ef" * 32,
        "regra da cooperativa, no lugar da distribuída",
    ),
]  # fmt: skip

NOTES = [
    Note("Dias em atraso", 'Zero no dia do vencimento, um no dia seguinte; "superior a 90" é o 91º dia.'),
    Note("Metodologia completa", "As estimativas da metodologia completa não são feitas.", applied=False),
]

ALERTS = ["A provisão subiu 12% em relação ao mês anterior.", "2 operações sem produto."]


def indicators(facts: pd.DataFrame, provision: int) -> list[Indicator]:
    """Return the balance over 90 days late, the coverage, and an indicator of nothing."""
    balance = int(facts["balance_cents"].sum())
    late = int(facts.loc[facts["days_past_due"] > 90, "balance_cents"].sum())
    return [
        Indicator("INAD90", "INAD90", late, balance, "saldo com mais de 90 dias de atraso ÷ carteira"),
        Indicator("IC", "IC", provision, late, "cobertura: provisão ÷ saldo com mais de 90 dias de atraso"),
        Indicator("vazio", "Sem base", 0, 0, "indicador de uma carteira sem saldo"),
    ]


def contracts_file(rows: int, balance: int) -> SourceFile:
    """Return the file of contracts: two rows and R$ 123,45 were set aside, the footer fits."""
    amounts = (balance + 12_345, balance, 12_345, balance + 12_345)
    names = ("contratos.xlsx", "Plan1", "ab" * 32, "sisbr-contratos", "Contratos do Sisbr", "contracts")
    return SourceFile(*names, 4, rows + 2, rows, 2, *amounts)


def made_up_month(rows: int = 300) -> Month:
    """Return the month with ``rows`` operations."""
    facts = operations(rows)
    in_force = bcb_352(facts)
    return Month(
        cooperative=Cooperative("Cooperativa Exemplo & Cia", "12345678000195"),
        reference_date=REFERENCE_DATE,
        operations=facts,
        classified=[in_force, cmn_2682(facts)],
        aging=[aging(facts), aging(facts, "branch", "PA"), aging(facts, "product", "Produto")],
        indicators=indicators(facts, int(in_force.operations["provision_cents"].sum())),
        problems=PROBLEMS,
        sources=[contracts_file(rows, int(facts["balance_cents"].sum()))],
        rules=RULES,
        notes=NOTES,
        version="0.1.0",
        alerts=ALERTS,
    )


@pytest.fixture(scope="session")
def month() -> Month:
    """The made-up month of 300 operations."""
    return made_up_month()


@pytest.fixture(scope="session")
def month_of() -> Callable[[int], Month]:
    """The made-up month of as many operations as one asks."""
    return made_up_month
