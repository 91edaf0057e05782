"""What a file is, by its first bytes and its name, and the sheets it holds."""

from __future__ import annotations

from pathlib import PurePath

from coopcli.errors import DataError, Problem
from coopcli.reading.csv_file import text_grids
from coopcli.reading.excel_file import sheet_grids
from coopcli.reading.raw import Grid

TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
MAX_FILE_BYTES = 1 << 30
"""A file is held in memory whole: five million contracts as text."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_FORMATS = {
    b"%pdf": "um PDF",
    b"<html": "uma página HTML",
    b"<!doctype": "uma página HTML",
    b"<?xml": "um XML",
}


def open_file(name: str, content: bytes) -> list[list[Grid]]:
    """Return the sheets of a file, each as the ways of seeing it; DataError where it cannot be read."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in TEXT_SUFFIXES + WORKBOOK_SUFFIXES:
        expected = f"um arquivo {', '.join(TEXT_SUFFIXES + WORKBOOK_SUFFIXES)}"
        raise _failure("arquivo-nao-reconhecido", name, f"extensão {suffix or '(nenhuma)'}", expected)
    if not content or content.isspace():
        raise _failure("arquivo-vazio", name, f"{len(content)} bytes, nenhum texto")
    _refuse_other_formats(name, content, suffix)
    if suffix in TEXT_SUFFIXES:
        return [text_grids(content, name)]
    grids = sheet_grids(content, name)
    if not grids:
        raise _failure("arquivo-vazio", name, "nenhuma aba tem células preenchidas")
    return grids


def _refuse_other_formats(name: str, content: bytes, suffix: str) -> None:
    head = content[:256].lstrip().lower()
    for mark, what in _OTHER_FORMATS.items():
        if head.startswith(mark):
            raise _failure("arquivo-ilegivel", name, f"{what} com a extensão {suffix}")
    if suffix in TEXT_SUFFIXES and content.startswith((_ZIP, _OLE)):
        raise _failure("arquivo-ilegivel", name, f"uma planilha do Excel com a extensão {suffix}")
    if content.startswith(_OLE) and (_ENCRYPTED in content or suffix in (".xlsx", ".xlsm")):
        raise _failure("arquivo-protegido", name, "conteúdo cifrado")


def _failure(code: str, name: str, found: str, expected: str = "") -> DataError:
    return DataError([Problem(code, found, file=name, expected=expected)])
