"""Collection: what has been done about a debt, what holds it, its stage, the queue of the day, what is settled."""

from __future__ import annotations

from coopcli.words.lists import (
    AMORTIZATIONS,
    BUSINESS_DAYS_SINCE,
    CLOCKS,
    COLLECTION_EXCEPTION_KINDS,
    DEBT_KINDS,
    DESTINATIONS,
    EVENT_KINDS,
    EXCEPTION_EFFECTS,
    HOLD_KINDS,
    SETTLEMENT_KINDS,
    SINCE,
)
from coopcli.words.word import Word, column, columns, declare, frame

declare(
    *(Word(f"days_since_{name}", "days", f"Dias desde {title}", may_be_missing=True) for name, title in SINCE.items()),
    *(
        Word(f"business_days_since_{name}", "days", f"Dias úteis desde {SINCE[name]}", may_be_missing=True)
        for name in BUSINESS_DAYS_SINCE
    ),
    Word("agreement_id", "code", "Acordo"),
    Word("previous_agreement_id", "code", "Acordo anterior"),
    Word("new_contract_id", "code", "Contrato novo no sistema"),
    Word("signed_date", "date", "Data do acordo"),
    Word("debt_cents", "money", "Dívida na data do acordo", meaning="valor da dívida, na medida da regra"),
    Word("discount_cents", "money", "Desconto"),
    Word("down_payment_cents", "money", "Entrada"),
    Word("first_due_date", "date", "Primeiro vencimento"),
    Word("amortization", "choice", "Forma de cálculo das parcelas", choices=tuple(AMORTIZATIONS)),
    Word("negotiated_by", "text", "Negociado por", personal=True),
    Word("received_date", "date", "Recebido do escritório"),
    Word("registered_date", "date", "Registrado no sistema"),
    Word("broken_date", "date", "Quebrado em"),
    Word("settled_date", "date", "Quitado em"),
    Word("event_date", "date", "Data do evento"),
    Word("event_kind", "choice", "Evento", meaning="evento de cobrança", choices=tuple(EVENT_KINDS)),
    Word("channel", "text", "Canal"),
    Word("bureau", "text", "Órgão de proteção ao crédito"),
    Word("letter", "text", "Carta"),
    Word("protocol", "code", "Protocolo ou processo"),
    Word("result", "text", "Resultado", personal=True),
    Word("hold_kind", "choice", "Pausa", meaning="pausa da cobrança", choices=tuple(HOLD_KINDS), may_be_missing=True),
    Word("promised_cents", "money", "Valor prometido"),
    Word(
        "exception_kind", "choice", "Exceção", meaning="exceção da Gerência", choices=tuple(COLLECTION_EXCEPTION_KINDS)
    ),
    Word("window_days", "days", "Dias a mais ou a menos"),
    Word("origin_cooperative", "text", "Cooperativa de origem da dívida"),
    Word("contacted", "text", "Acionado"),
    Word("to_collect", "text", "A cobrar"),
    Word("wallet", "text", "Carteira"),
    Word("updated_cents", "money", "Valor atualizado"),
    Word("debt_id", "code", "Dívida"),
    Word("debt_kind", "choice", "Tipo da dívida", choices=tuple(DEBT_KINDS)),
    Word("contracts", "text", "Contratos da dívida"),
    Word("situation", "code", "Situação (código)", meaning="situação do devedor"),
    Word("situation_title", "text", "Situação do devedor"),
    Word("situation_article", "text", "Fundamento da situação"),
    Word("count_from_date", "date", "Prazo conta de"),
    Word("count_from_basis", "text", "Conta a partir de"),
    Word("collection_days", "days", "Dias de cobrança", may_be_missing=True),
    Word("held_days", "days", "Dias que não contam"),
    Word("charges_cents", "money", "Encargos"),
    Word("collection_stage", "code", "Etapa (código)", meaning="etapa de cobrança"),
    Word("stage_title", "text", "Etapa"),
    Word("stage_rank", "count", "Ordem da etapa"),
    Word("act", "code", "Providência (código)", meaning="providência", may_be_missing=True),
    Word("act_title", "text", "Providência", meaning="providência, como se lê"),
    Word("responsible", "text", "Responsável"),
    Word("deadline_date", "date", "Prazo da providência"),
    Word("is_act_late", "flag", "Providência atrasada"),
    Word("days_late_on_act", "days", "Dias de atraso da providência"),
    Word("missing_prerequisites", "text", "Falta antes"),
    Word("notice_date", "date", "Aviso prévio em"),
    Word("listed_date", "date", "Negativada em"),
    Word("is_listed", "flag", "Negativada"),
    Word("last_act_date", "date", "Última providência em"),
    Word("hold_until_date", "date", "Pausa até"),
    Word("hold_effect_title", "text", "Efeito da pausa"),
    Word("exception", "text", "Exceção da Gerência"),
    Word("destination_title", "text", "Onde está"),
    Word("stage_reason", "text", "Linha da regra"),
    Word("act_article", "text", "Fundamento da providência"),
    Word("debt_count", "count", "Dívidas"),
    Word("debts", "text", "Dívidas"),
    Word("held_debts", "text", "Dívidas em pausa"),
    Word("effect", "text", "O que para"),
    Word("state_title", "text", "Estado"),
    Word("ended_date", "date", "Encerrada em"),
    Word("ended_recently", "flag", "Terminou desde a última fila"),
    Word("received_cents", "money", "Valor pago"),
    Word("hold_reason", "text", "Linha da regra"),
    Word("hold_article", "text", "Fundamento"),
    Word("settlement_kind", "choice", "Cálculo", choices=tuple(SETTLEMENT_KINDS)),
    Word("base_date", "date", "Desligamento ou vencimento mais antigo"),
    Word("done_date", "date", "Feito em"),
    Word("minimum_share_cents", "money", "Cota mínima mantida"),
    Word("used_cents", "money", "Valor usado na dívida"),
    Word("remaining_debt_cents", "money", "Dívida que resta"),
    Word("to_return_cents", "money", "Saldo a favor do associado"),
    Word("arithmetic", "text", "Conta"),
    Word("is_in_force", "flag", "Vale hoje"),
    Word("last_level", "count", "Último nível cumprido da escada"),
    Word("event_letter", "text", "Carta do evento", may_be_missing=True),
    Word("has_left", "flag", "Desligado da cooperativa"),
    Word("is_on_leave", "flag", "Afastado do trabalho"),
    Word("is_listing_waived", "flag", "A Gerência decidiu não negativar"),
    Word("is_lawsuit_waived", "flag", "A Gerência decidiu não ajuizar"),
    Word("is_lawsuit_decided", "flag", "A Gerência decidiu ajuizar"),
    Word("ladder", "text", "Regra que dá as etapas"),
    Word("is_followed", "flag", "Acompanhada"),
    Word("deadline_days", "days", "Dias de prazo"),
    Word("deadline_business_days", "days", "Dias úteis de prazo"),
    Word("deadline_from", "choice", "De quando conta o prazo", choices=(*CLOCKS, *SINCE)),
    Word("missing_before", "text", "O que falta antes"),
    Word("destination", "choice", "Onde a dívida fica", choices=tuple(DESTINATIONS)),
    Word("advance_days", "days", "Dias a menos nos prazos"),
    Word("hold_effect", "choice", "O que a pausa para", choices=("clock", "act")),
    Word("exception_effect", "choice", "O que a exceção faz", choices=EXCEPTION_EFFECTS),
    Word("letter_action", "choice", "O que se faz da carta", choices=("send", "wait", "withhold")),
    Word("delivery", "choice", "Entrega da carta", choices=("mail", "electronic", "nowhere")),
)

AGREEMENTS = frame(
    "agreements",
    "Acordos",
    "agreement_id",
    column("contract_id", "Contrato da dívida"),
    "previous_agreement_id new_contract_id member_id document signed_date debt_cents discount_cents",
    "down_payment_cents installment_count first_due_date",
    column("monthly_rate", "Taxa do acordo"),
    "amortization negotiated_by received_date registered_date broken_date settled_date author",
    required="agreement_id contract_id signed_date debt_cents",
    key="agreement_id contract_id",
    amount="debt_cents",
)
"""One row for each contract that an agreement renegotiates; what is said of the whole agreement repeats."""

AGREEMENT_INSTALLMENTS = frame(
    "agreement_installments",
    "Parcelas dos acordos",
    "agreement_id installment_number due_date",
    column("amount_cents", "Valor da parcela"),
    "paid_cents paid_date",
    required="agreement_id installment_number due_date amount_cents paid_cents",
    key="agreement_id installment_number",
    amount="amount_cents",
)

COLLECTION_EVENTS = frame(
    "collection_events",
    "Eventos de cobrança",
    "contract_id agreement_id member_id document event_date event_kind channel bureau letter protocol",
    "amount_cents result author",
    required="event_date event_kind",
)

HOLDS = frame(
    "holds",
    "Pausas da cobrança",
    "contract_id member_id document",
    column("hold_kind", "Tipo de pausa"),
    "from_date until_date promised_cents reason author",
    required="hold_kind from_date reason author",
)

COLLECTION_EXCEPTIONS = frame(
    "collection_exceptions",
    "Exceções da cobrança",
    "contract_id member_id document exception_kind from_date until_date window_days reason author",
    required="exception_kind from_date reason author",
)
"""What the management decided for a debt outside the policy, with author, date and reason."""

COLLECTION_SHEET = frame(
    "collection_sheet",
    "Planilha de cobrança",
    "contract_id document member_name origin_cooperative branch contacted to_collect product wallet",
    "exported_level exported_days_past_due",
    column("amount_cents", "Valor da operação"),
    "updated_cents",
    required="contract_id updated_cents",
    key="contract_id",
    amount="updated_cents",
)

DEBT_COLUMNS = columns(
    "debt_id debt_kind client_key member_id document member_name branch product contracts situation",
    "situation_title situation_article count_from_date count_from_basis collection_days held_days oldest_due_date",
    "days_past_due overdue_cents balance_cents charges_cents updated_cents",
    column("is_defaulted", "Inadimplente (acima de 90 dias)"),
    "collection_stage stage_title stage_rank act act_title responsible channel letter deadline_date is_act_late",
    "days_late_on_act missing_prerequisites notice_date listed_date is_listed last_act_date hold_kind",
    "hold_until_date hold_effect_title exception destination_title stage_reason",
    column("stage_article", "Fundamento da etapa"),
    "act_article",
)
"""One row a late debt: an operation, or an agreement with a late instalment (its contracts are part of it).

``destination`` is one of DESTINATIONS: every late debt is in exactly one. ``collection_days`` is missing where nothing
tells from when to count."""

QUEUE_COLUMNS = columns(
    "client_key member_id document member_name branch situation_title",
    column("stage_title", "Etapa mais alta"),
    "stage_rank debt_count",
    column("debts", "Dívidas e etapas"),
    column("days_past_due", "Maior atraso"),
    "overdue_cents balance_cents updated_cents",
    column("debt_id", "Dívida da providência"),
    column("act_title", "Próxima providência"),
    "responsible channel letter deadline_date is_act_late days_late_on_act missing_prerequisites held_debts",
    column("stage_article", "Fundamento"),
)
"""One row a debtor with something to do or await, late acts first. Amounts are of all late debts of the debtor."""

HOLD_COLUMNS = columns(
    "debt_id client_key member_id document member_name",
    column("hold_kind", "Tipo de pausa"),
    "from_date until_date effect state_title ended_date ended_recently held_days promised_cents received_cents",
    "reason author hold_reason hold_article",
)
"""One row a hold and a debt that it reaches; a hold that reaches none has one row without ``debt_id``."""

ACT_COLUMNS = columns(
    "debt_id contract_id agreement_id member_id document act act_title",
    column("event_kind", "Evento quando cumprida"),
    "letter channel responsible",
    column("deadline_date", "Prazo"),
    column("is_act_late", "Atrasada"),
    "updated_cents",
)
"""One row an act that may be done today. Done, it becomes a row of collection_events of its ``event_kind``."""

SETTLEMENT_COLUMNS = columns(
    "client_key member_id document member_name settlement_kind base_date",
    column("due_date", "Cabe desde"),
    "done_date share_capital_cents capital_interest_cents deposits_cents minimum_share_cents loans_cents",
    "used_cents remaining_debt_cents to_return_cents arithmetic state_title article",
)
"""The account settlement of a former member (§ 4.3) and the use of the capital of one on leave (§ 4.2)."""

MANAGEMENT_EXCEPTION_COLUMNS = columns(
    "debt_id member_id document member_name exception_kind from_date until_date window_days is_in_force reason",
    "author",
    column("exception_article", "Fundamento"),
)
"""What the management decided for a debt, outside the policy (§ 4.3)."""
