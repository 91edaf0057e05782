"""Res. CMN 2.682/1999, arts. 4, II, 5 and 8: one operation at a time, by following each story back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .calendar_days import months_after
from .operation import LEVELS

EQUITY_PERCENT = Decimal("5")  # art. 4, II, a: "superior a 5%"
SMALL_CLIENT_CENTS = 5_000_000  # art. 5: "inferior a R$ 50.000,00"
GROUNDS = ("amortization", "new_fact")  # art. 8, § 1


@dataclass(frozen=True)
class Link:
    """One operation that replaced another; ``told`` is the level that the sheet says it had."""

    new: str
    old: str
    day: date | None
    told: str | None


@dataclass(frozen=True)
class Review:
    """A documented review of the level."""

    day: date
    level: str
    ground: str | None


@dataclass(frozen=True)
class Before:
    """What the previous close says of a contract: its class, whether it was marked, what it was holding since when."""

    level: str
    was_marked: bool
    held: str | None
    since: date | None


@dataclass(frozen=True)
class Story:
    """All that is known of renegotiations on ``on``; ``contracts`` has each operation's day of contract."""

    on: date
    previous_on: date
    contracts: Mapping[str, date | None]
    links: Sequence[Link] = ()
    write_offs: Mapping[str, date] = field(default_factory=dict)
    written_off_into: Sequence[str] = ()
    marked: frozenset[str] = frozenset()
    reviews: Mapping[str, Sequence[Review]] = field(default_factory=dict)
    before: Mapping[str, Before] = field(default_factory=dict)

    def made(self, contract: str) -> list[Link]:
        """Return how the contract came about: what it replaced, up to the date."""
        return [link for link in self.links if link.new == contract and (link.day is None or link.day <= self.on)]

    def is_renegotiation(self, contract: str) -> bool:
        """Return whether somebody says that it is one: the system or the sheet (art. 8, § 3)."""
        return contract in self.marked or bool(self.made(contract))


def level_to_keep(story: Story, contract: str, on_the_way: frozenset[str] = frozenset()) -> str | None:
    """Return the least level that art. 8 leaves the contract in (None: it asks for nothing, or nothing is known)."""
    kept = [_from_link(story, link, on_the_way | {contract}) for link in story.made(contract)]
    past = story.before.get(contract)
    if past and past.held and story.is_renegotiation(contract):
        assert past.since is not None
        kept.append(_bettered(story, contract, past.held, past.since))
    if past and contract in story.marked and not past.was_marked and not story.made(contract):
        kept.append(past.level)  # renegotiated since that close, by what the system says
    if contract in story.written_off_into:
        kept.append(_bettered(story, contract, "H", story.contracts[contract] or story.on))
    return _worst(kept)


def _from_link(story: Story, link: Link, on_the_way: frozenset[str]) -> str | None:
    """Return the level in which the replaced operation was, bettered by what came after (§ 1)."""
    past = story.before.get(link.new)
    is_held = past is not None and past.held is not None
    day = link.day or (past.since if past is not None and is_held else None) or story.on
    is_news = link.day is not None and link.day > story.previous_on
    found = [link.told]
    seen = story.before.get(link.old)
    if seen is not None and (is_news or not is_held):
        found.append(seen.level)
    elif not is_held and link.old not in on_the_way:
        found.append(level_to_keep(story, link.old, on_the_way))
    if link.old in story.write_offs and story.write_offs[link.old] <= day:
        found.append("H")
    level = _worst(found)
    return None if level is None else _bettered(story, link.new, level, day)


def _bettered(story: Story, contract: str, level: str, since: date) -> str:
    """Return the level after the last review for amortisation or new facts, where it came after ``since``."""
    good = [r for r in story.reviews.get(contract, ()) if r.ground in GROUNDS and r.day <= story.on]
    if not good:
        return level
    last = sorted(good, key=lambda review: review.day)[-1]
    return min(level, last.level, key=LEVELS.index) if last.day > since else level


def _worst(levels: Sequence[str | None]) -> str | None:
    known = [level for level in levels if level is not None]
    return max(known, key=LEVELS.index) if known else None


def review_due(
    client_cents: int, group_cents: int, equity_cents: int | None, last: date | None
) -> tuple[int | None, date | None]:
    """Return every how many months the level is reviewed (None: by delay alone) and the last day for it."""
    months: int | None = 12
    if equity_cents is not None and Decimal(group_cents) > Decimal(equity_cents) * EQUITY_PERCENT / 100:
        months = 6
    elif client_cents < SMALL_CLIENT_CENTS:
        months = None
    return months, None if months is None or last is None else months_after(last, months, "next")
