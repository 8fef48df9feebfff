"""named parts of what enters and leaves the backlog

Revision ID: 0005
Revises: 0004
"""

from collections import Counter
from datetime import date, timedelta

from alembic import op
import sqlalchemy as sa

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# The events that stand, each against the one before it: as the summaries counted them when this was written.
PARTS = """
WITH events AS (
  SELECT id, regency, resident_id, action, day, coalesce(district, 0) AS district, due_on,
         min(undoes) OVER (PARTITION BY resident_id ORDER BY id
                           ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS undone_from
  FROM card_event
), steps AS (
  SELECT events.*, lag(due_on) OVER w AS due_before, coalesce(lag(district) OVER w, 0) AS district_before
  FROM events WHERE undone_from IS NULL OR undone_from > id
  WINDOW w AS (PARTITION BY resident_id ORDER BY id)
), marked AS (
  SELECT steps.*,
         CASE WHEN due_before IS NOT NULL AND (due_on IS NULL OR due_before <> due_on OR district_before <> district)
              THEN 1 ELSE 0 END AS gone,
         CASE WHEN due_on IS NOT NULL AND (due_before IS NULL OR due_before <> due_on OR district_before <> district)
              THEN 1 ELSE 0 END AS come
  FROM steps
), turns AS (
  SELECT marked.*, max(CASE WHEN gone = 1 OR come = 1 THEN day END)
         OVER (PARTITION BY resident_id ORDER BY id) AS turned_on
  FROM marked
)
SELECT regency, CASE action WHEN 15 THEN 27 ELSE 28 END, turned_on, due_before, district_before, count(*)
FROM turns WHERE gone = 1 AND action IN (14, 15) GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT regency, CASE action WHEN 9 THEN 23 WHEN 13 THEN 24 WHEN 15 THEN 25 ELSE 26 END, turned_on, due_on, district,
       count(*)
FROM turns WHERE come = 1 AND action IN (9, 13, 14, 15) GROUP BY 1, 2, 3, 4, 5
"""
EPOCH, OPENING = date(1970, 1, 1), 14975  # day numbers; KTP-el began in 2011


def upgrade() -> None:
    counts: Counter = Counter()
    for regency, flow, turned_on, due_on, district, n in op.get_bind().execute(sa.text(PARTS)):
        counts[regency, flow, max(turned_on, due_on, OPENING), district] += n
    _insert("day", counts)
    for period, of in (("month", lambda day: day.year * 100 + day.month), ("year", lambda day: day.year)):
        totals: Counter = Counter()
        for (regency, flow, day, district), n in counts.items():
            totals[regency, flow, of(EPOCH + timedelta(days=day)), district] += n
        _insert(period, totals)


def _insert(period: str, counts: Counter) -> None:
    names = ("regency", "flow", period, "district", "channel", "n")
    table = sa.table(f"summary_{period}", *(sa.column(name, sa.Integer) for name in names))
    rows = [dict(zip(names, (*key, 0, n))) for key, n in counts.items()]
    if rows:
        op.bulk_insert(table, rows)


def downgrade() -> None:
    for period in ("day", "month", "year"):
        op.execute(f"DELETE FROM summary_{period} WHERE flow BETWEEN 23 AND 28")
