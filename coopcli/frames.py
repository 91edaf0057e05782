"""The canonical frames: what every layout produces and every calculation consumes.

Declared once. A frame is a pandas DataFrame whose columns are exactly those declared here, in this order, plus
``source`` (int64): the position of the row's file in the reading and, with ``source_row`` (int64, the 1-based
row as Excel numbers it), the way back to the cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["text", "code", "document", "money", "rate", "count", "date", "flag", "level", "choice"]

DTYPES: dict[Kind, str] = {
    "text": "str",
    "code": "str",  # digits that must keep their zeros: branch, contract, account
    "document": "str",  # CPF (11) or CNPJ (14), no punctuation
    "money": "Int64",  # centavos; int64 where required
    "rate": "Float64",  # a fraction, for display; rates that decide money live in rules/
    "count": "Int64",  # days, numbers of instalments
    "date": "datetime64[s]",
    "flag": "boolean",
    "level": "str",  # AA, A … H
    "choice": "str",  # one of Column.choices
}


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column. ``choices`` closes the list of values of a ``choice``."""

    name: str
    kind: Kind
    title: str
    required: bool = False
    choices: tuple[str, ...] = ()
    may_be_negative: bool = False

    @property
    def dtype(self) -> str:
        """The pandas dtype; required amounts and counts have no missing values and are plain int64."""
        return "int64" if self.required and self.kind in ("money", "count") else DTYPES[self.kind]


@dataclass(frozen=True, slots=True)
class Frame:
    """One canonical frame: ``key`` columns identify a row; ``amount`` is the column that control totals add up."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    amount: str = ""

    def column(self, name: str) -> Column:
        """Return the column called ``name`` (KeyError where there is none)."""
        return {column.name: column for column in self.columns}[name]

    def empty(self) -> pd.DataFrame:
        """Return the frame with no rows and the right dtypes."""
        import pandas as pd

        kinds = {column.name: pd.Series(dtype=column.dtype) for column in self.columns}  # type: ignore[call-overload]
        return pd.DataFrame({**kinds, "source": pd.Series(dtype="int64"), "source_row": pd.Series(dtype="int64")})


TRIGGERS = {
    "financial_incapacity": "incapacidade financeira",
    "restructuring": "reestruturação",
    "bankruptcy": "falência",
    "judicial_recovery": "recuperação judicial ou extrajudicial",
    "court_measure": "medida judicial",
    "loss_of_liquidity": "perda de liquidez",
    "covenant_breach": "descumprimento de cláusula",
    "sold_at_discount": "negociado com desconto",
    "early_evidence": "evidência antecipada",
    "delay": "atraso",
}
"""What makes an asset a problem asset besides delay: Res. CMN 4.966, art. 3, § 2 (I–VII) and § 1 (early_evidence).

``delay`` tells a problem that delay began: it lasts until its end is documented (§§ 4 and 5).
"""

GUARANTEE_KINDS = {
    "real_estate_fiduciary": "alienação fiduciária de imóvel",
    "sovereign_guarantee": "garantia da União",
    "first_mortgage_residential": "hipoteca residencial de 1º grau",
    "other_mortgage": "hipoteca",
    "pledge_of_goods": "penhor de bens",
    "movable_fiduciary": "alienação fiduciária de bens móveis",
    "deposits": "depósito em garantia",
    "federal_securities": "títulos públicos federais",
    "authorized_institution_guarantee": "fiança de instituição autorizada",
    "credit_insurance_unrelated": "seguro de crédito",
    "receivables_assignment": "cessão ou caução de direitos creditórios",
    "personal_guarantee": "aval ou fiança",
    "other_real": "outra garantia real",
    "other_credit_insurance": "seguro de crédito de parte relacionada",
    "none": "sem garantia",
}
"""Guarantees (and their Portuguese names) in the words of Res. BCB 352, art. 81."""

PRODUCT_KINDS = {
    "payroll_loan": "crédito pessoal com consignação",
    "personal_loan": "crédito pessoal",
    "consumer_financing": "financiamento de bens",
    "working_capital": "capital de giro",
    "receivables_discount": "desconto de direitos creditórios",
    "leasing": "arrendamento mercantil",
    "exchange_advance": "adiantamento de câmbio",
    "import_financing": "financiamento à importação",
    "private_securities": "títulos privados",
    "rural_investment": "rural, investimento",
    "rural_other": "rural, outros",
    "revolving": "rotativo",
    "overdraft": "adiantamento a depositante",
    "real_estate": "financiamento imobiliário",
    "other": "outros",
}
"""Products (and their Portuguese names) in the words of Res. BCB 352, art. 81, and Res. CMN 2.682, art. 4, § 1."""

CHOICE_TITLES = TRIGGERS | GUARANTEE_KINDS | PRODUCT_KINDS
"""What the clerk reads for each value of a closed list (no value is in two lists)."""

CONTRACTS = Frame(
    "contracts",
    "Contratos",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("member_id", "code", "Número do associado"),
        Column("document", "document", "CPF/CNPJ"),
        Column("member_name", "text", "Nome"),
        Column("person_type", "choice", "Tipo de pessoa", choices=("PF", "PJ")),
        Column("branch", "code", "PA"),
        Column("product", "text", "Produto"),
        Column("product_kind", "choice", "Natureza do produto", choices=tuple(PRODUCT_KINDS)),
        Column("credit_line_code", "code", "Código da linha"),
        Column("credit_line", "text", "Linha de crédito"),
        Column("purpose", "text", "Finalidade"),
        Column("payment_method", "text", "Forma de pagamento"),
        Column("contract_date", "date", "Data da operação"),
        Column("maturity_date", "date", "Vencimento final"),
        Column("amount_cents", "money", "Valor contratado"),
        Column("balance_cents", "money", "Saldo devedor", required=True),
        Column("monthly_rate", "rate", "Taxa da operação"),
        Column("installment_count", "count", "Quantidade de parcelas"),
        Column("paid_installment_count", "count", "Parcelas pagas"),
        Column("exported_level", "level", "Nível de risco exportado"),
        Column("exported_days_past_due", "count", "Dias em atraso exportados"),
        Column("exported_overdue_cents", "money", "Valor vencido exportado"),
        Column("oldest_due_date", "date", "Vencimento em aberto mais antigo"),
        Column("is_renegotiated", "flag", "Renegociada"),
        Column("status", "text", "Situação"),
        Column("movement_date", "date", "Data do movimento"),
    ),
    key=("contract_id",),
    amount="balance_cents",
)

INSTALLMENTS = Frame(
    "installments",
    "Parcelas",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("installment_number", "count", "Parcela", required=True),
        Column("due_date", "date", "Vencimento", required=True),
        Column("amount_cents", "money", "Valor da parcela", required=True),
        Column("paid_cents", "money", "Valor pago", required=True),
        Column("paid_date", "date", "Data do pagamento"),
        Column("balance_cents", "money", "Saldo da parcela"),
        Column("interest_cents", "money", "Juros da parcela"),
        Column("exported_days_past_due", "count", "Dias em atraso exportados"),
        Column("status", "text", "Situação"),
        Column("movement_date", "date", "Data do movimento"),
    ),
    key=("contract_id", "installment_number"),
    amount="amount_cents",
)

MEMBERS = Frame(
    "members",
    "Associados",
    (
        Column("member_id", "code", "Número do associado", required=True),
        Column("document", "document", "CPF/CNPJ"),
        Column("name", "text", "Nome"),
        Column("person_type", "choice", "Tipo de pessoa", choices=("PF", "PJ")),
        Column("branch", "code", "PA"),
        Column("manager", "text", "Gerente"),
        Column("monthly_income_cents", "money", "Renda bruta mensal"),
        Column("activity_code", "code", "CNAE"),
        Column("birth_date", "date", "Nascimento"),
        Column("member_since", "date", "Início do relacionamento"),
        Column("record_updated_on", "date", "Última renovação cadastral"),
    ),
    key=("member_id",),
)

ECONOMIC_GROUPS = Frame(
    "economic_groups",
    "Grupos econômicos",
    (
        Column("member_id", "code", "Número do associado"),
        Column("document", "document", "CPF/CNPJ"),
        Column("group_id", "code", "Código do grupo econômico", required=True),
        Column("group_name", "text", "Grupo econômico"),
    ),
)

GUARANTEES = Frame(
    "guarantees",
    "Garantias",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("guarantee_kind", "choice", "Tipo de garantia", required=True, choices=tuple(GUARANTEE_KINDS)),
        Column("description", "text", "Garantia"),
        Column("amount_cents", "money", "Valor da garantia"),
        Column("movement_date", "date", "Data do movimento"),
    ),
)

GUARANTORS = Frame(
    "guarantors",
    "Avalistas",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("document", "document", "CPF/CNPJ do garantidor", required=True),
        Column("name", "text", "Nome do garantidor"),
    ),
)

CURRENT_ACCOUNTS = Frame(
    "current_accounts",
    "Contas correntes",
    (
        Column("account_id", "code", "Conta corrente", required=True),
        Column("member_id", "code", "Número do associado"),
        Column("document", "document", "CPF/CNPJ"),
        Column("member_name", "text", "Nome"),
        Column("branch", "code", "PA"),
        Column("limit_used_cents", "money", "Saldo devedor do limite de crédito"),
        Column("limit_days_past_due", "count", "Dias em atraso do limite"),
        Column("overdraft_cents", "money", "Saldo do adiantamento a depositante"),
        Column("overdraft_days", "count", "Dias de utilização do adiantamento"),
        Column("movement_date", "date", "Data do movimento"),
    ),
    key=("account_id",),
    amount="overdraft_cents",
)

SHARE_CAPITAL = Frame(
    "share_capital",
    "Capital social",
    (
        Column("capital_account_id", "code", "Conta capital", required=True),
        Column("member_id", "code", "Número do associado"),
        Column("document", "document", "CPF/CNPJ"),
        Column("status", "text", "Situação"),
        Column("paid_in_cents", "money", "Capital integralizado", required=True),
        Column("to_pay_in_cents", "money", "Capital a realizar"),
        Column("movement_date", "date", "Data do movimento"),
    ),
    key=("capital_account_id",),
    amount="paid_in_cents",
)

CONTAGION_EXCEPTIONS = Frame(
    "contagion_exceptions",
    "Exceções ao arrasto",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("from_date", "date", "Desde", required=True),
        Column("until_date", "date", "Até"),
        Column("reason", "text", "Motivo", required=True),
        Column("author", "text", "Autor", required=True),
    ),
)

PROBLEM_TRIGGERS = Frame(
    "problem_triggers",
    "Gatilhos de ativo problemático",
    (
        Column("contract_id", "code", "Contrato"),
        Column("document", "document", "CPF/CNPJ"),
        Column("trigger", "choice", "Gatilho", required=True, choices=tuple(TRIGGERS)),
        Column("from_date", "date", "Desde", required=True),
        Column("until_date", "date", "Até (descaracterização)"),
        Column("reason", "text", "Motivo", required=True),
        Column("author", "text", "Autor", required=True),
    ),
)

REVIEWS = Frame(
    "reviews",
    "Revisões de nível",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("level", "level", "Nível atribuído", required=True),
        Column("review_date", "date", "Data da revisão", required=True),
        Column("reason", "text", "Motivo", required=True),
        Column("author", "text", "Autor", required=True),
    ),
)

WRITE_OFFS = Frame(
    "write_offs",
    "Baixas para prejuízo",
    (
        Column("contract_id", "code", "Contrato baixado", required=True),
        Column("write_off_date", "date", "Data da baixa", required=True),
        Column("amount_cents", "money", "Valor baixado", required=True),
        Column("document", "document", "CPF/CNPJ"),
        Column("renegotiated_into", "code", "Contrato da renegociação"),
        Column("author", "text", "Autor"),
    ),
    key=("contract_id",),
    amount="amount_cents",
)

FRAMES: dict[str, Frame] = {
    frame.name: frame
    for frame in (
        CONTRACTS,
        INSTALLMENTS,
        MEMBERS,
        ECONOMIC_GROUPS,
        GUARANTEES,
        GUARANTORS,
        CURRENT_ACCOUNTS,
        SHARE_CAPITAL,
        CONTAGION_EXCEPTIONS,
        PROBLEM_TRIGGERS,
        REVIEWS,
        WRITE_OFFS,
    )
}
