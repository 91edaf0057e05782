"""Layout files: what they may say, and what the shipped ones must."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from coopcli import shipped
from coopcli.errors import RuleError
from coopcli.reading.layouts import Layout, load_layouts
from coopcli.words import FRAMES

GOOD = """\
id: layouts/own
title: Baixas da casa
frame: write_offs
source: {system: planilha, checked_on: 2026-11-21}
signature: [Operação, Baixada em]
columns:
  contract_id: {headers: [Operação]}
  write_off_date: {headers: [Baixada em]}
  amount_cents: {headers: [Valor]}
"""


def load_one(folder: Path, text: str, name: str = "own.yaml") -> Layout:
    (folder / name).write_bytes(text.encode())
    (layout,) = load_layouts([folder])
    return layout


def test_a_layout_reads_as_documented(tmp_path: Path) -> None:
    layout = load_one(tmp_path, GOOD)
    assert (layout.id, layout.frame.name, layout.signature) == ("layouts/own", "write_offs", ("operacao", "baixada_em"))
    assert layout.columns["contract_id"].headers == ("operacao",)
    assert layout.columns["amount_cents"].on_error == "set_aside"
    assert layout.source.checked_on.isoformat() == "2026-11-21"


def test_a_column_by_the_name_that_it_had_before_is_the_same_column(tmp_path: Path) -> None:
    old = GOOD.replace("frame: write_offs", "frame: contracts").replace("amount_cents", "balance_cents")
    layout = load_one(tmp_path, old.replace("write_off_date", "payment_method"))
    assert set(layout.columns) == {"contract_id", "payment_form", "balance_cents"}


GUIDE = (Path(__file__).parents[2] / "docs" / "guia.md").read_text(encoding="utf-8")
SECTION = GUIDE.split("### Quando o arquivo vem em outra forma")[1].split("\n## ")[0]
EXAMPLES = re.findall(r"```yaml\n(.*?)```", SECTION, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[0])
def test_every_example_of_the_guide_is_a_line_of_a_layout(tmp_path: Path, example: str) -> None:
    told = yaml.safe_load(example)
    base = yaml.safe_load(GOOD)
    base["source"]["checked_on"] = "2026-11-21"
    whole = {**base, **told, "columns": {**base["columns"], **told.get("columns", {})}}
    assert load_one(tmp_path, yaml.safe_dump(whole, allow_unicode=True)).frame.name == "write_offs"


def test_the_guide_has_an_example_of_every_transformation() -> None:
    keys = ("decimal", "date_order", "month", "pad", "join", "constant", "fill", "rows", "sheets", "encoding", "header")
    assert all(re.search(rf"\b{key}:", "".join(EXAMPLES)) for key in keys)


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        ("{headers: [Valor]}", "{headers: [Valor], decimals: point}", 9, "você quis dizer decimal?"),
        ("{headers: [Valor]}", "{headers: [Valor], decimal: comma}", 9, "'point'"),
        ("{headers: [Operação]}", "{headers: [Operação], decimal: point}", 7, "uma coluna de: money"),
        ("{headers: [Baixada em]}", "{headers: [Baixada em], date_oder: month_first}", 8, "você quis dizer date_order?"),
        ("{headers: [Baixada em]}", "{headers: [Baixada em], pad: 10}", 8, "uma coluna de: code"),
        ("{headers: [Operação]}", "{headers: [Operação], pad: 10, zeros: strip}", 7, "ou pad, ou zeros"),
        ("{headers: [Operação]}", "{headers: [Operação], pad: 0}", 7, ""),
        ("{headers: [Operação]}", "{join: {headers: [A, B]}}", 7, "separator ou widths"),
        ("{headers: [Operação]}", "{join: {headers: [A, B], widths: [2]}}", 7, "uma de cada parte: 2"),
        ("{headers: [Operação]}", "{headers: [C], join: {headers: [A, B], separator: '-'}}", 7, "ou join"),
        ("{headers: [Baixada em]}", "{constant: ontem}", 8, "um valor que se leia na coluna"),
        ("{headers: [Valor]}", "{headers: [Valor]}\nencoding: latin1", 10, "'cp1252'"),
        ("{headers: [Valor]}", "{headers: [Valor]}\nheader: [Operação, Data, Valor]", 10, 'file: o nome do arquivo'),
        ("{headers: [Valor]}", "{headers: [Valor]}\nfile: a*.csv", 10, "header: os nomes das colunas"),
        ("{headers: [Valor]}", "{headers: [Valor]}\nrows: {leave_out: [{header: Valor, because: x}]}", 10, "um de: is"),
        ("{headers: [Valor]}", "{headers: [Valor]}\nrows: {leave_out: [{header: Valor, blank: true, because: ' '}]}", 10,
         "por que estas linhas"),
        ("  contract_id:", "  contract_i:", 7, "você quis dizer contract_id?"),
    ],
)  # fmt: skip
def test_a_declaration_that_cannot_be_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, expected: str
) -> None:
    with pytest.raises(RuleError) as error:
        load_one(tmp_path, GOOD.replace(old, new))
    told = [(problem.line, problem.expected) for problem in error.value.problems]
    assert any(where == line and expected in words for where, words in told), told


@pytest.mark.parametrize(
    "old, new, line, found",
    [
        ("title: Baixas da casa", "titulo: Baixas", 2, "titulo"),
        ("frame: write_offs", "frame: baixas", 3, "baixas"),
        ("id: layouts/own", "id: layouts/other", 1, "layouts/other"),
        ("checked_on: 2026-11-21", "checked_on: 31/02/2026", 4, "checked_on"),
        ("signature: [Operação, Baixada em]", "signature: []", 5, "signature"),
        ("  contract_id: {headers: [Operação]}", "  contrato: {headers: [Operação]}", 7, "contrato"),
        ("{headers: [Valor]}", "{headers: [Valor], unidade: reais}", 9, "unidade"),
        ("{headers: [Valor]}", "{headers: []}", 9, "headers"),
        ("{headers: [Valor]}", "{headers: [Valor], on_error: blank}", 9, "blank"),
        ("{headers: [Valor]}", "{headers: [Valor], on_error: ignore}", 9, "on_error"),
        ("{headers: [Valor]}", "{headers: [Valor], otherwise: other}", 9, "other"),
        ("  amount_cents: {headers: [Valor]}\n", "", 7, "falta amount_cents"),
    ],
)
def test_mistakes_have_file_and_line(tmp_path: Path, old: str, new: str, line: int, found: str) -> None:
    assert old in GOOD
    with pytest.raises(RuleError) as caught:
        load_one(tmp_path, GOOD.replace(old, new))
    assert all(problem.code == "regra-invalida" for problem in caught.value.problems)
    assert all(problem.file.endswith("own.yaml") for problem in caught.value.problems)
    assert [p for p in caught.value.problems if p.line == line and found in p.found]


WIDE = """\
id: layouts/own
title: Margens da casa
frame: margins
source: {system: planilha, checked_on: 2026-11-21}
signature: [Mês, Conta]
columns:
  reference_date: {headers: [Mês], month: last}
  member_id: {headers: [Conta]}
  margin_cents: {when_missing: "0,00"}
unpivot:
  name: family
  value: margin_cents
  pattern: "^MC "
  except: [MC Total]
  names: {MC Créd.: Créditos}
"""


def test_a_layout_with_columns_of_values_reads_as_documented(tmp_path: Path) -> None:
    layout = load_one(tmp_path, WIDE)
    assert layout.unpivot is not None
    headers = ["MC Créd.", "MC Seguros", "MC  TOTAL", "Nome", "mc seguros", ""]
    assert [layout.unpivot.takes(header) for header in headers] == [True, True, False, False, False, False]
    assert [layout.unpivot.name_of(header) for header in headers[:2]] == ["Créditos", "MC Seguros"]
    assert (layout.columns["family"].headers, layout.columns["margin_cents"].when_missing) == ((), "0,00")


@pytest.mark.parametrize(
    "old, new, line, found",
    [
        ("  name: family", "  name: margem", 11, "margem"),
        ("  name: family", "  name: reference_date", 11, "reference_date"),
        ("  value: margin_cents", "  value: family", 12, "family"),
        ('  pattern: "^MC "', '  pattern: "(MC"', 13, "(MC"),
        ("  except: [MC Total]", "  menos: [MC Total]", 14, "menos"),
        ('{when_missing: "0,00"}', "{headers: [Margem]}", 9, "Margem"),
        ("  member_id: {headers: [Conta]}", "  member_id: {on_error: blank}", 8, "headers"),
        ("  reference_date: {headers: [Mês], month: last}\n", "", 7, "falta reference_date"),
    ],
)
def test_mistakes_about_columns_of_values(tmp_path: Path, old: str, new: str, line: int, found: str) -> None:
    assert old in WIDE
    with pytest.raises(RuleError) as caught:
        load_one(tmp_path, WIDE.replace(old, new))
    assert [p for p in caught.value.problems if p.line == line and found in p.found]


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(GOOD.encode())
    with pytest.raises(RuleError) as caught:
        load_one(tmp_path, GOOD.replace("write_offs", "baixas"))
    assert {problem.file.split("/")[-1] for problem in caught.value.problems} == {"a.yaml", "own.yaml"}


def test_a_cooperatives_own_layout_replaces_the_shipped_one(tmp_path: Path) -> None:
    own = GOOD.replace("layouts/own", "layouts/coop-write-offs")
    (tmp_path / "coop-write-offs.yaml").write_bytes(own.encode())
    shipped_folder = shipped.folder("rules") / "layouts"
    before, after = load_layouts([shipped_folder]), load_layouts([shipped_folder, tmp_path])
    assert len(after) == len(before)
    assert {layout.id: layout.title for layout in after}["layouts/coop-write-offs"] == "Baixas da casa"


def test_a_folder_that_is_not_there_has_no_layouts(tmp_path: Path) -> None:
    assert load_layouts([tmp_path / "nada"]) == []


def test_every_frame_has_a_shipped_layout(layouts: list[Layout]) -> None:
    assert {layout.frame.name for layout in layouts} == set(FRAMES)


def test_every_shipped_layout_finds_its_signature_among_its_columns(layouts: list[Layout]) -> None:
    for layout in layouts:
        headers = {header for column in layout.columns.values() for header in column.headers}
        of_values = {header for header in layout.signature if layout.unpivot and layout.unpivot.takes(header)}
        assert headers.union(of_values).issuperset(layout.signature), layout.id


def test_no_export_in_full_is_claimed_by_two_layouts(layouts: list[Layout]) -> None:
    for layout in layouts:
        headers = {column.headers[0] for column in layout.columns.values() if column.headers}.union(layout.signature)
        claims = [other for other in layouts if headers.issuperset(other.signature)]
        longest = max(len(other.signature) for other in claims)
        assert [other.id for other in claims if len(other.signature) == longest] == [layout.id]


def test_every_choice_of_a_shipped_layout_is_reachable(layouts: list[Layout]) -> None:
    (guarantees,) = [layout for layout in layouts if layout.frame.name == "guarantees"]
    column = guarantees.columns["guarantee_kind"]
    assert set(column.exact.values()) == set(column.column.choices)
