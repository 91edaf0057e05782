"""What was set aside is worth what it was last known to be, or nobody knows: never R$ 0,00."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from coopcli.closing.last_known import with_last_known
from coopcli.commands.terminal import aside_text
from coopcli.reading.layouts import load_layouts
from coopcli.reading.read import read_paths
from coopcli.shipped import folder as shipped

HEADER = "Número Contrato Crédito;Valor Contrato;Valor Saldo Devedor Diário"


@pytest.mark.parametrize(
    ("contracted", "before", "told", "because"),
    [
        ("12.000,00", 900_000, "R$ 9.000,00", "o saldo do fechamento anterior"),
        ("12.000,00", None, "R$ 12.000,00", "sem fechamento anterior, o valor contratado"),
        ("", None, "1 de valor não conhecido", "ninguém sabe: não é R$ 0,00"),
    ],
)
def test_a_balance_that_cannot_be_read(
    tmp_path: Path, contracted: str, before: int | None, told: str, because: str
) -> None:
    path = tmp_path / "cre_contratos.csv"
    path.write_bytes(f"{HEADER}\r\n1001;1.000,00;500,00\r\n1002;{contracted};1.23,45\r\n".encode())
    exports = read_paths([path], load_layouts([shipped("rules") / "layouts"]))
    last = None if before is None else pd.DataFrame({"contract_id": ["1002"], "balance_cents": [before]})
    found = with_last_known(exports, last)
    assert aside_text(found.sources) == told, because
    assert [source.rows_set_aside for source in found.sources] == [1]
    assert found.sources[0].cents_read == 50_000  # what was read adds up as before
