"""A new act under its own id, with a portfolio that no act had: two YAML files, and no Python.

Resolução BCB nº 900/2026 is invented: from October 2026 payroll loans without guarantee is in C6, at twice the
additional loss of C5 (up to 100%).
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from coopcli.closing.close import Closed
from coopcli.closing.explain import explain
from coopcli.closing.history import FILE
from coopcli.shipped import folder

from .closing_month import SEPTEMBER, close_month

pytestmark = pytest.mark.slow

OLD, NEW = "provisioning/bcb-352-2023", "provisioning/bcb-900-2026"
ACT = "Resolução BCB nº 900/2026"


def _write(working: Path, name: str, text: str) -> None:
    path = working / "rules" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _with_c6(text: str) -> str:
    """Return the tables with a C6: the rates of C5, twice those of the additional loss."""
    head, additional = text.split("  additional_loss:")
    additional, rest = additional.split("  excess:")

    def twice(found: re.Match[str]) -> str:
        return f"C5: {found[1]}, C6: {min(2 * Decimal(found[1]), Decimal(1))}}}"

    last = r"C5: ([\d.]+)}"
    head, additional = re.sub(last, r"C5: \1, C6: \1}", head), re.sub(last, twice, additional)
    return f"{head}  additional_loss:{additional}  excess:{rest}"


def _new_act(text: str) -> str:
    text = text.replace(f"id: {OLD}", f"id: {NEW}").replace("nº 352", "nº 900")
    text = text.replace("short_title: Resolução BCB nº 900/2023", f"short_title: {ACT}")
    text = text.replace("effective_from: 2025-01-01", "effective_from: 2026-10-01")
    text = text.replace("portfolio: [C1, C2, C3, C4, C5]", "portfolio: [C1, C2, C3, C4, C5, C6]")
    row = '      - {when: {has_guarantee: {is: false}, product_kind: {is: payroll_loan}}, portfolio: C6, article: "art. 7º"}\n'
    before = "      - {when: {has_guarantee: {is: false}, product_kind: {in: [payroll_loan"
    assert before in text
    return _with_c6(
        text.replace(before, row + before).replace('portfolio_review: "art. 81, § 3º"', 'portfolio_review: "art. 8º"')
    )


@pytest.fixture
def closed(working: Path) -> Closed:
    """October closed under the new act, after a September under the old one."""
    shipped = (folder("rules") / f"{OLD}.yaml").read_text(encoding="utf-8")
    ended = shipped.replace("effective_from: 2025-01-01", "effective_from: 2025-01-01\neffective_to: 2026-09-30")
    _write(working, OLD, ended)
    _write(working, NEW, _new_act(shipped))
    close_month(working, SEPTEMBER)
    return close_month(working)


def test_a_month_closes_under_a_new_act_with_a_sixth_portfolio(closed: Closed) -> None:
    (classified,) = closed.run.month.classified
    stored = pd.read_parquet(closed.folder / FILE)
    sixth = stored[stored["floor_provision.risk_class"] == "C6"]
    assert len(sixth) and set(sixth["product_kind"]) == {"payroll_loan"}
    assert set(sixth["floor_provision.class_article"]) == {"art. 7º"}
    assert set(sixth["floor_provision.class_reason"].str.split("[").str[0]) == {f"{NEW}#portfolio_by_product"}
    # the text of the new act, everywhere
    assert (classified.act, classified.title) == ("BCB 900", "Resoluções CMN nº 4.966/2021 e BCB nº 900/2026")
    assert any(ACT in alert and "art. 8º" in alert for alert in closed.run.month.alerts)
    topics = [note.topic for note in closed.run.month.notes]
    assert "Resolução BCB nº 900" in topics and not [topic for topic in topics if "352" in topic]
    # 15 and 31 days late: 10.000,00 × 15% and 38.000,00 × 30%, twice the 7,5% and 15% of C5
    cents = dict(zip(sixth["contract_id"], sixth["floor_provision.additional_cents"], strict=True))
    assert (cents["2015"], cents["4036"]) == (150_000, 1_140_000)
    page = explain(closed.run, str(sixth["contract_id"].iloc[0]))
    assert any(step.article == "art. 7º" and "900" in step.act for regime in page.regimes for step in regime.steps)


def test_its_sheets_show_the_sixth_portfolio(closed: Closed) -> None:
    book = load_workbook(closed.folder / "relatorio.xlsx", read_only=True)
    cells = {sheet.title: [value for row in sheet.iter_rows(values_only=True) for value in row] for sheet in book}
    assert "C6" in cells["Provisão"]
    assert "Carteira (BCB 900)" in cells["Operações"]
    assert not [name for name, values in cells.items() for value in values if "BCB 352" in str(value)]


def test_a_close_without_the_new_portfolio_is_refused_by_line(working: Path) -> None:
    """A portfolio that the rows name and the list does not have is no word of the rule."""
    from .closing_month import codes_of

    shipped = (folder("rules") / f"{OLD}.yaml").read_text(encoding="utf-8")
    _write(working, OLD, _new_act(shipped).replace("C5, C6]", "C5]").replace(f"id: {NEW}", f"id: {OLD}"))
    assert set(codes_of(lambda: close_month(working))) == {"regra-invalida"}
