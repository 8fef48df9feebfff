"""The filters of the head's screens, all in the address: district, day, as known when, programme, kind, span.

A past day is shown as it was known then, so that a report of that day can be made again to the digit; one switch asks
for what is known of it now, and a line says how much came later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.cards.model import Channel
from ktp_core.cards.wording import CHANNELS
from ktp_core.institutions.model import Kind
from ktp_core.kpi import service
from ktp_core.kpi.model import Scope
from ktp_core.ui import filters, head_carried, head_links
from ktp_core.ui.i18n import N_, _, day_long, number, words
from ktp_core.ui.institutions import KINDS
from ktp_core.ui.phone import phone

PROGRAM, KIND, SPAN = "program", "jenis_dilayani", "kurun"
FIRST_DAY = date(2011, 1, 1)  # KTP-el began in 2011
SPANS = {36: N_("36 bulan"), 24: N_("24 bulan"), 12: N_("12 bulan")}
_PROGRAMS = (Channel.VISIT, Channel.KENDUREN_MAS, Channel.DISTRICT_OFFICE, Channel.OFFICE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a screen of the head is asked. `kinds`: of institutions, none means all; `months`: how far back it looks."""

    scope: Scope
    channel: Channel | None = None
    kinds: tuple[str, ...] = ()
    months: int = 36


def choose(user: Actor, today: date, *parts: str) -> Asked:
    """One row: district and day, and of PROGRAM, KIND and SPAN those that the screen can answer. Folded on a phone."""
    spans = {months: _(text) for months, text in SPANS.items()}
    head_carried.unpack(head_links.districts(user, str(user.regency)), spans, FIRST_DAY, today)
    with st.expander(_("Saringan"), icon=":material/filter_list:") if phone() else st.container():
        asked = _row(user, today, parts)
    return replace(asked, scope=_known(user, asked.scope, today))


def _row(user: Actor, today: date, parts: tuple[str, ...]) -> Asked:
    row = iter(st.columns([3, 2, *(_WIDTHS[part] for part in parts)]))
    with next(row):
        districts = head_links.districts(user, str(user.regency))
        district = filters.one(_("Kecamatan"), districts, key="kecamatan", everything=_("Semua kecamatan"))
    with next(row):
        day = st.date_input(
            _("Per tanggal"), value=today, min_value=FIRST_DAY, max_value=today, format="DD/MM/YYYY", key="tanggal",
            bind="query-params",
        )  # fmt: skip
    asked = Asked(Scope(str(user.regency), day or today, (district,) if district else ()).within(user))
    for part in parts:
        with next(row):
            asked = _PARTS[part](asked)
    return asked


def _program(asked: Asked) -> Asked:
    names = {one: _(CHANNELS[one]) for one in _PROGRAMS}
    shown = {one: name[0].upper() + name[1:] for one, name in names.items()}
    return replace(asked, channel=filters.one(_("Program"), shown, key=PROGRAM, everything=_("Semua program")))


def _kind(asked: Asked) -> Asked:
    names = {str(one): _(KINDS[one]) for one in Kind}
    return replace(asked, kinds=filters.several(_("Jenis lembaga"), names, key=KIND, everything=_("Semua jenis")))


def _span(asked: Asked) -> Asked:
    spans = {months: _(text) for months, text in SPANS.items()}
    chosen = filters.one(_("Kurun"), spans, key=SPAN, everything=spans[asked.months])
    return replace(asked, months=chosen or asked.months)


_PARTS = {PROGRAM: _program, KIND: _kind, SPAN: _span}
_WIDTHS = {PROGRAM: 2, KIND: 3, SPAN: 2}


def _known(user: Actor, scope: Scope, today: date) -> Scope:
    """Of a past day what was known then, or what is known of it now."""
    if scope.as_of >= today:
        return scope
    said, turned = st.columns([3, 2], vertical_alignment="center")
    now = turned.toggle(_("Menurut catatan sekarang"), key="pengetahuan", bind="query-params")
    said.caption(_later(service.later(user, scope), scope.as_of, now))
    return scope if now else replace(scope, known_on=scope.as_of)


def _later(n: int, day: date, now: bool) -> str:
    """How much of what is known now was not known then."""
    if not n:
        return words("Keadaan {day}. Tidak ada koreksi setelah itu.", day=day_long(day))
    if now:
        return words("Keadaan {day} menurut catatan sekarang, termasuk {n} koreksi setelah itu.", day=day_long(day),
                     n=number(n))  # fmt: skip
    return words("Keadaan {day} sebagaimana diketahui saat itu; {n} koreksi setelah itu tidak dihitung.",
                 day=day_long(day), n=number(n))  # fmt: skip
