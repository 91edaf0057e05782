"""The portfolio as exported: operations, instalments, guarantees, accounts, and what the cooperative decides."""

from __future__ import annotations

from coopcli.words.lists import GUARANTEE_KINDS, LEVELS, PRODUCT_KINDS, RENEGOTIATION_KINDS, REVIEW_GROUNDS, TRIGGERS
from coopcli.words.word import Word, column, declare, frame

declare(
    Word("contract_id", "code", "Contrato"),
    Word("member_name", "text", "Nome", personal=True),
    Word("product", "text", "Produto", meaning="produto, em minúsculas e sem acento", may_be_missing=True),
    Word("product_kind", "choice", "Natureza do produto", choices=tuple(PRODUCT_KINDS)),
    Word("credit_line_code", "code", "Código da linha", meaning="código da linha de crédito", may_be_missing=True),
    Word(
        "credit_line",
        "text",
        "Linha de crédito",
        meaning="linha de crédito, em minúsculas e sem acento",
        may_be_missing=True,
    ),
    Word("purpose", "text", "Finalidade"),
    Word("payment_form", "text", "Forma de pagamento", formerly="payment_method"),
    Word("contract_date", "date", "Data da operação"),
    Word("maturity_date", "date", "Vencimento final"),
    Word("amount_cents", "money", "Valor", meaning="valor proposto"),
    Word("balance_cents", "money", "Saldo devedor"),
    Word("monthly_rate", "rate", "Taxa da operação"),
    Word("installment_count", "count", "Quantidade de parcelas", header="Parcelas", may_be_missing=True),
    Word("paid_installment_count", "count", "Parcelas pagas"),
    Word("exported_level", "level", "Nível de risco exportado", choices=LEVELS),
    Word("exported_days_past_due", "days", "Dias em atraso exportados"),
    Word("exported_overdue_cents", "money", "Valor vencido exportado"),
    Word("oldest_due_date", "date", "Vencimento em aberto mais antigo"),
    Word("is_renegotiated", "flag", "Renegociada"),
    Word("installment_number", "count", "Parcela"),
    Word("due_date", "date", "Vencimento"),
    Word("paid_cents", "money", "Valor pago"),
    Word("paid_date", "date", "Data do pagamento", header="Pago em"),
    Word("interest_cents", "money", "Juros de mora"),
    Word("guarantee_kind", "choice", "Tipo de garantia", choices=tuple(GUARANTEE_KINDS)),
    Word("description", "text", "Garantia"),
    Word("account_id", "code", "Conta corrente"),
    Word("limit_used_cents", "money", "Saldo devedor do limite de crédito"),
    Word("limit_days_past_due", "days", "Dias em atraso do limite"),
    Word("overdraft_cents", "money", "Saldo do adiantamento a depositante"),
    Word("overdraft_days", "days", "Dias de utilização do adiantamento", may_be_missing=True),
    Word(
        "trigger",
        "choice",
        "Gatilho",
        meaning="indicativo de ativo problemático",
        choices=tuple(TRIGGERS),
        may_be_missing=True,
    ),
    Word("level", "level", "Nível atribuído", meaning="nível de risco", choices=LEVELS),
    Word("review_date", "date", "Data da revisão"),
    Word("ground", "choice", "Fundamento da revisão", choices=tuple(REVIEW_GROUNDS)),
    Word("previous_contract_id", "code", "Contrato anterior"),
    Word("renegotiation_date", "date", "Data da renegociação"),
    Word("renegotiation_kind", "choice", "Tipo", choices=tuple(RENEGOTIATION_KINDS)),
    Word(
        "held_level",
        "level",
        "Nível mantido",
        meaning="nível mantido na renegociação",
        choices=LEVELS,
        may_be_missing=True,
    ),
    Word("gain_cents", "money", "Ganho na renegociação"),
    Word("gain_received_cents", "money", "Ganho recebido"),
    Word("expected_loss_cents", "money", "Perda esperada"),
    Word("is_collective", "flag", "Avaliação coletiva", meaning="perda esperada avaliada de forma coletiva"),
    Word(
        "has_significant_increase",
        "flag",
        "Aumento significativo de risco",
        meaning="aumento significativo do risco, apurado pela cooperativa",
    ),
    Word(
        "has_sixty_day_evidence",
        "flag",
        "Evidência até 60 dias",
        meaning="evidência de que o risco só aumenta depois de 30 dias",
    ),
    Word("has_risk_reduction", "flag", "Redução de risco comprovada", meaning="redução do risco comprovada"),
    Word("write_off_date", "date", "Data da baixa"),
    Word("renegotiated_into", "code", "Contrato da renegociação"),
    Word("recovered_cents", "money", "Valor recuperado"),
    Word("recovery_date", "date", "Data da recuperação"),
    Word("collection_end_date", "date", "Cobrança esgotada em"),
    Word("relief_date", "date", "Provisão inferior desde"),
    Word("relief_reason", "text", "Motivo da provisão inferior"),
)

CONTRACTS = frame(
    "contracts",
    "Contratos",
    "contract_id member_id document member_name person_type branch product product_kind credit_line_code",
    "credit_line purpose payment_form contract_date maturity_date",
    column("amount_cents", "Valor contratado"),
    "balance_cents monthly_rate installment_count paid_installment_count exported_level exported_days_past_due",
    "exported_overdue_cents oldest_due_date is_renegotiated status movement_date",
    required="contract_id balance_cents",
    key="contract_id",
    amount="balance_cents",
)

INSTALLMENTS = frame(
    "installments",
    "Parcelas",
    "contract_id installment_number due_date",
    column("amount_cents", "Valor da parcela"),
    "paid_cents paid_date",
    column("balance_cents", "Saldo da parcela"),
    column("interest_cents", "Juros da parcela"),
    "exported_days_past_due status movement_date",
    required="contract_id installment_number due_date amount_cents paid_cents",
    key="contract_id installment_number due_date",
    amount="amount_cents",
)
"""Two draws of one contract may each have an instalment 1: the due date tells them apart."""

GUARANTEES = frame(
    "guarantees",
    "Garantias",
    "contract_id guarantee_kind description",
    column("amount_cents", "Valor da garantia"),
    "movement_date",
    required="contract_id guarantee_kind",
)

GUARANTORS = frame(
    "guarantors",
    "Avalistas",
    "contract_id",
    column("document", "CPF/CNPJ do garantidor"),
    column("name", "Nome do garantidor"),
    required="contract_id document",
)

CURRENT_ACCOUNTS = frame(
    "current_accounts",
    "Contas correntes",
    "account_id member_id document member_name branch limit_used_cents limit_days_past_due overdraft_cents",
    "overdraft_days movement_date",
    required="account_id",
    key="account_id",
    amount="overdraft_cents",
)

CONTAGION_EXCEPTIONS = frame(
    "contagion_exceptions",
    "Exceções ao arrasto",
    "contract_id from_date until_date reason author",
    required="contract_id from_date reason author",
)

PROBLEM_TRIGGERS = frame(
    "problem_triggers",
    "Gatilhos de ativo problemático",
    "contract_id document trigger from_date",
    column("until_date", "Até (descaracterização)"),
    "reason author",
    required="trigger from_date reason author",
)

REVIEWS = frame(
    "reviews",
    "Revisões de nível",
    "contract_id level review_date reason author ground",
    required="contract_id level review_date reason author",
)

RENEGOTIATIONS = frame(
    "renegotiations",
    "Renegociações",
    column("contract_id", "Contrato novo"),
    "previous_contract_id renegotiation_date renegotiation_kind held_level gain_cents gain_received_cents reason",
    "author",
    required="contract_id previous_contract_id",
    key="contract_id previous_contract_id renegotiation_date",
)
"""A new operation and what it replaces, one row each. The new may be the old itself (same number, new terms)."""

EXPECTED_LOSSES = frame(
    "expected_losses",
    "Perdas esperadas",
    "contract_id expected_loss_cents is_collective has_significant_increase has_sixty_day_evidence",
    "has_risk_reduction movement_date",
    required="contract_id expected_loss_cents",
    key="contract_id",
    amount="expected_loss_cents",
)
"""What the cooperative, its central or confederation estimated of each operation, and why (Res. CMN 4.966, art. 40)."""

WRITE_OFFS = frame(
    "write_offs",
    "Baixas para prejuízo",
    column("contract_id", "Contrato baixado"),
    "write_off_date",
    column("amount_cents", "Valor baixado"),
    "document renegotiated_into author recovered_cents recovery_date collection_end_date relief_date",
    "relief_reason",
    required="contract_id write_off_date amount_cents",
    key="contract_id",
    amount="amount_cents",
)
