"""What the credit desk gives: the ratings, limits, impediments, rates and authority of proposals.

Every ``*_article`` column holds the article of the row that decided, every ``*_reason`` its reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coopcli.frames import Column
from coopcli.results.month import Check

if TYPE_CHECKING:
    import pandas as pd

BLOCKED, TO_CHECK, CLEAR = "impedida", "a conferir", "sem impedimento"
FITS, DOES_NOT_FIT, NOT_TOLD = "cabe", "não cabe", "não informado"

SUMMARY_COLUMNS: tuple[Column, ...] = (
    Column("proposal_id", "code", "Proposta", required=True),
    Column("proposal_date", "date", "Data da proposta", required=True),
    Column("member_id", "code", "Associado"),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome", personal=True),
    Column("person_type", "text", "Tipo"),
    Column("branch", "code", "PA"),
    Column("credit_line", "text", "Linha de crédito"),
    Column("amount_cents", "money", "Valor proposto", required=True),
    Column("installment_count", "count", "Parcelas", required=True),
    Column("payment_method", "choice", "Forma de pagamento"),
    Column("situation", "text", "Situação"),
    Column("veto_count", "count", "Impedimentos", required=True),
    Column("to_check_count", "count", "A conferir", required=True),
    Column("level", "level", "Rating"),
    Column("total_points", "count", "Pontos"),
    Column("unanswered_count", "count", "Perguntas sem resposta", required=True),
    Column("level_article", "text", "Fundamento do rating"),
    Column("monthly_rate", "rate", "Taxa ao mês"),
    Column("rate_words", "text", "Como se formou a taxa"),
    Column("rate_article", "text", "Fundamento da taxa"),
    Column("installment_cents", "money", "Prestação (Price)"),
    Column("largest_cents", "money", "Maior valor que cabe"),
    Column("binding_limit", "text", "Limite que o determina"),
    Column("client_total_cents", "money", "Volume de crédito com a proposta"),
    Column("authority", "text", "Alçada"),
    Column("authority_limit_cents", "money", "Limite da alçada"),
    Column("authority_words", "text", "Por que esta alçada"),
    Column("authority_article", "text", "Fundamento da alçada"),
    Column("reports_to_board", "flag", "Reportar à Diretoria"),
    Column("attendant", "text", "Atendente", personal=True),
)

ANSWER_COLUMNS: tuple[Column, ...] = (
    Column("proposal_id", "code", "Proposta", required=True),
    Column("member_name", "text", "Nome", personal=True),
    Column("question", "code", "Pergunta", required=True),
    Column("question_title", "text", "Título"),
    Column("answer", "text", "Resposta que vale"),
    Column("origin", "text", "Origem"),
    Column("derived", "text", "Apurada nas exportações"),
    Column("field", "text", "De que campo"),
    Column("typed", "text", "Digitada"),
    Column("typed_reason", "text", "Motivo de quem digitou", personal=True),
    Column("author", "text", "Autor", personal=True),
    Column("weight", "count", "Peso"),
    Column("points", "count", "Pontos", required=True),
    Column("cost", "count", "Acima do mínimo", required=True),
    Column("article", "text", "Fundamento"),
    Column("reason", "text", "Regra"),
)
"""One row a question of a proposal. ``cost`` is how many points it has above the least it could have."""

RATING_COLUMNS: tuple[Column, ...] = (
    Column("proposal_id", "code", "Proposta", required=True),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome", personal=True),
    Column("amount_cents", "money", "Valor proposto", required=True),
    Column("partial_points", "count", "Pontos da análise interna"),
    Column("partial_level", "level", "Resultado parcial"),
    Column("total_points", "count", "Pontos"),
    Column("level", "level", "Resultado final"),
    Column("level_note", "text", "Observação"),
    Column("level_article", "text", "Fundamento"),
    Column("level_reason", "text", "Regra"),
    Column("unanswered_count", "count", "Perguntas sem resposta", required=True),
    Column("costliest", "text", "As três perguntas que mais custam"),
    Column("unused_count", "count", "Digitadas sem motivo, que não valem", required=True),
)

SCORE_COLUMNS: tuple[Column, ...] = (
    Column("proposal_id", "code", "Proposta", required=True),
    Column("document", "document", "CPF/CNPJ"),
    Column("member_name", "text", "Nome", personal=True),
    Column("amount_cents", "money", "Valor proposto", required=True),
    Column("score", "number", "Pontuação (0 a 100)"),
    Column("procedure", "text", "Procedimento"),
    Column("procedure_article", "text", "Fundamento"),
    Column("missing", "text", "Parâmetros sem pontos"),
    Column("largest_installment_cents", "money", "Prestação máxima"),
    Column("words", "text", "Pontos × peso"),
)

LIMIT_COLUMNS: tuple[Column, ...] = (
    Column("proposal_id", "code", "Proposta", required=True),
    Column("member_name", "text", "Nome", personal=True),
    Column("limit", "text", "Limite"),
    Column("base_cents", "money", "Base"),
    Column("rate", "rate", "Percentual"),
    Column("limit_cents", "money", "Valor do limite"),
    Column("used_cents", "money", "Já comprometido"),
    Column("new_cents", "money", "Desta proposta"),
    Column("left_cents", "money", "Folga"),
    Column("fits", "text", "Resultado"),
    Column("largest_cents", "money", "Maior valor que cabe"),
    Column("article", "text", "Fundamento"),
    Column("reason", "text", "Regra"),
)

FINDING_COLUMNS: tuple[Column, ...] = (
    Column("proposal_id", "code", "Proposta", required=True),
    Column("member_name", "text", "Nome", personal=True),
    Column("verdict", "text", "Efeito"),
    Column("title", "text", "Impedimento ou conferência"),
    Column("detail", "text", "O que se achou"),
    Column("article", "text", "Fundamento"),
    Column("reason", "text", "Regra"),
)

STEP_COLUMNS: tuple[Column, ...] = (
    Column("proposal_id", "code", "Proposta", required=True),
    Column("member_name", "text", "Nome", personal=True),
    Column("authority", "text", "Alçada"),
    Column("limit_cents", "money", "Limite com o rating"),
    Column("amount_cents", "money", "Valor proposto", required=True),
    Column("is_admitted", "flag", "Pode decidir"),
    Column("words", "text", "Por quê"),
    Column("article", "text", "Fundamento"),
    Column("reason", "text", "Regra"),
)


@dataclass(frozen=True)
class Rating:
    """Proposals rated by a questionnaire: a row a proposal (RATING_COLUMNS) and a row an answer (ANSWER_COLUMNS)."""

    ratings: pd.DataFrame
    answers: pd.DataFrame


@dataclass(frozen=True)
class Desk:
    """What is known of each proposal before it is decided. ``checklist`` has proposal_id, item and article;
    ``warnings`` the same, of the authority."""

    summary: pd.DataFrame  # SUMMARY_COLUMNS
    rating: Rating
    limits: pd.DataFrame  # LIMIT_COLUMNS
    findings: pd.DataFrame  # FINDING_COLUMNS
    steps: pd.DataFrame  # STEP_COLUMNS
    warnings: pd.DataFrame
    checklist: pd.DataFrame
    checks: list[Check] = field(default_factory=list)


@dataclass(frozen=True)
class AuthorityTable:
    """The limits of authority for a reference equity: ``rows`` has authority, base_cents and, for each group of
    levels in ``groups`` (its title → its column), the limit; ``notes`` are the rule's own."""

    reference_equity_cents: int
    percentage: int
    article: str
    rows: pd.DataFrame
    groups: Mapping[str, str]
    notes: tuple[str, ...] = ()
