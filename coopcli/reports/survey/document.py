"""The document that a director reads, as a page and as a PDF, from one text (``templates/reports/survey.md``)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from coopcli.dates import brazilian
from coopcli.reports.letters.markup import LetterText, drawn, parsed
from coopcli.reports.letters.values import Block, clean, in_markup
from coopcli.reports.sheets.parts import footer
from coopcli.reports.sheets.survey_attributes import LINKAGES
from coopcli.reports.survey import attribute_pictures, pictures
from coopcli.reports.survey.told import figures_of, told_of
from coopcli.reports.typeset import typeset
from coopcli.results.nps import SurveyResults
from coopcli.shipped import folder as shipped

_FOLDER = "reports"
_TEXT, _PAGE, _PRINT = "survey.md", "survey.html", "survey.typ"
_LONGEST_VALUE = 2_000


@dataclass(frozen=True, slots=True)
class _Figure:
    title: str
    png: bytes


@dataclass(frozen=True)
class Document:
    """The text with its pictures, and what stands around it."""

    text: LetterText
    figures: dict[str, _Figure]
    around: dict[str, Any]


def document_of(results: SurveyResults) -> Document:
    """Return the document of a survey. Pictures of what was not asked are not there."""
    figures = dict(_figures(results))
    profile = [name for name in figures if name.startswith("profile")]
    names: dict[str, Block] = {name: drawn(name) for name in figures}
    markup = _environment(autoescape=False, finalize=_finalize).get_template(_TEXT)
    text = parsed(markup.render(told_of(results), pictures=names, profile=profile))
    wave = f"Rodada {clean(results.wave)} · " if results.wave else ""
    around = {
        "cooperative": clean(results.study.cooperative.name),
        "subject": text.subject,
        "about": f"{wave}respostas até {brazilian(results.study.reference_date)}",
        "figures": [(label, clean(value)) for label, value in figures_of(results)],
        "foot": clean(footer(results.study)),
    }
    return Document(text, figures, around)


def html_of(document: Document) -> bytes:
    """Return the page, complete in itself."""
    shown = {name: {"uri": _uri(one.png), "title": one.title} for name, one in document.figures.items()}
    page = _environment(autoescape=True).get_template(_PAGE)
    return page.render(document.around, blocks=document.text.blocks, pictures=shown).encode()


def pdf_of(document: Document) -> bytes:
    """Return the PDF."""
    blocks = [asdict(block) | {"header": block.header, "rows": block.rows} if block.kind == "table" else asdict(block)
              for block in document.text.blocks]  # fmt: skip
    titles = {name: one.title for name, one in document.figures.items()}
    files = {f"{name}.png": one.png for name, one in document.figures.items()}
    data = document.around | {"blocks": blocks, "pictures": titles}
    return typeset(shipped("templates") / _FOLDER / _PRINT, data, files)


def _figures(results: SurveyResults) -> Iterator[tuple[str, _Figure]]:
    """Yield every picture that has something to show, by the name that the text calls it."""
    if results.score.answers:
        yield "score", _Figure("Classes e zona do NPS", pictures.score_picture(results))
    if len(results.waves) > 1:
        yield "waves", _Figure("NPS por rodada", pictures.waves_picture(results))
    for place, (question, png) in enumerate(pictures.profile_pictures(results)):
        yield f"profile{place}", _Figure(clean(question), png)
    if (results.segments.loc[results.segments["segment"] == "PA", "nps"]).notna().any():
        yield "branches", _Figure("NPS por PA", pictures.branches_picture(results))
    yield from _usage_figures(results)
    yield from _attribute_figures(results)
    if results.voices.cloud:
        yield "cloud", _Figure("Nuvem de palavras", attribute_pictures.cloud_picture(results))
        yield "words", _Figure("Palavras mais escritas", attribute_pictures.words_picture(results))
        yield "themes", _Figure("Temas dos comentários", attribute_pictures.themes_picture(results))


def _usage_figures(results: SurveyResults) -> Iterator[tuple[str, _Figure]]:
    usage = results.usage
    if len(usage.how_many):
        yield "products", _Figure("Quantos produtos usa", pictures.products_picture(results))
        yield "many", _Figure("Usam muitos produtos", pictures.many_products_picture(results))
    if usage.others["answered"].sum():
        yield "others", _Figure("Usam outra instituição", pictures.others_picture(results))
    if len(usage.institutions):
        yield "institutions", _Figure("Outras instituições", pictures.institutions_picture(results))


def _attribute_figures(results: SurveyResults) -> Iterator[tuple[str, _Figure]]:
    found = results.attributes
    if found.described["importance_r"].notna().any():
        yield "priority", _Figure("Importância e satisfação", attribute_pictures.priority_picture(results))
    if found.tree is not None:
        linkage = LINKAGES[results.choices["linkage"]]
        yield "tree", _Figure("Dendrograma", attribute_pictures.tree_picture(results, linkage))


def _uri(png: bytes) -> str:
    return f"data:image/png;base64,{b64encode(png).decode()}"


def _environment(*, autoescape: bool, finalize: Any = None) -> Any:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(shipped("templates") / _FOLDER), undefined=StrictUndefined, autoescape=autoescape,
        finalize=finalize, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def _finalize(value: Any) -> Any:
    """Return what a value puts into the text: a place to draw in, or words that are no markup."""
    return value if isinstance(value, Block) else in_markup(value, _LONGEST_VALUE)
