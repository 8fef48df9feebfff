"""Screen `kelompok_cetak`: the batches; those that run stand large, the others in a table."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.batches import queries
from ktp_core.batches.model import BatchState, Progress
from ktp_core.ui import batches_address, tables
from ktp_core.ui.batches_words import progress, share, state, title
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.safe import plain, quiet

_SHOWN = {
    "jalan": (N_("Berjalan"), (BatchState.OPEN, BatchState.PAUSED)),
    "selesai": (N_("Selesai"), (BatchState.DONE,)),
    "batal": (N_("Dibatalkan"), (BatchState.CANCELLED,)),
    "semua": (N_("Semua"), ()),
}
_LARGE = 12
"""So many running batches stand large; more than that make a table."""


def listing(user: Actor, *, may_edit: bool) -> None:
    """Batches by where they stand, the newest day first."""
    chosen = st.segmented_control(
        _("Keadaan"), list(_SHOWN), default="jalan", format_func=lambda key: _(_SHOWN[key][0]), key="keadaan",
        bind="query-params", required=True, label_visibility="collapsed",
    )  # fmt: skip
    states = _SHOWN[chosen or "jalan"][1]
    common: dict[str, Any] = {"districts": user.districts, "states": states}
    regency = str(user.regency)
    with reading(user, Permission.BATCH_VIEW, regency) as conn:
        total = queries.batches_total(conn, regency, **common)
    if not total:
        _nothing(chosen, may_edit=may_edit)
        return

    def fetch(limit: int, offset: int) -> pd.DataFrame:
        with reading(user, Permission.BATCH_VIEW, regency) as conn:
            return queries.batches(conn, regency, limit=limit, offset=offset, **common)

    if chosen == "jalan" and total <= _LARGE:
        _running(list(fetch(_LARGE, 0).itertuples()))
        return
    tables.paged(total, fetch, _table, key="hal_kelompok", of=chosen)


def _running(rows: list[Any]) -> None:
    """A few large ones; the first that is to be printed stands out."""
    first = next((row.id for row in rows if row.state == BatchState.OPEN and row.waiting), None)
    for row in rows:
        _large(row, next_one=row.id == first)


def _nothing(chosen: str, *, may_edit: bool) -> None:
    if chosen != "jalan":
        st.info(_("Belum ada kelompok cetak dengan keadaan ini."), icon=":material/stacks:")
    elif may_edit:
        st.info(_("Tidak ada kelompok cetak yang berjalan. Yang berikutnya diusulkan dari antrean cetak menurut urutan "
                  "kantor ini; tinggal diperiksa dan ditetapkan."), icon=":material/stacks:")  # fmt: skip
        st.button(
            _("Buat kelompok cetak"),
            type="primary",
            on_click=batches_address.begin,
            icon=":material/add:",
            key="mulai_buat",
        )
    else:
        said = _("Tidak ada kelompok cetak yang berjalan. Petugas cetak membuatnya di halaman ini.")
        st.info(said, icon=":material/stacks:")


def _large(row: Any, *, next_one: bool) -> None:
    done = _done(row)
    with st.container(border=True):
        about, act = st.columns([5, 1], vertical_alignment="center")
        about.markdown(f"**{title(row.number, row.day)}** {quiet(_about(row))}")
        about.progress(share(done), text=f"**{progress(done)}**" + _waits(done))
        act.button(
            _("Buka"), key=f"buka_{row.id}", icon=":material/arrow_forward:", width="stretch",
            on_click=batches_address.open_batch, args=(int(row.id),), type="primary" if next_one else "secondary",
        )  # fmt: skip


def _waits(done: Progress) -> str:
    return words(" · {n} menunggu", n=number(done.waiting)) if done.waiting else ""


def _about(row: Any) -> str:
    where = [plain(row.printer), plain(_place(row)), state(row.state)]
    note = [plain(row.note)] if isinstance(row.note, str) and row.note else []
    return " · ".join([*where, words("dibuat {who}", who=plain(row.made_by)), *note])


def _place(row: Any) -> str:
    """Where it is printed: at the office, or on the spot at an institution."""
    return str(row.institution) if isinstance(row.institution, str) else _("di kantor")


def _done(row: Any) -> Progress:
    counts = (row.waiting, row.printed, row.skipped, row.released, row.gone, row.spoiled)
    return Progress(*(int(n) for n in counts))


def _table(found: pd.DataFrame, page: int) -> None:
    rows = list(found.itertuples())
    states = [state(row.state).split(maxsplit=1)[1] for row in rows]  # a cell shows no sign
    shown = found.assign(place=[_place(row) for row in rows], state=states)
    columns = {
        "day": tables.day(_("Hari"), 86), "number": tables.amount(_("Kelompok"), 76),
        "printer": tables.text(_("Pencetak"), 94), "place": tables.text(_("Tempat"), 112),
        "state": tables.text(_("Keadaan"), 96), "cards": tables.amount(_("Kartu"), 56),
        "printed": tables.amount(_("Tercetak"), 70), "spoiled": tables.amount(_("Rusak"), 56),
        "skipped": tables.amount(_("Dilewati"), 70), "waiting": tables.amount(_("Menunggu"), 80),
        "made_by": tables.text(_("Dibuat oleh"), 100),
    }  # fmt: skip
    picked = tables.show(
        shown,
        columns,
        key=f"kelompok_{page}_{st.session_state.get(batches_address.OPENED, 0)}",
        choose="one",
        empty="–",
        height=min(560, 38 + 35 * len(shown)),
        alt=_("Kelompok cetak, yang terbaru di atas."),
    )
    st.markdown(quiet(_("Pilih satu baris untuk membukanya.")))
    if picked:
        batches_address.open_batch(int(found.iloc[picked[0]]["id"]))
        st.rerun()
