"""Random exports of a month: every product, guarantee, trigger and way of telling a delay, edges above all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from coopcli.words.lists import GUARANTEE_KINDS, LEVELS, PRODUCT_KINDS, TRIGGERS

from .building import Row

T = TypeVar("T")

EDGES = (13, 14, 15, 16, 29, 30, 31, 32, 59, 60, 61, 62, 89, 90, 91, 92, 119, 120, 121, 122, 149, 150, 151,
         179, 180, 181, 182, 239, 240, 241, 242, 299, 300, 301, 302, 359, 360, 361, 362)  # fmt: skip
BALANCES = (1, 99, 100, 4_999_999, 5_000_000, 100_000, 250_000)
FEDERAL_LINES = ("7001", "7002")


@dataclass(frozen=True)
class Client:
    """A debtor: the documents of its establishments (one of a person) and a member's number for each."""

    kind: str
    documents: tuple[str, ...]
    members: tuple[str, ...]


@dataclass
class Drawn:
    """The rows of each canonical frame and, for the previous close, what it knew of some contracts."""

    on: date
    previous_on: date
    rows: dict[str, list[Row]] = field(default_factory=dict)
    own_problems: dict[str, tuple[date | None, date | None]] = field(default_factory=dict)
    """The problem assets of the previous close: since when, and in cure since when."""
    level_h_since: dict[str, date] = field(default_factory=dict)

    def add(self, frame: str, **facts: Any) -> None:
        """Add a row to a frame."""
        self.rows.setdefault(frame, []).append(facts)


def draw(seed: int, operations: int, on: date) -> Drawn:
    """Return the exports of a month with so many contracts, and a tenth as many current accounts."""
    random = Random(seed)
    drawn = Drawn(on, on.replace(day=1) - timedelta(days=1))
    clients = [_client(random, number) for number in range(1, operations * 6 // 10 + 2)]
    for client in clients:
        _members(random, drawn, client)
    _groups(random, drawn, clients)
    for number in range(operations):
        _contract(random, drawn, random.choice(clients), f"{number:08d}")
    for number in range(operations // 10):
        _account(random, drawn, random.choice(clients), f"{number:06d}")
    for row in list(drawn.rows["contracts"]):
        _papers(random, drawn, row)
    for _ in range(operations // 100):
        _trigger(random, drawn, None, random.choice(random.choice(clients).documents))
    for frame in drawn.rows.values():
        random.shuffle(frame)
    return drawn


def happens(random: Random, chance: float) -> bool:
    """Return whether something of this chance happens."""
    return random.random() < chance


def maybe(random: Random, chance: float, value: T) -> T | None:
    """Return the value with this chance, else None."""
    return value if random.random() < chance else None


def _client(random: Random, number: int) -> Client:
    if happens(random, 0.7):
        return Client("PF", (f"{number:011d}",), (f"1{number:06d}",))
    count = random.choice((1, 1, 2, 3))
    documents = tuple(f"{number:08d}{branch:04d}99" for branch in range(1, count + 1))
    return Client("PJ", documents, tuple(f"{branch}{number:06d}" for branch in range(2, count + 2)))


def _members(random: Random, drawn: Drawn, client: Client) -> None:
    for member, document in zip(client.members, client.documents, strict=True):
        if happens(random, 0.95):
            known = maybe(random, 0.95, document)
            kind = maybe(random, 0.9, client.kind)
            drawn.add("members", member_id=member, document=known, person_type=kind, name="ASSOCIADO")


def _groups(random: Random, drawn: Drawn, clients: Sequence[Client]) -> None:
    """Put one client in ten into a group; here and there one into two, told by member, by document or by both."""
    for number in range(len(clients) // 25):
        for client in random.sample(clients, random.choice((2, 2, 3, 5))):
            at = random.randrange(len(client.documents))
            told = random.choice(("document", "member", "both"))
            drawn.add(
                "economic_groups",
                group_id=f"G{number}",
                document=None if told == "member" else client.documents[at],
                member_id=None if told == "document" else client.members[at],
            )


def _contract(random: Random, drawn: Drawn, client: Client, contract_id: str) -> None:
    at = random.randrange(len(client.documents))
    days = _days(random)
    start, end = _term(random, drawn.on)
    drawn.add(
        "contracts",
        contract_id=contract_id,
        document=maybe(random, 0.9, client.documents[at]),
        member_id=maybe(random, 0.9, client.members[at]),
        person_type=maybe(random, 0.85, client.kind),
        product_kind=maybe(random, 0.97, random.choice(list(PRODUCT_KINDS))),
        credit_line_code=random.choice((None, "1001", "1002", *FEDERAL_LINES)),
        balance_cents=_balance(random),
        contract_date=start,
        maturity_date=end,
        exported_level=maybe(random, 0.4, random.choice(LEVELS[:5])),
        is_renegotiated=random.choice((None, True, False)),
        **_told_delay(random, drawn, contract_id, days),
    )
    if happens(random, 0.2):
        _own_problem(random, drawn, contract_id)
    if happens(random, 0.3):
        months_ago = random.choice((5, 6, 7)) * 30 + random.randrange(-3, 6)
        drawn.level_h_since[contract_id] = drawn.on - timedelta(days=months_ago)


def _own_problem(random: Random, drawn: Drawn, contract_id: str) -> None:
    """Put the contract among the problems of the previous close; often document that it is over."""
    since = drawn.previous_on - timedelta(days=random.choice((0, 30, 60, 61, 62, 63, 64, 91, 150, 300)))
    current = drawn.previous_on - timedelta(days=random.choice((0, 30, 61, 62, 63, 92)))
    drawn.own_problems[contract_id] = (maybe(random, 0.9, since), maybe(random, 0.5, current))
    if happens(random, 0.85):
        until = drawn.on - timedelta(days=random.choice((0, 1, 15, 31, 89, 90, 91, 120)))
        drawn.add("problem_triggers", contract_id=contract_id, document=None, trigger=random.choice(list(TRIGGERS)),
                  from_date=until - timedelta(days=random.choice((1, 10, 200))), until_date=until,
                  **_signed())  # fmt: skip


def _days(random: Random) -> int:
    return random.choice((0, 0, 1, 3, random.choice(EDGES), random.choice(EDGES), random.randrange(1100)))


def _balance(random: Random) -> int:
    if happens(random, 0.02):
        return 0
    return random.choice((random.choice(BALANCES), random.randrange(1, 10_000_000), random.randrange(1, 10**12)))


def _term(random: Random, on: date) -> tuple[date | None, date | None]:
    """Return contract date and maturity: of any length, around one month, around 36 months from now, or blank."""
    start = on - timedelta(days=random.randrange(30, 1500))
    kind = random.randrange(6)
    if kind == 0:
        return maybe(random, 0.5, start), None
    if kind == 1:
        return start, start + timedelta(days=random.randrange(27, 34))
    if kind == 2:
        return start, on + timedelta(days=random.randrange(1090, 1102))
    return maybe(random, 0.9, start), on + timedelta(days=random.randrange(-400, 2500))


def _told_delay(random: Random, drawn: Drawn, contract_id: str, days: int) -> Row:
    """Tell the delay by instalments, by the oldest due date, by days counted, or not at all."""
    due = drawn.on - timedelta(days=days)
    also = {"exported_days_past_due": maybe(random, 0.5, random.randrange(200))}
    if happens(random, 0.6):
        _installments(random, drawn, contract_id, due)
        return also | {"oldest_due_date": maybe(random, 0.2, drawn.on - timedelta(days=77))}
    if happens(random, 0.4):
        return also | {"oldest_due_date": due, "exported_overdue_cents": maybe(random, 0.5, 12_345)}
    return {"exported_days_past_due": maybe(random, 0.85, days)}


def _installments(random: Random, drawn: Drawn, contract_id: str, oldest: date) -> None:
    """Write instalments around the oldest that lacks something: those before it paid, those after it anyhow."""
    if happens(random, 0.4):
        _kept_payments(random, drawn, contract_id)
        return
    before = random.randrange(3)
    for number in range(random.randrange(1, 7)):
        due = oldest + timedelta(days=30 * (number - before) + random.choice((0, 0, 0, 1, -1)) * (number != before))
        amount = random.choice((100_000, random.randrange(1, 1_000_000)))
        pay = _paid_in_full if number < before else _payment
        drawn.add(
            "installments",
            contract_id=contract_id,
            installment_number=number + 1,
            due_date=due,
            amount_cents=amount,
            balance_cents=maybe(random, 0.3, amount),
            **pay(random, drawn.on, due, amount),
        )


def _kept_payments(random: Random, drawn: Drawn, contract_id: str) -> None:
    """Write instalments that are paid, nearly always in time, at intervals of a month, two, three or six."""
    step = random.choice((30, 30, 31, 61, 92, 182))
    last = drawn.on - timedelta(days=random.choice((0, 1, 2, 14, 29)))
    for number in range(random.randrange(1, 6)):
        due = last - timedelta(days=step * number)
        late = random.choice((0, 0, 0, 0, -3, 1, 2, 3, 20))
        paid_on = min(due + timedelta(days=late), drawn.on)
        drawn.add("installments", contract_id=contract_id, installment_number=number + 1, due_date=due,
                  amount_cents=100_000, balance_cents=None, paid_cents=100_000,
                  paid_date=maybe(random, 0.97, paid_on))  # fmt: skip


def _paid_in_full(random: Random, on: date, due: date, amount: int) -> Row:
    day = min(due + timedelta(days=random.randrange(-5, 40)), on)
    return {"paid_cents": amount + random.choice((0, 0, 10)), "paid_date": maybe(random, 0.8, day)}


def _payment(random: Random, on: date, due: date, amount: int) -> Row:
    """Return a payment: none, in full, in part, all but a few centavos, or dated around the reference date."""
    cents = random.choice((0, 0, 0, amount, amount // 2, max(amount - random.randrange(1, 1003), 0)))
    if not cents:
        return {"paid_cents": 0, "paid_date": None}
    day = random.choice((None, due, on - timedelta(days=1), on, on + timedelta(days=1), on + timedelta(days=9)))
    return {"paid_cents": cents, "paid_date": day}


def _account(random: Random, drawn: Drawn, client: Client, account_id: str) -> None:
    at = random.randrange(len(client.documents))
    drawn.add(
        "current_accounts",
        account_id=account_id,
        document=maybe(random, 0.8, client.documents[at]),
        member_id=maybe(random, 0.9, client.members[at]),
        overdraft_cents=random.choice((None, 0, 5_000, random.randrange(1, 1_000_000))),
        overdraft_days=random.choice((0, 1, 29, 30, 31, 90, 91, 200)),
        limit_used_cents=random.choice((None, 0, 7_000, random.randrange(1, 1_000_000))),
        limit_days_past_due=random.choice((None, 0, 14, 15, 31, 61, 90, 91, 400)),
    )


def _papers(random: Random, drawn: Drawn, contract: Row) -> None:
    """Write what else is told of a contract: guarantees, guarantors, sheets that the cooperative keeps."""
    contract_id = contract["contract_id"]
    for _ in range(random.choice((0, 0, 1, 1, 2, 3))):
        drawn.add("guarantees", contract_id=contract_id, guarantee_kind=random.choice(list(GUARANTEE_KINDS)))
    if happens(random, 0.1):
        drawn.add("guarantors", contract_id=contract_id, document="00000000191", name="AVALISTA")
    if happens(random, 0.05):
        drawn.add("contagion_exceptions", contract_id=contract_id, **_period(random, drawn.on), **_signed())
    if happens(random, 0.06):
        _trigger(random, drawn, contract_id, maybe(random, 0.5, contract["document"]))
    for _ in range(random.choice((0,) * 8 + (1, 2))):
        reviewed = drawn.on + timedelta(days=random.choice((-100, -1, 0, 1, random.randrange(-400, 0))))
        level = random.choice(LEVELS)
        drawn.add("reviews", contract_id=contract_id, level=level, review_date=reviewed, **_signed())
    if happens(random, 0.02):
        drawn.add("write_offs", contract_id=f"B{contract_id}", write_off_date=drawn.on - timedelta(days=300),
                  amount_cents=1_000, renegotiated_into=maybe(random, 0.8, contract_id))  # fmt: skip


def _trigger(random: Random, drawn: Drawn, contract_id: str | None, document: str | None) -> None:
    trigger = random.choice(list(TRIGGERS))
    drawn.add("problem_triggers", contract_id=contract_id, document=document, trigger=trigger,
              **_period(random, drawn.on), **_signed())  # fmt: skip


def _period(random: Random, on: date) -> Row:
    """Return a period around the reference date: open, ended before, on or after it, or not yet begun."""
    days = (-60, -31, -20, -1, 0, 1, 30)
    until = random.choice((None, None, None, *days))
    since = random.choice((-200, -61, -1, 0, 1)) if until is None else random.choice((-400, until - 1))
    return {
        "from_date": on + timedelta(days=since),
        "until_date": None if until is None else on + timedelta(days=until),
    }


def _signed() -> Row:
    return {"reason": "MOTIVO", "author": "AUTOR"}
