"""Collection on a day: stages and queue, charges, agreements, lists and letters, after the month is calculated."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.collection import collect_debts, collection_rules, is_in_force, late_debts
from coopcli.calc.collection.agreements import FAMILY as AGREEMENTS
from coopcli.calc.collection.agreements import agreements_of, with_broken_agreements
from coopcli.calc.collection.bureau import bureau_lists
from coopcli.calc.collection.charges import CAPS, FAMILY, charges_of
from coopcli.calc.collection.charges import checks_of as charge_checks
from coopcli.calc.collection.late_installments import late_installments
from coopcli.calc.collection.lawsuits import Sources, lawsuit_list
from coopcli.calc.letters import LetterInputs
from coopcli.closing.charges import NOTES as CHARGE_NOTES
from coopcli.closing.letters import (
    CONTENTS,
    FOLDER,
    LetterRun,
    creditor_problems,
    earlier_letters,
    letter_rules,
    run_letters,
)
from coopcli.closing.month import MonthRun
from coopcli.closing.rules import calendar_of
from coopcli.dates import brazilian
from coopcli.placing import write_new
from coopcli.reports.bureau_file import FAMILY as BUREAU_FILE
from coopcli.reports.bureau_file import bureau_file
from coopcli.reports.studies import collection_workbook
from coopcli.results import Check, Note, Study
from coopcli.results.collection import Collection
from coopcli.results.collection_charges import Agreements, Charges
from coopcli.results.collection_report import CollectionReport
from coopcli.rulebook.book import rule_sources
from coopcli.words.letters import LETTER_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.collection import LateDebts
    from coopcli.rulebook.tables import RuleFile

WORKBOOK, BUREAU_LIST = "cobranca.xlsx", "negativacoes.csv"
BUREAU, LAWSUITS = "bureau", "lawsuits"

_NOTES = (
    Note("Dívida em atraso", "Cada operação com parcela vencida, ou cada acordo quebrado com os contratos dele."),
    Note(
        "Fila do dia",
        "Uma linha por devedor, na etapa mais alta das suas dívidas; as providências fora do prazo vêm antes.",
    ),
    Note("Onde está cada dívida", "Toda dívida em atraso está em um só lugar: fila, espera, pausa, exceção ou fim."),
)

_NO_LETTERS = Note("Cartas", "nenhuma carta foi pedida nem gravada nesta execução", applied=False)


@dataclass(frozen=True)
class CollectionRun:
    """What collection comes to on a day, its letters, and the file for the credit bureau. Nothing is written yet.

    ``letters`` is None where none were wanted.
    """

    report: CollectionReport
    letters: LetterRun | None
    bureau_csv: bytes

    def write_lists(self, folder: Path) -> None:
        """Write the workbook and the file for the bureau into a folder."""
        collection_workbook(folder / WORKBOOK, self.report)
        write_new(folder / BUREAU_LIST, self.bureau_csv)

    def write_letters(self, folder: Path) -> None:
        """Write the letters into ``cartas`` of a folder; none where there is none to send."""
        if self.letters and self.letters.letters:
            self.letters.write(folder / FOLDER)

    def papers(self) -> dict[str, list[dict[str, object]]]:
        """Return the rules and templates used, with their digests, as the manifest tells them."""
        rules = self.report.study.rules
        return {
            "collection_rules": [{"id": rule.id, "sha256": rule.sha256, "status": rule.status} for rule in rules],
            "templates": [asdict(template) for template in self.report.study.templates],
        }


def has_policy(run: MonthRun) -> bool:
    """Return whether a policy of collection is in force on the month's reference date."""
    return is_in_force(run.book, run.month.reference_date)


@dataclass(frozen=True)
class LettersWanted:
    """Letters are to be composed: ``closings`` keeps the logs of earlier ones, but for the close called ``own_name``;
    they bear the day ``written_on`` (None: the reference date)."""

    closings: Path
    own_name: str = ""
    written_on: date | None = None


def run_collection(run: MonthRun, wanted: LettersWanted | None) -> CollectionRun:
    """Return the collection of a calculated month, with its letters where they are ``wanted``.

    Raises RuleError where no policy is in force, DataError where a letter lacks something.
    """
    late, owed, agreed, collection = _debts(run)
    bureau = _bureau(run, owed, agreed, collection)
    letters = _letters(run, wanted, collection, owed, agreed, bureau) if wanted else None
    told = letters.plan.letters if letters else pd.DataFrame(columns=[column.name for column in LETTER_COLUMNS])
    checks = [*collection.checks, *charge_checks(owed)]
    study = _study(run, checks, [*collection.alerts, *owed.alerts, *agreed.alerts], letters)
    lawsuits = _lawsuits(run, late, owed, agreed, collection)
    report = CollectionReport(study, collection, owed, agreed, bureau, lawsuits, told)
    return CollectionRun(report, letters, bureau_file(bureau, _rule(run, BUREAU_FILE), study))


def _letters(
    run: MonthRun, wanted: LettersWanted, collection: Collection, owed: Charges, agreed: Agreements,
    bureau: pd.DataFrame,
) -> LetterRun:  # fmt: skip
    on = run.month.reference_date
    rules = letter_rules(run.book, on, calendar_of(run.rules.calendars, on, date(on.year + 1, 12, 31)))
    log = earlier_letters(wanted.closings, wanted.own_name)
    inputs = LetterInputs(collection, owed, agreed.agreements, bureau, run.exports.frames, log)
    return run_letters(inputs, run.settings, rules, wanted.written_on or on)


def lacking_for_letters(run: MonthRun) -> str:
    """Return what coop.yaml lacks for letters to be written, in words ("" nothing)."""
    return "; ".join(problem.found for problem in creditor_problems(run.settings, _rule(run, CONTENTS)))


def _rule(run: MonthRun, family: str) -> RuleFile:
    return run.book.in_force(family, run.month.reference_date)


def _debts(run: MonthRun) -> tuple[LateDebts, Charges, Agreements, Collection]:
    """Return the late debts, what is owed of them with its charges, the agreements, and each debt at its stage."""
    on, frames, portfolio = run.month.reference_date, run.exports.frames, run.portfolio
    rules = collection_rules(run.book, on)
    classes = run.month.classified[0].operations
    before = _previous_classes(run)
    agreed = agreements_of(portfolio, frames, _rule(run, AGREEMENTS), _rule(run, FAMILY), classes, before)
    charged = charges_of(late_installments(portfolio, frames, on), _rule(run, FAMILY), _rule(run, CAPS), on)
    owed = with_broken_agreements(charged, agreed.agreements, frames)
    late = late_debts(portfolio, frames, agreed.agreements)
    previous_on = run.previous.on if run.previous else None
    return late, owed, agreed, collect_debts(late, frames, rules, owed.debts, previous_on)


def _previous_classes(run: MonthRun) -> pd.DataFrame | None:
    return run.previous.operations.get(run.month.classified[0].regime) if run.previous else None


def _bureau(run: MonthRun, owed: Charges, agreed: Agreements, collection: Collection) -> pd.DataFrame:
    day = np.datetime64(run.month.reference_date, "D")
    frames, calendar = run.exports.frames, run.portfolio.calendar
    return bureau_lists(collection.debts, owed.rows, agreed.agreements, frames, _rule(run, BUREAU), calendar, day)


def _lawsuits(
    run: MonthRun, late: LateDebts, owed: Charges, agreed: Agreements, collection: Collection
) -> pd.DataFrame:
    decided = run.month.classified[0].operations.reset_index(drop=True)
    classified = pd.concat([run.portfolio.operations[["contract_id"]], decided], axis=1)
    sources = Sources(run.exports.frames, owed.rows, agreed.agreements, classified)
    return lawsuit_list(late, collection.debts, sources, _rule(run, LAWSUITS))


def _study(run: MonthRun, checks: list[Check], alerts: list[str], letters: LetterRun | None) -> Study:
    on, month = run.month.reference_date, run.month
    families = (FAMILY, CAPS, AGREEMENTS, BUREAU, BUREAU_FILE, LAWSUITS)
    files = [
        *collection_rules(run.book, on).all(),
        *(_rule(run, family) for family in families),
        *(letters.rule_files if letters else ()),
    ]
    rules = list({rule.id: rule for rule in [*files, *run.rules.calendars]}.values())
    return Study(
        month.cooperative,
        on,
        month.sources,
        rule_sources(rules, on),
        [*_NOTES, *CHARGE_NOTES, *(letters.notes if letters else [_NO_LETTERS])],
        month.version,
        alerts,
        month.problems,
        [*checks, *(letters.checks if letters else ())],
        templates=letters.templates if letters else [],
    )


def without_policy(run: MonthRun) -> Note:
    """Return the note of a month on whose date no policy of collection is in force."""
    day = brazilian(run.month.reference_date)
    text = f"nenhuma política de cobrança vigente em {day}: sem fila, listas nem cartas"
    return Note("Cobrança", text, applied=False)
