"""Collection as a step of the close: October 2026 of the sample cooperative, each situation of the policy in its place.

The expected acts and days are worked out from the policy (Política de Recuperação de Crédito, 4ª versão) and the
stories of ``sample/collection.py``; 31/10/2026 is a Saturday.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from coopcli.closing.close import Closed
from coopcli.closing.collection import LettersWanted, run_collection
from coopcli.closing.inputs import Request
from coopcli.closing.manifest import read_manifest
from coopcli.closing.month import run_month
from coopcli.closing.settings import load_settings
from coopcli.reports.sheets.sources import checks_of
from coopcli.sample import nossacoop, vale_do_ipe
from tests.owner import assert_owners_alone

from .closing_month import OCTOBER, SEPTEMBER, close_month, codes_of, tree

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vale") / "coop"
    vale_do_ipe.write(folder, vale_do_ipe.MIN_MEMBERS)
    close_month(folder, SEPTEMBER, letters=False)
    return folder


@pytest.fixture(scope="module")
def october(folder: Path) -> Closed:
    return close_month(folder, OCTOBER)


def debts_of(closed: Closed) -> pd.DataFrame:
    assert closed.collection is not None
    return closed.collection.report.collection.debts.set_index("debt_id")


@pytest.mark.parametrize(
    "debt, act, deadline, destination, because",
    [
        ("200005", "contact", date(2026, 12, 19), "na fila", "§ 4.3: desligado em 30/10, dia 1; 50º dia em 19/12"),
        ("200006", "follow", date(2026, 10, 31), "aguardando prazo", "§ 4.3: dia 50, o último da cobrança administrativa"),
        ("200007", "list", date(2026, 11, 24), "na fila", "§ 4.3: dia 51, aviso há 12 dias; 75º dia em 24/11"),
        ("200008", "await_notice", date(2026, 10, 31), "aguardando prazo", "CDC 43 § 2º: aviso há 9 dias, espera 10"),
        ("200009", "listing_notice", date(2026, 10, 20), "na fila", "dia 76 sem aviso; 65º dia em 20/10, já passou"),
        ("200010", "evaluate_lawsuit", date(2026, 10, 31), "na fila", "negativado há 45 dias; até R$ 5.000,00: Coordenação"),
        ("200150", "law_office", date(2026, 10, 31), "na fila", "negativado há 45 dias, acima de R$ 5.000,00"),
        ("200155", "law_office", date(2026, 10, 30), "na fila", "negativado há 46 dias: o prazo foi ontem"),
        ("200145", "follow_lawsuit", None, "aguardando prazo", "ajuizada: acompanhar o processo"),
        ("200059", "account_settlement", date(2026, 11, 30), "na fila", "§ 4.3: sem encontro de contas; 50º dia em 30/11"),
        ("200023", "capital_use", None, "na fila", "§ 4.2: 12 meses do vencimento de 31/10/2025 completos em 31/10/2026"),
        ("200024", "capital_use", None, "na fila", "§ 4.2: 12 meses e um dia"),
        ("200026", "list", date(2026, 11, 14), "na fila", "capital usado em 31/08: dia 61; 75º dia em 14/11"),
        ("200027", None, None, "processo encerrado", "§ 4.3: afastado sem folha, negativado"),
        ("200028", "contact", date(2026, 10, 25), "na fila", "§ 4.3: afastamento terminou em 15/10, cobrança retomada"),
        ("A-101", "listing_notice", date(2026, 11, 17), "na fila", "§ 4.4: parcela de 28/09, dia 33; aviso até o 50º"),
        ("A-102", "listing_notice", date(2026, 10, 21), "na fila", "§ 4.4: parcela de 01/09, dia 60"),
        ("A-103", "listing_notice", date(2026, 10, 20), "na fila", "§ 4.4: parcela de 31/08, dia 61"),
        ("200011", "contact", date(2026, 7, 13), "em pausa", "ordem judicial desde 06/10: nada se faz"),
    ],
)  # fmt: skip
def test_each_situation_has_its_act(
    october: Closed, debt: str, act: str | None, deadline: date | None, destination: str, because: str
) -> None:
    row = debts_of(october).loc[debt]
    assert (row["act"] if isinstance(row["act"], str) else None) == act, because
    assert (None if pd.isna(row["deadline_date"]) else row["deadline_date"].date()) == deadline, because
    assert row["destination_title"] == destination, because


def test_listings_of_debts_paid_leave_in_five_business_days(october: Closed) -> None:
    assert october.collection is not None
    lists = october.collection.report.bureau.set_index("debt_id")
    gone = lists[lists["list_kind"] == "to_exclude"]["deadline_date"].dt.date.to_dict()
    # Súmula 548: paga na terça 20/10, cinco dias úteis até 27/10; na quinta 22/10, até 29/10
    assert gone == {"200290": date(2026, 10, 27), "200292": date(2026, 10, 29)}


def test_a_debt_under_a_kept_agreement_is_on_no_list_of_the_bureau(october: Closed) -> None:
    assert october.collection is not None
    lists = october.collection.report.bureau
    assert debts_of(october).loc["200079", "destination_title"] == "acordo em dia"
    assert "200079" not in set(lists["debt_id"])


def test_every_check_of_the_collection_agrees(october: Closed) -> None:
    assert october.collection is not None
    checks = list(checks_of(october.collection.report.study))
    assert [check for check in checks if not check.agrees()] == []
    told = {check.comparison for check in checks if check.subject == "Encargos"}
    assert told == {"parcelas = soma das dívidas", "em atraso + encargos = atualizado"}


def test_operations_whose_overdue_amount_nothing_tells_are_told_once(october: Closed) -> None:
    """Five overdrawn limits and contracts of the sample have no instalments and no overdue amount."""
    assert october.collection is not None
    told = [alert for alert in october.collection.report.study.alerts if "valor vencido" in alert]
    assert told == ["5 operação(ões) em atraso sem valor vencido nas exportações: entram com zero, sem encargos."]


def test_lists_and_letters_are_published_for_their_owner_alone(october: Closed) -> None:
    names = set(tree(october.folder))
    assert {"cobranca.xlsx", "negativacoes.csv", "cartas/imprimir.pdf", "cartas/registro.csv"} <= names
    assert_owners_alone(october.folder, *october.folder.rglob("*"))
    manifest = read_manifest(october.folder)
    assert manifest is not None
    assert {item["name"] for item in manifest["outputs"]} == names - {"manifest.json"}
    assert {"collection/former-member", "collection/charges"} <= {rule["id"] for rule in manifest["collection_rules"]}
    assert manifest["templates"]


def test_the_same_close_again_has_nothing_to_do_and_another_has_the_same_bytes(folder: Path, october: Closed) -> None:
    assert close_month(folder, OCTOBER).already
    before = tree(october.folder)
    replaced = close_month(folder, OCTOBER, replace=True)
    assert tree(replaced.folder) == before
    assert replaced.kept_aside is not None


def test_a_close_without_letters_says_so(folder: Path, october: Closed) -> None:
    assert codes_of(lambda: close_month(folder, OCTOBER, letters=False)) == ["fechamento-ja-existe"]
    simulated = close_month(folder, OCTOBER, letters=False, dry_run=True)
    assert simulated.collection is not None
    assert simulated.collection.letters is None
    assert any(note.topic == "Cartas" and not note.applied for note in simulated.collection.report.study.notes)


def test_a_cooperative_that_letters_cannot_name_closes_without_them(folder: Path, october: Closed) -> None:
    settings = folder / "coop.yaml"
    whole = settings.read_text(encoding="utf-8")
    try:
        settings.write_bytes(whole.replace('sac: "0800 000 0001"', 'sac: ""').encode())
        simulated = close_month(folder, OCTOBER, dry_run=True)
    finally:
        settings.write_bytes(whole.encode())
    assert simulated.collection is not None
    assert simulated.collection.letters is None
    assert any("Nenhuma carta foi gravada" in alert for alert in simulated.run.month.alerts)


def test_before_the_policy_there_is_no_collection_and_a_note_says_so(tmp_path: Path) -> None:
    nossacoop(tmp_path / "coop")
    closed = close_month(tmp_path / "coop", (2011, 10))
    assert closed.collection is None
    assert "cobranca.xlsx" not in tree(closed.folder)
    told = [note.text for note in closed.run.month.notes if note.topic == "Cobrança" and not note.applied]
    assert told == ["nenhuma política de cobrança vigente em 30/10/2011: sem fila, listas nem cartas"]


def test_the_agreements_of_the_sample_show_each_thing_once(october: Closed) -> None:
    """A-102 is a sheet made by hand whose last instalment does not close the balance; A-106 came from the law office
    eleven days ago (§ 5: ten). Equal instalments bear no rate."""
    assert october.collection is not None
    assert [alert for alert in october.collection.report.study.alerts if "acordo(s)" in alert] == [
        "1 acordo(s) com parcelas diferentes das calculadas (aba Parcelas dos acordos).",
        "1 acordo(s) do escritório jurídico sem registro no sistema depois do prazo (§ 5).",
    ]


def test_a_cooperative_may_want_no_collection_in_its_close(folder: Path, october: Closed) -> None:
    settings = folder / "coop.yaml"
    whole = settings.read_text(encoding="utf-8")
    try:
        settings.write_bytes((whole + "collection_in_close: false\n").encode())
        simulated = close_month(folder, OCTOBER, dry_run=True)
    finally:
        settings.write_bytes(whole.encode())
    assert simulated.collection is None
    told = [note.text for note in simulated.run.month.notes if note.topic == "Cobrança" and not note.applied]
    assert told == ["desligada em coop.yaml (collection_in_close): sem fila, listas nem cartas"]


def test_letters_of_the_twenty_ninth_of_february(working: Path) -> None:
    request = Request(working / "exports" / "2026-10", date(2028, 2, 29), any_date=True)
    run = run_month(request, load_settings(working), lambda step: None)
    collection = run_collection(run, LettersWanted(working / "closings"))
    assert collection.letters is not None
    assert len(collection.report.collection.debts) > 0
