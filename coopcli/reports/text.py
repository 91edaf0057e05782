"""Plain-text reports from the templates of templates/reports."""

from __future__ import annotations

from typing import Any

from coopcli.reports.terminal import printable
from coopcli.shipped import folder as shipped


def render(template: str, **values: Any) -> str:
    """Return the text of a template; a value that it names and that is missing is an error, never a blank."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        loader=FileSystemLoader(shipped("templates") / "reports"), undefined=StrictUndefined, autoescape=False,
        finalize=lambda value: printable(value) if isinstance(value, str) else value,
    )  # fmt: skip
    return environment.get_template(template).render(**values)
