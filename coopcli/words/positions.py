"""Positions: the portfolio by day, its indicators, the member in the SCR, totals to check against."""

from __future__ import annotations

from coopcli.words.word import Word, column, declare, frame

OVERDUE_BANDS = (
    (1, 14), (15, 30), (31, 60), (61, 90), (91, 120), (121, 150),
    (151, 180), (181, 240), (241, 300), (301, 360), (361, 540), (541, None),
)  # fmt: skip
FALLING_DUE_BANDS = (
    (1, 30), (31, 60), (61, 90), (91, 180), (181, 360), (361, 720),
    (721, 1080), (1081, 1440), (1441, 1800), (1801, 5400), (5401, None),
)  # fmt: skip
"""Days past due, and days until due, as the SCR groups them (Documento 3040, Anexo 1)."""


def _bands(prefix: str, title: str, bands: tuple[tuple[int, int | None], ...]) -> tuple[Word, ...]:
    """Return an amount for each band: ``overdue_15_to_30_cents``, ``overdue_above_540_cents``."""
    return tuple(
        Word(f"{prefix}_above_{first - 1}_cents", "money", f"{title} acima de {first - 1} dias")
        if last is None
        else Word(f"{prefix}_{first}_to_{last}_cents", "money", f"{title} de {first} a {last} dias")
        for first, last in bands
    )


_FALLING_DUE = _bands("falling_due", "A vencer", FALLING_DUE_BANDS)
_OVERDUE = _bands("overdue", "Vencido", OVERDUE_BANDS)

declare(
    *_FALLING_DUE,
    *_OVERDUE,
    Word("position_date", "date", "Data"),
    Word("line_category", "text", "Categoria da linha"),
    Word("overdue_15_cents", "money", "Saldo com atraso acima de 15 dias"),
    Word("overdue_90_cents", "money", "Saldo com atraso acima de 90 dias"),
    Word("provision_cents", "money", "Provisão"),
    Word("inad_15_rate", "rate", "INAD 15"),
    Word("inad_90_rate", "rate", "INAD 90"),
    Word("iprov_rate", "rate", "IPROV"),
    Word("ic_rate", "rate", "IC"),
    Word("iqc_rate", "rate", "IQC"),
    Word("modality", "text", "Modalidade"),
    Word("submodality", "text", "Submodalidade"),
    Word("loss_cents", "money", "Prejuízo"),
    Word("target", "text", "Exportação ou arquivo"),
    Word("total_cents", "money", "Total em reais"),
    Word("row_count", "count", "Quantidade de linhas"),
    Word("origin", "text", "De onde veio o total"),
)

DAILY_POSITIONS = frame(
    "daily_positions",
    "Posição da carteira por dia",
    "position_date branch line_category balance_cents overdue_15_cents overdue_90_cents provision_cents",
    required="position_date branch balance_cents",
    key="branch line_category position_date",
    amount="balance_cents",
)

DELINQUENCY_INDICATORS = frame(
    "delinquency_indicators",
    "Indicadores de inadimplência por dia",
    "position_date branch inad_15_rate inad_90_rate iprov_rate ic_rate iqc_rate",
    required="position_date branch inad_90_rate",
    key="branch position_date",
)

SCR_POSITIONS = frame(
    "scr_positions",
    "SCR do associado",
    "document member_id",
    column("position_date", "Data-base do SCR"),
    "modality submodality",
    *(word.name for word in (*_FALLING_DUE, *_OVERDUE)),
    "loss_cents",
    required="document",
)

CONTROL_TOTALS = frame(
    "control_totals",
    "Totais de controle",
    "target",
    column("total_cents", may_be_negative=True),
    "row_count origin author",
    required="target",
    key="target",
)
