"""Jadwal: the calendar of visits, and in its place one visit or the form of a new one."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission, may
from ktp_core.ui import (
    calendar,
    calendar_address,
    calendar_list,
    calendar_month,
    calendar_week,
    phone,
    visits,
    visits_form,
)
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page
from ktp_core.visits.agenda import View

user = open_page(_("Jadwal"), permission=Permission.VISIT_VIEW)
today = clock.today(str(user.regency))

opened = calendar_address.number(calendar_address.VISIT)
if opened is not None:
    visits.one(user, opened, today)
    st.stop()
if calendar_address.form_asked() and may(user, Permission.VISIT_PLAN):
    visits_form.new(user, today)
    st.stop()

sheet = calendar.asked(user, today)
if phone.phone() and sheet.view in (View.MONTH, View.WEEK):
    calendar_list.agenda(user, sheet)
elif sheet.view is View.MONTH:
    calendar_month.month(sheet)
elif sheet.view is View.WEEK:
    calendar_week.week(sheet)
elif sheet.view is View.DAY:
    calendar_list.day(user, sheet)
else:
    calendar_list.agenda(user, sheet)
