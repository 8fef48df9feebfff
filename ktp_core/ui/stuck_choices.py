"""Kartu tersendat: the districts and institutions that may be chosen."""

from __future__ import annotations

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.institutions import queries as institutions
from ktp_core.regions import queries as regions
from ktp_core.ui import places as naming


@st.cache_resource(max_entries=64, show_spinner=False)
def places(_user: Actor, regency: str, seen: tuple[str, ...], version: str) -> tuple[dict[str, str], dict[int, str]]:
    """Districts by code and institutions by id, until something is written."""
    with reading(_user, Permission.HEAD_VIEW, regency) as conn:
        known = regions.districts(conn, regency)
        schools = institutions.options(conn, regency, seen)
    districts = {row.code: row.name for row in known.itertuples() if not seen or row.code in seen}
    rows = schools.itertuples(index=False)
    return districts, naming.named((int(row.id), str(row.name), row.district_name) for row in rows)
