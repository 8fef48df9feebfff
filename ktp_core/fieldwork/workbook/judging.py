"""From rows to reports: what a whole workbook says, a function of its rows and of the list. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ktp_core.fieldwork.merging import Report
from ktp_core.fieldwork.model import WalkIn
from ktp_core.fieldwork.workbook import codes, walk_ins
from ktp_core.fieldwork.workbook.model import Field, Judged, Problem, RawRow, WalkInSaid
from ktp_core.fieldwork.workbook.rows import Said, said
from ktp_core.fieldwork.workbook.whose import Against, Known, Whose, is_walk_in, problem
from ktp_core.visits.model import Outcome

__all__ = ["Against", "judge", "names_of"]


@dataclass(frozen=True, slots=True)
class _Taken:
    row: RawRow
    whose: Whose
    said: Said


def judge(rows: Iterable[RawRow], against: Against) -> Judged:
    """Everything good in the rows as reports, everything else as problems."""
    known = Known(against)
    taken: list[_Taken] = []
    problems: list[Problem] = []
    blank = 0
    for row in rows:
        found = said(row, against.when)
        if found is None and not (is_walk_in(row) and row.cells.keys() & {Field.NIK, Field.NAME}):
            blank += not is_walk_in(row)
            continue
        whose, remarks = known.whose(row)
        problems += remarks
        if whose is None:
            continue
        if found is None:
            found = Problem(row.sheet, row.row, "outcome_missing")
        hindered = _hindrance(row, whose, found, against)
        if isinstance(found, Problem) or hindered is not None:
            problems.append(hindered or found)  # type: ignore[arg-type]
        else:
            taken.append(_Taken(row, whose, found))
    good, doubled = _without_doubled(taken)
    return _judged(good, [*problems, *doubled], blank)


def _judged(good: list[_Taken], problems: list[Problem], blank: int) -> Judged:
    reports: dict[str, Report] = {}
    where: dict[str, tuple[str, int]] = {}
    arrived: dict[str, list[WalkInSaid]] = defaultdict(list)
    for one in good:
        says = one.said
        report = Report(
            one.whose.key, one.whose.copy, says.outcome, says.reason, says.acted_at, says.operator, says.kit
        )
        reports[report.digest] = report
        where.setdefault(report.digest, (one.row.sheet, one.row.row))
        if one.whose.walk_in is not None:
            facts = WalkInSaid(one.whose.walk_in, walk_ins.class_of(one.row), one.row.sheet, one.row.row)
            arrived[one.whose.key].append(facts)
    people = {key: tuple(rows) for key, rows in arrived.items()}
    ordered = sorted(problems, key=lambda one: (one.taken, one.sheet, one.row))
    return Judged(tuple(reports.values()), people, tuple(ordered), where, blank)


def _hindrance(row: RawRow, whose: Whose, found: Said | Problem, against: Against) -> Problem | None:
    """Why "recorded" cannot be true of this person on that day."""
    if isinstance(found, Problem) or found.outcome is not Outcome.RECORDED:
        return None
    if whose.line is not None:
        why, number = whose.line.why_not, str(whose.line.number)
    else:
        assert whose.walk_in is not None
        why, number = against.hindrance(whose.walk_in.nik, whose.walk_in.birth_date), _shown(row)
    return None if why is None else problem(row, why, numbers=number)


def _shown(row: RawRow) -> str:
    """What stands in the column of numbers of a row for walk-ins: T3."""
    code = codes.parse(row.code)
    return f"T{code.number}" if code is not None and code.walk_in else str(row.row)


def _without_doubled(taken: list[_Taken]) -> tuple[list[_Taken], list[Problem]]:
    """Rows of one person and one copy that say different things are not taken, none of them."""
    groups: dict[tuple[str, str], list[_Taken]] = defaultdict(list)
    for one in taken:
        groups[one.whose.copy, one.whose.key].append(one)
    good: list[_Taken] = []
    problems: list[Problem] = []
    for group in groups.values():
        if len({(one.said.outcome, one.said.reason) for one in group}) == 1:
            good += group
        else:
            problems += _doubled(group)
    return good, problems


def _doubled(group: list[_Taken]) -> Iterator[Problem]:
    rows = ", ".join(str(one.row.row) for one in group)
    for one in group:
        number = str(one.whose.line.number) if one.whose.line else _shown(one.row)
        yield problem(one.row, "doubled", number=number, rows=rows)


def names_of(people: Mapping[str, tuple[WalkInSaid, ...]]) -> dict[str, WalkIn]:
    """Of each walk-in what holds of what the rows say."""
    return {key: walk_ins.best(one.person for one in said) for key, said in people.items()}
