"""The question of the screen `kalender_cetak`, and its answer in one sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.printing import birthday_queries as queries
from ktp_core.printing.birthdays import DueSpan, PrintLine, Step, lines
from ktp_core.printing.model import BacklogFilter
from ktp_core.printing.rules import Queue
from ktp_core.ui import filters, places
from ktp_core.ui.calendar_words import full_day
from ktp_core.ui.i18n import N_, _, day_long, number, words
from ktp_core.workdays.rules import Calendar

STEPS = {Step.DAY: N_("Per hari"), Step.WEEK: N_("Per minggu"), Step.MONTH: N_("Per bulan")}
REACH = {28: N_("4 minggu"), 91: N_("3 bulan"), 182: N_("6 bulan"), 365: N_("12 bulan")}
"""Days ahead, today included."""
_USUAL = {Step.DAY: 28, Step.WEEK: 91, Step.MONTH: 365}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, and what was found: `waiting` cards should have been printed before the span."""

    span: DueSpan
    step: Step
    calendar: Calendar
    queue: Queue
    lines: tuple[PrintLine, ...]
    waiting: int


def asked(user: Actor, today: date) -> DueSpan:
    """The row of filters and the span that they give. Raises NotAllowed, Refused."""
    regency = str(user.regency)
    row = st.columns([1.8, 1, 1.3, 1.5])
    with row[0]:
        step = filters.switch(_("Tampilan"), {one: _(text) for one, text in STEPS.items()}, key="tampilan")
    with row[1]:
        usual = _(REACH[_USUAL[step]])
        reach = filters.one(
            _("Ke depan"), {days: _(text) for days, text in REACH.items()}, key="ke_depan", everything=usual
        )
    with row[2]:
        chosen = filters.several(_("Kecamatan"), places.districts(user, Permission.BACKLOG_VIEW), key="jatuh_tempo_di")
    with row[3]:
        school = filters.one(_("Lembaga"), institutions(user, today), key="jatuh_tempo_dari")
    place = BacklogFilter(regency, chosen, () if school is None else (school,))
    return DueSpan(place, today, today + timedelta(days=(reach or _USUAL[step]) - 1)).within(user)


def answer(user: Actor, span: DueSpan) -> Asked:
    """The counts of the span by day, put on working days."""
    step = Step(st.session_state.get("tampilan") or Step.DAY)
    with reading(user, Permission.BACKLOG_VIEW, user.regency) as conn:
        known = queries.calendar(conn, span)
        queue = queries.due(conn, span, known)
        waiting = queries.waiting_before(conn, span, known)
    return Asked(span, step, known, queue, tuple(lines(known, queue.days, step)), waiting)


def sentence(found: Asked) -> str:
    """`312 kartu jatuh tempo sampai 19 Desember 2026, perlu 312 blangko · terbanyak 21 pada Senin, …`, as Markdown."""
    busiest = max(lines(found.calendar, found.queue.days, Step.DAY), key=lambda line: line.n)
    return words(
        "**{n}** kartu jatuh tempo sampai {until}, perlu **{n} blangko** · terbanyak **{most}** pada {day}",
        n=number(found.queue.total), until=day_long(found.span.last), most=number(busiest.n),
        day=full_day(busiest.first),
    )  # fmt: skip


def before(found: Asked) -> str:
    """What is to be printed besides: what waits already."""
    if not found.waiting:
        return _("Tidak ada kartu lain yang sudah menunggu cetak.")
    return words(
        "Di luar itu {n} kartu sudah menunggu cetak (halaman Antrean cetak); itu pun perlu blangko.",
        n=number(found.waiting),
    )  # fmt: skip


def institutions(user: Actor, today: date) -> dict[int, str]:
    """Id -> name of the institutions with cards due within a year; equal names carry district or number."""
    return _institutions(config.database_url(), str(user.regency), user.districts, today, user)


@st.cache_data(ttl=300, max_entries=64, show_spinner=False)
def _institutions(database: str, regency: str, only: tuple[str, ...], today: date, _user: Actor) -> dict[int, str]:
    span = DueSpan(BacklogFilter(regency, only), today, today + timedelta(days=max(REACH) - 1))
    with reading(_user, Permission.BACKLOG_VIEW, regency) as conn:
        found = queries.by_institution(conn, span, queries.calendar(conn, span)).dropna(subset=["id"])
    often = Counter(found["name"])
    return {
        int(row.id): row.name if often[row.name] == 1 else f"{row.name} ({row.district or '–'}) #{row.id}"
        for row in found.sort_values("name").itertuples()
    }
