"""Use cases of kept files: add one, take one away, look at one, fetch one. Photos of a visit are added by fieldwork."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Select, select

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import reading, writing
from ktp_core.attachments import checking, rules, store
from ktp_core.attachments.model import Attachment, Owner
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.schema import institution, parcel, request, visit
from ktp_core.db.types import region_code
from ktp_core.errors import NotFound
from ktp_core.exports.model import Export

MAY_SEE = {
    Owner.REQUEST: Permission.REQUEST_VIEW,
    Owner.VISIT: Permission.FIELD_VIEW,
    Owner.PARCEL: Permission.PARCEL_VIEW,
}
MAY_CHANGE = {
    Owner.REQUEST: Permission.REQUEST_EDIT,
    Owner.VISIT: Permission.FIELD_RECORD,
    Owner.PARCEL: Permission.PARCEL_EDIT,
}
_AT_INSTITUTION = {Owner.REQUEST: request, Owner.VISIT: visit}


def add(by: Actor, owner: Owner, owner_id: int, name: str, content: bytes, *, at: datetime) -> int:
    """Keep a file with what it belongs to; its id. Raises Refused when it is no picture or paper, or too much."""
    regency = region_code(owner_id // PER_REGENCY)
    with reading(by, MAY_CHANGE[owner], regency) as conn:  # before a child is started for the file
        _within(conn, by, MAY_CHANGE[owner], owner, owner_id)
    checked = checking.check(content, longest=rules.LONGEST[owner])
    with writing(by, MAY_CHANGE[owner], regency, at=at) as tx:
        _within(tx.conn, by, MAY_CHANGE[owner], owner, owner_id)
        rules.room(checked, store.of(tx.conn, owner, owner_id))
        key = store.add(tx.conn, regency, owner, owner_id, checked, rules.title_of(name), at, by.name)
        tx.audit(
            "attachment.add", str(key), owner=owner, owner_id=owner_id, kind=checked.media_type, bytes=len(content)
        )
    return key


def remove(by: Actor, owner: Owner, attachment_id: int, *, at: datetime) -> None:
    """Forget a file that does not belong there. Raises NotFound when it is gone already."""
    regency = region_code(attachment_id // PER_REGENCY)
    with writing(by, MAY_CHANGE[owner], regency, at=at) as tx:
        one = store.get(tx.conn, owner, attachment_id)
        _within(tx.conn, by, MAY_CHANGE[owner], owner, one.owner_id)
        store.remove(tx.conn, attachment_id, at, by.name)
        tx.audit("attachment.remove", str(attachment_id), owner=owner, owner_id=one.owner_id, bytes=one.size)


def listed(by: Actor, owner: Owner, owner_id: int) -> list[Attachment]:
    """The files of one request, visit or parcel, without their bytes."""
    with reading(by, MAY_SEE[owner], region_code(owner_id // PER_REGENCY)) as conn:
        _within(conn, by, MAY_SEE[owner], owner, owner_id)
        return store.of(conn, owner, owner_id)


def look(by: Actor, owner: Owner, attachment_id: int, *, at: datetime) -> tuple[Attachment, bytes]:
    """A picture as it is about to be shown on screen: written down before it is."""
    with writing(by, MAY_SEE[owner], region_code(attachment_id // PER_REGENCY), at=at) as tx:
        one, content = _read(tx.conn, by, owner, attachment_id)
        tx.audit("attachment.view", str(attachment_id), owner=owner, owner_id=one.owner_id)
    return one, content


def fetch(by: Actor, owner: Owner, attachment_id: int) -> Export:
    """The file to save. Whoever hands it out writes that down."""
    with reading(by, MAY_SEE[owner], region_code(attachment_id // PER_REGENCY)) as conn:
        one, content = _read(conn, by, owner, attachment_id)
    return Export(rules.file_name(one.title, one.media_type), one.media_type, content, 1)


def _read(conn: Connection, by: Actor, owner: Owner, attachment_id: int) -> tuple[Attachment, bytes]:
    one = store.get(conn, owner, attachment_id)
    _within(conn, by, MAY_SEE[owner], owner, one.owner_id)
    return one, store.content(conn, attachment_id)


def _within(conn: Connection, by: Actor, permission: Permission, owner: Owner, owner_id: int) -> None:
    """Raises NotFound without such an owner, NotAllowed when it lies outside the actor's districts."""
    row = conn.execute(_place(owner, owner_id)).first()
    if row is None:
        raise NotFound(f"{owner.value}_unknown", id=owner_id)
    require(by, permission, row.regency, row.district)


def _place(owner: Owner, owner_id: int) -> Select[tuple[str, str | None]]:
    """Regency and district of what the file belongs to; a parcel lies where it goes."""
    if owner is Owner.PARCEL:
        return select(parcel.c.regency, parcel.c.district).where(parcel.c.id == owner_id)
    table = _AT_INSTITUTION[owner]
    there = table.join(institution, institution.c.id == table.c.institution_id)
    return select(institution.c.regency, institution.c.district).select_from(there).where(table.c.id == owner_id)
