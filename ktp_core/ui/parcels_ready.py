"""Screen `penyerahan`: finished cards that lie at the office, by where they should go; one of these places."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.delivery.model import Place
from ktp_core.labels.delivery import PLACES
from ktp_core.ui import filters, parcels_kept, parcels_pack, places, tables
from ktp_core.ui.i18n import _, day_short, number, words
from ktp_core.ui.safe import quiet

_PLACE, _TURN = "tujuan", "_tujuan_daftar"
_SOON = timedelta(days=7)
UNKNOWN = "loket"


def ready(user: Actor, today: date, *, may_edit: bool) -> None:
    """What can be sent today and where: the places, or in their stead one of them with its cards."""
    found = parcels_kept.loose(user, today)
    found = found.assign(key=[_key(row) for row in found.to_dict("records")])
    wanted = st.query_params.get(_PLACE, "")
    chosen = found[found["key"] == wanted]
    if wanted and not chosen.empty:
        st.button(_("Kembali ke daftar tujuan"), on_click=_back, icon=":material/arrow_back:", type="tertiary")
        parcels_pack.one(user, chosen.iloc[0].to_dict(), today, may_edit=may_edit)
        return
    if wanted:
        _back()
    if found.empty:
        st.info(_("Tidak ada kartu jadi yang menunggu dikirim. Kartu yang selesai dicetak muncul di sini, "
                  "dikelompokkan menurut lembaga atau desa tujuannya."), icon=":material/inventory_2:")  # fmt: skip
    else:
        _list(user, found, today, may_edit=may_edit)


def _list(user: Actor, found: pd.DataFrame, today: date, *, may_edit: bool) -> None:
    """The sentence, the filters and the places; choosing a row opens it."""
    st.markdown(_sentence(found, today))
    soon = found.index.isin(_visited(found, today).index)
    found = pd.concat([found[soon], found[~soon]])  # what a visit can take along comes first
    shown = _filtered(user, found, today)
    if shown.empty:
        st.info(_("Tidak ada tujuan yang cocok. Longgarkan saringannya."), icon=":material/search_off:")
        return
    tables.paged(
        len(shown), lambda limit, offset: shown.iloc[offset : offset + limit], _listing, key="hal_tujuan",
        of=(len(shown), int(shown["n"].sum())),
    )  # fmt: skip
    st.markdown(quiet(_("Pilih satu tujuan untuk melihat kartunya dan mengemasnya.") if may_edit
                      else _("Pilih satu tujuan untuk melihat kartunya.")))  # fmt: skip


def _key(row: dict[str, Any]) -> str:
    if not isinstance(row["place"], str):
        return UNKNOWN
    part = {Place.INSTITUTION: "institution_id", Place.VILLAGE: "village", Place.DISTRICT: "district"}
    value = row[part[Place(row["place"])]]
    return f"{row['place']}-{int(value) if isinstance(value, float | int) else value}"


def _back() -> None:
    st.query_params.pop(_PLACE, None)


def _sentence(found: pd.DataFrame, today: date) -> str:
    known = found[found["place"].notna()]
    said = words(
        "**{n} kartu** jadi ada di kantor, untuk **{places} tujuan**; yang tertua dicetak **{days} hari** lalu.",
        n=number(int(found["n"].sum())), places=number(len(known)), days=number(int(found["days"].max())),
    )  # fmt: skip
    soon = _visited(known, today)
    if len(soon):
        said += " " + words(
            "**{n} kartu** dapat ikut kunjungan dalam tujuh hari ini ke {places} tujuan.",
            n=number(int(soon["n"].sum())), places=number(len(soon)),
        )  # fmt: skip
    return said


def _visited(found: pd.DataFrame, today: date) -> pd.DataFrame:
    days = [isinstance(day, date) and not pd.isna(day) and day <= today + _SOON for day in found["visit_day"]]
    return found[days]


def _filtered(user: Actor, found: pd.DataFrame, today: date) -> pd.DataFrame:
    kind, where, when, name = st.columns([1.5, 1.6, 1.6, 1.6], vertical_alignment="bottom")
    with kind:
        place = filters.one(_("Jenis tujuan"), {one: _(PLACES[one]) for one in Place}, key="tujuan_jenis")
    with where:
        names = places.districts(user, Permission.PARCEL_VIEW)
        districts = filters.several(_("Kecamatan"), names, key="tujuan_kecamatan")
    with when:
        soon = st.checkbox(_("Dikunjungi 7 hari ini"), key="tujuan_segera", bind="query-params")
    with name:
        asked = filters.search(_("Cari tujuan"), key="tujuan_cari").casefold()
    if place:
        found = found[found["place"] == place]
    if districts:
        found = found[found["district_name"].isin([names[code] for code in districts])]
    if soon:
        found = _visited(found, today)
    return found[[asked in str(one).casefold() for one in found["name"]]] if asked else found


def _listing(found: pd.DataFrame, page: int) -> None:
    shown = pd.DataFrame({
        "name": [one if isinstance(one, str) else _("Tujuan belum diketahui") for one in found["name"]],
        "kind": [_(PLACES[one]) if isinstance(one, str) else _("Di loket") for one in found["place"]],
        "district": found["district_name"].fillna("–"), "n": found["n"], "oldest": found["oldest"],
        "days": found["days"],
        "visit": [day_short(one) if isinstance(one, date) and not pd.isna(one) else "–" for one in found["visit_day"]],
    })  # fmt: skip
    columns = {
        "name": tables.text(_("Tujuan"), 250), "kind": tables.text(_("Jenis"), 115),
        "district": tables.text(_("Kecamatan"), 130), "n": tables.amount(_("Kartu"), 70),
        "oldest": tables.day(_("Tertua dicetak"), 115),
        "days": tables.amount(_("Hari"), 65, help=_("Hari sejak kartu tertua untuk tujuan ini dicetak.")),
        "visit": tables.text(_("Kunjungan berikut"), 130),
    }  # fmt: skip
    key = f"tujuan_{page}_{st.session_state.get(_TURN, 0)}"
    picked = tables.show(shown, columns, key=key, choose="one", alt=_("Tujuan kartu yang siap dikirim"))
    if picked:
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1  # coming back, no row is chosen
        st.query_params[_PLACE] = str(found["key"].iloc[picked[0]])
        st.rerun()
