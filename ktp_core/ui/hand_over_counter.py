"""Screen `penyerahan`: somebody stands at the counter for a card."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.delivery import queries, service
from ktp_core.delivery.finished import Receiver, Spot, Whereabouts
from ktp_core.delivery.model import ParcelState
from ktp_core.exports.line_papers import card_receipt_params
from ktp_core.nik import mask
from ktp_core.ui import card_place, hand_over, hand_over_find
from ktp_core.ui.downloads import download_button
from ktp_core.ui.forms import turn
from ktp_core.ui.i18n import _, day_long, number, words
from ktp_core.ui.parcels_acts import carry_out, open_parcel
from ktp_core.ui.safe import plain

_FORM, _LAST = "loket", "_loket_terakhir"


def counter(user: Actor, today: date) -> None:
    """Find the person, see where the card is, write down into whose hand it goes."""
    _last(user)
    who = hand_over_find.finished(user, _FORM)
    if who is None:
        return
    resident_id = int(who["id"])
    with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
        where = queries.where_is(conn, resident_id)
    with st.container(border=True):
        _person(who, where, today)
        if where is None:
            return
        if where.spot is Spot.PARCEL and where.parcel_state is ParcelState.SENT:
            _in_parcel(where)
        elif where.destruction_id is not None:
            st.warning(_("Kartu ini diusulkan dimusnahkan. Putuskan dulu usulannya di bagian Pemusnahan."),
                       icon=":material/block:")  # fmt: skip
        else:
            _form(user, who, where, today)


def _last(user: Actor) -> None:
    """The paper of the card that was handed over last."""
    last = st.session_state.get(_LAST)
    if last is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words("Terakhir diserahkan: **{name}**", name=plain(last[1])), width="content")
            params = card_receipt_params(last[0])
            download_button(_("Tanda terima kartu (PDF)"), "card_receipt.pdf", params, user, key="unduh_tanda_kartu")


def _person(who: dict[str, Any], where: Whereabouts | None, today: date) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(plain(who["name"]), anchor=False, width="content")
        hand_over_find.card_link(int(who["id"]))
    place = " · ".join(plain(who[name]) for name in ("institution", "district") if isinstance(who[name], str))
    about = words("Lahir {day} · NIK {nik}", day=day_long(who["birth_date"]), nik=plain(mask(who["nik"])))
    st.markdown(f"{about} · {place}" if place else about)
    if where is not None:
        said = plain(" ".join(card_place.sentences(where, names=True)))
        if where.since is not None and where.since < today and where.spot is not Spot.HAND:
            said += " " + words("Sudah {n} hari.", n=number((today - where.since).days))
        st.markdown(f"**{said}**")


def _in_parcel(where: Whereabouts) -> None:
    st.info(_("Penyerahan dari paket dicatat di paketnya. Bila kartunya sudah ada di sini, catat dulu kembali ke "
              "kantor."), icon=":material/package_2:")  # fmt: skip
    st.button(words("Buka paket {code}", code=where.code), icon=":material/package_2:", type="primary",
              on_click=open_parcel, args=(where.parcel_id,), key="buka_paket")  # fmt: skip


def _form(user: Actor, who: dict[str, Any], where: Whereabouts, today: date) -> None:
    resident_id = int(who["id"])
    key = f"{turn(_FORM)}_{resident_id}"
    left, right = st.columns(2)
    receiver, proof = hand_over.receiver_and_proof(left, right, key, Receiver.OWNER)
    with st.form(f"loket_{resident_id}", border=False):
        name, reason = hand_over.name_and_reason(receiver, proof, key)
        row = st.columns(2, vertical_alignment="bottom")
        day = hand_over.day_field(row[0], today, key, least=where.since)
        sent = row[1].form_submit_button(
            _("Serahkan"), type="primary", icon=":material/handshake:", key="serahkan_loket", width="stretch"
        )

    def act() -> str:
        receipt = hand_over.receipt(receiver, proof, name, reason)
        service.hand_over(user, resident_id, receipt, day=day, at=clock.now())
        st.session_state[_LAST] = (resident_id, str(who["name"]))
        return words("Kartu {name} diserahkan.", name=plain(who["name"])) + hand_over.unchecked(receipt)

    if sent:
        carry_out(_FORM, act)
