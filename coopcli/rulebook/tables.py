"""Tables as they are evaluated: conditions on facts, outcomes with exact values, rows that know their place.

``compiled.compile_file`` turns a checked file (``schema``) into these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from coopcli.errors import Problem, RuleError
from coopcli.rulebook.schema import Hit
from coopcli.rulebook.vocabulary import FACTS, OUTCOMES, listed
from coopcli.signatures import Signature
from coopcli.words import WORDS, Word

Value = int | Decimal | bool | str
FOREVER = 2**62


@dataclass(frozen=True, slots=True)
class Condition:
    """Whole numbers: ``low`` to ``high``, both included; everything else: ``values`` (None: anything but missing).

    ``missing`` None: a missing fact does not match; True: only a missing one does; False: any that is not missing.
    """

    low: int = -FOREVER
    high: int = FOREVER
    values: frozenset[Value] | None = None
    missing: bool | None = None

    def admits(self, value: Value | None) -> bool:
        """Return whether one value of the fact satisfies the condition (None is missing)."""
        if value is None or self.missing is not None:
            return (value is None) == bool(self.missing)
        if self.values is not None:
            return value in self.values
        return not isinstance(value, int) or isinstance(value, bool) or self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table after ``by`` was unfolded: ``number`` is its place in the file, from 1.

    A row of an ``overlay`` has the line of the overlay's file; ``law`` is the row that it raises or stands in the place
    of (None: it was added), and ``number`` that row's.
    """

    number: int
    line: int
    conditions: Mapping[str, Condition]
    outcomes: Mapping[str, Value]
    article: str
    title: str
    added: str = ""
    rates_may_fall: str = ""
    overlay: Overlay | None = None
    law: Row | None = None

    @property
    def place(self) -> str:
        """Where the row stands, in its table or in the overlay: ``[6]``, ``[6]+overlays/minimum:18``."""
        own = f"+{self.overlay.id}:{self.line}" if self.overlay else ""
        return f"[{self.number or 'nova'}]{own}"


@dataclass(frozen=True)
class Overlay:
    """What a cooperative decided above a rule; ``changes`` are the lines of its file that change a table."""

    id: str
    title: str
    target: str
    act: str
    url: str
    checked_on: date
    author: str
    reason: str
    effective_from: date
    effective_to: date | None
    file: str
    sha256: str
    changes: tuple[int, ...]

    @property
    def short_act(self) -> str:
        """The act up to its first comma, as articles name it."""
        return self.act.partition(",")[0]

    def covers(self, on: date) -> bool:
        """Return whether it was in force on ``on``."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True)
class Table:
    """A named table of a rule file."""

    rule_id: str
    name: str
    title: str
    hit: Hit
    rows: tuple[Row, ...]
    order: Mapping[str, tuple[Value, ...]]
    sum: str
    one_per: str
    covers: Mapping[str, Condition]
    may_be_empty: str
    file: str
    line: int
    totals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    direction: Mapping[str, str] = field(default_factory=dict)
    signature: Signature = field(default_factory=Signature)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def fact(self, name: str) -> Word:
        """Return a fact as the table knows it: with the values that its file lays down."""
        return listed(FACTS[name], self.lists)

    def outcome(self, name: str) -> Word:
        """Return an outcome as the table knows it."""
        return listed(OUTCOMES[name], self.lists)

    @property
    def facts(self) -> list[str]:
        """The facts that its conditions ask about, in the order of their first mention."""
        return list(dict.fromkeys(fact for row in self.rows for fact in row.conditions))

    def reference(self, index: int) -> str:
        """Return the reason of ``rows[index]``: ``provisioning/bcb-352-2023#additional_loss[3]``; '' for -1."""
        return f"{self.rule_id}#{self.name}{self.rows[index].place}" if index >= 0 else ""

    def file_of(self, row: Row) -> str:
        """Return the file in which the row's line is."""
        return row.overlay.file if row.overlay else self.file


@dataclass(frozen=True)
class Parameter:
    """A parameter with its converted value (``_months``, ``_days``, ``_count``: int; ``_cents``: centavos; ``_rate``:
    Decimal)."""

    name: str
    value: Value | tuple[str, ...]
    article: str
    title: str
    one_of: tuple[str, ...]
    policy: bool
    confirm: str
    line: int = 0


@dataclass(frozen=True)
class RuleFile:
    """A rule file, ready to be asked. ``family`` is the id without the amendment date; ``short_title`` is what
    reports call the act.

    Where overlays act on a part of its time, it is several in a row, each with what is in force: ``overlays`` (none in
    some) and ``published``, the whole as its file has it. ``shipped`` is the file whose place an own one takes;
    ``fingerprint`` tells texts apart that decide something else, and ``copied_from`` is that of the shipped one when
    the copy was made.
    """

    id: str
    title: str
    kind: str
    act: str
    articles: tuple[str, ...]
    url: str
    checked_on: date
    amended_by: tuple[str, ...]
    effective_from: date
    effective_to: date | None
    notes: tuple[str, ...]
    confirm: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    tables: Tables
    file: str
    role: str = ""
    short_title: str = ""
    sha256: str = ""
    overrides: tuple[str, ...] = field(default=())
    overlays: tuple[Overlay, ...] = ()
    published: RuleFile | None = None
    fingerprint: str = ""
    copied_from: str = ""
    shipped: RuleFile | None = None
    cites: Mapping[str, str] = field(default_factory=dict)
    not_applied: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def values(self, word: str) -> tuple[str, ...]:
        """Return the closed list of a word, as the file lays it down or as the dictionary has it."""
        return self.lists.get(word, WORDS[word].choices)

    def cited(self, article: str) -> str:
        """Return an article with its act: ``Resolução BCB nº 352/2023, art. 81``; the act alone without one."""
        return f"{self.short_title}, {article}" if article else self.short_title

    def cite(self, what: str) -> str:
        """Return where the act says what reports cite outside of its tables."""
        return self.cited(self.cites.get(what, ""))

    @property
    def hidden_correction(self) -> str:
        """What a copy hides, or may hide, of the shipped file ('': nothing)."""
        if self.shipped is None or self.copied_from == self.shipped.fingerprint:
            return ""
        now = f"copied_from: {self.shipped.fingerprint}"
        if self.copied_from:
            return f"a regra publicada mudou depois desta cópia e a mudança não vale (refeita a cópia, {now})"
        return f"a cópia não diz de que texto foi feita: uma correção ficaria escondida ({now})"

    @property
    def family(self) -> str:
        """The id without the amendment: every version of an act shares it."""
        return self.id.split(".as-of-")[0]

    @property
    def topic(self) -> str:
        """The folder: ``provisioning``, ``aging`` …"""
        return self.id.split("/")[0]

    def covers(self, on: date) -> bool:
        """Return whether the rule was in force on ``on``."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def __getitem__(self, name: str) -> Any:
        """Return the value of the parameter ``name``; RuleError where the file has none."""
        if name not in self.parameters:
            raise _lacks(self.id, self.file, f"o parâmetro {name}")
        return self.parameters[name].value


class Tables(dict[str, Table]):
    """The tables of a file: asking for one that it lacks is a mistake of the file (an old copy of a shipped rule)."""

    def __init__(self, rule_id: str, file: str) -> None:
        super().__init__()
        self._rule_id, self._file = rule_id, file

    def copy(self) -> Tables:
        """Return the same tables, to be changed."""
        copied = Tables(self._rule_id, self._file)
        copied.update(self)
        return copied

    def __missing__(self, name: str) -> Table:
        raise _lacks(self._rule_id, self._file, f"a tabela {name}")


def _lacks(rule_id: str, file: str, what: str) -> RuleError:
    expected, remedy = f"{rule_id} com {what}", "copie de novo a regra publicada e refaça nela a sua mudança"
    return RuleError([Problem("regra-invalida", f"falta {what}", file=file, expected=expected, remedy=remedy)])
