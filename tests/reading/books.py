"""Workbooks written part by part, in spellings that no library of ours writes."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_parts(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return path


def xlsx(
    path: Path,
    *sheets: str | bytes,
    states: Sequence[str] = (),
    calculation: str = "",
    formats: Sequence[str] = (),
    strict: bool = False,
    program: str = "",
    more: dict[str, str | bytes] | None = None,
) -> Path:
    """Write a workbook whose sheets are the whole XML given; cell style 1, 2, … has the number format of its place."""
    main, relations = (STRICT, _STRICT_RELATIONS) if strict else (TRANSITIONAL, _RELATIONS)
    tabs = "".join(
        f'<sheet name="Plan{i}" sheetId="{i}" r:id="rId{i}" state="{states[i - 1] if states else "visible"}"/>'
        for i in range(1, len(sheets) + 1)
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{relations}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    custom = "".join(f'<numFmt numFmtId="{200 + i}" formatCode="{code}"/>' for i, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{200 + i}"/>' for i in range(len(formats)))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{tabs}</sheets>'
        f"{calculation}</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}'
        f'<Relationship Id="s" Type="{relations}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts count="{len(formats)}">{custom}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{i}.xml": xml for i, xml in enumerate(sheets, start=1)},
        **(more or {}),
    }
    if program:
        parts["docProps/app.xml"] = f"<Properties><Application>{program}</Application></Properties>"
    return write_parts(path, parts)


def sheet(rows: str, before: str = "", after: str = "", namespace: str = TRANSITIONAL) -> str:
    return f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def texts(number: int, cells: Sequence[str], attributes: str = "") -> str:
    """Return a row of texts from column A on."""
    written = "".join(
        f'<c r="{chr(ord("A") + i)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for i, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{number}" {attributes}>{written}</row>'
