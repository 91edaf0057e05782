"""Who decides on each proposal: the lowest authority whose limit, payment and term admit it.

A limit is the amount of the authority × the percentage of the reference equity × the percentage of the rating.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import amounts
from coopcli.calc.desk.facts import Proposed
from coopcli.errors import Problem, RuleError
from coopcli.money import as_fraction, brl, share
from coopcli.results.desk import AuthorityTable
from coopcli.rulebook.decide import Decision, decide
from coopcli.rulebook.facts import Facts
from coopcli.words.desk import STEP_COLUMNS
from coopcli.words.lists import AUTHORITIES, LEVELS

if TYPE_CHECKING:
    from coopcli.rulebook.tables import Row, RuleFile

_COUNCIL_TITLE = "Conselho de Administração"


def authority_limits(rule: RuleFile, reference_equity_cents: int) -> pd.DataFrame:
    """Return the limit of each authority at each level: authority, title, base_cents, level, limit_cents, admitted.

    Raises RuleError (caso-sem-linha) for a reference equity that the manual's table does not have.
    """
    equity = int(_equity_row(rule, reference_equity_cents).outcomes["percentage"])
    ratings = decide(rule.tables["rating_percentage"], Facts({"level": list(LEVELS)}, len(LEVELS)))
    bases = decide(rule.tables["base_amount"], Facts({"authority": list(AUTHORITIES)}, len(AUTHORITIES)))
    top, bottom = as_fraction(rule["council_share_rate"])
    rows = []
    for place, authority in enumerate(AUTHORITIES):
        base = bases.row(place)
        for i, level in enumerate(LEVELS):
            rating = ratings.row(i)
            assert rating is not None  # the table is proved: it has a row for each level
            percentage, admitted = int(rating.outcomes["percentage"]), bool(rating.outcomes["is_admitted"])
            cents = int(base.outcomes["limit_cents"]) if base else reference_equity_cents
            fraction = (equity * percentage, 10_000) if base else (top * admitted, bottom)
            rows.append(
                {
                    "authority": authority,
                    "title": str(base.outcomes["item"]) if base else _COUNCIL_TITLE,
                    "base_cents": cents if base else None,
                    "level": level,
                    "limit_cents": int(share(np.array([cents], dtype=np.int64), *fraction)[0]),
                    "is_admitted": admitted,
                    "article": f"{base.article} × {rating.article}" if base else _council_article(rule),
                }
            )
    return pd.DataFrame(rows).astype({"base_cents": "Int64"})


def _equity_row(rule: RuleFile, cents: int) -> Row:
    """Return the row of the manual's table for a reference equity; RuleError where it has none."""
    table = rule.tables["equity_percentage"]
    if all(covered.admits(cents) for covered in table.covers.values()):
        row = decide(table, Facts({"reference_equity_cents": [cents]}, 1)).row(0)
        assert row is not None  # the table is proved for all that it covers
        return row
    found = f"patrimônio de referência de {brl(cents)}, que a {table.title} não tem"
    remedy = "o manual remete a outro quadro, que a fonte não traz: acrescente-o numa regra da cooperativa"
    raise RuleError([Problem("caso-sem-linha", found, file=table.file, line=table.line, remedy=remedy)])


def _council_article(rule: RuleFile) -> str:
    return rule.parameters["council_share_rate"].article


def authority_table(rule: RuleFile, reference_equity_cents: int, only: str = "") -> AuthorityTable:
    """Return the table of limits as the manual's spreadsheet gives it: a row an authority, a column a group of levels
    that the ratings table treats alike; of one level where ``only`` names it. Refused levels have no column."""
    row = _equity_row(rule, reference_equity_cents)
    limits = authority_limits(rule, reference_equity_cents)
    groups: dict[int, list[str]] = {}
    ratings = decide(rule.tables["rating_percentage"], Facts({"level": list(LEVELS)}, len(LEVELS)))
    for level, index in zip(LEVELS, ratings.index.tolist(), strict=True):
        groups.setdefault(index, []).append(level)
    wide = limits.pivot(index="authority", columns="level", values="limit_cents").loc[list(AUTHORITIES)]
    first = limits.drop_duplicates("authority").set_index("authority").loc[list(AUTHORITIES)]
    rows = pd.DataFrame({"authority_title": first["title"].to_numpy(), "base_cents": first["base_cents"].array})
    titles = {}
    for index, levels in groups.items():
        rating = ratings.table.rows[index]
        if rating.outcomes["is_admitted"] and (not only or only in levels):
            name = f"limit_{'_'.join(levels)}_cents"
            titles[f"{' e '.join(levels)} ({rating.outcomes['percentage']}%)"] = name
            rows[name] = wide[levels[0]].to_numpy()
    return AuthorityTable(
        reference_equity_cents, int(row.outcomes["percentage"]), row.article, rows, titles, rule.notes
    )


def steps_of(
    known: Proposed, levels: pd.Series[Any], rule: RuleFile, reference_equity_cents: int | None
) -> pd.DataFrame:
    """Return, for each proposal, whether each authority may decide it and why (results.desk.STEP_COLUMNS), with
    ``place`` and ``decides``: the lowest that may. No row where the reference equity is not told.

    Levels that the manual refuses go to the one authority that may still decide, by ``refused_rating``.
    """
    columns = [*(column.name for column in STEP_COLUMNS), "place", "key", "decides"]
    if reference_equity_cents is None or not len(known.proposals):
        return pd.DataFrame(columns=columns)
    limits = authority_limits(rule, reference_equity_cents).set_index(["authority", "level"])
    refused = decide(rule.tables["refused_rating"], Facts.of(pd.DataFrame({"level": levels.astype("str")})))
    parts = [_step(known, levels, authority, limits.loc[authority], refused, rule) for authority in AUTHORITIES]
    found = pd.concat(parts).sort_values(["place", "order"], kind="stable", ignore_index=True)
    found["decides"] = found["is_admitted"] & ~found.groupby("place")["is_admitted"].cumsum().sub(1).gt(0)
    return found[columns]


def _step(
    known: Proposed, levels: pd.Series[Any], authority: str, limits: pd.DataFrame, refused: Decision,
    rule: RuleFile,
) -> pd.DataFrame:  # fmt: skip
    """Return one authority's row for each proposal."""
    amount = amounts(known.proposals["amount_cents"])
    own = limits.loc[levels.astype(str)]
    limit = own["limit_cents"].to_numpy(dtype=np.int64)
    may = decide(rule.tables["may_decide"], Facts.of(known.facts.assign(authority=authority)))
    admits, fits = may.flag("is_admitted"), amount <= limit
    told = [
        _why(refused, may, i, authority, str(levels.iloc[i]))
        or (_compared(int(amount[i]), int(limit[i])), str(own["article"].iloc[i]), may.reference(i))
        for i in range(len(levels))
    ]
    takes = np.asarray(refused.outcome("authority") == authority)
    is_refused = refused.index >= 0
    return pd.DataFrame(
        {
            "proposal_id": known.proposals["proposal_id"],
            "member_name": known.proposals["member_name"],
            "authority_title": own["title"].to_numpy(),
            "limit_cents": limit,
            "amount_cents": amount,
            "is_admitted": np.where(is_refused, takes, admits & fits),
            "words": [words for words, _, _ in told],
            "article": [article for _, article, _ in told],
            "rule_reference": [reason for _, _, reason in told],
            "place": np.arange(len(known.proposals)),
            "key": authority,
            "order": AUTHORITIES.index(authority),
        }
    )


def _why(refused: Decision, may: Decision, at: int, authority: str, level: str) -> tuple[str, str, str] | None:
    """Return why the level, the payment or the term decides: words, article and rule row (None: the amount does)."""
    row = refused.row(at)
    if row is not None:
        taken = row.outcomes["authority"] == authority
        return row.title if taken else f"classe {level}: não conceder", row.article, refused.reference(at)
    row = may.row(at)
    if row is not None and not row.outcomes["is_admitted"]:
        return row.title, row.article, may.reference(at)
    return None


def _compared(amount: int, limit: int) -> str:
    return f"{brl(amount)} {'até' if amount <= limit else 'acima de'} {brl(limit)}"


def deciding(steps: pd.DataFrame, size: int) -> pd.DataFrame:
    """Return, by proposal's place, the authority that decides (missing: none may, or nothing tells)."""
    chosen = steps[steps["decides"].astype(bool)].set_index("place")
    return chosen[["authority_title", "key", "limit_cents", "words", "article"]].reindex(range(size))
