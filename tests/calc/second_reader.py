"""From rows to the operations of the second reckoning: one row at a time, nothing shared with coopcli.calc."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from oracle.calendar_days import ONE_DAY
from oracle.cmn_2682 import BY_DAYS, BY_DAYS_DOUBLED, is_doubled
from oracle.contagion import counterparties
from oracle.cure import Problem, is_cured
from oracle.days_past_due import delay_of
from oracle.operation import Installment, Operation, Readings, client_key

from .building import Row
from .drawing import Drawn

OF_THE_DEBTOR = ("bankruptcy", "judicial_recovery")
OWED = ("balance_cents", "overdraft_cents", "limit_used_cents")


class Registry:
    """Who is who: the client of a member or a document, and the economic group of a client."""

    def __init__(self, drawn: Drawn) -> None:
        told = [*drawn.rows.get("contracts", ()), *drawn.rows.get("current_accounts", ())]
        registered = drawn.rows.get("members", ())
        self._documents: dict[str, str] = {}
        for row in (*registered, *told):
            if row["member_id"] and row["document"]:
                self._documents.setdefault(row["member_id"], row["document"])
        self._kinds = {row["member_id"]: row["person_type"] for row in registered if row["person_type"]}
        in_portfolio = {self.client(row) for row in told if any(row.get(cents) for cents in OWED)}
        self._groups = self._joined(drawn.rows.get("economic_groups", ()), in_portfolio)

    def document(self, row: Row) -> str | None:
        """Return the document of a row, its own or that of its member."""
        return row.get("document") or self._documents.get(row.get("member_id") or "")

    def client(self, row: Row) -> str | None:
        """Return the client of a row: CPF, root of the CNPJ, else the member's number."""
        document = self.document(row)
        if document:
            return client_key(document)
        return f"member {row['member_id']}" if row.get("member_id") else None

    def group(self, client: str | None) -> str | None:
        """Return the economic group of a client; groups that share a client with operations are one."""
        return self._groups.get(client or "")

    def person_type(self, row: Row) -> str:
        """Return PF or PJ: as the row says, else as the member is registered, else by the document's length."""
        registered = self._kinds.get(row.get("member_id") or "")
        by_document = "PJ" if len(self.document(row) or "") == 14 else "PF"
        return str(row.get("person_type") or registered or by_document)

    def _joined(self, rows: Iterable[Row], in_portfolio: Collection[str | None]) -> dict[str, str]:
        clients_of: dict[str, set[str]] = defaultdict(set)
        groups_of: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            client = self.client(row)
            if client in in_portfolio and client is not None:
                clients_of[row["group_id"]].add(client)
                groups_of[client].add(row["group_id"])
        found: dict[str, str] = {}
        for start in clients_of:
            waiting = [] if any(c in found for c in clients_of[start]) else [start]
            while waiting:
                for client in clients_of[waiting.pop()] - found.keys():
                    found[client] = start
                    waiting += groups_of[client]
        return found


def operations_of(
    drawn: Drawn, readings: Readings, *, exported_level_counts: bool, federal_lines: Collection[str]
) -> list[Operation]:
    """Return the operations that the rows tell of: what has a balance, overdrafts, limits in use."""
    registry = Registry(drawn)
    plain = [*_contracts(drawn, registry, exported_level_counts, federal_lines), *_accounts(drawn, registry)]
    operations = _with_triggers(drawn, plain, readings)
    return [_with_past(drawn, each, readings) for each in operations]


def _contracts(
    drawn: Drawn, registry: Registry, exported_level_counts: bool, federal_lines: Collection[str]
) -> Iterator[Operation]:
    kinds = _several(drawn, "guarantees", "guarantee_kind")
    guaranteed = _several(drawn, "guarantors", "document")
    installments = _installments(drawn)
    reviewed = _reviews(drawn)
    renegotiated = {row["renegotiated_into"] for row in drawn.rows.get("write_offs", ())}
    excepted = {r["contract_id"] for r in drawn.rows.get("contagion_exceptions", ()) if in_force(r, drawn.on)}
    for row in drawn.rows["contracts"]:
        if row["balance_cents"] == 0:
            continue
        key = row["contract_id"]
        exported = row["exported_level"] if exported_level_counts else None
        personal = ("personal_guarantee",) if guaranteed.get(key) else ()
        due, counted = row.get("oldest_due_date"), row.get("exported_days_past_due")
        if due is None and counted is None and key not in installments:
            due, counted = row["maturity_date"], 0  # the last resort; without it, taken as up to date
        yield Operation(
            contract_id=key,
            client_key=registry.client(row) or f"alone {key}",
            balance_cents=row["balance_cents"],
            group_key=registry.group(registry.client(row)),
            person_type=registry.person_type(row),
            product_kind=row["product_kind"] or "other",
            is_product_told=row["product_kind"] is not None,
            guarantee_kinds=tuple(kinds.get(key, ())) + personal,
            installments=tuple(installments.get(key, ())),
            oldest_due_date=due,
            given_days=counted,
            contract_date=row["contract_date"],
            maturity_date=row["maturity_date"],
            given_level=reviewed.get(key, exported),
            renegotiates_write_off=key in renegotiated,
            is_federal_programme=row["credit_line_code"] in federal_lines,
            is_contagion_exception=key in excepted,
        )


def _accounts(drawn: Drawn, registry: Registry) -> Iterator[Operation]:
    for row in drawn.rows.get("current_accounts", ()):
        kinds = (("ADP-", "overdraft", "overdraft_cents", "overdraft_days"),
                 ("LIM-", "revolving", "limit_used_cents", "limit_days_past_due"))  # fmt: skip
        for prefix, kind, cents, days in kinds:
            if row[cents]:
                yield Operation(
                    contract_id=prefix + row["account_id"],
                    client_key=registry.client(row) or f"alone {prefix}{row['account_id']}",
                    balance_cents=row[cents],
                    group_key=registry.group(registry.client(row)),
                    person_type=registry.person_type(row),
                    product_kind=kind,
                    given_days=row[days] or 0,
                )


def in_force(row: Row, on: date) -> bool:
    """Return whether a row of a sheet holds on the date; on the day of its end it no longer does."""
    return row["from_date"] <= on and (row["until_date"] is None or row["until_date"] > on)


def _several(drawn: Drawn, frame: str, column: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in drawn.rows.get(frame, ()):
        found[row["contract_id"]].append(row[column])
    return found


def _installments(drawn: Drawn) -> dict[str, list[Installment]]:
    found: dict[str, list[Installment]] = defaultdict(list)
    for row in drawn.rows.get("installments", ()):
        one = Installment(row["due_date"], row["amount_cents"], row["paid_cents"], row["paid_date"])
        found[row["contract_id"]].append(one)
    return found


def _reviews(drawn: Drawn) -> dict[str, str]:
    """Return the level of the last review of each contract up to the date; of one day, the last in the file."""
    found: dict[str, str] = {}
    for row in sorted(drawn.rows.get("reviews", ()), key=lambda each: each["review_date"]):
        if row["review_date"] <= drawn.on:
            found[row["contract_id"]] = row["level"]
    return found


class Reach:
    """Which operations a row of the triggers' sheet speaks of."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._client_of: dict[str, str] = {}
        self._contracts_of: dict[str, set[str]] = defaultdict(set)
        for each in operations:
            self._client_of[each.contract_id] = each.client_key
            self._contracts_of[each.client_key].add(each.contract_id)

    def of(self, row: Row) -> set[str]:
        """Return the contract named; all of its debtor's for bankruptcy, or where only the debtor is named."""
        client = self._client_of.get(row["contract_id"] or "")
        if client is None and row["document"]:
            return self._contracts_of.get(client_key(row["document"]), set())
        if client is not None and row["trigger"] in OF_THE_DEBTOR:
            return self._contracts_of[client]
        return set() if client is None else {row["contract_id"]}


def _with_triggers(drawn: Drawn, operations: list[Operation], readings: Readings) -> list[Operation]:
    """Return the operations with the triggers in force, and as problems until cured (art. 3, § 4)."""
    reach = Reach(operations)
    active: dict[str, list[str]] = defaultdict(list)
    documents: dict[str, list[tuple[date, date]]] = defaultdict(list)
    told: dict[str, list[date]] = defaultdict(list)
    for row in drawn.rows.get("problem_triggers", ()):
        start, end = row["from_date"], row["until_date"]
        indication = _indication(row)
        if start > drawn.on or indication is None:
            continue
        for contract_id in reach.of(row):
            if in_force(row, drawn.on):
                active[contract_id] += [indication] if indication != "delay" else []
                told[contract_id] += [start] if row["trigger"] == "delay" else []
            else:
                documents[contract_id].append((start, end))
                told[contract_id] += [start] if end > drawn.previous_on else []
    return [
        replace(
            each,
            triggers=tuple(active[each.contract_id]),
            was_problem_asset=_is_uncured(
                drawn, each, told[each.contract_id], documents[each.contract_id], together, readings
            ),
            was_problem_before=each.contract_id in drawn.own_problems or bool(told[each.contract_id]),
        )
        for together in counterparties(operations)
        for each in together
    ]


def _indication(row: Row) -> str | None:
    """Return what the row indicates; nothing, where art. 72-A says that the restructuring does not."""
    if row["trigger"] != "climate_restructuring":
        return str(row["trigger"])
    return None if date(2024, 5, 1) <= row["from_date"] <= date(2024, 12, 31) else "restructuring"


def _is_uncured(
    drawn: Drawn, operation: Operation, told: list[date], documents: list[tuple[date, date]],
    together: list[Operation], readings: Readings,
) -> bool:  # fmt: skip
    """Return whether it was a problem by itself, by the close or the sheet, and is not cured."""
    current_since = None
    if operation.contract_id in drawn.own_problems:
        since, current_since = drawn.own_problems[operation.contract_id]
        began = since or drawn.previous_on
    elif told:
        began = min(told)
    else:
        return False
    others = [each for each in together if each is not operation]
    sixth_paragraph = drawn.on >= date(2025, 10, 1)
    problem = Problem(began, documents, current_since)
    return not is_cured(operation, problem, others, drawn.on, readings, sixth_paragraph=sixth_paragraph)


def _with_past(drawn: Drawn, operation: Operation, readings: Readings) -> Operation:
    """Return an overdraft with its days since it began, and level H with the day on which it was reached."""
    if operation.product_kind == "overdraft" and not operation.installments:
        days = delay_of(operation, drawn.on, readings).days
        operation = replace(operation, overdraft_days=days)
    return replace(operation, level_h_since=_level_h_since(drawn, operation, readings))


def _level_h_since(drawn: Drawn, operation: Operation, readings: Readings) -> date:
    """Return since when it is in H, should it be: as the previous close says; or the end of the month in which
    the delay passed the last day of G; or now."""
    first_day = (BY_DAYS_DOUBLED if is_doubled(operation, drawn.on, readings) else BY_DAYS)[-1][0]
    delay = delay_of(operation, drawn.on, readings)
    known = [drawn.on]
    if delay.days >= first_day:
        reached = drawn.on - timedelta(days=delay.days - first_day)
        known.append(_last_of_month(reached))
    if operation.contract_id in drawn.level_h_since:
        known.append(drawn.level_h_since[operation.contract_id])
    return min(known)


def _last_of_month(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - ONE_DAY
