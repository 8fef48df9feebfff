"""Screen `penyerahan`: the parcels, newest first, and how many wait or are outside."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.delivery import queries
from ktp_core.delivery.model import Keeper, Parcels, ParcelState
from ktp_core.labels.delivery import PARCEL_STATES
from ktp_core.ui import filters, places, tables
from ktp_core.ui.i18n import _, day_short, number, words
from ktp_core.ui.parcels import named
from ktp_core.ui.parcels_acts import open_parcel

_S = ParcelState
_TURN, _LATE = "_paket_daftar", 30
_WAITS = (7, 30, 90)
_OPEN, _ALL = "terbuka", "semua"


def parcels(user: Actor, today: date, *, may_edit: bool) -> None:
    """The filter row, the sentence, the list; choosing a row opens the parcel."""
    chosen = _chosen(user)
    with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
        total = queries.parcels_total(conn, chosen, today)
        any_parcel = total or queries.parcels_total(conn, Parcels(chosen.regency, (), user.districts), today)
    if not any_parcel:
        st.info(_("Belum ada paket. Kemas kartu di bagian Siap kirim, lalu kirim paketnya dengan tanda terima.")
                if may_edit else _("Belum ada paket. Petugas penyerahan mengemasnya di halaman ini."),
                icon=":material/package_2:")  # fmt: skip
        return
    st.markdown(_sentence(user, today))
    if not total:
        st.info(_("Tidak ada paket yang cocok. Longgarkan saringannya."), icon=":material/search_off:")
        return

    def fetch(limit: int, offset: int) -> pd.DataFrame:
        with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
            return queries.parcels(conn, chosen, today, limit=limit, offset=offset)

    tables.paged(total, fetch, _listing, of=chosen)


def _sentence(user: Actor, today: date) -> str:
    """How many parcels are packed, out there, and out there for long, whatever the filters."""
    with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
        packed, sent, late = (
            queries.parcels_total(conn, Parcels(str(user.regency), (state,), user.districts, overdue_days=days), today)
            for state, days in ((_S.PACKED, None), (_S.SENT, None), (_S.SENT, _LATE))
        )
    said = words("**{packed} paket** dikemas dan belum dikirim, **{sent} paket** di luar.", packed=number(packed),
                 sent=number(sent))  # fmt: skip
    if late:
        said += " " + words("**{n}** di antaranya lebih dari {days} hari.", n=number(late), days=_LATE)
    return said


def _chosen(user: Actor) -> Parcels:
    row, where, wait = st.columns([3.8, 1.5, 1.4], vertical_alignment="bottom")
    with row:
        names = {_OPEN: _("Belum selesai"), **{one.value: _(PARCEL_STATES[one]) for one in _S}, _ALL: _("Semua")}
        state = filters.switch(_("Status"), names, key="paket_status")
    with where:
        districts = filters.several(
            _("Kecamatan tujuan"), places.districts(user, Permission.PARCEL_VIEW), key="paket_kecamatan"
        )
    with wait:
        days = filters.one(
            _("Di luar sejak"), {days: words("Lebih dari {days} hari", days=days) for days in _WAITS}, key="paket_lama",
            everything=_("Kapan pun"),
        )  # fmt: skip
    states = (_S.PACKED, _S.SENT) if state == _OPEN else () if state == _ALL else (_S(state),)
    return Parcels(str(user.regency), states, user.only(districts), overdue_days=days)


def _listing(found: pd.DataFrame, page: int) -> None:
    shown = pd.DataFrame({
        "code": found["code"], "name": [named(row) for row in found.to_dict("records")],
        "district": found["district_name"].fillna("–"),
        "state": [_(PARCEL_STATES[one]) for one in found["state"]],
        "inside": [_count(row) for row in found.to_dict("records")],
        "keeper": [_keeper(row) for row in found.to_dict("records")], "since": found["kept_since"],
        "days": found["days"].astype("Int64"), "visit": [_day(one) for one in found["visit_day"]],
    })  # fmt: skip
    columns = {
        "code": tables.text(_("Kode"), 84), "name": tables.text(_("Tujuan"), 190),
        "district": tables.text(_("Kecamatan"), 102), "state": tables.text(_("Status"), 76),
        "inside": tables.text(_("Kartu"), 86, help=_("Masih di dalam, dari yang pernah dikemas.")),
        "keeper": tables.text(_("Ada pada"), 122), "since": tables.day(_("Sejak"), 84),
        "days": tables.amount(_("Di luar"), 62, help=_("Hari sejak dikirim.")),
        "visit": tables.text(_("Kunjungan"), 88),
    }  # fmt: skip
    key = f"paket_{page}_{st.session_state.get(_TURN, 0)}"
    picked = tables.show(shown, columns, key=key, choose="one", alt=_("Daftar paket"), empty="–")
    if picked:
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1  # coming back, no row is chosen
        open_parcel(int(found["id"].iloc[picked[0]]))
        st.rerun()


def _count(row: dict[str, Any]) -> str:
    return words("{n} dari {all}", n=number(int(row["inside"])), all=number(int(row["cards"])))


def _keeper(row: dict[str, Any]) -> str:
    return _("Kantor") if row["keeper"] == Keeper.OFFICE else str(row["keeper_name"])


def _day(day: Any) -> str:
    return day_short(day) if isinstance(day, date) and not pd.isna(day) else "–"
