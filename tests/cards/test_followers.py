"""A batch or parcel lets go of a card when anything moves it on: an act, a list, a correction, a move, a death."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import insert, select
from tests_support.card_people import ADULT, AT, KEJAYAN, REGENCY, add_people, bring_to, event_of, newcomer
from tests_support.offices import make_office

from ktp_core.cards import bulk, history, store
from ktp_core.cards.lists.planning import Move
from ktp_core.cards.model import CardAction, CardState
from ktp_core.cards.states import act, project
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import blank_holder, parcel, parcel_card, print_batch, print_batch_card, resident
from ktp_core.eligibility.model import AgeRules
from ktp_core.residents.model import Change
from ktp_core.residents.store import update_many
from ktp_core.summaries.store import Deltas

A, S = CardAction, CardState
DAY = date(2026, 3, 1)
BATCH = PARCEL = HOLDER = 3514 * 10**9 + 1


@pytest.fixture
def office(database: str) -> None:
    make_office()
    with write_transaction() as conn:
        add_people(conn, newcomer(1), newcomer(2))
        conn.execute(
            insert(blank_holder).values(id=HOLDER, regency=REGENCY, kind="printer", name="P", updated_at=AT)
        )
        made = {"regency": REGENCY, "made_at": AT, "made_by": "uji", "updated_at": AT}
        conn.execute(insert(print_batch).values(
            id=BATCH, number=1, holder_id=HOLDER, day=DAY, state="open", districts=[], categories=[], **made
        ))  # fmt: skip
        conn.execute(insert(parcel).values(
            id=PARCEL, code="PK", place="district", district=KEJAYAN, state="packed", keeper="office", keeper_name="D",
            kept_since=DAY, **made,
        ))  # fmt: skip


FIRST, SECOND = 3514 * 10**9 + 1, 3514 * 10**9 + 2


def held(state: CardState) -> None:
    """Both residents are in that state; a batch or a parcel has both of their cards."""
    with write_transaction() as conn:
        for position, key in enumerate((FIRST, SECOND), 1):
            bring_to(conn, key, state, DAY)
            serial = store.card(conn, key).serial
            if state is S.PRINT_READY:
                conn.execute(insert(print_batch_card).values(
                    batch_id=BATCH, position=position, resident_id=key, serial=serial, category="first_time",
                    due_on=DAY, state="waiting",
                ))  # fmt: skip
            else:
                conn.execute(insert(parcel_card).values(
                    parcel_id=PARCEL, number=position, resident_id=key, serial=serial, state="in"
                ))  # fmt: skip


def marks() -> list[str]:
    """Of the first card and of the second, which nothing happens to."""
    with read_connection() as conn:
        rows = [*conn.execute(select(print_batch_card.c.state).order_by(print_batch_card.c.position)),
                *conn.execute(select(parcel_card.c.state).order_by(parcel_card.c.number))]  # fmt: skip
    return [row.state for row in rows]


def moved(action: CardAction) -> None:
    with write_transaction() as conn:
        card = store.card(conn, FIRST, lock=True)
        store.write(conn, card, event_of(card, action, DAY), Deltas(REGENCY))


def changed(**values: object) -> None:
    with write_transaction() as conn:
        row = conn.execute(select(resident).where(resident.c.id == FIRST)).mappings().one()
        update_many(
            conn, [Change(row, values)], Deltas(REGENCY), rules=AgeRules(), by="uji", at=AT, day=DAY, reason="uji"
        )


@pytest.mark.parametrize(
    ("state", "action", "mark"),
    [
        (S.PRINT_READY, A.PRINT, "gone"),
        (S.PRINT_READY, A.RESET, "gone"),
        (S.PRINT_READY, A.FLAG_DUPLICATE, "gone"),
        (S.PRINTED, A.DISPATCH, "in"),
        (S.DISPATCHED, A.RETURN, "in"),
        (S.PRINTED, A.DELIVER, "left"),
        (S.DISPATCHED, A.SPOIL, "left"),
    ],
)
def test_an_act_takes_the_card_out_unless_it_still_belongs_there(office, state, action, mark):
    held(state)
    moved(action)

    assert marks() == [mark, "waiting" if state is S.PRINT_READY else "in"]


@pytest.mark.parametrize(
    ("state", "action", "mark"), [(S.PRINT_READY, A.PRINT, "gone"), (S.PRINTED, A.DELIVER, "left")]
)
def test_many_moved_at_once_are_taken_out_too(office, state, action, mark):
    held(state)
    with write_transaction() as conn:
        (card,) = bulk.cards_by_id(conn, REGENCY, [FIRST], lock=True).values()
        event = act(card, action, day=DAY, at=AT, by="uji")
        bulk.write_moves(conn, [Move(card, ((event, project(card, event)),))], Deltas(REGENCY))

    assert marks() == [mark, "waiting" if state is S.PRINT_READY else "in"]


@pytest.mark.parametrize("values", [{"standing": 4}, {"standing": 2, "district": None}])
def test_who_died_or_moved_away_is_no_longer_waiting_in_a_batch(office, values):
    held(S.PRINT_READY)
    changed(**values)

    assert marks() == ["gone", "waiting"]


def test_who_turns_out_to_be_younger_stays_and_a_finished_card_stays_in_its_parcel(office):
    held(S.PRINT_READY)
    changed(birth_date=ADULT.replace(year=2009))

    assert marks() == ["waiting", "waiting"]


def test_the_finished_card_of_who_died_stays_in_its_parcel(office):
    held(S.PRINTED)
    changed(standing=4)

    assert marks() == ["in", "in"]


def test_a_replacement_taken_back_leaves_its_batch(office):
    with write_transaction() as conn:
        for key in (FIRST, SECOND):
            bring_to(conn, key, S.DELIVERED, DAY)
            card = store.card(conn, key)
            store.write(conn, card, event_of(card, A.REPLACE, DAY), Deltas(REGENCY))
    held(S.PRINT_READY)
    with write_transaction() as conn:
        card, past = store.card(conn, FIRST, lock=True), store.history(conn, FIRST)
        store.write(conn, card, history.undo(card, past, day=DAY, at=AT, by="uji", reason="salah"), Deltas(REGENCY))

    assert marks() == ["gone", "waiting"]


def test_cards_are_found_by_id_within_their_regency(office):
    with write_transaction() as conn:
        found = bulk.cards_by_id(conn, REGENCY, [SECOND, FIRST, FIRST, SECOND + 5], lock=True)
        expected = {key: store.card(conn, key) for key in (FIRST, SECOND)}
        elsewhere = bulk.cards_by_id(conn, "63.11", [FIRST])

    assert found == expected
    assert list(found) == [FIRST, SECOND]
    assert elsewhere == {}
