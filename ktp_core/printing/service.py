"""Use cases of the backlog that leave a trace: looking into it, seeing whole NIKs, taking the list away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading, writing
from ktp_core.errors import Refused
from ktp_core.exports import tables
from ktp_core.exports.model import MEDIA_TYPES, Column, Export, Format
from ktp_core.printing import queries
from ktp_core.printing.model import MAX_PAGE, BacklogFilter
from ktp_core.printing.queries import COLUMNS

HEADINGS = (
    Column("No", 7), Column("NIK", 20), Column("Nama", 32), Column("L/P", 6), Column("Tanggal lahir", 13),
    Column("Kecamatan", 18), Column("Desa/kelurahan", 18), Column("Lembaga", 30), Column("Kelas", 10),
    Column("Jenis", 12), Column("Boleh dicetak sejak", 13), Column("Menunggu (hari)", 11),
)  # fmt: skip
_FIELDS = [
    COLUMNS.index(name)
    for name in (
        "nik", "name", "sex", "birth_date", "district", "village", "institution", "class_name", "serial",
        "printable_from", "days",
    )
]  # fmt: skip
_SERIAL = 9  # of the row that is written


def looked(by: Actor, chosen: BacklogFilter, *, total: int, at: datetime) -> None:
    """Somebody opened the backlog with this question. The audit log keeps a keyed hash of it, not what was typed."""
    action = "backlog.search" if chosen.search else "backlog.view"
    with writing(by, Permission.BACKLOG_VIEW, chosen.regency, at=at) as tx:
        tx.audit(action, None, rows=total, filter=chosen.within(by).fingerprint(config.secret_key()))


def revealed(by: Actor, chosen: BacklogFilter, residents: Sequence[int], *, at: datetime) -> None:
    """Somebody is about to see the whole NIK of these residents (ids): written down before it is shown, with
    the ids of a page; a longer list is found again by its filter.

    Raises NotAllowed without NIK_REVEAL.
    """
    listed = list(residents) if len(residents) <= MAX_PAGE else []
    with writing(by, Permission.NIK_REVEAL, chosen.regency, at=at) as tx:
        question = chosen.within(by).fingerprint(config.secret_key())
        tx.audit("backlog.reveal", None, rows=len(residents), filter=question, residents=listed)


def listing(by: Actor, chosen: BacklogFilter, form: Format, *, today: date, reveal: bool | None = None) -> Export:
    """Exactly the cards of `chosen` as of `today`, longest wait first, as a file. Whoever hands it out records that.

    NIK whole for those who may see it (`reveal` None), or as asked: True raises NotAllowed for others. The installation
    itself (the command line without an account) needs no more than to see the list, and gets masked NIKs.
    """
    whole = _whole(by) if reveal is None else reveal
    if whole:
        with reading(by, Permission.NIK_REVEAL, chosen.regency):
            pass
    with reading(by, _taking(by), chosen.regency) as conn:
        asked = chosen.within(by)
        if queries.backlog_total(conn, asked, today) > tables.MAX_ROWS:
            raise Refused("export_rows", limit=tables.MAX_ROWS)
        rows = _lines(queries.backlog_rows(conn, asked, today, reveal=whole))
        content, count = tables.write(form, "Antrean cetak", HEADINGS, rows)
    name = f"antrean-cetak-{chosen.regency}-{today.isoformat()}.{form}"
    return Export(name, MEDIA_TYPES[form], content, count)


def export(
    by: Actor, chosen: BacklogFilter, form: Format, *, today: date, at: datetime, reveal: bool = False
) -> Export:
    """`listing`, audited with its count and the hash of the filter: for the command line."""
    made = listing(by, chosen, form, today=today, reveal=reveal)
    with writing(by, _taking(by), chosen.regency, at=at) as tx:
        question = chosen.within(by).fingerprint(config.secret_key())
        tx.audit("backlog.export", None, rows=made.rows, filter=question, format=form, nik=_nik_word(reveal))
    return made


def _taking(by: Actor) -> Permission:
    return Permission.BACKLOG_EXPORT if by.account_id is not None else Permission.BACKLOG_VIEW


def _whole(by: Actor) -> bool:
    return by.account_id is not None and may(by, Permission.NIK_REVEAL)


def _nik_word(whole: bool) -> str:
    return "whole" if whole else "masked"


def _lines(rows: Iterator[tuple[object, ...]]) -> Iterator[list[object]]:
    for number, row in enumerate(rows, start=1):
        line = [number, *(row[field] for field in _FIELDS)]
        line[_SERIAL] = "Pemula" if line[_SERIAL] == 1 else "Penggantian"
        yield line
