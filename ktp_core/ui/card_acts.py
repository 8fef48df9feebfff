"""The screen `kartu`: the buttons, and the form that asks for what an act needs before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.cards import service, wording
from ktp_core.cards.model import CardAction, CardState
from ktp_core.cards.states import NEEDS_REASON, TRANSITIONS
from ktp_core.errors import Conflict, KtpError
from ktp_core.ui import card_fields, card_place, refusals
from ktp_core.ui.cards import Opened
from ktp_core.ui.i18n import _, day_long, words

_ASKED, _DONE, _REASON = "_tindakan", "_tercatat", "_alasan_kartu"
_WHERE = frozenset({CardAction.RECORD, CardAction.PRINT})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the clerk began, and the state that was on screen then."""

    resident_id: int
    action: CardAction
    seen: CardState


@dataclass(slots=True)
class Typed:
    """What the form says. `more`: what this act needs beside day and reason, as `service.act` takes it."""

    day: date
    reason: str | None = None
    more: dict[str, Any] = field(default_factory=dict)
    complete: bool = True  # False: there is nothing with which it could be done


def panel(user: Actor, one: Opened, today: date) -> None:
    """What may be done now, or the form of what was begun."""
    if done := st.session_state.pop(_DONE, None):
        st.success(done, icon=":material/task_alt:")
    asked = st.session_state.get(_ASKED)
    if asked is not None and asked.resident_id == one.card.resident_id:
        _form(user, one, asked, today)
        return
    elsewhere = card_place.line(user, one)
    possible = [a for a in service.possible(user, one.card, day=today) if a not in elsewhere]
    if not possible:
        if not elsewhere:
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
        typed = _typed(user, one, asked.action, today)
        with st.container(horizontal=True):
            sure = st.button(
                _("Ya, catat"), type="primary", key="catat", icon=":material/check:", disabled=not typed.complete
            )
            st.button(_("Batal"), on_click=_cancel, key="batal")
        if sure:
            _write(user, asked, typed)


def _typed(user: Actor, one: Opened, action: CardAction, today: date) -> Typed:
    typed = Typed(today)
    with st.container(horizontal=True):
        if action is not CardAction.CORRECT:
            first = min(one.card.state_on or date(2011, 1, 1), today)
            typed.day = st.date_input(
                _("Tanggal"), today, min_value=first, max_value=today, format="DD/MM/YYYY", key="hari", width=160
            )
        if action is CardAction.PRINT:
            typed.more["holder_id"], typed.complete = card_fields.holder(user, today)
        if action in _WHERE:
            typed.more["channel"] = card_fields.where(action)
        if action is CardAction.REPLACE:
            typed.more["cause"] = card_fields.cause()
    if action in NEEDS_REASON:
        typed.reason = st.text_input(_("Alasan (wajib)"), key=_REASON, max_chars=200)
    return typed


def _outcome(asked: Asked) -> str:
    if asked.action is CardAction.CORRECT:
        return _("Catatan terakhir dibatalkan dan kartu kembali ke status sebelumnya. Riwayatnya tetap terlihat.")
    target = TRANSITIONS.get((asked.seen, asked.action), asked.seen)
    return words(
        "Status berubah dari “{old}” menjadi “{new}”.",
        old=_(wording.SHORT_STATES[asked.seen]), new=_(wording.SHORT_STATES[target]),
    )  # fmt: skip


def _write(user: Actor, asked: Asked, typed: Typed) -> None:
    try:
        card = service.act(
            user, asked.resident_id, asked.action, day=typed.day, at=clock.now(), expected_state=asked.seen,
            reason=typed.reason, **typed.more,
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
