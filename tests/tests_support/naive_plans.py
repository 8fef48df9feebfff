"""Plans checked and made the slow way: rule by rule with loops, and every plan there is tried."""

from __future__ import annotations

import itertools
from collections import defaultdict

from ktp_core.planning.model import Draft, Problem

CLOSE = 1e-4


def faults(problem: Problem, plan: Draft) -> list[str]:
    """Every rule that a plan breaks."""
    found = []
    by_shift, by_stop = defaultdict(list), defaultdict(list)
    for one in plan:
        by_shift[one.shift].append(one)
        by_stop[one.stop].append(one)
    for at, visits in by_shift.items():
        shift = problem.shifts[at]
        minutes = 0.0
        for one in visits:
            minutes += problem.setup + one.people / shift.kits * problem.stops[one.stop].minutes
        if minutes > shift.minutes + CLOSE:
            found.append(f"shift {at}: {minutes} minutes of {shift.minutes}")
        if len(visits) > shift.slots:
            found.append(f"shift {at}: {len(visits)} institutions")
    for at, visits in by_stop.items():
        stop = problem.stops[at]
        days = [problem.shifts[one.shift].day for one in visits]
        if len(set(days)) < len(days):
            found.append(f"stop {at}: two teams on one day")
        for one, day in zip(visits, days, strict=True):
            if not stop.allowed[day]:
                found.append(f"stop {at}: closed on {day}")
            if one.people <= 0 or one.people < min(problem.least, stop.present[day]) - CLOSE:
                found.append(f"stop {at}: {one.people} people on day {day}")
        for day in days:
            until = sum(one.people for one, other in zip(visits, days, strict=True) if other <= day)
            if until > stop.present[day] + CLOSE:
                found.append(f"stop {at}: {until} people by day {day}, {stop.present[day]} are there")
        if len(visits) > most_days(problem, at):
            found.append(f"stop {at}: {len(visits)} days")
    return found


def most_days(problem: Problem, at: int) -> int:
    """Days an institution needs, counted one by one."""
    stop = problem.stops[at]
    usable = [shift for shift in problem.shifts if shift.slots and stop.allowed[shift.day]]
    if not usable:
        return 0
    people = max(stop.present[shift.day] for shift in usable)
    rooms = [max(0.0, shift.minutes - problem.setup) * shift.kits / stop.minutes for shift in usable]
    rooms = [one for one in rooms if one >= min(problem.least, people) - 1e-6]
    if not rooms or min(rooms) <= 1e-6:
        return 0
    count, left = 0, people
    while left > 1e-6 * min(rooms):
        left -= min(rooms)
        count += 1
    return count


def score(problem: Problem, plan: Draft) -> tuple[int, int, float]:
    """Waiting days of answered letters, districts, expected recordings."""
    waited, districts, recordings = 0, set(), 0.0
    for at, stop in enumerate(problem.stops):
        people = sum(one.people for one in plan if one.stop == at)
        recordings += people * stop.success
        visited = any(one.stop == at for one in plan)
        if visited and stop.district and stop.district not in problem.served:
            districts.add(stop.district)
        if stop.letter and visited and people >= answered_from(problem, at) - 1e-6:
            waited += stop.letter
    return (
        waited if problem.letters_first else 0, len(districts) if problem.every_district else 0, round(recordings, 6)
    )  # fmt: skip


def answered_from(problem: Problem, at: int) -> float:
    """People from which on a letter is answered."""
    stop = problem.stops[at]
    days = sorted({shift.day for shift in problem.shifts if shift.slots and stop.allowed[shift.day]})
    if not days:
        return float("inf")
    most = max(stop.present[day] for day in days)
    rooms = []
    for shift in problem.shifts:
        fits = max(0.0, shift.minutes - problem.setup) * shift.kits / stop.minutes
        if shift.slots and shift.day in days and fits >= min(problem.least, most) - 1e-6:
            rooms.append(fits)
    return min(stop.present[days[0]], min(rooms)) if rooms else float("inf")


def best(problem: Problem) -> tuple[int, int, float]:
    """The best score of any plan: every set of visits is tried, and its people are found by a small linear programme.

    Only for a handful of stops and shifts.
    """
    places = [(stop, shift) for stop in range(len(problem.stops)) for shift in range(len(problem.shifts))]
    top = (0, 0, 0.0)
    for size in range(len(places) + 1):
        for visits in itertools.combinations(places, size):
            for answered in itertools.product((False, True), repeat=len(problem.stops)):
                found = _fill(problem, visits, answered)
                if found is not None:
                    top = max(top, found)
    return top


def _fill(problem: Problem, visits, answered) -> tuple[int, int, float] | None:
    """The most recordings with exactly these visits and these letters answered; None: impossible."""
    from scipy.optimize import linprog

    letters = [at for at, stop in enumerate(problem.stops) if stop.letter]
    if any(yes and at not in letters for at, yes in enumerate(answered)):
        return None
    rows, limits, low, high = [], [], [], []
    for stop, shift in visits:
        day = problem.shifts[shift].day
        if not problem.stops[stop].allowed[day]:
            return None
        low.append(min(problem.least, problem.stops[stop].present[day]))
        high.append(problem.stops[stop].present[day])
        if high[-1] <= 0:
            return None
    for shift, one in enumerate(problem.shifts):
        here = [at for at, visit in enumerate(visits) if visit[1] == shift]
        if len(here) > one.slots:
            return None
        row = [problem.stops[visits[at][0]].minutes / one.kits if at in here else 0.0 for at in range(len(visits))]
        rows.append(row)
        limits.append(one.minutes - problem.setup * len(here) if here else 0.0)
    for stop, place in enumerate(problem.stops):
        mine = [at for at, visit in enumerate(visits) if visit[0] == stop]
        days = [problem.shifts[visits[at][1]].day for at in mine]
        if len(set(days)) < len(days) or len(mine) > most_days(problem, stop):
            return None
        for day in days:
            until = {at for at, other in zip(mine, days, strict=True) if other <= day}
            rows.append([1.0 if at in until else 0.0 for at in range(len(visits))])
            limits.append(place.present[day])
        if answered[stop]:
            if not mine:
                return None
            rows.append([-1.0 if at in mine else 0.0 for at in range(len(visits))])
            limits.append(-answered_from(problem, stop))
    if not visits:
        return (0, 0, 0.0)
    gain = [-problem.stops[stop].success for stop, _shift in visits]
    found = linprog(gain, A_ub=rows, b_ub=limits, bounds=list(zip(low, high, strict=True)))
    if found.status != 0:
        return None
    districts = {problem.stops[stop].district for stop, _shift in visits} - problem.served - {""}
    waited = sum(problem.stops[at].letter for at, yes in enumerate(answered) if yes)
    return (
        waited if problem.letters_first else 0, len(districts) if problem.every_district else 0, round(-found.fun, 6)
    )  # fmt: skip
