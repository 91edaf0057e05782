"""What a study of 2017 says of the answers to a cooperative's survey (Lopes, UFOP), and what is made up around it.

From the study: how many of each class, who uses other institutions and which (table 1, figure 15), the share of each
sex, age band, time, source and frequency (figures 7 to 11), the words most written (figure 16), mean and deviation of
each attribute (Quadro 4) and how the attributes go together (appendix B; the pair that its print lost is taken from
those beside it). Made up: every respondent, comment, product and member, the members of each branch, the year before.

Where the study contradicts itself the counts rule: 354, 52 and 9 of 415 are 85.3%, 12.5% and 2.2%, and a score of
83.13, not 82; five of nine detractors use more than five products, since 59% of nine are nobody.
"""

from __future__ import annotations

from typing import NamedTuple

SEX_BY_CLASS = {"promoter": (207, 147), "neutral": (27, 25), "detractor": (7, 2)}
"""Men and women. Of all tables with 241 men, this one gives the p that the study prints (0.322)."""

YOUNGER_BY_CLASS = {"promoter": 175, "neutral": 25, "detractor": 6}
"""Younger than 37, the study's median age: the closest to its p (0.577 for 0.575) that whole numbers come."""

MEN_WITH_OTHER = {"promoter": 94, "neutral": 15, "detractor": 5}
"""Men among those who use another institution: p is 0.152; no whole number gives the study's 0.136."""

OTHERS_BY_CLASS = {"promoter": 154, "neutral": 24, "detractor": 6}
MANY_BY_CLASS = {"promoter": 283, "neutral": 36, "detractor": 5}
"""With more than five products: 80% of the promoters; the study has no figure of the neutrals."""

SCORES = (2, 3, 4, 5, 5, 6, 6, 6, 6, *(7,) * 16, *(8,) * 36, *(9,) * 70, *(10,) * 284)

YOUNGER_AGES = {(16, 20): 15, (21, 30): 133, (31, 36): 58}
OLDER_AGES = {(37, 40): 54, (41, 50): 75, (51, 60): 50, (61, 78): 30}
TIMES = {
    "01 a 06 meses": 39, "01 a 02 anos": 90, "03 a 05 anos": 128, "06 a 10 anos": 100, "Mais de 10 anos": 58,
}  # fmt: skip
SOURCES = {
    "Através de um amigo": 199, "Por visitas da cooperativa": 137, "Propaganda de televisão, jornal, redes sociais": 21,
    "Inauguração da agência": 20, "Trabalho": 15, "Faculdade": 8, "Abertura de conta salário": 15,
}  # fmt: skip
FREQUENCIES = {
    "Diariamente": 195, "2 a 3 vezes na semana": 115, "1 vez por semana": 46, "Quinzenalmente": 40, "Raramente": 19,
}  # fmt: skip


class Branch(NamedTuple):
    """A branch: its name, its members (made up; they add up to 15,000), and how many answered."""

    name: str
    members: int
    answers: int


BRANCHES = (
    Branch("Raul Soares (matriz)", 2600, 30), Branch("São Pedro dos Ferros", 950, 27), Branch("Rio Casca", 1200, 28),
    Branch("Abre Campo", 1150, 29), Branch("Amparo do Serra", 480, 22), Branch("Bom Jesus do Galho", 870, 25),
    Branch("Dom Silvério", 560, 24), Branch("Jequeri", 820, 26), Branch("Ponte Nova (Centro)", 1450, 28),
    Branch("Ponte Nova (Palmeiras)", 780, 25), Branch("Porto Firme", 640, 24), Branch("Santo Antônio do Grama", 520, 8),
    Branch("São José do Goiabal", 590, 25), Branch("São Miguel do Anta", 430, 23), Branch("Sericita", 610, 11),
    Branch("Urucânia", 860, 34), Branch("Vermelho Novo", 490, 26),
)  # fmt: skip

PRODUCTS = {
    "Conta corrente": 98, "Cartão de crédito": 80, "Extrato": 76, "Aplicativo": 66, "Transferência": 64,
    "Cheque especial": 55, "Aplicação": 50, "Seguro": 46, "Emissão de boletos": 40, "Empréstimo": 38,
    "Crédito pessoal (pré-aprovado)": 34, "Cheque": 26, "Consórcio": 22, "Financiamento": 20, "Rotativo": 14,
    "Previdência": 12, "Desconto de títulos": 8,
}  # fmt: skip
"""How much each is liked, in weights."""

INSTITUTIONS = {
    ("Banco do Brasil", "BB", "banco do brasil", "Bco do Brasil"): 91,
    ("Caixa Econômica Federal", "Caixa", "CEF", "caixa economica"): 62,
    ("Bradesco", "Banco Bradesco"): 22,
    ("Itaú", "itau", "Banco Itaú"): 22,
    ("Santander",): 6,
    ("Nubank",): 1,
    ("Credcooper",): 1,
}

COMMENTS = {
    "promoter": {
        "Bom atendimento": 62, "Atendimento muito bom": 30, "Bom atendimento e agilidade": 12, "Ótimo atendimento": 38,
        "Atendimento excelente": 24, "Pelo atendimento": 29, "Atendimento dos funcionários": 12,
        "Bom atendimento, taxas baixas": 8, "Taxas baixas": 10, "Confiança na cooperativa": 16,
        "Qualidade no atendimento": 14, "Rapidez e facilidade": 14, "Funcionários atenciosos e educados": 6,
        "Facilidade para conseguir empréstimo": 8, "Cooperativa de confiança, da qual sou dono": 8,
        "Atendimento com agilidade e confiança": 10, "Tudo muito bom": 4, "Recebo sobras e participo da assembleia": 4,
    },
    "neutral": {
        "Bom atendimento, mas o aplicativo é difícil": 6, "Atendimento bom, fila demorada": 6,
        "Limite de crédito baixo": 5, "Falta agilidade no caixa": 5, "Empréstimo um pouco burocrático": 5,
        "As taxas podiam ser menores": 4, "Funcionários bons, mas poucos caixas": 4, "Atendimento depende do dia": 5,
        "Pouca segurança na agência": 3,
    },
    "detractor": {
        "Atendimento demorado": 2, "Dificuldade de conseguir empréstimo": 2, "Às vezes falta um atendimento melhor": 2,
        "Discordo de alguns critérios da cooperativa": 1, "Prometeram e não cumpriram": 1,
    },
}  # fmt: skip
"""In them 'atendimento' comes 260 times, 'bom' 132, 'funcionários' and 'taxas' 22 each, as in figure 16."""

ATTRIBUTES: dict[str, tuple[int, int, int, int, int]] = {
    "Tempo_espera": (1, 10, 97, 102, 185),
    "Educacao_Disponibilidade": (1, 0, 18, 53, 317),
    "Rapidez_problemas": (1, 0, 46, 68, 278),
    "Apresentacao_Prod_Serv": (1, 0, 14, 113, 266),
    "Preco": (1, 0, 32, 104, 254),
    "Condicoes_Pagamento": (0, 1, 14, 106, 263),
    "Conhecimento_Colaborador": (1, 0, 14, 74, 307),
    "Adaptacao": (1, 0, 18, 77, 293),
    "Inovacao": (0, 1, 23, 98, 265),
    "Localizacao": (1, 0, 17, 67, 306),
    "Seguranca": (1, 18, 47, 49, 278),
    "Ambiente": (1, 0, 23, 55, 313),
    "Nome_Prod_Serv_conhecido": (1, 0, 22, 87, 283),
    "Cumpre_promete": (1, 0, 26, 68, 297),
    "Colabores_Confiaveis": (1, 0, 11, 51, 333),
}
"""How many answered 1, 2, 3, 4 and 5: one way to have the mean and deviation of Quadro 4; the rest left it blank."""

CORRELATIONS = (
    (),
    (112,),
    (326, 256),
    (298, 421, 633),
    (307, 370, 591, 617),
    (318, 344, 516, 548, 631),
    (331, 381, 540, 520, 713, 751),
    (266, 286, 698, 642, 629, 513, 515),
    (319, 334, 545, 534, 509, 624, 586, 706),
    (298, 332, 512, 551, 621, 667, 622, 589, 702),
    (327, 305, 646, 597, 603, 589, 598, 741, 641, 574),
    (146, 218, 288, 278, 355, 420, 390, 290, 334, 401, 331),
    (195, 199, 633, 501, 552, 516, 481, 660, 533, 554, 711, 335),
    (312, 316, 552, 516, 566, 566, 574, 590, 590, 667, 639, 409, 657),
    (296, 324, 654, 588, 659, 663, 606, 687, 694, 675, 696, 408, 700, 746),
    (264, 178, 650, 510, 556, 545, 537, 658, 634, 615, 659, 421, 756, 696, 758),
)
"""Appendix B in thousandths, without the age: the note, then the attributes in their order."""

YEAR_BEFORE = {"promoter": 88, "neutral": 22, "detractor": 10}
"""Made up: the wave of 2016, with the note and the comment alone."""
