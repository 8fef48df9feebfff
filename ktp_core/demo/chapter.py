"""From a group to rows in the tables: lives, identities, schools, visits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from sqlalchemy import Connection

from ktp_core.db import dialects
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import card_event, membership, resident
from ktp_core.demo import carrying, events, lives, plans, rows, trail, visits
from ktp_core.demo.ground import Ground
from ktp_core.demo.groups import Group
from ktp_core.demo.lives import Lives
from ktp_core.demo.people import People, invent, twins
from ktp_core.demo.plans import Plan
from ktp_core.demo.rows import Chapter
from ktp_core.demo.school_years import FIRST_SCHOOL_YEAR, YEAR_BEGINS, years_of
from ktp_core.residents.model import Standing
from ktp_core.visits.model import Outcome, Reason

_LEFT = {Standing.MOVED: "Pindah ke luar kabupaten", Standing.DECEASED: "Meninggal dunia"}
# Days after a visit, and before one, within which it was the occasion for the recording.
_SOON_AFTER, _SOON_BEFORE = 210, 150
_LISTED, _LISTED_BEFORE = 0.15, 0.2  # of the unrecorded, and of those recorded later, who stood on the list of a visit
# Of 870 missed in Sangihe 461 were on internship, 250 not ready, 117 had left, 8 moved, 7 ill; others fail or refuse.
_MISSED: tuple[tuple[Outcome, Reason | None, float], ...] = (
    (Outcome.ABSENT, Reason.INTERNSHIP, 0.42), (Outcome.ABSENT, Reason.NOT_READY, 0.23),
    (Outcome.ABSENT, Reason.LEFT_SCHOOL, 0.11), (Outcome.ABSENT, Reason.ILL, 0.03),
    (Outcome.ABSENT, Reason.MOVED, 0.01), (Outcome.ABSENT, Reason.UNKNOWN, 0.05),
    (Outcome.FAILED, Reason.NETWORK, 0.05),
    (Outcome.FAILED, Reason.BIOMETRICS, 0.02), (Outcome.DOCUMENT_MISSING, None, 0.06), (Outcome.REFUSED, None, 0.02),
)  # fmt: skip
_NOTHING = Plan((), plans.CardState.UNRECORDED, 1, {})


def write(conn: Connection, ground: Ground, group: Group, people: int) -> None:
    """Invent so many residents of a group and store them with their events, memberships and visit outcomes."""
    chapter = _chapter(conn, ground, group, people)
    dialects.bulk_insert(conn, resident, rows.RESIDENT, chapter.residents())
    dialects.bulk_insert(conn, membership, rows.MEMBERSHIP, chapter.memberships())
    if steps := len(chapter.plan.steps):
        ids = next_ids(conn, ground.regency, "card_event", people * steps)
        dialects.bulk_insert(conn, card_event, events.EVENT, events.events(chapter, ids.start))
    visits.store_outcomes(conn, _outcomes(chapter, bool(steps)))
    ground.trail.extend(trail.of(chapter))


def _chapter(conn: Connection, ground: Ground, group: Group, people: int) -> Chapter:
    plan = plans.walk(group.actions) if group.actions else _NOTHING
    if group.standing in _LEFT and group.actions:
        plan = plans.left(plan, _LEFT[group.standing])
    lived = group.lives(ground, people)
    lived = replace(lived, steps=lives.on_working_days(lived.steps, ground.now))
    pairs = twins(ground, lived)
    who = invent(ground, lived, group.standing, pairs, waves=group.waves)
    lived, visit_ids = _at_visits(ground, lived, who) if group.actions else (lived, np.zeros(people, dtype=np.int64))
    lived = replace(lived, steps=carrying.on_rounds(ground, lived.steps, group.actions, who))
    ids = next_ids(conn, ground.regency, "resident", people)
    return Chapter(ground, plan, group.standing, lived, who, visit_ids, ids)


def _at_visits(ground: Ground, lived: Lives, who: People) -> tuple[Lives, np.ndarray]:
    """Pupils who were recorded around a visit to their school were recorded at it.

    Soon before counts only of those whose card is on its way: the days after it move along.
    """
    steps = lived.steps.copy()
    first = steps[:, 0].copy()
    days, ids = ground.visits.last_before(who.schools, first)
    later, later_ids = ground.visits.next_after(who.schools, first)
    there = (days > 0) & (first - days <= _SOON_AFTER)
    instead = ~there & (later > 0) & (later - first <= _SOON_BEFORE) & (steps.shape[1] <= len(plans.READY))
    days, ids = np.where(instead, later, days), np.where(instead, later_ids, ids)
    there = (there | instead) & _present(ground, lived, who, days) & (ground.rng.random(len(ids)) < ground.visit_share)
    steps[there, 0] = days[there]
    if steps.shape[1] > 1:  # sent within days of the visit
        steps[there, 1] = np.minimum(steps[there, 1], days[there] + 3)
    return replace(lived, steps=np.maximum.accumulate(steps, axis=1)), np.where(there, ids, 0)


def _present(ground: Ground, lived: Lives, who: People, days: np.ndarray) -> np.ndarray:
    """Whether each was a pupil of the school on that day, and old enough to be recorded."""
    able = np.minimum(ground.ages.recordable(lived.births), lived.card_age)
    year = years_of(days - YEAR_BEGINS)
    first = np.maximum(who.first_years, FIRST_SCHOOL_YEAR)
    return (who.schools >= 0) & (days >= able) & (year >= first) & (year <= who.first_years + 2)


def _outcomes(chapter: Chapter, on_the_line: bool) -> list[tuple[int, int, int, str | None]]:
    if not on_the_line:
        return _missed(chapter)
    recorded = int(Outcome.RECORDED)
    found: list[tuple[int, int, int, str | None]] = [
        (visit, id_, recorded, None)
        for visit, id_ in zip(chapter.visit_ids.tolist(), chapter.ids, strict=True)
        if visit
    ]
    return found + _missed_first(chapter)


def _missed_first(chapter: Chapter) -> list[tuple[int, int, int, str | None]]:
    """Some of those recorded later had been on a list before: not there, or it failed."""
    ground, people = chapter.ground, chapter.people
    days, ids = ground.visits.last_before(people.schools, chapter.lives.steps[:, 0] - 1)
    there = (days > 0) & _present(ground, chapter.lives, people, days)
    at = np.flatnonzero(there & (ground.rng.random(len(ids)) < _LISTED_BEFORE))
    why = ground.rng.choice(len(_MISSED), size=len(at), p=[share for _, _, share in _MISSED]).tolist()
    return [
        (int(ids[one]), chapter.ids[one], int(_MISSED[reason][0]), _reason(_MISSED[reason][1]))
        for one, reason in zip(at.tolist(), why, strict=True)
    ]


def _reason(reason: Reason | None) -> str | None:
    return None if reason is None else str(reason)


def _missed(chapter: Chapter) -> list[tuple[int, int, int, str | None]]:
    """Why those who are not recorded were not, at the last visit to their school."""
    ground, schools = chapter.ground, chapter.people.schools
    days, ids = ground.visits.last_before(schools, np.full(len(schools), ground.now))
    able = ground.ages.recordable(chapter.lives.births)
    listed = (schools >= 0) & (days > ground.now - 400) & (ground.rng.random(len(days)) < _LISTED)
    listed &= _present(ground, chapter.lives, chapter.people, np.maximum(days, able))
    why = ground.rng.choice(len(_MISSED), size=len(days), p=[share for _, _, share in _MISSED]).tolist()
    found = []
    for at in np.flatnonzero(listed).tolist():
        outcome, reason, _ = (Outcome.UNDER_AGE, None, 0.0) if days[at] < able[at] else _MISSED[why[at]]
        found.append((int(ids[at]), chapter.ids[at], int(outcome), _reason(reason)))
    return found
