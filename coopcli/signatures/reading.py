"""Reading: how much may be set aside or be missing before a month is not to be closed."""

from __future__ import annotations

from typing import Literal

from coopcli.signatures.shape import Role, Signature

_GATE = ("to_check", "stops")
_PRUDENT: dict[str, Literal["more", "less"]] = {"gate": "more"}
_UNSURE = {"unsure_of": "nada que se possa contar"}

GATES = Role(
    "reading_gates",
    "o que pode faltar ou ficar de fora de uma leitura",
    ("reading/gates",),
    {
        "set_aside": Signature(
            ("frame", "set_aside_kind", "set_aside_rows", "set_aside_rows_permille", "set_aside_cents_permille"),
            ("gate",),
            empty="passa: nada ficou de fora",
            titled=True,
            prudent=_PRUDENT,
        ),
        "exports": Signature(
            ("frame", "step"),
            ("gate",),
            _UNSURE,
            empty="passa: nenhum passo precisa da exportação",
            titled=True,
            prudent=_PRUDENT,
        ),
        "columns": Signature(
            ("frame", "column", "step"),
            ("gate",),
            _UNSURE,
            empty="passa: a coluna não decide nada",
            titled=True,
            prudent=_PRUDENT,
        ),
    },
    {"absent_after_last_close": _GATE, "absent_with_unrecognised_file": _GATE},
)

PLAUSIBILITY = Role(
    "reading_plausibility",
    "o que se lê e não parece verdade",
    ("reading/plausibility",),
    {
        "findings": Signature(
            ("implausible", "frame", "found_rows", "found_rows_permille"),
            ("gate",),
            empty="passa: não se diz nada",
            titled=True,
            prudent=_PRUDENT,
        )
    },
    {
        "oldest_date_months": "months",
        "latest_date_months": "months",
        "after_maturity_days": "days",
        "least_of_balance_rate": "rate",
        "most_of_balance_count": "count",
        "balance_jump_count": "count",
    },
)

ROLES = (GATES, PLAUSIBILITY)
