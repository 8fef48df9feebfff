"""Verify finds whatever no longer agrees, and nothing where all is well."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from tests_support.card_people import AT, PURWOSARI, one
from tests_support.constants import PASURUAN

from ktp_core.access.transactions import SYSTEM
from ktp_core.cards import service
from ktp_core.cards.model import CardAction as A
from ktp_core.cards.model import CardState as S
from ktp_core.cards.model import Channel
from ktp_core.cli.main import run
from ktp_core.db.engine import write_transaction
from ktp_core.eligibility.model import AgeRules
from ktp_core.errors import NotAllowed
from ktp_core.regions.store import setup
from ktp_core.residents.model import Change
from ktp_core.residents.store import find_by_id, update_many
from ktp_core.summaries.store import Deltas, add
from ktp_core.upkeep.verify import verify

TODAY = date(2026, 11, 22)
READY = "SELECT id FROM resident WHERE due_on IS NOT NULL AND serial = 1 AND regency = 3514 ORDER BY id LIMIT 1"


def spoil(path, *statements: str) -> None:
    """Change the file behind the product's back, triggers and all."""
    with closing(sqlite3.connect(path)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert raw.execute(statement).rowcount != 0, statement
        raw.commit()


def test_a_sound_database_has_no_differences(demo):
    report = verify(SYSTEM, today=TODAY)

    assert report.differences == []
    assert report.checked["residents"] > 5_000
    assert report.checked["events"] > 20_000
    assert report.checked["audit"] >= 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("state", "50"), ("serial", "2"), ("state_on", "state_on - 1"), ("recorded_on", "NULL"),
        ("ready_on", "ready_on + 1"), ("printed_on", "ready_on"), ("delivered_on", "ready_on"),
        ("owned_on", "ready_on"), ("due_on", "due_on + 1"), ("card_age_on", "card_age_on + 1"),
    ],
)  # fmt: skip
def test_a_changed_column_of_the_card_line_is_found(demo, column, value):
    spoil(demo, f"UPDATE resident SET {column} = {value} WHERE id = ({READY})")

    found = verify(SYSTEM, today=TODAY).differences

    lines = [difference for difference in found if difference["kind"] == "card_line"]
    assert column in {difference["column"] for difference in lines}
    assert len({difference["resident"] for difference in lines}) == 1


def test_a_resident_moved_without_an_event_is_found(demo):
    spoil(demo, f"UPDATE resident SET district = 351401 + (district = 351401) WHERE id = ({READY})")

    found = verify(SYSTEM, today=TODAY).differences

    assert {difference.get("column") for difference in found if difference["kind"] == "card_line"} == {"last_event"}


def test_a_resident_who_is_no_longer_ours_but_still_due_is_found(demo):
    spoil(demo, f"UPDATE resident SET standing = 3 WHERE id = ({READY})")

    found = {difference.get("column") for difference in verify(SYSTEM, today=TODAY).differences}

    assert {"due_on", "last_event"} <= found


def test_a_lost_event_is_found(demo):
    spoil(demo, f"DELETE FROM card_event WHERE id = (SELECT MIN(id) FROM card_event WHERE resident_id = ({READY}))")

    found = verify(SYSTEM, today=TODAY).differences

    assert {"recorded_on", "from_state"} <= {difference.get("column") for difference in found}


def test_an_event_nobody_made_is_found(demo):
    columns = "regency, resident_id, serial, action, from_state, to_state, day, at, by, source, channel, district, ours"
    spoil(
        demo,
        f"INSERT INTO card_event (id, {columns}) SELECT (SELECT MAX(id) + 1 FROM card_event), regency, resident_id, "
        "serial, 8, 40, 50, day, at, by, source, channel, district, ours FROM card_event "
        f"WHERE resident_id = ({READY}) LIMIT 1",
    )

    found = {difference.get("column") for difference in verify(SYSTEM, today=TODAY).differences}

    assert {"state", "printed_on", "due_on"} <= found


def test_a_wrong_summary_is_found(demo):
    spoil(demo, "UPDATE summary_month SET n = n + 1 WHERE flow = 5 AND regency = 3514")

    found = verify(SYSTEM, today=TODAY).differences

    assert {difference["kind"] for difference in found} == {"summary"}
    assert {(found_["table"], found_["flow"], found_["n"]) for found_ in found} == {("summary_month", 5, -1)}


@pytest.mark.parametrize("column", ["details", "by", "at", "action", "hash"])
def test_a_rewritten_audit_entry_is_found(demo, column):
    spoil(demo, f"UPDATE audit_log SET {column} = {column} || '1' WHERE seq = 2")

    found = verify(SYSTEM, today=TODAY).differences

    assert found == [{"kind": "audit_chain", "seq": 2}]


def test_an_audit_entry_taken_out_is_found(demo):
    spoil(demo, "DELETE FROM audit_log WHERE seq = 2")

    assert verify(SYSTEM, today=TODAY).differences == [{"kind": "audit_chain", "seq": 3}]


@pytest.mark.parametrize(
    ("kind", "statement"),
    [
        ("resident_without_membership", "DELETE FROM membership WHERE resident_id = "
         "(SELECT MIN(resident_id) FROM membership)"),
        ("newer_membership", "INSERT INTO membership SELECT (SELECT MAX(id) FROM institution WHERE regency = 3514), "
         "2027, resident_id, class_name, from_day, NULL FROM membership LIMIT 1"),
        ("membership_of_other_regency", "INSERT INTO membership SELECT (SELECT MAX(id) FROM institution "
         "WHERE regency = 6311), 2020, resident_id, class_name, from_day, NULL FROM membership LIMIT 1"),
        ("resident_at_merged_institution", "UPDATE institution SET merged_into = id + 1 WHERE id = "
         "(SELECT MIN(institution_id) FROM resident)"),
        ("visit_of_other_regency", "UPDATE visit SET regency = 6311 WHERE id = (SELECT MIN(id) FROM visit)"),
    ],
)  # fmt: skip
def test_what_points_to_the_wrong_place_is_found(demo, kind, statement):
    spoil(demo, statement)

    found = verify(SYSTEM, today=TODAY).differences

    assert {difference["kind"] for difference in found} == {kind}


def test_many_differences_are_listed_up_to_a_limit(demo):
    spoil(demo, "UPDATE resident SET recorded_on = recorded_on - 1")

    found = [difference for difference in verify(SYSTEM, today=TODAY).differences if difference["kind"] == "card_line"]

    assert 100 <= len(found) <= 110


def test_the_command_ends_with_one_when_something_differs(demo, capsys):
    with pytest.raises(SystemExit) as sound:
        run(["verify", "--json"])
    assert sound.value.code == 0
    assert json.loads(capsys.readouterr().out)["differences"] == []

    spoil(demo, "UPDATE summary_state SET n = n + 1 WHERE state = 70")
    with pytest.raises(SystemExit) as spoilt:
        run(["verify", "--json"])
    assert spoilt.value.code == 1
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"checked", "differences"}
    assert said["differences"]


def test_only_who_sets_up_may_verify(demo):
    from ktp_core.access.store import actor_by_name
    from ktp_core.db.engine import read_connection

    with read_connection() as conn:
        head = actor_by_name(conn, "kepala")

    with pytest.raises(NotAllowed):
        verify(head, today=TODAY)


def test_somebody_who_moves_after_a_reset_is_no_difference(sqlite_database, actor_of):
    with write_transaction() as conn:
        setup(conn, PASURUAN)
    by, moved = actor_of("lapangan", "visit", regency=PASURUAN), one()
    service.act(by, moved, A.RECORD, day=TODAY, at=AT, expected_state=S.UNRECORDED, channel=Channel.VISIT)
    service.act(by, moved, A.RESET, day=TODAY, at=AT, expected_state=S.RECORDED, reason="dihapus pusat")
    with write_transaction() as conn:
        row, deltas = find_by_id(conn, PASURUAN, [moved])[moved], Deltas(PASURUAN)
        change = Change(row, {"district": PURWOSARI})
        update_many(conn, [change], deltas, rules=AgeRules(), by="uji", at=AT, day=TODAY, reason="roster")
        add(conn, deltas)
    assert verify(SYSTEM, today=TODAY).differences == []

    service.act(by, moved, A.RECORD, day=TODAY, at=AT, expected_state=S.UNRECORDED, channel=Channel.VISIT)

    assert verify(SYSTEM, today=TODAY).differences == []
