"""Kartu tersendat: the cards by name, for those who act, with masked NIKs until somebody asks in writing."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from ktp_core import clock, nik
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.cards.model import CardState
from ktp_core.cards.wording import SHORT_STATES
from ktp_core.exports.kinds import stuck_params
from ktp_core.labels.stuck import SHORT_KINDS
from ktp_core.stuck import notes, queries, service
from ktp_core.stuck.model import StuckFilter
from ktp_core.stuck.rules import STATES
from ktp_core.ui import reveal, stuck_case, tables
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.refusals import shown
from ktp_core.ui.safe import quiet
from ktp_core.ui.stuck import Found

_SCREEN, _LOOKED = "tersendat", "_tersendat_dilihat"


def listing(user: Actor, chosen: StuckFilter, found: Found) -> None:
    """The cards, fifty a page, longest stuck first."""
    if not found.whole.total:
        return
    chosen = chosen.within(user, Permission.STUCK_VIEW)
    _looked(user, chosen, found)
    head, file = st.columns([3, 1], vertical_alignment="bottom")
    head.header(_("Daftar nama"), anchor=False)
    if may(user, Permission.STUCK_WORK, user.regency):
        with file, shown():
            params = stuck_params(chosen.to_params(), found.today)
            label = _("Unduh daftar (XLSX)")
            download_button(label, "stuck.xlsx", params, user, width="stretch", key="unduh_tersendat")
    page = {"offset": 0}

    def fetch(limit: int, offset: int) -> pd.DataFrame:
        page["offset"] = offset
        return _page(user, chosen, found, limit, offset)

    tables.paged(found.whole.total, fetch, lambda frame, _n: _cards(user, chosen, found, frame, page["offset"]),
                 of=chosen)  # fmt: skip


def _looked(user: Actor, chosen: StuckFilter, found: Found) -> None:
    """One audit entry for each question, not for each rerun."""
    if st.session_state.get(_LOOKED) != chosen:
        service.looked(user, chosen, total=found.whole.total, at=clock.now())
        st.session_state[_LOOKED] = chosen


def _page(user: Actor, chosen: StuckFilter, found: Found, limit: int, offset: int) -> pd.DataFrame:
    open_ids = reveal.revealed(_SCREEN, chosen, offset)
    permission = Permission.NIK_REVEAL if open_ids else Permission.STUCK_VIEW
    with reading(user, permission, user.regency) as conn:
        frame = queries.stuck_page(
            conn, chosen, found.limits, found.today, limit=limit, offset=offset, of=found.whole, reveal=bool(open_ids)
        )
        people = notes.workers(conn, chosen.regency)
    pairs = zip(frame["id"], frame["nik"], strict=True)
    frame["nik"] = [nik.group(digits) if key in open_ids else nik.mask(digits) for key, digits in pairs]
    frame["kind_word"] = [_(SHORT_KINDS[kind]) for kind in frame["kind"]]
    frame["state_word"] = [_(SHORT_STATES[CardState(int(state))]) for state in frame["state"]]
    frame["waited"] = [words("{n} hari", n=number(int(days))) for days in frame["days"]]
    frame["owner_name"] = [people.get(name, name) if isinstance(name, str) else "–" for name in frame["owner"]]
    texts = ["institution", "district", "action"]
    frame[texts] = frame[texts].astype(object).fillna("–")
    return frame


def _cards(user: Actor, chosen: StuckFilter, found: Found, frame: pd.DataFrame, offset: int) -> None:
    columns = {"name": tables.text(_("Nama"), 142), "nik": tables.text(_("NIK"), 136)}
    narrow = chosen.kind is None or len(STATES[chosen.kind]) > 1
    if chosen.kind is None:
        columns["kind_word"] = tables.text(_("Tersendat"), 88)
    elif narrow:
        columns["state_word"] = tables.text(_("Status kartu"), 100)
    columns |= {
        "institution": tables.text(_("Lembaga"), 110), "district": tables.text(_("Kecamatan"), 94),
        "waited": tables.text(_("Lama"), 74, help=_("Hari sejak kartu berhenti di sini.")),
        "owner_name": tables.text(_("Ditangani"), 90 if narrow else 122),
        "action": tables.text(_("Kesepakatan"), 88 if narrow else 150), "due_on": tables.day(_("Tenggat"), 86),
    }  # fmt: skip
    key = f"tersendat_{offset}_{hash(chosen)}_{st.session_state.get(stuck_case.SAVED, 0)}"
    picked = tables.show(
        frame, columns, key=key, choose="many", height=tables.fitting(frame), empty="–",
        alt=_("Kartu tersendat, yang terlama lebih dahulu."),
    )  # fmt: skip
    if may(user, Permission.NIK_REVEAL, user.regency):
        reveal.button(_SCREEN, chosen, offset, frame, picked, partial(service.revealed, user, chosen, at=clock.now()))
    if picked:
        stuck_case.chosen_cards(user, chosen, found, frame.iloc[picked])
    else:
        st.markdown(quiet(_("Pilih satu baris untuk membuka kartunya, atau beberapa untuk mencatat penanganannya.")))
