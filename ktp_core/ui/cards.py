"""The screen `kartu`: who it is, and how far the card is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.cards import queries, service, store, wording
from ktp_core.cards.model import Card, CardState
from ktp_core.errors import KtpError
from ktp_core.nik import group, mask
from ktp_core.residents.model import Standing
from ktp_core.ui import refusals
from ktp_core.ui.i18n import N_, _, day_long, day_short, number, words
from ktp_core.ui.safe import plain

KEY, _REVEALED, _LOOKED = "penduduk", "_nik_terbuka", "_penduduk_dilihat"
STANDINGS = {
    Standing.OURS: N_("penduduk kabupaten/kota ini"),
    Standing.ELSEWHERE: N_("penduduk kabupaten/kota lain, dilayani di sini"),
    Standing.MOVED: N_("sudah pindah ke luar"),
    Standing.DECEASED: N_("tercatat meninggal"),
}
COLOURS = {
    CardState.UNRECORDED: "gray", CardState.RECORDED: "blue", CardState.SUBMITTED: "blue",
    CardState.PRINT_READY: "orange", CardState.PRINTED: "green", CardState.DISPATCHED: "green",
    CardState.DELIVERED: "primary", CardState.ENROLMENT_FAILED: "red", CardState.ADJUDICATE: "red",
    CardState.DUPLICATE: "red",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """The resident on screen: a row of `queries.PERSON`, and the card as it stands at this run."""

    person: dict[str, Any]
    card: Card


def opened(user: Actor) -> Opened | None:
    """The resident in the address, None when there is none; a sentence when it is not this office's."""
    wanted = st.query_params.get(KEY, "")
    if not wanted:
        return None
    try:
        resident_id = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else 0
        with reading(user, Permission.CARD_VIEW, user.regency) as conn:
            person = queries.person(conn, resident_id, regency=str(user.regency), districts=user.districts)
            found = Opened(person, store.card(conn, resident_id))
        if st.session_state.get(_LOOKED) != resident_id:  # one audit entry per resident, not per rerun
            service.looked(user, resident_id, at=clock.now())
            st.session_state[_LOOKED] = resident_id
        return found
    except KtpError as refusal:
        refusals.say(refusal)
    close()
    return None


def close() -> None:
    """Back to the search."""
    st.query_params.pop(KEY, None)
    st.session_state.pop(_REVEALED, None)
    st.session_state.pop(_LOOKED, None)


def heading(user: Actor, one: Opened, today: date) -> None:
    """Who it is, and in a sentence how the card stands today."""
    person, card = one.person, one.card
    st.button(_("Cari penduduk lain"), icon=":material/arrow_back:", on_click=close, key="kembali", type="tertiary")
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header(plain(person["name"]), anchor=False, width="content")
            st.badge(_(wording.SHORT_STATES[card.state]), color=COLOURS[card.state], icon=":material/id_card:")  # type: ignore[arg-type]
        st.markdown(f"**{plain(standing_today(card, today))}**")
        about, place = st.columns(2)
        sex = _("laki-laki") if person["sex"] == "L" else _("perempuan")
        born = ", ".join(filter(None, (person["birth_place"], day_long(person["birth_date"]))))
        about.markdown(f"{plain(born)} · {sex}")
        where = ", ".join(filter(None, (person["village"], person["district"]))) or _("domisili tidak dicatat")
        place.markdown(f"{plain(where)} · {_(STANDINGS[Standing(person['standing'])])}")
        school = " · ".join(filter(None, (person["institution"], person["class_name"])))
        place.markdown(plain(school) if school else _("tidak terdaftar di lembaga"))
        with about:
            _nik(user, one)


def _nik(user: Actor, one: Opened) -> None:
    resident_id, allowed = one.card.resident_id, may(user, Permission.NIK_REVEAL, one.card.regency, one.card.district)
    if allowed and st.session_state.get(_REVEALED) == resident_id:
        st.markdown(f"NIK {plain(group(one.person['nik']))}")
        return
    st.markdown(f"NIK {plain(mask(one.person['nik']))}")
    if allowed and st.button(_("Tampilkan NIK lengkap (dicatat)"), icon=":material/visibility:", key="buka_nik"):
        with refusals.shown():
            service.reveal(user, resident_id, at=clock.now())
            st.session_state[_REVEALED] = resident_id
            st.rerun()


def standing_today(card: Card, today: date) -> str:
    """Where the card stands, as one would say it aloud."""
    state = _(wording.STATES[card.state])
    if card.state is not CardState.PRINT_READY:
        # A card that came back undelivered has been printed since it was printed, not since it came back.
        reached = card.printed_on if card.state is CardState.PRINTED else card.state_on
        return words("{state} sejak {day}.", state=state, day=day_long(reached)) if reached else f"{state}."
    if today < card.card_age_on:
        return words("Siap cetak, menunggu usia 17 tahun sampai {day}.", day=day_long(card.card_age_on))
    since = max(card.card_age_on, card.ready_on or card.card_age_on)
    day, days = day_long(since), number((today - since).days)
    if not card.ours:
        return words("Siap cetak dan boleh dicetak sejak {day}; tidak dihitung dalam antrean kantor ini.", day=day)
    return words("Siap cetak dan boleh dicetak sejak {day}: menunggu {n} hari.", day=day, n=days)


def journey(one: Opened) -> None:
    """The four days of this card, in order."""
    card = one.card
    steps = {
        _("Direkam"): card.recorded_on, _("Siap cetak"): card.ready_on, _("Dicetak"): card.printed_on,
        _("Diserahkan"): card.delivered_on,
    }  # fmt: skip
    for place, (label, day) in zip(st.columns(len(steps)), steps.items(), strict=True):
        icon = ":material/check_circle:" if day else ":material/radio_button_unchecked:"
        place.markdown(f"{icon} **{label}**  \n{day_short(day) if day else _('belum')}")
    if card.serial > 1:
        first = day_long(card.owned_on)
        st.markdown(words("Kartu ke-{n} (pengganti); kartu pertama diterima {day}.", n=card.serial, day=first))
