"""Ways from the head's page to the lists behind its numbers: the same filters in the address, for roles that may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import may
from ktp_core.kpi import service
from ktp_core.kpi.model import Scope
from ktp_core.ui import head_carried
from ktp_core.ui.menu import BY_FILE

Address = Mapping[str, str | Sequence[str]]
HEAD = frozenset({"beranda", "peta", "tren", "belum_terjangkau", "proyeksi"})
"""Screens with the filters of `head_filters`."""


def go(user: Actor, file: str, label: str, address: Address | None = None) -> bool:
    """A link to a screen with its filters set, when this account may open it; whether there is one."""
    screen = BY_FILE[file]
    if not may(user, screen.permission, user.regency) or not screen.path.exists():
        return False
    filters: Address = {name: value for name, value in (address or {}).items() if value}
    if file in HEAD:
        filters = head_carried.packed(filters)
    st.page_link(str(screen.path), label=label, icon=screen.icon, query_params=filters)
    return True


def names(user: Actor, scope: Scope) -> list[str]:
    """The chosen districts as they stand in an address: the lists narrow themselves to those of the account."""
    if not scope.districts or scope.districts == user.districts:
        return []
    known = districts(user, scope.regency)
    return [known[code] for code in scope.districts if code in known]


def districts(user: Actor, regency: str) -> dict[str, str]:
    """Name by code of the districts that the account may choose; names of regions do not change while we run."""
    return _districts(user, config.database_url(), regency, user.districts)


@st.cache_data(ttl=300, max_entries=256, show_spinner=False)
def _districts(_user: Actor, database: str, regency: str, seen: tuple[str, ...]) -> dict[str, str]:
    return service.districts(_user, regency)
