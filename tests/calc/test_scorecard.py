"""A scorecard against outcomes: points by rule, groups, cut-offs, months, WoE; each by hand on a few cases."""

from __future__ import annotations

from datetime import date
from functools import cache
from math import log

import numpy as np
import pandas as pd
import pytest

from coopcli.calc.scorecard.backtest import FAMILY, back_test, cut_offs
from coopcli.calc.scorecard.cases import ALREADY_BAD, GONE, cases_of_outcomes, with_later_outcome
from coopcli.calc.scorecard.information import bin_words, information
from coopcli.calc.scorecard.points import more_points_mean_risk, points_of, scorecard_table
from coopcli.errors import CoopError
from coopcli.results.scorecard import Bin
from coopcli.rulebook.book import Rulebook, load_rulebook
from coopcli.rulebook.tables import RuleFile
from coopcli.shipped import folder
from coopcli.words import FRAMES

ON = date(2026, 10, 31)


@cache
def book() -> Rulebook:
    return load_rulebook(folder("rules"))


def rule() -> RuleFile:
    return book().in_force(FAMILY, ON)


def cases(points: list[int], who: str, months: str = "") -> pd.DataFrame:
    """Return cases: ``who`` has m for bad and b for good, ``months`` a letter for each month."""
    return pd.DataFrame(
        {
            "points": pd.array(points, dtype="Int64"),
            "is_bad": pd.array([letter == "m" for letter in who], dtype="boolean"),
            "month": [f"2026-0{letter}" for letter in months or "1" * len(who)],
        }
    )


def test_groups_cut_offs_and_auc_by_hand() -> None:
    """Points 10 and 20 good, 20 and 30 bad, more is risk: of four pairs three and a half are won."""
    test = back_test(cases([10, 20, 20, 30], "bbmm"), rule(), "x", True, 90, "2026-01")
    assert test.curve is not None
    assert test.curve.auc == 0.875
    assert test.distribution["points_group"].tolist() == ["até 10", "11 a 20", "21 ou mais"]
    assert test.distribution[["good", "bad"]].to_numpy().tolist() == [[1, 0], [1, 1], [0, 1]]
    assert test.cut_offs["cut_off"].tolist() == ["até 10", "até 20", "até 30"]
    middle = test.cut_offs.iloc[1]
    assert (middle["approved"], middle["bad_approved"], middle["bad_refused"], middle["good_refused"]) == (3, 1, 1, 0)
    assert (middle["approval_rate"], middle["approved_bad_rate"]) == (0.75, pytest.approx(1 / 3))


def test_where_more_points_are_merit_all_is_turned() -> None:
    found = cut_offs(np.array([10, 20, 20, 30]), np.array([True, True, False, False]), False, np.array([10, 20, 30]))
    assert found["cut_off"].tolist() == ["a partir de 10", "a partir de 20", "a partir de 30"]
    assert found["approved"].tolist() == [4, 3, 1]
    assert found["bad_approved"].tolist() == [2, 1, 0]
    test = back_test(cases([10, 20, 20, 30], "mmbb"), rule(), "x", False, 90, "2026-01")
    assert test.curve is not None
    assert test.curve.auc == 0.875


@pytest.mark.parametrize("more_is_risk", [True, False])
def test_with_many_points_the_cut_offs_are_those_of_the_groups(more_is_risk: bool) -> None:
    """100 points, ten groups of ten: one cut-off a group; the first or the last lets everybody in."""
    points = np.arange(1, 101)
    found = cut_offs(points, points % 7 == 0, more_is_risk, np.arange(10, 101, 10))
    assert len(found) == 10
    assert found["approved"].max() == 100
    assert found["approved"].min() == 10


def test_months_against_the_base() -> None:
    """Base 10, 20; next month 10, 10, 10, 20: 50/50 to 75/25 is a PSI of 0,25·ln 3 = 0,2747: above 0,25."""
    test = back_test(cases([10, 20, 10, 10, 10, 20], "bmbbbm", "112222"), rule(), "x", True, 90, "2026-01")
    months = test.months.set_index("month")
    assert months["psi"].to_list() == pytest.approx([0, 0.25 * log(3)])
    assert months["reading"].tolist() == ["estável", "mudou muito: rever a pontuação"]
    assert months["mean"].tolist() == [15.0, 12.5]
    assert months["auc"].tolist() == [1.0, 1.0]


def test_a_month_all_good_has_no_auc_and_the_others_do() -> None:
    test = back_test(cases([10, 20, 10, 20], "bmbb", "1122"), rule(), "x", True, 90, "2026-01")
    assert test.months["auc"].isna().tolist() == [False, True]


def test_points_below_and_above_the_base_are_of_its_outer_groups() -> None:
    test = back_test(cases([10, 20, -5, 99], "bmbm", "1122"), rule(), "x", True, 90, "2026-01")
    assert int(test.distribution["count"].sum()) == 4
    assert test.distribution["points_group"].tolist() == ["até 10", "11 ou mais"]


# --- cases and points -----------------------------------------------------------------------------


def outcomes(**columns: list[object]) -> pd.DataFrame:
    size = len(next(iter(columns.values())))
    frame = FRAMES["scored_outcomes"].empty().reindex(range(size))
    return frame.assign(
        **{name: pd.array(values, dtype=frame[name].dtype) for name, values in columns.items()},  # type: ignore[call-overload]
        decided_date=pd.to_datetime(["2026-01-31"] * size),
    )


@pytest.mark.parametrize(
    ("is_bad", "days", "expected", "because"),
    [
        (True, 0, True, "o que o arquivo diz vale mais que os dias"),
        (False, 500, False, "idem"),
        (None, 90, False, "90 dias ainda não passam de 90"),
        (None, 91, True, "91 passam"),
        (None, None, None, "sem resultado, o caso fica de lado"),
    ],
)
def test_what_counts_as_bad(is_bad: bool | None, days: int | None, expected: bool | None, because: str) -> None:
    found = cases_of_outcomes(outcomes(is_bad=[is_bad], days_past_due=[days]), 162_100, 90)
    value = found["is_bad"].iloc[0]
    assert (None if pd.isna(value) else bool(value)) == expected, because
    assert found["month"].tolist() == ["2026-01"]


def test_outcome_of_a_later_month() -> None:
    """A: 90 days then, good; B: 91, bad; C: written off, bad; D: bad already; E: gone, nobody knows."""
    then = pd.DataFrame({"contract_id": ["B", "A", "D"], "days_past_due": [91, 90, 0]})
    before = pd.DataFrame({
        "contract_id": [*"ABCDE"], "is_bad": pd.array([False, False, False, True, False], dtype="boolean"), "aside": "",
    })  # fmt: skip
    found = with_later_outcome(before, then, pd.Series(["C"], dtype="str"), 90)
    assert found["is_bad"].astype(object).where(found["is_bad"].notna(), "?").tolist() == [False, True, True, "?", "?"]
    assert found["aside"].tolist() == ["", "", "", ALREADY_BAD, GONE]


def test_points_of_the_questionnaire_and_what_nobody_told() -> None:
    """Anexo 2: 24 months as a member is 6 and not 9; 12 instalments is 5. What is missing costs the worst option."""
    table = scorecard_table(book().in_force("rating/nossacoop", ON))
    frame = pd.DataFrame({
        "membership_months": pd.array([24, 36], dtype="Int64"),
        "installment_count": pd.array([12, 12], dtype="Int64"),
        "has_guarantor": [False, False],
        "guarantee_kind": ["none", "none"],
    })  # fmt: skip
    points, untold = points_of(frame, table)
    assert points.tolist()[0] - points.tolist()[1] == 3
    assert "consulta cadastral" in untold
    assert "quantidade de parcelas" not in untold


def test_a_fact_that_may_not_be_missing_is_asked_for() -> None:
    table = scorecard_table(book().in_force("rating/nossacoop", ON))
    with pytest.raises(CoopError, match="tem avalista ou fiador"):
        points_of(pd.DataFrame({"membership_months": pd.array([24], dtype="Int64")}), table)


def test_a_rule_without_points_is_no_scorecard() -> None:
    with pytest.raises(CoopError, match="collect sum"):
        scorecard_table(book().in_force("indicators/delinquency", ON))


def test_direction_is_the_scorecards_own_else_the_declared_one() -> None:
    assert more_points_mean_risk(None, rule())
    assert more_points_mean_risk(book().in_force("rating/nossacoop", ON), rule())


# --- weight of evidence ---------------------------------------------------------------------------


def test_weight_of_evidence_by_hand() -> None:
    """Women 90 good 10 bad, men 60 and 40 (of 150 and 50): WoE ln(0,6/0,2) = ln 3 and ln(0,4/0,8) = -ln 2.

    IV = 0,4·ln 3 + 0,4·ln 2 = 0,717.
    """
    pytest.importorskip("optbinning")
    frame = pd.DataFrame({
        "sex": ["feminino"] * 100 + ["masculino"] * 100,
        "is_bad": pd.array([False] * 90 + [True] * 10 + [False] * 60 + [True] * 40, dtype="boolean"),
        "profession": [None] * 200,
    })  # fmt: skip
    found = information(frame, rule())
    table = found.table.set_index("bin")
    assert table["woe"]["feminino"] == pytest.approx(log(3))
    assert table["woe"]["masculino"] == pytest.approx(-log(2))
    assert found.summary["iv"].tolist() == pytest.approx([0.4 * log(6)])
    assert found.summary["reading"].tolist() == ["bom demais: confira se não é consequência do atraso"]
    assert "Profissão" in found.left_out


@pytest.mark.parametrize(
    ("band", "fact", "words"),
    [
        (Bin(0, None, 35), "member_age_years", "até 34"),
        (Bin(0, 35, 45), "member_age_years", "35 a 44"),
        (Bin(0, 45, None), "member_age_years", "45 ou mais"),
        (Bin(0, 1, 2), "dependent_count", "1"),
        (Bin(0), "dependent_count", "todos"),
        (Bin(0, None, 100_001), "paid_capital_cents", "até R$ 1.000,00"),
        (Bin(0, words=("payroll_loan",)), "product_kind", "crédito pessoal com consignação"),
        (Bin(0, is_missing=True), "sex", "Não informado"),
    ],
)
def test_bands_in_words(band: Bin, fact: str, words: str) -> None:
    assert bin_words(band, fact) == words


def test_without_the_library_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopcli.extras.find_spec", lambda _name: None)
    with pytest.raises(CoopError) as raised:
        information(pd.DataFrame(), rule())
    assert 'whl[binning]"' in raised.value.problems[0].advice()


@pytest.mark.parametrize("is_bad", [True, False])
def test_cases_of_one_kind_have_no_weight_of_evidence(is_bad: bool) -> None:
    frame = pd.DataFrame({"sex": pd.Series(["masculino", "feminino"] * 20, dtype="str"), "is_bad": [is_bad] * 40})
    found = information(frame, rule())
    assert found.bins == {}
    assert found.table.empty
    assert "Sexo" in found.left_out
