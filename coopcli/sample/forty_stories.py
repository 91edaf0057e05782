"""The stories of the small sample: one line a contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Story:
    """One contract: its number, what it shows, and where it differs from the ordinary loan.

    ``days`` late on 31/10/2026 (None: nothing overdue); ``same_as`` names a contract of the same member.
    """

    contract: int
    text: str
    product: str = "personal"
    days: int | None = None
    terms: tuple[tuple[str, Any], ...] = ()
    guarantees: tuple[str, ...] = ()
    same_as: int = 0


STORIES = (
    # 1ddd: days late
    Story(1000, "vence na data-base, sábado 31/10/2026: 0 dias", days=0),
    Story(1001, "venceu na sexta-feira 30/10/2026: 1 dia", days=1),
    Story(1014, "14 dias: ainda no primeiro prazo", days=14),
    Story(1015, "15 dias", days=15),
    Story(1019, "venceu no feriado de segunda-feira 12/10/2026 e não foi pago: 19 dias", days=19),
    Story(1030, "30 dias", days=30),
    Story(1031, "31 dias", days=31),
    Story(1060, "60 dias", days=60),
    Story(1061, "61 dias", days=61),
    Story(1090, "90 dias: ainda não é ativo problemático pelo atraso", days=90),
    Story(1091, "91 dias: ativo problemático, inadimplido neste mês", days=91),
    Story(1180, "180 dias", days=180),
    Story(1181, "181 dias", days=181),
    Story(1541, "541 dias", days=541),
    # 2: portfolios C1 to C5 and the rates of their own
    Story(
        2001,
        "C1: imóvel em alienação fiduciária",
        "real_estate",
        guarantees=("ALIENAÇÃO FIDUCIÁRIA DE IMÓVEL",),
    ),
    Story(2002, "C2: veículo, 45 dias", "vehicle", days=45, guarantees=("ALIENAÇÃO FIDUCIÁRIA DE VEÍCULO",)),
    Story(2003, "C3: duplicatas descontadas, 120 dias", "discount", days=120),
    Story(2004, "C4: capital de giro sem garantia, 75 dias", "capital", days=75),
    Story(2005, "C5: crédito pessoal sem garantia, inadimplido desde o mês anterior", days=135),
    Story(
        2006,
        "duas garantias: vale a carteira de menor provisão",
        "capital",
        guarantees=("AVAL", "PENHOR DE BENS"),
    ),
    Story(2010, "consignado em dia", "payroll"),
    Story(2014, "consignado com 14 dias", "payroll", days=14),
    Story(2015, "consignado com 15 dias", "payroll", days=15),
    Story(2070, "programa federal (linha 7001) com 45 dias", "federal", days=45),
    # 3: problem assets without delay, contagion
    Story(3001, "falência da empresa decretada em 06/10/2026", "capital"),
    Story(3002, "reestruturado: ativo problemático sem atraso", terms=(("is_renegotiated", True),)),
    Story(3010, "arrasta: 95 dias", days=95),
    Story(3011, "arrastado pelo contrato 3010, do mesmo associado", "payroll", same_as=3010),
    Story(3020, "arrasta: matriz com 130 dias", "capital", days=130),
    Story(3021, "arrastado pelo contrato 3020, da mesma raiz de CNPJ (filial)", "discount"),
    Story(3030, "arrasta: 110 dias, do grupo 301", days=110),
    Story(3031, "arrastado pelo contrato 3030, do mesmo grupo econômico", "rural"),
    Story(3040, "arrasta: 100 dias", days=100),
    Story(
        3041,
        "do mesmo associado do 3040, com exceção ao arrasto",
        "real_estate",
        guarantees=("ALIENAÇÃO FIDUCIÁRIA DE IMÓVEL",),
        same_as=3040,
    ),
    # 4: what was paid, changed or written off
    Story(
        4001,
        "parcela mais antiga paga em parte: 50 dias, R$ 600,00 a menos",
        days=50,
        terms=(("partial_cents", 60_000),),
    ),
    Story(
        4002,
        "parcela de 16/10/2026 paga em 03/11: não vale na data-base, 15 dias",
        days=15,
        terms=(("anchor_number", 3), ("paid", 3), ("lag_days", 18), ("posted_after", True)),
    ),
    Story(
        4003,
        "venceu no feriado 12/10/2026 e foi paga no dia 13: em dia",
        terms=(("anchor", date(2026, 11, 12)),),
    ),
    Story(4004, "quitado em 20/10/2026", terms=(("settled_on", date(2026, 10, 20)),)),
    Story(4005, "renegociado: conserva o nível E", terms=(("is_renegotiated", True), ("level", "E"))),
    Story(
        4006,
        "renegociação do contrato 9001, baixado como prejuízo",
        terms=(("is_renegotiated", True), ("level", "H")),
    ),
    Story(
        4007,
        "sem parcelas na exportação: 40 dias pela exportação",
        "card",
        days=40,
        terms=(("has_schedule", False),),
    ),
    Story(
        4036,
        "36 meses exatos a decorrer, 31 dias",
        "payroll",
        terms=(("anchor", date(2029, 10, 31)), ("anchor_number", 40), ("count", 40)),
    ),
    Story(
        4037,
        "36 meses e um dia a decorrer, 30 dias",
        "payroll",
        terms=(("anchor", date(2029, 11, 1)), ("anchor_number", 40), ("count", 40)),
    ),
    Story(4040, "novo em outubro", terms=(("paid", 0),)),
    Story(
        4041,
        "91 dias em setembro, regularizado em 22/10/2026",
        terms=(("anchor", date(2026, 7, 1)), ("caught_up_on", date(2026, 10, 22))),
    ),
)
