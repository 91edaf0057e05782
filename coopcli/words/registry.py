"""The review of the records of members."""

from __future__ import annotations

from coopcli.words.lists import DIGITS
from coopcli.words.word import Word, column, columns, declare

declare(
    Word("finding", "text", "O que há", meaning="achado"),
    Word("importance_title", "text", "Importância"),
    Word("filled_rate", "rate", "Preenchido"),
    Word("with_findings", "count", "Com pendência"),
    Word("with_essential", "count", "Com pendência essencial"),
    Word(
        "cpf_region", "choice", "Nono algarismo", meaning="nono algarismo do CPF", choices=DIGITS, may_be_missing=True
    ),
    Word("states", "text", "UF da região fiscal", meaning="UF"),
    Word("same", "count", "Endereço numa dessas UF"),
    Word("other", "count", "Endereço noutra UF"),
    Word("unknown", "count", "Sem UF no cadastro"),
    Word("importance", "choice", "Importância para a análise", choices=("essential", "important", "useful")),
)

FINDING_COLUMNS = columns(
    "member_id name document branch manager finding", column("detail", "Detalhe"), "importance_title article"
)

SUMMARY_COLUMNS = columns("finding importance_title", column("count", "Associados"), column("share", "Dos associados"))

FIELD_COLUMNS = columns(
    column("field", "Campo"),
    "importance_title",
    column("count", "Associados a que se aplica"),
    column("missing", "Sem o campo"),
    "filled_rate article",
)

BRANCH_COLUMNS = columns(
    "branch", column("count", "Associados"), "with_findings with_essential", column("share", "Com pendência")
)

REGION_COLUMNS = columns("cpf_region states", column("count", "Associados"), "same other unknown")
