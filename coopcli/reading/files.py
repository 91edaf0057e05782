"""What a file is, by its first bytes and its name, and the sheets it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from coopcli.errors import DataError, Problem
from coopcli.reading.csv_file import text_grids
from coopcli.reading.excel_file import markup_grids, sheet_grids
from coopcli.reading.raw import Grid

TEXT_SUFFIXES = (".csv", ".txt", ".tsv", ".prn")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
MARKUP_SUFFIXES = (".htm", ".html", ".mht", ".mhtml", ".xml")
SUFFIXES = TEXT_SUFFIXES + WORKBOOK_SUFFIXES + MARKUP_SUFFIXES
MAX_FILE_BYTES = 1 << 30
"""A file is held in memory whole: five million contracts as text."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = re.compile(
    rb"""(?ix) (?:\xef\xbb\xbf)? (?:\s | <!--.*?-->)*
    (?: <!doctype\s+html | <(?:html|head|body|table|meta|style|div|center)\b | mime-version: | <\?xml )""",
    re.DOTALL,
)
"""How a page begins, an archive of one (MHTML), or an XML."""


def open_file(name: str, content: bytes, encodings: Sequence[str] = ()) -> list[list[Grid]]:
    """Return the sheets of a file, each as the ways of seeing it; DataError where it cannot be read.

    What a file holds counts, not what its name says: much of what is called .xls is a page or a text. ``encodings`` are
    those that layouts declare.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        expected = f"um arquivo {', '.join(SUFFIXES)}"
        raise _failure("arquivo-nao-reconhecido", name, f"extensão {suffix or '(nenhuma)'}", expected)
    if not content or content.isspace():
        raise _failure("arquivo-vazio", name, f"{len(content)} bytes, nenhum texto")
    _refuse_other_formats(name, content, suffix)
    if content.startswith((_ZIP, _OLE)):
        grids = sheet_grids(content, name)
    elif _MARKUP.match(content[:4_000]) or _is_utf16_markup(content):
        grids = markup_grids(content, name)
    elif suffix in (".xls", *TEXT_SUFFIXES):
        return [text_grids(content, name, encodings)]
    else:
        raise _failure("arquivo-ilegivel", name, f"conteúdo que não é o de um arquivo {suffix}")
    if not grids:
        raise _failure("arquivo-vazio", name, "nenhuma aba tem células preenchidas")
    return grids


def _is_utf16_markup(content: bytes) -> bool:
    """Return whether a page is written in two bytes a letter, as Excel saves it as "Unicode"."""
    return content.startswith((b"\xff\xfe<\0", b"\xfe\xff\0<"))


def _refuse_other_formats(name: str, content: bytes, suffix: str) -> None:
    if content[:256].lstrip().lower().startswith(b"%pdf"):
        raise _failure("arquivo-ilegivel", name, f"um PDF com a extensão {suffix}")
    if suffix in TEXT_SUFFIXES + MARKUP_SUFFIXES and content.startswith((_ZIP, _OLE)):
        raise _failure("arquivo-ilegivel", name, f"uma planilha do Excel com a extensão {suffix}")
    if content.startswith(_OLE) and (_ENCRYPTED in content or suffix in (".xlsx", ".xlsm", ".xlsb")):
        raise _failure("arquivo-protegido", name, "conteúdo cifrado")


def _failure(code: str, name: str, found: str, expected: str = "") -> DataError:
    return DataError([Problem(code, found, file=name, expected=expected)])
