"""Blanks of the last months: delivered, allotted, printed as many as the cards of each day, some spoiled, one count.

The stock is that of 15 April 2021 in Kab. Pasuruan, 47,637 beside a backlog of 70,000: enough for two or three months.
Smaller demos have as much in proportion.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select

from ktp_core.blanks import store
from ktp_core.blanks.model import Entry, EntryKind, HolderDraft, HolderKind
from ktp_core.db.schema import resident, summary_day
from ktp_core.demo.model import BACKLOG, DEMO_REGENCY, SMALLER_REGENCY
from ktp_core.summaries.model import Flow

STOCK, DAILY, LEAST = 47_637, 400, 400
SPOILED_OF = 120  # one blank in so many
_H, _K = HolderKind, EntryKind
_OFFICES = {
    DEMO_REGENCY: ("Kantor Kecamatan Bangil", "Kantor Kecamatan Gempol", "Kantor Kecamatan Pandaan"),
    SMALLER_REGENCY: ("Kantor Kecamatan Batu Mandi",),
}


def create(conn: Connection, regency: str, today: date, at: datetime) -> None:
    """Holders and the ledger of the last 120 days, from what was printed on them."""
    size = _backlog(conn, regency, today) / BACKLOG
    capacity = max(5, round(DAILY * size))
    drafts = [
        HolderDraft(kind=_H.STORE, name="Gudang dinas"),
        *(HolderDraft(kind=_H.PRINTER, name=f"Pencetak {n}", daily_capacity=capacity) for n in (1, 2)),
        *(HolderDraft(kind=_H.OFFICE, name=name) for name in _OFFICES[regency]),
    ]
    keys = [store.insert_holder(conn, regency, draft, at) for draft in drafts]
    ledger = _ledger(keys, _printed(conn, regency, today), today, max(LEAST, round(STOCK * size)))
    store.write(conn, regency, sorted(ledger, key=lambda one: one.day), by="cetak", at=at)


def _ledger(keys: list[int], printed: dict[date, int], today: date, stock: int) -> list[Entry]:
    """Delivered at the beginning so much that `stock` is left today."""
    main, printers, offices = keys[0], keys[1:3], keys[3:]
    shares = [sum(n // 2 + n // SPOILED_OF for n in printed.values()), sum(n - n // 2 for n in printed.values())]
    gone, first = sum(shares), today - timedelta(days=120)
    last = stock // 4  # came with the second delivery
    made = [_came(main, first, stock + gone - last, "470/1187/2026"), _came(main, today - timedelta(days=40), last,
                                                                            "470/1592/2026")]  # fmt: skip
    for key, share in zip(printers, shares, strict=True):
        made += _carried(main, key, first, share + stock // 20, "BA-01/BLANGKO")
    for n, key in enumerate(offices):
        made += _carried(main, key, first + timedelta(days=7), stock // (40 + 8 * n), f"BA-{n + 2:02}/BLANGKO")
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


def _backlog(conn: Connection, regency: str, today: date) -> int:
    waiting = select(func.count()).where(resident.c.regency == regency, resident.c.due_on <= today)
    return int(conn.execute(waiting).scalar_one())


def _printed(conn: Connection, regency: str, today: date) -> dict[date, int]:
    c, flows = summary_day.c, (int(Flow.PRINT), int(Flow.PRINT_ELSEWHERE))
    span = c.day.between(today - timedelta(days=119), today - timedelta(days=1))
    rows = select(c.day, func.sum(c.n)).where(c.regency == regency, c.flow.in_(flows), span).group_by(c.day)
    return {day: int(n) for day, n in conn.execute(rows) if n}
