"""Blanks of the last months: delivered, allotted, printed as many as the cards of each day, some spoiled.

The stock is that of 15 April 2021 in Kab. Pasuruan, 47,637 beside a backlog of 70,000: enough for two or three months.
Smaller demos have as much in proportion. Up to four weeks ago a day is one line, since then every card has its own.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import Connection, func, select

from ktp_core.blanks import store
from ktp_core.blanks.model import Entry, EntryKind, HolderDraft, HolderKind
from ktp_core.db.schema import resident, summary_day
from ktp_core.demo import batches
from ktp_core.demo.ground import Ground
from ktp_core.demo.model import BACKLOG, DEMO_REGENCY, SMALLER_REGENCY
from ktp_core.demo.moments import moment
from ktp_core.summaries.model import Flow

STOCK, DAILY, LEAST = 47_637, 400, 400
SPOILED_OF = 120  # one blank in so many
_LEAST_DAILY, _LEAST_AT_A_PRINTER = 60, 80  # so that also a small demo has something to do
_LEDGER = timedelta(days=120)
_H, _K = HolderKind, EntryKind
_OFFICES = {
    DEMO_REGENCY: ("Kantor Kecamatan Bangil", "Kantor Kecamatan Gempol", "Kantor Kecamatan Pandaan"),
    SMALLER_REGENCY: ("Kantor Kecamatan Batu Mandi",),
}


def create(conn: Connection, ground: Ground) -> None:
    """Holders, print batches, and the ledger of the last 120 days, from what was printed on them."""
    size = _backlog(conn, ground) / BACKLOG
    capacity = max(_LEAST_DAILY, round(DAILY * size))
    drafts = [
        HolderDraft(kind=_H.STORE, name="Gudang dinas"),
        *(HolderDraft(kind=_H.PRINTER, name=f"Pencetak {n}", daily_capacity=capacity) for n in (1, 2)),
        *(HolderDraft(kind=_H.OFFICE, name=name) for name in _OFFICES[ground.regency]),
    ]
    keys = [store.insert_holder(conn, ground.regency, draft, ground.at) for draft in drafts]
    used = _day_by_day(keys[1:3], _printed(conn, ground)) + batches.create(conn, ground, keys[1:3], capacity)
    ledger = _came_and_went(keys, used, ground.today, max(LEAST, round(STOCK * size)))
    for day, entries in groupby(sorted(ledger, key=lambda one: one.day), key=lambda one: one.day):
        store.write(conn, ground.regency, list(entries), by="cetak", at=moment(ground, day, 16 * 60))


def _came_and_went(keys: list[int], used: list[Entry], today: date, stock: int) -> list[Entry]:
    """Delivered at the beginning so much that `stock` is left today."""
    main, printers, offices = keys[0], keys[1:3], keys[3:]
    shares = [-sum(one.n for one in used if one.holder_id == key) for key in printers]
    first, last = today - _LEDGER, stock // 4  # came with the second delivery
    made = [_came(main, first, stock + sum(shares) - last, "470/1187/2026"),
            _came(main, today - timedelta(days=40), last, "470/1592/2026")]  # fmt: skip
    for key, share in zip(printers, shares, strict=True):
        made += _carried(main, key, first, share + max(stock // 20, _LEAST_AT_A_PRINTER), "BA-01/BLANGKO")
    for n, key in enumerate(offices):
        made += _carried(main, key, first + timedelta(days=7), stock // (40 + 8 * n), f"BA-{n + 2:02}/BLANGKO")
    return made + used


def _day_by_day(printers: list[int], printed: dict[date, int]) -> list[Entry]:
    made = []
    for day, n in sorted(printed.items()):
        for key, share in zip(printers, (n // 2, n - n // 2), strict=True):
            if share:
                made.append(Entry(holder_id=key, day=day, kind=_K.USED, n=-share, reason="Rekap cetak harian"))
        if bad := n // SPOILED_OF:
            made.append(Entry(holder_id=printers[0], day=day, kind=_K.SPOILED, n=-bad, reason="Cetak gagal"))
    return made


def _came(holder: int, day: date, n: int, document: str) -> Entry:
    return Entry(holder_id=holder, day=day, kind=_K.RECEIVED, n=n, document=document)


def _carried(giver: int, taker: int, day: date, n: int, document: str) -> list[Entry]:
    return [
        Entry(holder_id=one, day=day, kind=_K.ALLOTTED, n=sign * n, other_id=other, document=document)
        for one, other, sign in ((giver, taker, -1), (taker, giver, 1))
    ]


def _backlog(conn: Connection, ground: Ground) -> int:
    c = resident.c
    waiting = select(func.count()).where(c.regency == ground.regency, c.due_on <= ground.today)
    return int(conn.execute(waiting).scalar_one())


def _printed(conn: Connection, ground: Ground) -> dict[date, int]:
    """Cards by day, before batches were kept."""
    c, flows = summary_day.c, (int(Flow.PRINT), int(Flow.PRINT_ELSEWHERE))
    span = c.day.between(ground.today - _LEDGER + timedelta(days=1), ground.today - batches.SPAN)
    rows = select(c.day, func.sum(c.n)).where(c.regency == ground.regency, c.flow.in_(flows), span).group_by(c.day)
    return {day: int(n) for day, n in conn.execute(rows) if n}
