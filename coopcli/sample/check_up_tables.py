"""Quadros 1 and 2 of the study on the Check Up Financeiro (Congresso Brasileiro de Custos, 2018), June to December of
2017.

Quadro 1 prints totals four above the sum of its rows in every month; these are the rows.
"""

from __future__ import annotations

MONTHS = ((2017, 6), (2017, 7), (2017, 8), (2017, 9), (2017, 10), (2017, 11), (2017, 12))
MEMBERS = (474, 471, 469, 467, 466, 463, 459)
"""Gráfico 1 tells the first and the last; those between give the ISA printed for each month (3,79, 3,90 … 4,24)."""

SOLUTIONS: dict[str, tuple[int, ...]] = {
    "Canais Digitais": (28, 26, 27, 29, 29, 26, 34),
    "Cartão Crédito": (53, 49, 49, 53, 53, 54, 51),
    "Cartão Débito": (36, 37, 38, 35, 40, 41, 35),
    "Cesta Relacionamento": (247, 242, 242, 236, 232, 236, 245),
    "Cheque Especial": (157, 158, 155, 153, 132, 148, 146),
    "Cobrança": (1, 1, 1, 1, 1, 1, 1),
    "Consórcio Automóvel": (11, 11, 12, 13, 13, 13, 13),
    "Consórcio Imóvel": (1, 1, 1, 1, 1, 1, 1),
    "Consórcio Moto": (15, 17, 14, 13, 13, 13, 12),
    "Crédito Financiamento": (33, 18, 34, 64, 72, 72, 72),
    "Crédito Geral": (145, 145, 144, 141, 140, 141, 140),
    "Crédito Rural": (151, 141, 146, 152, 151, 153, 152),
    "Custódia Cheque": (2, 2, 0, 1, 1, 0, 1),
    "Depósito Prazo": (124, 123, 118, 116, 166, 167, 167),
    "Débito Conta": (139, 134, 138, 138, 139, 140, 141),
    "Pagamentos": (24, 26, 27, 25, 26, 29, 24),
    "Poupança": (208, 212, 216, 216, 246, 240, 240),
    "Previdência": (6, 6, 6, 6, 6, 6, 6),
    "Seguro Automóvel": (29, 28, 27, 27, 26, 28, 26),
    "Seguro Residencial": (73, 72, 74, 73, 72, 71, 71),
    "Seguro Rural": (73, 72, 72, 72, 72, 71, 71),
    "Seguro Vida": (199, 200, 197, 195, 196, 196, 194),
    "Capital Social": (66, 65, 89, 105, 116, 115, 112),
}
"""Members who used each solution in each month. Capital Social is dealt last: who has one solution has mostly that."""

DISTRIBUTION = {
    0: 86, 1: 84, 2: 45, 3: 24, 4: 29, 5: 32, 6: 24, 7: 24, 8: 24, 9: 24, 10: 23, 11: 22, 12: 8, 13: 3, 14: 4, 16: 2,
    18: 1,
}  # fmt: skip
"""Members by number of solutions in December: 0 to 2, 12, 14, 16 and 18 as in Gráfico 5, the others ours."""

MARGINS: dict[str, tuple[int, ...]] = {
    "Créditos": (7_774_539, 7_659_648, 7_282_637, 7_138_826, 7_048_288, 7_106_846, 7_262_738),
    "Captação": (2_769_829, 2_788_201, 2_642_200, 2_302_473, 2_434_203, 2_247_216, 2_260_209),
    "Conta Corrente": (763_444, 743_246, 714_333, 753_747, 684_310, 691_424, 671_996),
    "Seguros": (554_358, 729_528, 649_841, 942_493, 1_026_244, 930_517, 817_287),
    "Cartões": (418_955, 525_063, 553_332, 514_649, 485_295, 521_912, 607_788),
    "Consórcios": (319_564, 141_921, 130_734, 146_387, 123_591, 120_906, 119_061),
    "Previdência": (8_803, 8_908, 9_880, 8_689, 9_238, 8_886, 8_962),
    "Recebimentos": (1_084, 1_084, 1_084, 1_084, 1_084, 1_084, 1_084),
    "Pagamentos": (65, 0, 0, 20, 60, 0, 50),
}
"""Quadro 2 in centavos; the four amounts of Pagamentos are of the months in which the columns add up."""

HOLDERS = {
    "Créditos": ("Crédito Geral", "Crédito Rural", "Crédito Financiamento", "Cheque Especial"),
    "Captação": ("Capital Social", "Depósito Prazo", "Poupança"),
    "Conta Corrente": ("Cesta Relacionamento", "Débito Conta"),
    "Seguros": ("Seguro Automóvel", "Seguro Residencial", "Seguro Rural", "Seguro Vida"),
    "Cartões": ("Cartão Crédito", "Cartão Débito"),
    "Consórcios": ("Consórcio Automóvel", "Consórcio Imóvel", "Consórcio Moto"),
    "Previdência": ("Previdência",),
    "Recebimentos": ("Cobrança",),
    "Pagamentos": ("Pagamentos", "Custódia Cheque"),
}
"""Whose margin a family is: that of the members who use one of its solutions."""
