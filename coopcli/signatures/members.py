"""Members and contracts studied: who is late, past cases, the minimum wage, records, calendars."""

from __future__ import annotations

from coopcli.signatures.shape import Named, Role, Signature

_NUMBERS = (
    "member_age_years", "membership_months", "dependent_count", "income_wages", "installment_count", "days_past_due",
    "monthly_income_thousands",
)  # fmt: skip
_WORDS = ("branch", "product_kind", "given_level", "sex", "marital_status", "profession")
CONTRACT = (*_NUMBERS, *_WORDS)
"""What is known of a contract and of the member who owes it."""

CASE_NUMBERS = (
    "member_age_years", "dependent_count", "income_wages", "installment_count", "membership_months",
    "paid_capital_cents", "employment_months", "commitment_basis_points", "amount_cents",
)  # fmt: skip
CASE_WORDS = (
    "sex", "marital_status", "profession", "product_kind", "payment_method", "guarantee_kind", "has_guarantor",
)  # fmt: skip

_AS_WRITTEN = "vale como está escrito"
_BANDS = Signature(answers=("band",), empty="o que não está na lista fica como está escrito no cadastro")
_NO_CODE = "o contrato fica fora da regressão, e a página o diz"

PROFILE = Role(
    "late_profile",
    "perfil do inadimplente",
    ("profile/delinquency",),
    {
        "characteristics": Signature(
            answers=("fact",),
            may_answer={"table": _AS_WRITTEN},
            rows="several",
            titled=True,
            among={"fact": {"": CONTRACT}},
        ),
        "variables": Signature(
            answers=("fact", "coding", "models"),
            may_answer={"table": _AS_WRITTEN},
            rows="several",
            titled=True,
            needs={"coding=code": ("table",), "coding=rate": ("table",)},
            among={"fact": {"": CONTRACT, "coding=number": _NUMBERS}},
        ),
    },
    {
        "late_above_days": "number",
        "significance_rate": "rate",
        "confidence_rate": "rate",
        "least_expected_count": "count",
        "largest_vif": "number",
        "sample_base": "number",
        "sample_per_variable": "number",
        "least_category_count": "count",
        "most_bands": "number",
        "most_categories": "number",
        "least_events_per_variable": "number",
        "calibration_groups": "number",
    },
    named=(
        Named("Faixas de uma característica", "characteristics", "table", _BANDS, fact_of="fact"),
        Named(
            "Categorias de uma variável", "variables", "table", _BANDS, where={"coding": "categories"}, fact_of="fact"
        ),
        Named(
            "Códigos de uma variável",
            "variables",
            "table",
            Signature(answers=("code",), empty=_NO_CODE),
            where={"coding": "code"},
            fact_of="fact",
        ),
        Named(
            "Taxas de uma variável",
            "variables",
            "table",
            Signature(answers=("rate",), empty=_NO_CODE),
            where={"coding": "rate"},
            fact_of="fact",
        ),
    ),
)
WAGE = Role(
    "minimum_wage",
    "salário mínimo",
    ("profile/minimum-wage",),
    parameters={"minimum_wage_cents": "money"},
)
SCORECARD_TEST = Role(
    "scorecard_test",
    "prova de uma pontuação com casos passados",
    ("profile/scorecard",),
    {
        "psi_reading": Signature(("psi_millionths",), ("band",)),
        "iv_reading": Signature(("iv_millionths",), ("band",)),
        "characteristics": Signature(
            answers=("fact", "coding"),
            rows="several",
            titled=True,
            among={"fact": {"": (*CASE_NUMBERS, *CASE_WORDS), "coding=number": CASE_NUMBERS}},
        ),
    },
    {
        "bad_above_days": "number",
        "points_mean": ("risk", "merit"),
        "score_groups": "number",
        "empty_group_rate": "rate",
        "least_bin_rate": "rate",
        "points_to_double": "number",
    },
)
RECORDS = Role(
    "member_records",
    "cadastro dos associados",
    ("registry/records",),
    {
        "fields": Signature(
            ("person_type",),
            ("fact", "importance"),
            rows="several",
            titled=True,
            among={
                "fact": {
                    "": (
                        "name", "document", "person_type", "branch", "manager", "monthly_income_cents",
                        "activity_code", "birth_date", "member_since", "record_updated_on", "sex", "marital_status",
                        "dependent_count", "profession", "segment", "addresses", "phones", "emails",
                    )
                }
            },
        ),
        "age": Signature(("member_age_years",), ("finding", "importance"), empty="a idade não pede nada"),
        "cpf_region": Signature(("cpf_region",), ("states",), empty="a região não se conta", keyed="cpf_region"),
    },
)  # fmt: skip
NATIONAL_CALENDAR = Role(
    "national_holidays",
    "dias sem expediente bancário",
    ("calendars/national",),
    parameters={"bank_optional_holidays": "list"},
)
MUNICIPAL_CALENDAR = Role(
    "municipal_holidays",
    "feriados do município",
    ("calendars/municipal",),
    parameters={"every_year": "list", "dates": "list"},
)

ROLES = (PROFILE, WAGE, SCORECARD_TEST, RECORDS, NATIONAL_CALENDAR, MUNICIPAL_CALENDAR)
