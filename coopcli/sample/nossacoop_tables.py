"""Tables 5 to 13 of the study of Nossacoop (data-base 30/10/2011): how many members pay and how many do not.

Each category is (label, on time, late). The order inside a table is the one in which categories go together
with age, income and the like (``nossacoop_2011``), not the order of the study.
"""

from __future__ import annotations

Table = tuple[tuple[str, int, int], ...]

AGE: Table = (
    ("Entre 01 e 30", 410, 112),
    ("Entre 31 a 40", 815, 207),
    ("Entre 41 a 50", 1521, 296),
    ("Entre 51 a 60", 1522, 221),
    ("Acima 61", 778, 115),
)
SEX: Table = (("Masculino", 2126, 462), ("Feminino", 2920, 489))
MARITAL_STATUS: Table = (
    ("Solteiro (a)", 1788, 435),
    ("Casado (a)", 2283, 333),
    ("Separado (a)", 157, 29),
    ("Divorciado (a)", 583, 102),
    ("Desquitado (a)", 33, 10),
    ("Viúvo (a)", 202, 42),
)
DEPENDANTS: Table = (("0", 2487, 526), ("1 A 3", 2437, 403), ("ACIMA DE 3", 122, 22))
INCOME: Table = (
    ("De 1 a 3", 1167, 560),
    ("De 4 a 6", 1381, 195),
    ("De 7 a 9", 1220, 121),
    ("ACIMA DE 9", 1278, 75),
)
PROFESSION: Table = (("Funcionário empresa privada", 1259, 409), ("Funcionário público", 3787, 542))
MODALITY: Table = (("Crédito pessoal", 1336, 613), ("Financiamento", 76, 3), ("Consignação folha", 3634, 335))
TERM: Table = (
    ("Até 12", 917, 113),
    ("De 13 a 24", 1154, 397),
    ("De 25 a 36", 631, 99),
    ("De 37 a 48", 509, 74),
    ("ACIMA DE 49", 1835, 268),
)
BRANCH: Table = (
    ("SEDE", 2368, 384),
    ("CEFET", 257, 44),
    ("NH", 83, 14),
    ("SAÚDE", 893, 315),
    ("JP", 143, 19),
    ("UNIMONTES", 749, 129),
    ("PUC", 417, 39),
    ("M.T.E", 136, 7),
)
