"""Screen `kelompok_cetak`: the cards of a batch, fifty a page."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.batches import queries
from ktp_core.batches.model import BatchState, CardMark
from ktp_core.batches.states import HOLDING
from ktp_core.labels.batches import CATEGORIES
from ktp_core.ui import tables
from ktp_core.ui.batches_one import Opened
from ktp_core.ui.batches_words import became, total
from ktp_core.ui.forms import turn
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.safe import quiet

PICKED = "kartu_terpilih"
_M = CardMark
_MINE = "bagian"
_SHOWN: dict[str, tuple[str, tuple[CardMark, ...]]] = {
    _MINE: (N_("Bagian saya"), (_M.WAITING,)), "tunggu": (N_("Menunggu"), (_M.WAITING,)),
    "cetak": (N_("Tercetak"), (_M.PRINTED,)),
    "lewat": (N_("Dilewati"), (_M.SKIPPED,)), "lain": (N_("Tidak jadi"), (_M.RELEASED, _M.GONE)),
    "semua": (N_("Semua"), ()),
}  # fmt: skip


def cards(one: Opened) -> list[int]:
    """The cards by what became of them; the positions of those chosen."""
    view = _view(one)
    marks, mine = _SHOWN[view][1], one.user.name if view == _MINE else None
    count = len(one.now.mine) if mine else _count(one, marks)
    if not count:
        st.markdown(quiet(_("Tidak ada kartu dengan keadaan ini di kelompok ini.")))
        return []

    def fetch(limit: int, offset: int) -> pd.DataFrame:
        with reading(one.user, Permission.BATCH_VIEW, one.user.regency) as conn:
            return queries.cards(
                conn, one.id, today=one.today, states=marks, taken_by=mine, limit=limit, offset=offset
            )  # fmt: skip

    return tables.paged(
        count, fetch, lambda found, page: _draw(one, found, page, view), key="hal_kartu", of=(one.id, view)
    )


def _view(one: Opened) -> str:
    """One's own part first, then what waits; of a batch that has ended everything."""
    runs = one.batch.state in HOLDING and one.done.waiting
    first = _MINE if one.now.mine else "tunggu" if runs else "semua"
    views = [view for view in _SHOWN if view != _MINE or one.now.mine]
    # Another key when another list comes first: a keyed choice keeps its first default.
    chosen = st.segmented_control(
        _("Tampilkan"), views, default=first, required=True, key=f"tampil_{one.id}_{first}",
        format_func=lambda view: _(_SHOWN[view][0]), label_visibility="collapsed",
    )  # fmt: skip
    return chosen or first


def _count(one: Opened, marks: tuple[CardMark, ...]) -> int:
    return sum(int(getattr(one.done, str(mark))) for mark in marks) if marks else total(one.done)


def _draw(one: Opened, found: pd.DataFrame, page: int, view: str) -> list[int]:
    shown = found.assign(
        category=[_(CATEGORIES[value]) for value in found["category"]],
        waited=[words("{n} hari", n=number(int(days))) for days in found["days"]],
        became=[became(row, one.user.name) for row in found.itertuples()],
    )
    choose = "many" if one.may_edit and one.batch.state is BatchState.OPEN else None
    key = f"kartu_{one.id}_{page}_{view}_{one.done.waiting}_{turn(PICKED)}"
    picked = tables.show(
        shown, _columns(view), key=key, choose=choose, empty="–", height=min(560, 38 + 35 * len(found)),
        alt=_("Kartu kelompok ini menurut urutan cetak."),
    )  # fmt: skip
    return [int(found.iloc[at]["position"]) for at in picked]


def _columns(view: str) -> dict[str, Any]:
    """Everything fits beside the sidebar at 1366 px; where reasons stand, they get the room of what says less there."""
    columns = {
        "position": tables.amount(_("No"), 45), "name": tables.text(_("Nama"), 172),
        "birth_date": tables.day(_("Lahir"), 86), "institution": tables.text(_("Lembaga"), 138),
        "district": tables.text(_("Kecamatan"), 98), "category": tables.text(_("Sebab didahulukan"), 130),
        "waited": tables.text(_("Menunggu"), 78), "became": tables.text(_("Keadaan"), 150),
    }  # fmt: skip
    dropped = ["waited"] if view != "tunggu" else []
    if view in ("lewat", "lain"):
        dropped.append("category")
    for name in dropped:
        del columns[name]
    columns["became"] = tables.text(
        _("Keadaan"), 150 + 78 * ("waited" not in columns) + 130 * ("category" not in columns)
    )
    return columns
