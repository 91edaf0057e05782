"""``coopcli rules`` from end to end: one slip in an own file, a new act, a house minimum, a copy of a rule.

Figures of the small sample, 31/10/2026: the overdraft ADP-7005, R$ 500,00 at 5 days, takes 1,9% (Annex II, C5) or
R$ 9,50; with a house minimum of 5%, R$ 25,00. The other overdraft is at 30 days (7,5%): the minimum changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from coopcli.sample import cooperative
from coopcli.shipped import folder
from tests.rulebook.test_overlays import CONCEPTS, FLOOR, LEVELS, MINIMUM, overlay

Call = Callable[..., tuple[int, str]]
DONE, REFUSED = 0, 1
AMENDED = f"{CONCEPTS}.as-of-2025-10-01"
NEW = "provisioning/bcb-900-2026"
HOUSE = overlay(MINIMUM.replace("additional_loss", "minimum_total"), target=CONCEPTS)


def own(working: Path, name: str, old: str = "", new: str = "", source: str = "") -> int:
    """Write an own copy of a rule with one text changed once; return the line of the change (0: none)."""
    text = (folder("rules") / f"{source or name}.yaml").read_text(encoding="utf-8")
    assert old in text, old
    put(working, name, text.replace(old, new, 1) if old else text)
    return text[: text.index(old)].count("\n") + 1 if old else 0


def put(working: Path, name: str, text: str) -> None:
    path = working / "rules" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


CHARGED = "      - {from: 1, charges_fine: true, "
SLIPS = [
    (
        LEVELS,
        "{when: {level: {is: E}},  rate:",
        "{when: {level: {is: E}},  equity_rate:",
        "ninguém lê dela o resultado equity_rate",
    ),
    (FLOOR, "to: 90, rate: {C1", "to: 90, equity_rate: {C1", "ninguém lê dela o resultado equity_rate"),
    ("collection/charges", f"{CHARGED}charges_interest: true, ", CHARGED, "falta charges_interest"),
    (
        AMENDED,
        "{when: {is_problem_asset: {is: true}}, stops_revenue: true",
        "{when: {is_problem_asset: {is: true}}, write_off_due: true",
        "stops_revenue",
    ),
    (
        AMENDED,
        "{when: {trigger: {is: restructuring}}, is_problem",
        "{when: {credit_line: {is: x}}, is_problem",
        "não recebe o fato credit_line",
    ),
    (
        "collection/letters",
        "{when: {hold_kind: {is: deceased}}, letter_action",
        "{when: {person_type: {is: PF}}, letter_action",
        "não recebe o fato person_type",
    ),
    ("profile/delinquency", "{title: Sexo, fact: sex,", "{title: Sexo, fact: credit_line,", "credit_line"),
    (
        "collection/active-member",
        "letter: first-notice, channel",
        "letter: first-notce, channel",
        "você quis dizer first-notice",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "old", "new", "told"), SLIPS, ids=[slip[0] for slip in SLIPS])
def test_one_slip_is_refused_by_file_and_line_before_anything_is_closed(
    call: Call, working: Path, name: str, old: str, new: str, told: str
) -> None:
    line = own(working, name, old, new)
    for words in (("rules", "check"), ("rules", "test"), ("close", "2026-10")):
        status, said = call(*words, "--folder", working)
        assert status == REFUSED
        assert f"[regra-invalida] rules/{name}.yaml, linha {line}\n" in said
        assert told in said and "o que fazer:" in said
    assert not (working / "closings" / "2026-10").exists()


@pytest.mark.slow
def test_a_misspelt_letter_stops_the_full_sample_by_file_and_line(call: Call, tmp_path: Path) -> None:
    working = tmp_path / "cooperativa"
    cooperative(working)
    name, old, new, told = SLIPS[-1]
    line = own(working, name, old, new)
    for words in (("rules", "check"), ("close", "2026-10")):
        status, said = call(*words, "--folder", working)
        assert status == REFUSED
        assert f"rules/{name}.yaml, linha {line}\n" in said and told in said


@pytest.mark.slow
def test_a_new_act_under_its_own_id_is_used_from_its_first_day(call: Call, working: Path) -> None:
    own(working, FLOOR, "effective_from: 2025-01-01", "effective_from: 2025-01-01\neffective_to: 2026-12-31")
    text = (folder("rules") / f"{FLOOR}.yaml").read_text(encoding="utf-8").replace(f"id: {FLOOR}", f"id: {NEW}")
    text = text.replace("effective_from: 2025-01-01", "effective_from: 2027-01-01")
    put(working, NEW, text.replace("Resolução BCB nº 352", "Resolução BCB nº 900"))
    exports = working / "exports" / "2026-10"
    for day, act, other in (("31/12/2026", "352", "900"), ("31/01/2027", "900", "352")):
        status, said = call("explain", "3002", exports, "--data-base", day)
        assert status == DONE
        assert f"provisioning/bcb-{act}" in said and f"provisioning/bcb-{other}" not in said
    assert "sem casos: provisioning/bcb-900-2026" in call("rules", "test", "--folder", working)[1]


@pytest.mark.slow
def test_a_house_minimum_in_every_command(call: Call, working: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(working, "overlays/house", HOUSE)
    exports = working / "exports" / "2026-10"
    status, said = call("rules", "check", "--folder", working)
    assert status == DONE and "da cooperativa: overlays/house (Decisão da casa; Ata nº 12/2026" in said
    status, said = call("rules", "show", "overlays/house", "--folder", working)
    assert status == DONE and "3+ natureza do produto = overdraft → taxa 0.05" in said
    assert call("rules", "list", "--folder", working)[1].count("desde 01/10/2026") == 1
    status, said = call("rules", "test", "--folder", working)
    assert status == DONE
    assert "sobreposição, mais prudente que a regra" in said and f"{AMENDED}#minimum_total[3]+overlays/house:11" in said
    assert "mudados por decisão da cooperativa" in said
    status, said = call("explain", "ADP-7005", exports)
    assert "art. 49 (0,00%); mínimo da casa 5,00%: Ata nº 12/2026, item 4" in said
    assert "R$ 0,00 + R$ 9,50 + R$ 15,50 = R$ 25,00" in said
    monkeypatch.chdir(working)
    status, said = call("rules", "diff")
    assert status == DONE
    assert "+ minimum_total: natureza do produto = overdraft → taxa 0.05" in said
    assert "ADP-7005" in said and "R$ 9,50" in said and "R$ 25,00" in said and "R$ 15,50" in said
    assert "ADP-7030" not in said


@pytest.mark.slow
def test_a_close_under_an_overlay_keeps_it_as_evidence(call: Call, working: Path) -> None:
    plain = call("close", "2026-10", "--folder", working)
    before = json.loads((working / "closings" / "2026-10" / "manifest.json").read_text(encoding="utf-8"))
    put(working, "overlays/house", HOUSE)
    status, said = call("close", "2026-10", "--folder", working)
    assert (plain[0], status) == (DONE, REFUSED) and "2026-10" in said  # another set of rules: not the same close
    assert call("close", "2026-10", "--folder", working, "--replace")[0] == DONE
    after = json.loads((working / "closings" / "2026-10" / "manifest.json").read_text(encoding="utf-8"))
    rules = {rule["id"]: rule for rule in after["rules"]}
    assert len(rules["overlays/house"]["sha256"]) == 64
    assert "com overlays/house" in rules[AMENDED]["status"]
    assert rules[AMENDED]["effective_from"] == "2025-10-01"
    was, now = (sum(one["provision_cents"].values()) if isinstance(one["provision_cents"], dict)
                else one["provision_cents"] for one in (before["totals"], after["totals"]))  # fmt: skip
    assert now - was == 1550


@pytest.mark.slow
def test_an_overlay_that_quotes_a_row_as_it_was_stops_the_month(call: Call, working: Path) -> None:
    """The published row says 0,5%; the overlay was written when it was 0,4%. What to do is told, and nothing closed."""
    row = "{when: {level: {is: A}}, rate: %s, article: %s}"
    old, new = row % ("0.004", '"art. 6º, I"'), row % ("0.006", "item 1")
    tables = f"  provision_rate:\n    replace:\n      - row: {old}\n        with: {new}\n"
    put(working, "overlays/house", overlay(tables, target=LEVELS, start="2024-01-01", end="2024-12-31"))
    for words in (("rules", "check"), ("close", "2026-10")):
        status, said = call(*words, "--folder", working)
        assert status == REFUSED
        assert "[regra-invalida] rules/overlays/house.yaml, linha 12\n" in said
        assert "a linha como está hoje: {when: {level: {is: A}}, article: 'art. 6º, I', rate: '0.005'}" in said
    assert not (working / "closings" / "2026-10").exists()


@pytest.mark.slow
def test_an_own_rate_that_no_published_case_knows_is_told_by_its_row(call: Call, working: Path) -> None:
    line = own(working, LEVELS, "{when: {level: {is: A}},  rate: 0.005", "{when: {level: {is: A}},  rate: 0.006")
    status, said = call("rules", "test", "--folder", working)
    assert status == REFUSED
    assert f"[caso-divergente] rules/{LEVELS}.yaml, linha {line}" in said
    assert f"3 casos publicados mudam por {LEVELS}#provision_rate[2]" in said
    assert "cases/provisioning/cmn-2682-1999.yaml, linha" in said


@pytest.mark.slow
def test_a_copy_that_hides_a_correction_is_told(call: Call, working: Path) -> None:
    """The fingerprint of another text: the shipped one changed since."""
    own(working, FLOOR, "kind: law", f"copied_from: {'0' * 16}\nkind: law")
    status, said = call("rules", "check", "--folder", working)
    assert status == DONE and f"rules/{FLOOR}.yaml: a regra publicada mudou depois desta cópia" in said
    status, said = call("provision", working / "exports" / "2026-10")
    assert "a regra publicada mudou depois desta cópia" in said


def test_rows_are_shown_as_an_overlay_quotes_them(call: Call, working: Path) -> None:
    """What is printed can be pasted: the overlay that quotes the fourth row of the levels is accepted."""
    status, said = call("rules", "show", LEVELS, "--quote", "provision_rate", "--folder", working)
    assert status == DONE
    row = next(line for line in said.splitlines() if "level: {is: B}" in line).removeprefix("- ")
    new = row.replace("'0.01'", "'0.02'")
    tables = f"  provision_rate:\n    replace:\n      - row: {row}\n        with: {new}\n"
    put(working, "overlays/house", overlay(tables, target=LEVELS, start="2024-01-01", end="2024-12-31"))
    assert call("rules", "check", "--folder", working)[0] == DONE
    status, said = call("rules", "show", LEVELS, "--quote", "provision_rates", "--folder", working)
    assert status != DONE and "você quis dizer provision_rate?" in said


@pytest.mark.parametrize("words", [("risk_levels",), ("risk_levels", "")])
def test_a_comparison_has_two_sides_or_none(call: Call, words: tuple[str, ...]) -> None:
    status, said = call("rules", "diff", *words)
    assert status != DONE and "opcao-invalida" in said


def test_the_folder_of_a_close_is_no_folder_of_exports(call: Call, tmp_path: Path) -> None:
    (tmp_path / "2026-10").mkdir()
    (tmp_path / "2026-10" / "manifest.json").write_bytes(b"{}")
    status, said = call("rules", "diff", "--portfolio", tmp_path / "2026-10")
    assert status != DONE and "exports/2026-10" in said


def test_without_exports_the_difference_is_told_in_text(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, said = call("rules", "diff")
    assert status == DONE and "As regras em vigor são as publicadas." in said
