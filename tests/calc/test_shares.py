"""The balance of an operation divided among its instalments (calc/aging)."""

from __future__ import annotations

import numpy as np
import pytest

from coopcli.calc.aging import _shares


@pytest.mark.parametrize(
    ("total", "operation", "weight", "expected", "because"),
    [
        ([1000], [0, 0], [100, 100], [500, 500], "R$ 10,00 em duas parcelas iguais"),
        ([100], [0, 0, 0], [1, 1, 1], [33, 33, 34], "R$ 1,00 em três: o centavo que sobra fica na última"),
        ([1000, 300], [0, 1, 0], [300, 7, 100], [750, 300, 250], "3/4 e 1/4 de R$ 10,00; parcela única leva tudo"),
        ([1000], [0, 0], [0, 50], [0, 1000], "parcela sem saldo não leva nada"),
        (
            [49],
            [0, 0],
            [1, 48],
            [1, 48],
            "o saldo é a soma das parcelas: cada uma leva o seu, embora 49 × (1 ÷ 49) < 1",
        ),
        ([8 * 10**15], [0, 0, 0], [4 * 10**15 - 1, 4 * 10**15, 1], [4 * 10**15 - 1, 4 * 10**15, 1], "R$ 80 trilhões"),
    ],
)
def test_shares_of_a_balance(total, operation, weight, expected, because):
    assert _shares(np.array(total), np.array(operation), np.array(weight)).tolist() == expected, because


def test_shares_add_up_to_the_balance_whatever_the_weights():
    rng = np.random.default_rng(7)
    total = rng.integers(1, 10**13, 500)
    operation = np.concatenate([np.arange(500), rng.integers(0, 500, 5_000)])
    weight = np.concatenate([np.ones(500, dtype=np.int64), rng.integers(0, 10**12, 5_000)])
    order = rng.permutation(len(operation))
    shares = _shares(total, operation[order], weight[order])
    added = np.zeros(500, dtype=np.int64)
    np.add.at(added, operation[order], shares)
    assert (added == total).all()
    assert (shares >= 0).all()


def test_shares_of_nothing():
    nothing = np.zeros(0, dtype=np.int64)
    assert _shares(nothing, nothing, nothing).tolist() == []
