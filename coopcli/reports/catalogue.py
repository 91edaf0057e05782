"""docs/problemas.md: every problem that the clerk may meet, from the words that the program itself uses."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from coopcli.errors import PROBLEM_KINDS
from coopcli.shipped import folder

_HEAD = """\
# Problemas

Gerado por `make docs`; não edite à mão. Como ler um problema: [guia](guia.md#os-problemas-nos-dados). Cada exemplo é um
arquivo inventado de `sample_data/broken` que provoca o problema; os que dependem do momento (disco cheio, arquivo em
uso, opção errada) não têm exemplo. A mensagem do programa pode dizer mais do que esta tabela: o valor encontrado, a
célula, a lista dos valores aceitos.
"""
_STOPS = "Impedem o fechamento"
_STOPS_NOT = "Não impedem o fechamento (salvo com --strict)"
_COLUMNS = ("código", "problema", "o que se espera", "o que fazer", "exemplo")
_SAMPLES = "../sample_data/broken"


def problem_catalogue() -> str:
    """Return the page in Markdown: the problems that stop a close, then those that do not."""
    stopping = [code for code, kind in PROBLEM_KINDS.items() if kind.blocks]
    others = [code for code in PROBLEM_KINDS if code not in stopping]
    return "\n".join([_HEAD, *_section(_STOPS, stopping), *_section(_STOPS_NOT, others)])


def _section(title: str, codes: Iterable[str]) -> Iterator[str]:
    yield f"## {title}\n"
    yield _row(_COLUMNS)
    yield _row("---" for _ in _COLUMNS)
    for code in sorted(codes):
        kind = PROBLEM_KINDS[code]
        yield _row((f"`{code}`", kind.title, kind.expected, kind.remedy, _samples(code)))
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _samples(code: str) -> str:
    """Return links to the faulty inputs of a problem: ``code.csv``, ``code--variant.xlsx`` or a folder ``code``."""
    names = sorted(path.name for path in (folder("sample_data") / "broken").iterdir())
    own = [name for name in names if name.split(".")[0].split("--")[0] == code]
    return ", ".join(f"[{name}]({_SAMPLES}/{name})" for name in own)


if __name__ == "__main__":
    sys.stdout.buffer.write(problem_catalogue().encode())
