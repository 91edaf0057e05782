"""What a regime's calculation gives back: the result that reports show and the decisions that explain it."""

from __future__ import annotations

import re
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


def brief(rule: RuleFile) -> str:
    """Return the act in the fewest words, for headers: ``BCB 352`` for Resolução BCB nº 352/2023."""
    return re.sub(r"nº ([\d.]+)(/\d+)?", lambda m: m[1].replace(".", ""), rule.short_title).removeprefix(_RESOLUTION)


_RESOLUTION = "Resolução "


def acts_of(*rules: RuleFile) -> str:
    """Return what reports call the acts together: ``Resoluções CMN nº 4.966/2021 e BCB nº 352/2023``."""
    names = list(dict.fromkeys(rule.short_title for rule in rules))
    if len(names) > 1 and all(name.startswith(_RESOLUTION) for name in names):
        names = [name.removeprefix(_RESOLUTION) for name in names]
        names[0] = f"Resoluções {names[0]}"
    return " e ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
