"""Fields that booking and moving a visit share: day and hours, who goes along; and carrying it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.labels.visits import RESOURCES
from ktp_core.teams import store as teams
from ktp_core.teams.model import Resource, ResourceKind, Team
from ktp_core.ui import refusals
from ktp_core.ui.calendar_address import EARLIEST, LATEST
from ktp_core.ui.calendar_words import clock_time, minutes
from ktp_core.ui.i18n import _
from ktp_core.visits.service import Taken

OPENED = "_kunjungan_dibuka"
MORNING, NOON = time(8, 0), time(12, 0)


@dataclass(frozen=True, slots=True)
class Crew:
    """Everybody and everything that can be sent."""

    teams: list[Team]
    resources: list[Resource]


def crew(user: Actor) -> Crew:
    """Teams, kits, operators and vehicles of the office, those out of use too."""
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        regency = user.regency or ""
        return Crew(teams.teams(conn, regency, active=False), teams.resources(conn, regency, active=False))


def no_places() -> None:
    """Said where an institution should be chosen and there is none."""
    st.info(_("Belum ada lembaga yang dapat dikunjungi. Daftarkan dulu di halaman Lembaga."), icon=":material/school:")


def slot(key: str, day: date, start: int | None, end: int | None) -> tuple[date, int | None, int | None]:
    """Day and hours; None, None is the whole day."""
    row = st.columns([2, 1.2, 1.2, 2], vertical_alignment="bottom")
    chosen = row[0].date_input(
        _("Hari"), day, min_value=EARLIEST, max_value=LATEST, format="DD/MM/YYYY", key=f"hari_{key}"
    )
    whole = row[3].checkbox(_("Sehari penuh"), start is None, key=f"penuh_{key}")
    first = row[1].time_input(_("Mulai"), clock_time(start, MORNING), key=f"mulai_{key}", disabled=whole)
    last = row[2].time_input(_("Selesai"), clock_time(end, NOON), key=f"selesai_{key}", disabled=whole)
    return (chosen, None, None) if whole else (chosen, minutes(first), minutes(last))


def along(
    key: str, everybody: Crew, taken: Taken, team_id: int | None, resources: tuple[int, ...] | None
) -> tuple[int | None, tuple[int, ...]]:
    """The team, and kits, operators, vehicles. `resources` None: those that usually go with the team."""
    usable = [one.id for one in everybody.teams if one.active or one.id == team_id]
    names = {one.id: one.name for one in everybody.teams}
    chosen = st.selectbox(
        _("Tim"), usable, index=usable.index(team_id) if team_id in usable else None, key=f"tim_{key}",
        placeholder=_("Belum ditentukan"), format_func=lambda one: _marked(names[one], one in taken.teams),
    )  # fmt: skip
    had = resources if chosen == team_id else None
    picked: list[int] = []
    for column, kind in zip(st.columns(3), ResourceKind, strict=True):
        with column:
            picked += _of_kind(f"{key}_{chosen}", everybody, kind, taken, chosen, had)
    return chosen, tuple(picked)


def _of_kind(
    key: str, everybody: Crew, kind: ResourceKind, taken: Taken, team: int | None, had: tuple[int, ...] | None
) -> list[int]:
    known = {one.id: one for one in everybody.resources if one.kind is kind}
    usable = [key for key, one in known.items() if one.active or key in (had or ())]
    default = [one for one in usable if one in had] if had is not None else [
        one for one in usable if team is not None and known[one].team_id == team
    ]  # fmt: skip
    return st.multiselect(
        _(RESOURCES[kind]), usable, default, key=f"{kind}_{key}", placeholder=_("Tidak ada"), select_all=False,
        wrap=True, format_func=lambda one: _marked(known[one].name, one in taken.resources),
    )  # fmt: skip


def _marked(name: str, taken: bool) -> str:
    return f"{name} · {_('terpakai')}" if taken else name


def opened(visit: pd.Series) -> int:
    """The version that was shown when this visit was opened: what a change is checked against."""
    held = st.session_state.get(OPENED)
    if held is None or held[0] != visit["id"]:
        held = st.session_state[OPENED] = (int(visit["id"]), int(visit["version"]))
    return int(held[1])


def close() -> None:
    """Forget what was shown: the next look is a fresh one."""
    st.session_state.pop(OPENED, None)


def carry_out(done: str, act: Callable[[], object]) -> None:
    """Do it, say so, and start afresh."""
    if refusals.carried_out(act, forget=close):
        st.toast(done, icon=":material/check:")
        st.rerun()
