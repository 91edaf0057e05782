"""Closing in tests: silent, at a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from coopcli.closing.close import Closed, Options, close
from coopcli.errors import CoopError

NOON = datetime(2026, 11, 3, 12, 0)
SEPTEMBER, OCTOBER = (2026, 9), (2026, 10)
OUTPUTS = (
    "relatorio.xlsx",
    "carteira.parquet",
    "planilhas.parquet",
    "cobranca.xlsx",
    "negativacoes.csv",
    "manifest.json",
)


def close_month(folder: Path, month: tuple[int, int] = OCTOBER, **options: Any) -> Closed:
    """Close a month of the folder; ``options`` are those of ``closing.close.Options``."""
    return close(folder, Options(month, **options), lambda step: None, lambda: NOON)


def codes_of(call: Callable[[], object]) -> list[str]:
    """Return the codes of the problems with which ``call`` must fail."""
    with pytest.raises(CoopError) as error:
        call()
    return [problem.code for problem in error.value.problems]


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
