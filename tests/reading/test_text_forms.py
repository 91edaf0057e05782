"""Texts as other systems write them: delimiters at the end of lines, code pages, fixed width, headers far down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from coopcli.reading.read import Exports
from tests.reading.conftest import CONTRACTS, WriteBook, WriteText

Read = Callable[[], Exports]
ROWS = [["1001", "Ana", "31/01/2026", "10,00"], ["1002", "Antônio", "31/01/2026", "2,50"]]


def assert_both_rows(exports: Exports) -> None:
    assert [problem.text() for problem in exports.problems] == []
    frame = exports.frames["contracts"]
    assert frame["contract_id"].tolist() == ["1001", "1002"]
    assert frame["member_name"].tolist() == ["Ana", "Antônio"]
    assert frame["balance_cents"].tolist() == [1000, 250]


@pytest.mark.parametrize(
    "header, rows, because",
    [
        (CONTRACTS, [[*row, ""] for row in ROWS], "só nas linhas"),
        ([*CONTRACTS, ""], ROWS, "só no cabeçalho"),
        ([*CONTRACTS, ""], [[*row, ""] for row in ROWS], "em todas"),
        (CONTRACTS, [[*ROWS[0], ""], ROWS[1]], "só na primeira"),
        (CONTRACTS, [ROWS[0], [*ROWS[1], ""]], "só na segunda"),
        (CONTRACTS, [[*row, "", "", ""] for row in ROWS], "três"),
        ([*CONTRACTS, "", ""], [[*ROWS[0], ""], [*ROWS[1], "", "", ""]], "de todo jeito"),
    ],
)
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiters_at_the_end_make_no_cells(
    write_text: WriteText, read: Read, header: list[str], rows: list[list[str]], because: str, delimiter: str
) -> None:
    write_text([header, *rows], delimiter=delimiter)
    exports = read()
    assert_both_rows(exports)
    assert exports.frames["contracts"]["source_row"].tolist() == [2, 3], because


def test_a_cell_more_that_holds_something_is_told(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, [*ROWS[0], "", "x"], ROWS[1]])
    exports = read()
    assert [(problem.code, problem.line) for problem in exports.problems] == [("linha-incompleta", 2)]
    assert exports.frames["contracts"]["contract_id"].tolist() == ["1002"]


@pytest.mark.parametrize("page", ["utf-8", "cp1252", "cp850", "mac_roman", "utf-16", "utf-8-sig"])
def test_code_pages(write_text: WriteText, read: Read, page: str) -> None:
    write_text([CONTRACTS, *ROWS], encoding=page)
    assert_both_rows(read())


def test_a_line_of_windows_in_a_file_of_utf_8(tmp_path: Path, read: Read) -> None:
    lines = [";".join(cells) for cells in ([*CONTRACTS], *ROWS)]
    (tmp_path / "a.csv").write_bytes("\n".join(lines[:2]).encode() + b"\n" + lines[2].encode("cp1252"))
    assert_both_rows(read())


# --- a header far down ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("above", [29, 30, 31, 400])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_header_anywhere_in_the_sheet(
    write_text: WriteText, write_book: WriteBook, read: Read, above: int, form: str
) -> None:
    notes = [["Parâmetro", f"{i}", "", ""] for i in range(above)]
    rows = [*notes, CONTRACTS, *ROWS]
    write_text(rows) if form == "csv" else write_book(rows)
    exports = read()
    assert_both_rows(exports)
    assert exports.sources[0].header_row == above + 1
    assert exports.frames["contracts"]["source_row"].tolist() == [above + 2, above + 3]


def test_what_has_no_header_anywhere_is_not_recognised(write_text: WriteText, read: Read) -> None:
    write_text([["a", "b"]] * 100)
    assert [problem.code for problem in read().problems] == ["arquivo-nao-reconhecido"]


# --- fixed width ---------------------------------------------------------------------------------------------------

ALIGNED = """\
COOPERATIVA DE BOLSO                    Página 1

Número Contrato Crédito  Nome Cliente     Data Operação Contrato   Valor Saldo Devedor Diário
1001                     Ana              31/01/2026                                    10,00
1002                     Antônio          31/01/2026                                     2,50
"""
NARROW = """\
Número Contrato Crédito Nome Cliente Data Operação Contrato Valor Saldo Devedor Diário
----------------------- ------------ ---------------------- --------------------------
1001                    Ana          31/01/2026                                  10,00
1002                    Antônio      31/01/2026                                   2,50
"""
APART = """\
Número Contrato Crédito  Nome Cliente     Data Operação Contrato   Valor Saldo Devedor Diário
1001                     Ana              31/01/2026                                               10,00
1002                     Antônio          31/01/2026                                                2,50
"""


@pytest.mark.parametrize("text", [ALIGNED, NARROW, APART], ids=["aligned", "ruler", "title beside its cells"])
@pytest.mark.parametrize("page", ["utf-8", "cp1252", "cp850"])
@pytest.mark.parametrize("name", ["a.txt", "a.prn", "a.xls"])
def test_columns_under_each_other(tmp_path: Path, read: Read, text: str, page: str, name: str) -> None:
    (tmp_path / name).write_bytes(text.encode(page))
    assert_both_rows(read())


def test_a_text_that_does_not_stay_in_its_column_is_told(tmp_path: Path, read: Read) -> None:
    long = ALIGNED.replace(
        "1002                     Antônio          31", "1002                     Antônio de Alcântara31"
    )
    (tmp_path / "a.txt").write_bytes(long.encode())
    exports = read()
    assert exports.frames["contracts"]["contract_id"].tolist() == ["1001"]
    assert [(problem.code, problem.line) for problem in exports.problems] == [("linha-incompleta", 5)]


# --- what is called .xls -------------------------------------------------------------------------------------------


def test_tabbed_text_called_xls(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, *ROWS], name="a.xls", delimiter="\t", encoding="cp1252")
    assert_both_rows(read())


def html(rows: Sequence[Sequence[str]], attributes: Sequence[str] = ()) -> str:
    written = "".join(
        f"<tr {attributes[i] if attributes else ''}>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n"
        for i, row in enumerate(rows)
    )
    return f"<html><head><title>x</title><style>td {{color: red}}</style></head><body><table>{written}</table></body></html>"


PAGES = {
    "whole": lambda rows: html(rows),
    "bare": lambda rows: html(rows).partition("<body>")[2].partition("</body>")[0],
    "unclosed": lambda rows: html(rows).replace("</td>", "").replace("</tr>", "").replace("</table>", ""),
    "doctype": lambda rows: "<!-- made by a program -->\n<!DOCTYPE html>\n" + html(rows),
    "blanks": lambda rows: html([[f"<b>&nbsp;{cell}</b><br>" for cell in row] for row in rows]),
    "inside": lambda rows: f"<html><body><table><tr><td>menu</td><td>{html(rows)}</td></tr></table></body></html>",
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("name", ["a.xls", "a.html"])
def test_tables_of_html(tmp_path: Path, read: Read, page: str, encoding: str, name: str) -> None:
    (tmp_path / name).write_bytes(PAGES[page]([CONTRACTS, *ROWS]).encode(encoding))
    exports = read()
    assert exports.frames["contracts"]["balance_cents"].tolist() == [1000, 250]
    assert exports.frames["contracts"]["member_name"].tolist() == ["Ana", "Antônio"]
    assert [problem.code for problem in exports.problems] == (["arquivo-nao-reconhecido"] if page == "inside" else [])


def test_hidden_rows_and_merged_cells_of_html(tmp_path: Path, read: Read) -> None:
    rows = [CONTRACTS, ROWS[0], ROWS[1]]
    page = html(rows, ["", "style='DISPLAY: none'", ""]).replace(
        "<table>", "<table><tr><td colspan=4>Relatório</td></tr>"
    )
    (tmp_path / "a.xls").write_bytes(page.encode())
    exports = read()
    assert exports.frames["contracts"]["contract_id"].tolist() == ["1002"]
    assert [(problem.code, problem.rows, problem.cents) for problem in exports.problems] == [("linha-oculta", 1, 1000)]


def test_an_archive_of_a_page(tmp_path: Path, read: Read) -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.set_content(html([CONTRACTS, *ROWS]), subtype="html", charset="utf-8", cte="quoted-printable")
    head, _, body = message.as_bytes().partition(b"\n\n")
    lines = sorted(head.split(b"\n"), key=lambda line: not line.startswith(b"MIME"))
    (tmp_path / "a.xls").write_bytes(b"\n".join(lines) + b"\n\n" + body)
    assert_both_rows(read())


def test_a_page_without_a_table_and_another_xml(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.xls").write_bytes(b"<html><body>login</body></html>")
    (tmp_path / "b.xls").write_bytes(b"<?xml version='1.0'?><Doc3040/>")
    (tmp_path / "c.xlsx").write_bytes(b"whatever")
    assert [problem.code for problem in read().problems] == ["arquivo-ilegivel"] * 3


SPREADSHEET = """\
<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">
<ss:Styles><ss:Style ss:ID="p"><ss:NumberFormat ss:Format="Percent"/></ss:Style></ss:Styles>
<ss:Worksheet ss:Name="Plan1"><ss:Table>{}</ss:Table></ss:Worksheet>{}</ss:Workbook>"""


def xml_row(cells: Sequence[str], attributes: str = "") -> str:
    kinds = ["String", "String", "DateTime", "Number", "Number"]
    styles = ["", "", "", "", 'ss:StyleID="p"']
    return (
        f"<ss:Row {attributes}>"
        + "".join(
            f'<ss:Cell {style}><ss:Data ss:Type="{kind}">{cell}</ss:Data></ss:Cell>' if cell else "<ss:Cell/>"
            for cell, kind, style in zip(cells, kinds, styles, strict=False)
        )
        + "</ss:Row>"
    )


def xml_header(cells: Sequence[str]) -> str:
    return (
        "<ss:Row>" + "".join(f'<ss:Cell><ss:Data ss:Type="String">{c}</ss:Data></ss:Cell>' for c in cells) + "</ss:Row>"
    )


def test_spreadsheetml_of_2003(tmp_path: Path, read: Read) -> None:
    header = xml_header([*CONTRACTS, "% Taxa Operação"])
    rows = [
        xml_row(["1001", "Ana", "2026-01-31T00:00:00.000", "10", "0.0289"]),
        xml_row(["1002", "Antônio", "2026-01-31T00:00:00.000", "2.5", "2.89E-2"], 'ss:Index="4"'),
        xml_row(["1003", "Oculta", "2026-01-31T00:00:00.000", "7"], 'ss:Hidden="1"'),
        '<ss:Row><ss:Cell><ss:Data ss:Type="String">1004</ss:Data></ss:Cell><ss:Cell ss:Index="4" ss:Formula="=1+1"/></ss:Row>',
    ]
    old = f'<ss:Worksheet ss:Name="antigo"><ss:Table>{header}{rows[0]}</ss:Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></ss:Worksheet>'
    (tmp_path / "a.xls").write_bytes(SPREADSHEET.format(header + "".join(rows), old).encode())
    exports = read()
    frame = exports.frames["contracts"]
    assert frame["contract_id"].tolist() == ["1001", "1002"]
    assert frame["balance_cents"].tolist() == [1000, 250]
    assert frame["source_row"].tolist() == [2, 4]
    assert frame["monthly_rate"].tolist() == pytest.approx([0.0289, 0.0289])
    assert [p.code for p in exports.problems] == ["formula-sem-valor", "linha-oculta", "aba-oculta"]


def test_spreadsheetml_with_a_far_cell(tmp_path: Path, read: Read) -> None:
    far = (
        '<ss:Row ss:Index="1048000"><ss:Cell ss:Index="16000"><ss:Data ss:Type="Number">1</ss:Data></ss:Cell></ss:Row>'
    )
    (tmp_path / "a.xls").write_bytes(SPREADSHEET.format(xml_header(CONTRACTS) + far, "").encode())
    assert [problem.code for problem in read().problems] == ["arquivo-grande-demais"]
