"""The indicators of the relationship from files of several months: read, check, calculate. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from coopcli.calc.columns import looked_up
from coopcli.calc.nps.score import FAMILY as CLASSES
from coopcli.calc.relationship import totals
from coopcli.calc.relationship.check_up import FAMILY as CHECK_UP
from coopcli.calc.relationship.check_up import check_up
from coopcli.calc.relationship.contacts import cycle, overdue, with_contacts
from coopcli.calc.relationship.crossing import crossing
from coopcli.calc.relationship.members import DETRACTOR, flags_of, registered, with_answers, with_debts
from coopcli.calc.relationship.movement import STAYED, changes, movement
from coopcli.calc.relationship.returns import bands, quadrants, returns_of
from coopcli.calc.relationship.usage import MANAGEMENT, PRODUCTS, Usage, usage_of
from coopcli.closing.inputs import Say, files_of, layouts_of
from coopcli.closing.relationship_proof import RelationshipInputs, alerts_of, checks_of, notes_of
from coopcli.closing.study import gather_study, latest, settings_near
from coopcli.dates import brazilian
from coopcli.errors import stop
from coopcli.reading.recognise import frames_in
from coopcli.results.nps import CLASS_TITLE
from coopcli.results.relationship import Relationship
from coopcli.rulebook.tables import RuleFile
from coopcli.words.relationship import LOW_RETURN_COLUMNS, MOVER_COLUMNS

SURVEY = "nps/member-satisfaction"
_OF_MANY_MONTHS = {"product_usage", "margins", "relationship_contacts", "survey_answers", "collection_events"}
"""What earlier folders are read for; the register and the debts are those of the latest."""


def run_indicators(paths: Sequence[Path], on: date | None, say: Say) -> Relationship:
    """Return the indicators of files and folders; without ``on``, up to the latest month of product_usage.

    Raises DataError where the exports cannot be read, RuleError where no rule is in force on the day.
    """
    files = _files(paths)
    gathered = gather_study(files, say, ["product_usage"], on, latest(("product_usage", "reference_date")))
    rules = [gathered.rule(name) for name in (PRODUCTS, MANAGEMENT, CHECK_UP)]
    say("calculando")
    usage = usage_of(gathered.frames, rules[0], rules[1], gathered.on)
    if not usage.months:
        found, expected = f"nenhum mês de produtos em uso até {brazilian(gathered.on)}", "uma data-base posterior"
        raise stop("opcao-invalida", found, expected=expected)
    return _report(RelationshipInputs(gathered, usage, *rules))


def _files(paths: Sequence[Path]) -> list[Path]:
    """Return the files to read: of several folders, all of the one whose name comes last and, of the others, those
    with months of their own."""
    folders = sorted((path for path in paths if path.is_dir()), key=lambda path: path.name)
    if len(folders) < 2:
        return list(paths)
    layouts = layouts_of(settings_near(paths[0]))
    found = [path for path in paths if not path.is_dir()]
    for folder in folders[:-1]:
        for path in files_of(folder):
            frames = frames_in(path.name, path.read_bytes(), layouts)
            if not frames or frames & _OF_MANY_MONTHS:
                found.append(path)
    return [*found, *files_of(folders[-1])]


def _report(inputs: RelationshipInputs) -> Relationship:
    usage = inputs.usage
    changed = changes(usage)
    members = _members(inputs, changed)
    names = members.set_index("member_id").get("member_name")
    evolution, groups = totals.evolution(usage), totals.groups(usage)
    found = {
        "evolution": evolution,
        "means": totals.means(evolution),
        "solutions": totals.solutions(usage),
        "outside": usage.outside,
        "groups": groups,
        "latest_groups": totals.latest_groups(groups, usage.months),
        "distribution": totals.distribution(usage),
        "movement": movement(usage, changed),
        "movers": _movers(changed, usage, names),
        "check_up": check_up(members, usage, inputs.check_up),
        "crossing": crossing(members, inputs.management),
        "families": totals.families(usage),
    }
    found |= _returns(members, inputs.management) if "margin_cents" in members else {}
    if inputs.gathered.has("relationship_contacts"):
        found |= {"cycle": cycle(members), "overdue": overdue(members)}
    absent = inputs.absent()
    study = inputs.gathered.study(notes_of(inputs, absent), alerts_of(inputs), checks_of(inputs, found))
    return Relationship(study=study, months=usage.months, absent=absent, **found)  # type: ignore[arg-type]


def _members(inputs: RelationshipInputs, changed: pd.DataFrame) -> pd.DataFrame:
    """Return the members of the last month with all that is known of each."""
    gathered, usage = inputs.gathered, inputs.usage
    frames, on = gathered.frames, gathered.on
    members = registered(usage.of_month(usage.last), frames["members"])
    last = changed[(changed["month"] == usage.last) & (changed["what"] == STAYED)].set_index("member_id")
    members = members.assign(
        lost_count=looked_up(last["lost_count"], members["member_id"]).fillna(0).astype("int64"),
        lost=looked_up(last["lost"], members["member_id"]).fillna(""),
    )
    if gathered.has("contracts") or gathered.has("current_accounts"):
        members = with_debts(members, gathered.portfolio.operations, frames["members"])
    if gathered.has("survey_answers"):
        members = with_answers(members, frames["survey_answers"], gathered.rule(SURVEY), gathered.rule(CLASSES), on)
    if gathered.has("relationship_contacts"):
        members = with_contacts(members, frames["relationship_contacts"], inputs.management, on)
    flags = flags_of(members, frames, inputs.check_up["holds_against_contact"], on)
    members = members.assign(**{name: flags[name] for name in flags})
    members["is_detractor"] = members.get("respondent_class", pd.Series("", members.index)).eq(DETRACTOR).fillna(False)
    if "respondent_class" in members:
        members["class_title"] = members["respondent_class"].map(CLASS_TITLE)
    if members["margin_cents"].isna().all():
        return members.drop(columns="margin_cents")
    return members.assign(quadrant=returns_of(members, inputs.management).quadrant)


def _returns(members: pd.DataFrame, rule: RuleFile) -> dict[str, pd.DataFrame]:
    """Return the tables of quantity against return, and who has many solutions that give little."""
    returns = returns_of(members, rule)
    told = members.assign(group_isa=returns.group_isa, group_margin_cents=returns.group_margin_cents)
    names = [column.name for column in LOW_RETURN_COLUMNS if column.name in told]
    low = told[returns.is_low].sort_values(["solution_count", "member_id"], ascending=[False, True])[names]
    return {
        "quadrants": quadrants(members, returns),
        "bands": bands(members, rule),
        "low_return": low.reset_index(drop=True),
    }


def _movers(changed: pd.DataFrame, usage: Usage, names: pd.Series[str] | None) -> pd.DataFrame:
    """Return who gained, lost, came or left, the latest month first."""
    gained, lost = changed["gained_count"] > 0, changed["lost_count"] > 0
    stayed = np.select([gained & lost, gained, lost], ["ganhou e perdeu", "ganhou", "perdeu"], default="")
    told = changed.assign(what=np.where(changed["what"] == STAYED, stayed, changed["what"]))
    told = told[told["what"] != ""].sort_values(["month", "member_id"], ascending=[False, True], ignore_index=True)
    told["month"] = np.array([*usage.months, ""], dtype=object)[told["month"].to_numpy(dtype=np.int64)]
    if names is not None:
        told["member_name"] = looked_up(names, told["member_id"])
    return told[[column.name for column in MOVER_COLUMNS if column.name in told]]
