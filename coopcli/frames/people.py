"""The frames of members: their record, how to reach them, their capital, their coming and going."""

from __future__ import annotations

from coopcli.frames.shape import Column, Frame
from coopcli.frames.words import DEPARTURE_KINDS

MEMBERS = Frame(
    "members",
    "Associados",
    (
        Column("member_id", "code", "Número do associado", required=True),
        Column("document", "document", "CPF/CNPJ"),
        Column("name", "text", "Nome", personal=True),
        Column("person_type", "choice", "Tipo de pessoa", choices=("PF", "PJ")),
        Column("branch", "code", "PA"),
        Column("manager", "text", "Gerente", personal=True),
        Column("monthly_income_cents", "money", "Renda bruta mensal"),
        Column("activity_code", "code", "CNAE"),
        Column("birth_date", "date", "Nascimento"),
        Column("member_since", "date", "Início do relacionamento"),
        Column("record_updated_on", "date", "Última renovação cadastral"),
        Column("sex", "text", "Sexo"),
        Column("marital_status", "text", "Estado civil"),
        Column("dependent_count", "count", "Dependentes"),
        Column("profession", "text", "Profissão"),
        Column("segment", "text", "Segmento"),
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

DEPARTURES = Frame(
    "departures",
    "Desligamentos",
    (
        Column("member_id", "code", "Número do associado", required=True),
        Column("document", "document", "CPF/CNPJ"),
        Column("name", "text", "Nome", personal=True),
        Column("branch", "code", "PA"),
        Column("departure_date", "date", "Data do desligamento", required=True),
        Column("departure_kind", "choice", "Forma de desligamento", choices=tuple(DEPARTURE_KINDS)),
        Column("employment_end_date", "date", "Fim do vínculo empregatício"),
        Column("share_capital_cents", "money", "Capital"),
        Column("capital_interest_cents", "money", "Juros ao capital"),
        Column("deposits_cents", "money", "Saldo em RDC"),
        Column("loans_cents", "money", "Empréstimos"),
        Column("settlement_date", "date", "Data do encontro de contas"),
        Column("reason", "text", "Motivo", personal=True),
    ),
    key=("member_id", "departure_date"),
)

LEAVES = Frame(
    "leaves",
    "Afastamentos",
    (
        Column("member_id", "code", "Número do associado", required=True),
        Column("document", "document", "CPF/CNPJ"),
        Column("name", "text", "Nome", personal=True),
        Column("employer", "text", "Empresa conveniada"),
        Column("has_payroll", "flag", "Recebe em folha"),
        Column("from_date", "date", "Início do afastamento", required=True),
        Column("until_date", "date", "Fim do afastamento"),
        Column("capital_used_date", "date", "Data de utilização do capital"),
        Column("capital_used_cents", "money", "Capital utilizado"),
        Column("reason", "text", "Motivo", personal=True),
        Column("author", "text", "Autor", personal=True),
    ),
    key=("member_id", "from_date"),
)

PHONES = Frame(
    "phones",
    "Telefones",
    (
        Column("member_id", "code", "Número do associado", required=True),
        Column("document", "document", "CPF/CNPJ"),
        Column("mobile_phone", "code", "Celular", personal=True),
        Column("work_phone", "code", "Comercial", personal=True),
        Column("home_phone", "code", "Residencial", personal=True),
        Column("message_phone", "code", "Recado", personal=True),
    ),
)

EMAILS = Frame(
    "emails",
    "E-mails",
    (
        Column("member_id", "code", "Número do associado", required=True),
        Column("document", "document", "CPF/CNPJ"),
        Column("email", "text", "E-mail", required=True, personal=True),
    ),
)

ADDRESSES = Frame(
    "addresses",
    "Endereços",
    (
        Column("member_id", "code", "Número do associado", required=True),
        Column("document", "document", "CPF/CNPJ"),
        Column("address_kind", "text", "Tipo de endereço"),
        Column("street", "text", "Logradouro", required=True, personal=True),
        Column("number", "code", "Número", personal=True),
        Column("complement", "text", "Complemento", personal=True),
        Column("district", "text", "Bairro", personal=True),
        Column("city", "text", "Município", required=True),
        Column("state", "text", "UF"),
        Column("zip_code", "code", "CEP", personal=True),
    ),
)
