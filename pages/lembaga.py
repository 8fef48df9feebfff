"""Lembaga: schools, pesantren, villages and service points of the office."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.institutions import queries
from ktp_core.institutions.model import Chosen
from ktp_core.ui import institution_detail, institution_panels, tables
from ktp_core.ui import institutions as parts
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page
from ktp_core.ui.places import own
from ktp_core.ui.safe import quiet

user = open_page(
    _("Lembaga"),
    permission=Permission.INSTITUTION_VIEW,
    intro=_("Sekolah, pesantren, desa, dan tempat layanan yang dijemput atau mengirim daftar."),
)
regency = user.regency or ""
today = clock.today(regency)
may_edit = may(user, Permission.INSTITUTION_EDIT, regency)
may_import = may(user, Permission.INSTITUTION_IMPORT, regency) and not user.districts

places = institution_panels.places(user)
if institution_panels.panel(user, places, today, may_edit=may_edit, may_import=may_import):
    st.stop()
chosen = parts.chosen(user, own(user, places))
institution_panels.buttons(user, may_edit=may_edit, may_import=may_import)

with reading(user, Permission.INSTITUTION_VIEW, regency) as conn:
    total = queries.count(conn, chosen, today=today)
    if total:
        parts.sentence(total, queries.by_kind(conn, chosen, today=today))
        picked = tables.paged(
            total,
            lambda limit, offset: queries.page(conn, chosen, today=today, limit=limit, offset=offset),
            parts.listing,
            of=chosen,
        )
    else:
        picked = None
        registered = queries.count(conn, Chosen(regency, active=None).within(user), today=today)

picked = picked or institution_detail.asked_for()
if picked is not None:
    institution_detail.one(user, picked, places, today, may_edit=may_edit)
elif total:
    st.markdown(quiet(_("Pilih satu baris untuk melihat rinciannya.")))
else:
    parts.empty(registered, may_import=may_import)
