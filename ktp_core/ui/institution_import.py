"""Screen `lembaga`: importing an official list, with everything it would do shown before it is done."""

from __future__ import annotations

import hashlib
from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.errors import Conflict, KtpError
from ktp_core.institutions.imports import service
from ktp_core.institutions.imports.model import ERROR, Outcome, Plan
from ktp_core.institutions.imports.wording import ISSUES
from ktp_core.ui import refusals, tables
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.safe import quiet

_HELD, _ROUND = "_impor_lembaga", "_impor_putaran"
_SHOWN = 200
_OUTCOMES = {
    Outcome.NEW: (N_("Baru"), N_("Belum ada di sini; akan ditambahkan.")),
    Outcome.CHANGED: (
        N_("Berubah"),
        N_("Sudah ada; isian yang berbeda akan diperbarui. Kolom kosong tidak menghapus."),
    ),
    Outcome.SAME: (N_("Sama"), N_("Sudah ada dan tidak berubah.")),
    Outcome.ELSEWHERE: (N_("Wilayah lain"), N_("Milik kabupaten/kota lain; dilewati.")),
    Outcome.OUT_OF_SCOPE: (N_("Di luar cakupan"), N_("SD, SMP, dan sejenisnya: muridnya belum 16 tahun; dilewati.")),
    Outcome.REJECTED: (N_("Ditolak"), N_("Tidak dapat dipahami; lihat masalahnya di bawah.")),
}
_FIELDS = {
    "kind": N_("Jenis"), "name": N_("Nama"), "type": N_("Bentuk"), "official_number": N_("Nomor resmi"),
    "status": N_("Status"), "address": N_("Alamat"), "district": N_("Kecamatan"), "village": N_("Desa/kelurahan"),
    "lat": N_("Lintang"), "lon": N_("Bujur"), "contact_name": N_("Narahubung"), "contact_phone": N_("Telepon"),
    "active_from": N_("Dilayani sejak"),
}  # fmt: skip


def panel(user: Actor, places: dict[str, str], today: date) -> None:
    """File, preview, apply."""
    st.header(_("Impor daftar lembaga"), anchor=False)
    turn = st.session_state.setdefault(_ROUND, 0)
    file = st.file_uploader(
        _("Berkas CSV, XLSX, XLS, atau ODS, paling besar 10 MB"), type=["csv", "tsv", "txt", "xlsx", "xls", "ods"],
        key=f"impor_berkas_{turn}",
        help=_("Baris judul perlu kolom nama dan sedikitnya satu kolom lain: NPSN, NSPP, NSM, bentuk, kecamatan …"),
    )  # fmt: skip
    if file is None:
        st.markdown(quiet(_("Belum ada yang disimpan sampai Anda menekan Terapkan.")))
        return
    content = file.getvalue()
    plan = _preview(user, file.name, content, today)
    if plan is None:
        return
    counts(plan)
    if not plan.entries:
        st.success(_("Tidak ada yang perlu diterapkan: yang dipahami sudah sama dengan data di sini."))
    elif st.button(words("Terapkan {n} perubahan", n=number(len(plan.entries))), type="primary", key="terapkan_impor"):
        _apply(user, file.name, content, plan, today)
    _issues(plan)
    _changes(plan, places)


def counts(plan: Plan) -> None:
    """Every row of the file in one of six piles."""
    st.markdown(words("**{n}** baris dibaca.", n=number(plan.read)))
    for column, (outcome, (title, meaning)) in zip(st.columns(len(_OUTCOMES)), _OUTCOMES.items(), strict=True):
        column.metric(_(title), number(plan.counts[outcome]), help=_(meaning), border=True)


def _preview(user: Actor, name: str, content: bytes, today: date) -> Plan | None:
    """The plan of this file, made once; made anew when applying said that the registry has changed."""
    key = (user.regency, hashlib.sha256(content).hexdigest())
    held = st.session_state.get(_HELD)
    if held is not None and held[0] == key:
        return held[1]
    try:
        with st.spinner(_("Membaca dan memeriksa …")):
            plan = service.preview(user, user.regency or "", name, content, today=today)
    except KtpError as refusal:
        refusals.say(refusal)
        return None
    st.session_state[_HELD] = (key, plan)
    return plan


def _apply(user: Actor, name: str, content: bytes, plan: Plan, today: date) -> None:
    try:
        done = service.apply(
            user, user.regency or "", name, content, at=clock.now(), today=today, expected=plan.fingerprint
        )
    except Conflict as conflict:
        st.session_state.pop(_HELD, None)
        refusals.say(conflict)
        st.button(_("Buat pratinjau baru"), icon=":material/refresh:")
        return
    except KtpError as refusal:
        refusals.say(refusal)
        return
    st.session_state.pop(_HELD, None)
    st.session_state[_ROUND] += 1
    st.session_state["lembaga_panel"] = None
    new, changed = number(done.counts[Outcome.NEW]), number(done.counts[Outcome.CHANGED])
    st.toast(words("{new} lembaga ditambahkan, {changed} diperbarui.", new=new, changed=changed))
    st.rerun()


def _issues(plan: Plan) -> None:
    if not plan.issues:
        return
    found = sorted(plan.issues, key=lambda issue: issue.severity != ERROR)[:_SHOWN]
    frame = pd.DataFrame(
        {
            "row": [issue.row for issue in found],
            "cell": [issue.cell or "–" for issue in found],
            "severity": [_("Ditolak") if issue.severity == ERROR else _("Perhatian") for issue in found],
            "message": [_(ISSUES[issue.code]).format(**issue.params) for issue in found],
        }
    )
    st.markdown(words("**{n}** masalah", n=number(len(plan.issues))))
    columns = {"row": tables.text(_("Baris"), 70), "cell": tables.text(_("Sel"), 70),
               "severity": tables.text(_("Akibat"), "small"), "message": tables.text(_("Penjelasan"), 640)}  # fmt: skip
    tables.show(frame, columns, key="impor_masalah", alt=_("Masalah dalam berkas"))
    if len(plan.issues) > _SHOWN:
        st.markdown(words("Yang ditampilkan {n} pertama, yang ditolak lebih dahulu.", n=number(_SHOWN)))


def _changes(plan: Plan, places: dict[str, str]) -> None:
    changed = [entry for entry in plan.entries if entry.outcome is Outcome.CHANGED]
    rows = [
        (entry.row, entry.draft.name, _(_FIELDS[field]), *(_value(value, places) for value in values))
        for entry in changed
        for field, values in entry.differences.items()
    ]
    if not rows:
        return
    with st.expander(words("Isian yang berubah ({n})", n=number(len(rows))), expanded=len(rows) <= 20):
        frame = pd.DataFrame(rows[:_SHOWN], columns=["row", "name", "field", "before", "after"])
        columns = {"row": tables.text(_("Baris"), 70), "name": _("Nama"), "field": _("Isian"),
                   "before": _("Sekarang"), "after": _("Menjadi")}  # fmt: skip
        tables.show(frame, columns, key="impor_perubahan", alt=_("Isian yang berubah"))


def _value(value: object, places: dict[str, str]) -> str:
    return "–" if value is None else places.get(str(value), str(value))
