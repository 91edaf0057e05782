"""What a month comes to: the columns that calculations add, and the values that reports show.

Declared here, below calc/ and reports/, because both speak of them and neither may import the other.
Every ``*_reason`` column holds a rule reference (``id#table[row]``, see ``rulebook``); every ``*_article`` column
the article that the reference stands for, ready to be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from coopcli.errors import Problem
from coopcli.money import brl
from coopcli.results.letters import TemplateSource
from coopcli.words import Column
from coopcli.words.classification import REGIME_COLUMNS

if TYPE_CHECKING:
    import pandas as pd


COMPONENTS = {"risk_levels": (), "floor_provision": ("incurred_cents", "additional_cents", "excess_cents")}
"""The parts that a regime's provision is the sum of, and that are booked apart (Res. BCB 352, art. 79)."""


@dataclass(frozen=True)
class Disclosures:
    """What Res. CMN 2.682, art. 11, has disclosed; ``act`` is what the rule of it calls itself."""

    by_activity: pd.DataFrame  # ACTIVITY_COLUMNS
    by_maturity: AgingTable
    of_the_year: pd.DataFrame  # YEAR_COLUMNS
    act: str


@dataclass(frozen=True)
class Registers:
    """What a month keeps in sight besides the portfolio. ``renegotiations`` and ``disclosures`` are of Res. CMN
    2.682 (None: it was not calculated)."""

    write_offs: pd.DataFrame  # WRITE_OFF_COLUMNS
    exceptions: pd.DataFrame  # EXCEPTION_COLUMNS
    renegotiations: pd.DataFrame | None = None  # RENEGOTIATION_COLUMNS
    disclosures: Disclosures | None = None


@dataclass(frozen=True)
class RuleSource:
    """A rule file that took part, as the Fontes sheet shows it. ``status`` is what a reader must know of it:
    an override from the working folder, a use outside its period, points to confirm."""

    id: str
    title: str
    kind: str
    act: str
    url: str
    checked_on: date
    effective_from: date
    effective_to: date | None
    file: str
    sha256: str
    status: str = ""


@dataclass(frozen=True)
class Transformation:
    """What a layout declares was done to a file before it was read: the line of the layout, the header above the cells
    ('' where the file has no such column) and what the column is; how many of the ``unit`` it touched, and of rows left
    out their amount in centavos."""

    declared: str
    header: str
    title: str
    count: int
    unit: str = "célula(s)"
    cents: int = 0

    def text(self) -> str:
        """Return it in one line."""
        what = f"{self.title} ({self.header})" if self.header and self.header != self.title else self.title
        of = f"{what}: " if what else ""
        amount = f", {brl(self.cents)}" if self.cents else ""
        return f"{of}{self.declared}, {self.count} {self.unit}{amount}"


@dataclass(frozen=True)
class SourceFile:
    """An input file as it was read. Amounts are of the frame's ``amount`` column, in centavos.

    ``rows_read`` = ``rows_used`` + ``rows_set_aside``, and the same in centavos. ``operation_rows`` and
    ``operation_cents`` say what of the portfolio came from it where that is not simply the contracts used (the
    overdrafts and limits of current accounts).
    """

    name: str
    sheet: str
    sha256: str
    layout: str  # '' where nothing recognised it
    layout_title: str
    frame: str
    header_row: int
    rows_read: int = 0
    rows_used: int = 0
    rows_set_aside: int = 0
    cents_read: int = 0
    cents_used: int = 0
    cents_set_aside: int = 0
    footer_cents: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)  # canonical column → letter of its column in the file
    operation_rows: int | None = None
    operation_cents: int | None = None
    content_sha256: str = ""  # of the rows used but for the date of movement, whatever the file's form ('' unknown)
    hidden: bool = False  # Excel does not show the sheet
    value_columns: Mapping[str, str] = field(default_factory=dict)  # where each column is a value: header → its letter
    absent_columns: Mapping[str, str] = field(default_factory=dict)  # canonical column that is not in the file → header
    cents_unread: int = 0  # last known value of the rows set aside whose amount could not be read
    rows_unvalued: int = 0  # those of which no value is known
    transformations: tuple[Transformation, ...] = ()  # that its layout declares
    verdict: str = ""  # how its reading ended: passes, to_check, stops

    def operations(self) -> tuple[int, int]:
        """Return how many operations of the portfolio came from this file, and their balance in centavos."""
        whole = (self.rows_used, self.cents_used) if self.frame == "contracts" else (0, 0)
        rows = whole[0] if self.operation_rows is None else self.operation_rows
        return rows, whole[1] if self.operation_cents is None else self.operation_cents


VERDICT_WORDS = {"passes": "passa", "to_check": "a conferir", "stops": "pára"}
"""How a reading ends, as the clerk reads it."""


@dataclass(frozen=True)
class Classified:
    """The portfolio under one regime: ``operations`` has the rows of the month's operations, in their order,
    with columns of ``REGIME_COLUMNS[regime]``. ``official`` is False where the reference date lies outside
    the regime's period (a management view); ``act`` is what headers call it: BCB 352."""

    regime: str
    title: str
    operations: pd.DataFrame
    official: bool = True
    act: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the regime that this classification has."""
        return tuple(column for column in REGIME_COLUMNS[self.regime] if column.name in self.operations)


@dataclass(frozen=True)
class AgingTable:
    """One breakdown of the aging, ``count`` being of operations, or of instalments."""

    scheme: str  # id of the rule file
    scheme_title: str
    by: str  # '' for the whole portfolio, else branch, product, payment_method
    by_title: str
    rows: pd.DataFrame  # AGING_COLUMNS, with their ``group``
    by_installment: bool = False


@dataclass(frozen=True)
class Indicator:
    """An indicator of the month: ``numerator_cents / denominator_cents`` as a fraction, or missing (0/0)."""

    key: str
    title: str
    numerator_cents: int
    denominator_cents: int
    definition: str

    @property
    def value(self) -> float | None:
        """The fraction; None where the denominator is zero."""
        return self.numerator_cents / self.denominator_cents if self.denominator_cents else None


METHOD_TOPIC = "Metodologia de provisão"
"""The note that the terminal shows too."""


@dataclass(frozen=True)
class Note:
    """A line of the Notas sheet: a convention applied, or something not yet applied (``applied`` False)."""

    topic: str
    text: str
    applied: bool = True


@dataclass(frozen=True)
class Assumption:
    """What was taken for want of something told: the operations and the balance that it touches, their provision as
    taken, and the least and the most that this could be otherwise (None: not reckoned). Amounts in centavos."""

    code: str
    text: str
    operations: int
    cents: int
    provision_cents: int
    lowest_cents: int | None = None
    highest_cents: int | None = None

    def sentence(self) -> str:
        """Return it in one line."""
        if not (self.operations or self.cents):  # of a file, not of operations
            return f"{self.text}."
        word = "operação" if self.operations == 1 else "operações"
        told = f"{self.text}. {self.operations} {word}, {brl(self.cents)}; provisão {brl(self.provision_cents)}"
        if self.lowest_cents is None or self.highest_cents is None:
            return f"{told}."
        return f"{told}, podia ser de {brl(self.lowest_cents)} a {brl(self.highest_cents)}."


@dataclass(frozen=True)
class ControlTotal:
    """A total that somebody gave for an export: of its rows or, in centavos, of its amounts.

    ``found`` is what was read, rows set aside included (None: nothing was read that it could be of); ``origin``
    says who gave it.
    """

    subject: str
    of_rows: bool
    expected: int
    found: int | None
    origin: str

    @property
    def agrees(self) -> bool:
        """Whether what was read is what was given, to the centavo."""
        return self.found == self.expected


@dataclass(frozen=True)
class Correction:
    """What a clerk typed for a cell with a problem: ``text`` is read in the place of ``found``."""

    code: str
    file: str
    sheet: str
    cell: str
    header: str
    found: str
    text: str
    author: str


@dataclass(frozen=True)
class Pix:
    """The key that members pay to; ``city`` as the code has it."""

    key: str
    name: str
    city: str


@dataclass(frozen=True)
class Cooperative:
    """Who the report is for, from coop.yaml; texts that it does not give are empty."""

    name: str = "Cooperativa"
    cnpj: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    phone: str = ""
    whatsapp: str = ""
    email: str = ""
    site: str = ""
    sac_phone: str = ""
    ombudsman_phone: str = ""
    ombudsman_email: str = ""
    ombudsman_site: str = ""
    whistleblower_channel: str = ""
    signatory: str = ""
    signatory_role: str = ""
    pix: Pix | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Rows and centavos that must be the same on both sides."""

    subject: str
    comparison: str
    rows_in: int
    rows_out: int
    cents_in: int = 0
    cents_out: int = 0

    def agrees(self) -> bool:
        """Return whether both sides are the same."""
        return (self.rows_in, self.cents_in) == (self.rows_out, self.cents_out)


@dataclass(frozen=True)
class Study:
    """What a report that is not a month's close proves itself by; it shares these names with ``Month``."""

    cooperative: Cooperative
    reference_date: date
    sources: list[SourceFile]
    rules: list[RuleSource]
    notes: list[Note]
    version: str
    alerts: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    controls: list[ControlTotal] = field(default_factory=list)
    templates: list[TemplateSource] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """Everything that a month's reports show. The first of ``classified`` is the regime in force."""

    cooperative: Cooperative
    reference_date: date
    operations: pd.DataFrame  # OPERATION_COLUMNS
    classified: list[Classified]
    aging: list[AgingTable]
    indicators: list[Indicator]
    problems: list[Problem]
    sources: list[SourceFile]
    rules: list[RuleSource]
    notes: list[Note]
    version: str
    alerts: list[str] = field(default_factory=list)
    divergences: pd.DataFrame | None = None  # DIVERGENCE_COLUMNS; None: not compared
    controls: list[ControlTotal] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    registers: Registers | None = None
    portfolio_changes: pd.DataFrame | None = None  # PORTFOLIO_CHANGE_COLUMNS; None: nothing to compare with
    templates: list[TemplateSource] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)  # the largest first
