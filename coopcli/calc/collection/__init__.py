"""Collection: what must be done about each late debt on a day, by the ladder of its debtor's situation.

``late_debts`` finds the debts; with their charges, ``collect_debts`` decides stage, act and deadline of each, what
holds it and where it is. Which ladder, window, act and text: all in rules/collection.
"""

from __future__ import annotations

from coopcli.calc.collection.collect import CollectionRules, collect_debts, collection_rules, is_in_force
from coopcli.calc.collection.debts import LateDebts, late_debts

__all__ = ["CollectionRules", "LateDebts", "collect_debts", "collection_rules", "is_in_force", "late_debts"]
