"""Screen `layanan_keliling`: what is looked at, and how something is done there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.cards.model import Channel
from ktp_core.rounds import queries
from ktp_core.rounds.model import CHANNELS
from ktp_core.ui import filters, refusals
from ktp_core.ui.i18n import N_, _
from ktp_core.workdays import store as workdays
from ktp_core.workdays.rules import Calendar

T = TypeVar("T")
WEEKS, _FRIDAY = 6, 4
SERVICES = {
    Channel.KENDUREN_MAS: N_("Kenduren Mas"),
    Channel.DISTRICT_OFFICE: N_("Kantor kecamatan"),
    Channel.OFFICE: N_("Kantor dinas"),
}
_VIEWS = {
    "jadwal": N_("Jadwal"), "rencana": N_("Rencana mingguan"), "dokumen": N_("Dokumen lain"),
    "tempat": N_("Tempat perekaman"),
}  # fmt: skip
_SAID, _SEEN = "_layanan_kata", "_layanan_dilihat_"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the screen shows of one kind of service: the weeks from this Monday on."""

    channel: Channel
    today: date
    first: date
    last: date
    services: pd.DataFrame
    visits: pd.DataFrame
    turns: pd.DataFrame
    exceptions: pd.DataFrame
    calendar: Calendar

    @property
    def name(self) -> str:
        """The service in words."""
        return _(SERVICES[self.channel])


def view() -> str:
    """Which part of the screen: in the address."""
    return filters.switch(_("Tampilan"), {key: _(word) for key, word in _VIEWS.items()}, key="bagian")


def channel() -> Channel:
    """Which kind of service: in the address."""
    return filters.switch(_("Layanan"), {channel: _(SERVICES[channel]) for channel in CHANNELS}, key="layanan")


def sheet(user: Actor, channel: Channel, today: date) -> Sheet:
    """Everything that is shown of a kind of service."""
    regency, where = user.regency or "", user.districts
    with reading(user, Permission.VISIT_VIEW, regency) as conn:
        services = queries.services(conn, regency, where)
        mine = services[services["channel"] == int(channel)].reset_index(drop=True)
        first = _monday(today, mine)
        last = first + timedelta(days=7 * WEEKS - 1)
        return Sheet(
            channel, today, first, last, mine,
            queries.agenda(conn, regency, first, last, channel, where),
            queries.turns(conn, regency, channel, today, where), queries.exceptions(conn, regency, today, where),
            workdays.calendar(conn, regency, first, last),
        )  # fmt: skip


def _monday(today: date, services: pd.DataFrame) -> date:
    """Of this week; at a weekend on which nobody goes out of the next one."""
    out = {n for days in services["weekdays"] for n in days}
    over = today.weekday() > _FRIDAY and not out & set(range(today.weekday(), 7))
    return today - timedelta(days=today.weekday() - (7 if over else 0))


def may_plan(user: Actor) -> bool:
    """Whether the account makes and changes plans."""
    return may(user, Permission.VISIT_PLAN, user.regency)


def said() -> None:
    """What was done in the run before."""
    if text := st.session_state.pop(_SAID, None):
        st.success(text, icon=":material/task_alt:")


def carry_out(act: Callable[[], str]) -> None:
    """Do it and start afresh with the sentence it answers."""
    done: list[str] = []
    if refusals.carried_out(lambda: done.append(act()), forget=forget):
        st.session_state[_SAID] = done[0]
        st.rerun()


def seen(what: str, now: T) -> T:
    """What was shown when this was first on screen: what a change is checked against."""
    held: T = st.session_state.setdefault(_SEEN + what, now)
    return held


def forget() -> None:
    """The next look is a fresh one."""
    for key in [key for key in st.session_state if str(key).startswith(_SEEN)]:
        del st.session_state[key]
