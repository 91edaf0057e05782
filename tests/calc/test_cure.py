"""Cure of a problem asset by its four conditions: Res. CMN 4.966, art. 3, §§ 4 to 6. Reference date 31/10/2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from .building import OCTOBER_2026, SIGNED, Row, Rows, contract, installment, provided, trigger

SEPTEMBER_2026 = date(2026, 9, 30)
JUNE_10 = date(2026, 6, 10)

EVIDENCE = trigger("delay", JUNE_10, date(2026, 10, 20), contract_id="1")
MISSING_EVIDENCE = "IV: evidência não documentada"
MISSING_PAYMENT = "II: falta período de pagamento tempestivo"
OTHERS_LATE = "III: outra operação da contraparte está em atraso"
LATE = "I: há parcela vencida"


def paid(due: date, on: date | None, number: int = 1, **facts: Any) -> Row:
    """Return an instalment of R$ 1.000,00 paid in full."""
    return installment("1", due, installment_number=number, paid_cents=100_000, paid_date=on, **facts)


def schedule(*dues_and_payments: tuple[date, date | None]) -> list[Row]:
    return [paid(due, on, number) for number, (due, on) in enumerate(dues_and_payments, 1)]


TIMELY = schedule(*((date(2026, month, 10), date(2026, month, 10)) for month in (8, 9, 10)))


def closed(**columns: Any) -> pd.DataFrame:
    """Return the previous close: the contract was a problem by itself since 10/06/2026."""
    told = {"contract_id": "1", "is_own_problem": True, "problem_since": JUNE_10, "in_cure_since": None} | columns
    frame = pd.DataFrame({name: [value] for name, value in told.items()})
    return frame.astype({"problem_since": "datetime64[s]", "in_cure_since": "datetime64[s]"})


def after(rows: Rows, *choices: Any, on: date = OCTOBER_2026, previous: pd.DataFrame | None = None) -> Row:
    """Return what became of contract 1."""
    whole = {"contracts": [contract("1", contract_date=date(2025, 1, 10))], "problem_triggers": [EVIDENCE]} | dict(rows)
    before = closed() if previous is None else previous
    return provided(whole, *choices, on=on, previous=before, previous_on=SEPTEMBER_2026)["1"]


def test_all_four_conditions_cure() -> None:
    found = after({"installments": TIMELY})
    assert (found["is_problem_asset"], found["problem_article"], found["cure_pending"]) == (False, "art. 3º", None)
    assert (found["problem_since"], found["in_cure_since"]) == (None, None)
    assert not found["stops_revenue"] and found["revenue_article"] == "art. 18"


@pytest.mark.parametrize(
    "rows, pending, because",
    [
        ({"installments": [*TIMELY, installment("1", date(2026, 10, 29), installment_number=4)]},
         f"{LATE}; {MISSING_PAYMENT}", "vencida em 29/10, sem pagamento"),
        ({"installments": TIMELY[1:]}, None, "duas parcelas no período, ambas no prazo"),
        ({"installments": []}, MISSING_PAYMENT, "sem parcelas, só o fechamento de hoje viu a operação em dia"),
        ({"installments": TIMELY, "problem_triggers": []}, MISSING_EVIDENCE, "nada documentado"),
        ({"contracts": [contract("1"), contract("2", 1)], "installments": TIMELY}, OTHERS_LATE, "outra com um dia"),
        ({"contracts": [contract("1"), contract("2", 0)], "installments": TIMELY}, None, "outra em dia"),
        ({"contracts": [contract("1"), contract("2", 1, document="2" * 11)], "installments": TIMELY}, None,
         "outra contraparte"),
        ({"installments": [], "problem_triggers": []}, f"{MISSING_PAYMENT}; {MISSING_EVIDENCE}", "cada uma pelo nome"),
    ],
)  # fmt: skip
def test_each_condition_that_is_not_met_is_named(rows: Rows, pending: str | None, because: str) -> None:
    found = after(rows)
    assert found["cure_pending"] == pending, because
    assert found["is_problem_asset"] is (pending is not None)
    assert (found["problem_article"] == "art. 3º, § 4º") is (pending is not None)


@pytest.mark.parametrize(
    "payments, cured, because",
    [
        ([(date(2026, 8, 10), date(2026, 8, 11))], False, "paga com um dia, em 11/08: os 3 meses acabam em 11/11"),
        ([(date(2026, 7, 10), date(2026, 7, 31)), (date(2026, 9, 10), date(2026, 9, 10))], True,
         "atraso regularizado em 31/07: três meses em 31/10"),
        ([(date(2026, 7, 10), date(2026, 8, 1)), (date(2026, 9, 10), date(2026, 9, 10))], False,
         "atraso regularizado em 01/08: três meses só em 01/11"),
        ([(date(2026, 8, 8), date(2026, 8, 10))], True, "venceu no sábado, paga na segunda-feira: no prazo"),
        ([(date(2026, 8, 8), date(2026, 8, 11))], False, "venceu no sábado, paga na terça-feira"),
        ([(date(2026, 9, 10), None)], False, "paga sem data: não se demonstra que no prazo"),
        ([(date(2026, 7, 10), None), (date(2026, 9, 10), date(2026, 9, 10))], True, "a sem data venceu antes do período"),
        ([(date(2026, 9, 10), date(2026, 8, 1))], True, "paga antes do vencimento"),
        ([(date(2026, 11, 10), date(2026, 10, 1))], False, "nenhuma venceu desde o início do problema"),
        ([(date(2026, 5, 10), date(2026, 5, 10))], False, "a única paga é de antes do problema"),
    ],
)  # fmt: skip
def test_timely_payment(payments: list[tuple[date, date | None]], cured: bool, because: str) -> None:
    assert after({"installments": schedule(*payments)})["is_problem_asset"] is not cured, because


def test_an_instalment_due_on_the_reference_date() -> None:
    """Paid on that day, it is a timely payment; unpaid, it is not late yet, and what was paid before still counts."""
    assert not after({"installments": schedule((OCTOBER_2026, OCTOBER_2026))})["is_problem_asset"]
    friday = date(2026, 10, 30)
    unpaid = installment("1", friday, installment_number=4)
    assert not after({"installments": [*TIMELY, unpaid]}, on=friday)["is_problem_asset"]
    monday = date(2026, 11, 3)  # 2 November is a holiday: 30 October was the business day before
    assert after({"installments": [*TIMELY, unpaid]}, on=monday)["cure_pending"].startswith(LATE)


@pytest.mark.parametrize("months, cured", [("2", True), ("3", False)])
def test_the_months_are_those_of_the_cooperative(months: str, cured: bool) -> None:
    """Two months since 30/08: enough for who chose two (art. 3º, § 5º)."""
    payments = schedule((date(2026, 8, 10), date(2026, 8, 30)), (date(2026, 9, 10), date(2026, 9, 10)))
    choice = ("provisioning/cmn-4966-2021", "cure_timely_payment_months", months)
    assert after({"installments": payments}, choice)["is_problem_asset"] is not cured


@pytest.mark.parametrize(
    "since, cured, because",
    [
        (date(2026, 7, 31), True, "o problema começou há três meses"),
        (date(2026, 8, 1), False, "começou há menos de três meses: o período conta dele"),
    ],
)
def test_timely_payment_counts_from_the_beginning_of_the_problem(since: date, cured: bool, because: str) -> None:
    found = after({"installments": TIMELY, "problem_triggers": [EVIDENCE | {"from_date": since}]})
    assert found["is_problem_asset"] is not cured, because


QUARTERLY = schedule((date(2026, 1, 10), date(2026, 1, 10)), (date(2026, 4, 10), date(2026, 6, 20)))
BIMONTHLY = schedule((date(2026, 2, 10), date(2026, 2, 10)), (date(2026, 4, 10), date(2026, 6, 20)))
UNEVEN = [paid(date(2025, 11, 10), date(2025, 11, 10), 3), *QUARTERLY]
SAME_DAY = [*QUARTERLY, paid(date(2026, 4, 10), date(2026, 6, 20), 3)]
SINGLE = schedule((date(2026, 4, 10), date(2026, 6, 20)))


@pytest.mark.parametrize(
    "rows, evidence, on, cured, because",
    [
        (QUARTERLY, date(2026, 8, 2), OCTOBER_2026, True, "três meses entre parcelas e 90 dias de evidência (02/08)"),
        (QUARTERLY, date(2026, 8, 3), OCTOBER_2026, False, "89 dias de evidência"),
        (BIMONTHLY, date(2026, 8, 2), OCTOBER_2026, False, "dois meses entre parcelas: vale o § 4º, II"),
        (UNEVEN, date(2026, 8, 2), OCTOBER_2026, False, "dois meses e depois três: vale o menor intervalo"),
        (SAME_DAY, date(2026, 8, 2), OCTOBER_2026, True, "duas no mesmo dia não fazem intervalo nenhum"),
        (SINGLE, date(2026, 8, 2), OCTOBER_2026, True, "parcela única, 15 meses depois do contrato"),
    ],
)
def test_instalments_three_months_apart(rows: list[Row], evidence: date, on: date, cured: bool, because: str) -> None:
    sheet = [EVIDENCE | {"until_date": evidence}]
    found = after({"installments": rows, "problem_triggers": sheet}, on=on)
    assert found["is_problem_asset"] is not cured, because


def test_the_sixth_paragraph_is_not_yet_in_force_in_september_2025() -> None:
    """§ 6º: só desde 01/10/2025."""
    long_ago = schedule((date(2025, 1, 10), date(2025, 1, 10)), (date(2025, 4, 10), date(2025, 5, 20)))
    sheet = [trigger("delay", date(2025, 5, 1), date(2025, 6, 1), contract_id="1")]
    rows: Rows = {"contracts": [contract("1")], "installments": long_ago, "problem_triggers": sheet}
    cured = {}
    for on in (date(2025, 9, 30), date(2025, 10, 1)):
        previous = closed(problem_since=date(2025, 5, 1))
        found = provided(rows, on=on, previous=previous, previous_on=date(2025, 8, 31))
        cured[on.month] = not found["1"]["is_problem_asset"]
    assert cured == {9: False, 10: True}


@pytest.mark.parametrize(
    "in_cure, cured, because",
    [
        (date(2026, 7, 31), True, "em dia em todos os fechamentos desde 31/07: três meses"),
        (date(2026, 8, 31), False, "dois meses"),
    ],
)
def test_without_instalments_the_closes_tell(in_cure: date, cured: bool, because: str) -> None:
    found = after({}, previous=closed(in_cure_since=in_cure))
    assert found["is_problem_asset"] is not cured, because
    assert found["in_cure_since"] == (None if cured else in_cure)


def test_what_the_next_close_needs_is_carried_on() -> None:
    waiting = after({"installments": TIMELY, "problem_triggers": []})
    assert (waiting["problem_since"], waiting["in_cure_since"]) == (JUNE_10, OCTOBER_2026)
    late = after({"contracts": [contract("1", 5)]}, previous=closed(in_cure_since=SEPTEMBER_2026))
    assert (late["problem_since"], late["in_cure_since"]) == (JUNE_10, None)


@pytest.mark.parametrize(
    "days, sheet, since, because",
    [
        (100, [], date(2026, 10, 22), "100 dias: o 91º foi em 22/10"),
        (0, [trigger("restructuring", date(2026, 10, 6), contract_id="1")], date(2026, 10, 6), "a reestruturação"),
        (100, [trigger("restructuring", date(2026, 10, 6), contract_id="1")], date(2026, 10, 6), "o que vier antes"),
        (0, [trigger("delay", date(2026, 6, 1), contract_id="1")], date(2026, 6, 1), "como a planilha conta"),
    ],
)
def test_since_when(days: int, sheet: list[Row], since: date, because: str) -> None:
    found = provided({"contracts": [contract("1", days)], "problem_triggers": sheet})["1"]
    assert found["problem_since"] == since, because


def test_a_close_of_an_older_version_counts_as_the_beginning() -> None:
    """It did not tell since when: three months from it, not before."""
    older = pd.DataFrame({"contract_id": ["1"], "is_own_problem": [True]})
    found = after({"installments": TIMELY}, previous=older)
    assert (found["problem_since"], found["cure_pending"]) == (SEPTEMBER_2026, MISSING_PAYMENT)


def test_an_evidence_older_than_the_problem_is_of_another_one() -> None:
    old = [trigger("delay", date(2026, 1, 1), JUNE_10, contract_id="1")]
    assert after({"installments": TIMELY, "problem_triggers": old})["cure_pending"] == MISSING_EVIDENCE


def test_an_indication_that_ends_is_cured_by_the_same_conditions() -> None:
    """Sem fechamento anterior: a planilha diz que era problema e que acabou neste mês."""
    row = trigger("restructuring", date(2026, 6, 10), date(2026, 10, 20), contract_id="1") | SIGNED
    rows: Rows = {"contracts": [contract("1")], "problem_triggers": [row]}
    assert provided(rows)["1"]["cure_pending"] == MISSING_PAYMENT
    assert not provided({**rows, "installments": TIMELY})["1"]["is_problem_asset"]
