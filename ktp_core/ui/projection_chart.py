"""The fan of the screen `proyeksi`: people so far, what is foreseen, the target. Drawn once per state of the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import streamlit as st

from ktp_core.charts.projection import Fan, fan, span
from ktp_core.charts.theme import palette
from ktp_core.labels.projection import COUNTED, STAGES
from ktp_core.projection.arrival import month_days
from ktp_core.projection.model import Stage
from ktp_core.projection.outlook import Outlook
from ktp_core.projection.target_model import Arrival, Course
from ktp_core.ui.head_charts import chart
from ktp_core.ui.i18n import _, day_short, language, month, number, words
from ktp_core.ui.phone import phone
from ktp_core.ui.projection import speech

_BACK, _LEAST, _MOST, _NEVER = 24, 12, 120, 48
"""Months shown of the past, and ahead: at least, at most, and where the target is never reached."""
_TICKS = 6  # as many names as a phone has room for
_SHORT = 18  # months in all up to which each quarter is named


def draw(view: Outlook, changed: Outlook | None, chosen: int | None) -> None:
    """The chosen target's people, or those with a card where there is no target."""
    dark = st.context.theme.type == "dark"
    _once(view.content, changed.content if changed else "", chosen, dark, language(), phone(), view, changed)


@st.cache_data(max_entries=256, show_spinner=False)
def _once(
    content: str, other: str, chosen: int | None, dark: bool, tongue: str, narrow: bool, _view: Outlook,
    _other: Outlook | None,
) -> None:  # fmt: skip
    one = None if chosen is None else _view.arrivals[chosen]
    course = _people(_view, _other) if chosen is None else _counted(_view, _other, chosen)
    if narrow:
        course = replace(course, marks=_apart(course.marks, len(course.past) - 1, len(course.months)))
    what = _(STAGES[str(Stage.OWNED)]) if one is None else _(COUNTED[str(one.target.measure)])
    st.header(words("Perkiraan jumlah {what}", what=what), anchor=False)
    chart(fan(course, palette(dark), number=lambda n: number(round(n))), _finding(course, what))
    about = _("Garis penuh: sampai sekarang. Putus-putus: tengah-tengah perkiraan; daerah berwarna: 8 dari 10 "
              "kemungkinan.")  # fmt: skip
    if one is not None and one.until == one.target.valid_until:
        about += " " + words("Dihitung sejak {first} sampai {last}.", first=day_short(one.target.valid_from),
                             last=day_short(one.target.valid_until))  # fmt: skip
    st.caption(about if not span(course)[0] else about + " " + _("Sumbu tidak mulai dari nol."))


def _people(view: Outlook, other: Outlook | None) -> Fan:
    """Without a target: people with a card."""
    past, now = view.known.past, float(view.known.start.stocks[Stage.OWNED])
    since = past.since.get(Stage.OWNED, 0)
    ends = now - since - np.concatenate([np.cumsum(past.flows[Stage.OWNED][::-1])[::-1][1:], [0.0]])
    courses = [Course(past.months, ends, one.months, one.fan[Stage.OWNED]) for one in (view, other) if one]
    return _fan(view, None, now, courses)


def _counted(view: Outlook, other: Outlook | None, chosen: int) -> Fan:
    courses = [view.courses[chosen]]
    if other and not np.array_equal(other.courses[chosen].fan, courses[0].fan):
        courses.append(other.courses[chosen])
    return _fan(view, view.arrivals[chosen], float(view.arrivals[chosen].now), courses)


def _fan(view: Outlook, one: Arrival | None, now: float, courses: Sequence[Course]) -> Fan:
    """The first of the courses; the second, where there is one, is the changed one."""
    course, changed = courses[0], courses[1] if len(courses) > 1 else None
    ahead = min(_length(view, one), len(course.ahead))
    back = course.months[-_BACK:]
    slow, middle, quick = ([now, *row[:ahead].tolist()] for row in course.fan)
    names = [*map(month, back), day_short(view.scope.as_of), *map(month, view.months[:ahead])]
    return Fan(
        months=names, past=[*course.past[-_BACK:].tolist(), now], slow=slow, middle=middle, quick=quick,
        marks=_marks(view, back, ahead),
        names=(_("lambat"), _("tengah"), _("cepat")), target=one.target.value if one else None,
        target_words=words("target {n}", n=number(one.target.value)) if one else "",
        arrival=_arrival(view, one, len(back)) if one and not one.reached else None,
        changed=[now, *changed.fan[1][:ahead].tolist()] if changed else [],
        changed_words=_("jika diubah") if changed else "",
    )  # fmt: skip


def _length(view: Outlook, one: Arrival | None) -> int:
    """Months ahead that are shown: a little past the slow end."""
    if one is None or one.reached or one.p50 is None:
        return _NEVER
    last = one.p90 or one.p50
    day = view.scope.as_of
    months = (last.year - day.year) * 12 + last.month - day.month
    return min(max(months + max(months // 8, 3), _LEAST), _MOST)


def _arrival(view: Outlook, one: Arrival, back: int) -> tuple[float, str] | None:
    """Where on the axis the middle course reaches the target; today stands at `back`."""
    if one.p50 is None:
        return None
    begins, lengths = month_days(view.months, view.scope.as_of)
    days = (one.p50 - view.scope.as_of).days
    at = int(np.searchsorted(begins, days, side="right")) - 1
    return back + at + min(max((days - begins[at]) / lengths[at], 0.0), 1.0), speech().when(one.p50, view.scope.as_of)


def _marks(view: Outlook, back: tuple[int, ...], ahead: int) -> list[tuple[int, str]]:
    """Months named on the axis: today, and Januaries, not more than there is room for; of a year or so each quarter."""
    here = len(back)
    every = [*back, 0, *view.months[:ahead]]
    named = {1, 4, 7, 10} if len(every) <= _SHORT else {1}
    away = max(len(every) / 12, 2 if len(every) <= _SHORT else 0)
    found = [at for at, one in enumerate(every) if one % 100 in named and abs(at - here) > away]
    step = max(1, -(-len(found) // _TICKS))
    shown = [(at, month(every[at]).replace(" ", "<br>")) for at in found[::step]]
    return sorted([(here, day_short(view.scope.as_of)), *shown])


def _apart(marks: Sequence[tuple[int, str]], here: int, length: int) -> list[tuple[int, str]]:
    """On a phone the day of today takes a fifth of the axis to either side: no other name stands there."""
    return [(at, name) for at, name in marks if at == here or abs(at - here) > length / 5]


def _finding(course: Fan, what: str) -> str:
    said = words(
        "Kini {now} {what}; pada {month} diperkirakan {middle}, antara {slow} dan {quick}.",
        now=number(course.past[-1]), what=what, month=course.months[-1],
        middle=number(round(course.middle[-1])), slow=number(round(course.slow[-1])),
        quick=number(round(course.quick[-1])),
    )  # fmt: skip
    return said + (f" {course.target_words}." if course.target is not None else "")
