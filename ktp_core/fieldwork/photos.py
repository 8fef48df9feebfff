"""Photos of a visit: two pictures for its report, checked by content like every kept file."""

from __future__ import annotations

from datetime import datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import reading, writing
from ktp_core.attachments import checking, rules
from ktp_core.attachments import store as attachments
from ktp_core.attachments.model import PDF, Owner
from ktp_core.errors import Refused
from ktp_core.fieldwork import opening, store
from ktp_core.institutions import store as institutions
from ktp_core.visits import store as visits
from ktp_core.visits.model import VisitState

MOST = 2


def add_photo(by: Actor, visit_id: int, name: str, content: bytes, *, at: datetime) -> int:
    """Keep a photo of a visit, drawn anew without its place and time; its id. Raises Refused for what is none."""
    regency = store.regency_of(visit_id)
    with reading(by, Permission.FIELD_RECORD, regency) as conn:  # before a child is started for the file
        place = institutions.get(conn, visits.visit(conn, visit_id).institution_id)
        require(by, Permission.FIELD_RECORD, regency, place.district)
    if _kind(content) == PDF:
        raise Refused("field_photo_paper")
    checked = checking.check(content, longest=rules.LONGEST[Owner.VISIT])
    with writing(by, Permission.FIELD_RECORD, regency, at=at) as tx:
        if opening.locked(tx, visit_id, Permission.FIELD_RECORD).state is VisitState.CANCELLED:
            raise Refused("field_cancelled")
        if len(attachments.of(tx.conn, Owner.VISIT, visit_id)) >= MOST:
            raise Refused("field_photos", limit=MOST)
        title = rules.title_of(name)
        key = attachments.add(tx.conn, regency, Owner.VISIT, visit_id, checked, title, at, by.name)
        tx.audit("visit.photo", f"visit:{visit_id}", attachment=key, bytes=len(content))
    return key


def _kind(content: bytes) -> str:
    try:
        return rules.kind_of(content)
    except Refused as refusal:
        if refusal.code in ("attachment_kind", "attachment_office"):  # their sentences are about letters
            raise Refused("field_photo_none") from refusal
        raise
