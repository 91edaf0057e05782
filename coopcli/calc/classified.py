"""What a regime's calculation gives back: the result that reports show and the decisions that explain it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coopcli.calc.contagion import Contagion
from coopcli.results import Classified
from coopcli.rulebook.decide import Decision
from coopcli.rulebook.tables import RuleFile


@dataclass(frozen=True)
class Classification:
    """``classified`` for the reports; ``decisions`` (by table) and ``contagion`` for ``explain``."""

    classified: Classified
    decisions: Mapping[str, Decision]
    contagion: Contagion
    rules: tuple[RuleFile, ...]
