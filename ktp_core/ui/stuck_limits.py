"""Kartu tersendat: from how many days on a card counts as stuck. Everybody sees it, the admin sets it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.labels.stuck import KINDS
from ktp_core.stuck import service, settings
from ktp_core.stuck.model import MAX_DAYS, LimitValue, StuckKind
from ktp_core.ui import tables
from ktp_core.ui.i18n import _, day_short, number, words
from ktp_core.ui.refusals import shown
from ktp_core.ui.safe import quiet
from ktp_core.ui.stuck import Found


def limits(user: Actor, found: Found) -> None:
    """The limits in force, those that are coming, and the form that sets one."""
    with reading(user, Permission.HEAD_VIEW, user.regency) as conn:
        values = settings.limit_values(conn, str(user.regency))
    rows = []
    for kind in StuckKind:
        mine = [value for value in values if value.kind is kind]
        past = [value.valid_from for value in mine if value.valid_from <= found.today]
        coming = [value for value in mine if value.valid_from > found.today]
        rows.append((
            _(KINDS[kind.value]), words("{n} hari", n=number(found.limits[kind])),
            day_short(past[-1]) if past else _("bawaan"),
            ", ".join(words("{n} hari sejak {day}", n=v.days, day=day_short(v.valid_from)) for v in coming) or "–",
        ))  # fmt: skip
    frame = pd.DataFrame(rows, columns=["name", "days", "since", "coming"])
    columns = {
        "name": tables.text(_("Tersendat di"), 240), "days": tables.text(_("Batas"), 90),
        "since": tables.text(_("Berlaku sejak"), 120), "coming": tables.text(_("Akan berlaku"), 260),
    }  # fmt: skip
    tables.show(frame, columns, key="batas_tersendat", alt=_("Batas hari setiap jenis."))
    said = _("Kartu dihitung tersendat bila sudah menunggu sedikitnya selama batasnya; 0 hari berarti langsung.")
    st.markdown(quiet(said))
    if may(user, Permission.STUCK_LIMIT, user.regency):
        _form(user, found)


def _form(user: Actor, found: Found) -> None:
    with st.form("ubah_batas", border=True):
        st.markdown(f"**{_('Ubah batas')}**")
        which, days, start, send = st.columns([2, 1, 1.2, 1], vertical_alignment="bottom")
        kind = which.selectbox(
            _("Jenis"), list(StuckKind), format_func=lambda one: _(KINDS[one.value]), key="batas_jenis"
        )
        limit = days.number_input(_("Hari"), min_value=0, max_value=MAX_DAYS, value=14, step=1, key="batas_hari")
        day = start.date_input(
            _("Berlaku sejak"), value=found.today, min_value=found.today, format="DD/MM/YYYY", key="batas_sejak"
        )
        pressed = send.form_submit_button(_("Simpan batas"), type="primary", width="stretch", key="batas_simpan")
    if pressed and kind is not None and limit is not None and day is not None:
        with shown():
            value = LimitValue(kind, int(limit), day)
            service.set_limit(user, str(user.regency), value, today=found.today, at=clock.now())
            said = words("Batas disimpan: {n} hari sejak {day}.", n=value.days, day=day_short(value.valid_from))
            st.toast(said, icon=":material/check:")
            st.rerun()
