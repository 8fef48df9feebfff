"""Where people are held up: the gaps of the funnel with the ways to their lists, and the same by age."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.held.model import GAPS, seen
from ktp_core.kpi.ages import OPEN, Band, Leaks, Place
from ktp_core.kpi.model import Scope
from ktp_core.kpi.service import Overview
from ktp_core.ui import head_links, head_words, held, tables
from ktp_core.ui.i18n import N_, _, number, words

_SCREEN = "orang_per_tahap"
HEADINGS = held.PLACES | {Place.PRINTED: N_("Dicetak")}  # the caption says that these are not in hand yet
_WIDTHS = (84, 70, 84, 76, 62)



def ways(user: Actor, view: Overview, today: date) -> None:
    """Under the funnel: each gap opens exactly its list. Lists are of today."""
    if view.scope.as_of != today:
        return
    with st.container(horizontal=True, gap="small"):
        for name in GAPS:
            n = int(view.figures[name].value or 0)
            if n > 0:
                _way(user, view.scope, name, n)


def _way(user: Actor, scope: Scope, name: str, n: int) -> None:
    label = f"{head_words.label(name)}: {number(n)}"
    places, first = GAPS[name]
    mine = head_links.names(user, scope)
    if places == (Place.READY,) and may(user, Permission.BACKLOG_VIEW, user.regency):
        head_links.go(user, "antrean_cetak", label, {"jenis_kartu": _("Pemula"), "di_kecamatan": mine})
    elif seen(user, places) == places:
        head_links.go(user, _SCREEN, label, {
            held.STAGE: [_(held.PLACES[place]) for place in places], held.AGE: _(held.OF_AGE),
            held.CARD: _(held.FIRST) if first else "", held.DISTRICT: mine,
        })  # fmt: skip


def by_age(user: Actor, view: Overview, leaks: Leaks | None, today: date) -> None:
    """One row for each age group, one column for each place; who may chooses a cell and opens its list."""
    st.header(_("Tertahan di mana, menurut usia"), anchor=False)
    if not leaks:
        st.info(_("Untuk tanggal ini tidak diketahui lagi di mana kartu setiap orang berada. Pilih hari ini, atau "
                  "keadaan sebagaimana diketahui saat itu."), icon=":material/history:")  # fmt: skip
        return
    groups = list(dict.fromkeys(band for band, _place in leaks))
    rows = [[held.band_words(band), *(leaks[band, place] for place in OPEN)] for band in groups]
    frame = pd.DataFrame(rows, columns=["age", *(str(place) for place in OPEN)])
    if view.scope.as_of != today:
        st.caption(_("Untuk tanggal lampau: keadaan sekarang tanpa perubahan yang dicatat sesudahnya. Riwayat yang "
                     "dimuat sekaligus tidak dapat diurai lagi."))  # fmt: skip
    opens = view.scope.as_of == today and bool(seen(user))
    picked = _table(frame, opens, _finding(leaks, groups))
    st.caption(_("Penduduk kita menurut registri sendiri; usia pada akhir bulan, kartu pengganti termasuk. Siap cetak "
                 "di bawah 17 tahun menunggu ulang tahun; dicetak berarti belum diterima."))  # fmt: skip
    if opens:
        _open(user, view.scope, leaks, groups, picked)


def _table(frame: pd.DataFrame, opens: bool, finding: str) -> Any:
    columns = {"age": tables.text(_("Usia"), 106)}
    for place, width in zip(OPEN, _WIDTHS, strict=True):
        columns[str(place)] = tables.amount(_(HEADINGS[place]), width)
    common: dict[str, Any] = {"column_config": columns, "hide_index": True, "height": "content", "alt": finding}
    if not opens:
        st.dataframe(frame, key="usia_tahap_angka", **common)
        return None
    event = st.dataframe(frame, on_select="rerun", selection_mode="single-cell", key="usia_tahap", **common)
    return event.selection.cells[0] if event.selection.cells else None


def _open(user: Actor, scope: Scope, leaks: Leaks, groups: list[Band], picked: Any) -> None:
    """The list of the chosen cell."""
    if picked is None:
        st.caption(_("Pilih satu angka untuk membuka daftarnya."))
        return
    row, column = int(picked[0]), str(picked[1])
    place = next((one for one in OPEN if str(one) == column), None)
    if place is None or row >= len(groups) or seen(user, (place,)) != (place,):
        st.caption(_("Daftar untuk angka itu tidak tersedia bagi akun ini."))
        return
    n = leaks[groups[row], place]
    label = words("Buka {n} orang: {age}, {place}", n=number(n), age=held.band_words(groups[row]),
                  place=_(held.PLACES[place]).lower())  # fmt: skip
    head_links.go(user, _SCREEN, label, {
        held.STAGE: [_(held.PLACES[place])], held.AGE: held.band_words(groups[row]),
        held.DISTRICT: head_links.names(user, scope),
    })  # fmt: skip


def _finding(leaks: Leaks, groups: list[Band]) -> str:
    """Where most are held up, as a screen reader says it."""
    held_up = {key: n for key, n in leaks.items() if key[1] in OPEN and key[0].first >= 17}
    if not held_up or not max(held_up.values()):
        return _("Tidak ada yang tertahan pada usia cetak.")
    band, place = max(held_up, key=lambda key: held_up[key])
    return words("Terbanyak tertahan: {age}, {place}, {n} orang.", age=held.band_words(band),
                 place=_(held.PLACES[place]).lower(), n=number(held_up[band, place]))  # fmt: skip
