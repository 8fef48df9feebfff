"""Akun saya: own password, language and browser sessions."""

import streamlit as st

from ktp_core.access.permissions import Permission
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(_("Akun saya"), permission=Permission.OWN_ACCOUNT)
st.write(user.display_name)
