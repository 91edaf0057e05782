"""Encargos: what each late instalment owes on a day, with the arithmetic, and the totals of each debt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from coopcli.dates import brazilian
from coopcli.reports.sheet import EXCEL_ROWS, Sheet
from coopcli.reports.sheets.notes import notes_sheet
from coopcli.reports.sheets.parts import list_sheets, plural
from coopcli.reports.sheets.sources import sources_sheet
from coopcli.reports.workbook import write_workbook
from coopcli.results import Study
from coopcli.results.collection_charges import Charges
from coopcli.words.agreements import CHARGE_COLUMNS, DEBT_CHARGE_COLUMNS

_LAST, _LAST_WIDTH = "arithmetic", 100
_BY_INSTALLMENT = (
    *(column for column in CHARGE_COLUMNS if column.name not in ("debt_id", _LAST)),
    *(column for column in CHARGE_COLUMNS if column.name == _LAST),
)


def charges_sheets(study: Study, charges: Charges, rows_per_sheet: int = EXCEL_ROWS) -> list[Sheet]:
    """Return the totals of each debt and the charges of each instalment."""
    on = f"encargos em {brazilian(charges.on)}"
    debts = f"{on} · {plural(len(charges.debts), 'dívida em atraso', 'dívidas em atraso')}"
    rows = f"{on} · {plural(len(charges.rows), 'parcela em atraso', 'parcelas em atraso')}"
    none = f"Nada em atraso em {brazilian(charges.on)}."
    by_debt = list_sheets(
        study, "Valor atualizado", DEBT_CHARGE_COLUMNS, charges.debts, rows_per_sheet, debts, none=none
    )
    by_installment = list_sheets(study, "Encargos", _BY_INSTALLMENT, charges.rows, rows_per_sheet, rows)
    wide = {len(_BY_INSTALLMENT) - 1: _LAST_WIDTH}
    return [*by_debt, *(replace(sheet, widths=wide) for sheet in by_installment)]


def charges_workbook(path: Path, study: Study, charges: Charges) -> None:
    """Write the charges with the conventions and where they came from."""
    sheets = [*charges_sheets(study, charges), notes_sheet(study), sources_sheet(study)]
    write_workbook(path, sheets, f"{study.cooperative.name}: encargos", study.reference_date)
