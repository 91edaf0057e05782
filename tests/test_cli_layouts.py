"""``coopcli layouts``: what the clerk sees of layouts, and how a new one is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopcli.reading.layouts import load_layouts
from coopcli.sample.people import cpf
from coopcli.shipped import folder

Call = Callable[..., tuple[int, str]]
SAMPLES = folder("sample_data") / "layouts"
OWN = """\
id: layouts/coop-holds
title: Pausas da casa
frame: holds
source: {system: planilha, checked_on: 2026-11-21}
signature: [Pausa, Desde]
columns:
  hold_kind: {headers: [Pausa]}
  from_date: {headers: [Desde]}
  reason: {headers: [Motivo]}
  author: {headers: [Autor]}
"""


@pytest.fixture
def working(tmp_path: Path) -> Path:
    """A working folder with a layout of its own."""
    place = tmp_path / "rules" / "layouts"
    place.mkdir(parents=True)
    (place / "coop-holds.yaml").write_bytes(OWN.encode())
    return tmp_path


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    """An export that no layout recognises: 3 contracts, the last with an impossible date."""
    rows = [f"{i};{cpf(i)};Maria Silva;1.000,00;{day}" for i, day in enumerate(["1/9/2026", "30/9/2026", "31/9/2026"])]
    path = tmp_path / "Carteira 10-2026.csv"
    path.write_bytes(("\n".join(["Operação;CPF Tomador;Nome;Sld Devedor;Dt Operação", *rows]) + "\n").encode())
    return path


def test_list_says_where_each_layout_comes_from(call: Call, working: Path) -> None:
    status, text = call("layouts", "list", "--folder", working)
    lines = {line.split()[0]: line for line in text.splitlines() if line.strip()}
    assert status == 0
    assert "Pausas da casa" in lines["coop-holds"] and "da cooperativa" in lines["coop-holds"]
    assert lines["sisbr-contracts"].rstrip().endswith("publicado")
    assert len(load_layouts([folder("rules") / "layouts"])) == sum(
        line.rstrip().endswith(("publicado", "da cooperativa")) for line in text.splitlines()
    )


@pytest.mark.parametrize("name", ["sisbr-contracts", "layouts/sisbr-contracts"])
def test_show_prints_the_columns(call: Call, name: str) -> None:
    status, text = call("leiautes", "mostrar", name)
    assert status == 0
    assert "reconhecido por: numero_contrato_credito, valor_saldo_devedor_diario" in text
    assert "Saldo devedor *" in text and "separa a linha" in text and "fica em branco" in text


def test_an_unknown_layout_names_the_nearest(call: Call) -> None:
    status, text = call("layouts", "show", "sisbr-contract")
    assert status == 1
    assert "[opcao-invalida]" in text and "sisbr-contracts" in text


def test_guess_prints_a_layout_and_writes_nothing(call: Call, unknown: Path) -> None:
    before = sorted(unknown.parent.iterdir())
    status, text = call("layouts", "guess", unknown)
    assert status == 0
    assert "id: layouts/carteira\n" in text and 'balance_cents: {headers: ["Sld Devedor"]}' in text
    assert sorted(unknown.parent.iterdir()) == before
    assert cpf(1) not in text and "Maria" not in text


def test_guess_writes_a_layout_that_reads_the_file_and_never_over_another(call: Call, unknown: Path) -> None:
    own = unknown.parent / "rules" / "layouts" / "minha-carteira.yaml"
    own.parent.mkdir(parents=True)
    status, text = call("layouts", "guess", unknown, "--output", own)
    assert status == 0 and f"gravado: {own}" in text
    (layout,) = load_layouts([own.parent])
    assert layout.id == "layouts/minha-carteira"
    written = own.read_bytes()
    status, text = call("layouts", "guess", unknown, "--saida", own)
    assert status == 1 and "[arquivo-ja-existe]" in text
    assert own.read_bytes() == written
    assert call("layouts", "test", "minha-carteira", unknown, "--folder", unknown.parent)[0] == 0


def test_guess_takes_the_frame_that_it_is_told(call: Call, unknown: Path) -> None:
    status, text = call("layouts", "guess", unknown, "--frame", "write_offs")
    assert status == 0 and "frame: write_offs" in text and "# FALTA: nenhuma coluna" in text
    status, text = call("layouts", "guess", unknown, "--frame", "contrato")
    assert status == 1 and "[opcao-invalida]" in text and "contracts" in text


@pytest.mark.parametrize("name, code", [("nada.csv", "arquivo-nao-encontrado"), ("vazio.csv", "arquivo-vazio")])
def test_what_cannot_be_guessed(call: Call, tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "vazio.csv").write_bytes(b"")
    status, text = call("layouts", "guess", tmp_path / name)
    assert status == 1 and f"[{code}]" in text


def test_test_shows_what_is_read_without_personal_data(call: Call, unknown: Path) -> None:
    own = unknown.parent / "carteira.yaml"
    call("layouts", "guess", unknown, "-o", own)
    status, text = call("layouts", "testar", own, unknown)
    assert status == 0
    assert "R$ 1.000,00" in text and "M*** S***" in text and "***.000.003-**" in text
    assert cpf(0) not in text and "Maria" not in text
    assert "linhas: 3 lidas, 3 usadas, 0 separadas; em reais: R$ 3.000,00 lidos" in text
    assert "[data-invalida]" in text and "E4" in text


def test_test_names_the_headers_that_feed_nothing(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "pausas.csv"
    path.write_bytes("Contrato;Tipo de Pausa;Desde;Motivo;Autor;Cor\n1;óbito;1/9/2026;certidão;RH;azul\n".encode())
    status, text = call("layouts", "test", "coop-holds", path)
    assert status == 0 and "sem uso: Cor" in text and "falecimento" in text and "sem coluna" in text


def test_a_layout_that_does_not_fit_ends_in_failure(call: Call) -> None:
    status, text = call("layouts", "test", "sisbr-members", SAMPLES / "sisbr-emails.csv")
    assert status == 1 and "[arquivo-nao-reconhecido]" in text


@pytest.mark.parametrize("sample", ["sisbr-contracts.xlsx", "coop-margins.csv", "sisbr-scr-positions.csv"])
def test_samples_pass(call: Call, sample: str) -> None:
    assert call("layouts", "test", sample.split(".")[0], SAMPLES / sample)[0] == 0


def test_samples_are_written_by_the_command(call: Call, tmp_path: Path) -> None:
    assert call("sample", "layouts", tmp_path / "l")[0] == 0
    assert (tmp_path / "l" / "sisbr-phones.xlsx").read_bytes() == (SAMPLES / "sisbr-phones.xlsx").read_bytes()
