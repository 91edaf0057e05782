"""The operations of a month: what enters, who owes it, what is counted once for all rules."""

from __future__ import annotations

from datetime import date

import pytest

from coopcli.calc.portfolio import Portfolio

from .building import OCTOBER_2026, Row, contract, frames_of, plain_rows, portfolio

COMPANY = {"person_type": "PJ"}
MATRIX, BRANCH, OTHER = "11222333000181", "11222333000262", "44555666000181"


def together(found: Portfolio) -> list[set[str]]:
    """Return the contracts gathered by counterparty, in the order of the operations."""
    gathered: dict[int, set[str]] = {}
    for key, number in zip(found.operations["contract_id"], found.counterparty, strict=True):
        gathered.setdefault(int(number), set()).add(key)
    return list(gathered.values())


def test_a_contract_without_balance_is_left_out_and_counted() -> None:
    found = portfolio({"contracts": [contract("1", balance_cents=0), contract("2", balance_cents=1)]})
    assert found.operations["contract_id"].tolist() == ["2"]
    assert (found.settled, found.balance_cents.tolist()) == (1, [1])


def test_overdrafts_and_limits_in_use_are_operations() -> None:
    accounts: list[Row] = [
        {"account_id": "70", "member_id": "5", "overdraft_cents": 50_000, "overdraft_days": 29},
        {"account_id": "71", "document": "22222222222", "limit_used_cents": 80_000, "limit_days_past_due": 3},
        {"account_id": "72", "overdraft_cents": 0, "limit_used_cents": 0},
        {"account_id": "73"},
    ]
    found = portfolio({"contracts": [contract("1")], "current_accounts": accounts})
    by_id = {row["contract_id"]: row for row in plain_rows(found.operations)}
    assert list(by_id) == ["1", "ADP-70", "LIM-71"]
    overdraft, limit = by_id["ADP-70"], by_id["LIM-71"]
    assert (overdraft["product_kind"], limit["product_kind"]) == ("overdraft", "revolving")
    assert (overdraft["balance_cents"], overdraft["overdue_cents"]) == (50_000, 50_000)  # due since its first day
    assert (limit["balance_cents"], limit["overdue_cents"]) == (80_000, None)
    assert (overdraft["days_past_due"], limit["days_past_due"]) == (29, 3)
    assert overdraft["oldest_due_date"] == date(2026, 10, 2)  # 29 days before 31/10
    assert found.overdraft_days.tolist() == [-1, 29, -1]


def test_an_overdraft_among_the_contracts_is_one_too() -> None:
    found = portfolio({"contracts": [contract("1", days=30, product_kind="overdraft"), contract("2", days=30)]})
    assert found.overdraft_days.tolist() == [30, -1]


def test_the_clients_total_adds_up_all_that_one_debtor_owes() -> None:
    rows = {
        "contracts": [
            contract("1", document=MATRIX, balance_cents=3_000_000),
            contract("2", document=BRANCH, balance_cents=1_999_999),
            contract("3", document=OTHER, balance_cents=500_000),
        ],
        "current_accounts": [{"account_id": "7", "document": MATRIX, "overdraft_cents": 1, "overdraft_days": 1}],
    }
    # 30.000,00 + 19.999,99 + 0,01 of one root; the other stands alone
    assert portfolio(rows).client_total_cents.tolist() == [5_000_000, 5_000_000, 500_000, 5_000_000]


def test_the_clients_total_is_not_that_of_the_group() -> None:
    groups: list[Row] = [{"group_id": "9", "document": document} for document in ("11111111111", "22222222222")]
    contracts = [contract("1"), contract("2", document="22222222222")]
    assert portfolio({"contracts": contracts, "economic_groups": groups}).client_total_cents.tolist() == [100_000] * 2


@pytest.mark.parametrize(
    "contracts, others, expected",
    [
        pytest.param(
            [contract("1", document=MATRIX), contract("2", document=BRANCH), contract("3", document=OTHER)],
            {},
            [{"1", "2"}, {"3"}],
            id="root of the CNPJ",
        ),
        pytest.param(
            [contract("1", document="11111111111"), contract("2", document="11111111222")],
            {},
            [{"1"}, {"2"}],
            id="a CPF counts whole",
        ),
        pytest.param(
            [contract("1", document=MATRIX), contract("2", document="44444444444")],
            {"economic_groups": [{"group_id": "9", "document": BRANCH}, {"group_id": "9", "document": "44444444444"}]},
            [{"1", "2"}],
            id="group of one establishment holds for all",
        ),
        pytest.param(
            [contract("1"), contract("2", document=None, member_id="5")],
            {"members": [{"member_id": "5", "document": "11111111111"}]},
            [{"1", "2"}],
            id="document of the member",
        ),
        pytest.param(
            [contract("1", member_id="5"), contract("2", document=None, member_id="5")],
            {},
            [{"1", "2"}],
            id="document told by another contract of the member",
        ),
        pytest.param(
            [contract(key, document=None, member_id=member) for key, member in (("1", "5"), ("2", "5"), ("3", "6"))],
            {},
            [{"1", "2"}, {"3"}],
            id="member alone",
        ),
        pytest.param(
            [contract("1", document=None), contract("2", document=None)],
            {},
            [{"1"}, {"2"}],
            id="nobody known: each by itself",
        ),
        pytest.param(
            [contract("11222333", document=None), contract("2", document=MATRIX)],
            {},
            [{"11222333"}, {"2"}],
            id="a contract's number is no root",
        ),
        pytest.param(
            [contract("1", document=None, member_id="5"), contract("2", document="22222222222")],
            {"economic_groups": [{"group_id": "9", "member_id": "5"}, {"group_id": "9", "document": "22222222222"}]},
            [{"1", "2"}],
            id="group told by member",
        ),
        pytest.param(
            [contract(key, document=key * 11) for key in "123"],
            {"economic_groups": [{"group_id": group, "document": key * 11} for group, key in ("A1", "A2", "B2", "B3")]},
            [{"1", "2", "3"}],
            id="two groups that share a debtor",
        ),
        pytest.param(
            [contract(key, document=key * 11) for key in "13"],
            {"economic_groups": [{"group_id": group, "document": key * 11} for group, key in ("A1", "A2", "B2", "B3")]},
            [{"1"}, {"3"}],
            id="who owes nothing joins no groups",
        ),
    ],
)
def test_counterparties(contracts: list[Row], others: dict[str, list[Row]], expected: list[set[str]]) -> None:
    assert together(portfolio({"contracts": contracts, **others})) == expected


def test_blanks_are_filled_from_the_register() -> None:
    members: list[Row] = [{"member_id": "5", "document": MATRIX, "person_type": "PJ"}]
    rows = {
        "contracts": [
            contract("1", document=None, person_type=None, member_id="5", product_kind=None, is_renegotiated=None),
            contract("2", document=OTHER, person_type=None),
            contract("3", document=None, person_type=None),
        ],
        "members": members,
        "current_accounts": [{"account_id": "7", "member_id": "5", "overdraft_cents": 1, "overdraft_days": 1}],
    }
    found = plain_rows(portfolio(rows).operations)
    assert [row["document"] for row in found] == [MATRIX, OTHER, None, MATRIX]
    assert [row["person_type"] for row in found] == ["PJ", "PJ", None, "PJ"]
    assert (found[0]["product_kind"], found[0]["is_renegotiated"]) == ("other", False)


@pytest.mark.parametrize(
    "maturity, months, because",
    [
        (date(2029, 10, 31), 36, "exatamente 36 meses"),
        (date(2029, 11, 1), 37, "36 meses e um dia: mês começado conta inteiro"),
        (date(2026, 10, 31), 0, "vence hoje"),
        (date(2026, 9, 1), 0, "já venceu"),
        (None, 0, "sem vencimento final"),
    ],
)
def test_months_still_to_run(maturity: date | None, months: int, because: str) -> None:
    found = portfolio({"contracts": [contract("1", maturity_date=maturity)]}, OCTOBER_2026)
    assert found.remaining_months.tolist() == [months], because


@pytest.mark.parametrize(
    "start, end, expected",
    [
        (date(2026, 5, 14), date(2026, 6, 13), True),
        (date(2026, 5, 14), date(2026, 6, 14), False),
        (date(2026, 1, 31), date(2026, 2, 28), True),  # a month from 31/01 ends on 01/03 (Civil Code, art. 132, § 3)
        (date(2026, 1, 31), date(2026, 3, 1), False),
        (None, date(2026, 6, 1), False),
        (date(2026, 5, 14), None, False),
    ],
)
def test_a_term_under_one_month(start: date | None, end: date | None, expected: bool) -> None:
    found = portfolio({"contracts": [contract("1", contract_date=start, maturity_date=end)]})
    assert found.is_under_one_month.tolist() == [expected]


def test_an_empty_portfolio_has_no_rows() -> None:
    found = portfolio({})
    assert (found.size, found.settled) == (0, 0)


def test_the_frames_are_not_changed() -> None:
    from coopcli.calc.portfolio import portfolio_of

    from .building import calendar

    rows = {"contracts": [contract("1", document=None, member_id="5")], "members": [{"member_id": "5"}]}
    frames, untouched = frames_of(rows), frames_of(rows)
    portfolio_of(frames, OCTOBER_2026, calendar())
    assert all(frames[name].equals(untouched[name]) for name in frames)
