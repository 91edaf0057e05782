"""``coopcli scorecard`` from files to workbook, and from the past to a draft that somebody signs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from coopcli.sample import nossacoop
from coopcli.shipped import folder
from tests.owner import assert_owners_alone

Call = Callable[..., tuple[int, str]]
SAMPLE = folder("sample_data") / "layouts" / "coop-scored-outcomes.xlsx"
MINI = folder("sample_data") / "mini" / "exports"
HEADER = "Caso;Data da Decisão;Pontos;Mau;Sexo\n"


def past(path: Path, rows: str) -> Path:
    path.write_bytes((HEADER + rows).encode())
    return path


def test_points_of_the_file(tmp_path: Path, call: Call) -> None:
    """10 and 20 good, 20 and 30 bad: AUC 0,875."""
    rows = "A;01/01/2026;10;N;F\nB;02/01/2026;20;N;F\nC;03/01/2026;20;S;M\nD;04/01/2026;30;S;M\n"
    code, told = call("scorecard", past(tmp_path / "casos.csv", rows), "-o", tmp_path / "prova.xlsx")
    assert code == 0, told
    assert "AUC 0,875" in told
    book = openpyxl.load_workbook(tmp_path / "prova.xlsx")
    assert book.sheetnames == ["Pontuação", "Cortes", "Meses", "Notas", "Fontes"]
    assert_owners_alone(tmp_path / "prova.xlsx")


def test_what_has_no_points_or_no_outcome_is_set_aside_and_counted(tmp_path: Path, call: Call) -> None:
    """Of the five of the sample, P-0004 has no points and P-0005 no outcome: three are left, in the proof too."""
    code, told = call("scorecard", SAMPLE, "-o", tmp_path / "prova.xlsx")
    assert code == 0, told
    assert "3 casos, 1 maus" in told
    sources = openpyxl.load_workbook(tmp_path / "prova.xlsx")["Fontes"]
    rows = [[cell.value for cell in row[:6]] for row in sources.iter_rows()]
    assert ["Casos", "confere", "lidos = usados + separados", 5, 5, 0] in rows


def test_points_by_annex_2_of_the_sample(tmp_path: Path, call: Call) -> None:
    """Question by question. P-0001: 3+10+5+15+5+10, 10+5, 7+20+10, 10, 10 = 120. P-0003, with the worst option where
    nothing is told: 6+50+15+15+15+30, 20+10, 14+5+20, 10, 20 = 230. P-0002: 9+30+15+30+20+20, 30+20, 35+10+20, 30
    (30,01% of the margin), 30 = 299. P-0004: 9+50+15+45+20+30, 30+20, 28+15+5, 30, 40 = 337."""
    code, told = call("scorecard", SAMPLE, "--rule", "rating/nossacoop", "-o", tmp_path / "prova.xlsx")
    assert code == 0, told
    cuts = openpyxl.load_workbook(tmp_path / "prova.xlsx")["Cortes"]
    found = [cell.value for cell in cuts["A"] if str(cell.value).startswith("até ")]
    assert found == ["até 120", "até 230", "até 299", "até 337"]


def test_months_of_exports(tmp_path: Path, call: Call) -> None:
    """The same contracts stand in September and October: each month is read by itself."""
    words = ("--rule", "rating/nossacoop", "--late-days", "0", "-o", tmp_path / "prova.xlsx")
    code, told = call("scorecard", MINI / "2026-09", MINI / "2026-10", *words)
    assert code == 0, told
    assert "2026-09" in told
    assert "2026-10" in told
    assert "conta como não informado" in told


def test_outcome_of_a_later_folder(call: Call) -> None:
    words = (MINI / "2026-09", "--rule", "rating/nossacoop", "--late-days", "0", "--outcome")
    code, told = call("scorecard", *words, MINI / "2026-10")
    assert code == 0, told
    assert "já eram maus na data dos pontos" in told
    code, told = call("scorecard", *words, MINI / "2026-09")
    assert code == 1
    assert "uma pasta de depois de 30/09/2026" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--base", "1999-01"), "--base 1999-01"),
        (("--late-days", "7"), "--late-days 7"),
        (("--draft", "x.yaml"), "--draft sem --woe"),
        (("--rule", "rating/que-nao-ha"), "rating/que-nao-ha"),
        (("--rule", "indicators/delinquency"), "collect sum"),
    ],
)
def test_wrong_options_are_told(words: tuple[str, ...], said: str, call: Call) -> None:
    code, told = call("scorecard", SAMPLE, *words)
    assert code == 1
    assert said in told


def test_no_points_at_all_is_told(tmp_path: Path, call: Call) -> None:
    code, told = call("scorecard", past(tmp_path / "casos.csv", "A;01/01/2026;;N;F\nB;02/01/2026;;S;F\n"))
    assert code == 1
    assert "nenhum com pontos e resultado" in told


def test_all_good_has_tables_and_no_auc(tmp_path: Path, call: Call) -> None:
    rows = "A;01/01/2026;10;N;=1+1\nB;02/01/2026;20;N;<script>\n"
    code, told = call("scorecard", past(tmp_path / "casos.csv", rows), "-o", tmp_path / "prova.xlsx")
    assert code == 0, told
    assert "não há AUC" in told


def test_nothing_is_written_where_one_of_the_files_exists(tmp_path: Path, call: Call) -> None:
    pytest.importorskip("optbinning")
    (tmp_path / "nova.yaml").write_bytes("já existe".encode())
    rows = "".join(f"A{n};01/01/2026;{n};{'S' if n % 3 else 'N'};{'F' if n % 2 else 'M'}\n" for n in range(60))
    words = ("--woe", "--draft", tmp_path / "nova.yaml", "-o", tmp_path / "prova.xlsx")
    assert call("scorecard", past(tmp_path / "casos.csv", rows), *words)[0] == 1
    assert not (tmp_path / "prova.xlsx").exists()


@pytest.mark.slow
def test_a_draft_is_refused_until_it_is_signed_and_then_scores(tmp_path: Path, call: Call) -> None:
    """From the 5,997 contracts of the study: bands, draft, minute of the board, and the new file tells better."""
    pytest.importorskip("optbinning")
    nossacoop(tmp_path)
    exports, rules = tmp_path / "exports" / "2011-10", tmp_path / "rules" / "rating"
    rules.mkdir(parents=True)
    draft = tmp_path / "rating" / "nova.yaml"
    draft.parent.mkdir()
    words = ("--late-days", "0")
    code, told = call("scorecard", exports, "--rule", "rating/nossacoop", "--woe", "--draft", draft, *words)
    assert code == 0, told
    text = draft.read_text(encoding="utf-8").replace("'2011-10-30'", "'2011-10-01'")
    (rules / "nova.yaml").write_bytes(text.encode())
    code, told = call("scorecard", exports, "--rule", "rating/nova", *words)
    assert code == 1
    assert "source.act" in told
    signed = text.replace("act: ''", "act: Ata do Conselho nº 1/2011").replace(
        "url: https://", "url: https://x.example"
    )
    (rules / "nova.yaml").write_bytes(signed.encode())
    code, told = call("scorecard", exports, "--rule", "rating/nova", *words)
    assert code == 0, told
    assert "mais pontos" not in told
    assert float(told.split("AUC ")[1][:5].replace(",", ".")) > 0.7
