"""The profile of who pays late: bands, correlations and regressions."""

from __future__ import annotations

from coopcli.words.word import Word, column, columns, declare

declare(
    Word("on_time", "count", "Adimplentes"),
    Word("late", "count", "Inadimplentes"),
    Word("late_rate", "rate", "Inadimplentes na faixa"),
    Word("portfolio_share", "rate", "Da carteira"),
    Word("late_share", "rate", "Dos inadimplentes"),
    Word("missing", "count", "Sem o dado"),
    Word("smallest", "number", "Mínimo"),
    Word("largest", "number", "Máximo"),
    Word("b", "number", "B"),
    Word("error", "number", "Erro-padrão"),
    Word("beta", "number", "Beta"),
    Word("t", "number", "t"),
    Word("zero_order", "number", "Correlação simples"),
    Word("partial", "number", "Parcial"),
    Word("tolerance", "number", "Tolerância"),
    Word("vif", "number", "VIF"),
    Word("source", "text", "Fonte"),
    Word("squares", "number", "Soma dos quadrados"),
    Word("degrees", "count", "Graus de liberdade"),
    Word("mean_square", "number", "Quadrado médio"),
    Word("f", "number", "F"),
    Word("z", "number", "z"),
    Word("odds", "number", "Razão de chances"),
    Word("odds_low", "number", "Limite inferior"),
    Word("odds_high", "number", "Limite superior"),
    Word("group_number", "count", "Grupo"),
    Word("from_rate", "rate", "Probabilidade de"),
    Word("to_rate", "rate", "até"),
    Word("expected", "number", "Inadimplentes esperados"),
    Word("expected_rate", "rate", "Esperado"),
    Word("left_out_because", "text", "Motivo"),
    Word("income_wages", "count", "Renda em salários mínimos (o começado conta inteiro)", may_be_missing=True),
    Word("psi_millionths", "count", "Índice de estabilidade (PSI), em milionésimos"),
    Word("iv_millionths", "count", "Valor da informação (IV), em milionésimos"),
    Word("fact", "text", "Dado"),
    Word("table", "text", "Tabela das faixas ou dos códigos"),
    Word("coding", "choice", "Como entra na regressão", choices=("number", "code", "rate", "order", "categories")),
    Word("models", "choice", "Regressões de que participa", choices=("linear", "logistic", "both")),
    Word("code", "count", "Código na regressão"),
)

BAND_COLUMNS = columns("band", column("total", "Total"), "on_time late late_rate portfolio_share late_share")
"""The percentages are of the band, of all contracts, and of all that are late."""

DESCRIPTION_COLUMNS = columns(
    "variable",
    column("count", "Contratos"),
    "missing mean",
    column("deviation", "Desvio-padrão"),
    "smallest median largest",
)

CORRELATION_COLUMNS = columns(
    "first second r", column("p_text", "p (bicaudal)"), column("count", "Contratos"), "reading"
)

LINEAR_COLUMNS = columns(
    "variable b error beta t p_text",
    column("low", "Limite inferior"),
    column("high", "Limite superior"),
    "zero_order partial",
    column("part", "Semiparcial"),
    "tolerance vif",
)

ANOVA_COLUMNS = columns("source squares degrees mean_square f p_text")

LOGISTIC_COLUMNS = columns("variable b error z p_text odds odds_low odds_high")

CALIBRATION_COLUMNS = columns(
    "group_number",
    column("count", "Contratos"),
    "from_rate to_rate expected",
    column("late", "Inadimplentes observados"),
    "expected_rate",
    column("late_rate", "Observado"),
)

LEFT_OUT_COLUMNS = columns(
    column("variable", "Fora do modelo"), column("contract_count", "Contratos afetados"), "left_out_because"
)
