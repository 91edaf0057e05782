"""Which letters go out: one a debtor and kind, and what stops one."""

from __future__ import annotations

from datetime import date

import pytest

from coopcli.results.letters import ELECTRONIC, MAIL, NOWHERE, SEND, WAIT, WITHHOLD
from tests.calc.building import contract

from .building import JOAO, MARIA, ON, Day, said

ACTION = ("debts", "letter_action_title", "delivery_title")


def test_a_debtor_gets_one_letter_of_a_kind_with_all_its_debts() -> None:
    """Two debts of R$ 103,00 in one letter of R$ 206,00; a third at another stage, in a letter of its own."""
    day = Day().owes("1").owes("2").owes("3", "listing-notice").owes("4", who=JOAO).owes("5", None).lives().lives(JOAO)
    plan = day.plan()
    assert said(plan, "letter", "debts", "total_cents", "letter_action_title") == [
        ("first-notice", "4", 10_300, SEND),
        ("first-notice", "1, 2", 20_600, SEND),
        ("listing-notice", "3", 10_300, SEND),
    ]
    assert (plan.asked_debts, plan.asked_cents) == (4, 41_200)
    both = next(request for request in plan.requests if request.debts == "1, 2")
    assert [line.contract_id for line in both.lines] == ["1", "2"]
    assert (both.payable_cents, both.reference, both.to.street) == (20_600, "1", "Rua A, 1")


def test_without_acts_there_is_no_letter() -> None:
    plan = Day().owes("1", None).plan()
    assert (len(plan.letters), plan.requests) == (0, [])


@pytest.mark.parametrize("kind", ["suspension", "dispute", "court_order", "promise", "deceased"])
def test_a_hold_stops_the_letter_and_is_told(kind: str) -> None:
    """No letter claims what is held; the other debt of the same debtor is claimed."""
    plan = Day().owes("1", hold_kind=kind).owes("2").lives().plan()
    assert said(plan, *ACTION) == [("2", SEND, MAIL), ("1", WITHHOLD, "")]
    assert plan.letters["explanation"].str.len().min() > 0


class TestDeceased:
    """Nobody who has died is written to, whatever else holds the debt and whichever debt the pause names."""

    def dead(self, **names: str | None) -> dict[str, str | None]:
        told = {"hold_kind": "deceased", "from_date": "2026-10-01", "reason": "certidão", "author": "A"}
        return told | {"contract_id": None, "member_id": None, "document": None} | names

    @pytest.mark.parametrize("names", [{"document": MARIA}, {"member_id": MARIA[:4]}, {"contract_id": "1"}])
    def test_every_debt_of_the_person(self, names: dict[str, str]) -> None:
        day = Day().owes("1", hold_kind="court_order").owes("2").owes("3", who=JOAO).lives().lives(JOAO)
        about = {"member_id": MARIA[:4], "document": MARIA}
        day = day.told("contracts", contract("1", **about)).told("members", about)
        plan = day.told("holds", self.dead(**names)).plan()
        assert said(plan, *ACTION) == [("3", SEND, MAIL), ("1, 2", WITHHOLD, "")]

    def test_nor_told_that_the_debt_is_settled(self) -> None:
        paid = {"debt_id": "9", "client_key": MARIA, "document": MARIA, "bureau_status": "paga", "member_name": "M",
                "settled_date": "2026-10-20", "deadline_date": "2026-10-27", "listed_date": "2026-01-01"}  # fmt: skip
        day = Day(settled=[paid]).owes("3", who=JOAO).lives().lives(JOAO).told("holds", self.dead(document=MARIA))
        assert said(day.plan(), "letter", "letter_action_title") == [("first-notice", SEND), ("debt-settled", WITHHOLD)]

    @pytest.mark.parametrize(("until", "action"), [("2026-10-29", SEND), ("2026-10-30", WITHHOLD)])
    def test_a_pause_that_has_ended_holds_no_more(self, until: str, action: str) -> None:
        """The last day of a pause is a day of it."""
        pause = self.dead(document=MARIA) | {"until_date": until}
        assert said(Day().owes("1").lives().told("holds", pause).plan(), "letter_action_title") == [(action,)]


class TestRepeating:
    """A reminder comes again after 25 days, a prior notice after 60 (policy parameters)."""

    @pytest.mark.parametrize(("day", "action"), [("2026-10-06", WAIT), ("2026-10-05", SEND)])
    def test_both_sides_of_the_days_by_the_log(self, day: str, action: str) -> None:
        """30/10 less 06/10 is 24 days; less 05/10, 25."""
        plan = Day().owes("1").lives().logged("first-notice", day, "1").plan()
        assert said(plan, "letter_action_title") == [(action,)]

    @pytest.mark.parametrize(("day", "action"), [("2026-09-01", WAIT), ("2026-08-31", SEND)])
    def test_both_sides_of_the_days_by_an_event_of_prior_notice(self, day: str, action: str) -> None:
        """30/10 less 01/09 is 59 days; less 31/08, 60."""
        event = {"contract_id": "1", "event_date": day, "event_kind": "listing_notice"}
        plan = Day().owes("1", "listing-notice").lives().told("collection_events", event).plan()
        assert said(plan, "letter_action_title") == [(action,)]

    @pytest.mark.parametrize("name", ["first-notice", "Primeiro aviso", " primeiro AVISO "])
    def test_an_event_names_the_letter_or_its_title(self, name: str) -> None:
        event = {"contract_id": "1", "event_date": "2026-10-20", "event_kind": "letter", "letter": name}
        assert said(Day().owes("1").lives().told("collection_events", event).plan(), "letter_action_title") == [(WAIT,)]

    def test_an_event_of_the_debtor_is_of_all_debts(self) -> None:
        event = {"document": MARIA, "event_date": "2026-10-20", "event_kind": "letter", "letter": "first-notice"}
        plan = Day().owes("1").owes("2").owes("3", who=JOAO).lives().lives(JOAO).told("collection_events", event).plan()
        assert said(plan, "debts", "letter_action_title") == [("3", SEND), ("1, 2", WAIT)]

    def test_an_event_of_a_contract_of_an_agreement(self) -> None:
        event = {"contract_id": "7", "event_date": "2026-10-20", "event_kind": "letter", "letter": "broken-agreement"}
        day = Day().owes("AC-1", "broken-agreement", contracts="6, 7", debt_kind="agreement").lives()
        assert said(day.told("collection_events", event).plan(), "letter_action_title") == [(WAIT,)]

    def test_another_letter_another_debt_or_a_later_day_do_not_count(self) -> None:
        day = (
            Day()
            .owes("1")
            .lives()
            .logged("listing-notice", "2026-10-20", "1")
            .logged("first-notice", "2026-10-20", "2")
        )
        assert said(day.logged("first-notice", "2026-11-05", "1").plan(), "letter_action_title") == [(SEND,)]

    def test_the_last_of_several_counts_and_is_shown(self) -> None:
        day = (
            Day()
            .owes("1")
            .lives()
            .logged("first-notice", "2026-08-01", "1")
            .logged("first-notice", "2026-10-29", "9, 1")
        )
        plan = day.plan()
        assert said(plan, "letter_action_title") == [(WAIT,)]
        assert plan.letters["last_sent_date"].iloc[0].date() == date(2026, 10, 29)

    def test_a_cooperative_may_choose_other_days(self) -> None:
        day = Day(choices={"reminder_repeat_days": "5"}).owes("1").lives().logged("first-notice", "2026-10-24", "1")
        assert said(day.plan(), "letter_action_title") == [(SEND,)]


class TestPaymentsInTransit:
    WRITTEN = date(2026, 11, 4)

    def paid(self, cents: int, day: str = "2026-11-03") -> Day:
        row = {
            "contract_id": "1",
            "installment_number": 1,
            "amount_cents": cents,
            "paid_cents": cents,
            "paid_date": day,
        }
        return Day().owes("1").lives().told("installments", row)

    def test_part_of_the_debt_is_deducted(self) -> None:
        """R$ 103,00 less R$ 50,00 paid on 03/11, after the reference date of 30/10: R$ 53,00."""
        plan = self.paid(5_000).plan(self.WRITTEN)
        assert said(plan, "total_cents", "in_transit_cents", "claimed_cents", "letter_action_title") == [
            (10_300, 5_000, 5_300, SEND)
        ]
        assert plan.requests[0].payable_cents == 5_300
        assert plan.requests[0].values["in_transit"] == 5_000

    @pytest.mark.parametrize(("cents", "action"), [(10_299, SEND), (10_300, WAIT), (99_999, WAIT)])
    def test_what_is_paid_is_not_claimed(self, cents: int, action: str) -> None:
        assert said(self.paid(cents).plan(self.WRITTEN), "letter_action_title") == [(action,)]

    def test_before_the_reference_date_it_is_no_longer_on_its_way(self) -> None:
        assert said(self.paid(5_000, "2026-10-30").plan(self.WRITTEN), "in_transit_cents") == [(0,)]

    def test_a_cooperative_may_wait_for_any_payment(self) -> None:
        day = self.paid(5_000)
        day.choices = {"in_transit": "wait"}
        assert said(day.plan(self.WRITTEN), "letter_action_title") == [(WAIT,)]

    @pytest.mark.parametrize(("day", "cents"), [("2026-10-31", 4_000), ("2026-10-30", 0), ("2026-11-05", 0)])
    def test_a_reported_payment_counts_for_five_days(self, day: str, cents: int) -> None:
        """Written on 04/11: 31/10 is four days ago, 30/10 five; 05/11 has not come."""
        event = {"contract_id": "1", "event_date": day, "event_kind": "payment_reported", "amount_cents": 4_000}
        plan = Day().owes("1").lives().told("collection_events", event).plan(self.WRITTEN)
        assert said(plan, "in_transit_cents") == [(cents,)]

    def test_a_reported_payment_that_was_posted_counts_once(self) -> None:
        event = {
            "contract_id": "1",
            "event_date": "2026-11-02",
            "event_kind": "payment_reported",
            "amount_cents": 5_000,
        }
        plan = self.paid(5_000).told("collection_events", event).plan(self.WRITTEN)
        assert said(plan, "in_transit_cents") == [(5_000,)]

    def test_a_reported_payment_without_amount_holds_the_letter(self) -> None:
        event = {"contract_id": "1", "event_date": "2026-11-02", "event_kind": "payment_reported"}
        assert said(
            Day().owes("1").lives().told("collection_events", event).plan(self.WRITTEN), "letter_action_title"
        ) == [(WAIT,)]

    def test_a_payment_of_the_debtor_goes_to_the_first_debts_first(self) -> None:
        """R$ 150,00 for two debts of R$ 103,00: the first whole, R$ 47,00 of the second."""
        event = {
            "document": MARIA,
            "event_date": "2026-11-02",
            "event_kind": "payment_reported",
            "amount_cents": 15_000,
        }
        plan = Day().owes("1").owes("2").lives().told("collection_events", event).plan(self.WRITTEN)
        assert said(plan, "debts", "in_transit_cents", "letter_action_title") == [
            ("2", 4_700, SEND),
            ("1", 10_300, WAIT),
        ]


class TestDelivery:
    def test_without_an_address_it_goes_by_electronic_means(self) -> None:
        plan = Day().owes("1").told("emails", {"member_id": MARIA[:4], "email": "a@b.example"}).plan()
        assert said(plan, *ACTION) == [("1", SEND, ELECTRONIC)]
        assert plan.requests[0].to.email == "a@b.example"

    def test_without_any_address_it_is_listed_with_the_reason(self) -> None:
        plan = Day().owes("1").plan()
        assert said(plan, *ACTION) == [("1", WITHHOLD, NOWHERE)]
        assert plan.letters["explanation"].iloc[0] == "sem endereço, e-mail ou celular"
        assert plan.requests == []

    def test_a_prior_notice_goes_by_post_or_not_at_all(self) -> None:
        """CDC, art. 43, § 2: in writing."""
        plan = Day().owes("1", "listing-notice").told("emails", {"member_id": MARIA[:4], "email": "a@b.example"}).plan()
        assert said(plan, *ACTION) == [("1", WITHHOLD, NOWHERE)]

    @pytest.mark.parametrize("lacking", [{"zip_code": "301"}, {"zip_code": None}, {"city": " "}, {"state": None}])
    def test_half_an_address_is_none(self, lacking: dict[str, str | None]) -> None:
        assert said(Day().owes("1").lives(MARIA, **lacking).plan(), "delivery_title") == [(NOWHERE,)]

    def test_the_first_whole_address_counts(self) -> None:
        plan = (
            Day()
            .owes("1")
            .lives(zip_code=None, street="Rua velha")
            .lives(street="Rua nova", complement="casa 2")
            .plan()
        )
        assert (plan.requests[0].to.street, plan.requests[0].to.zip_code) == ("Rua nova, 1, casa 2", "30100-000")


class TestTerms:
    def test_deadlines_fall_on_business_days(self) -> None:
        """30/10 + 10 days is Monday 09/11; 23/10 + 10 is 02/11, a holiday: 03/11."""
        values = Day().owes("1", "listing-notice").lives().plan().requests[0].values
        assert values["pay_by"] == date(2026, 11, 9)
        values = Day().owes("1", "listing-notice").lives().plan(date(2026, 10, 23)).requests[0].values
        assert values["pay_by"] == date(2026, 11, 3)

    @pytest.mark.parametrize(
        ("written_on", "until"), [(ON, date(2026, 11, 8)), (date(2026, 10, 23), date(2026, 11, 1))]
    )
    def test_a_notice_promises_no_day_on_which_the_ladder_already_lists(self, written_on: date, until: date) -> None:
        """notice_days: 10. A notice of 30/10 waits until the 9th day, 08/11; on 09/11 the stage lists the debt."""
        values = Day().owes("1", "listing-notice").lives().plan(written_on).requests[0].values
        assert values["list_after"] == until

    def test_the_letter_of_a_listing_tells_no_date_of_what_has_not_happened(self) -> None:
        """CDC, art. 71: the letter leaves on the day on which the stage asks for the listing, not after it."""
        assert "listed_on" not in Day().owes("1", "listing").lives().plan().requests[0].values

    def test_the_sums_of_a_settlement(self) -> None:
        """Capital 1.000,00 + juros 20,00 + RDC 80,00 − empréstimos 1.500,00 = 400,00 to pay: so says the Pix code."""
        sums = {"share_capital_cents": 100_000, "capital_interest_cents": 2_000, "deposits_cents": 8_000,
                "loans_cents": 150_000, "used_cents": 110_000, "remaining_debt_cents": 40_000}  # fmt: skip
        about = {"client_key": MARIA, "settlement_kind": "capital_account_settlement", "base_date": "2026-09-01"}
        day = Day(settlements=[about | sums]).owes("1", "account-settlement").lives()
        request = day.plan().requests[0]
        assert request.payable_cents == 40_000
        assert {
            "share_capital": 100_000,
            "loans": 150_000,
            "left_on": date(2026, 9, 1),
        }.items() <= request.values.items()

    def test_a_debt_paid_in_full_is_thanked_for(self) -> None:
        about = {"debt_id": "9", "client_key": MARIA, "member_id": MARIA[:4], "document": MARIA, "member_name": "MARIA"}
        days = {"settled_date": "2026-10-28", "deadline_date": "2026-11-05", "listed_date": "2026-08-01"}
        days["bureau_status"] = "paga"
        request = Day(settled=[about | days]).lives().plan().requests[0]
        assert (request.letter, request.lines, request.payable_cents) == ("debt-settled", (), None)
        told = {"contracts": "9", "settled_on": date(2026, 10, 28), "removal_by": date(2026, 11, 5), "was_listed": True}
        assert told.items() <= request.values.items()

    def test_a_debt_without_known_instalments_has_one_line(self) -> None:
        day = Day().owes("AC-1", "broken-agreement", debt_kind="agreement", updated_cents=12_500).lives()
        day.charges.clear()
        (line,) = day.plan().requests[0].lines
        assert (line.amount_cents, line.interest_cents, line.total_cents) == (10_000, 2_500, 12_500)


def test_many_letters_are_planned_quickly() -> None:
    """2.000 debtors with a debt each: the plan is grouped, not searched row by row."""
    day = Day()
    for number in range(2_000):
        day.owes(str(number), who=f"{number:011d}").lives(f"{number:011d}")
    plan = day.plan()
    assert len(plan.requests) == 2_000 and plan.asked_cents == 2_000 * 10_300


def test_a_broken_agreement_asks_for_what_is_late_of_it() -> None:
    """The debt that comes back is R$ 103,00; the code asks for the R$ 40,00 that are late of the agreement."""
    day = Day().owes("AC-1", "broken-agreement", debt_kind="agreement").lives()
    day.agreements.append(
        {"agreement_id": "AC-1", "signed_date": "2026-05-04", "late_cents": 4_000, "first_late_date": "2026-10-10"}
    )
    request = day.plan().requests[0]
    assert (request.payable_cents, request.values["total"]) == (4_000, 10_300)
    told = {"agreement_id": "AC-1", "signed_on": date(2026, 5, 4), "late": 4_000, "late_since": date(2026, 10, 10)}
    assert told.items() <= request.values.items()


def test_a_listing_that_ends_by_renegotiation_is_no_debt_settled() -> None:
    row = {"debt_id": "9", "client_key": MARIA, "settled_date": "2026-10-28", "bureau_status": "renegociada"}
    assert Day(settled=[row]).lives().plan().requests == []


def test_a_debt_of_unknown_amount_is_not_claimed() -> None:
    """A limit that is late by the exported days, of which nothing tells the overdue amount."""
    day = Day().owes("LIM-1", overdue_cents=0).owes("LIM-2", "account-settlement", overdue_cents=0).lives()
    day.charges.clear()
    assert said(day.plan(), "debts", "letter_action_title") == [("LIM-2", SEND), ("LIM-1", WITHHOLD)]
