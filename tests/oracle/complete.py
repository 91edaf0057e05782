"""The complete method: Res. CMN 4.966/2021, arts. 37, 38, 43 and 50, § 5; Res. BCB 352/2023, arts. 76 and 79."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .bcb_352 import Provided, provide
from .operation import AS_IT_STANDS, Operation, Readings

SECOND_STAGE_ABOVE_DAYS = 30  # art. 38, § 7
SECOND_STAGE_ABOVE_DAYS_WITH_EVIDENCE = 60  # art. 38, § 8


@dataclass(frozen=True)
class Estimate:
    """What the cooperative, its central or confederation estimated of an operation."""

    loss_cents: int
    is_collective: bool = False
    increased: bool = False
    has_evidence: bool = False
    reduced: bool = False


@dataclass(frozen=True)
class Before:
    """What the previous close allocated."""

    stage: int | None = None
    was_problem: bool = False
    began_as_problem: bool = False


@dataclass(frozen=True)
class Completed:
    """What the complete method asks of one operation."""

    stage: int
    provided: Provided
    incurred_cents: int
    excess_cents: int


def complete(
    operations: Sequence[Operation], estimates: Mapping[str, Estimate], before: Mapping[str, Before], on: date,
    readings: Readings = AS_IT_STANDS,
) -> dict[str, Completed]:  # fmt: skip
    """Return stage and provision of each operation by contract.

    Art. 43: what is measured collectively takes nobody's stage, as an excepted instrument (art. 37, § 6) does not.
    """
    apart = [
        replace(one, is_contagion_exception=one.is_contagion_exception or estimates[one.contract_id].is_collective)
        for one in operations
    ]
    found = provide(apart, on, readings, only_incurred=True)
    return {
        one.contract_id: _finish(
            one, found[one.contract_id], estimates[one.contract_id], before.get(one.contract_id, Before())
        )
        for one in operations
    }


def _finish(operation: Operation, provided: Provided, estimate: Estimate, before: Before) -> Completed:
    floor = provided.incurred_cents
    loss = operation.balance_cents if operation.renegotiates_write_off else estimate.loss_cents
    total = max(floor, min(loss, operation.balance_cents))
    return Completed(_stage(operation, provided, estimate, before), provided, floor, total - floor)


def _stage(operation: Operation, provided: Provided, estimate: Estimate, before: Before) -> int:
    if provided.is_problem_asset:
        return 3
    if before.was_problem or operation.was_problem_before:
        return 1 if before.began_as_problem or estimate.reduced else 2
    limit = SECOND_STAGE_ABOVE_DAYS_WITH_EVIDENCE if estimate.has_evidence else SECOND_STAGE_ABOVE_DAYS
    if provided.days > limit or estimate.increased:
        return 2
    return 2 if before.stage == 2 and not estimate.reduced else 1
