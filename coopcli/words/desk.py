"""The credit desk: proposals, questionnaires, ratings, limits, impediments, rates and authority."""

from __future__ import annotations

from coopcli.words.lists import AUTHORITIES, CREDIT_TITLES, LEVELS, PAYMENT_METHODS
from coopcli.words.word import Word, column, columns, declare, frame

declare(
    Word("proposal_id", "code", "Proposta"),
    Word("proposal_date", "date", "Data da proposta"),
    Word("payment_method", "choice", "Forma de pagamento", choices=tuple(PAYMENT_METHODS), may_be_missing=True),
    Word("net_income_cents", "money", "Renda líquida comprovada"),
    Word("payroll_margin_cents", "money", "Margem consignável"),
    Word("annual_revenue_cents", "money", "Faturamento anual"),
    Word("net_equity_cents", "money", "Patrimônio líquido", may_be_negative=True, may_be_missing=True),
    Word("guarantee_cents", "money", "Valor da garantia"),
    Word("guarantor_document", "document", "CPF/CNPJ do garantidor", personal=True),
    Word("renegotiates", "code", "Contrato que renegocia"),
    Word("has_restrictions", "flag", "Tem restrições", meaning="tem restrições cadastrais", may_be_missing=True),
    Word("restrictions_reason", "text", "Justificativa das restrições", personal=True),
    Word("is_for_third_party", "flag", "Em nome de terceiro", meaning="em nome de outro titular", may_be_missing=True),
    Word("has_conflict_of_interest", "flag", "Conflito de interesses", may_be_missing=True),
    Word("attendant", "text", "Atendente", personal=True),
    Word("credit_title", "choice", "Título de crédito", choices=tuple(CREDIT_TITLES), may_be_missing=True),
    Word("employment_since", "date", "Na empresa atual desde"),
    Word("receives_salary_here", "flag", "Recebe o salário na cooperativa", may_be_missing=True),
    Word("is_new_company", "flag", "Empresa recém-constituída", may_be_missing=True),
    Word("retains_capital", "flag", "Retém parte do crédito como capital", may_be_missing=True),
    Word("question", "code", "Questão", header="Pergunta", meaning="pergunta do questionário"),
    Word("answer", "text", "Resposta", personal=True),
    Word("answered_date", "date", "Data da resposta"),
    Word("standing", "text", "Situação"),
    Word("veto_count", "count", "Impedimentos"),
    Word("to_check_count", "count", "A conferir"),
    Word("total_points", "count", "Pontos", meaning="pontos do questionário"),
    Word("unanswered_count", "count", "Perguntas sem resposta"),
    Word("level_article", "text", "Fundamento do rating"),
    Word("rate_words", "text", "Como se formou a taxa"),
    Word("installment_cents", "money", "Prestação (Price)"),
    Word("largest_cents", "money", "Maior valor que cabe"),
    Word("binding_limit", "text", "Limite que o determina"),
    Word("client_total_cents", "money", "Responsabilidade total do cliente"),
    Word("authority_title", "text", "Alçada"),
    Word("authority_limit_cents", "money", "Limite da alçada"),
    Word("authority_words", "text", "Por que esta alçada"),
    Word("authority_article", "text", "Fundamento da alçada"),
    Word("reports_to_board", "flag", "Reportar à Diretoria", meaning="reportar à Diretoria Executiva"),
    Word("question_title", "text", "Título"),
    Word("derived", "text", "Apurada nas exportações"),
    Word("field", "text", "De que campo"),
    Word("typed", "text", "Digitada"),
    Word("typed_reason", "text", "Motivo de quem digitou", personal=True),
    Word("weight", "count", "Peso"),
    Word("points", "count", "Pontos", may_be_negative=True),
    Word("cost", "count", "Acima do mínimo"),
    Word("rule_reference", "text", "Regra"),
    Word("partial_points", "count", "Pontos da análise interna"),
    Word("partial_level", "level", "Resultado parcial", choices=LEVELS),
    Word("level_note", "text", "Observação"),
    Word("level_reason", "text", "Regra"),
    Word("costliest", "text", "As três perguntas que mais custam"),
    Word("unused_count", "count", "Digitadas sem motivo, que não valem"),
    Word("score_points", "number", "Pontuação (0 a 100)"),
    Word("procedure", "text", "Procedimento"),
    Word("procedure_article", "text", "Fundamento"),
    Word("missing_parameters", "text", "Parâmetros sem pontos"),
    Word("largest_installment_cents", "money", "Prestação máxima"),
    Word("words", "text", "Pontos × peso"),
    Word("limit", "text", "Limite"),
    Word("base_cents", "money", "Base"),
    Word("rate", "rate", "Taxa"),
    Word("limit_cents", "money", "Valor do limite", meaning="valor-limite"),
    Word("new_cents", "money", "Desta proposta"),
    Word("left_cents", "money", "Folga"),
    Word("fits", "text", "Resultado"),
    Word("verdict_title", "text", "Efeito"),
    Word("title", "text", "Impedimento ou conferência"),
    Word("detail", "text", "O que se achou"),
    Word("is_admitted", "flag", "Pode decidir", meaning="admitida"),
    Word(
        "record_age_months",
        "months",
        "Meses desde a renovação cadastral, contando inteiro o começado",
        may_be_missing=True,
    ),
    Word("is_member", "flag", "É associado", may_be_missing=True),
    Word("is_restriction_justified", "flag", "Restrições justificadas"),
    Word("is_for_capital", "flag", "A finalidade fala em quotas-partes ou capital social"),
    Word("is_for_losses", "flag", "A finalidade fala em rateio de perdas"),
    Word("guarantee_cycle", "count", "Operações no ciclo de avais", may_be_missing=True),
    Word("has_real_guarantee", "flag", "Tem garantia real"),
    Word(
        "guarantee_basis_points",
        "count",
        "Garantia sobre a proposta, em centésimos de %, para baixo",
        may_be_missing=True,
    ),
    Word("is_guarantor_registered", "flag", "Garantidor cadastrado", may_be_missing=True),
    Word("guarantor_days_past_due", "days", "Dias em atraso do garantidor", may_be_missing=True),
    Word("has_earlier_answers", "flag", "Respostas de antes da proposta"),
    Word(
        "commitment_basis_points",
        "count",
        "Prestações sobre a margem, em centésimos de %, para cima",
        may_be_missing=True,
    ),
    Word("score_hundredths", "count", "Pontuação, em centésimos"),
    Word("reference_equity_cents", "money", "Patrimônio de referência"),
    Word("authority", "choice", "Alçada", choices=AUTHORITIES, may_be_missing=True),
    Word("has_loss", "flag", "Tem operação em prejuízo"),
    Word("has_payroll_margin", "flag", "Tem margem consignável"),
    Word(
        "paid_basis_points", "count", "Parcelas pagas do contrato renegociado, em centésimos de %", may_be_missing=True
    ),
    Word("option", "count", "Opção"),
    Word("percentage", "count", "Percentual (140 é 140%)"),
    Word("verdict", "choice", "Veredito", choices=("veto", "to_check")),
    Word(
        "limit_base",
        "choice",
        "Base do limite",
        choices=("net_income", "payroll_margin", "revenue", "revenue_and_equity"),
    ),
    Word("equity_rate", "rate", "Parcela do patrimônio líquido"),
)

PROPOSALS = frame(
    "proposals",
    "Propostas de crédito",
    "proposal_id proposal_date member_id document member_name person_type branch product_kind credit_line purpose",
    column("amount_cents", "Valor proposto"),
    "installment_count first_due_date payment_method net_income_cents payroll_margin_cents annual_revenue_cents",
    "net_equity_cents guarantee_kind guarantee_cents guarantor_document renegotiates has_restrictions",
    "restrictions_reason is_for_third_party has_conflict_of_interest attendant credit_title employment_since",
    "receives_salary_here is_new_company retains_capital",
    required="proposal_id proposal_date document amount_cents installment_count",
    key="proposal_id",
    amount="amount_cents",
)

QUESTIONNAIRE_ANSWERS = frame(
    "questionnaire_answers",
    "Respostas do questionário de rating",
    "proposal_id question answer reason author answered_date",
    required="proposal_id question answer",
    key="proposal_id question",
)

SUMMARY_COLUMNS = columns(
    "proposal_id proposal_date member_id document member_name person_type branch credit_line",
    column("amount_cents", "Valor proposto"),
    "installment_count payment_method standing veto_count to_check_count",
    column("level", "Rating"),
    "total_points unanswered_count level_article",
    column("monthly_rate", "Taxa ao mês"),
    "rate_words rate_article installment_cents largest_cents binding_limit",
    column("client_total_cents", "Volume de crédito com a proposta"),
    "authority_title authority_limit_cents authority_words authority_article reports_to_board attendant",
)

ANSWER_COLUMNS = columns(
    "proposal_id member_name question question_title",
    column("answer", "Resposta que vale"),
    column("origin", "Origem"),
    "derived field typed typed_reason author weight points cost article rule_reference",
)
"""One row a question of a proposal. ``cost`` is how many points it has above the least it could have."""

RATING_COLUMNS = columns(
    "proposal_id document member_name",
    column("amount_cents", "Valor proposto"),
    "partial_points partial_level total_points",
    column("level", "Resultado final"),
    "level_note",
    column("level_article", "Fundamento"),
    "level_reason unanswered_count costliest unused_count",
)

SCORE_COLUMNS = columns(
    "proposal_id document member_name",
    column("amount_cents", "Valor proposto"),
    "score_points procedure procedure_article missing_parameters largest_installment_cents words",
)

LIMIT_COLUMNS = columns(
    "proposal_id member_name limit base_cents",
    column("rate", "Percentual"),
    "limit_cents",
    column("used_cents", "Já comprometido"),
    "new_cents left_cents fits largest_cents article rule_reference",
)

FINDING_COLUMNS = columns("proposal_id member_name verdict_title title detail article rule_reference")

STEP_COLUMNS = columns(
    "proposal_id member_name authority_title",
    column("limit_cents", "Limite com o rating"),
    column("amount_cents", "Valor proposto"),
    "is_admitted",
    column("words", "Por quê"),
    "article rule_reference",
)
