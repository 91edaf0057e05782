"""YAML as text: nothing is interpreted, nothing is lost, every value knows its line."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from coopcli.errors import Problem, RuleError
from coopcli.rulebook.yaml_text import MAX_BYTES, YamlText, read_yaml, yaml_files


def read(folder: Path, text: str | bytes) -> YamlText:
    path = folder / "regra.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_yaml(path, "rules/regra.yaml")


def problems(folder: Path, text: str | bytes) -> list[Problem]:
    with pytest.raises(RuleError) as caught:
        read(folder, text)
    return caught.value.problems


@pytest.mark.parametrize(
    "scalar",
    ["0101", "no", "yes", "true", "12:30", "0.005", "1_000", "2023-02-31", "null", "~", "0x1F", ".inf"],
)
def test_scalars_stay_as_they_were_typed(tmp_path: Path, scalar: str) -> None:
    assert read(tmp_path, f"a: {scalar}\nb: [{scalar}]\n").data == {"a": scalar, "b": [scalar]}


def test_keys_stay_as_they_were_typed(tmp_path: Path) -> None:
    assert read(tmp_path, "0101: a\nno: b\n").data == {"0101": "a", "no": "b"}


def test_a_key_without_value_is_an_empty_text(tmp_path: Path) -> None:
    assert read(tmp_path, "a:\nb: x\n").data == {"a": "", "b": "x"}


def test_an_empty_file_has_no_keys(tmp_path: Path) -> None:
    assert read(tmp_path, "").data == {}
    assert read(tmp_path, "# só um comentário\n").data == {}


def test_byte_order_mark_is_not_part_of_the_first_key(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfa: b\n").data == {"a": "b"}


def test_lines_count_from_one_and_reach_into_lists(tmp_path: Path) -> None:
    text = read(tmp_path, "a: 1\nb:\n  c:\n    - x\n    - y: 2\n")
    assert [text.line(path) for path in [("a",), ("b", "c", 0), ("b", "c", 1, "y")]] == [1, 4, 5]


def test_line_of_what_is_absent_is_that_of_its_nearest_parent(tmp_path: Path) -> None:
    text = read(tmp_path, "a: 1\nb:\n  c: 2\n")
    assert text.line(("b", "missing", 3)) == text.line(("b",)) == 3
    assert text.line(("nowhere",)) == 1


def test_duplicate_key_is_refused_at_its_second_place(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "a: 1\nb:\n  c: 2\n  d: 3\n  c: 4\n")
    assert (problem.code, problem.file, problem.line) == ("regra-invalida", "rules/regra.yaml", 5)
    assert "'c' aparece duas vezes" in problem.found


def test_every_duplicate_key_is_told_at_once(tmp_path: Path) -> None:
    assert [problem.line for problem in problems(tmp_path, "a: 1\na: 2\nb: {c: 1, c: 2}\n")] == [2, 3]


def test_tab_as_indentation_is_refused_with_its_line(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "a:\n  b: 1\n\tc: 2\n")
    assert problem.line == 3


def test_unclosed_list_is_refused_with_its_line(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "a: 1\nb: [1, 2\nc: 3\n")
    assert (problem.code, problem.line, problem.expected) == ("regra-invalida", 3, "YAML bem formado")


def test_text_that_is_not_utf_8_is_refused_with_its_position(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "título: ação\n".encode("cp1252"))
    assert "posição 1" in problem.found  # t í: the second byte
    assert problem.expected == "texto em UTF-8"


def test_control_character_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, b"a: 1\nb: \x00\n")
    assert (problem.code, problem.file) == ("regra-invalida", "rules/regra.yaml")


def test_two_documents_in_a_file_are_refused(tmp_path: Path) -> None:
    assert len(problems(tmp_path, "a: 1\n---\nb: 2\n")) == 1


@pytest.mark.parametrize(
    "text, line, found",
    [
        ("a: &x 1\nb: 2\n", 1, "&x"),
        ("a: 1\nb: &x\n  c: 2\n", 2, "&x"),
        ("a: 1\nb: *x\n", 2, "*x"),
        ("a: &x [1, *x]\n", 1, "&x"),
        ("&k a: 1\n", 1, "&k"),
        ("a: 1\n<<: *base\n", 2, "*base"),
    ],
)
def test_anchors_and_aliases_are_refused_with_their_line(tmp_path: Path, text: str, line: int, found: str) -> None:
    (problem,) = problems(tmp_path, text)
    assert (problem.code, problem.line, problem.found) == ("regra-invalida", line, found)
    assert "âncoras" in problem.expected


def test_a_few_bytes_that_unfold_to_gigabytes_are_refused(tmp_path: Path) -> None:
    names = "abcdefghi"
    rows = [f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]" for before, name in pairwise(names)]
    (problem,) = problems(tmp_path, "a: &a [x,x,x,x,x,x,x,x,x]\n" + "\n".join(rows))
    assert problem.line == 1


@pytest.mark.parametrize("one", ["[", "{a: ", "[{a: ", "- "])
def test_depth_is_bounded(tmp_path: Path, one: str) -> None:
    (problem,) = problems(tmp_path, "a: 1\nb: " + one * 50_000 if one != "- " else one * 50_000)
    assert (problem.code, problem.line) == ("regra-invalida", 1 if one == "- " else 2)
    assert "40 níveis" in problem.expected or "bem formado" in problem.expected  # the scanner may see it first


def test_forty_levels_are_read_and_one_more_is_not(tmp_path: Path) -> None:
    assert read(tmp_path, "[" * 40 + "]" * 40).data
    assert len(problems(tmp_path, "[" * 41 + "]" * 41)) == 1


def test_size_is_bounded(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "a: " + "x" * MAX_BYTES)
    assert "4 MB" in problem.expected


def test_a_key_is_a_text(tmp_path: Path) -> None:
    assert len(problems(tmp_path, "? [a, b]\n: 1\n")) == 1
    assert len(problems(tmp_path, "? {a: b}\n: 1\n")) == 1


def test_files_come_by_name_from_all_depths(tmp_path: Path) -> None:
    for name in ("b/z.yaml", "a/y.yaml", "x.yaml", "notes.md", "a/w.yml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    assert [p.relative_to(tmp_path).as_posix() for p in yaml_files(tmp_path)] == [
        "a/w.yml",
        "a/y.yaml",
        "b/z.yaml",
        "x.yaml",
    ]
