"""Rencana: the rates that a plan reckons with, each with how many people taught it."""

from __future__ import annotations

import streamlit as st

from ktp_core.planning import capacity
from ktp_core.planning.capacity import Rate, Rates
from ktp_core.ui.i18n import _, number, percent, words


def rates(found: Rates) -> None:
    """Minutes, presence and success of the office, side by side."""
    cards = (
        (_("Menit per orang per alat"), number(found.minutes.value, 1), _own_minutes(found.minutes), _(
            "Dipelajari dari kunjungan sendiri dua tahun terakhir: menit × alat ÷ orang yang dilayani. Nilai awal 4 "
            "menit (laporan kantor lain: 52–123 orang per alat sehari) dihitung seperti {weight} orang; tiap kecamatan "
            "punya nilainya sendiri yang ditarik ke nilai kantor."
        )),
        (_("Hadir dari yang terdaftar"), percent(found.presence.value, 0), _own_share(found.presence), _(
            "Dari orang di daftar kunjungan yang boleh direkam, berapa yang hadir. Nilai awal 80% (sekitar seperlima "
            "tidak hadir) dihitung seperti {weight} orang; tiap jenis lembaga dan tiap lembaga yang pernah dikunjungi "
            "punya nilainya sendiri."
        )),
        (_("Berhasil dari yang hadir"), percent(found.success.value, 0), _own_share(found.success), _(
            "Dari yang hadir, berapa yang terekam: selebihnya gagal, menolak, atau dokumennya kurang. Nilai awal 95% "
            "(anggapan) dihitung seperti {weight} orang."
        )),
    )  # fmt: skip
    for column, (title, value, seen, about) in zip(st.columns(3), cards, strict=True):
        with column.container(border=True, height="stretch"):
            st.metric(title, value, help=about.format(weight=capacity.WEIGHT))
            st.caption(seen)


def _own_minutes(rate: Rate) -> str:
    if rate.own is None:
        return words("Belum ada kunjungan dengan menitnya; dipakai nilai awal {prior}.", prior=number(rate.prior, 1))
    return words(
        "Sendiri {own} dari {n} orang; nilai awal {prior}.", own=number(rate.own, 1), n=number(rate.n),
        prior=number(rate.prior, 1),
    )  # fmt: skip


def _own_share(rate: Rate) -> str:
    if rate.own is None:
        return words("Belum ada kunjungan yang ditutup; dipakai nilai awal {prior}.", prior=percent(rate.prior, 0))
    return words(
        "Sendiri {own} dari {n} orang; nilai awal {prior}.", own=percent(rate.own, 1), n=number(rate.n),
        prior=percent(rate.prior, 0),
    )  # fmt: skip
