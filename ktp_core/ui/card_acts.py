"""The screen `kartu`: the buttons, and the form that asks for day and reason before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.cards import service, wording
from ktp_core.cards.model import CardAction, CardState, Channel
from ktp_core.cards.states import NEEDS_REASON, TRANSITIONS
from ktp_core.errors import Conflict, KtpError
from ktp_core.ui import refusals
from ktp_core.ui.cards import Opened
from ktp_core.ui.i18n import _, day_long, words

_ASKED, _DONE, _REASON = "_tindakan", "_tercatat", "_alasan_kartu"
_WHERE = frozenset({CardAction.RECORD, CardAction.PRINT, CardAction.DELIVER})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the clerk began, and the state that was on screen then."""

    resident_id: int
    action: CardAction
    seen: CardState


def panel(user: Actor, one: Opened, today: date) -> None:
    """What may be done now, or the form of what was begun."""
    if done := st.session_state.pop(_DONE, None):
        st.success(done, icon=":material/task_alt:")
    asked = st.session_state.get(_ASKED)
    if asked is not None and asked.resident_id == one.card.resident_id:
        _form(user, one, asked, today)
        return
    possible = service.possible(user, one.card, day=today)
    if not possible:
        st.markdown(_why_nothing(one, today))
        return
    st.markdown(_("**Langkah yang dapat Anda catat**"))
    with st.container(horizontal=True):
        for action in possible:
            st.button(
                _(wording.BUTTONS[action]), key=f"tindakan_{action.name.lower()}", on_click=_begin, args=(one, action)
            )


def _why_nothing(one: Opened, today: date) -> str:
    card = one.card
    if card.deceased:
        return _("Penduduk ini tercatat meninggal; tidak ada langkah berikutnya.")
    if card.state is CardState.PRINT_READY and today < card.card_age_on:
        return words("Kartu baru boleh dicetak mulai {day}.", day=day_long(card.card_age_on))
    return _("Tidak ada langkah yang dapat dicatat oleh akun Anda dari status ini.")


def _begin(one: Opened, action: CardAction) -> None:
    st.session_state[_ASKED] = Asked(one.card.resident_id, action, one.card.state)
    st.session_state.pop(_REASON, None)


def _cancel() -> None:
    st.session_state.pop(_ASKED, None)


def _form(user: Actor, one: Opened, asked: Asked, today: date) -> None:
    with st.container(border=True):
        st.markdown(f"**{_(wording.BUTTONS[asked.action])}**")
        st.markdown(_outcome(asked))
        day, channel = today, Channel.UNKNOWN
        reason: str | None = None
        if asked.action is not CardAction.CORRECT:
            first = min(one.card.state_on or date(2011, 1, 1), today)
            day = st.date_input(
                _("Tanggal"), today, min_value=first, max_value=today, format="DD/MM/YYYY", key="hari", width=220
            )
        if asked.action in _WHERE:
            channel = _where(asked.action)
        if asked.action in NEEDS_REASON:
            reason = st.text_input(_("Alasan (wajib)"), key=_REASON, max_chars=200)
        with st.container(horizontal=True):
            sure = st.button(_("Ya, catat"), type="primary", key="catat", icon=":material/check:")
            st.button(_("Batal"), on_click=_cancel, key="batal")
        if sure:
            _write(user, asked, day, reason, channel)


def _where(action: CardAction) -> Channel:
    """Where it took place. A recording has to say so, and nothing is chosen beforehand: it would be chosen wrongly."""
    required = action is CardAction.RECORD
    names = {place: _(wording.CHANNELS[place]) for place in Channel if place or not required}
    chosen = st.selectbox(
        _("Tempat perekaman (wajib)") if required else _("Tempat"), list(names), index=None if required else 0,
        format_func=names.__getitem__, key="tempat", placeholder=_("Pilih tempatnya"), width=360,
    )  # fmt: skip
    return chosen or Channel.UNKNOWN


def _outcome(asked: Asked) -> str:
    if asked.action is CardAction.CORRECT:
        return _("Catatan terakhir dibatalkan dan kartu kembali ke status sebelumnya. Riwayatnya tetap terlihat.")
    target = TRANSITIONS.get((asked.seen, asked.action), asked.seen)
    return words(
        "Status berubah dari “{old}” menjadi “{new}”.",
        old=_(wording.SHORT_STATES[asked.seen]), new=_(wording.SHORT_STATES[target]),
    )  # fmt: skip


def _write(user: Actor, asked: Asked, day: date, reason: str | None, channel: Channel) -> None:
    try:
        card = service.act(
            user, asked.resident_id, asked.action, day=day, at=clock.now(), expected_state=asked.seen, channel=channel,
            reason=reason,
        )  # fmt: skip
    except Conflict as refusal:
        _cancel()  # what was begun no longer fits: the buttons below the message are those of the new state
        refusals.say(refusal)
        return
    except KtpError as refusal:
        refusals.say(refusal)
        return
    _cancel()
    st.session_state[_DONE] = words("Tercatat. Status sekarang: {state}.", state=_(wording.SHORT_STATES[card.state]))
    st.rerun()
