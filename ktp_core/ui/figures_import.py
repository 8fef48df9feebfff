"""Screen `angka_resmi`: a table of figures, with everything it would do shown before it is done."""

from __future__ import annotations

import hashlib
from datetime import date

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.errors import Conflict, KtpError
from ktp_core.figures.imports import service
from ktp_core.figures.imports.model import Defaults, Outcome, Plan
from ktp_core.figures.service import Places
from ktp_core.ui import figures_plan, refusals
from ktp_core.ui.downloads import download_button
from ktp_core.ui.figures_entry import KNOWN_HELP
from ktp_core.ui.forms import emptied, turn
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.safe import quiet

_FORM, _HELD = "angka_impor", "_impor_angka"


def panel(user: Actor, seen: Places, today: date) -> None:
    """Template, what holds for the whole file, preview, apply."""
    st.markdown(quiet(_("Satu baris per wilayah, satu kolom per ukuran. Judul bertingkat, baris jumlah, nama atau kode "
                        "wilayah, dan angka seperti 1.199.555 dimengerti; persentase tidak dimasukkan.")))  # fmt: skip
    left, right, _rest = st.columns([2, 2, 3])
    with left:
        download_button(_("Templat kecamatan (XLSX)"), "figure_template", _template(user, "district"), user)
    with right:
        download_button(_("Templat desa (XLSX)"), "figure_template", _template(user, "village"), user)
    key = turn(_FORM)
    defaults = _defaults(key, today)
    file = st.file_uploader(
        _("Berkas CSV, XLSX, XLS, atau ODS, paling besar 10 MB"), type=["csv", "tsv", "txt", "xlsx", "xls", "ods"],
        key=f"berkas_{key}",
    )  # fmt: skip
    if file is None:
        st.markdown(quiet(_("Belum ada yang disimpan sampai Anda menekan Terapkan.")))
        return
    content = file.getvalue()
    plan = _preview(user, file.name, content, defaults, today)
    if plan is not None:
        figures_plan.counts(plan)
        _offer(user, file.name, content, defaults, plan, today)
        figures_plan.details(seen, plan)


def _template(user: Actor, level: str) -> dict[str, str]:
    return {"regency": str(user.regency), "level": level}


def _defaults(key: str, today: date) -> Defaults:
    left, right, last = st.columns([4, 2, 2])
    source = left.text_input(
        _("Sumber, bila tidak ada di berkas"), key=f"sumber_{key}", max_chars=300,
        placeholder=_("mis. DKB semester I 2026, Ditjen Dukcapil"),
    )  # fmt: skip
    day = right.date_input(
        _("Tanggal data, bila tidak ada"), None, min_value=date(1945, 1, 1), max_value=date(today.year + 1, 12, 31),
        format="DD/MM/YYYY", key=f"tanggal_{key}",
    )  # fmt: skip
    known = last.date_input(
        _("Diketahui sejak"), today, max_value=today, format="DD/MM/YYYY", key=f"tahu_{key}", help=_(KNOWN_HELP)
    )
    return Defaults(source, day, known_on=known)


def _preview(user: Actor, name: str, content: bytes, defaults: Defaults, today: date) -> Plan | None:
    """The plan of this file, made once; made anew when applying said that the figures have changed."""
    key = (user.regency, hashlib.sha256(content).hexdigest(), defaults)
    held = st.session_state.get(_HELD)
    if held is not None and held[0] == key:
        return held[1]
    try:
        with st.spinner(_("Membaca dan memeriksa …")):
            plan = service.preview(user, str(user.regency), name, content, defaults, today=today)
    except KtpError as refusal:
        refusals.say(refusal)
        return None
    st.session_state[_HELD] = (key, plan)
    return plan


def _offer(user: Actor, name: str, content: bytes, defaults: Defaults, plan: Plan, today: date) -> None:
    if not plan.entries:
        done = _("Tidak ada yang perlu diterapkan: yang dipahami sudah sama dengan data di sini.")
        (st.success if plan.counts[Outcome.SAME] else st.warning)(
            done if plan.counts[Outcome.SAME] else _("Tidak ada angka yang dapat dimasukkan dari berkas ini.")
        )
        return
    if not st.button(words("Terapkan {n} angka", n=number(len(plan.entries))), type="primary", key="terapkan_angka"):
        return
    try:
        service.apply(
            user, str(user.regency), name, content, defaults, at=clock.now(), today=today, expected=plan.fingerprint
        )
    except KtpError as refusal:
        refusals.say(refusal)
        if isinstance(refusal, Conflict):
            st.session_state.pop(_HELD, None)
            st.button(_("Buat pratinjau baru"), icon=":material/refresh:")
        return
    st.session_state.pop(_HELD, None)
    emptied(_FORM)
    st.toast(words("{n} angka tersimpan.", n=number(len(plan.entries))), icon=":material/check:")
    st.rerun()
