"""Rencana: how a plan is made and what it obeys, in words."""

from __future__ import annotations

import streamlit as st

from ktp_core.planning.answer import Proposal
from ktp_core.ui.i18n import _, number


def law(found: Proposal) -> None:
    """How a plan is made and what it obeys."""
    choices = found.question.choices
    first = _("surat yang menunggu (tiap surat seberat hari tunggunya)") if choices.letters_first else ""
    second = _("kecamatan yang mendapat kunjungan") if choices.every_district else ""
    goals = [goal for goal in (first, second, _("perekaman yang diharapkan")) if goal]
    steps = " → ".join(f"**{number(at)}.** {goal}" for at, goal in enumerate(goals, start=1))
    st.markdown(_("Yang dimaksimalkan, berurutan:") + " " + steps)
    st.markdown(
        _("- Kapasitas satu hari: alat × jam ÷ menit per orang, dikurangi persiapan di tiap lembaga.\n"
          "- Perekaman yang diharapkan: yang belum direkam dan sudah 16 tahun pada hari itu × hadir × berhasil.\n"
          "- Satu lembaga satu tim sehari, pada hari kerja yang tidak ditutup; lembaga besar boleh beberapa hari.\n"
          "- Surat dianggap terjawab bila semua yang diperkirakan hadir terlayani, atau tim bekerja sehari penuh di "
          "sana. Hari yang diminta surat dipatuhi; bila tidak satu pun mungkin, hari lain dipakai dan disebutkan.\n"
          "- Santri yang juga bersekolah dihitung sekali, di lembaga keanggotaan terbarunya. Desa diusulkan bila ada "
          "suratnya.\n"
          "- Disusun dengan program bilangan bulat (HiGHS); kedua cara biasa tunduk pada aturan yang sama, dan yang "
          "terbaik dari ketiganya yang diusulkan.")
    )  # fmt: skip
