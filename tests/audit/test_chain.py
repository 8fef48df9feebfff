"""The audit chain: whatever is done to the log outside the application is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError
from tests_support.installation import NOW

from ktp_core.audit import store
from ktp_core.audit.queries import EntryFilter, entries, people, total
from ktp_core.db.engine import read_connection, write_transaction

ROWS = 12
COLUMNS = {
    "at": "at + 1",
    "by": "by || 'x'",
    "action": "action || 'x'",
    "regency": "coalesce(regency, 0) + 1",
    "subject": "coalesce(subject, '') || 'x'",
    "details": "'{}'",
    "previous": "reverse(previous)",
    "hash": "reverse(hash)",
}


@pytest.fixture
def log(database: str) -> None:
    """Twelve entries of two people."""
    for number in range(ROWS):
        with write_transaction() as conn:
            place = "35.14" if number % 2 else "63.11"
            by = "rina" if number % 3 else "budi"
            at = NOW + timedelta(minutes=number)
            store.append(conn, at, by, "card.print", place, f"resident:{number}", {"n": number, "kata": "é"})


def unprotected(conn: Connection) -> None:
    """What somebody with the database in their hands does first."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("DROP TRIGGER audit_log_append_only ON audit_log"))
    else:
        conn.execute(text("DROP TRIGGER audit_log_no_update"))
        conn.execute(text("DROP TRIGGER audit_log_no_delete"))


def broken_at() -> int | None:
    with read_connection() as conn:
        return store.check_chain(conn).broken_at


def after(change: Callable[[Connection], object]) -> int | None:
    """Where the chain breaks when `change` was made; the change is undone afterwards."""
    with write_transaction() as conn:
        spot = conn.begin_nested()
        unprotected(conn)
        change(conn)
        report = store.check_chain(conn)
        spot.rollback()
    return report.broken_at


def test_an_untouched_log_is_whole(log: None) -> None:
    assert broken_at() is None


@pytest.mark.parametrize("statement", ["UPDATE audit_log SET by = 'x'", "DELETE FROM audit_log WHERE seq = 3"])
def test_the_database_itself_refuses_changes(log: None, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), write_transaction() as conn:
        conn.execute(text(statement))

    assert broken_at() is None


@pytest.mark.parametrize("column", COLUMNS)
def test_every_edited_row_is_found(log: None, column: str) -> None:
    value = COLUMNS[column]

    def edit(seq: int) -> Callable[[Connection], object]:
        def change(conn: Connection) -> None:
            new = value
            if conn.dialect.name == "sqlite" and value.startswith("reverse"):
                new = f"substr({column}, 2) || substr({column}, 1, 1)"
            before = conn.execute(text(f"SELECT {column} FROM audit_log WHERE seq = {seq}")).scalar()
            conn.execute(text(f"UPDATE audit_log SET {column} = {new} WHERE seq = {seq}"))
            assert (
                conn.execute(text(f"SELECT {column} FROM audit_log WHERE seq = {seq}")).scalar() != before or seq == 1
            )

        return change

    start = 2 if column == "previous" else 1  # the first row's previous is all zeros, reversed or not
    assert [after(edit(seq)) for seq in range(start, ROWS + 1)] == list(range(start, ROWS + 1))


def test_every_deleted_row_but_the_last_is_found(log: None) -> None:
    def delete(seq: int) -> Callable[[Connection], object]:
        return lambda conn: conn.execute(text(f"DELETE FROM audit_log WHERE seq = {seq}"))

    assert [after(delete(seq)) for seq in range(1, ROWS)] == list(range(2, ROWS + 1))


def test_a_deleted_row_whose_followers_are_renumbered_is_found(log: None) -> None:
    def close_the_gap(seq: int) -> Callable[[Connection], object]:
        def change(conn: Connection) -> None:
            conn.execute(text(f"DELETE FROM audit_log WHERE seq = {seq}"))
            for later in range(seq + 1, ROWS + 1):
                conn.execute(text(f"UPDATE audit_log SET seq = {later - 1} WHERE seq = {later}"))

        return change

    assert [after(close_the_gap(seq)) for seq in range(1, ROWS)] == list(range(1, ROWS))


def test_every_pair_of_swapped_neighbours_is_found(log: None) -> None:
    def swap(seq: int) -> Callable[[Connection], object]:
        def change(conn: Connection) -> None:
            for old, new in ((seq, 999), (seq + 1, seq), (999, seq + 1)):
                conn.execute(text(f"UPDATE audit_log SET seq = {new} WHERE seq = {old}"))

        return change

    assert [after(swap(seq)) for seq in range(1, ROWS)] == list(range(1, ROWS))


def test_an_inserted_row_is_found_even_with_a_hash_of_its_own(log: None) -> None:
    from ktp_core.audit import rules

    def insert(seq: int) -> Callable[[Connection], object]:
        def change(conn: Connection) -> None:
            for later in range(ROWS, seq - 1, -1):
                conn.execute(text(f"UPDATE audit_log SET seq = {later + 1} WHERE seq = {later}"))
            query = text(f"SELECT hash FROM audit_log WHERE seq = {seq - 1}")
            previous = conn.execute(query).scalar() or rules.FIRST
            digest = rules.link(previous, seq, 1, "x", "x", None, None, "{}")
            conn.execute(
                text("INSERT INTO audit_log (seq, at, by, action, details, previous, hash) "
                     "VALUES (:seq, 1, 'x', 'x', '{}', :previous, :digest)"),
                {"seq": seq, "previous": previous, "digest": digest},
            )  # fmt: skip

        return change

    # Its own link fits; the next one does not.
    assert [after(insert(seq)) for seq in range(1, ROWS + 1)] == list(range(2, ROWS + 2))


def test_a_cut_tail_shows_against_a_head_that_was_kept_outside(log: None) -> None:
    with read_connection() as conn:
        kept = store.check_chain(conn)

    for cut in range(1, ROWS + 1):
        with write_transaction() as conn:
            spot = conn.begin_nested()
            unprotected(conn)
            conn.execute(text(f"DELETE FROM audit_log WHERE seq > {ROWS - cut}"))
            now = store.check_chain(conn)
            spot.rollback()
        assert now.broken_at is None, "by itself a shorter chain is whole"
        assert (now.entries, now.head) != (kept.entries, kept.head) and now.head != kept.head


def test_filters_find_exactly_their_entries(log: None) -> None:
    def found(**wanted: object) -> list[int]:
        chosen = EntryFilter(**wanted)  # type: ignore[arg-type]
        with read_connection() as conn:
            frame = entries(conn, chosen, limit=50)
            assert total(conn, chosen) == len(frame)
        return [int(seq) for seq in frame["seq"]]

    assert found() == list(range(ROWS, 0, -1))
    assert found(by="budi") == [10, 7, 4, 1]
    assert found(regency="63.11") == [11, 9, 7, 5, 3, 1]
    assert found(subject="resident:4") == [5] and found(subject="resident:") == []
    assert found(since=NOW + timedelta(minutes=3), until=NOW + timedelta(minutes=6)) == [6, 5, 4]
    assert found(action="card.print", by="rina", regency="35.14") == [12, 8, 6, 2]
    assert found(action="x") == []


def test_people_are_listed_once_and_within_the_office(log: None) -> None:
    with write_transaction() as conn:
        store.append(conn, NOW, "wati", "card.print", "35.14", None, {})

    with read_connection() as conn:
        assert people(conn, EntryFilter()) == ["budi", "rina", "wati"]
        assert people(conn, EntryFilter(regency="63.11")) == ["budi", "rina"]


LOOKED = ("card.view", "parcel.view_loose", "nik.reveal", "backlog.search", "access.sign_in", "export.fetch")


@pytest.mark.parametrize("action", LOOKED)
def test_who_only_looks_leaves_the_state_of_the_data_as_it_is(log: None, action: str) -> None:
    before = state()
    write(action)
    assert state() == before


@pytest.mark.parametrize("action", ["card.print", "figure.add", "backlog.export_made", "view.add", "accessible"])
def test_whatever_is_written_is_another_state(log: None, action: str) -> None:
    before = state()
    write("card.view")
    write(action)
    after = state()
    assert after != before
    write("card.view")
    assert state() == after


def state() -> str:
    with read_connection() as conn:
        return store.state(conn)


def write(action: str) -> None:
    with write_transaction() as conn:
        store.append(conn, NOW, "rina", action, "35.14", None, {})
