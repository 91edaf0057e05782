"""The cooperative's own settings: coop.yaml in the working folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from coopcli.errors import CoopError, Problem, RuleError
from coopcli.money import parse_brl
from coopcli.results import Cooperative
from coopcli.rulebook.mistakes import mistakes
from coopcli.rulebook.yaml_text import read_yaml

FILE = "coop.yaml"
_WORDS = {"extra_forbidden": "campo desconhecido", "missing": "falta o campo"}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Address(_Strict):
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


class _Phones(_Strict):
    ombudsman: str = ""
    sac: str = ""


def _amount(text: str) -> str:
    try:
        cents = parse_brl(text)
    except ValueError:
        raise ValueError("escreva o valor em reais entre aspas, como '25.000.000,00'") from None
    if cents < 0:
        raise ValueError("o valor não pode ser negativo")
    return text


class _File(_Strict):
    name: str
    cnpj: str = ""
    address: _Address = _Address()
    phones: _Phones = _Phones()
    reference_equity: str = ""
    adjusted_equity: str = ""
    segment: Literal["S1", "S2", "S3", "S4", "S5"] = "S5"
    method: Literal["simplified", "complete"] = "simplified"
    installment_tolerance: str = "0,00"
    choices: dict[str, dict[str, str | list[str]]] = {}

    @field_validator("reference_equity", "adjusted_equity")
    @classmethod
    def _equity(cls, text: str) -> str:
        return _amount(text) if text else text

    @field_validator("installment_tolerance")
    @classmethod
    def _tolerance(cls, text: str) -> str:
        return _amount(text)

    @field_validator("cnpj")
    @classmethod
    def _cnpj(cls, text: str) -> str:
        from validate_docbr import CNPJ

        if text and not CNPJ().validate(text):
            raise ValueError("CNPJ com dígito verificador errado")
        return text


@dataclass(frozen=True)
class Settings:
    """What coop.yaml says; amounts in centavos. ``folder`` is the working folder (None: there is none)."""

    cooperative: Cooperative = field(default_factory=Cooperative)
    method: str = "simplified"
    tolerance_cents: int = 0
    choices: dict[str, dict[str, str | list[str]]] = field(default_factory=dict)
    folder: Path | None = None
    adjusted_equity_cents: int | None = None
    segment: str = "S5"

    @property
    def own_rules(self) -> Path | None:
        """The cooperative's own rule files."""
        return self.folder / "rules" if self.folder else None


def load_settings(folder: Path) -> Settings:
    """Return the settings of a working folder; CoopError (configuracao-invalida) tells every wrong field and line."""
    path = folder / FILE
    if not path.is_file():
        expected = "uma pasta de trabalho com o arquivo coop.yaml"
        remedy = f"crie uma com: coopcli init {folder}"
        raise CoopError([Problem("arquivo-nao-encontrado", str(path), file=FILE, expected=expected, remedy=remedy)])
    try:
        text = read_yaml(path)
        model = _File.model_validate(text.data)
    except RuleError as error:
        raise CoopError([_invalid(p.found, p.line, p.expected) for p in error.problems]) from error
    except ValidationError as error:
        raise CoopError([_invalid(m.found, m.line, m.expected) for m in mistakes(error, text, _WORDS)]) from error
    return Settings(
        Cooperative(model.name, model.cnpj), model.method, parse_brl(model.installment_tolerance),
        dict(model.choices), folder, parse_brl(model.adjusted_equity) if model.adjusted_equity else None,
        model.segment,
    )  # fmt: skip


def _invalid(found: str, line: int, expected: str) -> Problem:
    return Problem("configuracao-invalida", found, file=FILE, line=line, expected=expected)
