"""Screen `penyerahan`: cards of a parcel that should go elsewhere: of graduates, or as somebody decides."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.delivery import queries, service
from ktp_core.delivery.model import Destination, Place
from ktp_core.errors import Refused
from ktp_core.fieldwork.rules import ranges
from ktp_core.labels.delivery import PLACES
from ktp_core.regions import queries as regions
from ktp_core.ui import parcels_which
from ktp_core.ui.forms import turn
from ktp_core.ui.hand_over import day_field
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.parcels import Opened, destination, named
from ktp_core.ui.parcels_acts import carry_out, open_parcel
from ktp_core.ui.safe import plain, quiet


def reroute(one: Opened, ticked: list[int]) -> None:
    """Proposed for those who left the school, and free for any card."""
    with reading(one.user, Permission.PARCEL_VIEW, one.user.regency) as conn:
        gone = queries.leavers(conn, one.id, one.today)
    if not gone.empty:
        _leavers(one, gone)
    _by_hand(one, ticked)


def _leavers(one: Opened, gone: pd.DataFrame) -> None:
    st.markdown(words("**{n} pemilik bukan siswa di sini lagi** (lulus atau keluar): nomor {numbers}.",
                      n=number(len(gone)), numbers=ranges(int(n) for n in gone["number"])))  # fmt: skip
    known = gone[gone["place"].notna()]
    if len(known) < len(gone):
        unknown = gone[gone["place"].isna()]["number"]
        st.markdown(quiet(words("Tujuan nomor {numbers} belum diketahui; kembalikan ke kantor.",
                                numbers=ranges(int(n) for n in unknown))))  # fmt: skip
    for at, (name, part) in enumerate(known.groupby("destination", sort=False)):
        numbers = [int(n) for n in part["number"]]
        left, right = st.columns([3, 1.2], vertical_alignment="center")
        said = plain(named({"place": part["place"].iloc[0], "name": name}))
        left.markdown(
            words("{n} ke **{name}**: nomor {numbers}", n=number(len(numbers)), name=said, numbers=ranges(numbers))
        )
        whither = destination(part.iloc[0])
        if right.button(_("Alihkan"), key=f"alih_{one.id}_{at}", icon=":material/alt_route:", width="stretch"):
            carry_out("alih", lambda n=numbers, to=whither, day=one.today: _go(one, n, to, day))  # type: ignore[misc]


def _go(one: Opened, numbers: list[int], whither: Destination, day: object) -> str:
    parcel = service.reroute(one.user, one.id, numbers, whither, day=day, at=clock.now())  # type: ignore[arg-type]
    open_parcel(parcel)
    return words("{n} kartu dialihkan ke paket baru ini. Cetak tanda terimanya, lalu kirim.", n=number(len(numbers)))


def _by_hand(one: Opened, ticked: list[int]) -> None:
    places = _places(one)
    chosen = parcels_which.choose(one.inside, ticked, f"alih_{one.id}", seen=one.seen)
    key = f"{turn('alih')}_{one.id}"
    with st.form(f"alih_{one.id}", border=False):
        row = st.columns([1, 1.7, 1.15, 1.15], vertical_alignment="bottom")
        typed = parcels_which.field(row[0], chosen, key)
        whither = row[1].selectbox(
            _("Tujuan baru"), list(places), index=None, format_func=places.__getitem__, key=f"tujuan_{key}",
            placeholder=_("Pilih desa atau kecamatan"), filter_mode="contains",
        )  # fmt: skip
        day = day_field(row[2], one.today, f"alih_{one.id}", least=one.sent_on)
        sent = row[3].form_submit_button(_("Alihkan"), type="primary", icon=":material/alt_route:", key="alihkan",
                                         width="stretch")  # fmt: skip

    def act() -> str:
        if whither is None:
            raise Refused("parcel_no_destination")
        return _go(one, chosen.of(typed), whither, day)

    if sent:
        carry_out("alih", act)


def _places(one: Opened) -> dict[Destination, str]:
    """Every district office of the regency, and the villages of the district where the parcel goes."""
    with reading(one.user, Permission.PARCEL_VIEW, one.user.regency) as conn:
        districts = regions.districts(conn, one.user.regency or "")
        villages = regions.villages(conn, one.user.regency or "", one.destination.district)
    found = {
        Destination(Place.DISTRICT, None, None, code): f"{_(PLACES[Place.DISTRICT])} {name}"
        for code, name in zip(districts["code"], districts["name"], strict=True)
        if not one.user.districts or code in one.user.districts
    }
    district = one.destination.district
    if district is not None:
        found |= {
            Destination(Place.VILLAGE, None, code, district): f"{_(PLACES[Place.VILLAGE])} {name}"
            for code, name in zip(villages["code"], villages["name"], strict=True)
        }
    return {place: name for place, name in found.items() if place != one.destination}
