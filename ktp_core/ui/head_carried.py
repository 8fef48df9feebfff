"""What a link carries from one of the head's screens to another: place, day, as known when, span.

The screens share these filters, and Streamlit drops from a link whatever the screen it stands on keeps in its own
address under that name (streamlit.runtime.state.query_params, `populate_from_query_string`): the link to the projection
of a district would open that of the whole regency. So they travel under another name and become filters on arrival.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st
from streamlit.errors import StreamlitAPIException

SHARED = ("kecamatan", "tanggal", "pengetahuan", "kurun")
_PREFIX = "ke_"
Address = Mapping[str, str | Sequence[str]]


def packed(address: Address) -> dict[str, str | Sequence[str]]:
    """An address as a link between the head's screens has it."""
    return {_PREFIX + name if name in SHARED else name: value for name, value in address.items()}


def unpack(districts: Mapping[str, str], spans: Mapping[int, str], first: date, last: date) -> None:
    """Before the filters are drawn: what a link carried is chosen; what is no choice here is forgotten. `districts` and
    `spans` with their words."""
    found = {name: st.query_params.get(_PREFIX + name) for name in SHARED if _PREFIX + name in st.query_params}
    if not found:
        return
    _own_names()
    codes = {word: code for code, word in districts.items()}
    months = {word: n for n, word in spans.items()}
    st.session_state["kecamatan"] = codes.get(found.get("kecamatan") or "")
    if day := _day(found.get("tanggal"), first, last):
        st.session_state["tanggal"] = day
        st.session_state["pengetahuan"] = found.get("pengetahuan") == "true"
    if (span := months.get(found.get("kurun") or "")) is not None:
        st.session_state["kurun"] = span


def _own_names() -> None:
    """The address names the filters as they are called here: it can be sent to a colleague."""
    kept = {name: st.query_params.get_all(name) for name in st.query_params}
    try:
        st.query_params.from_dict({name.removeprefix(_PREFIX): value for name, value in kept.items()})
    except StreamlitAPIException:  # the screen before still holds one of them; the filters write it themselves
        for name in [name for name in st.query_params if name.startswith(_PREFIX)]:
            del st.query_params[name]


def _day(said: str | None, first: date, last: date) -> date | None:
    try:
        day = date.fromisoformat(said or "")
    except ValueError:
        return None
    return day if first <= day <= last else None
