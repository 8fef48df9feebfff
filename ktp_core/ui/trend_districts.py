"""All kecamatan on one sheet; a click opens one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.charts.small_multiples import columns_for, small_multiples
from ktp_core.charts.theme import CONFIG, palette
from ktp_core.kpi.trend_model import Trends
from ktp_core.ui import filters, tables, trend, trend_parts, trend_words
from ktp_core.ui.i18n import N_, _, language, number, separators, words
from ktp_core.ui.phone import WIDTH, phone

_ORDERS = {"fell": N_("Turun terbanyak"), "grew": N_("Naik terbanyak"), "name": N_("Nama")}
_SHEET = 1000  # pixels of the page on a screen of 1366
_ROWS_HEIGHT, _LEAST, _MOST = 470, 84, 132  # a sheet of 24 fits on a screen of 768 with its heading


@dataclass(frozen=True, slots=True)
class Order:
    """How the sheet is laid out."""

    by: str
    own_scale: bool


def draw(view: Trends, months: int) -> None:
    """The sheet with its choices above, its numbers below."""
    st.header(_("Semua kecamatan"), anchor=False)
    st.markdown(trend_words.districts(view))
    order = _order()
    key = f"tren_kecamatan_{order.by}_{int(order.own_scale)}_{'_'.join(view.scope.districts)}"
    st.plotly_chart(
        _figure(view.content, order, months, st.context.theme.type == "dark", language(), phone(), view), config=CONFIG,
        alt=trend_words.districts(view), key=key, on_select=lambda: _clicked(key), selection_mode="points",
    )  # fmt: skip
    trend.once(view, lambda seen, colours: _below(seen, order, months), f"kecamatan {order} {months}")


def _order() -> Order:
    left, middle, right = st.columns([5, 3, 3], vertical_alignment="bottom")
    with left:
        by = filters.switch(_("Urutkan"), {key: _(name) for key, name in _ORDERS.items()}, key="urutan_tren")
    own = middle.toggle(_("Skala sendiri-sendiri"), key="skala_sendiri", bind="query-params")
    if st.session_state.get("kecamatan"):
        right.button(_("Seluruh kabupaten/kota"), icon=":material/zoom_out_map:", on_click=_open, key="tren_semua")
    return Order(by, own)


def _open(code: str | None = None) -> None:
    """A callback: this district alone, or all of them."""
    st.session_state["kecamatan"] = code


def _clicked(key: str) -> None:
    """A callback: the panel that was clicked; a second click on the chosen one opens all again."""
    for point in st.session_state[key].selection.points:
        said = point.get("customdata")
        if isinstance(said, list) and len(said) > 1:
            _open(None if st.session_state.get("kecamatan") == said[1] else said[1])


def ordered(view: Trends, by: str) -> dict[str, tuple[int, ...]]:
    """The districts with a name, as asked: by the change of twelve months, or by name."""
    sums = trend_words.changes(view, view.districts)
    change = {code: now - before for code, (now, before) in sums.items()}
    sign = {"fell": 1, "grew": -1, "name": 0}[by]
    codes = sorted((code for code in view.districts if code), key=lambda code: (sign * change[code], view.names[code]))
    return {code: tuple(view.districts[code]) for code in codes}


@st.cache_resource(max_entries=64, show_spinner=False)
def _figure(content: str, order: Order, months: int, dark: bool, words_: str, small: bool, _view: Trends) -> Any:
    rows, colours = ordered(_view, order.by), palette(dark)
    columns = columns_for(WIDTH if small else _SHEET, [_view.names[code] for code in rows])
    height = min(max(_ROWS_HEIGHT // max(-(-len(rows) // columns), 1), _LEAST), _MOST)
    made = small_multiples(
        trend_parts.panels(_view, rows, _view.names, months), trend.line_colour(_view.what, colours), colours,
        columns=columns, shared=not order.own_scale, running=_view.running, panel_height=110 if small else height,
    )  # fmt: skip
    made.layout.separators = separators()
    return made


def _below(view: Trends, order: Order, months: int) -> None:
    rows = ordered(view, order.by)
    st.caption(trend_parts.scale(rows, months, shared=not order.own_scale) + " "
               + _("Klik sebuah petak untuk membuka kecamatan itu."))  # fmt: skip
    unknown = sum(view.districts.get("", ())[-months:])
    if unknown:
        st.caption(words("{n} tanpa kecamatan yang diketahui tidak digambar.",
                         n=trend_words.counted(view.what, unknown)))  # fmt: skip
    with st.expander(_("Angka yang sama per kecamatan"), icon=":material/table:"):
        _table(view, rows)


def _table(view: Trends, rows: dict[str, tuple[int, ...]]) -> None:
    sums, last = trend_words.changes(view, rows), -2 if view.running else -1
    frame = pd.DataFrame(
        [(view.names[code], row[last], *sums[code], sums[code][0] - sums[code][1], row[-1])
         for code, row in rows.items()],
        columns=["name", "last", "now", "before", "change", "running"],
    )  # fmt: skip
    columns = {
        "name": tables.text(_("Kecamatan")),
        "last": tables.amount(trend_parts.label(view, trend_words.last_whole(view))),
        "now": tables.amount(_("12 bulan terakhir")), "before": tables.amount(_("12 bulan sebelumnya")),
        "change": tables.amount(_("Selisih")),
    }  # fmt: skip
    if view.running:
        columns["running"] = tables.amount(trend_parts.label(view, view.recent[-1]))
    tables.show(frame, columns, key="tren_kecamatan_angka", alt=trend_words.districts(view))
    st.caption(words("{n} kecamatan.", n=number(len(rows))))
