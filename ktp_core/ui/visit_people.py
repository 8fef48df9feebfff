"""Hari kunjungan: reports that disagree, and people who came without being on the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from ktp_core import clock
from ktp_core.errors import Refused
from ktp_core.fieldwork import rules, service
from ktp_core.fieldwork.lines import Line
from ktp_core.fieldwork.model import WalkIn
from ktp_core.nik import mask
from ktp_core.ui import refusals, tables
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.safe import plain, quiet
from ktp_core.ui.visit_day import Opened, say
from ktp_core.ui.visit_day_words import EVERYTHING, Said, frame, outcome, source
from ktp_core.ui.visit_list_entry import tool, write

_SHOWN = 10
_NEXT = "_hari_tambahan"
_SEXES = {"L": N_("Laki-laki"), "P": N_("Perempuan")}


def disputes(one: Opened) -> None:
    """Everybody of whom different things were said; one click decides, against exactly what is shown."""
    torn = [line for line in one.sheet.lines if line.conflict]
    if not torn:
        return
    with st.container(border=True):
        said = words("**{n} orang dilaporkan berbeda-beda.** Pilih mana yang benar.", n=number(len(torn)))
        st.markdown(f":orange[:material/call_split:] {said}")
        for line in torn[:_SHOWN]:
            _dispute(one, line)
        if len(torn) > _SHOWN:
            more = rules.ranges(line.number for line in torn[_SHOWN:])
            st.markdown(quiet(words("Sesudah itu: nomor {numbers}.", numbers=more)))


def _dispute(one: Opened, line: Line) -> None:
    regency = one.sheet.visit.regency
    said: dict[Said, list[str]] = {}
    for report in line.conflict:
        said.setdefault(report.says, []).append(source(report, one.copies, regency))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{line.number}** {plain(line.name)}", width=300)
        for at, (what, sources) in enumerate(said.items()):
            label = f"{outcome(what)} ({plain('; '.join(sources))})"
            if st.button(label, key=f"putus_{one.id}_{line.number}_{at}", disabled=not one.entering):
                with refusals.shown():
                    write(one, [line.number], what)


def walk_ins(one: Opened) -> None:
    """Who came without being on the list: put down with their outcome, and put right."""
    there = [line for line in one.sheet.lines if line.person.walk_in]
    if one.entering:
        _add(one)
    if not there:
        st.markdown(quiet(_("Belum ada orang di luar daftar.")))
        return
    columns = {
        "number": tables.amount(_("No"), 45), "name": tables.text(_("Nama"), 200), "held": tables.text(_("Hasil"), 180),
        "nik": tables.text(_("NIK"), 145), "sex": tables.text(_("L/P"), 45), "birth_date": tables.day(_("Lahir"), 95),
        "remark": tables.text(_("Keterangan"), 215),
    }  # fmt: skip
    tables.show(frame(there, one.sheet.visit.regency), columns, key=f"tambahan_{one.id}", alt=_("Datang sendiri"))
    if one.entering:
        _put_right(one, there)


def _add(one: Opened) -> None:
    times = int(st.session_state.get(_NEXT, 0))
    with st.form(f"datang_{one.id}"):
        st.markdown(_("**Datang tanpa ada di daftar.** Penduduk daerah lain boleh direkam juga bila membawa KK."))
        written = _fields(f"datang_{one.id}_{times}", None)
        choice, button, _rest = st.columns([1.4, 0.8, 1], vertical_alignment="bottom")
        said = choice.selectbox(
            _("Hasil"), EVERYTHING, format_func=outcome, key=f"datang_hasil_{one.id}_{times}", filter_mode="contains"
        )
        sent = button.form_submit_button(
            _("Tambahkan"), type="primary", icon=":material/person_add:", key="tambah_orang", width="stretch"
        )
    if sent:
        with refusals.shown():
            key = service.add_walk_in(
                one.user, one.id, _complete(written), at=clock.now(), outcome=said[0], reason=said[1], tool=tool(one)
            )
            st.session_state[_NEXT] = times + 1
            say(words("Ditambahkan sebagai nomor {number}: {outcome}.", number=key, outcome=outcome(said)))


Written = tuple[str, str, str | None, date | None, bool]


def _fields(key: str, now: WalkIn | None) -> Written:
    """What is written down of somebody; what is typed stays until it is accepted."""
    first, second, third, fourth = st.columns([1.4, 1.8, 1.5, 1])
    # What is stored is not shown again: only another NIK has to be typed.
    kept = words("tetap {nik}", nik=mask(now.nik)) if now else None
    nik = first.text_input(_("NIK"), key=f"{key}_nik", max_chars=25, autocomplete="off", placeholder=kept)
    name = second.text_input(_("Nama"), now.name if now else "", key=f"{key}_nama", max_chars=100, autocomplete="off")
    sex = third.segmented_control(
        _("Jenis kelamin"), list(_SEXES), default=now.sex if now else None, format_func=lambda one: _(_SEXES[one]),
        key=f"{key}_jk", width="stretch",
    )  # fmt: skip
    born = fourth.date_input(
        _("Tanggal lahir"), now.birth_date if now else None, min_value=date(1910, 1, 1), format="DD/MM/YYYY",
        key=f"{key}_lahir",
    )  # fmt: skip
    same = st.checkbox(
        _("Orang yang sama"), now.same_person if now else False, key=f"{key}_sama",
        help=_("Hanya bila data kami memuat nama atau tanggal lahir lain untuk NIK ini dan KK membuktikannya."),
    )  # fmt: skip
    return nik, name, sex, born, same


def _complete(written: Written, now: WalkIn | None = None) -> WalkIn:
    nik, name, sex, born, same = written
    if now is not None and not nik.strip():
        nik = now.nik
    if sex is None:
        raise Refused("field_walk_in_sex")
    if born is None:
        raise Refused("field_walk_in_birth")
    return WalkIn(nik, name, sex, born, same)


def _put_right(one: Opened, there: Sequence[Line]) -> None:
    with st.expander(_("Perbaiki yang salah tulis"), icon=":material/edit:"):
        key = f"perbaiki_{one.id}"
        names = {line.number: f"{line.number} {line.name}" for line in there}
        which = st.selectbox(_("Nomor"), list(names), format_func=names.__getitem__, key=key, width=340)
        now = next(line.person.walk_in for line in there if line.number == which)
        with st.form(f"{key}_{which}"):
            written = _fields(f"{key}_{which}", now)
            sent = st.form_submit_button(_("Simpan perbaikan"), key="simpan_perbaikan")
        if sent:
            with refusals.shown():
                service.change_walk_in(one.user, one.id, int(which), _complete(written, now), at=clock.now())
                say(words("Nomor {number} diperbaiki.", number=which))
