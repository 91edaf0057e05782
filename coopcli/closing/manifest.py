"""The manifest of a close: what went in, what came out, and by which rules, for the next month and other programs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from coopcli.errors import CoopError, Problem, stop
from coopcli.results import Correction, Month

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = "manifest.json"
FORMAT = 1
TO_FILL_IN = "problemas.xlsx"
"""The one output that people write in: the column of corrections."""


class _Written(BaseModel):
    name: str
    sha256: str


class _Read(_Written):
    frame: str
    rows_used: int


class _Manifest(BaseModel):
    """What is read again of a manifest."""

    reference_date: date
    fingerprint: str
    inputs: list[_Read]
    outputs: list[_Written]


def manifest_of(
    month: Month, options: dict[str, Any], settings_sha256: str, previous: str, papers: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the manifest without its outputs. The same inputs, rules and options give the same manifest.

    ``fingerprint`` is what decides whether two closes are the same; ``previous`` is that of the close before ("" none);
    ``papers`` are further rules and templates that outputs were made by.
    """
    described = {
        "format": FORMAT,
        "coopcli": month.version,
        "reference_date": month.reference_date.isoformat(),
        "options": options,
        "settings_sha256": settings_sha256,
        "previous_fingerprint": previous,
        "inputs": [_input(source) for source in month.sources],
        "rules": [
            {
                "id": r.id,
                "sha256": r.sha256,
                "effective_from": r.effective_from.isoformat(),
                "status": r.status,
            }
            for r in month.rules
        ],
        "controls": [asdict(total) for total in month.controls],
        "corrections": [_correction(one) for one in month.corrections],
        "accepted": [_accepted(problem) for problem in month.problems if problem.accepted],
        **papers,
        "corrections_sha256": _digest([[one.found, one.text] for one in month.corrections]),
    }
    authors = sorted({one.author for one in month.corrections})
    return described | {
        "fingerprint": _digest(described),
        "corrected_by": authors,
        "totals": _totals(month),
        "assumptions": [asdict(one) for one in month.assumptions],
    }


def _input(source: Any) -> dict[str, Any]:
    names = (
        "name", "sheet", "sha256", "layout", "frame", "rows_read", "rows_used", "rows_set_aside",
        "cents_read", "cents_used", "cents_set_aside", "footer_cents", "content_sha256",
    )  # fmt: skip
    return {name: getattr(source, name) for name in names}


def _correction(one: Correction) -> dict[str, str]:
    """Return which cell was corrected; what it held and what was typed may be of a person and are not told here."""
    return {"code": one.code, "file": one.file, "sheet": one.sheet, "cell": one.cell, "header": one.header}


def _accepted(problem: Problem) -> dict[str, str]:
    """Return the problem that somebody goes on with, and who, and why; what a cell held is not told here."""
    assert problem.accepted is not None
    place = {"code": problem.code, "file": problem.file, "header": problem.header, "cell": problem.cell}
    return place | {"author": problem.accepted.author, "reason": problem.accepted.reason}


def _totals(month: Month) -> dict[str, Any]:
    operations = month.operations
    return {
        "operations": len(operations),
        "balance_cents": int(operations["balance_cents"].sum()),
        "overdue_cents": int(operations["overdue_cents"].fillna(0).sum()),
        "problems": len(month.problems),
        "provision_cents": {c.regime: int(c.operations["provision_cents"].sum()) for c in month.classified},
        "indicators": {
            i.key: {"numerator_cents": i.numerator_cents, "denominator_cents": i.denominator_cents}
            for i in month.indicators
        },
    }


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest of ``folder``, with the hash of every other file in it."""
    files = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file() and path != folder / FILE}
    in_order = sorted(files, key=lambda path: path.parts)  # paths of Windows would compare without capitals
    outputs = [{"name": path.as_posix(), "sha256": file_digest(files[path])} for path in in_order]
    text = json.dumps(manifest | {"outputs": outputs}, indent=2, ensure_ascii=False)
    (folder / FILE).write_bytes((text + "\n").encode())


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a close; CoopError (fechamento-ilegivel) where it is not there as it was written."""
    path = folder / FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        _Manifest.model_validate(found)
    except OSError as error:
        raise unreadable(path, error.strerror or "não se pode ler") from error
    except ValidationError as error:
        wrong = ", ".join(sorted({str(mistake["loc"][0]) for mistake in error.errors() if mistake["loc"]}))
        raise unreadable(path, f"falta ou está errado: {wrong or 'tudo'}") from error
    except ValueError as error:
        raise unreadable(path, "não é um JSON inteiro") from error
    return dict(found)


def unreadable(path: Path, why: str) -> CoopError:
    """Return the error of a file of a close that cannot be read."""
    return stop("fechamento-ilegivel", f"{path.name}: {why}", file=f"{path.parent.name}/{path.name}")


def changed_outputs(folder: Path, manifest: dict[str, Any], *, with_typed: bool = False) -> Sequence[str]:
    """Return the files of a close that are gone or no longer what was written; of the one to fill in if asked for."""
    return [
        item["name"]
        for item in manifest["outputs"]
        if (with_typed or item["name"] != TO_FILL_IN)
        and (not (folder / item["name"]).is_file() or file_digest(folder / item["name"]) != item["sha256"])
    ]
