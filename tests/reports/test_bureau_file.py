"""The file for the credit bureau: columns, order, titles and formats as the rule says; no text acts as anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from coopcli.errors import Problem, RuleError
from coopcli.reports.bureau_file import bureau_file
from coopcli.results import Cooperative, Study
from coopcli.rulebook.book import load_file
from coopcli.rulebook.tables import RuleFile
from coopcli.shipped import folder
from coopcli.words.agreements import BUREAU_COLUMNS

STUDY = Study(Cooperative("Cooperativa Ipê", "90123456000131"), date(2026, 10, 31), [], [], [], "0")
SHIPPED = (folder("rules") / "collection" / "bureau-file.yaml").read_text(encoding="utf-8")
COLUMNS = SHIPPED.split("    rows:\n")[0] + "    rows:\n"


def rule(tmp_path: Path, *rows: str, **choices: str) -> RuleFile:
    """Return the layout with these columns (none: the shipped ones)."""
    path = tmp_path / "bureau-file.yaml"
    text = COLUMNS + "".join(f"      - {{{row}, article: manual}}\n" for row in rows) if rows else SHIPPED
    path.write_bytes(text.encode())
    problems: list[Problem] = []
    found = load_file(path, path.name, {"collection/bureau-file": choices}, problems)
    assert found is not None, problems
    return found


def lists(**facts: Any) -> pd.DataFrame:
    """Return one debt to include, and one row each of the lists that stay in the workbook."""
    usual = {
        "list_kind": "to_include", "debt_id": "0042", "document": "11111111111", "member_name": "Ana Lima",
        "due_date": pd.Timestamp(2026, 8, 1), "amount_cents": 123_456, "notice_date": pd.Timestamp(2026, 9, 1),
    } | facts  # fmt: skip
    row = {column.name: usual.get(column.name, pd.NA) for column in BUREAU_COLUMNS}
    return pd.DataFrame([row, *(row | {"list_kind": kind} for kind in ("to_wait", "to_check", "still_owing"))])


def lines(content: bytes, encoding: str = "cp1252") -> list[str]:
    return content.decode(encoding).splitlines()


def test_shipped_layout(tmp_path: Path) -> None:
    content = bureau_file(lists(), rule(tmp_path), STUDY)
    assert content.endswith(b"\r\n")
    assert lines(content) == [
        "OPERACAO;CNPJ_CREDOR;CPF_CNPJ;NOME;CONTRATO;VENCIMENTO;VALOR;DATA_AVISO;NATUREZA;DATA_BASE",
        "I;90123456000131;11111111111;Ana Lima;0042;01/08/2026;1234,56;01/09/2026;CREDITO;31/10/2026",
    ]


def test_exclusions_have_their_code_and_blanks_stay_blank(tmp_path: Path) -> None:
    gone = lists(list_kind="to_exclude", amount_cents=pd.NA, due_date=pd.NaT, notice_date=pd.NaT)
    assert lines(bureau_file(gone, rule(tmp_path), STUDY))[1].startswith("E;")
    assert lines(bureau_file(gone, rule(tmp_path), STUDY))[1].endswith("0042;;;;CREDITO;31/10/2026")


def test_another_layout_is_yaml_alone(tmp_path: Path) -> None:
    layout = rule(
        tmp_path,
        "file_column: amount_cents, header: V, format: cents",
        "file_column: amount_cents, header: P, format: money_point",
        "file_column: due_date, header: D, format: date_digits",
        "file_column: notice_date, header: A, format: date_iso",
        "file_column: fixed, header: F, fixed_text: X1",
        "file_column: creditor_name, header: C",
        separator="|", line_end="lf", encoding="utf-8", has_header="false", include_code="01",
    )  # fmt: skip
    content = bureau_file(lists(), layout, STUDY)
    assert content.decode() == "123456|1234.56|01082026|2026-09-01|X1|Cooperativa Ipê\n"


@pytest.mark.parametrize(
    "row", ["file_column: member_name, format: money_comma", "file_column: due_date, format: cents",
            "file_column: amount_cents, format: date_br", "file_column: amount_cents"],
)  # fmt: skip
def test_a_format_that_is_not_for_the_column_is_a_mistake_of_the_rule(tmp_path: Path, row: str) -> None:
    with pytest.raises(RuleError) as caught:
        bureau_file(lists(), rule(tmp_path, row), STUDY)
    assert caught.value.problems[0].code == "regra-invalida"
    assert caught.value.problems[0].line > 0


def test_a_column_that_does_not_exist_is_refused_when_the_rule_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "bureau-file.yaml"
    path.write_bytes((COLUMNS + "      - {file_column: nome, header: N, article: manual}\n").encode())
    problems: list[Problem] = []
    assert load_file(path, path.name, {}, problems) is None
    assert problems[0].code == "regra-invalida"


@pytest.mark.parametrize(
    "name, written",
    [
        ("=cmd|' /C calc'!A0", "cmd|' /C calc'!A0"),
        ("@SUM(1)", "SUM(1)"),
        ("-+=1", "1"),
        ('Ana; "Lima"', '"Ana; ""Lima"""'),
        ("Ana\r\nI;1;2", '"Ana I;1;2"'),
        ("Ana \u202eamiL", "Ana amiL"),
        ("{{7*7}} <script>", "{{7*7}} <script>"),
        ("A" * 300, "A" * 300),
    ],
)
def test_hostile_names_are_names(tmp_path: Path, name: str, written: str) -> None:
    content = bureau_file(lists(member_name=name), rule(tmp_path, "file_column: member_name, header: N"), STUDY)
    assert lines(content) == ["N", written]


@pytest.mark.parametrize(
    "encoding, name, written",
    [
        ("ascii", "José Conceição", "Jose Conceicao"),
        ("cp1252", "Žofie Łuk", "Žofie ?uk"),
        ("utf-8-sig", "José", "José"),
    ],
)
def test_letters_that_the_encoding_lacks(tmp_path: Path, encoding: str, name: str, written: str) -> None:
    layout = rule(tmp_path, "file_column: member_name, header: N", encoding=encoding)
    assert lines(bureau_file(lists(member_name=name), layout, STUDY), encoding)[1] == written


def test_no_debts_leave_the_titles(tmp_path: Path) -> None:
    assert len(lines(bureau_file(lists().iloc[:0], rule(tmp_path), STUDY))) == 1
