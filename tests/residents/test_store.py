"""Residents in bulk: what is written, what is counted, and that a card follows its owner."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, update
from tests_support.offices import NOW, PASURUAN, TODAY, make_office, people, plan_of

from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import card_event, resident
from ktp_core.eligibility.model import AgeRules
from ktp_core.errors import Conflict
from ktp_core.residents import store
from ktp_core.residents.model import Change, Newcomer, Place, Standing
from ktp_core.summaries import rebuild
from ktp_core.summaries.store import Deltas, add

RULES = AgeRules()
OURS = Place(Standing.OURS, "35.14.06", "35.14.06.2001")


def newcomer(number: int, **other: object) -> Newcomer:
    values = {"nik": f"351406010110{number:04d}", "name": f"ORANG {number}", "sex": "L", "birth_place": None,
              "birth_date": date(2010, 1, 1), "place": OURS}  # fmt: skip
    return Newcomer(**{**values, **other})  # type: ignore[arg-type]


def add_people(*newcomers: Newcomer) -> range:
    with write_transaction() as conn:
        deltas = Deltas(PASURUAN)
        given = store.insert_many(conn, PASURUAN, newcomers, deltas, rules=RULES, at=NOW)
        add(conn, deltas)
    return given


def change(row, **values: object) -> None:
    with write_transaction() as conn:
        deltas = Deltas(PASURUAN)
        store.update_many(conn, [Change(row, values)], deltas, rules=RULES, by="rina", at=NOW, day=TODAY, reason="uji")
        add(conn, deltas)


def differences() -> list[object]:
    with read_connection() as conn:
        return list(rebuild.differences(conn))


def test_newcomers_get_ids_of_their_regency_card_age_and_are_counted(database):
    make_office()
    elsewhere = Place(Standing.ELSEWHERE, None)
    given = add_people(newcomer(1), newcomer(2, married_on=date(2026, 5, 5)), newcomer(3, place=elsewhere))

    rows = people()
    assert [row["id"] for row in rows] == list(given) == [3514000000001, 3514000000002, 3514000000003]
    assert [row["card_age_on"] for row in rows] == [date(2027, 1, 1), date(2026, 5, 5), date(2027, 1, 1)]
    assert {(row["state"], row["serial"], row["version"]) for row in rows} == {(10, 1, 1)}
    assert differences() == []


def test_a_changed_birth_date_moves_the_card_age_and_the_counts(database):
    make_office()
    add_people(newcomer(1))

    change(people()[0], birth_date=date(2009, 2, 1))

    assert (people()[0]["card_age_on"], people()[0]["version"]) == (date(2026, 2, 1), 2)
    assert differences() == []


def test_a_row_that_somebody_else_changed_first_is_a_conflict_and_nothing_is_written(database):
    make_office()
    add_people(newcomer(1), newcomer(2))
    one, two = people()
    change(two, class_name="X-1")

    with pytest.raises(Conflict, match="resident_changed"), write_transaction() as conn:
        changes = [Change(one, {"class_name": "X-9"}), Change(two, {"class_name": "X-9"})]
        store.update_many(conn, changes, Deltas(PASURUAN), rules=RULES, by="r", at=NOW, day=TODAY, reason="uji")

    assert [row["class_name"] for row in people()] == [None, "X-1"]


@pytest.mark.parametrize("column", ["nik", "state", "serial", "due_on", "owned_on", "id", "regency"])
def test_the_nik_and_the_card_line_cannot_be_written_here(database, column):
    make_office()
    add_people(newcomer(1))

    with pytest.raises(ValueError, match="not for a resident's update"):
        change(people()[0], **{column: None})


@pytest.mark.parametrize(
    ("values", "due_on"),
    [
        ({"district": "35.14.24", "village": None}, date(2027, 1, 1)),
        ({"standing": 2, "district": None, "village": None}, None),
        ({"standing": 3}, None),
        ({"birth_date": date(2009, 1, 1)}, date(2026, 2, 2)),
    ],
)
def test_a_card_on_the_line_follows_its_owner_by_an_adjusting_event(database, values, due_on):
    make_office()
    add_people(newcomer(1))
    _print_ready()

    change(people()[0], **values)

    after = people()[0]
    assert (after["state"], after["due_on"]) == (40, due_on)
    with read_connection() as conn:
        assert [row.action for row in conn.execute(select(card_event).order_by(card_event.c.id))][-1] == 15
    assert differences() == []


def _print_ready() -> None:
    """Recorded, sent and cleared on 2 February 2026, by the card line's own writer."""
    from datetime import UTC, datetime

    from ktp_core.cards import store as cards
    from ktp_core.cards.model import CardAction, Channel
    from ktp_core.cards.states import act

    day = date(2026, 2, 2)
    with write_transaction() as conn:
        deltas = Deltas(PASURUAN)
        card = cards.card(conn, 3514000000001)
        for action in (CardAction.RECORD, CardAction.SUBMIT, CardAction.CLEAR):
            at = datetime(2026, 2, 2, tzinfo=UTC)
            event = act(card, action, day=day, at=at, by="lapangan", channel=Channel.VISIT)
            card = cards.write(conn, card, event, deltas)
        add(conn, deltas)


def test_people_are_found_by_what_identifies_them_and_only_in_their_regency(database):
    make_office()
    make_office(regency="63.11")
    add_people(*(newcomer(n, nisn=f"01{n:08d}") for n in range(1, 700)), newcomer(700, name="ORANG 1"))
    with write_transaction() as conn:
        store.insert_many(conn, "63.11", [newcomer(1)], Deltas("63.11"), rules=RULES, at=NOW)

    with read_connection() as conn:
        niks = store.find_by_nik(conn, PASURUAN, [f"351406010110{n:04d}" for n in range(1, 2000)])
        nisns = store.find_by_nisn(conn, PASURUAN, ["0100000005", "0999999999"])
        people_like = [("ORANG 1", date(2010, 1, 1)), ("ORANG 2", date(2011, 1, 1))]
        same = store.find_by_name_and_birth(conn, PASURUAN, people_like)

    assert (len(niks), {row["regency"] for row in niks.values()}) == (700, {PASURUAN})
    assert {nisn: [row["name"] for row in rows] for nisn, rows in nisns.items()} == {"0100000005": ["ORANG 5"]}
    assert {key: sorted(row["nik"] for row in rows) for key, rows in same.items()} == {
        ("ORANG 1", date(2010, 1, 1)): ["3514060101100001", "3514060101100700"]
    }


def test_looking_for_people_reads_an_index_and_never_the_table(sqlite_database):
    make_office()
    add_people(newcomer(1))
    asked = []
    from sqlalchemy import event

    from ktp_core.db.engine import engine

    def note(conn, cursor, statement, parameters, context, executemany):
        if statement.startswith(("SELECT", "WITH")):
            asked.append((statement, parameters))

    event.listen(engine(), "after_cursor_execute", note)
    with read_connection() as conn:
        store.find_by_nik(conn, PASURUAN, ["3514060101100001"])
        store.find_by_nisn(conn, PASURUAN, ["0100000005"])
        store.find_by_name_and_birth(conn, PASURUAN, [("ORANG 1", date(2010, 1, 1))])
        event.remove(engine(), "after_cursor_execute", note)
        plans = [plan_of(conn, *one) for one in asked]

    assert len(plans) == 3
    assert all("SCAN resident" not in plan for plan in plans), plans
    assert "name=? AND birth_date=?" in plans[2]


def test_nothing_to_change_writes_nothing(database):
    make_office()
    add_people(newcomer(1))
    with write_transaction() as conn:
        store.update_many(conn, [], Deltas(PASURUAN), rules=RULES, by="r", at=NOW, day=TODAY, reason="uji")
        conn.execute(update(resident).values(version=1))

    assert people()[0]["version"] == 1
