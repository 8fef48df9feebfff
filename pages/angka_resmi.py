"""Angka resmi: what was published of the regency and its areas, what is odd about it, and what is to be reached."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission, may
from ktp_core.figures import service
from ktp_core.ui import figures, figures_checks, figures_entry, figures_import, figures_targets
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Angka resmi"),
    permission=Permission.FIGURE_VIEW,
    intro=_("Angka yang diterbitkan untuk seluruh usia, dengan tanggal dan sumbernya, dan target yang ditetapkan."),
)
regency = str(user.regency)
today = clock.today(regency)
seen = service.areas(user, regency)
parts = {"angka": _("Angka"), "periksa": _("Pemeriksaan"), "target": _("Target")}
if may(user, Permission.FIGURE_EDIT, regency) and not user.districts:
    parts |= {"masuk": _("Masukkan"), "impor": _("Impor")}
part = st.segmented_control(
    _("Bagian"), list(parts), default="angka", format_func=parts.__getitem__, key="bagian", bind="query-params",
    label_visibility="collapsed", required=True,
)  # fmt: skip

if part == "masuk":
    figures_entry.enter(user, seen, today)
elif part == "impor":
    figures_import.panel(user, seen, today)
elif part == "periksa":
    figures_checks.show(user, seen)
elif part == "target":
    figures_targets.show(user, seen, today)
else:
    figures.show(user, seen)
