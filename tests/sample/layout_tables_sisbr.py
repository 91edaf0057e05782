"""A few invented rows of each export of the core system, with its headers."""

from __future__ import annotations

from coopcli.sample.literal import Table

_OVERDUE = (
    "1 a 14;15 a 30;31 a 60;61 a 90;91 a 120;121 a 150;151 a 180;181 a 240;241 a 300;301 a 360;361 a 540;Acima 540"
)
_FALLING_DUE = (
    "até 30;31 a 60;61 a 90;91 a 180;181 a 360;361 a 720;721 a 1080;1081 a 1440;1441 a 1800;1801 a 5400;Acima 5400"
)


def _bands(word: str, bands: str) -> str:
    return ";".join(f"Valor {word} {band} Dias SFN" for band in bands.split(";"))


TABLES: dict[str, Table] = {
    "sisbr-contracts": Table(
        "xlsx numbers",
        """
Data Movimento;Número Cliente Sisbr;Número CPF/CNPJ;Nome Cliente;Sigla Tipo Pessoa;Número PA;Número Contrato Crédito;Modalidade Produto;Submodalidade Bacen;Código Linha Crédito;Linha Crédito;Finalidade Operação Crédito;Critério Débito;Data Operação Contrato;Data Vencimento Contrato;Valor Contrato;Valor Saldo Devedor Diário;% Taxa Operação;Quantidade Parcelas;Quantidade Parcelas Pagas;Nivel Risco Atual;Quantidade Dias Atraso;Indicador de Repactuação;Situação Contrato;Valor Vencido;Data Vencimento Parcela Mais Antiga
31/10/2026;100001;{p1};Ana Almeida Duarte;PF;0001;200001;EMPRÉSTIMO;0202 - Crédito pessoal com consignação;1001;CONSIGNADO;CUSTEIO DE DESPESAS;FOLHA DE PAGAMENTO;10/04/2026;10/04/2027;12.000,00;6.000,00;1,99;12;6;A;0;N;ENTRADA NORMAL;;
31/10/2026;100002;{p2};Bruno Araújo Faria;PF;0002;200002;EMPRÉSTIMO;0203 - Crédito pessoal sem consignação;1002;PESSOAL;DIVERSOS;DÉBITO EM CONTA;15/01/2026;15/01/2028;24.000,00;20.000,50;2,49;24;3;C;47;S;RENEGOCIADO;3.000,25;14/09/2026
31/10/2026;100003;{c1};Padaria Almeida 1 Ltda;PJ;0001;200003;FINANCIAMENTO;0401 - Aquisição de veículos;2001;VEÍCULOS;AQUISIÇÃO DE BENS;BOLETO;20/02/2026;20/02/2030;80.000,00;75.123,45;1,75;48;8;AA;0;N;ENTRADA NORMAL;;
31/10/2026;100004;{p3};Cecília Barbosa Leão;PF;0003;200004;DESCONTO;0301 - Desconto de duplicatas;3001;DUPLICATAS;CAPITAL DE GIRO;BOLETO;01/10/2026;30/11/2026;5.000,00;5.000,00;2,00;1;0;B;0;N;ENTRADA NORMAL;;
31/10/2026;100001;{p1};Ana Almeida Duarte;PF;0001;200005;EMPRÉSTIMO;0203 - Crédito pessoal sem consignação;1002;PESSOAL;DIVERSOS;DÉBITO EM CONTA;10/10/2025;10/10/2026;1.000,00;0,00;2,49;12;12;A;0;N;QUITADO;;
""",
    ),
    "sisbr-installments": Table(
        "cp1252",
        """
Parcelas de contratos de crédito
Posição de 31/10/2026
Data Movimento;Número Contrato Crédito;Número Parcela;Data Vencimento Parcela;Valor Parcela;Valor Pago Parcela;Data Pagamento Parcela;Valor Saldo Devedor Parcela;Valor Juros Parcela;Quantidade Dias Atraso;Situação Parcela
31/10/2026;200001;7;10/11/2026;1.120,00;;;1.000,00;120,00;0;A VENCER
31/10/2026;200001;6;10/10/2026;1.120,00;1.120,00;09/10/2026;0,00;120,00;0;PAGA
31/10/2026;200002;4;14/09/2026;1.300,00;300,00;20/09/2026;1.000,00;98,70;47;VENCIDA
31/10/2026;200002;5;14/10/2026;1.300,00;;;1.300,00;;17;VENCIDA
31/10/2026;200003;9;20/11/2026;2.345,67;0,00;;2.345,67;345,67;0;A VENCER
Total Geral;;;;7.185,67;;;;;;
""",
    ),
    "sisbr-members": Table(
        "xlsx texts",
        """
Número Cliente Sisbr;CPF/CNPJ;Nome Cliente;Sigla Tipo Pessoa;Número PA;Nome do Gerente;Renda Bruta Mensal;Código CNAE;Data Nascimento;Data Início Relacionamento;Data Última Renovação Cadastral;Sexo;Estado Civil;Número de Dependentes;Profissão;Segmento
100001;{p1};Ana Almeida Duarte;PF;0001;Clara Brandão;R$ 4.500,00;;12/05/1980;01/03/2010;15/06/2026;F;Casada;2;Professora;Varejo
100002;{p2};Bruno Araújo Faria;PF;0002;Rui Esteves;3.210,98;;30/11/1975;20/08/2015;02/01/2024;M;Solteiro;0;Motorista;Varejo
100003;{c1};Padaria Almeida 1 Ltda;PJ;0001;Clara Brandão;;1091102;01/02/2008;05/05/2012;10/10/2025;;;;;Empresas
100004;{p3};Cecília Barbosa Leão;PF;0003;Teresa Vilaça;7.000,00;;29/02/1992;11/11/2019;-;F;Viúva;1;Comerciante;Agro
100005;{p4};Davi Brandão Macêdo;PF;0003;Teresa Vilaça;1.518,00;;07/07/2001;03/09/2024;03/09/2024;M;Solteiro;N/A;Estudante;
""",
    ),
    "sisbr-economic-groups": Table(
        "xlsx numbers",
        """
Número Cliente Sisbr;CPF/CNPJ;Código Grupo Econômico;Descrição do Grupo Econômico do Cliente
100001;{p1};501;GRUPO ALMEIDA
100003;{c1};501;GRUPO ALMEIDA
100002;{p2};502;GRUPO FARIA
;{p4};502;GRUPO FARIA
100004;;503;
""",
    ),
    "sisbr-guarantees": Table(
        "utf-8-sig",
        """
Data Movimento;Número Contrato Crédito;Tipo Garantia Enquadramento;Garantia Enquadramento;Valor Garantia
31/10/2026;200003;ALIENAÇÃO FIDUCIÁRIA DE VEÍCULO;Caminhonete 2025;95.000,00
31/10/2026;200002;AVAL;Aval de terceiro;20.000,00
31/10/2026;200004;CESSÃO FIDUCIÁRIA DE DIREITOS CREDITÓRIOS;Duplicatas;5.000,00
31/10/2026;200001;SEM GARANTIA;;
31/10/2026;200004;Hipoteca;Terreno;150.000,00
""",
    ),
    "sisbr-guarantors": Table(
        "utf-8-sig",
        """
Número Contrato Crédito;CPF Garantidor Crédito;Nome Garantidor
200002;{p4};Davi Brandão Macêdo
200002;{p5};Elisa Campos Nóbrega
200004;{p1};Ana Almeida Duarte
200004;{c1};Padaria Almeida 1 Ltda
200003;{p6};Fábio Carvalho Leão
""",
    ),
    "sisbr-current-accounts": Table(
        "cp1252",
        """
Data Movimento;Número Conta Corrente;Número Cliente Sisbr;CPF/CNPJ;Nome Cliente;Número PA;Valor Saldo Devedor Limite Crédito;Quantidade Dias Atraso Limite;Valor Saldo Devedor ADP;Quantidade Dias Utilização ADP
31/10/2026;7001-1;100001;{p1};Ana Almeida Duarte;0001;0,00;0;0,00;0
31/10/2026;7002-2;100002;{p2};Bruno Araújo Faria;0002;1.500,00;12;350,10;29
31/10/2026;7003-3;100003;{c1};Padaria Almeida 1 Ltda;0001;25.000,00;0;0,00;0
31/10/2026;7004-4;100004;{p3};Cecília Barbosa Leão;0003;;;80,00;31
31/10/2026;7005-5;100005;{p4};Davi Brandão Macêdo;0003;0,00;0;0,01;1
Total;;;;;;;;430,11;
""",
    ),
    "sisbr-share-capital": Table(
        "xlsx texts",
        """
Capital social por associado
Data Movimento;Número Conta Capital;Número Cliente Sisbr;CPF/CNPJ;Situação Conta Capital;Valor Saldo Final Integralizado Diário;Valor Saldo Final a Realizar Diário
31/10/2026;8001;100001;{p1};ATIVA;1.200,00;0,00
31/10/2026;8002;100002;{p2};ATIVA;350,00;150,00
31/10/2026;8003;100003;{c1};ATIVA;20.000,00;
31/10/2026;8004;100004;{p3};ENCERRADA;0,00;0,00
31/10/2026;8005;100005;{p4};ATIVA;50,55;49,45
""",
    ),
    "sisbr-phones": Table(
        "xlsx numbers",
        """
Número Cliente Sisbr;CPF/CNPJ;Telefone Celular;Telefone Comercial;Telefone Residencial;Telefone Recado
100001;{p1};31900000001;;3130000001;
100002;{p2};(31) 90000-0002;(31) 3000-0002;;31900000003
100003;{c1};;3130000004;;
100004;{p3};31900000005;;;
100005;{p4};;;;31900000006
""",
    ),
    "sisbr-emails": Table(
        "utf-8-sig",
        """
Número Cliente Sisbr;CPF/CNPJ;Email
100001;{p1};ana@exemplo.coop.br
100001;{p1};ana.almeida@exemplo.com.br
100002;{p2};bruno@exemplo.coop.br
100003;{c1};contato@padaria.exemplo.com.br
100004;{p3};cecilia@exemplo.coop.br
""",
    ),
    "sisbr-addresses": Table(
        "cp1252",
        """
Número Cliente Sisbr;CPF/CNPJ;Tipo Endereço;Logradouro;Número Logradouro;Complemento Logradouro;Bairro;Município;UF;CEP
100001;{p1};RESIDENCIAL;Rua das Acácias;100;Apto 201;Centro;Ipê Amarelo;MG;30000-001
100001;{p1};COMERCIAL;Avenida Brasil;2000;;Industrial;Ipê Amarelo;MG;30000002
100002;{p2};RESIDENCIAL;Travessa São João;S/N;Fundos;Vila Nova;Córrego Fundo;MG;30000-003
100003;{c1};COMERCIAL;Praça da Matriz;15;Loja A;Centro;Ipê Amarelo;MG;30000-004
100004;{p3};RURAL;Estrada do Açude;km 7;;Zona Rural;Córrego Fundo;MG;
""",
    ),
    "sisbr-scr-positions": Table(
        "cp1252",
        f"""
Número Cliente Sisbr;CPF/CNPJ;Data Base Bacen;Modalidade Bacen;Submodalidade Bacen;{_bands("a Vencer", _FALLING_DUE)};{_bands("Vencido", _OVERDUE)};Valor Prejuízo SFN
100001;{{p1}};30/09/2026;02 - Empréstimos;0203 - Crédito pessoal sem consignação;500,00;500,00;500,00;1.500,00;2.000,00;;;;;;;;;;;;;;;;;;;0,00
100001;{{p1}};30/09/2026;04 - Financiamentos;0401 - Aquisição de veículos;1.000,00;1.000,00;1.000,00;3.000,00;6.000,00;12.000,00;11.000,00;;;;;;;;;;;;;;;;;0,00
100002;{{p2}};30/09/2026;02 - Empréstimos;0204 - Cartão de crédito;;;;;;;;;;;;100,00;200,00;300,00;400,00;500,00;600,00;;;;;;;0,00
100003;{{c1}};30/09/2026;08 - Financiamentos rurais;0802 - Investimento;;;;;10.000,00;10.000,00;10.000,00;10.000,00;10.000,00;50.000,00;20.000,00;;;;;;;;;;;;;0,00
100004;{{p3}};30/09/2026;02 - Empréstimos;0203 - Crédito pessoal sem consignação;;;;;;;;;;;;;;;;;;700,00;800,00;900,00;1.000,00;1.100,00;1.200,00;5.432,10
""",
    ),
    "sisbr-daily-positions": Table(
        "xlsx numbers",
        """
Data Movimento;Número PA;Categoria Linha;Valor Saldo Devedor Diário;Valor Saldo Devedor Diário INAD 15;Valor Saldo Devedor Diário INAD 90;Valor Provisão
29/10/2026;0001;EMPRÉSTIMOS;1.000.000,00;50.000,00;30.000,00;25.000,00
29/10/2026;0001;RURAL;500.000,00;0,00;0,00;2.500,00
29/10/2026;0002;EMPRÉSTIMOS;750.000,50;40.000,25;10.000,75;12.345,67
30/10/2026;0001;EMPRÉSTIMOS;1.010.000,00;51.000,00;30.500,00;25.500,00
30/10/2026;0001;RURAL;499.000,00;;;2.495,00
30/10/2026;0002;EMPRÉSTIMOS;749.000,00;39.000,00;11.000,00;12.400,00
""",
    ),
    "sisbr-delinquency-indicators": Table(
        "utf-8-sig",
        """
Indicadores diários
Data Movimento;Número PA;INAD 15;INAD 90;IPROV;IC;IQC
29/10/2026;0001;5,25;3,00;2,50%;83,33;4,10
29/10/2026;0002;5,33%;1,33%;1,65%;123,44%;2,00%
30/10/2026;0001;5,26;3,02;2,52;83,61;4,12
30/10/2026;0002;5,21;1,47;1,66;112,73;2,05
30/10/2026;0003;;0,00;0,50;;0,00
""",
    ),
    "collection-sheet": Table(
        "xlsx texts",
        """
Nome;CPF_CNPJ;Cooperativa_Origem_Divida;PAC;Acionado;A_Cobrar;Produto;Carteira;Risco;Contrato;Qtd_Dias_Atraso;Valor_Operacao;Valor_Atualizado
Bruno Araújo Faria;{p2};Vale do Ipê;0002;Sim;Sim;EMPRÉSTIMO;Varejo;C;200002;47;24.000,00;20.650,77
Davi Brandão Macêdo;{p4};Vale do Ipê;0003;Não;Sim;CARTÃO;Varejo;E;200010;130;1.000,00;1.432,10
Elisa Campos Nóbrega;{p5};Serra Azul;0001;Sim;Não;EMPRÉSTIMO;Ex-associados;H;190007;410;8.000,00;11.200,00
Padaria Almeida 1 Ltda;{c1};Vale do Ipê;0001;Não;Sim;CHEQUE ESPECIAL;Empresas;B;200011;18;25.000,00;25.210,05
Fábio Carvalho Leão;{p6};Serra Azul;0001;Sim;Sim;FINANCIAMENTO;Varejo;D;190021;75;30.000,00;19.999,99
""",
    ),
}
