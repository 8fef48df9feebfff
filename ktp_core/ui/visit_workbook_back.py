"""Hari kunjungan: workbooks that come back, and what became of each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ktp_core import clock
from ktp_core.errors import KtpError
from ktp_core.fieldwork import rules
from ktp_core.fieldwork.workbook import service
from ktp_core.fieldwork.workbook.model import Merged, Problem
from ktp_core.fieldwork.workbook.wording import place_text, problem_text
from ktp_core.ui import refusals
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.safe import plain, quiet
from ktp_core.ui.visit_day import Opened

_BACK, _TURN = "_buku_kerja_kembali", "_buku_kerja_ke"
_SHOWN, _FITTING = 200, 8


def turn() -> int:
    """How often files were taken back in this session: each time the uploader is another, empty one."""
    return int(st.session_state.get(_TURN, 0))


def take(one: Opened, files: Sequence[Any]) -> None:
    """Each file for itself: one that is refused keeps no other from being taken."""
    results: list[tuple[str, Merged | str]] = []
    with st.spinner(_("Membaca dan mencocokkan buku kerja…")):
        for file in files:
            try:
                results.append(
                    (file.name, service.take_back(one.user, file.getvalue(), file.name, one.id, at=clock.now()))
                )
            except KtpError as refusal:
                results.append((file.name, refusals.text(refusal)))
    st.session_state[_TURN] = turn() + 1  # the uploader is emptied: the files leave the server's memory
    st.session_state[_BACK] = (one.id, results)
    st.rerun()


def result(one: Opened) -> None:
    visit_id, results = st.session_state.get(_BACK, (0, []))
    if visit_id != one.id:
        return
    for name, found in results:
        with st.container(border=True):
            st.markdown(f"**{plain(name)}**")
            if isinstance(found, str):
                st.error(found, icon=":material/block:")
            else:
                _merged(found)
    disputed = one.sheet.disputed
    if disputed:
        st.warning(
            words("Nomor {numbers} dilaporkan berbeda-beda. Putuskan di bagian Catat hasil.",
                  numbers=rules.ranges(disputed)),
            icon=":material/call_split:",
        )  # fmt: skip


def _merged(merged: Merged) -> None:
    refused = [problem for problem in merged.problems if not problem.taken]
    said = [words("{n} hasil baru dicatat.", n=number(merged.new))]
    if merged.same:
        said.append(words("{n} sudah tercatat sebelumnya.", n=number(merged.same)))
    if merged.walk_ins:
        said.append(words("{n} orang ditambahkan ke daftar.", n=number(merged.walk_ins)))
    if merged.blank:
        said.append(words("{n} baris belum diisi.", n=number(merged.blank)))
    st.success(" ".join(said), icon=":material/task_alt:")
    if refused:
        st.error(
            words("{n} baris tidak diambil. Betulkan di buku kerja lalu kembalikan lagi, atau catat di layar.",
                  n=number(len({(one.sheet, one.row) for one in refused}))),
            icon=":material/report:",
        )  # fmt: skip
        _problems(refused)
    if remarks := [problem for problem in merged.problems if problem.taken]:
        st.markdown(_("Diambil, tetapi perlu dilihat:"))
        _problems(remarks)


def _problems(problems: Sequence[Problem]) -> None:
    """A line each, wrapped: a sentence that is cut off helps nobody."""
    with st.container(height=320 if len(problems) > _FITTING else "content", border=False):
        for one in problems[:_SHOWN]:
            st.markdown(f"- **{plain(place_text(one, _))}** — {plain(problem_text(one, _))}")
    if len(problems) > _SHOWN:
        st.markdown(quiet(words("… dan {n} baris lain.", n=number(len(problems) - _SHOWN))))
