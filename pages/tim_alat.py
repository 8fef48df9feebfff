"""Tim dan hari libur: teams, kits, operators, vehicles, and the days on which nobody is visited."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.teams.model import ResourceKind
from ktp_core.ui import days_off as off
from ktp_core.ui import teams, teams_resources, workdays
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page
from ktp_core.ui.safe import quiet

user = open_page(
    _("Tim dan hari libur"),
    permission=Permission.TEAM_EDIT,
    intro=_("Siapa yang berangkat, membawa apa, dan kapan tidak ada kunjungan. Yang tidak dipakai tetap tersimpan."),
)
today = clock.today(str(user.regency))
may_edit = not user.districts
if not may_edit:
    st.markdown(quiet(_("Akun ini terbatas pada kecamatan tertentu: tim dan alat hanya dapat dilihat.")))

groups, kits, operators, vehicles, spans, holidays = st.tabs(
    [_("Tim"), _("Alat rekam"), _("Petugas"), _("Kendaraan"), _("Tanpa kunjungan"), _("Hari libur")],
    key="bagian", on_change="rerun", bind="query-params",
)  # fmt: skip
if groups.open:
    with groups:
        teams.teams(user, today, may_edit=may_edit)
for tab, kind in ((kits, ResourceKind.KIT), (operators, ResourceKind.OPERATOR), (vehicles, ResourceKind.VEHICLE)):
    if tab.open:
        with tab:
            teams_resources.resources(user, kind, today, may_edit=may_edit)
if spans.open:
    with spans:
        workdays.spans(user, today)
if holidays.open:
    with holidays:
        off.holidays(today)
