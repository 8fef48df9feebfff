"""Screen `penyerahan`: which parcel is open, the box for its code, and what one parcel is on screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.delivery import queries, service
from ktp_core.delivery.model import CardPlace, Destination, ParcelState, Place
from ktp_core.errors import KtpError
from ktp_core.labels.delivery import PLACES
from ktp_core.ui import refusals
from ktp_core.ui.forms import turn
from ktp_core.ui.i18n import _
from ktp_core.ui.parcels_acts import KEY, close_parcel, forget, shown_before

_LOOKED, _TRIED = "_paket_dilihat", "_kode_dicoba"
KEPT = ("bagian", "paket_status", "paket_kecamatan", "paket_lama", "tujuan_jenis", "tujuan_kecamatan", "hal")
"""Switch and filters of the lists: they come back with the list."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A parcel on screen. `about`: as in `queries.parcel`; `version`, `seen`: its version and the numbers that were in
    it as they were shown before this click."""

    user: Actor
    about: dict[str, Any]
    cards: pd.DataFrame
    version: int
    seen: tuple[int, ...]
    today: date

    @property
    def id(self) -> int:
        return int(self.about["id"])

    @property
    def state(self) -> ParcelState:
        return ParcelState(self.about["state"])

    @property
    def destination(self) -> Destination:
        return destination(self.about)

    @property
    def inside(self) -> list[int]:
        """Numbers of the cards that are in it."""
        return _inside(self.cards)

    @property
    def sent_on(self) -> date | None:
        """The day it left the office."""
        found = self.about["sent_on"]
        return None if pd.isna(found) else found

    @property
    def may_edit(self) -> bool:
        """Whether this account packs, sends and hands over here."""
        return may(self.user, Permission.PARCEL_EDIT, self.user.regency, self.about["district"])


def destination(row: Any) -> Destination:
    """Of a row with place, institution_id, village, district."""
    key = row["institution_id"]
    village, district = (str(row[name]) if isinstance(row[name], str) else None for name in ("village", "district"))
    return Destination(Place(row["place"]), None if pd.isna(key) else int(key), village, district)


def named(row: Any) -> str:
    """The destination in words: a school by its name, a village or district with what it is. Not tamed."""
    if not isinstance(row["name"], str):
        return _("Tujuan belum diketahui")
    return str(row["name"]) if row["place"] == Place.INSTITUTION else f"{_(PLACES[row['place']])} {row['name']}"


def scan(user: Actor) -> None:
    """The box that takes a scanned or typed code and opens its parcel."""
    typed = st.text_input(
        _("Kode paket"), key=turn("kode"), max_chars=20, icon=":material/barcode_scanner:",
        placeholder=_("Pindai atau ketik kode paket"), label_visibility="collapsed",
    )  # fmt: skip
    typed = str(typed or "").strip()
    if not typed or st.session_state.get(_TRIED) == typed:  # a refusal is said once
        return
    st.session_state[_TRIED] = typed
    with refusals.shown():
        with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
            found = queries.by_code(conn, str(user.regency), typed, districts=user.districts)
        forget("kode")
        st.session_state.pop(_TRIED, None)
        st.query_params[KEY] = str(found)
        st.rerun()


def opened(user: Actor, today: date) -> Opened | None:
    """The parcel in the address, None when there is none; a sentence when it is not this account's."""
    wanted = st.query_params.get(KEY, "")
    if not wanted:
        st.session_state.pop(_LOOKED, None)
        return None
    for name in KEPT:
        if name in st.session_state:
            st.session_state[name] = st.session_state[name]
    try:
        return _open(user, int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else 0, today)
    except KtpError as refusal:
        refusals.say(refusal)
    close_parcel()
    return None


def _open(user: Actor, parcel_id: int, today: date) -> Opened:
    with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
        about = queries.parcel(conn, parcel_id, today, regency=str(user.regency), districts=user.districts)
        cards = queries.parcel_cards(conn, parcel_id)
    if st.session_state.get(_LOOKED) != parcel_id:  # one audit entry per look, not per rerun
        service.looked(user, parcel_id, at=clock.now())
        st.session_state[_LOOKED] = parcel_id
    version, seen = shown_before(f"paket_{parcel_id}", (int(about["version"]), tuple(_inside(cards))))
    return Opened(user, about, cards, version, seen, today)


def _inside(cards: pd.DataFrame) -> list[int]:
    return [int(one) for one in cards.loc[cards["state"] == CardPlace.IN, "number"]]
