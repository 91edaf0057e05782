"""Letters: who is to get one, and what is kept of it once it is written."""

from __future__ import annotations

from coopcli.words.word import Word, column, columns, declare

declare(
    Word("letter_title", "text", "Carta"),
    Word("in_transit_cents", "money", "Pagamento em trânsito"),
    Word("claimed_cents", "money", "Valor pedido"),
    Word("last_sent_date", "date", "Última igual em"),
    Word("letter_action_title", "text", "Situação"),
    Word("delivery_title", "text", "Entrega"),
    Word("explanation", "text", "Por quê"),
    Word("letter_article", "text", "Fundamento"),
    Word("letter_reason", "text", "Linha da regra"),
    Word("letter_number", "code", "Número"),
    Word("letter_date", "date", "Data"),
    Word("sha256", "code", "SHA-256 do texto"),
    Word("days_since_letter", "days", "Dias desde a última carta igual", may_be_missing=True),
    Word("transit_covers_debt", "flag", "Pagamento em trânsito cobre a dívida"),
    Word("has_unknown_amount", "flag", "Conta com valor que ninguém informou"),
    Word("claims_nothing", "flag", "Dívida sem valor em atraso conhecido"),
    Word("waits_for_transit", "flag", "Há pagamento em trânsito, e a cooperativa escolheu esperar por ele"),
    Word("requires_paper", "flag", "Carta que só vale por escrito e pelo correio"),
    Word("has_postal_address", "flag", "Tem endereço postal completo"),
    Word("has_electronic_address", "flag", "Tem e-mail ou celular"),
)

LETTER_COLUMNS = columns(
    column("letter", "Modelo"),
    "letter_title client_key member_id document member_name branch debts",
    column("total_cents", "Valor atualizado"),
    "in_transit_cents claimed_cents last_sent_date letter_action_title delivery_title explanation letter_article",
    "letter_reason",
)
"""One row a letter that an act asks for, sent or not: ``letter_action`` and ``delivery`` are in these words."""

LOG_COLUMNS = columns("letter_number letter_date letter member_id debts delivery_title sha256")
"""The log of letters, read again by later runs. It has no document, name, address or amount."""
