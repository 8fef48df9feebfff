"""Whatever the file is: refused with the right code, or every row accepted or explained, and nothing misread."""

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests_support.hostile_rosters import Kind, kinds
from tests_support.roster_files import BY_NIK, csv_text, xlsx

from ktp_core.errors import Refused
from ktp_core.rosters.checking import CheckedRoster, check_file
from ktp_core.rosters.issues import Severity
from ktp_core.rosters.reading.child import answer
from ktp_core.rosters.reading.worker import Worker, _result
from ktp_core.rosters.wording import issue_message, refusal_message, warning_message

TODAY = date(2026, 11, 22)
KINDS = list(kinds())
SECONDS, KIB = 10, 300 * 1024


class Watched:
    """Reads in a child of its own and remembers how much memory that took."""

    peak_kib = 0

    def __call__(self, content: bytes, name: str) -> dict:
        with Worker() as worker:
            reply = worker.ask(content, name)
            self.peak_kib = worker.peak_kib
        return _result(reply)


def everything_is_explained(roster: CheckedRoster) -> None:
    faulty = {(issue.sheet, issue.row) for issue in roster.issues if issue.severity is Severity.ERROR}
    taken = [(row.sheet, row.row) for row in roster.rows if row.accepted]
    niks = [row.nik for row in roster.rows if row.accepted]

    assert roster.read == roster.accepted + roster.rejected
    assert roster.accepted == len(taken) == len(set(taken)) == len(set(niks))
    assert roster.rejected == len(faulty) and not faulty & set(taken)
    assert (
        sum((roster.eligibility.under_16, roster.eligibility.recordable, roster.eligibility.card_age))
        == roster.accepted
    )
    assert all(issue_message(issue) for issue in roster.issues) and all(map(warning_message, roster.warnings))


def nothing_is_misread(roster: CheckedRoster) -> None:
    for row in roster.rows:
        if row.accepted:
            truth = BY_NIK[row.nik or ""]
            assert (row.name, row.birth_date, row.sex) == (truth.name, truth.born, truth.sex)
            assert row.nisn in (None, truth.nisn)


def test_there_are_more_than_a_hundred_kinds_of_them():
    assert len({kind.name for kind in KINDS}) == len(KINDS) > 200


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name.encode("ascii", "replace").decode()[:50])
def test_a_spoilt_roster_is_refused_or_explained(kind: Kind):
    content, reader = kind.build(), Watched()
    started = time.monotonic()

    try:
        roster = check_file(content, kind.file, today=TODAY, reader=reader)
    except Refused as refusal:
        assert refusal.code in kind.refused, refusal
        assert refusal_message(refusal)
    else:
        assert not kind.refused, f"accepted {roster.accepted} of {roster.read}"
        everything_is_explained(roster)
        nothing_is_misread(roster)
        assert roster.accepted == kind.accepted, [(issue.cell, issue.code) for issue in roster.issues]
        assert kind.codes <= {issue.code for issue in roster.issues}
    assert time.monotonic() - started < SECONDS
    assert reader.peak_kib < KIB


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a.ods", "a"]))
def test_any_bytes_are_an_answer_or_a_refusal(content: bytes, name: str):
    reply = answer(content, name)

    assert ("read" in reply) != ("refused" in reply)
    assert reply.get("refused", {}).get("params", {}).get("fault") is None


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_roster_with_any_bytes_changed_never_breaks_the_check(data: st.DataObject):
    name, sound = data.draw(st.sampled_from([("a.xlsx", xlsx()), ("a.csv", csv_text().encode())]))
    content = bytearray(sound)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    try:
        roster = check_file(bytes(content), name, today=TODAY, reader=lambda *file: _result(answer(*file)))
    except Refused as refusal:
        assert refusal_message(refusal)
    else:
        everything_is_explained(roster)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.text(max_size=30), min_size=8, max_size=8), max_size=6))
def test_any_text_in_any_cell_is_accepted_or_explained(rows: list[list[str]]):
    from tests_support.roster_files import HEADINGS

    content = csv_text([HEADINGS, *([cell.replace("\x00", "") for cell in row] for row in rows)])
    try:
        encoded = content.encode()
        roster = check_file(encoded, "a.csv", today=TODAY, reader=lambda *file: _result(answer(*file)))
    except (Refused, UnicodeEncodeError):
        return

    everything_is_explained(roster)
