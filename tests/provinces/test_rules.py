"""Adding regencies up, and the file that carries one: whole, changed, foreign, enormous."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ktp_core.errors import Refused
from ktp_core.provinces import coding, rules
from ktp_core.provinces.model import From, Month, Share, Side

AT = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)


def month(regency: str = "35.14", **counts: int | None) -> Month:
    return Month(
        regency, f"Kabupaten {regency}", 202610, date(2026, 10, 31), {"visits": 3, **counts},
        {"coverage": Share(90, 100)}, {f"{regency}.01": {"owned": 7}, "": {"owned": 1}},
        {"visits": "registri sendiri"}, AT,
    )  # fmt: skip


def side(one: Month) -> Side:
    return Side(one, From.FILE, AT, "provinsi")


def test_a_file_gives_back_what_was_written():
    assert coding.read(coding.write(month())) == month()
    assert coding.write(month()) == coding.write(month())


def test_counts_are_added_first_and_divided_last():
    chance = random.Random(3)
    sides, tops, bottoms = [], 0, 0
    for n in range(20):
        top, bottom = chance.randrange(1000), chance.randrange(1, 1500)
        one = replace(month(f"35.{n:02}", wajib_ktp=bottom), shares={"coverage": Share(top, bottom)})
        sides.append(side(one))
        tops, bottoms = tops + top, bottoms + bottom

    found = rules.whole(sides)

    assert found.shares["coverage"].value == tops / bottoms
    assert (found.counts["wajib_ktp"], found.counts["visits"], found.lacking) == (bottoms, 60, {})


def test_who_does_not_know_a_number_is_named_and_not_counted():
    known, unknown = month(problems=4), replace(month("63.11", problems=None), shares={"coverage": Share(None, 50)})

    found = rules.whole([side(known), side(unknown)])

    assert found.counts["problems"] == 4
    assert found.shares["coverage"] == Share(90, 100)
    assert found.lacking == {"problems": ("63.11",), "coverage": ("63.11",)}


def test_what_a_partial_registry_says_is_not_added_to_whole_numbers():
    partial = replace(month("63.11", wajib_ktp=242), shares={"coverage": Share(211, 242)})
    partial = replace(partial, partial=frozenset({"coverage", "wajib_ktp"}))

    found = rules.whole([side(month(wajib_ktp=1_000)), side(partial)])

    assert (found.counts["wajib_ktp"], found.counts["visits"]) == (1_000, 6)
    assert found.shares["coverage"] == Share(90, 100)
    assert found.lacking == {"wajib_ktp": ("63.11",), "coverage": ("63.11",)}
    assert coding.read(coding.write(partial)) == partial


def test_nothing_divided_by_nothing_is_no_number():
    assert Share(0, 0).value is None
    assert rules.whole([]).counts == {}
    assert rules.whole([side(month(problems=None))]).counts["problems"] is None


def _packed(body: object) -> bytes:
    return gzip.compress(json.dumps(body).encode())


def _changed(**values: object) -> bytes:
    """A file whose words were changed by somebody who also made a new check sum."""
    body = json.loads(gzip.decompress(coding.write(month()))) | values
    body.pop("check")
    return _packed(body | {"check": coding._check(body)})


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", "summary_file"),
        (b"PK\x03\x04 no", "summary_file"),
        (gzip.compress(b"[1, 2]"), "summary_file"),
        (gzip.compress(b"{}"), "summary_file"),
        (coding.write(month())[:-20], "summary_file"),
        (_packed({"format": "ktp-el-summary", "version": 2}), "summary_version"),
        (_packed({"format": "ktp-el-summary", "version": 1}), "summary_damaged"),
        (gzip.compress(b"0" * 20_000_000), "summary_big"),
        (bytes(2_000_000), "summary_big"),
        (_changed(counts={"visits": "3"}), "summary_damaged"),
        (_changed(counts={"visits": True}), "summary_damaged"),
        (_changed(counts={"visits": 10**12}), "summary_damaged"),
        (_changed(counts={"<b>": 3}), "summary_damaged"),
        (_changed(regency="35.14; DROP"), "summary_damaged"),
        (_changed(as_of="2026-10-30"), "summary_damaged"),
        (_changed(month=202613), "summary_month"),
        (_changed(made_at="2026-11-03T00:00:00"), "summary_damaged"),
        (_changed(shares={"coverage": [1]}), "summary_damaged"),
    ],
)
def test_what_is_no_such_file_is_refused(content, code):
    with pytest.raises(Refused) as refusal:
        coding.read(content)
    assert refusal.value.code == code


def test_one_changed_digit_is_noticed():
    body = json.loads(gzip.decompress(coding.write(month())))
    body["counts"]["visits"] = 4

    with pytest.raises(Refused) as refusal:
        coding.read(_packed(body))
    assert refusal.value.code == "summary_damaged"


def test_a_month_that_goes_on_is_not_sent():
    assert rules.closed(202610, date(2026, 11, 1)) == date(2026, 10, 31)
    with pytest.raises(Refused) as refusal:
        rules.closed(202610, date(2026, 10, 31))
    assert refusal.value.code == "summary_open"
