"""The stage of each debt under the shipped policy, on both sides of each edge, with act, deadline and lateness."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from coopcli.rulebook.grid import grid_of
from coopcli.rulebook.tables import Table
from tests.calc.building import Rows, contract, installment
from tests.calc.collection.collecting import (
    ON,
    PERSON,
    act,
    book_of,
    collected,
    days_before,
    debt,
    debts_of,
    exception,
    hold,
    joined,
    late,
    left,
    on_leave,
)

CONTACTED, NOTIFIED = act("contact", 1), act("listing_notice", 10)


@pytest.mark.parametrize(
    ("days", "stage", "is_defaulted", "because"),
    [
        (1, "arrears", False, "§ 4.1: atraso a partir de um dia"),
        (90, "arrears", False, "§ 2: superior a 90 dias"),
        (91, "default", True, "§ 2: inadimplência acima de 90 dias"),
    ],
)
def test_active_member(days: int, stage: str, is_defaulted: bool, because: str) -> None:
    row = debt(late(days=days))
    assert (row["situation"], row["collection_stage"], row["is_defaulted"]) == ("active_member", stage, is_defaulted), (
        because
    )
    assert (row["collection_days"], row["responsible"]) == (days, "Posto de atendimento")
    assert row["count_from_date"] == days_before(days)


@pytest.mark.parametrize(
    ("since", "stage", "act_code", "deadline", "late_by", "because"),
    [
        (0, "not_started", None, None, 0, "de 01 a 50 dias: o dia do desligamento é o dia zero"),
        (1, "administrative", "contact", 50, 0, "1º dia"),
        (50, "administrative", "contact", 50, 0, "50º dia: o prazo é hoje"),
        (51, "listing", "listing_notice", 65, 0, "51º dia: inclusão, e o aviso vai antes"),
        (65, "listing", "listing_notice", 65, 0, "65º dia: último para o aviso (75 − 10)"),
        (66, "listing", "listing_notice", 65, 1, "66º dia: o aviso está um dia atrasado"),
        (76, "listing", "listing_notice", 65, 11, "76º dia: a política não tem outra etapa"),
    ],
)
def test_former_member(since: int, stage: str, act_code: str, deadline: int, late_by: int, because: str) -> None:
    row = debt(joined(late(days=since + 20), left(since)))
    assert (row["situation"], row["collection_stage"], row["act"]) == ("former_member", stage, act_code), because
    assert (row["collection_days"], row["responsible"]) == (since, "Recuperação de Crédito")
    expected = None if deadline is None else days_before(since - deadline)
    assert (row["deadline_date"], row["days_late_on_act"], row["is_act_late"]) == (expected, late_by, late_by > 0)


@pytest.mark.parametrize(
    ("notice", "act_code", "destination"),
    [(None, "listing_notice", "na fila"), (9, "await_notice", "aguardando prazo"), (10, "list", "na fila")],
)
def test_ten_days_between_notice_and_listing(notice: int | None, act_code: str, destination: str) -> None:
    """CDC, art. 43, § 2: prior written notice; the ten days are the cooperative's (notice_days)."""
    rows = joined(late(days=90), left(60), CONTACTED, act("listing_notice", notice) if notice else {})
    row = debt(rows)
    assert (row["act"], row["destination_title"]) == (act_code, destination)
    assert row["deadline_date"] == days_before(-5 if notice is None else -15)  # the 65th, the 75th day
    assert row["notice_date"] == (days_before(notice) if notice else None)


def test_a_notice_of_an_earlier_arrears_is_no_notice() -> None:
    """Sent before the member left, and about an instalment that was paid since: this debt has not been notified."""
    rows = joined(late(days=90), left(60), act("listing_notice", 61))
    assert debt(rows)["act"] == "listing_notice"
    rows = joined(late(days=20), left(60), act("listing_notice", 21))
    assert debt(rows)["act"] == "listing_notice"


def test_the_accounts_are_settled_first() -> None:
    rows = joined(late(days=30), left(10, settlement_date=None))
    assert (debt(rows)["act"], debt(rows)["letter"]) == ("account_settlement", "account-settlement")
    assert debt(joined(rows, act("account_settlement", 10)))["act"] == "contact"
    listing = debt(joined(late(days=90), left(60, settlement_date=None), NOTIFIED))
    assert (listing["act"], listing["missing_prerequisites"]) == ("account_settlement", "encontro de contas")


@pytest.mark.parametrize(
    ("cents", "act_code", "who"),
    [(500_000, "evaluate_lawsuit", "Coordenação da área"), (500_001, "law_office", "Recuperação de Crédito")],
)
def test_listed_former_member(cents: int, act_code: str, who: str) -> None:
    """§ 4.3: up to R$ 5.000,00 at the coordinator's discretion, above it to the law office, in 45 days of the listing."""
    for since, late_by in ((45, 0), (46, 1)):
        row = debt(joined(late(days=150, cents=cents), left(120), act("bureau_listing", since)))
        assert (row["collection_stage"], row["act"], row["responsible"]) == ("judicial", act_code, who)
        assert (row["deadline_date"], row["days_late_on_act"]) == (days_before(since - 45), late_by)
        assert (row["is_listed"], row["listed_date"]) == (True, days_before(since))


def test_the_limit_may_be_of_all_debts_of_the_debtor() -> None:
    rows = joined(late("1", 150, cents=300_000), late("2", 150, cents=200_001), left(120), act("bureau_listing", 9))
    rows = joined(rows, act("bureau_listing", 9, contract_id="2"))
    assert {row["act"] for row in debts_of(collected(rows)).values()} == {"evaluate_lawsuit"}
    choice = ("collection/former-member", "amount_scope", "debtor")
    assert {row["act"] for row in debts_of(collected(rows, ON, choice)).values()} == {"law_office"}


def test_from_the_law_office_to_the_end_of_the_lawsuit() -> None:
    rows = joined(late(days=200, cents=600_000), left(180), act("bureau_listing", 60))
    sent = joined(rows, act("law_office", 20))
    assert (debt(sent)["act"], debt(sent)["responsible"]) == ("follow_law_office", "Jurídico")
    filed = joined(sent, act("lawsuit", 10))
    assert (debt(filed)["collection_stage"], debt(filed)["destination_title"]) == ("in_court", "aguardando prazo")
    assert debt(joined(filed, act("debtor_proposal", 3)))["act"] == "analyse_proposal"
    ended = joined(filed, act("lawsuit_end", 2))
    assert (debt(ended)["collection_stage"], debt(ended)["destination_title"]) == ("closed", "processo encerrado")
    assert debt(joined(ended, act("lawsuit", 1)))["collection_stage"] == "in_court", "outra ação depois da que terminou"


def test_a_proposal_holds_the_next_act_for_ten_days() -> None:
    rows = joined(late(days=90), left(60), CONTACTED, act("listing_notice", 20))
    for days, act_code in ((10, "analyse_proposal"), (11, "list")):
        row = debt(joined(rows, act("debtor_proposal", days)))
        assert row["act"] == act_code
    assert row["deadline_date"] == days_before(60 - 75)


@pytest.mark.parametrize(("months", "act_code"), [(date(2021, 11, 30), "list"), (date(2021, 10, 31), "not_listable")])
def test_nothing_older_than_five_years_is_listed(months: date, act_code: str) -> None:
    """CDC, art. 43, § 1: of the newest late instalment, 31/10/2021 is five years before; 30/11/2021 is not."""
    old = installment("1", date(2021, 1, 31))
    newest = installment("1", months, installment_number=2)
    base = contract("1", member_id="7")
    rows = {"contracts": [base], "installments": [old, newest], **left(60)}
    assert debt(joined(rows, CONTACTED, act("listing_notice", 20)))["act"] == act_code


# --- members on leave (§ 4.2) ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "stage"),
    [(date(2025, 11, 1), "leave_policy"), (date(2025, 10, 31), "capital_use")],
)
def test_twelve_months_of_arrears_by_the_original_due_date(due: date, stage: str) -> None:
    rows = joined(late(days=(ON - due).days), on_leave(500))
    row = debt(rows)
    assert (row["situation"], row["collection_stage"], row["collection_days"]) == ("on_leave", stage, None)
    assert row["responsible"] == "Recuperação de Crédito"


@pytest.mark.parametrize(
    ("used", "stage"),
    [
        (0, "not_started"),
        (1, "administrative"),
        (50, "administrative"),
        (51, "listing"),
        (75, "listing"),
        (76, "listing"),
    ],
)
def test_on_leave_the_windows_count_from_the_use_of_the_capital(used: int, stage: str) -> None:
    row = debt(joined(late(days=400), on_leave(500, used=used)))
    assert (row["collection_stage"], row["collection_days"]) == (stage, used)
    assert row["count_from_basis"] == "utilização do capital"


def test_the_use_of_the_capital_may_be_told_as_an_event() -> None:
    row = debt(joined(late(days=400), on_leave(500), act("capital_use", 30)))
    assert (row["collection_stage"], row["collection_days"]) == ("administrative", 30)


def test_on_leave_without_payroll_the_process_closes_at_the_listing() -> None:
    rows = joined(late(days=500), act("bureau_listing", 20))
    closed = debt(joined(rows, on_leave(600, used=90)))
    assert (closed["collection_stage"], closed["destination_title"], closed["is_act_late"]) == (
        "suspended",
        "processo encerrado",
        False,
    )
    paid = debt(joined(rows, on_leave(600, used=90, has_payroll=True)))
    assert (paid["collection_stage"], paid["destination_title"]) == ("resumed", "na fila")
    left_too = debt(joined(rows, on_leave(600), left(90)))
    assert (left_too["situation"], left_too["collection_stage"]) == ("former_member", "suspended")


def test_the_process_is_taken_up_again_when_the_leave_ends() -> None:
    rows = joined(late(days=500), act("bureau_listing", 20))
    still = debt(joined(rows, on_leave(600, used=90, until=ON)))
    assert still["collection_stage"] == "suspended", "o último dia ainda é de afastamento"
    back = debt(joined(rows, on_leave(600, used=90, until=days_before(1))))
    assert (back["situation"], back["collection_stage"], back["act"]) == ("on_leave", "resumed", "contact")
    assert back["deadline_date"] == days_before(-9), "dez dias do fim do afastamento"


def test_a_debt_younger_than_the_leave_is_of_an_active_member() -> None:
    rows = joined(late(days=20), on_leave(600, used=90, until=days_before(30)), act("bureau_listing", 10))
    assert debt(rows)["situation"] == "active_member"


# --- broken agreements (§ 4.4) ---------------------------------------------------------------------------------------


def agreement(first_due: int, paid: int = 0, **facts: object) -> Rows:
    """Return agreement A-1 of contract 1: three instalments of R$ 200,00, the first due so many days ago."""
    row = {
        "agreement_id": "A-1", "contract_id": "1", "member_id": "7", "document": PERSON, "debt_cents": 60_000,
        "signed_date": days_before(first_due + 30), "installment_count": 3, "first_due_date": days_before(first_due),
        "amortization": "equal_installments",
    }  # fmt: skip
    lines = []
    for number in range(3):
        due = days_before(first_due - 30 * number)
        told = {"agreement_id": "A-1", "installment_number": number + 1, "due_date": due, "amount_cents": 20_000}
        done = {"paid_cents": 20_000, "paid_date": due} if number < paid else {"paid_cents": 0, "paid_date": None}
        lines.append(told | done)
    return {"agreements": [row | facts], "agreement_installments": lines}


@pytest.mark.parametrize(
    ("since", "stage", "act_code", "deadline"),
    [
        (1, "administrative", "contact", 60),
        (30, "administrative", "contact", 60),
        (31, "listing", "listing_notice", 50),
        (60, "listing", "listing_notice", 50),
        (61, "listing", "listing_notice", 50),
    ],
)
def test_broken_agreement_of_a_former_member(since: int, stage: str, act_code: str, deadline: int) -> None:
    """The overlap of 1–60 is read as: contact alone up to the 30th day, then the listing, up to the 60th."""
    row = debt(joined(late(days=400), left(300), agreement(since)))
    assert (row["debt_id"], row["debt_kind"], row["situation"]) == ("A-1", "agreement", "broken_agreement")
    assert (row["collection_stage"], row["act"], row["collection_days"]) == (stage, act_code, since)
    assert row["count_from_basis"] == "1ª parcela do acordo em atraso"
    assert row["deadline_date"] == days_before(since - deadline)
    assert row["contracts"] == "1"


def test_the_notice_brings_the_listing_forward() -> None:
    rows = joined(
        late(days=400), left(300), agreement(20), act("listing_notice", 10, contract_id=None, agreement_id="A-1")
    )
    assert (debt(rows)["collection_stage"], debt(rows)["act"]) == ("listing", "list")


def test_who_is_already_listed_is_not_listed_twice() -> None:
    """The original debt was listed before the agreement and nobody took it back."""
    rows = joined(late(days=400), left(300), agreement(45), act("bureau_listing", 200))
    assert (debt(rows)["collection_stage"], debt(rows)["listed_date"]) == ("judicial", days_before(200))


def test_an_agreement_that_is_paid_is_followed_no_further() -> None:
    row = debt(joined(late(days=400), left(300), agreement(40, paid=2)))
    assert (row["debt_id"], row["destination_title"]) == ("1", "acordo em dia")


def test_an_agreement_without_instalments_changes_nothing_and_says_so() -> None:
    rows = joined(late(days=400), left(300), {"agreements": agreement(40)["agreements"]})
    found = collected(rows)
    assert debts_of(found)["1"]["destination_title"] == "na fila"
    assert any("A-1" in text for text in found.alerts)


def test_broken_without_instalments_counts_from_the_day_of_the_breach() -> None:
    rows = joined(late(days=400), left(300), {"agreements": agreement(40, broken_date=days_before(12))["agreements"]})
    row = debt(rows)
    assert (row["collection_days"], row["count_from_basis"]) == (12, "quebra do acordo (parcelas não exportadas)")


def test_a_broken_agreement_of_an_active_member_is_the_branchs() -> None:
    """§ 4.4 is titled and worded for former members alone."""
    row = debt(joined(late(days=400), agreement(35)))
    assert (row["situation"], row["collection_stage"], row["responsible"]) == (
        "active_member",
        "arrears",
        "Posto de atendimento",
    )


@pytest.mark.parametrize(
    ("paid", "notice", "stage", "act_code", "destination"),
    [
        (29, None, "watched", "watch", "aguardando prazo"),
        (30, None, "watched", "listing_notice", "na fila"),
        (45, 9, "watched", "await_notice", "aguardando prazo"),
        (45, 10, "watched", "list", "na fila"),
    ],
)
def test_who_paid_an_instalment_to_leave_the_bureau_is_watched(
    paid: int, notice: int | None, stage: str, act_code: str, destination: str
) -> None:
    """§ 4.4: without regular payments, listed again between 30 and 60 days; the clock is that of the last payment."""
    told = {"paid_cents": 100_000, "paid_date": days_before(paid)}
    lines = [installment("1", days_before(300), **told), installment("1", days_before(270), installment_number=2)]
    rows: Rows = {"contracts": [contract("1", member_id="7")], "installments": lines}
    rows = joined(rows, left(290), act("bureau_listing", 120), act("bureau_removal", paid - 3))
    row = debt(joined(rows, act("listing_notice", notice) if notice else {}))
    assert (row["collection_stage"], row["act"], row["destination_title"]) == (stage, act_code, destination)
    assert row["deadline_date"] == days_before(paid - (50 if act_code == "listing_notice" else 60))
    assert row["is_listed"] is False


@pytest.mark.parametrize(
    ("listed", "paid", "removed", "stage", "because"),
    [
        (45, 45, 42, "watched", "pagou no próprio dia da negativação"),
        (45, 46, 42, "listing", "pagou antes de ser negativado: não foi por isso que saiu"),
        (280, 275, 270, "watched", "saiu no dia do vencimento mais antigo em aberto"),
        (280, 275, 271, "listing", "saiu antes de vencer o que hoje deve: é outra dívida"),
    ],
)
def test_the_days_from_which_a_debt_is_watched(listed: int, paid: int, removed: int, stage: str, because: str) -> None:
    told = {"paid_cents": 100_000, "paid_date": days_before(paid)}
    lines = [installment("1", days_before(300), **told), installment("1", days_before(270), installment_number=2)]
    rows: Rows = {"contracts": [contract("1", member_id="7")], "installments": lines}
    rows = joined(rows, left(290), act("bureau_listing", listed), act("bureau_removal", removed))
    assert debt(rows)["collection_stage"] == stage, because


def test_an_agreement_that_took_the_name_off_the_bureau_is_no_watch() -> None:
    """Listed, taken off for the agreement with what was paid of it, then broken: the windows of § 4.4, a new notice."""
    events = joined(
        act("listing_notice", 220), act("bureau_listing", 200), act("bureau_removal", 150), act("contact", 30)
    )
    row = debt(joined(late(days=400), left(300), agreement(75, paid=1), events))
    assert (row["collection_days"], row["collection_stage"], row["act"], row["is_listed"]) == (
        45,
        "listing",
        "listing_notice",
        False,
    )


def test_a_removal_without_a_payment_is_not_watched() -> None:
    rows = joined(late(days=300), left(290), act("bureau_listing", 120), act("bureau_removal", 20))
    assert debt(rows)["collection_stage"] == "listing"


def test_listed_and_taken_back_on_the_same_day_goes_by_the_order_of_the_sheet() -> None:
    rows = joined(late(days=300), left(290))
    assert debt(joined(rows, act("bureau_listing", 5), act("bureau_removal", 5)))["is_listed"] is False
    assert debt(joined(rows, act("bureau_removal", 5), act("bureau_listing", 5)))["is_listed"] is True


# --- who the debtor is, what lies ahead ------------------------------------------------------------------------------


def test_what_lies_after_the_date_does_not_exist() -> None:
    ahead = joined(left(-1), act("bureau_listing", -1), on_leave(-1), exception("no_collection", since=-1))
    row = debt(joined(late(days=30), ahead, hold("suspension", -1)))
    assert (row["situation"], row["is_listed"], row["destination_title"]) == ("active_member", False, "na fila")


def test_who_came_back_is_a_member_again() -> None:
    rows = joined(late(days=30), left(200), {"members": [{"member_id": "7", "member_since": days_before(100)}]})
    assert debt(rows)["situation"] == "active_member"
    rows = joined(late(days=30), left(200), {"members": [{"member_id": "7", "member_since": days_before(900)}]})
    assert debt(rows)["situation"] == "former_member"


def test_from_the_later_of_departure_and_due_date_where_the_cooperative_says_so() -> None:
    rows = joined(late(days=30), left(200))
    choice = ("collection/former-member", "clock_not_before", "oldest_due_date")
    assert debt(rows)["collection_days"] == 200
    row = debt(rows, ON, choice)
    assert (row["collection_days"], row["count_from_basis"]) == (30, "vencimento mais antigo em aberto")


def test_shorter_windows_for_large_debts_are_a_choice() -> None:
    """§ 4.3: windows may be reduced for debts of higher value: off unless shorter_by_days says by how many."""
    rows = joined(late(days=60, cents=5_000_001), left(40))
    assert debt(rows)["collection_stage"] == "administrative"
    row = debt(rows, ON, ("collection/former-member", "shorter_by_days", "15"))
    assert (row["collection_stage"], row["collection_days"]) == ("listing", 55)
    assert row["deadline_date"] == days_before(40 - 50), "o 65º dia, 15 dias antes"
    small = joined(late(days=60, cents=5_000_000), left(40))
    assert (
        debt(small, ON, ("collection/former-member", "shorter_by_days", "15"))["collection_stage"] == "administrative"
    )


def test_shorter_windows_move_the_deadlines_of_the_clock_alone() -> None:
    """§ 4.3: what is reduced are the windows of the table; the ten days to analyse a proposal count from it."""
    rows = joined(late(days=60, cents=5_000_001), left(20), act("contact", 1), act("debtor_proposal", 4))
    for shorter in ("0", "15"):
        row = debt(rows, ON, ("collection/former-member", "shorter_by_days", shorter))
        assert (row["act"], row["deadline_date"]) == ("analyse_proposal", days_before(4 - 10))
    without = joined(late(days=60, cents=5_000_001), left(20), act("contact", 1))
    deadlines = {"0": days_before(20 - 50), "15": days_before(20 - 35)}
    for shorter, deadline in deadlines.items():
        assert debt(without, ON, ("collection/former-member", "shorter_by_days", shorter))["deadline_date"] == deadline


# --- for every ladder ------------------------------------------------------------------------------------------------

STAGES = [rule.tables["stage"] for rule in book_of().files if rule.topic == "collection" and "stage" in rule.tables]


@pytest.mark.parametrize("table", STAGES, ids=lambda table: table.rule_id)
def test_more_days_never_lower_a_stage(table: Table) -> None:
    """On the grid that every case falls into: of two cells that differ in days alone, the later has no lower rank."""
    grid = grid_of(table)
    ranks = np.array([row.outcomes["stage_rank"] for row in table.rows])[grid.decided].reshape(grid.shape)
    for i, axis in enumerate(grid.axes):
        if axis.term.name in ("collection_days", "days_past_due", "months_past_due"):
            along = np.moveaxis(ranks, i, 0)[1 : len(axis.starts) + 1]
            assert (np.diff(along, axis=0) >= 0).all(), axis.term.name


def test_the_rule_says_how_the_overlap_was_read() -> None:
    rule = book_of().in_force("collection/broken-agreement", ON)
    assert any("se sobrepõe" in text and "de 01 a 60 dias" in text for text in rule.confirm)
