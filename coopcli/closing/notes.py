"""The Notas sheet: the conventions applied to this month, and what is not yet applied."""

from __future__ import annotations

from datetime import date

from coopcli.calc import levels
from coopcli.closing.method import method_words
from coopcli.closing.rules import MonthRules
from coopcli.closing.settings import Settings
from coopcli.dates import brazilian
from coopcli.money import brl
from coopcli.results import METHOD_TOPIC, Note
from coopcli.rulebook.tables import RuleFile

_CONVENTIONS = (
    ("Dias em atraso", "0 no dia do vencimento, 1 no dia seguinte; 'superior a 90' é o dia 91."),
    (
        "Parcelas",
        "Conta a parcela mais antiga com valor não pago; pagamento parcial diminui o valor, não a idade.",
    ),
    ("Pagamentos", "O que foi pago depois da data-base não existe para ela."),
    (
        "Dias sem expediente",
        "Vencimento em sábado, domingo ou feriado bancário: não há atraso até o primeiro dia útil seguinte; "
        "depois dele os dias contam do vencimento (Lei nº 7.089/1983; STJ, REsp 1.954.924).",
    ),
    (
        "Origem dos dias",
        "Parcelas; sem elas, o vencimento mais antigo, os dias exportados ou o vencimento final, nessa ordem.",
    ),
    (
        "Saldo devedor",
        "O valor contábil bruto que o sistema exportou. Contratos com saldo zero ficam fora da carteira.",
    ),
    ("Conta corrente", "Adiantamentos a depositante e limites em uso entram como operações (ADP- e LIM-)."),
    (
        "Faixas do SCR",
        "O saldo de cada operação é repartido pelas parcelas em aberto, na proporção do saldo de cada uma.",
    ),
    ("Contraparte", "Grupo econômico, quando informado; senão o CPF ou a raiz do CNPJ."),
    ("Renegociação", "Nunca melhora a classe por si só."),
    (
        "Arredondamento",
        "Cada componente é calculado exato e arredondado uma vez, meio para cima, ao centavo.",
    ),
    (
        "Linhas",
        "Linhas lidas = linhas usadas + linhas separadas, e o mesmo em reais; cada linha separada está em Problemas.",
    ),
)


def notes_of(rules: MonthRules, settings: Settings, previous: date | None) -> list[Note]:
    """Return the notes of the month, the conventions first, then what is not yet applied."""
    applied = [Note(topic, text) for topic, text in (*_CONVENTIONS, *_chosen(rules, settings, previous))]
    used = [rule for regime in rules.regimes.values() for rule in regime]
    missing = [(rule.cited(where), text) for rule in used for where, text in rule.not_applied.items()]
    return applied + [Note(topic, text, applied=False) for topic, text in missing]


def _chosen(rules: MonthRules, settings: Settings, previous: date | None) -> list[tuple[str, str]]:
    tolerance = f"Parcela com até {brl(settings.tolerance_cents)} em aberto conta como paga."
    before = (
        f"Comparado com o fechamento de {brazilian(previous)}."
        if previous
        else ("Nenhum: ativo problemático e nível H só pelo que as exportações deste mês mostram.")
    )
    found = [("Tolerância", tolerance), ("Fechamento anterior", before)]
    if words := method_words(settings, rules):
        found.append((METHOD_TOPIC, words))
    if levels.REGIME in rules.regimes:
        found.append(("Patrimônio líquido ajustado", _equity(settings, rules.regimes[levels.REGIME][0])))
    for regime_rules in rules.regimes.values():
        for rule in regime_rules:
            act = rule.act.split(",")[0]
            titled = [p for p in rule.parameters.values() if p.title]
            found += [(f"{act}: {p.title}", f"{_said(p.value)} ({p.article})") for p in titled]
            found += [(act, note) for note in rule.notes]
    return found


def _equity(settings: Settings, rule: RuleFile) -> str:
    if settings.adjusted_equity_cents is None:
        return f"Não informado no coop.yaml: revisões só a cada 12 meses, nenhuma a cada 6 ({rule.cite('reviews')})."
    article = rule.parameters["large_exposure_rate"].article
    return f"{brl(settings.adjusted_equity_cents)}, do coop.yaml ({rule.cited(article)})."


def _said(value: object) -> str:
    words = {
        True: "sim", False: "não", "calendar": "meses de calendário", "anniversary": "meses de aniversário",
        "floor": "vale como piso", "compare": "só se compara", "": "nenhum", "alert": "só alerta",
        "level_h": "operações do devedor a H",
    }  # fmt: skip
    return words.get(value, str(value)) if isinstance(value, str | bool) else str(value)
