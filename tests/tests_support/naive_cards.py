"""The card line a second time, naively: no table of transitions, no folding, only looking back over a list of acts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

OPENING = date(2011, 1, 1)


@dataclass
class Act:
    """One thing that happened. `undone` acts are skipped; a correction or a move has a name too."""

    name: str
    day: date
    district: str
    ours: bool
    card_age_on: date
    undone: bool = False


def days_of(acts: list[Act]) -> dict[str, object]:
    """State, serial and days after these acts."""
    real = [act for act in acts if not act.undone and act.name not in ("CORRECT", "ADJUST")]
    names = [act.name for act in real]

    def last(wanted: str, *enders: str) -> date | None:
        found = None
        for act in real:
            if act.name in wanted.split():
                found = act.day
            if act.name in enders:
                found = None
        return found

    delivered = [act.day for act in real if act.name == "DELIVER"]
    return {
        "state": state_after(names),
        "serial": 1 + names.count("REPLACE"),
        "state_on": real[-1].day if real else None,
        "recorded_on": last("RECORD", "RESET"),
        "ready_on": last("CLEAR REPLACE", "RESET", "ADJUDICATE", "FLAG_DUPLICATE"),
        "printed_on": last("PRINT", "SPOIL", "REPLACE", "RESET"),
        "delivered_on": last("DELIVER", "REPLACE", "RESET"),
        "owned_on": delivered[0] if delivered else None,
    }


def state_after(names: list[str]) -> str:
    ends = {
        "RECORD": "RECORDED", "SUBMIT": "SUBMITTED", "CLEAR": "PRINT_READY", "FAIL": "ENROLMENT_FAILED",
        "ADJUDICATE": "ADJUDICATE", "FLAG_DUPLICATE": "DUPLICATE", "RESET": "UNRECORDED", "PRINT": "PRINTED",
        "SPOIL": "PRINT_READY", "DISPATCH": "DISPATCHED", "DELIVER": "DELIVERED", "RETURN": "PRINTED",
        "REPLACE": "PRINT_READY",
    }  # fmt: skip
    return ends[names[-1]] if names else "UNRECORDED"


def due(acts: list[Act]) -> date | None:
    """As seen right after the last of these acts, in the place and with the age of that moment."""
    if not acts:
        return None
    now = days_of(acts)
    ready = now["ready_on"]
    if now["state"] != "PRINT_READY" or not acts[-1].ours or not isinstance(ready, date):
        return None
    return max(ready, acts[-1].card_age_on)


NAMES = "RECORD SUBMIT CLEAR FAIL ADJUDICATE FLAG_DUPLICATE RESET PRINT SPOIL DISPATCH DELIVER RETURN REPLACE"
FLOWS = dict(zip(NAMES.split(), range(101, 114), strict=True))
ELSEWHERE = {"RECORD": 201, "PRINT": 208, "DELIVER": 211}


def flows(acts: list[Act], now: Act) -> Counter[tuple[int, date, str]]:
    """Every count on a day of one resident's history; `now` says where the resident lives at the end."""
    counts: Counter[tuple[int, date, str]] = Counter()
    for act in acts:
        flow = (FLOWS if act.ours else ELSEWHERE).get(act.name)
        if flow and not act.undone:
            counts[flow, act.day, act.district] += 1
    before: Place = None
    turned = OPENING
    for act, after in told(acts):
        if before == after:
            continue
        turned = max(turned, act.day)
        if before:
            for flow in (21 if act.name == "PRINT" else 22, {"ADJUST": 27, "CORRECT": 28}.get(act.name)):
                counts[flow or 0, max(turned, before[0]), before[1]] += flow is not None
        if after:
            for flow in (20, {"SPOIL": 23, "REPLACE": 24, "ADJUST": 25, "CORRECT": 26}.get(act.name)):
                counts[flow or 0, max(turned, after[0]), after[1]] += flow is not None
        before = after
    counts += people(acts, now)  # which leaves what was counted no time out
    return counts


Place = tuple[date, str] | None


def told(acts: list[Act]) -> list[tuple[Act, Place]]:
    """What is left to tell when each correction strikes out what it takes back and all after it, and speaks itself.

    With each act where its card waits right after it: since which day, in which district; None when it does not.
    """
    story: list[tuple[Act, Place]] = []
    for index, act in enumerate(acts):
        known = acts[: index + 1]
        seen_then = [_as_then(other, known) for other in known]
        if act.name == "CORRECT":
            seen_before = [_as_then(other, acts[:index]) for other in acts[:index]]
            taken = next(at for at in range(index) if seen_then[at].undone and not seen_before[at].undone)
            story = [(other, place) for other, place in story if not any(other is one for one in acts[taken:index])]
        day = due(seen_then)
        story.append((act, (day, act.district) if day else None))
    return story


def waits_on(acts: list[Act], day: date) -> str | None:
    """In whose backlog the card is on a day: as the story stood before the first turn that is dated later."""
    place: Place = None
    for act, after in told(acts):
        if after != place and act.day > day:
            break
        place = after
    return place[1] if place and place[0] <= day else None


def _as_then(act: Act, known: list[Act]) -> Act:
    """An act is undone only from the correction on."""
    corrected = sum(other.name == "CORRECT" for other in known)
    real = [other for other in known if other.name not in ("CORRECT", "ADJUST")]
    standing: list[Act] = []
    for other in known:
        if other.name == "CORRECT":
            standing.pop()
        elif other.name != "ADJUST":
            standing.append(other)
    assert len(standing) == len(real) - corrected
    gone = act in real and not any(act is other for other in standing)
    return Act(act.name, act.day, act.district, act.ours, act.card_age_on, gone)


def people(acts: list[Act], now: Act) -> Counter[tuple[int, date, str]]:
    """On which day the person first counts as eligible, covered, ready, printed, owning."""
    if not now.ours:
        return Counter()
    found = days_of(acts)
    first = found["serial"] == 1
    days = {
        1: now.card_age_on, 2: found["recorded_on"], 3: found["ready_on"] if first else found["owned_on"],
        4: found["printed_on"] if first else found["owned_on"], 5: found["owned_on"],
    }  # fmt: skip
    known = [(flow, day) for flow, day in days.items() if isinstance(day, date)]
    return Counter({(flow, max(day, now.card_age_on, OPENING), now.district): 1 for flow, day in known})
