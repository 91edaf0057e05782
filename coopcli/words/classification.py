"""What a month comes to: operations, risk classes and provision under each regime, registers.

Every ``*_reason`` column holds a rule reference (``id#table[row]``, see ``rulebook``); every ``*_article`` column
the article that the reference stands for, ready to be read.
"""

from __future__ import annotations

from coopcli.words.lists import GUARANTEE_KINDS, LEVELS, METHODS, PORTFOLIOS, SEGMENTS, STAGE_CODES, STAGES
from coopcli.words.word import Word, column, columns, declare

declare(
    *(Word(f"level_{level}_cents", "money", f"Nível {level}") for level in LEVELS),
    Word("client_key", "code", "Devedor"),
    Word("activity", "text", "Atividade econômica"),
    Word("band_order", "count", "Ordem da faixa"),
    Word("overdue_cents", "money", "Valor vencido"),
    Word("days_past_due", "days", "Dias em atraso"),
    Word("days_source", "text", "Origem dos dias"),
    Word("risk_class", "level", "Nível de risco", choices=(*LEVELS, *PORTFOLIOS)),
    Word("class_article", "text", "Fundamento da classe"),
    Word("own_class", "level", "Nível próprio (sem arrasto)", choices=LEVELS),
    Word("contagion_source", "code", "Contrato que arrasta"),
    Word("source_days", "days", "Dias em atraso do que arrasta"),
    Word("defaulted_cents", "money", "Saldo inadimplido"),
    Word("effective_rate", "rate", "Provisão ÷ saldo"),
    Word("own_provision_cents", "money", "Provisão sem arrasto"),
    Word("provision_rate", "rate", "Taxa"),
    Word("rate_article", "text", "Fundamento da taxa"),
    Word("review_basis", "text", "Revisão"),
    Word("last_review_date", "date", "Última revisão"),
    Word("review_due_date", "date", "Revisar até"),
    Word("is_review_overdue", "flag", "Revisão vencida"),
    Word("level_h_since", "date", "Em H desde"),
    Word("write_off_due", "flag", "Transferir para compensação"),
    Word("stops_revenue", "flag", "Receita parada"),
    Word("revenue_article", "text", "Fundamento da parada"),
    Word("is_problem_asset", "flag", "Ativo problemático"),
    Word("problem_article", "text", "Fundamento do ativo problemático"),
    Word("problem_since", "date", "Problemático por si desde"),
    Word("in_cure_since", "date", "Em cura desde"),
    Word("cure_pending", "text", "Falta para a cura"),
    Word("is_defaulted", "flag", "Inadimplido"),
    Word("stage", "choice", "Estágio", choices=STAGES),
    Word("stage_article", "text", "Fundamento do estágio"),
    Word("stage_code", "choice", "Motivo do estágio (SCR)", meaning="motivo do estágio", choices=STAGE_CODES),
    Word("default_date", "date", "Inadimplido desde"),
    Word("months_since_default", "months", "Meses de inadimplência", meaning="meses desde o inadimplemento"),
    Word("other_months", "months", "Meses pela outra contagem, onde difere"),
    Word("incurred_rate", "rate", "Taxa da perda incorrida"),
    Word("incurred_article", "text", "Fundamento da perda incorrida"),
    Word("incurred_cents", "money", "Perda incorrida"),
    Word("additional_rate", "rate", "Taxa da perda adicional"),
    Word("additional_article", "text", "Fundamento da perda adicional"),
    Word("additional_cents", "money", "Perda esperada adicional"),
    Word("excess_article", "text", "Fundamento do excedente"),
    Word("excess_cents", "money", "Excedente da perda esperada"),
    Word("write_off_article", "text", "Fundamento da baixa"),
    Word("previous_class", "text", "Carteira anterior"),
    Word("previous_guarantee", "choice", "Garantia anterior", choices=tuple(GUARANTEE_KINDS)),
    Word("with_previous_cents", "money", "Provisão pela carteira anterior"),
    Word("difference_cents", "money", "Diferença"),
    Word("differs", "text", "Diverge em"),
    Word("days_difference", "days", "Diferença em dias"),
    Word("level_difference", "count", "Diferença em níveis"),
    Word("overdue_difference_cents", "money", "Diferença do valor vencido"),
    Word("register_until", "date", "Cinco anos até"),
    Word("is_term_over", "flag", "Cinco anos decorridos"),
    Word("stays_registered", "flag", "Permanece no controle", meaning="permanece em conta de compensação"),
    Word("register_article", "text", "Fundamento"),
    Word("told_level", "level", "Nível mantido (planilha)", choices=LEVELS),
    Word("recognised_cents", "money", "Ganho recebido, que vai ao resultado"),
    Word("unrecognised_cents", "money", "Ganho não recebido, fora do resultado"),
    Word("takes_effect", "flag", "Afasta o arrasto hoje"),
    Word("exception_article", "text", "Fundamento da exceção"),
    Word("days_to_due", "days", "Dias a vencer", may_be_missing=True),
    Word("months_in_level_h", "months", "Meses completos no nível H"),
    Word("has_guarantee", "flag", "Tem garantia"),
    Word("was_written_off", "flag", "Renegocia operação baixada como prejuízo"),
    Word("is_under_one_month", "flag", "Prazo inferior a um mês"),
    Word("is_above_equity_share", "flag", "Cliente ou grupo acima da parcela do patrimônio líquido ajustado"),
    Word("has_overdue_review", "flag", "Devedor com revisão vencida, que a cooperativa escolheu reclassificar"),
    Word("is_initial_stock", "flag", "Contratada antes de a norma produzir efeitos"),
    Word("is_improved", "flag", "Melhora documentada depois da renegociação"),
    Word("months_since_write_off", "months", "Meses completos desde a baixa"),
    Word("collection_goes_on", "flag", "Cobrança não esgotada"),
    Word("given_level", "level", "Nível atribuído pela cooperativa", choices=LEVELS, may_be_missing=True),
    Word("portfolio", "choice", "Carteira", choices=PORTFOLIOS),
    Word("was_problem_asset", "flag", "Já era ativo problemático próprio no fechamento anterior"),
    Word("has_contagion_exception", "flag", "Exceção documentada ao arrasto"),
    Word("counterparty_is_worse", "flag", "Outra operação da contraparte tem risco maior"),
    Word("is_bankrupt_company", "flag", "Pessoa jurídica com falência decretada"),
    Word("is_federal_programme", "flag", "Programa federal de crise com risco da União"),
    Word("was_own_problem", "flag", "Era ativo problemático por si"),
    Word("timely_payment_months", "months", "Meses completos de pagamento tempestivo"),
    Word("installment_interval_months", "months", "Menor intervalo entre parcelas, em meses completos"),
    Word("evidence_days", "days", "Dias desde a evidência documentada", may_be_missing=True),
    Word("counterparty_has_arrears", "flag", "Outra operação da contraparte está em atraso"),
    Word("has_write_off_relief", "flag", "Amortização ou fato novo documentado depois da renegociação"),
    Word("has_write_off_criterion", "flag", "A cooperativa declarou dias para a baixa"),
    Word("has_write_off_decision", "flag", "Baixa decidida e documentada"),
    Word("is_complete_method", "flag", "Metodologia completa"),
    Word("has_expected_loss", "flag", "Perda esperada apurada pela cooperativa"),
    Word("is_dragged", "flag", "Recebe o arrasto"),
    Word("ceased_to_be_problem", "flag", "Deixou de ser ativo problemático"),
    Word("began_as_problem", "flag", "Ativo problemático desde o reconhecimento inicial"),
    Word("previous_stage", "choice", "Estágio no fechamento anterior", choices=STAGES, may_be_missing=True),
    Word(
        "previous_stage_code",
        "choice",
        "Motivo do estágio no fechamento anterior",
        choices=STAGE_CODES,
        may_be_missing=True,
    ),
    Word("method", "choice", "Metodologia", choices=METHODS),
    Word("prudential_segment", "choice", "Segmento", choices=SEGMENTS),
    Word("is_met", "flag", "Condição cumprida"),
    Word("takes_expected_loss", "flag", "Considera a perda esperada apurada"),
    Word("review", "text", "Revisão exigida"),
    Word("review_months", "months", "Meses entre revisões"),
    Word("indicator", "text", "Indicador"),
    Word("class_reason", "text", "Linha da regra que deu a classe"),
    Word("rate_reason", "text", "Linha da regra que deu a taxa"),
    Word("problem_reason", "text", "Linha da regra do ativo problemático"),
    Word("incurred_reason", "text", "Linha da regra da perda incorrida"),
    Word("additional_reason", "text", "Linha da regra da perda adicional"),
    Word("is_review_unknown", "flag", "Revisão exigida e sem data"),
    Word("is_held_level_unknown", "flag", "Renegociada sem nível anterior conhecido"),
    Word("held_before", "level", "Nível a manter antes de melhora documentada", choices=LEVELS),
    Word("held_since", "date", "Nível mantido desde"),
    Word("is_own_problem", "flag", "Ativo problemático por si"),
    Word("numerator", "choice", "Numerador", choices=("balance_cents", "overdue_cents", "provision_cents")),
    Word("denominator", "text", "Denominador"),
)

OPERATION_COLUMNS = columns(
    "contract_id member_id document member_name person_type",
    column("group_id", "Grupo econômico"),
    column("client_key", "Contraparte"),
    "branch product",
    column("product_kind", "Natureza"),
    "credit_line payment_form contract_date maturity_date balance_cents overdue_cents oldest_due_date",
    "days_past_due days_source is_renegotiated",
    column("exported_level", "Nível exportado"),
    column("exported_days_past_due", "Dias exportados"),
)
"""The facts of each operation: loans, and the overdrafts and limits in use of current accounts."""

RISK_LEVEL_COLUMNS = columns(
    "risk_class",
    column("class_article", "Fundamento do nível"),
    "own_class contagion_source own_provision_cents provision_rate rate_article provision_cents held_level",
    "review_basis last_review_date review_due_date is_review_overdue level_h_since write_off_due stops_revenue",
    "revenue_article",
)

FLOOR_PROVISION_COLUMNS = columns(
    column("risk_class", "Carteira"),
    column("class_article", "Fundamento da carteira"),
    column("guarantee_kind", "Garantia da carteira"),
    "is_problem_asset problem_article problem_since in_cure_since cure_pending is_defaulted contagion_source",
    "stage stage_article stage_code own_provision_cents default_date months_since_default other_months",
    "incurred_rate incurred_article incurred_cents additional_rate additional_article additional_cents",
    column("expected_loss_cents", "Perda esperada apurada"),
    "excess_article excess_cents provision_cents stops_revenue revenue_article",
    column("write_off_due", "A baixar"),
    "write_off_article",
)
"""Stages are of the complete method alone, the expected loss of the months that have its export: where they are
not, neither are their columns."""

PORTFOLIO_CHANGE_COLUMNS = columns(
    "contract_id member_name branch product balance_cents previous_class previous_guarantee",
    column("risk_class", "Carteira"),
    column("guarantee_kind", "Garantia"),
    column("class_article", "Fundamento da carteira"),
    "with_previous_cents provision_cents difference_cents",
)
"""Operations whose portfolio is not that of the previous close; the guarantee is missing where the product decides."""

DIVERGENCE_COLUMNS = columns(
    "contract_id member_name branch product balance_cents differs",
    column("exported_days_past_due", "Dias em atraso do sistema"),
    column("days_past_due", "Dias em atraso calculados"),
    "days_difference",
    column("days_source", "Origem dos dias calculados"),
    column("exported_level", "Nível do sistema"),
    column("risk_class", "Nível calculado"),
    "level_difference",
    column("exported_overdue_cents", "Valor vencido do sistema"),
    column("overdue_cents", "Valor vencido calculado"),
    "overdue_difference_cents",
)
"""Operations of which the system's own figures are not ours. Of what agrees, or is not told, the cells are missing;
differences are ours less the system's (levels: how many worse)."""

WRITE_OFF_COLUMNS = columns(
    column("contract_id", "Contrato baixado"),
    "document write_off_date",
    column("amount_cents", "Valor baixado"),
    "recovered_cents recovery_date renegotiated_into register_until is_term_over collection_end_date",
    "stays_registered register_article author",
)
"""What has been written off, and until when it is kept in sight."""

RENEGOTIATION_COLUMNS = columns(
    column("contract_id", "Contrato novo"),
    "previous_contract_id renegotiation_date renegotiation_kind told_level held_level risk_class balance_cents",
    "gain_cents recognised_cents unrecognised_cents reason author",
)
"""The renegotiations up to the date; level and balance are missing where the new contract is no longer owed."""

EXCEPTION_COLUMNS = columns(
    "regime contract_id member_name balance_cents",
    column("from_date", "Exceção desde"),
    column("until_date", "Exceção até"),
    "reason author takes_effect exception_article",
)
"""The documented exceptions to contagion in force, under each regime."""

DRAGGED_COLUMNS = columns(
    "regime contract_id member_name document",
    column("group_id", "Grupo econômico"),
    "branch days_past_due balance_cents contagion_source source_days",
    column("own_class", "Classe sem arrasto"),
    column("risk_class", "Classe com arrasto"),
    column("class_article", "Fundamento"),
    "own_provision_cents provision_cents difference_cents",
)
"""The operations that another one's class pulled down, and what that cost."""

STOPPED_COLUMNS = columns(
    "regime contract_id member_name document branch product days_past_due balance_cents overdue_cents",
    column("risk_class", "Classe"),
    "revenue_article",
)
"""The operations whose revenue may no longer be recognised."""

SHARE = column("share", "% do saldo")
PROVISION_COLUMNS = columns("balance_cents", SHARE, "defaulted_cents effective_rate")
"""What is told of the provision of a group of operations, beside its parts."""

LEVEL_COLUMNS = columns(*(f"level_{level}_cents" for level in LEVELS))

AGING_COLUMNS = columns("band band_order", column("count", "Operações"), "balance_cents overdue_cents")
"""One row a band; a breakdown has its ``group`` before it."""

ACTIVITY_COLUMNS = columns(column("person_type", "Tipo de cliente"), "activity", *LEVEL_COLUMNS, "balance_cents")
"""The balance by kind of client, division of the CNAE and level (Res. CMN 2.682, art. 11, I)."""

YEAR_COLUMNS = columns(
    column("item", "Montantes do exercício"),
    column("count", "Operações"),
    column("amount_cents", "Valor"),
    "article",
)
"""What was renegotiated, written off and recovered in the year (Res. CMN 2.682, art. 11, III)."""

RISK_LEVEL_KEPT = columns("class_reason rate_reason is_review_unknown is_held_level_unknown held_before held_since")
FLOOR_PROVISION_KEPT = columns(
    "class_reason problem_reason incurred_reason additional_reason is_own_problem began_as_problem"
)
"""What a close keeps of an operation and no sheet shows: the rows that decided, and what the next month asks."""

REGIME_COLUMNS = {"risk_levels": RISK_LEVEL_COLUMNS, "floor_provision": FLOOR_PROVISION_COLUMNS}
"""What reports show of an operation under each regime; a regime is called by the role that gives its provision."""
