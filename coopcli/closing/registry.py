"""The review of member records from a folder of exports: read, check, review, prove. Nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from coopcli.calc.registry.review import FAMILY, TERM_FAMILY, TERM_TABLE, registry_review
from coopcli.closing.inputs import Say
from coopcli.closing.study import gather_study, latest
from coopcli.errors import PROBLEM_KINDS, Acceptance
from coopcli.reading.read import Exports
from coopcli.results import Check, Note, Study
from coopcli.results.registry import RegistryReview
from coopcli.rulebook.tables import RuleFile
from coopcli.words import FRAMES

_NOT_RESIDENCE = (
    "o nono algarismo do CPF diz onde o documento foi emitido; não é residência nem naturalidade, e não serve para "
    "filtrar, recusar ou pontuar ninguém: por isso só há contagens"
)


_MOVED = [
    (name, column.name) for name, frame in FRAMES.items() for column in frame.columns if column.name == "movement_date"
]
"""Where exports tell their date."""


def run_registry(
    path: Path, on: date | None, say: Say, accepted: Sequence[Acceptance] = ()
) -> tuple[Study, RegistryReview]:
    """Return the review of the records of a folder of exports, and what proves it."""
    inputs = gather_study([path], say, ["members"], on, latest(*_MOVED), accepted=accepted)
    rule, term = inputs.rule(FAMILY), inputs.rule(TERM_FAMILY)
    say("conferindo")
    wrong = dict(_bad_documents(inputs.exports))
    review = registry_review(inputs.frames, inputs.on, rule, term.tables[TERM_TABLE], wrong)
    return inputs.study(_notes(term), _alerts(review), _checks(len(inputs.frames["members"]), review)), review


def _bad_documents(exports: Exports) -> Iterator[tuple[int, str]]:
    """Yield the position in the members' frame of each document that the reader refused, and why."""
    members = exports.frames["members"]
    names = [(source.name, source.sheet) for source in exports.sources]
    place = {
        (*names[source], row): position
        for position, (source, row) in enumerate(zip(members["source"], members["source_row"], strict=True))
    }
    for problem in exports.problems:
        row = problem.line or int((re.findall(r"\d+$", problem.cell) or ["0"])[0])
        position = place.get((problem.file, problem.sheet, row))
        if problem.code.startswith("documento-") and position is not None:
            yield position, PROBLEM_KINDS[problem.code].title


def _checks(read: int, review: RegistryReview) -> Iterator[Check]:
    yield Check("Associados", "lidos = conferidos + desligados", read, review.members + review.departed)
    yield Check("PA", "associados = soma dos PA", review.members, int(review.branches["count"].sum()))
    regions = review.regions
    split = int(regions[["same", "other", "unknown"]].sum().sum())
    yield Check("Nono algarismo", "CPF = mesma região + outra + sem UF", int(regions["count"].sum()), split)


def _alerts(review: RegistryReview) -> Iterator[str]:
    if review.departed:
        yield f"{review.departed} associado(s) desligado(s) até a data-base ficam fora da conferência"
    if review.unknown_fields:
        yield f"nenhum cadastro traz, e por isso não é pendência de ninguém: {', '.join(review.unknown_fields)}"


def _notes(term: RuleFile) -> list[Note]:
    return [
        Note(
            "Cadastro vencido",
            f"prazo de {term.id}, o mesmo que impede propostas: vencido no dia seguinte ao de completar "
            f"{term[_TERM]} meses",
        ),
        Note("Campos", "a importância de cada um é escolha da cooperativa (registry/records)"),
        Note("Documento", "o leitor confere os dígitos; o que não fecha fica em branco no cálculo e aparece aqui"),
        Note("Nono algarismo", _NOT_RESIDENCE),
    ]


_TERM = "record_valid_months"
