"""The institutions of a district beside its map, by how they stand."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.institutions.model import Kind
from ktp_core.kpi.model import Scope
from ktp_core.ui import head_links, tables
from ktp_core.ui.i18n import _, day_short, words
from ktp_core.ui.institutions import KINDS
from ktp_core.ui.map_words import STATES
from ktp_core.ui.maps import Asked

_ORDER = {state: number for number, state in enumerate(STATES)}


def draw(user: Actor, scope: Scope, asked: Asked) -> None:
    """One row per institution, what asks for work first; the way to the registry and to the plan."""
    marks = asked.view.marks
    if marks.empty:
        st.markdown(_("Belum ada sekolah, pesantren, atau desa dalam daftar lembaga di sini."))
        return
    order = marks["state"].map(_ORDER)
    listed = marks.assign(order=order).sort_values(["order", "institution"], kind="stable")
    frame = pd.DataFrame({
        "institution": listed["institution"].to_list(),
        "kind": [_(KINDS[Kind(kind)]) for kind in listed["kind"]],
        "state": [_(STATES[state]).capitalize() for state in listed["state"]],
        "last_on": pd.to_datetime(listed["last_on"]).to_list(),
    })  # fmt: skip
    columns = {
        "institution": _("Lembaga"), "kind": _("Jenis"), "state": _("Keadaan"),
        "last_on": tables.day(_("Kunjungan terakhir")),
    }  # fmt: skip
    said = words("{n} lembaga dan keadaan kunjungannya.", n=str(len(frame)))
    if asked.choice.static:
        shown = frame.assign(last_on=[_day(day) for day in listed["last_on"]])
        titles = (_("Lembaga"), _("Jenis"), _("Keadaan"), _("Kunjungan terakhir"))
        st.table(shown.set_axis(titles, axis=1).set_index(titles[0]))
    else:
        tables.show(frame, columns, key="peta_lembaga", empty="–", alt=said)
    head_links.go(user, "rencana", _("Rencanakan kunjungan"))


def _day(day: object) -> str:
    return day_short(day)  # type: ignore[arg-type]
