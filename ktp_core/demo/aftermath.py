"""What is known of a visit once its people are: time worked, lists with what was said, who is expected where next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from ktp_core.cards.model import Channel
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import visit, visit_change, visit_outcome
from ktp_core.demo import pictures, sheets
from ktp_core.demo.ground import Ground
from ktp_core.demo.moments import moment
from ktp_core.visits.model import VisitAction, VisitState

_CANCEL = ("Ujian sekolah dimajukan", "Tim dialihkan ke kecamatan lain", "Lembaga meminta hari lain")
_NOTES = ("Jaringan lancar.", "Sinyal lemah, data dikirim dari kantor.", "Aula cukup luas untuk dua alat.", None, None)
_BAD_NETWORK, LONGEST = 0.15, 150


def finish(conn: Connection, ground: Ground) -> None:
    """Write what follows from the outcomes of a regency's visits."""
    rows = conn.execute(
        select(visit.c.id, visit.c.day, visit.c.state, visit.c.start, visit.c.team_id, visit.c.channel)
        .where(visit.c.regency == ground.regency, visit.c.source.is_(None)).order_by(visit.c.id)
    ).all()  # fmt: skip
    met = _met(conn, ground.regency)
    _worked(conn, ground, rows, met)
    _history(conn, ground, rows)
    sheets.write(conn, ground)
    sheets.expected(conn, ground)
    pictures.attach(conn, ground)


def _met(conn: Connection, regency: str) -> dict[int, int]:
    statement = (
        select(visit_outcome.c.visit_id, func.count()).join(visit, visit.c.id == visit_outcome.c.visit_id)
        .where(visit.c.regency == regency).group_by(visit_outcome.c.visit_id)
    )  # fmt: skip
    return {int(key): int(n) for key, n in conn.execute(statement).all()}


def _worked(conn: Connection, ground: Ground, rows: Sequence[Any], met: dict[int, int]) -> None:
    """Minutes and kits: two to four minutes for each person with one kit, five to ten where the network is bad."""
    rng, values = ground.rng, []
    kits = {crew.id: len(crew.kits) for crew in ground.crews}
    for row in rows:
        if row.state != VisitState.DONE:
            continue
        people = met.get(row.id, 0)
        each = rng.uniform(5, 10) if rng.random() < _BAD_NETWORK else rng.uniform(2.2, 4.2)
        used = min(kits.get(row.team_id, 1), 1 + people // 20)
        # A team has two hours and a half at a place: where many come, it works faster.
        raw = min(round(people * each / used), LONGEST) if row.channel == int(Channel.VISIT) else rng.integers(200, 290)
        minutes = int(raw)
        note = _NOTES[int(rng.integers(len(_NOTES)))]
        expected = round(people * rng.uniform(0.9, 1.25)) or None
        values.append({"key": row.id, "minutes": max(minutes, 5), "kits": used, "note": note, "expected": expected})
    if values:
        conn.execute(
            update(visit).where(visit.c.id == bindparam("key")).values(
                minutes=bindparam("minutes"), kits=bindparam("kits"), note=bindparam("note"),
                expected=bindparam("expected"),
            ), values,
        )  # fmt: skip


def _history(conn: Connection, ground: Ground, rows: Sequence[Any]) -> None:
    """Scheduled three weeks before; some moved; then done, or cancelled for a reason."""
    told = set(conn.execute(select(visit_change.c.visit_id)).scalars())
    made: list[dict[str, Any]] = []
    for row in rows:
        if row.id in told:
            continue
        earlier = row.day - timedelta(days=int(ground.rng.integers(2, 9)))
        moved = ground.rng.random() < 0.06
        made.append(_change(ground, row, VisitAction.SCHEDULE, -21, to_day=earlier if moved else row.day))
        if moved:
            made.append(
                _change(ground, row, VisitAction.RESCHEDULE, -10, from_day=earlier, to_day=row.day,
                        reason="Lembaga meminta hari lain")
            )  # fmt: skip
        if row.state == VisitState.CANCELLED:
            reason = _CANCEL[int(ground.rng.integers(len(_CANCEL)))]
            made.append(_change(ground, row, VisitAction.CANCEL, -2, reason=reason))
        elif row.state == VisitState.DONE:
            made += [_change(ground, row, VisitAction.START, 0), _change(ground, row, VisitAction.CLOSE, 0, 15 * 60)]
    for key, change in zip(next_ids(conn, ground.regency, "visit_change", len(made)), made, strict=True):
        change["id"] = key
    if made:
        conn.execute(insert(visit_change), made)


def _change(
    ground: Ground, row: Any, action: VisitAction, days: int, minutes: int = 8 * 60, *, from_day: date | None = None,
    to_day: date | None = None, reason: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    by = "lapangan" if action in (VisitAction.START, VisitAction.CLOSE) else "jadwal"
    return {
        "visit_id": row.id, "at": moment(ground, row.day + timedelta(days=days), minutes), "by": by,
        "action": str(action), "from_day": from_day, "to_day": to_day, "reason": reason, "details": {},
    }  # fmt: skip
