"""Screen `orang_per_tahap`: the question in a row of filters, and its people by name for those who work on them."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.cards.model import CardState
from ktp_core.cards.wording import SHORT_STATES
from ktp_core.held import queries, service
from ktp_core.held.model import NEEDS, HeldFilter, seen
from ktp_core.kpi.ages import Band, Place, bands
from ktp_core.ui import filters, places, tables
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.menu import BY_FILE
from ktp_core.ui.safe import quiet

PLACES: dict[Place, str] = {
    Place.UNRECORDED: N_("Belum rekam"), Place.PROCESSING: N_("Diproses"), Place.PROBLEM: N_("Bermasalah"),
    Place.READY: N_("Siap cetak"), Place.PRINTED: N_("Dicetak, belum diterima"),
    Place.DELIVERED: N_("Di tangan"),
}  # fmt: skip
STAGE, AGE, CARD, DISTRICT = "tahap", "usia", "kartu", "di_kecamatan"
OF_AGE, FIRST = N_("Sudah usia cetak"), N_("Kartu pertama")
_LOOKED = "_orang_dilihat"


def band_words(band: Band) -> str:
    """`18–19 tahun`, `20 tahun ke atas`."""
    if band.last is None:
        return words("{n} tahun ke atas", n=band.first)
    if band.last == band.first:
        return words("{n} tahun", n=band.first)
    return words("{a}–{b} tahun", a=band.first, b=band.last)


def ask(user: Actor, today: date) -> HeldFilter | None:
    """The filters, in the address; None for an account that may not see any of these people by name."""
    known = seen(user)
    if not known:
        return None
    row = st.columns([3, 2, 1.6, 2.4])
    with row[0]:
        chosen = filters.several(_("Tahap"), {one: _(PLACES[one]) for one in known}, key=STAGE)
    groups = bands(today)
    ages = {-1: _(OF_AGE)} | {at: band_words(band) for at, band in enumerate(groups)}
    with row[1]:
        age = filters.one(_("Usia"), ages, key=AGE, everything=_("Semua umur"))
    with row[2]:
        first = filters.one(_("Kartu"), {True: _(FIRST)}, key=CARD)
    permission = NEEDS[(chosen or known)[0]]
    with row[3]:
        districts = filters.several(_("Kecamatan"), places.districts(user, permission), key=DISTRICT)
    band = groups[age] if age is not None and age >= 0 else None
    asked = HeldFilter(str(user.regency), chosen or known, today, age == -1, band, bool(first), districts)
    return asked.within(user)


def people(user: Actor, chosen: HeldFilter) -> None:
    """How many, and their names, fifty a page."""
    permission = NEEDS[chosen.places[0]]
    with reading(user, permission, user.regency) as conn:
        total = queries.total(conn, chosen)
    if not total:
        st.info(_("Tidak ada orang pada tahap ini dengan saringan itu."), icon=":material/task_alt:")
        return
    names = ", ".join(_(PLACES[place]).lower() for place in chosen.places)
    st.markdown(words("**{n} orang**: {places}.", n=number(total), places=names))
    if st.session_state.get(_LOOKED) != chosen:  # one audit entry for each question, not for each rerun
        service.looked(user, chosen, rows=total, at=clock.now())
        st.session_state[_LOOKED] = chosen

    def fetch(limit: int, offset: int) -> pd.DataFrame:
        with reading(user, permission, user.regency) as conn:
            return queries.page(conn, chosen, limit=limit, offset=offset)

    tables.paged(total, fetch, lambda frame, page: _listing(user, frame, page), of=chosen)


def _listing(user: Actor, frame: pd.DataFrame, page: int) -> None:
    texts = ["district", "institution"]
    shown = frame.assign(state_word=[_(SHORT_STATES[CardState(int(one))]) for one in frame["state"]])
    shown[texts] = shown[texts].astype(object).fillna("–")
    columns = {
        "name": tables.text(_("Nama"), 158), "nik": tables.text(_("NIK"), 132),
        "birth_date": tables.day(_("Lahir"), 88), "district": tables.text(_("Kecamatan"), 100),
        "institution": tables.text(_("Lembaga"), 142),
        "state_word": tables.text(_("Status kartu"), 110), "serial": tables.amount(_("Kartu ke-"), 66),
        "state_on": tables.day(_("Sejak"), 88),
    }  # fmt: skip
    opens = may(user, Permission.CARD_VIEW, user.regency)
    picked = tables.show(
        shown, columns, key=f"orang_{page}", choose="one" if opens else None, height=tables.fitting(frame), empty="–",
        alt=_("Orang pada tahap ini, yang tertua lebih dahulu."),
    )  # fmt: skip
    if picked:
        screen = BY_FILE["kartu"]
        address = {"penduduk": str(int(frame["id"].iloc[picked[0]]))}
        st.page_link(str(screen.path), label=_("Buka kartu"), icon=screen.icon, query_params=address)
    elif opens:
        st.markdown(quiet(_("Pilih satu baris untuk membuka kartunya.")))
