"""A new working folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coopcli.closing.init import make_working_folder
from coopcli.closing.settings import load_settings
from coopcli.errors import CoopError
from tests.owner import assert_owners_alone

CNPJ = "11.222.333/0001-81"


def test_a_new_folder_has_its_parts_and_loads(tmp_path: Path) -> None:
    folder = tmp_path / "coop"
    made = make_working_folder(folder, "Cooperativa São João", CNPJ)
    assert made == [
        folder,
        *(folder / part for part in ("exports", "closings", "rules", "templates")),
        folder / "coop.yaml",
        *([folder / "fechar.bat"] if os.name == "nt" else []),
    ]
    assert_owners_alone(*made)
    assert load_settings(folder).cooperative.name == "Cooperativa São João"


@pytest.mark.parametrize("name", ['Coop "Aspas": #1', "- x", "não", "Coop\\nova", "{{ nome }}", "2026-10-31"])
def test_any_name_is_written_as_it_is(tmp_path: Path, name: str) -> None:
    make_working_folder(tmp_path, name, "")
    assert load_settings(tmp_path).cooperative.name == name


def test_a_folder_that_has_settings_is_left_alone(tmp_path: Path) -> None:
    settings = tmp_path / "coop.yaml"
    settings.write_bytes(b"name: Minha\n")
    with pytest.raises(CoopError, match="arquivo-ja-existe"):
        make_working_folder(tmp_path, "Outra", "")
    assert settings.read_bytes() == b"name: Minha\n"


def test_a_folder_with_exports_but_no_settings_is_completed(tmp_path: Path) -> None:
    kept = tmp_path / "exports" / "2026-10" / "a.csv"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"x")
    make_working_folder(tmp_path, "Coop", "")
    assert kept.read_bytes() == b"x" and (tmp_path / "rules").is_dir()


def test_a_wrong_cnpj_leaves_no_settings_behind(tmp_path: Path) -> None:
    with pytest.raises(CoopError, match="CNPJ com dígito verificador errado"):
        make_working_folder(tmp_path, "Coop", "11.222.333/0001-82")
    assert not (tmp_path / "coop.yaml").exists()
