"""``coopcli nps sample-size | report | letters``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from coopcli.commands.options import Output, Quiet, ReferenceDate, as_date, located_all, new_place
from coopcli.commands.terminal import Progress, print_problems, print_table, print_written, tell, write_outputs
from coopcli.words import each

nps_app = typer.Typer(help="A pesquisa com os associados: amostra, NPS e relatório.", no_args_is_help=True)

Answers = Annotated[
    list[Path],
    typer.Argument(metavar="ARQUIVO…", help="Respostas da pesquisa: arquivos ou pastas.", show_default=False),
]
NewFolder = Annotated[
    Path | None,
    new_place("--output", "--saida", "-o", help="Pasta a criar com a planilha, a página e o PDF."),
]
Survey = Annotated[str, typer.Option("--survey", "--questionario", help="Questionário, de rules/nps.")]
Wave = Annotated[str, typer.Option("--wave", "--rodada", help="Rodada; sem ela, a última.")]
Population = Annotated[
    int | None,
    typer.Option("--population", "--associados", min=1, help="Quantos associados há, se nenhum arquivo diz."),
]
DEFAULT = "nps/member-satisfaction"


@nps_app.command("sample-size")
@nps_app.command("amostra", hidden=True)
def sample_size(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[ARQUIVO…]", help="Associados por PA, ou o cadastro exportado.", show_default=False),
    ] = None,
    population: Population = None,
    reference_date: ReferenceDate = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Diz quantas respostas a pesquisa precisa, e quantas de cada PA."""
    from coopcli.closing.nps import run_sample
    from coopcli.money import percent
    from coopcli.reports.sheets.parts import plural
    from coopcli.reports.survey.workbook import sample_workbook

    with Progress(quiet=quiet) as progress:
        run = run_sample(located_all(files or []), population, as_date(reference_date) or date.today(), progress.say)
    if not quiet:
        size = run.size
        tell(
            f"{plural(size.size, 'resposta', 'respostas')} de {plural(size.population, 'associado', 'associados')} "
            f"(confiança {percent(size.confidence)}, erro {percent(size.error)})"
        )
        rows = [list(map(str, row)) for row in each(run.by_branch, "branch branch_name population planned")]
        if rows:
            print_table("Por PA", ["PA", "nome", "associados", "respostas"], rows, text_columns=2)
    write_outputs((output, lambda path: sample_workbook(path, run.study, run.size, run.by_branch)))


@nps_app.command("report")
@nps_app.command("relatorio", hidden=True)
def report(
    files: Answers,
    output: NewFolder = None,
    survey: Survey = DEFAULT,
    wave: Wave = "",
    population: Population = None,
    reference_date: ReferenceDate = None,
    quiet: Quiet = False,
) -> None:
    """Calcula o NPS e tudo o que a pesquisa pergunta; com --output, grava planilha, página e PDF."""
    from coopcli.closing.nps import SurveyRequest, run_survey
    from coopcli.closing.survey_files import publish_survey
    from coopcli.reports.survey.terminal import survey_lines

    request = SurveyRequest(tuple(located_all(files)), survey, wave, population, as_date(reference_date))
    with Progress(quiet=quiet) as progress:
        results = run_survey(request, progress.say)
        if output:
            progress.say("gravando")
            publish_survey(output, results)
    if not quiet:
        for line in survey_lines(results):
            tell(line)
    print_problems(results.study, "a planilha do relatório" if output else "a planilha, com --output")
    print_written([output] if output else [])


@nps_app.command("letters")
@nps_app.command("cartas", hidden=True)
def letters(
    files: Answers,
    output: Annotated[Path, new_place("--output", "--saida", "-o", help="Pasta a criar com as cartas.")],
    survey: Survey = DEFAULT,
    wave: Wave = "",
    written_on: Annotated[
        datetime | None,
        typer.Option("--date", "--data", formats=["%d/%m/%Y", "%Y-%m-%d"], help="Data das cartas; sem ela, hoje."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Escreve as cartas e mensagens a promotores e detratores que se identificaram."""
    from coopcli.closing.nps import SurveyRequest
    from coopcli.closing.survey_letters import write_survey_letters

    request = SurveyRequest(tuple(located_all(files)), survey, wave)
    with Progress(quiet=quiet) as progress:
        written = write_survey_letters(request, output, as_date(written_on) or date.today(), progress.say)
    tell(f"gravado: {output}: {len(written.requests)} cartas e mensagens")
    reasons = (
        (written.unnamed, "sem cadastro"),
        (written.unreachable, "sem endereço, e-mail ou celular"),
        (written.deceased, "com falecimento informado"),
    )
    if told := ", ".join(f"{number} {reason}" for number, reason in reasons if number):
        tell(f"sem carta: {told}")
