"""Ten times the residents: what the screens of the head and of the queues cost then, against what they cost now.

Every resident, event and count of the office is there ten times, under other ids and NIK. Visits, letters,
institutions, parcels and the ledger of blanks stay as they are: they grow with the office's staff, not with its
residents.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ktp_core.bench import screens
from ktp_core.bench.data import REGENCY, Bench, Progress, data_in, scratch
from ktp_core.bench.model import Row
from ktp_core.db.schema import metadata
from ktp_core.db.types import region_number

TIMES = 10
SCREENS = (
    "beranda", "peta", "tren", "proyeksi", "belum_terjangkau", "laporan", "angka_resmi", "provinsi", "janji_layanan",
    "tersendat", "neraca_antrean", "antrean_cetak", "kelompok_cetak",
)  # fmt: skip
_APART = 10**8  # between the ids of one copy and the next; a regency has 10**9
_MULTIPLIED = ("resident", "card_event")
# What points at things that are not multiplied, or must be another one in each copy. A letter makes a NIK nobody has.
_CHANGED = {
    "id": "id + :shift", "resident_id": "resident_id + :shift", "undoes": "undoes + :shift", "visit_id": "NULL",
    "nik": ":letter || substr(nik, 2)",
}  # fmt: skip


def measure(bench: Bench, progress: Progress) -> Iterator[Row]:
    """Each screen with ten times the residents, against the same screen without: run again, and after a write."""
    many = prepare(bench, progress)
    for fresh, name in ((False, "tenfold"), (True, "tenfold_after_a_write")):
        with scratch(bench):
            usual = dict(screens.measured(bench, SCREENS, fresh=fresh))
        with data_in(many.file.parent):
            for screen, value in screens.measured(many, SCREENS, fresh=fresh):
                yield Row(f"screen_{screen}_{name}", value, "ms CPU", usual[screen], "a tenth of the residents")


def prepare(bench: Bench, progress: Progress) -> Bench:
    """The kept database of ten times as many, made first when it is not there."""
    folder = bench.file.parent.with_name(f"{bench.file.parent.name}_tenfold")
    many = Bench(folder / "ktp.db", bench.today, bench.at)
    if not (folder / "day").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copyfile(bench.file, many.file)
        multiply(many.file, progress)
        (folder / "day").write_text(bench.today.isoformat())
    return many


def multiply(file: Path, progress: Progress) -> None:
    """Make the office of a database ten times as large. Raises RuntimeError when the counts disagree afterwards."""
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        # Made anew when it fails: no journal, no waiting for the disk.
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2000000", "temp_store = MEMORY"):
            raw.execute(f"PRAGMA {setting}")
        before = _people(raw)
        indexes = [sql for table in _MULTIPLIED for sql in _drop_indexes(raw, table)]
        steps = len(_MULTIPLIED) * (TIMES - 1) + len(indexes) + 1
        done = 0
        raw.execute("BEGIN")
        for table in _MULTIPLIED:
            for copy in range(1, TIMES):
                _copy(raw, table, copy)
                progress(done := done + 1, steps)
        _counts(raw)
        for sql in indexes:
            raw.execute(sql)
            progress(done := done + 1, steps)
        raw.execute("COMMIT")
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("ANALYZE")
        _check(raw, before)
        progress(steps, steps)


def _drop_indexes(raw: sqlite3.Connection, table: str) -> list[str]:
    made = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    found = raw.execute(made, (table,)).fetchall()
    for name, _ in found:
        raw.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in found]


def _copy(raw: sqlite3.Connection, table: str, copy: int) -> None:
    names = [column.name for column in metadata.tables[table].columns]
    values = ", ".join(_CHANGED.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    rows = f"SELECT {values} FROM {table} WHERE regency = :regency AND id % 1000000000 < :apart ORDER BY id"  # noqa: S608
    bound = {"shift": copy * _APART, "letter": chr(ord("@") + copy), "apart": _APART, "regency": region_number(REGENCY)}
    raw.execute(f"INSERT INTO {table} ({columns}) {rows}", bound)  # noqa: S608


def _counts(raw: sqlite3.Connection) -> None:
    """The additive summaries, and which ids come next."""
    regency = region_number(REGENCY)
    for name, table in metadata.tables.items():
        if name.startswith("summary_") and "n" in table.c and "visit_id" not in table.c:  # copies were at no visit
            raw.execute(f"UPDATE {name} SET n = n * {TIMES} WHERE regency = ?", (regency,))  # noqa: S608
    for kind in _MULTIPLIED:
        last = f"(SELECT max(id) + 1 FROM {kind} WHERE id / 1000000000 = :regency)"  # noqa: S608
        raw.execute(f"UPDATE counter SET next = {last} WHERE regency = :regency AND kind = :kind",  # noqa: S608
                    {"regency": regency, "kind": kind})  # fmt: skip


def _people(raw: sqlite3.Connection) -> tuple[int, ...]:
    """Residents of ours by the table and by the summary, cards waiting, events, waits."""
    asked = (
        "SELECT count(*) FROM resident WHERE regency = :r AND standing = 1",
        "SELECT sum(n) FROM summary_state WHERE regency = :r",
        "SELECT count(*) FROM resident WHERE regency = :r AND due_on IS NOT NULL",
        "SELECT count(*) FROM card_event WHERE regency = :r",
        "SELECT sum(n) FROM summary_delay WHERE regency = :r",
    )
    return tuple(raw.execute(sql, {"r": region_number(REGENCY)}).fetchone()[0] for sql in asked)


def _check(raw: sqlite3.Connection, before: tuple[int, ...]) -> None:
    after = _people(raw)
    if after != tuple(n * TIMES for n in before) or after[0] != after[1]:
        raise RuntimeError(f"ten times {before} are not {after}")
    if (found := raw.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
        raise RuntimeError(found)
