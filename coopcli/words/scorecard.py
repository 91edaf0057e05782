"""The scorecard tried on past cases: groups of points, cut-offs, stability, information."""

from __future__ import annotations

from coopcli.words.lists import BUREAU_FINDINGS, PERCEPTIONS
from coopcli.words.word import Word, column, columns, declare, frame

declare(
    Word("application_id", "code", "Proposta ou contrato"),
    Word("decided_date", "date", "Data da decisão"),
    Word("is_bad", "flag", "Mau"),
    Word(
        "member_age_years",
        "count",
        "Idade",
        meaning="idade do associado, em anos completos",
        may_be_negative=True,
        may_be_missing=True,
    ),
    Word(
        "membership_months",
        "months",
        "Meses de associação",
        meaning="meses completos de associação",
        may_be_missing=True,
    ),
    Word(
        "employment_months",
        "months",
        "Meses na empresa",
        meaning="meses completos na empresa atual",
        may_be_missing=True,
    ),
    Word("paid_capital_cents", "money", "Capital integralizado", may_be_missing=True),
    Word(
        "unpaid_days",
        "days",
        "Dias em aberto na decisão",
        meaning="dias da parcela mais antiga em aberto",
        may_be_missing=True,
    ),
    Word(
        "previous_delay_days",
        "days",
        "Maior atraso anterior",
        meaning="maior atraso da operação anterior, em dias",
        may_be_missing=True,
    ),
    Word("is_record_incomplete", "flag", "Cadastro incompleto", may_be_missing=True),
    Word("is_record_outdated", "flag", "Cadastro desatualizado", may_be_missing=True),
    Word("bureau_finding", "choice", "Consulta cadastral", choices=tuple(BUREAU_FINDINGS), may_be_missing=True),
    Word("other_operation_count", "count", "Operações em outras instituições", may_be_missing=True),
    Word("has_guarantor", "flag", "Tem avalista", meaning="tem avalista ou fiador"),
    Word("commitment_rate", "rate", "Comprometimento da margem"),
    Word(
        "perception",
        "choice",
        "Percepção",
        meaning="percepção do atendente ou gerente",
        choices=tuple(PERCEPTIONS),
        may_be_missing=True,
    ),
    Word("points_group", "text", "Pontos"),
    Word("good", "count", "Bons"),
    Word("bad", "count", "Maus"),
    Word("bad_rate", "rate", "Maus"),
    Word("good_share", "rate", "Dos bons"),
    Word("bad_share", "rate", "Dos maus"),
    Word("cut_off", "text", "Aprovar"),
    Word("approved", "count", "Aprovados"),
    Word("approval_rate", "rate", "Taxa de aprovação"),
    Word("bad_approved", "count", "Maus aprovados"),
    Word("approved_bad_rate", "rate", "Inadimplência dos aprovados"),
    Word("bad_refused", "count", "Maus recusados"),
    Word("bad_refused_share", "rate", "Dos maus, recusados"),
    Word("good_refused", "count", "Bons recusados"),
    Word("good_refused_share", "rate", "Dos bons, recusados"),
    Word("month", "text", "Mês"),
    Word("mean", "number", "Média"),
    Word("auc", "number", "AUC"),
    Word("ks", "number", "KS"),
    Word("gini", "number", "Gini"),
    Word("psi", "number", "PSI contra a base"),
    Word("reading", "text", "Leitura"),
    Word("base", "count", "Casos na base"),
    Word("base_share", "rate", "Parte na base"),
    Word("part", "number", "Parcela do PSI"),
    Word("characteristic", "text", "Característica", meaning="parâmetro da pontuação, em minúsculas e sem acento"),
    Word("bins", "count", "Faixas"),
    Word("iv", "number", "IV"),
    Word("bin", "text", "Faixa"),
    Word("woe", "number", "WoE"),
)

SCORED_OUTCOMES = frame(
    "scored_outcomes",
    "Casos passados e o que aconteceu",
    "application_id decided_date member_id branch points is_bad",
    column("days_past_due", "Maior atraso em dias"),
    column("member_age_years", may_be_negative=False),
    "sex marital_status dependent_count monthly_income_cents profession product_kind payment_method",
    "installment_count membership_months employment_months paid_capital_cents unpaid_days previous_delay_days",
    "is_record_incomplete is_record_outdated bureau_finding other_operation_count has_guarantor guarantee_kind",
    "receives_salary_here commitment_rate perception",
    required="application_id decided_date",
    key="application_id",
)
"""What was decided in the past, by which points or facts, and how it ended."""

GROUP_COLUMNS = columns(
    "points_group",
    column("count", "Casos"),
    "good bad",
    column("bad_rate", "Maus no grupo"),
    column("share", "Dos casos"),
    "good_share bad_share",
)

CUT_OFF_COLUMNS = columns(
    "cut_off approved approval_rate bad_approved approved_bad_rate bad_refused bad_refused_share good_refused",
    "good_refused_share",
)

MONTH_COLUMNS = columns(
    "month",
    column("count", "Casos"),
    "bad bad_rate",
    column("mean", "Média dos pontos"),
    "auc ks gini psi",
    column("reading", "Leitura do PSI"),
)

STABILITY_COLUMNS = columns(
    "month points_group base", column("count", "Casos no mês"), "base_share", column("share", "Parte no mês"), "part"
)

INFORMATION_COLUMNS = columns("characteristic bins iv reading")

BIN_COLUMNS = columns("characteristic bin", column("count", "Casos"), "good bad bad_rate woe iv")
"""WoE is ln(share of the good ÷ share of the bad): above zero the band is safer than the whole."""
