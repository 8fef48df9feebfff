"""The offices of this installation, for those who may see more than one."""

from __future__ import annotations

from sqlalchemy import select

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.db.schema import office


def names(by: Actor) -> dict[str, str]:
    """Regency code -> name of the office, in the order of codes."""
    with reading(by, Permission.OWN_ACCOUNT, by.regency) as conn:
        query = select(office.c.regency, office.c.name).order_by(office.c.regency)
        if by.regency is not None:
            query = query.where(office.c.regency == by.regency)
        return {row.regency: row.name for row in conn.execute(query)}
