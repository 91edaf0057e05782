"""A ladder of stages: the tables of a rule file, asked about all debts that climb it at once.

What the engine looks for in a ladder, all of it YAML (rules/README.md, "A ladder of collection"):

- table ``stage``: at which stage a debt is, by its days and by what was done (``collection_stage``, ``stage_rank``);
- a table with the name of a stage: what to do at it (``act``, ``responsible``, ``letter``, ``deadline_days`` …). A
  stage without a table of its own may decide these in its row of ``stage``;
- table ``advance``, optional: by how many days the windows of a debt are shortened;
- table ``acts_done``, optional: which event is which level of the ladder;
- parameters ``clock`` (from when its days count, the first that is known), ``clock_not_before``, ``amount_measure``,
  ``amount_scope`` and ``deadline_on_closed_day``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coopcli.rulebook.decide import Decision, decide

if TYPE_CHECKING:
    from coopcli.calc.columns import Ints
    from coopcli.rulebook.facts import Facts
    from coopcli.rulebook.tables import RuleFile

    Texts = np.ndarray  # of str, or None  # type: ignore[type-arg]

TEXTS = (
    "act", "act_title", "responsible", "channel", "letter", "event_kind", "missing_before", "destination",
    "deadline_from",
)  # fmt: skip
"""What a row may say of the act, besides its deadline in days."""


@dataclass
class Steps:
    """The stage and the act of each debt, filled ladder by ladder: texts by name (None: not told), ``rank``,
    ``deadline_days`` and ``deadline_business_days`` (-1: none)."""

    texts: dict[str, Texts]
    numbers: dict[str, Ints]

    @classmethod
    def empty(cls, size: int) -> Steps:
        """Return steps that say nothing yet of so many debts."""
        names = (*TEXTS, "collection_stage", "stage_title", "stage_reason", "stage_article", "act_article")
        numbers = {name: np.full(size, -1, dtype=np.int64) for name in ("deadline_days", "deadline_business_days")}
        numbers["stage_rank"] = np.zeros(size, dtype=np.int64)
        return cls({name: np.full(size, None, dtype=object) for name in names}, numbers)

    def tell(self, name: str, debts: Ints, decision: Decision, values: list[object]) -> None:
        """Take what each deciding row says of ``name``; a row that says nothing leaves what was told."""
        told = np.array([value is not None for value in values] + [False])[decision.index]
        self.texts[name][debts[told]] = np.array([*values, None], dtype=object)[decision.index[told]]


def climb(steps: Steps, ladder: RuleFile, debts: Ints, facts: Facts) -> None:
    """Decide the stage and the act of the debts that climb the ladder; ``facts`` are of these debts alone."""
    stage = decide(ladder.tables["stage"], facts)
    rows = stage.table.rows
    steps.tell("collection_stage", debts, stage, [row.outcomes.get("collection_stage") for row in rows])
    steps.tell("stage_title", debts, stage, [row.title or None for row in rows])
    steps.tell("stage_reason", debts, stage, [stage.table.reference(i) for i in range(len(rows))])
    steps.tell("stage_article", debts, stage, [row.article for row in rows])
    steps.numbers["stage_rank"][debts] = stage.numbers("stage_rank")[0]
    _tell_act(steps, debts, stage, own_title=False)
    stages = steps.texts["collection_stage"][debts]
    for name in dict.fromkeys(row.outcomes.get("collection_stage") for row in rows):
        if name not in ladder.tables:
            continue
        its = np.flatnonzero(stages == name)
        if len(its):
            act = decide(ladder.tables[str(name)], facts.take(its))
            _tell_act(steps, debts[its], act, own_title=True)


def _tell_act(steps: Steps, debts: Ints, decision: Decision, *, own_title: bool) -> None:
    """Take what the rows of a table say of the act; of a stage's own table the row's title is the act's."""
    rows = decision.table.rows
    for name in TEXTS:
        steps.tell(name, debts, decision, [row.outcomes.get(name) for row in rows])
    if own_title:
        titles = [row.outcomes.get("act_title", row.title) or None for row in rows]
        steps.tell("act_title", debts, decision, titles)  # type: ignore[arg-type]
    has_act = [row.article if "act" in row.outcomes else None for row in rows]
    steps.tell("act_article", debts, decision, has_act)  # type: ignore[arg-type]
    for name in ("deadline_days", "deadline_business_days"):
        days, told = decision.numbers(name)
        steps.numbers[name][debts[told]] = days[told]


def advance_of(ladder: RuleFile, facts: Facts) -> Ints:
    """Return by how many days the windows of each debt are shortened (0: the ladder has no such table)."""
    if "advance" not in ladder.tables:
        return np.zeros(facts.rows, dtype=np.int64)
    return decide(ladder.tables["advance"], facts).numbers("advance_days")[0]
