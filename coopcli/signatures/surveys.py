"""Surveys of members: the questionnaire, the classes, what follows from them, and how they are studied."""

from __future__ import annotations

from coopcli.signatures.shape import Role, Signature

_VARIANT = Signature(answers=("variant", "word"), rows="several")
_SCALE = ("lowest", "highest")

SURVEY = Role(
    "survey",
    "questionário de uma pesquisa",
    ("nps/member-satisfaction",),
    {
        "questions": Signature(
            answers=("question", "answer_kind"),
            may_answer={
                "lowest": "a pergunta não é de nota",
                "highest": "a pergunta não é de nota",
                "asked": "a pergunta é o título da linha",
                "group": "a pergunta não faz parte de um grupo",
            },
            rows="several",
            needs={f"answer_kind={kind}": (end,) for kind in ("score", "scale") for end in _SCALE}
            | {"lowest": ("highest",), "highest": ("lowest",)},
        ),
        "also_known_as": Signature(answers=("question", "variant"), rows="several"),
        "options": Signature(answers=("question", "answer"), rows="several"),
        "option_variants": Signature(answers=("question", "variant", "answer"), rows="several"),
        "age_bands": Signature(("age_years",), ("band",)),
    },
    {"separators": "list", "other_option": "text", "many_above_count": "count"},
    several="--survey diz qual questionário vale",
)
CLASSES = Role(
    "survey_classes",
    "classes dos respondentes e zonas do índice",
    ("nps/net-promoter-score",),
    {
        "classes": Signature(("recommendation",), ("respondent_class",)),
        "zones": Signature(("nps_points",), ("band",), keyed="nps_points"),
    },
    {
        "confidence_rate": "rate",
        "significance_rate": "rate",
        "minimum_segment_count": "count",
        "minimum_branch_rate": "rate",
    },
)
ACTIONS = Role(
    "survey_actions",
    "o que fazer com cada classe de respondente",
    ("nps/actions",),
    {
        "actions": Signature(("respondent_class",), ("action",), rows="several"),
        "letters": Signature(("respondent_class",), ("letter",), rows="several"),
    },
    {"detractor_contact_days": "days", "neutral_contact_days": "days", "promoter_contact_days": "days"},
)
INSTITUTIONS = Role(
    "institutions",
    "nomes de outras instituições",
    ("nps/institutions",),
    {"variants": _VARIANT},
    {"not_a_name": "list"},
)
SAMPLE = Role(
    "survey_sample",
    "tamanho da amostra de uma pesquisa",
    ("nps/sample-size",),
    parameters={"confidence_rate": "rate", "error_rate": "rate", "expected_rate": "rate"},
)
STATISTICS = Role(
    "survey_statistics",
    "como as respostas de uma pesquisa são estudadas",
    ("nps/statistics",),
    {
        "associations": Signature(answers=("question", "against"), rows="several"),
        "quadrants": Signature(("is_important", "is_satisfying"), ("band",)),
    },
    {
        "correlation_deletion": ("pairwise", "listwise"),
        "cluster_deletion": ("pairwise", "listwise"),
        "linkage": ("complete", "average", "single"),
        "clusters_count": "count",
        "top_boxes_count": "count",
        "strong_correlation_rate": "rate",
        "expected_frequency_count": "count",
        "representativeness_rate": "rate",
    },
)
THEMES = Role(
    "survey_themes",
    "temas dos comentários",
    ("nps/themes",),
    {"keywords": Signature(answers=("theme", "keyword"), rows="several")},
    {"other_theme": "text"},
)
WORDS = Role(
    "survey_words",
    "palavras dos comentários",
    ("nps/words",),
    {"variants": _VARIANT},
    {"shortest_count": "count", "shown_count": "count", "cloud_count": "count", "stop_words": "list"},
)

ROLES = (SURVEY, CLASSES, ACTIONS, INSTITUTIONS, SAMPLE, STATISTICS, THEMES, WORDS)
