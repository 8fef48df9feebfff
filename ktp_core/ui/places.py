"""Which districts and institutions somebody may choose on a screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.regions import queries


def districts(user: Actor, permission: Permission) -> dict[str, str]:
    """Code -> name, by name, of the districts of the office that are this user's. Raises NotAllowed."""
    with reading(user, permission, user.regency) as conn:
        found = queries.districts(conn, str(user.regency))
    return own(user, dict(zip(found["code"], found["name"], strict=True)))


def own(user: Actor, names: Mapping[str, str]) -> dict[str, str]:
    """Those of `names` (of regions by code) that are districts and this user's."""
    found = {code: name for code, name in names.items() if code.count(".") == 2}
    return {code: name for code, name in found.items() if not user.districts or code in user.districts}


def named(schools: Iterable[tuple[int, str, str | None]]) -> dict[int, str]:
    """Id -> name of institutions (id, name, district), in their order; equal names carry their district, and their
    number where that is the same too."""
    listed = list(schools)
    often = Counter(name for _, name, _ in listed)
    names = {key: f"{name} ({district or key})" if often[name] > 1 else name for key, name, district in listed}
    twice = Counter(names.values())
    return {key: f"{name} #{key}" if twice[name] > 1 else name for key, name in names.items()}
