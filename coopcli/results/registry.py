"""What the review of member records comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.frames import Column

if TYPE_CHECKING:
    import pandas as pd

IMPORTANCES = {"essential": "essencial", "important": "importante", "useful": "útil"}
"""How much a field matters to the analysis, the most first."""

FINDING_COLUMNS: tuple[Column, ...] = (
    Column("member_id", "code", "Associado", required=True),
    Column("name", "text", "Nome", personal=True),
    Column("document", "document", "CPF/CNPJ"),
    Column("branch", "code", "PA"),
    Column("manager", "text", "Gerente", personal=True),
    Column("finding", "text", "O que há"),
    Column("detail", "text", "Detalhe"),
    Column("importance", "text", "Importância"),
    Column("article", "text", "Fundamento"),
)

SUMMARY_COLUMNS: tuple[Column, ...] = (
    Column("finding", "text", "O que há"),
    Column("importance", "text", "Importância"),
    Column("count", "count", "Associados", required=True),
    Column("share", "rate", "Dos associados"),
)

FIELD_COLUMNS: tuple[Column, ...] = (
    Column("field", "text", "Campo"),
    Column("importance", "text", "Importância"),
    Column("count", "count", "Associados a que se aplica", required=True),
    Column("missing", "count", "Sem o campo", required=True),
    Column("filled", "rate", "Preenchido"),
    Column("article", "text", "Fundamento"),
)

BRANCH_COLUMNS: tuple[Column, ...] = (
    Column("branch", "code", "PA"),
    Column("count", "count", "Associados", required=True),
    Column("with_findings", "count", "Com pendência", required=True),
    Column("with_essential", "count", "Com pendência essencial", required=True),
    Column("share", "rate", "Com pendência"),
)

REGION_COLUMNS: tuple[Column, ...] = (
    Column("cpf_region", "code", "Nono algarismo"),
    Column("states", "text", "UF da região fiscal"),
    Column("count", "count", "Associados", required=True),
    Column("same", "count", "Endereço numa dessas UF", required=True),
    Column("other", "count", "Endereço noutra UF", required=True),
    Column("unknown", "count", "Sem UF no cadastro", required=True),
)


@dataclass(frozen=True)
class RegistryReview:
    """The records of members on a date. ``members`` were reviewed; ``departed`` were left aside."""

    members: int
    departed: int
    findings: pd.DataFrame  # FINDING_COLUMNS
    summary: pd.DataFrame  # SUMMARY_COLUMNS
    fields: pd.DataFrame  # FIELD_COLUMNS
    branches: pd.DataFrame  # BRANCH_COLUMNS
    regions: pd.DataFrame  # REGION_COLUMNS
    unknown_fields: tuple[str, ...] = ()
