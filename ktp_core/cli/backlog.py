"""`backlog`: the outstanding print backlog, oldest first; masked NIKs unless an account that may see them asks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ktp_core import clock
from ktp_core.cli import common
from ktp_core.errors import NotAllowed, Refused

if TYPE_CHECKING:
    from datetime import date

    from ktp_core.access.model import Actor
    from ktp_core.printing.model import BacklogFilter
    from ktp_core.printing.rules import Queue


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("backlog")(backlog)


def backlog(
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    district: Annotated[list[str] | None, typer.Option("--district", help="Kode kecamatan; boleh berulang.")] = None,
    institution: Annotated[
        list[int] | None, typer.Option("--institution", help="Nomor lembaga; boleh berulang.")
    ] = None,
    min_days: Annotated[int, typer.Option("--min-days", help="Menunggu paling sedikit sekian hari.")] = 0,
    first_time: Annotated[bool, typer.Option("--first-time", help="Hanya kartu pertama.")] = False,
    replacement: Annotated[bool, typer.Option("--replacement", help="Hanya penggantian.")] = False,
    search: Annotated[str, typer.Option("--search", help="Bagian nama, NIK, atau angka depannya.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, help="Banyaknya baris.")] = 50,
    after: Annotated[str | None, typer.Option("--after", help="Lanjutan: nilai `next` jawaban sebelumnya.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Tulis semua yang tersaring ke berkas .csv atau .xlsx.")
    ] = None,
    reveal: Annotated[
        bool, typer.Option("--reveal", help="NIK lengkap; perlu --by yang berwenang, dan dicatat.")
    ] = False,
    by: Annotated[str | None, typer.Option("--by", help="Nama akun yang melihat.")] = None,
    as_of: common.AsOf = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Antrean cetak: siap cetak, cukup usia, belum dicetak; terlama lebih dahulu."""
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.cli import backlog_report as report
    from ktp_core.printing import service
    from ktp_core.printing.model import BacklogFilter, Kind

    if first_time and replacement:
        raise Refused("backlog_kind")
    if reveal and by is None:
        raise NotAllowed("reveal_needs_account")
    common.open_database(db)
    who = SYSTEM if by is None else common.actor(by)
    kind = Kind.FIRST_TIME if first_time else Kind.REPLACEMENT if replacement else None
    asked = BacklogFilter(regency, tuple(district or ()), tuple(institution or ()), kind, min_days, search).within(who)
    today = common.day(as_of, regency)

    queue, rows, following = _read(who, asked, today, limit=limit, after=after, reveal=reveal)
    answer: dict[str, Any] = {"as_of": today.isoformat(), "total": queue.total, "rows": rows, "next": following}
    if out is not None:
        answer |= _write(who, asked, today, out, reveal=reveal)
    elif by is not None and not reveal:  # those two leave an entry of their own
        service.looked(who, asked, total=queue.total, at=clock.now())
    common.emit(as_json, answer, lambda value: report.show(value, queue))


def _read(
    by: Actor, asked: BacklogFilter, today: date, *, limit: int, after: str | None, reveal: bool
) -> tuple[Queue, list[dict[str, Any]], str | None]:
    from ktp_core import config
    from ktp_core.access.permissions import Permission
    from ktp_core.access.transactions import reading
    from ktp_core.cli import backlog_report as report
    from ktp_core.printing import queries, service, store
    from ktp_core.printing.model import Cursor

    key = config.secret_key()
    cursor = Cursor.decode(after, key) if after else None
    with reading(by, Permission.BACKLOG_VIEW, asked.regency) as conn:
        store.require_places(conn, asked)
        queue = store.queue(conn, asked, today)
        found, last = queries.backlog_run(conn, asked, today, limit=limit, after=cursor, reveal=reveal)
    if reveal:
        service.revealed(by, asked, [row[0] for row in found], at=clock.now())
    return queue, [report.row(values) for values in found], last.encode(key) if last else None


def _write(by: Actor, asked: BacklogFilter, today: date, out: Path, *, reveal: bool) -> dict[str, Any]:
    from ktp_core.exports.files import format_of, replace_file
    from ktp_core.printing import service

    form = format_of(out)
    made = service.export(by, asked, form, today=today, at=clock.now(), reveal=reveal)
    replace_file(out, made.content)
    return {"out": str(out), "written": made.rows}
