"""Libraries that only some commands need, and how to install them."""

from __future__ import annotations

from importlib.util import find_spec

from coopcli import __version__
from coopcli.errors import stop

EXTRAS = {"studies": ("statsmodels", "matplotlib", "wordcloud"), "binning": ("optbinning",)}
"""The extras of pyproject.toml, each with what it installs."""


def require(extra: str, what: str) -> None:
    """Raise CoopError (biblioteca-ausente), saying how to install the extra, where ``what`` lacks its libraries."""
    missing = [name for name in EXTRAS[extra] if find_spec(name) is None]
    if missing:
        raise stop("biblioteca-ausente", f"{what} sem {', '.join(missing)}", remedy=_remedy(extra))


def _remedy(extra: str) -> str:
    wheel = f"coopcli-{__version__}-py3-none-any.whl"
    return f'instale de novo, com o complemento: uv tool install --force "{wheel}[{extra}]"; com make, rode make setup'
