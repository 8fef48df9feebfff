"""Hari kunjungan: the list by class, and what can be entered for the class that is shown."""

from __future__ import annotations

import streamlit as st

from ktp_core.fieldwork.lines import Line
from ktp_core.ui import visit_list_entry, visit_list_table
from ktp_core.ui.i18n import _
from ktp_core.ui.safe import tame
from ktp_core.ui.visit_day import Opened

_CLASS = "kelas_kunjungan"


def panel(one: Opened) -> None:
    """The class in question, what can be entered for it, and its rows."""
    if not one.sheet.lines:
        st.info(
            _("Daftar masih kosong. Siapkan daftar mengambil siapa dari lembaga ini yang belum direkam dan boleh "
              "direkam pada hari kunjungan. Bila tetap kosong, daftar lembaga ini belum diunggah atau semuanya sudah "
              "direkam; siapa yang datang dicatat di bagian Datang sendiri.")
        )  # fmt: skip
        return
    lines = _of_class(one)
    above = st.container()  # drawn first, filled last: what is chosen in the table belongs in the form
    picked = visit_list_table.show(one, lines, visit_list_entry.turn(visit_list_entry.NUMBERS))
    if one.entering:
        with above:
            visit_list_entry.entry(one, lines, picked)
    elif one.may_record and one.sheet.visit.day > one.today:
        above.info(
            _("Hasil dapat dicatat mulai hari kunjungan. Daftar, buku kerja, dan lembar kertas sudah dapat dibuat.")
        )


def _of_class(one: Opened) -> list[Line]:
    def of(line: Line) -> str:
        return line.person.class_name or _("Tanpa kelas")

    named = {of(line) for line in one.sheet.lines}
    names = sorted(named, key=lambda name: (name == _("Tanpa kelas"), name))
    if len(names) < 2:
        return list(one.sheet.lines)
    everybody = _("Semua")
    chosen = st.segmented_control(
        _("Kelas"), [everybody, *names], default=everybody, required=True, key=_CLASS, bind="query-params",
        label_visibility="collapsed", format_func=tame,
    )  # fmt: skip
    return [line for line in one.sheet.lines if chosen in (everybody, of(line))]
