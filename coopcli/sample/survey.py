"""A cooperative that asked its members: 415 answers with the counts of a study of 2017, and who gave them made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np

from coopcli.sample import survey_tables as study
from coopcli.sample.exports import rows_to_columns
from coopcli.sample.people import FEMALE_NAMES, MALE_NAMES, Member, cnpj, cpf, people, person_name
from coopcli.sample.survey_scales import marks
from coopcli.sample.writing import excel_serial, new_book, write_coop, write_text, write_xlsx

NAME, CITY, ROOT = "Cooperativa de Crédito Serra do Matipó", "Raul Soares", "90123789"
MONTH = "2017-08"
FIRST_DAY, DAYS, YEAR_BEFORE_DAY = date(2017, 7, 3), 60, date(2016, 8, 31)
TOLD_WHO_THEY_ARE = 0.7
SEED = 20_170_831
_SATURDAY = 5

Row = dict[str, Any]


def write(folder: Path) -> None:
    """Write the working folder: the answers of two years, the branches, and the members who told their number."""
    write_coop(folder, NAME, cnpj(ROOT), CITY)
    exports = folder / "exports" / MONTH
    exports.mkdir(parents=True)
    rng = np.random.default_rng(SEED)
    rows = respondents(rng)
    _write_sheet(exports / "pesquisa_2017.xlsx", rows)
    _write_sheet(exports / "associados_por_pa.xlsx", list(_branches()))
    write_text(exports / "pesquisa_2016.csv", "".join(f"{';'.join(row)}\r\n" for row in _year_before()))
    members = [_member(row, rng) for row in rows if row["Número Cliente Sisbr"]]
    for frame, file, told in (
        ("members", "cli_associados.xlsx", [member.export() for member in members]),
        ("addresses", "cli_enderecos.xlsx", [_address(member, place) for place, member in enumerate(members)]),
        ("emails", "cli_emails.xlsx", [_email(member) for member in members]),
    ):
        write_xlsx(exports / file, frame, rows_to_columns(frame, told), numbers=True)


def respondents(rng: np.random.Generator) -> list[Row]:
    """Return one row a respondent, as the survey's sheet has it, in the order in which they answered."""
    notes, scales = marks(rng)
    people_of = [row for name in ("detractor", "neutral", "promoter") for row in _of_class(name, rng)]
    columns = {
        "Tempo de associado": _dealt(study.TIMES, rng),
        "Como conheceu a cooperativa": _dealt(study.SOURCES, rng),
        "Frequência de visita": _dealt(study.FREQUENCIES, rng),
        "Número PA": rng.permutation(
            [f"{i:04d}" for i, one in enumerate(study.BRANCHES, 1) for _ in range(one.answers)]
        ),
    }
    order = rng.permutation(len(notes))
    days = np.sort(rng.integers(0, DAYS, len(notes)))
    _with_institutions(people_of, rng)
    _with_ages(people_of, rng)
    rows = []
    for number, (place, day) in enumerate(zip(order, days, strict=True), 1):
        told = people_of[place] | {name: str(column[place]) for name, column in columns.items()}
        told |= {"Nota de recomendação": int(notes[place])}
        told |= {name: _mark(mark) for name, mark in zip(study.ATTRIBUTES, scales[place], strict=True)}
        rows.append(_in_order(number, _weekday(FIRST_DAY + timedelta(days=int(day))), told, rng))
    return rows


def _of_class(name: str, rng: np.random.Generator) -> list[Row]:
    """Return the respondents of a class: sex, whether young, other institution, products and comment, shuffled."""
    men, women = study.SEX_BY_CLASS[name]
    others, men_with = study.OTHERS_BY_CLASS[name], study.MEN_WITH_OTHER[name]
    sexes = ["Masculino"] * men + ["Feminino"] * women
    uses = ["Sim"] * men_with + ["Não"] * (men - men_with)
    uses += ["Sim"] * (others - men_with) + ["Não"] * (women - others + men_with)
    count = men + women
    young = rng.permutation(np.arange(count) < study.YOUNGER_BY_CLASS[name])
    many = rng.permutation(np.arange(count) < study.MANY_BY_CLASS[name])
    written = [text for text, times in study.COMMENTS[name].items() for _ in range(times)]
    comments = rng.permutation(written + [""] * (count - len(written)))
    rows = [
        {"Sexo": sex, "Utiliza outra instituição": use, "young": bool(is_young), "O que motivou a nota": str(comment),
         "Produtos e serviços utilizados": _products(bool(uses_many), rng)}
        for sex, use, is_young, uses_many, comment in zip(sexes, uses, young, many, comments, strict=True)
    ]  # fmt: skip
    return [rows[i] for i in rng.permutation(count)]


def _products(many: bool, rng: np.random.Generator) -> str:
    count = int(rng.integers(6, 12) if many else rng.integers(1, 6))
    weights = np.array(list(study.PRODUCTS.values()), dtype=float)
    chosen = rng.choice(list(study.PRODUCTS), count, replace=False, p=weights / weights.sum())
    return "; ".join(sorted(map(str, chosen), key=list(study.PRODUCTS).index))


def _dealt(counts: Mapping[str, int], rng: np.random.Generator) -> Any:
    return rng.permutation([name for name, count in counts.items() for _ in range(count)])


def _with_institutions(rows: Sequence[Row], rng: np.random.Generator) -> None:
    """Give those who use another institution its name, and the first of them a second one."""
    users = [row for row in rows if row["Utiliza outra instituição"] == "Sim"]
    users = [users[i] for i in rng.permutation(len(users))]
    spellings = {names: cycle(names) for names in study.INSTITUTIONS}
    mentions = [next(spellings[names]) for names, count in study.INSTITUTIONS.items() for _ in range(count)]
    for row in rows:
        row["Quais instituições"] = ""
    for row, name in zip(users, mentions, strict=False):
        row["Quais instituições"] = name
    for row, name in zip(users, mentions[len(users) :], strict=False):
        row["Quais instituições"] += f" e {name}"


def _with_ages(rows: Sequence[Row], rng: np.random.Generator) -> None:
    for is_young, bands in ((True, study.YOUNGER_AGES), (False, study.OLDER_AGES)):
        ages = [age for (low, high), count in bands.items() for age in np.linspace(low, high, count).astype(int)]
        group = [row for row in rows if row["young"] == is_young]
        for row, age in zip(group, rng.permutation(ages), strict=True):
            row["Idade"] = int(age)


def _mark(mark: float) -> int | str:
    return "" if np.isnan(mark) else int(mark)


def _weekday(day: date) -> date:
    return day - timedelta(days=max(day.weekday() - _SATURDAY + 1, 0))


def _in_order(number: int, day: date, told: Row, rng: np.random.Generator) -> Row:
    """Return the row with the columns of the sheet in their order."""
    names_itself = rng.random() < TOLD_WHO_THEY_ARE
    head: Row = {
        "Rodada": "2017", "Respondente": f"R{number:03d}", "Nome Cliente": "",
        "Número Cliente Sisbr": str(300_000 + number) if names_itself else "", "Número PA": told["Número PA"],
        "Data da Resposta": day, "Canal": "Agência",
    }  # fmt: skip
    if names_itself:
        names = MALE_NAMES if told["Sexo"] == "Masculino" else FEMALE_NAMES
        head["Nome Cliente"] = person_name(number, names)
    asked = ("Sexo", "Idade", "Tempo de associado", "Como conheceu a cooperativa", "Frequência de visita",
             "Nota de recomendação", "O que motivou a nota", *study.ATTRIBUTES, "Produtos e serviços utilizados",
             "Utiliza outra instituição", "Quais instituições")  # fmt: skip
    return head | {name: told[name] for name in asked}


def _member(row: Row, rng: np.random.Generator) -> Member:
    """Return who a respondent is in the register of members."""
    (anyone,) = people(1, rng, FIRST_DAY, int(row["Número Cliente Sisbr"]))
    birth = FIRST_DAY - timedelta(days=365 * row["Idade"] + 200)
    return replace(
        anyone,
        document=cpf(int(row["Respondente"][1:])),
        name=row["Nome Cliente"],
        branch=row["Número PA"],
        birth_date=birth,
    )


def _address(member: Member, place: int) -> Row:
    branch = study.BRANCHES[int(member.branch) - 1]
    return {
        "member_id": str(member.number), "document": member.document, "address_kind": "Residencial",
        "street": "Rua das Amostras", "number": str(place + 1), "complement": "", "district": "Centro",
        "city": branch.name.split(" (")[0], "state": "MG", "zip_code": f"{35350 + int(member.branch):05d}-000",
    }  # fmt: skip


def _email(member: Member) -> Row:
    return {
        "member_id": str(member.number), "document": member.document, "email": f"associado{member.number}@example.com"
    }  # fmt: skip


def _branches() -> Iterator[Row]:
    for number, branch in enumerate(study.BRANCHES, 1):
        yield {
            "Rodada": "2017", "Número PA": f"{number:04d}", "Nome do PA": branch.name,
            "Associados da Pesquisa": branch.members, "Questionários Enviados": 30,
        }  # fmt: skip


def _year_before() -> Iterator[list[str]]:
    """Yield the sheet of 2016: one row an answer, the questions by their numbers."""
    yield ["Rodada", "Respondente", "Número PA", "Data da Resposta", "Pergunta", "Resposta"]
    notes = {"promoter": ("10", "9"), "neutral": ("8", "7"), "detractor": ("6", "4")}
    number = 0
    for name, count in study.YEAR_BEFORE.items():
        texts = cycle(study.COMMENTS[name])
        for i in range(count):
            number += 1
            head = ["2016", f"A{number:03d}", f"{number % len(study.BRANCHES) + 1:04d}", f"{YEAR_BEFORE_DAY:%d/%m/%Y}"]
            yield [*head, "7", notes[name][i % 2]]
            yield [*head, "8", f'"{next(texts)}"']


def _write_sheet(path: Path, rows: Sequence[Row]) -> None:
    """Write rows under their headers, numbers and dates as spreadsheets have them."""
    with new_book(path) as book:
        page = book.add_worksheet("Plan1")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        page.write_row(0, 0, list(rows[0]))
        for place, row in enumerate(rows, 1):
            for column, value in enumerate(row.values()):
                if isinstance(value, date):
                    page.write_number(place, column, excel_serial(value), day)
                elif value != "":
                    page.write(place, column, value)
