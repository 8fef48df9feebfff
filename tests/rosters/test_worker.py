"""The guarded child: what is dropped before it answers, and what happens when it does not."""

import json
import os
import signal
import sys
from datetime import date
from pathlib import Path

import pytest
from tests_support.roster_files import HEADINGS, PEOPLE, xlsx

from ktp_core.errors import Refused
from ktp_core.rosters.checking import check_file
from ktp_core.rosters.reading import limits, worker
from ktp_core.rosters.reading.child import answer
from ktp_core.rosters.reading.columns import FIELDS
from ktp_core.rosters.reading.worker import WarmReader, Worker, read_once

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
TODAY = date(2026, 11, 22)
SENSITIVE = [
    "Agama",
    "Alamat",
    "Penghasilan",
    "Nomor Rekening",
    "Kebutuhan Khusus",
    "NIK Ayah",
    "Nama Ibu Kandung",
    "HP",
]


def test_what_is_not_ours_never_leaves_the_child():
    rows = [
        [*HEADINGS, *SENSITIVE],
        *([*one.cells(), *(f"RAHASIA{i}" for i in range(len(SENSITIVE)))] for one in PEOPLE),
    ]

    said = json.dumps(answer(xlsx(rows), "a.xlsx"))

    assert PEOPLE[0].nik in said
    assert "RAHASIA" not in said


def test_dapodik_parents_and_religion_never_leave_the_child():
    said = json.dumps(answer((SAMPLES / "dapodik_daftar_pd_FAKE.xlsx").read_bytes(), "d.xlsx"))

    assert not any(word in said for word in ("AYAH CONTOH", "IBU CONTOH", "Islam", "Rp. ", "Sepeda motor"))


def test_each_row_carries_one_value_for_each_field():
    table = read_once(xlsx(), "a.xlsx")["tables"][0]

    assert {len(values) for _, values in table["rows"]} == {len(FIELDS)}


def test_a_child_that_does_not_answer_is_stopped_and_replaced(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.3)
    reader = WarmReader()
    assert reader._worker is not None
    os.kill(reader._worker._process.pid, signal.SIGSTOP)

    with pytest.raises(Refused) as refusal:
        reader(xlsx(), "a.xlsx")

    assert (refusal.value.code, refusal.value.params["reason"]) == ("too_big", "stopped")
    monkeypatch.setattr(limits, "WALL_SECONDS", 7.0)
    assert len(reader(xlsx(), "a.xlsx")["tables"]) == 1
    reader.close()


def test_a_child_that_died_is_replaced():
    reader = WarmReader()
    assert reader._worker is not None
    reader._worker._process.kill()
    reader._worker._process.wait()

    assert len(reader(xlsx(), "a.xlsx")["tables"]) == 1
    reader.close()


def test_a_refused_file_costs_the_child_its_life_and_a_sound_one_does_not():
    reader = WarmReader()
    first = reader._worker
    reader(xlsx(), "a.xlsx")
    assert reader._worker is first

    with pytest.raises(Refused):
        reader(b"%PDF", "a.xlsx")

    assert reader._worker is not first
    reader.close()


def test_two_files_at_once_do_not_wait_for_each_other():
    reader = WarmReader()
    with reader._lock:
        tables = reader(xlsx(), "a.xlsx")["tables"]

    assert len(tables) == 1
    reader.close()


def test_an_answer_that_is_no_answer_counts_as_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker, "_PROGRAM", "import sys; sys.stdout.buffer.write(b'\\xff' * 100)")

    with pytest.raises(Refused) as refusal:
        read_once(xlsx(), "a.xlsx")

    assert refusal.value.code == "too_big"


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="limits of the process are set where the system has them"
)
def test_the_child_is_limited_in_memory_and_may_not_write():
    with Worker() as child:
        child.ask(xlsx(), "a.xlsx")
        said = Path(f"/proc/{child._process.pid}/limits").read_text()

    lines = {line[:26].strip(): line[26:].split()[0] for line in said.splitlines()}
    assert lines["Max address space"] == str(limits.ADDRESS_SPACE_BYTES)
    assert lines["Max file size"] == "0"
    assert lines["Max cpu time"].isdigit()


def test_the_name_is_checked_before_anything_is_read():
    def never(content: bytes, name: str) -> dict:
        raise AssertionError("read")

    with pytest.raises(Refused) as refusal:
        check_file(xlsx(), "../../a.xlsx", today=TODAY, reader=never)

    assert refusal.value.code == "name"


def test_more_than_ten_megabytes_are_refused_without_a_child():
    with pytest.raises(Refused) as refusal:
        read_once(b"x" * (limits.MAX_BYTES + 1), "a.csv")

    assert (refusal.value.code, refusal.value.params["reason"]) == ("too_big", "bytes")
