"""A ladder of three levels, in YAML alone: eight month ends, the acts of each fed back as events."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.calc.building import Row, contract, installment
from tests.calc.collection.collecting import REMINDERS, collected, debts_of, table

MONTH_ENDS = [
    date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31),
    date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28),
]  # fmt: skip

DUE = {
    "A": date(2026, 7, 10),
    "B": date(2026, 7, 28),
    "G": date(2026, 8, 20),
    "F": date(2026, 9, 30),
    "T": date(2026, 7, 10),
    "N": date(2026, 7, 10),
    "M": date(2026, 7, 10),
}

ACTS = [
    # run, contract, letter, channel, because
    (MONTH_ENDS[0], "A", "reminder-1", "e-mail"),  # 10/07 to 31/07: 21 days, at least 10
    (MONTH_ENDS[1], "A", "reminder-2", "carta"),  # 31/07 to 31/08: 31 days after the month's end
    (MONTH_ENDS[1], "B", "reminder-1", "e-mail"),  # 34 days; its 2nd would be due too, but one level a run
    (MONTH_ENDS[1], "C", "reminder-1", "e-mail"),  # 05/08 to 31/08: 26 days
    (MONTH_ENDS[1], "G", "reminder-1", "e-mail"),  # 20/08 to 31/08: 11 days
    (MONTH_ENDS[2], "B", "reminder-2", "carta"),  # 31/07 to 30/09: 61 days
    (MONTH_ENDS[2], "C", "reminder-1", "e-mail"),  # August was paid: September (05/09, 25 days) begins anew
    # A waits: 30 days after its 2nd; G waits: 31/08 to 30/09 is 30 days
    (MONTH_ENDS[3], "A", "reminder-3", "carta registrada"),  # 61 days after its 2nd
    (MONTH_ENDS[3], "B", "reminder-3", "carta registrada"),  # 31 days after its 2nd
    (MONTH_ENDS[3], "C", "reminder-2", "carta"),  # 30/09 to 31/10: 31 days
    (MONTH_ENDS[3], "F", "reminder-1", "e-mail"),  # 30/09 to 31/10: 31 days
    (MONTH_ENDS[3], "G", "reminder-2", "carta"),  # 31/08 to 31/10: 61 days
    (MONTH_ENDS[4], "F", "reminder-2", "carta"),  # 30/09 to 30/11: 61 days
    # C and G wait: 30 days after their 2nd
    (MONTH_ENDS[5], "C", "reminder-3", "carta registrada"),
    (MONTH_ENDS[5], "F", "reminder-3", "carta registrada"),  # 30/11 to 31/12: 31 days
    (MONTH_ENDS[5], "G", "reminder-3", "carta registrada"),
    # nothing is left to send in January and February
]


def _rows(events: list[Row]) -> dict[str, list[Row]]:
    lines = {"N": {"credit_line_code": "9900"}, "M": {"member_id": "777"}}
    contracts = [contract(name, document=None, **{"member_id": name} | lines.get(name, {})) for name in (*DUE, "C")]
    installments = [installment(name, due, amount_cents=5_000 if name == "T" else 100_000) for name, due in DUE.items()]
    paid = {"paid_cents": 100_000, "paid_date": date(2026, 9, 10)}
    installments += [
        installment("C", date(2026, 8, 5), **paid),
        installment("C", date(2026, 9, 5), installment_number=2),
    ]
    return {"contracts": contracts, "installments": installments, "collection_events": events}


def test_the_acts_of_eight_month_ends() -> None:
    events: list[Row] = []
    done = []
    for on in MONTH_ENDS:
        acts = collected(_rows(events), on, own=REMINDERS).acts
        todo = sorted(table(acts, "contract_id", "letter", "channel", "event_kind"))
        done += [(on, *row[:3]) for row in todo]
        events += [{"contract_id": c, "letter": x, "event_kind": k, "event_date": on} for c, x, _, k in todo]
    assert done == ACTS


def test_level_two_waits_for_level_one_whatever_the_days() -> None:
    """A contract that nobody reminded for months still begins with the first."""
    acts = collected(_rows([]), MONTH_ENDS[-1], own=REMINDERS).acts
    assert {letter for (letter,) in table(acts, "letter")} == {"reminder-1"}


def test_tolerance_and_what_is_not_followed() -> None:
    """R$ 50,00 is tolerated, R$ 50,01 is not; the line 9900 and member 777 are left alone."""
    debts = debts_of(collected(_rows([]), MONTH_ENDS[0], own=REMINDERS))
    where = {name: row["destination_title"] for name, row in debts.items()}
    assert where == {
        "A": "na fila", "B": "aguardando prazo", "T": "não acompanhada", "N": "não acompanhada", "M": "não acompanhada",
    }  # fmt: skip
    rows = _rows([])
    rows["installments"][4]["amount_cents"] = 5_001
    assert debts_of(collected(rows, MONTH_ENDS[0], own=REMINDERS))["T"]["destination_title"] == "na fila"


def test_deadlines_of_every_kind() -> None:
    """From the clock, from the end of the due date's month, in business days after the previous act; on a closed day,
    the next business day (a choice of this ladder)."""
    first = debts_of(collected(_rows([]), MONTH_ENDS[0], own=REMINDERS))["A"]
    assert first["deadline_date"] == date(2026, 8, 10)  # 10/07 + 30 days is Sunday, 09/08
    sent = [{"contract_id": "A", "letter": "reminder-1", "event_kind": "letter", "event_date": MONTH_ENDS[0]}]
    second = debts_of(collected(_rows(sent), MONTH_ENDS[1], own=REMINDERS))["A"]
    assert (second["deadline_date"], second["is_act_late"]) == (date(2026, 9, 9), False)  # 31/07 + 40 days
    sent.append({"contract_id": "A", "letter": "reminder-2", "event_kind": "letter", "event_date": MONTH_ENDS[1]})
    third = debts_of(collected(_rows(sent), MONTH_ENDS[3], own=REMINDERS))["A"]
    # 31/08 is a Monday: 1, 2, 3, 4 September and, after the weekend and the 7th, the 8th
    assert (third["deadline_date"], third["is_act_late"]) == (date(2026, 9, 8), True)
    assert third["days_late_on_act"] == 53  # 08/09 to 31/10


def test_another_letter_or_event_is_no_level() -> None:
    events = [
        {"contract_id": "A", "letter": "other", "event_kind": "letter", "event_date": MONTH_ENDS[0]},
        {"contract_id": "A", "letter": "reminder-1", "event_kind": "contact", "event_date": MONTH_ENDS[0]},
        {"contract_id": "A", "letter": None, "event_kind": "letter", "event_date": MONTH_ENDS[0]},
    ]
    acts = collected(_rows(events), MONTH_ENDS[1], own=REMINDERS).acts
    assert dict(table(acts, "contract_id", "letter"))["A"] == "reminder-1"


@pytest.mark.parametrize(("needed", "letter"), [(21, "reminder-3"), (22, None)])
def test_business_days_since_the_previous_act(tmp_path: Path, needed: int, letter: str | None) -> None:
    """From 31/08 to 30/09/2026: 22 weekdays, one of them the 7th of September."""
    own = tmp_path / "rules"
    shutil.copytree(REMINDERS, own)
    path = own / "collection" / "reminders.yaml"
    told = path.read_text(encoding="utf-8")
    path.write_bytes(
        told.replace("days_since_last_act: {from: 31}", f"business_days_since_last_act: {{from: {needed}}}").encode()
    )
    sent = [
        {"contract_id": "A", "letter": f"reminder-{level}", "event_kind": "letter", "event_date": day}
        for level, day in ((1, MONTH_ENDS[0]), (2, MONTH_ENDS[1]))
    ]
    acts = collected(_rows(sent), MONTH_ENDS[2], own=own).acts
    assert dict(table(acts, "contract_id", "letter")).get("A") == letter
