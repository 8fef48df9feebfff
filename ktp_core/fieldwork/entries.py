"""What is entered on screen: outcomes of people on the list, one by one or of many at once.

A report is added and never changed. Within the screen the latest holds; what is entered over a workbook's word, or over
a word without a time, is a decision: it stands against exactly what was on screen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import writing
from ktp_core.errors import Conflict, Refused
from ktp_core.fieldwork import merging, opening, rules, store
from ktp_core.fieldwork.lines import Line
from ktp_core.fieldwork.merging import SCREEN, Report
from ktp_core.fieldwork.model import Entry
from ktp_core.fieldwork.sheet import load
from ktp_core.visits.model import Outcome, Visit

P = Permission


@dataclass(frozen=True, slots=True)
class Filled:
    """What "all recorded except" did: how many, and the numbers left alone since somebody said something of them
    meanwhile (`taken`) or they cannot have been recorded that day (`hindered`)."""

    recorded: int
    taken: tuple[int, ...]
    hindered: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tool:
    """Who recorded, with which kit: words, as on the sheet."""

    operator: str | None = None
    kit: str | None = None


def report(
    by: Actor, visit_id: int, entries: Sequence[Entry], *, at: datetime, seen: Collection[str] = (),
    tool: Tool = Tool(),
) -> int:  # fmt: skip
    """Enter outcomes; how many reports are new. All or none.

    `seen`: digests of the reports that were on screen. Raises Refused for an outcome that cannot be, with the numbers.
    """
    with writing(by, P.FIELD_RECORD, store.regency_of(visit_id), at=at) as tx:
        visit = opening.for_entry(tx, visit_id)
        lines = {line.person.key: line for line in load(tx.conn, visit).lines}
        moment = when(visit, at)
        said = [said_of(lines, entry, moment, seen, tool) for entry in entries]
        possible([lines[one.key] for one in said if one.outcome is Outcome.RECORDED])
        new = store.insert_reports(tx.conn, visit_id, said, at=at, by=by.name)
        decided = sum(one.copy == merging.DECISION for one in said)
        tx.audit("visit.report", f"visit:{visit_id}", rows=len(said), new=new, decided=decided)
    return new


def all_recorded(
    by: Actor, visit_id: int, numbers: Collection[int], *, at: datetime, tool: Tool = Tool()
) -> Filled:  # fmt: skip
    """Enter "recorded" for those of `numbers` of whom nothing was said yet. Whoever asks leaves the exceptions out."""
    with writing(by, P.FIELD_RECORD, store.regency_of(visit_id), at=at) as tx:
        visit = opening.for_entry(tx, visit_id)
        wanted = [line for line in load(tx.conn, visit).lines if line.number in set(numbers)]
        fresh = [line for line in wanted if not line.said]
        able = [line for line in fresh if line.why_not is None]
        moment = when(visit, at)
        said = [Report(one.person.key, SCREEN, Outcome.RECORDED, None, moment, tool.operator, tool.kit) for one in able]
        store.insert_reports(tx.conn, visit_id, said, at=at, by=by.name)
        tx.audit("visit.report", f"visit:{visit_id}", rows=len(said), new=len(said), decided=0)
    return Filled(
        len(able), tuple(one.number for one in wanted if one.said),
        tuple(one.number for one in fresh if one.why_not is not None),
    )  # fmt: skip


def when(visit: Visit, at: datetime) -> datetime | None:
    """When it happened: as it was entered, unless paper is copied on a later day. Then only the day is known."""
    return at if clock.local(at, visit.regency).date() == visit.day else None


def said_of(
    lines: Mapping[str, Line], entry: Entry, moment: datetime | None, seen: Collection[str], tool: Tool
) -> Report:  # fmt: skip
    """The report that an entry is. Raises Refused for an outcome that cannot be, Conflict for nobody on the list."""
    line = lines.get(entry.key)
    if line is None:
        raise Conflict("field_person_unknown")
    said = rules.sensible(entry)
    if said is None:
        raise Refused("field_outcome", numbers=str(line.number))
    known = [one for one in line.said if one.digest in seen]
    if any(one.copy != SCREEN or moment is None for one in known):
        acted_at = None if any(one.says == said for one in known) else moment
        return merging.decision(known, *said, acted_at=acted_at, operator=tool.operator, kit=tool.kit)
    return Report(entry.key, SCREEN, *said, acted_at=moment, operator=tool.operator, kit=tool.kit)


def possible(recorded: Sequence[Line]) -> None:
    """Raises Refused with the first reason why some cannot have been recorded that day, and their numbers."""
    hindered: dict[str, list[int]] = defaultdict(list)
    for line in recorded:
        if line.why_not is not None:
            hindered[line.why_not].append(line.number)
    for code, numbers in hindered.items():
        raise Refused(code, n=len(numbers), numbers=rules.ranges(numbers))
