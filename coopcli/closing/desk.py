"""The credit desk from exports: read, check, calculate, prove. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopcli import __version__
from coopcli.calc.desk.authority import authority_table
from coopcli.calc.desk.questionnaire import TABLE, typed_answers
from coopcli.calc.desk.weighted import score
from coopcli.calc.desk.whole import DeskRules, desk_of, known_proposals, rated
from coopcli.calc.portfolio import portfolio_of
from coopcli.closing.inputs import Say
from coopcli.closing.month import rulebook_of
from coopcli.closing.rules import CALENDARS, calendar_of
from coopcli.closing.study import StudyInputs, gather_study, latest, settings_near
from coopcli.errors import DataError, Problem, stop
from coopcli.money import brl, parse_brl
from coopcli.reading.read import Exports
from coopcli.reports.sheets.parts import plural
from coopcli.results import Check, Note, Study
from coopcli.results.desk import AuthorityTable, Desk, Rating
from coopcli.rulebook.book import rule_source
from coopcli.rulebook.tables import RuleFile

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.calc.portfolio import Portfolio

QUESTIONNAIRE, SCORE, APPROVAL = "rating/nossacoop", "rating/securato", "authority/approval"
_YEARS_BACK = 30


@dataclass(frozen=True)
class _Desk:
    """What the desk works with: the inputs, the portfolio behind them, the rules, and what was read."""

    inputs: StudyInputs
    portfolio: Portfolio
    rules: DeskRules
    calendars: tuple[RuleFile, ...]
    read: frozenset[str]


def run_proposals(
    paths: Sequence[Path], on: date | None, reference_equity_cents: int | None, say: Say
) -> tuple[Study, Desk, AuthorityTable | None]:
    """Return what is known of each proposal of the exports, the table of authority, and what proves them."""
    desk = _gather(paths, on, say)
    equity = reference_equity_cents
    equity = desk.inputs.settings.reference_equity_cents if equity is None else equity
    say("calculando")
    found = desk_of(desk.inputs.exports.frames, desk.portfolio, desk.read, desk.rules, equity)
    table = None if equity is None else authority_table(desk.rules.approval, equity)
    notes = [*_notes(desk, equity), *_rule_notes(desk.rules.all()), *_committee_notes(desk.rules.committee)]
    checks = list(_checks(desk, found))
    rules = [*desk.rules.all(), *desk.calendars]
    return desk.inputs.study(rules, notes, list(_alerts(desk, found, equity)), checks), found, table


def run_rating(paths: Sequence[Path], on: date | None, say: Say) -> tuple[Study, Rating]:
    """Return the proposals of the exports rated by the questionnaire, and what proves it."""
    desk = _gather(paths, on, say)
    say("calculando")
    known = known_proposals(desk.inputs.exports.frames, desk.portfolio, desk.read, desk.rules)
    found = rated(known, desk.inputs.exports.frames, desk.rules)
    used = [desk.rules.rating, desk.rules.vetoes, desk.rules.base_rates, desk.rules.rates]
    checks = [_rows_check(desk, len(found.ratings), int(found.ratings["amount_cents"].sum()))]
    questions = len(found.answers) // max(len(found.ratings), 1)
    rows = questions * len(found.ratings), len(found.answers)
    checks.append(Check("Respostas", f"{questions} perguntas por proposta = linhas", *rows))
    points = int(found.answers["points"].sum()), int(found.ratings["total_points"].sum())
    checks.append(Check("Pontos", "soma das respostas = soma dos totais", *points))
    notes = [*_notes(desk, None)[:2], *_rule_notes(used[:1])]
    return desk.inputs.study([*used, *desk.calendars], notes, list(_answer_alerts(found.answers)), checks), found


def run_score(paths: Sequence[Path], on: date | None, say: Say) -> tuple[Study, pd.DataFrame]:
    """Return the proposals of the exports by the score of weighted points, and what proves it."""
    inputs = _inputs(paths, on, say)
    rule = inputs.book.in_force(SCORE, inputs.on)
    found = score(inputs.exports.frames["proposals"], inputs.exports.frames["questionnaire_answers"], rule)
    used = sum(s.rows_used for s in inputs.exports.sources if s.frame == "proposals")
    check = Check("Propostas", "lidas = pontuadas", used, len(found))
    return inputs.study([rule], _rule_notes([rule]), [], [check]), found


def run_authority(folder: Path, equity: int | None, on: date | None, level: str | None) -> tuple[Study, AuthorityTable]:
    """Return the table of authority for a reference equity (None: that of coop.yaml), of one level or of all.

    ``on`` None is the day on which the latest version took effect. Raises CoopError where no equity is told.
    """
    settings = settings_near(folder)
    cents = settings.reference_equity_cents if equity is None else equity
    if cents is None:
        remedy = "diga-o em --reference-equity ou em reference_equity, no coop.yaml"
        raise stop("opcao-invalida", "patrimônio de referência não informado", expected="um valor", remedy=remedy)
    book = rulebook_of(settings)
    day = on or book.versions(APPROVAL)[-1].effective_from
    rule = book.in_force(APPROVAL, day)
    table = authority_table(rule, cents, (level or "").upper())
    study = Study(settings.cooperative, day, [], [rule_source(rule, day)], _rule_notes([rule]), __version__)
    return study, table


def equity_of(text: str) -> int:
    """Return the centavos of a reference equity as it is typed; CoopError where it is none."""
    try:
        return parse_brl(text if "," in text else f"{text},00")
    except ValueError:
        raise stop("opcao-invalida", text, expected="um valor em reais, como 12.000.000,00") from None


def _inputs(paths: Sequence[Path], on: date | None, say: Say) -> StudyInputs:
    """Return what the paths hold; DataError, with all that is wrong, where no proposal can be used."""
    inputs = gather_study(paths, say, ["proposals"], on, _date_of)
    if not len(inputs.exports.frames["proposals"]):
        expected = "ao menos uma proposta que se possa ler"
        nothing = Problem("exportacao-ausente", "nenhuma proposta", file="Propostas de crédito", expected=expected)
        raise DataError([nothing, *inputs.exports.problems])
    return inputs


def _gather(paths: Sequence[Path], on: date | None, say: Say) -> _Desk:
    inputs = _inputs(paths, on, say)
    book, day = inputs.book, inputs.on
    calendars = tuple(book.in_force(family, day) for family in CALENDARS)
    calendar = calendar_of(calendars, day.replace(year=day.year - _YEARS_BACK, day=1), day)
    portfolio = portfolio_of(inputs.exports.frames, day, calendar, inputs.settings.tolerance_cents)
    rules = DeskRules(
        rating=book.in_force(QUESTIONNAIRE, day),
        vetoes=book.in_force("proposals/vetoes", day),
        limits=book.in_force("proposals/limits", day),
        rates=book.in_force("proposals/rates", day),
        base_rates=book.in_force("proposals/base-rates", day),
        approval=book.in_force(APPROVAL, day),
        committee=book.in_force("authority/committee", day),
    )
    inputs.exports.problems.extend(_strange_answers(inputs.exports, rules.rating))
    read = frozenset(source.frame for source in inputs.exports.sources)
    return _Desk(inputs, portfolio, rules, calendars, read)


def _date_of(exports: Exports) -> date | None:
    """Return the date of the portfolio, else that of the latest proposal."""
    return latest("contracts", "movement_date")(exports) or latest("proposals", "proposal_date")(exports)


def _strange_answers(exports: Exports, rule: RuleFile) -> Iterator[Problem]:
    """Yield the typed answers that no proposal, question or option takes, at the cell of each."""
    proposals, answers = exports.frames["proposals"], exports.frames["questionnaire_answers"]
    strange = typed_answers(proposals, answers, rule.tables[TABLE]).strange
    known = set(proposals["proposal_id"])
    for row in strange.itertuples():
        source = exports.sources[int(row.source)]
        column = "answer" if row.proposal_id in known else "proposal_id"
        cell = f"{source.columns.get(column, 'A')}{int(row.source_row)}"
        header = "Resposta" if column == "answer" else "Proposta"
        found = f"proposta {row.proposal_id}, pergunta {row.question}: {row.answer}"
        yield Problem("resposta-desconhecida", found, source.name, source.sheet, cell, header, rows=1)


def _notes(desk: _Desk, equity: int | None) -> list[Note]:
    """Return what the report says of itself: what was not exported, and by which equity."""
    needed = {
        "members": "associados", "share_capital": "capital social", "contracts": "contratos",
        "installments": "parcelas", "guarantors": "avalistas das operações", "economic_groups": "grupos econômicos",
        "questionnaire_answers": "respostas do questionário", "write_offs": "baixas para prejuízo",
    }  # fmt: skip
    absent = [title for frame, title in needed.items() if frame not in desk.read]
    notes = [
        Note("O que isto é", "apuração para quem decide: o sistema não concede nem nega crédito."),
        Note("Exportações", f"não lidas: {', '.join(absent)}; o que dependia delas está 'não informado'." if absent
             else "lidas todas as que as regras usam."),
    ]  # fmt: skip
    if equity is not None:
        return [*notes, Note("Patrimônio de referência", f"{brl(equity)} (coop.yaml ou --reference-equity).")]
    missing = "não informado: sem ele não há alçada nem limite por devedor; está em coop.yaml ou em --reference-equity."
    return [*notes, Note("Patrimônio de referência", missing, applied=False)]


def _rule_notes(rules: Sequence[RuleFile]) -> list[Note]:
    return [Note(rule.title, text) for rule in rules for text in rule.notes]


def _committee_notes(rule: RuleFile) -> list[Note]:
    return [Note(rule.title, f"{p.title}: {p.value} ({p.article}).") for p in rule.parameters.values()]


def _alerts(desk: _Desk, found: Desk, equity: int | None) -> Iterator[str]:
    if equity is None:
        yield "Patrimônio de referência não informado: alçadas e limite por devedor não foram calculados."
    yield from desk.rules.base_rates.confirm
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


def _rows_check(desk: _Desk, rows: int, cents: int) -> Check:
    own = [source for source in desk.inputs.exports.sources if source.frame == "proposals"]
    used = sum(s.rows_used for s in own), sum(s.cents_used for s in own)
    return Check("Propostas", "usadas dos arquivos = no relatório", used[0], rows, used[1], cents)


def _checks(desk: _Desk, found: Desk) -> Iterator[Check]:
    summary = found.summary
    yield _rows_check(desk, len(summary), int(summary["amount_cents"].sum()))
    counted = int(summary["veto_count"].sum() + summary["to_check_count"].sum())
    yield Check("Impedimentos e conferências", "somados por proposta = linhas", counted, len(found.findings))
    points = int(found.rating.answers["points"].sum()), int(summary["total_points"].sum())
    yield Check("Pontos", "soma das respostas = soma dos totais", *points)
    by_situation = int(summary["situation"].value_counts().sum())
    yield Check("Situações", "propostas = soma das situações", len(summary), by_situation)
