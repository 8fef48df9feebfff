"""Provinsi: several regencies side by side and added up; an office's month as a file, files of others kept."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission, may
from ktp_core.provinces import service
from ktp_core.ui import provinces, provinces_files
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_account, open_page

user = open_page(
    _("Provinsi"),
    permission=Permission.SUMMARY_EXPORT,
    intro=_("Kabupaten dan kota berdampingan dan dijumlahkan: jumlahnya dahulu, baru persentasenya. Tanpa nama."),
)
account = open_account()
if user.districts:
    provinces.whole_regencies_only()
    st.stop()
today = clock.today(str(user.regency))

month = provinces.asked(service.months_known(account, today))
sides = service.sides(account, month, today)
if sides:
    provinces.answer(sides, month)
    provinces.table(sides)
    provinces.lacking(sides)
else:
    st.info(
        _("Belum ada angka untuk bulan ini. Terima berkas ringkasan dari kantor kabupaten, atau pilih bulan lain."),
        icon=":material/public:",
    )

left, right = st.columns(2)
with left, st.container(border=True, height="stretch"):
    provinces_files.export(user, month)
if may(account, Permission.SUMMARY_MERGE) and account.regency is None:
    with right, st.container(border=True, height="stretch"):
        provinces_files.merge(account)
