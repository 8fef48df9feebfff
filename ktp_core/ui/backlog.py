"""The question of the screen `antrean_cetak`: its filters, who asked it, and its answer in one sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from ktp_core import clock, config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.audit.store import state
from ktp_core.printing import queries, service, store
from ktp_core.printing.model import BacklogFilter, Kind
from ktp_core.printing.rules import Queue
from ktp_core.ui import filters, places
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.safe import plain

_EMPTY: dict[str, Any] = {
    "di_kecamatan": [],
    "dari_lembaga": None,
    "jenis_kartu": None,
    "menunggu": None,
    "cari_antrean": "",
}
_WAITS = (31, 91, 181, 366)
_LOOKED = "_antrean_dilihat"


def asked(user: Actor, today: date) -> BacklogFilter:
    """The row of filters, and the question it makes. Raises Refused for a search that tells too much."""
    regency = str(user.regency)
    known, schools = places.districts(user, Permission.BACKLOG_VIEW), institutions(user, today)
    kinds = {Kind.FIRST_TIME: _("Pemula"), Kind.REPLACEMENT: _("Penggantian")}
    row = st.columns([1.3, 1.4, 1, 1.2, 1.3])
    with row[0]:
        chosen = filters.several(_("Kecamatan"), known, key="di_kecamatan")
    with row[1]:
        school = filters.one(_("Lembaga"), schools, key="dari_lembaga")
    with row[2]:
        kind = filters.one(_("Jenis"), kinds, key="jenis_kartu")
    with row[3]:
        wait = filters.one(_("Menunggu"), {days: _over(days) for days in _WAITS}, key="menunggu")
    with row[4]:
        search = filters.search(_("Cari nama atau NIK"), key="cari_antrean", placeholder=_("mis. Siti Aisyah"))
    return BacklogFilter(regency, chosen, () if school is None else (school,), kind, wait or 0, search).within(user)


def clear() -> None:
    """Take every filter away (callback of a button)."""
    for key, empty in _EMPTY.items():
        st.session_state[key] = empty


def filtered(user: Actor, chosen: BacklogFilter) -> bool:
    """Whether anything narrows the list that this user may see."""
    return chosen != BacklogFilter(chosen.regency).within(user)


def found(user: Actor, chosen: BacklogFilter, today: date) -> Queue:
    """How many cards wait since when: counted again only when something was written, however many there are."""
    with reading(user, Permission.BACKLOG_VIEW, user.regency) as conn:
        return _found(conn, state(conn), chosen, today)


@st.cache_resource(max_entries=64, show_spinner=False)
def _found(_conn: Any, version: str, chosen: BacklogFilter, today: date) -> Queue:
    return store.queue(_conn, chosen, today)


def looked(user: Actor, chosen: BacklogFilter, queue: Queue) -> None:
    """One audit entry for each question, not for each rerun."""
    if st.session_state.get(_LOOKED) != chosen:
        service.looked(user, chosen, total=queue.total, at=clock.now())
        st.session_state[_LOOKED] = chosen


def sentence(user: Actor, chosen: BacklogFilter, queue: Queue) -> str:
    """`2.914 kartu menunggu di Kejayan · terlama 1.412 hari · median 64 hari`, as Markdown."""
    median = queue.median or 0
    return words(
        "**{total}** kartu menunggu{where} · terlama **{oldest} hari** · median **{median} hari**",
        total=number(queue.total), where=_where(user, chosen), oldest=number(queue.oldest),
        median=number(median, 0 if median % 1 == 0 else 1),
    )  # fmt: skip


def _where(user: Actor, chosen: BacklogFilter) -> str:
    known = places.districts(user, Permission.BACKLOG_VIEW)
    names = [known.get(code, code) for code in chosen.districts]
    said = ""
    if len(names) > 2:
        said = words(" di {n} kecamatan", n=number(len(names)))
    elif names:
        said = words(" di {names}", names=plain(_(" dan ").join(names)))
    for key in chosen.institutions:
        said += words(" dari {name}", name=plain(institutions(user, clock.today(chosen.regency)).get(key, "–")))
    return said


def institutions(user: Actor, today: date) -> dict[int, str]:
    """Id -> name of the institutions that have waiting cards, by name; equal names carry their district."""
    return _institutions(config.database_url(), str(user.regency), user.districts, today, user)


@st.cache_data(ttl=300, max_entries=64, show_spinner=False)
def _institutions(database: str, regency: str, only: tuple[str, ...], today: date, _user: Actor) -> dict[int, str]:
    with reading(_user, Permission.BACKLOG_VIEW, regency) as conn:
        found = queries.backlog_by_institution(conn, BacklogFilter(regency, only), today).dropna(subset=["id"])
    rows = found.sort_values("name").itertuples()
    return places.named((int(row.id), row.name, row.district) for row in rows)


def _over(days: int) -> str:
    return _("Lebih dari 1 tahun") if days > 365 else words("Lebih dari {days} hari", days=days - 1)
