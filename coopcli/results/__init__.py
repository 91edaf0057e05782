"""What calculations add and reports show, by topic. Below calc/ and reports/, because neither may import the other.

The names of the month's close are given here; those of other topics are imported from their own module.
"""

from __future__ import annotations

from coopcli.results.month import (
    COMPONENTS,
    METHOD_TOPIC,
    VERDICT_WORDS,
    AgingTable,
    Assumption,
    Check,
    Classified,
    ControlTotal,
    Cooperative,
    Correction,
    Disclosures,
    Indicator,
    Month,
    Note,
    Pix,
    Registers,
    RuleSource,
    SourceFile,
    Study,
    Transformation,
)

__all__ = [
    "COMPONENTS",
    "METHOD_TOPIC",
    "VERDICT_WORDS",
    "AgingTable",
    "Assumption",
    "Check",
    "Classified",
    "ControlTotal",
    "Cooperative",
    "Correction",
    "Disclosures",
    "Indicator",
    "Month",
    "Note",
    "Pix",
    "Registers",
    "RuleSource",
    "SourceFile",
    "Study",
    "Transformation",
]
