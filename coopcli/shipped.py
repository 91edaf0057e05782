"""Where the rule files, templates and sample data that travel with coopcli are."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the shipped folder ``rules``, ``templates`` or ``sample_data``: in the wheel, else in the source tree."""
    in_wheel = _HERE / "_shipped" / name
    return in_wheel if in_wheel.is_dir() else _HERE.parent / name
