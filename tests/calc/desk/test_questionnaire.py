"""The questionnaire: derived and typed answers, sums by hand, bands, what costs most."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coopcli.calc.desk.questionnaire import DERIVED, NOBODY, TYPED, TYPED_OVER
from coopcli.rulebook.peculiar import points_range

from .building import ANA, answer, desk, loan, member, only, points, proposal, rules

BEST = [answer("2B", "Nenhuma"), answer("5A", "Muito favorável")]
CAPITAL = [{"capital_account_id": "1", "document": ANA, "paid_in_cents": 500_001}]
CAR = {"guarantee_kind": "movable_fiduciary", "guarantee_cents": 100_000}


def row(found: Any, question: str) -> Any:
    answers = found.rating.answers
    return only(answers[answers["question"] == question])


def test_reach_of_the_questionnaire() -> None:
    """Annex 2, block by block: 3+10+5+15+5+10 to 9+50+15+45+20+30; the others 52 to 205."""
    table = rules().rating.tables["questionnaire"]
    assert points_range(table, "partial_points") == (48, 169)
    assert points_range(table) == points_range(table, "total_points") == (48 + 52, 169 + 205)


def test_points_are_weight_times_option() -> None:
    """In every printed row; options: 3+5+3+3+4+3 in block 1, 3+4, 5+6+4, 3 and 4 in the others, 50 in all."""
    rows = [r.outcomes for r in rules().rating.tables["questionnaire"].rows if "option" in r.outcomes]
    assert all(r["points"] == r["weight"] * r["option"] for r in rows)  # type: ignore[operator]
    assert len({(r["question"], r["option"]) for r in rows}) == 50


def test_weights_add_up_to_one_hundred() -> None:
    rows = [r.outcomes for r in rules().rating.tables["questionnaire"].rows if "option" in r.outcomes]
    assert sum({r["question"]: r["weight"] for r in rows}.values()) == 100  # type: ignore[arg-type]


def test_best_of_all_is_a_hundred() -> None:
    """Every first option: 100 points, A; nothing typed against what is derived."""
    found = desk(proposals=[proposal(**CAR)], share_capital=CAPITAL, questionnaire_answers=BEST)
    rating = only(found.rating.ratings)
    assert (rating["partial_points"], rating["partial_level"]) == (48, "A")
    assert (rating["total_points"], rating["level"], rating["unanswered_count"]) == (100, "A", 0)


def test_nothing_told_is_the_worst_of_all() -> None:
    """No export but the proposal, which tells nothing: 374 points, H, above the last printed band."""
    bare = {name: None for name in proposal() if name not in ("proposal_id", "proposal_date", "document")}
    bare |= {"amount_cents": 100_000, "installment_count": 61}
    found = desk(read=("proposals",), members=[], proposals=[proposal(**bare)])
    rating = only(found.rating.ratings)
    assert (rating["partial_points"], rating["total_points"], rating["level"]) == (169, 374, "H")
    assert rating["level_note"] == "acima da última faixa impressa"
    assert rating["unanswered_count"] == 12  # all but 3B, the term


@pytest.mark.parametrize(
    ("since", "expected", "because"),
    [
        (date(2023, 10, 31), 3, "completa 36 meses na data-base: mais de 3 anos"),
        (date(2023, 11, 1), 6, "falta um dia para 3 anos"),
        (date(2025, 10, 31), 6, "completa 12 meses: de 1 a 3 anos"),
        (date(2025, 11, 1), 9, "falta um dia para 1 ano"),
        (date(2027, 1, 1), 9, "associado depois da data-base: não informado, a pior opção"),
        (None, 9, "não informado: a pior opção"),
    ],
)
def test_time_as_a_member(since: date | None, expected: int, because: str) -> None:
    found = desk(proposals=[proposal()], members=[member(member_since=since)])
    assert points(found, "1A") == expected, because


def installments(*rows: tuple[int, date, date | None]) -> list[dict[str, Any]]:
    """Return instalments of R$ 100,00 of contract 7: number, due date, paid on."""
    return [
        {"contract_id": "7", "installment_number": n, "due_date": due, "amount_cents": 10_000,
         "paid_cents": 0 if paid is None else 10_000, "paid_date": paid}
        for n, due, paid in rows
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected", "because"),
    [
        ([(1, date(2026, 8, 10), date(2026, 8, 10))], 10, "paga no dia"),
        ([(1, date(2026, 8, 10), date(2026, 8, 11))], 20, "um dia de atraso"),
        ([(1, date(2026, 8, 10), date(2026, 9, 9))], 20, "30 dias"),
        ([(1, date(2026, 8, 10), date(2026, 9, 10))], 30, "31 dias"),
        ([(1, date(2026, 8, 10), date(2026, 10, 9))], 30, "60 dias"),
        ([(1, date(2026, 8, 10), date(2026, 10, 10))], 40, "61 dias"),
        ([(1, date(2026, 8, 2), None)], 40, "aberta há 90 dias: mais de 60"),
        ([(1, date(2026, 7, 31), None)], 50, "aberta há 92 dias: não está pagando"),
        ([(1, date(2026, 11, 10), None)], 10, "a vencer"),
        ([(1, date(2026, 8, 8), date(2026, 8, 10))], 10, "venceu num sábado e foi paga na segunda: Lei 7.089/1983"),
    ],
)
def test_behaviour_on_the_previous_operation(rows: list[Any], expected: int, because: str) -> None:
    found = desk(proposals=[proposal()], contracts=[loan("7", ANA)], installments=installments(*rows))
    assert points(found, "1B") == expected, because


def test_only_the_latest_operation_counts() -> None:
    old = loan("6", ANA, contract_date=date(2020, 1, 1), exported_days_past_due=200, balance_cents=0)
    found = desk(proposals=[proposal()], contracts=[old, loan("7", ANA)],
                 installments=installments((1, date(2026, 8, 10), date(2026, 8, 10))))  # fmt: skip
    assert points(found, "1B") == 10


def test_without_operation_there_is_no_delay() -> None:
    assert points(desk(proposals=[proposal()]), "1B") == 10


@pytest.mark.parametrize(
    ("cents", "kind", "amount"),
    [(0, 45, 20), (1, 30, 20), (20_099, 30, 20), (20_100, 15, 15), (100_099, 15, 15), (100_100, 15, 10),
     (500_000, 15, 10), (500_001, 15, 5)],
)  # fmt: skip
def test_capital(cents: int, kind: int, amount: int) -> None:
    """1D and 1E: 0,00; up to 200; 201,00; 1.000,99 / 1.001,00; 5.000,00 / 5.000,01."""
    capital = [{"capital_account_id": "1", "document": ANA, "paid_in_cents": cents}]
    found = desk(proposals=[proposal()], share_capital=capital)
    assert (points(found, "1D"), points(found, "1E")) == (kind, amount)


def test_capital_adds_up_over_accounts_and_counts_for_each_proposal() -> None:
    halves = [{"capital_account_id": n, "document": ANA, "paid_in_cents": 250_001} for n in "12"]
    found = desk(proposals=[proposal("P1"), proposal("P2")], share_capital=halves)
    answers = found.rating.answers
    assert answers.loc[answers["question"] == "1E", "points"].tolist() == [5, 5]


def test_capital_of_an_account_without_document_is_the_members() -> None:
    capital = [{"capital_account_id": "1", "member_id": "77", "paid_in_cents": 500_001}]
    found = desk(proposals=[proposal(member_id="77")], share_capital=capital)
    assert points(found, "1E") == 5


@pytest.mark.parametrize(
    ("margin", "expected", "because"),
    [
        # R$ 1.200,00 em 12 parcelas a 1,90% (classe C): a prestação é 112,78
        (56_390, 10, "112,78 ÷ 563,90 = 20% exatos"),
        (56_389, 20, "um centavo a menos de margem passa de 20%"),
        (37_594, 20, "112,78 ÷ 375,94 = 29,9995%"),
        (37_593, 30, "112,78 ÷ 375,93 = 30,0003%"),
        (None, 30, "sem margem: não informado"),
    ],
)
def test_commitment_of_income(margin: int | None, expected: int, because: str) -> None:
    found = desk(proposals=[proposal(amount_cents=120_000, payroll_margin_cents=margin)])
    assert points(found, "4A") == expected, because


def test_commitment_counts_instalments_in_course_but_not_the_renegotiated() -> None:
    """112,78 + 100,00 over 563,90 is above 30%; without the renegotiated contract it is 20% again."""
    due = installments((1, date(2026, 11, 10), None))
    told = {"amount_cents": 120_000, "payroll_margin_cents": 56_390}
    half_paid = loan("7", ANA, paid_installment_count=6)  # so that the rate is the rating's
    both = desk(proposals=[proposal(**told)], contracts=[half_paid], installments=due)
    without = desk(proposals=[proposal(**told, renegotiates="7")], contracts=[half_paid], installments=due)
    assert (points(both, "4A"), points(without, "4A")) == (30, 10)


def test_contract_without_instalments_leaves_the_commitment_untold() -> None:
    found = desk(proposals=[proposal()], contracts=[loan("7", ANA)])
    assert row(found, "4A")["origin"] == NOBODY


def test_typed_wins_over_derived_only_with_a_reason() -> None:
    silent = desk(proposals=[proposal()], questionnaire_answers=[answer("1C", "Até 3 anos")])
    said = desk(proposals=[proposal()], questionnaire_answers=[answer("1C", "Até 3 anos", reason="CTPS nova")])
    assert (row(silent, "1C")["points"], row(silent, "1C")["origin"]) == (5, DERIVED)
    assert only(silent.rating.ratings)["unused_count"] == 1
    assert (row(said, "1C")["points"], row(said, "1C")["origin"]) == (15, TYPED_OVER)
    assert row(said, "1C")["derived"].startswith("mais de 5 anos (meses completos na empresa atual: 141")
    assert (row(said, "1C")["typed"], row(said, "1C")["typed_reason"]) == ("até 3 anos", "CTPS nova")


def test_typed_counts_where_nothing_is_derived() -> None:
    found = desk(proposals=[proposal(employment_since=None)], questionnaire_answers=[answer("1C", "2")])
    assert (row(found, "1C")["points"], row(found, "1C")["origin"]) == (10, TYPED)


def test_typed_that_agrees_is_derived() -> None:
    found = desk(proposals=[proposal()], questionnaire_answers=[answer("1c", "  MAIS de 5 anos ")])
    assert row(found, "1C")["origin"] == DERIVED
    assert only(found.rating.ratings)["unused_count"] == 0


def test_fields_are_named() -> None:
    found = desk(proposals=[proposal()])
    assert row(found, "1A")["field"] == "Associados: Início do relacionamento"


def test_the_three_costliest_in_order() -> None:
    """5A muito desfavorável + 30; 2B + 15; 1D and 1E of R$ 0,00 + 30 and + 15: among equals the earlier."""
    typed = [answer("2B", "Acima de 2 operação"), answer("5A", "Muito desfavorável")]
    found = desk(proposals=[proposal(**CAR)], questionnaire_answers=typed)
    said = only(found.rating.ratings)["costliest"]
    assert [part.split()[0] for part in said.split("; ")] == ["1D", "5A", "1E"]
    assert "(+30)" in said


@pytest.mark.parametrize("words", ["=cmd|' /C calc'!A0", "{{7*7}}", "<script>", "", "\u202eatrasado", "999", "não sei"])
def test_strange_answers_count_for_nothing(words: str) -> None:
    plain = desk(proposals=[proposal()])
    strange = desk(proposals=[proposal()], questionnaire_answers=[answer("1A", words, reason="x")])
    assert only(plain.rating.ratings)["total_points"] == only(strange.rating.ratings)["total_points"]


def test_repeated_and_foreign_answers_do_not_multiply_rows() -> None:
    typed = [answer("5A", "Favorável"), answer("5A", "Muito favorável"), answer("5A", "Favorável", "P9")]
    found = desk(proposals=[proposal()], questionnaire_answers=typed)
    assert len(found.rating.answers) == 13
    assert row(found, "5A")["points"] == 10  # the last one typed
