"""Screen `lembaga`: what can be done with one institution: edit, other names, end or take up again, merge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.institutions import service
from ktp_core.institutions.model import Institution
from ktp_core.ui import institution_form as form
from ktp_core.ui import refusals
from ktp_core.ui.i18n import _, day_long, words
from ktp_core.ui.institutions import KINDS, STATUSES, type_word
from ktp_core.ui.safe import plain, quiet

OPENED = "_lembaga_dibuka"


def opened(one: Institution) -> int:
    """The version that was shown when this institution was chosen: what a change is checked against."""
    held = st.session_state.get(OPENED)
    if held is None or held[0] != one.id:
        held = st.session_state[OPENED] = (one.id, one.version)
    return int(held[1])


def close() -> None:
    """Forget what was shown: the next look is a fresh one."""
    st.session_state.pop(OPENED, None)


def carry_out(done: str, act: Callable[[], object]) -> None:
    """Do it, say so, and start afresh."""
    if refusals.carried_out(act, forget=close):
        st.toast(done, icon=":material/check:")
        st.rerun()


def edit(user: Actor, one: Institution, districts: dict[str, str], villages: form.Villages) -> None:
    """The form of a known institution."""
    version = opened(one)
    draft = form.fields(f"ubah_{one.id}_{version}", one.draft(), districts, villages)
    if st.button(_("Simpan"), type="primary", icon=":material/save:", key="simpan_lembaga"):
        carry_out(_("Perubahan disimpan."), lambda: service.edit(user, one.id, version, draft(), at=clock.now()))


def names(user: Actor, one: Institution, known: pd.DataFrame) -> None:
    """Other names, by which rosters and lists find this institution too."""
    st.markdown(quiet(_("Nama lama, singkatan, atau nomor kedua (NSM). Pencarian dan impor mengenali semuanya.")))
    for row in known.itertuples():
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.text(row.name)
        if right.button(_("Hapus nama"), key=f"hapus_nama_{one.id}_{row.name_key}"):
            key = str(row.name_key)
            carry_out(_("Nama lain dihapus."), lambda: service.remove_alias(user, one.id, key, at=clock.now()))  # noqa: B023
    with st.form(f"nama_lain_{one.id}", border=False):
        left, right = st.columns([5, 1], vertical_alignment="bottom")
        name = left.text_input(_("Nama lain"), max_chars=200)
        if right.form_submit_button(_("Tambah nama")):
            carry_out(_("Nama lain disimpan."), lambda: service.add_alias(user, one.id, name, at=clock.now()))


def state(user: Actor, one: Institution, today: date) -> None:
    """End it on a day with a reason, or take it up again. Nothing is deleted."""
    version = opened(one)
    if one.active_until is not None:
        st.markdown(words("Nonaktif sejak {day}. Alasan:", day=day_long(one.active_until)))
        st.text(one.inactive_reason or "–")
        if st.button(_("Aktifkan kembali"), type="primary", key="aktifkan"):
            carry_out(_("Lembaga aktif kembali."), lambda: service.reactivate(user, one.id, version, at=clock.now()))
        return
    st.markdown(quiet(_("Lembaga nonaktif tidak dapat dipilih lagi; riwayat, daftar, dan kunjungannya tetap ada.")))
    left, right = st.columns([1, 3])
    on = left.date_input(_("Tidak dilayani mulai"), today, key=f"nonaktif_{one.id}", format="DD/MM/YYYY")
    reason = right.text_input(_("Alasan"), key=f"alasan_{one.id}", max_chars=200, placeholder=_("mis. sekolah ditutup"))
    if st.button(_("Nonaktifkan"), type="primary", icon=":material/block:", key="nonaktifkan"):
        carry_out(
            _("Lembaga dinonaktifkan."),
            lambda: service.deactivate(user, one.id, version, on=on, reason=reason, at=clock.now()),
        )


def merge(
    user: Actor, one: Institution, alike: pd.DataFrame, others: dict[int, str], get: Callable[[int], Institution],
    places: dict[str, str],
) -> None:  # fmt: skip
    """Choose the other row of the same institution, see both, confirm."""
    version = opened(one)
    gone_id = _other(one, alike, others)
    if gone_id is None:
        return
    gone = get(gone_id)
    both = pd.DataFrame([_facts(one, places), _facts(gone, places)]).T.reset_index()
    both.columns = ["", _("Tetap (lembaga ini)"), _("Digabung")]
    st.table(both, hide_index=True)
    sure = st.checkbox(_("Keduanya lembaga yang sama; penggabungan tidak dapat dibatalkan."), key=f"yakin_{gone_id}")
    seen = st.session_state.setdefault(f"_versi_gabung_{one.id}_{gone_id}", gone.version)
    if st.button(_("Gabungkan"), type="primary", icon=":material/merge:", disabled=not sure, key="gabungkan"):
        carry_out(
            _("Kedua lembaga digabung."),
            lambda: service.merge(user, (gone.id, seen), (one.id, version), at=clock.now()),
        )


def _other(one: Institution, alike: pd.DataFrame, others: dict[int, str]) -> int | None:
    """The row to merge into this one; those of a similar name come first."""
    st.markdown(
        quiet(
            _("Satu lembaga tercatat dua kali? Daftar, kunjungan, dan penduduk dari yang digabung pindah ke lembaga "
              "ini; isian yang kosong di sini diambil dari sana.")
        )
    )  # fmt: skip
    order = [int(key) for key in alike["id"]] + [key for key in others if key not in set(alike["id"])]
    scores = dict(zip(alike["id"], alike["score"], strict=True))
    return st.selectbox(
        _("Digabung ke lembaga ini"), order, index=None, key=f"gabung_{one.id}", placeholder=_("Pilih lembaga lain"),
        format_func=lambda key: f"{others.get(key, key)} · {_('mirip')}" if key in scores else others[key],
    )  # fmt: skip


def _facts(one: Institution, places: dict[str, str]) -> dict[str, str]:
    values = {
        _("Nama"): one.name,
        _("Jenis"): _(KINDS[one.kind]),
        _("Bentuk"): type_word(one.type),
        _("Nomor resmi"): one.official_number,
        _("Status"): _(STATUSES[one.status]) if one.status else None,
        _("Alamat"): one.address,
        _("Kecamatan"): places.get(one.district or ""),
        _("Desa/kelurahan"): places.get(one.village or ""),
        _("Telepon"): one.contact_phone,
    }
    return {label: plain(value) if value else "–" for label, value in values.items()}
