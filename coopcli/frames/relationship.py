"""The frames of the relationship with members: surveys, solutions in use, margins, contacts."""

from __future__ import annotations

from coopcli.frames.shape import Column, Frame

SURVEY_ANSWERS = Frame(
    "survey_answers",
    "Respostas da pesquisa",
    (
        Column("wave", "code", "Rodada"),
        Column("respondent_id", "code", "Respondente", required=True),
        Column("member_id", "code", "Número do associado"),
        Column("branch", "code", "PA"),
        Column("answered_date", "date", "Data da resposta"),
        Column("channel", "text", "Canal"),
        Column("question", "code", "Pergunta", required=True),
        Column("answer", "text", "Resposta", personal=True),
    ),
    key=("wave", "respondent_id", "question"),
)
"""One row an answer. A blank answer is one too: what it counts for is the survey's business."""

SURVEY_BRANCHES = Frame(
    "survey_branches",
    "Pesquisa por PA",
    (
        Column("wave", "code", "Rodada"),
        Column("branch", "code", "PA", required=True),
        Column("branch_name", "text", "Nome do PA"),
        Column("population", "count", "Associados", required=True),
        Column("sent", "count", "Questionários enviados"),
    ),
    key=("wave", "branch"),
)
"""How many members each branch has, and how many of them were asked. Without a wave, for all waves."""

PRODUCT_USAGE = Frame(
    "product_usage",
    "Produtos em uso",
    (
        Column("reference_date", "date", "Data-base", required=True),
        Column("member_id", "code", "Número do associado", required=True),
        Column("product", "text", "Produto", required=True),
        Column("quantity", "count", "Quantidade"),
        Column("balance_cents", "money", "Saldo", may_be_negative=True),
        Column("branch", "code", "PA"),
        Column("manager", "text", "Gerente", personal=True),
        Column("segment", "text", "Segmento"),
    ),
    key=("member_id", "product", "reference_date"),
)

MARGINS = Frame(
    "margins",
    "Margem de contribuição",
    (
        Column("reference_date", "date", "Data-base", required=True),
        Column("member_id", "code", "Número do associado"),
        Column("family", "text", "Família de produtos", required=True),
        Column("margin_cents", "money", "Margem de contribuição", required=True, may_be_negative=True),
        Column("branch", "code", "PA"),
        Column("manager", "text", "Gerente", personal=True),
        Column("segment", "text", "Segmento"),
    ),
    amount="margin_cents",
)

RELATIONSHIP_CONTACTS = Frame(
    "relationship_contacts",
    "Contatos de relacionamento",
    (
        Column("member_id", "code", "Número do associado", required=True),
        Column("contact_date", "date", "Data do contato", required=True),
        Column("channel", "text", "Canal"),
        Column("subject", "text", "Assunto"),
        Column("result", "text", "Resultado", personal=True),
        Column("next_contact_date", "date", "Próximo contato"),
        Column("branch", "code", "PA"),
        Column("manager", "text", "Gerente", personal=True),
    ),
)
