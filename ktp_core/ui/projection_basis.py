"""What the screen `proyeksi` takes for granted, with the office's own numbers."""

from __future__ import annotations

import numpy as np
import streamlit as st

from ktp_core.projection.horizon import BIRTHS_KNOWN
from ktp_core.projection.model import Stage
from ktp_core.projection.outlook import Outlook
from ktp_core.projection.rules import RECENT
from ktp_core.projection.simulation import PATHS
from ktp_core.projection.spans import CARDS
from ktp_core.projection.tallies import VISITED
from ktp_core.ui.i18n import _, month, number, percent, words


def assumptions(view: Outlook) -> None:
    """A list of sentences; open for who asks."""
    with st.expander(_("Asumsi dan cara menghitung"), icon=":material/menu_book:", key="proyeksi_asumsi"):
        st.markdown("\n".join(f"- {one}" for one in sentences(view) if one))


def sentences(view: Outlook) -> list[str]:
    """One for each thing that is taken for granted."""
    return [
        _history(view), _recording(view), _people(view), *_pipeline(view), *_supply(view), *_visits(view),
        *_limits(view),
    ]  # fmt: skip


def _history(view: Outlook) -> str:
    past = view.known.past
    return words(
        "{paths} jalan cerita diundi dari riwayat kantor ini sendiri, {first} sampai {last}: laju per hari kerja, pola "
        "bulan (libur sekolah, ujian), dan naik turunnya; libur nasional lewat jumlah hari kerja. Ramadan, yang "
        "bergeser tiap tahun, hanya ikut dalam naik turunnya. Cepat, tengah, dan lambat adalah P10, P50, dan P90. "
        "Data yang sama memberi tanggal yang sama.",
        paths=number(PATHS), first=month(past.months[0]), last=month(past.months[-1]),
    )  # fmt: skip


def _recording(view: Outlook) -> str:
    known, rate = view.known, view.habits.recording
    if rate is None:
        return _("Dalam 12 bulan terakhir tidak ada perekaman wajib KTP, jadi tidak diperkirakan ada perekaman.")
    return words(
        "Laju perekaman wajib KTP kini sekitar {pace} orang per hari kerja. Yang belum rekam: {gap}; tidak ada yang "
        "direkam lebih dari itu dan yang mencapai 17 tahun kemudian.",
        pace=number(float(np.exp(rate.level)), 1), gap=number(known.start.gaps[Stage.COVERED]),
    )  # fmt: skip


def _people(view: Outlook) -> str:
    ahead = view.known.ahead
    born, later = int(ahead.eligible[:BIRTHS_KNOWN].sum()), float(ahead.eligible[-1]) * 12
    values = {"born": number(born), "months": BIRTHS_KNOWN, "later": number(round(later))}
    if view.known.from_figures:
        return words("Penyebut bergerak: {born} orang genap 17 tahun dalam {months} bulan menurut tanggal lahir di "
                     "registri; sesudah itu {later} per tahun menurut angka resmi pemula.", **values)  # fmt: skip
    return words("Penyebut bergerak: {born} orang genap 17 tahun dalam {months} bulan menurut tanggal lahir di "
                 "registri; sesudah itu {later} per tahun seperti setahun terakhir.", **values)  # fmt: skip


def _pipeline(view: Outlook) -> list[str]:
    habits = view.habits
    return [
        words("Dari yang menunggu pusat, {share} menjadi siap cetak dalam sebulan ({n} bulan terakhir).",
              share=percent(habits.clearing[0], 0), n=RECENT),  # fmt: skip
        words("Dari kartu jadi, {share} diserahkan dalam sebulan ({n} bulan terakhir).",
              share=percent(habits.handing[0], 0), n=RECENT),  # fmt: skip
    ]


def _supply(view: Outlook) -> list[str]:
    means, queued = view.known.means, view.habits.printing
    if view.scope.districts:
        printed = [_("Kapasitas cetak dan blangko milik seluruh kantor; untuk kecamatan tidak membatasi.")]
    else:
        printed = [
            words("Pencetak sanggup {n} kartu per hari kerja; penggantian {other} kartu per bulan didahulukan.",
                  n=number(means.capacity), other=number(round(means.replacements)))
            if means.capacity else _("Kapasitas pencetak tidak tercatat, jadi tidak membatasi."),
            words("Blangko: stok {stock}, datang {n} per bulan, rusak {spoiled} dari yang terpakai.",
                  stock=number(means.stock), n=number(round(means.received)), spoiled=percent(means.spoiling))
            if means.stock is not None else _("Buku blangko belum diisi, jadi blangko tidak membatasi."),
        ]  # fmt: skip
    if queued is not None:
        printed.append(words(
            "Antrean cetak bertahan berbulan-bulan, jadi laju cetak kartu pertama dibatasi seperti nyatanya: sekitar "
            "{pace} per hari kerja.", pace=number(float(np.exp(queued.level)), 1),
        ))  # fmt: skip
    return printed


def _visits(view: Outlook) -> list[str]:
    """Of targets that count what happens, where there are some."""
    kinds = {one.target.measure for one in view.known.spans}
    said = []
    if kinds & set(VISITED):
        said.append(_("Kunjungan, lembaga, dan pelajar: jumlah per bulan diundi sebagai bilangan bulat dari riwayatnya "
                      "sendiri, dengan pola bulan dan naik turunnya; kunjungan yang sudah dijadwalkan tidak dilihat."))
    if (visiting := view.known.visiting) is not None:
        said.append(words("Satu lembaga dihitung sekali dalam masa target; paling banyak {pool} lembaga aktif. "
                          "Seberapa sering kunjungan menuju lembaga yang sudah dilayani, dilihat dari tahun-tahun "
                          "lalu.", pool=number(visiting.pool)))  # fmt: skip
    if kinds & set(CARDS):
        said.append(_("Kartu dicetak atau diserahkan mengikuti kartu pertama ditambah kartu lain (penggantian, cetak "
                      "ulang) seperti riwayatnya, sejauh pencetak dan blangko cukup."))  # fmt: skip
    return said


def _limits(view: Outlook) -> list[str]:
    return [
        _("Kematian dan perpindahan tidak diperkirakan; target yang berubah dan bantuan mendadak juga tidak."),
        words("Diuji terhadap kantor rekaan yang masa depannya diketahui: rentang P10–P90 memuat 75 sampai 85% "
              "kenyataan. Sesudah {months} bulan tidak dilihat.", months=len(view.months)),  # fmt: skip
    ]
