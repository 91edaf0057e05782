from __future__ import annotations

import pytest

from coopcli.reading.headers import column_letters


@pytest.mark.parametrize(
    "position, letters", [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_called_as_excel_calls_them(position: int, letters: str) -> None:
    assert column_letters(position) == letters
