"""The whole print line under random histories: every act as foretold on paper, every law after every act."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from tests_support.line.batches import Batches
from tests_support.line.blanks import Blanks
from tests_support.line.ends import Ends
from tests_support.line.machine import Frame, sequences
from tests_support.line.office import Template

from ktp_core.db import engine
from ktp_core.db.migrate import migrate

SHRINK = os.environ.get("KTP_SHRINK", "1") == "1"


class Line(Batches, Ends, Blanks):
    """All rules together."""


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    """In memory where the system has such a folder: every sequence begins with a copy of the file."""
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="ktp-line-", dir=shared if shared.is_dir() else None))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KTP_DATA_DIR", str(folder / "data"))
        patch.delenv("KTP_DATABASE_URL", raising=False)
        migrate()
        yield Template(folder)
        engine.dispose()
    shutil.rmtree(folder)


@pytest.fixture
def machine(template: Template, monkeypatch: pytest.MonkeyPatch) -> type[Frame]:
    monkeypatch.setenv("KTP_DATA_DIR", str(template.live.parent))
    Line.template, Line.done, Line.wordless = template, Counter(), Counter()
    return Line


def run(machine: type[Frame], count: int, number: int | None, steps: int = 20) -> None:
    """So many histories; with a number always the same ones."""
    chosen = settings(
        max_examples=count, stateful_step_count=steps, deadline=None, database=None, report_multiple_bugs=False,
        derandomize=number is None, phases=(Phase.generate, *((Phase.shrink,) if SHRINK else ())), suppress_health_check=list(HealthCheck),
        print_blob=False,
    )  # fmt: skip
    run_state_machine_as_test(machine if number is None else seed(number)(machine), settings=chosen)


def test_every_history_of_the_line_is_as_told_on_paper(machine: type[Frame]) -> None:
    """500 histories, the same ones each time; KTP_SEQUENCES=10000 tries so many others."""
    count, started = sequences(), time.monotonic()
    number = None if count == 500 else int(os.environ.get("KTP_SEED", time.time_ns() % 10**9))

    run(machine, count, number)

    print(f"{count} sequences, seed {number}, {time.monotonic() - started:.0f} s")
    for name, n in sorted(machine.done.items()):
        print(f"{n:6} {name}")
    assert not machine.wordless, "refusals without a sentence"
