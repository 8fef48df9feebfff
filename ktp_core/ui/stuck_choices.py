"""Kartu tersendat: the districts and institutions that may be chosen."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.institutions import queries as institutions
from ktp_core.regions import queries as regions


@st.cache_resource(max_entries=64, show_spinner=False)
def places(_user: Actor, regency: str, seen: tuple[str, ...], version: str) -> tuple[dict[str, str], dict[int, str]]:
    """Districts by code and institutions by id, until something is written."""
    with reading(_user, Permission.HEAD_VIEW, regency) as conn:
        known = regions.districts(conn, regency)
        schools = institutions.options(conn, regency, seen)
    return {row.code: row.name for row in known.itertuples() if not seen or row.code in seen}, _named(schools)


def _named(schools: pd.DataFrame) -> dict[int, str]:
    """Id -> name; equal names carry their district, and their number where that is the same too."""
    twice = schools["name"].duplicated(keep=False)
    named = {
        int(row.id): f"{row.name} ({row.district_name or row.id})" if again else str(row.name)
        for row, again in zip(schools.itertuples(index=False), twice, strict=True)
    }
    often = Counter(named.values())
    return {key: f"{name} #{key}" if often[name] > 1 else name for key, name in named.items()}
