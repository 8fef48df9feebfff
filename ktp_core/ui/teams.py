"""Screen `tim_alat`: teams with what goes along and what is planned for them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.teams import queries, service
from ktp_core.teams.rules import LONGEST_NAME
from ktp_core.ui import tables
from ktp_core.ui.i18n import _, day_short, number, words
from ktp_core.ui.safe import plain
from ktp_core.ui.teams_steps import carry_out, opened, picked


def teams(user: Actor, today: date, *, may_edit: bool) -> None:
    """The teams with what goes along and what is planned; one can be renamed or taken out of use."""
    with reading(user, Permission.TEAM_EDIT, user.regency) as conn:
        found = queries.teams(conn, user.regency or "", today=today)
    if found.empty:
        st.info(_("Belum ada tim. Tambahkan tim pertama; alat, petugas, dan kendaraannya menyusul di tab sebelah."))
    else:
        sentence(found, _("tim dipakai"))
        row = picked(
            dated(found),
            {"name": _("Tim"), "kits": tables.amount(_("Alat")), "operators": tables.amount(_("Petugas")),
             "vehicles": tables.amount(_("Kendaraan")), **when(), "active": tables.tick(_("Dipakai"))},
            "daftar_tim",
        )  # fmt: skip
        if row is not None and may_edit:
            _edit_team(user, row)
    if may_edit:
        _new_team(user)


def when() -> dict[str, Any]:
    """Columns of what is planned and was done."""
    return {
        "planned": tables.amount(_("Kunjungan terjadwal"), 145), "next_day": tables.text(_("Berikutnya"), 95),
        "last_day": tables.text(_("Terakhir"), 95),
    }  # fmt: skip


def dated(found: pd.DataFrame) -> pd.DataFrame:
    """Days as words: a day that is not there is a dash."""
    days = {f"{name}_day": [day_short(day if isinstance(day, date) else None) for day in found[name]]
            for name in ("next", "last")}  # fmt: skip
    return found.assign(**days)


def sentence(found: pd.DataFrame, what: str) -> None:
    """How many are in use."""
    st.markdown(f"**{number(int(found['active'].sum()))}** {what}")


def _new_team(user: Actor) -> None:
    with st.form("tim_baru", clear_on_submit=False, border=False):
        left, right = st.columns([4, 1.3], vertical_alignment="bottom")
        name = left.text_input(_("Tim baru"), max_chars=LONGEST_NAME, placeholder=_("mis. Tim Bangil"))
        if right.form_submit_button(_("Tambah tim"), icon=":material/add:", width="stretch"):
            carry_out(_("Tim ditambahkan."), lambda: service.add_team(user, user.regency or "", name, at=clock.now()))


def _edit_team(user: Actor, row: pd.Series) -> None:
    version = opened("tim", row)
    key = f"tim_{row['id']}_{version}"
    with st.container(border=True):
        st.markdown(f"**{plain(row['name'])}**")
        left, middle, right = st.columns([4, 1.2, 1.3], vertical_alignment="bottom")
        name = left.text_input(_("Nama tim"), row["name"], key=f"nama_{key}", max_chars=LONGEST_NAME)
        active = middle.checkbox(_("Dipakai"), bool(row["active"]), key=f"aktif_{key}")
        planned(row, active)
        if right.button(_("Simpan"), type="primary", icon=":material/save:", key="simpan_tim", width="stretch"):
            carry_out(
                _("Perubahan disimpan."),
                lambda: service.edit_team(user, int(row["id"]), version, name=name, active=active, at=clock.now()),
            )


def planned(row: pd.Series, active: bool) -> None:
    """Taking something out of use leaves its visits as they are: somebody has to look at them."""
    if not active and bool(row["active"]) and int(row["planned"]):
        st.warning(words("Masih ada {n} kunjungan terjadwal; ubah lewat Jadwal.", n=number(int(row["planned"]))))
