"""Screen `permohonan`: the form of a request, new or known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.errors import Refused
from ktp_core.institutions import queries as institutions
from ktp_core.institutions.model import Kind
from ktp_core.requests import queries, rules
from ktp_core.requests.model import OPEN, Chosen, Request, RequestDraft, Sender
from ktp_core.ui.i18n import _, day_short, number, words
from ktp_core.ui.visits_parts import no_places


@dataclass(frozen=True, slots=True)
class Asker:
    """For which institution (None: not chosen yet) and at whose wish."""

    place: int | None
    sender: Sender


def asker(user: Actor, key: str, before: Request | None) -> Asker:
    """What changes the rest of the form; it stands outside an st.form, above it."""
    left, right = st.columns(2, gap="large")
    with left:
        place, kind = _place(user, key, before)
    with right:
        return Asker(place, _sender(key, before.sender if before else Sender.SCHOOL, kind))


def fields(key: str, of: Asker, before: Request | None, today: date) -> Callable[[], RequestDraft]:
    """What is typed, as it stands; call the answer to get the draft. A refusal keeps what was typed.

    A submit button belongs into the same st.form: beside typed fields it would lose its click, for what was typed
    last is sent after it and starts the screen afresh.
    """
    start = before or RequestDraft(institution_id=0, sender=of.sender, received_on=today)
    left, right = st.columns(2, gap="large")
    with left:
        values = _letter(key, start)
    with right:
        values |= _contact(key, start)
    return lambda: _draft(of, values)


def _letter(key: str, start: Request | RequestDraft) -> dict[str, Any]:
    letter, dated = st.columns([3, 2])
    return {
        "letter_number": letter.text_input(
            _("Nomor surat"), start.letter_number or "", key=f"{key}_nomor", max_chars=100
        ),
        "letter_date": dated.date_input(
            _("Tanggal surat"), start.letter_date, key=f"{key}_tanggal", format="DD/MM/YYYY"
        ),
        "received_on": st.date_input(
            _("Diterima tanggal"), start.received_on, key=f"{key}_terima", format="DD/MM/YYYY"
        ),
    }  # fmt: skip


def _contact(key: str, start: RequestDraft) -> dict[str, Any]:
    name, phone = st.columns([3, 2])
    values: dict[str, Any] = {
        "contact_name": name.text_input(
            _("Narahubung"), start.contact_name or "", key=f"{key}_kontak", max_chars=120
        ),
        "contact_phone": phone.text_input(
            _("Telepon"), start.contact_phone or "", key=f"{key}_telepon", max_chars=32
        ),
    }  # fmt: skip
    many, days = st.columns([2, 3])
    values["expected"] = many.number_input(
        _("Perkiraan orang"), 1, rules.MOST_PEOPLE, start.expected, key=f"{key}_orang"
    )
    values |= _wished(days, start, key)
    values["note"] = st.text_area(_("Catatan"), start.note or "", key=f"{key}_catatan", max_chars=1000, height=80)
    return values


def _draft(of: Asker, values: dict[str, Any]) -> RequestDraft:
    if of.place is None:
        raise Refused("request_place")
    return RequestDraft(institution_id=of.place, sender=of.sender, **values)


def _place(user: Actor, key: str, before: Request | None) -> tuple[int | None, Kind | None]:
    """The institution and its kind; says when somebody else's letter from there is still open."""
    with reading(user, Permission.REQUEST_VIEW, user.regency) as conn:
        known = institutions.options(conn, user.regency or "", user.districts).set_index("id")
    ids = [int(one) for one in known.index]
    held = before.institution_id if before else None
    if not ids:
        no_places()
    place = st.selectbox(
        _("Lembaga"), ids, index=ids.index(held) if held in ids else None, key=f"{key}_lembaga",
        placeholder=_("Ketik nama lembaga"), format_func=lambda one: _label(known, one),
    )  # fmt: skip
    if place is None:
        return None, None
    if before is None:
        _others(user, place)
    return place, Kind(known.at[place, "kind"])


def _label(known: pd.DataFrame, one: int) -> str:
    district = known.at[one, "district_name"]
    return f"{known.at[one, 'name']} · {district}" if isinstance(district, str) else str(known.at[one, "name"])


def _others(user: Actor, place: int) -> None:
    chosen = Chosen(user.regency or "", states=OPEN, institution_id=place).within(user)
    with reading(user, Permission.REQUEST_VIEW, user.regency) as conn:
        found = queries.page(conn, chosen, today=clock.today(str(user.regency)), limit=3)
    if not found.empty:
        days = ", ".join(day_short(day) for day in found["received_on"])
        st.warning(
            words("Lembaga ini masih punya {n} permohonan terbuka, diterima {days}. Jangan catat dua kali.",
                  n=number(len(found)), days=days), icon=":material/mark_email_unread:",
        )  # fmt: skip


def _sender(key: str, before: Sender, kind: Kind | None) -> Sender:
    theirs = rules.sender_of(kind) if kind else Sender.SCHOOL
    if theirs is Sender.OWN:
        return Sender.OWN
    own = before is Sender.OWN
    options = {False: _("Surat atau telepon lembaga"), True: _("Inisiatif dinas")}
    said = st.segmented_control(
        _("Asal permohonan"), [False, True], default=own, required=True, format_func=options.__getitem__,
        key=f"{key}_asal",
    )  # fmt: skip
    return Sender.OWN if said else theirs


def _wished(where: Any, start: RequestDraft, key: str) -> dict[str, date | None]:
    held: Any = tuple(day for day in (start.wished_from, start.wished_until) if day)
    days = where.date_input(_("Tanggal yang diminta"), held, key=f"{key}_minta", format="DD/MM/YYYY")
    return {"wished_from": days[0] if days else None, "wished_until": days[1] if len(days) > 1 else None}
