"""One faulty input for each problem that a file or a rule can have: a file, or a folder of several.

An export that fails alone is ``<code>.csv`` or ``<code>.xlsx``, a second one ``<code>--<form>.xlsx``. A
folder ``<code>/`` holds what fails only together: ``exports/``, ``rules/``, ``cases/`` or ``coop.yaml``.
Problems of the moment (a full disk, a lock, a wrong option) have none.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.sample.exports import HEADERS, Columns, rows_to_columns
from coopcli.sample.people import cpf
from coopcli.sample.writing import new_book, write_csv, write_text, write_xlsx
from tests.sample import faulty_rules, faulty_shapes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REFERENCE = date(2026, 10, 31)
OLE_CONTAINER = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
"""The first block of what Excel writes when it protects a workbook with a password."""
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
HTML = "<html><body><form><input name=usuario></form></body></html>\n"
"""What a portal answers that asks for a login."""

LOAN: dict[str, object] = {
    "movement_date": REFERENCE,
    "member_id": "100001",
    "member_name": "Ana Almeida Duarte",
    "person_type": "PF",
    "branch": "0001",
    "product": "EMPRÉSTIMO",
    "product_kind": "0203 - Crédito pessoal sem consignação",
    "contract_date": date(2026, 4, 10),
    "maturity_date": date(2027, 4, 10),
    "amount_cents": 1_200_000,
    "balance_cents": 1_000_000,
    "installment_count": 12,
    "paid_installment_count": 2,
    "exported_level": "A",
    "exported_days_past_due": 0,
    "is_renegotiated": False,
    "status": "ENTRADA NORMAL",
}
INSTALLMENT: dict[str, object] = {
    "movement_date": REFERENCE,
    "installment_number": 1,
    "due_date": date(2026, 11, 10),
    "amount_cents": 100_000,
    "paid_cents": 0,
    "status": "A VENCER",
}
MEMBER: dict[str, object] = {
    "member_id": "100001",
    "name": "Ana Almeida Duarte",
    "person_type": "PF",
    "branch": "0001",
}
ACCOUNT: dict[str, object] = {
    "movement_date": REFERENCE,
    "account_id": "7001",
    "member_id": "100001",
    "limit_used_cents": 0,
    "overdraft_cents": 50_000,
    "overdraft_days": 5,
}
GUARANTEE: dict[str, object] = {"movement_date": REFERENCE, "description": "Aval", "guarantee_kind": "AVAL"}

WRONG_CELLS: dict[str, dict[str, object]] = {
    "valor-ausente": {"balance_cents": None},
    "valor-invalido": {"balance_cents": "1.23,45"},
    "valor-americano": {"balance_cents": "1,234.56"},
    "valor-ambiguo": {"balance_cents": "1.234"},
    "valor-negativo": {"balance_cents": -100_000},
    "data-invalida": {"maturity_date": "31/02/2027"},
    "mes-na-frente": {"maturity_date": "04/27/2027"},
    "documento-mascarado": {"document": "***.456.789-**"},
    "documento-invalido": {"document": "12345678900"},
    "documento-de-outro-tipo": {"document": "11222333000181"},
    "codigo-invalido": {"person_type": "XX"},
    "soma-grande-demais": {"balance_cents": "99.999.999.999.999.999,00"},
    "numero-invalido": {"exported_days_past_due": "doze"},
    "taxa-invalida": {"monthly_rate": "dois por cento"},
    "celula-com-erro": {"balance_cents": "#DIV/0!"},
}
"""The contract of each of these has one cell that does not fit."""


def write(folder: Path) -> None:
    """Write every faulty input below ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    _files(folder)
    _shapes(folder)
    _cells(folder)
    _rows(folder)
    _months(folder)
    _gates(folder)
    _implausible(folder)
    _unlike_before(folder)
    _accounts(folder)
    _corrections(folder)
    _configuration(folder)
    _surveys(folder)
    _proposals(folder)
    faulty_shapes.write(folder)
    faulty_rules.write(folder)


def _loans(*changes: dict[str, object]) -> Columns:
    """Return contracts 1001, 1002, …, each with its changes."""
    rows = [{**LOAN, "contract_id": str(1001 + i), "document": cpf(i), **change} for i, change in enumerate(changes)]
    return rows_to_columns("contracts", rows)


def _csv(path: Path, frame: str, columns: Columns, *, total: bool = False) -> None:
    write_csv(path, frame, columns, encoding="utf-8-sig", total=total)


def _files(folder: Path) -> None:
    """Files that cannot be read as what their names say."""
    (folder / "arquivo-vazio.csv").write_bytes(b"")
    (folder / "arquivo-vazio--xlsx.xlsx").write_bytes(b"")
    (folder / "arquivo-protegido.xlsx").write_bytes(OLE_CONTAINER)
    (folder / "arquivo-ilegivel--pdf.xlsx").write_bytes(PDF)
    write_text(folder / "arquivo-ilegivel--html.xlsx", HTML)
    whole = folder / "arquivo-ilegivel.xlsx"
    write_xlsx(whole, "contracts", _loans({}), numbers=True)
    whole.write_bytes(whole.read_bytes()[:2_000])
    write_text(folder / "arquivo-nao-reconhecido.csv", "Produto;Quantidade\r\nParafuso;12\r\n")


def _shapes(folder: Path) -> None:
    """Exports whose header or lines have the wrong shape."""
    loans = _loans({}, {})
    schedule = rows_to_columns("installments", [{**INSTALLMENT, "contract_id": "1001"}])
    without_amount = {name: values for name, values in schedule.items() if name != "amount_cents"}
    _csv(folder / "coluna-ausente.csv", "installments", without_amount)
    repeated = {**loans, HEADERS["contracts"]["balance_cents"]: loans["balance_cents"]}
    _csv(folder / "coluna-repetida.csv", "contracts", repeated)
    short = folder / "linha-incompleta.csv"
    _csv(short, "contracts", loans)
    short.write_bytes(short.read_bytes() + b"31/10/2026;100003\r\n")


def _cells(folder: Path) -> None:
    """Contracts exports of two rows, the second of which has a wrong cell."""
    for code, change in WRONG_CELLS.items():
        _csv(folder / f"{code}.csv", "contracts", _loans({}, change))


def _rows(folder: Path) -> None:
    """Rows that do not go together, inside one export."""
    new = {"contract_id": "9801", "document": cpf(0)}
    _csv(folder / "contrato-repetido.csv", "contracts", _loans(new, new))
    other = {"contract_id": "1001", "document": cpf(0), "balance_cents": 500_000}
    _csv(folder / "linha-contraditoria.csv", "contracts", _loans({}, other))
    _csv(folder / "total-nao-confere.csv", "contracts", _loans({}, {}), total=True)
    wrong_total = folder / "total-nao-confere.csv"
    wrong_total.write_bytes(wrong_total.read_bytes().replace(b"20.000,00", b"20.000,01"))
    for code, frame, row in (
        ("parcela-repetida", "installments", {**INSTALLMENT, "contract_id": "1001"}),
        ("associado-repetido", "members", {**MEMBER, "document": cpf(0)}),
        ("linha-repetida", "current_accounts", {**ACCOUNT, "document": cpf(0)}),
    ):
        _csv(folder / f"{code}.csv", frame, rows_to_columns(frame, [row, row]))


def _months(folder: Path) -> None:
    """Months whose exports do not go together."""
    unknown = {"contract_id": "9999"}
    _month(folder, "parcela-sem-contrato", _loans({}), installments=[{**INSTALLMENT, **unknown}])
    _month(folder, "contrato-desconhecido", _loans({}), guarantees=[{**GUARANTEE, **unknown}])
    _month(folder, "data-base-divergente", _loans({"movement_date": date(2026, 9, 30)}))
    nothing_told: dict[str, object] = {"maturity_date": None, "exported_days_past_due": None}
    _month(folder, "atraso-desconhecido", _loans(nothing_told))
    stranger = {
        "document": cpf(99),
        "trigger": "falência",
        "from_date": REFERENCE,
        "reason": "edital",
        "author": "jurídico",
    }
    _month(folder, "devedor-desconhecido", _loans({}), problem_triggers=[stranger])
    _month(folder, "exportacao-ausente", None, members=[{**MEMBER, "document": cpf(0)}])
    _month(folder, "arquivo-do-mes-anterior", _loans({"movement_date": date(2026, 9, 30)}), name="2026-09")
    _month(folder, "arquivo-do-mes-anterior", _loans({}))


def _gates(folder: Path) -> None:
    """Months of which too much is lacking."""
    wrong = WRONG_CELLS["valor-invalido"]
    _month(folder, "linhas-separadas-demais", _loans({}, wrong, wrong))
    loans = _loans({})
    without_kind = {name: values for name, values in loans.items() if name != "product_kind"}
    _month(folder, "coluna-que-decide-ausente", without_kind)
    _month(folder, "exportacao-esperada-ausente", loans)
    strange = folder / "exportacao-esperada-ausente" / "exports" / "2026-10" / "parcelas.csv"
    write_text(strange, "Operação;Prestação;Valor\r\n1001;1;1.000,00\r\n")


IMPLAUSIBLE: dict[str, tuple[date, ...]] = {
    "data-implausivel": (date(1900, 1, 1), date(2026, 12, 10)),
    "data-fora-do-contrato": (date(2026, 3, 10), date(2026, 12, 10)),
    "vencimentos-fora-de-ordem": (date(2026, 12, 10), date(2026, 11, 10)),
    "parcelas-de-mesmo-numero": (date(2026, 11, 10), date(2026, 12, 10)),
    "dias-e-meses-trocados": (date(2026, 5, 10), date(2026, 5, 11), date(2026, 5, 12)),
}
"""The due dates of instalments 1, 2, … of a contract from 10/04/2026 to 10/04/2027; the last were 5/10, 5/11, 5/12."""


def _implausible(folder: Path) -> None:
    """Months that can be read and do not seem true."""
    for code, due in IMPLAUSIBLE.items():
        rows = _schedule(*due)
        if code == "parcelas-de-mesmo-numero":
            rows[1]["installment_number"] = 1
        _month(folder, code, _owing(100_000 * len(due)), installments=rows)
    first, second, third = _schedule(date(2026, 11, 10), date(2026, 12, 10), date(2027, 1, 10))
    _month(folder, "parcelas-que-faltam", _owing(200_000), installments=[first, third])
    _month(folder, "parcelas-que-nao-somam", _owing(500_000), installments=[first, second, third])


def _accounts(folder: Path) -> None:
    """Two accounts, of one of which what it owes is blank."""
    told = {**ACCOUNT, "document": cpf(0), "limit_days_past_due": 0}
    blank = {**told, "account_id": "7002", "overdraft_cents": None}
    _month(folder, "valor-nao-informado", _owing(200_000), current_accounts=[told, blank])


def _unlike_before(folder: Path) -> None:
    """Months that do not follow from the month before."""
    september = date(2026, 9, 30)
    _month(folder, "saldo-que-salta", _owing(1_000_000, on=september), name="2026-09")
    _month(folder, "saldo-que-salta", _owing(200_000))
    groups: list[dict[str, object]] = [{"document": cpf(i), "group_id": "301"} for i in range(2)]
    _month(folder, "linha-que-sumiu", _owing(200_000, on=september), name="2026-09", economic_groups=groups)
    _month(folder, "linha-que-sumiu", _owing(199_000), economic_groups=groups[1:])
    paid, late, due = _schedule(date(2026, 7, 10), date(2026, 8, 10), date(2026, 11, 10))
    paid["paid_cents"] = 100_000
    then = [{**row, "movement_date": september} for row in (paid, late, due)]
    for code, now in (
        ("parcelas-que-sumiram", [{**due, "contract_id": "1002"}]),
        ("vencimento-que-mudou", [paid, {**late, "due_date": date(2026, 10, 20)}, due]),
    ):
        _month(folder, code, _owing(200_000, 100_000, on=september), name="2026-09", installments=then)
        _month(folder, code, _owing(200_000, 99_000), installments=now)


def _owing(*cents: int, on: date = REFERENCE) -> Columns:
    return _loans(*({"balance_cents": one, "movement_date": on} for one in cents))


def _schedule(*due: date) -> list[dict[str, object]]:
    rows = enumerate(due, start=1)
    return [{**INSTALLMENT, "contract_id": "1001", "installment_number": i, "due_date": day} for i, day in rows]


def _surveys(folder: Path) -> None:
    """Answers that only the questionnaire can judge."""
    lines = {
        "pergunta-desconhecida": "R001;Cor preferida;azul",
        "resposta-invalida": "R001;NPS;9,5",
        "resposta-em-branco": "R001;NPS;",
        "resposta-repetida": "R001;NPS;10\r\nR001;7;3",
    }
    for code, line in lines.items():
        month = folder / code / "exports" / "2026-10"
        month.mkdir(parents=True)
        write_text(month / "pesquisa.csv", f"Respondente;Pergunta;Resposta\r\nR000;NPS;9\r\n{line}\r\n")


def _proposals(folder: Path) -> None:
    """An answer that the questionnaire of the credit desk does not have."""
    month = folder / "resposta-desconhecida" / "exports" / "2026-10"
    month.mkdir(parents=True)
    row: dict[str, object] = {
        "proposal_id": "P-1", "proposal_date": REFERENCE, "document": cpf(0), "amount_cents": 100_000,
        "installment_count": 12,
    }  # fmt: skip
    _csv(month / "propostas.csv", "proposals", rows_to_columns("proposals", [row]))
    write_text(month / "respostas.csv", "Proposta;Questão;Resposta\r\nP-1;5A;Mais ou menos\r\n")


def _corrections(folder: Path) -> None:
    """A list of problems that came back with an amount that is none either."""
    _month(folder, "correcao-nao-aplicada", _loans({}, WRONG_CELLS["valor-invalido"]))
    row = {
        "Código": "valor-invalido",
        "Arquivo": "cre_contratos.csv",
        "Aba": "",
        "Célula": "Q3",
        "Coluna": HEADERS["contracts"]["balance_cents"],
        "Encontrado": "1.23,45",
        "Correção": "dez mil",
    }
    _list(folder / "correcao-nao-aplicada" / "problemas.xlsx", row)


def _list(path: Path, row: Mapping[str, str]) -> None:
    """Write a workbook with one row of texts under its titles."""
    with new_book(path) as book:
        page = book.add_worksheet("Problemas")
        page.write_row(0, 0, list(row))
        page.write_row(1, 0, list(row.values()))


def _month(
    folder: Path, code: str, loans: Columns | None, name: str = "2026-10", **exports: Sequence[dict[str, object]]
) -> None:
    month = folder / code / "exports" / name
    month.mkdir(parents=True, exist_ok=True)
    if loans is not None:
        _csv(month / "cre_contratos.csv", "contracts", loans)
    for frame, rows in exports.items():
        _csv(month / f"{frame}.csv", frame, rows_to_columns(frame, rows))


def _configuration(folder: Path) -> None:
    """A working folder whose ``coop.yaml`` is not right: a method that does not exist, an unknown key."""
    wrong = folder / "configuracao-invalida"
    wrong.mkdir(parents=True, exist_ok=True)
    write_text(wrong / "coop.yaml", 'name: Cooperativa\ncnpj: "00.000.000/0000-00"\nmethod: magic\ncolour: blue\n')


if __name__ == "__main__":
    write(Path(sys.argv[1]))
