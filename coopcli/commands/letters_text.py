"""What ``coopcli letters write`` prints: how many letters of each kind, and why others were not sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.commands.terminal import print_table, tell

if TYPE_CHECKING:
    import pandas as pd


def print_letters(letters: pd.DataFrame, folder: Path, *, quiet: bool) -> None:
    """Print the letters by kind, without names, those not sent with the reason, and where they are."""
    from coopcli.money import brl
    from coopcli.results.letters import SEND

    is_sent = (letters["letter_action_title"] == SEND).to_numpy(dtype=bool)
    if not quiet:
        for title, rows, by in (
            ("Cartas", letters[is_sent], ["letter_title", "delivery_title"]),
            ("Cartas não enviadas", letters[~is_sent], ["letter_title", "explanation"]),
        ):
            if len(rows):
                groups = rows.groupby(by, sort=False, observed=True)["claimed_cents"].agg(["size", "sum"])
                told = [[*map(str, key), str(row["size"]), brl(int(row["sum"]))] for key, row in groups.iterrows()]
                heads = ["carta", "entrega" if by[1] == "delivery_title" else "por quê", "quantidade", "valor pedido"]
                print_table(title, heads, told, text_columns=2)
    if not is_sent.any():
        tell("nenhuma carta a enviar")
    if len(letters):
        tell(f"gravado: {folder}")
