"""Months, knowledge, and what is another number now; and a report as text and back."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ktp_core.documents.values import Office
from ktp_core.errors import Refused
from ktp_core.reports import coding, parts, rules
from ktp_core.reports.coding import Frozen
from ktp_core.reports.model import (
    Chart,
    Column,
    Correction,
    Kind,
    Look,
    Map,
    Place,
    Report,
    Section,
    Series,
    Share,
    Stamp,
    Table,
)

OFFICE = Office("35.14", "Dinas Contoh Kabupaten Pasuruan", "Jalan Contoh 1", "Bangil")
STAMP = Stamp(
    "35.14", "Kabupaten Pasuruan", OFFICE.name, 202610, date(2026, 10, 31), None,
    datetime(2026, 11, 2, 1, 15, tzinfo=UTC), "kepala", "0.1.0",
)  # fmt: skip
COLUMNS = (
    parts.label("Apa"), Column("n", "Jumlah"), Column("share", "Bagian", Kind.SHARE), Column("on", "Per", Kind.DAY),
    Column("rate", "Laju", Kind.DECIMAL), Column("said", "Kata", Kind.TEXT),
)  # fmt: skip


def random_table(chance: random.Random, key: str) -> Table:
    """Every kind of cell, any of them unknown."""
    def some(value):
        return None if chance.random() < 0.2 else value

    rows = [
        (f"r{n}", f"Baris {n}", some(chance.randrange(-5, 10**7)), some(Share(some(chance.randrange(9)), some(0))),
         some(date(2011, 1, 1)), some(chance.randrange(100) / 10), some("a \u2013 \"b\" <i> \u00e9"))
        for n in range(chance.randrange(5))
    ]  # fmt: skip
    return parts.table(key, f"Tabel {key}", COLUMNS, rows, total=chance.random() < 0.5, note=some("nota") or "")


def random_report(seed: int) -> Report:
    chance = random.Random(seed)
    chart = Chart("c", "Grafik", "naik", Look.LINES, ("Sep", "Okt"), (Series("a", (1.0, None)),), True, "%")
    places = (Place("35.14.01", "Purwodadi", Share(1, 2)), Place("35.14.02", "Tutur", Share(None, None)))
    shown = Map("m", "Peta", "tinggi", places, (0.0, 0.2, 0.4), 20)
    sections = tuple(
        Section(f"s{n}", f"Bagian {n}", ("satu", "dua"), (random_table(chance, f"t{n}"), chart, shown))
        for n in range(3)
    )
    stamp = replace(STAMP, known_on=chance.choice((None, STAMP.as_of)), number=chance.choice((None, 3)))
    return Report(stamp, sections)


@pytest.mark.parametrize("seed", range(30))
def test_what_is_written_is_read_again_and_the_same_report_is_the_same_bytes(seed):
    one = Frozen(random_report(seed), OFFICE, {"35.14.01": {"type": "Polygon", "coordinates": [[[112.5, -7.5]]]}})
    kept = coding.write(one)

    assert coding.read(kept) == one
    assert coding.write(coding.read(kept)) == kept == coding.write(one)


@pytest.mark.parametrize("content", [b"", b"{}", coding.write(Frozen(random_report(1), OFFICE))[:-9]])
def test_what_is_no_report_is_refused(content):
    with pytest.raises(Refused) as refusal:
        coding.read(content)
    assert refusal.value.code == "report_damaged"


def test_a_table_takes_only_what_its_columns_say():
    with pytest.raises(ValueError, match="t.n"):
        parts.table("t", "T", COLUMNS[:2], [("a", "A", "banyak")])
    with pytest.raises(ValueError, match="t.n"):
        parts.table("t", "T", COLUMNS[:2], [("a", "A", True)])
    with pytest.raises(ValueError, match="t"):
        parts.table("t", "T", COLUMNS[:2], [("a", "A", 1), ("a", "B", 2)])


def _two_columns(key: str, *rows: tuple) -> Report:
    table = parts.table(key, "Tabel", (*COLUMNS[:2], Column("share", "Bagian", Kind.SHARE)), rows)
    return Report(STAMP, (Section("s", "S", (), (table,)),))


def test_corrections_are_the_changed_cells_and_no_others():
    was = _two_columns("t", ("a", "Ani", 1, Share(1, 2)), ("b", "Budi", 2, None), ("gone", "Lama", 3, None))
    now = _two_columns("t", ("new", "Baru", 9, None), ("b", "Budi yang lain", 2, None), ("a", "Ani", 1, Share(2, 4)))

    assert rules.corrections(was, now) == (
        Correction("Tabel: Ani", "Bagian", Share(1, 2), Share(2, 4)),
        Correction("Tabel: Lama", "Jumlah", 3, None),
        Correction("Tabel: Baru", "Jumlah", None, 9),
    )
    assert rules.corrections(was, was) == ()


def test_what_cannot_be_told_any_more_is_no_correction():
    was, now = _two_columns("t", ("a", "Ani", 1, None)), _two_columns("t", ("a", "Ani", None, None))

    assert rules.corrections(was, now) == ()
    assert rules.corrections(was, Report(STAMP, ())) == ()
    assert rules.corrections(_two_columns("plan", ("a", "A", 1, None)), _two_columns("plan", ("a", "A", 2, None))) == ()


def test_months_run_over_the_turn_of_the_year():
    found = rules.months(date(2026, 2, 3))

    assert found[:3] == [202602, 202601, 202512] and len(found) == 37 and found[-1] == 202302
    assert rules.last_day(202402) == date(2024, 2, 29)


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "month, asked, known",
    [
        (202610, None, None),
        (202610, date(2026, 10, 31), date(2026, 10, 31)),
        (202610, date(2026, 11, 5), date(2026, 11, 5)),
        (202610, TODAY, None),  # more may be entered today
        (202611, None, None),
        (202611, TODAY, None),
    ],
)
def test_a_month_is_told_as_known_on_a_day_from_its_last_on(month, asked, known):
    assert rules.known(month, TODAY, asked) == known


@pytest.mark.parametrize(
    "month, asked, code",
    [
        (202610, date(2026, 10, 30), "known_before"),
        (202610, date(2026, 11, 23), "date_future"),
        (202611, date(2026, 11, 23), "date_future"),
        (202611, date(2026, 11, 21), "known_before"),
        (202612, None, "report_future"),
        (202613, None, "report_month"),
        (200001, None, "report_month"),
    ],
)
def test_no_month_is_told_before_it_was_known_or_of_the_future(month, asked, code):
    with pytest.raises(Refused) as refusal:
        rules.known(month, TODAY, asked)
    assert refusal.value.code == code


def test_only_a_month_that_is_over_is_issued():
    rules.closed(202610, TODAY)
    with pytest.raises(Refused) as refusal:
        rules.closed(202611, date(2026, 11, 30))
    assert refusal.value.code == "report_open"
