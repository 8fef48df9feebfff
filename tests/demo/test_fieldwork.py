"""The demo's letters, teams and visits: what the screens of the field have to show, and that it obeys the rules."""

from __future__ import annotations

import hashlib
import io
import os
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from PIL import Image
from sqlalchemy import func, select

from ktp_core.access.transactions import SYSTEM
from ktp_core.attachments import checking
from ktp_core.attachments import store as attachments
from ktp_core.attachments.model import Owner
from ktp_core.cards.model import CardAction, Channel
from ktp_core.db import engine
from ktp_core.db.engine import read_connection
from ktp_core.db.migrate import migrate
from ktp_core.db.schema import (
    blocked_period,
    card_event,
    follow_up,
    parcel,
    request,
    request_change,
    resource,
    round_stop,
    team,
    visit,
    visit_change,
    visit_document,
    visit_outcome,
    visit_person,
)
from ktp_core.db.schema import round_ as rounds
from ktp_core.demo import service
from ktp_core.demo.model import Size
from ktp_core.eligibility.model import AgeRules
from ktp_core.fieldwork import store
from ktp_core.fieldwork.merging import merge
from ktp_core.requests import states
from ktp_core.requests.model import RequestAction, RequestState
from ktp_core.visits import effects, reach, results
from ktp_core.visits import store as visits
from ktp_core.visits.asked import PUPILS, Asked
from ktp_core.visits.model import Outcome, VisitState
from ktp_core.visits.rules import overlap
from ktp_core.visits.years import beside_reported
from ktp_core.workdays.store import calendar

TODAY, AT = date(2026, 11, 22), datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PASURUAN, BALANGAN = "35.14", "63.11"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory):
    """The folder of a small demo, built once."""
    folder = tmp_path_factory.mktemp("fieldwork")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KTP_DATA_DIR", str(folder))
        migrate()
        service.build(Size.SMALL, today=TODAY, by=SYSTEM, at=AT, progress=lambda done, total: None)
        engine.dispose()
    return folder


@pytest.fixture
def demo(built, monkeypatch):
    """The built demo as this test's database; only for reading."""
    monkeypatch.setenv("KTP_DATA_DIR", str(built))
    assert os.environ.get("KTP_DATABASE_URL") is None
    with read_connection() as conn:
        yield conn
    engine.dispose()


def count(conn, table, *where) -> int:
    return conn.execute(select(func.count()).select_from(table).where(*where)).scalar_one()


def test_the_visits_of_march_2019_come_out_of_the_screens_own_query(demo):
    found = results.page(demo, Asked(PASURUAN, TODAY, year=2019, kinds=PUPILS), limit=50)

    assert [(one.day, one.institution) for one in found.itertuples()] == [
        (date(2019, 3, 15), "Pondok pesantren di Kraton"), (date(2019, 3, 14), "SMKN 1 Purwosari"),
        (date(2019, 3, 12), "SMA di Kejayan"),
    ]  # fmt: skip
    assert all("WartaBromo/kumparan, 15 Maret 2019" in source for source in found["source"])


def test_the_totals_of_balangan_come_out_of_the_screens_own_query(demo):
    found = {row.year: row for row in beside_reported(demo, Asked(BALANGAN, TODAY)).itertuples()}

    assert (found[2023].official_institutions, found[2023].official_served) == (20, 513)
    assert (found[2024].official_institutions, found[2024].official_served) == (19, 541)
    assert all("Banua Tv, 3 Juli 2025" in found[year].source for year in (2023, 2024))
    assert (found[2023].visits, found[2024].visits) == (0, 0)  # nothing of our own was made up beside them
    assert found[2025].visits > 10 and found[2025].official_served is None


def test_three_teams_in_pasuruan_and_one_in_balangan_go_out_with_kits_operators_and_a_vehicle(demo):
    teams = Counter(demo.execute(select(team.c.regency)).scalars())
    kinds = Counter(map(tuple, demo.execute(select(resource.c.regency, resource.c.kind).where(resource.c.active == 1))))

    assert teams == {PASURUAN: 3, BALANGAN: 1}
    assert kinds[PASURUAN, "kit"] == 7 and kinds[PASURUAN, "operator"] == 7 and kinds[PASURUAN, "vehicle"] == 3
    assert kinds[BALANGAN, "kit"] == kinds[BALANGAN, "operator"] == 2
    assert count(demo, resource, resource.c.active == 0) == 2  # and one kit each that is broken


def test_nobody_and_nothing_is_in_two_places_at_once(demo):
    for regency in (PASURUAN, BALANGAN):
        days: dict[date, list] = {}
        for one in visits.between(demo, regency, date(2020, 1, 1), date(2027, 12, 31)):
            days.setdefault(one.day, []).append(one)
        for there in days.values():
            for at, one in enumerate(there):
                for other in there[:at]:
                    shared = set(one.resources) & set(other.resources)
                    same = one.team_id == other.team_id and one.team_id is not None
                    assert not (overlap(one, other) and (shared or same)), (one, other)


def test_no_visit_is_on_a_day_off_or_where_somebody_is_blocked(demo):
    from ktp_core.db.schema import institution

    kinds = dict(map(tuple, demo.execute(select(institution.c.id, institution.c.kind))))
    for regency, first in ((PASURUAN, date(2024, 1, 8)), (BALANGAN, date(2025, 1, 6))):
        known = calendar(demo, regency, first, date(2027, 1, 31))
        for one in visits.between(demo, regency, first, date(2027, 1, 31)):
            if one.day == TODAY:  # a Sunday: the pesantren that is visited today
                continue
            assert known.is_workday(one.day), one
            assert known.blocked(one.institution_id, kinds[one.institution_id], one.day) is None, one


def test_letters_are_in_every_state_and_their_history_is_a_way_of_the_table(demo):
    assert set(demo.execute(select(request.c.state)).scalars()) == {str(state) for state in RequestState}

    stored = dict(map(tuple, demo.execute(select(request.c.id, request.c.state))))
    reached: dict[int, RequestState] = {}
    for row in demo.execute(select(request_change).order_by(request_change.c.id)):
        action = RequestAction(row.action)
        if action is RequestAction.RECEIVE:
            reached[row.request_id] = RequestState.RECEIVED
        else:
            assert states.act(reached[row.request_id], action, row.reason) == RequestState(row.to_state)
            reached[row.request_id] = RequestState(row.to_state)
    assert {key: str(state) for key, state in reached.items()} == stored


def test_letters_that_are_scheduled_have_a_visit_to_come_and_those_done_one_that_was(demo):
    rows = demo.execute(
        select(request.c.state, visit.c.state.label("visit"), visit.c.day)
        .join(visit, visit.c.request_id == request.c.id)
    ).all()  # fmt: skip

    assert {(row.state, row.visit) for row in rows} == {("scheduled", "planned"), ("done", "done")}
    assert all((row.day > TODAY) == (row.state == "scheduled") for row in rows)
    assert count(demo, visit, visit.c.state == "planned", visit.c.day > TODAY) > 20


def test_kenduren_mas_goes_round_every_district(demo):
    row = demo.execute(select(rounds).where(rounds.c.name == "Kenduren Mas")).one()
    stops = count(demo, round_stop, round_stop.c.round_id == row.id)
    made = demo.execute(select(visit.c.day, visit.c.state).where(visit.c.round_id == row.id)).all()

    assert stops == 24
    assert {one.state for one in made} == {"done", "planned"}
    assert all((one.state == "done") == (one.day < TODAY) for one in made)
    assert count(demo, visit_document) > 100


def test_the_visit_of_today_is_under_way_with_a_list_of_which_some_was_said(demo):
    for regency in (PASURUAN, BALANGAN):
        row = demo.execute(select(visit).where(visit.c.regency == regency, visit.c.day == TODAY)).one()
        people = store.people(demo, row.id)
        said = merge(store.reports(demo, row.id))

        assert row.state == VisitState.UNDERWAY
        assert people and 0 < len(said) < len(people)
        assert set(said) <= {one.key for one in people}
        assert all(one.outcome is not None for one in said.values())
        assert count(demo, visit_outcome, visit_outcome.c.visit_id == row.id) == 0  # nothing is final yet
        assert count(demo, card_event, card_event.c.visit_id == row.id) == 0


def test_rates_can_be_learned_from_what_teams_did(demo):
    met = select(visit_outcome.c.visit_id, func.count().label("n")).group_by(visit_outcome.c.visit_id).subquery()
    rows = demo.execute(
        select(visit.c.minutes, visit.c.kits, met.c.n).join(met, met.c.visit_id == visit.c.id)
    ).all()  # fmt: skip

    assert len(rows) > 300
    assert all(row.minutes >= 5 and row.kits >= 1 for row in rows)
    rates = [row.minutes * row.kits / row.n for row in rows if row.n >= 5]
    assert 1.5 < sum(rates) / len(rates) < 6
    outcomes = Counter(demo.execute(select(visit_outcome.c.outcome)).scalars())
    absent = outcomes[Outcome.ABSENT] / (outcomes[Outcome.ABSENT] + outcomes[Outcome.RECORDED])
    assert 0.08 < absent < 0.35  # about one in five does not come


def test_lists_of_the_last_months_say_of_everybody_what_their_outcome_says(demo):
    kept = set(demo.execute(select(visit_person.c.visit_id)).scalars())
    closed = demo.execute(select(visit.c.id).where(visit.c.id.in_(kept), visit.c.state == "done")).scalars().all()
    assert len(closed) > 50

    for key in closed[:40]:
        outcomes = {
            f"r{row.resident_id}": (row.outcome, row.reason)
            for row in demo.execute(select(visit_outcome).where(visit_outcome.c.visit_id == key))
        }
        assert {
            name: tuple(one.says)
            for name, one in ((name, held.report) for name, held in merge(store.reports(demo, key)).items())
        } == outcomes
        assert [one.number for one in store.people(demo, key)] == list(range(1, len(outcomes) + 1))


def test_those_missed_are_expected_somewhere_and_days_without_visits_are_known(demo):
    assert count(demo, follow_up, follow_up.c.settled_by.is_(None)) > 20
    causes = set(demo.execute(select(blocked_period.c.cause)).scalars())
    assert {"exam", "holiday", "ramadan", "internship", "office"} <= causes
    actions = set(demo.execute(select(visit_change.c.action)).scalars())
    assert {"schedule", "reschedule", "cancel", "start", "close"} <= actions


def test_letters_have_scans_and_visits_have_pictures_that_can_be_opened(demo):
    kept = [
        one for regency in (PASURUAN, BALANGAN)
        for owner, table in ((Owner.VISIT, visit), (Owner.REQUEST, request), (Owner.PARCEL, parcel))
        for key in demo.execute(select(table.c.id).where(table.c.regency == regency)).scalars()
        for one in attachments.of(demo, owner, key)
    ]  # fmt: skip

    assert Counter(one.owner for one in kept) == {Owner.VISIT: 20, Owner.REQUEST: 16, Owner.PARCEL: 8}
    for one in kept:
        content = attachments.content(demo, one.id)
        assert (one.size, one.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert one.media_type == "image/jpeg"
        Image.open(io.BytesIO(content)).load()
    for owner in Owner:  # the guarded process starts anew for each: one of a kind
        one = next(one for one in kept if one.owner is owner)
        assert checking.check(attachments.content(demo, one.id)).media_type == one.media_type


def test_every_recording_says_where_it_was_made(demo):
    channels = demo.execute(
        select(card_event.c.channel, func.count()).where(card_event.c.action == int(CardAction.RECORD))
        .group_by(card_event.c.channel)
    )  # fmt: skip

    assert {Channel(row[0]) for row in channels} == set(Channel) - {Channel.UNKNOWN}


def test_visits_have_an_effect_and_some_institutions_nobody_has_visited(demo):
    found = results.page(demo, Asked(PASURUAN, TODAY, year=2026, kinds=PUPILS), limit=400)
    changed = [effects.effect(demo, int(key), AgeRules()) for key in found["id"]]
    known = [one for one in changed if one is not None and one.known]

    assert sum(one.after - one.before for one in known) > 100
    assert all(one.before <= one.after <= one.recordable <= one.members for one in known)
    whole = reach.reach(demo, Asked(PASURUAN, TODAY, kinds=PUPILS))
    assert whole.institutions == 292 and 10 < whole.never < 150
