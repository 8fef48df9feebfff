"""A list against the registry: new, changed or the same. Decides, writes nothing.

An institution is known by its official numbers first; without one by kind, name and district together. Rows with a
number come first, so that the order of a list never matters. A second row of one institution changes nothing more, and
one that contradicts the first is rejected.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ktp_core.institutions import rules
from ktp_core.institutions.imports.model import ERROR, WARNING, Candidate, Entry, Issue, Outcome, Plan, Sheet
from ktp_core.institutions.imports.places import Ground
from ktp_core.institutions.imports.registry import Registry
from ktp_core.institutions.imports.rows import understand
from ktp_core.institutions.model import FIELDS, Institution


def make(sheets: Sequence[Sheet], ground: Ground, registry: Registry) -> Plan:
    """Every row of the file with its outcome. `registry` is used up: it holds afterwards what applying would make."""
    counts: Counter[Outcome] = Counter(dict.fromkeys(Outcome, 0))
    planner = _Planner(registry)
    candidates: list[Candidate] = []
    for sheet in sheets:
        for number, texts in sheet.rows:
            found, noted = understand(sheet, number, texts, ground)
            planner.issues += noted
            if isinstance(found, Candidate):
                candidates.append(found)
            else:
                counts[found] += 1
    for candidate in sorted(candidates, key=lambda one: not one.numbers):
        counts[planner.take(candidate)] += 1
    order = {sheet.name: index for index, sheet in enumerate(sheets)}
    issues = sorted(planner.issues, key=lambda issue: (order[issue.sheet], issue.row))
    return Plan(sum(counts.values()), dict(counts), planner.entries, issues, _fingerprint(planner.entries))


def _fingerprint(entries: list[Entry]) -> str:
    text = repr([(e.outcome, e.draft, e.institution_id, e.differences, e.aliases) for e in entries])
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(slots=True)
class _Planner:
    registry: Registry
    entries: list[Entry] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    first: dict[int, Candidate] = field(default_factory=dict)

    def take(self, candidate: Candidate) -> Outcome:
        """The outcome of one candidate; an entry is kept for what applying has to do."""
        fault, target = self._target(candidate)
        if fault:
            self._note(candidate, ERROR, fault, value=candidate.draft.name)
            return Outcome.REJECTED
        if target is None:
            return self._new(candidate)
        if target.id in self.first:
            return self._again(candidate, self.first[target.id])
        self.first[target.id] = candidate
        return self._known(candidate, target)

    def _target(self, candidate: Candidate) -> tuple[str | None, Institution | None]:
        """The institution a row means; the code of a fault when it could mean two."""
        numbered = self.registry.numbered(candidate.numbers)
        if len(numbered) > 1:
            return "two_numbers", None
        if numbered:
            return ("kind_differs" if numbered[0].kind is not candidate.draft.kind else None), numbered[0]
        named = self.registry.named(candidate.draft)
        if candidate.numbers:  # a number new to us: the same institution only if ours has none yet
            unnumbered = [one for one in named if one.official_number is None]
            return None, unnumbered[0] if len(unnumbered) == 1 and candidate.draft.district else None
        return ("ambiguous" if len(named) > 1 else None), named[0] if len(named) == 1 else None

    def _new(self, candidate: Candidate) -> Outcome:
        if candidate.draft.district and self.registry.named(candidate.draft):
            self._note(candidate, WARNING, "same_name", value=candidate.draft.name)
        aliases = candidate.numbers[1:]
        made = self.registry.add(candidate.draft, aliases)
        self.first[made.id] = candidate
        self.entries.append(Entry(candidate.row, Outcome.NEW, candidate.draft, aliases=aliases))
        return Outcome.NEW

    def _again(self, candidate: Candidate, first: Candidate) -> Outcome:
        number = candidate.draft.official_number or first.draft.official_number
        same = replace(candidate.draft, official_number=number) == first.draft
        self._note(candidate, *((WARNING, "duplicate_row") if same else (ERROR, "duplicate_differs")), first=first.row)
        return Outcome.SAME if same else Outcome.REJECTED

    def _known(self, candidate: Candidate, target: Institution) -> Outcome:
        """What the row says that the registry doesn't. A merged institution stays as it is."""
        if target.merged_into is not None:
            into = self.registry.institutions[target.merged_into]
            self._note(candidate, WARNING, "merged", value=target.name, into=into.name)
            return Outcome.SAME
        if not target.active(self.registry.today):
            self._note(candidate, WARNING, "inactive", value=target.name)
        said = _said(candidate, target)
        differences = rules.differences({name: getattr(target, name) for name in FIELDS}, said)
        known = {alias.upper() for alias in self.registry.aliases[target.id]}
        known |= {target.official_number or "", said.get("official_number") or ""}
        aliases = tuple(number for number in candidate.numbers if number not in known)
        if not differences and not aliases:
            return Outcome.SAME
        self.registry.change(target, {name: after for name, (_, after) in differences.items()}, aliases)
        entry = Entry(candidate.row, Outcome.CHANGED, candidate.draft, target.id, differences, aliases)
        self.entries.append(entry)
        return Outcome.CHANGED

    def _note(self, candidate: Candidate, severity: str, code: str, **params: Any) -> None:
        self.issues.append(Issue(candidate.row, candidate.cell, None, severity, code, params, candidate.sheet))


def _said(candidate: Candidate, target: Institution) -> dict[str, Any]:
    """The fields a row fills: a blank cell never erases. The number that we have stays the main one."""
    said = {name: value for name in FIELDS if (value := getattr(candidate.draft, name)) is not None}
    if target.official_number:
        said.pop("official_number", None)
    if said.get("district", target.district) != target.district and "village" not in said:
        said["village"] = None  # a village of another district cannot stay
    return said
