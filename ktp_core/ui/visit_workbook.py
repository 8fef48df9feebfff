"""Hari kunjungan without network: workbooks and paper out, workbooks back."""

from __future__ import annotations

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.eligibility.rules import card_age_on
from ktp_core.exports.kinds import paper_params, workbook_params
from ktp_core.fieldwork.workbook import queries, service
from ktp_core.regions.store import age_rules
from ktp_core.ui import tables, visit_workbook_back
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import _, moment, number, words
from ktp_core.ui.visit_day import Opened
from ktp_core.visits.model import Outcome, VisitState

_RUNNING = (VisitState.PLANNED, VisitState.UNDERWAY)


def panel(one: Opened) -> None:
    """What just came back, then out on the left, back on the right, the copies below."""
    if not one.sheet.lines:
        st.info(_("Siapkan daftar kunjungan dahulu; buku kerja dan lembar kertas dibuat dari daftar itu."))
        return
    running = one.may_record and one.sheet.visit.state in _RUNNING
    visit_workbook_back.result(one)
    out, back = st.columns(2, gap="large")
    with out:
        _out(one, running)
    with back:
        _back(one, running)
    _copies(one)


def _out(one: Opened, running: bool) -> None:
    st.header(_("Dibawa"), anchor=False)
    if running:
        st.markdown(
            _("Satu buku kerja untuk setiap laptop. Isinya daftar kunjungan dengan pilihan hasil; dapat diisi "
              "tanpa jaringan.")
        )  # fmt: skip
        team = st.text_input(
            _("Untuk"), value=one.team or "", max_chars=service.LONGEST_TEAM, key=f"buku_kerja_untuk_{one.id}",
            placeholder=_("misalnya Regu A, laptop 2"),
        )  # fmt: skip
        params = workbook_params(one.id, team, clock.now())
        download_button(_("Buku kerja"), "workbook.xlsx", params, one.user, type="primary", width="stretch")
    _papers(one)


def _papers(one: Opened) -> None:
    params = paper_params(one.id)
    with st.container(horizontal=True):
        download_button(_("Lembar kertas (PDF)"), "paper_sheet.pdf", params, one.user, icon=":material/print:")
        download_button(_("Lembar kertas (DOCX)"), "paper_sheet.docx", params, one.user)
    visit = one.sheet.visit
    with reading(one.user, Permission.FIELD_VIEW, visit.regency) as conn:
        ages = age_rules(conn, visit.regency, visit.day)
    recorded = [line for line in one.sheet.lines if line.outcome is Outcome.RECORDED]
    if any(card_age_on(line.birth_date, None, ages) > visit.day for line in recorded):
        with st.container(horizontal=True):
            download_button(_("Nota pengingat (PDF)"), "reminders.pdf", params, one.user, icon=":material/print:")
            download_button(_("Nota pengingat (DOCX)"), "reminders.docx", params, one.user)
        st.caption(
            words("Nota pengingat untuk yang direkam sebelum {age} tahun: sejak kapan KTP-el dicetak.",
                  age=ages.card_age)
        )  # fmt: skip


def _back(one: Opened, running: bool) -> None:
    st.header(_("Dikembalikan"), anchor=False)
    if not running or not one.entering:
        late = one.sheet.visit.day > one.today
        st.info(
            _("Buku kerja dapat dikembalikan mulai hari kunjungan.") if running and late
            else _("Buku kerja tidak dapat dikembalikan ke kunjungan ini.")
        )  # fmt: skip
        return
    turn = visit_workbook_back.turn()
    with st.form(f"kembalikan_{one.id}", enter_to_submit=False):
        files = st.file_uploader(
            _("Buku kerja yang sudah diisi"), accept_multiple_files=True, key=f"buku_kerja_{one.id}_{turn}",
            help=_("XLSX, ODS, XLS, atau CSV, paling besar 10 MB. Boleh beberapa sekaligus, berulang kali, dan dalam "
                   "urutan apa pun: isi yang sama tidak dihitung dua kali."),
        )  # fmt: skip
        sent = st.form_submit_button(_("Kembalikan"), type="primary", icon=":material/upload:", key="kembalikan")
    if sent and not files:
        st.warning(_("Pilih berkasnya dahulu."), icon=":material/edit:")
    elif sent:
        visit_workbook_back.take(one, files)


def _copies(one: Opened) -> None:
    """What is still out there."""
    visit = one.sheet.visit
    with reading(one.user, Permission.FIELD_VIEW, visit.regency) as conn:
        frame = queries.handed_out(conn, one.id)
    if frame.empty:
        return
    st.header(_("Buku kerja yang dibuat"), anchor=False)
    missing = sum(int(times) == 0 for times in frame["returns"])
    st.caption(
        words("{n} belum kembali.", n=number(missing)) if missing else _("Semua sudah kembali sedikitnya sekali.")
    )
    frame["made"] = [moment(at, visit.regency) for at in frame["made_at"]]
    frame["back"] = [moment(at, visit.regency) for at in frame["returned_at"]]
    frame["times"] = [int(times) for times in frame["returns"]]
    columns = {
        "team": _("Untuk"), "copy": _("Salinan"), "made": _("Dibuat"), "made_by": _("Oleh"),
        "back": _("Terakhir kembali"), "times": tables.amount(_("Kali kembali")),
    }  # fmt: skip
    tables.show(frame, columns, key="buku_kerja_dibuat", alt=_("Daftar buku kerja kunjungan"))
