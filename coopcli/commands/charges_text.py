"""What ``coopcli charges`` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.commands.terminal import print_problems, print_table, tell
from coopcli.words import each

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.closing.charges import ChargesRun

_AMOUNTS = (
    ("overdue_cents", "em atraso"),
    ("fine_cents", "multa"),
    ("interest_cents", "juros"),
    ("contract_interest_cents", "juros do contrato"),
    ("updated_cents", "atualizado"),
)
_SHOWN = 20


def print_charges(run: ChargesRun) -> None:
    """Print the amounts: of one contract or member by instalment with the arithmetic, else by debt."""
    from coopcli.dates import brazilian

    charges, on = run.charges, brazilian(run.charges.on)
    if not len(charges.rows):
        tell(f"{run.asked}: nada em atraso em {on}.")
    elif run.asked_for_one:
        _print_by_installment(charges.rows, f"Encargos em {on}: {run.asked}")
    else:
        _print_by_debt(charges.debts, f"Encargos em {on}: {run.asked}")
    for alert in charges.alerts:
        tell(f"atenção: {alert}")
    print_problems(run.study, "coopcli check")


def _print_by_installment(rows: pd.DataFrame, title: str) -> None:
    """Print each instalment and the total, then how each was worked out."""
    from coopcli.dates import brazilian
    from coopcli.documents import mask, mask_name

    people = rows.drop_duplicates(["member_id", "document"])[["member_name", "document"]].fillna("")
    for name, document in each(people, "member_name document"):
        told = f"{mask_name(str(name))} {mask(str(document))}".strip()
        tell(f"devedor: {told or 'não informado'}")
    numbers = rows["installment_number"]
    shown = rows.assign(
        due=[brazilian(day) for day in rows["due_date"]],
        number=["–" if missing else str(int(number)) for number, missing in zip(numbers, numbers.isna(), strict=True)],
        contract_id=rows["contract_id"].where(rows["contract_id"] == rows["debt_id"], "acordo " + rows["debt_id"]),
    )
    _print(shown, ["contract_id", "number", "due", "days_past_due"], ["dívida", "parcela", "venceu em", "dias"], title)
    told_rows = each(shown, "contract_id arithmetic charge_article")
    for number, (contract, arithmetic, article) in zip(shown["number"], told_rows, strict=True):
        what = str(contract) if number == "–" else f"contrato {contract}, parcela {number}"
        tell(f"{what}: {arithmetic} ({article})")


def _print_by_debt(debts: pd.DataFrame, title: str) -> None:
    """Print the debts that owe most, and the total of all."""
    most = debts.sort_values("updated_cents", ascending=False, kind="stable").head(_SHOWN)
    more = len(debts) - len(most)
    title = f"{title}, as {len(most)} maiores de {len(debts)} dívidas" if more else title
    _print(most, ["debt_id", "late_count"], ["dívida", "parcelas"], title, total=debts)


def _print(
    rows: pd.DataFrame, names: list[str], headers: list[str], title: str, total: pd.DataFrame | None = None
) -> None:
    from coopcli.money import brl

    whole = rows if total is None else total
    amounts = [
        (name, word) for name, word in _AMOUNTS if whole[name].any() or name in ("overdue_cents", "updated_cents")
    ]
    lines = [
        [*(str(row[name]) for name in names), *(brl(int(row[name])) for name, _ in amounts)]
        for row in rows.to_dict("records")
    ]
    lines.append(["Total", *[""] * (len(names) - 1), *(brl(int(whole[name].sum())) for name, _ in amounts)])
    print_table(title, [*headers, *(word for _, word in amounts)], lines, text_columns=len(names) - 1)
