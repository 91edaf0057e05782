"""One letter to one member, asked for by name: the request of portability and its answer, say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from coopcli.calc.letters.people import ADDRESS, has_died, reached
from coopcli.closing.inputs import Say
from coopcli.closing.letters import letter_rules, write_letters
from coopcli.closing.study import gather_study
from coopcli.dates import parse_date
from coopcli.errors import Acceptance, stop
from coopcli.money import parse_brl
from coopcli.results.letters import ELECTRONIC, MAIL, LetterRequest, Recipient, Value

if TYPE_CHECKING:
    from datetime import date

    from coopcli.reading.read import Exports
    from coopcli.reports.letters.compose import Letter

WORDS: dict[str, Value] = {"sim": True, "não": False, "nao": False}


def write_single(
    exports: Path, name: str, member: str, values: Sequence[str], on: date, folder: Path, say: Say,
    accepted: Sequence[Acceptance] = (),
) -> Letter:  # fmt: skip
    """Publish a letter to the member as ``folder``; ``values`` are ``name=value`` pairs, as typed.

    Raises CoopError: no such member or letter, a value that is none, something that the letter lacks, a folder that
    exists.
    """
    inputs = gather_study([exports], say, ("members",), on, lambda _: None, accepted=accepted)
    rules = letter_rules(inputs.book, on, inputs.calendar(on, on))
    to, is_complete = _recipient(inputs.exports, member, on)
    told = dict(_typed(pair) for pair in values)
    delivery = MAIL if is_complete else ELECTRONIC
    request = LetterRequest(name, to, on, on, values=told, delivery=delivery)
    (letter,) = write_letters(folder, [request], inputs.settings, rules)
    return letter


def _recipient(exports: Exports, member: str, on: date) -> tuple[Recipient, bool]:
    """Return a member by number, CPF or CNPJ, and whether the postal address is whole."""
    members, digits = exports.frames["members"], re.sub(r"[\s./-]", "", member)
    found = members[((members["member_id"] == member) | (members["document"] == digits)).to_numpy(dtype=bool)].head(1)
    if found.empty:
        raise stop("opcao-invalida", f"--member {member}", expected="o número, o CPF ou o CNPJ de um associado")
    if has_died(found, exports.frames, np.datetime64(on, "D")).any():
        expected = "um associado vivo: as pausas da cobrança informam o falecimento"
        raise stop("opcao-invalida", f"--member {member}", expected=expected)
    (row,) = found[["member_id", "name", "document"]].fillna("").to_dict("records")
    (reach,) = reached(found, exports.frames).to_dict("records")
    told = {str(key): value for key, value in row.items()}
    told |= {key: reach[key] for key in (*ADDRESS, "email", "phone")}
    return Recipient(**told), bool(reach["has_postal_address"])


def _typed(pair: str) -> tuple[str, Value]:
    """Return a value as it was meant: a date, an amount in reais, sim or não, else a text."""
    name, equals, text = (part.strip() for part in pair.partition("="))
    if not name or not equals:
        raise stop("opcao-invalida", f"--value {pair}", expected="nome=valor, como balance=1.234,56")
    if text.casefold() in WORDS:
        return name, WORDS[text.casefold()]
    for meant in (parse_brl, parse_date):
        try:
            return name, meant(text)
        except ValueError:
            continue
    return name, text
