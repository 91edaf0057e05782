"""``coopcli authority``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopcli.commands.options import Folder, Output, ReferenceDate, ReferenceEquity, as_date
from coopcli.commands.terminal import print_table, write_outputs


def authority(
    folder: Folder = Path(),
    reference_equity: ReferenceEquity = None,
    rating: Annotated[
        str | None, typer.Option("--rating", "--classe", help="Só os limites desta classe: AA, A, B, C … H.")
    ] = None,
    reference_date: ReferenceDate = None,
    output: Output = None,
) -> None:
    """Mostra os limites de alçada para um patrimônio de referência, como a planilha do manual."""
    from coopcli.closing.desk import equity_of, run_authority
    from coopcli.errors import stop
    from coopcli.money import brl
    from coopcli.reports.desk import authority_workbook
    from coopcli.reports.desk_pages import money

    equity = equity_of(reference_equity) if reference_equity else None
    study, table = run_authority(folder, equity, as_date(reference_date), rating)
    if not table.groups:
        raise stop(
            "opcao-invalida", f"--rating {rating}", expected="AA, A, B ou C: de D a H o manual manda não conceder"
        )
    title = f"Alçadas com PR de {brl(table.reference_equity_cents)} ({table.percentage}%, {table.article})"
    names = ["base_cents", *table.groups.values()]
    rows = [[r["authority_title"], *(money(r[name]) for name in names)] for _, r in table.rows.iterrows()]
    print_table(title, ["alçada", "valor da Figura 3", *table.groups], rows)
    write_outputs((output, lambda path: authority_workbook(path, study, table)))
