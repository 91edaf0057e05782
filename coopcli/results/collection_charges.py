"""What is owed on a day and what is done with it: charges, agreements, bureau lists, the list for the law office.

``*_reason`` columns hold a rule reference (``id#table[row]``), ``*_article`` columns the article or paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from coopcli.frames import Column
from coopcli.frames.words import AGREEMENT_STATES, BUREAU_LISTS, LAWSUIT_LISTS

if TYPE_CHECKING:
    import pandas as pd

CHARGE_COLUMNS: tuple[Column, ...] = (
    Column("debt_id", "code", "Dívida", required=True),
    Column("contract_id", "code", "Contrato", required=True),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome", personal=True),
    Column("installment_number", "count", "Parcela"),
    Column("due_date", "date", "Vencimento"),
    Column("days_past_due", "count", "Dias em atraso", required=True),
    Column("overdue_cents", "money", "Valor em atraso", required=True),
    Column("fine_cents", "money", "Multa", required=True),
    Column("interest_cents", "money", "Juros de mora", required=True),
    Column("contract_interest_cents", "money", "Juros do contrato", required=True),
    Column("charges_cents", "money", "Encargos", required=True),
    Column("updated_cents", "money", "Valor atualizado", required=True),
    Column("arithmetic", "text", "Conta"),
    Column("basis", "text", "De onde vem o valor"),
    Column("charge_reason", "text", "Linha da regra"),
    Column("charge_article", "text", "Fundamento"),
)
"""One row a late instalment (a contract without exported instalments has one, of its overdue amount)."""

DEBT_CHARGE_COLUMNS: tuple[Column, ...] = (
    Column("debt_id", "code", "Dívida", required=True),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome", personal=True),
    Column("late_count", "count", "Parcelas em atraso", required=True),
    Column("oldest_due_date", "date", "Vencimento em aberto mais antigo"),
    Column("overdue_cents", "money", "Valor em atraso", required=True),
    Column("fine_cents", "money", "Multa", required=True),
    Column("interest_cents", "money", "Juros de mora", required=True),
    Column("contract_interest_cents", "money", "Juros do contrato", required=True),
    Column("charges_cents", "money", "Encargos", required=True),
    Column("updated_cents", "money", "Valor atualizado", required=True),
)
"""The charges of each debt: the sums of its instalments, each rounded by itself."""

COMPONENTS = ("costs", "fine", "interest", "contract_interest", "principal")
"""What a payment is applied to; in which order is for the rule to say."""

SCHEDULE_COLUMNS: tuple[Column, ...] = (
    Column("agreement_id", "code", "Acordo", required=True),
    Column("installment_number", "count", "Parcela", required=True),
    Column("due_date", "date", "Vencimento"),
    Column("amount_cents", "money", "Parcela calculada"),
    Column("interest_cents", "money", "Juros"),
    Column("principal_cents", "money", "Amortização"),
    Column("balance_cents", "money", "Saldo depois"),
    Column("exported_due_date", "date", "Vencimento na planilha"),
    Column("exported_amount_cents", "money", "Parcela na planilha"),
    Column("difference_cents", "money", "Diferença"),
    Column("differs", "text", "Diverge em"),
    Column("paid_cents", "money", "Pago"),
    Column("paid_date", "date", "Pago em"),
)
"""The instalments of agreements as calculated, beside those of the cooperative's sheet."""

AGREEMENT_COLUMNS: tuple[Column, ...] = (
    Column("agreement_id", "code", "Acordo", required=True),
    Column("contracts", "text", "Contratos da dívida"),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("agreement_state", "choice", "Situação", choices=tuple(AGREEMENT_STATES)),
    Column("signed_date", "date", "Data do acordo", required=True),
    Column("debt_cents", "money", "Dívida na data do acordo", required=True),
    Column("discount_cents", "money", "Desconto", required=True),
    Column("down_payment_cents", "money", "Entrada", required=True),
    Column("financed_cents", "money", "Valor parcelado", required=True),
    Column("installment_count", "count", "Parcelas"),
    Column("paid_cents", "money", "Pago até a data", required=True),
    Column("late_count", "count", "Parcelas em atraso", required=True),
    Column("late_cents", "money", "Em atraso no acordo", required=True),
    Column("first_late_date", "date", "1ª parcela em atraso"),
    Column("days_past_due", "count", "Dias em atraso", required=True),
    Column("restored_cents", "money", "Dívida que volta", required=True),
    Column("restored_fine_cents", "money", "Multa que volta", required=True),
    Column("restored_charges_cents", "money", "Encargos que voltam, com a multa", required=True),
    Column("updated_cents", "money", "Total devido", required=True),
    Column("arithmetic", "text", "Conta"),
    Column("mirror_status", "text", "Registro do acordo"),
    Column("mirror_deadline_date", "date", "Registrar até"),
    Column("mirror_days_late", "count", "Dias além do prazo"),
    Column("received_date", "date", "Recebido do escritório"),
    Column("registered_date", "date", "Registrado no sistema"),
    Column("negotiated_by", "text", "Negociado por", personal=True),
    Column("previous_agreement_id", "code", "Acordo anterior"),
    Column("chain", "text", "Acordos encadeados"),
    Column("chain_length", "count", "Acordos na cadeia", required=True),
    Column("chain_flaw", "text", "Cadeia com erro"),
    Column("state_reason", "text", "Linha da regra"),
    Column("state_article", "text", "Fundamento"),
    Column("mirror_article", "text", "Fundamento do prazo"),
)
"""One row an agreement. Of one that is broken, the debt that comes back and its charges; of others these are zero."""

ALLOCATION_COLUMNS: tuple[Column, ...] = (
    Column("agreement_id", "code", "Acordo", required=True),
    Column("paid_date", "date", "Pago em", required=True),
    Column("origin", "text", "Pagamento"),
    Column("paid_cents", "money", "Valor pago", required=True),
    Column("fine_cents", "money", "À multa", required=True),
    Column("interest_cents", "money", "Aos juros", required=True),
    Column("principal_cents", "money", "À dívida", required=True),
    Column("left_over_cents", "money", "Sobra", required=True),
    Column("balance_cents", "money", "Dívida depois", required=True),
    Column("arithmetic", "text", "Conta"),
)
"""How the payments of broken agreements were applied to the debt that comes back, each on its day."""

RENEGOTIATION_CHECK_COLUMNS: tuple[Column, ...] = (
    Column("agreement_id", "code", "Acordo", required=True),
    Column("contract_id", "code", "Contrato da dívida", required=True),
    Column("new_contract_id", "code", "Contrato novo", required=True),
    Column("signed_date", "date", "Data do acordo", required=True),
    Column("is_in_portfolio", "flag", "Está na carteira"),
    Column("is_in_sheet", "flag", "Na planilha de renegociações"),
    Column("is_marked", "flag", "Marcada como renegociada"),
    Column("previous_class", "text", "Classe do contrato anterior"),
    Column("risk_class", "text", "Classe do contrato novo"),
    Column("verdict", "text", "Resultado"),
    Column("check_article", "text", "Fundamento"),
)
"""Agreements with a new contract against the renegotiations of the close: an agreement never betters a class."""

BUREAU_COLUMNS: tuple[Column, ...] = (
    Column("debt_id", "code", "Dívida", required=True),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome", personal=True),
    Column("branch", "code", "PA"),
    Column("bureau", "text", "Órgão"),
    Column("bureau_status", "text", "Situação"),
    Column("deadline_date", "date", "Excluir até"),
    Column("days_left", "count", "Dias até o prazo", may_be_negative=True),
    Column("settled_date", "date", "Paga ou renegociada em"),
    Column("listed_date", "date", "Negativada em"),
    Column("listing_count", "count", "Vezes negativada"),
    Column("due_date", "date", "Vencimento a informar"),
    Column("amount_cents", "money", "Valor a informar"),
    Column("too_old_cents", "money", "Parcelas fora do limite de cinco anos"),
    Column("notice_date", "date", "Aviso prévio em"),
    Column("limit_date", "date", "Cinco anos em"),
    Column("hold_kind", "choice", "Pausa"),
    Column("list_kind", "choice", "Lista", choices=tuple(BUREAU_LISTS)),
    Column("client_key", "code", "Devedor"),
    Column("bureau_reason", "text", "Linha da regra"),
    Column("bureau_article", "text", "Fundamento"),
)
"""One row a debt on its way to a listing, and one a listing in force; ``days_left`` is below zero where late."""

BUREAU_FILE_COLUMNS = (
    "operation", "creditor_name", "creditor_cnpj", "reference_date", "fixed",
    *(column.name for column in BUREAU_COLUMNS),
)  # fmt: skip
BUREAU_FILE_FORMATS = ("text", "digits", "money_comma", "money_point", "cents", "date_br", "date_iso", "date_digits")
"""What a column of the file for the bureau may be, and how it may be written."""

LAWSUIT_COLUMNS: tuple[Column, ...] = (
    Column("debt_id", "code", "Dívida", required=True),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome", personal=True),
    Column("lawsuit_list", "choice", "Lista", choices=tuple(LAWSUIT_LISTS)),
    Column("lawsuit_status", "text", "Providência"),
    Column("deadline_date", "date", "Ajuizar até"),
    Column("days_left", "count", "Dias até o prazo", may_be_negative=True),
    Column("overdue_cents", "money", "Valor em atraso", required=True),
    Column("charges_cents", "money", "Encargos"),
    Column("updated_cents", "money", "Valor atualizado"),
    Column("balance_cents", "money", "Saldo devedor", required=True),
    Column("missing_documents", "text", "Falta no dossiê"),
    Column("close_flags", "text", "A conferir no fechamento"),
    Column("contracts", "text", "Contratos"),
    Column("installments", "text", "Parcelas em atraso"),
    Column("oldest_due_date", "date", "Vencimento em aberto mais antigo"),
    Column("days_past_due", "count", "Dias em atraso", required=True),
    Column("notice_date", "date", "Aviso prévio em"),
    Column("listed_date", "date", "Negativada em"),
    Column("contact_count", "count", "Contatos e tentativas", required=True),
    Column("last_contact_date", "date", "Último contato em"),
    Column("law_office_date", "date", "Enviada ao jurídico em"),
    Column("lawsuit_date", "date", "Ajuizada em"),
    Column("protocol", "code", "Processo"),
    Column("guarantors", "text", "Avalistas", personal=True),
    Column("guarantees", "text", "Garantias"),
    Column("agreements", "text", "Acordos anteriores"),
    Column("address", "text", "Endereço", personal=True),
    Column("phones", "text", "Telefones", personal=True),
    Column("email", "text", "E-mail", personal=True),
    Column("branch", "code", "PA"),
    Column("product", "text", "Produto"),
    Column("situation_title", "text", "Situação do devedor"),
    Column("risk_class", "text", "Nível ou carteira"),
    Column("provision_cents", "money", "Provisão"),
    Column("is_problem_asset", "flag", "Ativo problemático"),
    Column("stops_revenue", "flag", "Receita parada"),
    Column("is_written_off", "flag", "Baixada para prejuízo"),
    Column("client_key", "code", "Devedor"),
    Column("lawsuit_reason", "text", "Linha da regra"),
    Column("lawsuit_article", "text", "Fundamento"),
)
"""One row a debt that goes to the law office, that the coordinator may send, or that is there already."""


@dataclass(frozen=True)
class Charges:
    """What late debts come to on ``on``: by instalment (CHARGE_COLUMNS) and by debt (DEBT_CHARGE_COLUMNS).

    ``alerts`` says where the policy charges more than the law admits, and what could not be worked out.
    """

    on: date
    rows: pd.DataFrame
    debts: pd.DataFrame
    alerts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Agreements:
    """The agreements on a day, their schedules beside the exported ones, the payments applied, the cross-check."""

    agreements: pd.DataFrame  # AGREEMENT_COLUMNS
    schedule: pd.DataFrame  # SCHEDULE_COLUMNS
    allocations: pd.DataFrame  # ALLOCATION_COLUMNS
    renegotiations: pd.DataFrame  # RENEGOTIATION_CHECK_COLUMNS
    alerts: list[str] = field(default_factory=list)
