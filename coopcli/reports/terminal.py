"""What the terminal says of problems: the first ones, without personal data, and where the rest is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coopcli.documents import mask, mask_name
from coopcli.errors import Problem

_EMPTY = "(vazia)"
_NAME_HEADER = re.compile(r"nome|associad|cooperad|client|garantidor|avalista|titular", re.IGNORECASE)
_DOCUMENT_HEADER = re.compile(r"cpf|cnpj|documento", re.IGNORECASE)
_DOCUMENT = re.compile(r"(?<!\d)(?:\d{3}\.?\d{3}\.?\d{3}-?\d{2}|\d{2}\.?\d{3}\.?\d{3}/?\d{4}-?\d{2})(?!\d)")


def problems_text(problems: Sequence[Problem], limit: int = 20, where: str = "problemas.xlsx") -> str:
    """Return the first ``limit`` problems, how many more there are, and in which file all of them stand."""
    texts = [problem.text(found=without_personal_data(problem)) for problem in problems[:limit]]
    more = len(problems) - limit
    if more > 0:
        words = "1 problema" if more == 1 else f"{more} problemas"
        texts.append(f"… e mais {words}. A lista completa está em {where}.")
    return "\n\n".join(texts)


def without_personal_data(problem: Problem) -> str:
    """Return what was found, with documents masked and names cut down to initials."""
    if problem.found == _EMPTY:
        return _EMPTY
    if problem.code.startswith("documento-") or _DOCUMENT_HEADER.search(problem.header):
        return _mask_document(problem.found)
    if _NAME_HEADER.search(problem.header) and re.search(r"[^\W\d_]", problem.found):
        return mask_name(problem.found)
    return _DOCUMENT.sub(lambda match: _mask_document(match[0]), problem.found)


def _mask_document(found: str) -> str:
    """Return a CPF as ***.456.789-**; of anything else, perhaps a CPF gone wrong, only the length shows."""
    digits = re.sub(r"[\s./-]+", "", found)
    return mask(digits) if re.fullmatch(r"\d{11}", digits) else re.sub(r"\w", "*", found)
