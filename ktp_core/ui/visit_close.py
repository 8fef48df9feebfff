"""Hari kunjungan: what is missing before a visit can be closed, closing it, and opening it again."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission, may
from ktp_core.errors import KtpError
from ktp_core.fieldwork import rules, service
from ktp_core.fieldwork.closing import Closed, Obstacle, Work, obstacles
from ktp_core.fieldwork.lines import Sheet
from ktp_core.labels.visits import OUTCOMES
from ktp_core.ui import refusals, visit_close_places
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.visit_day import Opened, say
from ktp_core.ui.visit_list_entry import write
from ktp_core.visits.model import Outcome, VisitState


def panel(one: Opened) -> None:
    """Totals, what stands in the way, and the end of the visit; or how to open it again."""
    _totals(one.sheet)
    if one.sheet.visit.state is VisitState.DONE:
        _done(one)
    elif one.entering:
        _closing(one)
    elif one.sheet.visit.day > one.today:
        st.info(_("Kunjungan dapat ditutup mulai harinya."))
    else:
        st.info(_("Kunjungan ditutup oleh tim yang merekam."))


def _totals(sheet: Sheet) -> None:
    totals = sheet.totals
    shown = [outcome for outcome in Outcome if totals[outcome]]
    with st.container(horizontal=True):
        for outcome in shown:
            st.metric(_(OUTCOMES[int(outcome)]), number(totals[outcome]), border=True, width=150)


def _closing(one: Opened) -> None:
    found = obstacles(one.sheet)
    with st.container():
        for obstacle in found:
            st.warning(_sentence(obstacle), icon=":material/pending_actions:")
            if obstacle.code == "field_recorded_before":
                _recorded_before(one, obstacle.numbers)
        if not one.sheet.lines:
            st.info(_("Daftar masih kosong: ditutup sekarang, kunjungan ini tercatat tanpa seorang pun."))
        elif not found:
            st.success(_("Setiap nomor sudah punya satu hasil. Kunjungan dapat ditutup."), icon=":material/task_alt:")
    _form(one, blocked=bool(found))


def _recorded_before(one: Opened, numbers: Sequence[int]) -> None:
    """One click for those who were recorded elsewhere meanwhile."""
    label = words("Nomor {numbers}: catat sudah pernah direkam", numbers=rules.ranges(numbers))
    if one.entering and st.button(label, key=f"sudah_{one.id}", icon=":material/history:"):
        with refusals.shown():
            write(one, list(numbers), (Outcome.ALREADY_RECORDED, None))


def _sentence(obstacle: Obstacle) -> str:
    return refusals.text(
        KtpError(obstacle.code, n=len(obstacle.numbers), numbers=rules.ranges(obstacle.numbers))
    )  # fmt: skip


def _form(one: Opened, *, blocked: bool) -> None:
    with st.form(f"tutup_{one.id}"):
        minutes, kits, _rest = st.columns([1, 1, 2])
        spent = minutes.number_input(
            _("Menit bekerja"), 0, 1440, _planned_minutes(one), step=5, key=f"menit_{one.id}_{bool(one.sheet.lines)}",
            help=_("Dari orang pertama sampai terakhir, tanpa istirahat panjang; untuk memperkirakan kapasitas."),
        )  # fmt: skip
        used = kits.number_input(
            _("Alat rekam dipakai"), 0, 50, one.kits_along or None, step=1, key=f"jumlah_alat_{one.id}"
        )
        places = visit_close_places.places(one)
        sent = st.form_submit_button(
            _("Tutup kunjungan"), type="primary", icon=":material/lock:", disabled=blocked, key="tutup_kunjungan",
            help=_("Kartu yang direkam berpindah status, yang terlewat masuk daftar berikutnya."),
        )  # fmt: skip
    if sent:
        with refusals.shown():
            work = Work(int(spent or 0) or None, int(used or 0) or None, *visit_close_places.decided(one, places))
            say(_summary(service.close(one.user, one.id, work, at=clock.now())))


def _planned_minutes(one: Opened) -> int | None:
    visit = one.sheet.visit
    if visit.minutes is not None:
        return visit.minutes
    planned = one.sheet.lines and visit.start is not None and visit.end is not None
    return visit.end - visit.start if planned else None  # type: ignore[operator]


def _summary(closed: Closed) -> str:
    said = [words("Kunjungan ditutup: {n} orang dicatat direkam.", n=number(closed.recorded))]
    if closed.taken_back:
        said.append(words("{n} perekaman dibatalkan.", n=number(closed.taken_back)))
    if closed.missed:
        said.append(words("{n} orang masuk daftar berikutnya.", n=number(closed.missed)))
    if closed.newcomers:
        said.append(words("{n} penduduk baru dikenal.", n=number(closed.newcomers)))
    return " ".join(said)


def _done(one: Opened) -> None:
    visit = one.sheet.visit
    worked = {"minutes": number(visit.minutes), "kits": number(visit.kits)}
    st.markdown(words("Kunjungan sudah ditutup. Bekerja {minutes} menit dengan {kits} alat rekam.", **worked))
    if not may(one.user, Permission.VISIT_REOPEN, visit.regency, one.district):
        return
    with st.form(f"buka_{one.id}"):
        st.markdown(_("**Buka kembali** bila ada hasil yang salah. Kartu baru berubah saat ditutup lagi."))
        reason = st.text_input(_("Alasan (wajib)"), key=f"alasan_buka_{one.id}", max_chars=200)
        sent = st.form_submit_button(_("Buka kembali"), icon=":material/lock_open:", key="buka_kembali")
    if sent:
        with refusals.shown():
            service.reopen(one.user, one.id, reason, at=clock.now())
            say(_("Kunjungan dibuka kembali."))
