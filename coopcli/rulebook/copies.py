"""What a cooperative's copy of a rule decides below the published text: a slip of the pen, or a choice to be seen."""

from __future__ import annotations

from collections.abc import Iterator

from coopcli.errors import RuleError
from coopcli.rulebook.overlaid import lowered
from coopcli.rulebook.tables import Parameter, RuleFile


def below_the_published(rule: RuleFile) -> list[str]:
    """Return, by file and line, what a copy answers less prudently than the shipped file whose place it takes.

    Of a law, also the parameters that are nobody's choice and have another value. Empty for what is no copy.
    """
    return (
        [] if rule.shipped is None else [*_tables_below(rule, rule.shipped), *_changed_parameters(rule, rule.shipped)]
    )


def _tables_below(rule: RuleFile, published: RuleFile) -> Iterator[str]:
    for name, law in published.tables.items():
        table = rule.tables.get(name)
        if table is None:
            if law.signature.prudent:
                yield f"{rule.file}: falta a tabela {name} da regra publicada"
            continue
        try:
            for case in lowered(law, table, lambda row: row.overlay is not None):
                line = case.row.line if case.row else table.line
                yield f"{rule.file}, linha {line}, tabela {name}: {case.found}"
        except RuleError as error:
            yield from (f"{rule.file}, linha {p.line}, tabela {name}: {p.found}" for p in error.problems)


def _changed_parameters(rule: RuleFile, published: RuleFile) -> Iterator[str]:
    for name, law in published.parameters.items():
        own = rule.parameters.get(name)
        if published.kind == "law" and own is not None and own.value != law.value and not _may_be_chosen(law):
            told = f"parâmetro {name}: {_said(own)} onde a regra publicada dá {_said(law)} ({law.article})"
            yield f"{rule.file}, linha {own.line}, {told}"


def _may_be_chosen(parameter: Parameter) -> bool:
    return parameter.policy or bool(parameter.one_of)


def _said(parameter: Parameter) -> str:
    value = parameter.value
    return ", ".join(value) if isinstance(value, tuple) else str(value)
