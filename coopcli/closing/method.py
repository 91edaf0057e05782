"""The method of provision that the cooperative declares, and what follows from it (Res. CMN 4.966, art. 50)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.calc import expected_loss
from coopcli.errors import CoopError, Problem
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    from coopcli.closing.rules import MonthRules
    from coopcli.closing.settings import Settings
    from coopcli.rulebook.tables import Row


def require_a_method(settings: Settings, rules: MonthRules) -> None:
    """Raise CoopError where the norm in force does not admit the method of coop.yaml in its segment."""
    row = _row(settings, rules)
    if row is not None and not row.outcomes["is_admitted"]:
        found = f"method: {settings.method}, segment: {settings.segment} ({row.title}; {row.article})"
        expected = "method: complete, ou o segmento certo"
        raise CoopError([Problem("configuracao-invalida", found, file="coop.yaml", expected=expected)])


def method_words(settings: Settings, rules: MonthRules) -> str:
    """Return what the choice of method means, with its article ('' where no regime asks for one)."""
    row = _row(settings, rules)
    return f"{row.title} ({settings.segment}; {row.article})." if row else ""


def _row(settings: Settings, rules: MonthRules) -> Row | None:
    if expected_loss.REGIME not in rules.regimes:
        return None
    table = rules.regimes[expected_loss.REGIME][0].tables["method"]
    return decide(table, Facts({"method": [settings.method], "prudential_segment": [settings.segment]}, 1)).row(0)
