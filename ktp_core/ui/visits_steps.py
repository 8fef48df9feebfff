"""Screen `jadwal`: move a visit, send others, call it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.errors import KtpError
from ktp_core.ui import refusals
from ktp_core.ui import visits_parts as parts
from ktp_core.ui.i18n import _
from ktp_core.ui.safe import quiet
from ktp_core.ui.visits_against import against
from ktp_core.visits import service, states
from ktp_core.visits.checks import LONGEST_NOTE, LONGEST_REASON, MOST_PEOPLE
from ktp_core.visits.model import VisitAction, VisitDraft, VisitState


@dataclass(frozen=True, slots=True)
class Opened:
    """A visit as it was shown to who changes it."""

    id: int
    version: int
    draft: VisitDraft


def steps(user: Actor, found: pd.Series, along: pd.DataFrame, today: date, *, reported: bool) -> None:
    """A tab for each thing that can still be done; none for a visit that is over."""
    names = {
        VisitAction.RESCHEDULE: _("Pindahkan"),
        VisitAction.ASSIGN: _("Tim dan alat"),
        VisitAction.CANCEL: _("Batalkan"),
    }
    able = [one for one in states.actions(VisitState(found["state"]), reported=reported) if one in names]
    if not able:
        return
    opened = _opened(found, along)
    for tab, action in zip(st.tabs([names[one] for one in able]), able, strict=True):
        with tab:
            {
                VisitAction.RESCHEDULE: lambda: _move(user, opened, today),
                VisitAction.ASSIGN: lambda: _assign(user, opened),
                VisitAction.CANCEL: lambda: _cancel(user, opened),
            }[action]()


def _opened(found: pd.Series, along: pd.DataFrame) -> Opened:
    note = found["note"] if isinstance(found["note"], str) else None
    draft = VisitDraft(
        institution_id=int(found["institution_id"]), day=found["day"], start=_whole(found["start"]),
        end=_whole(found["end"]), team_id=_whole(found["team_id"]), expected=_whole(found["expected"]),
        resources=tuple(int(key) for key in along["id"]), note=note,
    )  # fmt: skip
    return Opened(int(found["id"]), parts.opened(found), draft)


def _move(user: Actor, one: Opened, today: date) -> None:
    key = f"pindah_{one.id}_{one.version}"
    was = one.draft
    day, start, end = parts.slot(key, was.day, was.start, was.end)
    reason = _reason(key, _("mis. sekolah mengadakan ujian"))
    if (day, start, end) == (was.day, was.start, was.end):
        st.markdown(quiet(_("Pilih hari atau jam yang baru; bentroknya langsung diperiksa.")))
        return
    moved = VisitDraft(
        institution_id=was.institution_id, day=day, start=start, end=end, team_id=was.team_id, resources=was.resources
    )
    accepted = _against(user, moved, today, one.id, key)
    if st.button(
        _("Pindahkan kunjungan"), type="primary", icon=":material/event_repeat:", disabled=accepted is None,
        key="pindahkan",
    ):  # fmt: skip
        parts.carry_out(
            _("Kunjungan dipindahkan."),
            lambda: service.reschedule(
                user, one.id, one.version, day=day, start=start, end=end, reason=reason, today=today,
                accepted=accepted or (), at=clock.now(),
            ),
        )  # fmt: skip


def _against(user: Actor, moved: VisitDraft, today: date, visit_id: int, key: str) -> Any:
    try:
        found = service.look(user, moved, today=today, but=visit_id)
    except KtpError as refusal:
        refusals.say(refusal)
        return None
    return against(user, found, parts.crew(user), key)


def _assign(user: Actor, one: Opened) -> None:
    key = f"ubah_{one.id}_{one.version}"
    was = one.draft
    taken = service.taken(user, user.regency or "", was.day, was.start, was.end, but=one.id)
    team, resources = parts.along(key, parts.crew(user), taken, was.team_id, was.resources)
    left, right = st.columns([1, 3])
    expected: Any = left.number_input(_("Perkiraan orang"), 0, MOST_PEOPLE, was.expected, key=f"orang_{key}")
    note = right.text_input(_("Catatan"), was.note or "", key=f"catatan_{key}", max_chars=LONGEST_NOTE)
    if st.button(_("Simpan perubahan"), type="primary", icon=":material/save:", key="simpan_tim"):
        parts.carry_out(
            _("Perubahan disimpan."),
            lambda: service.assign(
                user, one.id, one.version, team_id=team, resources=resources, expected=expected, note=note,
                at=clock.now(),
            ),
        )  # fmt: skip


def _cancel(user: Actor, one: Opened) -> None:
    st.markdown(
        quiet(_("Kunjungan tetap ada dalam riwayat. Permohonannya menunggu dijadwalkan lagi, dan orang yang akan "
                "ditemui ulang menunggu kunjungan lain."))
    )  # fmt: skip
    reason = _reason(f"batal_{one.id}", _("mis. sekolah libur mendadak"))
    if st.button(_("Batalkan kunjungan"), type="primary", icon=":material/event_busy:", key="batalkan"):
        parts.carry_out(
            _("Kunjungan dibatalkan."),
            lambda: service.cancel(user, one.id, one.version, reason=reason, at=clock.now()),
        )


def _reason(key: str, example: str) -> str:
    return st.text_input(_("Alasan"), key=f"alasan_{key}", max_chars=LONGEST_REASON, placeholder=example)


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
