"""The frames of members: their record, how to reach them, their capital, their coming and going."""

from __future__ import annotations

from coopcli.frames.shape import Column, Frame

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
