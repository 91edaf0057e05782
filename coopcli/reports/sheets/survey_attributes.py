"""The sheets of a survey: attributes, correlations, tests, clusters; words, comments and what to do."""

from __future__ import annotations

from coopcli.reports.sheet import EXCEL_ROWS, Sheet
from coopcli.reports.sheets.parts import footer, long_pages, plural, top
from coopcli.reports.survey.attribute_pictures import (
    cloud_picture,
    correlations_picture,
    priority_picture,
    themes_picture,
    tree_picture,
    words_picture,
)
from coopcli.reports.survey.page import Block, page_of
from coopcli.results.nps import SurveyResults
from coopcli.words.survey import (
    ACTION_COLUMNS,
    ADVICE_COLUMNS,
    ASSOCIATION_COLUMNS,
    ATTRIBUTE_COLUMNS,
    CLUSTER_COLUMNS,
    COMMENT_COLUMNS,
    MEMBERSHIP_COLUMNS,
    NORMALITY_COLUMNS,
    PAIR_COLUMNS,
    THEME_COLUMNS,
    WORD_COLUMNS,
)

LINKAGES = {"complete": "completa", "average": "média", "single": "simples"}
DELETIONS = {"pairwise": "aos pares: cada par com quem respondeu aos dois", "listwise": "só quem respondeu a tudo"}


def attributes_sheets(results: SurveyResults) -> list[Sheet]:
    """Return the attributes (Quadro 4) and where to begin; no sheet where none was asked."""
    found = results.attributes
    if not len(found.described):
        return []
    picture = priority_picture(results) if found.described["importance_r"].notna().any() else None
    text = (
        "Desvio padrão amostral; importância é a correlação com a nota de recomendação; os eixos se cortam nas médias."
    )
    blocks = [Block("Atributos (Quadro 4 do estudo)", text, ATTRIBUTE_COLUMNS, found.described, png=picture)]
    return [page_of(results, "Atributos", plural(len(found.described), "atributo", "atributos"), blocks)]


def correlations_sheets(results: SurveyResults, rows_per_sheet: int = EXCEL_ROWS) -> list[Sheet]:
    """Return every pair (appendix B); no sheet where nothing varies."""
    found = results.attributes
    if not found.pairs["r"].notna().any():
        return []
    how = DELETIONS[results.choices["correlation_deletion"]]
    picture = Block("Mapa das correlações", f"Respostas que faltam: {how}.", png=correlations_picture(results))
    line = f"{plural(len(found.pairs), 'par', 'pares')} · {how}"
    page = _list(results, "Correlações", "Correlações (Apêndice B do estudo)", line, {}, 2)
    square = page_of(results, "Mapa de correlações", how, [picture], one_page=True)
    return [square, *long_pages(page, PAIR_COLUMNS, found.pairs, rows_per_sheet)]


def tests_sheet(results: SurveyResults) -> Sheet:
    """Return the tests of normality and of association."""
    found = results.attributes
    return page_of(results, "Testes", "normalidade e associação", [
        Block("Normalidade (Kolmogorov-Smirnov com a correção de Lilliefors)", "", NORMALITY_COLUMNS, found.normality),
        Block("Associação (qui-quadrado de Pearson)", "", ASSOCIATION_COLUMNS, found.associations),
    ])  # fmt: skip


def clusters_sheets(results: SurveyResults) -> list[Sheet]:
    """Return the steps of the clusters (Quadro 5) and the tree (figure 18); no sheet without a tree."""
    found = results.attributes
    if found.tree is None:
        return []
    linkage, deletion = LINKAGES[results.choices["linkage"]], DELETIONS[results.choices["cluster_deletion"]]
    text = (
        f"Ligação {linkage}, distância 1 − r, similaridade 100·(1 − distância ÷ 2). Respostas que faltam: {deletion} "
        f"({found.cluster_n} respondentes). Um grupo leva o menor número das suas variáveis."
    )
    return [page_of(results, "Agrupamento", f"ligação {linkage}", [
        Block("Etapas (Quadro 5 do estudo)", text, CLUSTER_COLUMNS, found.stages),
        Block("Grupos finais", "", MEMBERSHIP_COLUMNS, found.membership),
        Block("Dendrograma (Figura 18 do estudo)", png=tree_picture(results, linkage)),
    ])]  # fmt: skip


def words_sheets(results: SurveyResults) -> list[Sheet]:
    """Return words and themes; no sheet where nobody wrote."""
    voices = results.voices
    if not voices.cloud:
        return []
    return [page_of(results, "Palavras e temas", plural(voices.total, "comentário", "comentários"), [
        Block("Palavras (Figura 16 do estudo)", "", WORD_COLUMNS, voices.words, png=words_picture(results)),
        Block("Nuvem (Figura 17 do estudo)", png=cloud_picture(results)),
        Block("Temas", "Um comentário fica em todos os temas de que fala.", THEME_COLUMNS, voices.themes,
              png=themes_picture(results)),
    ])]  # fmt: skip


def comments_sheets(results: SurveyResults, rows_per_sheet: int = EXCEL_ROWS) -> list[Sheet]:
    """Return the comments by theme, the lowest note first; no sheet where nobody wrote."""
    rows = results.voices.comments
    if not len(rows):
        return []
    line = f"{plural(results.voices.total, 'comentário', 'comentários')}, cada um em todos os seus temas"
    page = _list(results, "Comentários", "Comentários por tema", line, {5: 90}, 1)
    return long_pages(page, COMMENT_COLUMNS, rows, rows_per_sheet)


def advice_sheet(results: SurveyResults) -> Sheet:
    """Return what the study recommends for each class."""
    return page_of(results, "O que fazer", "por classe", [
        Block("Ações por classe", "Quem é quem está na aba Ações.", ADVICE_COLUMNS, results.advice),
    ])  # fmt: skip


def actions_sheets(results: SurveyResults, rows_per_sheet: int = EXCEL_ROWS) -> list[Sheet]:
    """Return each respondent with what to do, the lowest note on top; no sheet where there is none."""
    if not len(results.actions):
        return []
    line = f"{plural(len(results.actions), 'respondente', 'respondentes')}, dos detratores aos promotores"
    widths = {8: 50.0, 9: 30.0, 10: 40.0, 13: 80.0}
    page = _list(results, "Ações", "Ações por respondente", line, widths, 3)
    return long_pages(page, ACTION_COLUMNS, results.actions, rows_per_sheet)


def _list(results: SurveyResults, name: str, title: str, line: str, widths: dict[int, float], fixed: int) -> Sheet:
    """Return the page of a long list, before its rows."""
    return Sheet(name, top(title, line), widths=widths, freeze=(5, fixed), footer=footer(results.study))
