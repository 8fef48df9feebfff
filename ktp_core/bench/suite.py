"""Every benchmark, in the order they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from ktp_core.bench import data, line, loads, overview, planning, projection, rosters, screens, tenfold, visits, waiting
from ktp_core.bench.model import Row

PARTS = (rosters, waiting, overview, planning, projection, visits, line, loads, screens)


def run(
    residents: int, *, today: date, at: datetime, progress: Callable[[int, int], None], times_ten: bool = False
) -> Iterator[Row]:
    """Measure on the kept database of that many residents, which is built first when it is not there.

    `times_ten`: instead of everything else, the screens with ten times as many against those with so many.
    """
    bench = data.prepare(residents, today=today, at=at, progress=progress)
    if times_ten:
        yield from tenfold.measure(bench, progress)
        return
    for done, part in enumerate(PARTS):
        progress(done, len(PARTS))
        yield from part.measure(bench)
    progress(len(PARTS), len(PARTS))
