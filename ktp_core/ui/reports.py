"""The screen `laporan`: which month, as known when; the draft; its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.exports.kinds import draft_params
from ktp_core.exports.model import Format
from ktp_core.kpi.model import Scope
from ktp_core.reports import rules, service
from ktp_core.reports.coding import Frozen
from ktp_core.reports.model import Issue
from ktp_core.ui import filters, head
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import N_, _, day_long, month, number, words

THEN, NOW = "then", "now"
KNOWN = {THEN: N_("Sebagaimana diketahui akhir bulan"), NOW: N_("Menurut catatan sekarang")}
FILES = {Format.PDF: N_("Unduh PDF"), Format.XLSX: N_("Unduh XLSX")}
ICONS = {Format.PDF: ":material/picture_as_pdf:", Format.XLSX: ":material/table_view:"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A month (yyyymm) and the day of knowing, None: now. `closed`: it is over."""

    regency: str
    month: int
    known_on: date | None
    closed: bool


def whole_regency_only() -> None:
    """For accounts of some districts."""
    st.info(_("Laporan bulanan memuat seluruh kabupaten/kota; akun Anda terbatas pada kecamatan tertentu."),
            icon=":material/info:")  # fmt: skip


def empty(user: Actor, today: date) -> bool:
    """Whether there is nothing to report about."""
    return head.overview(user, Scope(str(user.regency), today), today).empty


def choose(user: Actor, today: date) -> Asked:
    """One row, in the address: the month, and of one that is over as it was known when."""
    months = rules.months(today)
    names = {one: month(one) for one in months}
    names[months[0]] = words("{month} (berjalan)", month=names[months[0]])
    before = months[1]
    left, right = st.columns([2, 5])
    with left:
        chosen = filters.one(_("Bulan"), names, key="bulan_laporan", everything=names[before]) or before
    if chosen == months[0]:
        return Asked(str(user.regency), chosen, None, closed=False)
    with right:
        known = filters.switch(_("Angka"), {key: _(text) for key, text in KNOWN.items()}, key="pengetahuan_laporan")
    return Asked(str(user.regency), chosen, rules.last_day(chosen) if known == THEN else None, closed=True)


def draft(user: Actor, asked: Asked, today: date) -> Frozen:
    """The report: counted again only when something was written since. The permission is asked every time."""
    with st.spinner(_("Menghitung laporan …")):
        return _draft(user, asked, today, head.state(user))


@st.cache_resource(max_entries=32, show_spinner=False)
def _draft(_user: Actor, asked: Asked, today: date, version: str) -> Frozen:
    return service.draft(
        _user, asked.regency, asked.month, known_on=asked.known_on, today=today, at=clock.now()
    )


def status(found: Frozen, issues: Sequence[Issue]) -> None:
    """Of which day, as known when, and whether it was issued."""
    stamp = found.report.stamp
    known = (words("sebagaimana diketahui {day}", day=day_long(stamp.known_on)) if stamp.known_on
             else _("menurut catatan sekarang"))  # fmt: skip
    said = words("Keadaan {day}, {known}.", day=day_long(stamp.as_of), known=known)
    if issues:
        more = words("Sudah diterbitkan **{n} kali**; yang di bawah ini draf yang dihitung sekarang.",
                     n=number(len(issues)))  # fmt: skip
    else:
        more = _("**Belum diterbitkan**: angkanya masih dapat berubah.")
    st.markdown(f"{said} {more}")


def downloads(user: Actor, asked: Asked) -> None:
    """The draft as a file."""
    for form, label in FILES.items():
        params = draft_params(asked.regency, asked.month, asked.known_on, form)
        download_button(_(label), "monthly_report", params, user, icon=ICONS[form], key=f"unduh_laporan_{form}")
