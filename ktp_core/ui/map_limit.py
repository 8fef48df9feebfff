"""Peta: from which denominator on the office says that a rate tells something. Everybody sees it, the admin sets it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.kpi import small_numbers
from ktp_core.ui.i18n import _, day_short, number, words
from ktp_core.ui.refusals import shown
from ktp_core.ui.safe import quiet


def of_office(user: Actor, on: date) -> int:
    """The limit in force on a day."""
    return small_numbers.in_force(small_numbers.known(user, str(user.regency)), on)


def panel(user: Actor, today: date) -> None:
    """What holds, what is coming, and the form for who may set another."""
    if not may(user, Permission.FIGURE_EDIT, user.regency) or user.districts:
        return
    with st.expander(_("Batas penyebut kecil kantor ini"), icon=":material/tune:"):
        known = small_numbers.known(user, str(user.regency))
        now, coming = small_numbers.in_force(known, today), [one for one in known if one[0] > today]
        said = [words("Berlaku kini: di bawah {n}. Dipakai di peta, Beranda, dan laporan bulanan.", n=number(now))]
        said += [words("Sejak {day}: di bawah {n}.", day=day_short(day), n=number(n)) for day, n in coming]
        st.markdown(quiet(" ".join(said)))
        with st.form("batas_penyebut", border=False):
            amount, start, send = st.columns([1, 1.2, 1], vertical_alignment="bottom")
            value = amount.number_input(_("Di bawah"), 0, small_numbers.MOST, now, key="batas_n")
            day = start.date_input(_("Berlaku sejak"), today, min_value=today, format="DD/MM/YYYY", key="batas_hari")
            pressed = send.form_submit_button(_("Simpan batas"), type="primary", width="stretch")
        if pressed and value is not None and day is not None:
            with shown():
                small_numbers.set_limit(user, str(user.regency), int(value), day, today=today, at=clock.now())
                st.toast(words("Batas disimpan: di bawah {n} sejak {day}.", n=number(value), day=day_short(day)),
                         icon=":material/check:")  # fmt: skip
                st.rerun()
