"""What must be known of a workbook before it is opened, and what calamine does not tell: read from its zip."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from coopcli.errors import DataError, Problem

MAX_UNPACKED_BYTES = 1 << 31
"""What a workbook may hold unpacked: a million rows of twenty-four columns take half of it."""
MAX_GRID_CELLS = 200_000_000
"""The corner-to-corner area of a sheet: it is held in memory whole, the empty cells too."""
MAX_REPEATED = 1 << 20
"""How often a cell or row of an .ods may repeat: the rows of the largest sheet."""

_TRUSTED_BYTES = 1 << 25
"""Of a larger sheet what it declares of its corners is believed; of a smaller one every cell is looked at."""

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PIECE, _SEAM = 1 << 22, 1 << 12
_FAR = re.compile(rb'<c r="([A-Z]{3,}|[A-Z]{1,2}(?=\d{7}))(\d+)"[^>]*(?<!/)>')
_CORNER = re.compile(rb'<dimension ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"/>')
_FORMULA = r'<c r="([A-Z]+)(\d+)"[^>]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v></v>|<v ?/>{zero})?</c>'
_NOT_CALCULATED = re.compile(_FORMULA.format(zero="").encode())
_NOT_CALCULATED_OR_ZERO = re.compile(_FORMULA.format(zero="|<v>0</v>").encode())
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{7,})"')


@dataclass(frozen=True)
class Parts:
    """``counts_from_1904``: its day numbers do; ``formulas``: by sheet, the cells (row, column, from 0) whose
    formula was never calculated."""

    counts_from_1904: bool = False
    formulas: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


def read_parts(content: bytes, file: str) -> Parts:
    """Return what the zip of a workbook tells; DataError where it would not fit in memory.

    An .xls is no zip: its format bounds it, and its formulas always have a value.
    """
    if not content.startswith(b"PK"):
        return Parts(counts_from_1904=_xls_counts_from_1904(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return _read(book, file)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise DataError([Problem("arquivo-ilegivel", "conteúdo que não é o de uma planilha", file=file)]) from error


def too_large(found: str, expected: str, file: str, sheet: str = "") -> DataError:
    """Return the failure of a file that is not read because of its size."""
    return DataError([Problem("arquivo-grande-demais", found, file=file, sheet=sheet, expected=expected)])


def _xls_counts_from_1904(content: bytes) -> bool:
    """Return whether the DATEMODE record (0x22) of the workbook says 1904."""
    record = b"\x22\x00\x02\x00"
    return record + b"\x01\x00" in content and record + b"\x00\x00" not in content


def _read(book: zipfile.ZipFile, file: str) -> Parts:
    unpacked = sum(part.file_size for part in book.infolist())
    if unpacked > MAX_UNPACKED_BYTES:
        found = f"{unpacked / 1e9:.1f} GB depois de descompactado"
        raise too_large(found, f"até {MAX_UNPACKED_BYTES / 1e9:.1f} GB", file)
    names = set(book.namelist())
    if "content.xml" in names:
        _check_repeated(book, file)
    if "xl/workbook.xml" not in names:
        return Parts()
    head = book.read("xl/workbook.xml")
    pattern = _NOT_CALCULATED_OR_ZERO if re.search(rb'fullCalcOnLoad="(1|true)"', head) else _NOT_CALCULATED
    formulas: dict[int, list[tuple[int, int]]] = {}
    for position, (name, part) in enumerate(_sheets(book, head)):
        if part in names:
            formulas[position] = _scan(book, part, pattern, file, name)
    return Parts(bool(re.search(rb'date1904="(1|true)"', head)), {k: cells for k, cells in formulas.items() if cells})


def _sheets(book: zipfile.ZipFile, head: bytes) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and that of its part ('' where the workbook does not say)."""
    try:
        links = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
        sheets = list(ElementTree.fromstring(head).iterfind("{*}sheets/{*}sheet"))
    except (KeyError, ElementTree.ParseError):
        return
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in sheets:
        path = targets.get(sheet.get(f"{_RELATIONS}id"), "")
        yield sheet.get("name", ""), path.removeprefix("/") if path.startswith("/") else f"xl/{path}"


def _scan(book: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes], file: str, sheet: str) -> list[tuple[int, int]]:
    """Return the cells of a sheet whose formula has no value; DataError where one lies absurdly far away."""
    cells: dict[tuple[int, int], None] = {}
    believed = False
    for piece in _pieces(book, part):
        corner = _CORNER.search(piece, 0, _SEAM) if book.getinfo(part).file_size > _TRUSTED_BYTES else None
        believed = believed or (corner is not None and _area(*corner.groups()) <= MAX_GRID_CELLS)
        far = None if believed else _FAR.search(piece)
        if far:
            _check_area(piece, far, file, sheet)
        if b"<f" in piece:
            found = pattern.findall(piece)
            cells |= dict.fromkeys((int(row) - 1, column_position(letters.decode())) for letters, row in found)
    return list(cells)


def _pieces(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield the part in pieces that overlap, so that no cell is cut in all of them."""
    with book.open(part) as stream:
        seam = b""
        while piece := stream.read(_PIECE):
            yield seam + piece
            seam = piece[-_SEAM:]


def _check_area(piece: bytes, far: re.Match[bytes], file: str, sheet: str) -> None:
    for letters, digits in _FAR.findall(piece, far.start()):
        if _area(letters, digits) > MAX_GRID_CELLS:
            cell = f"{letters.decode()}{digits.decode()}"
            expected = "células juntas: apague o que está longe da tabela"
            raise too_large(f"uma célula preenchida em {cell}", expected, file, sheet)


def _area(letters: bytes, digits: bytes) -> int:
    """Return how many cells lie between the first one of a sheet and this one."""
    return (column_position(letters.decode()) + 1) * int(digits)


def _check_repeated(book: zipfile.ZipFile, file: str) -> None:
    for piece in _pieces(book, "content.xml"):
        for count in _REPEATED.findall(piece):
            if int(count) > MAX_REPEATED:
                raise too_large(f"células repetidas {int(count)} vezes", f"até {MAX_REPEATED} linhas", file)


def column_position(letters: str) -> int:
    """Return 0 for ``A``, 26 for ``AA``."""
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1
