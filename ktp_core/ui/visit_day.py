"""The screen `hari_kunjungan`: what the visit is, and how many of its list have an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.fieldwork import rules, service
from ktp_core.fieldwork.lines import Sheet
from ktp_core.fieldwork.lists import Prepared
from ktp_core.labels.visits import VISIT_STATES
from ktp_core.ui.i18n import N_, _, day_long, number, words
from ktp_core.ui.safe import plain, quiet
from ktp_core.visits.model import VisitState

DONE = "_hari_tercatat"
_ICONS = {
    VisitState.PLANNED: ":material/event:", VisitState.UNDERWAY: ":material/play_circle:",
    VisitState.DONE: ":material/task_alt:", VisitState.CANCELLED: ":material/event_busy:",
}  # fmt: skip
_PREPARE = {True: N_("Perbarui daftar"), False: N_("Siapkan daftar")}


@dataclass(frozen=True, slots=True)
class Opened:
    """A visit on screen: its sheet, where it is, and what this account may do with it today."""

    user: Actor
    sheet: Sheet
    place: str
    kind: str
    district: str | None
    team: str | None
    operators: list[str]
    kits: list[str]
    kits_along: int
    copies: dict[str, str]
    today: date
    seen: frozenset[str]  # digests of the reports that were on screen when this account acted

    @property
    def id(self) -> int:
        return self.sheet.visit.id

    @property
    def may_record(self) -> bool:
        """Whether this account is one of those who write on the list."""
        return may(self.user, Permission.FIELD_RECORD, self.sheet.visit.regency, self.district)

    @property
    def entering(self) -> bool:
        """Whether outcomes can be entered now."""
        running = self.sheet.visit.state in (VisitState.PLANNED, VisitState.UNDERWAY)
        return self.may_record and running and self.sheet.visit.day <= self.today


def nothing() -> None:
    """No visit near today, and where visits come from."""
    st.info(_("Belum ada kunjungan di sekitar hari ini. Penjadwal membuatnya di halaman Jadwal."))


def heading(one: Opened, beside: DeltaGenerator) -> None:
    """Where, when, who, how far, and how many of the list have an outcome. `beside`: for the button of the list."""
    visit, sheet = one.sheet.visit, one.sheet
    about = [
        day_long(visit.day), _hours(visit.start, visit.end), one.team and plain(one.team),
        f"{_ICONS[visit.state]} {_(VISIT_STATES[str(visit.state)])}",
    ]  # fmt: skip
    with beside:
        _prepare(one)
    st.markdown(f"**{plain(one.place)}** — " + quiet(" · ".join(filter(None, about))))
    if sheet.lines:
        st.progress(sheet.done / len(sheet.lines), text=progress(sheet))
    if done := st.session_state.pop(DONE, None):
        st.markdown(f":green[:material/task_alt:] {done}")


def progress(sheet: Sheet) -> str:
    """How many of how many have an outcome, which numbers are open, which disputed."""
    counts = {"done": number(sheet.done), "all": number(len(sheet.lines))}
    said = [words("**{done} dari {all} orang sudah ada hasilnya.**", **counts)]
    if sheet.open:
        said.append(words("Belum: nomor {numbers}.", numbers=_short(sheet.open)))
    if sheet.disputed:
        said.append(words("Berbeda laporan: nomor {numbers}.", numbers=_short(sheet.disputed)))
    return " ".join(said)


def say(sentence: str) -> None:
    """What was done, shown at the head of the next run."""
    st.session_state[DONE] = sentence
    st.rerun()


def _added(prepared: Prepared) -> str:
    counts = {"n": number(len(prepared.added)), "missed": number(prepared.missed)}
    if prepared.missed:
        return words("{n} orang ditambahkan ke daftar, {missed} di antaranya terlewat dahulu.", **counts)
    return words("{n} orang ditambahkan ke daftar.", n=counts["n"])


def _short(numbers: list[int], most: int = 110) -> str:
    text = rules.ranges(numbers)
    return text if len(text) <= most else text[:most].rpartition(",")[0] + ", …"


def _hours(start: int | None, end: int | None) -> str | None:
    if start is None or end is None:
        return None
    return f"{start // 60:02d}.{start % 60:02d}–{end // 60:02d}.{end % 60:02d}"


def _prepare(one: Opened) -> None:
    running = one.sheet.visit.state in (VisitState.PLANNED, VisitState.UNDERWAY)
    if not (one.may_record and running):
        return
    there = bool(one.sheet.lines)
    if st.button(
        _(_PREPARE[there]), key="siapkan", type="secondary" if there else "primary", icon=":material/group_add:",
        width="stretch", help=_("Menambah yang belum direkam dan yang terlewat dahulu; nomor yang sudah ada tetap."),
    ):  # fmt: skip
        prepared = service.prepare(one.user, one.id, at=clock.now())
        if prepared.added:
            say(_added(prepared))
        say(_("Tidak ada yang perlu ditambahkan ke daftar."))
