"""Faulty rules: one folder ``<code>/rules`` (and ``cases``) for each problem that a rule file can have."""

from __future__ import annotations

from pathlib import Path

from coopcli.sample.writing import new_book, write_text
from coopcli.shipped import folder as shipped

HEADER = """\
id: aging/{name}
title: Faixas com defeito, para teste
role: aging_scheme
kind: policy
source: {{act: "Ata do Conselho nº 1/2026", url: "https://example.org/ata-1", checked_on: 2026-10-01}}
effective_from: {since}
"""
ENDED = "effective_to: 2025-12-31\n"
TABLE = """\
tables:
  bands:
    title: Faixas de atraso
    hit: unique
    over: days_past_due
"""
COVERED = "    covers: {days_past_due: {to: 90}}\n"
WHOLE = ((0, 30, "até 30"), (31, None, "acima de 30"))

LAYOUT = """\
id: layouts/{name}
title: Contratos, layout {name}
frame: contracts
source: {{system: Sisbr, checked_on: 2026-10-01}}
signature: [Contrato Próprio, Saldo Próprio]
columns:
  contract_id: {{headers: [Contrato Próprio]}}
  balance_cents: {{headers: [Saldo Próprio]}}
"""
CASE = """\
rule: aging/caso-divergente
cases:
- name: 10 dias de atraso
  table: bands
  because: "Ata do Conselho nº 1/2026, item 3: até 30 dias; o caso espera outra faixa de propósito"
  given: {days_past_due: 10}
  expect: {band: acima de 30}
"""

Bands = tuple[tuple[int, int | None, str], ...]


def write(folder: Path) -> None:
    """Write every faulty rule below ``folder``."""
    for code, text in {
        "regra-invalida": rule("regra-invalida", WHOLE) + "colour: blue\n",
        "regra-com-lacuna": rule("regra-com-lacuna", ((0, 30, "até 30"), (32, None, "acima de 30"))),
        "regra-com-sobreposicao": rule("regra-com-sobreposicao", ((0, 31, "até 31"), (31, None, "acima de 30"))),
        "sem-regra-vigente": rule("sem-regra-vigente", WHOLE, extra=ENDED),
        "regras-sobrepostas": rule("regras-sobrepostas", WHOLE),
        "caso-divergente": rule("caso-divergente", WHOLE),
        "caso-sem-linha": rule("caso-sem-linha", ((0, 90, "até 90"),), options=COVERED),
    }.items():
        _put(folder / code / "rules" / "aging" / f"{code}.yaml", text)
    shipped_file = "provisioning/bcb-352-2023.yaml"
    text = (shipped("rules") / shipped_file).read_text(encoding="utf-8")
    _put(folder / "taxa-decrescente" / "rules" / shipped_file, text.replace("C1: 0.145", "C1: 0.045"))
    later = "regras-sobrepostas.as-of-2026-08-01"
    rules = folder / "regras-sobrepostas" / "rules" / "aging"
    _put(rules / f"{later}.yaml", rule(later, WHOLE, since="2026-08-01"))
    _put(folder / "caso-divergente" / "cases" / "caso.yaml", CASE)
    ambiguous = folder / "layout-ambiguo"
    for name in ("primeiro", "segundo"):
        _put(ambiguous / "rules" / "layouts" / f"{name}.yaml", LAYOUT.format(name=name))
    _put(
        ambiguous / "exports" / "2026-10" / "contratos.csv",
        "Contrato Próprio;Saldo Próprio\r\n1001;10.000,00\r\n",
    )
    for code, declared in {"fora-do-declarado": "decimal: point", "aba-nao-escolhida": "sheets: [Carteira]"}.items():
        _put(folder / code / "rules" / "layouts" / "proprio.yaml", LAYOUT.format(name="proprio") + declared + "\n")
    rows = "Contrato Próprio;Saldo Próprio\r\n1001;10,000.00\r\n1002;1.234,56\r\n"
    _put(folder / "fora-do-declarado" / "exports" / "2026-10" / "contratos.csv", rows)
    _two_sheets(folder / "aba-nao-escolhida" / "exports" / "2026-10" / "contratos.xlsx")


def _two_sheets(path: Path) -> None:
    """Write a workbook with a portfolio and a draft of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with new_book(path) as book:
        for name, amount in (("Carteira", "10.000,00"), ("Rascunho", "9.000,00")):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["Contrato Próprio", "Saldo Próprio"])
            page.write_row(1, 0, ["1001", amount])


def rule(name: str, bands: Bands, *, since: str = "2025-01-01", extra: str = "", options: str = "") -> str:
    """Return a rule file with one table of bands of delay."""
    return HEADER.format(name=name, since=since) + extra + TABLE + options + "    rows:\n" + "".join(map(_row, bands))


def _row(band: tuple[int, int | None, str]) -> str:
    low, high, name = band
    upper = "" if high is None else f"to: {high}, "
    return f"      - {{from: {low}, {upper}band: {name}, article: item 3}}\n"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, text)
