"""Unggah daftar, step three: what is wrong in the file, row by row."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.rosters import queries
from ktp_core.rosters.issues import Severity
from ktp_core.rosters.uploads import OPEN, Upload
from ktp_core.ui import tables
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.roster_steps import APPLY, go
from ktp_core.ui.safe import plain


def problems(user: Actor, upload: Upload) -> None:
    """Step three: by spreadsheet row and cell, what each means and what to do."""
    with reading(user, Permission.ROSTER_VIEW, upload.regency) as conn:
        kinds = queries.issue_counts(conn, upload.id)
    errors = int(kinds.loc[kinds["severity"] == "error", "rows"].sum())
    warnings = int(kinds["rows"].sum()) - errors
    if not errors + warnings:
        st.success(_("Tidak ada masalah di berkas ini."), icon=":material/check_circle:")
    else:
        st.markdown(
            words("**{rejected} baris ditolak** ({errors} kesalahan) dan {warnings} peringatan. Perbaiki di berkas "
                  "asal lalu unggah lagi: yang sudah diterapkan tidak akan berlipat.", errors=number(errors),
                  rejected=number(upload.facts["rejected"]), warnings=number(warnings))
        )  # fmt: skip
        _issues(user, upload, errors, warnings)
    if may(user, Permission.ROSTER_APPLY, upload.regency) and upload.state in OPEN:
        st.button(_("Lanjut ke terapkan"), type="primary", icon=":material/arrow_forward:", on_click=go, args=(APPLY,))


def _issues(user: Actor, upload: Upload, errors: int, warnings: int) -> None:
    options = {
        "": words("Semua ({n})", n=number(errors + warnings)),
        Severity.ERROR.value: words("Kesalahan ({n})", n=number(errors)),
        Severity.WARNING.value: words("Peringatan ({n})", n=number(warnings)),
    }
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    picked = left.segmented_control(
        _("Tingkat"), list(options), default="", required=True, format_func=options.__getitem__, key="tingkat",
        label_visibility="collapsed",
    )  # fmt: skip
    with right:
        download_button(_("Unduh untuk sekolah"), "roster_issues.xlsx", {"upload": upload.id}, user, width="stretch")
    severity = Severity(picked) if picked else None

    def fetch(limit: int, offset: int) -> pd.DataFrame:
        with reading(user, Permission.ROSTER_VIEW, upload.regency) as conn:
            return queries.issues_page(conn, upload.id, severity=severity, limit=limit, offset=offset, translate=_)

    total = {"": errors + warnings, "error": errors, "warning": warnings}[picked or ""]
    tables.paged(total, fetch, _draw_issues, key="hal_masalah", of=(upload.id, picked))


def _draw_issues(frame: pd.DataFrame, page: int) -> None:
    """A plain table: its sentences wrap. What comes from the file is escaped, cells are Markdown here."""
    grade = {"error": _(":red-badge[Kesalahan]"), "warning": _(":orange-badge[Peringatan]")}
    shown: dict[str, Any] = {
        _("Lembar"): [plain(sheet or "–") for sheet in frame["sheet"]],
        _("Baris"): frame["row"],
        _("Sel"): frame["cell"],
        _("Kolom"): [plain(column or "–") for column in frame["column"]],
        _("Isi"): [plain(value) if isinstance(value, str) else "–" for value in frame["shown"]],
        _("Tingkat"): [grade[severity] for severity in frame["severity"]],
        _("Artinya dan yang harus dilakukan"): [plain(message) for message in frame["message"]],
    }
    if frame["sheet"].nunique() < 2:  # of a file with one sheet its name says nothing
        del shown[_("Lembar")]
    st.table(pd.DataFrame(shown), border="horizontal", hide_index=True, alt=_("Masalah per baris dan sel"))
    st.caption(_("NIK tidak ditampilkan di sini; lihat selnya di berkas asal."))
