"""What stands against a visit: against a naive second telling, minute by minute, and case by case."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ktp_core.cards.model import Channel
from ktp_core.institutions.model import Kind
from ktp_core.labels.visits import CAUSES, DAYS, RESOURCES
from ktp_core.teams.model import ResourceKind
from ktp_core.visits import rules
from ktp_core.visits.model import Origin, Visit, VisitDraft, VisitState
from ktp_core.visits.rules import ClashKind, WarningKind
from ktp_core.workdays.model import Blocked, Cause, DayKind, Holiday
from ktp_core.workdays.rules import Calendar

DAY = date(2026, 11, 30)
KINDS = {1: ResourceKind.KIT, 2: ResourceKind.KIT, 3: ResourceKind.OPERATOR, 4: ResourceKind.VEHICLE}


def visit(key: int = 1, **values: object) -> Visit:
    facts = {
        "id": key, "regency": "35.14", "institution_id": 10, "day": DAY, "state": VisitState.PLANNED,
        "origin": Origin.OWN, "channel": Channel.VISIT, "start": 480, "end": 600, "team_id": 7, "request_id": None,
        "round_id": None, "expected": None, "minutes": None, "kits": None, "note": None, "source": None, "version": 1,
        "updated_at": datetime(2026, 11, 22), "resources": (),
    }  # fmt: skip
    return Visit(**facts | values)  # type: ignore[arg-type]


def draft(**values: object) -> VisitDraft:
    return VisitDraft(**{"institution_id": 99, "day": DAY, "start": 480, "end": 600} | values)  # type: ignore[arg-type]


HOURS = st.one_of(st.none(), st.tuples(st.integers(0, 95), st.integers(1, 96)).filter(lambda pair: pair[0] < pair[1]))


@st.composite
def visits(draw) -> Visit:
    hours = draw(HOURS)
    start, end = (None, None) if hours is None else (hours[0] * 15, hours[1] * 15)
    return visit(
        draw(st.integers(1, 6)), day=DAY + timedelta(days=draw(st.integers(0, 1))), start=start, end=end,
        team_id=draw(st.sampled_from([None, 7, 8])), institution_id=draw(st.sampled_from([10, 11, 99])),
        resources=tuple(sorted(draw(st.sets(st.sampled_from([1, 2, 3, 4]))))), state=draw(st.sampled_from(VisitState)),
    )  # fmt: skip


def quarters(one: Visit) -> set[tuple[date, int]]:
    first, last = (0, 1440) if one.start is None or one.end is None else (one.start, one.end)
    return {(one.day, minute) for minute in range(first, last, 15)}


def naive(one: Visit, others: list[Visit]) -> set[tuple[str, int, int]]:
    """Everything that is in two places in one quarter of an hour."""
    found = set()
    for other in others:
        if other.id == one.id or other.state == "cancelled" or not quarters(one) & quarters(other):
            continue
        if one.team_id is not None and one.team_id == other.team_id:
            found.add(("team", one.team_id, other.id))
        if one.institution_id == other.institution_id:
            found.add(("institution", one.institution_id, other.id))
        found |= {(str(KINDS[key]), key, other.id) for key in one.resources if key in other.resources}
    return found


@given(one=visits(), others=st.lists(visits(), max_size=6, unique_by=lambda other: other.id))
def test_clashes_are_what_is_in_two_places_at_once(one: Visit, others: list[Visit]):
    found = rules.clashes(one, others, KINDS, but=one.id)

    assert {(str(clash.kind), clash.subject, clash.other.id) for clash in found} == naive(one, others)
    assert len(found) == len(naive(one, others))


@given(one=visits(), other=visits())
def test_two_visits_stand_in_each_others_way_or_neither_does(one: Visit, other: Visit):
    assert rules.overlap(one, other) == rules.overlap(other, one)
    assert rules.overlap(one, one)


def test_one_team_reaches_two_schools_a_day_one_after_the_other():
    morning = visit(1, start=480, end=600)

    assert rules.clashes(draft(start=600, end=720, team_id=7), [morning], KINDS) == []
    (clash,) = rules.clashes(draft(start=599, end=720, team_id=7), [morning], KINDS)
    assert clash.kind is ClashKind.TEAM


def calendar(*spans: Blocked, **more: object) -> Calendar:
    return Calendar(DAY, DAY + timedelta(days=30), spans=spans, **more)  # type: ignore[arg-type]


def span(**values: object) -> Blocked:
    facts = {"id": 1, "regency": "35.14", "from_day": DAY, "until_day": DAY, "cause": Cause.EXAM}
    return Blocked(**facts | values)  # type: ignore[arg-type]


def kinds(found: list[rules.Warned]) -> list[WarningKind]:
    return [one.kind for one in found]


def warned(slot: VisitDraft, of: Calendar, *others: Visit, today: date = DAY) -> list[WarningKind]:
    return kinds(rules.warnings(slot, "school", others, of, today=today))


def test_a_day_with_nothing_unusual_warns_of_nothing():
    assert warned(draft(), calendar(span(institution_id=5), span(kind="pesantren"))) == []


def test_each_warning_comes_when_its_reason_is_there():
    off = {"holidays": {DAY: Holiday(DAY, "Libur", "Holiday", DayKind.HOLIDAY)}}

    assert warned(draft(), calendar(), today=DAY + timedelta(days=1)) == [WarningKind.PAST]
    assert warned(draft(), calendar(**off)) == [WarningKind.DAY_OFF]
    assert warned(draft(), calendar(span(institution_id=99))) == [WarningKind.BLOCKED]
    assert warned(draft(), calendar(span(kind="school"))) == [WarningKind.BLOCKED]
    assert warned(draft(), calendar(span())) == [WarningKind.DAY_OFF]
    assert warned(draft(), calendar(undecided=(2026,))) == [WarningKind.UNDECIDED]
    assert warned(draft(), calendar(), visit(institution_id=99, start=700, end=800)) == [WarningKind.SAME_DAY]
    assert warned(draft(), calendar(), visit(institution_id=99, start=700, end=800, state=VisitState.CANCELLED)) == []


def test_an_overlap_at_the_institution_is_a_clash_and_no_warning_besides():
    there = visit(institution_id=99)

    assert warned(draft(), calendar(), there) == []
    assert [one.kind for one in rules.clashes(draft(), [there], KINDS)] == [ClashKind.INSTITUTION]


def test_the_channel_is_that_of_the_place():
    point = Kind.SERVICE_POINT

    assert rules.channel_of(Kind.SCHOOL, "SMA") is Channel.VISIT
    assert rules.channel_of(Kind.VILLAGE, "DESA") is Channel.VISIT
    assert rules.channel_of(point, "DINAS") is Channel.OFFICE
    assert rules.channel_of(point, "KECAMATAN") is Channel.DISTRICT_OFFICE
    assert rules.channel_of(point, "KELILING") is Channel.KENDUREN_MAS
    assert rules.channel_of(point, None) is Channel.VISIT


def test_everything_has_words():
    assert set(RESOURCES) == set(ResourceKind)
    assert set(CAUSES) == set(Cause) and set(DAYS) == set(DayKind)
    assert {str(kind) for kind in ResourceKind} <= set(ClashKind)
