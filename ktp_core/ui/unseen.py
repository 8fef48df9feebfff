"""The screen `belum_terjangkau`: read once per state of the data; the picture, the table, what to do first."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.charts.theme import Palette, palette
from ktp_core.charts.unseen import unseen_bars
from ktp_core.kpi import service as kpi
from ktp_core.kpi import unseen_view
from ktp_core.kpi.model import Scope
from ktp_core.kpi.unseen import ordered
from ktp_core.kpi.unseen_view import UnseenView
from ktp_core.ui import head_charts, head_links, tables
from ktp_core.ui import unseen_words as say
from ktp_core.ui.i18n import _, language, percent
from ktp_core.ui.phone import WIDTH, phone
from ktp_core.ui.safe import quiet

_WIDTH = 520  # pixels of the picture beside the table on a screen of 1366 with the menu open


def read(user: Actor, scope: Scope, today: date) -> UnseenView:
    """Asked for again only when something was written since; the permission is asked every time. Raises NotAllowed."""
    return _read(user, scope.within(user), today, kpi.version(user, scope.regency))


@st.cache_resource(max_entries=64, show_spinner=False)
def _read(_user: Actor, scope: Scope, today: date, version: str) -> UnseenView:
    return unseen_view.view(_user, scope, today)


def first_steps(user: Actor) -> None:
    """Without an official number there is nothing to compare with: who enters one, where."""
    st.info(_("Belum ada angka resmi penduduk usia 16–17. Masukkan per kecamatan dari DKB semester terbaru: tanpa "
              "angka itu tidak diketahui berapa yang belum ada di daftar."), icon=":material/flag:")  # fmt: skip
    _to_figures(user, _("Masukkan angka resmi"))
    head_links.go(user, "lembaga", _("Isi daftar lembaga"))
    head_links.go(user, "unggah_daftar", _("Unggah daftar siswa dan santri"))


def _to_figures(user: Actor, label: str) -> None:
    """Entering for who may, reading for the others."""
    enters = may(user, Permission.FIGURE_EDIT, user.regency) and not user.districts
    if enters:
        head_links.go(user, "angka_resmi", label, {"bagian": _("Masukkan")})
    else:
        head_links.go(user, "angka_resmi", _("Lihat angka resmi"))


def answer(user: Actor, view: UnseenView) -> None:
    """The finding, how it was compared, and what makes it uncertain."""
    st.markdown(say.answer(view))
    if not view.told:
        st.info(_("Untuk tanggal ini tidak diketahui lagi siapa yang sudah ada di daftar saat itu. Pilih hari ini, "
                  "atau Menurut catatan sekarang."), icon=":material/history:")  # fmt: skip
        return
    doubts = say.doubts(view)
    if doubts:
        st.info("  \n".join(doubts), icon=":material/info:")
    for sentence in say.how(view)[:1]:
        st.markdown(quiet(sentence))
    if any(one.figure is None for one in view.rows):
        _to_figures(user, _("Masukkan angka resmi yang belum ada"))


def drawn(view: UnseenView) -> bool:
    """Whether any district has a number to draw."""
    return any(one.figure for one in view.rows)


def picture(view: UnseenView) -> None:
    """Bars of every district, the most on top."""
    dark, width = st.context.theme.type == "dark", WIDTH - 40 if phone() else _WIDTH
    st.header(_("Belum ada di daftar mana pun, per kecamatan"), anchor=False)
    _picture(repr((view.scope, view.rows)), dark, language(), width, view, palette(dark))


@st.cache_data(max_entries=128, show_spinner=False)
def _picture(content: str, dark: bool, words: str, width: int, _view: UnseenView, _colours: Palette) -> None:
    rows = ordered(_view.rows)
    frame = pd.DataFrame({
        "label": [_view.names[one.area] for one in rows],
        "n": pd.Series([one.unseen for one in rows], dtype="object"),
        "text": [say.beside(one) for one in rows],
    })  # fmt: skip
    head_charts.chart(unseen_bars(frame, _colours, width), _plain(say.answer(_view)))


def _plain(said: str) -> str:
    return said.replace("**", "").replace("\\", "")


def table(view: UnseenView) -> None:
    """The numbers behind the picture, with the source of each."""
    rows = ordered(view.rows)
    frame = pd.DataFrame(
        [
            (view.names[one.area], one.population, one.known, one.unseen, percent(one.share),
             *((one.figure.basis_on, one.figure.source) if one.figure else (None, None)))
            for one in rows
        ],
        columns=["name", "of", "known", "n", "share", "day", "source"],
    )  # fmt: skip
    for name in ("of", "known", "n"):
        frame[name] = frame[name].astype("Int64")
    columns = {
        "name": tables.text(_("Kecamatan"), 140), "of": tables.amount(_("Penduduk 16–17"), 120),
        "known": tables.amount(_("Ada di daftar"), 110), "n": tables.amount(_("Belum terjangkau"), 125),
        "share": tables.right(_("Bagian"), 80), "day": tables.day(_("Per tanggal"), 100),
        "source": tables.text(_("Sumber"), 330),
    }  # fmt: skip
    with st.expander(_("Angka per kecamatan dan sumbernya"), icon=":material/table_rows:"):
        tables.show(frame, columns, key="belum_terjangkau_angka", empty="–", height="content",
                    alt=_plain(say.answer(view)))  # fmt: skip
        for sentence in say.how(view)[1:]:
            st.markdown(quiet(sentence))
