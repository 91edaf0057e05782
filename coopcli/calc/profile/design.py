"""From facts to the columns of a regression, with what cannot take part and why. Nothing is dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.profile.bands import bands_of
from coopcli.results.profile import NOBODY_TOLD, UNKNOWN_BAND
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words.profile import LEFT_OUT_COLUMNS

if TYPE_CHECKING:
    import numpy.typing as npt

    from coopcli.calc.columns import Flags
    from coopcli.rulebook.tables import Row, RuleFile

    Floats = npt.NDArray[np.float64]

OTHERS = "Outros"
LeftOut = tuple[str, int, str]
"""A variable, how many contracts it touches, and why."""


@dataclass(frozen=True)
class Design:
    """The columns of a model: ``values`` (contract × column), ``names``; ``used`` says which contracts take part.

    ``references`` are the categories that the others are compared with.
    """

    names: tuple[str, ...]
    values: Floats
    used: Flags
    left_out: tuple[LeftOut, ...]
    references: tuple[str, ...] = ()

    def left_out_rows(self) -> pd.DataFrame:
        """Return what is left out as LEFT_OUT_COLUMNS."""
        return pd.DataFrame(self.left_out, columns=[column.name for column in LEFT_OUT_COLUMNS])


def coded_variables(facts: pd.DataFrame, rule: RuleFile, model: str) -> dict[str, Floats]:
    """Return the variables of a model that are one number each, by title (nan: not told)."""
    rows = rule.tables["variables"].rows
    wanted = [row for row in rows if row.outcomes["models"] in (model, "both")]
    return {row.title: _coded(facts, row, rule) for row in wanted if row.outcomes["coding"] != "categories"}


def _coded(facts: pd.DataFrame, row: Row, rule: RuleFile) -> Floats:
    fact, coding = str(row.outcomes["fact"]), row.outcomes["coding"]
    if coding == "order":
        codes = pd.Categorical(facts[fact]).codes.astype(np.float64)
        return np.where(codes < 0, np.nan, codes)
    if coding == "number":
        return facts[fact].astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    decision = decide(rule.tables[str(row.outcomes["table"])], Facts.of(facts))
    if coding == "rate":
        return decision.rates() * 100
    codes = [float(str(r.outcomes["code"])) for r in decision.table.rows]
    return np.array([*codes, np.nan])[decision.index]


def linear_design(facts: pd.DataFrame, rule: RuleFile) -> Design:
    """Return the columns of the linear regression, one a variable, over the contracts that have them all."""
    return _complete(coded_variables(facts, rule, "linear"))


def logistic_design(facts: pd.DataFrame, is_late: Flags, rule: RuleFile) -> Design:
    """Return the columns of the logistic regression: numbers, and an indicator for each category but the first.

    The reference is the most frequent category. Categories below ``least_category_count`` go in together. A
    category in which all or none are late has no finite estimate: it leaves the model with its contracts.
    """
    columns = coded_variables(facts, rule, "logistic")
    left_out: list[LeftOut] = []
    references: list[str] = []
    indicators: set[str] = set()
    perfect = np.zeros(len(facts), dtype=bool)
    rows = [r for r in rule.tables["variables"].rows if r.outcomes["coding"] == "categories"]
    for row in rows:
        limits = int(rule["least_category_count"]), int(rule["most_categories"])
        bands = _gathered(bands_of(facts, row, rule), *limits)
        unknown = bands == UNKNOWN_BAND
        if unknown.all():
            columns[row.title] = np.full(len(facts), np.nan)
            continue
        names = list(bands[~unknown].value_counts().index)
        references.append(f"{row.title}: {names[0]}")
        for name in names[1:]:
            indicators.add(f"{row.title}: {name}")
            columns[f"{row.title}: {name}"] = np.where(unknown, np.nan, (bands == name).astype(np.float64))
    design = _complete(columns)
    for name in (name for name in design.names if name in indicators):
        inside = design.used & (columns[name] == 1)
        late = int(is_late[inside].sum())
        if inside.any() and late in (0, int(inside.sum())):
            words = "nenhum inadimplente" if not late else "todos inadimplentes"
            left_out.append(
                (name, int(inside.sum()), f"{words} na categoria (separação perfeita); sai com os contratos")
            )
            perfect |= inside
    return _without(columns, design, perfect, left_out, references)


def _without(
    columns: dict[str, Floats], design: Design, perfect: Flags, left_out: list[LeftOut], references: list[str]
) -> Design:
    """Return the design anew without the contracts of perfectly separated categories."""
    if not perfect.any():
        return Design(design.names, design.values, design.used, design.left_out, tuple(references))
    gone = {name for name, *_ in left_out}
    kept = {name: values for name, values in columns.items() if name not in gone}
    again = _complete(kept, ~perfect)
    return Design(again.names, again.values, again.used, (*left_out, *again.left_out), tuple(references))


def _gathered(bands: pd.Categorical, least: int, most: int) -> pd.Series[str]:
    """Return the bands with those of few contracts, and the smallest beyond so many, gathered under one name."""
    column = pd.Series(np.asarray(bands.astype(object)), dtype="str")
    counts = column[column != UNKNOWN_BAND].value_counts()
    small = counts.index[(counts < least).to_numpy() | (np.arange(len(counts)) >= most)]
    return column.where(~column.isin(small), OTHERS) if len(small) > 1 else column


def _complete(columns: dict[str, Floats], allowed: Flags | None = None) -> Design:
    """Return the columns over the contracts that have them all; unknown, constant and collinear ones are left out."""
    left_out: list[LeftOut] = []
    size = len(next(iter(columns.values()), np.zeros(0)))
    allowed = np.ones(size, dtype=bool) if allowed is None else allowed
    kept: dict[str, Floats] = {}
    for name, values in columns.items():
        if np.isnan(values[allowed]).all():
            left_out.append((name, int(allowed.sum()), NOBODY_TOLD))
        else:
            kept[name] = values
    used = allowed.copy()
    for name, values in kept.items():
        missing = int((np.isnan(values) & allowed).sum())
        if missing:
            left_out.append((name, missing, "contratos sem o dado: ficam fora deste modelo"))
            used &= ~np.isnan(values)
    names = _independent({name: values[used] for name, values in kept.items()}, left_out)
    matrix = np.column_stack([kept[name][used] for name in names]) if names else np.zeros((int(used.sum()), 0))
    return Design(tuple(names), matrix, used, tuple(left_out))


def _independent(columns: dict[str, Floats], left_out: list[LeftOut]) -> list[str]:
    """Return the names of columns that no constant and no columns before them make up."""
    size = len(next(iter(columns.values()), np.zeros(0)))
    basis = np.empty((size, len(columns)), order="F")
    names: list[str] = []
    for name, values in columns.items():
        rest = values - values.mean() if size else values
        spread = float(np.linalg.norm(rest))
        if spread <= _NEGLIGIBLE * max(float(np.linalg.norm(values)), 1.0):
            left_out.append((name, size, "o mesmo valor em todos os contratos do modelo"))
            continue
        before = basis[:, : len(names)]
        for _twice in range(2):  # once more, for what rounding left
            rest = rest - before @ (before.T @ rest)
        if np.linalg.norm(rest) <= _NEGLIGIBLE * spread:
            left_out.append((name, size, f"combinação exata de outras variáveis ({', '.join(names)})"))
            continue
        basis[:, len(names)] = rest / np.linalg.norm(rest)
        names.append(name)
    return names


_NEGLIGIBLE = 1e-9
"""What is left of a column, relative to it, when it says nothing that those before it do not."""
