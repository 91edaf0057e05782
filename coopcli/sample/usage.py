"""A portfolio of rural members, June to December 2017, whose counts and margins are those of a study.

Solutions by month are Quadro 1, margins Quadro 2, the members by number of solutions in December Gráfico 5. Who has
what, and all the rest (names, contacts, debts, answers), is invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from coopcli.dates import brazilian, month_end
from coopcli.documents import punctuate
from coopcli.money import brl
from coopcli.sample import check_up_tables as study
from coopcli.sample.literal import Table
from coopcli.sample.people import FEMALE_NAMES, MALE_NAMES, MANAGERS, cnpj, cpf_column, person_name
from coopcli.sample.writing import write_coop

if TYPE_CHECKING:
    import numpy.typing as npt

    Flags = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]

NAME = "Cooperativa da carteira agro (amostra reconstruída)"
ROOT = "90201120"
SEED = 20_171_231
FIRST_MEMBER = 30_001
BRANCH, SEGMENT = "0001", "Agro menor renda"
GESTORES = MANAGERS[:3]
NAMES = tuple(study.SOLUTIONS)
_CAPITAL = NAMES.index("Capital Social")
_FEW = 3
_CHURN = 2
_HEAD = ["Data-base", "Número Cliente Sisbr", "Número PA", "Nome do Gerente", "Segmento"]
_CONTRACTS, _OLD_DEBTS, _ANSWERS = 90, 4, 60
_SUBJECTS = ("Check Up Financeiro", "Renovação de custeio", "Seguro da safra", "Atualização cadastral")
_CHANNELS = ("Telefone", "Visita", "Atendimento na agência")


def write(folder: Path) -> None:
    """Write ``coop.yaml`` and a folder of exports: seven months of use and margins, and what is known in December."""
    rng = np.random.default_rng(SEED)
    months = holdings(rng)
    write_coop(folder, NAME, cnpj(ROOT), "Cerro Largo")
    exports = folder / "exports" / "2017-12"
    exports.mkdir(parents=True)
    for place, (year, month) in enumerate(study.MONTHS):
        day = brazilian(month_end(year, month))
        cents = _margins(months[place], place, rng)
        Table("xlsx numbers", _usage(day, months[place])).write(exports / f"Produtos em uso {year}-{month:02}.xlsx")
        Table("utf-8-sig", _margin_text(day, months[place][0], cents)).write(exports / f"Margens {year}-{month:02}.csv")
    present = np.flatnonzero(months[-1][0])
    today = month_end(*study.MONTHS[-1])
    Table("xlsx texts", _members(present, cents.sum(axis=1), rng)).write(exports / "cli_associados.xlsx")
    Table("utf-8-sig", _contacts(present, today, rng)).write(exports / "Contatos 2017-12.csv")
    Table("xlsx numbers", _contracts(months[-1], today, rng)).write(exports / "cre_contratos.xlsx")
    Table("utf-8-sig", _answers(months[-1], today, rng)).write(exports / "Pesquisa 2017-12.csv")


# --- who has what ---------------------------------------------------------------------------------


def holdings(rng: np.random.Generator) -> list[tuple[Flags, Flags]]:
    """Return for each month who is a member, and which member has which solution (a row each)."""
    last = dealt(rng)
    held = np.zeros((study.MEMBERS[0], len(NAMES)), dtype=bool)
    held[: len(last)] = last
    found: list[tuple[Flags, Flags]] = []
    for month in reversed(range(len(study.MONTHS))):
        here = np.arange(len(held)) < study.MEMBERS[month]
        if found:
            arrived = here & ~found[-1][0]
            held = found[-1][1].copy()
            held[arrived, _CAPITAL] = np.arange(arrived.sum()) % 2 == 0  # an account of capital alone, or of nothing
            _turn(held, [counts[month] for counts in study.SOLUTIONS.values()], here & ~arrived, rng)
        found.append((here, held))
    return found[::-1]


def dealt(rng: np.random.Generator) -> Flags:
    """Return December: so many members have so many solutions, and each solution so many members.

    Each solution goes to those to whom most is still owed (Gale and Ryser), which fits whenever anything does.
    """
    owed = rng.permutation(np.repeat(list(study.DISTRIBUTION), list(study.DISTRIBUTION.values())))
    held = np.zeros((len(owed), len(NAMES)), dtype=bool)
    for solution, counts in enumerate(study.SOLUTIONS.values()):
        chosen = np.lexsort((rng.random(len(owed)), -owed))[: counts[-1]]
        held[chosen, solution] = True
        owed[chosen] -= 1
    return held


def _turn(held: Flags, targets: Sequence[int], may: Flags, rng: np.random.Generator) -> None:
    """Take and give solutions among those who ``may`` until each has as many members as it should."""
    for solution, target in enumerate(targets):
        more = target - int(held[:, solution].sum())
        churn = _CHURN if target > 20 * _CHURN else 0
        count = held.sum(axis=1)
        willing = rng.permutation(np.flatnonzero(may & (count > 0) & ~held[:, solution]))
        takers = willing[np.argsort(count[willing] < _FEW, kind="stable")][: max(more, 0) + churn]
        givers = rng.permutation(np.flatnonzero(may & held[:, solution]))[: max(-more, 0) + churn]
        held[givers, solution], held[takers, solution] = False, True


# --- the exports ----------------------------------------------------------------------------------


def _manager(member: int) -> str:
    return GESTORES[member % len(GESTORES)]


def _head(day: str, member: int) -> list[str]:
    return [day, str(FIRST_MEMBER + member), BRANCH, _manager(member), SEGMENT]


def _usage(day: str, month: tuple[Flags, Flags]) -> str:
    present, held = month
    rows = [[*_head(day, i), *("1" if has else "" for has in held[i])] for i in np.flatnonzero(present).tolist()]
    return _text([[*_HEAD, *NAMES], *rows])


def _margins(month: tuple[Flags, Flags], place: int, rng: np.random.Generator) -> Ints:
    """Return the margin of each member (a row) in each family."""
    present, held = month
    cents = np.zeros((len(held), len(study.MARGINS)), dtype=np.int64)
    for column, (family, totals) in enumerate(study.MARGINS.items()):
        users = np.flatnonzero(held[:, [NAMES.index(name) for name in study.HOLDERS[family]]].any(axis=1) & present)
        cents[users, column] = _parts(totals[place], len(users), rng) if totals[place] else 0
    return cents


def _margin_text(day: str, present: Flags, cents: Ints) -> str:
    rows = [
        [*_head(day, i), *(brl(int(value), symbol=False) if value else "" for value in cents[i])]
        for i in np.flatnonzero(present).tolist()
    ]
    total = ["Total", *[""] * (len(_HEAD) - 1), *(brl(int(value), symbol=False) for value in cents.sum(axis=0))]
    return _text([[*_HEAD, *study.MARGINS], *rows, total])


def _parts(total: int, people: int, rng: np.random.Generator) -> Ints:
    """Return so many unequal parts of an amount, a few of them negative, that add up to it."""
    weights = rng.lognormal(0, 0.8, people) * np.where((rng.random(people) < 0.03) & (people > 20), -0.3, 1)
    parts: Ints = np.floor(total * weights / weights.sum()).astype(np.int64)
    parts[: total - int(parts.sum())] += 1
    return parts


def _members(present: Ints, margin_cents: Ints, rng: np.random.Generator) -> str:
    """Return the register; most margins are some twentieth of an income, as the study has it."""
    head = ["Número Cliente Sisbr", "CPF/CNPJ", "Nome Cliente", "Sigla Tipo Pessoa", "Número PA", "Nome do Gerente",
            "Renda Bruta Mensal", "Data Nascimento", "Data Início Relacionamento"]  # fmt: skip
    documents = cpf_column(present).to_pylist()
    usual = np.maximum(margin_cents[present] / 100 * 20, rng.lognormal(7.6, 0.4, len(present)))
    income = (usual * rng.lognormal(0, 0.25, len(present))).clip(1_000, 30_000)
    born, since = rng.integers(1940, 1992, len(present)), rng.integers(300, 6_000, len(present))
    rows = [
        [
            str(FIRST_MEMBER + i), punctuate(documents[place]), _name(int(i)), "PF", BRANCH, _manager(int(i)),
            brl(int(income[place]) * 100, symbol=False), f"15/06/{born[place]}",
            brazilian(date(2017, 6, 1) - timedelta(days=int(since[place]))),
        ]
        for place, i in enumerate(present)
    ]  # fmt: skip
    return _text([head, *rows])


def _name(member: int) -> str:
    return person_name(member // 2, (FEMALE_NAMES, MALE_NAMES)[member % 2])


def _contacts(present: Ints, today: date, rng: np.random.Generator) -> str:
    """Return contacts of seven in ten members, some of them long ago; those with few solutions wait the longest."""
    head = ["Número Cliente Sisbr", "Data do Contato", "Canal", "Assunto", "Resultado", "Próximo Contato", "Número PA",
            "Nome do Gerente"]  # fmt: skip
    spoken = present[rng.random(len(present)) < 0.7]
    ago = rng.gamma(2.0, 45.0, len(spoken)).astype(np.int64).clip(0, 400)
    rows = [
        [
            str(FIRST_MEMBER + i), brazilian(today - timedelta(days=int(days))), _CHANNELS[i % 3], _SUBJECTS[i % 4],
            "", brazilian(today + timedelta(days=int(30 - days % 60))) if i % 5 == 0 else "", BRANCH, _manager(int(i)),
        ]
        for i, days in zip(spoken, ago, strict=True)
    ]  # fmt: skip
    return _text([head, *rows])


def _contracts(month: tuple[Flags, Flags], today: date, rng: np.random.Generator) -> str:
    """Return contracts of members with credit, some of them late, and old debts of a few who use next to nothing."""
    present, held = month
    lent = held[:, [NAMES.index(name) for name in study.HOLDERS["Créditos"]]].any(axis=1) & present
    few = np.flatnonzero(present & (held.sum(axis=1) == 1))[:_OLD_DEBTS]
    others = rng.permutation(np.setdiff1d(np.flatnonzero(lent), few))[: _CONTRACTS - len(few)]
    head = ["Número Contrato Crédito", "Número Cliente Sisbr", "Número CPF/CNPJ", "Nome Cliente", "Sigla Tipo Pessoa",
            "Número PA", "Modalidade Produto", "Data Operação Contrato", "Data Vencimento Contrato",
            "Valor Saldo Devedor Diário", "Valor Vencido", "Quantidade Dias Atraso", "Data Movimento"]  # fmt: skip
    documents = cpf_column(np.arange(len(held))).to_pylist()
    rows = []
    for place, i in enumerate(np.concatenate([few, others])):
        late = int(rng.integers(5, 200)) if place < _OLD_DEBTS or place % 8 == 0 else 0
        balance = int(rng.lognormal(9.0, 0.7)) * 100
        rows.append(
            [
                str(700_001 + place), str(FIRST_MEMBER + i), punctuate(documents[i]), _name(int(i)), "PF", BRANCH,
                "Crédito Rural", "15/07/2017", "15/07/2018", brl(balance, symbol=False),
                brl(balance // 4 if late else 0, symbol=False), str(late), brazilian(today),
            ]
        )  # fmt: skip
    return _text([head, *rows])


def _answers(month: tuple[Flags, Flags], today: date, rng: np.random.Generator) -> str:
    """Return a note of recommendation of some members; a few with few solutions are detractors."""
    present, held = month
    count = held.sum(axis=1)
    few = np.flatnonzero(present & (count < _FEW))[5:9]
    others = rng.permutation(np.setdiff1d(np.flatnonzero(present), few))[: _ANSWERS - len(few)]
    head = ["Rodada", "Respondente", "Número Cliente Sisbr", "Número PA", "Data da Resposta", "Canal", "NPS"]
    day = brazilian(today - timedelta(days=40))
    notes = [3, 5, 0, 6, *rng.choice([10, 9, 8, 7, 6], len(others), p=[0.5, 0.3, 0.1, 0.05, 0.05]).tolist()]
    rows = [
        ["2017-2", f"R{place:03}", str(FIRST_MEMBER + i), BRANCH, day, "Telefone", str(note)]
        for place, (i, note) in enumerate(zip([*few, *others], notes, strict=True), start=1)
    ]
    return _text([head, *rows])


def _text(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(";".join(row) for row in rows)
