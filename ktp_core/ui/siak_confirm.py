"""The screen `status_siak`, last step: what the list would do, and doing exactly that."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.cards.lists import service
from ktp_core.cards.lists.reading import read_list
from ktp_core.errors import KtpError
from ktp_core.ui import refusals
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.safe import plain
from ktp_core.ui.siak import DONE, Begun, cancel, change_columns
from ktp_core.ui.siak_parts import counts, issues, states


def confirm(user: Actor, one: Begun, today: date) -> None:
    """Third step: what would happen, and the button that does it."""
    assert one.seen is not None
    seen = one.seen
    st.header(_("Yang akan terjadi"), anchor=False)
    st.markdown(
        words("**{n} baris** terbaca dari {name}; **{m}** akan memajukan kartu.", n=number(seen.read),
              m=number(seen.verdicts["applied"]), name=plain(one.name))
    )  # fmt: skip
    left, right = st.columns(2, gap="large")
    with left:
        counts(seen.verdicts, seen.rejected)
    with right:
        states(seen.by_state)
    if seen.unknown_words:
        listed = ", ".join(f"{plain(word)} ({number(n)})" for word, n in seen.unknown_words)
        st.warning(words("Kata status yang tidak dikenal, barisnya ditolak: {words}.", words=listed))
    issues(seen.issues, seen.rejected)
    with st.container(horizontal=True):
        if st.button(_("Terapkan daftar"), type="primary", icon=":material/check:", key="terapkan_siak"):
            _apply(user, one, today)
        st.button(_("Ubah kolom"), on_click=change_columns, args=(one,), key="ubah_kolom")
        st.button(_("Batalkan daftar ini"), on_click=cancel, key="batal_siak")


def _apply(user: Actor, one: Begun, today: date) -> None:
    try:
        with st.spinner(_("Menerapkan daftar …")):
            sheets = read_list(one.content, one.name)
            done = service.apply(
                user, str(user.regency), sheets, one.roles, listed_on=one.listed_on, today=today, at=clock.now()
            )
    except KtpError as refusal:
        refusals.say(refusal)
        return
    cancel()
    st.session_state[DONE] = words(
        "Selesai: {read} baris dibaca, {applied} diterapkan, {same} sudah sama, {disagreements} bertentangan "
        "({asked} di antaranya baru), {unknown} NIK tidak dikenal di sini, {rejected} ditolak.",
        **{name: number(getattr(done, name)) for name in
           ("read", "applied", "same", "disagreements", "asked", "unknown", "rejected")},
    )  # fmt: skip
    st.rerun()


def result() -> None:
    """What the last list did."""
    if done := st.session_state.get(DONE):
        st.success(done, icon=":material/task_alt:")
