"""The screen `status_siak`, first steps: file and columns. The file is kept only until it is applied or cancelled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.cards.lists import service
from ktp_core.cards.lists.model import ListIssue, Roles
from ktp_core.cards.lists.reading import read_list
from ktp_core.ui import refusals
from ktp_core.ui.i18n import _, words
from ktp_core.ui.safe import plain
from ktp_core.ui.siak_parts import sample

_BEGUN, _TURN, DONE = "_daftar_siak", "_berkas_siak_ke", "_hasil_siak"
_KEPT_ISSUES = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """What the list would do, as counts: small enough to stay in the session."""

    read: int
    by_state: Counter[int]
    verdicts: dict[str, int]
    issues: list[ListIssue]
    rejected: int
    unknown_words: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Begun:
    """A list between upload and decision. `owner`: a list begun for one office is not applied to another."""

    owner: tuple[str, str | None]
    name: str
    content: bytes
    headings: tuple[str, ...]
    rows: list[list[object]]
    roles: Roles
    listed_on: date
    seen: Seen | None = None


def begun(user: Actor) -> Begun | None:
    """The list this person is working on in this office."""
    found: Begun | None = st.session_state.get(_BEGUN)
    return found if found is not None and found.owner == (user.name, user.regency) else None


def upload(user: Actor, today: date) -> None:
    """First step: the file. It is read at once; nothing is written."""
    turn = st.session_state.setdefault(_TURN, 0)
    file = st.file_uploader(
        _("Daftar status dari SIAK (.csv, .xlsx, .xls, atau .ods)"),
        type=["csv", "tsv", "txt", "xlsx", "xls", "ods"],
        key=f"berkas_siak_{turn}",
        help=_("Nama kolom boleh apa saja. Satu baris untuk satu NIK, dengan status dan tanggalnya."),
    )
    if file is None:
        return
    content = file.getvalue()
    with refusals.shown(), st.spinner(_("Membaca daftar …")):
        sheets, roles = service.understand(user, str(user.regency), content, file.name, today=today)
        rows = [cells for _row, _sheet, cells in sheets.rows[:5]]
        owner = (user.name, user.regency)
        st.session_state[_BEGUN] = Begun(owner, file.name, content, sheets.headings, rows, roles, today)
        st.session_state[_TURN] = turn + 1
        st.session_state.pop(DONE, None)
        st.rerun()


def cancel() -> None:
    """Forget the list."""
    st.session_state.pop(_BEGUN, None)


def change_columns(one: Begun) -> None:
    """Callback: back to the second step."""
    st.session_state[_BEGUN] = replace(one, seen=None)


def columns(user: Actor, one: Begun, today: date) -> None:
    """Second step: which column says what. Remembered for the next list with the same headings."""
    st.header(_("Kolom"), anchor=False)
    st.markdown(words("Berkas {name}. Periksa kolom mana yang berisi apa.", name=plain(one.name)))
    sample(one.headings, one.rows)
    with st.form("kolom_siak"):
        nik, status, day = st.columns(3)
        chosen = Roles(
            _column(nik, "NIK", one.headings, one.roles.nik),
            _column(status, _("Status"), one.headings, one.roles.status),
            _column(day, _("Tanggal status"), one.headings, one.roles.day, none=_("tidak ada di daftar ini")),
        )
        listed_on = st.date_input(
            _("Tanggal daftar (dipakai bila daftar tidak memuat tanggal)"), one.listed_on, max_value=today,
            format="DD/MM/YYYY",
        )  # fmt: skip
        sent = st.form_submit_button(_("Periksa daftar"), type="primary", icon=":material/fact_check:")
    st.button(_("Batalkan daftar ini"), on_click=cancel, key="batal_siak")
    if not sent:
        return
    if not chosen.complete:
        st.error(_("Pilih kolom NIK dan kolom status, masing-masing kolom yang berbeda."), icon=":material/block:")
        return
    with refusals.shown(), st.spinner(_("Memeriksa daftar …")):
        st.session_state[_BEGUN] = _looked(user, replace(one, roles=chosen, listed_on=listed_on), today)
        st.rerun()


def _column(place: object, label: str, headings: tuple[str, ...], chosen: int | None, none: str = "–") -> int | None:
    options: list[int | None] = [None, *range(len(headings))]
    names = [none, *headings]
    return place.selectbox(  # type: ignore[attr-defined]
        label, options, index=options.index(chosen), format_func=lambda column: names[options.index(column)]
    )


def _looked(user: Actor, one: Begun, today: date) -> Begun:
    sheets = read_list(one.content, one.name)
    found = service.preview(
        user, str(user.regency), sheets, one.roles, listed_on=one.listed_on, today=today, at=clock.now()
    )
    plan, checked = found.plan, found.checked
    verdicts = {"applied": plan.applied, "same": plan.same, **{str(kind): n for kind, n in plan.kinds().items()}}
    verdicts |= {"unknown": len(plan.unknown_rows)}
    by_state = Counter({int(state): n for state, n in found.states.items()})
    seen = Seen(
        checked.read, by_state, verdicts, checked.issues[:_KEPT_ISSUES], checked.rejected,
        checked.unknown_words.most_common(20),
    )  # fmt: skip
    return replace(one, seen=seen)
