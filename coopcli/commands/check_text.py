"""What ``coopcli check`` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coopcli.commands.terminal import aside_text, month_lines, print_recognised, print_table, tell, tell_text

if TYPE_CHECKING:
    from coopcli.closing.check import Checked
    from coopcli.results import ControlTotal


def print_json(answer: dict[str, Any]) -> None:
    """Print the answer for programs: UTF-8 on every console."""
    import json

    from coopcli.commands.screen import utf8

    utf8()
    tell_text(json.dumps(answer, ensure_ascii=False, indent=2))


def print_check(checked: Checked, *, quiet: bool, listed: str = "") -> None:
    """Print what was read as what, the problems and what a close would be missing; when quiet, the problems alone.

    ``listed`` is the file with all problems, where one was asked for.
    """
    from coopcli.reports.terminal import problems_text

    if not quiet:
        print_recognised(checked.sources)
        _print_controls(checked.inputs.controls)
    if checked.problems:
        tell(f"{len(checked.problems)} problema(s):", "", err=True)
        tell_text(problems_text(checked.problems, where=listed), err=True)
        tell("", err=True)
    if not quiet:
        for line in _closing_lines(checked):
            tell(line)


def _print_controls(controls: list[ControlTotal]) -> None:
    if not controls:
        return
    rows = [
        [total.subject, total.origin, _told(total, total.expected), _told(total, total.found), _verdict(total)]
        for total in controls
    ]
    print_table("Totais de controle", ["total de", "dado por", "esperado", "lido", "resultado"], rows, text_columns=2)


def _told(total: ControlTotal, value: int | None) -> str:
    from coopcli.money import brl

    if value is None:
        return "–"
    return f"{value} linha(s)" if total.of_rows else brl(value)


def _verdict(total: ControlTotal) -> str:
    return "confere" if total.agrees else "não confere"


def _closing_lines(checked: Checked) -> Iterator[str]:
    """Yield what a close would go by, what it would do without, and whether it would go on."""
    from coopcli.dates import brazilian
    from coopcli.results import VERDICT_WORDS

    inputs = checked.inputs
    yield f"data-base: {brazilian(inputs.on) if inputs.on else 'não se sabe'}"
    if checked.rules is not None:
        yield f"regras em vigor: {', '.join(rule.id for rules in checked.rules.regimes.values() for rule in rules)}"
    rows = sum(source.rows_set_aside for source in checked.sources)
    yield f"fora do cálculo: {rows} linha(s), {aside_text(checked.sources)}"
    footers = sum(source.footer_cents is not None for source in checked.sources)
    yield f"totais conferidos: {footers} de rodapé, {len(inputs.controls)} de controle"
    if inputs.corrections:
        yield f"correções aplicadas: {len(inputs.corrections)}"
    if checked.run:
        yield from month_lines(checked.run.month)
    else:
        yield from (f"falta {missing.title}: {missing.effect}" for missing in checked.missing)
    stops = checked.stops
    words = VERDICT_WORDS[checked.verdict]
    what = f"o fechamento pararia: {stops} problema(s) o impedem" if stops else "o fechamento seguiria"
    yield f"leitura: {words}; {what}"
