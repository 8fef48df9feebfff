"""Unggah daftar, first step: which institution, which file; and the uploads there are. Staging is in the database, so
that the address of an upload is all a browser has to remember."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may, require
from ktp_core.access.transactions import reading
from ktp_core.errors import KtpError
from ktp_core.institutions import queries as institutions
from ktp_core.residents.rules import school_year_of
from ktp_core.rosters import queries, service, store
from ktp_core.rosters.reading import kept
from ktp_core.rosters.uploads import Upload, UploadState
from ktp_core.ui import refusals, tables
from ktp_core.ui.i18n import N_, _, moment, number, words
from ktp_core.ui.menu import BY_FILE

KEY, STEP = "unggahan", "langkah"
STATES = {
    UploadState.STAGED: N_("Belum diterapkan"),
    UploadState.IN_REVIEW: N_("Menunggu keputusan"),
    UploadState.APPLIED: N_("Sudah diterapkan"),
    UploadState.DISCARDED: N_("Dibatalkan"),
}


def opened(user: Actor) -> Upload | None:
    """The upload in the address, None when there is none; a sentence when it is not this office's."""
    wanted = st.query_params.get(KEY, "")
    if not wanted:
        return None
    try:
        with reading(user, Permission.ROSTER_VIEW, user.regency) as conn:
            upload = store.get(conn, int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else 0)
        require(user, Permission.ROSTER_VIEW, upload.regency, upload.district)
        if upload.regency == user.regency:
            if st.session_state.get("_unggahan_dilihat") != upload.id:  # one audit entry per upload, not per rerun
                service.looked(user, upload.id, at=clock.now())
                st.session_state["_unggahan_dilihat"] = upload.id
            return upload
        st.error(_("Unggahan itu milik kantor lain. Pilih kantornya di bilah samping."), icon=":material/block:")
    except KtpError as refusal:
        refusals.say(refusal)
    del st.query_params[KEY]
    return None


def open_upload(upload_id: int | None, step: str | None = None) -> None:
    """Go to an upload, or back to the first step."""
    st.session_state.pop(STEP, None)
    st.query_params.clear()
    if upload_id is not None:
        st.query_params[KEY] = str(upload_id)
    if step:
        st.session_state[STEP] = step
    st.rerun()


def start(user: Actor) -> None:
    """Institution, school year, file; the file is read at once and not kept."""
    if not may(user, Permission.ROSTER_APPLY, user.regency):
        st.info(_("Akun Anda dapat melihat unggahan, tidak mengunggah."), icon=":material/visibility:")
        return
    assert user.regency is not None
    with reading(user, Permission.INSTITUTION_VIEW, user.regency) as conn:
        found = institutions.options(conn, user.regency, user.districts)
    if found.empty:
        st.info(_("Belum ada lembaga. Tambahkan lembaga pengirim lebih dahulu."), icon=":material/school:")
        st.page_link(str(BY_FILE["lembaga"].path), label=_("Buka halaman Lembaga"), icon=":material/arrow_forward:")
        return
    names = {int(row.id): f"{row.name} · {row.district_name or '–'}" for row in found.itertuples()}
    _form(user, names)


def _form(user: Actor, names: dict[int, str]) -> None:
    today = clock.today(user.regency or "")
    turn = st.session_state.setdefault("_berkas_ke", 0)
    with st.form("unggah", enter_to_submit=False):
        institution, year, file = _asked(names, school_year_of(today), turn)
        sent = st.form_submit_button(_("Periksa berkas"), type="primary", icon=":material/fact_check:")
    if not sent:
        return
    if institution is None or file is None:
        missing = _("Pilih lembaga pengirim dan berkasnya.") if file is None else _("Pilih lembaga pengirim.")
        st.warning(missing, icon=":material/edit:")
        return
    st.session_state["_berkas_ke"] = turn + 1  # the uploader is emptied: the file leaves the server's memory
    with refusals.shown():
        with st.spinner(_("Membaca, memeriksa, dan mencocokkan dengan data penduduk…")):
            upload = service.stage(
                user, institution, file.name, file.getvalue(), year, at=clock.now(), today=today, reader=kept.read
            )
        open_upload(upload)


def _asked(names: dict[int, str], this_year: int, turn: int) -> tuple[int | None, int, Any]:
    """Institution, school year and file as they stand in the form; the institution in the address comes first."""
    asked = st.query_params.get("lembaga", "")
    keys = list(names)
    index = keys.index(int(asked)) if asked.isascii() and asked.isdigit() and int(asked) in names else None
    left, right = st.columns([3, 1])
    institution = left.selectbox(
        _("Lembaga pengirim"), keys, index=index, format_func=names.__getitem__,
        placeholder=_("Ketik nama sekolah, pesantren, atau desa"),
    )  # fmt: skip
    year = right.selectbox(_("Tahun ajaran"), range(this_year, this_year - 3, -1), format_func=school_year)
    return institution, year, st.file_uploader(
        _("Daftar murid atau santri"), key=f"berkas_{turn}",
        help=_("Daftar PD dari Dapodik, Daftar Siswa dari EMIS, atau buatan sendiri. XLSX, XLS, ODS, CSV, atau "
               "TSV, paling besar 10 MB. Agama, penghasilan, rekening, dan kesehatan tidak disimpan."),
    )  # fmt: skip


def school_year(year: int) -> str:
    """2026 -> `2026/2027`."""
    return f"{year}/{year + 1}"


def earlier(user: Actor) -> None:
    """What was uploaded before, newest first; a chosen row opens it."""
    assert user.regency is not None
    with reading(user, Permission.ROSTER_VIEW, user.regency) as conn:
        frame = queries.recent(conn, user.regency, user.districts)
    st.header(_("Unggahan terakhir"), anchor=False)
    if frame.empty:
        st.caption(_("Belum ada unggahan. Pilih lembaga dan berkasnya di atas untuk memulai."))
        return
    waiting = int(frame["waiting"].sum())
    st.caption(
        words("{n} baris menunggu keputusan. Pilih satu unggahan untuk membukanya.", n=number(waiting))
        if waiting else _("Pilih satu unggahan untuk membukanya.")
    )  # fmt: skip
    frame["at"] = [moment(at, user.regency) for at in frame["uploaded_at"]]
    frame["status"] = [_(STATES[UploadState(state)]) for state in frame["state"]]
    frame["year"] = [school_year(int(year)) for year in frame["school_year"]]
    frame["read"] = [facts["read"] for facts in frame["facts"]]
    columns = {
        "at": _("Diunggah"), "institution": _("Lembaga"), "file_name": _("Berkas"), "year": _("Tahun ajaran"),
        "read": tables.amount(_("Orang")), "waiting": tables.amount(_("Menunggu")), "status": _("Status"),
        "uploaded_by": _("Oleh"),
    }  # fmt: skip
    picked = tables.show(frame, columns, key="unggahan_lama", choose="one", alt=_("Daftar unggahan terakhir"))
    if picked:
        open_upload(int(frame["id"].iloc[picked[0]]))
