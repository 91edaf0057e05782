"""Indicators of the portfolio and of the relationship: delinquency, solutions, margins, whom to call."""

from __future__ import annotations

from coopcli.signatures.shape import Role, Signature

_INDICATOR = Signature(
    ("days_past_due", "level"),
    ("indicator", "numerator", "denominator"),
    rows="several",
    titled=True,
    among={"denominator": {"": ("carteira", "=indicator")}},
)
_LOW_AND_HIGH = "o estudo as cita; nenhuma conta as usa"

DELINQUENCY = Role(
    "delinquency_indicators",
    "indicadores de inadimplência e de cobertura",
    ("indicators/delinquency",),
    {"indicators": _INDICATOR, "quality": _INDICATOR},
)
PRODUCTS = Role(
    "solutions",
    "soluções que o índice conta e famílias da margem",
    ("indicators/products",),
    {
        "products": Signature(("solution_name",), ("solution", "family"), empty="o produto fica fora do índice"),
        "families": Signature(("family_name",), ("family",), empty="a margem fica na família que a exportação diz"),
    },
)
MANAGEMENT = Role(
    "portfolio_management",
    "associados do mês, giro de carteira, quantidade e retorno",
    ("indicators/portfolio-management",),
    {
        "contact": Signature(("days_since_relationship_contact",), ("is_met", "band")),
        "quadrants": Signature(("has_many_solutions", "has_high_margin"), ("band",)),
        "solution_bands": Signature(("solution_count",), ("band",)),
        "margin_bands": Signature(("margin_cents",), ("band",)),
    },
    {"members_from": ("usage", "register"), "reference_group": ("segment", "cooperative"), "cycle_days": "days"},
    {"usual_income_low_rate": ("rate", _LOW_AND_HIGH), "usual_income_high_rate": ("rate", _LOW_AND_HIGH)},
)
CHECK_UP = Role(
    "check_up",
    "Check Up Financeiro: quem chamar, em que ordem, e quando não chamar",
    ("indicators/check-up",),
    {
        "priority": Signature(
            ("solution_count", "lost_solution_count", "margin_cents", "days_since_relationship_contact"),
            ("question", "points"),
            rows="sum",
            sum="points",
            one_per="question",
        ),
        "vetoes": Signature(
            ("days_past_due", "is_listed", "has_lawsuit", "has_hold_against_contact", "has_left", "is_detractor"),
            ("advice",),
            rows="several",
            titled=True,
        ),
    },
    {
        "few_solutions_count": "count",
        "usual_share_rate": "rate",
        "least_segment_count": "count",
        "suggestion_count": "count",
        "holds_against_contact": "list",
    },
)

ROLES = (DELINQUENCY, PRODUCTS, MANAGEMENT, CHECK_UP)
