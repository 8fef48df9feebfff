"""Hari kunjungan: where those who were missed are expected next."""

from __future__ import annotations

import streamlit as st

from ktp_core.errors import Refused
from ktp_core.fieldwork import rules
from ktp_core.fieldwork.model import NextPlace
from ktp_core.labels.fieldwork import NEXT_PLACES
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.visit_day import Opened
from ktp_core.visits.model import MISSED

Places = tuple[NextPlace, NextPlace, str, NextPlace]


def places(one: Opened) -> Places:
    """Where the missed are expected next, when there are any."""
    missed = [line for line in one.sheet.lines if line.outcome in MISSED]
    if not missed:
        return NextPlace.HERE, NextPlace.DISTRICT_OFFICE, "", NextPlace.DISTRICT_OFFICE
    gone = [line.number for line in missed if rules.next_place(line.reason) is not NextPlace.HERE]
    stay = [line.number for line in missed if line.number not in gone]
    st.markdown(
        words(
            "**{n} orang belum terekam** dan ditunggu di tempat berikut (kecamatan menurut domisili):",
            n=number(len(missed)),
        )
    )
    first, second, third, fourth = st.columns(4)
    with first:
        staying = _place(one, _("Masih di lembaga"), stay, "tetap", NextPlace.HERE)
    with second:
        leaving = _place(one, _("Lulus, keluar, pindah"), gone, "pergi", NextPlace.DISTRICT_OFFICE)
    typed = third.text_input(_("Kecuali nomor"), key=f"lain_{one.id}", placeholder=_("misalnya 3, 7, 12-15"))
    with fourth:
        other = _place(one, _("ditunggu di"), [], "lain_tempat", NextPlace.KENDUREN_MAS)
    return staying, leaving, typed, other


def _place(one: Opened, label: str, numbers: list[int], key: str, default: NextPlace) -> NextPlace:
    named = f"{label} ({number(len(numbers))})" if numbers else label
    known = list(NextPlace)
    return st.selectbox(
        named, known, index=known.index(default), format_func=lambda place: _(NEXT_PLACES[str(place)]),
        key=f"{key}_{one.id}", help=words("Nomor {numbers}", numbers=rules.ranges(numbers)) if numbers else None,
    )  # fmt: skip


def decided(one: Opened, asked: Places) -> tuple[NextPlace, NextPlace, dict[int, NextPlace]]:
    staying, leaving, typed, other = asked
    found, wrong = rules.numbers(typed, {line.number for line in one.sheet.lines})
    if wrong:
        raise Refused("field_numbers", numbers=", ".join(wrong)[:80])
    return staying, leaving, dict.fromkeys(found, other)
