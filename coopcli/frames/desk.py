"""The frames of the credit desk: proposals, and the answers to the rating questionnaire."""

from __future__ import annotations

from coopcli.frames.shape import Column, Frame
from coopcli.frames.words import CREDIT_TITLES, GUARANTEE_KINDS, PAYMENT_METHODS, PRODUCT_KINDS

PROPOSALS = Frame(
    "proposals",
    "Propostas de crédito",
    (
        Column("proposal_id", "code", "Proposta", required=True),
        Column("proposal_date", "date", "Data da proposta", required=True),
        Column("member_id", "code", "Número do associado"),
        Column("document", "document", "CPF/CNPJ", required=True),
        Column("member_name", "text", "Nome", personal=True),
        Column("person_type", "choice", "Tipo de pessoa", choices=("PF", "PJ")),
        Column("branch", "code", "PA"),
        Column("product_kind", "choice", "Natureza do produto", choices=tuple(PRODUCT_KINDS)),
        Column("credit_line", "text", "Linha de crédito"),
        Column("purpose", "text", "Finalidade"),
        Column("amount_cents", "money", "Valor proposto", required=True),
        Column("installment_count", "count", "Quantidade de parcelas", required=True),
        Column("first_due_date", "date", "Primeiro vencimento"),
        Column("payment_method", "choice", "Forma de pagamento", choices=tuple(PAYMENT_METHODS)),
        Column("net_income_cents", "money", "Renda líquida comprovada"),
        Column("payroll_margin_cents", "money", "Margem consignável"),
        Column("annual_revenue_cents", "money", "Faturamento anual"),
        Column("net_equity_cents", "money", "Patrimônio líquido", may_be_negative=True),
        Column("guarantee_kind", "choice", "Tipo de garantia", choices=tuple(GUARANTEE_KINDS)),
        Column("guarantee_cents", "money", "Valor da garantia"),
        Column("guarantor_document", "document", "CPF/CNPJ do garantidor"),
        Column("renegotiates", "code", "Contrato que renegocia"),
        Column("has_restrictions", "flag", "Tem restrições"),
        Column("restrictions_reason", "text", "Justificativa das restrições", personal=True),
        Column("is_for_third_party", "flag", "Em nome de terceiro"),
        Column("has_conflict_of_interest", "flag", "Conflito de interesses"),
        Column("attendant", "text", "Atendente", personal=True),
        Column("credit_title", "choice", "Título de crédito", choices=tuple(CREDIT_TITLES)),
        Column("employment_since", "date", "Na empresa atual desde"),
        Column("receives_salary_here", "flag", "Recebe o salário na cooperativa"),
        Column("is_new_company", "flag", "Empresa recém-constituída"),
        Column("retains_capital", "flag", "Retém parte do crédito como capital"),
    ),
    key=("proposal_id",),
    amount="amount_cents",
)

QUESTIONNAIRE_ANSWERS = Frame(
    "questionnaire_answers",
    "Respostas do questionário de rating",
    (
        Column("proposal_id", "code", "Proposta", required=True),
        Column("question", "code", "Questão", required=True),
        Column("answer", "text", "Resposta", required=True),
        Column("reason", "text", "Motivo", personal=True),
        Column("author", "text", "Autor", personal=True),
        Column("answered_date", "date", "Data da resposta"),
    ),
    key=("proposal_id", "question"),
)

SCORED_OUTCOMES = Frame(
    "scored_outcomes",
    "Casos passados e o que aconteceu",
    (
        Column("application_id", "code", "Proposta ou contrato", required=True),
        Column("decided_date", "date", "Data da decisão", required=True),
        Column("member_id", "code", "Número do associado"),
        Column("branch", "code", "PA"),
        Column("points", "count", "Pontos", may_be_negative=True),
        Column("is_bad", "flag", "Mau"),
        Column("days_past_due", "count", "Maior atraso em dias"),
        Column("member_age_years", "count", "Idade"),
        Column("sex", "text", "Sexo"),
        Column("marital_status", "text", "Estado civil"),
        Column("dependent_count", "count", "Dependentes"),
        Column("monthly_income_cents", "money", "Renda bruta mensal"),
        Column("profession", "text", "Profissão"),
        Column("product_kind", "choice", "Natureza do produto", choices=tuple(PRODUCT_KINDS)),
        Column("payment_method", "choice", "Forma de pagamento", choices=tuple(PAYMENT_METHODS)),
        Column("installment_count", "count", "Quantidade de parcelas"),
        Column("membership_months", "count", "Meses de associação"),
        Column("employment_months", "count", "Meses na empresa"),
        Column("paid_capital_cents", "money", "Capital integralizado"),
    ),
    key=("application_id",),
)
"""What was decided in the past, by which points or facts, and how it ended."""
