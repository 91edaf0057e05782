"""The sheets of a survey: the score, who answered, what they use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.dates import brazilian
from coopcli.reports.sheet import Cell, Picture, Sheet
from coopcli.reports.sheets.parts import footer, plural
from coopcli.reports.survey.page import Block, page_of
from coopcli.reports.survey.pictures import (
    branches_picture,
    institutions_picture,
    products_picture,
    score_picture,
    waves_picture,
)
from coopcli.reports.survey.words import interval_words, respondents_words, size_words
from coopcli.results.nps import SurveyResults
from coopcli.words.survey import (
    BY_CLASS_COLUMNS,
    HOW_MANY_COLUMNS,
    INSTITUTION_COLUMNS,
    PRODUCT_COLUMNS,
    PROFILE_COLUMNS,
    QUESTION_COLUMNS,
    SAMPLE_COLUMNS,
    SEGMENT_COLUMNS,
    WAVE_COLUMNS,
)

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.words import Kind

_COUNTS = ("promoter_count", "neutral_count", "detractor_count")
_WITH_NOTE = "Só os que deram uma nota válida."
_PICTURE_ROW, _PICTURE_WIDTH, _PICTURE_ROWS = 8, 1010, 21


def overview_sheet(results: SurveyResults) -> Sheet:
    """Return the first sheet: the score, its zone and interval, who answered, and what to look at."""
    study, score = results.study, results.score
    line = f"{results.title} · rodada {results.wave or '–'} · até {brazilian(study.reference_date)}"
    tiles: list[tuple[str, str | float | None, Kind, str]] = [
        ("NPS", score.points, "number", "promotores − detratores, em pontos"),
        ("Zona", score.zone or "–", "text", interval_words(results)),
        ("Promotores", score.promoters, "count", _share(score.promoters, score.answers)),
        ("Neutros", score.neutrals, "count", _share(score.neutrals, score.answers)),
        ("Detratores", score.detractors, "count", _share(score.detractors, score.answers)),
        ("Notas válidas", score.answers, "count", respondents_words(results)),
    ]
    cells = [Cell(0, 0, study.cooperative.name, "title"), Cell(1, 0, line, "subtitle")]
    for place, (label, value, kind, note) in enumerate(tiles):
        column = 2 * place
        cells += [
            Cell(4, column, label, "tile_label", across=2),
            Cell(5, column, value, "tile_value", kind, across=2),
            Cell(6, column, note, "tile_note", across=2),
        ]
    row = _PICTURE_ROW + _PICTURE_ROWS
    cells.append(Cell(row, 0, "O que olhar", "heading", across=12))
    texts = [*study.alerts, *_first_lines(results)]
    cells += [Cell(row + 1 + number, 0, text, "warning", across=12) for number, text in enumerate(texts)]
    picture = Picture(score_picture(results), _PICTURE_ROW, 0, _PICTURE_WIDTH, "Classes e zona do NPS")
    heights = {4: 15.0, 5: 24.0, 6: 36.0} | {row + 1 + number: 17.0 for number in range(len(texts))}
    widths = dict.fromkeys(range(12), 12.0)
    return Sheet(
        "Resumo", tuple(cells), pictures=(picture,), widths=widths, heights=heights, one_page=True,
        footer=footer(study), colour="#1F6F78",
    )  # fmt: skip


def _share(count: int, total: int) -> str:
    from coopcli.money import percent

    return f"{percent(count / total)} das notas válidas" if total else "–"


def _first_lines(results: SurveyResults) -> list[str]:
    """Return what the attributes and the problems say first."""
    rows = results.attributes.described
    urgent = rows.loc[rows["quadrant"].astype("str").str.startswith("Melhorar primeiro"), "attribute"].tolist()
    lines = [f"Pesam na nota e satisfazem menos que a média: {', '.join(urgent)} (aba Atributos)."] if urgent else []
    problems = len(results.study.problems)
    if problems:
        lines.append(f"{plural(problems, 'problema', 'problemas')} nos dados (aba Problemas).")
    return lines


def sample_sheet(results: SurveyResults) -> Sheet:
    """Return who was asked and who answered, by branch, and how each question was answered."""
    rows = results.sample.by_branch
    counts = ("population", "planned", "sent", "respondents", "answers")
    sums = tuple(name for name in counts if rows[name].notna().any())
    return page_of(results, "Amostra", respondents_words(results), [
        Block("Tamanho da amostra", size_words(results)),
        Block("Por PA (Figura 6 do estudo)", "", SAMPLE_COLUMNS, rows, sums),
        Block("Como cada pergunta foi respondida", "", QUESTION_COLUMNS, results.asked),
    ])  # fmt: skip


def profile_sheet(results: SurveyResults) -> Sheet:
    """Return who the respondents are (figures 7 to 11)."""
    columns = tuple(column for column in PROFILE_COLUMNS if column.name != "question")
    blocks = [
        Block(str(question), "", columns, rows.reset_index(drop=True), ("count",), chart=_chart(rows), beside=True)
        for question, rows in results.profile.groupby("question", sort=False)
    ]
    return page_of(results, "Perfil", respondents_words(results), blocks)


def _chart(rows: pd.DataFrame) -> tuple[str, str] | None:
    """Return what is drawn of a question: nothing where all answered alike."""
    return ("answer", "count") if (rows["count"] > 0).sum() > 1 else None


def segments_sheet(results: SurveyResults) -> Sheet:
    """Return the score of each group."""
    columns = tuple(column for column in SEGMENT_COLUMNS if column.name != "segment")
    blocks = [
        Block(str(name), "", columns, rows.reset_index(drop=True), ("answers", *_COUNTS))
        for name, rows in results.segments.groupby("segment", sort=False)
    ]
    if results.segments.loc[results.segments["segment"] == "PA", "nps"].notna().any():
        blocks.append(Block("NPS por PA", png=branches_picture(results)))
    return page_of(results, "NPS por segmento", "notas válidas de cada grupo e o intervalo do índice", blocks)


def waves_sheets(results: SurveyResults) -> list[Sheet]:
    """Return the waves beside each other; no sheet where there is only one."""
    if len(results.waves) < 2:
        return []
    text = "Mudança desde a rodada anterior, com o teste da diferença e o qui-quadrado das três classes."
    blocks = [Block("Rodadas", text, WAVE_COLUMNS, results.waves, png=waves_picture(results))]
    return [page_of(results, "Rodadas", plural(len(results.waves), "rodada", "rodadas"), blocks)]


def products_sheet(results: SurveyResults) -> Sheet:
    """Return the products in use, by class (figure 13)."""
    usage = results.usage
    asked = int(usage.how_many["count"].sum())
    picture = products_picture(results) if len(usage.how_many) else None
    many = f"Com mais de {usage.many_above} produtos ou serviços, por classe"
    text = plural(asked, "respondente disse o que usa", "respondentes disseram o que usam")
    return page_of(results, "Produtos", text, [
        Block(many, _WITH_NOTE, BY_CLASS_COLUMNS, usage.many),
        Block("Quantos produtos e serviços usa", "", HOW_MANY_COLUMNS, usage.how_many, ("count", *_COUNTS), picture),
        Block("Produto a produto", "", PRODUCT_COLUMNS, usage.products),
    ])  # fmt: skip


def institutions_sheet(results: SurveyResults) -> Sheet:
    """Return who uses other institutions (table 1, figure 14) and which (figure 15)."""
    usage = results.usage
    mentions = int(usage.institutions["count"].sum())
    picture = institutions_picture(results) if mentions else None
    return page_of(results, "Outras instituições", plural(mentions, "menção", "menções"), [
        Block("Usam outra instituição, por classe (Tabela 1 do estudo)", _WITH_NOTE, BY_CLASS_COLUMNS, usage.others),
        Block("Quais (Figura 15 do estudo)", "Nomes juntados pela lista de rules/nps/institutions.",
              INSTITUTION_COLUMNS, usage.institutions, ("count", *_COUNTS), picture),
    ])  # fmt: skip
