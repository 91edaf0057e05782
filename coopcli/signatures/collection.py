"""Collection: situations, ladders, pauses, charges, agreements, bureau lists, the law office, letters."""

from __future__ import annotations

from coopcli.signatures.shape import Kind, Named, Role, Signature
from coopcli.words.lists import BUSINESS_DAYS_SINCE, CHARGE_COMPONENTS, CLOCKS, CREDITOR_FIELDS, SINCE

DATES = tuple(name for name in CLOCKS if name != "clock")
"""What the clock of a ladder may be."""

OF_A_DEBT = (
    "debt_kind", "product_kind", "product", "credit_line_code", "branch", "member_id", "person_type", "given_level",
    "broken_agreement_count", "days_past_due", "overdue_cents", "balance_cents",
)  # fmt: skip
"""What is known of a late debt by itself."""

_BEFORE_THE_CLOCK = (
    *OF_A_DEBT, "months_past_due", "months_since_newest_due", "debt_cents", "last_level", "has_left",
    "is_on_leave", "has_payroll", "is_listed", "is_watched",
    "is_listing_waived", "is_lawsuit_waived", "is_lawsuit_decided",
    *(f"days_since_{name}" for name in SINCE),
    *(f"business_days_since_{name}" for name in BUSINESS_DAYS_SINCE),
)  # fmt: skip
DEBT = ("collection_days", *_BEFORE_THE_CLOCK)
"""What is known of a late debt when its ladder is asked."""

_STEP = {
    "act_title": "vale o título da linha",
    "responsible": "quem a situação diz",
    "channel": "sem canal",
    "letter": "sem carta",
    "event_kind": "nenhum evento a registrar",
    "missing_before": "nada falta antes",
    "destination": "na fila, com providência; aguardando, sem ela",
    "deadline_days": "sem prazo em dias corridos",
    "deadline_business_days": "sem prazo em dias úteis",
    "deadline_from": "sem prazo",
}
_DEADLINE = {
    "deadline_days": ("deadline_from",),
    "deadline_business_days": ("deadline_from",),
    "deadline_from": ("deadline_days", "deadline_business_days"),
}
_ACT = Signature(DEBT, ("act",), _STEP, needs=_DEADLINE)
_LADDER = {
    "stage": Signature(
        DEBT,
        ("collection_stage", "stage_rank"),
        {"act": "o que fazer está na tabela com o nome da etapa, ou nada há a fazer", **_STEP},
        needs=_DEADLINE,
        titled=True,
    ),
    "advance": Signature(_BEFORE_THE_CLOCK, ("advance_days",), absent="os prazos valem para todas as dívidas"),
    "acts_done": Signature(
        ("event_kind", "event_letter"),
        ("stage_rank",),
        empty="o evento não é da escada",
        absent="nenhum evento é um nível da escada (last_level é 0)",
    ),
}
_STAGES = (Named("O que fazer na etapa", "stage", "collection_stage", _ACT, must_exist=False),)
_CLOCKS: dict[str, Kind] = {
    "clock": ("list", *DATES),
    "clock_not_before": ("none", *DATES),
    "amount_measure": ("updated_cents", "overdue_cents", "balance_cents"),
    "amount_scope": ("debt", "debtor"),
    "deadline_on_closed_day": ("keep", "next_business_day"),
}
_NOTICE: dict[str, tuple[Kind, str]] = {"notice_days": ("days", "a carta do aviso prévio não diz o último dia")}

LADDER = Role(
    "ladder",
    "escada de cobrança: etapas, providências e prazos de uma situação",
    ("collection/active-member", "collection/former-member", "collection/broken-agreement"),
    _LADDER,
    _CLOCKS,
    _NOTICE,
    named=_STAGES,
    several="collection/situations diz qual escada vale para cada dívida",
)
LEAVE_LADDER = Role(
    "leave_ladder",
    "escada de cobrança do associado afastado do trabalho",
    ("collection/member-on-leave",),
    _LADDER,
    {**_CLOCKS, "capital_use_months": "months"},
    _NOTICE,
    named=_STAGES,
)
SITUATIONS = Role(
    "situations",
    "situação do devedor, quem cobra, o que se acompanha e as exceções",
    ("collection/situations",),
    {
        "situation": Signature(
            (*OF_A_DEBT, "has_left", "is_on_leave", "is_listed", "days_since_leave_end"),
            ("situation", "ladder", "responsible"),
            titled=True,
        ),
        "followed": Signature(
            (*OF_A_DEBT, "has_left", "is_on_leave", "is_listed", "days_since_leave_end"), ("is_followed",)
        ),
        "exceptions": Signature(("exception_kind",), ("exception_effect",)),
    },
    {"default_above_days": "days", "minimum_share_cents": "money"},
)
HOLDS = Role(
    "holds",
    "o que cada pausa da cobrança para",
    ("collection/holds",),
    {"effect": Signature(("hold_kind",), ("hold_effect",))},
    {"open_promise_days": "days"},
)
CHARGES = Role(
    "charges",
    "encargos do atraso",
    ("collection/charges",),
    {"late_charges": Signature(("days_past_due",), ("charges_fine", "charges_interest"))},
    {
        "fine_rate": "rate",
        "late_interest_rate": "rate",
        "late_interest_period": ("month", "day"),
        "late_interest_method": ("exponential", "simple"),
        "day_count": ("thirty_days", "calendar_months", "year_of_365"),
        "interest_on_fine": "flag",
        "contract_interest": ("none", "contract_rate"),
        "payment_order": ("each", *CHARGE_COMPONENTS),
    },
)
CHARGE_CAPS = Role(
    "charge_caps",
    "limites dos encargos do atraso",
    ("collection/charge-caps",),
    parameters={"fine_cap_rate": "rate", "monthly_interest_cap_rate": "rate"},
)
AGREEMENTS = Role(
    "agreements",
    "situação dos acordos, o seu registro e a conferência com o fechamento",
    ("collection/agreements",),
    {
        "agreement_state": Signature(
            (
                "is_told_settled", "is_replaced", "is_told_broken", "has_agreement_installments", "days_past_due",
                "is_fully_paid",
            ),
            ("agreement_state",),
        ),
        "mirroring": Signature(("has_received_date", "is_registered", "days_since_received"), ("mirror_status",)),
        "renegotiated_class": Signature(
            ("is_in_portfolio", "is_class_better", "is_in_sheet", "is_marked"), ("cross_check",)
        ),
    },
    {"mirror_days": "days", "restores_discount": "flag", "fine_on_restored": "flag"},
)  # fmt: skip
BUREAU = Role(
    "bureau",
    "listas do órgão de proteção ao crédito",
    ("collection/bureau",),
    {
        "listing": Signature(
            ("act", "is_held", "has_listing_notice", "listable_cents"),
            ("bureau_list",),
            empty="a dívida não vai a lista nenhuma",
            titled=True,
        ),
        "listed": Signature(
            (
                "is_still_owing", "listable_cents", "listing_count", "has_paid_since_listing", "is_known_debt",
                "is_renegotiated", "has_settled_date",
            ),
            ("bureau_list",),
            titled=True,
        ),
    },
    {
        "removal_business_days": "days",
        "record_months": "months",
        "listed_amount": ("overdue_cents", "updated_cents"),
    },
)  # fmt: skip
BUREAU_FILE = Role(
    "bureau_file",
    "arquivo de inclusões e baixas do órgão de proteção ao crédito",
    ("collection/bureau-file",),
    {
        "columns": Signature(
            answers=("file_column",),
            may_answer={
                "header": "coluna sem título",
                "format": "escrita como texto",
                "fixed_text": "a coluna é o dado que file_column nomeia",
            },
            rows="several",
            needs={"file_column=fixed": ("fixed_text",)},
        )
    },
    {
        "separator": (";", ",", "|"),
        "encoding": ("cp1252", "utf-8", "utf-8-sig", "ascii"),
        "line_end": ("crlf", "lf"),
        "has_header": "flag",
        "include_code": "text",
        "exclude_code": "text",
    },
)
LAWSUITS = Role(
    "lawsuits",
    "lista do jurídico, documentos do dossiê e conferência com o fechamento",
    ("collection/lawsuits",),
    {
        "lawsuit": Signature(
            ("act", "is_held", "has_lawsuit"), ("lawsuit_list",), empty="a dívida não vai ao jurídico", titled=True
        ),
        "missing_documents": Signature(
            (
                "has_document", "has_address", "has_contact", "has_listing_notice", "is_listed", "has_left",
                "has_account_settlement", "has_personal_guarantee", "has_guarantor", "has_updated_amount",
            ),
            ("dossier_document",),
            rows="several",
        ),
        "close_check": Signature(
            ("is_classified", "is_problem_asset", "stops_revenue", "provision_cents", "is_written_off"),
            ("dossier_document",),
            rows="several",
        ),
    },
)  # fmt: skip
LETTERS = Role(
    "letters",
    "quando cada carta sai e como é entregue",
    ("collection/letters",),
    {
        "letters": Signature(("letter",), ("letter_title",)),
        "sending": Signature(
            (
                "letter", "hold_kind", "days_since_letter", "claims_nothing", "has_unknown_amount",
                "transit_covers_debt", "waits_for_transit",
            ),
            ("letter_action",),
            titled=True,
        ),
        "delivery": Signature(
            ("has_postal_address", "requires_paper", "has_electronic_address"), ("delivery",), titled=True
        ),
    },
    {
        "payment_deadline_days": "days",
        "transit_days": "days",
        "in_transit": ("deduct", "wait"),
        "values_hold": ("on_date", "until_deadline"),
        "written_notice": "list",
        "bureau": "text",
        "settled_letter": "text",
        "settled_status": "list",
        "print_duplex": "flag",
    },
)  # fmt: skip
LETTER_CONTENTS = Role(
    "letter_contents",
    "o que toda carta traz e o que nenhuma pode dizer",
    ("collection/letter-contents",),
    parameters={"creditor_fields": ("list", *CREDITOR_FIELDS), "phone_fields": ("list", *CREDITOR_FIELDS)},
    may_have={"*_words": ("list", "nenhuma palavra se procura nas cartas")},
)

ROLES = (
    SITUATIONS, LADDER, LEAVE_LADDER, HOLDS, CHARGES, CHARGE_CAPS, AGREEMENTS, BUREAU, BUREAU_FILE, LAWSUITS, LETTERS,
    LETTER_CONTENTS,
)  # fmt: skip
