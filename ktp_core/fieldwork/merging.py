"""What holds of each person on a list, from everything that was said of them. Pure, a function of the *set* of reports.

Reports come from the screen and from any number of returned workbooks, late, twice and in any order. So nothing here
may depend on the order of arrival: a report is a fact that is added once (its digest is its identity), and the
effective outcome is worked out from all of them.

The law, per person:
1. Within one copy (a workbook handed out, or the screen) the latest time of the act holds. A report without a time is
   earlier than any with one. Equal times that say different things disagree.
2. What holds in the copies must be the same outcome and reason everywhere; else it is a conflict for a human to settle.
3. A decision is a report that names what it had seen. It stands until something holds in a copy that it had not seen
   and that says otherwise. A decision that has seen another replaces it; two that have not seen each other must agree.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from ktp_core.visits.model import REASONS, Outcome, Reason

SCREEN, DECISION = "screen", "decision"
"""`Report.copy` of what was entered on screen, and of what settles a conflict. Any other copy is a workbook's."""


@dataclass(frozen=True)
class Report:
    """What somebody said of one person on the list of a visit.

    `key`: visit_person.key. `acted_at`: when it happened, not when it was uploaded. `settles`: of a decision, the
    digests of all reports on this person that it had seen; None for any other report.
    """

    key: str
    copy: str
    outcome: Outcome
    reason: Reason | None = None
    acted_at: datetime | None = None
    operator: str | None = None
    kit: str | None = None
    settles: frozenset[str] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "operator", self.operator or None)
        object.__setattr__(self, "kit", self.kit or None)
        if (self.copy == DECISION) != (self.settles is not None):
            raise ValueError("a decision names what it settles, and nothing else does")
        if self.settles is not None:
            object.__setattr__(self, "settles", frozenset(self.settles))
        if self.acted_at is not None:
            object.__setattr__(self, "acted_at", self.acted_at.astimezone(UTC))

    @cached_property
    def digest(self) -> str:
        """64 hex digits of everything above: the same report twice is one."""
        facts = [
            self.key, self.copy, int(self.outcome), self.reason and str(self.reason),
            self.acted_at and self.acted_at.isoformat(timespec="microseconds"), self.operator, self.kit,
            None if self.settles is None else sorted(self.settles),
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(facts, separators=(",", ":")).encode()).hexdigest()

    @property
    def says(self) -> tuple[Outcome, Reason | None]:
        """What two reports must share to agree."""
        return self.outcome, self.reason

    @property
    def _age(self) -> tuple[bool, float, str]:
        return self.acted_at is not None, self.acted_at.timestamp() if self.acted_at else 0.0, self.digest


@dataclass(frozen=True, slots=True)
class Effective:
    """What holds of one person. In a conflict the first three are None and `conflict` has the reports that disagree,
    sorted by copy and time; otherwise `report` is one that says it (the latest act, or the decision)."""

    outcome: Outcome | None
    reason: Reason | None
    report: Report | None
    conflict: tuple[Report, ...] = ()


def merge(reports: Iterable[Report]) -> dict[str, Effective]:
    """What holds of everybody of whom something was said, by key. Order and repetition make no difference."""
    people: dict[str, dict[str, Report]] = defaultdict(dict)
    for report in reports:
        people[report.key][report.digest] = report
    return {key: _effective(list(said.values())) for key, said in sorted(people.items())}


def decision(
    said: Iterable[Report],
    outcome: Outcome,
    reason: Reason | None = None,
    *,
    acted_at: datetime | None = None,
    operator: str | None = None,
    kit: str | None = None,
) -> Report:
    """The report that settles everything said so far of one person. Time, operator and kit not given are taken from
    the latest report that says the same. Raises ValueError when nothing was said, or of different people."""
    seen = list(said)
    (key,) = {report.key for report in seen}
    same = max((report for report in seen if report.says == (outcome, reason)), key=lambda one: one._age, default=None)
    if same is not None:
        acted_at, operator, kit = acted_at or same.acted_at, operator or same.operator, kit or same.kit
    return Report(key, DECISION, outcome, reason, acted_at, operator, kit, frozenset(one.digest for one in seen))


def reason_fits(outcome: Outcome, reason: Reason | None) -> bool:
    """True if this outcome may stand with this reason: those that need one have one of theirs, the others none."""
    return reason in REASONS[outcome] if outcome in REASONS else reason is None


def _effective(said: list[Report]) -> Effective:
    heads = _heads([report for report in said if report.settles is None])
    decisions = [report for report in said if report.settles is not None]
    replaced = {digest for report in decisions for digest in report.settles or ()}
    standing = [report for report in decisions if report.digest not in replaced]
    if standing:
        # A statement counts against the decisions only when none of them had seen it.
        heads = [head for head in heads if head.digest not in replaced]
    holding = standing + heads
    if len({report.says for report in holding}) > 1:
        return Effective(None, None, None, tuple(sorted(holding, key=lambda one: (one.copy, *one._age))))
    best = max(standing or heads, key=lambda one: one._age)
    return Effective(best.outcome, best.reason, best)


def _heads(statements: list[Report]) -> list[Report]:
    """What holds within each copy: its latest, and all of the latest when several have the same time."""
    latest: dict[str, tuple[bool, float]] = {}
    for report in statements:
        latest[report.copy] = max(latest.get(report.copy, (False, 0.0)), report._age[:2])
    return [report for report in statements if report._age[:2] == latest[report.copy]]


def walk_in_key(visit_id: int, nik: str, secret: bytes) -> str:
    """`Report.key` of somebody who was not on the list: the same wherever they are written down, on screen or in any
    workbook, so that those reports meet. It says nothing of the NIK without `secret` (config.secret_key())."""
    return "w" + hmac.new(secret, f"{visit_id}/{nik}".encode(), "sha256").hexdigest()[:32]
