"""What the report of the indicators says of itself: what is missing, what was assumed, what adds up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.calc.relationship.usage import Usage
from coopcli.closing.study import StudyInputs
from coopcli.money import brl
from coopcli.results import Check, Note
from coopcli.rulebook.tables import RuleFile

if TYPE_CHECKING:
    import pandas as pd

_MOST_NAMES = 8

_ABSENT = {
    "margins": "margem de contribuição",
    "members": "associados (nome e renda)",
    "contracts": "contratos (atraso e saldo)",
    "survey_answers": "respostas da pesquisa (nota e classe NPS)",
    "relationship_contacts": "contatos de relacionamento",
    "collection_events": "eventos de cobrança (negativação e processo)",
    "holds": "pausas da cobrança",
}
"""What the list of members crosses besides solutions in use, and what each tells."""


@dataclass(frozen=True)
class RelationshipInputs:
    """The exports, the usage that they tell, and the rules that decide about it."""

    gathered: StudyInputs
    usage: Usage
    products: RuleFile
    management: RuleFile
    check_up: RuleFile

    def absent(self) -> list[str]:
        """Return in words what no export tells."""
        return [words for frame, words in _ABSENT.items() if not self.gathered.has(frame)]


def alerts_of(inputs: RelationshipInputs) -> Iterator[str]:
    usage, frames = inputs.usage, inputs.gathered.frames
    for kind, words in (("Produto", "fora da lista, não contado"), ("Família", "fora da lista, somada com o seu nome")):
        rows = usage.outside[usage.outside["kind"] == kind]
        if len(rows):
            named = ", ".join(rows["exported_name"][:_MOST_NAMES])
            more = f" e mais {len(rows) - _MOST_NAMES}" if len(rows) > _MOST_NAMES else ""
            yield f"{kind} {words}: {named}{more} ({int(rows['rows'].sum())} linha(s))"
    if usage.missing_months:
        yield f"falta o mês de {', '.join(usage.missing_months)}: as variações saltam sobre ele"
    without = [month for i, month in enumerate(usage.months) if i not in set(usage.margins["month"])]
    if usage.has_margins and without:
        yield f"mês sem margens exportadas: {', '.join(without)}"
    if usage.counted["margins_apart"]:
        cents = brl(usage.counted["margin_cents_apart"])
        yield f"{usage.counted['margins_apart']} margem(ns) de mês sem produtos em uso ({cents}) fica(m) de fora"
    members = set(usage.of_month(usage.last)["member_id"])
    strangers = len(set(frames["members"]["member_id"]) - members)
    if strangers and inputs.management["members_from"] == "usage":
        month = usage.months[-1]
        yield f"{strangers} associado(s) do cadastro sem linha em {month} não contam no ISA (parâmetro members_from)"
    unknown = set(frames["relationship_contacts"]["member_id"]) - members
    if unknown:
        yield f"contatos com {len(unknown)} pessoa(s) que não são associados de {usage.months[-1]} ficam fora do giro"


def notes_of(inputs: RelationshipInputs, absent: Sequence[str]) -> list[Note]:
    usage, rule = inputs.usage, inputs.management
    who = "os que têm linha no mês" if rule["members_from"] == "usage" else "os do cadastro e os que têm linha no mês"
    notes = [
        Note(
            "ISA", "soluções distintas em uso no mês ÷ associados do mês; a mesma solução conta uma vez por associado"
        ),
        Note("Associados do mês", f"{who}; quantidade zero diz que a pessoa é associada e não usa a solução"),
        Note("Média da margem", "margem do mês ÷ associados do mês, arredondada uma vez ao centavo"),
        Note("Muitos e bom", "ao menos a média do segmento (ou da cooperativa), comparada sem arredondar"),
        Note("Giro de carteira", f"contato nos últimos {rule['cycle_days']} dias até a data-base"),
    ]
    if usage.has_margins and (usage.margins["entry"] < 0).any():
        notes.append(Note("Margem sem associado", "conta no mês e no grupo que a sua linha diz, em nenhum associado"))
    if absent:
        notes.append(Note("Sem exportação", f"{'; '.join(absent)}: nada disso entra no relatório"))
    return notes


def checks_of(inputs: RelationshipInputs, found: Mapping[str, pd.DataFrame | None]) -> Iterator[Check]:
    usage, frames = inputs.usage, inputs.gathered.frames
    counted = usage.counted
    parts = sum(counted[name] for name in ("solutions", "again", "outside", "not_used"))
    later = len(frames["product_usage"]) - counted["rows"]
    yield Check(
        "Produtos em uso", "valores lidos = soluções + repetidos + fora da lista + sem uso + meses posteriores",
        len(frames["product_usage"]), parts + later,
    )  # fmt: skip
    evolution, solutions = found["evolution"], found["solutions"]
    assert evolution is not None and solutions is not None
    whole = int(evolution["solution_count"].sum())
    yield Check(
        "Soluções em uso", "soma dos meses = soma das soluções", whole, int(solutions[usage.months].sum().sum())
    )
    yield from _group_checks(found, whole)
    yield from _margin_checks(inputs, found)
    moves = found["movement"]
    if moves is not None and len(moves):
        before = int(moves[["solutions_before", "solutions_of_joined", "solutions_gained"]].sum().sum())
        after = int(moves[["solutions_after", "solutions_of_left", "solutions_lost"]].sum().sum())
        yield Check("Movimento", "antes + entraram + ganhas = depois + saíram + perdidas", before, after)
    members, listed = len(usage.of_month(usage.last)), found["crossing"]
    yield Check("Cruzamento", "associados do último mês = linhas", members, 0 if listed is None else len(listed))


def _group_checks(found: Mapping[str, pd.DataFrame | None], solutions: int) -> Iterator[Check]:
    evolution, groups = found["evolution"], found["groups"]
    assert evolution is not None and groups is not None
    cents = int(evolution["margin_cents"].fillna(0).sum()) if "margin_cents" in evolution else 0
    for by, rows in groups.groupby("by", sort=False):
        own = int(rows["margin_cents"].fillna(0).sum()) if "margin_cents" in rows else 0
        yield Check(f"Grupos por {by}", "soluções e margem = soma dos grupos", solutions,
                    int(rows["solution_count"].sum()), cents, own)  # fmt: skip


def _margin_checks(inputs: RelationshipInputs, found: Mapping[str, pd.DataFrame | None]) -> Iterator[Check]:
    usage, families, evolution = inputs.usage, found["families"], found["evolution"]
    if families is None or evolution is None:
        return
    read, counted = inputs.gathered.frames["margins"], usage.counted
    rows = (len(read), len(usage.margins) + counted["margins_apart"])
    used = int(evolution["margin_cents"].fillna(0).sum())
    cents = (int(read["margin_cents"].sum()), used + counted["margin_cents_apart"])
    yield Check("Margem", "lido = soma dos meses + meses sem produtos em uso", *rows, *cents)
    same = (len(usage.margins), len(usage.margins))
    yield Check("Margem", "soma dos meses = soma das famílias", *same, used, int(families[usage.months].sum().sum()))
