"""The institution registry."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from ktp_core.db.schema.base import identity, metadata, partial_index
from ktp_core.db.types import Day, Instant, Region

# One row is a school, pesantren, village or service point; never deleted, only deactivated or merged.
institution = Table(
    "institution",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("kind", String(16), nullable=False),  # school | pesantren | village | service_point
    Column("type", String(16)),  # SMA, SMK, MA, SLB, PKBM, pesantren, desa, kelurahan, kecamatan, dinas ...
    Column("official_number", String(20)),  # NPSN, NSPP, village code: text
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),  # text.key(name): what search and matching compare
    Column("status", String(8)),  # negeri | swasta
    Column("address", Text),
    Column("district", Region),
    Column("village", Region),
    Column("lat", Float),
    Column("lon", Float),
    Column("contact_name", Text),
    Column("contact_phone", String(32)),
    Column("active_from", Day),
    Column("active_until", Day),
    Column("inactive_reason", Text),  # why `active_until` was set
    Column("merged_into", BigInteger, ForeignKey("institution.id")),
    Column("version", Integer, nullable=False, default=1),
    Column("updated_at", Instant, nullable=False),
    Index("ix_institution_place", "regency", "district", "kind"),
    Index("ix_institution_name", "regency", "name_key"),
)
partial_index(
    "uq_institution_number",
    institution.c.regency,
    institution.c.official_number,
    where=institution.c.official_number.is_not(None),
    unique=True,
)

# One row is another name of an institution (old name, spelling of a roster, merged one).
institution_alias = Table(
    "institution_alias",
    metadata,
    Column("institution_id", BigInteger, ForeignKey("institution.id"), primary_key=True),
    Column("name_key", Text, primary_key=True),
    Column("name", Text, nullable=False),
)
