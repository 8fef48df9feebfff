"""Screen `angka_resmi`: what a table of figures would do: piles, problems at their cells, doubts, numbers."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.figures.imports.model import ERROR, Outcome, Plan
from ktp_core.figures.imports.wording import ISSUES
from ktp_core.figures.service import Places
from ktp_core.ui import figures_checks, tables
from ktp_core.ui import figures_words as say
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.safe import quiet, tame

_SHOWN, _DOUBTS = 200, 10
_LACKS = {
    "basis_missing": N_("Ada baris tanpa tanggal data: isi tanggal di atas berkas, lalu pratinjau dibuat lagi."),
    "source_missing": N_("Ada baris tanpa sumber: isi sumber di atas berkas, lalu pratinjau dibuat lagi."),
}
_OUTCOMES = {
    Outcome.NEW: (N_("Baru"), N_("Belum ada di sini; akan ditambahkan.")),
    Outcome.VERSION: (N_("Versi baru"), N_("Sudah ada dengan nilai atau sumber lain; versi lama tetap tersimpan.")),
    Outcome.SAME: (N_("Sama"), N_("Sudah ada dan tidak berubah.")),
    Outcome.REJECTED: (N_("Ditolak"), N_("Tidak dapat dipahami; lihat masalahnya di bawah.")),
}


def counts(plan: Plan) -> None:
    """Every number of the file in one of four piles."""
    total = sum(plan.counts.values())
    st.markdown(words("**{n}** angka di {rows} baris dibaca.", n=number(total), rows=number(plan.rows)))
    for column, (outcome, (title, meaning)) in zip(st.columns(len(_OUTCOMES)), _OUTCOMES.items(), strict=True):
        column.metric(_(title), number(plan.counts[outcome]), help=_(meaning), border=True)
    if plan.ignored:
        names = ", ".join(f"“{tame(one)}”" for one in plan.ignored)
        st.markdown(quiet(words("Kolom yang tidak dibaca: {names}.", names=names)))


def details(seen: Places, plan: Plan) -> None:
    """Problems first, then what is odd about the new numbers, then the numbers."""
    for code, said in _LACKS.items():
        if any(issue.code == code for issue in plan.issues):
            st.warning(_(said), icon=":material/edit_calendar:")
    _issues(plan)
    if plan.doubts:
        st.markdown(words("**{n}** hal tentang angka baru ini perlu diketahui; semuanya tetap dapat diterapkan.",
                          n=number(len(plan.doubts))))  # fmt: skip
        figures_checks.listing(plan.doubts, seen, limit=_DOUBTS, told=plan.told)
    _entries(seen, plan)


def _issues(plan: Plan) -> None:
    if not plan.issues:
        return
    several = len({issue.sheet for issue in plan.issues} | {one.candidate.sheet for one in plan.entries}) > 1
    found = sorted(plan.issues, key=lambda issue: issue.severity != ERROR)[:_SHOWN]
    frame = pd.DataFrame(
        {
            "row": [issue.row for issue in found],
            "cell": [f"{issue.sheet if several else ''} {issue.cell or '–'}".strip() for issue in found],
            "column": [issue.column or "–" for issue in found],
            "severity": [_("Ditolak") if issue.severity == ERROR else _("Perhatian") for issue in found],
            "message": [_(ISSUES[issue.code]).format(**issue.params) for issue in found],
        }
    )
    st.markdown(words("**{n}** masalah", n=number(len(plan.issues))))
    columns = {"row": tables.text(_("Baris"), 60), "cell": tables.text(_("Sel"), 110),
               "column": tables.text(_("Kolom"), 150), "severity": tables.text(_("Akibat"), 85),
               "message": tables.text(_("Penjelasan"), 600)}  # fmt: skip
    tables.show(frame, columns, key="impor_angka_masalah", alt=_("Masalah dalam berkas"))
    if len(plan.issues) > _SHOWN:
        st.markdown(words("Yang ditampilkan {n} pertama, yang ditolak lebih dahulu.", n=number(_SHOWN)))


def _entries(seen: Places, plan: Plan) -> None:
    if not plan.entries:
        return
    rows = [
        (one.candidate.cell, seen.names.get(found.area, found.area), say.measure(found.measure), found.basis_on,
         number(one.before) if one.before is not None else None, say.value(found), found.source)
        for one in plan.entries[:_SHOWN]
        if (found := one.candidate.figure)
    ]  # fmt: skip
    st.markdown(words("Yang akan disimpan ({n})", n=number(len(plan.entries))))
    frame = pd.DataFrame(rows, columns=["cell", "area", "measure", "day", "before", "value", "source"])
    columns = {"cell": tables.text(_("Sel"), 60), "area": tables.text(_("Wilayah"), 170),
               "measure": tables.text(_("Ukuran"), 180), "day": tables.day(_("Tanggal data"), 100),
               "before": tables.text(_("Semula"), 95), "value": tables.text(_("Menjadi"), 95),
               "source": tables.text(_("Sumber"), 300)}  # fmt: skip
    tables.show(frame, columns, key="impor_angka_isi", empty="–", alt=_("Angka yang akan disimpan"))
