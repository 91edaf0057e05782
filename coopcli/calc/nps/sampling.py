"""How many answers a finite population needs, by branch too, and how well those that came stand for it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.results.nps import UNTOLD, Sample, SampleSize
from coopcli.words.survey import SAMPLE_COLUMNS, SIZE_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Ints
    from coopcli.calc.nps.answers import Answers
    from coopcli.rulebook.tables import RuleFile

FAMILY = "survey_sample"
_ROUNDING = 1e-9


def quantile(confidence: float) -> float:
    """Return how many standard errors reach that far on either side: 1.959964 for 0.95."""
    from scipy.stats import norm

    return float(norm.ppf((1 + confidence) / 2))


def sample_size(population: int, rule: RuleFile) -> SampleSize:
    """Return how many answers are needed (equation 1 of the study); never more than the population has."""
    confidence, error, expected = (float(rule[f"{name}_rate"]) for name in ("confidence", "error", "expected"))
    spread = quantile(confidence) ** 2 * expected * (1 - expected)
    needed = spread * population / (error**2 * (population - 1) + spread) if population else 0.0
    return SampleSize(population, min(math.ceil(needed - _ROUNDING), population), confidence, error, expected)


def in_proportion(total: int, weights: Ints) -> Ints:
    """Return ``total`` shared out in whole parts by the largest remainders; the parts add up to it.

    Of equal remainders the first takes precedence. Without any weight nobody gets anything.
    """
    whole = int(weights.sum())
    if not whole:
        return np.zeros(len(weights), dtype=np.int64)
    parts, remainders = np.divmod(weights * total, whole)
    parts[np.argsort(-remainders, kind="stable")[: total - int(parts.sum())]] += 1
    return parts.astype(np.int64)


def planned_sample(branches: pd.DataFrame, size: SampleSize) -> pd.DataFrame:
    """Return the sample of each branch (SIZE_COLUMNS). Reads branch, branch_name and population."""
    members = branches["population"].to_numpy(dtype=np.int64)
    told = branches.assign(
        population_rate=_shares(branches["population"]), planned=in_proportion(size.size, members)
    )  # fmt: skip
    return told[[column.name for column in SIZE_COLUMNS]].reset_index(drop=True)


def sample_of(
    answers: Answers,
    valid: pd.Series[bool],
    branches: pd.DataFrame,
    size: SampleSize | None,
    score: RuleFile,
    statistics: RuleFile,
) -> Sample:
    """Return who was asked and who answered, by branch.

    Reads   branches: branch, branch_name, population, sent (no rows: nobody said how many members there are);
            ``valid`` marks the respondents with a valid note.
    Keeps   every branch that is told or answered, and a row for those who named none.
    """
    came = answers.respondents["branch"].fillna("")
    counted = pd.DataFrame({
        "respondents": came.value_counts(), "answers": came[valid].value_counts()
    }).fillna(0).astype("int64").rename_axis("branch").reset_index()  # fmt: skip
    planned = planned_sample(branches, size) if size else branches.assign(population_rate=np.nan, planned=pd.NA)
    rows = planned.merge(branches[["branch", "sent"]], on="branch", how="left") if size else planned
    rows = rows.merge(counted, on="branch", how="outer").sort_values("branch")
    rows[["respondents", "answers"]] = rows[["respondents", "answers"]].fillna(0).astype("int64")
    rows = rows.reset_index(drop=True)
    rows["response_rate"] = rows["respondents"] / rows["sent"].where(rows["sent"] > 0).astype("Float64")
    rows["sample_rate"] = _shares(rows["respondents"])
    rows["difference_rate"] = rows["sample_rate"] - rows["population_rate"]
    rows["warning"] = _warnings(rows, float(score["minimum_branch_rate"]), bool(size and len(branches)))
    p = _goodness(rows)
    shown = rows[[column.name for column in SAMPLE_COLUMNS]].replace({"branch": {"": UNTOLD}})
    return Sample(shown, size, p, tuple(_alerts(shown, size, p, float(statistics["representativeness_rate"]))))


def _shares(column: pd.Series[int]) -> pd.Series[float]:
    numbers = column.astype("Float64")
    total = numbers.sum()
    return numbers / total if total else numbers * np.nan


def _warnings(rows: pd.DataFrame, minimum: float, is_planned: bool) -> list[str | None]:
    """Return, for each branch, what somebody must know before reading its score."""
    if not is_planned:
        return [None] * len(rows)
    words: list[str | None] = []
    columns = (rows[name] for name in ("branch", "planned", "population", "respondents", "answers"))
    for branch, planned, population, people, came in zip(*columns, strict=True):
        if not branch:
            words.append("respondeu sem dizer o PA")
        elif pd.isna(planned):
            words.append("PA fora da lista de associados")
        elif people > int(population):
            words.append(f"mais respondentes do que associados ({int(population)}): confira")
        elif came < minimum * int(planned):
            words.append(f"faltam {math.ceil(minimum * int(planned)) - came} para a amostra planejada")
        else:
            words.append(None)
    return words


def _goodness(rows: pd.DataFrame) -> float | None:
    """Return the p of the answers against the members, over the branches that have members."""
    from scipy.stats import chisquare

    told = rows[rows["population"].fillna(0) > 0]
    came = told["respondents"].to_numpy(dtype=float)
    members = told["population"].to_numpy(dtype=float)
    if len(told) < 2 or not came.sum():
        return None
    return float(chisquare(came, members / members.sum() * came.sum()).pvalue)


def _alerts(rows: pd.DataFrame, size: SampleSize | None, p: float | None, significance: float) -> list[str]:
    if size is None:
        return ["Número de associados não informado: sem amostra planejada, e o intervalo é o de população sem limite."]
    alerts, came, people = [], int(rows["answers"].sum()), int(rows["respondents"].sum())
    if people > size.population:
        alerts.append(
            f"Há {people} respondentes e só se informaram {size.population} associados: confira; o intervalo é o de "
            "população sem limite."
        )
    if came < size.size:
        alerts.append(f"A amostra pedia {size.size} notas válidas e há {came}: o erro é maior que o planejado.")
    few = int(rows["warning"].astype("str").str.startswith("faltam").sum())
    if few:
        alerts.append(f"{few} PA{'s' if few > 1 else ''} com menos respostas do que a amostra planejada (aba Amostra).")
    if p is not None and p < significance:
        alerts.append("As respostas não se distribuem pelos PAs como os associados (aba Amostra): compare com cuidado.")
    return alerts
