"""The headers of the exports, in their order, and the months' file names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.words import FRAMES, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

Columns = dict[str, "Sequence[object]"]
"""A table by canonical column, an extra column by its header. A date is a ``date``, an amount whole centavos,
a rate a percentage, a flag a bool; text where something else is wanted is a wrong cell, written as it is."""

HEADERS: dict[str, dict[str, str]] = {
    "contracts": {
        "movement_date": "Data Movimento",
        "member_id": "Número Cliente Sisbr",
        "document": "Número CPF/CNPJ",
        "member_name": "Nome Cliente",
        "person_type": "Sigla Tipo Pessoa",
        "branch": "Número PA",
        "contract_id": "Número Contrato Crédito",
        "product": "Modalidade Produto",
        "product_kind": "Submodalidade Bacen",
        "credit_line_code": "Código Linha Crédito",
        "credit_line": "Linha Crédito",
        "purpose": "Finalidade Operação Crédito",
        "payment_form": "Critério Débito",
        "contract_date": "Data Operação Contrato",
        "maturity_date": "Data Vencimento Contrato",
        "amount_cents": "Valor Contrato",
        "balance_cents": "Valor Saldo Devedor Diário",
        "monthly_rate": "% Taxa Operação",
        "installment_count": "Quantidade Parcelas",
        "paid_installment_count": "Quantidade Parcelas Pagas",
        "exported_level": "Nivel Risco Atual",
        "exported_days_past_due": "Quantidade Dias Atraso",
        "is_renegotiated": "Indicador de Repactuação",
        "status": "Situação Contrato",
    },
    "installments": {
        "movement_date": "Data Movimento",
        "contract_id": "Número Contrato Crédito",
        "installment_number": "Número Parcela",
        "due_date": "Data Vencimento Parcela",
        "amount_cents": "Valor Parcela",
        "paid_cents": "Valor Pago Parcela",
        "paid_date": "Data Pagamento Parcela",
        "balance_cents": "Valor Saldo Devedor Parcela",
        "interest_cents": "Valor Juros Parcela",
        "exported_days_past_due": "Quantidade Dias Atraso",
        "status": "Situação Parcela",
    },
    "members": {
        "member_id": "Número Cliente Sisbr",
        "document": "CPF/CNPJ",
        "name": "Nome Cliente",
        "person_type": "Sigla Tipo Pessoa",
        "branch": "Número PA",
        "manager": "Nome do Gerente",
        "monthly_income_cents": "Renda Bruta Mensal",
        "activity_code": "Código CNAE",
        "birth_date": "Data Nascimento",
        "member_since": "Data Início Relacionamento",
        "record_updated_on": "Data Última Renovação Cadastral",
    },
    "economic_groups": {
        "member_id": "Número Cliente Sisbr",
        "document": "CPF/CNPJ",
        "group_id": "Código Grupo Econômico",
        "group_name": "Descrição do Grupo Econômico do Cliente",
    },
    "guarantees": {
        "movement_date": "Data Movimento",
        "contract_id": "Número Contrato Crédito",
        "guarantee_kind": "Tipo Garantia Enquadramento",
        "description": "Garantia Enquadramento",
        "amount_cents": "Valor Garantia",
    },
    "guarantors": {
        "contract_id": "Número Contrato Crédito",
        "document": "CPF Garantidor Crédito",
        "name": "Nome Garantidor",
    },
    "current_accounts": {
        "movement_date": "Data Movimento",
        "account_id": "Número Conta Corrente",
        "member_id": "Número Cliente Sisbr",
        "document": "CPF/CNPJ",
        "member_name": "Nome Cliente",
        "branch": "Número PA",
        "limit_used_cents": "Valor Saldo Devedor Limite Crédito",
        "limit_days_past_due": "Quantidade Dias Atraso Limite",
        "overdraft_cents": "Valor Saldo Devedor ADP",
        "overdraft_days": "Quantidade Dias Utilização ADP",
    },
    "share_capital": {
        "movement_date": "Data Movimento",
        "capital_account_id": "Número Conta Capital",
        "member_id": "Número Cliente Sisbr",
        "document": "CPF/CNPJ",
        "status": "Situação Conta Capital",
        "paid_in_cents": "Valor Saldo Final Integralizado Diário",
        "to_pay_in_cents": "Valor Saldo Final a Realizar Diário",
    },
    "contagion_exceptions": {
        "contract_id": "Contrato",
        "from_date": "Exceção ao Arrasto desde",
        "until_date": "Exceção ao Arrasto até",
        "reason": "Motivo",
        "author": "Autor",
    },
    "problem_triggers": {
        "contract_id": "Contrato",
        "document": "CPF/CNPJ",
        "trigger": "Gatilho",
        "from_date": "Desde",
        "until_date": "Até",
        "reason": "Motivo",
        "author": "Autor",
    },
    "reviews": {
        "contract_id": "Contrato",
        "level": "Nível Atribuído",
        "review_date": "Data da Revisão",
        "reason": "Motivo",
        "author": "Autor",
    },
    "write_offs": {
        "contract_id": "Contrato Baixado",
        "write_off_date": "Data da Baixa",
        "amount_cents": "Valor Baixado",
        "document": "CPF/CNPJ",
        "renegotiated_into": "Contrato da Renegociação",
        "author": "Autor",
    },
    "departures": {
        "member_id": "Número Cliente Sisbr",
        "document": "CPF/CNPJ",
        "name": "Nome Cliente",
        "branch": "Número PA",
        "departure_date": "Data do Desligamento",
        "departure_kind": "Forma de Desligamento",
        "employment_end_date": "Fim do Vínculo",
        "share_capital_cents": "Capital",
        "capital_interest_cents": "Juros ao Capital",
        "deposits_cents": "Saldo em RDC",
        "loans_cents": "Empréstimos",
        "settlement_date": "Data do Encontro de Contas",
        "reason": "Motivo",
    },
    "leaves": {
        "member_id": "Número Cliente Sisbr",
        "document": "CPF/CNPJ",
        "name": "Nome Cliente",
        "employer": "Empresa Conveniada",
        "from_date": "Início do Afastamento",
        "until_date": "Fim do Afastamento",
        "capital_used_date": "Data de Utilização do Capital",
        "capital_used_cents": "Capital Utilizado",
        "reason": "Motivo",
        "author": "Autor",
    },
    "agreements": {
        "agreement_id": "Acordo",
        "contract_id": "Contrato da Dívida",
        "previous_agreement_id": "Acordo Anterior",
        "new_contract_id": "Contrato Novo",
        "member_id": "Número Cliente Sisbr",
        "document": "CPF/CNPJ",
        "signed_date": "Data do Acordo",
        "debt_cents": "Dívida na Data do Acordo",
        "discount_cents": "Desconto",
        "down_payment_cents": "Entrada",
        "installment_count": "Quantidade de Parcelas",
        "first_due_date": "Primeiro Vencimento",
        "monthly_rate": "Taxa do Acordo",
        "amortization": "Forma de Cálculo",
        "negotiated_by": "Negociado por",
        "received_date": "Recebido do Escritório em",
        "registered_date": "Registrado no Sistema em",
        "broken_date": "Quebrado em",
        "settled_date": "Quitado em",
        "author": "Autor",
    },
    "agreement_installments": {
        "agreement_id": "Acordo",
        "installment_number": "Parcela",
        "due_date": "Vencimento",
        "amount_cents": "Valor da Parcela",
        "paid_cents": "Valor Pago",
        "paid_date": "Data do Pagamento",
    },
    "collection_events": {
        "contract_id": "Contrato",
        "agreement_id": "Acordo",
        "member_id": "Número Cliente Sisbr",
        "document": "CPF/CNPJ",
        "event_kind": "Evento",
        "event_date": "Data do Evento",
        "channel": "Canal",
        "bureau": "Órgão",
        "letter": "Carta",
        "protocol": "Protocolo",
        "amount_cents": "Valor",
        "result": "Resultado",
        "author": "Autor",
    },
    "holds": {
        "contract_id": "Contrato",
        "member_id": "Número Cliente Sisbr",
        "document": "CPF/CNPJ",
        "hold_kind": "Tipo de Pausa",
        "from_date": "Desde",
        "until_date": "Até",
        "promised_cents": "Valor Prometido",
        "reason": "Motivo",
        "author": "Autor",
    },
    "addresses": {
        "member_id": "Número Cliente Sisbr",
        "document": "CPF/CNPJ",
        "address_kind": "Tipo Endereço",
        "street": "Logradouro",
        "number": "Número Logradouro",
        "complement": "Complemento",
        "district": "Bairro",
        "city": "Município",
        "state": "UF",
        "zip_code": "CEP",
    },
    "emails": {
        "member_id": "Número Cliente Sisbr",
        "document": "CPF/CNPJ",
        "email": "Email",
    },
    "proposals": {
        "proposal_id": "Proposta",
        "proposal_date": "Data da Proposta",
        "member_id": "Número Cliente Sisbr",
        "document": "CPF/CNPJ",
        "member_name": "Nome Cliente",
        "person_type": "Sigla Tipo Pessoa",
        "branch": "Número PA",
        "product_kind": "Natureza do Produto",
        "credit_line": "Linha Crédito",
        "purpose": "Finalidade",
        "amount_cents": "Valor Proposto",
        "installment_count": "Quantidade Parcelas",
        "first_due_date": "Primeiro Vencimento",
        "payment_method": "Forma de Pagamento",
        "net_income_cents": "Renda Líquida",
        "payroll_margin_cents": "Margem Consignável",
        "annual_revenue_cents": "Faturamento Anual",
        "net_equity_cents": "Patrimônio Líquido",
        "guarantee_kind": "Tipo de Garantia",
        "guarantee_cents": "Valor da Garantia",
        "guarantor_document": "CPF/CNPJ do Garantidor",
        "renegotiates": "Contrato que Renegocia",
        "has_restrictions": "Tem Restrições",
        "restrictions_reason": "Justificativa das Restrições",
        "is_for_third_party": "Em Nome de Terceiro",
        "has_conflict_of_interest": "Conflito de Interesses",
        "attendant": "Atendente",
        "credit_title": "Título de Crédito",
        "employment_since": "Na Empresa Desde",
        "receives_salary_here": "Recebe Salário na Cooperativa",
        "is_new_company": "Empresa Recém-Constituída",
        "retains_capital": "Retém Capital",
    },
    "questionnaire_answers": {
        "proposal_id": "Proposta",
        "question": "Questão",
        "answer": "Resposta",
        "reason": "Motivo",
        "author": "Autor",
        "answered_date": "Data da Resposta",
    },
    "phones": {
        "member_id": "Número Cliente Sisbr",
        "document": "CPF/CNPJ",
        "mobile_phone": "Telefone Celular",
    },
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column of an export as it is written."""

    header: str
    kind: Kind


def fields(frame: str, columns: Columns) -> list[Field]:
    """Return the header and kind of each column; an extra column is text under its own name."""
    known = {column.name: column.kind for column in FRAMES[frame].columns}
    return [Field(HEADERS[frame].get(name, name), known.get(name, "text")) for name in columns]


def in_order(frame: str, columns: Columns) -> Columns:
    """Return the columns in the order of the export's headers, extra ones last."""
    order = [name for name in HEADERS[frame] if name in columns]
    return {name: columns[name] for name in order + [name for name in columns if name not in order]}


def rows_to_columns(frame: str, rows: Sequence[dict[str, object]]) -> Columns:
    """Return rows as columns, with every header of the frame; what a row does not say is blank."""
    return {name: [row.get(name) for row in rows] for name in HEADERS[frame]}


def file_names(reference: date) -> dict[str, str]:
    """Return the name of each export of a month, as varied as the real ones."""
    return {
        "contracts": "cre_contratos.xlsx",
        "installments": f"Parcelas {reference:%m-%Y}.csv",
        "members": "cli_associados.xlsx",
        "economic_groups": "cli_conglomerados.xlsx",
        "guarantees": "cre_garantias.csv",
        "guarantors": "cre_avalistas.csv",
        "current_accounts": f"Contas Correntes - {reference:%m-%Y}.csv",
        "share_capital": "Capital Social - Diario.xlsx",
        "contagion_exceptions": "excecoes_ao_arrasto.xlsx",
        "problem_triggers": "gatilhos_ativo_problematico.xlsx",
        "reviews": "revisoes_de_nivel.xlsx",
        "write_offs": "baixas_para_prejuizo.xlsx",
        "departures": "desligamentos.xlsx",
        "leaves": "afastamentos.xlsx",
        "agreements": "acordos.xlsx",
        "agreement_installments": "parcelas_dos_acordos.xlsx",
        "collection_events": "eventos_de_cobranca.xlsx",
        "holds": "pausas_da_cobranca.xlsx",
        "addresses": "cli_enderecos.xlsx",
        "emails": "cli_emails.xlsx",
        "phones": "cli_telefones.xlsx",
    }
