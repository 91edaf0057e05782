"""Tables in general: the files that these tests write play a role that admits every word."""

from __future__ import annotations

import pytest

from coopcli.signatures import ROLES

from .writing import ANYTHING


@pytest.fixture(autouse=True)
def anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROLES, ANYTHING.name, ANYTHING)
