"""Whatever a user's file holds, the failure is a problem with its name: 70 is left for faults of coopcli."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coopcli.shipped import folder

Call = Callable[..., tuple[int, str]]
MENDABLE = 1
LETTER = b"# Aviso\n\n{{ greeting }}!\n"
DAMAGES = {
    "empty": b"",
    "garbage": bytes(range(256)) * 2,
    "null": b"\0" * 200,
    "not UTF-8": b"name: S\xe3o Jo\xe3o\n",
    "list": b"- 1\n- [2, 3]\n",
    "scalar": b"abc\n",
    "deep": b"[" * 3_000,
    "bomb": b"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b]\n",
    "odd keys": b"a:\nb: ~\n? [1,2]\n: 3\n{}: 4\n",
    "controls": b'"\x1b]0;x\x07": "a\\nb"\n',
}
EXPRESSIONS = (
    "{% if %}", "{{ nada.x }}", "{{ ''.__class__ }}", "{% include 'nada' %}", "{% include 'first-notice.md' %}",
    "{{ 1/0 }}", "{{ 1|nada }}", "{{ greeting() }}", "{{ greeting + 1 }}", "{{ range(10**9)|list }}",
    "{{ '%d'|format('a') }}", "{{ [][1] }}", "{{ (1).nada }}",
)  # fmt: skip


def refused(found: tuple[int, str], name: str) -> str:
    """Return what was told of a failure that names the file."""
    status, told = found
    assert status == MENDABLE and "Falha do coopcli" not in told, told
    assert re.search(rf"^\[[a-z-]+\] .*{re.escape(name)}", told, re.MULTILINE), told
    assert "\x1b" not in told
    return told


@pytest.mark.parametrize("content", DAMAGES.values(), ids=DAMAGES)
def test_settings(call: Call, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "coop.yaml").write_bytes(content)
    refused(call("rules", "list", "--folder", tmp_path), "coop.yaml")


@pytest.mark.slow
@pytest.mark.parametrize("content", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("name", ["provisioning/bcb-352-2023", "collection/overdue", "layouts/sisbr-contracts"])
def test_rules_and_layouts(call: Call, working: Path, name: str, content: bytes) -> None:
    path = working / "rules" / f"{name}.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    command = "layouts" if name.startswith("layouts") else "rules"
    refused(call(command, "list", "--folder", working), path.name)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_templates(call: Call, tmp_path: Path, expression: str) -> None:
    own = tmp_path / "templates" / "letters"
    own.mkdir(parents=True)
    (tmp_path / "coop.yaml").write_bytes((folder("sample_data") / "mini" / "coop.yaml").read_bytes())
    (own / "first-notice.md").write_bytes(LETTER + expression.encode())
    refused(call("letters", "preview", "first-notice", "--folder", tmp_path), "first-notice.md")


@pytest.mark.parametrize("name", ["page.html", "letter.typ", "logo.png", "logo.svg"])
@pytest.mark.parametrize("content", [b"", b"{{ 1/0 }} #panic(1)", b"\x89PNG\r\n\x1a\n\0\0"])
def test_what_surrounds_a_letter(call: Call, tmp_path: Path, name: str, content: bytes) -> None:
    own = tmp_path / "templates" / "letters"
    own.mkdir(parents=True)
    (own / name).write_bytes(content)
    for ending in (".pdf", ".html"):
        status, told = call("letters", "preview", "first-notice", "--folder", tmp_path, "-o", tmp_path / f"a{ending}")
        assert status == 0 or refused((status, told), name)
        assert (tmp_path / f"a{ending}").exists() == (status == 0)


EXPORTS = ["cre_contratos.xlsx", "Contas Correntes - 10-2026.csv"]


@pytest.mark.slow
@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("damage", ["cut", "noise", *DAMAGES])
def test_exports(call: Call, working: Path, name: str, damage: str) -> None:
    path = working / "exports" / "2026-10" / name
    content = path.read_bytes()
    noise = bytes(byte ^ 0x5A if i % 97 == 0 else byte for i, byte in enumerate(content))
    path.write_bytes({"cut": content[: len(content) // 2], "noise": noise, **DAMAGES}[damage])
    status, told = call("check", path.parent)
    assert status == MENDABLE and "Falha do coopcli" not in told and f"{path.name}" in told


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_list_of_corrections(call: Call, working: Path, damage: str) -> None:
    (working / "lista.xlsx").write_bytes(DAMAGES[damage])
    words = ("check", working / "exports" / "2026-10", "--corrections", working / "lista.xlsx")
    refused(call(*words), "lista.xlsx")
