"""The frames of the portfolio: operations, instalments, guarantees, accounts, and what the cooperative decides."""

from __future__ import annotations

from coopcli.frames.shape import Column, Frame
from coopcli.frames.words import GUARANTEE_KINDS, PRODUCT_KINDS, RENEGOTIATION_KINDS, REVIEW_GROUNDS, TRIGGERS

CONTRACTS = Frame(
    "contracts",
    "Contratos",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("member_id", "code", "Número do associado"),
        Column("document", "document", "CPF/CNPJ"),
        Column("member_name", "text", "Nome", personal=True),
        Column("person_type", "choice", "Tipo de pessoa", choices=("PF", "PJ")),
        Column("branch", "code", "PA"),
        Column("product", "text", "Produto"),
        Column("product_kind", "choice", "Natureza do produto", choices=tuple(PRODUCT_KINDS)),
        Column("credit_line_code", "code", "Código da linha"),
        Column("credit_line", "text", "Linha de crédito"),
        Column("purpose", "text", "Finalidade"),
        Column("payment_method", "text", "Forma de pagamento"),
        Column("contract_date", "date", "Data da operação"),
        Column("maturity_date", "date", "Vencimento final"),
        Column("amount_cents", "money", "Valor contratado"),
        Column("balance_cents", "money", "Saldo devedor", required=True),
        Column("monthly_rate", "rate", "Taxa da operação"),
        Column("installment_count", "count", "Quantidade de parcelas"),
        Column("paid_installment_count", "count", "Parcelas pagas"),
        Column("exported_level", "level", "Nível de risco exportado"),
        Column("exported_days_past_due", "count", "Dias em atraso exportados"),
        Column("exported_overdue_cents", "money", "Valor vencido exportado"),
        Column("oldest_due_date", "date", "Vencimento em aberto mais antigo"),
        Column("is_renegotiated", "flag", "Renegociada"),
        Column("status", "text", "Situação"),
        Column("movement_date", "date", "Data do movimento"),
    ),
    key=("contract_id",),
    amount="balance_cents",
)

INSTALLMENTS = Frame(
    "installments",
    "Parcelas",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("installment_number", "count", "Parcela", required=True),
        Column("due_date", "date", "Vencimento", required=True),
        Column("amount_cents", "money", "Valor da parcela", required=True),
        Column("paid_cents", "money", "Valor pago", required=True),
        Column("paid_date", "date", "Data do pagamento"),
        Column("balance_cents", "money", "Saldo da parcela"),
        Column("interest_cents", "money", "Juros da parcela"),
        Column("exported_days_past_due", "count", "Dias em atraso exportados"),
        Column("status", "text", "Situação"),
        Column("movement_date", "date", "Data do movimento"),
    ),
    key=("contract_id", "installment_number"),
    amount="amount_cents",
)

GUARANTEES = Frame(
    "guarantees",
    "Garantias",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("guarantee_kind", "choice", "Tipo de garantia", required=True, choices=tuple(GUARANTEE_KINDS)),
        Column("description", "text", "Garantia"),
        Column("amount_cents", "money", "Valor da garantia"),
        Column("movement_date", "date", "Data do movimento"),
    ),
)

GUARANTORS = Frame(
    "guarantors",
    "Avalistas",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("document", "document", "CPF/CNPJ do garantidor", required=True),
        Column("name", "text", "Nome do garantidor", personal=True),
    ),
)

CURRENT_ACCOUNTS = Frame(
    "current_accounts",
    "Contas correntes",
    (
        Column("account_id", "code", "Conta corrente", required=True),
        Column("member_id", "code", "Número do associado"),
        Column("document", "document", "CPF/CNPJ"),
        Column("member_name", "text", "Nome", personal=True),
        Column("branch", "code", "PA"),
        Column("limit_used_cents", "money", "Saldo devedor do limite de crédito"),
        Column("limit_days_past_due", "count", "Dias em atraso do limite"),
        Column("overdraft_cents", "money", "Saldo do adiantamento a depositante"),
        Column("overdraft_days", "count", "Dias de utilização do adiantamento"),
        Column("movement_date", "date", "Data do movimento"),
    ),
    key=("account_id",),
    amount="overdraft_cents",
)

CONTAGION_EXCEPTIONS = Frame(
    "contagion_exceptions",
    "Exceções ao arrasto",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("from_date", "date", "Desde", required=True),
        Column("until_date", "date", "Até"),
        Column("reason", "text", "Motivo", required=True),
        Column("author", "text", "Autor", required=True, personal=True),
    ),
)

PROBLEM_TRIGGERS = Frame(
    "problem_triggers",
    "Gatilhos de ativo problemático",
    (
        Column("contract_id", "code", "Contrato"),
        Column("document", "document", "CPF/CNPJ"),
        Column("trigger", "choice", "Gatilho", required=True, choices=tuple(TRIGGERS)),
        Column("from_date", "date", "Desde", required=True),
        Column("until_date", "date", "Até (descaracterização)"),
        Column("reason", "text", "Motivo", required=True),
        Column("author", "text", "Autor", required=True, personal=True),
    ),
)

REVIEWS = Frame(
    "reviews",
    "Revisões de nível",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("level", "level", "Nível atribuído", required=True),
        Column("review_date", "date", "Data da revisão", required=True),
        Column("reason", "text", "Motivo", required=True),
        Column("author", "text", "Autor", required=True, personal=True),
        Column("ground", "choice", "Fundamento da revisão", choices=tuple(REVIEW_GROUNDS)),
    ),
)

RENEGOTIATIONS = Frame(
    "renegotiations",
    "Renegociações",
    (
        Column("contract_id", "code", "Contrato novo", required=True),
        Column("previous_contract_id", "code", "Contrato anterior", required=True),
        Column("renegotiation_date", "date", "Data da renegociação"),
        Column("renegotiation_kind", "choice", "Tipo", choices=tuple(RENEGOTIATION_KINDS)),
        Column("held_level", "level", "Nível mantido"),
        Column("gain_cents", "money", "Ganho na renegociação"),
        Column("gain_received_cents", "money", "Ganho recebido"),
        Column("reason", "text", "Motivo"),
        Column("author", "text", "Autor", personal=True),
    ),
    key=("contract_id", "previous_contract_id", "renegotiation_date"),
)
"""A new operation and what it replaces, one row each. The new may be the old itself (same number, new terms)."""

EXPECTED_LOSSES = Frame(
    "expected_losses",
    "Perdas esperadas",
    (
        Column("contract_id", "code", "Contrato", required=True),
        Column("expected_loss_cents", "money", "Perda esperada", required=True),
        Column("is_collective", "flag", "Avaliação coletiva"),
        Column("has_significant_increase", "flag", "Aumento significativo de risco"),
        Column("has_sixty_day_evidence", "flag", "Evidência até 60 dias"),
        Column("has_risk_reduction", "flag", "Redução de risco comprovada"),
        Column("movement_date", "date", "Data do movimento"),
    ),
    key=("contract_id",),
    amount="expected_loss_cents",
)
"""What the cooperative, its central or confederation estimated of each operation, and why (Res. CMN 4.966, art. 40)."""

WRITE_OFFS = Frame(
    "write_offs",
    "Baixas para prejuízo",
    (
        Column("contract_id", "code", "Contrato baixado", required=True),
        Column("write_off_date", "date", "Data da baixa", required=True),
        Column("amount_cents", "money", "Valor baixado", required=True),
        Column("document", "document", "CPF/CNPJ"),
        Column("renegotiated_into", "code", "Contrato da renegociação"),
        Column("author", "text", "Autor", personal=True),
        Column("recovered_cents", "money", "Valor recuperado"),
        Column("recovery_date", "date", "Data da recuperação"),
        Column("collection_end_date", "date", "Cobrança esgotada em"),
        Column("relief_date", "date", "Provisão inferior desde"),
        Column("relief_reason", "text", "Motivo da provisão inferior"),
    ),
    key=("contract_id",),
    amount="amount_cents",
)
