"""The cooperative's own settings: coop.yaml in the working folder."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from coopcli.documents import is_cnpj
from coopcli.errors import CoopError, Problem, RuleError
from coopcli.money import parse_brl
from coopcli.results import Cooperative, Pix
from coopcli.rulebook.mistakes import mistakes
from coopcli.rulebook.yaml_text import read_yaml

FILE = "coop.yaml"
_PIX_KEYS = (
    r"\d{11}",
    r"[0-9A-Z]{12}\d{2}",
    r"\+55\d{10,11}",
    r"[^@\s]{1,64}@[^@\s]+\.[^@\s]+",
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
)
"""CPF, CNPJ, telephone, e-mail and random key, as the directory of Pix keys writes them."""
_LONGEST_KEY = 77
_WORDS = {"extra_forbidden": "campo desconhecido", "missing": "falta o campo"}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Address(_Strict):
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


class _Phones(_Strict):
    main: str = ""
    whatsapp: str = ""
    sac: str = ""
    ombudsman: str = ""


class _Channels(_Strict):
    email: str = ""
    site: str = ""
    ombudsman_email: str = ""
    ombudsman_site: str = ""
    whistleblower: str = ""


class _Signatory(_Strict):
    name: str = ""
    role: str = ""


class _Pix(_Strict):
    key: str = ""
    name: str = ""
    city: str = ""

    @field_validator("key")
    @classmethod
    def _key(cls, text: str) -> str:
        if text and (len(text) > _LONGEST_KEY or not any(re.fullmatch(form, text) for form in _PIX_KEYS)):
            raise ValueError(
                "escreva a chave Pix como no banco: CNPJ só com letras e números, +5531…, e-mail ou chave aleatória"
            )
        return text


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
    channels: _Channels = _Channels()
    signatory: _Signatory = _Signatory()
    pix: _Pix = _Pix()
    reference_equity: str = ""
    adjusted_equity: str = ""
    segment: Literal["S1", "S2", "S3", "S4", "S5"] = "S5"
    method: Literal["simplified", "complete"] = "simplified"
    installment_tolerance: str = "0,00"
    collection_in_close: Literal["true", "false"] = "true"
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
        if text and not is_cnpj(text):
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
    reference_equity_cents: int | None = None
    segment: str = "S5"
    collection_in_close: bool = True

    @property
    def own_rules(self) -> Path | None:
        """The cooperative's own rule files."""
        return self.folder / "rules" if self.folder else None

    @property
    def own_templates(self) -> Path | None:
        """The cooperative's own templates."""
        return self.folder / "templates" if self.folder else None


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
        _cooperative(model), model.method, parse_brl(model.installment_tolerance), dict(model.choices), folder,
        parse_brl(model.adjusted_equity) if model.adjusted_equity else None,
        parse_brl(model.reference_equity) if model.reference_equity else None,
        model.segment, model.collection_in_close == "true",
    )  # fmt: skip


def _cooperative(file: _File) -> Cooperative:
    pix = Pix(file.pix.key, file.pix.name or file.name, file.pix.city or file.address.city) if file.pix.key else None
    return Cooperative(
        file.name, file.cnpj,
        street=file.address.street, city=file.address.city, state=file.address.state, zip_code=file.address.zip,
        phone=file.phones.main, whatsapp=file.phones.whatsapp, email=file.channels.email, site=file.channels.site,
        sac_phone=file.phones.sac, ombudsman_phone=file.phones.ombudsman,
        ombudsman_email=file.channels.ombudsman_email, ombudsman_site=file.channels.ombudsman_site,
        whistleblower_channel=file.channels.whistleblower,
        signatory=file.signatory.name, signatory_role=file.signatory.role, pix=pix,
    )  # fmt: skip


def _invalid(found: str, line: int, expected: str) -> Problem:
    return Problem("configuracao-invalida", found, file=FILE, line=line, expected=expected)
