"""A table against what is known: new, a newer version, the same. Decides, writes nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date

from ktp_core.figures import checks, rules
from ktp_core.figures.imports import places
from ktp_core.figures.imports.model import ERROR, WARNING, Candidate, Defaults, Entry, Issue, Outcome, Plan, Sheet
from ktp_core.figures.imports.places import Ground
from ktp_core.figures.imports.rows import Row, understand
from ktp_core.figures.model import Doubt, Reported


def candidates(
    sheets: Sequence[Sheet], ground: Ground, defaults: Defaults, today: date
) -> tuple[list[Candidate], list[Issue], int]:
    """Every number that can be understood, what is said of the rows, and how many numbers are rejected."""
    found: list[Candidate] = []
    issues: list[Issue] = []
    faults = 0
    for sheet in sheets:
        district = None
        for number, cells in sheet.rows:
            # A district's cell that is merged over its villages holds its name in the first row alone.
            if "village" in cells and "district" not in cells and district is not None:
                cells = {**cells, "district": district}
            district = cells.get("district", district)
            row = Row(sheet, number, cells)
            found += understand(row, ground, defaults, today)
            issues += row.issues
            faults += row.faults
    return found, issues, faults


def make(
    read: tuple[list[Candidate], list[Issue], int], known: Sequence[Reported], ground: Ground, ignored: Sequence[str]
) -> Plan:
    """`known`: every version of the figures of the areas concerned, in order of entry."""
    found, issues, faults = read
    now = {rules.key_of(one): one for one in rules.current(known)}
    first: dict[rules.Key, Candidate] = {}
    entries: list[Entry] = []
    counts = Counter(dict.fromkeys(Outcome, 0))
    counts[Outcome.REJECTED] += faults
    for one in found:
        key = rules.key_of(one.figure)
        if key in first:
            counts[_again(one, first[key], issues)] += 1
            continue
        first[key] = one
        entry = _entry(one, now.get(key))
        counts[entry.outcome] += 1
        if entry.outcome is not Outcome.SAME:
            entries.append(entry)
    told = {key: f"{one.sheet + ' ' if one.sheet else ''}{one.cell}" for key, one in first.items()}
    new = [entry.candidate.figure for entry in entries]
    ours = _doubts(new, known, ground)
    rows = len({(one.sheet, one.row) for one in found} | {(issue.sheet, issue.row) for issue in issues})
    ordered = sorted(issues, key=lambda issue: (issue.sheet, issue.row))
    return Plan(rows, dict(counts), entries, ordered, ours, told, tuple(dict.fromkeys(ignored)), _fingerprint(entries))


def _entry(one: Candidate, before: Reported | None) -> Entry:
    if before is None:
        return Entry(one, Outcome.NEW)
    same = rules.same(before, one.figure)
    return Entry(one, Outcome.SAME if same else Outcome.VERSION, before.value)


def _again(one: Candidate, first: Candidate, issues: list[Issue]) -> Outcome:
    """A second cell about the same figure: the same number is one figure, another one cannot be decided."""
    same = one.figure.value == first.figure.value
    code, severity = ("duplicate_same", WARNING) if same else ("duplicate_differs", ERROR)
    params = {"first": first.cell, "value": first.figure.value}
    issues.append(Issue(one.row, one.cell, None, severity, code, params, one.sheet))
    return Outcome.SAME if same else Outcome.REJECTED


def _doubts(new: Sequence[Reported], known: Sequence[Reported], ground: Ground) -> list[Doubt]:
    ours = {rules.key_of(one) for one in new}
    everything = checks.doubts([*known, *new], places.children(ground.areas))
    return [doubt for doubt in everything if any(rules.key_of(one) in ours for one in doubt.figures)]


def _fingerprint(entries: Sequence[Entry]) -> str:
    text = repr([(entry.candidate.figure, entry.outcome, entry.before) for entry in entries])
    return hashlib.sha256(text.encode()).hexdigest()
