"""The closed lists of values, with what the clerk reads for each where it is not the value itself."""

from __future__ import annotations

TRIGGERS = {
    "financial_incapacity": "incapacidade financeira",
    "restructuring": "reestruturação",
    "bankruptcy": "falência",
    "judicial_recovery": "recuperação judicial ou extrajudicial",
    "court_measure": "medida judicial",
    "loss_of_liquidity": "perda de liquidez",
    "covenant_breach": "descumprimento de cláusula",
    "sold_at_discount": "negociado com desconto",
    "early_evidence": "evidência antecipada",
    "climate_restructuring": "reestruturação por evento climático",
    "delay": "atraso",
}
"""What makes an asset a problem asset besides delay: Res. CMN 4.966, art. 3, § 2 (I–VII) and § 1 (early_evidence).

``climate_restructuring`` is the one restructuring that is no indication (art. 72-A).

``delay`` tells a problem that delay began: it lasts until its end is documented (§§ 4 and 5).
"""

GUARANTEE_KINDS = {
    "real_estate_fiduciary": "alienação fiduciária de imóvel",
    "sovereign_guarantee": "garantia da União",
    "first_mortgage_residential": "hipoteca residencial de 1º grau",
    "other_mortgage": "hipoteca",
    "pledge_of_goods": "penhor de bens",
    "movable_fiduciary": "alienação fiduciária de bens móveis",
    "deposits": "depósito em garantia",
    "federal_securities": "títulos públicos federais",
    "authorized_institution_guarantee": "fiança de instituição autorizada",
    "credit_insurance_unrelated": "seguro de crédito",
    "receivables_assignment": "cessão ou caução de direitos creditórios",
    "personal_guarantee": "aval ou fiança",
    "other_real": "outra garantia real",
    "other_credit_insurance": "seguro de crédito de parte relacionada",
    "none": "sem garantia",
}
"""Guarantees (and their Portuguese names) in the words of Res. BCB 352, art. 81."""

PRODUCT_KINDS = {
    "payroll_loan": "crédito pessoal com consignação",
    "personal_loan": "crédito pessoal",
    "consumer_financing": "financiamento de bens",
    "working_capital": "capital de giro",
    "receivables_discount": "desconto de direitos creditórios",
    "leasing": "arrendamento mercantil",
    "exchange_advance": "adiantamento de câmbio",
    "import_financing": "financiamento à importação",
    "private_securities": "títulos privados",
    "rural_investment": "rural, investimento",
    "rural_other": "rural, outros",
    "revolving": "rotativo",
    "overdraft": "adiantamento a depositante",
    "real_estate": "financiamento imobiliário",
    "other": "outros",
}
"""Products (and their Portuguese names) in the words of Res. BCB 352, art. 81, and Res. CMN 2.682, art. 4, § 1."""

REVIEW_GROUNDS = {
    "amortization": "amortização significativa",
    "new_fact": "fato novo relevante",
    "other_ground": "outro",
}
"""Why a level was reviewed: Res. CMN 2.682, art. 8, § 1, betters a renegotiated operation for the first two alone."""

RENEGOTIATION_KINDS = {"plain_renegotiation": "renegociação", "restructured": "reestruturação"}
"""Whether a renegotiation is a restructuring: Res. CMN 4.966, art. 2, XX and XXI."""

HOLD_KINDS = {
    "suspension": "suspensão",
    "dispute": "contestação",
    "court_order": "ordem judicial",
    "promise": "promessa de pagamento",
    "deceased": "falecimento",
}
"""What stops the collection of a debt, or one of its acts, for a time."""

COLLECTION_EXCEPTION_KINDS = {
    "no_collection": "não cobrar",
    "no_listing": "não negativar",
    "force_lawsuit": "ajuizar",
    "no_lawsuit": "não ajuizar",
    "longer_window": "prazo maior",
    "shorter_window": "prazo menor",
}
"""What the management may decide of a debt, outside the policy (Política de Recuperação de Crédito, § 4.3)."""

DEBT_KINDS = {"contract": "operação", "agreement": "acordo"}
"""What a debt of collection is."""

SETTLEMENT_KINDS = {"capital_account_settlement": "encontro de contas", "capital_amortization": "uso do capital"}
"""How the capital of a member goes into the debt (§§ 4.2 and 4.3)."""

EVENT_KINDS = {
    "contact": "contato",
    "contact_attempt": "tentativa de contato",
    "letter": "carta",
    "listing_notice": "aviso prévio de negativação",
    "bureau_listing": "negativação",
    "bureau_removal": "baixa da negativação",
    "debtor_proposal": "proposta do devedor",
    "payment_reported": "pagamento informado",
    "capital_use": "utilização do capital",
    "account_settlement": "encontro de contas",
    "law_office": "envio ao jurídico",
    "law_office_agreement": "acordo recebido do escritório",
    "lawsuit": "ajuizamento",
    "lawsuit_end": "encerramento do processo",
    "other_event": "outro evento",
}
"""What has been done to recover a debt."""

DEPARTURE_KINDS = {"resignation": "demissão", "elimination": "eliminação", "exclusion": "exclusão"}
"""How a member leaves (Lei 5.764/1971, arts. 32, 33 and 35)."""

AMORTIZATIONS = {"price": "Tabela Price", "equal_installments": "parcelas iguais"}
"""How the schedule of an agreement is made."""

PAYMENT_METHODS = {
    "payroll": "desconto em folha",
    "account_debit": "débito em conta",
    "cheque": "cheque",
    "slip": "boleto",
}
"""How the instalments of a proposal are paid."""

CREDIT_TITLES = {
    "bank_credit_note": "cédula de crédito bancário",
    "promissory_note": "nota promissória",
    "loan_agreement": "contrato de mútuo",
    "other_title": "outro título de crédito",
    "no_title": "sem título de crédito",
}
"""The title that stands for the debt of a proposal."""

AGREEMENT_STATES = {
    "agreement_settled": "quitado",
    "agreement_broken": "quebrado",
    "agreement_replaced": "substituído por outro acordo",
    "agreement_kept": "em dia",
    "agreement_unknown": "sem parcelas informadas",
}
"""How an agreement stands."""

BUREAU_LISTS = {
    "to_include": "incluir",
    "to_exclude": "excluir",
    "still_owing": "já negativada e ainda em atraso",
    "to_wait": "aguardar",
    "to_check": "conferir",
}
"""The credit bureau lists."""

BUREAU_FINDINGS = {
    "clear": "nada consta",
    "irrelevant": "restrições irrelevantes",
    "relevant": "restrições relevantes",
}
"""What the credit bureaus say of who proposes."""

LAWSUIT_LISTS = {
    "to_send": "enviar ao jurídico",
    "to_decide": "a critério da Coordenação",
    "to_sue": "no jurídico, a ajuizar",
    "in_court": "em juízo",
    "lawsuit_held": "em pausa",
}
"""Where a debt of the law office's list is."""

PERCEPTIONS = {
    "very_favourable": "muito favorável",
    "favourable": "favorável",
    "unfavourable": "desfavorável",
    "very_unfavourable": "muito desfavorável",
}
"""What the attendant or manager thinks of who proposes."""

PERSON_TYPES = ("PF", "PJ")
DIGITS = tuple("0123456789")
LEVELS = ("AA", "A", "B", "C", "D", "E", "F", "G", "H")
PORTFOLIOS = ("C1", "C2", "C3", "C4", "C5")
STAGES = ("1", "2", "3")
STAGE_CODES = ("101", "102", "103", "201", "202", *map(str, range(301, 312)))
"""Estagio@Motivo of the SCR (document 3040)."""
METHODS = ("simplified", "complete")
AUTHORITIES = ("attendant", "branch", "manager", "committee", "executive_board", "council")
"""Who decides on credit, from the lowest to the highest."""
SEGMENTS = ("S1", "S2", "S3", "S4", "S5")
RESPONDENT_CLASSES = ("promoter", "neutral", "detractor")
ANSWER_KINDS = ("score", "scale", "one", "one_or_other", "age", "many", "yes_no", "names", "comment")
"""Of a survey's questions: a note of recommendation, a scale of satisfaction, one option, one or something else,
whole years, several options, yes or no, names separated by commas, what somebody wrote."""
GATES = ("passes", "to_check", "stops")
"""How a reading ends, from the best to the worst."""
UNSURE = ("days", "portfolio", "contagion", "federal_programme")
"""What is not certain of an operation where an export or a column is missing."""
SET_ASIDE_KINDS = ("unread", "unmatched", "repeated")
"""Why a row is not used: a cell of it could not be read, it names nobody of the portfolio, it was said before."""
FINDINGS = {
    "sentinel_date": "data-implausivel",
    "outside_contract": "data-fora-do-contrato",
    "due_date_falls": "vencimentos-fora-de-ordem",
    "due_date_repeated": "vencimentos-fora-de-ordem",
    "number_repeated": "parcelas-de-mesmo-numero",
    "days_for_months": "dias-e-meses-trocados",
    "number_missing": "parcelas-que-faltam",
    "sum_below_balance": "parcelas-que-nao-somam",
    "sum_above_balance": "parcelas-que-nao-somam",
    "due_date_moved": "vencimento-que-mudou",
    "installments_gone": "parcelas-que-sumiram",
    "balance_jump": "saldo-que-salta",
    "amount_not_told": "valor-nao-informado",
    "row_gone": "linha-que-sumiu",
}
"""What can be read and cannot well be true, with the problem that tells it."""
STEPS = ("aging", "contagion", "risk_levels", "floor_provision", "federal_programme", "collection")
"""What a month is made of, each needing some exports and columns."""
EXCEPTION_EFFECTS = ("leave_out", "no_listing", "no_lawsuit", "lawsuit", "longer", "shorter")
BUREAU_FILE_FORMATS = ("text", "digits", "money_comma", "money_point", "cents", "date_br", "date_iso", "date_digits")
"""What a column of the file for the bureau may be, and how it may be written."""

CLOCKS = {
    "clock": "a contagem da própria regra",
    "departure_date": "desligamento da cooperativa",
    "capital_used_date": "utilização do capital",
    "oldest_due_date": "vencimento mais antigo em aberto",
    "due_month_end": "fim do mês do vencimento mais antigo",
    "listed_date": "negativação",
    "leave_end_date": "fim do afastamento",
}
"""From when a ladder may count its days, and its deadlines."""

SINCE = {
    "contact": "contato ou tentativa",
    "listing_notice": "o aviso prévio de negativação",
    "listing": "a negativação em vigor",
    "removal": "a baixa da negativação que não quitou a dívida",
    "proposal": "a proposta do devedor",
    "account_settlement": "o encontro de contas",
    "law_office": "o envio ao jurídico",
    "lawsuit": "o ajuizamento",
    "lawsuit_end": "o encerramento do processo",
    "last_payment": "o último pagamento",
    "last_act": "a última providência da escada",
    "leave_end": "o fim do afastamento",
    "due_month_end": "o fim do mês do vencimento",
}
"""From when collection counts days, besides the clock of a ladder; missing where it did not happen."""

BUSINESS_DAYS_SINCE = ("listing_notice", "last_act", "listing")
"""Those of SINCE that are counted in business days too."""

DESTINATIONS = {
    "queue": "na fila",
    "waiting": "aguardando prazo",
    "held": "em pausa",
    "in_agreement": "acordo em dia",
    "excepted": "exceção da Gerência",
    "closed": "processo encerrado",
    "not_followed": "não acompanhada",
}
"""Where a late debt is, with what the clerk reads."""

CHOICE_TITLES = (
    TRIGGERS
    | GUARANTEE_KINDS
    | PRODUCT_KINDS
    | REVIEW_GROUNDS
    | RENEGOTIATION_KINDS
    | HOLD_KINDS
    | EVENT_KINDS
    | COLLECTION_EXCEPTION_KINDS
    | DEBT_KINDS
    | SETTLEMENT_KINDS
    | AGREEMENT_STATES
    | BUREAU_LISTS
    | LAWSUIT_LISTS
    | DEPARTURE_KINDS
    | AMORTIZATIONS
    | PAYMENT_METHODS
    | CREDIT_TITLES
    | BUREAU_FINDINGS
    | PERCEPTIONS
)
"""What the clerk reads for each value of a closed list (no value is in two lists)."""

CHARGE_COMPONENTS = ("costs", "fine", "interest", "contract_interest", "principal")
"""What a payment is applied to; in which order is for the rule to say."""
CREDITOR_FIELDS = (
    "name", "city", "phone", "whatsapp", "email", "site", "sac_phone", "ombudsman_phone", "ombudsman_email",
    "ombudsman_site", "whistleblower_channel", "signatory", "signatory_role", "cnpj", "address",
)  # fmt: skip
"""What letters may tell of the cooperative: each a field of coop.yaml, the address in one line."""
