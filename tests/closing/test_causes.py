"""Problems by cause: what mends a whole column is proposed, and done in the layout or as one correction of the month."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from coopcli.closing.check import Checked, check
from coopcli.closing.inputs import Request
from coopcli.closing.settings import load_settings
from coopcli.errors import Problem
from coopcli.reports.causes import Group, grouped

from .closing_month import close_month
from .test_transformations import (
    AMOUNTS,
    CONTRACT,
    DATES,
    HEADERS,
    NAME,
    american,
    assert_undamaged,
    each,
    installments,
    month,
    month_first,
    put,
    workbook,
)

Call = Callable[..., tuple[int, str]]


def checked(folder: Path) -> Checked:
    request = Request(folder / "exports" / "2026-10", month=(2026, 10))
    return check(request, load_settings(folder), lambda step: None)


def proposals(folder: Path, file: str = NAME) -> dict[str, tuple[str, str]]:
    """Return, by header, the sentence of each cause in a file and the line that would mend it."""
    groups = [group for group in grouped(checked(folder).problems) if group.first.file == file]
    return {g.first.header: (g.sentence(), g.cause.declared if g.cause else "") for g in groups}


def yes(path: Path) -> None:
    """Type sim in each row of Causas that has a proposal."""
    book = openpyxl.load_workbook(path)
    titles, *rows = book["Causas"].iter_rows(min_row=5)
    places = {cell.value: i for i, cell in enumerate(titles)}
    for row in rows:
        if row[places["Proposta"]].value:
            row[places["Correção"]].value = "sim"
    book.save(path)


# --- what is proposed ---------------------------------------------------------------------------------------------


def test_american_amounts_are_one_cause_with_its_mend(working: Path) -> None:
    put(working, [HEADERS, *each(installments(working), AMOUNTS, american)])
    assert proposals(working)["Valor Parcela"] == (
        "584 de 584 células de Valor Parcela estão em formato americano",
        "decimal: point",
    )


def test_one_brazilian_amount_among_american_ones_leaves_nothing_to_propose(working: Path) -> None:
    rows = each(installments(working), AMOUNTS, american)
    rows[0][4] = "1.000,00"
    put(working, [HEADERS, *rows])
    assert proposals(working)["Valor Parcela"] == (
        "583 de 584 células de Valor Parcela estão em formato americano",
        "",
    )


def test_dates_with_the_month_first_are_one_cause(working: Path) -> None:
    put(working, [HEADERS, *each(installments(working), DATES, month_first)])
    sentence, line = proposals(working)["Data Movimento"]
    assert (sentence, line) == (
        "584 de 584 células de Data Movimento têm o mês na frente do dia",
        "date_order: month_first",
    )


def test_keys_with_zeros_too_many(working: Path) -> None:
    put(working, [HEADERS, *each(installments(working), (CONTRACT,), lambda key: f"000{key}")])
    sentence, line = proposals(working)["Contrato"]
    assert (sentence, line) == (
        "44 problema(s) de Contrato: todos os contratos têm 3 zeros a mais na frente",
        "zeros: strip",
    )


def test_merged_contract_numbers(working: Path) -> None:
    workbook(working, {"Parcelas": installments(working)}, merged=True)
    sentence, line = proposals(working, "Parcelas.xlsx")["Número Contrato Crédito"]
    assert (sentence, line) == ("540 de 584 células de Número Contrato Crédito estão vazias", "fill: merged")


# --- what is done -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: each(rows, AMOUNTS, american),
        lambda rows: each(rows, (CONTRACT,), lambda key: f"000{key}"),
        lambda rows: each(rows, DATES, month_first),
    ],
    ids=["amounts", "keys", "dates"],
)
def test_one_word_in_the_list_corrects_a_whole_column(
    working: Path, call: Call, spoil: Callable[[list[list[str]]], list[list[str]]]
) -> None:
    put(working, [HEADERS, *spoil(installments(working))])
    listed = working / "problemas.xlsx"
    status, told = call("check", working / "exports" / "2026-10", "--output", listed)
    assert status == 1 and f"gravado: {listed}" in told and listed.is_file()
    yes(listed)
    closed = close_month(working, corrections=listed, author="Ana", letters=False)
    assert_undamaged(closed.run)
    assert {one.author for one in closed.run.month.corrections} == {"Ana"}
    assert all(one.cell.isalpha() for one in closed.run.month.corrections)
    again = close_month(
        working, corrections=closed.folder / "problemas.xlsx", author="Bia", replace=True, letters=False
    )
    assert_undamaged(again.run)


def test_a_correction_of_a_column_that_does_not_serve_all_of_it_is_refused(working: Path) -> None:
    put(working, [HEADERS, *each(installments(working), AMOUNTS, american)])
    listed = working / "problemas.xlsx"
    from coopcli.reports.month import problems_workbook

    problems_workbook(listed, checked(working).problems)
    yes(listed)
    rows = each(installments_of(working), (), str)
    rows[3][4] = "1.000,00"
    put(working, [HEADERS, *rows])
    request = Request(working / "exports" / "2026-10", month=(2026, 10), corrections=listed, author="Ana")
    found = check(request, load_settings(working), lambda step: None).problems
    refused = [p for p in found if p.code == "correcao-nao-aplicada" and p.header == "Valor Parcela"]
    assert [p.found for p in refused] == ["decimal: point: a coluna mudou, ou o problema já não existe"]


def installments_of(folder: Path) -> list[list[str]]:
    text = (folder / "exports" / "2026-10" / NAME).read_text(encoding="utf-8")
    return [line.split(";") for line in text.splitlines()[1:]]


def test_a_command_writes_the_line_into_the_layout(working: Path, call: Call) -> None:
    put(working, [HEADERS, *each(installments(working), (CONTRACT,), lambda key: f"000{key}")])
    _, told = call("check", working / "exports" / "2026-10")
    line = re.search(r'coopcli layouts declare (\S+) (\S+) "(.*)"', told)
    assert line and line.groups() == ("sisbr-installments", "contract_id", "zeros: strip")
    status, written = call("layouts", "declare", *line.groups(), "--folder", working)
    assert status == 0 and "contract_id: {headers: [Número Contrato Crédito], zeros: strip}" in written
    own = (working / "rules" / "layouts" / "sisbr-installments.yaml").read_text(encoding="utf-8")
    assert "# an unpaid instalment comes with an empty cell" in own
    assert_undamaged(month(working))
    assert call("layouts", "declare", "sisbr-installments", "contract_id", "zeros: all", "--folder", working)[0] == 1


def test_any_problem_can_be_grouped() -> None:
    """What comes back from another process has lists where others have tuples."""
    far = Problem("arquivo-grande-demais", "x", "a.xlsx", subjects=["a"])  # type: ignore[arg-type]
    assert [group.count for group in grouped([far, far])] == [1, 1]


def test_groups_keep_every_problem() -> None:
    found = [Problem("valor-invalido", str(i), "a.csv", cell=f"B{i}", header="Saldo", rows=1) for i in range(2, 9)]
    (group,) = grouped(found)
    assert isinstance(group, Group) and (group.count, group.rows, group.column) == (7, 7, "B")
