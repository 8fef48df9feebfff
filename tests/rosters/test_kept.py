"""The server's waiting child: shared by everybody, in nobody's way, and gone when the server ends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests_support.hostile_rosters import kinds
from tests_support.roster_files import PEOPLE, xlsx

from ktp_core.errors import Refused
from ktp_core.rosters.reading import kept, worker

HOSTILE = [kind for kind in kinds() if kind.refused][::6]


@pytest.fixture
def started() -> Iterator[None]:
    kept.start()
    yield
    kept.stop()


def child() -> worker.Worker:
    assert kept._reader is not None and kept._reader._worker is not None
    return kept._reader._worker


def rows(content: bytes) -> int:
    return len(kept.read(content, "a.xlsx")["tables"][0]["rows"])


def test_uploads_at_once_all_get_their_own_answer(started) -> None:
    together = threading.Barrier(4)

    def upload(people: int) -> int:
        content = xlsx([*_head(), *(one.cells() for one in PEOPLE[:people])])
        together.wait(10)
        return rows(content)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(upload, [1, 2, 3, 4]))

    assert answers == [1, 2, 3, 4]


def _head() -> list[list[str]]:
    from tests_support.roster_files import HEADINGS

    return [list(HEADINGS)]


@pytest.mark.parametrize("kind", HOSTILE, ids=[kind.name for kind in HOSTILE])
def test_a_hostile_file_does_not_poison_the_next(started, kind) -> None:
    before = child()
    with pytest.raises(Refused):
        kept.read(kind.build(), kind.file)

    assert rows(xlsx()) == len(PEOPLE)
    assert child() is not before and not before.alive


def test_one_child_serves_file_after_file_and_ends_with_the_server() -> None:
    kept.start()
    first = child()
    kept.start()
    for _ in range(3):
        assert rows(xlsx()) == len(PEOPLE)
    assert child() is first

    kept.stop()
    kept.stop()

    assert not first.alive
    assert rows(xlsx()) == len(PEOPLE)  # without a server every file has a child of its own
    assert kept._reader is None
