"""The frames of collection: agreements, what has been done about a debt, what holds it, the collection sheet."""

from __future__ import annotations

from coopcli.frames.shape import Column, Frame
from coopcli.frames.words import AMORTIZATIONS, COLLECTION_EXCEPTION_KINDS, EVENT_KINDS, HOLD_KINDS

AGREEMENTS = Frame(
    "agreements",
    "Acordos",
    (
        Column("agreement_id", "code", "Acordo", required=True),
        Column("contract_id", "code", "Contrato da dívida", required=True),
        Column("previous_agreement_id", "code", "Acordo anterior"),
        Column("new_contract_id", "code", "Contrato novo no sistema"),
        Column("member_id", "code", "Número do associado"),
        Column("document", "document", "CPF/CNPJ"),
        Column("signed_date", "date", "Data do acordo", required=True),
        Column("debt_cents", "money", "Dívida na data do acordo", required=True),
        Column("discount_cents", "money", "Desconto"),
        Column("down_payment_cents", "money", "Entrada"),
        Column("installment_count", "count", "Quantidade de parcelas"),
        Column("first_due_date", "date", "Primeiro vencimento"),
        Column("monthly_rate", "rate", "Taxa do acordo"),
        Column("amortization", "choice", "Forma de cálculo das parcelas", choices=tuple(AMORTIZATIONS)),
        Column("negotiated_by", "text", "Negociado por", personal=True),
        Column("received_date", "date", "Recebido do escritório"),
        Column("registered_date", "date", "Registrado no sistema"),
        Column("broken_date", "date", "Quebrado em"),
        Column("settled_date", "date", "Quitado em"),
        Column("author", "text", "Autor", personal=True),
    ),
    key=("agreement_id", "contract_id"),
    amount="debt_cents",
)
"""One row for each contract that an agreement renegotiates; what is said of the whole agreement repeats."""

AGREEMENT_INSTALLMENTS = Frame(
    "agreement_installments",
    "Parcelas dos acordos",
    (
        Column("agreement_id", "code", "Acordo", required=True),
        Column("installment_number", "count", "Parcela", required=True),
        Column("due_date", "date", "Vencimento", required=True),
        Column("amount_cents", "money", "Valor da parcela", required=True),
        Column("paid_cents", "money", "Valor pago", required=True),
        Column("paid_date", "date", "Data do pagamento"),
    ),
    key=("agreement_id", "installment_number"),
    amount="amount_cents",
)

COLLECTION_EVENTS = Frame(
    "collection_events",
    "Eventos de cobrança",
    (
        Column("contract_id", "code", "Contrato"),
        Column("agreement_id", "code", "Acordo"),
        Column("member_id", "code", "Número do associado"),
        Column("document", "document", "CPF/CNPJ"),
        Column("event_date", "date", "Data do evento", required=True),
        Column("event_kind", "choice", "Evento", required=True, choices=tuple(EVENT_KINDS)),
        Column("channel", "text", "Canal"),
        Column("bureau", "text", "Órgão de proteção ao crédito"),
        Column("letter", "text", "Carta"),
        Column("protocol", "code", "Protocolo ou processo"),
        Column("amount_cents", "money", "Valor"),
        Column("result", "text", "Resultado", personal=True),
        Column("author", "text", "Autor", personal=True),
    ),
)

HOLDS = Frame(
    "holds",
    "Pausas da cobrança",
    (
        Column("contract_id", "code", "Contrato"),
        Column("member_id", "code", "Número do associado"),
        Column("document", "document", "CPF/CNPJ"),
        Column("hold_kind", "choice", "Tipo de pausa", required=True, choices=tuple(HOLD_KINDS)),
        Column("from_date", "date", "Desde", required=True),
        Column("until_date", "date", "Até"),
        Column("promised_cents", "money", "Valor prometido"),
        Column("reason", "text", "Motivo", required=True, personal=True),
        Column("author", "text", "Autor", required=True, personal=True),
    ),
)

COLLECTION_EXCEPTIONS = Frame(
    "collection_exceptions",
    "Exceções da cobrança",
    (
        Column("contract_id", "code", "Contrato"),
        Column("member_id", "code", "Número do associado"),
        Column("document", "document", "CPF/CNPJ"),
        Column("exception_kind", "choice", "Exceção", required=True, choices=tuple(COLLECTION_EXCEPTION_KINDS)),
        Column("from_date", "date", "Desde", required=True),
        Column("until_date", "date", "Até"),
        Column("window_days", "count", "Dias a mais ou a menos"),
        Column("reason", "text", "Motivo", required=True, personal=True),
        Column("author", "text", "Autor", required=True, personal=True),
    ),
)
"""What the management decided for a debt outside the policy, with author, date and reason."""

COLLECTION_SHEET = Frame(
    "collection_sheet",
    "Planilha de cobrança",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("document", "document", "CPF/CNPJ"),
        Column("member_name", "text", "Nome", personal=True),
        Column("origin_cooperative", "text", "Cooperativa de origem da dívida"),
        Column("branch", "code", "PA"),
        Column("contacted", "text", "Acionado"),
        Column("to_collect", "text", "A cobrar"),
        Column("product", "text", "Produto"),
        Column("wallet", "text", "Carteira"),
        Column("exported_level", "level", "Nível de risco exportado"),
        Column("exported_days_past_due", "count", "Dias em atraso exportados"),
        Column("amount_cents", "money", "Valor da operação"),
        Column("updated_cents", "money", "Valor atualizado", required=True),
    ),
    key=("contract_id",),
    amount="updated_cents",
)
