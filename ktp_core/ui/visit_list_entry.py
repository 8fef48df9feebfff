"""Hari kunjungan: "everybody recorded except", and outcomes by number."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ktp_core import clock
from ktp_core.errors import Refused
from ktp_core.fieldwork import rules, service
from ktp_core.fieldwork.entries import Filled, Tool
from ktp_core.fieldwork.lines import Line
from ktp_core.fieldwork.model import Entry
from ktp_core.ui import refusals
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.safe import quiet
from ktp_core.ui.visit_day import Opened, say
from ktp_core.ui.visit_day_words import EVERYTHING, Said, outcome

CLASSES, NUMBERS = "_hari_kelas", "_hari_nomor"


def entry(one: Opened, lines: Sequence[Line], picked: list[int]) -> None:
    """The two forms. `picked`: numbers chosen in the table."""
    about, who, what = st.columns([3, 1.2, 1.2], vertical_alignment="center")
    if len(lines) < len(one.sheet.lines):
        about.markdown(_of_this_class(lines))
    elif len({line.person.class_name for line in lines}) > 1:
        about.markdown(quiet(_("Pilih kelas untuk mengisinya sekaligus.")))
    for place, key, label, names in (
        (who, "operator", _("Operator"), one.operators), (what, "alat", _("Alat rekam"), one.kits),
    ):  # fmt: skip
        place.selectbox(
            label, names, index=None, key=f"{key}_{one.id}", placeholder=label, label_visibility="collapsed",
            persist_state="session", help=_("Dicatat bersama setiap hasil berikutnya; boleh kosong."),
        )  # fmt: skip
    left, right = st.columns([1, 1.45], gap="small")
    with left:
        _all_but(one, lines)
    with right:
        _by_number(one, picked)


def _all_but(one: Opened, lines: Sequence[Line]) -> None:
    """Two clicks for a class where everybody came."""
    still = [line.number for line in lines if line.effective is None]
    with st.form(f"semua_{one.id}", enter_to_submit=True):
        st.markdown(words("**Semua direkam kecuali nomor …** ({n} belum)", n=number(len(still))))
        numbers, button = st.columns([1.2, 1])
        typed = numbers.text_input(
            _("Kecuali nomor"), key=f"kecuali_{one.id}_{turn(CLASSES)}", placeholder=_("kosong: semua"),
            label_visibility="collapsed",
        )  # fmt: skip
        sent = button.form_submit_button(
            _("Catat direkam"), type="primary", icon=":material/done_all:", disabled=not still, key="semua_direkam",
            width="stretch",
        )  # fmt: skip
    if sent:
        with refusals.shown():
            but = _numbers(one, typed)
            filled = service.all_recorded(
                one.user, one.id, sorted(set(still) - set(but)), at=clock.now(), tool=tool(one)
            )
            _written(CLASSES, _filled(filled, but))


def _filled(filled: Filled, but: Sequence[int]) -> str:
    said = [words("{n} orang dicatat direkam.", n=number(filled.recorded))]
    if but:
        said.append(words("Nomor {numbers} masih menunggu hasilnya.", numbers=rules.ranges(but)))
    if filled.hindered:
        said.append(words("Nomor {numbers} tidak dapat direkam; lihat keterangannya.",
                          numbers=rules.ranges(filled.hindered)))  # fmt: skip
    if filled.taken:
        said.append(words("Nomor {numbers} sudah diisi orang lain.", numbers=rules.ranges(filled.taken)))
    return " ".join(said)


def _by_number(one: Opened, picked: list[int]) -> None:
    with st.form(f"nomor_{one.id}", enter_to_submit=True):
        chosen = (
            words("dipilih di tabel: {numbers}", numbers=rules.ranges(picked)) if picked else _("atau pilih di tabel")
        )
        st.markdown(words("**Hasil menurut nomor** ({chosen})", chosen=chosen))
        numbers, said, button = st.columns([1, 1.5, 0.8])
        typed = numbers.text_input(
            _("Nomor"), key=f"nomor_teks_{one.id}_{turn(NUMBERS)}", placeholder=_("3, 7, 12-15"),
            label_visibility="collapsed",
        )  # fmt: skip
        result = said.selectbox(
            _("Hasil"), EVERYTHING, index=None, format_func=outcome, key=f"hasil_{one.id}_{turn(NUMBERS)}",
            placeholder=_("Pilih hasil"), filter_mode="contains", label_visibility="collapsed",
        )  # fmt: skip
        sent = button.form_submit_button(
            _("Simpan"), type="primary", icon=":material/check:", key="simpan_hasil", width="stretch"
        )
    if sent:
        with refusals.shown():
            wanted = sorted({*_numbers(one, typed), *picked})
            if not wanted or result is None:
                raise Refused("field_nobody" if not wanted else "field_no_outcome")
            write(one, wanted, result, NUMBERS)


def write(one: Opened, wanted: Sequence[int], said: Said, form: str | None = None) -> None:
    """Enter the same outcome for these numbers, over exactly what was on screen; `form` is emptied. Raises KtpError."""
    lines = [line for line in one.sheet.lines if line.number in set(wanted)]
    entries = [Entry(line.person.key, int(said[0]), str(said[1]) if said[1] else None) for line in lines]
    service.report(one.user, one.id, entries, at=clock.now(), seen=one.seen, tool=tool(one))
    _written(form, words("Nomor {numbers}: {outcome}.", numbers=rules.ranges(wanted), outcome=outcome(said)))


def _numbers(one: Opened, typed: str) -> list[int]:
    found, wrong = rules.numbers(typed, {line.number for line in one.sheet.lines})
    if wrong:
        raise Refused("field_numbers", numbers=", ".join(wrong)[:80])
    return found


def _written(form: str | None, sentence: str) -> None:
    """Empty the fields of that form alone: what was typed there is written, what is being typed elsewhere is not."""
    if form is not None:
        st.session_state[form] = turn(form) + 1
    say(sentence)


def turn(form: str) -> int:
    """How often that form was emptied: fields with another key are empty."""
    return int(st.session_state.get(form, 0))


def tool(one: Opened) -> Tool:
    """Who is recording with which kit, for everything entered from now on; chosen once."""
    return Tool(st.session_state.get(f"operator_{one.id}"), st.session_state.get(f"alat_{one.id}"))


def _of_this_class(lines: Sequence[Line]) -> str:
    still = [line.number for line in lines if line.effective is None]
    done = sum(line.outcome is not None for line in lines)
    said = words("{done} dari {all} di kelas ini sudah ada hasilnya.", done=number(done), all=number(len(lines)))
    return f"{said} " + (words("Belum: nomor {numbers}.", numbers=rules.ranges(still)) if still else "")
