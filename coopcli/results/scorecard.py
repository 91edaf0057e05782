"""What a back-test comes to: distribution of points, cut-offs, months, and bands that tell good from bad."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.frames import Column

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.results.profile import Curve

GROUP_COLUMNS: tuple[Column, ...] = (
    Column("group", "text", "Pontos"),
    Column("count", "count", "Casos", required=True),
    Column("good", "count", "Bons", required=True),
    Column("bad", "count", "Maus", required=True),
    Column("bad_rate", "rate", "Maus no grupo"),
    Column("share", "rate", "Dos casos"),
    Column("good_share", "rate", "Dos bons"),
    Column("bad_share", "rate", "Dos maus"),
)

CUT_OFF_COLUMNS: tuple[Column, ...] = (
    Column("cut_off", "text", "Aprovar"),
    Column("approved", "count", "Aprovados", required=True),
    Column("approval_rate", "rate", "Taxa de aprovação"),
    Column("bad_approved", "count", "Maus aprovados", required=True),
    Column("approved_bad_rate", "rate", "Inadimplência dos aprovados"),
    Column("bad_refused", "count", "Maus recusados", required=True),
    Column("bad_refused_share", "rate", "Dos maus, recusados"),
    Column("good_refused", "count", "Bons recusados", required=True),
    Column("good_refused_share", "rate", "Dos bons, recusados"),
)

MONTH_COLUMNS: tuple[Column, ...] = (
    Column("month", "text", "Mês"),
    Column("count", "count", "Casos", required=True),
    Column("bad", "count", "Maus", required=True),
    Column("bad_rate", "rate", "Maus"),
    Column("mean", "number", "Média dos pontos"),
    Column("auc", "number", "AUC"),
    Column("ks", "number", "KS"),
    Column("gini", "number", "Gini"),
    Column("psi", "number", "PSI contra a base"),
    Column("reading", "text", "Leitura do PSI"),
)

STABILITY_COLUMNS: tuple[Column, ...] = (
    Column("month", "text", "Mês"),
    Column("group", "text", "Pontos"),
    Column("base", "count", "Casos na base", required=True),
    Column("count", "count", "Casos no mês", required=True),
    Column("base_share", "rate", "Parte na base"),
    Column("share", "rate", "Parte no mês"),
    Column("part", "number", "Parcela do PSI"),
)

INFORMATION_COLUMNS: tuple[Column, ...] = (
    Column("characteristic", "text", "Característica"),
    Column("bins", "count", "Faixas"),
    Column("iv", "number", "IV"),
    Column("reading", "text", "Leitura"),
)

BIN_COLUMNS: tuple[Column, ...] = (
    Column("characteristic", "text", "Característica"),
    Column("bin", "text", "Faixa"),
    Column("count", "count", "Casos", required=True),
    Column("good", "count", "Bons", required=True),
    Column("bad", "count", "Maus", required=True),
    Column("bad_rate", "rate", "Maus"),
    Column("woe", "number", "WoE"),
    Column("iv", "number", "IV"),
)
"""WoE is ln(share of the good ÷ share of the bad): above zero the band is safer than the whole."""


@dataclass(frozen=True)
class Bin:
    """A band of a characteristic: ``low`` (included) to ``high`` (not), or ``words``; neither: not told."""

    woe: float
    low: int | None = None
    high: int | None = None
    words: tuple[str, ...] = ()
    is_missing: bool = False


@dataclass(frozen=True)
class Information:
    """The bands found for each characteristic; ``bins`` has them by the fact that a rule would ask about."""

    summary: pd.DataFrame  # INFORMATION_COLUMNS
    table: pd.DataFrame  # BIN_COLUMNS
    bins: dict[str, list[Bin]]
    titles: dict[str, str]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class BackTest:
    """A scorecard against what happened. ``more_is_risk``: more points mean more risk.

    ``curve`` is None where all are good or all are bad.
    """

    scorecard: str
    more_is_risk: bool
    bad_above_days: int
    base: str
    count: int
    bad: int
    distribution: pd.DataFrame  # GROUP_COLUMNS
    cut_offs: pd.DataFrame  # CUT_OFF_COLUMNS
    months: pd.DataFrame  # MONTH_COLUMNS
    stability: pd.DataFrame  # STABILITY_COLUMNS
    curve: Curve | None
    points_to_double: int
    information: Information | None = None
