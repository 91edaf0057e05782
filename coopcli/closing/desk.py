"""The credit desk from exports: read, check, calculate, prove. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.calc.desk.authority import authority_table
from coopcli.calc.desk.questionnaire import TABLE, typed_answers
from coopcli.calc.desk.weighted import score
from coopcli.calc.desk.whole import DeskRules, desk_of, known_proposals, rated
from coopcli.closing.inputs import Say
from coopcli.closing.month import rulebook_of
from coopcli.closing.study import StudyInputs, gather_study, latest, settings_near, without_exports
from coopcli.errors import Acceptance, DataError, Problem, stop
from coopcli.money import brl, parse_brl
from coopcli.reading.read import Exports
from coopcli.reports.sheets.parts import plural
from coopcli.results import Check, Note, Study
from coopcli.results.desk import AuthorityTable, Desk, Rating
from coopcli.rulebook.tables import RuleFile
from coopcli.words import each

if TYPE_CHECKING:
    import pandas as pd

SCORE, APPROVAL = "weighted_score", "approval"
RATING = {
    "rating": "credit_questionnaire",
    "vetoes": "proposal_vetoes",
    "base_rates": "base_rates",
    "rates": "proposal_rates",
}
FAMILIES = RATING | {"limits": "proposal_limits", "approval": APPROVAL, "committee": "committee"}
_ADVICE = Note("O que isto é", "apuração para quem decide: o sistema não concede nem nega crédito.")


def run_proposals(
    paths: Sequence[Path], on: date | None, reference_equity_cents: int | None, say: Say,
    accepted: Sequence[Acceptance] = (),
) -> tuple[Study, Desk, AuthorityTable | None]:  # fmt: skip
    """Return what is known of each proposal of the exports, the table of authority, and what proves them."""
    inputs = _inputs(paths, on, say, accepted)
    rules = DeskRules(**{name: inputs.rule(family) for name, family in FAMILIES.items()})
    told = inputs.settings.reference_equity_cents
    equity = told if reference_equity_cents is None else reference_equity_cents
    say("calculando")
    found = desk_of(inputs.frames, inputs.portfolio, inputs.read, rules, equity)
    table = None if equity is None else authority_table(rules.approval, equity)
    notes = [_ADVICE, _read_note(inputs), _equity_note(equity), *_committee_notes(rules.committee)]
    strange = _strange_answers(inputs, rules.rating)
    alerts = _alerts(rules, found, equity)
    return inputs.study(notes, alerts, _checks(inputs, found), strange), found, table


def run_rating(
    paths: Sequence[Path], on: date | None, say: Say, accepted: Sequence[Acceptance] = ()
) -> tuple[Study, Rating]:
    """Return the proposals of the exports rated by the questionnaire, and what proves it."""
    inputs = _inputs(paths, on, say, accepted)
    rating, vetoes, *prices = (inputs.rule(family) for family in RATING.values())
    say("calculando")
    known = known_proposals(inputs.frames, inputs.portfolio, inputs.read, vetoes, (prices[0], prices[1]))
    found = rated(known, inputs.frames, rating)
    notes, alerts = [_ADVICE, _read_note(inputs)], _answer_alerts(found.answers)
    return inputs.study(notes, alerts, _rating_checks(inputs, found), _strange_answers(inputs, rating)), found


def run_score(
    paths: Sequence[Path], on: date | None, say: Say, accepted: Sequence[Acceptance] = ()
) -> tuple[Study, pd.DataFrame]:
    """Return the proposals of the exports by the score of weighted points, and what proves it."""
    inputs = _inputs(paths, on, say, accepted)
    found = score(inputs.frames["proposals"], inputs.frames["questionnaire_answers"], inputs.rule(SCORE))
    return inputs.study(
        checks=[Check("Propostas", "lidas = pontuadas", inputs.used("proposals")[0], len(found))]
    ), found


def run_authority(folder: Path, equity: int | None, on: date | None, level: str | None) -> tuple[Study, AuthorityTable]:
    """Return the table of authority for a reference equity (None: that of coop.yaml), of one level or of all.

    ``on`` None is the day on which the latest version took effect. Raises CoopError where no equity is told.
    """
    settings = settings_near(folder)
    cents = settings.reference_equity_cents if equity is None else equity
    if cents is None:
        remedy = "diga-o em --reference-equity ou em reference_equity, no coop.yaml"
        raise stop("opcao-invalida", "patrimônio de referência não informado", expected="um valor", remedy=remedy)
    day = on or rulebook_of(settings).versions(APPROVAL)[-1].effective_from
    inputs = without_exports(settings, day)
    table = authority_table(inputs.rule(APPROVAL), cents, (level or "").upper())
    return inputs.study(), table


def equity_of(text: str) -> int:
    """Return the centavos of a reference equity as it is typed; CoopError where it is none."""
    try:
        return parse_brl(text if "," in text else f"{text},00")
    except ValueError:
        raise stop("opcao-invalida", text, expected="um valor em reais, como 12.000.000,00") from None


def _inputs(paths: Sequence[Path], on: date | None, say: Say, accepted: Sequence[Acceptance]) -> StudyInputs:
    """Return what the paths hold; DataError, with all that is wrong, where no proposal can be used."""
    inputs = gather_study(paths, say, ["proposals"], on, _date_of, accepted=accepted)
    if not inputs.has("proposals"):
        expected = "ao menos uma proposta que se possa ler"
        nothing = Problem("exportacao-ausente", "nenhuma proposta", file="Propostas de crédito", expected=expected)
        raise DataError([nothing, *inputs.exports.problems])
    return inputs


def _date_of(exports: Exports) -> date | None:
    """Return the date of the portfolio, else that of the latest proposal."""
    return latest(("contracts", "movement_date"))(exports) or latest(("proposals", "proposal_date"))(exports)


def _strange_answers(inputs: StudyInputs, rule: RuleFile) -> Iterator[Problem]:
    """Yield the typed answers that no proposal, question or option takes, at the cell of each."""
    proposals, answers = inputs.frames["proposals"], inputs.frames["questionnaire_answers"]
    strange = typed_answers(proposals, answers, rule.tables[TABLE]).strange
    known = set(proposals["proposal_id"])
    for *place, proposal, question, answer in each(strange, "source source_row proposal_id question answer"):
        column, header = ("answer", "Resposta") if proposal in known else ("proposal_id", "Proposta")
        found = f"proposta {proposal}, pergunta {question}: {answer}"
        yield replace(inputs.problem("resposta-desconhecida", found, place, [column], header), rows=1)


def _read_note(inputs: StudyInputs) -> Note:
    """Return which exports of those that the desk asks were not read."""
    needed = {
        "members": "associados", "share_capital": "capital social", "contracts": "contratos",
        "installments": "parcelas", "guarantors": "avalistas das operações", "economic_groups": "grupos econômicos",
        "questionnaire_answers": "respostas do questionário", "write_offs": "baixas para prejuízo",
    }  # fmt: skip
    absent = ", ".join(title for frame, title in needed.items() if frame not in inputs.read)
    missing = f"não lidas: {absent}; o que dependia delas está 'não informado'."
    return Note("Exportações", missing if absent else "lidas todas as que as regras usam.")


def _equity_note(equity: int | None) -> Note:
    if equity is not None:
        return Note("Patrimônio de referência", f"{brl(equity)} (coop.yaml ou --reference-equity).")
    missing = "não informado: sem ele não há alçada nem limite por devedor; está em coop.yaml ou em --reference-equity."
    return Note("Patrimônio de referência", missing, applied=False)


def _committee_notes(rule: RuleFile) -> list[Note]:
    return [Note(rule.title, f"{p.title}: {p.value} ({p.article}).") for p in rule.parameters.values()]


def _alerts(rules: DeskRules, found: Desk, equity: int | None) -> Iterator[str]:
    if equity is None:
        yield "Patrimônio de referência não informado: alçadas e limite por devedor não foram calculados."
    yield from rules.base_rates.confirm
    beyond = found.rating.ratings["level_note"].notna().sum()
    if beyond:
        count = plural(int(beyond), "proposta", "propostas")
        yield f"{count} com pontos acima da última faixa impressa do questionário: classe H."
    yield from _answer_alerts(found.rating.answers)


def _answer_alerts(answers: pd.DataFrame) -> Iterator[str]:
    unused = int(answers["unused"].sum())
    if unused:
        answers_of = plural(unused, "resposta digitada", "respostas digitadas")
        yield f"{answers_of} sem motivo, contra o que as exportações dizem: não conta."


def _rows_check(inputs: StudyInputs, shown: pd.DataFrame) -> Check:
    rows, cents = inputs.used("proposals")
    amount = int(shown["amount_cents"].sum())
    return Check("Propostas", "usadas dos arquivos = no relatório", rows, len(shown), cents, amount)


def _points_check(rating: Rating) -> Check:
    points = int(rating.answers["points"].sum()), int(rating.ratings["total_points"].sum())
    return Check("Pontos", "soma das respostas = soma dos totais", *points)


def _rating_checks(inputs: StudyInputs, found: Rating) -> Iterator[Check]:
    yield _rows_check(inputs, found.ratings)
    questions = len(found.answers) // max(len(found.ratings), 1)
    rows = questions * len(found.ratings), len(found.answers)
    yield Check("Respostas", f"{questions} perguntas por proposta = linhas", *rows)
    yield _points_check(found)


def _checks(inputs: StudyInputs, found: Desk) -> Iterator[Check]:
    summary = found.summary
    yield _rows_check(inputs, summary)
    counted = int(summary["veto_count"].sum() + summary["to_check_count"].sum())
    yield Check("Impedimentos e conferências", "somados por proposta = linhas", counted, len(found.findings))
    yield _points_check(found.rating)
    by_situation = int(summary["standing"].value_counts().sum())
    yield Check("Situações", "propostas = soma das situações", len(summary), by_situation)
