"""The demo's print line: what its screens have to show, and that it obeys the rules of batches and parcels."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from ktp_core.access.store import actor_by_name
from ktp_core.access.transactions import SYSTEM
from ktp_core.batches import queries as batches
from ktp_core.batches import service as print_room
from ktp_core.batches.model import BatchState, CardMark
from ktp_core.batches.states import HOLDING
from ktp_core.blanks.model import EntryKind
from ktp_core.cards.model import CardAction, CardState, Source
from ktp_core.db import engine
from ktp_core.db.engine import read_connection
from ktp_core.db.migrate import migrate
from ktp_core.db.schema import (
    blank_entry,
    blank_holder,
    blank_proposal,
    card_event,
    destruction,
    disagreement,
    hand_over,
    parcel,
    parcel_card,
    parcel_custody,
    print_batch,
    print_batch_card,
    resident,
    visit,
)
from ktp_core.delivery import queries as finished
from ktp_core.delivery import rules
from ktp_core.delivery.codes import read
from ktp_core.delivery.finished import Proof, Receipt, Receiver
from ktp_core.delivery.model import CardPlace, Keeper, ParcelState, Place
from ktp_core.demo import service
from ktp_core.demo.model import TOLD, Size

TODAY, AT = date(2026, 11, 22), datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PASURUAN, BALANGAN = "35.14", "63.11"
b, c, p, k, h, r = print_batch.c, print_batch_card.c, parcel.c, parcel_card.c, hand_over.c, resident.c


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory):
    """The folder of a small demo, built once."""
    folder = tmp_path_factory.mktemp("line")
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
    with read_connection() as conn:
        yield conn
    engine.dispose()


@pytest.mark.parametrize("regency", [PASURUAN, BALANGAN])
def test_there_are_finished_batches_a_stopped_one_and_one_of_today(demo, regency):
    rows = demo.execute(select(b.state, b.day, b.reason, b.done_at).where(b.regency == regency)).all()
    states = Counter(row.state for row in rows)

    assert states.pop(BatchState.DONE) > 5
    assert states == {BatchState.OPEN: 1, BatchState.PAUSED: 1, BatchState.CANCELLED: 1}
    assert [row.day for row in rows if row.state == BatchState.OPEN] == [TODAY]
    assert all(bool(row.reason) == (row.state in (BatchState.PAUSED, BatchState.CANCELLED)) for row in rows)
    assert all((row.done_at is None) == (row.state in HOLDING) for row in rows)
    assert all(TODAY - timedelta(days=28) < row.day <= TODAY for row in rows)


@pytest.mark.parametrize(("regency", "fewest"), [(PASURUAN, 3), (BALANGAN, 1)])
def test_a_visit_took_a_printer_along_and_cards_were_in_hand_the_same_day(demo, regency, fewest):
    spot = demo.execute(
        select(b.id, b.day, b.visit_id, b.holder_id, visit.c.day.label("there"), visit.c.state)
        .join(visit, visit.c.id == b.visit_id).where(b.regency == regency)
    ).one()  # fmt: skip
    made = demo.execute(select(c.resident_id, c.state, c.due_on).where(c.batch_id == spot.id)).all()
    events = demo.execute(
        select(card_event.c.resident_id, card_event.c.action, card_event.c.day, card_event.c.visit_id)
        .where(card_event.c.resident_id.in_([row.resident_id for row in made])).order_by(card_event.c.id)
    ).all()  # fmt: skip
    given = demo.execute(select(h.resident_id, h.day).where(h.resident_id.in_([row.resident_id for row in made]))).all()

    assert spot.day == spot.there < TODAY and spot.state == "done"
    assert len(made) >= fewest and {(row.state, row.due_on) for row in made} == {("printed", spot.day)}
    for one in made:
        story = [(row.action, row.visit_id) for row in events if row.resident_id == one.resident_id]
        key, none = spot.visit_id, None
        assert story == [(1, key), (2, none), (3, none), (int(CardAction.PRINT), key), (int(CardAction.DELIVER), key)]
    assert {row.day for row in events} == {spot.day}
    assert sorted(map(tuple, given)) == sorted((row.resident_id, spot.day) for row in made)


def test_a_list_of_siak_took_cards_out_of_todays_batch_and_out_of_a_parcel_and_contradicts_one(demo):
    gone = demo.execute(
        select(c.resident_id, b.state, c.taken_by).join(print_batch, b.id == c.batch_id)
        .where(c.state == str(CardMark.GONE))
    ).all()  # fmt: skip
    left = demo.execute(select(k.resident_id).where(k.state == str(CardPlace.LEFT))).scalars().all()
    siak = select(card_event.c.resident_id, card_event.c.action).where(
        card_event.c.source == int(Source.SIAK),
        card_event.c.action.in_([int(CardAction.PRINT), int(CardAction.DELIVER)]),
    )

    assert [(row.state, row.taken_by) for row in gone] == [(str(BatchState.OPEN), None)] * TOLD and len(left) == 1
    printed = [(row.resident_id, int(CardAction.PRINT)) for row in gone]
    assert sorted(map(tuple, demo.execute(siak))) == sorted([*printed, (left[0], int(CardAction.DELIVER))])
    assert len(demo.execute(select(disagreement.c.id)).all()) == 1


def test_blanks_were_counted_by_two_and_a_correction_waits(demo):
    waiting = demo.execute(
        select(blank_proposal.c.proposed_by, blank_proposal.c.counted).where(blank_proposal.c.decided_at.is_(None))
    ).all()
    kinds = set(demo.execute(select(blank_entry.c.kind)).scalars())

    assert [tuple(row) for row in waiting] == [("cetak", None)]
    assert kinds == set(map(str, EntryKind)) - {str(EntryKind.UNDONE), str(EntryKind.CORRECTED)}


def test_every_mark_of_a_batch_is_there_and_a_colleague_is_printing(demo):
    marks = Counter(demo.execute(select(c.state)).scalars())
    taken = demo.execute(select(c.taken_by, c.state).where(c.taken_by.is_not(None))).all()

    assert set(marks) == set(map(str, CardMark))
    assert {tuple(row) for row in taken} == {("cetak2", str(CardMark.WAITING))}
    assert all(demo.execute(select(c.reason).where(c.state == str(CardMark.SKIPPED))).scalars())


def test_what_was_printed_of_late_is_in_batches_with_a_blank_each(demo):
    printed = select(card_event.c.resident_id, card_event.c.serial).where(
        card_event.c.action == int(CardAction.PRINT),
        card_event.c.day > TODAY - timedelta(days=28),
        card_event.c.source == int(Source.OFFICE),
    )
    events = Counter(map(tuple, demo.execute(printed)))
    of_batches = select(c.resident_id, c.serial).where(c.state == str(CardMark.PRINTED))
    used = select(blank_entry.c.resident_id, blank_entry.c.serial).where(
        blank_entry.c.kind == str(EntryKind.USED), blank_entry.c.resident_id.is_not(None)
    )

    assert Counter(map(tuple, demo.execute(used))) == events
    assert Counter(map(tuple, demo.execute(of_batches))) <= events
    assert demo.execute(select(func.sum(c.spoiled))).scalar_one() > 0
    assert demo.execute(select(func.min(blank_holder.c.stock))).scalar_one() >= 0


def test_printers_have_room_and_the_next_batch_can_be_proposed(demo):
    clerk = actor_by_name(demo, "cetak")
    printers = demo.execute(
        select(blank_holder.c.id).where(blank_holder.c.regency == PASURUAN, blank_holder.c.kind == "printer")
    ).scalars()
    for printer in list(printers):
        offer = print_room.propose(clerk, PASURUAN, printer, day=TODAY, asked=20, today=TODAY)

        assert batches.room(demo, printer, TODAY).free == offer.room.free >= 20
        assert len(offer.cards) == 20 and sum(n for _, n in offer.waiting) > 1_500


def test_parcels_stand_in_every_state_and_all_that_was_sent_is_in_one(demo):
    states = Counter(demo.execute(select(p.state)).scalars())
    places = set(demo.execute(select(k.state)).scalars())
    inside = Counter(demo.execute(
        select(k.resident_id).join(parcel, p.id == k.parcel_id)
        .where(k.state == str(CardPlace.IN), p.state == str(ParcelState.SENT))
    ).scalars())  # fmt: skip
    sent = demo.execute(select(r.id).where(r.state == int(CardState.DISPATCHED))).scalars().all()

    assert set(states) == set(map(str, ParcelState)) and places == set(map(str, CardPlace))
    assert inside == Counter(sent) and len(sent) > 50
    places = Counter(demo.execute(select(p.place).where(p.state == str(ParcelState.SENT))).scalars())
    assert places[Place.INSTITUTION] > 5 and places[Place.DISTRICT] > 5


def test_codes_keepers_and_chains_of_custody_are_lawful(demo):
    chains: dict[int, list] = {}
    for row in demo.execute(select(parcel_custody).order_by(parcel_custody.c.id)):
        chains.setdefault(row.parcel_id, []).append(row)
    for one in demo.execute(select(parcel)).all():
        chain = chains.get(one.id, [])
        assert read(one.code) == one.code
        assert all(rules.keeper(Keeper(row.keeper), Place(one.place)) for row in chain)
        assert [row.day for row in chain] == sorted(row.day for row in chain)
        assert all(row.name and row.given_by and row.cards > 0 for row in chain)
        last = (chain[-1].keeper, chain[-1].name, chain[-1].day) if chain else (str(Keeper.OFFICE), one.keeper_name,
                                                                                one.kept_since)  # fmt: skip
        assert (one.keeper, one.keeper_name, one.kept_since) == last
        assert (one.sent_on is not None) == bool(chain) == (one.state in (ParcelState.SENT, ParcelState.SETTLED))


def test_some_are_on_the_way_with_staff_and_one_waits_for_a_visit_that_goes_there(demo):
    keepers = set(demo.execute(select(p.keeper).where(p.state == str(ParcelState.SENT))).scalars())
    going = demo.execute(
        select(p.institution_id, visit.c.institution_id.label("there"), visit.c.day, visit.c.state)
        .join(visit, visit.c.id == p.visit_id).where(p.state == str(ParcelState.PACKED))
    ).all()  # fmt: skip

    assert {Keeper.STAFF, Keeper.INSTITUTION, Keeper.DISTRICT} <= keepers
    assert going and all(row.institution_id == row.there and row.day > TODAY for row in going)
    assert {row.state for row in going} == {"planned"}


def test_hand_overs_are_of_every_receiver_with_receipts_the_rules_accept(demo):
    rows = demo.execute(select(hand_over)).all()

    for row in rows:
        given = Receipt(Receiver(row.receiver), Proof(row.proof), row.receiver_name, row.reason)
        assert rules.receipt(given) == given
    assert {row.receiver for row in rows} == set(map(str, Receiver))
    assert {row.parcel_id is None for row in rows} == {True, False}
    assert any(row.proof == Proof.NONE for row in rows) and any(row.void_by == "admin" for row in rows)


def test_every_delivery_of_the_last_months_has_its_hand_over(demo):
    first = TODAY - timedelta(days=119)
    events = select(card_event.c.resident_id, card_event.c.serial, card_event.c.day).where(
        card_event.c.action == int(CardAction.DELIVER),
        card_event.c.day >= first,
        card_event.c.source == int(Source.OFFICE),
    )

    assert Counter(map(tuple, demo.execute(select(h.resident_id, h.serial, h.day)))) == Counter(
        map(tuple, demo.execute(events))
    )


def test_cards_lie_uncollected_at_every_age_and_somebody_is_to_be_called(demo):
    lying = finished.uncollected(demo, PASURUAN, (), TODAY)
    calls = finished.calls(demo, PASURUAN, (), TODAY, 30)

    assert all(lying[f"age_{at}"].sum() > 0 for at in range(4))
    held = (int(CardState.PRINTED), int(CardState.DISPATCHED))
    whole = select(func.count()).where(r.regency == PASURUAN, r.state.in_(held))
    assert lying["n"].sum() == demo.execute(whole).scalar_one()
    assert len(calls) > 5 and calls["there"].sum() > 0 and calls["here"].sum() > 0


def test_some_who_left_their_school_still_have_a_card_there(demo):
    sent = demo.execute(
        select(p.id).where(p.state == str(ParcelState.SENT), p.place == str(Place.INSTITUTION))
    ).scalars()

    assert sum(len(finished.leavers(demo, key, TODAY)) for key in sent) > 0


def test_destructions_wait_and_were_decided_by_somebody_else(demo):
    rows = demo.execute(select(destruction).where(destruction.c.regency == PASURUAN)).all()
    accepted = [row for row in rows if row.accepted]

    assert sum(row.decided_at is None for row in rows) == 2 and sum(row.accepted == 0 for row in rows) == 1
    assert accepted and all(row.decided_by != row.proposed_by for row in rows)
    for row in accepted:
        spoiled = select(card_event.c.by).where(
            card_event.c.resident_id == row.resident_id, card_event.c.serial == row.serial,
            card_event.c.action == int(CardAction.SPOIL), card_event.c.day == row.decided_on,
        )  # fmt: skip
        assert demo.execute(spoiled).scalars().all() == [row.decided_by]
