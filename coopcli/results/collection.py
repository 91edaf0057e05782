"""What collection comes to: each debt at its stage, the queue of the day, what holds, what is settled.

``*_reason`` columns hold a rule reference (``id#table[row]``), ``*_article`` columns the paragraph of the policy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coopcli.frames import Column
from coopcli.frames.words import DEBT_KINDS, SETTLEMENT_KINDS
from coopcli.results.month import Check

if TYPE_CHECKING:
    import pandas as pd

CLOCKS = {
    "clock": "a contagem da própria regra",
    "departure_date": "desligamento da cooperativa",
    "capital_used_date": "utilização do capital",
    "oldest_due_date": "vencimento mais antigo em aberto",
    "due_month_end": "fim do mês do vencimento mais antigo",
    "listed_date": "negativação",
    "leave_end_date": "fim do afastamento",
}
"""From when a ladder may count its days, and its deadlines."""

DEBT_COLUMNS: tuple[Column, ...] = (
    Column("debt_id", "code", "Dívida", required=True),
    Column("debt_kind", "choice", "Tipo da dívida", choices=tuple(DEBT_KINDS)),
    Column("client_key", "code", "Devedor"),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome", personal=True),
    Column("branch", "code", "PA"),
    Column("product", "text", "Produto"),
    Column("contracts", "text", "Contratos da dívida"),
    Column("situation", "code", "Situação (código)"),
    Column("situation_title", "text", "Situação do devedor"),
    Column("situation_article", "text", "Fundamento da situação"),
    Column("count_from_date", "date", "Prazo conta de"),
    Column("count_from_basis", "text", "Conta a partir de"),
    Column("collection_days", "count", "Dias de cobrança"),
    Column("held_days", "count", "Dias que não contam"),
    Column("oldest_due_date", "date", "Vencimento em aberto mais antigo"),
    Column("days_past_due", "count", "Dias em atraso", required=True),
    Column("overdue_cents", "money", "Valor vencido", required=True),
    Column("balance_cents", "money", "Saldo devedor", required=True),
    Column("charges_cents", "money", "Encargos"),  # missing where nobody worked them out
    Column("updated_cents", "money", "Valor atualizado"),
    Column("is_defaulted", "flag", "Inadimplente (acima de 90 dias)"),
    Column("stage", "code", "Etapa (código)"),
    Column("stage_title", "text", "Etapa"),
    Column("stage_rank", "count", "Ordem da etapa", required=True),
    Column("act", "code", "Providência (código)"),
    Column("act_title", "text", "Providência"),
    Column("responsible", "text", "Responsável"),
    Column("channel", "text", "Canal"),
    Column("letter", "code", "Carta"),
    Column("deadline_date", "date", "Prazo da providência"),
    Column("is_act_late", "flag", "Providência atrasada"),
    Column("days_late_on_act", "count", "Dias de atraso da providência", required=True),
    Column("missing_prerequisites", "text", "Falta antes"),
    Column("notice_date", "date", "Aviso prévio em"),
    Column("listed_date", "date", "Negativada em"),
    Column("is_listed", "flag", "Negativada"),
    Column("last_act_date", "date", "Última providência em"),
    Column("hold_kind", "choice", "Pausa"),
    Column("hold_until_date", "date", "Pausa até"),
    Column("hold_effect", "text", "Efeito da pausa"),
    Column("exception", "text", "Exceção da Gerência"),
    Column("destination", "text", "Onde está", required=True),
    Column("stage_reason", "text", "Linha da regra"),
    Column("stage_article", "text", "Fundamento da etapa"),
    Column("act_article", "text", "Fundamento da providência"),
)
"""One row a late debt: an operation, or an agreement with a late instalment (its contracts are part of it).

``destination`` is one of DESTINATIONS: every late debt is in exactly one. ``collection_days`` is missing where nothing
tells from when to count."""

DESTINATIONS = {
    "queue": "na fila",
    "waiting": "aguardando prazo",
    "held": "em pausa",
    "in_agreement": "acordo em dia",
    "excepted": "exceção da Gerência",
    "closed": "processo encerrado",
    "not_followed": "não acompanhada",
}
"""Where a late debt is, with what the clerk reads."""

QUEUE_COLUMNS: tuple[Column, ...] = (
    Column("client_key", "code", "Devedor", required=True),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome", personal=True),
    Column("branch", "code", "PA"),
    Column("situation_title", "text", "Situação do devedor"),
    Column("stage_title", "text", "Etapa mais alta"),
    Column("stage_rank", "count", "Ordem da etapa", required=True),
    Column("debt_count", "count", "Dívidas", required=True),
    Column("debts", "text", "Dívidas e etapas"),
    Column("days_past_due", "count", "Maior atraso", required=True),
    Column("overdue_cents", "money", "Valor vencido", required=True),
    Column("balance_cents", "money", "Saldo devedor", required=True),
    Column("updated_cents", "money", "Valor atualizado"),
    Column("debt_id", "code", "Dívida da providência"),
    Column("act_title", "text", "Próxima providência"),
    Column("responsible", "text", "Responsável"),
    Column("channel", "text", "Canal"),
    Column("letter", "code", "Carta"),
    Column("deadline_date", "date", "Prazo da providência"),
    Column("is_act_late", "flag", "Providência atrasada"),
    Column("days_late_on_act", "count", "Dias de atraso da providência", required=True),
    Column("missing_prerequisites", "text", "Falta antes"),
    Column("held_debts", "text", "Dívidas em pausa"),
    Column("stage_article", "text", "Fundamento"),
)
"""One row a debtor with something to do or await, late acts first. Amounts are of all late debts of the debtor."""

HOLD_COLUMNS: tuple[Column, ...] = (
    Column("debt_id", "code", "Dívida"),
    Column("client_key", "code", "Devedor"),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome", personal=True),
    Column("hold_kind", "choice", "Tipo de pausa", required=True),
    Column("from_date", "date", "Desde", required=True),
    Column("until_date", "date", "Até"),
    Column("effect", "text", "O que para"),
    Column("state", "text", "Estado", required=True),
    Column("ended_date", "date", "Encerrada em"),
    Column("ended_recently", "flag", "Terminou desde a última fila"),
    Column("held_days", "count", "Dias que não contam", required=True),
    Column("promised_cents", "money", "Valor prometido"),
    Column("received_cents", "money", "Valor pago"),
    Column("reason", "text", "Motivo", personal=True),
    Column("author", "text", "Autor", personal=True),
    Column("hold_reason", "text", "Linha da regra"),
    Column("hold_article", "text", "Fundamento"),
)
"""One row a hold and a debt that it reaches; a hold that reaches none has one row without ``debt_id``."""

ACT_COLUMNS: tuple[Column, ...] = (
    Column("debt_id", "code", "Dívida", required=True),
    Column("contract_id", "code", "Contrato"),
    Column("agreement_id", "code", "Acordo"),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("act", "code", "Providência (código)", required=True),
    Column("act_title", "text", "Providência"),
    Column("event_kind", "choice", "Evento quando cumprida"),
    Column("letter", "code", "Carta"),
    Column("channel", "text", "Canal"),
    Column("responsible", "text", "Responsável"),
    Column("deadline_date", "date", "Prazo"),
    Column("is_act_late", "flag", "Atrasada"),
    Column("updated_cents", "money", "Valor atualizado"),
)
"""One row an act that may be done today. Done, it becomes a row of collection_events of its ``event_kind``."""

SETTLEMENT_COLUMNS: tuple[Column, ...] = (
    Column("client_key", "code", "Devedor", required=True),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome", personal=True),
    Column("settlement_kind", "choice", "Cálculo", choices=tuple(SETTLEMENT_KINDS)),
    Column("base_date", "date", "Desligamento ou vencimento mais antigo"),
    Column("due_date", "date", "Cabe desde"),
    Column("done_date", "date", "Feito em"),
    Column("share_capital_cents", "money", "Capital", required=True),
    Column("capital_interest_cents", "money", "Juros ao capital", required=True),
    Column("deposits_cents", "money", "Saldo em RDC", required=True),
    Column("minimum_share_cents", "money", "Cota mínima mantida", required=True),
    Column("loans_cents", "money", "Empréstimos", required=True),
    Column("used_cents", "money", "Valor usado na dívida", required=True),
    Column("remaining_debt_cents", "money", "Dívida que resta", required=True),
    Column("to_return_cents", "money", "Saldo a favor do associado", required=True),
    Column("arithmetic", "text", "Conta"),
    Column("state", "text", "Estado"),
    Column("article", "text", "Fundamento"),
)
"""The account settlement of a former member (§ 4.3) and the use of the capital of one on leave (§ 4.2)."""

MANAGEMENT_EXCEPTION_COLUMNS: tuple[Column, ...] = (
    Column("debt_id", "code", "Dívida"),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome", personal=True),
    Column("exception_kind", "choice", "Exceção", required=True),
    Column("from_date", "date", "Desde", required=True),
    Column("until_date", "date", "Até"),
    Column("window_days", "count", "Dias a mais ou a menos"),
    Column("is_in_force", "flag", "Vale hoje"),
    Column("reason", "text", "Motivo", personal=True),
    Column("author", "text", "Autor", personal=True),
    Column("exception_article", "text", "Fundamento"),
)
"""What the management decided for a debt, outside the policy (§ 4.3)."""

CODES = ("client_key", "situation", "stage", "stage_rank", "act", "letter")
"""What leads from one list to another, or to a letter: words of the rules, which sheets leave out."""

QUEUE_FIRST = (
    "is_act_late", "days_late_on_act", "deadline_date", "act_title", "responsible", "member_id", "member_name",
    "document", "branch", "stage_title", "debts",
)  # fmt: skip


def shown(columns: tuple[Column, ...], first: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Return the columns as a sheet has them: without the codes, those named in ``first`` ahead of the others."""
    ahead = [column for name in first for column in columns if column.name == name]
    return (*ahead, *(column for column in columns if column.name not in (*CODES, *first)))


@dataclass(frozen=True)
class Collection:
    """What collection comes to on a day."""

    debts: pd.DataFrame  # DEBT_COLUMNS
    queue: pd.DataFrame  # QUEUE_COLUMNS
    acts: pd.DataFrame  # ACT_COLUMNS
    holds: pd.DataFrame  # HOLD_COLUMNS
    settlements: pd.DataFrame  # SETTLEMENT_COLUMNS
    exceptions: pd.DataFrame  # MANAGEMENT_EXCEPTION_COLUMNS
    checks: list[Check] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
