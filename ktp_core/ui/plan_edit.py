"""Rencana: the proposed visits as a table to edit, what is wrong with the edited plan, and accepting it."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.labels.planning import BASES
from ktp_core.planning import edits, service
from ktp_core.planning.answer import Proposal
from ktp_core.planning.edits import Edited
from ktp_core.planning.timetable import Item
from ktp_core.ui import plan, plan_edited, refusals, tables
from ktp_core.ui.i18n import _, day_short, number, words
from ktp_core.ui.plan_edited import clock_words, day_words

_DONE = "_rencana_diterima"


def said() -> None:
    """After accepting: what was done, once, with the way to the calendar."""
    made = st.session_state.pop(_DONE, None)
    if made:
        st.success(words("{n} kunjungan dijadwalkan. Lihat dan ubah di halaman Jadwal.", n=number(made)))


def table(user: Actor, found: Proposal, today: date) -> None:
    """Every proposed visit: keep or drop it, another day, another team."""
    if not found.items:
        return
    st.caption(_("Lepas centang untuk membatalkan satu kunjungan; pilih hari atau tim lain untuk memindahkannya."))
    edited = edits.edit(found, _kept(found, _editor(found)))
    plan_edited.changed(found, edited)
    plan_edited.faults(found, edited)
    st.markdown(
        words(
            "**{n} kunjungan akan dijadwalkan**, {recordings} perekaman diharapkan.", n=number(len(edited.items)),
            recordings=number(round(edited.recordings)),
        )
    )  # fmt: skip
    accept, throw, _rest = st.columns([1, 1, 3])
    label = words("Terima {n} kunjungan", n=number(len(edited.items)))
    if accept.button(label, type="primary", icon=":material/check:", disabled=not edited.possible, key="terima"):
        _accept(user, found, edited, today)
    if throw.button(_("Buang usulan"), icon=":material/close:", key="buang"):
        plan.forget()
        st.rerun()


def _accept(user: Actor, found: Proposal, edited: Edited, today: date) -> None:
    with refusals.shown():
        chosen = edits.accepted(found, edited.items)
        made = service.accept(user, found.question.regency, chosen, today=today, at=clock.now())
        plan.forget()
        st.cache_data.clear()
        st.session_state[_DONE] = len(made)
        st.rerun()


def _editor(found: Proposal) -> pd.DataFrame:
    days = [day_words(day) for day in found.ground.days]
    teams = [team.name for team in found.question.teams if team.kits]
    names = {team.team_id: team.name for team in found.question.teams}
    frame = pd.DataFrame([_row(item, names) for item in found.items])
    column = st.column_config
    config = {
        "keep": column.CheckboxColumn(_("Pakai"), width=82),
        "day": column.SelectboxColumn(_("Hari"), options=days, required=True, width=124),
        "team": column.SelectboxColumn(_("Tim"), options=teams, required=True, width=104),
        "hours": tables.text(_("Jam"), 92), "name": tables.text(_("Lembaga"), 172),
        "district": tables.text(_("Kecamatan"), 92),
        "letter": tables.text(_("Surat sejak"), 94, help=_("* di luar hari yang diminta suratnya.")),
        "people": tables.text(_("Orang"), 88, help=_("Yang belum direkam dan sudah 16 tahun hari itu.")),
        "recordings": tables.amount(
            _("Terekam"), 74, help=_("Perekaman yang diharapkan dari yang hadir dan muat dalam waktunya.")
        ),
    }  # fmt: skip
    disabled = [name for name in frame.columns if name not in ("keep", "day", "team")]
    return st.data_editor(
        frame, key=f"usulan_{id(found)}", column_config=config, hide_index=True, disabled=disabled,
        height=min(430, 38 + 35 * len(frame)), num_rows="fixed",
    )  # fmt: skip


def _row(item: Item, names: dict[int, str]) -> dict[str, object]:
    letter = item.candidate.letter
    since = day_short(letter.since) if letter else ""
    outside = " *" if item.wished is False else ""
    return {
        "keep": True, "day": day_words(item.day), "team": names[item.team_id],
        "hours": f"{clock_words(item.start)}–{clock_words(item.end)}", "name": item.candidate.name,
        "district": item.candidate.district_name or "–", "letter": since + outside,
        "people": f"{number(item.listed)} ({_(BASES[str(item.candidate.people.basis)])})",
        "recordings": round(item.recordings),
    }  # fmt: skip


def _kept(found: Proposal, frame: pd.DataFrame) -> list[tuple[int, date, int]]:
    days = {day_words(day): day for day in found.ground.days}
    teams = {team.name: team.team_id for team in found.question.teams}
    return [
        (at, days[str(row.day)], teams[str(row.team)]) for at, row in enumerate(frame.itertuples()) if row.keep
    ]  # fmt: skip
