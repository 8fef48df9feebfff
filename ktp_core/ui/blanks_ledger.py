"""Screen `blangko`: the ledger by day or month, and its entries."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.blanks import queries
from ktp_core.labels.blanks import ENTRIES
from ktp_core.months import first_day, last_day, months_back
from ktp_core.ui import tables
from ktp_core.ui.i18n import _, day_short, month, number, words

_YEAR = 12


def ledger(user: Actor, found: pd.DataFrame, today: date) -> None:
    """opening + in - out = closing, of the office or of one holder."""
    names = {int(key): str(name) for key, name in zip(found["id"], found["name"], strict=True)}
    left, middle, right = st.columns([2, 1.4, 2.4], vertical_alignment="bottom")
    holder = left.selectbox(
        _("Pemegang"), list(names), index=None, format_func=names.__getitem__, placeholder=_("Seluruh kantor"),
        key="pemegang_buku",
    )  # fmt: skip
    by_month = middle.segmented_control(
        _("Per"), ["hari", "bulan"], default="hari", key="per", required=True,
        format_func=lambda one: _("Hari") if one == "hari" else _("Bulan"),
    ) == "bulan"  # fmt: skip
    first, last = _span(right, today, by_month)
    with reading(user, Permission.BLANK_VIEW, user.regency) as conn:
        lines = queries.ledger(conn, user.regency or "", first, last, holder_id=holder, months=by_month)
        total = queries.entries_total(conn, user.regency or "", first, last, holder_id=holder)
    if lines.empty:
        st.info(_("Tidak ada blangko yang bergerak dalam rentang ini."), icon=":material/inventory_2:")
        return
    _lines(lines, whole=holder is None, by_month=by_month)
    with st.expander(words("{n} catatan di baliknya", n=number(total)), icon=":material/list:"):
        _entries(user, first, last, holder, total)


def _span(where: object, today: date, by_month: bool) -> tuple[date, date]:
    if by_month:
        return first_day(months_back(today, _YEAR)[0]), today
    months = months_back(today, _YEAR)[::-1]
    chosen = where.selectbox(  # type: ignore[attr-defined]
        _("Bulan"), months, key="bulan_buku", format_func=month
    )
    return first_day(chosen), min(today, last_day(chosen))


def _lines(lines: pd.DataFrame, *, whole: bool, by_month: bool) -> None:
    said = [month(int(one)) if by_month else day_short(one) for one in lines["period"]]
    columns = {
        "said": tables.text(_("Bulan") if by_month else _("Tanggal")), "opening": tables.amount(_("Awal")),
        "received": tables.amount(_("Diterima")),
        "moved": tables.amount(_("Antarpemegang"), help=_("Alokasi dan pengembalian dari dan kepada pemegang lain.")),
        "adjusted": tables.amount(_("Penyesuaian"), help=_("Hasil hitung dan koreksi yang diterima orang kedua.")),
        "used": tables.amount(_("Terpakai")), "spoiled": tables.amount(_("Rusak")),
        "returned": tables.amount(_("Keluar kantor")), "closing": tables.amount(_("Akhir")),
    }  # fmt: skip
    if whole:
        columns.pop("moved")
    tables.show(
        lines.assign(said=said).iloc[::-1], columns, key="buku",
        alt=_("Buku blangko: awal, masuk, keluar, dan akhir tiap hari atau bulan."),
    )  # fmt: skip


def _entries(user: Actor, first: date, last: date, holder: int | None, total: int) -> None:
    def fetch(limit: int, offset: int) -> pd.DataFrame:
        with reading(user, Permission.BLANK_VIEW, user.regency) as conn:
            return queries.entries(
                conn, user.regency or "", first, last, holder_id=holder, limit=limit, offset=offset
            )  # fmt: skip

    tables.paged(total, fetch, _draw, key="hal_catatan", of=(first, last, holder))


def _draw(found: pd.DataFrame, page: int) -> None:
    about = [
        _("untuk satu kartu") if row.for_card else " · ".join(str(one) for one in (row.document, row.reason) if one)
        for row in found.astype(object).where(found.notna(), None).itertuples()
    ]
    shown = found.assign(kind=[_(ENTRIES[value]) for value in found["kind"]], about=about)
    tables.show(
        shown,
        {"day": tables.day(_("Tanggal"), 100), "holder": _("Pemegang"), "kind": _("Catatan"),
         "n": tables.amount(_("Jumlah"), 90), "other": _("Dari/kepada"), "about": _("Dokumen atau alasan"),
         "by": tables.text(_("Oleh"), 100)},
        key=f"catatan_{page}", empty="–", height=min(420, 38 + 35 * len(found)),
    )  # fmt: skip
