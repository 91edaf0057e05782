"""A few invented rows of each sheet that a cooperative keeps itself."""

from __future__ import annotations

from coopcli.sample.literal import Table

TABLES: dict[str, Table] = {
    "coop-contagion-exceptions": Table(
        "xlsx numbers",
        """
Contrato;Exceção ao Arrasto desde;Exceção ao Arrasto até;Motivo;Autor
200001;01/07/2026;31/12/2026;Garantia de liquidez imediata;Comitê de Crédito
200003;15/08/2026;;Operação de natureza distinta;Comitê de Crédito
200004;01/10/2026;31/10/2026;Fato superado;Gerência
200005;30/09/2026;30/09/2026;Prova de um dia;Gerência
200010;01/01/2026;30/06/2026;Vencida;Comitê de Crédito
""",
    ),
    "coop-problem-triggers": Table(
        "xlsx texts",
        """
Contrato;CPF/CNPJ;Gatilho;Desde;Até;Motivo;Autor
200002;;Reestruturação;15/09/2026;;Prazo alongado por dificuldade;Recuperação de Crédito
;{c1};RECUPERAÇÃO JUDICIAL;01/10/2026;;Edital de 28/09;Jurídico
;{p5};falência;10/02/2026;10/08/2026;Encerrada;Jurídico
200010;;Medida judicial;05/10/2026;;Bloqueio;Jurídico
200004;;Evidência antecipada;20/10/2026;;Perda do emprego;Atendimento
""",
    ),
    "coop-reviews": Table(
        "utf-8-sig",
        """
Contrato;Nível Atribuído;Data da Revisão;Motivo;Autor;Fundamento da Revisão
200001;A;30/06/2026;Revisão semestral;Comitê de Crédito;
200002;D;30/09/2026;Renegociação;Comitê de Crédito;Amortização
200003;AA;30/06/2026;Revisão semestral;Comitê de Crédito;fato novo relevante
200004;b;31/07/2026;Revisão anual;Gerência;
200010;H;31/10/2026;Sem perspectiva;Comitê de Crédito;Outro
""",
    ),
    "coop-write-offs": Table(
        "cp1252",
        """
Contrato Baixado;Data da Baixa;Valor Baixado;CPF/CNPJ;Contrato da Renegociação;Autor;Valor Recuperado;Data da Recuperação;Cobrança Esgotada em;Provisão Inferior desde;Motivo da Provisão Inferior
180001;30/06/2026;12.345,67;{p5};;Diretoria;1.000,00;15/09/2026;;;
180002;31/12/2025;800,00;{p6};200012;Diretoria;0,00;;;01/08/2026;Amortização de metade da dívida
180003;31/12/2021;1.000.000,00;{c1};;Diretoria;;;30/06/2026;;
180004;31/03/2026;0,01;;;Diretoria;0,01;01/04/2026;;;
180005;30/09/2026;4.321,00;{p4};;;;;;;
Total;;1.017.466,68;;;;1.000,01;;;;
""",
    ),
    "coop-renegotiations": Table(
        "xlsx numbers",
        """
Contrato Novo;Contrato Anterior;Data da Renegociação;Tipo;Nível Mantido;Ganho na Renegociação;Ganho Recebido;Motivo;Autor
200002;200000;15/01/2026;Reestruturação;C;1.500,00;300,00;Perda de renda;Recuperação de Crédito
200010;190010;10/06/2026;Renegociação;D;;;Troca de vencimento;Atendimento
200012;180002;02/01/2026;reestruturação;H;800,00;0,00;Baixada em 2025;Diretoria
200013;190021;05/09/2026;;E;0,00;;Acordo A-002;Recuperação de Crédito
200011;200009;;Renegociação;;;;Cheque especial;
""",
    ),
    "coop-expected-losses": Table(
        "utf-8-sig",
        """
Contrato;Perda Esperada;Avaliação Coletiva;Aumento Significativo de Risco;Evidência até 60 dias;Redução de Risco Comprovada;Data Movimento
200001;30,00;S;N;;;31/10/2026
200002;4.000,10;N;S;N;N;31/10/2026
200003;375,62;S;N;N;N;31/10/2026
200004;0,00;S;N;S;N;31/10/2026
200010;1.000,00;N;S;;S;
Total;5.405,72;;;;;
""",
    ),
    "coop-departures": Table(
        "xlsx numbers",
        """
Número Cliente Sisbr;CPF/CNPJ;Nome Cliente;Número PA;Data do Desligamento;Forma de Desligamento;Fim do Vínculo;Capital;Juros ao Capital;Saldo em RDC;Empréstimos;Data do Encontro de Contas;Motivo
100006;{p5};Elisa Campos Nóbrega;0001;15/07/2026;Demissão;;1.500,00;45,50;0,00;8.000,00;31/07/2026;Pedido próprio
100007;{p6};Fábio Carvalho Leão;0001;30/08/2026;Exclusão;28/08/2026;2.000,00;60,00;500,00;19.000,00;15/09/2026;Perda do vínculo
100008;{p7};Gláucia Faria Queirós;0002;10/10/2026;Eliminação;;300,00;;;0,00;;Infração estatutária
100009;{p8};Heitor Leão Simões;0003;31/10/2026;Demissão;;100,00;0,00;0,00;0,00;;
100009;{p8};Heitor Leão Simões;0003;01/02/2020;Demissão;;50,00;0,00;0,00;0,00;28/02/2020;Voltou em 2021
""",
    ),
    "coop-leaves": Table(
        "utf-8-sig",
        """
Número Cliente Sisbr;CPF/CNPJ;Nome Cliente;Empresa Conveniada;Recebe em Folha;Início do Afastamento;Fim do Afastamento;Data de Utilização do Capital;Capital Utilizado;Motivo;Autor
100002;{p2};Bruno Araújo Faria;Prefeitura de Ipê Amarelo;N;10/08/2025;;31/08/2026;350,00;Auxílio-doença;RH
100005;{p4};Davi Brandão Macêdo;Laticínios Leão;;01/09/2026;30/11/2026;;;Auxílio-doença;RH
100004;{p3};Cecília Barbosa Leão;Prefeitura de Ipê Amarelo;S;01/05/2026;28/08/2026;;;Licença-maternidade;RH
100001;{p1};Ana Almeida Duarte;Escola Estadual;N;01/10/2026;;;;Licença sem remuneração;RH
100001;{p1};Ana Almeida Duarte;Escola Estadual;;02/02/2024;01/08/2024;;;Auxílio-doença;
""",
    ),
    "coop-agreements": Table(
        "xlsx numbers",
        """
Acordo;Contrato da Dívida;Acordo Anterior;Contrato Novo;Número Cliente Sisbr;CPF/CNPJ;Data do Acordo;Dívida na Data do Acordo;Desconto;Entrada;Quantidade de Parcelas;Primeiro Vencimento;Taxa do Acordo;Forma de Cálculo;Negociado por;Recebido do Escritório em;Registrado no Sistema em;Quebrado em;Quitado em;Autor
A-001;190007;;;100006;{p5};10/08/2026;10.000,00;1.000,00;1.500,00;10;10/09/2026;1,50;Tabela Price;Cobrança;;;;;Marta Leão
A-001;190008;;;100006;{p5};10/08/2026;2.500,00;;;10;10/09/2026;1,50;Tabela Price;Cobrança;;;;;Marta Leão
A-002;190021;A-000;200013;100007;{p6};05/09/2026;19.999,99;0,00;0,00;24;05/10/2026;;Parcelas iguais;Escritório Brandão;06/09/2026;10/09/2026;;;Marta Leão
A-003;200010;;;100005;{p4};01/03/2026;1.000,00;100,00;;3;01/04/2026;0,00;Parcelas iguais;Cobrança;;;;01/06/2026;Rui Esteves
A-004;200002;;;100002;{p2};15/05/2026;20.000,00;;2.000,00;12;15/06/2026;2,00;Price;Cobrança;;;14/08/2026;;Rui Esteves
""",
    ),
    "coop-agreement-installments": Table(
        "utf-8-sig",
        """
Acordo;Parcela;Vencimento;Valor da Parcela;Valor Pago;Data do Pagamento
A-001;1;10/09/2026;1.084,34;1.084,34;10/09/2026
A-001;2;10/10/2026;1.084,34;500,00;13/10/2026
A-001;3;10/11/2026;1.084,34;;
A-002;1;05/10/2026;833,33;;
A-003;1;01/04/2026;300,00;300,00;01/04/2026
Total;;;4.386,35;;
""",
    ),
    "coop-collection-events": Table(
        "cp1252",
        """
Contrato;Acordo;Número Cliente Sisbr;CPF/CNPJ;Evento;Data do Evento;Canal;Órgão;Carta;Protocolo;Valor;Resultado;Autor
200002;;100002;{p2};Contato;20/09/2026;Telefone;;;;;Prometeu pagar;Atendimento
200002;;100002;{p2};Aviso prévio de negativação;25/09/2026;Correio;;aviso-previo;BR000000001;3.000,25;;Cobrança
;;100006;{p5};NEGATIVAÇÃO;20/10/2026;;Serasa;;;11.200,00;;Cobrança
190021;A-002;100007;{p6};Acordo recebido do escritório;06/09/2026;E-mail;;;;;;Escritório Brandão
190030;;;;Ação judicial;01/10/2026;;;;0001234-56.2026.8.13.0001;35.000,00;Distribuída;Jurídico
200011;;100003;{c1};baixa no Serasa;30/10/2026;;Serasa;;;;Pago em 28/10;Cobrança
""",
    ),
    "coop-holds": Table(
        "xlsx texts",
        """
Contrato;Número Cliente Sisbr;CPF/CNPJ;Tipo de Pausa;Desde;Até;Valor Prometido;Motivo;Autor
200002;100002;{p2};Promessa de pagamento;20/09/2026;05/10/2026;3.000,25;Promessa por telefone;Atendimento
190030;;;Ordem judicial;15/10/2026;;;Liminar;Jurídico
;100010;;Falecimento;01/08/2026;;;Certidão de óbito;Cadastro
200011;;{c1};Contestação;10/10/2026;20/10/2026;;Valor contestado;Ouvidoria
200010;;;suspensão;01/10/2026;31/10/2026;;Exceção da Gerência;Gerência
""",
    ),
    "coop-collection-exceptions": Table(
        "xlsx numbers",
        """
Contrato;Número Cliente Sisbr;CPF/CNPJ;Exceção da Cobrança;Desde;Até;Dias;Motivo;Autor
200002;100002;{p2};Prazo maior;20/09/2026;31/12/2026;15;Negociação em curso;Gerência
190030;;;não ajuizar;15/10/2026;;;Custo maior que a dívida;Coordenação
;100010;;Não cobrar;01/08/2026;30/11/2026;;Calamidade no município;Gerência
200011;;{c1};NÃO NEGATIVAR;10/10/2026;20/10/2026;;Recurso em análise;Gerência
200010;;;ajuizar;01/10/2026;;;Devedor com bens;Coordenação
200003;;;prazo menor;05/10/2026;;20;Dívida de maior valor;Gerência
""",
    ),
    "coop-proposals": Table(
        "xlsx numbers",
        """
Proposta;Data da Proposta;Número Cliente Sisbr;CPF/CNPJ;Nome Cliente;Sigla Tipo Pessoa;Número PA;Natureza do Produto;Linha Crédito;Finalidade;Valor Proposto;Quantidade Parcelas;Primeiro Vencimento;Forma de Pagamento;Renda Líquida;Margem Consignável;Faturamento Anual;Patrimônio Líquido;Tipo de Garantia;Valor da Garantia;CPF/CNPJ do Garantidor;Contrato que Renegocia;Tem Restrições;Justificativa das Restrições;Em Nome de Terceiro;Conflito de Interesses;Atendente;Título de Crédito;Na Empresa Desde;Recebe Salário na Cooperativa;Empresa Recém-Constituída;Retém Capital
P-101;20/10/2026;100001;{p1};Ana Almeida Duarte;PF;0001;crédito pessoal com consignação;CONSIGNADO;Reforma;15.000,00;36;10/12/2026;Folha;4.000,00;1.200,00;;;sem garantia;;;;N;;N;N;Clara Brandão;CCB;01/03/2015;S;;N
P-102;21/10/2026;100002;{p2};Bruno Araújo Faria;PF;0002;crédito pessoal;PESSOAL;Dívidas;8.000,00;24;15/12/2026;Boleto;2.800,00;;;;aval ou fiança;8.000,00;{p4};200002;S;Protesto pago;N;N;Rui Esteves;nota promissória;15/08/2024;N;;N
P-103;22/10/2026;100003;{c1};Padaria Almeida 1 Ltda;PJ;0001;capital de giro;GIRO;Estoque;60.000,00;12;22/11/2026;Débito em conta;;;900.000,00;-12.500,00;hipoteca;150.000,00;;;N;;N;S;Clara Brandão;Cédula de Crédito Bancário;;;S;S
P-104;23/10/2026;100004;{p3};Cecília Barbosa Leão;PF;0003;financiamento de bens;VEÍCULOS;Carro;45.000,00;48;23/12/2026;Boleto;6.000,00;;;;alienação fiduciária de veículo;50.000,00;;;N;;N;N;Teresa Vilaça;Contrato;10/01/2020;N;N;
P-105;23/10/2026;100005;{p4};Davi Brandão Macêdo;PF;0003;crédito consignado;CONSIGNADO;Estudos;2.000,50;12;10/01/2027;Folha;1.400,00;420,00;;;sem garantia;;;;S;;S;N;Teresa Vilaça;nenhum;;S;;N
""",
    ),
    "coop-questionnaire-answers": Table(
        "utf-8-sig",
        """
Proposta;Questão;Resposta;Motivo;Autor;Data da Resposta
P-103;1A;ASSOCIADO HÁ MAIS DE 3 ANOS;;Clara Brandão;22/10/2026
P-103;1B;SEM ATRASO OU SEM OPERAÇÃO;;Clara Brandão;22/10/2026
P-103;1F;2;Cadastro venceu em setembro;Clara Brandão;22/10/2026
P-103;5A;FAVORÁVEL;;Clara Brandão;
P-104;1A;ASSOCIADO DE 1 A 3 ANOS;;Teresa Vilaça;23/10/2026
""",
    ),
    "coop-survey-answers": Table(
        "utf-8-sig",
        """
Rodada;Respondente;Número Cliente Sisbr;Número PA;Data da Resposta;Canal;Pergunta;Resposta
2026-2;R001;100001;0001;05/10/2026;Agência;NPS;10
2026-2;R001;100001;0001;05/10/2026;Agência;Tempo_espera;4
2026-2;R001;100001;0001;05/10/2026;Agência;Comentário;Atendimento ótimo, fila pequena
2026-2;R002;;0002;06/10/2026;Aplicativo;NPS;7
2026-2;R002;;0002;06/10/2026;Aplicativo;Tempo_espera;
2026-2;R003;;;;Telefone;NPS;11
""",
    ),
    "coop-survey-answers-wide": Table(
        "xlsx texts",
        """
Rodada;Respondente;Número Cliente Sisbr;Número PA;Data da Resposta;Canal;NPS;Tempo_espera;Comentário
2026-2;R001;100001;0001;05/10/2026;Agência;10;4;Atendimento ótimo, fila pequena
2026-2;R002;;0002;06/10/2026;Aplicativo;7;;
2026-2;R003;100003;0001;06/10/2026;Telefone;11;5;=1+1
2026-2;R004;;;;;;;
2026-1;R001;100001;0001;07/04/2026;Agência;9;3;
""",
    ),
    "coop-survey-branches": Table(
        "xlsx numbers",
        """
Rodada;Número PA;Nome do PA;Associados da Pesquisa;Questionários Enviados
2026-2;0001;Centro;1200;30
2026-2;0002;Mercado;800;30
2026-2;0003;Distrito;90;
;0004;Novo;0;10
2026-1;0001;Centro;1150;25
""",
    ),
    "coop-product-usage": Table(
        "utf-8-sig",
        """
Data-base;Número Cliente Sisbr;Produto em Uso;Quantidade;Saldo;Número PA;Nome do Gerente;Segmento
31/10/2026;100001;Capital Social;1;1.200,00;0001;Clara Brandão;Varejo
31/10/2026;100001;Cartão Crédito;2;-350,00;0001;Clara Brandão;Varejo
31/10/2026;100001;Depósito Prazo;1;10.000,00;0001;Clara Brandão;Varejo
10/2026;100002;Capital Social;;350,00;0002;Rui Esteves;Varejo
30/09/2026;100002;Capital Social;1;350,00;0002;Rui Esteves;Varejo
31/10/2026;100003;Cobrança;120;;0001;Clara Brandão;Empresas
""",
    ),
    "coop-product-usage-wide": Table(
        "xlsx numbers",
        """
Data-base;Número Cliente Sisbr;Número PA;Nome do Gerente;Segmento;Capital Social;Cartão Crédito;Poupança;Seguro Vida
31/10/2026;100001;0001;Clara Brandão;Varejo;1;2;;1
31/10/2026;100002;0002;Rui Esteves;Varejo;1;0;1;
31/10/2026;100003;0001;Clara Brandão;Empresas;S;N;X;Não
10/2026;100004;0003;Teresa Vilaça;Varejo;;;;
30/09/2026;100002;0002;Rui Esteves;Varejo;1;-;1;
""",
    ),
    "coop-margins": Table(
        "cp1252",
        """
Data-base;Número Cliente Sisbr;Família de Produtos;Margem de Contribuição;Número PA;Nome do Gerente;Segmento
31/10/2026;100001;Créditos;152,30;0001;Clara Brandão;Varejo
31/10/2026;100001;Captação;48,15;0001;Clara Brandão;Varejo
31/10/2026;100002;Créditos;-12,40;0002;Rui Esteves;Varejo
31/10/2026;100003;Conta corrente;310,00;0001;Clara Brandão;Empresas
31/10/2026;;Seguros;7.000,00;0001;;
Total;;;7.498,05;;;
""",
    ),
    "coop-margins-wide": Table(
        "utf-8-sig",
        """
Data-base;Número Cliente Sisbr;Número PA;Nome do Gerente;Segmento;Créditos;Captação;Seguros
31/10/2026;100001;0001;Clara Brandão;Varejo;152,30;48,15;
31/10/2026;100002;0002;Rui Esteves;Varejo;-12,40;;7,00
31/10/2026;100003;0001;Clara Brandão;Empresas;1.310,00;0,00;
31/10/2026;100004;0003;Teresa Vilaça;Varejo;;;
10/2026;;0001;;;;-1,01;7.000,00
Total;;;;;1.449,90;47,14;7.007,00
""",
    ),
    "coop-relationship-contacts": Table(
        "xlsx numbers",
        """
Número Cliente Sisbr;Data do Contato;Canal;Assunto;Resultado;Próximo Contato;Número PA;Nome do Gerente
100001;10/09/2026;Telefone;Check Up Financeiro;Quer seguro residencial;10/11/2026;0001;Clara Brandão
100001;12/03/2026;Visita;Renovação cadastral;Feita;;0001;Clara Brandão
100002;01/10/2026;Aplicativo;Proposta de acordo;Sem resposta;08/10/2026;0002;Rui Esteves
100003;15/10/2026;Visita;Capital de giro;Proposta P-103;;0001;Clara Brandão
100004;20/02/2025;Telefone;Check Up Financeiro;;;0003;Teresa Vilaça
""",
    ),
    "coop-control-totals": Table(
        "xlsx numbers",
        """
Exportação;Total em Reais;Quantidade de Linhas;Origem;Autor
Contratos;106.123,95;5;Balancete, conta 1.6;Contabilidade
Parcelas;7.185,67;5;Relatório do sistema;Contabilidade
Contas Correntes - 10-2026.csv;430,11;;Relatório do sistema;Contabilidade
Associados;;5;Tela de consulta;Cadastro
Capital social;21.600,55;5;Balancete, conta 6.1;Contabilidade
""",
    ),
    "coop-scored-outcomes": Table(
        "xlsx numbers",
        """
Caso;Data da Decisão;Número Cliente;PA;Pontos;Mau;Maior Atraso em Dias;Idade;Sexo;Estado Civil;Número de Dependentes;Renda Bruta Mensal;Profissão;Natureza do Produto;Forma de Pagamento;Quantidade Parcelas;Meses de Associação;Meses na Empresa;Capital Integralizado;Dias em Aberto na Decisão;Maior Atraso Anterior;Cadastro Incompleto;Cadastro Desatualizado;Consulta Cadastral;Operações em Outras Instituições;Tem Avalista;Tipo de Garantia;Recebe Salário na Cooperativa;Comprometimento da Margem;Percepção
P-0001;15/09/2025;30001;0001;112;N;;54;Feminino;Casado (a);2;4.321,00;Funcionário público;Crédito consignado;Desconto em folha;48;120;200;5.000,01;0;0;N;N;Nada consta;0;S;Aval;S;18,5;Muito favorável
P-0002;16/09/2025;30002;0001;180;S;;28;Masculino;Solteiro (a);0;1.800,00;Funcionário empresa privada;Crédito pessoal;Boleto;24;10;11;200,00;0;45;N;S;Restrições relevantes;3;N;Sem garantia;N;30,01;Desfavorável
P-0003;01/10/2025;30003;0002;150;;0;41;F;Divorciado (a);1;2.950,50;;Crédito pessoal;Débito em conta;12;30;;1.000,00;;;;;Restrições irrelevantes;1;;;;20;Favorável
P-0004;02/10/2025;30004;0002;;;95;;M;;;;;Financiamento de bens;Cheque;36;;;;;;;;;;N;Alienação fiduciária de veículo;;;Muito desfavorável
P-0005;31/10/2025;;;201;;;33;;;3;0,00;Autônomo;Outros;;1;0;0;0,00;;;;;;;;;;;
""",
    ),
}
