"""The relationship with members: solutions in use, margins, contacts, and what these come to."""

from __future__ import annotations

from coopcli.words.word import Word, column, columns, declare, frame

declare(
    Word("reference_date", "date", "Data-base"),
    Word("quantity", "count", "Quantidade"),
    Word("family", "text", "Família de produtos", header="Família", meaning="família de soluções"),
    Word(
        "margin_cents",
        "money",
        "Margem de contribuição",
        header="Margem do mês",
        meaning="margem de contribuição no mês",
        may_be_negative=True,
        may_be_missing=True,
    ),
    Word("contact_date", "date", "Data do contato"),
    Word("subject", "text", "Assunto"),
    Word("next_contact_date", "date", "Próximo contato"),
    Word("member_count", "count", "Associados"),
    Word("solution_count", "count", "Soluções", meaning="soluções em uso pelo associado no mês"),
    Word("isa", "number", "ISA"),
    Word("margin_per_member_cents", "money", "MC por associado"),
    Word("by", "text", "Por"),
    Word("member_group", "text", "Grupo", personal=True),
    Word("mean_members", "number", "Associados"),
    Word("isa_change", "number", "Variação do ISA", may_be_negative=True),
    Word("margin_change_cents", "money", "Variação da MC por associado", may_be_negative=True),
    Word("since", "text", "Desde"),
    Word("solution", "text", "Solução"),
    Word("change", "count", "Variação no período", may_be_negative=True),
    Word("last_change", "count", "Variação no último mês", may_be_negative=True),
    Word("share_rate", "rate", "Associados que usam"),
    Word("mean_cents", "money", "Média"),
    Word("change_cents", "money", "Variação no período", may_be_negative=True),
    Word("exported_name", "text", "Nome na exportação"),
    Word("rows", "count", "Linhas"),
    Word("members", "count", "Associados"),
    Word("joined", "count", "Entraram"),
    Word("left", "count", "Saíram"),
    Word("gained_count", "count", "Ganharam soluções"),
    Word("lost_count", "count", "Perderam soluções"),
    Word("unchanged", "count", "Nem uma coisa nem outra"),
    Word("solutions_before", "count", "Soluções antes"),
    Word("solutions_of_joined", "count", "dos que entraram"),
    Word("solutions_of_left", "count", "dos que saíram"),
    Word("solutions_gained", "count", "ganhas"),
    Word("solutions_lost", "count", "perdidas"),
    Word("solutions_after", "count", "Soluções depois"),
    Word("what", "text", "O que houve"),
    Word("before", "count", "Soluções antes"),
    Word("after", "count", "Soluções depois"),
    Word("gained", "text", "Passou a usar"),
    Word("lost", "text", "Deixou de usar"),
    Word("member_rate", "rate", "Parte dos associados"),
    Word("group_isa", "number", "ISA do grupo"),
    Word("group_margin_cents", "money", "MC média do grupo"),
    Word("rank", "count", "Ordem"),
    Word("points_reason", "text", "Por quê"),
    Word("suggestions", "text", "O que o segmento costuma ter"),
    Word("last_subject", "text", "Assunto"),
    Word("may_call", "flag", "Oferecer agora"),
    Word("advice", "text", "Por que não oferecer", meaning="o que desaconselha o contato"),
    Word("contacted_count", "count", "Contatados no giro"),
    Word("contacted_rate", "rate", "Giro da carteira"),
    Word("overdue", "count", "Vencidos"),
    Word("never", "count", "Sem contato registrado"),
    Word("mean_days", "number", "Dias desde o contato, em média"),
    Word(
        "days_since_relationship_contact",
        "days",
        "Dias desde o contato",
        meaning="dias desde o último contato de relacionamento",
        may_be_missing=True,
    ),
    Word("income_rate", "rate", "Margem sobre a renda", may_be_negative=True),
    Word("income_words", "text", "Diante da margem usual"),
    Word("contract_count", "count", "Operações"),
    Word("solution_name", "text", "Produto ou serviço, em minúsculas e sem acento"),
    Word("family_name", "text", "Família da margem, em minúsculas e sem acento"),
    Word("lost_solution_count", "count", "Soluções que deixou de usar desde o mês anterior"),
    Word("has_many_solutions", "flag", "Tem ao menos tantas soluções quanto a média do grupo"),
    Word("has_high_margin", "flag", "Dá ao menos a margem média do grupo"),
    Word("has_hold_against_contact", "flag", "Pausa da cobrança que desaconselha o contato"),
    Word("is_detractor", "flag", "Detrator na última pesquisa"),
)

PRODUCT_USAGE = frame(
    "product_usage",
    "Produtos em uso",
    "reference_date member_id product quantity",
    column("balance_cents", "Saldo", may_be_negative=True),
    "branch manager segment",
    required="reference_date member_id product",
    key="member_id product reference_date",
)

MARGINS = frame(
    "margins",
    "Margem de contribuição",
    "reference_date member_id family margin_cents branch manager segment",
    required="reference_date family margin_cents",
    amount="margin_cents",
)

RELATIONSHIP_CONTACTS = frame(
    "relationship_contacts",
    "Contatos de relacionamento",
    "member_id contact_date channel subject result next_contact_date branch manager",
    required="member_id contact_date",
)

EVOLUTION_COLUMNS = columns(
    "month member_count",
    column("solution_count", "Soluções em uso"),
    "isa",
    column("margin_cents", "Margem de contribuição"),
    "margin_per_member_cents",
)
"""Of months without margins both amounts are missing; where no month has any, so are the columns."""

GROUP_COLUMNS = columns("by member_group", *EVOLUTION_COLUMNS)

MEAN_COLUMNS = columns(
    column("month", "Período"),
    "mean_members isa",
    column("margin_cents", "Margem de contribuição"),
    "margin_per_member_cents",
)

LATEST_COLUMNS = columns(
    "by member_group member_count",
    column("solution_count", "Soluções em uso"),
    "isa isa_change",
    column("margin_cents", "Margem de contribuição"),
    "margin_per_member_cents margin_change_cents since",
)
"""The groups of the last month against the first one told of each."""

SOLUTION_COLUMNS = columns("solution family")

FAMILY_COLUMNS = columns("family")

BAND_COLUMNS = columns(column("solution_count", "Soluções por associado"))
"""Followed by a column for each month (``MonthColumn``), then by what is told of them all."""

SOLUTION_TOTALS = columns("mean change last_change share_rate")

FAMILY_TOTALS = columns("mean_cents", column("share_rate", "Parte da média"), "change_cents")

OUTSIDE_COLUMNS = columns(column("kind", "O que é"), "exported_name rows members", column("margin_cents", "Margem"))
"""Products that the list lacks, which are not counted, and families, which are."""

MOVEMENT_COLUMNS = columns(
    "month since joined left gained_count lost_count unchanged solutions_before solutions_of_joined",
    "solutions_of_left solutions_gained solutions_lost solutions_after",
)
"""A member may gain some solutions and lose others. Before + of joined − of left + gained − lost = after."""

MOVER_COLUMNS = columns("month member_id member_name manager what before after gained lost")

MEMBER_COLUMNS = columns("member_id member_name branch manager segment solution_count margin_cents")
"""With what every list of members begins; names and margins only where an export tells them."""

QUADRANT_COLUMNS = columns(
    "quadrant member_count member_rate",
    column("solution_count", "Soluções em uso"),
    "margin_cents margin_per_member_cents",
    column("late_count", "Em atraso"),
    "detractor_count",
)

LOW_RETURN_COLUMNS = columns(*MEMBER_COLUMNS, "group_isa group_margin_cents")

CHECK_UP_COLUMNS = columns(
    "rank member_id member_name manager solution_count margin_cents points points_reason suggestions",
    column("lost", "Deixou de usar no mês"),
    "last_contact_date last_subject may_call advice",
)

CYCLE_COLUMNS = columns("manager member_count contacted_count contacted_rate overdue never mean_days")

OVERDUE_COLUMNS = columns(
    *MEMBER_COLUMNS,
    column("status", "Situação no giro"),
    "last_contact_date days_since_relationship_contact channel last_subject",
    column("next_contact_date", "Próximo contato combinado"),
)

CROSSING_COLUMNS = columns(
    *MEMBER_COLUMNS,
    "quadrant",
    column("monthly_income_cents", "Renda mensal"),
    "income_rate income_words contract_count balance_cents overdue_cents days_past_due",
    column("score", "Nota de recomendação"),
    column("class_title", "Classe NPS"),
    "last_contact_date days_since_relationship_contact",
)
"""What the sources present tell; the columns of those that are absent are not there."""
