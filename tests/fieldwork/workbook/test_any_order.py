"""Property: returned workbooks, in any order, any of them several times, versions of one copy among them, end in the
same state in the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from tests_support.field_day import AT, REGENCY, TODAY, make_school, plan, sheet_of
from tests_support.workbooks import fill

from ktp_core.access.transactions import Writing
from ktp_core.db.engine import read_connection
from ktp_core.fieldwork import service as field
from ktp_core.fieldwork.workbook import service
from ktp_core.fieldwork.workbook.queries import handed_out
from ktp_core.rosters.reading.clock_cells import read_clock_cells

PUPILS = 4
SAID = [
    {}, {"Hasil": "Direkam"}, {"Hasil": "Direkam", "Jam": time(9, 10)}, {"Hasil": "Menolak", "Jam": time(9, 10)},
    {"Hasil": "Tidak hadir", "Alasan": "Sakit"}, {"Hasil": "Tidak hadir", "Alasan": "PKL/magang", "Jam": "10.30"},
    {"Hasil": "Gagal rekam", "Alasan": "Jaringan", "Jam": time(8, 0)}, {"Hasil": "ngawur"}, {"Alasan": "Sakit"},
]  # fmt: skip
NAMES = ["WAHYU TAMBAHAN", "WAHYU TAMBAHAN PUTRA", "W. TAMBAHAN"]


@dataclass(frozen=True)
class Back:
    """A version of a workbook that came back: which copy, and what is written in it."""

    copy: int
    said: tuple[int, ...]
    walk_ins: tuple[tuple[int, int, int, str], ...]


walk_ins = st.tuples(st.integers(1, 2), st.integers(0, 2), st.integers(1, 4), st.sampled_from(["X-1", "X-2", ""]))
versions = st.builds(
    Back,
    st.integers(0, 1),
    st.tuples(*[st.integers(0, len(SAID) - 1)] * PUPILS),
    st.lists(walk_ins, max_size=2).map(tuple),
)
deliveries = st.lists(versions, min_size=1, max_size=4)


@dataclass
class Stage:
    """A visit, its two workbooks as handed out, and the account that takes them back."""

    team: Any
    school_id: int
    visit_id: int = 0
    books: tuple[bytes, ...] = ()

    def begin(self) -> Stage:
        """Another visit to the same school, of which nothing is known yet: reports are never deleted."""
        visit_id = plan(self.school_id, TODAY)
        field.prepare(self.team, visit_id, at=AT)
        books = tuple(service.make(self.team, visit_id, f"Regu {n}", at=AT).content for n in (1, 2))
        return Stage(self.team, self.school_id, visit_id, books)

    def content(self, one: Back) -> bytes:
        people = [
            {"NIK": f"351406010309009{who}", "Nama": NAMES[name], "L/P": "L", "Tanggal lahir": "01/03/2009",
             "Kelas": class_name, **SAID[said]}
            for who, name, said, class_name in one.walk_ins
        ]  # fmt: skip
        return fill(self.books[one.copy], {n + 1: SAID[said] for n, said in enumerate(one.said)}, people)

    def take(self, content: bytes) -> None:
        service.take_back(self.team, content, "a.xlsx", self.visit_id, at=AT, reader=in_process)

    def state(self) -> dict[str, Any]:
        """By NIK: what is known of them, everything said, and what holds. Numbers of walk-ins follow their arrival,
        keys and copies belong to the visit: they are left out, or said in words."""
        with read_connection() as conn:
            names = dict(handed_out(conn, self.visit_id)[["copy", "team"]].itertuples(index=False))
        found = {}
        for line in sheet_of(self.visit_id).lines:
            said = {(names[one.copy], *one.says, one.acted_at) for one in line.said}
            torn = {(names[one.copy], *one.says, one.acted_at) for one in line.conflict}
            who = (line.name, line.person.class_name, line.person.origin, line.person.walk_in)
            found[line.nik] = (who, said, torn, line.outcome, line.reason)
        return found


def in_process(content: bytes, name: str, job: str) -> dict[str, Any]:
    """The child's reader without the child: a hundred files are read here."""
    assert job == "clock_cells"
    return read_clock_cells(content, name)


@pytest.fixture
def stage(database: str, actor_of: Callable[..., Any]) -> Stage:
    return Stage(actor_of("tim", "visit", regency=REGENCY), make_school(PUPILS).id)


# One human written down differently in two copies, and two versions of one copy with and without hours.
TWO_NAMES = [Back(0, (0, 0, 0, 0), ((1, 0, 1, "X-1"),)), Back(1, (0, 0, 0, 0), ((1, 1, 2, "X-2"),))]
TWO_VERSIONS = [Back(0, (1, 2, 4, 5), ((2, 2, 1, ""),)), Back(0, (3, 3, 1, 4), ((2, 0, 4, "X-1"),))]
BACKWARDS = [*range(8, -1, -1)]
PHASES = (Phase.explicit, Phase.generate)  # each example is several files: shrinking one takes minutes


@given(deliveries, st.lists(st.integers(0, 3), max_size=5), st.permutations(range(9)))
@example(TWO_NAMES, [0], BACKWARDS)
@example(TWO_VERSIONS, [1, 0], BACKWARDS)
@settings(max_examples=10, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_and_any_repetition_end_in_the_same_state(
    stage: Stage, back: list[Back], twice: list[int], order: list[int]
) -> None:
    plain, shaken = stage.begin(), stage.begin()
    for one in back:
        plain.take(plain.content(one))
    every = [*back, *(back[at] for at in twice if at < len(back))]
    for at in order:
        if at < len(every):
            shaken.take(shaken.content(every[at]))

    assert shaken.state() == plain.state()


def test_two_workbooks_at_the_same_moment_are_both_taken_whole(stage: Stage) -> None:
    from concurrent.futures import ThreadPoolExecutor

    back = [Back(0, (1, 1, 1, 1), ((1, 0, 1, "X-1"),)), Back(1, (2, 3, 4, 5), ((1, 1, 2, "X-2"), (2, 0, 1, "")))]
    plain, busy = stage.begin(), stage.begin()
    for one in back:
        plain.take(plain.content(one))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(busy.take, [busy.content(one) for one in (*back, *back)]))

    assert busy.state() == plain.state()


def test_a_workbook_is_taken_whole_or_not_at_all(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    one = stage.begin()
    content = one.content(Back(0, (1, 1, 1, 1), ((1, 0, 1, "X-1"),)))
    before = one.state()

    def lost(*_: Any, **__: Any) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(Writing, "audit", lost)
        with pytest.raises(OSError, match="disk"):
            one.take(content)

    assert one.state() == before
    one.take(content)
    assert sum(bool(said) for _, said, *_ in one.state().values()) == PUPILS + 1
