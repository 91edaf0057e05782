"""Corrections typed in the list of problems: read in the place of the cells; the exports stay as they are."""

from __future__ import annotations

import errno
import json
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from coopcli.closing.corrections import read_corrections
from coopcli.closing.inputs import Inputs, Request, gather
from coopcli.closing.manifest import read_manifest
from coopcli.closing.settings import Settings
from coopcli.errors import CoopError
from coopcli.reports.month import problems_workbook
from coopcli.shipped import folder
from tests.sample.faulty import WRONG_CELLS

from .closing_month import close_month, codes_of, tree

pytestmark = pytest.mark.slow

BROKEN = folder("sample_data") / "broken"
VALUES = {
    "valor-ambiguo": "1.234,00",
    "valor-americano": "1.234,56",
    "documento-de-outro-tipo": "529.982.247-25",
    "mes-na-frente": "28/02/2027",
    "documento-mascarado": "529.982.247-25",
    "valor-ausente": "10.000,00",
    "valor-invalido": "1.234,56",
    "valor-negativo": "1.000,00",
    "data-invalida": "28/02/2027",
    "documento-invalido": "529.982.247-25",
    "codigo-invalido": "PF",
    "soma-grande-demais": "99.999,00",
    "numero-invalido": "12",
    "taxa-invalida": "2,00",
    "celula-com-erro": "10.000,00",
}
"""What the clerk would type for each wrong cell of the sample."""

Texts = dict[str, Any]
"""By code of the problem, what is typed in its row."""


def read(exports: Path, corrections: Path | None = None, author: str = "Ana") -> Inputs:
    return gather(Request(exports, corrections=corrections, author=author), Settings(), lambda step: None)


def fill_in(path: Path, texts: Texts) -> Path:
    """Type corrections into a list of problems; return it."""
    book = openpyxl.load_workbook(path)
    titles, *rows = book["Problemas"].iter_rows(min_row=5)
    places = {cell.value: position for position, cell in enumerate(titles)}
    for row in rows:
        code = row[places["Código"]].value
        if code in texts:
            row[places["Correção"]].value = texts[code]
    book.save(path)
    return path


def add(working: Path, code: str, contracts: str = "909", name: str = "") -> None:
    """Put a faulty file among the exports of October, its contracts renumbered from 1001, 1002 to 9091, 9092."""
    content = (BROKEN / f"{code}.csv").read_bytes().replace(b";100", f";{contracts}".encode())
    (working / "exports" / "2026-10" / (name or f"{code}.csv")).write_bytes(content)


def one_file(tmp_path: Path, name: str) -> Path:
    """Return a folder of exports with one file of the faulty samples."""
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / name).write_bytes((BROKEN / name).read_bytes())
    return exports


def listed(exports: Path, texts: Texts) -> Path:
    """Return the list of the problems of a folder of exports, filled in."""
    path = exports.parent / "problemas.xlsx"
    problems_workbook(path, read(exports).problems, exports=exports)
    return fill_in(path, texts)


# --- what fits ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(WRONG_CELLS))
def test_every_wrong_cell_can_be_corrected(tmp_path: Path, code: str) -> None:
    exports = one_file(tmp_path, f"{code}.csv")
    before = tree(exports)
    found = read(exports, listed(exports, {code: VALUES[code]}))
    assert (found.problems, len(found.corrections)) == ([], 1)
    assert found.exports.sources[0].rows_set_aside == 0
    assert tree(exports) == before


def test_the_value_is_read_as_the_cell_would_be(tmp_path: Path) -> None:
    exports = one_file(tmp_path, "valor-invalido.csv")
    found = read(exports, listed(exports, {"valor-invalido": "1.234,56"}))
    assert found.exports.frames["contracts"]["balance_cents"].tolist() == [1_000_000, 123_456]
    (one,) = found.corrections
    assert (one.code, one.file, one.sheet, one.cell) == ("valor-invalido", "valor-invalido.csv", "", "Q3")
    assert (one.found, one.text, one.author) == ("1.23,45", "1.234,56", "Ana")


@pytest.mark.parametrize(
    "typed, cents", [(1234.56, 123_456), (1234, 123_400), ("R$ 1.234,56", 123_456), (" 1.234,56 ", 123_456)]
)
def test_a_number_typed_as_a_number_counts_too(tmp_path: Path, typed: object, cents: int) -> None:
    exports = one_file(tmp_path, "valor-invalido.csv")
    found = read(exports, listed(exports, {"valor-invalido": typed}))
    assert found.exports.frames["contracts"]["balance_cents"].tolist() == [1_000_000, cents]


def test_a_date_typed_as_a_date_counts_too(tmp_path: Path) -> None:
    exports = one_file(tmp_path, "data-invalida.csv")
    found = read(exports, listed(exports, {"data-invalida": datetime(2027, 2, 28)}))
    assert found.exports.frames["contracts"]["maturity_date"].tolist()[1] == pd.Timestamp("2027-02-28")


def test_the_word_vazia_empties_a_cell_and_an_empty_cell_is_no_correction(tmp_path: Path) -> None:
    exports = one_file(tmp_path, "documento-invalido.csv")
    emptied = read(exports, listed(exports, {"documento-invalido": "(vazia)"}))
    assert not emptied.problems and pd.isna(emptied.exports.frames["contracts"]["document"][1])
    (exports.parent / "problemas.xlsx").unlink()
    untouched = read(exports, listed(exports, {}))
    assert [problem.code for problem in untouched.problems] == ["documento-invalido"]
    assert not untouched.corrections


def test_cells_of_a_workbook_are_found_by_their_sheet(working: Path) -> None:
    """The September sheet of contracts: an amount spoilt in the row of the third contract."""
    exports = working / "exports" / "2026-09"
    path = next(path for path in exports.glob("*.xlsx") if "contratos" in path.name)
    book = openpyxl.load_workbook(path)
    page = book.active
    cell = next(c for c in next(page.iter_rows(max_row=1)) if c.value == "Valor Saldo Devedor Diário")
    sound = page.cell(4, cell.column).value
    page.cell(4, cell.column).value = "1.23,45"
    book.save(path)
    (problem,) = [problem for problem in read(exports).problems if problem.code == "valor-invalido"]
    found = read(exports, listed(exports, {"valor-invalido": sound}))
    assert (found.corrections[0].sheet, found.corrections[0].cell) == (problem.sheet, problem.cell)
    assert not [problem for problem in found.problems if problem.code == "valor-invalido"]
    assert found.exports.frames["contracts"]["balance_cents"][2] == round(float(sound) * 100)


# --- what does not fit --------------------------------------------------------------------------------------------


def test_a_value_that_does_not_fit_either_is_told_and_not_applied(tmp_path: Path) -> None:
    exports = one_file(tmp_path, "valor-invalido.csv")
    found = read(exports, listed(exports, {"valor-invalido": "mil"}))
    assert [problem.code for problem in found.problems] == ["valor-invalido", "correcao-nao-aplicada"]
    assert found.problems[0].found == "1.23,45"  # the export's own, not what was typed
    assert found.problems[1].found.startswith("mil: o valor também não serve")
    assert (found.problems[1].cell, found.corrections) == ("Q3", [])


def test_a_wrong_one_does_not_hold_back_the_others(tmp_path: Path) -> None:
    exports = one_file(tmp_path, "valor-invalido.csv")
    (exports / "data-invalida.csv").write_bytes((BROKEN / "data-invalida.csv").read_bytes().replace(b"100", b"200"))
    found = read(exports, listed(exports, {"valor-invalido": "mil", "data-invalida": "28/02/2027"}))
    assert [one.code for one in found.corrections] == ["data-invalida"]
    assert "data-invalida" not in [problem.code for problem in found.problems]


def test_an_export_that_changed_since_is_not_corrected(tmp_path: Path) -> None:
    exports = one_file(tmp_path, "valor-invalido.csv")
    corrections = listed(exports, {"valor-invalido": "1.234,56"})
    path = exports / "valor-invalido.csv"
    path.write_bytes(path.read_bytes().replace(b"1.23,45", b"98.76,54"))
    found = read(exports, corrections)
    assert [problem.code for problem in found.problems] == ["valor-invalido", "correcao-nao-aplicada"]
    assert "a célula mudou" in found.problems[1].found
    path.write_bytes(path.read_bytes().replace(b"98.76,54", b"9.876,54"))  # mended in the export itself
    assert [problem.code for problem in read(exports, corrections).problems] == ["correcao-nao-aplicada"]


def test_a_formula_is_no_value(tmp_path: Path) -> None:
    exports = one_file(tmp_path, "valor-invalido.csv")
    found = read(exports, listed(exports, {"valor-invalido": "=1+1"}))
    assert "fórmula" in found.problems[-1].found


def test_a_problem_that_no_cell_would_mend_has_nothing_to_fill_in(tmp_path: Path) -> None:
    exports = BROKEN / "atraso-desconhecido" / "exports" / "2026-10"
    from coopcli.errors import Problem

    unknown = Problem("atraso-desconhecido", "contrato 1001", "cre_contratos.csv", cell="B2", header="Contrato")
    path = tmp_path / "problemas.xlsx"
    problems_workbook(path, [unknown])
    assert not read_corrections(path, "Ana")  # the dash is no correction
    found = read(exports, fill_in(path, {"atraso-desconhecido": "31/12/2026"}))
    assert [problem.code for problem in found.problems] == ["correcao-nao-aplicada"]


def test_the_shipped_sample_of_a_correction_that_does_not_fit() -> None:
    sample = BROKEN / "correcao-nao-aplicada"
    found = read(sample / "exports" / "2026-10", sample / "problemas.xlsx")
    assert [problem.code for problem in found.problems] == ["valor-invalido", "correcao-nao-aplicada"]


@pytest.mark.parametrize(
    "name, code",
    [("valor-invalido.csv", "arquivo-ilegivel"), ("formula-sem-valor.xlsx", "arquivo-nao-reconhecido")],
)
def test_what_is_no_list_of_problems(name: str, code: str) -> None:
    assert codes_of(lambda: read_corrections(BROKEN / name, "Ana")) == [code]
    assert codes_of(lambda: read_corrections(BROKEN / "nada.xlsx", "Ana")) == ["arquivo-nao-encontrado"]


# --- in a close ---------------------------------------------------------------------------------------------------


def stopped_list(working: Path) -> Path:
    with pytest.raises(CoopError):
        close_month(working)
    return working / "closings" / "2026-10.problemas.xlsx"


def test_a_stopped_close_goes_through_with_the_list_that_came_back(working: Path) -> None:
    add(working, "valor-invalido")
    with pytest.raises(CoopError):
        close_month(working, strict=True)
    path = fill_in(working / "closings" / "2026-10.problemas.xlsx", {"valor-invalido": "1.234,56"})
    closed = close_month(working, strict=True, corrections=path, author="Ana")
    assert closed.published and not path.exists()
    manifest = read_manifest(closed.folder)
    assert manifest is not None
    assert [(one["code"], one["file"], one["cell"]) for one in manifest["corrections"]] == [
        ("valor-invalido", "valor-invalido.csv", "Q3")
    ]
    assert manifest["corrected_by"] == ["Ana"]
    assert "1.234,56" not in json.dumps(manifest)
    book = openpyxl.load_workbook(closed.folder / "relatorio.xlsx")
    assert [cell.value for cell in book["Correções"][6]][-3:] == ["1.23,45", "1.234,56", "Ana"]


def test_corrections_make_another_close_and_the_same_ones_the_same(working: Path) -> None:
    add(working, "valor-invalido")
    folder_ = close_month(working).folder
    path = fill_in(folder_ / "problemas.xlsx", {"valor-invalido": "1.234,56"})
    assert codes_of(lambda: close_month(working, corrections=path)) == ["fechamento-ja-existe"]
    closed = close_month(working, corrections=path, author="Ana", replace=True)
    again = closed.folder / "problemas.xlsx"  # lists what was applied, and brings it back
    assert close_month(working, corrections=again, author="Outro").already
    assert len(closed.run.month.operations) == 1 + len(close_month(working, dry_run=True).run.month.operations)


def test_the_log_tells_who_and_when_but_not_what_was_typed(working: Path) -> None:
    add(working, "documento-invalido")
    path = fill_in(close_month(working).folder / "problemas.xlsx", {"documento-invalido": "529.982.247-25"})
    close_month(working, corrections=path, author="Ana", replace=True)
    lines = (working / "closings" / "log.jsonl").read_text(encoding="utf-8").splitlines()
    (told,) = [json.loads(line) for line in lines if '"corrected"' in line]
    assert told["at"] == "2026-11-03T12:00:00"
    assert told["cells"] == ["documento-invalido.csv !C3: documento-invalido, Ana"]
    assert "529" not in "".join(lines)


def test_what_was_typed_is_never_lost(working: Path) -> None:
    """The list stands beside the closes; a run without it keeps it under another name."""
    add(working, "total-nao-confere")
    add(working, "valor-invalido", "808")
    path = fill_in(stopped_list(working), {"valor-invalido": "1.234,56"})
    typed = path.read_bytes()
    stopped_list(working)
    kept = working / "closings" / "2026-10.problemas.guardado-1.xlsx"
    assert kept.read_bytes() == typed
    assert not read_corrections(path, "")
    with pytest.raises(CoopError):
        close_month(working, corrections=kept, author="Ana")
    assert [one.text for one in read_corrections(path, "Zé")] == ["1.234,56"]  # the new list brings it along
    assert read_corrections(path, "Zé")[0].author == "Ana"


@pytest.mark.parametrize("step", ["problems_workbook", "rename", "sync"])
def test_a_full_disk_loses_nothing_of_what_was_typed(working: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """The list that comes back is the one that the next is put in the place of; the reason of the stop is still told."""
    from coopcli.closing import problem_list

    add(working, "total-nao-confere")
    add(working, "valor-invalido", "808")
    path = fill_in(stopped_list(working), {"valor-invalido": "1.234,56"})
    typed = read_corrections(path, "Ana")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(problem_list, step, full)
        corrections = None if step == "rename" else path
        codes = codes_of(lambda: close_month(working, corrections=corrections, author="Ana"))
    assert codes[0] == "total-nao-confere" and codes[-1] == "falha-de-disco"
    assert read_corrections(path, "Ana") == typed
    left = {found.name for found in (working / "closings").iterdir()}
    assert left == {".coopcli.lock", "log.jsonl", "2026-10.problemas.xlsx"}


# --- links --------------------------------------------------------------------------------------------------------


def links_of(path: Path) -> set[tuple[str, str]]:
    """Return the targets and places of all links of a workbook's first sheet, as they are stored."""
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        relations = book.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    targets = dict(re.findall(r'Id="(\w+)"[^>]*Target="([^"]+)"', relations))
    found = re.findall(r'<hyperlink ref="[A-Z]+\d+" r:id="(\w+)"(?: location="([^"]+)")?/>', sheet)
    return {(targets[number], place) for number, place in found}


def test_links_lead_from_the_close_to_the_cell(working: Path) -> None:
    add(working, "valor-invalido", name="valor inválido #1.csv")
    path = close_month(working).folder / "problemas.xlsx"
    assert links_of(path) == {("../../exports/2026-10/valor%20inválido%20%231.csv", "")}
    assert (path.parent / "../../exports/2026-10/valor inválido #1.csv").is_file()


def test_links_into_a_workbook_name_sheet_and_cell(tmp_path: Path) -> None:
    from coopcli.errors import Problem

    exports = tmp_path / "exports" / "2026-10"
    exports.mkdir(parents=True)
    (exports / "a.xlsx").write_bytes(b"")
    problems = [
        Problem("valor-invalido", "x", "a.xlsx", "Plan's", "D47"),
        Problem("configuracao-invalida", "x", "coop.yaml"),
    ]
    (tmp_path / "closings").mkdir()
    problems_workbook(tmp_path / "closings" / "2026-10.problemas.xlsx", problems, exports=exports)
    found = links_of(tmp_path / "closings" / "2026-10.problemas.xlsx")
    assert found == {("../exports/2026-10/a.xlsx", "'Plan''s'!D47")}
