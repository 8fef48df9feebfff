"""Which residents an account of some districts may see and decide about beside a roster.

Whoever uploads a list can write any NIK into it: without this, a list would be a way to look up anybody.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, false, or_

from ktp_core.db.schema import membership, resident


def beyond(districts: tuple[str, ...], institution_id: Any) -> Any:
    """True of residents outside `districts` who never belonged to the institution; of nobody without districts."""
    if not districts:
        return false()
    mine = (membership.c.resident_id == resident.c.id, membership.c.institution_id == institution_id)
    elsewhere = or_(resident.c.district.is_(None), resident.c.district.not_in(districts))
    return and_(resident.c.id.is_not(None), elsewhere, ~membership.select().where(*mine).exists())
