"""Screen `kelompok_cetak`: the batch as a whole: its sheet, a pause, its end, people of its visit."""

from __future__ import annotations

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission, may
from ktp_core.batches import rules, service, states
from ktp_core.batches.model import BatchAction, BatchState
from ktp_core.exports.kinds import print_sheet_params
from ktp_core.labels.batches import STEPS
from ktp_core.ui import refusals
from ktp_core.ui.batches_address import close_batch
from ktp_core.ui.batches_one import Opened, carry_out
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.safe import quiet


def buttons(one: Opened) -> None:
    """Back to the list, and what can be done with the batch now."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Semua kelompok"), icon=":material/arrow_back:", type="tertiary", on_click=close_batch, key="ke_daftar"
        )
        st.space("stretch")
        _sheet(one)
        if not one.may_edit:
            return
        possible = states.actions(one.batch.state, one.done)
        if BatchAction.RESUME in possible:
            _resume(one)
        if one.batch.visit_id and one.batch.state in states.HOLDING:
            _from_visit(one)
        if BatchAction.PAUSE in possible:
            _pause(one)
        if BatchAction.FINISH in possible:
            _finish(one)
        if BatchAction.CANCEL in possible:
            _cancel(one)


def _sheet(one: Opened) -> None:
    whole = may(one.user, Permission.NIK_REVEAL)
    said = _("Daftar untuk ruang cetak, dengan NIK lengkap; unduhan dicatat.")
    hidden = _("Daftar untuk ruang cetak, dengan NIK disamarkan; unduhan dicatat.")
    with refusals.shown():
        download_button(
            _("Lembar cetak (PDF)"), "print_sheet.pdf", print_sheet_params(one.id, whole=whole), one.user,
            key="lembar_cetak", help=said if whole else hidden, icon=":material/print:",
        )  # fmt: skip


def _resume(one: Opened) -> None:
    if st.button(_(STEPS["resume"]), type="primary", icon=":material/play_circle:", key="lanjutkan"):

        def act() -> str:
            service.resume(one.user, one.id, one.seen.version, at=clock.now())
            return _("Kelompok dilanjutkan.")

        carry_out(one, act)


def _from_visit(one: Opened) -> None:
    if st.button(
        _("Tambah dari kunjungan"), icon=":material/group_add:", key="tambah_kunjungan",
        help=_("Orang dari daftar dan lembaga kunjungan ini yang kartunya baru boleh dicetak masuk di akhir kelompok."),
    ):  # fmt: skip

        def act() -> str:
            added = service.add_from_visit(one.user, one.id, today=one.today, at=clock.now())
            return words("{n} kartu ditambahkan.", n=number(added))

        carry_out(one, act)


def _pause(one: Opened) -> None:
    said = _("Kartunya tetap milik kelompok ini; yang sedang dicetak kembali menunggu.")
    reason = _asked(one, _(STEPS["pause"]), ":material/pause_circle:", "jeda", said, needed=False)
    if reason is not None:

        def act() -> str:
            service.pause(one.user, one.id, one.seen.version, reason=reason, at=clock.now())
            return _("Kelompok dihentikan sementara.")

        carry_out(one, act)


def _finish(one: Opened) -> None:
    said = _("Semua kartunya sudah ada hasilnya.") if not one.done.waiting else words(
        "{n} kartu yang masih menunggu kembali ke antrean dan dapat masuk kelompok lain.", n=number(one.done.waiting)
    )  # fmt: skip
    reason = _asked(one, _(STEPS["finish"]), ":material/task_alt:", "selesaikan", said, needed=False)
    if reason is not None:

        def act() -> str:
            free = service.finish(one.user, one.id, one.seen.version, reason=reason, at=clock.now())
            left = words(" {n} kartu kembali ke antrean.", n=number(free)) if free else ""
            return _("Kelompok selesai.") + left

        carry_out(one, act)


def _cancel(one: Opened) -> None:
    said = _("Belum ada yang tercetak: semua kartunya kembali ke antrean seolah kelompok ini tidak pernah dibuat.")
    reason = _asked(one, _(STEPS["cancel"]), ":material/cancel:", "batalkan", said, needed=True)
    if reason is not None:

        def act() -> str:
            free = service.cancel(one.user, one.id, one.seen.version, reason=reason, at=clock.now())
            return words("Kelompok dibatalkan; {n} kartu kembali ke antrean.", n=number(free))

        carry_out(one, act)


def _asked(one: Opened, label: str, icon: str, key: str, said: str, *, needed: bool) -> str | None:
    """The reason once the button was pressed, None before. A form: what is typed goes along with the press."""
    with st.popover(label, icon=icon, key=f"buka_{key}"), st.form(f"{key}_{one.id}", border=False):
        st.markdown(quiet(said))
        reason = st.text_input(
            _("Alasan (wajib)") if needed else _("Alasan (boleh kosong)"), key=f"alasan_{key}_{one.id}",
            max_chars=rules.LONGEST_REASON,
        )  # fmt: skip
        all_done = key == "selesaikan" and not one.done.waiting and one.batch.state is BatchState.OPEN
        kind = "primary" if all_done or needed else "secondary"
        sent = st.form_submit_button(label, type=kind, icon=icon, key=f"ya_{key}")  # type: ignore[arg-type]
    return reason if sent else None
