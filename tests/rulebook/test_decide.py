"""Evaluation of tables: every hit policy against a plain evaluation value by value, and exact shares."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.errors import RuleError
from coopcli.money import MAX_CENTS
from coopcli.rulebook.decide import choose, collect, decide
from coopcli.rulebook.facts import Facts
from coopcli.rulebook.proofs import flaws
from coopcli.rulebook.vocabulary import FACTS
from coopcli.words import Word

from . import specs
from .specs import Spec, compiled, fact_rows, matching
from .writing import bands, table

ORDER = ["AA", "A", "B", "C", "D", "E", "F", "G", "H"]


@pytest.fixture(autouse=True, scope="module")
def _an_open_text() -> Any:
    """No fact of the vocabulary is an open text yet: lend it one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(FACTS, specs.TEXT, Word(specs.TEXT, "text", "linha de crédito"))
        yield


def facts_of(rows: list[dict[str, Any]]) -> Facts:
    return Facts(specs.Columns(rows).by_name(), len(rows))


def decided(rows: list[Spec], hit: str, operations: list[dict[str, Any]], **keys: Any) -> list[int]:
    return decide(compiled(rows, hit, **keys), facts_of(operations)).index.tolist()


@given(specs.tables, fact_rows())
@settings(max_examples=80, deadline=None)
def test_first_is_the_first_row_that_matches(rows: list[Spec], operations: list[dict[str, Any]]) -> None:
    plain = [(matching(rows, facts) or [-1])[0] for facts in operations]
    assert decided(rows, "first", operations) == plain


@given(specs.tables, fact_rows())
@settings(max_examples=80, deadline=None)
def test_worst_is_the_last_in_the_order_and_then_the_first_row(
    rows: list[Spec], operations: list[dict[str, Any]]
) -> None:
    plain = []
    for facts in operations:
        hits = matching(rows, facts)
        plain.append(max(hits, key=lambda i: (ORDER.index(rows[i]["level"]), -i), default=-1))
    assert decided(rows, "worst", operations, order={"level": ORDER}) == plain


@given(specs.tables, fact_rows())
@settings(max_examples=60, deadline=None)
def test_row_by_row_decides_as_the_grid_does(rows: list[Spec], operations: list[dict[str, Any]]) -> None:
    for hit, keys in (("first", {}), ("worst", {"order": {"level": ORDER}})):
        by_grid = decided(rows, hit, operations, **keys)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("coopcli.rulebook.decide.MAX_CELLS", 0)
            assert decided(rows, hit, operations, **keys) == by_grid


@given(specs.tables, fact_rows())
@settings(max_examples=60, deadline=None)
def test_collect_keeps_every_row_that_matches(rows: list[Spec], operations: list[dict[str, Any]]) -> None:
    collected = collect(compiled(rows, "collect"), facts_of(operations))
    assert [np.flatnonzero(row).tolist() for row in collected.matches] == [matching(rows, f) for f in operations]
    assert collected.total.tolist() == [0] * len(operations)


@given(specs.tables, fact_rows())
@settings(max_examples=60, deadline=None)
def test_collect_sum_adds_the_points_of_every_row_that_matches(
    rows: list[Spec], operations: list[dict[str, Any]]
) -> None:
    collected = collect(compiled(rows, "collect sum", sum="points"), facts_of(operations))
    plain = [sum(int(rows[i]["points"]) for i in matching(rows, facts)) for facts in operations]
    assert collected.total.tolist() == plain


@given(st.lists(st.integers(1, 30), max_size=5, unique=True).map(sorted), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_unique_bands_decide_every_day_whatever_their_order(cuts: list[int], shuffle: Any) -> None:
    starts, ends = [0, *cuts], [cut - 1 for cut in cuts]
    bands_ = [{"from": str(start)} for start in starts]
    for band, end in zip(bands_, ends, strict=False):
        band["to"] = str(end)
    order = list(range(len(bands_)))
    shuffle.shuffle(order)
    rows = [{**bands_[i], "band": f"faixa {i}", "article": "a"} for i in order]
    whole = compiled(rows, "unique", over="days_past_due", may_be_empty="")
    assert flaws(whole) == []
    found = decide(whole, Facts({"days_past_due": list(range(40))}, 40)).outcome("band").tolist()
    assert found == [f"faixa {sum(day >= cut for cut in cuts)}" for day in range(40)]


@st.composite
def small_tables(draw: st.DrawFn) -> list[Spec]:
    """Draw rows on days, an optional count and a flag only, so that all cases can be tried one by one."""
    facts = ("days_past_due", "overdraft_days", "is_renegotiated")
    chosen = st.lists(st.sampled_from(facts), max_size=2, unique=True)
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        when = {fact: draw(specs.conditions(fact)) for fact in draw(chosen)}
        rows.append({"when": when, "level": "A", "article": "a"})
    return rows


@given(small_tables())
@settings(max_examples=80, deadline=None)
def test_proof_says_gap_and_overlap_exactly_where_trying_every_case_does(rows: list[Spec]) -> None:
    counts = {
        len(matching(rows, {"days_past_due": d, "overdraft_days": o, "is_renegotiated": r}))
        for d in range(specs.LAST + 4)
        for o in [None, *range(specs.LAST + 4)]
        for r in (False, True)
    }
    codes = {problem.code for problem in flaws(compiled(rows, "unique", may_be_empty=""))}
    assert ("regra-com-lacuna" in codes) == (0 in counts)
    assert ("regra-com-sobreposicao" in codes) == any(count > 1 for count in counts)


# --- what a decision tells ----------------------------------------------------------------------------------------


PARTIAL = """\
tables:
  t:
    title: T
    hit: first
    may_be_empty: só depois do vencimento
    over: days_past_due
    rows:
      - {from: 91, level: H, rate: 1, stops_revenue: true, article: art. 2º}
      - {from: 1, level: A, rate: 0.005, stops_revenue: false, article: art. 1º}
"""


def test_outcomes_reasons_and_articles_of_each_operation(tmp_path: Path) -> None:
    decision = decide(table(tmp_path, PARTIAL), Facts({"days_past_due": [91, 0, 90]}, 3))
    assert decision.outcome("level").tolist()[0::2] == ["H", "A"]
    assert pd.isna(decision.outcome("level")[1])
    assert decision.reasons().tolist()[0::2] == ["topic/rule#t[1]", "topic/rule#t[2]"]
    assert decision.articles().tolist()[0::2] == ["art. 2º", "art. 1º"]
    assert decision.flag("stops_revenue").tolist() == [True, False, False]
    assert decision.rank("level", ("A", "H")).tolist() == [1, -1, 0]
    assert decision.rates().tolist()[0::2] == [1.0, 0.005]
    assert np.isnan(decision.rates()[1])
    with pytest.raises(RuleError, match="caso-sem-linha"):  # no rate is not a rate of zero
        decision.share_of(np.array([1000, 1000, 1000]))
    assert [row and row.number for row in map(decision.row, range(3))] == [1, None, 2]


def test_reason_names_the_row_of_the_file_and_not_of_the_unfolded_map(tmp_path: Path) -> None:
    rates = "rate: {C1: 0.1, C2: 0.2, C3: 0.3, C4: 0.4, C5: 0.5}"
    body = (
        "tables:\n  t:\n    title: T\n    hit: first\n    by: portfolio\n    rows:\n"
        f"      - {{when: {{is_renegotiated: {{is: true}}}}, rate: 1, article: a}}\n      - {{{rates}, article: b}}\n"
    )
    facts = Facts({"portfolio": ["C1", "C5", "C5"], "is_renegotiated": [False, False, True]}, 3)
    decision = decide(table(tmp_path, body), facts)
    assert decision.reasons().tolist() == ["topic/rule#t[2]", "topic/rule#t[2]", "topic/rule#t[1]"]
    assert decision.rates().tolist() == [0.1, 0.5, 1.0]


def test_no_operations_are_no_problem(tmp_path: Path) -> None:
    decision = decide(table(tmp_path, bands()), Facts({"days_past_due": []}, 0))
    assert decision.index.tolist() == []
    assert decision.share_of(np.array([], dtype=np.int64)).tolist() == []


def test_more_columns_do_not_change_the_facts_they_came_from(tmp_path: Path) -> None:
    first = Facts.of(pd.DataFrame({"days_past_due": [0, 20]}))
    later = first.with_columns(days_past_due=[20, 0])
    whole = table(tmp_path, bands())
    assert decide(whole, first).index.tolist() == [0, 1]
    assert decide(whole, later).index.tolist() == [1, 0]


# --- facts that are missing or unknown ----------------------------------------------------------------------------


@pytest.mark.parametrize("days", [[3, None, 40], pd.array([3, None, 40], dtype="Int64"), [3.0, float("nan"), 40.0]])
def test_missing_number_that_a_table_needs_is_an_error_and_never_a_band(tmp_path: Path, days: Any) -> None:
    with pytest.raises(RuleError) as caught:
        decide(table(tmp_path, bands()), Facts({"days_past_due": days}, 3))
    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == ("caso-sem-linha", "dias em atraso: não informado")


LEVELS = """\
tables:
  t:
    title: T
    hit: first
    rows:
      - {when: {level: {is: H}}, rate: 1, article: a}
      - {rate: 0, article: a}
"""


@pytest.mark.parametrize(("level", "told"), [("I", "I"), (None, "não informado")])
def test_value_out_of_a_closed_list_is_an_error_and_never_its_neighbour(
    tmp_path: Path, level: str | None, told: str
) -> None:
    with pytest.raises(RuleError) as caught:
        decide(table(tmp_path, LEVELS), Facts({"level": ["A", "H", level]}, 3))
    (problem,) = caught.value.problems
    assert problem.found == f"nível de risco: {told}"


def test_categories_that_no_operation_has_do_no_harm(tmp_path: Path) -> None:
    levels = pd.Categorical(["H", "A"], categories=["A", "H", "nunca usado"])
    assert decide(table(tmp_path, LEVELS), Facts({"level": levels}, 2)).index.tolist() == [0, 1]


def test_operation_outside_what_a_table_covers_is_an_error_that_says_which(tmp_path: Path) -> None:
    body = (
        "tables:\n  t:\n    title: Vencidos\n    hit: unique\n    over: days_past_due\n"
        "    covers: {days_past_due: {from: 1}}\n    rows:\n      - {from: 1, band: vencida, article: a}\n"
    )
    with pytest.raises(RuleError) as caught:
        decide(table(tmp_path, body), Facts({"days_past_due": [5, 0]}, 2))
    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == ("caso-sem-linha", "tabela t (Vencidos): dias em atraso: 0")


def test_open_text_matches_by_its_whole_value(tmp_path: Path) -> None:
    rows = [
        {"when": {specs.TEXT: {"in": ["rural", "casa"]}}, "level": "A", "article": "a"},
        {"level": "B", "article": "b"},
    ]
    words = ["rural", "Rural", "casa ", "casa", "", "carro"]
    decision = decide(compiled(rows, "first"), Facts({specs.TEXT: words}, len(words)))
    assert decision.outcome("level").tolist() == ["A", "B", "B", "A", "B", "B"]


# --- shares -------------------------------------------------------------------------------------------------------


def share_by_rate(rate: str, cents: list[int]) -> list[int]:
    whole = compiled([{"rate": rate, "article": "a"}], "first")
    return decide(whole, Facts({}, len(cents))).share_of(np.array(cents, dtype=np.int64)).tolist()


@pytest.mark.parametrize(
    ("rate", "cents", "expected", "because"),
    [
        ("0.005", 100, 1, "0,5% de R$ 1,00 = 0,5 centavo: o empate sobe"),
        ("0.005", 99, 0, "0,495 centavo desce"),
        ("0.005", 300, 2, "1,5 centavo sobe (e não vai ao par, que também é 2)"),
        ("0.005", 500, 3, "2,5 centavos sobem a 3; ao par seria 2"),
        ("0.333333333", 300, 100, "99,9999999 centavos"),
        ("0.333333333", 3, 1, "0,999999999 centavo"),
        ("0.333333333", 1, 0, "0,333333333 centavo"),
        ("0.055", 10, 1, "0,55 centavo"),
        ("0.055", 9, 0, "0,495 centavo"),
        ("0.145", 100, 15, "14,5 centavos sobem; em ponto flutuante 0,145 × 100 é 14,499999…"),
        ("1", MAX_CENTS, MAX_CENTS, "100%"),
        ("0", MAX_CENTS, 0, "0%"),
    ],
)
def test_share_is_exact_and_half_goes_up(rate: str, cents: int, expected: int, because: str) -> None:
    assert share_by_rate(rate, [cents]) == [expected], because


@given(
    st.decimals(min_value=0, max_value=1, places=9).map(lambda rate: f"{rate:f}"),
    st.lists(st.integers(0, MAX_CENTS), min_size=1, max_size=20),
)
@settings(max_examples=200, deadline=None)
def test_share_agrees_with_decimal_arithmetic(rate: str, cents: list[int]) -> None:
    with localcontext() as context:
        context.prec = 60
        exact = [int((Decimal(c) * Decimal(rate)).quantize(Decimal(1), ROUND_HALF_UP)) for c in cents]
    assert share_by_rate(rate, cents) == exact


# --- choose -------------------------------------------------------------------------------------------------------


def test_choose_takes_each_label_from_the_option_that_is_named() -> None:
    first = pd.Categorical(["A", "B", "A", None], categories=["A", "B"])
    second = pd.Categorical(["C", "A", "C", "C"], categories=["C", "A"])
    chosen = choose(np.array([0, 1, -1, 0]), [first, second])
    assert chosen.tolist()[:2] == ["A", "A"]
    assert pd.isna(chosen.tolist()[2])
    assert pd.isna(chosen.tolist()[3])
