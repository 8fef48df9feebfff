"""Screen `lembaga`: the form of one institution, new or known, and what is read only for who may not edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ktp_core.errors import Refused
from ktp_core.institutions import kinds, rules
from ktp_core.institutions.model import Draft, Institution, Kind
from ktp_core.ui.i18n import _, day_long
from ktp_core.ui.institutions import KINDS, STATUSES, type_word
from ktp_core.ui.safe import plain

Villages = Callable[[str], dict[str, str]]
NEW = Draft(kind=Kind.SCHOOL, name="")


def fields(key: str, before: Draft, districts: dict[str, str], villages: Villages) -> Callable[[], Draft]:
    """The form as it stands; call the answer to get the draft. A refusal keeps what was typed."""
    left, right = st.columns(2)
    with left:
        about = _about(key, before)
    with right:
        place, north, east = _place(key, before, districts, villages)
    return lambda: Draft(**about, **place, lat=_coordinate(north), lon=_coordinate(east))


def _about(key: str, before: Draft) -> dict[str, Any]:
    values: dict[str, Any] = {}
    values["kind"] = _one(_("Jenis"), KINDS, before.kind, f"{key}_jenis", required=True)
    values["name"] = st.text_input(_("Nama"), before.name, key=f"{key}_nama", max_chars=200)
    types = {name: type_word(name) for name in kinds.TYPES[values["kind"]]}
    values["type"] = _one(_("Bentuk"), types, before.type, f"{key}_bentuk_{values['kind']}")
    values["official_number"] = _text(
        _("Nomor resmi"), before.official_number, f"{key}_nomor",
        help=_("NPSN, NSM, NSPP, atau kode desa. Kosongkan bila belum ada."),
    )  # fmt: skip
    values["status"] = _one(_("Status"), STATUSES, before.status, f"{key}_status")
    values["active_from"] = st.date_input(
        _("Dilayani sejak"), before.active_from, key=f"{key}_sejak", format="DD/MM/YYYY"
    )
    return values


def _place(
    key: str, before: Draft, districts: dict[str, str], villages: Villages
) -> tuple[dict[str, Any], str | None, str | None]:
    """What is typed about the place and whom to ask there; latitude and longitude as typed."""
    values: dict[str, Any] = {}
    values["address"] = _text(_("Alamat"), before.address, f"{key}_alamat")
    values["district"] = _one(_("Kecamatan"), districts, before.district, f"{key}_kec", translate=False)
    known = villages(values["district"]) if values["district"] else {}
    values["village"] = _one(
        _("Desa/kelurahan"), known, before.village, f"{key}_desa_{values['district']}", translate=False
    )
    lat, lon = st.columns(2)
    with lat:
        north = _text(_("Lintang"), _degrees(before.lat), f"{key}_lintang", placeholder=_("mis. -7,75421"))
    with lon:
        east = _text(_("Bujur"), _degrees(before.lon), f"{key}_bujur", placeholder=_("mis. 112,83127"))
    values["contact_name"] = _text(_("Narahubung"), before.contact_name, f"{key}_kontak")
    values["contact_phone"] = _text(_("Telepon"), before.contact_phone, f"{key}_telepon", max_chars=32)
    return values, north, east


def read_only(one: Institution, places: Mapping[str, str]) -> None:
    """Everything about an institution, for who may only look. `places`: names of districts and villages by code."""
    rows = {
        _("Jenis"): _(KINDS[one.kind]),
        _("Bentuk"): type_word(one.type),
        _("Nomor resmi"): one.official_number,
        _("Status"): _(STATUSES[one.status]) if one.status else None,
        _("Alamat"): one.address,
        _("Kecamatan"): places.get(one.district or ""),
        _("Desa/kelurahan"): places.get(one.village or ""),
        _("Narahubung"): one.contact_name,
        _("Telepon"): one.contact_phone,
        _("Dilayani sejak"): day_long(one.active_from) if one.active_from else None,
    }
    shown = [plain(value) if value else "–" for value in rows.values()]
    st.table({_("Keterangan"): list(rows), _("Isi"): shown}, hide_index=True)


def _one(
    label: str, options: Mapping[Any, str], value: Any, key: str, *, required: bool = False, translate: bool = True
) -> Any:
    known = list(options)
    index = known.index(value) if value in known else (0 if required else None)
    return st.selectbox(
        label, known, index=index, key=key, placeholder=_("Belum diisi"),
        format_func=lambda option: _(options[option]) if translate else options[option],
    )  # fmt: skip


def _text(label: str, value: str | None, key: str, **more: Any) -> str | None:
    return st.text_input(label, value or "", key=key, **{"max_chars": 300, **more}) or None


def _degrees(value: float | None) -> str | None:
    return None if value is None else f"{value:.7f}".rstrip("0").rstrip(".").replace(".", ",")


def _coordinate(written: str | None) -> float | None:
    if written is None:
        return None
    value = rules.degrees(written)
    if value is None:
        raise Refused("institution_degrees", value=written)
    return value
