"""Layouts in words: what the commands on layouts print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopcli.reading.guess import Guess
    from coopcli.reading.layouts import Layout, LayoutColumn, Unpivot
    from coopcli.reading.trial import Trial

_KINDS = {
    "text": "texto",
    "code": "código",
    "document": "CPF/CNPJ",
    "money": "reais",
    "rate": "taxa",
    "count": "número inteiro",
    "days": "dias",
    "months": "meses",
    "date": "data",
    "flag": "sim ou não",
    "level": "nível de risco",
    "choice": "lista fechada",
}
SHOW_HEADERS = ["coluna", "nome", "tipo", "cabeçalhos", "célula ruim"]
TEST_HEADERS = ["coluna", "cabeçalho", "letra", "preenchidas", "1ª linha", "2ª linha"]
GUESS_HEADERS = ["coluna", "cabeçalho", "certeza", "nome", "conteúdo", ""]


def shown_column(column: LayoutColumn) -> list[str]:
    """Return a column of a layout as a row of ``SHOW_HEADERS``."""
    own = column.column
    bad = "separa a linha" if column.on_error == "set_aside" else "fica em branco"
    name = f"{own.title} *" if own.required else own.title
    return [
        own.name,
        name,
        _KINDS[own.kind],
        ", ".join(column.headers) or column.made_of or "(colunas de valores)",
        bad,
    ]


def head_of(layout: Layout) -> Iterator[str]:
    """Yield what a layout is, before its columns."""
    yield f"{layout.id}: {layout.title}"
    yield f"preenche: {layout.frame.title} ({layout.frame.name})"
    nameless = f"nome {layout.name_pattern}, {len(layout.header)} colunas sem cabeçalho"
    yield f"reconhecido por: {', '.join(layout.signature) or nameless}"
    if layout.unpivot:
        yield values_of(layout, layout.unpivot)
    note = f"; {layout.source.note}" if layout.source.note else ""
    yield f"origem: {layout.source.system}, conferida em {layout.source.checked_on:%d/%m/%Y}{note}"


def values_of(layout: Layout, unpivot: Unpivot) -> str:
    """Return which columns of an export are values, and what becomes of them."""
    name, value = (layout.columns[column].column.title for column in (unpivot.name, unpivot.value))
    which = [*unpivot.headers, *([f"as que têm {unpivot.pattern}"] if unpivot.pattern else [])]
    others = f"as outras, menos {', '.join(unpivot.ignored)}" if unpivot.ignored else "as outras"
    return f"colunas de valores: {', '.join(which) or others}; o cabeçalho é {name}, a célula é {value}"


def tried_rows(trial: Trial) -> list[list[str]]:
    """Return the columns of a trial as rows of ``TEST_HEADERS``, personal data masked."""
    from coopcli.reports.terminal import shown

    rows = []
    for tried in trial.columns:
        first = ["" if value is None else shown(tried.column, value) for value in tried.first]
        filled = f"{tried.filled} de {tried.cells}" if tried.letter or tried.filled else "sem coluna"
        title = f"{tried.column.title} *" if tried.column.required else tried.column.title
        rows.append([title, tried.header, tried.letter, filled, *first, *[""] * (2 - len(first))])
    return rows


def counts_of(trial: Trial) -> str:
    """Return rows and reais: read, used, set aside."""
    from coopcli.money import brl

    source = trial.source
    text = f"linhas: {source.rows_read} lidas, {source.rows_used} usadas, {source.rows_set_aside} separadas"
    if not source.cents_read:
        return text
    cents = (source.cents_read, source.cents_used, source.cents_set_aside)
    read, used, aside = (brl(value) for value in cents)
    return f"{text}; em reais: {read} lidos, {used} usados, {aside} separados"


def guessed_rows(guess: Guess) -> list[list[str]]:
    """Return what a guess takes each header for, as rows of ``GUESS_HEADERS``."""
    rows = [
        [
            found.column.title,
            found.header,
            f"{found.confidence:.0%}",
            f"{found.words:.0%}",
            f"{found.cells:.0%}" if len(guess.cells[found.position].texts) else "vazia",
            "" if found.is_sure else "em dúvida",
        ]
        for found in guess.found
    ]
    return rows + [[column.title, "", "", "", "", "falta"] for column in guess.missing]
