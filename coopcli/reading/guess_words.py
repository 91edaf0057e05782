"""How much a header of an unknown export is like the names that a column is known by."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from coopcli.folding import slug
from coopcli.reading.layouts import Layout
from coopcli.words import FRAMES

_SAME_WORDS = {
    "quantidade": "qtd qtde quant",
    "numero": "nr num nro n no",
    "valor": "vl vlr val montante",
    "data": "dt dta",
    "vencimento": "venc vcto vencto",
    "codigo": "cod cd",
    "descricao": "desc",
    "saldo": "sld",
    "cliente": "cli associado assoc cooperado tomador mutuario",
    "contrato": "contr contrt ctr operacao oper",
    "parcela": "parc prestacao",
    "pagamento": "pgto pagto",
    "pago": "pg",
    "pa": "pac agencia ag posto ponto",
    "cpf": "documento doc",
    "nascimento": "nasc nascto",
    "telefone": "tel fone",
    "celular": "cel",
    "email": "mail",
    "municipio": "cidade mun",
    "logradouro": "endereco rua",
    "atraso": "atr atrasado",
    "risco": "rating",
    "garantidor": "avalista fiador",
    "gerente": "gestor",
    "renda": "salario remuneracao",
    "situacao": "status sit",
    "taxa": "tx",
    "devedor": "dev",
    "movimento": "mov",
    "garantia": "gar",
}
_WORD_OF = {other: word for word, others in _SAME_WORDS.items() for other in others.split()}
_EMPTY_WORDS = frozenset(["de", "da", "do", "das", "dos", "em", "na", "a", "o", "e", "para", "por", "com", "que", "r"])
_OTHER_NAMES = {
    "contract_id": ("numero_contrato", "contrato", "titulo", "numero_titulo", "numero_cedula"),
    "document": ("cpf_cnpj", "cpf_tomador"),
    "balance_cents": ("saldo_devedor", "valor_saldo_devedor"),
    "exported_level": ("nivel_risco_cliente", "risco"),
    "movement_date": ("data_base", "data_posicao"),
    "due_date": ("data_vencimento", "vencimento"),
    "maturity_date": ("data_vencimento", "vencimento"),
    "oldest_due_date": ("data_vencimento", "vencimento"),
    "from_date": ("a_partir_de", "inicio", "data_inicio"),
    "until_date": ("ate_quando", "fim", "data_fim"),
    "reason": ("justificativa",),
    "author": ("responsavel", "informado_por"),
}
"""Names seen in other exports of the same systems that no layout lists."""
_SHARED_KINDS = ("code", "document")
_SHARED = 0.95
_PREFIX, _NEAR, _PREFIX_LETTERS = 0.85, 0.8, 4


@dataclass(frozen=True)
class Vocabulary:
    """The words of every known name, by frame and column, and how much each word tells (a rare one tells more)."""

    own: dict[tuple[str, str], tuple[tuple[str, ...], ...]]
    shared: dict[str, tuple[tuple[str, ...], ...]]
    weights: dict[str, float]
    compared: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = field(default_factory=dict)

    def likeness(self, header: str, frame: str, column: str) -> float:
        """Return from 0 to 1 how much ``header`` is like the names of a column."""
        words = words_of(header)
        own = max((self._alike(words, name) for name in self.own[frame, column]), default=0.0)
        other = max((self._alike(words, name) for name in self.shared.get(column, ())), default=0.0)
        return max(own, _SHARED * other)

    def _alike(self, one: tuple[str, ...], other: tuple[str, ...]) -> float:
        if (one, other) not in self.compared:
            self.compared[one, other] = 1.0 if one == other else self._common(one, other)
        return self.compared[one, other]

    def _common(self, one: tuple[str, ...], other: tuple[str, ...]) -> float:
        matched = sum(self._weight(word) * _best(word, other) for word in one)
        matched += sum(self._weight(word) * _best(word, one) for word in other)
        total = sum(self._weight(word) for word in (*one, *other))
        return 0.99 * matched / total if total else 0.0

    def _weight(self, word: str) -> float:
        return self.weights.get(word, 1.0)


def vocabulary(layouts: Sequence[Layout]) -> Vocabulary:
    """Return the names that titles and layouts give to the columns of all frames."""
    own: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    shared: dict[str, set[tuple[str, ...]]] = {}
    for frame in FRAMES.values():
        for column in frame.columns:
            texts = [column.title, *_OTHER_NAMES.get(column.name, ())]
            for layout in layouts:
                if layout.frame is frame and column.name in layout.columns:
                    texts += layout.columns[column.name].headers
            names = {words_of(text) for text in texts}
            own[frame.name, column.name] = names
            if column.kind in _SHARED_KINDS:
                shared.setdefault(column.name, set()).update(names)
    counts = Counter(word for names in own.values() for word in {word for name in names for word in name})
    weights = {word: 1 / (1 + math.log(count)) for word, count in counts.items()}
    return Vocabulary(
        {place: tuple(sorted(names)) for place, names in own.items()},
        {column: tuple(sorted(names)) for column, names in shared.items()},
        weights,
    )


@lru_cache(maxsize=10_000)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a header in full: ``(quantidade, contrato)`` for ``Qtd. de contratos``, ``qtdContratos``."""
    apart = re.sub(r"(?<=[a-zà-ü])(?=[A-Z])", " ", text)
    words = [_WORD_OF.get(word, word) for word in slug(apart).split("_")]
    return tuple(_singular(word) for word in words if word and word not in _EMPTY_WORDS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _PREFIX_LETTERS and word.endswith("s") else word


def _best(word: str, others: tuple[str, ...]) -> float:
    return max((_word_likeness(word, other) for other in others), default=0.0)


@lru_cache(maxsize=100_000)
def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) >= _PREFIX_LETTERS and long.startswith(short):
        return _PREFIX
    ratio = SequenceMatcher(None, one, other).ratio()
    return ratio if ratio >= _NEAR and len(short) >= _PREFIX_LETTERS else 0.0
