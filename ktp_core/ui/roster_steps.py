"""Unggah daftar: the steps, and the second of them: what we understood of the file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.rosters import queries
from ktp_core.rosters.model import FileWarning
from ktp_core.rosters.uploads import OPEN, Upload
from ktp_core.rosters.wording import FIELD_NAMES, warning_message
from ktp_core.ui import rosters, tables
from ktp_core.ui.i18n import N_, _, moment, number, words
from ktp_core.ui.safe import plain

FILE, UNDERSTOOD, PROBLEMS, APPLY = N_("1 Berkas"), N_("2 Yang kami pahami"), N_("3 Masalah"), N_("4 Terapkan")
_LAYOUTS = {"dapodik": "Dapodik", "emis": "EMIS", "manual": N_("buatan sendiri")}


def step_of(upload: Upload) -> str:
    """The step in the address; a finished upload opens at its result."""
    st.session_state.setdefault(rosters.STEP, UNDERSTOOD if upload.state in OPEN else APPLY)
    chosen = st.segmented_control(
        _("Langkah"), [FILE, UNDERSTOOD, PROBLEMS, APPLY], format_func=_, required=True, key=rosters.STEP,
        label_visibility="collapsed", bind="query-params",
    )  # fmt: skip
    if chosen == FILE:
        rosters.open_upload(None)
    return str(chosen)


def heading(upload: Upload) -> None:
    """Whose list this is, who sent it when, how far it is."""
    about = [
        rosters.school_year(upload.roster.school_year), plain(upload.file_name),
        words("diunggah {at} oleh {by}", at=moment(upload.uploaded_at, upload.regency), by=plain(upload.uploaded_by)),
        _(rosters.STATES[upload.state]),
    ]  # fmt: skip
    st.header(plain(upload.institution), anchor=False)
    st.caption(" · ".join(about))


def go(step: str) -> None:
    """Callback of the buttons between steps."""
    st.session_state[rosters.STEP] = step


def counted(user: Actor, upload: Upload) -> dict[str, int]:
    """Rows of an upload by what becomes of them: while it is open as they stand, afterwards as they were applied."""
    with reading(user, Permission.ROSTER_VIEW, upload.regency) as conn:
        now = queries.counts(conn, upload.id)
    done = upload.facts.get("applied", {})
    counts = {name: now[name] + done.get(name, 0) for name in ("new", "changed", "same")}
    return {**counts, "review": now["review"], "decided": now["decided"], "rejected": upload.facts["rejected"]}


def understood(user: Actor, upload: Upload) -> None:
    """Step two: layout, sheets, columns, counts, ages."""
    facts, counts = upload.facts, counted(user, upload)
    file = facts["file"]
    sheets = words("{n} lembar", n=number(len(file["sheets"]))) if file["sheets"] else _("berkas teks")
    st.markdown(
        words("**{n} orang** terbaca dari {sheets}, tata letak {layout}, judul kolom di baris {row}.",
              n=number(facts["read"]), sheets=sheets, layout=_(_LAYOUTS[file["layout"]]), row=file["header_row"])
    )  # fmt: skip
    metrics(counts)
    ages, columns = st.columns(2, gap="large")
    with ages:
        _ages(facts["eligibility"])
        for warning in facts["warnings"]:
            said = warning_message(FileWarning(warning["code"], warning["params"]), _)
            st.warning(plain(said), icon=":material/info:")
    with columns:
        _columns(file["columns"])
    st.button(_("Lihat masalah"), type="primary", icon=":material/arrow_forward:", on_click=go, args=(PROBLEMS,))


def metrics(counts: dict[str, int]) -> None:
    """What becomes of the rows, in five figures."""
    shown = {
        _("Penduduk baru"): (counts["new"], _("NIK-nya belum ada di data kita; akan ditambahkan.")),
        _("Data berubah"): (counts["changed"], _("Kelas, lembaga, NISN, atau alamat akan diperbarui.")),
        _("Sudah sama"): (counts["same"], _("Tidak ada yang perlu ditulis.")),
        _("Menunggu keputusan"): (
            counts["review"] + counts["decided"], _("Meragukan: tidak ditulis sebelum seseorang memutuskan.")),
        _("Ditolak"): (counts["rejected"], _("Ada kesalahan di barisnya; lihat langkah 3.")),
    }  # fmt: skip
    for column, (label, (value, why)) in zip(st.columns(5), shown.items(), strict=True):
        column.metric(label, number(value), help=why, border=True)


def _ages(ages: dict[str, int]) -> None:
    st.markdown(_("**Usia mereka hari berkas diperiksa**"))
    shown = {
        _("Di bawah 16"): ages["under_16"], _("Boleh rekam (16)"): ages["recordable"],
        _("Usia cetak (17+)"): ages["card_age"],
    }  # fmt: skip
    for column, (label, value) in zip(st.columns(3), shown.items(), strict=True):
        column.metric(label, number(value), border=True)


def _columns(columns: dict[str, str]) -> None:
    st.markdown(_("**Kolom yang dipakai**, yang lain tidak disimpan"))
    frame = pd.DataFrame({"ours": [_(FIELD_NAMES[name]) for name in columns], "theirs": list(columns.values())})
    tables.show(frame, {"ours": _("Isi"), "theirs": _("Judul di berkas")}, key="kolom", alt=_("Kolom yang dipakai"))
