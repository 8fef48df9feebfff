"""The database the benchmarks run on: the demo at the asked size, built once and kept in data/bench/."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from sqlite3 import connect

from ktp_core import config
from ktp_core.access.transactions import SYSTEM
from ktp_core.db import copies, engine
from ktp_core.db.migrate import migrate
from ktp_core.demo import service
from ktp_core.demo.model import Size

REGENCY = "35.14"
Progress = Callable[[int, int], None]
_VARIABLES = ("KTP_DATA_DIR", "KTP_DATABASE_URL")


@dataclass(frozen=True, slots=True)
class Bench:
    """A database to measure on, and the day it was built for: its backlog is of that day."""

    file: Path
    today: date
    at: datetime


def prepare(residents: int, *, today: date, at: datetime, progress: Progress) -> Bench:
    """The kept database of that many residents, built first when it is not there."""
    folder = config.data_dir() / "bench" / str(residents)
    if not (folder / "day").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with data_in(folder):
            migrate()
            service.build(Size.NORMAL, today=today, by=SYSTEM, at=at, progress=progress, residents=residents)
        copies.tidy(folder / "ktp.db")
        (folder / "day").write_text(today.isoformat())
    return Bench(folder / "ktp.db", date.fromisoformat((folder / "day").read_text()), at)


@contextmanager
def scratch(bench: Bench) -> Iterator[Path]:
    """A copy of the database that may be written to, as the database of this process; gone at the end."""
    folder = bench.file.parent / "scratch"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copyfile(bench.file, folder / "ktp.db")
    with closing(connect(folder / "ktp.db")) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
    try:
        with data_in(folder):
            yield folder / "ktp.db"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def data_in(folder: Path) -> Iterator[None]:
    """Make a folder the data folder of this process for a while."""
    before = {name: os.environ.pop(name, None) for name in _VARIABLES}
    os.environ["KTP_DATA_DIR"] = str(folder)
    try:
        yield
    finally:
        engine.dispose()
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
