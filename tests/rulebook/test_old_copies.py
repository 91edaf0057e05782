"""A cooperative's copy of a rule, made before the shipped one gained a table or a parameter."""

from __future__ import annotations

import pytest

from coopcli.errors import RuleError
from coopcli.rulebook.book import load_rulebook
from coopcli.shipped import folder as shipped


def test_a_table_that_the_file_lacks_is_told_with_the_file():
    rule = load_rulebook(shipped("rules")).versions("provisioning/bcb-352-2023")[0]
    with pytest.raises(RuleError, match=r"(?s)bcb-352-2023\.yaml.*falta a tabela of_tomorrow.*copie de novo"):
        rule.tables["of_tomorrow"]
    assert "of_tomorrow" not in rule.tables


def test_a_parameter_that_the_file_lacks_is_told_with_the_file():
    rule = load_rulebook(shipped("rules")).versions("provisioning/bcb-352-2023")[0]
    with pytest.raises(RuleError, match="falta o parâmetro of_tomorrow"):
        rule["of_tomorrow"]
