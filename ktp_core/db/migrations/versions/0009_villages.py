"""people's flows by village; counted from the residents that are there

Revision ID: 0009
Revises: 0008
"""

from alembic import op
import sqlalchemy as sa
from ktp_core.db.types import Day, Region

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# What residents of ours count to, as it was counted when this was written. 14975: 1 January 2011, when KTP-el began.
# Months of day numbers: years of 1461 quarter days, counted from March 1968.
COUNT = """
WITH stages AS (
  SELECT regency, 1 AS flow, card_age_on AS day, card_age_on, coalesce(village, district, 0) AS place
  FROM resident WHERE standing = 1
  UNION ALL
  SELECT regency, 2, recorded_on, card_age_on, coalesce(village, district, 0) FROM resident WHERE standing = 1
  UNION ALL
  SELECT regency, 3, CASE WHEN serial = 1 THEN ready_on ELSE owned_on END, card_age_on,
         coalesce(village, district, 0) FROM resident WHERE standing = 1
  UNION ALL
  SELECT regency, 4, CASE WHEN serial = 1 THEN printed_on ELSE owned_on END, card_age_on,
         coalesce(village, district, 0) FROM resident WHERE standing = 1
  UNION ALL
  SELECT regency, 5, owned_on, card_age_on, coalesce(village, district, 0) FROM resident WHERE standing = 1
), days AS (
  SELECT regency, flow, place, 671 + CASE
           WHEN day >= card_age_on AND day >= 14975 THEN day WHEN card_age_on >= 14975 THEN card_age_on
           ELSE 14975 END AS number
  FROM stages WHERE day IS NOT NULL
), years AS (
  SELECT regency, flow, place, number, (4 * number + 3) / 1461 AS year FROM days
), parts AS (
  SELECT regency, flow, place, year, (5 * (number - 1461 * year / 4) + 2) / 153 AS from_march FROM years
), months AS (
  SELECT regency, flow, place, CASE WHEN from_march < 10 THEN (year + 1968) * 100 + from_march + 3
                                    ELSE (year + 1969) * 100 + from_march - 9 END AS month
  FROM parts
)
INSERT INTO {table} (regency, flow, {period}, place, n)
SELECT regency, flow, {of}, place, count(*) FROM months GROUP BY 1, 2, 3, 4
"""
_PERIODS = {
    "summary_village_month": ("month", sa.Integer()),
    "summary_village_year": ("year", sa.SmallInteger()),
}


def upgrade() -> None:
    for name, (period, kind) in _PERIODS.items():
        op.create_table(
            name,
            sa.Column("regency", Region(), autoincrement=False, nullable=False),
            sa.Column("flow", sa.SmallInteger(), autoincrement=False, nullable=False),
            sa.Column(period, kind, autoincrement=False, nullable=False),
            sa.Column("place", Region(), autoincrement=False, nullable=False),
            sa.Column("n", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("regency", "flow", period, "place", name=op.f(f"pk_{name}")),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "summary_village_late",
        sa.Column("regency", Region(), autoincrement=False, nullable=False),
        sa.Column("flow", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("known_on", Day(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", Region(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "regency", "flow", "known_on", "month", "place", name=op.f("pk_summary_village_late")
        ),
        sqlite_with_rowid=False,
    )
    for (period, _), name in zip(_PERIODS.values(), _PERIODS, strict=True):
        op.execute(COUNT.format(table=name, period=period, of="month" if period == "month" else "month / 100"))


def downgrade() -> None:
    for name in ("summary_village_late", "summary_village_year", "summary_village_month"):
        op.drop_table(name)
