"""carteira.parquet: the operations of a close, for the next month, for notebooks and for other programs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.closing.inputs import Previous
from coopcli.closing.manifest import read_manifest
from coopcli.closing.repeated_month import earlier_inputs
from coopcli.results import Month

if TYPE_CHECKING:
    import pandas as pd

FILE = "carteira.parquet"
SEPARATOR = "."

_FACTS = ("contract_id", "is_renegotiated", "balance_cents", "days_past_due", "oldest_due_date")
_WANTED = {
    "cmn-2682": ("risk_class", "level_h_since", "held_before", "held_since"),
    "bcb-352": (
        "risk_class", "guarantee_kind", "is_problem_asset", "is_own_problem", "problem_since", "in_cure_since",
        "began_as_problem", "stage", "stage_code",
    ),
}  # fmt: skip


def write_portfolio(folder: Path, month: Month) -> None:
    """Write the operations with the columns of each regime as ``regime.column``."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = [month.operations] + [c.operations.add_prefix(f"{c.regime}{SEPARATOR}") for c in month.classified]
    table = pa.Table.from_pandas(pd.concat(parts, axis=1), preserve_index=False)
    notes = {"reference_date": month.reference_date.isoformat(), "coopcli": month.version}
    pq.write_table(table.replace_schema_metadata(notes), folder / FILE, compression="zstd")


def previous_close(closings: Path, before: date, own_name: str) -> Previous | None:
    """Return the latest close whose reference date lies before ``before`` (None: there is none)."""
    dated = [
        (date.fromisoformat(manifest["reference_date"]), folder, manifest)
        for folder in sorted(closings.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]"))
        if folder.name != own_name and (manifest := read_manifest(folder)) is not None
    ]
    earlier = sorted((one for one in dated if one[0] < before), key=lambda one: one[:2])
    if not earlier:
        return None
    on, folder, manifest = earlier[-1]
    inputs = [item for day, _, told in earlier for item in earlier_inputs(day, told)]
    return Previous(on, _operations(folder / FILE), str(manifest.get("fingerprint", "")), inputs)


def _operations(path: Path) -> dict[str, pd.DataFrame]:
    """Return, by regime, what the next month needs of a close."""
    import pandas as pd
    import pyarrow.parquet as pq

    names = set(pq.read_schema(path).names)
    found = {}
    for regime, columns in _WANTED.items():
        stored = {f"{regime}{SEPARATOR}{column}": column for column in columns}
        if f"{regime}{SEPARATOR}risk_class" in names:
            kept = [name for name in (*_FACTS, *stored) if name in names]  # an older close has fewer
            found[regime] = pd.read_parquet(path, columns=kept).rename(columns=stored)
    return found
