"""Which ladder a debt is on, and whether it is followed, by anything that is known of the debt by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coopcli.shipped import folder
from tests.calc.building import Rows
from tests.calc.collection.collecting import PERSON, debt, joined, late
from tests.calc.collection.test_agreements import agreement

SHIPPED = (folder("rules") / "collection" / "situations.yaml").read_text(encoding="utf-8")
FIRST = "      - {when: {debt_kind:"
APART = 'situation: apart, ladder: collection/former-member, responsible: Diretoria, article: "ata", title: À parte'


def own_rules(tmp_path: Path, condition: str) -> Path:
    """Return a cooperative's rules whose first row of situations asks ``condition``, and whose others are shipped."""
    path = tmp_path / "rules" / "collection" / "situations.yaml"
    path.parent.mkdir(parents=True)
    assert FIRST in SHIPPED
    path.write_bytes(SHIPPED.replace(FIRST, f"      - {{when: {condition}, {APART}}}\n{FIRST}", 1).encode())
    return tmp_path / "rules"


def broken(count: int) -> Rows:
    """Return agreements of other contracts that the debtor broke in 2026, and paid since."""
    days = [date(2026, 3, i + 1) for i in range(count)]
    rows = [
        agreement(f"A{i}", f"9{i}", document=PERSON, broken_date=day, settled_date=date(2026, 10, 1))
        for i, day in enumerate(days)
    ]
    return {"agreements": rows}


@pytest.mark.parametrize(
    ("condition", "inside", "outside"),
    [
        ("{branch: {is: '02'}}", {"branch": "02"}, {"branch": "01"}),
        ("{credit_line_code: {is: '9900'}}", {"credit_line_code": "9900"}, {"credit_line_code": "9901"}),
        ("{product: {is: credito rural}}", {"product": "Crédito Rural"}, {"product": "Crédito Pessoal"}),
        ("{product_kind: {is: payroll_loan}}", {"product_kind": "payroll_loan"}, {"product_kind": "other"}),
        ("{person_type: {is: PJ}}", {"document": "12345678000195", "person_type": "PJ"}, {"document": PERSON}),
        ("{member_id: {is: '8'}}", {"member_id": "8"}, {"member_id": "7"}),
        ("{given_level: {in: [D, E]}}", {"exported_level": "D"}, {"exported_level": "C"}),
        ("{given_level: {missing: true}}", {}, {"exported_level": "AA"}),
    ],
)
def test_the_first_row_decides_on_both_sides_of_its_condition(
    tmp_path: Path, condition: str, inside: dict[str, str], outside: dict[str, str]
) -> None:
    own = own_rules(tmp_path, condition)
    assert debt(late(**inside), own=own)["situation"] == "apart"
    assert debt(late(**outside), own=own)["situation"] == "active_member"


@pytest.mark.parametrize(("count", "situation"), [(1, "active_member"), (2, "apart")])
def test_the_agreements_that_the_debtor_broke_are_counted(tmp_path: Path, count: int, situation: str) -> None:
    own = own_rules(tmp_path, "{broken_agreement_count: {from: 2}}")
    assert debt(joined(late(), broken(count)), own=own)["situation"] == situation


def test_amounts_and_days(tmp_path: Path) -> None:
    own = own_rules(tmp_path, '{overdue_cents: {below: "50,00"}, days_past_due: {above: 29}}')
    assert debt(late(days=30, cents=4_999), own=own)["situation"] == "apart"
    assert debt(late(days=30, cents=5_000), own=own)["situation"] == "active_member"
    assert debt(late(days=29, cents=4_999), own=own)["situation"] == "active_member"


def test_a_branch_that_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "rules" / "collection" / "situations.yaml"
    path.parent.mkdir(parents=True)
    row = "      - {is_followed: true"
    text = SHIPPED.replace(
        row, f"      - {{when: {{branch: {{is: '02'}}}}, is_followed: false, article: ata}}\n{row}", 1
    )
    path.write_bytes(text.encode())
    found = {branch: debt(late(branch=branch), own=tmp_path / "rules")["destination_title"] for branch in ("01", "02")}
    assert found == {"01": "na fila", "02": "não acompanhada"}
