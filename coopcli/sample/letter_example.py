"""An invented letter of each kind, to be looked at: ``coopcli letters preview``."""

from __future__ import annotations

from datetime import date

from coopcli.results import Cooperative, Pix
from coopcli.results.letters import LetterLine, LetterRequest, Recipient, Value

WRITTEN_ON = date(2026, 10, 31)

COOPERATIVE = Cooperative(
    "Cooperativa de Crédito Vale do Ipê", "90.123.456/0001-70",
    street="Rua das Acácias, 100", city="Vale do Ipê", state="MG", zip_code="30000-000",
    phone="(31) 3000-0000", whatsapp="(31) 90000-0000", email="atendimento@valedoipe.example",
    site="valedoipe.example", sac_phone="0800 000 0001", ombudsman_phone="0800 000 0000",
    ombudsman_email="ouvidoria@valedoipe.example", ombudsman_site="valedoipe.example/ouvidoria",
    whistleblower_channel="valedoipe.example/denuncia", signatory="Helena Prado",
    signatory_role="Coordenadora de Recuperação de Crédito",
    pix=Pix("123e4567-e12b-12d1-a456-426655440000", "Coop Credito Vale do Ipe", "Vale do Ipe"),
)  # fmt: skip

RECIPIENT = Recipient(
    "4321", "MARIA APARECIDA DOS SANTOS", "52998224725", "Rua das Palmeiras, 45, apto 302", "Centro", "Vale do Ipê",
    "MG", "30100-000", "maria.santos@exemplo.example", "31 98888-0000",
)  # fmt: skip

LINES = (
    LetterLine("200011", "Crédito pessoal", "7", date(2026, 8, 10), 35_000, 700, 965, 36_665),
    LetterLine("200011", "Crédito pessoal", "8", date(2026, 9, 10), 35_000, 700, 597, 36_297),
    LetterLine("200011", "Crédito pessoal", "9", date(2026, 10, 10), 35_000, 700, 245, 35_945),
)
_LATE, _TOTAL = 21_500, sum(line.total_cents for line in LINES)

VALUES: dict[str, Value] = {
    "claimed": _TOTAL,
    "in_transit": 0,
    "situation": "former_member",
    "pay_by": date(2026, 11, 10),
    "values_hold_until_deadline": False,
    "bureau": "Serasa",
    "removal_days": 5,
    "list_after": date(2026, 11, 9),
    "agreement_id": "AC-77",
    "signed_on": date(2026, 5, 4),
    "late": _LATE,
    "late_since": date(2026, 10, 10),
    "arrears_months": 12,
    "left_on": date(2026, 9, 1),
    "settled_on": date(2026, 10, 30),
    "is_done": True,
    "share_capital": 300_000,
    "capital_interest": 8_000,
    "deposits": 50_000,
    "minimum_share": 10_000,
    "loans": 358_000 + _TOTAL,
    "used": 290_000,
    "remaining_debt": _TOTAL,
    "to_return": 0,
    "was_listed": True,
    "is_single": True,
    "removal_by": date(2026, 11, 9),
    "is_removal_late": False,
    "is_incoming": False,
    "is_approved": True,
    "institution": "Banco Exemplo",
    "contract": "200011",
    "balance": 1_234_567,
    "valid_until": date(2026, 11, 30),
    "reason": "a renda comprovada não cobre as prestações",
    "theme": "atendimento",
    "has_theme": True,
}

_OF_THE_LETTER: dict[str, dict[str, Value]] = {"capital-use": {"loans": 290_000 + _TOTAL}}
_WITHOUT_PAYMENT = ("capital-use", "debt-settled", "portability-request", "portability-answer")


def example_request(letter: str) -> LetterRequest:
    """Return an invented request for a letter, with every value that a template may name."""
    asks = letter not in _WITHOUT_PAYMENT and not letter.startswith("survey")
    values = VALUES | _OF_THE_LETTER.get(letter, {})
    payable = _LATE if letter == "broken-agreement" else _TOTAL
    return LetterRequest(
        letter, RECIPIENT, WRITTEN_ON, WRITTEN_ON, LINES, values, payable if asks else None, LINES[0].contract_id,
        client_key=RECIPIENT.document, debts=LINES[0].contract_id,
    )  # fmt: skip
