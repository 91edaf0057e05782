"""What a rule file must be to play a role: the tables that the program reads, and what each is given and must answer.

A ``Signature`` is of one table, a ``Role`` of one rule file. They are data: the loader refuses a file that does not
fit them, calculations are held to them when they ask, and docs/dados.md prints them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Answers = Literal["one", "several", "sum"]

HITS: dict[Answers, tuple[str, ...]] = {
    "one": ("unique", "first", "worst"),
    "several": ("collect",),
    "sum": ("collect sum",),
}
"""The hit policies of the DMN standard by how many rows may decide."""

Unit = Literal["days", "months", "count", "money", "rate", "flag", "text", "list", "number", "date"]
Kind = Unit | tuple[str, ...]
"""What a parameter is: its unit (``number`` and ``date`` are written as text), or the closed list of the words that the
program knows: one of them, or a list of them."""


@dataclass(frozen=True)
class Signature:
    """One table: the facts that its conditions may ask, what every row must answer, and how many rows decide.

    ``may_answer`` are outcomes that a row may leave out, each with what that means; ``empty`` is what it means that no
    row matches ('': a row must match); ``absent`` what it means that a file has no such table ('': it must have it).
    ``sum`` and ``one_per`` are the outcomes that add up, and by what. ``titled``: the title of a row is shown as a
    name. ``keyed`` is the fact that the program looks rows up by: every row has a condition on it. ``needs`` tells what
    must stand beside an outcome, or beside one value of it (``coding=code``): one of the outcomes listed. ``among`` are
    the values that the program knows of an outcome, or of an outcome beside another's value (``coding=number``: of
    ``fact``); ``=indicator`` among them stands for whatever the file answers as ``indicator``. ``totals`` are the facts
    that the sums of a questionnaire must give. ``prudent`` tells of which outcomes more, or less, is more prudent: an
    overlay may set a minimum of the first, and makes none of them less prudent without saying why.
    """

    given: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    may_answer: Mapping[str, str] = field(default_factory=dict)
    rows: Answers = "one"
    empty: str = ""
    absent: str = ""
    sum: str = ""
    one_per: str = ""
    titled: bool = False
    keyed: str = ""
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    among: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    totals: tuple[str, ...] = ()
    prudent: Mapping[str, Literal["more", "less"]] = field(default_factory=dict)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Every outcome that a row may have."""
        return (*self.answers, *self.may_answer)

    @property
    def hits(self) -> tuple[str, ...]:
        """The hit policies that fit."""
        return HITS[self.rows]

    def lacks(self, names: Iterable[str]) -> list[str]:
        """Return the facts that are signed and not among those that a calculation gives."""
        return sorted(set(self.given).difference(names))


@dataclass(frozen=True)
class Named:
    """Tables that rows of another table of the same file name: ``outcome`` of the rows of ``table`` is the name.

    ``where`` narrows it to rows that answer so; ``fact_of`` is the outcome that names the one fact which the table is
    given. ``must_exist``: a name without a table is refused.
    """

    title: str
    table: str
    outcome: str
    signature: Signature
    where: Mapping[str, str] = field(default_factory=dict)
    fact_of: str = ""
    must_exist: bool = True


@dataclass(frozen=True)
class Role:
    """One thing that the program needs decided, whichever rule file decides it.

    ``files`` are the ids of the shipped files, without the date of an amendment: such a file needs no ``role:``.
    ``several`` says why more than one file may be in force at once ('': only one). ``parameters`` are those that the
    program reads; ``may_have`` those that it reads where they are, each with what their absence means. ``others`` is
    the signature of every further table (None: a table that nobody reads is refused). ``lists`` are the closed lists
    that a file may lay down, each with the words that take their values from it; ``cites`` what reports may cite of the
    act outside of tables, each with what is said there.
    """

    name: str
    title: str
    files: tuple[str, ...]
    tables: Mapping[str, Signature] = field(default_factory=dict)
    parameters: Mapping[str, Kind] = field(default_factory=dict)
    may_have: Mapping[str, tuple[Kind, str]] = field(default_factory=dict)
    named: tuple[Named, ...] = ()
    several: str = ""
    others: Signature | None = None
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cites: Mapping[str, str] = field(default_factory=dict)

    def signatures(self, rows: Mapping[str, Iterable[Mapping[str, object]]]) -> dict[str, Signature]:
        """Return the signature of each table by name, those that rows name included; ``rows`` are a file's outcomes."""
        found = dict(self.tables)
        for named, name, row in self.names(rows):
            given = (str(row.get(named.fact_of, "")),) if named.fact_of else named.signature.given
            found.setdefault(name, _given(named.signature, given))
        return found

    def names(
        self, rows: Mapping[str, Iterable[Mapping[str, object]]]
    ) -> Iterator[tuple[Named, str, Mapping[str, object]]]:
        """Yield each table that a row names, with that row."""
        for named in self.named:
            for row in rows.get(named.table, ()):
                if named.outcome in row and all(row.get(key) == value for key, value in named.where.items()):
                    yield named, str(row[named.outcome]), row


def _given(signature: Signature, given: tuple[str, ...]) -> Signature:
    from dataclasses import replace

    return replace(signature, given=given)
