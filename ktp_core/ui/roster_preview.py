"""Unggah daftar, the last step: exactly what applying would write, before it is written."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.rosters import row_queries
from ktp_core.rosters.match_model import Verdict
from ktp_core.rosters.uploads import Upload
from ktp_core.ui import tables
from ktp_core.ui.i18n import _, number, words


def rows(user: Actor, upload: Upload, verdict: Verdict, limit: int, offset: int) -> pd.DataFrame:
    """Rows of one verdict with what we know beside them; NIK whole for who may see it."""
    reveal = may(user, Permission.NIK_REVEAL, upload.regency)
    with reading(user, Permission.ROSTER_VIEW, upload.regency) as conn:
        return row_queries.rows_page(
            conn, upload.id, verdict, limit=limit, offset=offset, reveal=reveal, districts=user.districts
        )


def preview(user: Actor, upload: Upload, counts: dict[str, int]) -> None:
    """New residents and changed ones, a tab each."""
    kinds = {
        Verdict.NEW: words("Penduduk baru ({n})", n=number(counts["new"])),
        Verdict.CHANGED: words("Data berubah ({n})", n=number(counts["changed"])),
    }
    for tab, verdict in zip(st.tabs(list(kinds.values())), kinds, strict=True):
        with tab:
            _preview_rows(user, upload, verdict, counts[verdict.value])


def _preview_rows(user: Actor, upload: Upload, verdict: Verdict, total: int) -> None:
    if not total:
        st.caption(_("Tidak ada."))
        return
    columns: dict[str, Any] = {
        "row": tables.amount(_("Baris"), 70), "name": _("Nama"), "nik": "NIK", "birth_date": tables.day(_("Lahir")),
        "class_name": _("Kelas"), "district": _("Kecamatan"),
    }  # fmt: skip
    if verdict is Verdict.CHANGED:
        columns |= {"their_class": _("Kelas sekarang"), "their_institution": _("Lembaga sekarang")}

    def draw(frame: pd.DataFrame, page: int) -> None:
        texts = ["class_name", "their_class", "their_institution"]
        frame[texts] = frame[texts].fillna("–")
        tables.show(frame, columns, key=f"{verdict.value}_{page}", alt=_("Baris yang akan ditulis"))

    def fetch(limit: int, offset: int) -> pd.DataFrame:
        return rows(user, upload, verdict, limit, offset)

    tables.paged(total, fetch, draw, key=f"hal_{verdict.value}", of=upload.id)
