"""Screen `layanan_keliling`: one visit to another day by hand, with what stands against that day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.errors import KtpError
from ktp_core.institutions import store as institutions
from ktp_core.ui import refusals
from ktp_core.ui.calendar_words import blocked_words, full_day, hours, off_words
from ktp_core.ui.i18n import N_, _, day_long, words
from ktp_core.ui.rounds import Sheet, carry_out, seen
from ktp_core.ui.rounds_board import CHOSEN
from ktp_core.ui.rounds_days import LONGEST, otherwise
from ktp_core.ui.safe import plain, quiet
from ktp_core.visits import service as visits
from ktp_core.visits import store
from ktp_core.visits.model import Visit, VisitDraft, VisitState
from ktp_core.visits.rules import Warned, WarningKind

_WARNINGS = {
    WarningKind.PAST: N_("Hari itu sudah lewat."),
    WarningKind.UNDECIDED: N_("Cuti bersama tahun itu belum diumumkan."),
}
Accepted = frozenset[WarningKind]
_PANEL = "ubah_hari"


def panels(user: Actor, one: Sheet) -> None:
    """Below the sheet: nothing, or the form for one day. A click on a visit opens the form that moves it."""
    if CHOSEN in st.session_state:
        st.session_state[_PANEL] = "pindah"
    wanted = st.segmented_control(
        _("Ubah satu hari"), ["kecuali", "pindah"], key=_PANEL, label_visibility="collapsed",
        format_func=lambda key: _("Kecualikan satu hari") if key == "kecuali" else _("Pindahkan satu kunjungan"),
    )  # fmt: skip
    if wanted is None:
        return
    with st.container(border=True):
        otherwise(user, one) if wanted == "kecuali" else move(user, one)


def move(user: Actor, one: Sheet) -> None:
    """One visit to another day, by hand; its old day is not filled again."""
    open_ = one.visits[(one.visits["state"] == str(VisitState.PLANNED)) & (one.visits["day"] >= one.today)]
    if open_.empty:
        st.markdown(quiet(_("Tidak ada hari layanan terjadwal yang dapat dipindahkan.")))
        return
    names = {int(row.id): f"{full_day(row.day)} · {row.institution}" for row in open_.itertuples()}
    asked = st.session_state.pop(CHOSEN, None)
    if asked in names:
        st.session_state["pindah_mana"] = asked
    left, right = st.columns([3, 1.4])
    key = left.selectbox(_("Kunjungan"), list(names), format_func=names.__getitem__, key="pindah_mana")
    row = open_[open_["id"] == key].iloc[0]
    day = right.date_input(_("Hari baru"), row["day"], min_value=one.today, max_value=one.today + LONGEST,
                           format="DD/MM/YYYY", key=f"pindah_hari_{key}")  # fmt: skip
    reason = st.text_input(_("Alasan"), key="pindah_alasan", max_chars=300, placeholder=_("mis. balai desa dipakai"))
    accepted = _seen(user, one, row, day) if day != row["day"] else None
    version = seen(f"kunjungan_{key}", int(row["version"]))
    pressed = st.button(_("Pindahkan"), type="primary", key="pindahkan", disabled=accepted is None)
    if pressed and accepted is not None:
        carry_out(lambda: _moved(user, row, version, day, reason, one.today, accepted))


def _seen(user: Actor, one: Sheet, row: pd.Series, day: date) -> Accepted | None:
    """What stands against the new day and was accepted; None when it cannot be, or is not confirmed."""
    known = _known(user, row)
    draft = VisitDraft(
        institution_id=known.institution_id, day=day, start=known.start, end=known.end, team_id=known.team_id,
        resources=known.resources,
    )  # fmt: skip
    try:
        found = visits.look(user, draft, today=one.today, but=known.id)
    except KtpError as refusal:
        refusals.say(refusal)
        return None
    if found.clashes:
        others = ", ".join(sorted({plain(_place(user, clash.other.institution_id)) for clash in found.clashes}))
        st.error(words("Bentrok pada jam itu dengan kunjungan ke {names}.", names=others), icon=":material/event_busy:")
        return None
    if found.warnings:
        st.warning(" ".join(_warnings(found.warnings)), icon=":material/warning:")
        if not st.checkbox(_("Tetap pindahkan ke hari itu"), key=f"tetap_{known.id}_{day}"):
            return None
    return found.kinds


def _warnings(found: Iterable[Warned]) -> list[str]:
    """What may be gone past knowingly, in sentences."""
    said = []
    for one in found:
        if one.off is not None:
            said.append(words("Hari itu bukan hari kerja: {name}.", name=plain(off_words(one.off))))
        elif one.blocked is not None:
            said.append(words("Tempat itu tidak dikunjungi: {name}.", name=plain(blocked_words(one.blocked))))
        elif one.other is not None:
            at = hours(one.other.start, one.other.end)
            said.append(words("Tempat itu sudah punya kunjungan lain hari itu, {hours}.", hours=at))
        else:
            said.append(_(_WARNINGS[one.kind]))
    return said


def _known(user: Actor, row: pd.Series) -> Visit:
    with reading(user, Permission.VISIT_PLAN, user.regency) as conn:
        return store.visit(conn, int(row["id"]))


def _place(user: Actor, institution_id: int) -> str:
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        return institutions.get(conn, institution_id).name


def _moved(
    user: Actor, row: pd.Series, version: int, day: date, reason: str, today: date, accepted: Accepted
) -> str:
    known = _known(user, row)
    visits.reschedule(
        user, known.id, version, day=day, start=known.start, end=known.end, reason=reason, today=today,
        accepted=accepted, at=clock.now(),
    )  # fmt: skip
    return words("{name} dipindah ke {day}.", name=plain(row["institution"]), day=day_long(day))
