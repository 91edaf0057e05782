"""A payment applied to what is owed, in the order that the rule declares, to the centavo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from coopcli.errors import Problem, RuleError
from coopcli.words.lists import CHARGE_COMPONENTS

if TYPE_CHECKING:
    from coopcli.calc.columns import Ints
    from coopcli.rulebook.tables import RuleFile


def payment_order(rule: RuleFile) -> tuple[str, ...]:
    """Return the declared order; RuleError where it does not name each component once."""
    order: tuple[str, ...] = rule["payment_order"]
    if sorted(order) != sorted(CHARGE_COMPONENTS):
        expected = f"cada um destes, uma vez: {', '.join(CHARGE_COMPONENTS)}"
        found = f"payment_order: {', '.join(order)}"
        raise RuleError([Problem("regra-invalida", found, file=rule.file, expected=expected)])
    return order


def allocate(paid: Ints, owed: Mapping[str, Ints], order: Sequence[str]) -> tuple[dict[str, Ints], Ints]:
    """Return how much of each payment goes to each component, and what is left over once nothing is owed.

    ``paid`` and the amounts of ``owed`` (components that it lacks are zero) are int64 centavos >= 0, one a payment.
    Conserves: what is applied and what is left over add up to what was paid.
    """
    left, applied = paid.copy(), {}
    for component in order:
        applied[component] = np.minimum(left, owed.get(component, np.zeros_like(paid)))
        left = left - applied[component]
    return applied, left
