"""Words of no one topic: what tables of any of them count, group and name."""

from __future__ import annotations

from coopcli.words.word import Word, declare

declare(
    Word("band", "text", "Faixa"),
    Word("group", "text", "Grupo"),
    Word("count", "count", "Quantidade"),
    Word("item", "text", "Item a conferir"),
    Word("article", "text", "Fundamento"),
    Word("share", "rate", "Parte"),
    Word("regime", "text", "Regime"),
)
