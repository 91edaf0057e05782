"""A survey of members from files and folders: read, judge every answer, calculate, prove. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from coopcli.calc.nps.answers import Answers, answers_of, waves_of
from coopcli.calc.nps.questionnaire import Questionnaire, questionnaire_of
from coopcli.calc.nps.sampling import planned_sample, sample_size
from coopcli.calc.nps.whole import Survey, SurveyRules, results_of, sample_within
from coopcli.closing.inputs import Say
from coopcli.closing.settings import Settings
from coopcli.closing.study import StudyInputs, gather_study, latest, without_exports
from coopcli.errors import Problem, stop
from coopcli.extras import require
from coopcli.reports.sheets.parts import plural
from coopcli.results import Check, Note, Study
from coopcli.results.nps import Question, SampleSize, SurveyResults
from coopcli.rulebook.tables import RuleFile
from coopcli.words import each

TOPIC, QUESTIONNAIRE = "nps", "nps/member-satisfaction"
FAMILIES = {
    "score": "survey_classes",
    "sample": "survey_sample",
    "statistics": "survey_statistics",
    "institutions": "institutions",
    "words": "survey_words",
    "themes": "survey_themes",
    "actions": "survey_actions",
}
_PLACE = {"not_a_number", "fraction", "out_of_scale", "not_an_option"}
_CODES = {"blank": "resposta-em-branco", "repeated": "resposta-repetida"} | dict.fromkeys(_PLACE, "resposta-invalida")
_NOTES = (
    Note("Respostas", "Nota fora da escala, fracionária, em branco ou repetida fica de fora e está na aba Problemas."),
    Note("Índice", "Promotores menos detratores, sobre as notas válidas, sem arredondar."),
    Note(
        "Intervalo do índice",
        "Da média de +100 (promotor), 0 (neutro) e −100 (detrator), pela normal, com a correção de população finita "
        "quando se sabe o número de associados; nos segmentos que não são PA, sem a correção (o intervalo mais largo).",
    ),
    Note("Mudança entre rodadas", "z de amostras independentes, cada uma com o erro padrão do seu intervalo; ao "
         "lado, o qui-quadrado das três classes."),
    Note("Produtos", "Contam os que responderam à pergunta; de quem a deixou em branco não se sabe quantos usa."),
    Note("Correlação", "Pearson; p bicaudal. Associação não é causa."),
)  # fmt: skip


@dataclass(frozen=True)
class SurveyRequest:
    """What is asked for: the files, which questionnaire and wave (empty: the latest), how many members there are."""

    paths: tuple[Path, ...]
    questionnaire: str = QUESTIONNAIRE
    wave: str = ""
    population: int | None = None
    on: date | None = None


@dataclass(frozen=True)
class SampleRun:
    """A planned sample: its size and, where the branches are told, its share of each (results.nps.SIZE_COLUMNS)."""

    size: SampleSize
    by_branch: pd.DataFrame
    study: Study


def run_survey(request: SurveyRequest, say: Say) -> SurveyResults:
    """Return all that a survey comes to.

    Raises DataError where no file holds answers, CoopError where there is no such wave or questionnaire.
    """
    return gather_survey(request, say)[1]


def gather_survey(request: SurveyRequest, say: Say) -> tuple[StudyInputs, SurveyResults]:
    """Return what was read, and all that it comes to; raises as ``run_survey`` does."""
    require("studies", "pesquisa de satisfação")
    dated = latest(("survey_answers", "answered_date"))
    inputs = gather_study(request.paths, say, ["survey_answers"], request.on, dated)
    say("calculando")
    questionnaire = questionnaire_of(_questionnaire(inputs, request.questionnaire))
    rules = SurveyRules(**{name: inputs.rule(family) for name, family in FAMILIES.items()})
    survey = _survey(inputs, request)
    answers = answers_of(survey.frame, questionnaire, survey.wave)
    sample = sample_within(survey, answers, questionnaire, rules)
    alerts = [*_alerts(answers, questionnaire, rules.score), *sample.alerts]
    study = inputs.study(_NOTES, alerts, _checks(answers, questionnaire), _problems(inputs, answers, questionnaire))
    return inputs, results_of(survey, answers, questionnaire, rules, sample, study)


def _questionnaire(inputs: StudyInputs, name: str) -> RuleFile:
    known = [rule.family for rule in inputs.book.files if "questions" in rule.tables and rule.topic == TOPIC]
    if name not in known:
        raise stop("opcao-invalida", f"--survey {name}", expected=f"um de: {', '.join(dict.fromkeys(known))}")
    return inputs.rule(name)


def _survey(inputs: StudyInputs, request: SurveyRequest) -> Survey:
    frames = inputs.frames
    waves = waves_of(frames["survey_answers"])
    if request.wave and request.wave not in waves:
        raise stop("opcao-invalida", f"--wave {request.wave}", expected=f"uma de: {', '.join(filter(None, waves))}")
    wave = request.wave or (waves[-1] if waves else "")
    sheet, members = frames["survey_branches"], frames["members"]
    branches = {name: branches_of(sheet, members, name) for name in waves}
    told = {name: int(rows["population"].sum()) for name, rows in branches.items()}
    told |= {wave: request.population} if request.population else {}
    populations = {name: count for name, count in told.items() if count}
    return Survey(frames["survey_answers"], wave, branches[wave], populations, members)


def branches_of(sheet: pd.DataFrame, members: pd.DataFrame, wave: str) -> pd.DataFrame:
    """Return branch, branch_name, population and sent of a wave.

    They are those of the sheet: of the wave, else of no wave in particular; without a sheet, the members exported
    count by branch.
    """
    columns = ["branch", "branch_name", "population", "sent"]
    if len(sheet):
        of_wave = sheet[sheet["wave"].fillna("") == wave]
        used = of_wave if len(of_wave) else sheet[sheet["wave"].isna()]
        return used[columns].drop_duplicates("branch").reset_index(drop=True)
    counts = members["branch"].dropna().value_counts().sort_index()
    counted = pd.DataFrame({"branch": counts.index, "branch_name": None, "population": counts.to_numpy(), "sent": None})
    return counted.astype({"branch": "str", "branch_name": "str", "population": "Int64", "sent": "Int64"})[columns]


def _alerts(answers: Answers, questionnaire: Questionnaire, rule: RuleFile) -> Iterator[str]:
    valid = int(answers.respondents[questionnaire.score.code].notna().sum())
    if not valid:
        yield "Nenhuma nota válida: não há índice."
    elif valid < int(rule["minimum_segment_count"]):
        yield f"Só há {plural(valid, 'nota válida', 'notas válidas')}: o índice diz pouco."
    if answers.unknown:
        names = ", ".join(sorted(answers.unknown)[:5])
        yield f"Perguntas que o questionário não tem e ficaram de fora: {names} (aba Problemas)."


def _checks(answers: Answers, questionnaire: Questionnaire) -> Iterator[Check]:
    """Yield what must add up: every row of the wave an answer of the questionnaire, unknown or repeated."""
    repeated = int((answers.left_out["reason"] == "repeated").sum())
    unknown = sum(answers.unknown.values())
    known = sum(answers.told.values())
    yield Check(
        "Respostas da rodada", "lidas = das perguntas + repetidas + de perguntas desconhecidas",
        answers.rows, known + repeated + unknown,
    )  # fmt: skip
    people = len(answers.respondents)
    valid = int(answers.respondents[questionnaire.score.code].notna().sum())
    mine = answers.left_out[answers.left_out["code"] == questionnaire.score.code]
    wrong = int((mine["reason"] != "repeated").sum())
    silent = people - answers.told.get(questionnaire.score.code, 0)
    subject = questionnaire.score.title
    yield Check(subject, "respondentes = válidas + deixadas de fora + sem a pergunta", people, valid + wrong + silent)


_LEFT_OUT = "source source_row code reason respondent_id answer question"


def _problems(inputs: StudyInputs, answers: Answers, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Yield a problem for each answer left out, at its cell, and one for each question that is not known."""
    questions = {question.code: question for question in questionnaire.questions}
    rows = answers.left_out.sort_values(["source", "source_row"], kind="stable")
    for *place, code, reason, respondent, answer, asked in each(rows, _LEFT_OUT):
        question = questions[str(code)]
        found = f"respondente {respondent}" if reason in _CODES.keys() - _PLACE else str(answer)
        expected = expected_words(question) if reason in _PLACE else ""
        yield inputs.problem(_CODES[str(reason)], found, place, [str(asked), "answer"], question.title, expected)
    for name, count in answers.unknown.items():
        yield Problem("pergunta-desconhecida", f"{name} ({count} {'resposta' if count == 1 else 'respostas'})")


def expected_words(question: Question) -> str:
    """Return what a question admits, in the words of the clerk."""
    if question.answers:
        return f"uma de: {', '.join(question.answers)}"
    return f"um número inteiro de {question.lowest} a {question.highest}"


def run_sample(paths: Sequence[Path], population: int | None, on: date, say: Say) -> SampleRun:
    """Return how many answers are needed, by branch where a file tells the members of each.

    Raises CoopError where nobody tells how many members there are.
    """
    inputs = gather_study(paths, say, (), on, lambda _: on) if paths else without_exports(Settings(), on)
    sheet = inputs.frames["survey_branches"]
    branches = branches_of(sheet, inputs.frames["members"], _latest_wave(sheet))
    members_told = population or int(branches["population"].sum())
    if not members_told:
        remedy = "diga --population, como 15000, ou a planilha de associados por PA"
        raise stop("opcao-invalida", "nenhum número de associados", expected="quantos associados há", remedy=remedy)
    size = sample_size(members_told, inputs.rule(FAMILIES["sample"], on))
    planned = planned_sample(branches, size)
    checks = (
        [Check("Amostra", "total = soma dos PAs", size.size, int(planned["planned"].sum()))] if len(planned) else []
    )
    return SampleRun(size, planned, inputs.study(checks=checks))


def _latest_wave(sheet: pd.DataFrame) -> str:
    """Return the last wave that the sheet of branches names."""
    return max((str(name) for name in sheet["wave"].dropna()), default="")
