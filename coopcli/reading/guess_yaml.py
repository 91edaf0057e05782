"""A guess written as a layout file, with what is in doubt in comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from coopcli.folding import slug
from coopcli.reading.guess import Found, Guess
from coopcli.reading.guess_cells import FEW_WORDS, Cells, readers, with_months
from coopcli.reading.headers import slugs
from coopcli.reading.layouts import Layout, LayoutColumn, Unpivot, plain_column
from coopcli.words import Column

_LONG_NUMBER = r"\d{6,}"


def layout_yaml(guess: Guess, name: str, checked_on: date, layouts: Sequence[Layout]) -> str:
    """Return the text of ``rules/layouts/<name>.yaml``; load_layouts accepts it as it is."""
    lines = [
        *_remarks(guess),
        f"id: layouts/{name}",
        f"title: {_quoted(f'{guess.frame.title} ({guess.file})')}",
        f"frame: {guess.frame.name}",
        f"source: {{system: a confirmar, checked_on: {checked_on.isoformat()}, note: {_quoted(guess.file)}}}",
        f"signature: [{', '.join(map(_quoted, guess.signature))}]",
        "columns:",
    ]
    words = readers(guess.frame, layouts)
    of_frame = [layout for layout in layouts if layout.frame is guess.frame]
    alike = [layout for layout in of_frame if bool(layout.unpivot) == bool(guess.unpivot)]
    model = next((layout.columns for layout in (*alike, *of_frame)), {})
    for found in guess.found:
        lines += _column(guess, found, words[found.column.name], model.get(found.column.name))
    for column in guess.missing:
        lines += _absent(column)
    if guess.unpivot:
        lines += _columns_of_values(guess.unpivot, model)
    return "\n".join([*lines, *_unused(guess)]) + "\n"


def file_name(guess: Guess) -> str:
    """Return a name for the layout, from that of the export: ``carteira`` for ``Carteira 10-2026.csv``."""
    stem = re.sub(r"\d+", "", slug(guess.file.rsplit(".", 1)[0])).strip("_")
    return re.sub(r"_+", "-", stem) or guess.frame.name.replace("_", "-")


def _remarks(guess: Guess) -> Iterator[str]:
    place = f", aba {guess.table.sheet}" if guess.table.sheet else ""
    yield f"# Proposta a partir de {_line(guess.file)}{place}, cabeçalho na linha {guess.table.header_row}."
    if guess.known:
        yield f"# O layout {guess.known.id} já lê este arquivo: este aqui tomaria o lugar dele."
    doubtful = sum(not found.is_sure for found in guess.found)
    if doubtful or guess.missing:
        yield f"# Confira antes de usar: {doubtful} em dúvida (EM DÚVIDA), {len(guess.missing)} sem coluna (FALTA)."


def _column(guess: Guess, found: Found, words: LayoutColumn, model: LayoutColumn | None) -> Iterator[str]:
    cells = guess.cells[found.position]
    yield f"  # {_why(guess, found, cells)}"
    keys = [f"headers: [{_quoted(found.header)}]", *_manner(found, cells, model)]
    if found.column.kind != "choice":
        yield f"  {found.column.name}: {{{', '.join(keys)}}}"
        return
    yield f"  {found.column.name}:"
    yield from (f"    {key}" for key in keys)
    yield from _values(cells, words)


def _why(guess: Guess, found: Found, cells: Cells) -> str:
    """Return how certain a column is and what speaks for it."""
    doubt = "" if found.is_sure else "EM DÚVIDA: "
    filled = len(cells.texts)
    content = f"{found.cells:.0%} pelo conteúdo ({filled} de {cells.rows} células)" if filled else "sem nenhuma célula"
    text = f"{doubt}{found.column.title}, {found.confidence:.0%}: {found.words:.0%} pelo nome, {content}"
    if found.rivals:
        text += f"; pode ser também {' ou '.join(f'{rival.title} ({rival.name})' for rival in found.rivals)}"
    twice = slugs(guess.table.headers).count(slug(found.header)) > 1
    return f"{text}; o cabeçalho aparece mais de uma vez" if twice else text


def _manner(found: Found, cells: Cells, model: LayoutColumn | None) -> Iterator[str]:
    """Yield the keys that say how cells are read: by what they hold, else as the shipped layout of the frame does."""
    plain = plain_column(found.column, found.header)
    if found.column.kind == "rate" and _in_percent(found, cells):
        yield "unit: percent"
    if len(cells.texts) and with_months(cells, plain) != plain:
        yield "month: last"
    if model and model.on_error != plain.on_error:
        yield f"on_error: {model.on_error}"
    if model and model.when_missing:
        yield f"when_missing: {_quoted(model.when_missing)}"


def _in_percent(found: Found, cells: Cells) -> bool:
    return "%" in found.header or cells.share(r"^-?[1-9]\d*([.,]\d+)?$") > 0


def _values(cells: Cells, column: LayoutColumn) -> Iterator[str]:
    """Yield what the words of a closed list mean; those that nobody knows as comments."""
    words = [word for word in cells.words()[:FEW_WORDS] if not re.search(_LONG_NUMBER, word)]
    known = {word: choice for word in words if (choice := _meaning(word, column))}
    if known:
        yield from ("    values:", "      exact:")
        yield from (f"        {_quoted(word)}: {choice}" for word, choice in known.items())
    choices = ", ".join(column.column.choices)
    yield from (f"        # FALTA dizer o que é {_quoted(word)} ({choices})" for word in words if word not in known)


def _meaning(word: str, column: LayoutColumn) -> str | None:
    prefixes = [prefix for prefix in column.prefix if word.startswith(prefix)]
    return column.exact.get(slug(word)) or (column.prefix[max(prefixes, key=len)] if prefixes else None)


def _absent(column: Column) -> Iterator[str]:
    """Yield a required column that no header gives: the layout asks for one of its title."""
    yield f"  # FALTA: nenhuma coluna do arquivo parece ser {column.title}, que é obrigatória"
    yield f"  {column.name}: {{headers: [{_quoted(column.title)}]}}"


def _columns_of_values(unpivot: Unpivot, model: Mapping[str, LayoutColumn]) -> Iterator[str]:
    """Yield the lines that make a row of each cell of the columns of values."""
    own = model.get(unpivot.value)
    if own is not None and (own.when_missing or own.exact):
        keys = [f"when_missing: {_quoted(own.when_missing)}"] if own.when_missing else []
        words = ", ".join(f"{_quoted(word)}: {_quoted(value)}" for word, value in own.exact.items())
        keys += [f"values: {{exact: {{{words}}}}}"] if words else []
        yield f"  {unpivot.value}: {{{', '.join(keys)}}}"
    yield "# EM DÚVIDA: cada coluna abaixo é uma linha para cada célula; tire as que não são valores (totais, renda)"
    yield "unpivot:"
    yield f"  name: {unpivot.name}"
    yield f"  value: {unpivot.value}"
    yield f"  headers: [{', '.join(map(_quoted, unpivot.headers))}]"
    if unpivot.keeps_blank:
        yield "  blank: keep"


def _unused(guess: Guess) -> Iterator[str]:
    if guess.unused:
        yield "# Sem uso: " + ", ".join(_line(header) for header in guess.unused)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _line(text: str) -> str:
    return " ".join(text.split())
