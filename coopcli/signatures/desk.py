"""The credit desk: questionnaires and scores, impediments, limits, rates, who decides, what the committee checks."""

from __future__ import annotations

from coopcli.signatures.shape import Role, Signature

PROPOSAL = (
    "product_kind", "payment_method", "credit_title", "has_restrictions", "is_for_third_party", "retains_capital",
    "receives_salary_here", "is_new_company", "has_conflict_of_interest", "amount_cents", "installment_count",
    "net_equity_cents", "is_member", "membership_months", "member_age_years", "record_age_months",
    "is_record_incomplete", "paid_capital_cents", "unpaid_days", "previous_delay_days", "guarantee_kind",
    "has_guarantor", "has_real_guarantee", "guarantee_basis_points", "is_guarantor_registered",
    "guarantor_days_past_due", "is_for_capital", "is_for_losses", "person_type", "credit_line",
    "is_restriction_justified", "bureau_finding", "employment_months", "has_payroll_margin", "has_loss",
    "guarantee_cycle", "client_total_cents", "other_operation_count", "perception", "is_record_outdated",
)  # fmt: skip
"""What is known of a proposal and of who makes it."""

COMMITTED = (*PROPOSAL, "commitment_basis_points")
RATED = (*COMMITTED, "unanswered_count", "has_earlier_answers", "level")
_NO_RATE = "a proposta fica sem taxa: decide a Diretoria Executiva ou o Conselho"

CASE = (
    *COMMITTED, "dependent_count", "income_wages", "sex", "marital_status", "profession", "given_level",
)  # fmt: skip
"""What may be known of a past case; of what nobody told, a scorecard is told that it is missing."""

QUESTIONNAIRE = Role(
    "credit_questionnaire",
    "questionário de rating das propostas",
    ("rating/nossacoop",),
    {
        "questionnaire": Signature(
            COMMITTED,
            ("question", "points"),
            {"option": "a linha é a de quem não informou", "weight": "sem peso a mostrar"},
            rows="sum",
            sum="points",
            one_per="question",
            totals=("partial_points", "total_points"),
        ),
        "questions": Signature(("question",), ("item", "modality"), empty="a pergunta se mostra pelo código"),
        "partial_result": Signature(("partial_points", "total_points"), ("level",)),
        "final_result": Signature(("partial_points", "total_points"), ("level",)),
    },
)
SCORECARD = Role(
    "scorecard",
    "pontuação que coopcli scorecard prova com casos passados",
    (),
    may_have={"points_mean": (("risk", "merit"), "vale o que diz a regra da prova (profile/scorecard)")},
    others=Signature(
        CASE, ("question", "points"), rows="sum", sum="points", one_per="question", empty="o caso não tem pontos aí"
    ),
    several="--rule diz qual pontuação se prova",
)
WEIGHTED_SCORE = Role(
    "weighted_score",
    "pontuação ponderada das propostas",
    ("rating/securato",),
    {
        "weights": Signature(
            ("characteristic",), ("weight", "item"), empty="o parâmetro não conta", keyed="characteristic"
        ),
        "net_equity_points": Signature(("net_equity_cents",), ("points",), empty="vale o que alguém pontuou"),
        "cut_off": Signature(("score_hundredths",), ("procedure",)),
    },
    {"highest_points": "number", "highest_commitment_rate": "rate"},
)
VETOES = Role(
    "proposal_vetoes",
    "o que impede uma proposta e o que se confere nela",
    ("proposals/vetoes",),
    {
        "record_age": Signature(("record_age_months",), ("is_met",), empty="a renovação não foi informada"),
        "vetoes": Signature(RATED, ("verdict",), rows="several", titled=True),
        "line_terms": Signature(RATED, ("verdict",), rows="several", titled=True),
        "lines": Signature(RATED, ("modality", "is_met")),
    },
    {
        "record_fields": "list",
        "real_guarantees": "list",
        "guarantor_late_days": "days",
        "capital_words": "list",
        "loss_words": "list",
    },
    {"record_valid_months": ("months", "nenhuma linha a cita"), "questionnaire_above_cents": ("money", "o mesmo")},
)
LIMITS = Role(
    "proposal_limits",
    "limites de cada proposta",
    ("proposals/limits",),
    {
        "limit": Signature(
            COMMITTED,
            ("limit_base", "rate"),
            {"equity_rate": "o patrimônio não entra no limite"},
            empty="o limite não se calcula, e fica a conferir",
            titled=True,
            needs={"limit_base=revenue_and_equity": ("equity_rate",)},
        )
    },
    {"debtor_share_rate": "rate", "revenue_months": "months"},
)
BASE_RATES = Role(
    "base_rates",
    "taxa de cada nível",
    ("proposals/base-rates",),
    {"base_rate": Signature((*PROPOSAL, "level"), ("rate",), empty=_NO_RATE)},
    {"commitment_rate_level": "text"},
)
RATES = Role(
    "proposal_rates",
    "o que se soma à taxa do nível e o que se tira",
    ("proposals/rates",),
    {
        "surcharge": Signature((*PROPOSAL, "level"), ("rate",), empty=_NO_RATE, titled=True),
        "reduction": Signature((*PROPOSAL, "level"), ("rate",), titled=True),
        "renegotiated": Signature(("paid_basis_points",), ("procedure", "is_admitted"), titled=True),
    },
)
APPROVAL = Role(
    "approval",
    "alçadas: quem decide cada proposta",
    ("authority/approval",),
    {
        "equity_percentage": Signature(("reference_equity_cents",), ("percentage",)),
        "base_amount": Signature(("authority",), ("limit_cents", "item"), empty="a alçada do Conselho é parte do PR"),
        "rating_percentage": Signature(("level",), ("percentage", "is_admitted")),
        "may_decide": Signature((*COMMITTED, "authority"), ("is_admitted",), titled=True),
        "refused_rating": Signature(("level",), ("authority",), empty="o nível não é recusado", titled=True),
        "warnings": Signature(
            (*RATED, "authority"), ("item",), {"reports_to_board": "não se reporta à Diretoria"}, rows="several"
        ),
    },
    {"council_share_rate": "rate"},
    {"*": ("text", "só informa, no relatório")},
)
COMMITTEE = Role(
    "committee",
    "comitê de crédito e o que ele confere",
    ("authority/committee",),
    {"checklist": Signature(RATED, ("item",), rows="several")},
    may_have={"*": ("text", "só informa, no relatório")},
)

ROLES = (
    QUESTIONNAIRE, SCORECARD, WEIGHTED_SCORE, VETOES, LIMITS, BASE_RATES, RATES, APPROVAL, COMMITTEE,
)  # fmt: skip
