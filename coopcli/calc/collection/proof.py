"""What proves the collection of a day, and what its reader must know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from coopcli.calc.collection.holds import BROKEN
from coopcli.calc.columns import days
from coopcli.results import Check
from coopcli.words.lists import DESTINATIONS

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.calc.collection.debts import LateDebts
    from coopcli.calc.collection.holds import Holds
    from coopcli.calc.columns import Flags


def checks_of(debts: LateDebts, found: pd.DataFrame, queue: pd.DataFrame) -> Iterator[Check]:
    """Yield what must be the same on both sides: no late debt is lost."""
    late = int(debts.operations.sum())
    inside = debts.operations > 0
    agreements = int((~inside).sum())
    told = f"{agreements} acordo(s) sem operação em atraso na carteira entram como dívida além delas."
    yield Check(
        "Operações em atraso e dívidas" + (f" ({told})" if agreements else ""),
        "operações em atraso da carteira = operações das dívidas",
        debts.late_operations,
        late,
        debts.late_operation_cents,
        int(debts.operation_cents.sum()),
    )
    queued = found["destination_title"].isin((DESTINATIONS["queue"], DESTINATIONS["waiting"])).to_numpy()
    elsewhere = found[~queued]
    yield Check(
        "Dívidas e onde estão",
        "dívidas em atraso = fila do dia + pausas + acordos em dia + exceções + encerradas + não acompanhadas",
        len(found),
        int(queue["debt_count"].sum()) + len(elsewhere),
        int(found["overdue_cents"].sum()),
        int(queue["overdue_cents"].sum()) + int(elsewhere["overdue_cents"].sum()),
    )


def alerts_of(debts: LateDebts, found: pd.DataFrame, holds: Holds) -> Iterator[str]:
    """Yield what the reader must know, each in one sentence."""
    yield from _counted(found["is_act_late"], "dívida(s) com providência atrasada em relação à política.")
    yield from _counted(found["collection_stage"] == "undated", "dívida(s) sem data de que contar o prazo.")
    yield from _counted(holds.state == BROKEN, "promessa(s) de pagamento quebrada(s): a cobrança segue.")
    if debts.untold_agreements:
        names = ", ".join(debts.untold_agreements[:5])
        more = len(debts.untold_agreements) - 5
        yield f"acordo(s) sem parcelas nas exportações, cujas dívidas seguem como estavam: {names}" + (
            f" e mais {more}." if more > 0 else "."
        )


_TOLD = {
    "holds": "pausa(s) da cobrança",
    "collection_exceptions": "exceção(ões) da cobrança",
    "collection_events": "evento(s) de cobrança",
}


def without_effect(frames: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Yield the rows of the sheets that have no effect, because they name nobody or end before they begin."""
    for name, what in _TOLD.items():
        sheet = frames[name]
        whose = [column for column in ("contract_id", "agreement_id", "member_id", "document") if column in sheet]
        nobody = sheet[whose].isna().all(axis=1)
        yield from _counted(nobody, f"{what} sem contrato, associado nem CPF/CNPJ: não tem efeito.")
        if "until_date" in sheet:
            turned = days(sheet["until_date"]) < days(sheet["from_date"])
            yield from _counted(turned, f"{what} com Até antes de Desde: não tem efeito.")


def _counted(rows: pd.Series[bool] | Flags, what: str) -> Iterator[str]:
    number = int(np.asarray(rows, dtype=bool).sum())
    if number:
        yield f"{number} {what}"
