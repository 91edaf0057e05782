"""The frames of positions: the portfolio by day, its indicators, the member in the SCR, totals to check against."""

from __future__ import annotations

from coopcli.frames.shape import Column, Frame

OVERDUE_BANDS = (
    (1, 14), (15, 30), (31, 60), (61, 90), (91, 120), (121, 150),
    (151, 180), (181, 240), (241, 300), (301, 360), (361, 540), (541, None),
)  # fmt: skip
FALLING_DUE_BANDS = (
    (1, 30), (31, 60), (61, 90), (91, 180), (181, 360), (361, 720),
    (721, 1080), (1081, 1440), (1441, 1800), (1801, 5400), (5401, None),
)  # fmt: skip
"""Days past due, and days until due, as the SCR groups them (Documento 3040, Anexo 1)."""


def _band_columns(prefix: str, title: str, bands: tuple[tuple[int, int | None], ...]) -> tuple[Column, ...]:
    """Return an amount for each band: ``overdue_15_to_30_cents``, ``overdue_above_540_cents``."""
    return tuple(
        Column(f"{prefix}_above_{first - 1}_cents", "money", f"{title} acima de {first - 1} dias")
        if last is None
        else Column(f"{prefix}_{first}_to_{last}_cents", "money", f"{title} de {first} a {last} dias")
        for first, last in bands
    )


DAILY_POSITIONS = Frame(
    "daily_positions",
    "Posição da carteira por dia",
    (
        Column("position_date", "date", "Data", required=True),
        Column("branch", "code", "PA", required=True),
        Column("line_category", "text", "Categoria da linha"),
        Column("balance_cents", "money", "Saldo devedor", required=True),
        Column("overdue_15_cents", "money", "Saldo com atraso acima de 15 dias"),
        Column("overdue_90_cents", "money", "Saldo com atraso acima de 90 dias"),
        Column("provision_cents", "money", "Provisão"),
    ),
    key=("branch", "line_category", "position_date"),
    amount="balance_cents",
)

DELINQUENCY_INDICATORS = Frame(
    "delinquency_indicators",
    "Indicadores de inadimplência por dia",
    (
        Column("position_date", "date", "Data", required=True),
        Column("branch", "code", "PA", required=True),
        Column("inad_15_rate", "rate", "INAD 15"),
        Column("inad_90_rate", "rate", "INAD 90", required=True),
        Column("iprov_rate", "rate", "IPROV"),
        Column("ic_rate", "rate", "IC"),
        Column("iqc_rate", "rate", "IQC"),
    ),
    key=("branch", "position_date"),
)

SCR_POSITIONS = Frame(
    "scr_positions",
    "SCR do associado",
    (
        Column("document", "document", "CPF/CNPJ", required=True),
        Column("member_id", "code", "Número do associado"),
        Column("position_date", "date", "Data-base do SCR"),
        Column("modality", "text", "Modalidade"),
        Column("submodality", "text", "Submodalidade"),
        *_band_columns("falling_due", "A vencer", FALLING_DUE_BANDS),
        *_band_columns("overdue", "Vencido", OVERDUE_BANDS),
        Column("loss_cents", "money", "Prejuízo"),
    ),
)

CONTROL_TOTALS = Frame(
    "control_totals",
    "Totais de controle",
    (
        Column("target", "text", "Exportação ou arquivo", required=True),
        Column("total_cents", "money", "Total em reais", may_be_negative=True),
        Column("row_count", "count", "Quantidade de linhas"),
        Column("origin", "text", "De onde veio o total"),
        Column("author", "text", "Autor", personal=True),
    ),
    key=("target",),
)
