"""The canonical frames: what every layout produces and every calculation consumes.

Declared once, by topic: ``credit``, ``people``; ``shape`` says what a frame is, ``words`` holds the closed lists.
"""

from __future__ import annotations

from coopcli.frames import credit, people
from coopcli.frames.shape import DTYPES, Column, Frame, Kind
from coopcli.frames.words import CHOICE_TITLES, GUARANTEE_KINDS, PRODUCT_KINDS, TRIGGERS

__all__ = [
    "CHOICE_TITLES",
    "DTYPES",
    "FRAMES",
    "GUARANTEE_KINDS",
    "PRODUCT_KINDS",
    "TRIGGERS",
    "Column",
    "Frame",
    "Kind",
]

FRAMES: dict[str, Frame] = {
    frame.name: frame
    for frame in (
        credit.CONTRACTS,
        credit.INSTALLMENTS,
        people.MEMBERS,
        people.ECONOMIC_GROUPS,
        credit.GUARANTEES,
        credit.GUARANTORS,
        credit.CURRENT_ACCOUNTS,
        people.SHARE_CAPITAL,
        credit.CONTAGION_EXCEPTIONS,
        credit.PROBLEM_TRIGGERS,
        credit.REVIEWS,
        credit.WRITE_OFFS,
    )
}
