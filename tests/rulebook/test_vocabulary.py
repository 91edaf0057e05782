"""The vocabulary names each word once."""

from __future__ import annotations

import pytest

from coopcli.rulebook import vocabulary
from coopcli.rulebook.vocabulary import FACTS, OUTCOMES, Term


def test_a_word_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice in the vocabulary: letter"):
        vocabulary._terms(Term("letter", "text", "carta"), Term("act", "text", "ato"), Term("letter", "days", "dias"))


def test_a_word_with_a_list_is_a_choice_and_the_other_way() -> None:
    for term in (*FACTS.values(), *OUTCOMES.values()):
        assert bool(term.domain) == (term.kind == "choice"), term.name
