"""Days without visits: examinations, holidays of the schools, Ramadan, internships, and the office's own."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from ktp_core.institutions.model import Draft, Kind
from ktp_core.workdays import store
from ktp_core.workdays.model import BlockedDraft, Cause
from ktp_core.workdays.rules import Calendar

RAMADAN = (
    (date(2023, 3, 23), date(2023, 4, 30)),
    (date(2024, 3, 11), date(2024, 4, 19)),
    (date(2025, 3, 1), date(2025, 4, 9)),
    (date(2026, 2, 18), date(2026, 3, 29)),
    (date(2027, 2, 8), date(2027, 3, 18)),
)
PUPILS = (Kind.SCHOOL, Kind.PESANTREN)
AHEAD = 60  # days the calendar of the demo reaches beyond today
_INTERNS = 3


def create(
    conn: Connection, regency: str, drafts: list[Draft], ids: list[int], first: date, today: date, at: datetime
) -> Calendar:
    """Write the spans of the last year and the next, and read them back as the calendar from `first` on."""
    spans = [*_of_years(range(first.year, today.year + 2)), *_internships(drafts, ids, today)]
    spans.append(
        BlockedDraft(
            from_day=_monday(today, 3), until_day=_monday(today, 3), cause=Cause.OFFICE, note="Rapat koordinasi dinas"
        )
    )
    for span in spans:
        if span.until_day >= first:
            store.insert_span(conn, regency, span, by="jadwal", at=at)
    return store.calendar(conn, regency, first, today + timedelta(days=AHEAD))


def _of_years(years: range) -> list[BlockedDraft]:
    spans = []
    for year in years:
        for start, end, cause, note in (
            (date(year, 6, 2), date(year, 6, 13), Cause.EXAM, "Penilaian akhir tahun"),
            (date(year, 6, 20), date(year, 7, 14), Cause.HOLIDAY, "Libur akhir tahun pelajaran"),
            (date(year, 12, 1), date(year, 12, 12), Cause.EXAM, "Penilaian akhir semester"),
            (date(year, 12, 20), date(year + 1, 1, 3), Cause.HOLIDAY, "Libur semester"),
        ):
            spans += [BlockedDraft(from_day=start, until_day=end, cause=cause, kind=kind, note=note) for kind in PUPILS]
    for start, end in RAMADAN:
        spans += [
            BlockedDraft(from_day=start, until_day=end, cause=Cause.RAMADAN, kind=kind, note="Ramadan dan Idulfitri")
            for kind in PUPILS
        ]
    return spans


def _internships(drafts: list[Draft], ids: list[int], today: date) -> list[BlockedDraft]:
    """Some SMK whose third year is away for six weeks."""
    schools = [key for draft, key in zip(drafts, ids, strict=True) if draft.type == "SMK"][1 : _INTERNS + 1]
    start = _monday(today, -1)
    return [
        BlockedDraft(
            institution_id=key, from_day=start, until_day=start + timedelta(days=6 * 7 - 1), cause=Cause.INTERNSHIP,
            note="PKL kelas XII",
        )
        for key in schools
    ]  # fmt: skip


def _monday(today: date, weeks: int) -> date:
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
