"""waits that ended, by month; counted from the events that are there

Revision ID: 0013
Revises: 0012
"""

from alembic import op
import sqlalchemy as sa
from ktp_core.db.types import Day, Region

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# Printings (8) that were not spoiled (9) and hand-overs (11) of people of ours that stand, as it was counted when this
# was written. Day numbers: years of 1461 quarter days, counted from March 1968.
COUNT = """
INSERT INTO summary_delay (regency, action, again, since, district, days, n)
WITH told AS (
  SELECT regency, id, resident_id, serial, action, day, ours, coalesce(district, 0) AS district,
         lag(due_on) OVER line AS due_before,
         min(undoes) OVER (PARTITION BY resident_id ORDER BY id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
           AS undone_from
  FROM card_event WINDOW line AS (PARTITION BY resident_id ORDER BY id)
), standing AS (
  SELECT regency, id, resident_id, serial, action, day, ours, district, due_before,
         count(CASE WHEN action = 8 THEN 1 END) OVER (PARTITION BY resident_id, serial ORDER BY id) AS printing,
         max(CASE WHEN action = 9 THEN id END) OVER (PARTITION BY resident_id, serial) AS spoiled
  FROM told WHERE action IN (8, 9, 11) AND (undone_from IS NULL OR undone_from > id)
), acts AS (
  SELECT regency, id, serial, action, day, ours, district, due_before, spoiled,
         max(CASE WHEN action = 8 THEN due_before END) OVER (PARTITION BY resident_id, serial, printing) AS of_print,
         day + 671 AS number
  FROM standing
), ended AS (
  SELECT regency, action, CASE WHEN serial > 1 THEN 1 ELSE 0 END AS again, day, district, number,
         day - CASE WHEN action = 8 THEN due_before ELSE of_print END AS days
  FROM acts
  WHERE ours = 1 AND ((action = 8 AND due_before IS NOT NULL AND (spoiled IS NULL OR spoiled < id))
                      OR (action = 11 AND of_print IS NOT NULL))
), years AS (
  SELECT regency, action, again, day, district, days, number - 1461 * ((4 * number + 3) / 1461) / 4 AS of_year
  FROM ended
), months AS (
  SELECT regency, action, again, day, district, days,
         day - (of_year - (153 * ((5 * of_year + 2) / 153) + 2) / 5) AS month,
         (SELECT max(valid_from) FROM parameter AS said
          WHERE said.regency = years.regency AND valid_from <= day
            AND name = CASE WHEN action = 8 THEN 'promise_printed' ELSE 'promise_delivered' END) AS began
  FROM years
), parts AS (
  SELECT regency, action, again, CASE WHEN began > month THEN began ELSE month END AS since, district, days
  FROM months
)
SELECT regency, action, again, since, district, days, count(*) FROM parts GROUP BY 1, 2, 3, 4, 5, 6
"""


def upgrade() -> None:
    op.create_table(
        "summary_delay",
        sa.Column("regency", Region(), autoincrement=False, nullable=False),
        sa.Column("action", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("again", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("since", Day(), autoincrement=False, nullable=False),
        sa.Column("district", Region(), autoincrement=False, nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "regency", "action", "again", "since", "district", "days", name=op.f("pk_summary_delay")
        ),
        sqlite_with_rowid=False,
    )
    op.execute(COUNT)


def downgrade() -> None:
    op.drop_table("summary_delay")
