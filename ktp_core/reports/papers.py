"""Monthly reports as files: drafts and issues, as PDF and as workbook. Whoever hands one out writes that down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ktp_core.access.model import Actor
from ktp_core.documents import monthly, monthly_book
from ktp_core.errors import Refused
from ktp_core.exports.model import MEDIA_TYPES, Export, Format
from ktp_core.reports import parts, service, wording
from ktp_core.reports.coding import Frozen
from ktp_core.reports.model import Correction, Report
from ktp_core.reports.service import Corrected


def of_month(
    by: Actor, regency: str, month: int, form: Format, *, known_on: date | None, today: date, at: datetime,
    corrections: bool = False,
) -> Export:  # fmt: skip
    """A draft. `corrections`: with what is another number now than by that knowledge. Raises NotAllowed, Refused."""
    frozen = service.draft(by, regency, month, known_on=known_on, today=today, at=at)
    return paper(frozen, form, service.corrected(by, frozen.report, today=today) if corrections else None)


def of_issue(by: Actor, issue_id: int, form: Format, *, today: date, corrections: bool = False) -> Export:
    """An issue: without corrections the same bytes whenever it is asked for. Raises NotFound, NotAllowed, Refused."""
    _, frozen = service.issued(by, issue_id)
    return paper(frozen, form, service.corrected(by, frozen.report, today=today) if corrections else None)


def paper(frozen: Frozen, form: Format, corrected: Corrected | None = None) -> Export:
    """The file of these values: same values, same bytes. Raises Refused("report_format")."""
    cells: Sequence[Correction] | None = corrected.cells if corrected else None
    late = late_words(corrected) if corrected else ""
    if form is Format.PDF:
        content = monthly.pdf(frozen.report, cells, frozen.office, frozen.shapes, late)
    elif form is Format.XLSX:
        content = monthly_book.xlsx(frozen.report, cells, late)
    else:
        raise Refused("report_format")
    return Export(_name(frozen.report, form, cells is not None), MEDIA_TYPES[form], content, rows(frozen.report))


def late_words(found: Corrected) -> str:
    """How much of what is known now was not known on the day of the report: acts are counted, other records are not."""
    return wording.late(found.late, bool(found.cells)).format(n=parts.number(found.late))


def rows(report: Report) -> int:
    """Lines of all its tables: what the audit log says of the size of a file."""
    return sum(len(one.rows) for section in report.sections for one in section.parts if hasattr(one, "rows"))


def _name(report: Report, form: Format, corrections: bool) -> str:
    stamp = report.stamp
    which = f"terbitan-{stamp.number}" if stamp.number else f"draf-{stamp.known_on or stamp.made_at.date()}"
    month = f"{stamp.month // 100}-{stamp.month % 100:02}"
    return f"laporan-{stamp.regency}-{month}-{which}{'-koreksi' if corrections else ''}.{form}"
