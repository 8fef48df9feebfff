"""Screens `jadwal` and `hari_kunjungan`: the parcels that a visit takes along."""

from __future__ import annotations

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.delivery import queries
from ktp_core.delivery.model import ParcelState
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.menu import BY_FILE
from ktp_core.ui.parcels_acts import KEY

_OPEN = (ParcelState.PACKED, ParcelState.SENT)


def along(user: Actor, visit_id: int, permission: Permission) -> None:
    """One line, for who may see the visit; a link to each parcel for who may see those. Nothing when there is none."""
    with reading(user, permission, user.regency) as conn:
        found = queries.of_visit(conn, visit_id)
    found = found[found["state"].isin([str(state) for state in _OPEN])]
    if found.empty:
        return
    labels = {
        int(row["id"]): words("{code} ({n} kartu)", code=row["code"], n=number(int(row["inside"])))
        for row in found.to_dict("records")
    }
    if not may(user, Permission.PARCEL_VIEW, user.regency):
        st.markdown(words("Paket yang dibawa: **{parcels}**.", parcels=", ".join(labels.values())))
        return
    screen = BY_FILE["penyerahan"]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("Paket yang dibawa:"), width="content")
        for key, label in labels.items():
            st.page_link(str(screen.path), label=label, icon=screen.icon, query_params={KEY: str(key)}, width="content")
