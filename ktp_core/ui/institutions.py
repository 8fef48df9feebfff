"""Parts of the screen `lembaga`: its filter, the sentence above the list, the list."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.institutions.kinds import TYPES
from ktp_core.institutions.model import Chosen, Kind, Status
from ktp_core.ui import filters, tables
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.map_words import STATES

KINDS = {
    Kind.SCHOOL: N_("Sekolah"),
    Kind.PESANTREN: N_("Pesantren"),
    Kind.VILLAGE: N_("Desa/kelurahan"),
    Kind.SERVICE_POINT: N_("Tempat layanan"),
}
STATUSES = {Status.NEGERI: N_("Negeri"), Status.SWASTA: N_("Swasta")}
_WORD_TYPES = {
    "PESANTREN": N_("Pesantren"), "DESA": N_("Desa"), "KELURAHAN": N_("Kelurahan"), "DINAS": N_("Kantor dinas"),
    "KECAMATAN": N_("Kantor kecamatan"), "KELILING": N_("Layanan keliling"), "LAINNYA": N_("Lainnya"),
}  # fmt: skip
_ACTIVE = {"aktif": N_("Aktif"), "nonaktif": N_("Nonaktif"), "semua": N_("Semua")}


def type_word(written: str | None) -> str:
    """A type as people read it: SMA stays, DESA is "Desa"."""
    if written is None or pd.isna(written):
        return "–"
    return _(_WORD_TYPES[written]) if written in _WORD_TYPES else written


def chosen(user: Actor, districts: dict[str, str]) -> Chosen:
    """The filters; every part of them stands in the address. Names of institutions are no personal data."""
    row = st.columns([3, 2, 2, 2], vertical_alignment="bottom")
    below = st.columns([2, 3, 4], vertical_alignment="bottom")
    with row[0]:
        wanted = st.text_input(
            _("Cari nama atau nomor"), key="cari_lembaga", bind="query-params", max_chars=80, icon=":material/search:",
            placeholder=_("mis. SMAN 1 Kejayan"),
        )  # fmt: skip
    with row[1]:
        kind = filters.one(_("Jenis"), {kind: _(word) for kind, word in KINDS.items()}, key="jenis_lembaga")
    with row[2]:
        types = {one: type_word(one) for kept in TYPES.values() for one in kept}
        type_ = filters.one(_("Bentuk"), types, key="bentuk_lembaga")
    with row[3]:
        places = filters.several(_("Kecamatan"), districts, key="di_kecamatan")
    with below[0]:
        status = filters.one(_("Status"), {key: _(word) for key, word in STATUSES.items()}, key="status_lembaga")
    with below[1]:
        stands = filters.one(_("Kunjungan"), {key: _(word).capitalize() for key, word in STATES.items()},
                             key="kunjungan_lembaga")  # fmt: skip
    with below[2]:
        active = filters.switch(_("Keadaan"), {key: _(word) for key, word in _ACTIVE.items()}, key="keadaan_lembaga")
    return Chosen(
        user.regency or "", kind=kind, type=type_, status=status, districts=places, search=wanted.strip(),
        active={"aktif": True, "nonaktif": False}.get(active), stands=stands,
    ).within(user)  # fmt: skip


def sentence(total: int, by_kind: dict[str, int]) -> None:
    """How many the filter gives, by kind when there are several."""
    parts = [
        words("{n} {kind}", n=number(by_kind[kind]), kind=_(word).lower())
        for kind, word in KINDS.items()
        if by_kind.get(kind)
    ]
    rest = f": {', '.join(parts)}." if len(parts) > 1 else "."
    st.markdown(words("**{n}** lembaga", n=number(total)) + rest)


def listing(frame: pd.DataFrame, page: int) -> int | None:
    """The table; the id of the chosen institution. It is lower while one is chosen, so that both fit the screen."""
    visible = pd.DataFrame(
        {
            "name": frame["name"],
            "type": [type_word(written) for written in frame["type"]],
            "number": frame["official_number"].fillna("–"),
            "status": [_(STATUSES[Status(word)]) if isinstance(word, str) else "–" for word in frame["status"]],
            "district": frame["district_name"].fillna("–"),
            "address": frame["address"].fillna("–"),
            "active": [_("Aktif") if active else _("Nonaktif") for active in frame["active"]],
        }
    )
    columns = {
        "name": tables.text(_("Nama"), 280),
        "type": tables.text(_("Bentuk"), 120),
        "number": tables.text(_("Nomor resmi"), 125),
        "status": tables.text(_("Status"), 75),
        "district": tables.text(_("Kecamatan"), 120),
        "address": tables.text(_("Alamat"), 200),
        "active": tables.text(_("Keadaan"), 80),
    }
    key = f"lembaga_{page}"
    held = st.session_state.get(key, {}).get("selection", {}).get("rows")
    picked = tables.show(
        visible, columns, key=key, choose="one", height=200 if held else "auto", alt=_("Daftar lembaga")
    )
    return int(frame["id"].iloc[picked[0]]) if picked else None


def empty(registered: int, *, may_import: bool) -> None:
    """What to do when the list is empty."""
    if registered:
        st.info(_("Tidak ada lembaga yang cocok. Longgarkan saringannya."), icon=":material/search_off:")
    elif may_import:
        st.info(
            _("Belum ada lembaga. Mulai dengan **Impor daftar** sekolah (NPSN) atau pesantren (NSPP), atau **Daftarkan "
              "desa**."), icon=":material/school:",
        )  # fmt: skip
    else:
        st.info(_("Belum ada lembaga. Petugas daftar atau admin dapat mengimpornya."), icon=":material/school:")
