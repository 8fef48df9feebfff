"""Screen `blangko`: the places that hold blanks, added, renamed, taken out of use."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.blanks import rules, service
from ktp_core.blanks.model import HolderDraft, HolderKind
from ktp_core.labels.blanks import HOLDERS
from ktp_core.ui import tables
from ktp_core.ui.blanks_steps import carry_out, kind
from ktp_core.ui.forms import turn
from ktp_core.ui.i18n import _
from ktp_core.ui.safe import quiet


def holders(user: Actor, found: pd.DataFrame) -> None:
    """The list; a chosen one can be changed. Below it a form for another."""
    if not found.empty:
        st.markdown(quiet(_("Pilih satu baris untuk mengubahnya.")))
        shown = found.assign(kind=[kind(value) for value in found["kind"]])
        chosen = tables.show(
            shown,
            {"name": _("Pemegang"), "kind": _("Jenis"), "stock": tables.amount(_("Stok")),
             "daily_capacity": tables.amount(_("Kapasitas per hari")), "active": tables.tick(_("Dipakai"))},
            key="daftar_pemegang", choose="one", empty="–",
        )  # fmt: skip
        if chosen:
            _edit(user, found.iloc[chosen[0]])
    _new(user)


def _edit(user: Actor, row: pd.Series) -> None:
    key = f"{row['id']}_{row['version']}"
    had = None if pd.isna(row["daily_capacity"]) else int(row["daily_capacity"])
    with st.form(f"pemegang_{key}", border=True):
        columns = st.columns([3, 1.4, 1], vertical_alignment="bottom")
        name = columns[0].text_input(_("Nama"), row["name"], key=f"nama_{key}", max_chars=rules.LONGEST_NAME)
        is_printer = row["kind"] == HolderKind.PRINTER
        capacity = _capacity(columns[1], had, key) if is_printer else None
        active = columns[2].checkbox(_("Dipakai"), bool(row["active"]), key=f"aktif_{key}")
        if st.form_submit_button(_("Simpan"), type="primary", icon=":material/save:"):
            draft = HolderDraft(kind=HolderKind(row["kind"]), name=name, daily_capacity=capacity)
            carry_out(
                "pemegang", _("Perubahan disimpan."),
                lambda: service.edit_holder(
                    user, int(row["id"]), int(row["version"]), draft, active=active, at=clock.now()
                ),
            )  # fmt: skip


def _new(user: Actor) -> None:
    key = turn("pemegang_baru")
    with st.form("pemegang_baru", border=True):
        columns = st.columns([3, 1.6, 1.6], vertical_alignment="bottom")
        name = columns[0].text_input(
            _("Pemegang baru"), key=f"nama_{key}", max_chars=rules.LONGEST_NAME, placeholder=_("mis. Pencetak 3")
        )
        chosen = columns[1].selectbox(
            _("Jenis"), list(HolderKind), format_func=lambda one: _(HOLDERS[one]), key=f"jenis_{key}"
        )
        capacity = _capacity(columns[2], None, key)
        if st.form_submit_button(_("Tambah pemegang"), icon=":material/add:"):
            draft = HolderDraft(kind=HolderKind(chosen or HolderKind.STORE), name=name, daily_capacity=capacity)
            carry_out(
                "pemegang_baru", _("Pemegang ditambahkan."),
                lambda: service.add_holder(user, user.regency or "", draft, at=clock.now()),
            )  # fmt: skip


def _capacity(where: object, had: int | None, key: str) -> int | None:
    n = where.number_input(  # type: ignore[attr-defined]
        _("Kapasitas per hari"), 0, rules.MOST_A_DAY, value=had, step=10, key=f"kapasitas_{key}", placeholder="–",
        help=_("Kartu yang dapat dicetak dalam satu hari kerja; hanya untuk pencetak."),
    )  # fmt: skip
    return int(n) if n else None
