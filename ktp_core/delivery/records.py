"""What was handed over and what was destroyed, over a span of days."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection, case, func, select

from ktp_core import nik
from ktp_core.db.schema import account, destruction, hand_over, region, resident

HAND_OVERS = ("receiver", "proof", "first", "replacements", "cards", "people")
"""One row is a receiver and a proof. `first` + `replacements` = `cards`; `people`: owners, each counted once."""
DESTRUCTIONS = (
    "id", "resident_id", "nik", "name", "birth_date", "district", "serial", "cause", "reason", "proposed_on",
    "proposed_by", "proposer", "decided_on", "decided_by", "decider", "accepted",
)  # fmt: skip
"""One row is a proposal. `proposed_by`, `decided_by`: sign-in names; `proposer`, `decider`: shown names; `accepted`:
None while open. Rejected by its own proposer: it was withdrawn."""
h, r, d = hand_over.c, resident.c, destruction.c
_home, _proposer, _decider = region.alias("home"), account.alias("proposer"), account.alias("decider")


def hand_overs(
    conn: Connection, regency: str, first: date, last: date, *, districts: tuple[str, ...] = ()
) -> pd.DataFrame:  # fmt: skip
    """HAND_OVERS from `first` to `last`, those taken back left out. Rows do not add up in `people`: somebody may have
    been handed two cards. No names."""
    ours = func.sum(case((h.serial == 1, 1), else_=0))
    query = select(h.receiver, h.proof, ours, func.count(), func.count(h.resident_id.distinct()))
    query = query.where(h.regency == regency, h.day.between(first, last), h.void_at.is_(None))
    if districts:
        query = query.join(resident, r.id == h.resident_id).where(r.district.in_(districts))
    found = conn.execute(query.group_by(h.receiver, h.proof).order_by(h.receiver, h.proof))
    rows = [(receiver, proof, ones, n - ones, n, people) for receiver, proof, ones, n, people in found]
    return pd.DataFrame(rows, columns=list(HAND_OVERS))


def destructions(
    conn: Connection, regency: str, *, open: bool, first: date | None = None, last: date | None = None,
    districts: tuple[str, ...] = (), limit: int = 200, offset: int = 0, reveal: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """DESTRUCTIONS: open ones oldest first, or the decided newest first, of these days of decision."""
    asked = [d.regency == regency, d.decided_at.is_(None) if open else d.decided_at.is_not(None)]
    asked += [] if first is None else [d.decided_on >= first]
    asked += [] if last is None else [d.decided_on <= last]
    asked += [r.district.in_(districts)] if districts else []
    order = (d.id,) if open else (d.decided_on.desc(), d.id.desc())
    query = (
        select(d.id, d.resident_id, r.nik, r.name, r.birth_date, _home.c.name, d.serial, d.cause, d.reason,
               d.proposed_on, d.proposed_by, func.coalesce(_proposer.c.display_name, d.proposed_by), d.decided_on,
               d.decided_by, func.coalesce(_decider.c.display_name, d.decided_by), d.accepted)
        .join(resident, r.id == d.resident_id)
        .outerjoin(_home, _home.c.code == r.district)
        .outerjoin(_proposer, _proposer.c.name == d.proposed_by)
        .outerjoin(_decider, _decider.c.name == d.decided_by)
        .where(*asked).order_by(*order).limit(limit).offset(offset)
    )  # fmt: skip
    rows = [list(row) for row in conn.execute(query)]
    for row in rows:
        row[2] = row[2] if reveal else nik.mask(row[2])
        row[-1] = None if row[-1] is None else bool(row[-1])
    return pd.DataFrame(rows, columns=list(DESTRUCTIONS), dtype=object)
