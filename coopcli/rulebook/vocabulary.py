"""The words that rule files may use: facts (what conditions ask about) and outcomes (what rows decide).

A fact is a column that calculations provide; a rule that names another is refused when it is loaded. Numbers are
int64 in the unit of the name (``_cents`` are written in rules as ``"50.000,00"``); ``rate`` outcomes are exact
fractions (0.005 means 0,5%). ``optional`` facts may be missing, and a table must then say what it does with that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coopcli.frames import CREDIT_TITLES, FRAMES, GUARANTEE_KINDS, HOLD_KINDS, PAYMENT_METHODS, PRODUCT_KINDS, TRIGGERS
from coopcli.frames.words import (
    AGREEMENT_STATES,
    BUREAU_FINDINGS,
    BUREAU_LISTS,
    COLLECTION_EXCEPTION_KINDS,
    DEBT_KINDS,
    EVENT_KINDS,
    LAWSUIT_LISTS,
    PERCEPTIONS,
)
from coopcli.results.collection import CLOCKS, DESTINATIONS
from coopcli.results.collection_charges import BUREAU_FILE_COLUMNS, BUREAU_FILE_FORMATS
from coopcli.signatures.collection import BUSINESS_DAYS_SINCE, SINCE

TermKind = Literal["days", "months", "count", "money", "rate", "flag", "choice", "text"]

WHOLE_NUMBERS = ("days", "months", "count", "money")
LEVELS = ("AA", "A", "B", "C", "D", "E", "F", "G", "H")
PORTFOLIOS = ("C1", "C2", "C3", "C4", "C5")
STAGES = ("1", "2", "3")
STAGE_CODES = ("101", "102", "103", "201", "202", *map(str, range(301, 312)))
"""Estagio@Motivo of the SCR (document 3040)."""
METHODS = ("simplified", "complete")
GATES = ("passes", "to_check", "stops")
"""How a reading ends, from the best to the worst."""
SET_ASIDE_KINDS = ("unread", "unmatched", "repeated")
"""Why a row is not used: a cell of it could not be read, it names nobody of the portfolio, it was said before."""
STEPS = ("aging", "contagion", "cmn-2682", "bcb-352", "federal_programme", "collection")
"""What a month is made of, each needing some exports and columns."""
AUTHORITIES = ("attendant", "branch", "manager", "committee", "executive_board", "council")
"""Who decides on credit, from the lowest to the highest."""
SEGMENTS = ("S1", "S2", "S3", "S4", "S5")
RESPONDENT_CLASSES = ("promoter", "neutral", "detractor")
ANSWER_KINDS = ("score", "scale", "one", "one_or_other", "age", "many", "yes_no", "names", "comment")
"""Of a survey's questions: a note of recommendation, a scale of satisfaction, one option, one or something else,
whole years, several options, yes or no, names separated by commas, what somebody wrote."""


@dataclass(frozen=True, slots=True)
class Term:
    """A fact or an outcome: its kind, its Portuguese name, the closed list of its values, whether it may be missing
    or, of a number, below zero."""

    name: str
    kind: TermKind
    title: str
    domain: tuple[str, ...] = ()
    optional: bool = False
    may_be_negative: bool = False


EXCEPTION_EFFECTS = ("leave_out", "no_listing", "no_lawsuit", "lawsuit", "longer", "shorter")


def _terms(*terms: Term) -> dict[str, Term]:
    """Return the terms by name; two of one name, of which the later would silently win, are a mistake of ours."""
    named = {term.name: term for term in terms}
    if len(named) < len(terms):
        twice = sorted({term.name for term in terms if named[term.name] is not term})
        raise ValueError(f"a word stands twice in the vocabulary: {', '.join(twice)}")
    return named


FACTS = _terms(
    Term("days_past_due", "days", "dias em atraso"),
    Term("days_to_due", "days", "dias a vencer", optional=True),
    Term("overdraft_days", "days", "dias de utilização do adiantamento", optional=True),
    Term("months_since_default", "months", "meses desde o inadimplemento"),
    Term("remaining_months", "months", "meses a decorrer (mês começado conta inteiro)"),
    Term("months_in_level_h", "months", "meses completos no nível H"),
    Term("client_total_cents", "money", "responsabilidade total do cliente"),
    Term("balance_cents", "money", "saldo devedor"),
    Term("person_type", "choice", "tipo de pessoa", ("PF", "PJ"), optional=True),
    Term("product_kind", "choice", "natureza do produto", tuple(PRODUCT_KINDS)),
    Term("guarantee_kind", "choice", "tipo de garantia", tuple(GUARANTEE_KINDS)),
    Term("has_guarantee", "flag", "tem garantia"),
    Term("is_renegotiated", "flag", "renegociada"),
    Term("was_written_off", "flag", "renegocia operação baixada como prejuízo"),
    Term("is_under_one_month", "flag", "prazo inferior a um mês"),
    Term("is_above_equity_share", "flag", "cliente ou grupo acima da parcela do patrimônio líquido ajustado"),
    Term("has_overdue_review", "flag", "devedor com revisão vencida, que a cooperativa escolheu reclassificar"),
    Term("is_initial_stock", "flag", "contratada antes de a norma produzir efeitos"),
    Term("held_level", "choice", "nível mantido na renegociação", LEVELS, optional=True),
    Term("is_improved", "flag", "melhora documentada depois da renegociação"),
    Term("months_since_write_off", "months", "meses completos desde a baixa"),
    Term("collection_goes_on", "flag", "cobrança não esgotada"),
    Term("given_level", "choice", "nível atribuído pela cooperativa", LEVELS, optional=True),
    Term("level", "choice", "nível de risco", LEVELS),
    Term("portfolio", "choice", "carteira", PORTFOLIOS),
    Term("trigger", "choice", "indicativo de ativo problemático", tuple(TRIGGERS), optional=True),
    Term("was_problem_asset", "flag", "já era ativo problemático próprio no fechamento anterior"),
    Term("is_problem_asset", "flag", "ativo problemático"),
    Term("has_contagion_exception", "flag", "exceção documentada ao arrasto"),
    Term("counterparty_is_worse", "flag", "outra operação da contraparte tem risco maior"),
    Term("is_bankrupt_company", "flag", "pessoa jurídica com falência decretada"),
    Term("is_federal_programme", "flag", "programa federal de crise com risco da União"),
    Term("was_own_problem", "flag", "era ativo problemático por si"),
    Term("timely_payment_months", "months", "meses completos de pagamento tempestivo"),
    Term("installment_interval_months", "months", "menor intervalo entre parcelas, em meses completos"),
    Term("evidence_days", "days", "dias desde a evidência documentada", optional=True),
    Term("counterparty_has_arrears", "flag", "outra operação da contraparte está em atraso"),
    Term("has_write_off_relief", "flag", "amortização ou fato novo documentado depois da renegociação"),
    Term("has_write_off_criterion", "flag", "a cooperativa declarou dias para a baixa"),
    Term("has_write_off_decision", "flag", "baixa decidida e documentada"),
    Term("is_complete_method", "flag", "metodologia completa"),
    Term("is_collective", "flag", "perda esperada avaliada de forma coletiva"),
    Term("has_expected_loss", "flag", "perda esperada apurada pela cooperativa"),
    Term("is_dragged", "flag", "recebe o arrasto"),
    Term("ceased_to_be_problem", "flag", "deixou de ser ativo problemático"),
    Term("began_as_problem", "flag", "ativo problemático desde o reconhecimento inicial"),
    Term("has_significant_increase", "flag", "aumento significativo do risco, apurado pela cooperativa"),
    Term("has_sixty_day_evidence", "flag", "evidência de que o risco só aumenta depois de 30 dias"),
    Term("has_risk_reduction", "flag", "redução do risco comprovada"),
    Term("previous_stage", "choice", "estágio no fechamento anterior", STAGES, optional=True),
    Term("previous_stage_code", "choice", "motivo do estágio no fechamento anterior", STAGE_CODES, optional=True),
    Term("stage", "choice", "estágio", STAGES),
    Term("method", "choice", "metodologia", METHODS),
    Term("segment", "choice", "segmento", SEGMENTS),
    Term("frame", "choice", "exportação", tuple(FRAMES)),
    Term("column", "text", "coluna"),
    Term("step", "choice", "passo do mês", STEPS),
    Term("set_aside_kind", "choice", "por que a linha ficou de fora", SET_ASIDE_KINDS),
    Term("set_aside_rows", "count", "linhas separadas"),
    Term("set_aside_rows_permille", "count", "linhas separadas, por mil"),
    Term("set_aside_cents_permille", "count", "reais separados, por mil"),
    Term("collection_days", "days", "dias de cobrança", optional=True),
    *(Term(f"days_since_{name}", "days", f"dias desde {title}", optional=True) for name, title in SINCE.items()),
    *(
        Term(f"business_days_since_{name}", "days", f"dias úteis desde {SINCE[name]}", optional=True)
        for name in BUSINESS_DAYS_SINCE
    ),
    Term("months_past_due", "months", "meses completos em atraso"),
    Term("months_since_newest_due", "months", "meses completos desde a parcela vencida mais nova"),
    Term("overdue_cents", "money", "valor vencido"),
    Term("debt_cents", "money", "valor da dívida, na medida da regra"),
    Term("last_level", "count", "último nível cumprido da escada"),
    Term("event_kind", "choice", "evento de cobrança", tuple(EVENT_KINDS)),
    Term("event_letter", "text", "carta do evento", optional=True),
    Term("debt_kind", "choice", "tipo da dívida", tuple(DEBT_KINDS)),
    Term("has_left", "flag", "desligado da cooperativa"),
    Term("is_on_leave", "flag", "afastado do trabalho"),
    Term("has_payroll", "flag", "recebe em folha"),
    Term("is_listed", "flag", "negativada"),
    Term("is_watched", "flag", "baixada da negativação por pagamento parcial, e ainda em atraso"),
    Term("exception_kind", "choice", "exceção da Gerência", tuple(COLLECTION_EXCEPTION_KINDS)),
    Term("is_listing_waived", "flag", "a Gerência decidiu não negativar"),
    Term("is_lawsuit_waived", "flag", "a Gerência decidiu não ajuizar"),
    Term("is_lawsuit_decided", "flag", "a Gerência decidiu ajuizar"),
    Term("credit_line_code", "text", "código da linha de crédito", optional=True),
    Term("member_id", "text", "número do associado", optional=True),
    Term("letter", "text", "carta"),
    Term("hold_kind", "choice", "pausa da cobrança", tuple(HOLD_KINDS), optional=True),
    Term("days_since_letter", "days", "dias desde a última carta igual", optional=True),
    Term("transit_covers_debt", "flag", "pagamento em trânsito cobre a dívida"),
    Term("claims_nothing", "flag", "dívida sem valor em atraso conhecido"),
    Term("waits_for_transit", "flag", "há pagamento em trânsito, e a cooperativa escolheu esperar por ele"),
    Term("requires_paper", "flag", "carta que só vale por escrito e pelo correio"),
    Term("has_postal_address", "flag", "tem endereço postal completo"),
    Term("has_electronic_address", "flag", "tem e-mail ou celular"),
    Term("member_age_years", "count", "idade do associado, em anos completos", optional=True, may_be_negative=True),
    Term("sex", "text", "sexo, em minúsculas e sem acento", optional=True),
    Term("marital_status", "text", "estado civil, em minúsculas e sem acento", optional=True),
    Term("dependent_count", "count", "dependentes", optional=True),
    Term("income_wages", "count", "renda em salários mínimos (o começado conta inteiro)", optional=True),
    Term("profession", "text", "profissão, em minúsculas e sem acento", optional=True),
    Term("installment_count", "count", "quantidade de parcelas", optional=True),
    Term("cpf_region", "choice", "nono algarismo do CPF", tuple("0123456789"), optional=True),
    Term(
        "record_age_months", "months", "meses desde a renovação cadastral, contando inteiro o começado", optional=True
    ),
    Term("psi_millionths", "count", "índice de estabilidade (PSI), em milionésimos"),
    Term("iv_millionths", "count", "valor da informação (IV), em milionésimos"),
    Term("is_member", "flag", "é associado", optional=True),
    Term("is_for_third_party", "flag", "em nome de outro titular", optional=True),
    Term("has_restrictions", "flag", "tem restrições cadastrais", optional=True),
    Term("is_restriction_justified", "flag", "restrições justificadas"),
    Term("is_record_outdated", "flag", "cadastro desatualizado", optional=True),
    Term("is_record_incomplete", "flag", "cadastro incompleto", optional=True),
    Term("credit_title", "choice", "título de crédito", tuple(CREDIT_TITLES), optional=True),
    Term("is_for_capital", "flag", "a finalidade fala em quotas-partes ou capital social"),
    Term("is_for_losses", "flag", "a finalidade fala em rateio de perdas"),
    Term("retains_capital", "flag", "retém parte do crédito como capital", optional=True),
    Term("guarantee_cycle", "count", "operações no ciclo de avais", optional=True),
    Term("has_guarantor", "flag", "tem avalista ou fiador"),
    Term("has_real_guarantee", "flag", "tem garantia real"),
    Term("guarantee_basis_points", "count", "garantia sobre a proposta, em centésimos de %, para baixo", optional=True),
    Term("is_guarantor_registered", "flag", "garantidor cadastrado", optional=True),
    Term("guarantor_days_past_due", "days", "dias em atraso do garantidor", optional=True),
    Term("amount_cents", "money", "valor proposto"),
    Term("unanswered_count", "count", "perguntas sem resposta"),
    Term("has_earlier_answers", "flag", "respostas de antes da proposta"),
    Term("credit_line", "text", "linha de crédito, em minúsculas e sem acento", optional=True),
    Term("payment_method", "choice", "forma de pagamento", tuple(PAYMENT_METHODS), optional=True),
    Term("receives_salary_here", "flag", "recebe o salário na cooperativa", optional=True),
    Term("is_new_company", "flag", "empresa recém-constituída", optional=True),
    Term("membership_months", "months", "meses completos de associação", optional=True),
    Term("previous_delay_days", "days", "maior atraso da operação anterior, em dias", optional=True),
    Term("unpaid_days", "days", "dias da parcela mais antiga em aberto", optional=True),
    Term("employment_months", "months", "meses completos na empresa atual", optional=True),
    Term("paid_capital_cents", "money", "capital integralizado", optional=True),
    Term("bureau_finding", "choice", "consulta cadastral", tuple(BUREAU_FINDINGS), optional=True),
    Term("other_operation_count", "count", "operações em outras instituições", optional=True),
    Term("commitment_basis_points", "count", "prestações sobre a margem, em centésimos de %, para cima", optional=True),
    Term("perception", "choice", "percepção do atendente ou gerente", tuple(PERCEPTIONS), optional=True),
    Term("net_equity_cents", "money", "patrimônio líquido", optional=True),
    Term("partial_points", "count", "pontos da análise interna"),
    Term("total_points", "count", "pontos do questionário"),
    Term("score_hundredths", "count", "pontuação, em centésimos"),
    Term("characteristic", "text", "parâmetro da pontuação, em minúsculas e sem acento"),
    Term("question", "text", "pergunta do questionário"),
    Term("reference_equity_cents", "money", "patrimônio de referência"),
    Term("authority", "choice", "alçada", AUTHORITIES, optional=True),
    Term("has_conflict_of_interest", "flag", "conflito de interesses", optional=True),
    Term("has_loss", "flag", "tem operação em prejuízo"),
    Term("has_payroll_margin", "flag", "tem margem consignável"),
    Term("paid_basis_points", "count", "parcelas pagas do contrato renegociado, em centésimos de %", optional=True),
    Term("recommendation", "count", "nota de recomendação"),
    Term("nps_points", "count", "índice NPS, em pontos inteiros para baixo", may_be_negative=True),
    Term("age_years", "count", "idade em anos"),
    Term("respondent_class", "choice", "classe do respondente", RESPONDENT_CLASSES),
    Term("is_important", "flag", "atributo pesa na nota mais que a média dos atributos"),
    Term("is_satisfying", "flag", "atributo satisfaz mais que a média dos atributos"),
    Term("solution_name", "text", "produto ou serviço, em minúsculas e sem acento"),
    Term("family_name", "text", "família da margem, em minúsculas e sem acento"),
    Term("solution_count", "count", "soluções em uso pelo associado no mês"),
    Term("lost_solution_count", "count", "soluções que deixou de usar desde o mês anterior"),
    Term("margin_cents", "money", "margem de contribuição no mês", optional=True, may_be_negative=True),
    Term("has_many_solutions", "flag", "tem ao menos tantas soluções quanto a média do grupo"),
    Term("has_high_margin", "flag", "dá ao menos a margem média do grupo"),
    Term("days_since_relationship_contact", "days", "dias desde o último contato de relacionamento", optional=True),
    Term("has_lawsuit", "flag", "em cobrança judicial"),
    Term("has_hold_against_contact", "flag", "pausa da cobrança que desaconselha o contato"),
    Term("is_detractor", "flag", "detrator na última pesquisa"),
    Term("is_told_settled", "flag", "acordo quitado na planilha"),
    Term("is_replaced", "flag", "outro acordo, posterior, o substituiu"),
    Term("is_told_broken", "flag", "acordo quebrado na planilha"),
    Term("has_agreement_installments", "flag", "há parcelas do acordo para conferir"),
    Term("is_fully_paid", "flag", "todas as parcelas do acordo pagas"),
    Term("has_received_date", "flag", "acordo recebido do escritório jurídico"),
    Term("is_registered", "flag", "acordo registrado no sistema"),
    Term("days_since_received", "days", "dias do recebimento do acordo até o registro, ou até a data"),
    Term("is_in_portfolio", "flag", "contrato novo está na carteira"),
    Term("is_in_sheet", "flag", "está na planilha de renegociações"),
    Term("is_marked", "flag", "marcado no sistema como renegociado"),
    Term("is_class_better", "flag", "classe melhor que a de antes do acordo"),
    Term("act", "text", "providência", optional=True),
    Term("is_held", "flag", "em pausa"),
    Term("has_listing_notice", "flag", "com aviso prévio de negativação"),
    Term("listable_cents", "money", "valor que ainda pode constar"),
    Term("is_still_owing", "flag", "negativada e ainda em atraso"),
    Term("listing_count", "count", "vezes que está negativada no mesmo órgão"),
    Term("has_paid_since_listing", "flag", "pagou parcela depois de negativada"),
    Term("is_known_debt", "flag", "há dívida que corresponda à negativação"),
    Term("has_settled_date", "flag", "data do pagamento ou da renegociação informada"),
    Term("has_document", "flag", "CPF ou CNPJ informado"),
    Term("has_address", "flag", "endereço informado"),
    Term("has_contact", "flag", "houve contato ou tentativa"),
    Term("has_account_settlement", "flag", "encontro de contas feito"),
    Term("has_personal_guarantee", "flag", "tem aval ou fiança"),
    Term("has_updated_amount", "flag", "valor atualizado calculado"),
    Term("is_classified", "flag", "classificada no fechamento"),
    Term("stops_revenue", "flag", "receita parada"),
    Term("is_written_off", "flag", "baixada para prejuízo"),
    Term("provision_cents", "money", "provisão"),
)

OUTCOMES = _terms(
    Term("solution", "text", "solução"),
    Term("family", "text", "família de soluções"),
    Term("advice", "text", "o que desaconselha o contato"),
    Term("situation", "text", "situação do devedor"),
    Term("ladder", "text", "regra que dá as etapas"),
    Term("responsible", "text", "responsável"),
    Term("is_followed", "flag", "acompanhada"),
    Term("collection_stage", "text", "etapa de cobrança"),
    Term("stage_rank", "count", "ordem da etapa"),
    Term("act", "text", "providência"),
    Term("act_title", "text", "providência, como se lê"),
    Term("event_kind", "choice", "evento da providência cumprida", tuple(EVENT_KINDS)),
    Term("letter", "text", "carta"),
    Term("channel", "text", "canal"),
    Term("deadline_days", "days", "dias de prazo"),
    Term("deadline_business_days", "days", "dias úteis de prazo"),
    Term("deadline_from", "choice", "de quando conta o prazo", (*CLOCKS, *SINCE)),
    Term("missing_before", "text", "o que falta antes"),
    Term("destination", "choice", "onde a dívida fica", tuple(DESTINATIONS)),
    Term("advance_days", "days", "dias a menos nos prazos"),
    Term("hold_effect", "choice", "o que a pausa para", ("clock", "act")),
    Term("exception_effect", "choice", "o que a exceção faz", EXCEPTION_EFFECTS),
    Term("letter_title", "text", "carta"),
    Term("letter_action", "choice", "o que se faz da carta", ("send", "wait", "withhold")),
    Term("delivery", "choice", "entrega da carta", ("mail", "electronic", "nowhere")),
    Term("level", "choice", "nível de risco", LEVELS),
    Term("rate", "rate", "taxa"),
    Term("portfolio", "choice", "carteira", PORTFOLIOS),
    Term("is_problem_asset", "flag", "ativo problemático"),
    Term("is_dragged", "flag", "recebe o arrasto"),
    Term("stops_revenue", "flag", "para a receita"),
    Term("write_off_due", "flag", "transferir para compensação"),
    Term("is_met", "flag", "condição cumprida"),
    Term("gate", "choice", "como a leitura termina", GATES),
    Term("stage", "choice", "estágio", STAGES),
    Term("stage_code", "choice", "motivo do estágio", STAGE_CODES),
    Term("takes_expected_loss", "flag", "considera a perda esperada apurada"),
    Term("is_admitted", "flag", "admitida"),
    Term("review", "text", "revisão exigida"),
    Term("review_months", "months", "meses entre revisões"),
    Term("stays_registered", "flag", "permanece em conta de compensação"),
    Term("charges_fine", "flag", "tem multa"),
    Term("charges_interest", "flag", "tem juros de mora"),
    Term("agreement_state", "choice", "situação do acordo", tuple(AGREEMENT_STATES)),
    Term("mirror_status", "text", "registro do acordo no sistema"),
    Term("cross_check", "text", "conferência com o fechamento"),
    Term("bureau_list", "choice", "lista do órgão de proteção ao crédito", tuple(BUREAU_LISTS)),
    Term("file_column", "choice", "dado da coluna do arquivo", BUREAU_FILE_COLUMNS),
    Term("header", "text", "título da coluna"),
    Term("format", "choice", "como se escreve", BUREAU_FILE_FORMATS),
    Term("fixed_text", "text", "valor fixo"),
    Term("lawsuit_list", "choice", "lista do jurídico", tuple(LAWSUIT_LISTS)),
    Term("document", "text", "documento do dossiê"),
    Term("band", "text", "faixa"),
    Term("indicator", "text", "indicador"),
    Term("numerator", "choice", "numerador", ("balance_cents", "overdue_cents", "provision_cents")),
    Term("denominator", "text", "denominador"),
    Term("points", "count", "pontos"),
    Term("question", "text", "pergunta"),
    Term("fact", "text", "dado"),
    Term("table", "text", "tabela das faixas ou dos códigos"),
    Term("coding", "choice", "como entra na regressão", ("number", "code", "rate", "order", "categories")),
    Term("models", "choice", "regressões de que participa", ("linear", "logistic", "both")),
    Term("code", "count", "código na regressão"),
    Term("importance", "choice", "importância para a análise", ("essential", "important", "useful")),
    Term("finding", "text", "achado"),
    Term("states", "text", "UF"),
    Term("option", "count", "opção"),
    Term("weight", "count", "peso"),
    Term("percentage", "count", "percentual (140 é 140%)"),
    Term("verdict", "choice", "veredito", ("veto", "to_check")),
    Term("limit_cents", "money", "valor-limite"),
    Term("limit_base", "choice", "base do limite", ("net_income", "payroll_margin", "revenue", "revenue_and_equity")),
    Term("equity_rate", "rate", "parcela do patrimônio líquido"),
    Term("procedure", "text", "procedimento"),
    Term("modality", "text", "modalidade"),
    Term("item", "text", "item a conferir"),
    Term("authority", "choice", "alçada", AUTHORITIES),
    Term("reports_to_board", "flag", "reportar à Diretoria Executiva"),
    Term("respondent_class", "choice", "classe do respondente", RESPONDENT_CLASSES),
    Term("answer_kind", "choice", "tipo de resposta", ANSWER_KINDS),
    Term("lowest", "count", "menor resposta admitida"),
    Term("highest", "count", "maior resposta admitida"),
    Term("group", "text", "grupo"),
    Term("asked", "text", "pergunta inteira"),
    Term("answer", "text", "resposta"),
    Term("variant", "text", "outra forma de escrever"),
    Term("word", "text", "palavra"),
    Term("theme", "text", "tema"),
    Term("keyword", "text", "palavra do tema"),
    Term("against", "text", "com que se cruza"),
    Term("action", "text", "ação"),
)
