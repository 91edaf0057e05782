"""Members: their record, how to reach them, their capital, their coming and going."""

from __future__ import annotations

from coopcli.words.lists import DEPARTURE_KINDS, PERSON_TYPES
from coopcli.words.word import Word, column, declare, frame

declare(
    Word("member_id", "code", "Número do associado", header="Associado", may_be_missing=True),
    Word("document", "document", "CPF/CNPJ", personal=True),
    Word("name", "text", "Nome", personal=True),
    Word("person_type", "choice", "Tipo de pessoa", header="Tipo", choices=PERSON_TYPES, may_be_missing=True),
    Word("branch", "code", "PA", may_be_missing=True),
    Word("manager", "text", "Gerente", personal=True),
    Word("monthly_income_cents", "money", "Renda bruta mensal"),
    Word("activity_code", "code", "CNAE"),
    Word("birth_date", "date", "Nascimento"),
    Word("member_since", "date", "Início do relacionamento"),
    Word("record_updated_on", "date", "Última renovação cadastral"),
    Word("sex", "text", "Sexo", meaning="sexo, em minúsculas e sem acento", may_be_missing=True),
    Word(
        "marital_status",
        "text",
        "Estado civil",
        meaning="estado civil, em minúsculas e sem acento",
        may_be_missing=True,
    ),
    Word("dependent_count", "count", "Dependentes", may_be_missing=True),
    Word("profession", "text", "Profissão", meaning="profissão, em minúsculas e sem acento", may_be_missing=True),
    Word("segment", "text", "Segmento"),
    Word("group_id", "code", "Código do grupo econômico"),
    Word("group_name", "text", "Grupo econômico"),
    Word("capital_account_id", "code", "Conta capital"),
    Word("status", "text", "Situação"),
    Word("paid_in_cents", "money", "Capital integralizado"),
    Word("to_pay_in_cents", "money", "Capital a realizar"),
    Word("movement_date", "date", "Data do movimento"),
    Word("departure_date", "date", "Data do desligamento"),
    Word("departure_kind", "choice", "Forma de desligamento", choices=tuple(DEPARTURE_KINDS)),
    Word("employment_end_date", "date", "Fim do vínculo empregatício"),
    Word("share_capital_cents", "money", "Capital"),
    Word("capital_interest_cents", "money", "Juros ao capital"),
    Word("deposits_cents", "money", "Saldo em RDC"),
    Word("loans_cents", "money", "Empréstimos"),
    Word("settlement_date", "date", "Data do encontro de contas"),
    Word("reason", "text", "Motivo", personal=True),
    Word("employer", "text", "Empresa conveniada"),
    Word("has_payroll", "flag", "Recebe em folha"),
    Word("from_date", "date", "Desde"),
    Word("until_date", "date", "Até"),
    Word("capital_used_date", "date", "Data de utilização do capital"),
    Word("capital_used_cents", "money", "Capital utilizado"),
    Word("author", "text", "Autor", personal=True),
    Word("mobile_phone", "code", "Celular", personal=True),
    Word("work_phone", "code", "Comercial", personal=True),
    Word("home_phone", "code", "Residencial", personal=True),
    Word("message_phone", "code", "Recado", personal=True),
    Word("email", "text", "E-mail", personal=True),
    Word("address_kind", "text", "Tipo de endereço"),
    Word("street", "text", "Logradouro", personal=True),
    Word("number", "code", "Número", personal=True),
    Word("complement", "text", "Complemento", personal=True),
    Word("district", "text", "Bairro", personal=True),
    Word("city", "text", "Município"),
    Word("state", "text", "UF"),
    Word("zip_code", "code", "CEP", personal=True),
)

MEMBERS = frame(
    "members",
    "Associados",
    "member_id document name person_type branch manager monthly_income_cents activity_code birth_date",
    "member_since record_updated_on sex marital_status dependent_count profession segment",
    required="member_id",
    key="member_id",
)

ECONOMIC_GROUPS = frame(
    "economic_groups", "Grupos econômicos", "member_id document group_id group_name", required="group_id"
)

SHARE_CAPITAL = frame(
    "share_capital",
    "Capital social",
    "capital_account_id member_id document status paid_in_cents to_pay_in_cents movement_date",
    required="capital_account_id paid_in_cents",
    key="capital_account_id",
    amount="paid_in_cents",
)

DEPARTURES = frame(
    "departures",
    "Desligamentos",
    "member_id document name branch departure_date departure_kind employment_end_date share_capital_cents",
    "capital_interest_cents deposits_cents loans_cents settlement_date reason",
    required="member_id departure_date",
    key="member_id departure_date",
)

LEAVES = frame(
    "leaves",
    "Afastamentos",
    "member_id document name employer has_payroll",
    column("from_date", "Início do afastamento"),
    column("until_date", "Fim do afastamento"),
    "capital_used_date capital_used_cents reason author",
    required="member_id from_date",
    key="member_id from_date",
)

PHONES = frame(
    "phones", "Telefones", "member_id document mobile_phone work_phone home_phone message_phone", required="member_id"
)

EMAILS = frame("emails", "E-mails", "member_id document email", required="member_id email")

ADDRESSES = frame(
    "addresses",
    "Endereços",
    "member_id document address_kind street number complement district city state zip_code",
    required="member_id street city",
)
