"""What was taken from a returned workbook and should still be looked at. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ktp_core.fieldwork.lines import Line, Sheet
from ktp_core.fieldwork.merging import Report
from ktp_core.fieldwork.workbook.model import Judged, Problem
from ktp_core.fieldwork.workbook.vocabulary import words


def overruled(after: Sheet, fresh: list[Report], judged: Judged) -> Iterator[Problem]:
    """What this file adds and a later time of its own copy already says otherwise."""
    lines = {line.person.key: line for line in after.lines}
    for report in fresh:
        line = lines[report.key]
        if line.effective is None or line.conflict or line.effective.report is None:
            continue
        if report.says != line.effective.report.says:
            said = {"written": _says(report), "holds": _says(line.effective.report)}
            yield Problem(*judged.where[report.digest], "overruled", True, {"number": line.number, **said})


def _says(report: Report) -> str:
    reason = f" ({words((report.reason,))})" if report.reason else ""
    return words((report.outcome,)) + reason


def doubtful(after: Sheet, judged: Judged) -> Iterator[Problem]:
    """Walk-ins of whom something else is written elsewhere: in another workbook, or in the registry."""
    lines: dict[str, Line] = {line.person.key: line for line in after.lines}
    for key, said in judged.walk_ins.items():
        line = lines[key]
        for one in said:
            holds = line.person.walk_in
            if holds is not None and replace(holds, by_hand=False, same_person=False) != one.person:
                yield Problem(one.sheet, one.row, "walk_in_differs", True, {"name": line.name})
            elif line.doubt:
                yield Problem(one.sheet, one.row, "walk_in_doubt", True, {"number": line.number})
