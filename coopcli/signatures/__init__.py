"""The roles that rule files play, each declared once beside its topic; below the rulebook, which reads them."""

from __future__ import annotations

from coopcli.signatures import collection, desk, indicators, members, provisioning, reading, surveys
from coopcli.signatures.shape import HITS, Answers, Kind, Named, Role, Signature

__all__ = ["HITS", "ROLES", "ROLE_OF_FILE", "Answers", "Kind", "Named", "Role", "Signature", "role_named"]

_TOPICS = (provisioning, collection, desk, indicators, members, reading, surveys)

ROLES: dict[str, Role] = {role.name: role for topic in _TOPICS for role in topic.ROLES}
"""Every role by name."""

ROLE_OF_FILE: dict[str, str] = {file: role.name for role in ROLES.values() for file in role.files}
"""The role of each shipped file, by its id without the date of an amendment."""


def role_named(name: str) -> Role | None:
    """Return the role of that name, or that the shipped file of that id plays alone (None: neither).

    So what was written of an act (settings, closes, cases) goes on meaning whatever plays its role.
    """
    role = ROLES.get(name) or ROLES.get(ROLE_OF_FILE.get(name, ""))
    return None if role is None or role.several else role
