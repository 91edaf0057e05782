"""Gates: whether what could be read of a month is enough to close it by, as rules/reading/gates.yaml says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from coopcli.calc import expected_loss
from coopcli.closing.rules import REGIMES
from coopcli.errors import Problem
from coopcli.money import brl
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words import FRAMES
from coopcli.words.lists import GATES, SET_ASIDE_KINDS

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.closing.settings import Settings
    from coopcli.reading.read import Exports
    from coopcli.results import SourceFile
    from coopcli.rulebook.book import Rulebook
    from coopcli.rulebook.tables import Row, RuleFile

FAMILY = "reading_gates"
PASSES, TO_CHECK, STOPS = GATES
_UNMATCHED = ("parcela-sem-contrato", "contrato-desconhecido", "devedor-desconhecido")
_WORDS = {
    "unread": "que não se leem (ou que o Excel esconde)",
    "unmatched": "de contrato ou devedor que não está na carteira",
    "repeated": "repetidas",
}


@dataclass(frozen=True)
class Lack:
    """What a step of the month needs and has not: an export, or (``column``) a column of one; and what follows.

    ``headers`` are the names under which the layout would have read the column.
    """

    frame: str
    step: str
    gate: str
    effect: str
    column: str = ""
    file: str = ""
    headers: str = ""
    why: str = ""
    unsure_of: str = ""

    @property
    def title(self) -> str:
        """The export or column as the clerk calls it."""
        return FRAMES[self.frame].column(self.column).title if self.column else FRAMES[self.frame].title


def steps_of(settings: Settings, book: Rulebook, on: date, also: Sequence[str] = ()) -> list[str]:
    """Return the steps of which the month is made on the date."""
    in_force = [name for name, families in REGIMES.items() if all(book.is_in_force(f, on) for f in families)]
    steps = ["aging", "contagion", *dict.fromkeys([*in_force, *also])]
    if expected_loss.REGIME in steps:
        rule = book.nearest(expected_loss.FAMILIES[1], on)
        if str(rule["federal_programme_credit_lines"]).strip():
            steps.append("federal_programme")
    return [*steps, "collection"] if settings.collection_in_close else steps


# --- rows set aside -----------------------------------------------------------------------------------------------


def set_aside_problems(exports: Exports, rule: RuleFile, on: date) -> Iterator[Problem]:
    """Yield the exports of which more was set aside than the rule admits."""
    found = [share for frame in FRAMES for share in _shares(exports, frame, np.datetime64(on, "D"))]
    if not found:
        return
    table = rule.tables["set_aside"]
    facts = Facts({name: [share[name] for share in found] for name in table.signature.given}, len(found))
    decision = decide(table, facts)
    for i, share in enumerate(found):
        row = decision.row(i)
        if row is not None and row.outcomes["gate"] == STOPS:
            yield _too_much(share, row, exports)


def _shares(exports: Exports, frame: str, on: np.datetime64) -> Iterator[dict[str, object]]:
    """Yield, for each reason why rows of the frame were set aside, how many and how much of it they are."""
    aside = _that_matter(exports.aside[frame], on)
    if not len(aside):
        return
    kinds = aside["code"].map(_kind_of)
    rows = len(exports.frames[frame]) + len(exports.aside[frame])
    amount = FRAMES[frame].amount
    used = int(exports.frames[frame][amount].fillna(0).sum()) if amount else 0
    whole = used + (int(exports.aside[frame][amount].fillna(0).abs().sum()) if amount else 0)
    for kind in SET_ASIDE_KINDS:
        mine = aside[kinds == kind]
        cents = int(mine[amount].fillna(0).abs().sum()) if amount else 0
        if len(mine):
            yield {
                "frame": frame,
                "set_aside_kind": kind,
                "set_aside_rows": len(mine),
                "set_aside_rows_permille": _permille(len(mine), rows),
                "set_aside_cents_permille": _permille(cents, whole),
                "rows": rows,
                "cents": cents,
                "sources": sorted(set(mine["source"])),
            }


def _that_matter(aside: pd.DataFrame, on: np.datetime64) -> pd.DataFrame:
    """Return the rows but for those of what had ended before the date."""
    if "until_date" not in aside:
        return aside
    until = aside["until_date"]
    return aside[(until.isna() | (until.to_numpy().astype("datetime64[D]") > on)).to_numpy()]


def _kind_of(code: str) -> str:
    if code in _UNMATCHED:
        return "unmatched"
    return "repeated" if code.endswith(("-repetido", "-repetida")) else "unread"


def _permille(part: int, whole: int) -> int:
    """Return the part in thousandths, rounded up."""
    return -(-part * 1000 // whole) if whole > 0 else 0


def _too_much(share: dict[str, object], row: Row, exports: Exports) -> Problem:
    files = [exports.sources[int(source)].name for source in share["sources"]]  # type: ignore[attr-defined]
    frame, rows, cents = str(share["frame"]), int(share["set_aside_rows"]), int(share["cents"])  # type: ignore[call-overload]
    amount = f", {brl(cents)}" if cents else ""
    return Problem(
        "linhas-separadas-demais",
        f"{rows} de {share['rows']} linha(s) {_WORDS[str(share['set_aside_kind'])]}{amount}",
        file=", ".join(dict.fromkeys(files)),
        header=FRAMES[frame].title,
        expected=f"menos do que isso de fora: {row.title}",
        subjects=(frame, *files),
    )


# --- exports and columns ------------------------------------------------------------------------------------------


def lacks(exports: Exports, rule: RuleFile, steps: Sequence[str], before: Sequence[str]) -> list[Lack]:
    """Return the exports and columns that the steps need and have not, each once, with the gravest gate.

    ``before`` names the frames that the previous close had.
    """
    return [*_absent_exports(exports, rule, steps, before), *_absent_columns(exports, rule, steps)]


def _absent_exports(exports: Exports, rule: RuleFile, steps: Sequence[str], before: Sequence[str]) -> Iterator[Lack]:
    read = {source.frame for source in exports.sources if source.rows_read or source.frame not in before}
    strange = [source.name for source in exports.sources if not source.layout]
    for lack in _gravest(rule, "exports", [(frame, step) for frame in FRAMES if frame not in read for step in steps]):
        gate, why = lack.gate, ""
        if lack.frame in before:
            gate, why = str(rule["absent_after_last_close"]), "o fechamento anterior teve linhas dela"
        elif strange and gate != PASSES:
            gate = str(rule["absent_with_unrecognised_file"])
            why = f"nenhum layout reconhece: {', '.join(strange)}"
        yield replace(lack, gate=max(gate, lack.gate, key=GATES.index), why=why)


def _absent_columns(exports: Exports, rule: RuleFile, steps: Sequence[str]) -> Iterator[Lack]:
    """Yield the columns that a file has not, or that are all blank though each row should have one."""
    blank = _blank(exports)
    for source in exports.sources:
        if source.rows_used:
            empty = blank.get(source.frame, set()).intersection(source.columns)
            absent = dict(source.absent_columns) | dict.fromkeys(sorted(map(str, empty)), "")
            cases = [(source.frame, step, name) for name in absent for step in steps]
            for lack in _gravest(rule, "columns", cases):
                yield replace(lack, file=source.name, headers=absent[lack.column])


_WITH_BLANKS = ("contracts", "installments", "current_accounts")
OWED = ("limit_used_cents", "overdraft_cents")
"""What an account owes: zero is a value that somebody gave."""


def _blank(exports: Exports) -> dict[str, set[str]]:
    """Return the columns of contracts that are all blank, of instalments the day of payment where all lack it, and what
    accounts owe."""
    contracts, installments, accounts = (exports.frames[name] for name in _WITH_BLANKS)
    paid = installments.loc[(installments["paid_cents"] > 0).to_numpy(dtype=bool), "paid_date"]
    undated = {"paid_date"} if len(paid) and paid.isna().all() else set()
    return {
        "contracts": {str(name) for name, values in contracts.items() if values.isna().all()},
        "installments": undated,
        "current_accounts": {str(name) for name in OWED if len(accounts) and accounts[name].isna().all()},
    }


def _gravest(rule: RuleFile, table: str, cases: Sequence[tuple[str, ...]]) -> list[Lack]:
    """Return what the table says of each frame (and column) in the step where it says the worst."""
    if not cases:
        return []
    columns = dict(zip(("frame", "step", "column"), map(list, zip(*cases, strict=True)), strict=False))
    decision = decide(rule.tables[table], Facts(dict(columns), len(cases)))
    found: dict[tuple[str, str], Lack] = {}
    for i, case in enumerate(cases):
        row = decision.row(i)
        if row is None:
            continue
        frame, step, column = (*case, "")[:3]
        unsure = str(row.outcomes.get("unsure_of", ""))
        lack = Lack(frame, step, str(row.outcomes["gate"]), row.title, column, unsure_of=unsure)
        before = found.get((frame, column))
        if before is None or GATES.index(lack.gate) > GATES.index(before.gate):
            found[frame, column] = lack
    return list(found.values())


def lack_problems(found: Sequence[Lack], exports: Exports) -> Iterator[Problem]:
    """Yield what is lacking and stops the month; the contracts have a problem of their own."""
    read = ", ".join(source.name for source in exports.sources if source.layout) or "nenhum arquivo"
    for lack in found:
        if lack.gate != STOPS or (lack.frame == "contracts" and not lack.column):
            continue
        subjects = (lack.frame, lack.column, *lack.headers.split(" ou "))
        if lack.column:
            expected = f"uma coluna de nome {lack.headers}" if lack.headers else "células preenchidas"
            yield Problem("coluna-que-decide-ausente", lack.effect, lack.file, header=lack.title, expected=expected,
                          subjects=subjects)  # fmt: skip
        else:
            told = f"{lack.effect}; {lack.why}; lidos: {read}" if lack.why else f"{lack.effect}; lidos: {read}"
            yield Problem("exportacao-esperada-ausente", told, lack.title, expected=f"um arquivo de: {lack.title}",
                          subjects=subjects)  # fmt: skip


# --- how a reading ends -------------------------------------------------------------------------------------------


def verdict_of(problems: Sequence[Problem], others: Sequence[Lack] = ()) -> str:
    """Return how a reading with these problems ends: ``passes``, ``to_check`` or ``stops``."""
    if any(problem.blocks for problem in problems):
        return STOPS
    return TO_CHECK if problems or any(lack.gate != PASSES for lack in others) else PASSES


def with_verdicts(sources: Sequence[SourceFile], problems: Sequence[Problem]) -> list[SourceFile]:
    """Return the sources, each with how its reading ended."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        for name in {problem.file, *problem.subjects}:
            by_file.setdefault(name, []).append(problem)
    return [replace(source, verdict=verdict_of(by_file.get(source.name, ()))) for source in sources]
