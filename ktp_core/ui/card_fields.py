"""The screen `kartu`: what single acts ask for, where it was, whose blank it took, why a card is replaced."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.blanks import queries
from ktp_core.cards import wording
from ktp_core.cards.model import CardAction, Cause, Channel
from ktp_core.ui.i18n import _, number, words

_LAST = "_pencetak_terakhir"


def where(action: CardAction) -> Channel:
    """Where it took place. A recording has to say so, and nothing is chosen beforehand: it would be chosen wrongly."""
    required = action is CardAction.RECORD
    names = {place: _(wording.CHANNELS[place]) for place in Channel if place or not required}
    chosen = st.selectbox(
        _("Tempat perekaman (wajib)") if required else _("Tempat"), list(names), index=None if required else 0,
        format_func=names.__getitem__, key="tempat", placeholder=_("Pilih tempatnya"), width=300,
    )  # fmt: skip
    return chosen or Channel.UNKNOWN


def holder(user: Actor, today: date) -> tuple[int | None, bool]:
    """Whose blank the card takes, and whether anybody has one. Chosen beforehand is the only one, or the last used."""
    with reading(user, Permission.CARD_PRINT, user.regency) as conn:
        found = queries.holders(conn, str(user.regency), today)
    having = found[found["active"] & (found["stock"] > 0)]
    if having.empty:
        st.warning(_("Tidak ada blangko di kantor ini. Terima atau alokasikan blangko lebih dahulu."))
        return None, False
    names = {
        int(row.id): words("{name} · {n} blangko", name=row.name, n=number(int(row.stock)))
        for row in having.itertuples()
    }
    keys = list(names)
    last = st.session_state.get(_LAST, keys[0] if len(keys) == 1 else None)
    chosen = st.selectbox(
        _("Blangko dari (wajib)"), keys, index=keys.index(last) if last in keys else None, width=300,
        format_func=names.__getitem__, key="pencetak", placeholder=_("Pilih pencetaknya"),
    )  # fmt: skip
    if chosen is not None:
        st.session_state[_LAST] = chosen
    return chosen, True


def cause() -> Cause | None:
    """Why the card has to be replaced; nothing is chosen beforehand."""
    names = {one: _(wording.CAUSES[one]) for one in Cause}
    return st.selectbox(
        _("Sebab penggantian (wajib)"), list(names), index=None, format_func=names.__getitem__, key="sebab",
        placeholder=_("Pilih sebabnya"), width=300,
    )  # fmt: skip
