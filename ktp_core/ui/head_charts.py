"""The head's pictures with the numbers behind them; drawn once per state of the data, theme and language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.charts.funnel import funnel
from ktp_core.charts.mission import Mission, mission_bar
from ktp_core.charts.theme import CONFIG, Palette, palette
from ktp_core.charts.years import year_bars
from ktp_core.kpi.model import Origin
from ktp_core.kpi.rules import FUNNEL
from ktp_core.kpi.service import Overview
from ktp_core.ui import head_words
from ktp_core.ui.i18n import _, language, number, percent, separators

Drawing = Callable[[Overview, Palette], None]


def once(view: Overview, draw: Drawing, of: str = "") -> None:
    """Run `draw`, or repeat what it drew of equal content: drawing costs more than all queries of the page.

    `of`: what else the drawing depends on.
    """
    dark = st.context.theme.type == "dark"
    _once(f"{draw.__module__}.{draw.__qualname__}", view.content + of, dark, language(), view, draw)


@st.cache_data(max_entries=512, show_spinner=False)
def _once(name: str, content: str, dark: bool, words: str, _view: Overview, _draw: Drawing) -> None:
    _draw(_view, palette(dark))


def mission(view: Overview, colours: Palette) -> None:
    """The one bar. It counts people: who waits for a replacement is among the owners already."""
    value = {name: view.figures[name].value for name in ("cards_owned", "wajib_ktp", "target")}
    owned, waiting = int(value["cards_owned"] or 0), _waiting_for_first(view)
    progress = view.figures["target_progress"].value
    share = f" ({percent(progress)})" if progress is not None else ""
    bar = Mission(
        owned, waiting, int(value["wajib_ktp"] or 0) or None, int(value["target"] or 0) or None,
        _owned_words(view).format(n=number(owned), share=share),
        _("kartu pertama siap cetak <b>{n}</b>").format(n=number(waiting)),
        _("wajib KTP <b>{n}</b>").format(n=number(value["wajib_ktp"])),
        _("target <b>{n}</b>").format(n=number(value["target"])),
    )  # fmt: skip
    finding = _("{owned} orang memiliki KTP-el, {waiting} menunggu cetak kartu pertama, wajib KTP {wajib}, "
                "target {target}.")  # fmt: skip
    chart(mission_bar(bar, colours), finding.format(
        owned=number(owned), waiting=number(waiting), wajib=number(value["wajib_ktp"]), target=number(value["target"])
    ))  # fmt: skip


def _waiting_for_first(view: Overview) -> int:
    """People whose first card is print-ready and not printed."""
    return max(0, int(view.figures["funnel_ready"].value or 0) - int(view.figures["funnel_printed"].value or 0))


def _owned_words(view: Overview) -> str:
    partial = view.figures["cards_owned"].note == "partial"
    return _("<b>{n}</b> tercatat di registri sendiri") if partial else _("<b>{n}</b> memiliki KTP-el{share}")


def stages(view: Overview, colours: Palette) -> None:
    """Where people are held up between card age and the card in hand, of our own registry."""
    colour = (colours.unrecorded, colours.recorded, colours.print_ready, colours.printed, colours.delivered)
    names = (_("Wajib KTP"), _("Sudah rekam"), _("Siap cetak"), _("Sudah dicetak"), _("Sudah diterima"))
    gaps = ("", _("belum rekam"), _("belum siap cetak"), _("belum dicetak"), _("belum diterima"))
    counts = [int(view.figures[name].value or 0) for name in FUNNEL]
    missing = [0] + [before - after for before, after in zip(counts, counts[1:], strict=False)]
    most = max(missing[1:])
    frame = pd.DataFrame({
        "n": counts, "colour": colour,
        "text": [f"{name} <b>{number(n)}</b>" for name, n in zip(names, counts, strict=True)],
        "gap_text": [f"−{number(gap)} {said}" if gap > 0 else "" for gap, said in zip(missing, gaps, strict=True)],
        "urgent": [0 < gap == most for gap in missing],
    })  # fmt: skip
    chart(funnel(frame, colours), "; ".join(
        f"{name} {number(n)}" for name, n in zip(names, counts, strict=True)
    ))  # fmt: skip
    st.caption(_first_cards(view, missing[3]))


def _first_cards(view: Overview, first: int) -> str:
    """Why the backlog may be longer than the gap in this picture."""
    said = _("Penduduk kita menurut registri sendiri; kartu pertama saja.")
    waiting = int(view.figures["backlog"].value or 0)
    if waiting <= first:
        return said
    more = _("Antrean cetak {n} termasuk {others} kartu pengganti.")
    return said + " " + more.format(n=number(waiting), others=number(waiting - first))


def years(view: Overview, colours: Palette) -> None:
    """Institutions and people served by year; what was reported is hatched."""
    kinds = (("institutions", _("Lembaga"), colours.printed), ("served", _("Pelajar dan santri"), colours.delivered))
    for column, (stem, title, colour) in zip(st.columns(2), kinds, strict=True):
        found = {name: one for name, one in view.figures.items() if name.startswith(f"{stem}_")}
        frame = pd.DataFrame({
            "label": [name.removeprefix(f"{stem}_") for name in found],
            "n": [int(one.value or 0) for one in found.values()],
            "text": [head_words.value_of(one) for one in found.values()],
            "reported": [one.origin is Origin.REPORTED for one in found.values()],
        })  # fmt: skip
        with column:
            st.markdown(f"**{title}**")
            chart(year_bars(frame, colour, colours), f"{title}: " + ", ".join(
                f"{label} {text}" for label, text in zip(frame["label"], frame["text"], strict=True)
            ))  # fmt: skip
    reported = any(one.origin is Origin.REPORTED for name, one in view.figures.items() if name.startswith("served_"))
    own = _("Kunjungan kita sendiri; tahun berjalan sampai tanggal acuan.")
    st.caption(_("Bergaris: angka yang dilaporkan sumber resmi. Polos: kunjungan kita sendiri; tahun berjalan sampai "
                 "tanggal acuan.") if reported else own)  # fmt: skip


def chart(figure: Any, finding: str) -> None:
    """A figure in the page's font and colours; `finding` is what a screen reader says instead."""
    figure.layout.separators = separators()
    st.plotly_chart(figure, config=CONFIG, alt=finding)
