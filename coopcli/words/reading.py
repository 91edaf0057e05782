"""What a reading comes to: files, rows set aside, how it ends."""

from __future__ import annotations

from coopcli.words.lists import FINDINGS, GATES, SET_ASIDE_KINDS, STEPS, UNSURE
from coopcli.words.word import Word, declare

declare(
    Word("column", "text", "Coluna"),
    Word("step", "choice", "Passo do mês", choices=STEPS),
    Word("set_aside_kind", "choice", "Por que a linha ficou de fora", choices=SET_ASIDE_KINDS),
    Word("set_aside_rows", "count", "Linhas separadas"),
    Word("set_aside_rows_permille", "count", "Linhas separadas, por mil"),
    Word("set_aside_cents_permille", "count", "Reais separados, por mil"),
    Word("implausible", "choice", "O que não parece verdade", choices=tuple(FINDINGS)),
    Word("found_rows", "count", "Casos encontrados"),
    Word("found_rows_permille", "count", "Casos encontrados, por mil"),
    Word("gate", "choice", "Como a leitura termina", choices=GATES),
    Word("unsure_of", "choice", "O que fica incerto", choices=UNSURE),
)
