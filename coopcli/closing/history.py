"""carteira.parquet: the operations of a close, for the next month, for notebooks and for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopcli.closing.last_sheets import FILE as SHEETS
from coopcli.closing.manifest import changed_outputs, read_manifest, unreadable
from coopcli.closing.publish import closes
from coopcli.closing.repeated_month import Previous, earlier_inputs
from coopcli.errors import CoopError
from coopcli.results import Month
from coopcli.signatures import former_names
from coopcli.words import DTYPES, WORDS

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

FILE = "carteira.parquet"
SEPARATOR = "."

_FACTS = (
    "contract_id", "is_renegotiated", "balance_cents", "days_past_due", "days_source", "oldest_due_date", "group_id",
)  # fmt: skip
_WANTED = {
    "risk_levels": ("risk_class", "provision_cents", "level_h_since", "held_before", "held_since"),
    "floor_provision": (
        "risk_class", "provision_cents", "guarantee_kind", "is_problem_asset", "is_own_problem", "problem_since",
        "in_cure_since", "began_as_problem", "stage", "stage_code",
    ),
}  # fmt: skip


def write_portfolio(folder: Path, month: Month) -> None:
    """Write the operations with the columns of each regime as ``regime.column``."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = [month.operations] + [c.operations.add_prefix(f"{c.regime}{SEPARATOR}") for c in month.classified]
    whole = pd.concat(parts, axis=1)
    table = pa.Table.from_pandas(whole, schema=_schema(whole.columns), preserve_index=False)
    notes = {"reference_date": month.reference_date.isoformat(), "coopcli": month.version}
    pq.write_table(table.replace_schema_metadata(notes), folder / FILE, compression="zstd")


def _schema(names: Iterable[str]) -> pa.Schema:
    """Return the columns by the kinds of their words: the same in every month, whatever it holds."""
    import pyarrow as pa

    as_ = {"str": pa.string(), "Int64": pa.int64(), "Float64": pa.float64(), "boolean": pa.bool_(),
           "datetime64[s]": pa.timestamp("ms")}  # fmt: skip
    return pa.schema([(name, as_[DTYPES[WORDS[name.rpartition(SEPARATOR)[2]].kind]]) for name in names])


def previous_close(closings: Path, before: date, own_name: str) -> Previous | None:
    """Return the latest close whose reference date lies before ``before`` (None: there is none).

    Raises CoopError (fechamento-ilegivel) where an earlier close is not as it was written.
    """
    dated = [
        (date.fromisoformat(manifest["reference_date"]), folder, manifest)
        for folder in closes(closings)
        if folder.name != own_name and (manifest := _manifest_of(folder, before))
    ]
    earlier = sorted((one for one in dated if one[0] < before), key=lambda one: one[:2])
    if not earlier:
        return None
    on, folder, manifest = earlier[-1]
    inputs = [item for day, _, told in earlier for item in earlier_inputs(day, told)]
    for name in {FILE, SHEETS}.intersection(changed_outputs(folder, manifest)):
        raise unreadable(folder / name, "não é mais o que o fechamento gravou")
    return Previous(on, _operations(folder / FILE), manifest["fingerprint"], inputs, _sheets(folder / SHEETS))


def _sheets(path: Path) -> pd.DataFrame | None:
    """Return the rows of the sheets at a close; None of an older one, which did not keep them."""
    import pandas as pd

    return pd.read_parquet(path) if path.is_file() else None


def _manifest_of(folder: Path, before: date) -> dict[str, Any] | None:
    """Return the manifest of a close; of one of a later month None where it cannot be read."""
    try:
        return read_manifest(folder)
    except CoopError:
        if folder.name > f"{before:%Y-%m}":
            return None
        raise


def _operations(path: Path) -> dict[str, pd.DataFrame]:
    """Return, by regime, what the next month needs of a close."""
    import pandas as pd
    import pyarrow.parquet as pq

    try:
        names = set(pq.read_schema(path).names)
    except (OSError, ValueError) as error:
        raise unreadable(path, "não é um parquet inteiro") from error
    found = {}
    for regime, columns in _WANTED.items():
        told = next((n for n in (regime, *former_names(regime)) if f"{n}{SEPARATOR}risk_class" in names), "")
        stored = {f"{told}{SEPARATOR}{column}": column for column in columns}
        if told:
            kept = [name for name in (*_FACTS, *stored) if name in names]  # an older close has fewer
            found[regime] = pd.read_parquet(path, columns=kept).rename(columns=stored)
    return found
