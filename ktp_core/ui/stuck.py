"""Kartu tersendat: the question in a row of filters, its answer in a sentence, and the kinds with whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.kpi import service
from ktp_core.labels.roles import ROLES
from ktp_core.labels.stuck import BRIEF_STEPS, CARES, KINDS, STEPS
from ktp_core.printing.rules import Queue
from ktp_core.stuck import queries, settings
from ktp_core.stuck.model import Care, Limits, StuckFilter, StuckKind
from ktp_core.stuck.rules import OWNERS
from ktp_core.ui import filters, stuck_choices, tables
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.safe import quiet

KIND, _PICKED = "tersendat_di", "_tersendat_jenis"
_EMPTY: dict[str, Any] = {KIND: None, "di_kecamatan": [], "dari_lembaga": None, "penanganan": None}


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: limits in force, a queue of each kind that is asked for, and all of them in one."""

    today: date
    limits: Limits
    of: dict[StuckKind, Queue]
    whole: Queue


def ask(user: Actor) -> StuckFilter:
    """The filters, in the address, inside what the user may see. Raises Refused, NotAllowed."""
    regency = str(user.regency)
    mine, schools = stuck_choices.places(user, regency, user.districts, service.version(user, regency))
    if _PICKED in st.session_state:  # a row of the table was chosen: a widget's value is set before it is drawn
        st.session_state[KIND] = st.session_state.pop(_PICKED)
    row = st.columns([1.6, 1.3, 1.6, 1.2])
    with row[0]:
        kind = filters.one(_("Tersendat di"), {one: _(KINDS[one.value]) for one in StuckKind}, key=KIND)
    with row[1]:
        districts = filters.several(_("Kecamatan"), mine, key="di_kecamatan")
    with row[2]:
        school = filters.one(_("Lembaga"), schools, key="dari_lembaga")
    care: Care | None = None
    if may(user, Permission.STUCK_VIEW, regency):
        with row[3]:
            care = filters.one(_("Penanganan"), {one: _(CARES[one.value]) for one in Care}, key="penanganan")
    chosen = StuckFilter(regency, kind, districts, school, care, user.name if care else "")
    return chosen.within(user, Permission.HEAD_VIEW)


def found(user: Actor, chosen: StuckFilter, today: date) -> Found:
    """The numbers of this question: every stuck card is counted anew when something was written."""
    return _found(user, chosen, today, service.version(user, chosen.regency))


@st.cache_resource(max_entries=64, show_spinner=False)
def _found(_user: Actor, chosen: StuckFilter, today: date, version: str) -> Found:
    with reading(_user, Permission.HEAD_VIEW, chosen.regency) as conn:
        limits = settings.limits(conn, chosen.regency, today)
        of = queries.queues(conn, chosen, limits, today)
    return Found(today, limits, of, queries.whole(of, today))


def answer(chosen: StuckFilter, one: Found) -> None:
    """`214 kartu tersendat, terbanyak: siap cetak, belum dicetak (120) · terlama 412 hari`."""
    if not one.whole.total:
        st.success(_("Tidak ada kartu yang tersendat di sini melewati batasnya."), icon=":material/task_alt:")
        if any(st.session_state.get(key) for key in _EMPTY):
            st.button(_("Hapus saringan"), on_click=_clear, icon=":material/close:", key="hapus_saringan")
        return
    largest = max(one.of, key=lambda kind: one.of[kind].total)
    longest = words(" · terlama **{days} hari**", days=number(one.whole.oldest))
    if chosen.kind is not None:
        said = words("**{n} kartu** tersendat: {kind}", n=number(one.whole.total), kind=_lower(largest))
        st.markdown(said + longest)
        turn = words("Giliran: {role}. {step}.", role=_(ROLES[OWNERS[largest]]), step=_(STEPS[largest.value]))
        st.markdown(quiet(turn))
        return
    said = words(
        "**{n} kartu** tersendat, terbanyak **{most}**: {kind}", n=number(one.whole.total),
        most=number(one.of[largest].total), kind=_lower(largest),
    )  # fmt: skip
    st.markdown(said + longest)


def _lower(kind: StuckKind) -> str:
    said = _(KINDS[kind.value])
    return said[0].lower() + said[1:]


def _clear() -> None:
    for key, empty in _EMPTY.items():
        st.session_state[key] = empty


def kinds(chosen: StuckFilter, one: Found) -> None:
    """Each kind with its count, limit, whose turn it is and what comes next; choosing a row asks for that kind."""
    if chosen.kind is not None or not one.whole.total:
        return
    frame = queries.stuck_by_kind(one.of)
    frame = frame[frame["n"] > 0].reset_index(drop=True)
    in_order = [StuckKind(value) for value in frame["kind"]]
    frame["name"] = [_(KINDS[kind.value]) for kind in in_order]
    frame["limit"] = [words("{n} hari", n=number(one.limits[kind])) for kind in in_order]
    frame["longest"] = [words("{n} hari", n=number(int(days))) for days in frame["oldest"]]
    frame["turn"] = [_(ROLES[OWNERS[kind]]) for kind in in_order]
    frame["step"] = [_(BRIEF_STEPS[kind.value]) for kind in in_order]
    columns = {
        "name": tables.text(_("Tersendat di"), 205), "n": tables.amount(_("Kartu"), 62),
        "longest": tables.text(_("Terlama"), 78),
        "limit": tables.text(_("Batas"), 66, help=_("Sejak hari keberapa sebuah kartu dihitung tersendat.")),
        "turn": tables.text(_("Giliran"), 124), "step": tables.text(_("Langkah berikutnya"), 350),
    }  # fmt: skip
    picked = tables.show(
        frame, columns, key=f"jenis_tersendat_{hash(chosen)}", choose="one",
        alt=_("Jenis kartu tersendat, jumlahnya, giliran siapa, dan langkah berikutnya."),
    )  # fmt: skip
    if picked:
        st.session_state[_PICKED] = in_order[picked[0]]
        st.rerun()
