"""What collection prints: where the debts are, the head of the queue, and what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.commands.terminal import print_table, tell
from coopcli.words import each

if TYPE_CHECKING:
    from coopcli.closing.collection import CollectionRun

SHOWN = 15


def print_collection(run: CollectionRun, *, queue: bool = False) -> None:
    """Print the debts by where they are, the letters and the alerts; with ``queue``, its first rows (names masked)."""
    from coopcli.money import brl

    debts = run.report.collection.debts
    groups = debts.groupby("destination_title", sort=True)[["overdue_cents", "updated_cents"]].agg(["size", "sum"])
    rows = [
        [
            str(place),
            str(row["overdue_cents", "size"]),
            brl(int(row["overdue_cents", "sum"])),
            brl(int(row["updated_cents", "sum"])),
        ]
        for place, row in groups.iterrows()
    ]
    print_table("Cobrança", ["onde está", "dívidas", "vencido", "atualizado"], rows)
    if queue:
        _print_queue(run)
    if run.letters:
        tell(f"cartas: {len(run.letters.letters)}")
    for alert in run.report.study.alerts:
        tell(f"atenção: {alert}")


def _print_queue(run: CollectionRun) -> None:
    from coopcli.dates import brazilian
    from coopcli.money import brl

    rows = run.report.collection.queue
    told = [
        [
            str(member), str(act), str(who), brazilian(deadline.date()) if deadline == deadline else "–",
            "sim" if is_late else "não", brl(int(updated)),
        ]
        for member, act, who, deadline, is_late, updated in each(
            rows.head(SHOWN), "member_id act_title responsible deadline_date is_act_late updated_cents"
        )
    ]  # fmt: skip
    titles = ["associado", "providência", "quem", "prazo", "atrasada", "atualizado"]
    print_table(f"Fila do dia: {min(SHOWN, len(rows))} de {len(rows)}", titles, told)
