"""Write docs/planilhas.md anew: the columns of every sheet that a cooperative keeps itself, as their layouts say.

Run by ``make docs``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coopcli.rulebook.yaml_text import read_yaml
from coopcli.words import FRAMES, Column, Frame

LAYOUTS = Path(__file__).parents[1] / "rules" / "layouts"
KINDS = {
    "text": "texto",
    "code": "código, com os zeros",
    "document": "CPF ou CNPJ",
    "money": "reais, como 1.234,56",
    "rate": "taxa",
    "count": "número inteiro",
    "days": "dias",
    "months": "meses",
    "date": "data, como 31/10/2026",
    "flag": "S ou N",
    "level": "AA, A … H",
    "choice": "uma palavra da lista",
}
HEAD = """\
# As planilhas da cooperativa, coluna por coluna

Feito por `make docs` a partir de `rules/layouts/coop-*.yaml`; não edite. Um modelo preenchido de cada uma está em
`sample_data/layouts`. A ordem das colunas é livre, e colunas a mais são ignoradas. Colunas com * são obrigatórias. Uma
célula que não se lê é sempre um problema na lista: ou a sua linha fica separada, ou fica em uso sem aquele dado.
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([HEAD, *(section(path) for path in sorted(LAYOUTS.glob("coop-*.yaml")))])


def section(path: Path) -> str:
    """Return the table of one sheet."""
    layout = read_yaml(path).data
    frame = FRAMES[layout["frame"]]
    title = layout["title"].removesuffix(" (planilha da cooperativa)")
    lines = [f"## {title}", "", f"É reconhecida por: {', '.join(layout['signature'])}.", ""]
    lines += ["| coluna | o que é | se a célula não se lê |", "|---|---|---|"]
    lines += (row(frame.column(name), said) for name, said in layout["columns"].items() if "headers" in said)
    if "unpivot" in layout:
        lines.append(values_row(frame, layout))
    return "\n".join(lines) + "\n"


def row(column: Column, said: dict[str, Any]) -> str:
    """Return one column as a row of the table."""
    star = " *" if column.required else ""
    bad = said.get("on_error") or ("blank" if column.kind == "text" and not column.required else "set_aside")
    kept = "a linha fica, sem o dado" if bad == "blank" else "a linha é separada"
    return f"| {said['headers'][0]}{star} | {'; '.join(meaning(column, said))} | {kept} |"


def values_row(frame: Frame, layout: dict[str, Any]) -> str:
    """Return the columns of values as a row of the table."""
    unpivot = layout["unpivot"]
    name, value = frame.column(unpivot["name"]), frame.column(unpivot["value"])
    said = "; ".join(meaning(value, layout["columns"].get(value.name, {})))
    ignored = ", ".join(unpivot["except"])
    return f"| uma coluna para cada {name.title} (não contam: {ignored}) | {said} | só o valor é separado |"


def meaning(column: Column, said: dict[str, Any]) -> Iterator[str]:
    """Yield what a cell holds, and which words it may."""
    yield f"{column.title}: {KINDS[column.kind]}"
    words = list(said.get("values", {}).get("exact", {}))
    if words:
        yield ", ".join(f"`{word}`" for word in words)
    if said.get("unit") == "percent":
        yield "em %: 1,99 é 1,99%"
    if said.get("month"):
        yield "um mês, como 10/2026, vale pelo seu último dia" if said["month"] == "last" else "um mês vale pelo dia 1º"
    if said.get("when_missing"):
        yield f"vazia vale {said['when_missing']}"


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())
