"""Words of a visit's day that several parts of its screen share: outcomes with their reasons, and the list as rows."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ktp_core import clock, nik
from ktp_core.fieldwork.lines import Line
from ktp_core.fieldwork.merging import DECISION, SCREEN, Report
from ktp_core.fieldwork.model import PersonOrigin
from ktp_core.labels.fieldwork import COPIES, ORIGINS
from ktp_core.labels.visits import OUTCOMES, REASONS
from ktp_core.ui.i18n import N_, _, words
from ktp_core.visits.model import REASONS as REASONS_OF
from ktp_core.visits.model import Outcome, Reason

Said = tuple[Outcome, Reason | None]
# What is entered most often comes first.
_FIRST = (Outcome.RECORDED, Outcome.ABSENT, Outcome.FAILED, Outcome.ALREADY_RECORDED, Outcome.HAS_CARD)
EVERYTHING: list[Said] = [
    (outcome, reason)
    for outcome in (*_FIRST, *(one for one in Outcome if one not in _FIRST))
    for reason in REASONS_OF.get(outcome, (None,))
]
"""Every outcome with every reason it may have, as one choice: one selection instead of two that depend."""


def outcome(said: Said) -> str:
    """`Tidak hadir · Sakit`."""
    name, reason = said
    return _(OUTCOMES[int(name)]) + (f" · {_(REASONS[str(reason)])}" if reason else "")


def held(line: Line) -> str:
    """What holds of somebody, in words."""
    if line.conflict:
        return _("Berbeda laporan")
    return outcome((line.outcome, line.reason)) if line.outcome else "–"


def source(report: Report, copies: dict[str, str], regency: str) -> str:
    """Where a report comes from and when it happened: `Buku kerja Tim 1, 09.15`."""
    if report.copy in (SCREEN, DECISION):
        where = _(COPIES[report.copy])
    else:
        where = words("Buku kerja {team}", team=copies.get(report.copy, "?"))
    return f"{where}, {clock.local(report.acted_at, regency):%H.%M}" if report.acted_at else where


def frame(lines: Iterable[Line], regency: str) -> pd.DataFrame:
    """One row is a number of the list, as it is shown."""
    rows = []
    for line in lines:
        best = line.effective.report if line.effective else None
        when = clock.local(best.acted_at, regency) if best and best.acted_at else None
        rows.append(
            {
                "number": line.number, "name": line.name, "nik": nik.mask(line.nik), "sex": line.sex,
                "birth_date": line.birth_date, "class_name": line.person.class_name or "–", "held": held(line),
                "time": f"{when:%H.%M}" if when else "–", "tool": _tool(best), "remark": _remark(line),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _tool(report: Report | None) -> str:
    """`Nur Hasanah, Alat 4`."""
    return ", ".join(filter(None, (report.operator, report.kit))) if report else ""


REMARKS = {
    "field_too_young": N_("Belum 16 tahun"),
    "field_recorded_before": N_("Direkam sebelumnya"),
    "field_deceased": N_("Tercatat meninggal"),
    "field_day_before": N_("Ada catatan baru"),
}


def _remark(line: Line) -> str:
    if line.doubt:
        return _("NIK milik nama lain")
    if line.why_not:
        return _(REMARKS[line.why_not])
    return "" if line.person.origin is PersonOrigin.LIST else _(ORIGINS[str(line.person.origin)])
