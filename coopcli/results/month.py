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
from coopcli.frames import Column
from coopcli.results.letters import TemplateSource

if TYPE_CHECKING:
    import pandas as pd

OPERATION_COLUMNS: tuple[Column, ...] = (
    Column("contract_id", "code", "Contrato", required=True),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome"),
    Column("person_type", "text", "Tipo"),
    Column("group_id", "code", "Grupo econômico"),
    Column("client_key", "code", "Contraparte"),
    Column("branch", "code", "PA"),
    Column("product", "text", "Produto"),
    Column("product_kind", "choice", "Natureza"),
    Column("credit_line", "text", "Linha de crédito"),
    Column("payment_method", "text", "Forma de pagamento"),
    Column("contract_date", "date", "Data da operação"),
    Column("maturity_date", "date", "Vencimento final"),
    Column("balance_cents", "money", "Saldo devedor", required=True),
    Column("overdue_cents", "money", "Valor vencido"),  # missing where nothing tells it
    Column("oldest_due_date", "date", "Vencimento em aberto mais antigo"),
    Column("days_past_due", "count", "Dias em atraso", required=True),
    Column("days_source", "text", "Origem dos dias"),
    Column("is_renegotiated", "flag", "Renegociada"),
    Column("exported_level", "level", "Nível exportado"),
    Column("exported_days_past_due", "count", "Dias exportados"),
)
"""The facts of each operation: loans, and the overdrafts and limits in use of current accounts."""

CMN_2682_COLUMNS: tuple[Column, ...] = (
    Column("risk_class", "level", "Nível de risco"),
    Column("class_article", "text", "Fundamento do nível"),
    Column("own_class", "level", "Nível próprio (sem arrasto)"),
    Column("contagion_source", "code", "Contrato que arrasta"),
    Column("own_provision_cents", "money", "Provisão sem arrasto", required=True),
    Column("provision_rate", "rate", "Taxa"),
    Column("rate_article", "text", "Fundamento da taxa"),
    Column("provision_cents", "money", "Provisão", required=True),
    Column("held_level", "level", "Nível mantido (art. 8º)"),
    Column("review_basis", "text", "Revisão (arts. 4º e 5º)"),
    Column("last_review_date", "date", "Última revisão"),
    Column("review_due_date", "date", "Revisar até"),
    Column("is_review_overdue", "flag", "Revisão vencida (art. 4º, § 3º)"),
    Column("level_h_since", "date", "Em H desde"),
    Column("write_off_due", "flag", "Transferir para compensação (art. 7º)"),
    Column("stops_revenue", "flag", "Receita parada"),
    Column("revenue_article", "text", "Fundamento da parada"),
)

BCB_352_COLUMNS: tuple[Column, ...] = (
    Column("risk_class", "text", "Carteira"),
    Column("class_article", "text", "Fundamento da carteira"),
    Column("guarantee_kind", "choice", "Garantia da carteira"),
    Column("is_problem_asset", "flag", "Ativo problemático"),
    Column("problem_article", "text", "Fundamento do ativo problemático"),
    Column("problem_since", "date", "Problemático por si desde"),
    Column("in_cure_since", "date", "Em cura desde"),
    Column("cure_pending", "text", "Falta para a cura"),
    Column("is_defaulted", "flag", "Inadimplido"),
    Column("contagion_source", "code", "Contrato que arrasta"),
    Column("stage", "text", "Estágio"),
    Column("stage_article", "text", "Fundamento do estágio"),
    Column("stage_code", "code", "Motivo do estágio (SCR)"),
    Column("own_provision_cents", "money", "Provisão sem arrasto", required=True),
    Column("default_date", "date", "Inadimplido desde"),
    Column("months_since_default", "count", "Meses de inadimplência"),
    Column("other_months", "count", "Meses pela outra contagem, onde difere"),
    Column("incurred_rate", "rate", "Taxa da perda incorrida"),
    Column("incurred_article", "text", "Fundamento da perda incorrida"),
    Column("incurred_cents", "money", "Perda incorrida", required=True),
    Column("additional_rate", "rate", "Taxa da perda adicional"),
    Column("additional_article", "text", "Fundamento da perda adicional"),
    Column("additional_cents", "money", "Perda esperada adicional", required=True),
    Column("expected_loss_cents", "money", "Perda esperada apurada"),
    Column("excess_article", "text", "Fundamento do excedente"),
    Column("excess_cents", "money", "Excedente (art. 79, III)", required=True),
    Column("provision_cents", "money", "Provisão", required=True),
    Column("stops_revenue", "flag", "Receita parada"),
    Column("revenue_article", "text", "Fundamento da parada"),
    Column("write_off_due", "flag", "A baixar (art. 49)"),
    Column("write_off_article", "text", "Fundamento da baixa"),
)
"""Stages are of the complete method alone, the expected loss of the months that have its export: where they are
not, neither are their columns."""

PORTFOLIO_CHANGE_COLUMNS: tuple[Column, ...] = (
    Column("contract_id", "code", "Contrato", required=True),
    Column("member_name", "text", "Nome"),
    Column("branch", "code", "PA"),
    Column("product", "text", "Produto"),
    Column("balance_cents", "money", "Saldo devedor", required=True),
    Column("previous_class", "text", "Carteira anterior"),
    Column("previous_guarantee", "choice", "Garantia anterior"),
    Column("risk_class", "text", "Carteira"),
    Column("guarantee_kind", "choice", "Garantia"),
    Column("class_article", "text", "Fundamento da carteira"),
    Column("with_previous_cents", "money", "Provisão pela carteira anterior", required=True),
    Column("provision_cents", "money", "Provisão", required=True),
    Column("difference_cents", "money", "Diferença", required=True),
)
"""Operations whose portfolio is not that of the previous close; the guarantee is missing where the product decides."""

COMPONENTS = {"cmn-2682": (), "bcb-352": ("incurred_cents", "additional_cents", "excess_cents")}
"""The parts that a regime's provision is the sum of, and that are booked apart (Res. BCB 352, art. 79)."""

DIVERGENCE_COLUMNS: tuple[Column, ...] = (
    Column("contract_id", "code", "Contrato", required=True),
    Column("member_name", "text", "Nome"),
    Column("branch", "code", "PA"),
    Column("product", "text", "Produto"),
    Column("balance_cents", "money", "Saldo devedor", required=True),
    Column("differs", "text", "Diverge em"),
    Column("exported_days_past_due", "count", "Dias em atraso do sistema"),
    Column("days_past_due", "count", "Dias em atraso calculados"),
    Column("days_difference", "count", "Diferença em dias"),
    Column("days_source", "text", "Origem dos dias calculados"),
    Column("exported_level", "level", "Nível do sistema"),
    Column("risk_class", "level", "Nível calculado"),
    Column("level_difference", "count", "Diferença em níveis"),
    Column("exported_overdue_cents", "money", "Valor vencido do sistema"),
    Column("overdue_cents", "money", "Valor vencido calculado"),
    Column("overdue_difference_cents", "money", "Diferença do valor vencido"),
)
"""Operations of which the system's own figures are not ours. Of what agrees, or is not told, the cells are missing;
differences are ours less the system's (levels: how many worse)."""

WRITE_OFF_COLUMNS: tuple[Column, ...] = (
    Column("contract_id", "code", "Contrato baixado", required=True),
    Column("document", "document", "CPF/CNPJ"),
    Column("write_off_date", "date", "Data da baixa", required=True),
    Column("amount_cents", "money", "Valor baixado", required=True),
    Column("recovered_cents", "money", "Valor recuperado"),
    Column("recovery_date", "date", "Data da recuperação"),
    Column("renegotiated_into", "code", "Contrato da renegociação"),
    Column("register_until", "date", "Cinco anos até"),
    Column("is_term_over", "flag", "Cinco anos decorridos"),
    Column("collection_end_date", "date", "Cobrança esgotada em"),
    Column("stays_registered", "flag", "Permanece no controle"),
    Column("register_article", "text", "Fundamento"),
    Column("author", "text", "Autor"),
)
"""What has been written off, and until when it is kept in sight."""

RENEGOTIATION_COLUMNS: tuple[Column, ...] = (
    Column("contract_id", "code", "Contrato novo", required=True),
    Column("previous_contract_id", "code", "Contrato anterior", required=True),
    Column("renegotiation_date", "date", "Data da renegociação"),
    Column("renegotiation_kind", "choice", "Tipo"),
    Column("told_level", "level", "Nível mantido (planilha)"),
    Column("held_level", "level", "Nível mantido (art. 8º)"),
    Column("risk_class", "level", "Nível de risco"),
    Column("balance_cents", "money", "Saldo devedor"),
    Column("gain_cents", "money", "Ganho na renegociação"),
    Column("recognised_cents", "money", "Ganho recebido, que vai ao resultado"),
    Column("unrecognised_cents", "money", "Ganho não recebido, fora do resultado (art. 8º, § 2º)"),
    Column("reason", "text", "Motivo"),
    Column("author", "text", "Autor"),
)
"""The renegotiations up to the date; level and balance are missing where the new contract is no longer owed."""

EXCEPTION_COLUMNS: tuple[Column, ...] = (
    Column("regime", "text", "Regime"),
    Column("contract_id", "code", "Contrato", required=True),
    Column("member_name", "text", "Nome"),
    Column("balance_cents", "money", "Saldo devedor", required=True),
    Column("from_date", "date", "Exceção desde"),
    Column("until_date", "date", "Exceção até"),
    Column("reason", "text", "Motivo"),
    Column("author", "text", "Autor"),
    Column("takes_effect", "flag", "Afasta o arrasto hoje"),
    Column("exception_article", "text", "Fundamento da exceção"),
)
"""The documented exceptions to contagion in force, under each regime."""

LEVEL_COLUMNS: tuple[Column, ...] = tuple(
    Column(f"level_{level}_cents", "money", f"Nível {level}") for level in ("AA", *"ABCDEFGH")
)


@dataclass(frozen=True)
class Disclosures:
    """What Res. CMN 2.682, art. 11, has disclosed: ``by_activity`` has ``person_type``, ``activity``,
    ``LEVEL_COLUMNS`` and ``balance_cents``; ``of_the_year`` has ``item``, ``count``, ``cents`` and ``article``."""

    by_activity: pd.DataFrame
    by_maturity: AgingTable
    of_the_year: pd.DataFrame


@dataclass(frozen=True)
class Registers:
    """What a month keeps in sight besides the portfolio. ``renegotiations`` and ``disclosures`` are of Res. CMN
    2.682 (None: it was not calculated)."""

    write_offs: pd.DataFrame  # WRITE_OFF_COLUMNS
    exceptions: pd.DataFrame  # EXCEPTION_COLUMNS
    renegotiations: pd.DataFrame | None = None  # RENEGOTIATION_COLUMNS
    disclosures: Disclosures | None = None


REGIME_COLUMNS: dict[str, tuple[Column, ...]] = {"cmn-2682": CMN_2682_COLUMNS, "bcb-352": BCB_352_COLUMNS}


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
    the regime's period (a management view)."""

    regime: str
    title: str
    operations: pd.DataFrame
    official: bool = True

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the regime that this classification has."""
        return tuple(column for column in REGIME_COLUMNS[self.regime] if column.name in self.operations)


@dataclass(frozen=True)
class AgingTable:
    """One breakdown of the aging: ``rows`` has ``group`` (text), ``band`` (text, ordered), ``band_order`` (int64),
    ``count``, ``balance_cents`` and ``overdue_cents`` (int64). ``count`` is of operations, or of instalments."""

    scheme: str  # id of the rule file
    scheme_title: str
    by: str  # '' for the whole portfolio, else branch, product, payment_method
    by_title: str
    rows: pd.DataFrame
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
