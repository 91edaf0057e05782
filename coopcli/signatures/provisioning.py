"""Classification and provision: problem assets, the floor of provision, risk levels, registers and disclosures."""

from __future__ import annotations

from coopcli.signatures.shape import Role, Signature

OPERATION = (
    "days_past_due", "trigger", "is_problem_asset", "is_dragged", "was_written_off", "has_write_off_relief",
    "has_write_off_decision", "has_write_off_criterion", "product_kind", "is_bankrupt_company", "is_federal_programme",
    "is_complete_method", "has_expected_loss", "portfolio", "months_since_default", "ceased_to_be_problem",
    "began_as_problem",
)  # fmt: skip
"""What is known of an operation once problem assets and portfolios are decided."""

STAGE = (
    *OPERATION, "has_sixty_day_evidence", "has_significant_increase", "has_risk_reduction", "is_collective",
    "previous_stage", "previous_stage_code",
)  # fmt: skip

CURE = (
    "was_own_problem", "days_past_due", "timely_payment_months", "installment_interval_months", "evidence_days",
    "counterparty_has_arrears",
)  # fmt: skip
_NO_PROBLEM = "não era ativo problemático por si: nada se pergunta"

CONTAGION = ("has_contagion_exception", "counterparty_is_worse")

_CURE = Signature(CURE, ("is_met",), empty=_NO_PROBLEM, titled=True, prudent={"is_met": "less"})

PROBLEM_CONCEPTS = Role(
    "problem_concepts",
    "ativo problemático, cura, arrasto, estágios, baixa e parada de receita",
    ("provisioning/cmn-4966-2021",),
    {
        "method": Signature(("method", "prudential_segment"), ("is_admitted",), titled=True),
        "problem_asset": Signature(
            ("days_past_due", "trigger", "was_problem_asset", "was_written_off"),
            ("is_problem_asset",),
            prudent={"is_problem_asset": "more"},
        ),
        "cure_no_arrears": _CURE,
        "cure_timely_payment": _CURE,
        "cure_other_obligations": _CURE,
        "cure_evidence": _CURE,
        "contagion": Signature(CONTAGION, ("is_dragged",), prudent={"is_dragged": "more"}),
        "contagion_by_stage": Signature((*CONTAGION, "is_collective"), ("is_dragged",), prudent={"is_dragged": "more"}),
        "stage": Signature(STAGE, ("stage",), prudent={"stage": "more"}),
        "stage_reason": Signature((*STAGE, "stage"), ("stage_code",)),
        "minimum_total": Signature(OPERATION, ("rate",), prudent={"rate": "more"}),
        "write_off": Signature(OPERATION, ("write_off_due",), prudent={"write_off_due": "more"}),
        "revenue_stop": Signature(OPERATION, ("stops_revenue",), prudent={"stops_revenue": "more"}),
    },
    {
        "problem_after_days": "days",
        "climate_restructuring_from": "date",
        "climate_restructuring_to": "date",
        "write_off_after_days": "days",
    },
    lists={
        "portfolio": ("portfolio",),
        "stage": ("stage", "previous_stage"),
        "stage_code": ("stage_code", "previous_stage_code"),
    },
    cites={"restructuring": "o que é reestruturação"},
)

FLOOR_PROVISION = Role(
    "floor_provision",
    "carteiras e pisos de provisão para perdas incorridas e adicionais",
    ("provisioning/bcb-352-2023",),
    {
        "portfolio_by_guarantee": Signature(("guarantee_kind",), ("portfolio",)),
        "portfolio_by_product": Signature(
            ("product_kind", "has_guarantee"), ("portfolio",), empty="a garantia decide a carteira"
        ),
        "incurred_loss": Signature(
            ("is_bankrupt_company", "days_past_due", "months_since_default", "portfolio"),
            ("rate",),
            prudent={"rate": "more"},
        ),
        "additional_loss": Signature(OPERATION, ("rate",), prudent={"rate": "more"}),
        "excess": Signature(OPERATION, ("takes_expected_loss",), prudent={"takes_expected_loss": "more"}),
    },
    {
        "default_after_days": "days",
        "month_counting": ("calendar", "anniversary"),
        "federal_programme_credit_lines": "text",
        "additional_under_complete": "flag",
    },
    lists={"portfolio": ("portfolio",)},
    cites={
        "several_guarantees": "qual de várias garantias decide",
        "portfolio_review": "a carteira que muda com as garantias",
        "up_to_balance": "a provisão não passa do saldo",
    },
)

LEVEL = (
    "given_level", "days_past_due", "product_kind", "overdraft_days", "is_under_one_month", "was_written_off",
    "held_level", "is_improved", "has_overdue_review", "is_initial_stock", "client_total_cents",
)  # fmt: skip
"""What is known of an operation before its level is decided."""

DECIDED_LEVEL = (*LEVEL, "level", "months_in_level_h")
_OTHERS_DECIDE = "esta tabela não exige nível: decidem as outras"

RISK_LEVELS = Role(
    "risk_levels",
    "níveis de risco, provisão mínima, baixa e parada de receita por nível",
    ("provisioning/cmn-2682-1999",),
    {
        "given_level": Signature(LEVEL, ("level",), prudent={"level": "more"}),
        "level_by_days_past_due": Signature(LEVEL, ("level",), prudent={"level": "more"}),
        "level_by_days_past_due_doubled": Signature(LEVEL, ("level",), prudent={"level": "more"}),
        "special_level": Signature(LEVEL, ("level",), empty=_OTHERS_DECIDE, prudent={"level": "more"}),
        "initial_stock": Signature(LEVEL, ("level",), empty=_OTHERS_DECIDE, prudent={"level": "more"}),
        "held_level": Signature(LEVEL, ("level",), empty=_OTHERS_DECIDE, prudent={"level": "more"}),
        "contagion": Signature(CONTAGION, ("is_dragged",), prudent={"is_dragged": "more"}),
        "provision_rate": Signature(DECIDED_LEVEL, ("rate",), prudent={"rate": "more"}),
        "review": Signature(
            ("client_total_cents", "is_above_equity_share"),
            ("review",),
            {"review_months": "não corre prazo"},
        ),
        "write_off": Signature(DECIDED_LEVEL, ("write_off_due",), prudent={"write_off_due": "more"}),
        "revenue_stop": Signature(DECIDED_LEVEL, ("stops_revenue",), prudent={"stops_revenue": "more"}),
    },
    {
        "double_count": "flag",
        "double_count_above_months": "months",
        "level_h_above_days": "days",
        "level_h_doubled_above_days": "days",
        "exported_level": ("floor", "compare"),
        "overdue_review": ("alert", "level_h"),
        "large_exposure_rate": "rate",
        "initial_stock_until": "date",
    },
    cites={"reviews": "as revisões do nível", "renegotiation": "o nível que a renegociação mantém"},
)

REGISTER = Role(
    "write_off_register",
    "registro do que foi baixado para prejuízo",
    ("registers/write-offs",),
    {
        "write_off_register": Signature(
            ("months_since_write_off", "collection_goes_on"),
            ("stays_registered",),
            prudent={"stays_registered": "more"},
        )
    },
    {"write_off_register_months": "months"},
)

_BAND = ("band",)
_OVERDUE, _FALLING = Signature(("days_past_due",), _BAND), Signature(("days_to_due",), _BAND)

DISCLOSURES = Role(
    "level_disclosures",
    "informações por faixa de vencimento e nível de risco",
    ("disclosures/cmn-2682-1999",),
    {"overdue": _OVERDUE, "falling_due": _FALLING},
)

AGING = Role(
    "aging_scheme",
    "faixas de vencimento da carteira",
    ("aging/bcb-352-2023", "aging/cmn-2682-1999", "aging/cooperative", "aging/scr"),
    {
        "bands": Signature(
            ("days_past_due",), _BAND, absent="classifica as parcelas em aberto, com as tabelas overdue e falling_due"
        ),
        "overdue": Signature(("days_past_due",), _BAND, absent="classifica as operações, com a tabela bands"),
        "falling_due": Signature(("days_to_due",), _BAND, absent="classifica as operações, com a tabela bands"),
    },
    several="cada esquema de faixas é um quadro do aging",
)

ROLES = (PROBLEM_CONCEPTS, FLOOR_PROVISION, RISK_LEVELS, REGISTER, DISCLOSURES, AGING)
