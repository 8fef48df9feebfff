"""Letters in every state: answered by visits that were, waiting for an answer, scheduled, declined, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select, update

from ktp_core.db.schema import institution, visit
from ktp_core.db.types import day_number, day_of
from ktp_core.demo.crews import Crew
from ktp_core.demo.ground import Ground
from ktp_core.demo.moments import moment
from ktp_core.demo.visits import HOURS
from ktp_core.institutions.model import Kind
from ktp_core.requests import states, store
from ktp_core.requests.model import RequestAction, RequestDraft, Sender
from ktp_core.visits import history
from ktp_core.visits import store as visits
from ktp_core.visits.model import Origin, VisitAction, VisitDraft, VisitState

A = RequestAction
SENDERS = {Kind.SCHOOL: Sender.SCHOOL, Kind.PESANTREN: Sender.PESANTREN, Kind.VILLAGE: Sender.VILLAGE}
_CONTACTS = ("Bapak Hasan", "Ibu Rohmah", "Bapak Sugeng", "Ibu Wahyuni", "Ustaz Mukhlis", "Ibu Kartini", "Bapak Yusuf")
_SHARE, _SINCE = 0.3, 300  # of the visits of so many days, so many were asked for by letter
# days ago, what was done with it, why
_OPEN: tuple[tuple[int, tuple[RequestAction, ...], str | None], ...] = (
    (2, (), None), (4, (), None), (9, (), None), (16, (A.VERIFY,), None), (23, (A.VERIFY,), None),
    (31, (A.VERIFY,), None), (47, (A.VERIFY,), None), (12, (A.VERIFY, A.SCHEDULE), None),
    (18, (A.VERIFY, A.SCHEDULE), None), (20, (A.VERIFY, A.SCHEDULE), None), (26, (A.VERIFY, A.SCHEDULE), None),
    (55, (A.DECLINE,), "Semua siswa sudah direkam menurut daftar terakhir"),
    (80, (A.VERIFY, A.DECLINE), "Lokasi sama dengan permohonan lain pada minggu yang sama"),
    (64, (A.VERIFY, A.WITHDRAW), "Siswa sedang PKL, akan mengirim surat baru"), (39, (A.WITHDRAW,), "Kegiatan diundur"),
)  # fmt: skip


@dataclass(slots=True)
class _Post:
    """Numbers of letters as the office's book has them."""

    ground: Ground
    number: int = 100

    def draft(self, place: int, kind: Kind, day: date, expected: int | None, wished: date | None) -> RequestDraft:
        """A letter of that day."""
        self.number += 1
        who = _CONTACTS[self.number % len(_CONTACTS)]
        until = wished + timedelta(days=6) if wished else None
        return RequestDraft(
            institution_id=place, sender=SENDERS[kind], received_on=day, letter_date=day - timedelta(days=3),
            letter_number=f"421/{self.number}/{day.year}", contact_name=who, contact_phone=f"0000-{self.number:06d}",
            expected=expected, wished_from=wished, wished_until=until,
        )  # fmt: skip


def create(conn: Connection, ground: Ground, crews: list[Crew]) -> int:
    """Write the requests of a regency with their history; how many visits were planned for them."""
    post = _Post(ground)
    for row in _asked_for(conn, ground):
        day = row.day - timedelta(days=int(ground.rng.integers(10, 40)))
        key = store.add(
            conn, ground.regency, post.draft(row.institution_id, Kind(row.kind), day, None, None), ground.at
        )
        acts = (A.VERIFY, A.SCHEDULE, *((A.FINISH,) if row.state == VisitState.DONE else ()))
        _happened(conn, ground, key, day, acts, row.day, visit_id=row.id)
        conn.execute(update(visit).where(visit.c.id == row.id).values(request_id=key, origin=str(Origin.REQUEST)))
    return sum(_open(conn, ground, post, crews))


def _open(conn: Connection, ground: Ground, post: _Post, crews: list[Crew]) -> Iterator[bool]:
    """Those still in hand; whether a visit was planned for each."""
    places = _places(conn, ground, len(_OPEN))
    free = _free(conn, ground, crews)
    for (ago, acts, reason), (place, kind) in zip(_OPEN, places, strict=False):
        day = ground.today - timedelta(days=ago)
        wished = ground.today + timedelta(days=7 + ago % 10) if ago % 2 else None
        expected = int(ground.rng.integers(20, 140))
        slot = next(free, None) if A.SCHEDULE in acts else None
        key = store.add(conn, ground.regency, post.draft(place, kind, day, expected, wished), ground.at)
        made = None
        if slot is not None:
            made = visits.insert_draft(
                conn, ground.regency, VisitDraft(
                    institution_id=place, day=slot[0], start=slot[1][0], end=slot[1][1], team_id=slot[2].id,
                    resources=slot[2].along, origin=Origin.REQUEST, request_id=key, expected=expected,
                ), at=ground.at,
            )  # fmt: skip
            at = moment(ground, ground.today - timedelta(days=1))
            history.note(conn, ground.regency, made, VisitAction.SCHEDULE, at=at, by="jadwal", days=(None, slot[0]))
        done = acts if slot is not None else tuple(act for act in acts if act is not A.SCHEDULE)
        _happened(conn, ground, key, day, done, ground.today, visit_id=made, reason=reason)
        yield made is not None


def _happened(
    conn: Connection, ground: Ground, key: int, day: date, acts: tuple[RequestAction, ...], end: date, *,
    visit_id: int | None = None, reason: str | None = None,
) -> None:  # fmt: skip
    """Walk the real table of states; the day of each act a few after the one before, that of FINISH the visit's."""
    request = store.get(conn, key)
    store.note(conn, key, A.RECEIVE, None, request.state, at=moment(ground, day), by="daftar")
    for act in acts:
        day = end if act is A.FINISH else min(day + timedelta(days=2), end, ground.today)
        why = reason if act in states.NEEDS_REASON else None
        target = states.act(request.state, act, why)
        at, where = moment(ground, day), visit_id if act in states.OF_VISITS else None
        store.note(conn, key, act, request.state, target, at=at, by="jadwal", visit_id=where, reason=why)
        store.change(conn, key, request.version, {"state": target, "state_on": day, "reason": why}, ground.at)
        request = store.get(conn, key)


def _asked_for(conn: Connection, ground: Ground) -> list:
    """Some of the visits of the last months and of those to come."""
    now = day_number(ground.today)
    statement = (
        select(visit.c.id, visit.c.day, visit.c.state, visit.c.institution_id, institution.c.kind)
        .join(institution, institution.c.id == visit.c.institution_id)
        .where(visit.c.regency == ground.regency, visit.c.day > day_of(now - _SINCE))
        .where(visit.c.state.in_([str(VisitState.DONE), str(VisitState.PLANNED)]), visit.c.round_id.is_(None))
        .order_by(visit.c.id)
    )  # fmt: skip
    return [row for row in conn.execute(statement).all() if ground.rng.random() < _SHARE]


def _places(conn: Connection, ground: Ground, count: int) -> list[tuple[int, Kind]]:
    """Different places: schools and pesantren that pupils attend, and villages between them."""
    chosen = ground.rng.permutation(ground.schools.ids).tolist()[: count + 5]
    kinds = dict(conn.execute(select(institution.c.id, institution.c.kind).where(institution.c.id.in_(chosen))).all())
    villages = conn.execute(
        select(institution.c.id).where(institution.c.regency == ground.regency, institution.c.kind == str(Kind.VILLAGE))
        .order_by(institution.c.id).limit(3)
    ).scalars().all()  # fmt: skip
    found = [(int(key), Kind(kinds[key])) for key in chosen]
    for at, village in zip((1, 5, 9), villages, strict=False):
        found.insert(at, (village, Kind.VILLAGE))
    return found


def _free(conn: Connection, ground: Ground, crews: list[Crew]) -> Iterator[tuple[date, tuple[int, int], Crew]]:
    """Working days from the next on, with hours and a team that goes nowhere else then; one a day."""
    calendar, first = ground.calendar, max(ground.today + timedelta(days=2), ground.calendar.first)
    taken = {(one.day, one.team_id, one.start) for one in visits.between(conn, ground.regency, first, calendar.last)}
    for day in calendar.workdays(first, calendar.last):
        if any(calendar.blocked(0, kind, day) for kind in (Kind.SCHOOL, Kind.PESANTREN)):
            continue
        slots = [(day, hours, crew) for hours in HOURS for crew in crews]
        yield from [slot for slot in slots if (day, slot[2].id, slot[1][0]) not in taken][:1]
