"""Screen `penyerahan`: the loose cards for one place, and packing them."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.delivery import queries, rules, service
from ktp_core.delivery.model import MOST, Destination, NextVisit, Place
from ktp_core.labels.delivery import PLACES
from ktp_core.ui import parcels_cards, parcels_which, refusals
from ktp_core.ui.forms import turn
from ktp_core.ui.i18n import _, day_long, day_short, number, words
from ktp_core.ui.parcels import destination, named
from ktp_core.ui.parcels_acts import forget, open_parcel, say
from ktp_core.ui.parcels_cards import Loose
from ktp_core.ui.safe import plain, quiet

_LOOKED = "_tujuan_dilihat"


def one(user: Actor, about: dict[str, Any], today: date, *, may_edit: bool) -> None:
    """The cards of one proposed place, by class and name, and the form that packs them."""
    whither = destination(about) if isinstance(about["place"], str) else None
    with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
        cards = queries.loose_cards(conn, str(user.regency), whither, today, districts=user.districts, limit=MOST)
    _looked(user, str(about["key"]), len(cards))
    cards = cards.assign(number=range(1, len(cards) + 1))
    st.header(plain(named(about)), anchor=False)
    st.markdown(_sentence(about, len(cards)))
    above = st.container()
    same = parcels_cards.same(cards, str(about["key"]))
    ticked = parcels_cards.loose(cards, str(about["key"]), many=may_edit and whither is not None)
    if whither is None:
        above.info(_("Lembaga, desa, dan kecamatan pemiliknya tidak dicatat. Serahkan kartunya di loket, "
                     "atau lengkapi dulu data penduduknya."), icon=":material/help:")  # fmt: skip
    elif may_edit:
        with above.container(border=True):
            _pack(user, about, whither, Loose(cards, ticked, same), today)


def _looked(user: Actor, key: str, rows: int) -> None:
    """One audit entry for each place, not for each rerun."""
    if st.session_state.get(_LOOKED) != key:
        service.looked_at_loose(user, str(user.regency), rows=rows, at=clock.now())
        st.session_state[_LOOKED] = key


def _sentence(about: dict[str, Any], shown: int) -> str:
    said = words("**{n} kartu**, yang tertua dicetak {day} ({days} hari lalu).", n=number(int(about["n"])),
                 day=day_long(about["oldest"]), days=number(int(about["days"])))  # fmt: skip
    if shown < about["n"]:
        said += " " + words("Satu paket memuat paling banyak {n}; sisanya dikemas sesudahnya.", n=number(MOST))
    return said


def _pack(
    user: Actor, about: dict[str, Any], whither: Destination, listed: Loose, today: date
) -> None:  # fmt: skip
    left, right = st.columns([1.5, 1], vertical_alignment="center")
    with left:
        chosen = parcels_which.choose(
            listed.numbers, listed.ticked, f"kemas_{about['key']}", first=parcels_which.ALL_BUT
        )
    with right:
        whither = _other(whither, about)
    with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
        visits = queries.visits_for(conn, whither, today)
    with st.form(f"kemas_{about['key']}", border=False):
        key = f"{turn('kemas')}_{about['key']}"
        row = st.columns([1.1, 1.6, 1.6, 0.8], vertical_alignment="bottom")
        typed = parcels_which.field(row[0], chosen, key)
        visit = visit_field(row[1], visits, f"{key}_{whither.place}", visits[0].id if visits else None)
        note = row[2].text_input(
            _("Catatan"), key=f"catatan_{key}", max_chars=rules.LONGEST_REASON, placeholder=_("boleh kosong")
        )
        sent = row[3].form_submit_button(
            _("Kemas"), type="primary", icon=":material/package_2:", key="kemas", width="stretch"
        )
    if not visits:
        said = _("Belum ada kunjungan yang dijadwalkan ke sana; paketnya dapat dibawa petugas atau diambil.")
        st.markdown(quiet(said))
    if sent:
        with refusals.shown():
            _packed(user, whither, listed.residents(chosen.of(typed)), visit, str(note or ""))


def _packed(user: Actor, whither: Destination, ids: list[int], visit: int | None, note: str) -> None:
    """The parcel is made and stands open, to be sent next."""
    parcel = service.pack(user, whither, ids, visit_id=visit, note=note, at=clock.now())
    forget("kemas")
    open_parcel(parcel)
    say(words("{n} kartu dikemas. Cetak tanda terimanya, lalu kirim.", n=number(len(ids))))


def _other(whither: Destination, about: dict[str, Any]) -> Destination:
    """The proposed place, or the district office in its stead."""
    district = Destination(Place.DISTRICT, None, None, whither.district)
    if whither.place is Place.DISTRICT or whither.district is None:
        return whither
    names = [named(about), f"{_(PLACES[Place.DISTRICT])} {about['district_name']}"]
    at = st.selectbox(
        _("Dikemas untuk"), [0, 1], format_func=lambda one: names[one], key=f"untuk_{about['key']}",
        help=_("Kartu yang pemiliknya lebih mudah datang ke kecamatan dapat dikemas untuk kantor kecamatannya."),
    )  # fmt: skip
    return district if at else whither


def visit_field(where: Any, visits: list[NextVisit], key: str, first: int | None) -> int | None:
    """Which planned visit takes it along; none is possible too."""
    names = {visit.id: f"{day_short(visit.day)} · {visit.institution}" for visit in visits}
    options = [None, *names]
    chosen: int | None = where.selectbox(
        _("Ikut kunjungan"), options, index=options.index(first) if first in options else 0, key=f"ikut_{key}",
        format_func=lambda one: names[one] if one else _("Tidak ikut kunjungan"),
    )  # fmt: skip
    return chosen
