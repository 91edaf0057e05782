"""From requests to letters whose words are settled: every value in its place, nothing missing, no forbidden word."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from coopcli.documents import CNPJ_LENGTH, punctuate
from coopcli.errors import CoopError, DataError, Problem
from coopcli.folding import folded
from coopcli.reports.letters.markup import PIX, LetterText, parsed
from coopcli.reports.letters.message import message_of
from coopcli.reports.letters.templates import Templates, problems_of_missing
from coopcli.reports.letters.values import Block, as_sentence, clean, proper_name
from coopcli.reports.pix import pix_code, qr_png
from coopcli.results import Cooperative
from coopcli.results.letters import MAIL, LetterRequest
from coopcli.rulebook.tables import RuleFile
from coopcli.words.lists import CREDITOR_FIELDS

_WORDS_SUFFIX = "_words"
_OF_THE_SETTINGS = {
    "name": "name", "cnpj": "cnpj", "address": "address", "sac_phone": "phones, sac",
    "ombudsman_phone": "phones, ombudsman",
}  # fmt: skip


@dataclass(frozen=True)
class Sender:
    """Who writes: the cooperative, its templates, and the rule of what every letter has and none says."""

    cooperative: Cooperative
    templates: Templates
    contents: RuleFile

    @cached_property
    def forbidden(self) -> list[tuple[re.Pattern[str], str]]:
        """Each list of words that no letter has, as a pattern, with its article."""
        lists = [p for p in self.contents.parameters.values() if p.name.endswith(_WORDS_SUFFIX)]
        return [(_any_of(self.contents[p.name]), p.article) for p in lists]

    @cached_property
    def creditor(self) -> dict[str, str]:
        """What templates call ``cooperative``; fields that coop.yaml does not give are empty."""
        c = self.cooperative
        place = " – ".join(part for part in (c.street, "/".join(filter(None, (c.city, c.state)))) if part)
        address = ", CEP ".join(part for part in (place, c.zip_code) if part) if c.street and c.city else ""
        plain = {name: clean(getattr(c, name)) for name in CREDITOR_FIELDS if name not in ("cnpj", "address")}
        return plain | {"cnpj": punctuate(re.sub(r"[\s./-]", "", c.cnpj)), "address": clean(address)}

    def problems(self) -> list[Problem]:
        """Return what every letter must tell of the creditor and coop.yaml does not."""
        return [
            Problem(
                "configuracao-invalida", f"{_OF_THE_SETTINGS.get(name, name)}: vazio", file="coop.yaml",
                expected=f"{_OF_THE_SETTINGS.get(name, name)}, que toda carta traz ({parameter.article})",
            )
            for parameter in (self.contents.parameters["creditor_fields"], self.contents.parameters["phone_fields"])
            for name in self.contents[parameter.name]
            if not self.creditor.get(name)
        ]  # fmt: skip


@dataclass(frozen=True)
class Letter:
    """A letter ready to be put on paper: its words, its Pix code ("" none), its message and the message's digest."""

    request: LetterRequest
    text: LetterText
    pix: str
    message: str
    number: str = ""
    digest: str = ""

    @cached_property
    def qr(self) -> bytes:
        """The QR of the Pix code, as PNG."""
        return qr_png(self.pix)

    @property
    def file_stem(self) -> str:
        """Return the name of its files: a number and the name of the template, nothing of a person."""
        return f"{self.number}-{self.request.letter}"


def compose(requests: Sequence[LetterRequest], sender: Sender) -> list[Letter]:
    """Return the letters in postal order, numbered from 1.

    Raises DataError with every value that a letter lacks and every forbidden word, CoopError where coop.yaml or a
    template does not do.
    """
    problems = sender.problems()
    letters: list[Letter] = []
    width = max(4, len(str(len(requests))))
    for number, request in enumerate(sorted(requests, key=_postal_order), 1):
        letter, found = _composed(request, sender, f"{number:0{width}d}")
        problems += found
        letters.append(letter)
    if problems:
        raise DataError(list(dict.fromkeys(problems)))
    return letters


def _postal_order(request: LetterRequest) -> tuple[object, ...]:
    """Return what letters are sorted by: those for the post first, by postal code and name."""
    zip_code = re.sub(r"\D", "", request.to.zip_code)
    by_mail = request.delivery == MAIL
    return (
        not by_mail,
        zip_code,
        folded(request.to.name),
        request.to.member_id,
        request.letter,
        request.debts,
    )


def _composed(request: LetterRequest, sender: Sender, number: str) -> tuple[Letter, list[Problem]]:
    pix = _pix(request, sender.cooperative)
    markup, missing = sender.templates.text(request.letter, _values(request, sender, pix))
    try:
        text = parsed(markup)
    except ValueError as error:
        raise CoopError([Problem("modelo-invalido", str(error), file=f"{request.letter}.md")]) from error
    message = message_of(text, pix, sender.creditor, is_of_debt=request.is_of_debt)
    lacking = dict.fromkeys("name" if field == "greeting" else field for field in missing)  # the greeting is the name
    problems = problems_of_missing(request.letter, _who(request), list(lacking))
    problems += _forbidden(request, f"{text.subject}\n{message}", sender)
    digest = hashlib.sha256(f"{text.subject}\n{message}".encode()).hexdigest()
    return Letter(request, text, pix, message, number, digest), problems


def _pix(request: LetterRequest, cooperative: Cooperative) -> str:
    if cooperative.pix is None or not request.payable_cents:
        return ""
    return pix_code(cooperative.pix, request.payable_cents, request.reference)


def _values(request: LetterRequest, sender: Sender, pix: str) -> dict[str, Any]:
    """Return what the template may name; what is empty is left out, so that its use is told."""
    to = request.to
    is_company = len(to.document) == CNPJ_LENGTH
    name = proper_name(to.name, is_company=is_company)
    told = {
        "name": name,
        "greeting": "Prezados senhores" if is_company else f"Prezado(a) {name}" if name else "",
        "member_id": to.member_id,
        "document": punctuate(to.document),
        "is_company": is_company,
        "written_on": request.written_on,
        "held_on": request.held_on,
        "contracts": ", ".join(dict.fromkeys(line.contract_id for line in request.lines)),
        "total": sum(line.total_cents for line in request.lines),
        **request.values,
    }
    known = {key: value for key, value in told.items() if value is not None and value != ""}
    lines = [asdict(line) | {"product": as_sentence(line.product)} for line in request.lines]
    return known | {
        "cooperative": sender.creditor,
        "lines": lines,
        "pix": PIX if pix else Block(),
        "has_pix": bool(pix),
    }


def _who(request: LetterRequest) -> str:
    return f"associado {request.to.member_id or 'sem número'}"


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern of whole words, written without accents and in small letters."""
    spaced = (r"\s+".join(re.escape(part) for part in folded(word).split()) for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)")


def _forbidden(request: LetterRequest, words: str, sender: Sender) -> Iterator[Problem]:
    """Yield each forbidden word of a letter; the name of who it goes to does not count."""
    text = folded(words)
    own = folded(proper_name(request.to.name, is_company=False))
    text = text.replace(own, " ") if own else text
    for pattern, article in sender.forbidden:
        for word in dict.fromkeys(pattern.findall(text)):
            found = f"{request.letter}, {_who(request)}: {word}"
            yield Problem("palavra-proibida", found, file=f"{request.letter}.md", expected=f"outra palavra ({article})")
