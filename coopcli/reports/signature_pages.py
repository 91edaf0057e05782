"""docs/dados.md: role by role, what each table of a rule may ask and must answer, from the signatures themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coopcli.folding import folded
from coopcli.rulebook.vocabulary import FACTS, OUTCOMES
from coopcli.signatures import ROLES, Kind, Role, Signature
from coopcli.words import Word

_HEAD = """\
# Dados e respostas das regras

Gerado por `make docs`; não edite à mão. Cada arquivo de `rules/` cumpre um **papel** (`role:` no cabeçalho; um arquivo
com o id de uma regra publicada tem o papel dela). Esta página diz, papel por papel e tabela por tabela, o que as
condições podem **perguntar**, o que cada linha tem de **responder** e o que significa a falta de uma resposta que pode
faltar. Outro nome é recusado quando a regra é lida, com arquivo e linha. Como se escreve uma regra:
[rules/README.md](../rules/README.md).
"""
_ROWS = {
    "one": "uma linha decide (`unique`, `first` ou `worst`)",
    "several": "valem todas as linhas que casam (`collect`)",
    "sum": "os pontos das linhas que casam se somam (`collect sum`)",
}
_MANY = 5
"""So many facts are not told twice on the page of a role."""

_UNITS = {
    "days": "dias", "months": "meses", "count": "número inteiro", "money": "reais", "rate": "fração de 0 a 1",
    "flag": "true ou false", "text": "texto", "list": "lista", "number": "número", "date": "data",
}  # fmt: skip


def signature_pages() -> str:
    """Return the page in Markdown, the roles by name."""
    return "\n".join([_HEAD, *(line for name in sorted(ROLES) for line in _role(ROLES[name]))])


def _role(role: Role) -> Iterator[str]:
    yield f"## {role.name}\n"
    files = ", ".join(f"`{file}`" for file in role.files) or "nenhuma"
    many = f"Mais de um arquivo pode vigorar: {role.several}." if role.several else "Um só arquivo vigora de cada vez."
    yield f"{role.title[0].upper()}{role.title[1:]}. Regra publicada: {files}. {many}\n"
    told: dict[tuple[str, ...], str] = {}
    for name, signature in role.tables.items():
        same = told.setdefault(signature.given, name)
        yield from _table(f"Tabela `{name}`", signature, "" if same == name or len(signature.given) < _MANY else same)
    for named in role.named:
        where = "".join(f", onde {key} é `{value}`" for key, value in named.where.items())
        place = f"tabela que `{named.outcome}` nomeia em `{named.table}`{where}"
        given = named.signature.given
        same = told.get(given, "") if len(given) >= _MANY else ""
        yield from _table(f"{named.title} ({place})", named.signature, same, named.fact_of)
    if role.others is not None:
        yield from _table("Qualquer outra tabela", role.others)
    if role.lists:
        yield f"**Listas que o arquivo pode dar** (`lists`): {', '.join(f'`{name}`' for name in role.lists)}\n"
    if role.cites:
        cited = (f"`{name}` ({what})" for name, what in role.cites.items())
        yield f"**Artigos que os relatórios citam** (`cites`): {'; '.join(cited)}\n"
    if role.parameters or role.may_have:
        yield "**Parâmetros**\n"
        yield from (f"- `{name}`: {kind_words(kind)}" for name, kind in role.parameters.items())
        yield from (
            f"- `{name}` (pode faltar: {absence}): {kind_words(kind)}"
            for name, (kind, absence) in role.may_have.items()
        )
        yield ""


def _table(title: str, signature: Signature, same: str = "", fact_of: str = "") -> Iterator[str]:
    yield f"### {title}\n"
    given = f"o mesmo que `{same}`" if same else f"o dado que `{fact_of}` nomeia" if fact_of else ""
    yield from (f"- {line}" for line in signature_lines(signature, given))
    yield ""


def signature_lines(signature: Signature, given: str = "") -> Iterator[str]:
    """Yield what a table may ask (``given``, where other words tell it), must answer and may leave out, a line each."""
    yield f"pergunta: {given or _words(signature.given, FACTS) or 'nada'}"
    yield f"responde: {_words(signature.answers, OUTCOMES) or 'nada que seja obrigatório'}"
    for name, absence in signature.may_answer.items():
        yield f"pode responder: {_words([name], OUTCOMES)}; sem esta resposta: {absence}"
    yield f"linhas: {_ROWS[signature.rows]}"
    if signature.empty:
        yield f"sem linha: {signature.empty}"
    if signature.absent:
        yield f"pode faltar a tabela: {signature.absent}"
    for name, better in signature.prudent.items():
        word = "mais" if better == "more" else "menos"
        floor = "uma sobreposição pode ter mínimo dele, e" if better == "more" else "uma sobreposição"
        yield f"prudência: {_words([name], OUTCOMES)} {word} é mais prudente: {floor} não o piora sem dizer por quê"
    if signature.titled:
        yield "cada linha tem title: é o que o relatório mostra"


def _words(names: Iterable[str], words: Mapping[str, Word]) -> str:
    ordered = sorted(names, key=lambda name: folded(words[name].asked)) if words is FACTS else names
    return "; ".join(f"`{name}` ({words[name].asked})" for name in ordered)


def kind_words(kind: Kind) -> str:
    """Return what a parameter is: its unit, or the words that it may be."""
    if not isinstance(kind, tuple):
        return _UNITS[kind]
    if kind[0] == "list":
        return f"lista de: {', '.join(kind[1:])}"
    if kind[0] == "each":
        return f"lista com cada um, uma vez: {', '.join(kind[1:])}"
    return f"um de: {', '.join(kind)}"


if __name__ == "__main__":
    print(signature_pages(), end="")
