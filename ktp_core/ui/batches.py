"""Screen `kelompok_cetak`: the batches; those that run stand large, the others in a table."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.batches import queries
from ktp_core.batches.model import BatchState, Progress
from ktp_core.ui import tables
from ktp_core.ui.batches_words import progress, share, state, title
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.menu import BY_FILE
from ktp_core.ui.safe import plain, quiet

BATCH, PART = "kelompok", "bagian"
_OPENED = "_kelompok_dibuka"
_SHOWN = {
    "jalan": (N_("Berjalan"), (BatchState.OPEN, BatchState.PAUSED)),
    "selesai": (N_("Selesai"), (BatchState.DONE,)),
    "batal": (N_("Dibatalkan"), (BatchState.CANCELLED,)),
    "semua": (N_("Semua"), ()),
}
_LARGE = 12
"""So many running batches stand large; more than that make a table."""


def open_batch(batch_id: int) -> None:
    """This batch stands in the place of the list; back in it, no row is chosen any more."""
    st.session_state[_OPENED] = st.session_state.get(_OPENED, 0) + 1
    st.query_params[BATCH] = str(batch_id)


def close_batch() -> None:
    """A callback: the list again, also for who came here from the form of a new batch."""
    st.query_params.pop(BATCH, None)
    st.session_state[PART] = "kelompok"


def link(user: Actor) -> None:
    """From other screens to the form of a new batch, for whoever may make one."""
    if may(user, Permission.BATCH_EDIT, user.regency):
        screen = BY_FILE["kelompok_cetak"]
        st.page_link(str(screen.path), label=_("Buat kelompok cetak"), icon=screen.icon, query_params={PART: _("Buat")})


def asked() -> int | None:
    """The batch in the address, None when there is none that could be one."""
    written = st.query_params.get(BATCH, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else None


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
        for row in fetch(_LARGE, 0).itertuples():
            _large(row)
        return
    tables.paged(total, fetch, _table, key="hal_kelompok", of=chosen)


def _nothing(chosen: str, *, may_edit: bool) -> None:
    said = _("Belum ada kelompok cetak dengan keadaan ini.")
    if chosen == "jalan":
        said = _("Tidak ada kelompok cetak yang berjalan. Petugas cetak membuatnya di halaman ini.")
        if may_edit:
            said = _("Tidak ada kelompok cetak yang berjalan. Buka bagian Buat: usulannya sudah tersusun menurut "
                     "urutan cetak kantor ini, tinggal ditetapkan.")  # fmt: skip
    st.info(said, icon=":material/stacks:")


def _large(row: Any) -> None:
    done = _done(row)
    with st.container(border=True):
        about, act = st.columns([5, 1], vertical_alignment="center")
        about.markdown(f"**{title(row.number, row.day)}** {quiet(_about(row))}")
        about.progress(share(done), text=f"**{progress(done)}**" + _waits(done))
        act.button(
            _("Buka"), key=f"buka_{row.id}", icon=":material/arrow_forward:", width="stretch", on_click=open_batch,
            args=(int(row.id),), type="primary" if row.state == BatchState.OPEN else "secondary",
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
        key=f"kelompok_{page}_{st.session_state.get(_OPENED, 0)}",
        choose="one",
        empty="–",
        height=min(560, 38 + 35 * len(shown)),
        alt=_("Kelompok cetak, yang terbaru di atas."),
    )
    st.markdown(quiet(_("Pilih satu baris untuk membukanya.")))
    if picked:
        open_batch(int(found.iloc[picked[0]]["id"]))
        st.rerun()
