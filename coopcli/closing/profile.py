"""The profile of default from a folder of exports: read, check, calculate, prove. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from coopcli.calc.profile.facts import contract_facts
from coopcli.calc.profile.whole import FAMILY, WAGE_FAMILY, profile_of
from coopcli.closing.checks import missing_frames
from coopcli.closing.inputs import Say, stop_where_blocked
from coopcli.closing.study import StudyInputs, gather_study, latest
from coopcli.errors import Acceptance
from coopcli.extras import require
from coopcli.money import brl, percent
from coopcli.results import Check, Note, Study
from coopcli.results.profile import Profile


@dataclass(frozen=True)
class Contracts:
    """The contracts of a folder with what is known of each (``facts``)."""

    inputs: StudyInputs
    facts: pd.DataFrame
    wage_cents: int


def contracts_of(inputs: StudyInputs) -> Contracts:
    """Return the contracts with a balance in the exports, and the facts of each."""
    stop_where_blocked([*missing_frames(inputs.exports, ["contracts", "members"])])
    wage_cents = inputs.rule(WAGE_FAMILY)["minimum_wage_cents"]
    return Contracts(inputs, contract_facts(inputs.frames, inputs.portfolio, wage_cents), wage_cents)


def run_profile(
    path: Path, on: date | None, late_above_days: int | None, say: Say, accepted: Sequence[Acceptance] = ()
) -> tuple[Study, Profile]:
    """Return the profile of a folder of exports, and what proves it. ``late_above_days`` None: as the rule says."""
    require("studies", "coopcli profile")
    inputs = gather_study([path], say, [], on, latest(("contracts", "movement_date")), accepted=accepted)
    rule, contracts = inputs.rule(FAMILY), contracts_of(inputs)
    say("calculando")
    days = int(rule["late_above_days"]) if late_above_days is None else late_above_days
    profile = profile_of(contracts.facts, rule, days)
    notes = _notes(profile, contracts.wage_cents)
    return inputs.study(notes, _alerts(contracts, profile), _checks(contracts, profile)), profile


def _checks(contracts: Contracts, profile: Profile) -> Iterator[Check]:
    read = contracts.inputs.frames["contracts"]
    settled = int((read["balance_cents"] <= 0).sum())
    cents = int(contracts.facts["balance_cents"].sum())
    whole = int(read["balance_cents"].sum())
    yield Check("Contratos", "lidos = com saldo + sem saldo", len(read), profile.contracts + settled, whole, cents)
    for table in profile.tables:
        rows = table.rows
        yield Check(
            f"{table.title} ({table.article})",
            "contratos = soma das faixas",
            profile.contracts,
            int(rows["total"].sum()),
        )
        yield Check(
            f"{table.title} ({table.article})", "inadimplentes = soma das faixas", profile.late, int(rows["late"].sum())
        )


def _alerts(contracts: Contracts, profile: Profile) -> Iterator[str]:
    facts, portfolio = contracts.facts, contracts.inputs.portfolio
    strangers = int((~facts["is_member"]).sum())
    if strangers:
        yield f"{strangers} contrato(s) sem o cadastro do associado: contam como não informado em idade, renda e o mais"
    accounts = portfolio.size - len(facts)
    if accounts:
        yield f"{accounts} adiantamento(s) e limite(s) de conta corrente ficam fora: o perfil é de contratos"
    undated = int(np.count_nonzero(portfolio.unknown_delay[: len(facts)]))
    if undated:
        yield f"{undated} contrato(s) sem nenhuma informação de atraso contam como em dia"
    for words, which in _weak_tables(profile).items():
        yield f"{words}: {', '.join(which)}"
    for name, model in (("Regressão linear", profile.linear), ("Regressão logística", profile.logistic)):
        if model.reason:
            yield f"{name} não calculada: {model.reason}"
        yield from (f"{name}: {text}" for text in model.warnings)


def _weak_tables(profile: Profile) -> dict[str, list[str]]:
    """Return the tables without a test, or with a weak one, by what there is to say of them."""
    weak: dict[str, list[str]] = {}
    for table in profile.tables:
        small = "qui-quadrado só aproximado, por frequências esperadas pequenas" if table.test.warning else ""
        if words := table.test.reason or small:
            weak.setdefault(words, []).append(table.title)
    return weak


def _notes(profile: Profile, wage_cents: int) -> list[Note]:
    days = profile.late_above_days
    limit = f"mais de {days} dias de atraso" if days else "um dia de atraso ou mais"
    return [
        Note("Inadimplente", f"contrato com {limit} na data-base, contado como no fechamento"),
        Note(
            "Percentuais",
            "na faixa: inadimplentes ÷ contratos da faixa; depois, a parte da carteira e a dos inadimplentes",
        ),
        Note("Salário mínimo", f"{brl(wage_cents)} na data-base; o salário começado conta inteiro"),
        Note("Não informado", "conta nos totais e nos percentuais, e não entra nos testes"),
        Note(
            "Qui-quadrado",
            "de Pearson, sem correção; V de Cramér vai de 0 (nada) a 1 (tudo); p pequeno não é efeito grande",
        ),
        Note(
            "Muitos testes",
            f"são {len(profile.tables)} testes a {percent(profile.significance, 0)}: "
            "algum pode parecer significativo por acaso",
        ),
        Note(
            "Regressão linear",
            "como no estudo, sobre 0 (adimplente) e 1 (inadimplente): as previsões podem sair de 0 a 1, "
            "e os códigos das categorias não são medidas",
        ),
        Note(
            "Nível de risco",
            "é consequência do atraso: na regressão linear ele explica o que ele mesmo mede; na logística não entra",
        ),
        Note(
            "Regressão logística",
            "razão de chances acima de 1: mais inadimplência do que na categoria de referência, com o resto igual",
        ),
        Note(
            "Retrato",
            "as características e o atraso são da mesma data: mostra quem está em atraso, não quem vai atrasar",
        ),
    ]
