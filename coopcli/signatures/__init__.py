"""The roles that rule files play, each declared once beside its topic; below the rulebook, which reads them."""

from __future__ import annotations

from coopcli.signatures import collection, desk, indicators, members, provisioning, reading, surveys
from coopcli.signatures.shape import HITS, Answers, Kind, Named, Role, Signature

__all__ = ["FORMERLY", "HITS", "ROLES", "ROLE_OF_FILE", "Answers", "Kind", "Named", "Role", "Signature", "role_named"]

_TOPICS = (provisioning, collection, desk, indicators, members, reading, surveys)

ROLES: dict[str, Role] = {role.name: role for topic in _TOPICS for role in topic.ROLES}
"""Every role by name."""

ROLE_OF_FILE: dict[str, str] = {file: role.name for role in ROLES.values() for file in role.files}
"""The role of each shipped file, by its id without the date of an amendment."""

FORMERLY: dict[str, str] = {"cmn-2682": "risk_levels", "bcb-352": "floor_provision"}
"""The roles by what settings, command lines and closes called them while each was an act."""


def former_names(role: str) -> list[str]:
    """Return what older closes and settings may call a role."""
    return [old for old, now in FORMERLY.items() if now == role]


def role_named(name: str) -> Role | None:
    """Return the role of that name, now or formerly, or that the shipped file of that id plays alone (None: neither).

    So what was written of an act (settings, closes, cases) goes on meaning whatever plays its role.
    """
    role = ROLES.get(FORMERLY.get(name, name)) or ROLES.get(ROLE_OF_FILE.get(name, ""))
    return None if role is None or role.several else role
