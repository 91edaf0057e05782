"""A rule file to be signed: points from the bands that were found. It is refused until its act is filled in."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from coopcli.money import brl
from coopcli.results.scorecard import Bin, Information
from coopcli.rulebook.vocabulary import FACTS

_HEAD = """\
# Rascunho feito por coopcli scorecard a partir de casos passados. Não decide nada enquanto source.act estiver vazio:
# confira as faixas e os pontos, mude o que for preciso e escreva em source.act a ata que aprova este arquivo.
"""
_NOTE = (
    "Pontos: WoE de cada faixa, por si, na escala em que tantos pontos dobram a chance; mais pontos, menos risco. "
    "Características que andam juntas contam duas vezes: prove o arquivo com coopcli scorecard antes de usar."
)


def draft_of(path: Path, found: Information, on: date, points_to_double: int) -> bytes:
    """Return the draft of the rule file that ``path`` will be."""
    text = _HEAD + yaml.safe_dump(
        _draft(path, found, on, points_to_double), allow_unicode=True, sort_keys=False, width=120
    )
    return text.encode()


def _draft(path: Path, found: Information, on: date, points_to_double: int) -> dict[str, Any]:
    factor = points_to_double / math.log(2)
    rows = [row for fact, bins in found.bins.items() for row in _rows(fact, found.titles[fact], bins, factor)]
    return {
        "id": f"{path.resolve().parent.name}/{path.stem}",
        "title": "Pontuação calibrada com casos passados",
        "role": "scorecard",
        "kind": "policy",
        "source": {"act": "", "url": "https://", "checked_on": on.isoformat()},
        "effective_from": on.isoformat(),
        "notes": [_NOTE],
        "parameters": {
            "points_mean": {"value": "merit", "one_of": ["risk", "merit"], "article": "WoE: acima de zero, menos risco"}
        },
        "tables": {
            "points": {
                "title": "Pontos",
                "hit": "collect sum",
                "sum": "points",
                "one_per": "question",
                "may_be_empty": "o que não apareceu nos casos passados não tem pontos",
                "rows": rows,
            }
        },
    }


def _rows(fact: str, title: str, bins: list[Bin], factor: float) -> list[dict[str, Any]]:
    """Return one row a band, the worst with no points."""
    points = [round(found.woe * factor) for found in bins]
    lowest = min(points)
    return [
        {
            "when": {fact: _condition(fact, found)},
            "question": title,
            "points": str(value - lowest),
            "article": f"WoE {found.woe:.4f}".replace(".", ","),
        }
        for found, value in zip(bins, points, strict=True)
        if not found.is_missing or FACTS[fact].may_be_missing
    ]


def _condition(fact: str, found: Bin) -> dict[str, Any]:
    if found.is_missing:
        return {"missing": "true"}
    if found.words:
        return {"in": list(found.words)}
    ends = {"from": found.low, "below": found.high}
    told = {key: _value(fact, end) for key, end in ends.items() if end is not None}
    return told or {"missing": "false"}


def _value(fact: str, number: int) -> str:
    return brl(number, symbol=False) if FACTS[fact].kind == "money" else str(number)
