"""Residents with the projection of their card line, and their memberships."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, Text, and_

from ktp_core.db.schema.base import identity, metadata, partial_index
from ktp_core.db.types import Day, Instant, Region

# One row is one human with a NIK as one office knows them, and where their card stands (the projection of card_event).
resident = Table(
    "resident",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),  # the office, not the domicile
    Column("nik", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("sex", String(1), nullable=False),  # L | P
    Column("birth_place", Text),
    Column("birth_date", Day, nullable=False),
    Column("married_on", Day),  # ever married from this day: card age at once
    Column("card_age_on", Day, nullable=False),  # 17th birthday, or the marriage if earlier
    Column("standing", SmallInteger, nullable=False),  # residents.model.Standing
    Column("district", Region),  # of domicile; null when elsewhere or unknown
    Column("village", Region),
    Column("nisn", String(10)),
    Column("institution_id", BigInteger, ForeignKey("institution.id")),  # of the newest membership
    Column("class_name", Text),
    # -- the card line: written only together with a card_event
    Column("state", SmallInteger, nullable=False),  # cards.model.CardState
    Column("serial", SmallInteger, nullable=False),  # 1 the first card, 2.. replacements
    Column("state_on", Day),  # since when in this state
    Column("recorded_on", Day),  # biometrics taken (of the recording that stands)
    Column("ready_on", Day),  # print-ready since, of this serial
    Column("printed_on", Day),  # of this serial
    Column("delivered_on", Day),  # of this serial
    Column("owned_on", Day),  # first card in hand: people, not cards
    Column("due_on", Day),  # may be printed from: max(ready_on, day of card age); null unless print_ready and ours
    Column("version", Integer, nullable=False, default=1),
    Column("updated_at", Instant, nullable=False),
    Column("cause", SmallInteger),  # cards.model.Cause of this serial; null for the first card, or when nobody said
    Index("uq_resident_nik", "regency", "nik", unique=True),
    Index("ix_resident_birth", "regency", "birth_date"),
    Index("ix_resident_name", "regency", "name", "birth_date"),
    Index("ix_resident_institution", "institution_id", "birth_date"),
)

_due = resident.c.due_on.is_not(None)
# The backlog, longest wait first: as a whole, within a district, within an institution; `id` breaks ties for keyset
# paging. Each covers every filter of the screen, so that counting and finding a page never touch the table.
partial_index(
    "ix_backlog",
    resident.c.regency,
    resident.c.due_on,
    resident.c.id,
    resident.c.district,
    resident.c.institution_id,
    resident.c.serial,
    where=_due,
)
partial_index(
    "ix_backlog_district",
    resident.c.regency,
    resident.c.district,
    resident.c.due_on,
    resident.c.id,
    resident.c.institution_id,
    resident.c.serial,
    where=_due,
)
partial_index(
    "ix_backlog_institution",
    resident.c.regency,
    resident.c.institution_id,
    resident.c.due_on,
    resident.c.id,
    resident.c.district,
    resident.c.serial,
    where=_due,
)
# Names and NIKs of the waiting only: a search inside the backlog reads this index and nothing else (70,000 in 6-8 ms).
partial_index(
    "ix_backlog_name",
    resident.c.regency,
    resident.c.due_on,
    resident.c.id,
    resident.c.name,
    resident.c.nik,
    resident.c.district,
    resident.c.institution_id,
    resident.c.serial,
    where=_due,
)
partial_index("ix_resident_nisn", resident.c.regency, resident.c.nisn, where=resident.c.nisn.is_not(None))
# Not yet recorded, in the order of the survey list; married ones may be recorded at any age. It covers the list's
# question, so that counting and finding a page never touch the table.
_unrecorded = resident.c.state == 10
partial_index(
    "ix_survey",
    resident.c.regency,
    resident.c.birth_date,
    resident.c.id,
    resident.c.standing,
    resident.c.district,
    where=_unrecorded,
)
partial_index(
    "ix_survey_married",
    resident.c.regency,
    resident.c.married_on,
    where=and_(_unrecorded, resident.c.married_on.is_not(None)),
)

# One row is a resident's time in an institution in one school year.
membership = Table(
    "membership",
    metadata,
    Column("institution_id", BigInteger, ForeignKey("institution.id"), primary_key=True, autoincrement=False),
    Column("school_year", SmallInteger, primary_key=True, autoincrement=False),  # first year: 2026 is 2026/2027
    Column("resident_id", BigInteger, ForeignKey("resident.id"), primary_key=True, autoincrement=False),
    Column("class_name", Text),
    Column("from_day", Day, nullable=False),
    Column("until_day", Day),
    Index("ix_membership_resident", "resident_id", "until_day"),
    sqlite_with_rowid=False,
)
