"""What commands print: progress (bars on a terminal, plain lines in cron), tables, problems."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from coopcli.placing import Write, place
from coopcli.reports.terminal import printable

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from coopcli.results import Month, SourceFile, Study


def tell(*lines: str, err: bool = False) -> None:
    """Print lines, each on one: nothing in them is a line end or anything else that a terminal obeys."""
    tell_text("\n".join(map(printable, lines)), err=err)


def tell_text(text: str, *, err: bool = False) -> None:
    """Print a text whose line ends are its own."""
    screen = sys.stderr if err else sys.stdout
    screen.write(text.removesuffix("\n") + "\n")
    screen.flush()


def write_outputs(*outputs: tuple[Path | None, Write]) -> None:
    """Write the files and folders that were asked for, all or none, and tell which."""
    print_written(place([(path, write) for path, write in outputs if path]))


def print_written(paths: Sequence[Path]) -> None:
    """Tell what was written."""
    tell(*(f"gravado: {path}" for path in paths)) if paths else None


def _console(stream: Any, **options: Any) -> Console:
    """Return what draws on a screen, past its filter."""
    from rich.console import Console

    return Console(file=getattr(stream, "unfiltered", stream), **options)


class Progress:
    """Tells each step: a moving line on a terminal, one plain line a step elsewhere, nothing when quiet."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._status: Any = None

    def __enter__(self) -> Progress:
        if not self._quiet and sys.stderr.isatty():
            self._status = _console(sys.stderr).status("começando", spinner="line")
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status:
            self._status.stop()

    def say(self, step: str) -> None:
        """Tell one step."""
        if self._status:
            from rich.text import Text

            self._status.update(Text(printable(step)))
        elif not self._quiet:
            tell(step, err=True)


def print_table(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]], text_columns: int = 1) -> None:
    """Print a table; the columns after the first ``text_columns`` are numbers. Nothing in a cell is markup."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(printable(title)), title_justify="left", box=SIMPLE_HEAD)
    for i, header in enumerate(headers):
        table.add_column(
            Text(printable(header)), justify="left" if i < text_columns else "right", no_wrap=i >= text_columns
        )
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    _console(sys.stdout, width=None if sys.stdout.isatty() else 120).print(table)


def aside_text(sources: Sequence[SourceFile]) -> str:
    """Return what the rows set aside are worth: as read, else as last known; where nobody knows it that is said."""
    from coopcli.money import brl

    cents = sum(source.cents_set_aside + source.cents_unread for source in sources)
    unvalued = sum(source.rows_unvalued for source in sources)
    if not unvalued:
        return brl(cents)
    unknown = f"{unvalued} de valor não conhecido"
    return f"{brl(cents)} e {unknown}" if cents else unknown


def print_recognised(sources: Sequence[SourceFile]) -> None:
    """Print which file was recognised as what, and how many rows and reais were used and set aside."""
    from coopcli.results import VERDICT_WORDS

    rows = [
        [
            f"{s.name} ({s.sheet})" if s.sheet else s.name,
            s.layout_title or "não reconhecido",
            str(s.rows_read),
            str(s.rows_used),
            str(s.rows_set_aside),
            aside_text([s]) if s.rows_set_aside else "–",
            VERDICT_WORDS.get(s.verdict, "–"),
        ]
        for s in sources
    ]
    headers = ["arquivo (aba)", "reconhecido como", "lidas", "usadas", "separadas", "valor separado", "leitura"]
    print_table("Arquivos", headers, rows, text_columns=2)


def print_problems(month: Month | Study, where: str) -> None:
    """Print the first problems without personal data, and where the rest is."""
    from coopcli.reports.terminal import problems_text

    if month.problems:
        tell("", f"{len(month.problems)} problema(s) nos dados:", "", err=True)
        tell_text(problems_text(month.problems, where=where), err=True)


def print_summary(month: Month) -> None:
    """Print the month: portfolio and provision by class under each regime, method, indicators, alerts."""
    from coopcli.dates import brazilian
    from coopcli.money import brl, percent
    from coopcli.results import METHOD_TOPIC

    for classified in month.classified:
        balance = month.operations["balance_cents"].groupby(classified.operations["risk_class"], observed=True).sum()
        count = classified.operations["risk_class"].value_counts()
        provision = classified.operations.groupby("risk_class", observed=True)["provision_cents"].sum()
        rows = [[str(c), str(count[c]), brl(balance[c]), brl(provision[c])] for c in balance.index]
        rows.append(["Total", str(count.sum()), brl(balance.sum()), brl(provision.sum())])
        view = "" if classified.official else " (visão gerencial)"
        title = f"{classified.title}{view}, {brazilian(month.reference_date)}"
        print_table(title, ["classe", "operações", "saldo devedor", "provisão"], rows)
    shown = [f"{i.key} {'–' if i.value is None else percent(i.value)}" for i in month.indicators]
    tell("  ".join(shown))
    for note in month.notes:
        if note.topic == METHOD_TOPIC:
            tell(f"{note.topic}: {note.text}")
    for line in month_lines(month):
        tell(line)


def month_lines(month: Month) -> Iterator[str]:
    """Yield a line for each alert, then one for each assumption, the largest first."""
    yield from (f"atenção: {alert}" for alert in month.alerts)
    yield from (f"suposição: {one.sentence()}" for one in month.assumptions)


def print_comparison(titles: tuple[str, str], by_class: pd.DataFrame, changes: pd.DataFrame, limit: int = 20) -> None:
    """Print the totals by pair of classes and the operations that change most."""
    amounts = ["balance_cents", "left_cents", "right_cents", "difference_cents"]
    words = ["saldo devedor", "provisão antes", "provisão depois", "diferença"]
    pairs = _text_rows(by_class, ["left_class", "right_class", "count"], amounts)
    total = by_class[["count", *amounts]].sum().to_frame().T.assign(left_class="Total", right_class="")
    pairs += _text_rows(total, ["left_class", "right_class", "count"], amounts)
    print_table(f"{titles[0]} → {titles[1]}", [*titles, "operações", *words], pairs, text_columns=2)
    most = _text_rows(changes.head(limit), ["contract_id", "left_class", "right_class"], amounts)
    shown = f"as {limit} maiores de {len(changes)}" if len(changes) > limit else f"{len(changes)}"
    print_table(f"Mudanças ({shown})", ["contrato", *titles, *words], most, text_columns=3)


def _text_rows(rows: pd.DataFrame, texts: list[str], amounts: list[str]) -> list[list[str]]:
    from coopcli.money import brl

    return [
        [*(str(row[name]) for name in texts), *(brl(int(row[name])) for name in amounts)] for _, row in rows.iterrows()
    ]
