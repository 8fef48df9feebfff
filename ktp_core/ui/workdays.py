"""Screen `tim_alat`: spans in which an institution is not visited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.institutions import queries as institutions
from ktp_core.institutions.model import Kind
from ktp_core.labels.visits import CAUSES
from ktp_core.teams.rules import LONGEST_NOTE
from ktp_core.ui import tables
from ktp_core.ui.calendar_words import KIND_WORDS
from ktp_core.ui.i18n import N_, _, day_long, number, words
from ktp_core.ui.safe import plain, quiet
from ktp_core.ui.teams_steps import carry_out, picked
from ktp_core.workdays import queries, service
from ktp_core.workdays.model import BlockedDraft, Cause

OFFICE = "office"
_WHOM = {"one": N_("Satu lembaga"), "kind": N_("Semua lembaga sejenis"), OFFICE: N_("Kantor tidak bekerja")}


def spans(user: Actor, today: date) -> None:
    """Spans from last month on, with the visits that fall into them; new ones, and taking one back."""
    _new(user, today)
    first = today.replace(day=1)
    with reading(user, Permission.TEAM_EDIT, user.regency) as conn:
        found = queries.spans(conn, user.regency or "", first, date(today.year + 2, 12, 31), user.districts)
    if found.empty:
        st.info(_("Belum ada rentang tanpa kunjungan. Tandai ujian, libur sekolah, PKL, atau Ramadan di atas."))
        return
    st.markdown(words("**{n}** rentang berjalan atau akan datang.", n=number(len(found))))
    shown = found.assign(whom=[_whom(row) for row in found.itertuples()],
                         why=[_(CAUSES[cause]) for cause in found["cause"]], note=found["note"].fillna(""))  # fmt: skip
    row = picked(
        shown,
        {"from_day": tables.day(_("Mulai"), 100), "until_day": tables.day(_("Sampai"), 100), "whom": _("Siapa"),
         "why": tables.text(_("Sebab"), 110), "note": _("Keterangan"),
         "inside": tables.amount(_("Kunjungan di dalamnya"), 150)},
        "daftar_rentang",
    )  # fmt: skip
    if row is not None:
        _remove(user, row)


def _whom(row: Any) -> str:
    if isinstance(row.institution, str):
        return f"{row.institution} · {row.district_name}" if isinstance(row.district_name, str) else row.institution
    return _(KIND_WORDS[row.kind]).capitalize() if isinstance(row.kind, str) else _(_WHOM[OFFICE])


def _remove(user: Actor, row: pd.Series) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            words("{whom}, {first} sampai {last}", whom=plain(row["whom"]), first=day_long(row["from_day"]),
                  last=day_long(row["until_day"])), width="stretch",
        )  # fmt: skip
        if st.button(_("Hapus rentang"), icon=":material/delete:", key="hapus_rentang"):
            carry_out(_("Rentang dihapus."), lambda: service.unblock(user, int(row["id"]), at=clock.now()))


@dataclass(frozen=True, slots=True)
class _Whom:
    institution_id: int | None = None
    kind: str | None = None
    known: bool = False


def _new(user: Actor, today: date) -> None:
    turn = st.session_state.setdefault("_rentang_baru", 0)
    with st.expander(_("Tandai hari tanpa kunjungan"), icon=":material/event_busy:"):
        whom = _asked_whom(user, turn, today)
        row = st.columns([2.4, 1.6, 3])
        span: Any = row[0].date_input(_("Dari dan sampai"), (today, today), format="DD/MM/YYYY", key=f"rentang_{turn}")
        cause: Any = row[1].selectbox(
            _("Sebab"), list(Cause), key=f"sebab_{turn}", format_func=lambda one: _(CAUSES[one])
        )
        note = row[2].text_input(_("Keterangan"), key=f"ket_{turn}", max_chars=LONGEST_NOTE,
                                 placeholder=_("mis. Penilaian akhir semester"))  # fmt: skip
        ready = whom.known and len(span) == 2

        def block() -> None:
            draft = BlockedDraft(
                from_day=span[0], until_day=span[1], cause=cause, institution_id=whom.institution_id, kind=whom.kind,
                note=note or None,
            )  # fmt: skip
            service.block(user, user.regency or "", draft, at=clock.now())
            st.session_state["_rentang_baru"] = turn + 1

        if st.button(_("Tandai"), type="primary", disabled=not ready, key="tandai_rentang"):
            carry_out(_("Rentang tersimpan; jadwal dan usulan rencana memperhitungkannya."), block)


def _asked_whom(user: Actor, turn: int, today: date) -> _Whom:
    """One institution; all of a kind and the office itself only for who works for the whole regency."""
    options = ["one"] if user.districts else list(_WHOM)
    left, right = st.columns([4.4, 3], vertical_alignment="bottom")
    which = left.radio(_("Siapa"), options, key=f"siapa_{turn}", horizontal=True, format_func=lambda one: _(_WHOM[one]))
    if which == OFFICE:
        right.markdown(quiet(_("Hari itu bukan hari kerja bagi seluruh kantor.")))
        return _Whom(known=True)
    if which == "kind":
        kind = right.selectbox(
            _("Jenis lembaga"), list(Kind), key=f"jenis_{turn}", format_func=lambda one: _(KIND_WORDS[one]).capitalize()
        )
        return _Whom(kind=str(kind), known=True)
    with reading(user, Permission.TEAM_EDIT, user.regency) as conn:
        known = institutions.options(conn, user.regency or "", user.districts, today=today)
    names = {int(row.id): " · ".join(part for part in (row.place, row.district_name) if isinstance(part, str))
             for row in known.rename(columns={"name": "place"}).itertuples()}  # fmt: skip
    chosen = right.selectbox(
        _("Lembaga"), list(names), index=None, key=f"lembaga_{turn}", format_func=names.__getitem__,
        placeholder=_("Cari nama lembaga"),
    )  # fmt: skip
    return _Whom(institution_id=chosen, known=chosen is not None)
