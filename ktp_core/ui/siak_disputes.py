"""The screen `status_siak`: what contradicts ours, and the decision of a human about it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.cards import queries, wording
from ktp_core.cards.lists import decisions
from ktp_core.cards.model import CardState
from ktp_core.cards.queries import Disputes
from ktp_core.cards.verdicts import WAYS, Verdict
from ktp_core.errors import KtpError
from ktp_core.ui import refusals, tables
from ktp_core.ui.i18n import _, day_short, number, words

_REASON, _TURN, _DONE = "alasan_putusan", "_putusan_ke", "_putusan_tercatat"
_LOOKED = "_perbedaan_dilihat"


def panel(user: Actor) -> None:
    """Open disagreements by kind, 50 a page, and the two answers."""
    st.header(_("Perbedaan dengan SIAK"), anchor=False)
    if done := st.session_state.pop(_DONE, None):
        st.success(done, icon=":material/task_alt:")
    chosen = Disputes(str(user.regency)).within(user)
    with reading(user, Permission.STATUS_IMPORT, user.regency) as conn:
        counts = queries.dispute_counts(conn, chosen)
    if not counts:
        st.success(_("Tidak ada perbedaan yang menunggu keputusan."), icon=":material/task_alt:")
        return
    chosen = _kind(chosen, counts)
    total = sum(counts.values()) if chosen.kind is None else counts[chosen.kind]
    _looked(user, chosen, total)
    st.markdown(words("**{n} perbedaan** menunggu keputusan. Pilih barisnya.", n=number(total)))

    def fetch(limit: int, offset: int) -> pd.DataFrame:
        with reading(user, Permission.STATUS_IMPORT, user.regency) as conn:
            return queries.disputes(conn, chosen, limit=limit, offset=offset)

    picked = tables.paged(total, fetch, _table, key="hal_beda", of=chosen)
    if may(user, Permission.STATUS_RESOLVE, user.regency):
        _answers(user, picked)


def _looked(user: Actor, chosen: Disputes, total: int) -> None:
    """One audit entry for each question, not for each rerun."""
    if st.session_state.get(_LOOKED) != chosen:
        decisions.looked(user, chosen, total=total, at=clock.now())
        st.session_state[_LOOKED] = chosen


def _kind(chosen: Disputes, counts: dict[Verdict, int]) -> Disputes:
    names = {str(kind): f"{_(wording.VERDICTS[kind])} ({number(n)})" for kind, n in sorted(counts.items())}
    kind = st.pills(_("Jenis"), list(names), format_func=names.__getitem__, key="jenis_beda")
    return Disputes(chosen.regency, Verdict(kind) if kind else None, districts=chosen.districts)


def _table(frame: pd.DataFrame, page: int) -> pd.DataFrame:
    now = [CardState(state) for state in frame["state"]]
    theirs = [CardState(state) for state in frame["their_state"]]
    shown = frame.fillna({"district": "–"}).assign(
        why=[_(wording.VERDICTS[Verdict(kind)]) for kind in frame["kind"]],
        ours=[_said(state, day) for state, day in zip(now, frame["state_on"], strict=True)],
        theirs=[_said(state, day) for state, day in zip(theirs, frame["their_day"], strict=True)],
    )
    columns = {
        "name": _("Nama"), "district": _("Kecamatan"), "ours": _("Catatan kita"),
        "theirs": _("Menurut SIAK"), "why": tables.text(_("Perbedaan"), "large"), "file_row": _("Baris daftar"),
    }  # fmt: skip
    # A table of its own after each decision: positions chosen before mean other rows now.
    turn = st.session_state.setdefault(_TURN, 0)
    rows = tables.show(shown, columns, key=f"beda_{page}_{turn}", choose="many")
    return frame.iloc[rows]


def _said(state: CardState, day: object) -> str:
    name = _(wording.SHORT_STATES[state])
    return f"{name}, {day_short(day)}" if day is not None and not pd.isna(day) else name  # type: ignore[arg-type]


def _answers(user: Actor, picked: pd.DataFrame) -> None:
    if picked.empty:
        return
    with st.container(border=True):
        for row in picked.head(1).itertuples() if len(picked) == 1 else ():
            way = WAYS[CardState(row.state), CardState(row.their_state)]
            steps = " → ".join(_(wording.EVENTS[action]) for action in way) or _("tidak ada, sudah sama")
            st.markdown(words("Bila mengikuti SIAK, yang dicatat: {steps}.", steps=steps))
        reason = st.text_input(_("Alasan (wajib)"), key=_REASON, max_chars=200)
        with st.container(horizontal=True):
            label = words("Tetap memakai catatan kita ({n})", n=number(len(picked)))
            if st.button(label, type="primary", key="tetap_kita", icon=":material/shield:"):
                _keep(user, picked, reason)
            if len(picked) == 1 and st.button(_("Ikuti SIAK"), key="ikut_siak", icon=":material/sync_alt:"):
                _take(user, picked, reason)


def _keep(user: Actor, picked: pd.DataFrame, reason: str) -> None:
    with refusals.shown():
        n = decisions.keep(user, [int(one) for one in picked["id"]], reason=reason, at=clock.now())
        _decided(words("{n} perbedaan diputuskan: catatan kita tetap dipakai.", n=number(n)))


def _take(user: Actor, picked: pd.DataFrame, reason: str) -> None:
    row = picked.iloc[0]
    try:
        card = decisions.take(
            user, int(row["id"]), reason=reason, expected_state=CardState(row["state"]), at=clock.now()
        )
    except KtpError as refusal:
        refusals.say(refusal)
        return
    _decided(words("SIAK diikuti. Status kartu sekarang: {state}.", state=_(wording.SHORT_STATES[card.state])))


def _decided(sentence: str) -> None:
    st.session_state[_DONE] = sentence
    st.session_state[_TURN] += 1
    st.session_state.pop(_REASON, None)
    st.rerun()
