"""`report`: the monthly report as a file, and issuing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ktp_core.cli import common
from ktp_core.errors import NotFound, Refused

if TYPE_CHECKING:
    from datetime import date

    from ktp_core.exports.model import Export, Format
    from ktp_core.reports.model import Issue


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)


def report(
    month: Annotated[str, typer.Option("--month", help="Bulan laporan, YYYY-MM.")],
    out: Annotated[Path, typer.Option("--out", help="Berkas yang ditulis: .pdf atau .xlsx.")],
    regency: Annotated[
        str | None, typer.Option("--regency", help="Kode kabupaten/kota; tidak perlu bila hanya satu.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help="Nama akun pembuat; wajib untuk menerbitkan.")] = None,
    known_on: Annotated[
        str | None, typer.Option("--known-on", help="Draf sebagaimana diketahui pada akhir tanggal ini, YYYY-MM-DD.")
    ] = None,
    now: Annotated[bool, typer.Option("--now", help="Draf menurut catatan sekarang.")] = False,
    issue: Annotated[bool, typer.Option("--issue", help="Terbitkan: isinya disimpan dan tidak berubah lagi.")] = False,
    number: Annotated[int | None, typer.Option("--number", help="Terbitan nomor ini.")] = None,
    corrections: Annotated[bool, typer.Option("--corrections", help="Dengan koreksi sejak itu.")] = False,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Laporan bulanan (PDF/XLSX). Bulan yang sudah diterbitkan ditulis sebagaimana terbitan terbarunya."""
    from ktp_core.exports.files import check_place, replace_file

    form = _form(out)
    if sum((known_on is not None, now, number is not None and not issue)) > 1:
        raise Refused("report_which")
    check_place(out)  # what is issued cannot be taken back when its file has no room
    common.open_database(db)
    code, yyyymm = _regency(regency), common.month(month)
    asked = _Asked(code, yyyymm, known_on, now, issue, number, by)
    made, kept = asked.make(form, corrections)
    replace_file(out, made.content)
    answer = {
        "file": str(out), "bytes": len(made.content), "regency": code, "month": month, "issued": kept is not None,
        "number": kept.number if kept else None, "sha256": kept.sha256 if kept else None,
    }  # fmt: skip
    common.emit(as_json, answer, _said)


def _form(out: Path) -> Format:
    """By the ending. Raises Refused("report_format")."""
    from ktp_core.exports.model import Format

    ending = out.suffix.lower().removeprefix(".")
    if ending not in (Format.PDF, Format.XLSX):
        raise Refused("report_format")
    return Format(ending)


def _regency(asked: str | None) -> str:
    """The office asked for, or the only one. Raises Refused("report_regency")."""
    from ktp_core.db.engine import read_connection
    from ktp_core.regions.store import known

    if asked is not None:
        return common.place(asked)
    with read_connection() as conn:
        offices = known(conn)
    if len(offices) != 1:
        raise Refused("report_regency", known=", ".join(offices) or "–")
    return offices[0]


class _Asked:
    """What was asked for on the command line."""

    def __init__(
        self, regency: str, month: int, known_on: str | None, now: bool, issue: bool, number: int | None, by: str | None
    ) -> None:
        from ktp_core import clock
        from ktp_core.access.transactions import SYSTEM
        from ktp_core.reports import rules

        if issue and by is None:
            raise Refused("report_by")
        self.actor: Any = SYSTEM if by is None else common.actor(by)
        self.regency, self.month, self.issue, self.number = regency, month, issue, number
        self.today: date = clock.today(regency)
        self.plain = known_on is None and not now
        asked = common.day(known_on, regency) if known_on else None
        day = rules.day_of(month, self.today)
        self.known_on = None if now else asked or (day if day < self.today else None)

    def make(self, form: Format, corrections: bool) -> tuple[Export, Issue | None]:
        """The file, and the issue that it is."""
        from ktp_core import clock
        from ktp_core.reports import papers

        kept = self._issued() if self.issue else self._known()
        if kept is not None:
            return papers.of_issue(self.actor, kept.id, form, today=self.today, corrections=corrections), kept
        return papers.of_month(
            self.actor, self.regency, self.month, form, known_on=self.known_on, today=self.today, at=clock.now(),
            corrections=corrections,
        ), None  # fmt: skip

    def _issued(self) -> Issue:
        """Issued now; as the number that is asked for or not at all. Raises Conflict("report_issued_meanwhile")."""
        from ktp_core import clock
        from ktp_core.reports import service

        return service.issue(
            self.actor, self.regency, self.month, known_on=self.known_on, today=self.today, at=clock.now(),
            number=self.number,
        )  # fmt: skip

    def _known(self) -> Issue | None:
        """The one of the number; the newest where nothing else was asked for. Raises NotFound("report_not_issued")."""
        from ktp_core.reports import service

        found = service.issues(self.actor, self.regency, self.month)
        if self.number is not None:
            kept = next((one for one in found if one.number == self.number), None)
            if kept is None:
                month = f"{self.month // 100}-{self.month % 100:02}"
                raise NotFound("report_not_issued", month=month, number=self.number)
            return kept
        return found[0] if found and self.plain else None


def _said(answer: dict[str, Any]) -> None:
    what = f"terbitan nomor {answer['number']}" if answer["issued"] else "draf, belum diterbitkan"
    print(f"Ditulis: {answer['file']} ({what}).")
