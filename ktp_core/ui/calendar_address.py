"""Screen `jadwal`: what stands in its address, and the callbacks that change it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ktp_core.visits.agenda import View

DAY, VIEW, VISIT, NEW, REQUEST, PLACE = "hari", "tampilan", "kunjungan", "baru", "permohonan", "lembaga"
EARLIEST, LATEST = date(2015, 1, 1), date(2099, 12, 31)


def go(day: date, view: View | None = None) -> None:
    """A callback: look at that day, in that view."""
    st.query_params[DAY] = min(max(day, EARLIEST), LATEST).isoformat()
    if view is not None:
        st.session_state[VIEW] = view
    back()


def open_visit(visit_id: int) -> None:
    """A callback: this visit stands in the calendar's place."""
    st.query_params[VISIT] = str(visit_id)


def open_form(day: date | None = None) -> None:
    """A callback: the form of a new visit stands in the calendar's place."""
    st.query_params[NEW] = day.isoformat() if day else "1"


def back() -> None:
    """A callback: the calendar again, as it was left."""
    for name in (VISIT, NEW, REQUEST, PLACE):
        st.query_params.pop(name, None)


def form_asked() -> bool:
    """Whether the address asks for a new visit: by the button, for a letter, or for an institution."""
    return any(name in st.query_params for name in (NEW, REQUEST, PLACE))


def number(name: str) -> int | None:
    """An id in the address, None when there is none that could be one."""
    written = st.query_params.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else None
