"""What an unknown export is taken for: by its headers, by its cells, and what is left in doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from coopcli.errors import DataError
from coopcli.folding import slug
from coopcli.reading.guess import Found, Guess, guess_layout
from coopcli.reading.guess_cells import cells_of, fit, readers
from coopcli.reading.guess_trial import tried
from coopcli.reading.guess_words import vocabulary, words_of
from coopcli.reading.guess_yaml import file_name, layout_yaml
from coopcli.reading.layouts import Layout, load_layouts
from coopcli.reading.read import read_paths
from coopcli.sample.people import cpf
from coopcli.words import FRAMES
from tests.reading.conftest import WriteBook, WriteText
from tests.reading.golden import sample_of, shipped_layouts

GuessRows = Callable[..., Guess]
HEADER = ["Operação", "CPF do Tomador", "Nome do Cooperado", "Sld. Devedor", "Dias de Atraso", "Dt Vencto", "Obs"]
ROWS = [[str(500 + i), cpf(i), f"Ana {i}", f"{1000 + i},50", str(i * 7), f"{1 + i:02}/09/2026", "x"] for i in range(20)]


@pytest.fixture
def guess(tmp_path: Path, write_text: WriteText, layouts: list[Layout]) -> GuessRows:
    """Guess what a text file of these rows is."""

    def guessed(rows: Sequence[Sequence[str]], name: str = "a.csv", frame: str = "", delimiter: str = ";") -> Guess:
        path = write_text(rows, name=name, delimiter=delimiter, encoding="cp1252")
        return guess_layout(name, path.read_bytes(), layouts, frame)

    return guessed


def found_in(guess: Guess) -> dict[str, Found]:
    return {found.column.name: found for found in guess.found}


def headers_in(guess: Guess) -> dict[str, str]:
    return {name: found.header for name, found in found_in(guess).items()}


# --- which frame, which column --------------------------------------------------------------------


def test_a_portfolio_in_other_words(guess: GuessRows) -> None:
    found = guess([["Relatório de carteira"], HEADER, *ROWS])
    assert (found.frame.name, found.table.header_row, found.unused, found.missing) == ("contracts", 2, ("Obs",), ())
    assert headers_in(found) == {
        "contract_id": "Operação",
        "document": "CPF do Tomador",
        "member_name": "Nome do Cooperado",
        "maturity_date": "Dt Vencto",
        "balance_cents": "Sld. Devedor",
        "exported_days_past_due": "Dias de Atraso",
    }
    assert found.known is None


def test_what_may_be_two_columns_is_in_doubt(guess: GuessRows) -> None:
    """A due date of a contract may be its last or its oldest unpaid one: the delay depends on which."""
    found = found_in(guess([HEADER, *ROWS]))
    assert not found["maturity_date"].is_sure
    assert [rival.name for rival in found["maturity_date"].rivals] == ["oldest_due_date"]
    assert all(found[name].is_sure for name in found.keys() - {"maturity_date"})


def test_instalments_in_other_words(guess: GuessRows) -> None:
    header = ["Nr. Contrato", "Nr. Prestação", "Dt Venc", "Vlr Prestação", "Vlr Pago", "Dt Pgto"]
    rows = [["500", "1", "10/09/2026", "100,00", "100,00", "10/09/2026"], ["500", "2", "10/10/2026", "100,00", "", ""]]
    found = guess([header, *rows], name="prestacoes.txt", delimiter="|")
    assert found.frame.name == "installments"
    assert list(headers_in(found).values()) == header


def test_cells_tell_what_no_header_does(guess: GuessRows) -> None:
    """Check digits and the words of a closed list; both remain in doubt."""
    rows = [[cpf(i), ("Óbito", "ORDEM JUDICIAL")[i % 2], "01/09/2026", "liminar", "jurídico"] for i in range(9)]
    found = guess([["Quem", "Por que parou", "A partir de", "Justificativa", "Responsável"], *rows])
    assert found.frame.name == "holds"
    columns = found_in(found)
    assert (columns["document"].header, columns["hold_kind"].header) == ("Quem", "Por que parou")
    assert not columns["document"].is_sure and not columns["hold_kind"].is_sure


def test_a_known_name_over_strange_cells_is_in_doubt(guess: GuessRows) -> None:
    masked = [[row[0], "***.456.789-**", *row[2:]] for row in ROWS]
    found = found_in(guess([HEADER, *masked]))["document"]
    assert (found.words, found.cells, found.is_sure) == (1.0, 0.0, False)


def test_a_required_column_is_taken_by_its_cells_where_only_one_is_left(guess: GuessRows) -> None:
    header = [*HEADER[:3], "Posição", *HEADER[4:]]
    found = found_in(guess([header, *ROWS], frame="contracts"))["balance_cents"]
    assert (found.header, found.words, found.is_sure) == ("Posição", 0.0, False)


def test_a_required_column_that_is_not_there_is_missing(guess: GuessRows) -> None:
    without = [[*row[:3], *row[4:]] for row in [HEADER, *ROWS]]
    found = guess(without, frame="contracts")
    assert [column.name for column in found.missing] == ["balance_cents"]


SHEETS_OF_OTHER_THINGS = {
    "a trial balance": (
        ["Conta", "Descrição", "Saldo Anterior", "Débito", "Crédito", "Saldo Atual"],
        ["1.1.2.00-3", "Caixa", "1.000,00", "10,00", "5,00", "1.005,00"],
    ),
    "a balance sheet": (["Conta", "Nome da Conta", "Saldo"], ["11", "Disponibilidades", "1.000,00"]),
    "a bank statement": (
        ["Data", "Histórico", "Documento", "Valor", "Saldo"],
        ["01/10/2026", "Pix recebido", "77", "10,00", "1.005,00"],
    ),
    "a form": (
        ["Carimbo de data/hora", "Qual é o seu PA?", "Sexo", "Idade", "Como conheceu a cooperativa?", "Nota de 0 a 10"],
        ["01/08/2026 09:00:13", "0001", "Feminino", "20", "Amigos", "9"],
    ),
    "a payroll": (["Matrícula", "Funcionário", "Cargo", "Salário"], ["9", "Ana Lima", "Caixa", "3.000,00"]),
}


@pytest.mark.parametrize("sheet", SHEETS_OF_OTHER_THINGS.values(), ids=SHEETS_OF_OTHER_THINGS)
def test_what_is_nothing_that_coopcli_knows_is_none(guess: GuessRows, sheet: tuple[list[str], list[str]]) -> None:
    header, row = sheet
    with pytest.raises(DataError) as error:
        guess([header, *[row] * 20])
    (problem,) = error.value.problems
    assert problem.code == "arquivo-nao-reconhecido" and problem.found.startswith("nenhum assunto conhecido")
    assert "--frame" in problem.remedy


def test_a_contract_by_another_name(guess: GuessRows) -> None:
    found = guess([["Título", *HEADER[1:]], *ROWS])
    assert headers_in(found)["contract_id"] == "Título" and found.missing == ()


def test_what_names_the_rows_is_taken_by_its_cells_where_no_name_helps(guess: GuessRows) -> None:
    found = found_in(guess([["Papel", *HEADER[1:-1]], *[row[:-1] for row in ROWS]]))["contract_id"]
    assert (found.header, found.is_sure) == ("Papel", False)


def test_columns_of_values_are_proposed_as_such(tmp_path: Path, guess: GuessRows, layouts: list[Layout]) -> None:
    header = ["Data-base", "Número Cliente", "Nome", "Conta Corrente", "Cartão", "Seguro", "Consórcio"]
    rows = [["10/2026", str(100 + i), "Ana Lima", "1", "", "2", ""] for i in range(20)]
    found = guess([header, *rows])
    assert found.frame.name == "product_usage" and found.unpivot is not None
    assert found.unpivot.headers == ("Conta Corrente", "Cartão", "Seguro", "Consórcio") and found.unused == ("Nome",)
    (tmp_path / "own").mkdir()
    usage = read_paths([tmp_path / "a.csv"], [written(found, tmp_path / "own", layouts)]).frames["product_usage"]
    assert len(usage) == 40 and usage["quantity"].sum() == 60  # 20 members with one account and two insurances


AMERICAN = [[row[0], row[1], row[2], f"{i + 1},000.50", row[4], f"{1 + i % 12}/{13 + i % 15}/2026", row[6]]
            for i, row in enumerate(ROWS)]  # fmt: skip


def test_transformations_are_proposed_in_doubt_and_mend_the_columns(
    tmp_path: Path, guess: GuessRows, layouts: list[Layout]
) -> None:
    text = tried(layout_yaml(guess([HEADER, *AMERICAN]), "novo", date(2026, 11, 21), layouts), tmp_path / "a.csv")
    assert "# EM DÚVIDA: decimal: point: 1,000.50 → R$ 1.000,50" in text
    assert "# EM DÚVIDA: date_order: month_first: 1/13/2026 → 13/01/2026" in text
    assert "# Com este layout: 20 linha(s) lida(s), 20 usada(s)." in text
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "novo.yaml").write_bytes(text.encode())
    exports = read_paths([tmp_path / "a.csv"], load_layouts([tmp_path / "own"]))
    assert not exports.problems
    assert exports.frames["contracts"]["balance_cents"].sum() == sum((i + 1) * 100_000 + 50 for i in range(20))


def test_rows_that_the_layout_would_lose_are_told(tmp_path: Path, guess: GuessRows, layouts: list[Layout]) -> None:
    rows = [["", *ROWS[0][1:]], *ROWS[1:]]
    text = tried(layout_yaml(guess([HEADER, *rows]), "novo", date(2026, 11, 21), layouts), tmp_path / "a.csv")
    assert "# Com este layout: 20 linha(s) lida(s), 19 usada(s); PERDERIA 1, R$ 1.000,50." in text
    assert "#   1 × Célula obrigatória vazia: Operação" in text


def test_nothing_known(guess: GuessRows) -> None:
    with pytest.raises(DataError) as error:
        guess([["Parafuso", "Bitola"], ["a", "b"]])
    assert [problem.code for problem in error.value.problems] == ["arquivo-nao-reconhecido"]


LONG = [layout for layout in shipped_layouts() if not layout.unpivot]
"""A guess takes each header for one column of the frame; columns of values are written by hand."""


@pytest.mark.parametrize("layout", LONG, ids=lambda layout: layout.id)
def test_every_sample_is_taken_for_what_it_is(layout: Layout, layouts: list[Layout]) -> None:
    """Guessed without its own layout, as if nobody had written it."""
    sample = sample_of(layout)
    others = [other for other in layouts if other.id != layout.id and not other.unpivot]
    found = guess_layout(sample.name, sample.read_bytes(), others)
    assert found.frame.name == layout.frame.name
    assert found.known is None
    right = [item for item in found.found if _fed_by(layout, item)]
    assert len(right) >= 0.6 * len(found.table.headers)
    assert not [item for item in found.found if item.is_sure and item not in right], "what is sure is right"


def _fed_by(layout: Layout, item: Found) -> bool:
    column = layout.columns.get(item.column.name)
    return column is not None and slug(item.header) in column.headers


def test_a_known_export_says_so(layouts: list[Layout]) -> None:
    (layout,) = [layout for layout in layouts if layout.frame.name == "guarantees"]
    sample = sample_of(layout)
    found = guess_layout(sample.name, sample.read_bytes(), layouts)
    assert found.known is layout
    assert len(found.signature) > len(layout.signature)


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header, words",
    [
        ("Qtd. de Parcelas", ("quantidade", "parcela")),
        ("qtdParcelas", ("quantidade", "parcela")),
        ("Nr. do Contrato", ("numero", "contrato")),
        ("DT_VENCTO", ("data", "vencimento")),
        ("Vlr. Saldo Dev.", ("valor", "saldo", "devedor")),
        ("Agência", ("pa",)),
        ("", ()),
    ],
)
def test_words_of_a_header(header: str, words: tuple[str, ...]) -> None:
    assert words_of(header) == words


def test_a_name_is_liker_than_half_a_name_and_that_than_none(layouts: list[Layout]) -> None:
    words = vocabulary(layouts)
    whole, half, none = (
        words.likeness(header, "contracts", "balance_cents") for header in ("Saldo Devedor", "Saldo", "Telefone")
    )
    assert whole == 1.0 > half > 0.3 > none == 0.0


# --- cells ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, good, bad",
    [
        ("document", [cpf(1), "529.982.247-25"], ["11111111111", "1234"]),
        ("balance_cents", ["1.234,56", "0,50"], ["ontem", "1.234"]),
        ("contract_date", ["31/10/2026", "1/2/2026"], ["31/02/2026", "12"]),
        ("exported_days_past_due", ["0", "47"], ["0047", "0001"]),
        ("branch", ["0001", "0002"], ["Rua das Flores", "de Minas"]),
        ("member_name", ["Ana", "José"], ["12", "34"]),
        ("exported_level", ["AA", "h"], ["J", "10"]),
        ("person_type", ["PF", "pj"], ["PA", "PE"]),
        ("is_renegotiated", ["S", "Não"], ["talvez", "2"]),
    ],
)
def test_cells_that_look_like_a_column_and_cells_that_do_not(
    name: str, good: list[str], bad: list[str], guess: GuessRows, layouts: list[Layout]
) -> None:
    table = guess(
        [
            ["Contrato", "Saldo Devedor", "A", "B", "C"],
            *(["1", "1,00", *pair, ""] for pair in zip(good, bad, strict=True)),
        ],
        frame="contracts",
    ).table
    column = readers(FRAMES["contracts"], layouts)[name]
    fits = [fit(cells_of(table, place), column) for place in (2, 3, 4)]
    assert fits[0] >= 0.9 > 0.5 >= fits[1]
    assert fits[2] == 0.5  # an empty column says nothing


def test_number_cells_of_a_workbook(write_book: WriteBook, layouts: list[Layout]) -> None:
    rows = [["N Contrato", "Saldo Dev", "Dt Operação"], *([100 + i, 10.5 + i, date(2026, 1, 1 + i)] for i in range(9))]
    path = write_book(rows)
    found = guess_layout(path.name, path.read_bytes(), layouts, "contracts")
    assert list(headers_in(found)) == ["contract_id", "contract_date", "balance_cents"]


# --- the layout -----------------------------------------------------------------------------------


def written(guess: Guess, folder: Path, layouts: list[Layout], name: str = "novo") -> Layout:
    (folder / f"{name}.yaml").write_bytes(layout_yaml(guess, name, date(2026, 11, 21), layouts).encode())
    (layout,) = load_layouts([folder])
    return layout


def test_the_proposed_layout_reads_the_file(tmp_path: Path, guess: GuessRows, layouts: list[Layout]) -> None:
    found = guess([HEADER, *ROWS])
    (tmp_path / "own").mkdir()
    own = written(found, tmp_path / "own", layouts)
    exports = read_paths([tmp_path / "a.csv"], [*layouts, own])
    assert [source.layout for source in exports.sources] == ["layouts/novo"]
    assert exports.problems == []
    assert exports.frames["contracts"]["balance_cents"].sum() == sum(100_050 + 100 * i for i in range(20))


@pytest.mark.parametrize("layout", LONG, ids=lambda layout: layout.id)
def test_every_proposed_layout_loads_and_reads_alone(tmp_path: Path, layout: Layout, layouts: list[Layout]) -> None:
    sample = sample_of(layout)
    own = written(guess_layout(sample.name, sample.read_bytes(), layouts), tmp_path, layouts)
    exports = read_paths([sample], [*layouts, own])
    assert [source.layout for source in exports.sources] == ["layouts/novo"], "its signature wins over the shipped one"
    assert exports.problems == []


def test_a_missing_column_is_asked_for_by_its_title(tmp_path: Path, guess: GuessRows, layouts: list[Layout]) -> None:
    found = guess([[*row[:3], *row[4:]] for row in [HEADER, *ROWS]], frame="contracts")
    (tmp_path / "own").mkdir()
    own = written(found, tmp_path / "own", layouts)
    assert own.columns["balance_cents"].headers == ("saldo_devedor",)
    (problem,) = read_paths([tmp_path / "a.csv"], [own]).problems
    assert problem.code == "coluna-ausente"


def test_comments_mark_the_doubts(guess: GuessRows, layouts: list[Layout]) -> None:
    text = layout_yaml(guess([HEADER, *ROWS]), "novo", date(2026, 11, 21), layouts)
    assert "# Confira antes de usar: 1 em dúvida (EM DÚVIDA), 0 sem coluna (FALTA)." in text
    assert "EM DÚVIDA: Vencimento final" in text and "Vencimento em aberto mais antigo (oldest_due_date)" in text
    assert "# Sem uso: Obs" in text
    assert "on_error: blank" in text.split("document:")[1].split("\n")[0], "as the shipped layout of the frame"


def test_unknown_words_of_a_closed_list_are_left_to_the_clerk(guess: GuessRows, layouts: list[Layout]) -> None:
    rows = [[str(i), word, "10/09/2026", "m", "a"] for i, word in enumerate(["Óbito", "Ordem judicial", "greve"] * 5)]
    found = guess([["Contrato", "Tipo de Pausa", "Desde", "Motivo", "Autor da pausa"], *rows])
    text = layout_yaml(found, "novo", date(2026, 11, 21), layouts)
    assert '"Óbito": deceased' in text and '"Ordem judicial": court_order' in text
    assert '# FALTA dizer o que é "greve" (suspension, dispute, court_order, promise, deceased)' in text


def test_units_months_and_what_is_missing_follow_the_cells_and_the_shipped_layout(
    guess: GuessRows, layouts: list[Layout]
) -> None:
    usage = guess(
        [["Mês base", "Número Cliente", "Produto em uso"], *([f"{m:02}/2026", "1", "RDC"] for m in range(1, 9))]
    )
    text = layout_yaml(usage, "novo", date(2026, 11, 21), layouts)
    assert "month: last" in text or usage.frame.name != "product_usage"
    rates = guess([[*HEADER, "Taxa mensal da operação"], *([*row, "1,99"] for row in ROWS)])
    assert "unit: percent" in layout_yaml(rates, "novo", date(2026, 11, 21), layouts)


def test_hostile_headers_stay_texts(tmp_path: Path, guess: GuessRows, layouts: list[Layout]) -> None:
    header = [*HEADER[:-1], "}: {id: x, '\"# \\"]
    found = guess([header, *ROWS], name="Carteira 10-2026.csv")
    (tmp_path / "own").mkdir()
    assert written(found, tmp_path / "own", layouts).frame.name == "contracts"
    assert file_name(found) == "carteira"
