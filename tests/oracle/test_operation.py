"""The words of the second reckoning are those of the canonical frames; it shares nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from coopcli.words import lists

from . import operation


def test_the_vocabularies_are_those_of_the_frames() -> None:
    assert tuple(lists.PRODUCT_KINDS) == operation.PRODUCT_KINDS
    assert tuple(lists.GUARANTEE_KINDS) == operation.GUARANTEE_KINDS
    assert tuple(lists.TRIGGERS) == operation.TRIGGERS


def test_the_reckoning_imports_nothing_of_coopcli() -> None:
    modules = [path for path in Path(__file__).parent.glob("*.py") if not path.name.startswith("test_")]
    assert modules
    for path in modules:
        assert not re.search(r"^\s*(from|import) +(coopcli|pandas|numpy)", path.read_text(encoding="utf-8"), re.M), (
            path.name
        )
