"""What is owed on a day and what is done with it: charges, agreements, bureau lists, the law office."""

from __future__ import annotations

from coopcli.words.lists import AGREEMENT_STATES, BUREAU_FILE_FORMATS, BUREAU_LISTS, LAWSUIT_LISTS
from coopcli.words.word import Word, column, columns, declare

declare(
    Word("fine_cents", "money", "Multa"),
    Word("contract_interest_cents", "money", "Juros do contrato"),
    Word("basis", "text", "De onde vem o valor"),
    Word("charge_reason", "text", "Linha da regra"),
    Word("charge_article", "text", "Fundamento"),
    Word("late_count", "count", "Parcelas em atraso"),
    Word("principal_cents", "money", "Amortização"),
    Word("exported_due_date", "date", "Vencimento na planilha"),
    Word("exported_amount_cents", "money", "Parcela na planilha"),
    Word("agreement_state", "choice", "Situação", meaning="situação do acordo", choices=tuple(AGREEMENT_STATES)),
    Word("financed_cents", "money", "Valor parcelado"),
    Word("late_cents", "money", "Em atraso no acordo"),
    Word("first_late_date", "date", "1ª parcela em atraso"),
    Word("restored_cents", "money", "Dívida que volta"),
    Word("restored_fine_cents", "money", "Multa que volta"),
    Word("restored_charges_cents", "money", "Encargos que voltam, com a multa"),
    Word("mirror_status", "text", "Registro do acordo", meaning="registro do acordo no sistema"),
    Word("mirror_deadline_date", "date", "Registrar até"),
    Word("mirror_days_late", "days", "Dias além do prazo"),
    Word("chain", "text", "Acordos encadeados"),
    Word("chain_length", "count", "Acordos na cadeia"),
    Word("chain_flaw", "text", "Cadeia com erro"),
    Word("state_reason", "text", "Linha da regra"),
    Word("state_article", "text", "Fundamento"),
    Word("mirror_article", "text", "Fundamento do prazo"),
    Word("left_over_cents", "money", "Sobra"),
    Word("is_in_portfolio", "flag", "Está na carteira", meaning="contrato novo está na carteira"),
    Word("is_in_sheet", "flag", "Na planilha de renegociações", meaning="está na planilha de renegociações"),
    Word("is_marked", "flag", "Marcada como renegociada", meaning="marcado no sistema como renegociado"),
    Word("check_result", "text", "Resultado"),
    Word("check_article", "text", "Fundamento"),
    Word("bureau_status", "text", "Situação"),
    Word("days_left", "days", "Dias até o prazo", may_be_negative=True),
    Word("listing_count", "count", "Vezes negativada", meaning="vezes que está negativada no mesmo órgão"),
    Word("too_old_cents", "money", "Parcelas fora do limite de cinco anos"),
    Word("limit_date", "date", "Cinco anos em"),
    Word("list_kind", "choice", "Lista", choices=tuple(BUREAU_LISTS)),
    Word("bureau_reason", "text", "Linha da regra"),
    Word("bureau_article", "text", "Fundamento"),
    Word("lawsuit_list", "choice", "Lista", meaning="lista do jurídico", choices=tuple(LAWSUIT_LISTS)),
    Word("lawsuit_status", "text", "Providência"),
    Word("missing_documents", "text", "Falta no dossiê"),
    Word("close_flags", "text", "A conferir no fechamento"),
    Word("installments", "text", "Parcelas em atraso"),
    Word("contact_count", "count", "Contatos e tentativas"),
    Word("last_contact_date", "date", "Último contato"),
    Word("law_office_date", "date", "Enviada ao jurídico em"),
    Word("lawsuit_date", "date", "Ajuizada em"),
    Word("guarantors", "text", "Avalistas", personal=True),
    Word("guarantees", "text", "Garantias"),
    Word("agreements", "text", "Acordos anteriores"),
    Word("address", "text", "Endereço", personal=True),
    Word("phones", "text", "Telefones", personal=True),
    Word("is_written_off", "flag", "Baixada para prejuízo"),
    Word("lawsuit_reason", "text", "Linha da regra"),
    Word("lawsuit_article", "text", "Fundamento"),
    Word("months_past_due", "months", "Meses completos em atraso"),
    Word("months_since_newest_due", "months", "Meses completos desde a parcela vencida mais nova"),
    Word("is_watched", "flag", "Baixada da negativação por pagamento parcial, e ainda em atraso"),
    Word("has_lawsuit", "flag", "Em cobrança judicial"),
    Word("is_told_settled", "flag", "Acordo quitado na planilha"),
    Word("is_replaced", "flag", "Outro acordo, posterior, o substituiu"),
    Word("is_told_broken", "flag", "Acordo quebrado na planilha"),
    Word("broken_agreement_count", "count", "Acordos que o devedor quebrou até a data"),
    Word("has_agreement_installments", "flag", "Há parcelas do acordo para conferir"),
    Word("is_fully_paid", "flag", "Todas as parcelas do acordo pagas"),
    Word("has_received_date", "flag", "Acordo recebido do escritório jurídico"),
    Word("is_registered", "flag", "Acordo registrado no sistema"),
    Word("days_since_received", "days", "Dias do recebimento do acordo até o registro, ou até a data"),
    Word("is_class_better", "flag", "Classe melhor que a de antes do acordo"),
    Word("is_held", "flag", "Em pausa"),
    Word("has_listing_notice", "flag", "Com aviso prévio de negativação"),
    Word("listable_cents", "money", "Valor que ainda pode constar"),
    Word("is_still_owing", "flag", "Negativada e ainda em atraso"),
    Word("has_paid_since_listing", "flag", "Pagou parcela depois de negativada"),
    Word("is_known_debt", "flag", "Há dívida que corresponda à negativação"),
    Word("has_settled_date", "flag", "Data do pagamento ou da renegociação informada"),
    Word("has_document", "flag", "CPF ou CNPJ informado"),
    Word("has_address", "flag", "Endereço informado"),
    Word("has_contact", "flag", "Houve contato ou tentativa"),
    Word("has_account_settlement", "flag", "Encontro de contas feito"),
    Word("has_personal_guarantee", "flag", "Tem aval ou fiança"),
    Word("has_updated_amount", "flag", "Valor atualizado calculado"),
    Word("is_classified", "flag", "Classificada no fechamento"),
    Word("charges_fine", "flag", "Tem multa"),
    Word("charges_interest", "flag", "Tem juros de mora"),
    Word("cross_check", "text", "Conferência com o fechamento"),
    Word("bureau_list", "choice", "Lista do órgão de proteção ao crédito", choices=tuple(BUREAU_LISTS)),
    Word("header", "text", "Título da coluna"),
    Word("format", "choice", "Como se escreve", choices=BUREAU_FILE_FORMATS),
    Word("fixed_text", "text", "Valor fixo"),
    Word("dossier_document", "text", "Documento do dossiê"),
)

CHARGE_COLUMNS = columns(
    "debt_id contract_id member_id document member_name installment_number due_date days_past_due",
    column("overdue_cents", "Valor em atraso"),
    "fine_cents interest_cents contract_interest_cents charges_cents updated_cents arithmetic basis charge_reason",
    "charge_article",
)
"""One row a late instalment (a contract without exported instalments has one, of its overdue amount)."""

DEBT_CHARGE_COLUMNS = columns(
    "debt_id member_id document member_name late_count oldest_due_date",
    column("overdue_cents", "Valor em atraso"),
    "fine_cents interest_cents contract_interest_cents charges_cents updated_cents",
)
"""The charges of each debt: the sums of its instalments, each rounded by itself."""

SCHEDULE_COLUMNS = columns(
    "agreement_id installment_number due_date",
    column("amount_cents", "Parcela calculada"),
    column("interest_cents", "Juros"),
    "principal_cents",
    column("balance_cents", "Saldo depois"),
    "exported_due_date exported_amount_cents difference_cents differs",
    column("paid_cents", "Pago"),
    "paid_date",
)
"""The instalments of agreements as calculated, beside those of the cooperative's sheet."""

AGREEMENT_COLUMNS = columns(
    "agreement_id contracts member_id document agreement_state signed_date debt_cents discount_cents",
    "down_payment_cents financed_cents installment_count",
    column("paid_cents", "Pago até a data"),
    "late_count late_cents first_late_date days_past_due restored_cents restored_fine_cents",
    "restored_charges_cents",
    column("updated_cents", "Total devido"),
    "arithmetic mirror_status mirror_deadline_date mirror_days_late received_date registered_date negotiated_by",
    "previous_agreement_id chain chain_length chain_flaw state_reason state_article mirror_article",
)
"""One row an agreement. Of one that is broken, the debt that comes back and its charges; of others these are zero."""

ALLOCATION_COLUMNS = columns(
    "agreement_id paid_date",
    column("origin", "Pagamento"),
    "paid_cents",
    column("fine_cents", "À multa"),
    column("interest_cents", "Aos juros"),
    column("principal_cents", "À dívida"),
    "left_over_cents",
    column("balance_cents", "Dívida depois"),
    "arithmetic",
)
"""How the payments of broken agreements were applied to the debt that comes back, each on its day."""

RENEGOTIATION_CHECK_COLUMNS = columns(
    "agreement_id",
    column("contract_id", "Contrato da dívida"),
    column("new_contract_id", "Contrato novo"),
    "signed_date is_in_portfolio is_in_sheet is_marked",
    column("previous_class", "Classe do contrato anterior"),
    column("risk_class", "Classe do contrato novo"),
    "check_result check_article",
)
"""Agreements with a new contract against the renegotiations of the close: an agreement never betters a class."""

BUREAU_COLUMNS = columns(
    "debt_id member_id document member_name branch",
    column("bureau", "Órgão"),
    "bureau_status",
    column("deadline_date", "Excluir até"),
    "days_left",
    column("settled_date", "Paga ou renegociada em"),
    "listed_date listing_count",
    column("due_date", "Vencimento a informar"),
    column("amount_cents", "Valor a informar"),
    "too_old_cents notice_date limit_date hold_kind list_kind client_key bureau_reason bureau_article",
)
"""One row a debt on its way to a listing, and one a listing in force; ``days_left`` is below zero where late."""

BUREAU_FILE_COLUMNS = (
    "operation", "creditor_name", "creditor_cnpj", "reference_date", "fixed", *(own.name for own in BUREAU_COLUMNS)
)  # fmt: skip
declare(Word("file_column", "choice", "Dado da coluna do arquivo", choices=BUREAU_FILE_COLUMNS))

LAWSUIT_COLUMNS = columns(
    "debt_id member_id document member_name lawsuit_list lawsuit_status",
    column("deadline_date", "Ajuizar até"),
    "days_left",
    column("overdue_cents", "Valor em atraso"),
    "charges_cents updated_cents balance_cents missing_documents close_flags",
    column("contracts", "Contratos"),
    "installments oldest_due_date days_past_due notice_date listed_date contact_count",
    column("last_contact_date", "Último contato em"),
    "law_office_date lawsuit_date",
    column("protocol", "Processo"),
    "guarantors guarantees agreements address phones email branch product situation_title",
    column("risk_class", "Nível ou carteira"),
    "provision_cents is_problem_asset stops_revenue is_written_off client_key lawsuit_reason lawsuit_article",
)
"""One row a debt that goes to the law office, that the coordinator may send, or that is there already."""
