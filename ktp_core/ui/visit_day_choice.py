"""Hari kunjungan: which visit. Underway first, then today's, then what is near."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.fieldwork import queries, service
from ktp_core.labels.visits import VISIT_STATES
from ktp_core.teams.model import ResourceKind
from ktp_core.ui.i18n import _, day_short
from ktp_core.ui.visit_day import Opened
from ktp_core.visits import calendar
from ktp_core.visits.agenda import Chosen
from ktp_core.visits.model import VisitState

KEY = "kunjungan"
_CHOICE, _LOOKED, _SEEN = "hari_pilih", "_hari_dibuka", "_hari_terlihat"
_BEFORE, _AFTER = timedelta(days=45), timedelta(days=14)


def chosen(user: Actor) -> Opened | None:
    """The visit in the address or in the chooser: today's first. None when there is none."""
    today = clock.today(str(user.regency))
    with reading(user, Permission.FIELD_VIEW, user.regency) as conn:
        asked = Chosen(str(user.regency)).within(user)
        near = calendar.listed(conn, asked, today - _BEFORE, today + _AFTER)
        wanted = st.query_params.get(KEY, "")
        found = {int(row["id"]): row for row in near.to_dict("records")}
        if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 and int(wanted) not in found:
            far = calendar.one(conn, int(wanted), user)
            if far is not None:
                found[int(wanted)] = far.to_dict()
    found = {key: row for key, row in found.items() if pd.isna(row["source"])}  # what others reported has no list
    key = _choose(found, wanted, today)
    return None if key is None else _open(user, found[key], today)


def _choose(found: dict[int, Any], wanted: str, today: date) -> int | None:
    order = sorted(found, key=lambda key: _urgency(found[key], today))
    if not order:
        return None
    labels = {key: _option(found[key], today) for key in order}
    # Another key when a label changes: the browser would go on showing the state that a visit had before.
    widget = f"{_CHOICE}_{crc32(repr(labels).encode())}"
    if widget not in st.session_state:
        st.session_state[widget] = next((one for one in order if str(one) == wanted), order[0])
    key = st.selectbox(
        _("Kunjungan"), order, format_func=labels.__getitem__, key=widget, filter_mode="contains",
        label_visibility="collapsed",
    )  # fmt: skip
    st.query_params[KEY] = str(key)
    return int(key)


def _urgency(row: Any, today: date) -> tuple[Any, ...]:
    """Underway first, then today's, the coming, the past that were not closed, the closed."""
    state = VisitState(row["state"])
    late = row["day"] < today
    return state is not VisitState.UNDERWAY, state is VisitState.DONE, late, abs((row["day"] - today).days), row["id"]


def _option(row: Any, today: date) -> str:
    day = _("hari ini") if row["day"] == today else day_short(row["day"])
    team = row["team"] if isinstance(row["team"], str) else None
    return " · ".join(filter(None, [day, str(row["institution"]), team, _(VISIT_STATES[str(row["state"])])]))


def _open(user: Actor, about: dict[str, Any], today: date) -> Opened:
    key = int(about["id"])
    with reading(user, Permission.FIELD_VIEW, user.regency) as conn:
        sheet = queries.sheet(conn, key)
        operators, kits = (queries.tools(conn, sheet.visit, one) for one in (ResourceKind.OPERATOR, ResourceKind.KIT))
        team = about["team"] if isinstance(about["team"], str) else None
        now = frozenset(report.digest for line in sheet.lines for report in line.said)
        opened = Opened(
            user, sheet, str(about["institution"]), str(about["kind"]), about["district"], team, operators, kits,
            queries.kits_along(conn, sheet.visit), queries.workbooks(conn, key), today,
            st.session_state.get(f"{_SEEN}_{key}", now),
        )  # fmt: skip
    st.session_state[f"{_SEEN}_{key}"] = now
    if sheet.lines and st.session_state.get(_LOOKED) != key:  # one audit entry per look, not per rerun
        service.looked(user, key, at=clock.now())
        st.session_state[_LOOKED] = key
    return opened
