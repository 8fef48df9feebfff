"""The additive summaries: kept in the transaction that writes what they count."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, SmallInteger

from ktp_core.db.schema.base import additive
from ktp_core.db.types import Day, Region

# People now: ours, alive, by where their card stands. `birth_month` is yyyymm, clamped (summaries.rules).
summary_state = additive(
    "summary_state",
    Column("regency", Region),
    Column("district", Region),  # 0: not known
    Column("state", SmallInteger),
    Column("birth_month", Integer),
)

# What happened or became true on a day: summaries.rules.Flow.
summary_day = additive(
    "summary_day",
    Column("regency", Region),
    Column("flow", SmallInteger),
    Column("day", Day),
    Column("district", Region),
    Column("channel", SmallInteger),
)

# The same by month (yyyymm): what screens read.
summary_month = additive(
    "summary_month",
    Column("regency", Region),
    Column("flow", SmallInteger),
    Column("month", Integer),
    Column("district", Region),
    Column("channel", SmallInteger),
)

# The same by calendar year: a stock on a day is the years before, the months before and the days of its month.
summary_year = additive(
    "summary_year",
    Column("regency", Region),
    Column("flow", SmallInteger),
    Column("year", SmallInteger),
    Column("district", Region),
    Column("channel", SmallInteger),
)

# What was learned after the day it counts on: the part of summary_day that was entered later, and when. Without what
# became known after a day, a stock is what was known of it then. `day`: see summaries.rules.late_day.
summary_late = additive(
    "summary_late",
    Column("regency", Region),
    Column("flow", SmallInteger),
    Column("known_on", Day),
    Column("day", Day),
    Column("district", Region),
    Column("channel", SmallInteger),
)

# People's flows alone (eligible, covered, ready, printed, owned) by month and where they live: the village, the
# district of whom only that is known, 0 of whom neither is. Villages are asked about at the end of a month.
summary_village_month = additive(
    "summary_village_month",
    Column("regency", Region),
    Column("flow", SmallInteger),
    Column("month", Integer),
    Column("place", Region),
)

# The same by calendar year.
summary_village_year = additive(
    "summary_village_year",
    Column("regency", Region),
    Column("flow", SmallInteger),
    Column("year", SmallInteger),
    Column("place", Region),
)

# The part of summary_village_month that was learned after the end of its month, and when.
summary_village_late = additive(
    "summary_village_late",
    Column("regency", Region),
    Column("flow", SmallInteger),
    Column("known_on", Day),
    Column("month", Integer),
    Column("place", Region),
)

# Every change of summary_state, by the day it was entered (yyyymmdd), by month (yyyymm) and by year (yyyy): people as
# they were known at the end of a day are those of now without what was entered since.
summary_state_change = additive(
    "summary_state_change",
    Column("regency", Region),
    Column("period", Integer),
    Column("district", Region),
    Column("state", SmallInteger),
    Column("birth_month", Integer),
)

# Waits that ended: cards of ours printed (action 8) or handed over (11), first cards apart from replacements, by days
# waited. `since` begins the month in which the wait ended, or the part of it from a new service promise on.
summary_delay = additive(
    "summary_delay",
    Column("regency", Region),
    Column("action", SmallInteger),
    Column("again", SmallInteger),  # 1: a replacement
    Column("since", Day),
    Column("district", Region),  # 0: not known
    Column("days", Integer),
)

# Cards that wait to be printed, by the day from which they may be: in the whole regency (its own code) and by
# district (0: not known).
summary_queue = additive(
    "summary_queue",
    Column("regency", Region),
    Column("area", Region),
    Column("due_on", Day),
    Column("again", SmallInteger),  # 1: replacements
)

# Recordings at a visit that stand, by the office's day on which that became known: one that is taken back counts -1 on
# the later of both days, so that the days up to a day say what was known then.
summary_visit = additive(
    "summary_visit",
    Column("regency", Region),
    Column("visit_id", BigInteger),
    Column("known_on", Day),
)

# The part of summary_visit of residents who were ever recorded at visits more than once, each apart: without their
# repeats, recordings are people.
summary_visit_again = additive(
    "summary_visit_again",
    Column("regency", Region),
    Column("resident_id", BigInteger),
    Column("visit_id", BigInteger),
    Column("known_on", Day),
)
