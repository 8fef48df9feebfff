"""The screen `kartu`: everything that happened to one card."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.cards import queries, wording
from ktp_core.cards.model import CardAction, Cause, Channel, Source
from ktp_core.ui import tables
from ktp_core.ui.cards import Opened
from ktp_core.ui.i18n import _, moment, words


def history(user: Actor, one: Opened) -> None:
    """Everything that happened, newest first; what was taken back stays to be seen."""
    with reading(user, Permission.CARD_VIEW, user.regency) as conn:
        events = queries.timeline(conn, one.card.resident_id)
    st.header(_("Riwayat"), anchor=False)
    if events.empty:
        st.info(_("Belum ada yang dicatat untuk kartu ini."), icon=":material/history:")
        return
    happened = [_happened(row.action, row.stands, row.serial, row.cause) for row in events.itertuples()]
    shown = pd.DataFrame({
        "day": events["day"], "what": happened,
        "source": [_(wording.SOURCES[Source(value)]) for value in events["source"]],
        "channel": [_(wording.CHANNELS[Channel(value)]) if value else "" for value in events["channel"]],
        "reason": events["reason"].fillna(""), "by": events["by"],
        "at": [moment(value, one.card.regency) for value in events["at"]],
    })  # fmt: skip
    columns = {
        "day": tables.day(_("Tanggal")), "what": tables.text(_("Yang terjadi"), "medium"), "source": _("Menurut"),
        "channel": _("Tempat"), "reason": tables.text(_("Alasan"), "medium"), "by": _("Dicatat oleh"),
        "at": _("Dicatat pada"),
    }  # fmt: skip
    tables.show(shown, columns, key="riwayat", alt=_("Riwayat kartu, terbaru di atas"))


def _happened(action: int, stands: bool, serial: int, cause: int | None) -> str:
    what = _(wording.EVENTS[CardAction(action)])
    if cause is not None:
        what = f"{what}: {_(wording.CAUSES[Cause(cause)])}"
    if serial > 1:
        what = words("{what} (kartu ke-{n})", what=what, n=serial)
    return what if stands else words("{what} — sudah dibatalkan", what=what)
