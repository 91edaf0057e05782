"""The headers of the exports, in their order, and the months' file names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.frames import FRAMES, Kind

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
        "payment_method": "Critério Débito",
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
    }
