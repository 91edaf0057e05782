"""Overlays: a house minimum above the law, a row replaced or added, and what an auditor would try with them.

Figures by hand from Res. BCB 352, art. 78 and Annex II (C5: 1,9% to 14 days, 7,5% from 15 to 30) and Res. 2.682, art. 6.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from coopcli.errors import Problem, RuleError
from coopcli.rulebook.book import Rulebook, load_rulebook, rule_sources
from coopcli.rulebook.decide import Decision, decide
from coopcli.rulebook.facts import Facts
from coopcli.rulebook.grid import Grid, grid_of
from coopcli.rulebook.overlaid import meeting, rank
from coopcli.rulebook.proofs import idle
from coopcli.rulebook.references import letter_problems
from coopcli.rulebook.tables import Condition, RuleFile
from coopcli.rulebook.yaml_text import in_a_line, read_yaml
from coopcli.shipped import folder

RULES = folder("rules")
LETTERS = [path.name.split(".")[0] for path in (folder("templates") / "letters").iterdir()]
SHIPPED = load_rulebook(RULES)
FLOOR, CONCEPTS, LEVELS = "provisioning/bcb-352-2023", "provisioning/cmn-4966-2021", "provisioning/cmn-2682-1999"
ON = date(2026, 10, 31)
MINIMUM = (
    "  additional_loss:\n    minimum:\n      - {when: {product_kind: {is: overdraft}}, rate: 0.05, article: item 4}\n"
)
BAND = 'from: 15, to: 30, rate: {C1: 0.035, C2: 0.035, C3: 0.035, C4: 0.035, C5: %s}, article: "%s"'
ORDINARY = "is_complete_method: {is: false}, is_federal_programme: {is: false}"
PUBLISHED = BAND % ("0.075", "art. 78, § 1º, I; Anexo II, de 15 a 30 dias")


def replacing(new: str, old: str = PUBLISHED, table: str = "additional_loss") -> str:
    return f"  {table}:\n    replace:\n      - row: {{{old}}}\n        with: {{{new}}}\n"


def overlay(tables: str, name: str = "house", target: str = FLOOR, start: str = "2026-10-01", end: str = "") -> str:
    until = f"effective_to: {end}\n" if end else ""
    return (
        f"id: overlays/{name}\ntitle: Decisão da casa\noverlays: {target}\n"
        "source: {act: 'Ata nº 12/2026, de 10/09/2026', url: 'https://example.org', checked_on: 2026-09-10}\n"
        f"author: Diretoria\nreason: perdas de 2025\neffective_from: {start}\n{until}tables:\n{tables}"
    )


def book_of(tmp_path: Path, *overlays: str, **files: str) -> Rulebook:
    for text in overlays:
        name = text.splitlines()[0].removeprefix("id: ")
        path = tmp_path / "rules" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    for name, text in files.items():
        path = tmp_path / "rules" / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return load_rulebook(RULES, tmp_path / "rules")


def refused(tmp_path: Path, *overlays: str) -> Problem:
    with pytest.raises(RuleError) as caught:
        book_of(tmp_path, *overlays)
    (problem,) = caught.value.problems
    assert problem.line > 0
    assert problem.file.startswith("rules/overlays/")
    return problem


def decided(book: Rulebook, table: str, role: str = "floor_provision", on: date = ON, **facts: object) -> Decision:
    found = book.in_force(role, on).tables[table]
    columns: dict[str, object] = {name: [None] for name in found.signature.given}
    for name in found.facts:
        columns[name] = [facts.get(name, {"product_kind": "other", "portfolio": "C5"}.get(name, False))]
    return decide(found, Facts(columns, 1))


def additional(book: Rulebook, days: int, product: str = "overdraft", portfolio: str = "C5", on: date = ON) -> Decision:
    return decided(book, "additional_loss", on=on, days_past_due=days, product_kind=product, portfolio=portfolio)


def rate(decision: Decision) -> Decimal:
    row = decision.row(0)
    assert row is not None
    return Decimal(str(row.outcomes["rate"]))


# --- a minimum -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "product", "expected"),
    [
        (0, "overdraft", "0.05"),  # Annex II 1,9%: the house's 5%
        (14, "overdraft", "0.05"),
        (15, "overdraft", "0.075"),  # Annex II 7,5% is more
        (0, "personal_loan", "0.019"),  # not named
        (14, "payroll_loan", "0.005"),
    ],
)
def test_the_greater_of_the_law_and_the_house_counts(tmp_path: Path, days: int, product: str, expected: str) -> None:
    assert rate(additional(book_of(tmp_path, overlay(MINIMUM)), days, product)) == Decimal(expected)


def test_the_reason_says_both(tmp_path: Path) -> None:
    """Line 11 of the overlay, above row 6 of the table."""
    decision = additional(book_of(tmp_path, overlay(MINIMUM)), 0)
    assert list(decision.reasons()) == [f"{FLOOR}#additional_loss[6]+overlays/house:11"]
    assert list(decision.articles()) == [
        "art. 78, § 1º, I; Anexo II, de zero a 14 dias (1,90%); mínimo da casa 5,00%: Ata nº 12/2026, item 4"
    ]
    above = additional(book_of(tmp_path, overlay(MINIMUM)), 15)
    assert list(above.reasons()) == [f"{FLOOR}#additional_loss[7]"]


def test_a_minimum_on_the_whole_provision(tmp_path: Path) -> None:
    """Minimum total: 0% of an ordinary overdraft becomes 5%; the 100% of what was written off stays."""
    text = overlay(MINIMUM.replace("additional_loss", "minimum_total"), target=CONCEPTS)
    book = book_of(tmp_path, text)
    assert rate(decided(book, "minimum_total", "problem_concepts", product_kind="overdraft")) == Decimal("0.05")
    gone = decided(book, "minimum_total", "problem_concepts", product_kind="overdraft", was_written_off=True)
    assert rate(gone) == 1


def test_a_minimum_of_level_in_a_table_of_bands(tmp_path: Path) -> None:
    """Res. 2.682: 0 to 14 days any level; the house wants B at least of overdrafts, D from 61 days stays."""
    text = overlay(
        "  level_by_days_past_due:\n    minimum:\n"
        "      - {when: {product_kind: {is: overdraft}}, level: B, article: item 1}\n",
        target="risk_levels", start="2024-01-01", end="2024-12-31",
    )  # fmt: skip
    book, on = book_of(tmp_path, text), date(2024, 6, 30)

    def level(days: int, product: str) -> object:
        row = decided(book, "level_by_days_past_due", LEVELS, on, days_past_due=days, product_kind=product).row(0)
        return row and row.outcomes["level"]

    assert [level(0, "overdraft"), level(61, "overdraft"), level(0, "personal_loan")] == ["B", "D", "AA"]


def test_of_two_minima_the_greatest_counts_whatever_their_names(tmp_path: Path) -> None:
    more = MINIMUM.replace("0.05", "0.06")
    for names in (("a", "b"), ("b", "a")):
        book = book_of(tmp_path / names[0], overlay(MINIMUM, names[0]), overlay(more, names[1]))
        assert rate(additional(book, 0)) == Decimal("0.06")
        (article,) = additional(book, 0).articles()
        assert "(1,90%); mínimo da casa 6,00%" in article and "5,00%" not in article


def test_a_minimum_that_the_law_has_already_is_pointed_at(tmp_path: Path) -> None:
    low = MINIMUM.replace("product_kind: {is: overdraft}", f"days_past_due: {{from: 61, to: 90}}, {ORDINARY}")
    rule = book_of(tmp_path, overlay(low)).in_force(FLOOR, ON)
    assert idle(rule) == ["rules/overlays/house.yaml, linha 11: nunca decide em provisioning/bcb-352-2023"]


def test_a_minimum_that_ends_as_days_grow_is_a_falling_rate(tmp_path: Path) -> None:
    """10% to 30 days in C3, then 13%: no fall; 15% to 30 days, then 13%: a fall at day 31."""
    band = MINIMUM.replace(
        "product_kind: {is: overdraft}", f"portfolio: {{is: C3}}, days_past_due: {{to: 30}}, {ORDINARY}"
    )
    assert book_of(tmp_path / "a", overlay(band.replace("0.05", "0.10")))
    problem = refused(tmp_path / "b", overlay(band.replace("0.05", "0.15")))
    assert (problem.code, problem.line) == ("taxa-decrescente", 10)
    assert "com overlays/house" in problem.found and problem.found.endswith("dias em atraso chega a 31")


# --- a row -----------------------------------------------------------------------------------------------------------


def test_a_row_takes_the_place_of_the_one_it_quotes(tmp_path: Path) -> None:
    book = book_of(tmp_path, overlay(replacing(BAND % ("0.08", "item 5"))))
    decision = additional(book, 15)
    assert rate(decision) == Decimal("0.08")
    assert list(decision.articles()) == [
        "Ata nº 12/2026, item 5 (no lugar de art. 78, § 1º, I; Anexo II, de 15 a 30 dias)"
    ]
    assert list(decision.reasons()) == [f"{FLOOR}#additional_loss[7]+overlays/house:12"]


def test_a_row_that_was_corrected_since_stops_the_overlay(tmp_path: Path) -> None:
    """The overlay quotes 7,4%, the published row says 7,5%: whoever wrote it did not see this row."""
    old = BAND % ("0.074", "art. 78, § 1º, I; Anexo II, de 15 a 30 dias")
    problem = refused(tmp_path, overlay(replacing(BAND % ("0.08", "item 5"), old)))
    assert problem.line == 11
    assert "foi corrigida" in problem.found and f"rules/{FLOOR}.yaml" in problem.found
    assert "C5: '0.075'" in problem.expected and "effective_to" in problem.remedy


@pytest.mark.parametrize(
    "new",
    [
        BAND % ("0.07", "item 5"),
        PUBLISHED.replace("from: 15, to: 30", "from: 16, to: 30"),
        PUBLISHED.replace("from: 15", "when: {is_dragged: {is: true}}, from: 15"),
    ],
)
def test_less_than_the_law_is_refused(tmp_path: Path, new: str) -> None:
    """A lower rate, a band that begins later, a condition that lets cases fall through: a gap, or less than 7,5%."""
    problem = refused(tmp_path, overlay(replacing(new)))
    assert "menos que a regra publicada" in problem.found or problem.code == "regra-com-lacuna"


def test_less_than_the_law_where_the_row_says_why(tmp_path: Path) -> None:
    new = BAND % ("0.07", "item 5") + ", rates_may_fall: norma nova ainda não publicada aqui"
    assert rate(additional(book_of(tmp_path, overlay(replacing(new))), 15)) == Decimal("0.07")


def test_the_reason_of_one_row_does_not_cover_another(tmp_path: Path) -> None:
    why = BAND % ("0.07", "item 5") + ", rates_may_fall: norma nova"
    zero = '{from: 0,  to: 14, rate: {C1: 0.014, C2: 0.014, C3: 0.019, C4: 0.019, C5: 0.019}, article: "art. 78, § 1º, I; Anexo II, de zero a 14 dias"}'
    more = f"      - row: {zero}\n        with: {zero.replace('C5: 0.019', 'C5: 0.018')}\n"
    problem = refused(tmp_path, overlay(replacing(why) + more))
    assert problem.line == 14
    assert "1,80% onde ela dá 1,90%" in problem.found


def test_a_cure_that_asks_less_is_refused_too(tmp_path: Path) -> None:
    """Prudence is not only of rates: here more is less prudent."""
    row = 'when: {was_own_problem: {is: true}, days_past_due: {above: 0}}, is_met: %s, article: "art. 3º, § 4º, I", title: "I: há parcela vencida"'
    problem = refused(
        tmp_path, overlay(replacing(row % "true", row % "false", "cure_no_arrears"), target="problem_concepts")
    )
    assert "menos que a regra publicada" in problem.found


def test_a_row_is_added_to_a_worst_table_and_before_another(tmp_path: Path) -> None:
    """What is G counts as H; an overdraft takes 38% before its row of Annex II, and 10% to 30 days would fall after."""
    worst = (
        "  special_level:\n    add:\n"
        "      - row: {when: {given_level: {is: G}}, level: H, article: item 7, title: nível G conta como H}\n"
    )
    book = book_of(tmp_path / "a", overlay(worst, target=LEVELS, start="2024-01-01", end="2024-12-31"))
    row = decided(book, "special_level", LEVELS, date(2024, 6, 30), given_level="G", days_past_due=0).row(0)
    assert row is not None and (row.outcomes["level"], row.article) == ("H", "Ata nº 12/2026, item 7")
    add = "  additional_loss:\n    add:\n      - row: {when: {product_kind: {is: overdraft}}, to: 30, rate: 0.10, article: x}\n"
    assert "falta before" in refused(tmp_path / "b", overlay(add)).found
    zero = '        before: {from: 0,  to: 14, rate: {C1: 0.014, C2: 0.014, C3: 0.019, C4: 0.019, C5: 0.019}, article: "art. 78, § 1º, I; Anexo II, de zero a 14 dias"}\n'
    problem = refused(tmp_path / "c", overlay(add + zero))  # 10% to 30 days, then 4,5% in C1
    assert problem.code == "taxa-decrescente"
    book = book_of(tmp_path / "d", overlay((add + zero).replace("to: 30, ", "").replace("0.10", "0.38")))
    assert [rate(additional(book, days)) for days in (0, 90)] == [Decimal("0.38"), Decimal("0.38")]


CONDITIONS = [
    Condition(0, 14), Condition(10, 30), Condition(15, 30), Condition(5, 5), Condition(low=31), Condition(high=9),
    Condition(missing=True), Condition(missing=False), Condition(values=frozenset([5, 31])), Condition(values=frozenset([6])),
]  # fmt: skip


@pytest.mark.parametrize("one", CONDITIONS, ids=str)
@pytest.mark.parametrize("other", CONDITIONS, ids=str)
def test_two_conditions_meet_where_both_hold(one: Condition, other: Condition) -> None:
    values = [None, *range(40)]
    met = meeting(one, other)
    assert [met is not None and met.admits(value) for value in values] == [
        one.admits(value) and other.admits(value) for value in values
    ]


# --- days ------------------------------------------------------------------------------------------------------------


def test_it_decides_on_its_days_alone(tmp_path: Path) -> None:
    book = book_of(tmp_path, overlay(MINIMUM, end="2026-11-30"))
    found = [
        rate(additional(book, 0, on=day))
        for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 30), date(2026, 12, 1))
    ]
    assert found == [Decimal("0.019"), Decimal("0.05"), Decimal("0.05"), Decimal("0.019")]


def test_the_last_day_of_all(tmp_path: Path) -> None:
    assert rate(additional(book_of(tmp_path, overlay(MINIMUM)), 0, on=date.max)) == Decimal("0.05")


def test_sources_show_the_law_with_its_own_dates_and_the_overlay_beside_it(tmp_path: Path) -> None:
    book = book_of(tmp_path, overlay(MINIMUM))
    law, house = rule_sources([book.in_force(FLOOR, ON)], ON)
    assert (law.id, law.effective_from, law.effective_to) == (FLOOR, date(2025, 1, 1), None)
    assert "com overlays/house" in law.status
    assert (house.id, house.act, house.effective_from) == (
        "overlays/house", "Ata nº 12/2026, de 10/09/2026", date(2026, 10, 1),
    )  # fmt: skip
    assert len(house.sha256) == 64 and "Diretoria: perdas de 2025" in house.status
    (before,) = rule_sources([book.in_force(FLOOR, date(2026, 9, 30))], date(2026, 9, 30))
    assert "overlays" not in before.status


@pytest.mark.parametrize(
    ("start", "end", "target", "told"),
    [
        ("2024-06-30", "", FLOOR, "em 30/06/2024 não há"),  # begins before the act
        ("2024-06-30", "", LEVELS, "em 01/01/2025 não há"),  # goes on after it: lost in silence
        ("2026-10-01", "", "provisioning/cmn-4966-2021.as-of-2025-10-01x", "nenhuma regra"),
        ("2026-10-01", "", "provisioning/bcb-325-2023", "nenhuma regra"),
        ("2026-10-01", "", "overlays/other", "não se sobrepõe a outra"),
        ("2026-10-01", "", "ladder", "vários arquivos têm esse papel"),
        ("2026-10-01", "2026-09-30", FLOOR, "effective_to antes de effective_from"),
    ],
)
def test_what_it_overlays_must_be_there_all_the_time(
    tmp_path: Path, start: str, end: str, target: str, told: str
) -> None:
    tables = MINIMUM.replace("additional_loss", "provision_rate") if target == LEVELS else MINIMUM
    assert told in refused(tmp_path, overlay(tables, target=target, start=start, end=end)).found


def test_an_act_that_was_amended_is_overlaid_in_each_of_its_versions(tmp_path: Path) -> None:
    text = overlay(MINIMUM.replace("additional_loss", "minimum_total"), target=CONCEPTS, start="2025-01-01")
    book = book_of(tmp_path, text)
    for on in (date(2025, 1, 1), date(2025, 9, 30), date(2025, 10, 1)):
        found = decided(book, "minimum_total", "problem_concepts", on, product_kind="overdraft")
        assert rate(found) == Decimal("0.05")


# --- what does not fit -----------------------------------------------------------------------------------------------


def test_two_overlays_do_not_change_one_row(tmp_path: Path) -> None:
    text = replacing(BAND % ("0.08", "item 5"))
    problem = refused(tmp_path, overlay(text, "a"), overlay(text, "b"))
    assert problem.file == "rules/overlays/b.yaml"
    assert "overlays/a e overlays/b mudam a mesma linha" in problem.found
    apart = overlay(text, "a", end="2026-10-31"), overlay(text, "b", start="2026-11-01")
    assert book_of(tmp_path, *apart)


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        (MINIMUM.replace("additional_loss", "aditional_loss"), "você quis dizer additional_loss?"),
        (MINIMUM.replace("product_kind", "credit_line"), "não recebe o fato credit_line"),
        (MINIMUM.replace("rate: 0.05", "equity_rate: 0.05"), "minimum de equity_rate"),
        (MINIMUM.replace("rate: 0.05", "rate: 5"), "uma fração de 0 a 1"),
        (MINIMUM.replace("additional_loss", "portfolio_by_product").replace("rate: 0.05", "portfolio: C5"), "não tem"),
        (MINIMUM.replace(", article: item 4", ""), "falta a chave"),
        (MINIMUM.replace("minimum", "maximum"), "chave desconhecida"),
        (replacing(BAND % ("0.08", "item 5")) + "        note: x\n", "chave desconhecida"),
    ],
)
def test_what_cannot_be_is_told_at_its_line(tmp_path: Path, tables: str, told: str) -> None:
    assert told in refused(tmp_path, overlay(tables)).text()


def test_a_minimum_in_a_worst_table_is_an_added_row(tmp_path: Path) -> None:
    text = MINIMUM.replace("additional_loss", "special_level").replace("rate: 0.05", "level: H")
    problem = refused(tmp_path, overlay(text, target=LEVELS, start="2024-01-01", end="2024-12-31"))
    assert "minimum numa tabela worst" in problem.found and problem.expected.startswith("add")


@pytest.mark.parametrize("key", ["author", "reason", "source", "title", "overlays", "effective_from"])
def test_who_decided_what_and_why_must_be_told(tmp_path: Path, key: str) -> None:
    lines = [line for line in overlay(MINIMUM).splitlines(keepends=True) if not line.startswith(f"{key}:")]
    problem = refused(tmp_path, "".join(lines))
    assert f"{key}: falta a chave" in problem.found


def test_an_overlay_in_another_folder_is_told_where_it_belongs(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="rules/overlays/"):
        book_of(tmp_path, provisioning__house=overlay(MINIMUM))


def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    text = overlay(MINIMUM + replacing(BAND % ("0.08", "item 5")).split("\n", 1)[1])
    path = tmp_path / "rules" / "overlays" / "house.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    book = load_rulebook(RULES, tmp_path / "rules")
    assert [rate(additional(book, days)) for days in (0, 15)] == [Decimal("0.05"), Decimal("0.08")]
    path.write_bytes(text.encode("cp1252", "replace"))
    with pytest.raises(RuleError, match="UTF-8"):
        load_rulebook(RULES, tmp_path / "rules")


def test_an_own_copy_is_overlaid_like_the_shipped_one(tmp_path: Path) -> None:
    shipped = (RULES / f"{FLOOR}.yaml").read_text(encoding="utf-8")
    path = tmp_path / "rules" / f"{FLOOR}.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(shipped.replace("C5: 0.019", "C5: 0.020").encode())
    book = book_of(tmp_path, overlay(MINIMUM))
    assert [rate(additional(book, 0, product)) for product in ("overdraft", "other")] == [
        Decimal("0.05"), Decimal("0.020"),
    ]  # fmt: skip


# --- over every shipped table ----------------------------------------------------------------------------------------


def every_row_by_itself(tmp_path: Path) -> Rulebook:
    """Write an overlay for each shipped file, which puts every one of its rows in the place of itself."""
    for rule in SHIPPED.files:
        text = read_yaml(RULES / f"{rule.id}.yaml").data
        tables = {
            name: {"replace": [{"row": row, "with": row} for row in table["rows"]]}
            for name, table in (text.get("tables") or {}).items()
        }
        data = {
            "id": f"overlays/{rule.id}", "title": "A mesma", "overlays": rule.id, "author": "teste", "reason": "nenhum",
            "source": {"act": "Ata nº 1", "url": "https://example.org", "checked_on": "2026-09-10"},
            "effective_from": text["effective_from"], "tables": tables,
        }  # fmt: skip
        if tables:
            data |= {"effective_to": text["effective_to"]} if "effective_to" in text else {}
            path = tmp_path / "rules" / "overlays" / f"{rule.id}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(in_a_line(data).encode())
    return load_rulebook(RULES, tmp_path / "rules")


@pytest.mark.slow
def test_every_shipped_row_can_be_quoted_and_put_in_its_own_place(tmp_path: Path) -> None:
    book = every_row_by_itself(tmp_path)
    assert [rule.id for rule in book.files] == [rule.id for rule in SHIPPED.files]
    for rule, own in zip(SHIPPED.files, book.files, strict=True):
        assert [len(own.overlays), own.effective_from] == [1 if rule.tables else 0, rule.effective_from]
        for name, table in rule.tables.items():
            rows = [(row.conditions, row.outcomes, row.number) for row in table.rows]
            assert [(row.conditions, row.outcomes, row.number) for row in own.tables[name].rows] == rows
            assert all(row.overlay and row.law for row in own.tables[name].rows)


RAISED = [
    (rule, name)
    for rule in SHIPPED.files
    for name, table in rule.tables.items()
    if table.hit in ("unique", "first") and "more" in table.signature.prudent.values()
]


@pytest.mark.parametrize(("rule", "name"), RAISED, ids=[f"{rule.id}#{name}" for rule, name in RAISED])
def test_a_minimum_gives_the_greater_answer_in_every_case_of_every_table(
    tmp_path: Path, rule: RuleFile, name: str
) -> None:
    """The least, the middle and the greatest answer of the table as a minimum of all: cell by cell the greater of the two, and the law's row where equal."""
    table = rule.tables[name]
    ((outcome, _),) = table.signature.prudent.items()
    answers = sorted({row.outcomes[outcome] for row in table.rows}, key=lambda answer: rank(table, outcome, answer))
    for least in (answers[0], answers[len(answers) // 2], answers[-1]):
        text = f"{least}".lower() if isinstance(least, bool) else f"{least}"
        tables = f"  {name}:\n    minimum:\n      - {{{outcome}: {text}, article: x}}\n"
        end = rule.effective_to.isoformat() if rule.effective_to else ""
        written = overlay(tables, target=rule.id, start=rule.effective_from.isoformat(), end=end)
        try:
            book = book_of(tmp_path, written)
        except RuleError as error:  # a minimum alone in a table that may be empty lacks what every row must answer
            assert table.may_be_empty and "falta" in str(error)
            continue
        (own,) = [one for one in book.files if one.id == rule.id]
        grid = grid_of(table)
        raised = Grid(own.tables[name], grid.axes)
        for cell in np.flatnonzero(grid.possible):
            law, new = (t.rows[i] if i >= 0 else None for t, i in (
                (table, grid.decided[cell]), (own.tables[name], raised.decided[cell])
            ))  # fmt: skip
            assert new is not None
            before = law.outcomes[outcome] if law else None
            assert rank(table, outcome, new.outcomes[outcome]) == max(
                rank(table, outcome, before), rank(table, outcome, least)
            )
            assert (new.overlay is None) == (
                law is not None and rank(table, outcome, before) >= rank(table, outcome, least)
            )


def test_a_letter_that_does_not_exist_is_told_at_the_overlay(tmp_path: Path) -> None:
    """Rules that name letters and ladders are held to them, whoever wrote the row."""
    ladder = "collection/broken-agreement"
    rows = read_yaml(RULES / f"{ladder}.yaml").data["tables"]
    name, row = next((name, row) for name, table in rows.items() for row in table["rows"] if "letter" in row)
    new = in_a_line({**row, "letter": "first-notce"})
    text = overlay(replacing(new[1:-1], in_a_line(row)[1:-1], name), target=ladder)
    (problem,) = letter_problems(book_of(tmp_path, text).files, [str(row["letter"]), *LETTERS])
    assert (problem.file, problem.line) == ("rules/overlays/house.yaml", 12)
