"""Screen `penyerahan`: what is counted over every finished card, asked for again only when something was written since.

A click then costs the same however many cards lie in nobody's hand. The permission is asked every time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.audit.store import state
from ktp_core.delivery import queries

_ASKED: dict[str, Callable[..., pd.DataFrame]] = {
    "loose": queries.loose,
    "uncollected": queries.uncollected,
    "calls": queries.calls,
}


def loose(user: Actor, today: date) -> pd.DataFrame:
    """`queries.loose` of the account's own districts."""
    return _read(user, "loose", today)


def uncollected(user: Actor, today: date) -> pd.DataFrame:
    """`queries.uncollected` of the account's own districts."""
    return _read(user, "uncollected", today)


def calls(user: Actor, today: date, min_days: int) -> pd.DataFrame:
    """`queries.calls` of the account's own districts."""
    return _read(user, "calls", today, min_days)


def _read(user: Actor, what: str, today: date, *more: int) -> pd.DataFrame:
    with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
        return _found(conn, state(conn), what, str(user.regency), user.districts, today, more)


@st.cache_data(max_entries=64, show_spinner=False)
def _found(
    _conn: Any, version: str, what: str, regency: str, districts: tuple[str, ...], today: date, more: tuple[int, ...]
) -> pd.DataFrame:  # fmt: skip
    return _ASKED[what](_conn, regency, districts, today, *more)
