"""What a workbook says beside its values: formulas nobody calculated, percents, far cells, what is hidden."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from coopcli.reading.foreign.book import read_book
from coopcli.reading.foreign.facts import as_percent, shows_percent
from coopcli.reading.foreign.sheet import unpacked
from coopcli.reading.layouts import Layout
from coopcli.reading.read import Exports, read_paths
from tests.reading.books import STRICT, TRANSITIONAL, sheet, texts, write_parts, xlsx
from tests.reading.conftest import CONTRACTS

Read = Callable[[], Exports]
HEADER = texts(1, CONTRACTS)
NAMED = '<c r="A2" t="inlineStr"><is><t>1</t></is></c><c r="B2" t="inlineStr"><is><t>A</t></is></c>'


def codes(exports: Exports) -> list[str]:
    return [problem.code for problem in exports.problems]


def balances(exports: Exports) -> list[int]:
    return exports.frames["contracts"]["balance_cents"].tolist()


# --- formulas -----------------------------------------------------------------------------------------------------

NOT_CALCULATED = [
    '<c r="D2"><f>1+1</f></c>',
    '<c r="D2"><f>1+1</f><v></v></c>',
    '<c r="D2"><f>1+1</f><v/></c>',
    '<c r="D2"><f>1+1</f><v> </v></c>',
    '<c r="D2"><f>1+1</f><v>0</v></c>',
    '<c r="D2"><f>1+1</f><v>0.0</v></c>',
    '<c r="D2"><f>1+1</f><v>0.00E+00</v></c>',
    '<c r="D2"><f>1+1</f><v>-0</v></c>',
    '<c s="0" r="D2"><f>1+1</f><v>0</v></c>',
    "<c r='D2'><f>1+1</f><v>0.0</v></c>",
    '<c\n  r="D2"\n  t="n"><f\n>1+1</f ><v >0</v></c>',
    '<c r="D2"><f t="shared" ref="D2:D9" si="0">A1&amp;B1</f><v>0</v></c>',
    '<c r="D2"><f t="shared" si="0"/><v>0</v></c>',
    '<c r="D2"><v>0</v><f>1+1</f></c>',
    '<c r = "D2" ><!-- note --><f><![CDATA[1<2]]></f><v>0</v></c>',
]


@pytest.mark.parametrize("cell", NOT_CALCULATED)
def test_a_formula_that_nobody_calculated_in_any_spelling(tmp_path: Path, read: Read, cell: str) -> None:
    xlsx(tmp_path / "a.xlsx", sheet(f'{HEADER}<row r="2">{NAMED}{cell}</row>'))
    (problem,) = read().problems
    assert (problem.code, problem.cell) == ("formula-sem-valor", "D2")


@pytest.mark.parametrize("cell", NOT_CALCULATED)
def test_the_same_with_a_prefix_and_in_strict_xml(tmp_path: Path, layouts: list[Layout], cell: str) -> None:
    """A parser that knows neither reads nothing; what it must not do is to read a zero."""
    plain = sheet(f'{HEADER}<row r="2">{NAMED}{cell}</row>')
    paths = [
        xlsx(tmp_path / "prefix.xlsx", prefixed(plain)),
        xlsx(tmp_path / "strict.xlsx", plain.replace(TRANSITIONAL, STRICT), strict=True),
    ]
    for path in paths:
        exports = read_paths([path], layouts)
        assert balances(exports) == []
        assert codes(exports)[0] in ("formula-sem-valor", "arquivo-vazio", "arquivo-ilegivel")


def prefixed(xml: str) -> str:
    """Return the sheet with a prefix before each of its names."""
    import re

    found = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml)
    return found.replace(f'xmlns="{TRANSITIONAL}"', f'xmlns:x="{TRANSITIONAL}"')


def row_with(cell: str, number: int = 2) -> str:
    return f'<row r="{number}">{NAMED.replace("2", str(number))}{cell}</row>'


def test_a_zero_that_was_calculated_is_a_zero(tmp_path: Path, read: Read) -> None:
    zero = sheet(HEADER + row_with('<c r="D2"><f>1-1</f><v>0</v></c>'))
    xlsx(tmp_path / "a.xlsx", zero, program="LibreOffice/7.4")
    assert (codes(read()), balances(read())) == ([], [0])


def test_a_zero_among_other_values_of_its_column_is_a_zero(tmp_path: Path, read: Read) -> None:
    two = row_with('<c r="D2"><f>1-1</f><v>0</v></c>') + row_with('<c r="D3"><f>1+1</f><v>2</v></c>', 3).replace(
        "<t>1<", "<t>7<"
    )
    xlsx(tmp_path / "a.xlsx", sheet(HEADER + two))
    assert (codes(read()), balances(read())) == ([], [0, 200])
    xlsx(tmp_path / "a.xlsx", sheet(HEADER + two), calculation='<calcPr fullCalcOnLoad = "true"/>')
    assert (codes(read()), balances(read())) == (["formula-sem-valor"], [200])


# --- percents -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code, expected",
    [
        ("0.00%", (True, False)),
        ("0%;[Red]-0%", (True, False)),
        ('0.00"%"', (False, True)),
        (r"0.00\%", (False, True)),
        ("0.00", (False, False)),
        ('"50%" 0.00%', (True, False)),
    ],
)
def test_formats_that_show_percent(code: str, expected: tuple[bool, bool]) -> None:
    assert shows_percent(code) == expected


@pytest.mark.parametrize(
    "text, shown",
    [("0.0289", "2.89%"), ("1", "100%"), ("0.1", "10%"), ("0", "0%"), ("-0.005", "-0.5%"), ("1E-4", "0.01%"),
     ("2,89%", "2,89%"), ("", ""), ("nan", "nan")],
)  # fmt: skip
def test_percents_are_exact(text: str, shown: str) -> None:
    assert as_percent(text) == shown


RATES = [*CONTRACTS, "% Taxa Operação"]


@pytest.mark.parametrize(
    "cell",
    ['<c r="E2" s="1"><v>0.0289</v></c>', '<c s="1" t="n" r="E2"><v>2.8899999999999999E-2</v></c>',
     "<c r='E2' s='2'><v>2.89</v></c>", '<c r="E2"><v>2.89</v></c>', '<c r="E2" s="01"><v>0.0289</v></c>',
     '<c r="E2" s="1" t="inlineStr"><is><t>2,89%</t></is></c>'],
)  # fmt: skip
def test_a_rate_reads_as_the_screen_shows_it(tmp_path: Path, read: Read, cell: str) -> None:
    rows = texts(1, RATES) + row_with(f'<c r="D2"><v>1</v></c>{cell}')
    xlsx(tmp_path / "a.xlsx", sheet(rows), formats=["0.00%", "0.00&quot;%&quot;"])
    exports = read()
    assert codes(exports) == []
    assert exports.frames["contracts"]["monthly_rate"].tolist() == pytest.approx([0.0289], abs=1e-12)


def test_an_amount_shown_as_percent_is_no_amount(tmp_path: Path, read: Read) -> None:
    xlsx(tmp_path / "a.xlsx", sheet(HEADER + row_with('<c r="D2" s="1"><v>1</v></c>')), formats=["0.00%"])
    assert codes(read()) == ["valor-invalido"]


# --- hidden -------------------------------------------------------------------------------------------------------


def a_row(number: int, contract: str, balance: str, attributes: str = "") -> str:
    return texts(number, [contract, "A", "", balance], attributes)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
@pytest.mark.parametrize("first", [True, False])
def test_a_hidden_sheet_is_left_out_and_told(tmp_path: Path, read: Read, state: str, first: bool) -> None:
    old, new = (sheet(HEADER + a_row(2, "1", balance)) for balance in ("9,00", "5,00"))
    sheets, states = ([old, new], [state, "visible"]) if first else ([new, old], ["visible", state])
    xlsx(tmp_path / "a.xlsx", *sheets, states=states)
    exports = read()
    assert (balances(exports), codes(exports)) == ([500], ["aba-oculta"])
    assert [source.hidden for source in exports.sources] == [first, not first]
    assert "Contratos" in exports.problems[0].found


@pytest.mark.parametrize(
    "attributes",
    ['hidden="1"', 'hidden="true"', "hidden='1'", 'ht="0" customHeight="1"', 'spans="1:4" hidden = "1"', 'ht="0.0"'],
)
def test_hidden_rows_are_set_aside_with_their_reais(tmp_path: Path, read: Read, attributes: str) -> None:
    rows = HEADER + a_row(2, "1", "1,00") + a_row(3, "2", "2,00", attributes) + a_row(4, "3", "4,00")
    xlsx(tmp_path / "a.xlsx", sheet(rows))
    exports = read()
    (problem,) = exports.problems
    assert balances(exports) == [100, 400]
    assert (problem.code, problem.rows, problem.cents) == ("linha-oculta", 1, 200)
    (source,) = exports.sources
    assert (source.rows_read, source.rows_set_aside, source.cents_set_aside) == (3, 1, 200)
    aside = exports.aside["contracts"]  # whose it is stays known: of its instalments the worst would count
    assert aside[["contract_id", "balance_cents", "code"]].values.tolist() == [["2", 200, "linha-oculta"]]


@pytest.mark.parametrize("attributes", ['hidden="0"', 'hidden="false"', 'ht="15" hidden="0"'])
def test_rows_that_are_not_hidden_are_read(tmp_path: Path, read: Read, attributes: str) -> None:
    xlsx(tmp_path / "a.xlsx", sheet(HEADER + a_row(2, "1", "1,00", attributes)))
    assert (balances(read()), codes(read())) == ([100], [])


def test_hidden_columns_are_left_out_and_told(tmp_path: Path, read: Read) -> None:
    rows = texts(1, RATES) + texts(2, ["1", "A", "", "1,00", "2,89"])
    xlsx(tmp_path / "a.xlsx", sheet(rows, '<cols><col min="5" max="5" width="9" hidden="1"/></cols>'))
    exports = read()
    assert exports.frames["contracts"]["monthly_rate"].isna().all()
    assert [(p.code, p.found) for p in exports.problems] == [("coluna-oculta", "% Taxa Operação em E1")]


def test_a_hidden_column_that_is_required_is_missing(tmp_path: Path, read: Read) -> None:
    xlsx(tmp_path / "a.xlsx", sheet(HEADER + a_row(2, "1", "1,00"), '<cols><col min="4" max="4" width="0"/></cols>'))
    assert balances(read()) == []
    assert {"coluna-ausente", "arquivo-nao-reconhecido"} & set(codes(read()))


def test_a_layout_may_ask_for_what_is_hidden(tmp_path: Path, layouts: list[Layout]) -> None:
    from dataclasses import replace

    asking = [replace(layout, reads_hidden=True) for layout in layouts]
    columns = '<cols><col min="2" max="2" width="9" hidden="1"/></cols>'
    rows = HEADER + a_row(2, "1", "1,00") + a_row(3, "2", "2,00", 'hidden="1"')
    one = xlsx(tmp_path / "a.xlsx", sheet(rows, columns))
    two = xlsx(tmp_path / "b.xlsx", sheet(HEADER + a_row(2, "3", "4,00")), states=["hidden"])
    exports = read_paths([one, two], asking)
    assert (balances(exports), codes(exports)) == ([100, 200, 400], [])


def test_merged_cells_are_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet()
        page.merge_range(1, 2, 3, 2, "x")
        page.write(5, 5, "y")
    (found,) = unpacked(read_book((tmp_path / "a.xlsx").read_bytes(), "a.xlsx"))
    assert found.merged == [(1, 2, 3, 2)]


def test_large_sheets_give_the_same_facts(tmp_path: Path) -> None:
    """Rows that tell nothing are passed over; what tells something, wherever it stands, is found."""
    random.seed(0)
    filler = [f'<row r="{i}"><c r="A{i}"><v>{random.random()}</v></c></row>' for i in range(1, 200_000)]
    after = '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    for place in (0, 77_777, len(filler) - 1):
        told = list(filler)
        told[place] = told[place].replace("<row", '<row hidden="1"')
        path = xlsx(tmp_path / f"{place}.xlsx", sheet("".join(told), after=after))
        (found,) = unpacked(read_book(path.read_bytes(), "a.xlsx"))
        assert (found.hidden_rows, found.merged) == ([place], [(0, 0, 1, 0)])
    path = xlsx(tmp_path / "none.xlsx", sheet("".join(filler), after=after))
    (found,) = unpacked(read_book(path.read_bytes(), "a.xlsx"))
    assert (found.hidden_rows, found.merged) == ([], [(0, 0, 1, 0)])


# --- far cells and other ways to bring a parser down --------------------------------------------------------------

FAR = [
    '<c s="0" r="XFD1048576"><v>1</v></c>',
    "<c r='XFD1048576'><v>1</v></c>",
    '<c\nr="XFD1048576"><v>1</v></c>',
    '<c r = "XFD1048576" ><v>1</v></c>',
    '<c r="D999999999"><v>1</v></c>',
    '<c r="ZZZZZZ2"><v>1</v></c><c r="A9999999"><v>1</v></c>',
    '<c r="ZZZ2"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c>',
    '</row><row r="4000000000"><c><v>1</v></c>',
    '</row><row r="1048576"><c r="XFD1048576"><f>1</f><v>1</v></c>',
]


@pytest.mark.parametrize("prefix", [False, True])
@pytest.mark.parametrize("cell", FAR)
def test_a_far_cell_in_any_spelling_is_one_problem(tmp_path: Path, read: Read, cell: str, prefix: bool) -> None:
    xml = sheet(HEADER + row_with(cell))
    xlsx(tmp_path / "a.xlsx", prefixed(xml) if prefix else xml)
    xlsx(tmp_path / "b.xlsx", sheet(HEADER + a_row(2, "1", "1,00")))
    exports = read()
    assert balances(exports) == [100], "os outros arquivos são lidos"
    (problem,) = exports.problems
    assert problem.file == "a.xlsx"
    assert problem.code in ("arquivo-grande-demais", "arquivo-ilegivel", "arquivo-vazio")


def test_a_dtd_is_refused(tmp_path: Path, read: Read) -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    xlsx(tmp_path / "a.xlsx", bomb + sheet(HEADER + a_row(2, "&b;", "1,00")))
    assert codes(read()) == ["arquivo-ilegivel"]


def test_a_damaged_workbook_does_not_keep_the_others_from_being_read(tmp_path: Path, read: Read) -> None:
    good = xlsx(tmp_path / "b.xlsx", sheet(HEADER + a_row(2, "1", "1,00"))).read_bytes()
    (tmp_path / "a.xlsx").write_bytes(good[: len(good) // 2])
    damaged = bytearray(good)
    start = good.index(b"xl/worksheets/sheet1.xml") + 30
    damaged[start : start + 60] = bytes(60)
    (tmp_path / "c.xlsx").write_bytes(damaged)
    exports = read()
    assert (balances(exports), codes(exports)) == ([100], ["arquivo-ilegivel"] * 2)


def test_a_part_that_is_not_there(tmp_path: Path, read: Read) -> None:
    xlsx(tmp_path / "a.xlsx", sheet(HEADER + a_row(2, "1", "1,00")), more={"xl/styles.xml": "<styleSheet"})
    write_parts(tmp_path / "b.xlsx", {"x": "y"})
    assert codes(read()) == ["arquivo-ilegivel"] * 2


# --- OpenDocument -------------------------------------------------------------------------------------------------

_ODS = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:body>'
    "<office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)


def ods(path: Path, rows: str) -> Path:
    namespaces = "urn:oasis:names:tc:opendocument:xmlns:"
    content = _ODS.format(f'<table:table table:name="Plan1">{rows}</table:table>')
    for short, name in (("o", "office:1.0"), ("t", "table:1.0"), ("x", "text:1.0"), ("s", "style:1.0")):
        content = content.replace(f'="{short}"', f'="{namespaces}{name}"', 1)
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<m:manifest xmlns:m="{namespaces}manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{kind}"/>'
    parts = {"mimetype": kind, "META-INF/manifest.xml": f"{manifest}</m:manifest>", "content.xml": content}
    return write_parts(path, {**parts})


def ods_row(cells: list[str], attributes: str = "", last: str = "") -> str:
    written = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    return f"<table:table-row {attributes}>{written}{last}</table:table-row>"


def test_an_ods_tells_the_same(tmp_path: Path, read: Read) -> None:
    percent = '<table:table-cell office:value-type="percentage" office:value="0.0289"><text:p>2,89%</text:p></table:table-cell>'
    rows = [
        ods_row(RATES),
        ods_row(["1", "A", "-", "1,00"], last=percent),
        ods_row(["2", "A", "-", "2,00"], 'table:visibility="filter"', percent),
        ods_row(["3", "A", "-"], last='<table:table-cell table:formula="of:=1+1"/>'),
    ]
    ods(tmp_path / "a.ods", "".join(rows))
    exports = read()
    assert balances(exports) == [100]
    assert exports.frames["contracts"]["monthly_rate"].tolist() == pytest.approx([0.0289])
    assert sorted(codes(exports)) == ["formula-sem-valor", "linha-oculta"]


def test_an_ods_with_a_far_cell(tmp_path: Path, read: Read) -> None:
    far = '<table:table-row table:number-rows-repeated="1000000"/>'
    wide = '<table:table-row><table:table-cell table:number-columns-repeated="16000"/>'
    ods(tmp_path / "a.ods", ods_row(RATES) + far + wide + ods_row(["x"]).removeprefix("<table:table-row >"))
    assert codes(read()) == ["arquivo-grande-demais"]
