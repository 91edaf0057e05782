"""Each faulty input provokes the problem that its name says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coopcli.errors import PROBLEM_KINDS, RuleError
from coopcli.reading.layouts import load_layouts
from coopcli.reading.read import read_folder, read_paths
from coopcli.rulebook.book import load_rulebook
from coopcli.rulebook.cases import load_cases, run_case
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.sample import broken, layouts
from coopcli.shipped import folder as shipped

from .exported import same_files
from .faulty import write

BROKEN = shipped("sample_data") / "broken"
LAYOUTS = shipped("rules") / "layouts"
OF_THE_MOMENT = {
    "arquivo-nao-encontrado", "arquivo-ja-existe", "sem-permissao", "sem-espaco", "falha-de-disco", "em-uso",
    "fechamento-ja-existe", "fechamento-ilegivel", "biblioteca-ausente", "opcao-invalida", "exportacao-de-outra-data", "contrato-nao-encontrado",
    "perda-esperada-ausente", "carta-desconhecida", "carta-incompleta", "palavra-proibida", "modelo-invalido",
}  # fmt: skip
"""What no file can provoke: it depends on the disk, the command, the settings or what is running."""

BETWEEN_EXPORTS = {
    "parcela-sem-contrato",
    "contrato-desconhecido",
    "devedor-desconhecido",
    "atraso-desconhecido",
    "data-base-divergente",
    "exportacao-ausente",
    "coluna-que-decide-ausente",
    "arquivo-do-mes-anterior",
    "data-implausivel",
    "data-fora-do-contrato",
    "vencimentos-fora-de-ordem",
    "dias-e-meses-trocados",
    "parcelas-que-faltam",
    "parcelas-de-mesmo-numero",
    "parcelas-que-nao-somam",
    "saldo-que-salta",
    "linha-que-sumiu",
    "valor-nao-informado",
    "parcelas-que-sumiram",
    "vencimento-que-mudou",
    "pergunta-desconhecida",
    "resposta-invalida",
    "resposta-em-branco",
    "resposta-repetida",
    "resposta-desconhecida",
}
"""What only a close can see, by comparing exports, or a survey, by its questionnaire; tested with them."""


OF_A_READING = {
    "exportacao-esperada-ausente": ["arquivo-nao-reconhecido"],
    "linhas-separadas-demais": ["valor-invalido", "valor-invalido"],
}
"""What a gate says of the problems of a reading; tested with the gates."""


def code_of(path: Path) -> str:
    return path.name.split(".")[0].split("--")[0]


FILES = sorted(path for path in BROKEN.iterdir() if path.is_file())
RULES = (
    "regra-invalida",
    "regra-com-lacuna",
    "regra-com-sobreposicao",
    "taxa-decrescente",
    "regras-sobrepostas",
)


def test_every_problem_has_its_faulty_input() -> None:
    assert {code_of(path) for path in BROKEN.iterdir()} == PROBLEM_KINDS.keys() - OF_THE_MOMENT


def test_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "arquivo-ilegivel.xlsx").write_bytes((BROKEN / "arquivo-ilegivel.xlsx").read_bytes())  # a cut zip
    assert same_files(tmp_path, BROKEN)


def test_sample_copies_what_is_shipped(tmp_path: Path) -> None:
    broken(tmp_path / "broken")
    assert same_files(tmp_path / "broken", BROKEN)
    layouts(tmp_path / "layouts")
    exports = {path.name for path in (shipped("sample_data") / "layouts").iterdir() if ".expected." not in path.name}
    assert {path.name for path in (tmp_path / "layouts").iterdir()} == exports


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_provokes_its_problem_and_no_other(path: Path) -> None:
    exports = read_paths([path], load_layouts([LAYOUTS]))
    assert [problem.code for problem in exports.problems] == [code_of(path)]


@pytest.mark.parametrize("code", OF_A_READING)
def test_months_with_too_much_lacking_say_what(code: str) -> None:
    exports = read_folder(BROKEN / code / "exports" / "2026-10", load_layouts([LAYOUTS]))
    assert [problem.code for problem in exports.problems] == OF_A_READING[code]


@pytest.mark.parametrize("code", sorted(BETWEEN_EXPORTS))
def test_months_that_do_not_go_together_can_be_read(code: str) -> None:
    exports = read_folder(BROKEN / code / "exports" / "2026-10", load_layouts([LAYOUTS]))
    assert not exports.problems
    assert sum(source.rows_used for source in exports.sources) > 0


@pytest.mark.parametrize("code", ["layout-ambiguo", "fora-do-declarado", "aba-nao-escolhida"])
def test_layouts_of_a_cooperative(code: str) -> None:
    folder = BROKEN / code
    exports = read_folder(folder / "exports" / "2026-10", load_layouts([folder / "rules" / "layouts"]))
    assert [problem.code for problem in exports.problems] == [code]


@pytest.mark.parametrize("code", RULES)
def test_rule_provokes_its_problem(code: str) -> None:
    with pytest.raises(RuleError) as error:
        load_rulebook(BROKEN / code / "rules")
    assert {problem.code for problem in error.value.problems} == {code}


def test_no_rule_in_force() -> None:
    book = load_rulebook(BROKEN / "sem-regra-vigente" / "rules")
    assert book.in_force("aging/sem-regra-vigente", date(2025, 12, 31))
    with pytest.raises(RuleError, match="sem-regra-vigente"):
        book.in_force("aging/sem-regra-vigente", date(2026, 1, 1))


def test_case_that_does_not_hold() -> None:
    folder = BROKEN / "caso-divergente"
    problem = run_case(load_rulebook(folder / "rules"), load_cases(folder / "cases")[0])
    assert problem is not None
    assert problem.code == "caso-divergente"


def test_operation_outside_of_what_a_table_covers() -> None:
    book = load_rulebook(BROKEN / "caso-sem-linha" / "rules")
    table = book.in_force("aging/caso-sem-linha", date(2026, 10, 31)).tables["bands"]
    assert decide(table, Facts({"days_past_due": [90]}, 1)).row(0) is not None
    with pytest.raises(RuleError, match="caso-sem-linha"):
        decide(table, Facts({"days_past_due": [91]}, 1)).row(0)
