"""The shape of a rule file, checked by pydantic: unknown keys, missing keys and wrong types are refused.

Everything arrives as text (``yaml_text``), so pydantic's conversions are the only ones.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from coopcli.errors import Problem
from coopcli.rulebook.mistakes import mistakes
from coopcli.rulebook.yaml_text import YamlText

Hit = Literal["unique", "first", "worst", "collect sum", "collect"]
Said = Annotated[str, Field(min_length=1)]
"""A text that must not be empty."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class SourceModel(_Strict):
    """Where a rule comes from and when somebody last read it there."""

    act: Said
    articles: list[str] = []
    url: Said
    checked_on: date
    amended_by: list[str] = []


class ParameterModel(_Strict):
    """A number or choice that is no table. ``policy`` marks what the source leaves to the cooperative."""

    value: str | list[str]
    article: Said
    title: str = ""
    one_of: list[str] = []
    policy: bool = False
    confirm: str = ""


class ConditionModel(_Strict):
    """What a fact must satisfy: ``from`` and ``to`` include their end, ``above`` and ``below`` do not."""

    from_: str | None = Field(None, alias="from")
    to: str | None = None
    above: str | None = None
    below: str | None = None
    is_: str | None = Field(None, alias="is")
    in_: list[str] | None = Field(None, alias="in")
    not_in: list[str] | None = None
    missing: bool | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        """Refuse two kinds of condition at once: only one of them would count."""
        kinds = {_KIND_OF_KEY.get(key, key) for key in self.model_dump(by_alias=True, exclude_none=True)}
        if len(kinds) > 1:
            raise ValueError("use só um destes: limites (from/to/above/below), is, in, not_in ou missing")
        return self


_KIND_OF_KEY = dict.fromkeys(("from", "to", "above", "below"), "limites")


class RowModel(BaseModel):
    """A row: conditions (``when``; ``from``, ``to`` … on the table's ``over``), article, and outcomes (the extras).

    ``added`` says why the row stands here although the source has none; ``rates_may_fall`` why its rate is lower than
    that of the days or months before it, or than that of the published row whose place it takes.
    """

    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True)

    when: dict[str, ConditionModel] = {}
    from_: str | None = Field(None, alias="from")
    to: str | None = None
    above: str | None = None
    below: str | None = None
    article: Said
    title: str = ""
    note: str = ""
    added: str = ""
    rates_may_fall: str = ""

    def outcomes(self) -> dict[str, Any]:
        """Return the keys that are not the row's own: what it decides."""
        return dict(self.__pydantic_extra__ or {})


class TableModel(_Strict):
    """A table and its hit policy. ``may_be_empty`` carries the reason why.

    ``totals`` names the facts that a ``collect sum`` gives, each with the questions that add up to it (none: all);
    ``direction`` says how ``points`` should move as a fact grows.
    """

    title: Said
    hit: Hit
    over: str = ""
    by: str = ""
    order: dict[str, list[str]] = {}
    sum_: str = Field("", alias="sum")
    one_per: str = ""
    covers: dict[str, ConditionModel] = {}
    may_be_empty: str = ""
    totals: dict[str, list[str]] = {}
    direction: dict[str, Literal["rising", "falling"]] = {}
    note: str = ""
    rows: list[RowModel] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _row_says_why(cls, data: Any) -> Any:
        """Refuse the reason for a whole table, as files had it: it would hide every other fall."""
        if isinstance(data, dict) and "rates_may_fall" in data:
            raise ValueError("rates_may_fall na linha em que a taxa cai, não na tabela inteira")
        return data


class RuleFileModel(_Strict):
    """A whole rule file. ``copied_from`` is the fingerprint of the shipped file that an own file was copied from.

    ``lists`` are the closed lists that it lays down, by the word that they are of; ``cites`` the articles that reports
    cite outside of any table; ``not_applied`` what of the act the program leaves out, by article.
    """

    id: str
    title: Said
    role: str = ""
    short_title: str = ""
    copied_from: str = ""
    kind: Literal["law", "policy", "method"]
    source: SourceModel
    effective_from: date
    effective_to: date | None = None
    notes: list[str] = []
    confirm: list[str] = []
    cites: dict[str, Said] = {}
    not_applied: dict[str, Said] = {}
    lists: dict[str, list[Said]] = {}
    parameters: dict[str, ParameterModel] = {}
    tables: dict[str, TableModel] = {}


class ReplacementModel(_Strict):
    """A published row, as it is written today (``row``), and what stands in its place (``with``)."""

    row: RowModel
    with_: RowModel = Field(alias="with")


class AdditionModel(_Strict):
    """A further row, and the published row before which it stands (where the first match decides)."""

    row: RowModel
    before: RowModel | None = None


class OverlaidTableModel(_Strict):
    """What an overlay does to one table. A ``minimum`` is a row with one outcome: the greater answer counts."""

    minimum: list[RowModel] = []
    replace: list[ReplacementModel] = []
    add: list[AdditionModel] = []


class OverlayFileModel(_Strict):
    """A whole overlay: what a cooperative decides above a rule, without a copy of it.

    ``overlays`` is the id of a rule file, of an act (all its versions), or a role.
    """

    id: str
    title: Said
    overlays: Said
    source: SourceModel
    author: Said
    reason: Said
    effective_from: date
    effective_to: date | None = None
    tables: dict[str, OverlaidTableModel] = Field(min_length=1)


def parse(text: YamlText) -> tuple[RuleFileModel | None, list[Problem]]:
    """Return the checked rule file, or the problems that stand in it, each with its line."""
    return _checked(RuleFileModel, text)


def parse_overlay(text: YamlText) -> tuple[OverlayFileModel | None, list[Problem]]:
    """Return the checked overlay, or the problems that stand in it, each with its line."""
    return _checked(OverlayFileModel, text)


_Model = TypeVar("_Model", bound=_Strict)


def _checked(model: type[_Model], text: YamlText) -> tuple[_Model | None, list[Problem]]:
    try:
        return model.model_validate(text.data), []
    except ValidationError as error:
        found = mistakes(error, text, {"value_error": "condições que se excluem"})
        return None, [
            Problem("regra-invalida", m.found, file=text.file, line=m.line, expected=m.expected) for m in found
        ]
