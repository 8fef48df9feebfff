"""What a status list would do to the cards that we know. Pure: preview and import show and do the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ktp_core.cards.lists.model import Statement
from ktp_core.cards.model import Card, CardEvent, CardState, Source
from ktp_core.cards.states import act, project
from ktp_core.cards.verdicts import FORWARD, PROBLEMS, Verdict, verdict


@dataclass(frozen=True, slots=True)
class Move:
    """One card moved forward: where it stood, and each event with where the card stands after it."""

    before: Card
    steps: tuple[tuple[CardEvent, Card], ...]

    @property
    def after(self) -> Card:
        """Where the card stands in the end."""
        return self.steps[-1][1]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A statement that is not applied, the card as it stood then, and why."""

    card: Card
    statement: Statement
    kind: Verdict


@dataclass(slots=True)
class Plan:
    """Counted in rows of the list: applied + same + contradictions + unknown = statements."""

    applied: int = 0
    same: int = 0
    moves: list[Move] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    unknown_rows: list[int] = field(default_factory=list)

    def kinds(self) -> Counter[Verdict]:
        """How many rows contradict ours in which way."""
        return Counter(one.kind for one in self.contradictions)


def plan(statements: Iterable[Statement], cards: Mapping[str, Card], *, by: str, at: datetime) -> Plan:
    """Of one resident's rows the newest counts; earlier ones may only add to the way there, never contradict."""
    result = Plan()
    of_nik: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        of_nik[statement.nik].append(statement)
    for nik, said in of_nik.items():
        card = cards.get(nik)
        if card is None:
            result.unknown_rows += [statement.row for statement in said]
        else:
            _follow(result, card, sorted(said, key=_order) if len(said) > 1 else said, by, at)
    result.unknown_rows.sort()
    return result


def _follow(result: Plan, start: Card, said: list[Statement], by: str, at: datetime) -> None:
    card = start
    steps: list[tuple[CardEvent, Card]] = []
    for statement in said:
        kind = verdict(card, statement.state, statement.day)
        if kind is Verdict.APPLIED:
            result.applied += 1
            for action in FORWARD[card.state, statement.state]:
                event = act(card, action, day=statement.day, at=at, by=by, source=Source.SIAK)
                card = project(card, event)
                steps.append((event, card))
        elif kind is Verdict.SAME or statement is not said[-1]:
            result.same += 1
        else:
            result.contradictions.append(Contradiction(card, statement, kind))
    if steps:
        result.moves.append(Move(start, tuple(steps)))


def _order(statement: Statement) -> tuple[object, int]:
    """By day; on one day along the line, with problems before the print-ready that solves them."""
    state = CardState.SUBMITTED + 1 if statement.state in PROBLEMS else int(statement.state)
    return statement.day, state

