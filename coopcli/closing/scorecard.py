"""A back-test from past months: read each, give the points, compare with what happened, prove the count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from coopcli.calc.profile.whole import WAGE_FAMILY
from coopcli.calc.scorecard.backtest import FAMILY, back_test
from coopcli.calc.scorecard.cases import cases_of_contracts, cases_of_outcomes, with_later_outcome
from coopcli.calc.scorecard.information import information
from coopcli.calc.scorecard.points import more_points_mean_risk, points_of, scorecard_table
from coopcli.closing.inputs import Say
from coopcli.closing.profile import Contracts, contracts_of
from coopcli.closing.study import StudyInputs, gather_study, latest, together
from coopcli.dates import brazilian
from coopcli.errors import CoopError, stop
from coopcli.extras import require
from coopcli.placing import Write, place, write_new
from coopcli.reports.scorecard_draft import draft_of
from coopcli.reports.studies import scorecard_workbook
from coopcli.results import Check, Note, Study
from coopcli.results.scorecard import BackTest
from coopcli.rulebook.book import unknown_rule

if TYPE_CHECKING:
    from coopcli.reading.read import Exports
    from coopcli.rulebook.tables import RuleFile


@dataclass(frozen=True)
class Request:
    """What is asked for: files or folders of past months, the scorecard (id; '' where points are given), the base."""

    paths: Sequence[Path]
    scorecard: str = ""
    base: str = ""
    bad_above_days: int | None = None
    on: date | None = None
    woe: bool = False
    outcome: Path | None = None  # a later folder of exports, which tells how contracts ended


def run_scorecard(request: Request, say: Say) -> tuple[Study, BackTest]:
    """Return the back-test and what proves it; CoopError where points or outcomes cannot be had."""
    require("studies", "coopcli scorecard")
    if request.woe:
        require("binning", "--woe")
    parts, read = _gathered(request, say)
    inputs = together(parts)
    rule, scorecard = inputs.rule(FAMILY), _scorecard(request, inputs)
    days = int(rule["bad_above_days"]) if request.bad_above_days is None else request.bad_above_days
    cases, untold = _with_points(read, scorecard)
    used = cases[cases["points"].notna() & cases["is_bad"].notna()].reset_index(drop=True)
    if not len(used):
        raise stop("opcao-invalida", f"{len(cases)} casos lidos, nenhum com pontos e resultado",
                   expected="casos com pontos (ou --rule com a regra da pontuação) e com o que aconteceu")  # fmt: skip
    base = _base(request.base, used)
    say("calculando")
    found = information(used, rule) if request.woe else None
    risk = more_points_mean_risk(scorecard, rule)
    result = back_test(used, rule, _title(scorecard), risk, days, base, found)
    return inputs.study(_notes(result), _alerts(cases, untold, result), _checks(cases, result)), result


def _gathered(request: Request, say: Say) -> tuple[list[StudyInputs], pd.DataFrame]:
    """Return the cases of every path, each read by itself: the same contract may stand in several months."""
    later = _later(request, say)
    inputs = [later.inputs] if later else []
    cases: list[pd.DataFrame] = []
    for path in request.paths:
        found = gather_study([path], say, [], request.on, _date_of)
        rule = found.rule(FAMILY)
        days = int(rule["bad_above_days"]) if request.bad_above_days is None else request.bad_above_days
        if found.has("scored_outcomes"):
            wage_cents = found.rule(WAGE_FAMILY)["minimum_wage_cents"]
            cases.append(cases_of_outcomes(found.frames["scored_outcomes"], wage_cents, days))
        else:
            own = cases_of_contracts(contracts_of(found).facts, found.frames, found.on, days)
            cases.append(_with_outcome(own, later, found.on, days))
        inputs.append(found)
    return inputs, pd.concat(cases, ignore_index=True)


def _later(request: Request, say: Say) -> Contracts | None:
    """Return the contracts of the folder that tells how they ended, where one was given."""
    if request.outcome is None:
        return None
    return contracts_of(gather_study([request.outcome], say, [], None, _date_of))


def _with_outcome(cases: pd.DataFrame, later: Contracts | None, on: date, days: int) -> pd.DataFrame:
    if later is None:
        return cases
    if later.inputs.on <= on:
        raise stop("opcao-invalida", f"--outcome de {brazilian(later.inputs.on)}",
                   expected=f"uma pasta de depois de {brazilian(on)}")  # fmt: skip
    written_off = later.inputs.frames["write_offs"]["contract_id"]
    return with_later_outcome(cases, later.facts, written_off, days)


def _date_of(exports: Exports) -> date | None:
    """Return the latest day of movement, or of decision where the files are of past cases; CoopError: neither."""
    day = latest(("contracts", "movement_date"), ("scored_outcomes", "decided_date"))(exports)
    if day is None:
        read = ", ".join(source.name for source in exports.sources) or "nenhum arquivo"
        expected = "uma planilha de casos passados, ou as exportações de contratos e de associados"
        raise stop("exportacao-ausente", f"lidos: {read}", file="Casos", expected=expected)
    return day


def _scorecard(request: Request, inputs: StudyInputs) -> RuleFile | None:
    if not request.scorecard:
        return None
    family = request.scorecard.split(".as-of-")[0]
    if not inputs.book.versions(family):
        raise CoopError([unknown_rule(inputs.book, request.scorecard)])
    return inputs.rule(family)


def _with_points(cases: pd.DataFrame, scorecard: RuleFile | None) -> tuple[pd.DataFrame, list[str]]:
    if scorecard is None:
        return cases, []
    points, untold = points_of(cases, scorecard_table(scorecard))
    return cases.assign(points=points.astype("Int64")), untold


def _base(asked: str, cases: pd.DataFrame) -> str:
    """Return the month to compare with: the one asked for, else the oldest."""
    months = sorted(set(cases["month"]))
    if asked and asked not in months:
        raise stop("opcao-invalida", f"--base {asked}", expected=f"um de: {', '.join(months)}")
    return asked or months[0]


def _title(scorecard: RuleFile | None) -> str:
    return f"{scorecard.title} ({scorecard.id})" if scorecard else "pontos como vieram no arquivo"


def _checks(cases: pd.DataFrame, result: BackTest) -> Iterator[Check]:
    aside = int((cases["points"].isna() | cases["is_bad"].isna()).sum())
    yield Check("Casos", "lidos = usados + separados", len(cases), result.count + aside)
    yield Check("Distribuição", "casos = soma dos grupos", result.count, int(result.distribution["count"].sum()))
    yield Check("Meses", "casos = soma dos meses", result.count, int(result.months["count"].sum()))
    yield Check("Maus", "maus = soma dos grupos", result.bad, int(result.distribution["bad"].sum()))


def _alerts(cases: pd.DataFrame, untold: list[str], result: BackTest) -> Iterator[str]:
    reasons = cases["aside"].mask(cases["points"].isna(), "sem pontos")
    for words, count in reasons[reasons != ""].value_counts().items():
        yield f"{count} caso(s) separado(s), fora da prova: {words}"
    if untold:
        yield f"a pontuação pede o que nenhum arquivo traz, e conta como não informado: {', '.join(untold)}"
    if result.curve is None:
        yield "todos os casos são bons, ou todos são maus: não há AUC, KS nem Gini"
    elif result.curve.auc < 0.5:
        yield "AUC abaixo de 0,5: a pontuação ordena ao contrário; confira se mais pontos são mais ou menos risco"
    if result.information and result.information.left_out:
        why = "por falta do dado, por ter um só valor, ou por serem todos os casos bons, ou todos maus"
        yield f"sem WoE, {why}: {', '.join(result.information.left_out)}"


def _notes(result: BackTest) -> list[Note]:
    direction = "mais pontos, mais risco" if result.more_is_risk else "mais pontos, menos risco"
    notes = [
        Note("Pontuação", f"{result.scorecard}; {direction}"),
        Note("Mau", f"o que o arquivo diz; onde não diz, mais de {result.bad_above_days} dias de atraso"),
        Note(
            "Pastas de exportações",
            "sem --outcome, características e atraso são da mesma data-base: um retrato, que não prova previsão",
        ),
        Note("Empates", "casos de mesmos pontos ficam juntos em grupos e cortes, e contam meio ponto na AUC"),
        Note("Grupos", f"tão iguais quanto os empates deixam no mês de base ({result.base}); iguais em todos os meses"),
        Note("Recusados", "o passado só conhece quem foi aprovado; de quem foi recusado ninguém sabe"),
    ]
    if result.information:
        notes.append(
            Note(
                "WoE",
                "ln(parte dos bons ÷ parte dos maus): acima de zero a faixa é melhor que o todo; "
                "as faixas foram achadas nestes casos e pedem prova noutros",
            )
        )
    return notes


def write_reports(study: Study, test: BackTest, workbook: Path | None, draft: Path | None) -> list[Path]:
    """Write the workbook and the draft that were asked for, both or none; return what was written."""
    outputs: list[tuple[Path, Write]] = []
    if workbook:
        outputs.append((workbook, lambda path: scorecard_workbook(path, study, test)))
    if draft and test.information:
        text = draft_of(draft, test.information, study.reference_date, test.points_to_double)
        outputs.append((draft, lambda path: write_new(path, text)))
    return place(outputs)
