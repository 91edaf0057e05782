"""What the committee reads of a proposal, as texts: the PDF and the sheet show the same."""

from __future__ import annotations

from typing import Any

import pandas as pd

from coopcli.dates import brazilian
from coopcli.documents import punctuate
from coopcli.money import brl, percent
from coopcli.reports.letters.values import shortened
from coopcli.reports.sheets.parts import plural
from coopcli.results import Study
from coopcli.results.desk import Desk
from coopcli.words import CHOICE_TITLES

Page = dict[str, Any]
NOTHING = "–"
_LONGEST = 400


def desk_pages(study: Study, desk: Desk) -> list[Page]:
    """Return a page for each proposal, in their order."""
    lists = _lists(desk)
    parts = {name: _by_proposal(frame) for name, frame in lists.items()}
    ratings = desk.rating.ratings.set_index("proposal_id")
    pages = []
    for _, row in desk.summary.iterrows():
        own = {name: parts[name].get(row["proposal_id"], frame.iloc[:0]) for name, frame in lists.items()}
        pages.append(_cleaned(_page(study, row, ratings.loc[row["proposal_id"]], own)))
    return pages


def _cleaned(page: Any) -> Any:
    """Return the page with every text on one line, without marks that turn it around, and not longer than it bears."""
    if isinstance(page, dict):
        return {name: _cleaned(value) for name, value in page.items()}
    return shortened(page, _LONGEST) if isinstance(page, str) else [_cleaned(value) for value in page]


def _lists(desk: Desk) -> dict[str, pd.DataFrame]:
    return {
        "answers": desk.rating.answers, "limits": desk.limits, "findings": desk.findings, "warnings": desk.warnings,
        "checklist": desk.checklist,
    }  # fmt: skip


def _by_proposal(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return dict(iter(frame.groupby("proposal_id", sort=False)))


def _page(study: Study, row: Any, rating: Any, lists: dict[str, pd.DataFrame]) -> Page:
    return {
        "proposal": row["proposal_id"],
        "cooperative": study.cooperative.name,
        "reference_date": brazilian(study.reference_date),
        "version": study.version,
        "situation": row["standing"],
        "identity": _identity(row),
        "rating": _rating(row, rating),
        "rate": _rate(row),
        "authority": _authority(row),
        "limits": [_limit(limit) for _, limit in lists["limits"].iterrows()],
        "findings": [_finding(found) for _, found in lists["findings"].iterrows()],
        "answers": [_answer(answer) for _, answer in lists["answers"].iterrows()],
        "warnings": [[text(w["item"]), text(w["article"])] for _, w in lists["warnings"].iterrows()],
        "checklist": [[text(c["item"]), text(c["article"])] for _, c in lists["checklist"].iterrows()],
    }


def _identity(row: Any) -> list[list[str]]:
    payment = CHOICE_TITLES.get(row["payment_method"], NOTHING) if not pd.isna(row["payment_method"]) else NOTHING
    return [
        ["Associado", text(row["member_name"])],
        ["CPF/CNPJ", punctuate(str(row["document"]))],
        ["Número e PA", f"{text(row['member_id'])} · PA {text(row['branch'])}"],
        ["Data da proposta", brazilian(pd.Timestamp(row["proposal_date"]).date())],
        ["Valor e prazo", f"{money(row['amount_cents'])} em {row['installment_count']} parcelas"],
        ["Linha e pagamento", f"{text(row['credit_line'])} · {payment}"],
        ["Volume com a proposta", money(row["client_total_cents"])],
        ["Atendente", text(row["attendant"])],
    ]


def _rating(row: Any, rating: Any) -> list[list[str]]:
    note = "" if pd.isna(rating["level_note"]) else f" ({rating['level_note']})"
    partial = f"{rating['partial_points']} pontos, {rating['partial_level']}"
    return [
        ["Rating", f"{row['level']}, {row['total_points']} pontos{note}"],
        ["Análise interna", partial],
        ["Mais custam", text(rating["costliest"])],
        ["Sem resposta", _unanswered(row["unanswered_count"])],
        ["Fundamento", text(row["level_article"])],
    ]


def _unanswered(count: int) -> str:
    return f"{plural(count, 'pergunta', 'perguntas')}, que contam como a regra diz" if count else "nenhuma pergunta"


def _rate(row: Any) -> list[list[str]]:
    rate = "não há" if pd.isna(row["monthly_rate"]) else f"{percent(row['monthly_rate'])} ao mês"
    return [
        ["Taxa", rate],
        ["Como se formou", text(row["rate_words"])],
        ["Prestação (Price)", money(row["installment_cents"])],
        ["Maior valor que cabe", _largest(row)],
        ["Fundamento", text(row["rate_article"])],
    ]


def _largest(row: Any) -> str:
    return NOTHING if pd.isna(row["largest_cents"]) else f"{money(row['largest_cents'])} ({text(row['binding_limit'])})"


def _authority(row: Any) -> list[list[str]]:
    return [
        ["Alçada", text(row["authority_title"])],
        ["Limite com o rating", money(row["authority_limit_cents"])],
        ["Por quê", text(row["authority_words"])],
        ["Fundamento", text(row["authority_article"])],
    ]


def _limit(limit: Any) -> list[str]:
    amounts = [money(limit[name]) for name in ("limit_cents", "used_cents", "new_cents", "left_cents")]
    return [text(limit["limit"]), *amounts, text(limit["fits"]), text(limit["article"])]


def _finding(found: Any) -> list[str]:
    detail = "" if pd.isna(found["detail"]) else f" ({found['detail']})"
    return [text(found["verdict_title"]), f"{found['title']}{detail}", text(found["article"])]


def _answer(answer: Any) -> list[str]:
    return [
        f"{answer['question']} {text(answer['question_title'])}",
        text(answer["answer"]),
        _origin(answer),
        str(answer["points"]),
    ]


def _origin(answer: Any) -> str:
    """Return where the answer came from; where two differ, both."""
    told_once = pd.isna(answer["typed"]) or pd.isna(answer["derived"])
    if told_once or str(answer["derived"]).startswith(f"{answer['typed']} ("):
        return text(answer["origin"])
    reason = "" if pd.isna(answer["typed_reason"]) else f": {answer['typed_reason']}"
    return f"{answer['origin']} (exportações: {answer['derived']}; digitada: {answer['typed']}{reason})"


def text(value: Any) -> str:
    """Return a text, or a dash where there is none."""
    return NOTHING if pd.isna(value) or not str(value).strip() else str(value)


def money(cents: Any) -> str:
    """Return an amount, or a dash where there is none."""
    return NOTHING if pd.isna(cents) else brl(int(cents))
