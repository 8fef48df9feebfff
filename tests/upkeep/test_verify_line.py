"""Verify finds cards in two places, batches without their blanks, parcels nobody signed for, and causes made up."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from ktp_core.access.transactions import SYSTEM
from ktp_core.cli.main import run
from ktp_core.upkeep.verify import verify

TODAY = date(2026, 11, 22)
WAITING = "(SELECT MIN(rowid) FROM print_batch_card WHERE state = 'waiting')"
PRINTED = "(SELECT MIN(rowid) FROM print_batch_card WHERE state = 'printed')"
IN = "(SELECT MIN(rowid) FROM parcel_card WHERE state = 'in')"
HANDED = "(SELECT MIN(rowid) FROM parcel_card WHERE state = 'handed')"
OF = "SELECT {} FROM {} WHERE rowid = {}"
BATCH_USE = "(SELECT MIN(id) FROM blank_entry WHERE kind = 'used' AND batch_id IS NOT NULL)"
FAULTS = [
    # whoever waits in a batch is printed already, or the batch is over
    ({"batch_card_not_due"}, f"UPDATE print_batch_card SET serial = serial + 1 WHERE rowid = {WAITING}"),
    (
        {"batch_over_and_waiting"},
        f"UPDATE print_batch SET state = 'done' WHERE id = ({OF.format('batch_id', 'print_batch_card', WAITING)})",
    ),
    (
        {"batch_printed_without_event", "batch_blanks"},
        f"UPDATE print_batch_card SET state = 'printed' WHERE rowid = {WAITING}",
    ),
    # blanks
    ({"batch_blanks"}, f"UPDATE print_batch_card SET state = 'skipped' WHERE rowid = {PRINTED}"),
    ({"batch_blanks"}, f"UPDATE print_batch_card SET spoiled = spoiled + 1 WHERE rowid = {PRINTED}"),
    ({"batch_blanks"}, f"UPDATE blank_entry SET batch_id = NULL WHERE id = {BATCH_USE}"),
    (
        {"batch_blank_of_another_printer"},
        "UPDATE print_batch SET holder_id = (SELECT MAX(id) FROM blank_holder WHERE id <> holder_id) "
        f"WHERE id = (SELECT batch_id FROM blank_entry WHERE id = {BATCH_USE})",
    ),
    ({"blank_without_print"}, f"UPDATE blank_entry SET serial = serial + 4 WHERE id = {BATCH_USE}"),
    # parcels
    ({"parcel_card_not_finished"}, f"UPDATE parcel_card SET serial = serial + 1 WHERE rowid = {IN}"),
    (
        {"parcel_over_and_in"},
        f"UPDATE parcel SET state = 'opened' WHERE id = ({OF.format('parcel_id', 'parcel_card', IN)})",
    ),
    (
        {"parcel_other_district"},
        "UPDATE parcel SET district = district + 1 WHERE id = (SELECT MIN(id) FROM parcel WHERE place = 'institution')",
    ),
    ({"parcel_keeper"}, "UPDATE parcel SET keeper_name = 'Orang lain' WHERE id = (SELECT MAX(id) FROM parcel "
                        "WHERE state = 'sent')"),
    (
        {"parcel_keeper", "parcel_sent_by_nobody"},
        "DELETE FROM parcel_custody WHERE parcel_id = (SELECT MAX(id) FROM parcel WHERE state = 'sent')",
    ),
    (
        {"parcel_sent_by_nobody"},
        "UPDATE parcel SET state = 'sent', sent_on = kept_since "
        "WHERE id = (SELECT MAX(id) FROM parcel WHERE state = 'packed')",
    ),
    # hands
    (
        {"hand_over_without_card"},
        f"UPDATE parcel_card SET state = 'returned' WHERE rowid = {HANDED}",
    ),
    (
        {"handed_without_hand_over"},
        f"UPDATE hand_over SET void_at = at WHERE resident_id = ({OF.format('resident_id', 'parcel_card', HANDED)})",
    ),
    (
        {"hand_over_without_event"},
        "UPDATE hand_over SET serial = serial + 1 WHERE id = (SELECT MAX(id) FROM hand_over WHERE parcel_id IS NULL)",
    ),
    # destruction
    (
        {"destroyed_by_one"},
        "UPDATE destruction SET decided_by = proposed_by "
        "WHERE id = (SELECT MAX(id) FROM destruction WHERE accepted = 1)",
    ),
    (
        {"destroyed_without_event"},
        "UPDATE destruction SET serial = serial + 1 WHERE id = (SELECT MAX(id) FROM destruction WHERE accepted = 1)",
    ),
    # why a card is a replacement
    ({"card_line"}, "UPDATE resident SET cause = 4 WHERE id = (SELECT MAX(id) FROM resident WHERE serial = 1)"),
]  # fmt: skip


@pytest.mark.parametrize(("kinds", "statement"), FAULTS)
def test_what_was_tampered_with_on_the_print_line_is_found(demo, kinds, statement):
    with closing(sqlite3.connect(demo)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        assert raw.execute(statement).rowcount > 0
        raw.commit()

    report = verify(SYSTEM, today=TODAY)

    assert {one["kind"] for one in report.differences} == kinds
    assert min(report.checked[name] for name in ("print_batch_card", "parcel_card", "hand_over", "destruction")) > 5


def test_the_cause_of_a_replacement_is_compared_with_its_events(demo):
    with closing(sqlite3.connect(demo)) as raw:
        (key, cause) = raw.execute("SELECT MAX(id), cause FROM resident WHERE serial > 1 AND cause = 1").fetchone()
        raw.execute("UPDATE resident SET cause = 2 WHERE id = ?", (key,))
        raw.commit()

    (found,) = verify(SYSTEM, today=TODAY).differences

    assert found == {"kind": "card_line", "resident": key, "column": "cause", "stored": 2, "expected": cause}


def test_the_command_line_says_what_of_the_print_line_it_looked_at(demo, capsys):
    with pytest.raises(SystemExit) as ended:
        run(["verify"])

    assert ended.value.code == 0
    said = capsys.readouterr().out
    for words in ("kelompok cetak", "kartu di kelompok cetak", "paket", "penyerahan", "usulan pemusnahan"):
        assert f" {words}" in said
