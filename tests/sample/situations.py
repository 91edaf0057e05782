"""The exports of a month of Cooperativa Vale do Ipê, and what a plain reader can tell of them.

Days past due are worked out here from the instalments, one row at a time: the oldest instalment that was not
fully paid by the reference date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from .exported import Row, cents, day, serial_day, text, workbook

BASE, SEPTEMBER = date(2026, 10, 31), date(2026, 9, 30)
BAD_DATE, UNKNOWN_CONTRACT = "31/02/2027", "999999"
FRIDAY, SATURDAY, HOLIDAY = date(2026, 10, 30), date(2026, 10, 31), date(2026, 10, 12)


class Month:
    """The exports of one month."""

    def __init__(self, folder: Path, base: date) -> None:
        self.folder, self.base = folder / "exports" / f"{base:%Y-%m}", base

    @cached_property
    def contracts(self) -> dict[str, Row]:
        rows = workbook(self.folder / "cre_contratos.xlsx")
        return {str(row["Número Contrato Crédito"]): row for row in rows}

    @cached_property
    def schedules(self) -> dict[str, list[dict[str, str]]]:
        found = defaultdict(list)
        for row in text(self.folder / f"Parcelas {self.base:%m-%Y}.csv", "cp1252", titles=2)[:-1]:
            found[row["Número Contrato Crédito"]].append(row)
        return dict(found)

    @cached_property
    def unpaid(self) -> dict[str, list[date]]:
        """The due dates up to the reference date that were not fully paid by then."""
        return {
            contract: [due for row in rows if (due := self._unpaid_due(row)) and due <= self.base]
            for contract, rows in self.schedules.items()
        }

    def _unpaid_due(self, row: dict[str, str]) -> date | None:
        if row["Data Vencimento Parcela"] == BAD_DATE:
            return None
        paid_in_time = row["Data Pagamento Parcela"] and day(row["Data Pagamento Parcela"]) <= self.base
        paid = cents(row["Valor Pago Parcela"]) if paid_in_time else 0
        return day(row["Data Vencimento Parcela"]) if paid < cents(row["Valor Parcela"]) else None

    @cached_property
    def days(self) -> dict[str, int]:
        late = {contract: (self.base - min(dues)).days for contract, dues in self.unpaid.items() if dues}
        return {contract: late.get(contract, 0) for contract in self.schedules if contract in self.contracts}

    def sheet(self, name: str) -> list[Row]:
        return workbook(self.folder / name)

    def csv(self, name: str, encoding: str, delimiter: str = ";", titles: int = 0) -> list[dict[str, str]]:
        return text(self.folder / name, encoding, delimiter, titles)

    @cached_property
    def members(self) -> dict[str, Row]:
        return {str(row["Número Cliente Sisbr"]): row for row in self.sheet("cli_associados.xlsx")}

    @cached_property
    def guarantees(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for row in self.csv("cre_garantias.csv", "utf-8-sig"):
            found[row["Número Contrato Crédito"]].append(row["Tipo Garantia Enquadramento"])
        return dict(found)

    @cached_property
    def guarantors(self) -> set[str]:
        return {row["Número Contrato Crédito"] for row in self.csv("cre_avalistas.csv", "utf-8", delimiter=",")}

    def of_member(self, contract: str) -> list[str]:
        member = self.contracts[contract]["Número Cliente Sisbr"]
        return [other for other, row in self.contracts.items() if row["Número Cliente Sisbr"] == member]


def submodalities(month: Month) -> set[str]:
    return {str(row["Submodalidade Bacen"])[:4] for row in month.contracts.values()}


def months_in_default(month: Month) -> set[int]:
    """Calendar months from the month in which the oldest instalment became 91 days late."""
    defaults = [min(dues) + timedelta(days=91) for c, dues in month.unpaid.items() if month.days.get(c, 0) > 90]
    return {12 * (BASE.year - day.year) + BASE.month - day.month for day in defaults}


def loans_with(month: Month, **wanted: object) -> list[str]:
    headers = {
        "line": "Código Linha Crédito",
        "status": "Situação Contrato",
        "renegotiated": "Indicador de Repactuação",
    }
    return [c for c, row in month.contracts.items() if all(row[headers[k]] == v for k, v in wanted.items())]


def payroll_days(month: Month) -> set[int]:
    rows = month.contracts.items()
    return {month.days.get(c, -1) for c, row in rows if row["Critério Débito"] == "FOLHA DE PAGAMENTO"}


def contagion_by_member(month: Month) -> bool:
    return any(
        days > 90 and any(month.days.get(other) == 0 for other in month.of_member(contract))
        for contract, days in month.days.items()
    )


def contagion_by_root(month: Month) -> bool:
    roots = defaultdict(set)
    for contract, days in month.days.items():
        document = str(month.contracts[contract]["Número CPF/CNPJ"])
        if month.contracts[contract]["Sigla Tipo Pessoa"] == "PJ":
            roots[document.zfill(14)[:8]].add((document, days > 90))
    return any(
        len({d for d, _ in found}) > 1 and {late for _, late in found} == {True, False} for found in roots.values()
    )


def contagion_by_group(month: Month) -> bool:
    members = defaultdict(set)
    for row in month.sheet("cli_conglomerados.xlsx"):
        members[row["Código Grupo Econômico"]].add(str(row["Número Cliente Sisbr"]))
    late = {c: str(month.contracts[c]["Número Cliente Sisbr"]) for c, days in month.days.items() if days > 90}
    return any(found & set(late.values()) and found - set(late.values()) for found in members.values())


def due_on(month: Month, due: date) -> bool:
    """Whether some loan's oldest unpaid instalment fell due on that day."""
    return any(dues and min(dues) == due for dues in month.unpaid.values())


def paid(month: Month, due: date, on: date) -> bool:
    return any(
        row["Data Vencimento Parcela"] == f"{due:%d/%m/%Y}" and row["Data Pagamento Parcela"] == f"{on:%d/%m/%Y}"
        for rows in month.schedules.values()
        for row in rows
    )


def paid_after_base(month: Month) -> bool:
    dates = {row["Data Pagamento Parcela"] for rows in month.schedules.values() for row in rows} - {""}
    return any(day(written) > month.base for written in dates)


def partial_payment(month: Month) -> bool:
    rows = (row for rows in month.schedules.values() for row in rows)
    return any(0 < cents(row["Valor Pago Parcela"]) < cents(row["Valor Parcela"]) for row in rows)


def matures(month: Month, on: date) -> bool:
    return any(serial_day(row["Data Vencimento Contrato"]) == on for row in month.contracts.values())


def overdrafts(month: Month) -> set[int]:
    rows = month.csv("Contas Correntes - 10-2026.csv", "cp1252", titles=2)[:-1]
    return {int(row["Quantidade Dias Utilização ADP"]) for row in rows}


def limits_in_use(month: Month) -> set[int]:
    rows = month.csv("Contas Correntes - 10-2026.csv", "cp1252", titles=2)[:-1]
    used = [row for row in rows if cents(row["Valor Saldo Devedor Limite Crédito"])]
    return {int(row["Quantidade Dias Atraso Limite"]) for row in used}


def exceptions(month: Month) -> set[bool]:
    """Which kinds of exception to contagion there are: in force on the reference date, and not."""
    rows = month.sheet("excecoes_ao_arrasto.xlsx")
    ends = [day(str(row["Exceção ao Arrasto até"])) if row["Exceção ao Arrasto até"] else BASE for row in rows]
    return {end >= BASE for end in ends}


def renegotiated_after_write_off(month: Month) -> bool:
    rows = month.sheet("baixas_para_prejuizo.xlsx")
    into = {str(row["Contrato da Renegociação"]) for row in rows}
    return bool(into & set(month.contracts)) and any(not row["Contrato da Renegociação"] for row in rows)


def secured_by(month: Month) -> set[str]:
    """How loans are secured: one guarantee, several, a guarantor only, nothing."""
    names = {0: "nothing", 1: "one"}
    return {
        "guarantor only"
        if c in month.guarantors and c not in month.guarantees
        else names.get(len(month.guarantees.get(c, [])), "several")
        for c in month.contracts
    }


SITUATIONS: dict[str, Callable[[Month], bool]] = {
    "several guarantees, a guarantor only, none": lambda m: (
        secured_by(m) == {"one", "several", "guarantor only", "nothing"}
    ),
    "payroll loans on both sides of 14 and 15 days": lambda m: {0, 14, 15} <= payroll_days(m),
    "federal programme": lambda m: any(m.days[c] > 90 for c in loans_with(m, line=7001)),
    "contagion by member": contagion_by_member,
    "contagion by the root of the CNPJ": contagion_by_root,
    "contagion by economic group": contagion_by_group,
    "exceptions to contagion, in force and ended": lambda m: exceptions(m) == {True, False},
    "renegotiated": lambda m: bool(loans_with(m, renegotiated="S")),
    "renegotiated after being written off": renegotiated_after_write_off,
    "reviews": lambda m: bool(m.sheet("revisoes_de_nivel.xlsx")),
    "due on Saturday 31/10": lambda m: due_on(m, SATURDAY),
    "due on Friday 30/10": lambda m: due_on(m, FRIDAY),
    "due on the holiday 12/10, unpaid": lambda m: due_on(m, HOLIDAY),
    "due on the holiday 12/10, paid on the next business day": lambda m: paid(m, HOLIDAY, date(2026, 10, 13)),
    "partial payment": partial_payment,
    "payment after the reference date": paid_after_base,
    "overdrafts of 5, 29, 30 and 45 days": lambda m: {5, 29, 30, 45} <= overdrafts(m),
    "limits in use, late and not": lambda m: {0, 35} <= limits_in_use(m),
    "paid off": lambda m: all(
        m.contracts[c]["Valor Saldo Devedor Diário"] == 0 for c in loans_with(m, status="QUITADO")
    ),
    "paid off, at least one": lambda m: bool(loans_with(m, status="QUITADO")),
    "no instalments exported": lambda m: bool(set(m.contracts) - set(m.schedules)),
    "36 months to run exactly": lambda m: matures(m, date(2029, 10, 31)),
    "36 months and a day": lambda m: matures(m, date(2029, 11, 1)),
}
