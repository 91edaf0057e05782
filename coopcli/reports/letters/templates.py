"""The templates: the cooperative's own where it has one of the same name, else the shipped ones."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopcli.errors import CoopError, Problem, stop
from coopcli.money import brl, in_words
from coopcli.reports.letters.values import Block, in_markup
from coopcli.results.letters import TemplateSource
from coopcli.shipped import folder as shipped

if TYPE_CHECKING:
    from jinja2 import Undefined

FOLDER, ENDING = "letters", ".md"
PAGE, MAIN = "page.html", "letter.typ"
"""What surrounds the text of every letter, in HTML and in print."""

FILTERS: dict[str, Callable[[int], str]] = {
    "brl": brl,
    "amount": lambda cents: brl(cents, symbol=False),
    "in_words": in_words,
}
"""What templates may do with centavos: ``{{ total | brl }}``."""

_TIDY: Any = {"trim_blocks": True, "lstrip_blocks": True}

_OF_A_TEMPLATE = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What the expressions of a template may end in, besides the errors of its language."""

LOGOS = ("logo.svg", "logo.png")


def folders_of(own: Path | None) -> list[Path]:
    """Return where templates of letters are, the cooperative's own folder first."""
    return [*([own / FOLDER] if own else []), shipped("templates") / FOLDER]


def letter_names(folders: Sequence[Path]) -> list[str]:
    """Return the letters that there are, by name."""
    found = {path.stem for folder in folders for path in folder.glob(f"*{ENDING}")}
    return sorted(name for name in found if not name.startswith("_"))


class Templates:
    """The templates that letters are made from, looked for in the cooperative's folder first."""

    def __init__(self, own: Path | None = None) -> None:
        self.folders = folders_of(own)
        self._missing: list[str] = []
        self._used: dict[str, TemplateSource] = {}
        self._environment = self._new_environment()

    def names(self) -> list[str]:
        """Return the letters that there are, by name."""
        return letter_names(self.folders)

    def path(self, name: str) -> Path:
        """Return the file of a template or of a part; CoopError (carta-desconhecida) where there is none."""
        for folder in self.folders:
            if (folder / name).is_file():
                self._note(folder / name)
                return folder / name
        raise stop("carta-desconhecida", name.removesuffix(ENDING), expected=f"um de: {', '.join(self.names())}")

    def logo(self) -> tuple[str, bytes] | None:
        """Return the name and content of the cooperative's logo, where its folder has one."""
        path = next((folder / name for folder in self.folders for name in LOGOS if (folder / name).is_file()), None)
        if path is None:
            return None
        self._note(path)
        return path.name, path.read_bytes()

    def around(self) -> list[TemplateSource]:
        """Return the templates of every letter: the page, the sheet of paper and the logo."""
        for name in (PAGE, MAIN):
            self.path(name)
        self.logo()
        return self.used()

    def used(self) -> list[TemplateSource]:
        """Return the templates that were asked for so far, by name."""
        return [self._used[name] for name in sorted(self._used)]

    def text(self, letter: str, values: dict[str, Any]) -> tuple[str, list[str]]:
        """Return the markup of a letter, and the names that it uses and ``values`` lack.

        Raises CoopError: there is no such letter (carta-desconhecida) or its file is wrong (modelo-invalido).
        """
        name = self.path(letter + ENDING).name
        self._missing.clear()
        return self._rendered(self._environment, name, values), list(dict.fromkeys(self._missing))

    def page(self, **values: Any) -> str:
        """Return a whole HTML page from ``page.html``; the template escapes what it is given.

        Raises CoopError (modelo-invalido) where the template is wrong.
        """
        self.path(PAGE)
        return self._rendered(self._pages, PAGE, values)

    def is_own(self, *names: str) -> bool:
        """Return whether one of the files is the cooperative's."""
        return any((folder / name).is_file() for folder in self.folders[:-1] for name in names)

    def _rendered(self, environment: Any, name: str, values: dict[str, Any]) -> str:
        from jinja2 import TemplateError

        try:
            return str(environment.get_template(name).render(values))
        except (TemplateError, *_OF_A_TEMPLATE) as error:
            found = str(error) or type(error).__name__
            raise stop("modelo-invalido", found, file=name, line=getattr(error, "lineno", 0) or 0) from error

    def _note(self, path: Path) -> None:
        if path.name not in self._used:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            self._used[path.name] = TemplateSource(path.name, path.parent != self.folders[-1], digest)

    def _new_environment(self) -> Any:
        from jinja2 import StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        loader = self._loader()
        self._pages = ImmutableSandboxedEnvironment(loader=loader, undefined=StrictUndefined, autoescape=True, **_TIDY)
        environment = ImmutableSandboxedEnvironment(
            loader=loader, undefined=_recorder(self._missing), autoescape=True, finalize=_finalize, **_TIDY
        )
        environment.filters.update({name: _unless_missing(filter_) for name, filter_ in FILTERS.items()})
        return environment

    def _loader(self) -> Any:
        from jinja2 import FunctionLoader

        def load(name: str) -> tuple[str, str, Any] | None:
            try:
                path = self.path(name)
            except CoopError:
                return None  # which is an error of the template that includes it
            return path.read_text(encoding="utf-8"), str(path), lambda: True

        return FunctionLoader(load)


def _finalize(value: Any) -> Any:
    """Return what is put in the place of ``{{ value }}``; nothing gets through unescaped."""
    from jinja2 import Undefined
    from markupsafe import Markup

    if isinstance(value, Block):
        return Markup(value)
    if isinstance(value, Undefined):
        return Markup(str(value))
    if not isinstance(value, str | int | date):
        raise ValueError(f"a template may not write a {type(value).__name__}")
    return Markup(in_markup(value))


def _unless_missing(format_cents: Any) -> Any:
    """Return a filter of centavos that lets what is missing be told, not formatted."""

    def applied(value: Any) -> Any:
        return value if not isinstance(value, int) else format_cents(value)

    return applied


def _recorder(missing: list[str]) -> type[Undefined]:
    """Return what stands for an unknown name: it notes the name instead of stopping at the first."""
    from jinja2 import Undefined

    class Missing(Undefined):
        def _note(self) -> str:
            missing.append(str(self._undefined_name))
            return ""

        __str__ = _note

        def __bool__(self) -> bool:
            self._note()
            return False

        def __iter__(self) -> Any:
            self._note()
            return iter(())

        def __len__(self) -> int:
            self._note()
            return 0

    return Missing


def problems_of_missing(letter: str, who: str, missing: Sequence[str]) -> list[Problem]:
    """Return one problem for each value that a letter lacks."""
    return [Problem("carta-incompleta", f"{letter}, {who}: falta {name}", file=letter + ENDING) for name in missing]
