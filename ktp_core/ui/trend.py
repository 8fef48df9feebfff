"""The screen `tren`: what is asked, read once per state of the data, and drawn once per theme and language."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.charts.theme import Palette, palette
from ktp_core.kpi import service as kpi
from ktp_core.kpi import trends
from ktp_core.kpi.model import Scope
from ktp_core.kpi.trend_model import Trend, Trends
from ktp_core.ui import filters, menu
from ktp_core.ui.i18n import _, language
from ktp_core.ui.phone import phone
from ktp_core.ui.trend_words import ABOUT, NAMES

Drawing = Callable[[Trends, Palette], None]


def what() -> Trend:
    """Which flow the screen is about, in the address; what counts in it stands below."""
    chosen = filters.switch(_("Yang dihitung"), {one: _(name) for one, name in NAMES.items()}, key="arus")
    st.caption(_(ABOUT[chosen]))
    return chosen


def read(user: Actor, scope: Scope, chosen: Trend) -> Trends:
    """Asked for again only when something was written since. The permission is asked every time."""
    return _read(user, scope.within(user), chosen, kpi.version(user, scope.regency), user.districts)


@st.cache_resource(max_entries=64, show_spinner=False)
def _read(_user: Actor, scope: Scope, chosen: Trend, version: str, seen: tuple[str, ...]) -> Trends:
    # `seen`: of two who choose the same district, one may see the others beside it and one may not.
    return trends.trends(_user, scope, chosen)


def once(view: Trends, draw: Drawing, of: str = "") -> None:
    """Run `draw`, or repeat what it drew of equal content. `of`: what else the drawing depends on."""
    dark = st.context.theme.type == "dark"
    _once(f"{draw.__module__}.{draw.__qualname__}", view.content + of, dark, language(), phone(), view, draw)


@st.cache_data(max_entries=256, show_spinner=False)
def _once(name: str, content: str, dark: bool, words: str, small: bool, _view: Trends, _draw: Drawing) -> None:
    _draw(_view, palette(dark))


def line_colour(chosen: Trend, colours: Palette) -> str:
    """The colour of the state that a flow leads to, as strong as words: thin lines need it."""
    return {
        Trend.RECORDED: colours.recorded_text, Trend.SERVED: colours.recorded_text, Trend.READY: colours.amber_text,
        Trend.PRINTED: colours.printed_text, Trend.DELIVERED: colours.delivered_text,
    }[chosen]  # fmt: skip


def nothing_yet(user: Actor) -> None:
    """An office without a single act: what a trend needs."""
    st.info(_("Belum ada yang dapat dihitung per bulan. Tren muncul dari riwayat perekaman, cetak, dan penyerahan "
              "kantor ini: unggah daftar siswa dan status SIAK lebih dahulu."),
            icon=":material/timeline:")  # fmt: skip
    for screen in menu.screens(user):
        if screen.file in ("unggah_daftar", "status_siak"):
            st.page_link(str(screen.path), label=_(screen.title), icon=screen.icon)
