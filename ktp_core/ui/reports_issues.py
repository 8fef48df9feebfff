"""The screen `laporan`: issuing a report, those that were issued, and what was corrected since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.documents.monthly_words import cell
from ktp_core.errors import KtpError
from ktp_core.exports.kinds import issue_params
from ktp_core.reports import service, wording
from ktp_core.reports.coding import Frozen
from ktp_core.reports.model import Issue, Report
from ktp_core.reports.service import Corrected
from ktp_core.ui import head, refusals
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import _, day_long, moment, month, number, words
from ktp_core.ui.reports import FILES, ICONS, Asked
from ktp_core.ui.safe import plain

_SAID = "_laporan_terbit"


def known(user: Actor, asked: Asked) -> list[Issue]:
    """Issues of the month, newest first."""
    return service.issues(user, asked.regency, asked.month)


def told() -> None:
    """What became of the button, once."""
    if said := st.session_state.pop(_SAID, None):
        st.success(said, icon=":material/task_alt:")


def issue(user: Actor, asked: Asked, issues: Sequence[Issue], today: date) -> None:
    """A button that asks once more; of a month that is not over a sentence."""
    if not may(user, Permission.REPORT_ISSUE, asked.regency):
        return
    if not asked.closed:
        st.caption(_("Bulan ini belum selesai: laporannya draf, dan dapat diterbitkan setelah bulan berakhir."))
        return
    coming = len(issues) + 1
    with st.popover(_("Terbitkan …"), icon=":material/verified:"), st.form("terbitkan_laporan", border=False):
        st.markdown(words("Terbitkan laporan **{month}** sebagai nomor **{n}**?", month=month(asked.month), n=coming))
        st.markdown(_("Isinya disimpan apa adanya dan tidak dapat diubah atau dihapus. Koreksi kemudian diterbitkan "
                      "sebagai nomor baru."))  # fmt: skip
        if st.form_submit_button(_("Ya, terbitkan"), type="primary"):
            _carry_out(user, asked, coming, today)


def _carry_out(user: Actor, asked: Asked, coming: int, today: date) -> None:
    try:
        made = service.issue(
            user, asked.regency, asked.month, known_on=asked.known_on, today=today, at=clock.now(), number=coming
        )
    except KtpError as refusal:
        refusals.say(refusal)
        return
    said = words("Laporan {month} diterbitkan sebagai nomor {n}.", month=month(made.month), n=made.number)
    st.session_state[_SAID] = said
    st.rerun()


def listing(user: Actor, issues: Sequence[Issue], today: date) -> None:
    """Each with its files and what was corrected since."""
    st.header(_("Terbitan"), anchor=False)
    for one in issues:
        said, *ways = st.columns([6, 2, 2, 3], vertical_alignment="center")
        as_known = day_long(one.known_on) if one.known_on else _("saat dibuat")
        said.markdown(
            words(
                "**Nomor {n}** · {when} oleh {by} · sebagaimana diketahui {known} · `{sum}`", n=one.number,
                when=moment(one.made_at, one.regency), by=plain(one.made_by), known=as_known, sum=one.sha256[:12],
            )
        )  # fmt: skip
        for column, (form, label) in zip(ways, FILES.items(), strict=False):
            with column:
                params = issue_params(one.regency, one.id, form)
                download_button(_(label), "monthly_report", params, user, icon=ICONS[form],
                                key=f"unduh_terbitan_{one.id}_{form}")  # fmt: skip
        with ways[-1]:
            chosen = st.toggle(_("Koreksi sejak itu"), key=f"koreksi_{one.id}")
        if chosen:
            with refusals.shown():
                _corrections(user, service.issued(user, one.id)[1].report, today, str(one.id))


def since(user: Actor, found: Frozen, today: date) -> None:
    """What of a draft as known then is another number now."""
    if found.report.stamp.known_on is None:
        return
    if st.toggle(_("Bandingkan draf ini dengan catatan sekarang"), key="koreksi_draf"):
        _corrections(user, found.report, today, "draf")


def _corrections(user: Actor, report: Report, today: date, key: str) -> None:
    found = corrected(user, report, today)
    late = _late(found)
    if not found.cells:
        st.success(_("Tidak ada angka yang berubah.") + " " + late, icon=":material/task_alt:")
        return
    st.markdown(words("**{n} angka** sekarang lain dari laporan.", n=number(len(found.cells))) + " " + late)
    rows = [(one.where, one.column, cell(one.was), cell(one.now)) for one in found.cells]
    frame = pd.DataFrame(rows, columns=[_("Angka"), _("Kolom"), _("Dahulu"), _("Sekarang")])
    right = {name: st.column_config.Column(alignment="right") for name in frame.columns[2:]}
    st.dataframe(frame, hide_index=True, column_config=right, key=f"tabel_koreksi_{key}")


def _late(found: Corrected) -> str:
    """As on paper."""
    return words(wording.late(found.late, bool(found.cells)), n=number(found.late))


def corrected(user: Actor, report: Report, today: date) -> Corrected:
    """Counted again only when something was written since. The permission is asked every time."""
    return _corrected(user, report, today, head.state(user))


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs={Report: lambda one: repr(one.stamp)})
def _corrected(_user: Actor, report: Report, today: date, version: str) -> Corrected:
    return service.corrected(_user, report, today=today)
