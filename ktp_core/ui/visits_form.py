"""Screen `jadwal`: the form of a new visit, for a letter or on our own initiative."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.errors import KtpError
from ktp_core.institutions.model import Kind
from ktp_core.ui import calendar_address as address
from ktp_core.ui import refusals
from ktp_core.ui import visits_parts as parts
from ktp_core.ui import visits_whom as whom
from ktp_core.ui.i18n import _, day_short, words
from ktp_core.ui.safe import plain, quiet
from ktp_core.ui.visits_against import against
from ktp_core.visits import service
from ktp_core.visits.checks import LONGEST_NOTE, MOST_PEOPLE
from ktp_core.visits.model import Origin, VisitDraft
from ktp_core.visits.rules import channel_of
from ktp_core.workdays import store as workdays
from ktp_core.workdays.rules import ONE_DAY


def new(user: Actor, today: date) -> None:
    """Choose for whom, when and with whom; clashes stand there before anything is saved."""
    st.button(_("Kembali ke jadwal"), on_click=address.back, icon=":material/arrow_back:", type="tertiary")
    st.header(_("Kunjungan baru"), anchor=False)
    waiting, places = whom.choices(user, today)
    if places.empty:
        parts.no_places()
        return
    request = whom.request(waiting) if may(user, Permission.REQUEST_VIEW) else None
    place = whom.place(places, request)
    if place is None:
        st.markdown(quiet(_("Pilih lembaga atau permohonan lebih dahulu.")))
        return
    key = f"baru_{place['id']}_{request['request_id'] if request is not None else ''}"
    draft = _draft(user, key, place, request, _first_day(user, today, request))
    _save(user, key, draft, today)


def _first_day(user: Actor, today: date, request: pd.Series | None) -> date:
    """The day in the address, the wished one, or the next working day."""
    with suppress(ValueError):
        return date.fromisoformat(st.query_params.get(address.NEW, ""))
    wished = request["wished_from"] if request is not None else None
    first = max(wished, today + ONE_DAY) if isinstance(wished, date) else today + ONE_DAY
    with reading(user, Permission.VISIT_PLAN, user.regency) as conn:
        days = workdays.calendar(conn, user.regency or "", first, first + 60 * ONE_DAY)
    return days.next_workday(first) or first


def _draft(user: Actor, key: str, place: pd.Series, request: pd.Series | None, first: date) -> VisitDraft:
    day, start, end = parts.slot(key, first, 8 * 60, 12 * 60)
    everybody = parts.crew(user)
    team, resources = parts.along(key, everybody, service.taken(user, user.regency or "", day, start, end), None, None)
    left, right = st.columns([1, 3])
    known = request["expected"] if request is not None and pd.notna(request["expected"]) else None
    expected: Any = left.number_input(
        _("Perkiraan orang"), 0, MOST_PEOPLE, int(known) if known is not None else None, key=f"orang_{key}"
    )
    note = right.text_input(_("Catatan"), key=f"catatan_{key}", max_chars=LONGEST_NOTE)
    kind = place["type"] if isinstance(place["type"], str) else None
    draft = VisitDraft(
        institution_id=int(place["id"]), day=day, start=start, end=end, team_id=team, resources=resources,
        channel=channel_of(Kind(place["kind"]), kind), expected=expected, note=note or None,
    )  # fmt: skip
    if request is None:
        return draft
    return replace(draft, origin=Origin.REQUEST, request_id=int(request["request_id"]))


def _save(user: Actor, key: str, draft: VisitDraft, today: date) -> None:
    try:
        found = service.look(user, draft, today=today)
    except KtpError as refusal:
        refusals.say(refusal)
        return
    accepted = against(user, found, parts.crew(user), key)
    if not found.clashes and not found.warnings:
        st.success(_("Tidak ada bentrok: tim, alat, petugas, kendaraan, dan lembaga kosong pada jam itu."))

    def book() -> None:
        made = service.schedule(user, draft, today=today, accepted=accepted or (), at=clock.now())
        address.back()
        address.open_visit(made)

    if st.button(
        _("Simpan kunjungan"), type="primary", icon=":material/save:", disabled=accepted is None, key="simpan_kunjungan"
    ):
        parts.carry_out(words("Kunjungan {day} dijadwalkan.", day=plain(day_short(draft.day))), book)
