"""Screen `blangko`: how long the stock lasts, and who holds it."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.blanks.cover import Outlook
from ktp_core.charts import theme
from ktp_core.charts.blanks import stock_course
from ktp_core.ui import tables
from ktp_core.ui.blanks_steps import kind
from ktp_core.ui.i18n import _, day_long, day_short, month, number, words
from ktp_core.ui.safe import quiet


def answer(known: Outlook) -> None:
    """The sentence, the numbers behind it, and the course of the stock."""
    st.markdown(_sentence(known))
    columns = st.columns(4)
    supply = known.supply
    columns[0].metric(_("Stok"), number(supply.stock), border=True)
    columns[1].metric(_("Cukup untuk"), _days(known), border=True, help=_counted())
    columns[2].metric(
        _("Antrean cetak"), number(supply.backlog), border=True, help=_("Siap cetak (PRR), cukup usia, belum dicetak.")
    )
    columns[3].metric(
        _("Kapasitas per hari kerja"), number(supply.capacity), border=True,
        help=_("Jumlah kapasitas pencetak yang dipakai; bila belum diisi, rata-rata cetak 90 hari terakhir."),
    )  # fmt: skip
    if known.steps:
        _course(known)
    if supply.measured:
        st.markdown(quiet(_("Kapasitas pencetak belum diisi; dipakai rata-rata cetak 90 hari terakhir.")))


def _counted() -> str:
    return _(
        "Antrean dikerjakan sesuai kapasitas, ditambah kartu siap cetak yang jatuh tempo pada ulang tahunnya, "
        "penggantian, dan blangko rusak sebanyak rata-rata 90 hari terakhir. Orang yang baru direkam sesudah hari ini "
        "belum dihitung."
    )


def _sentence(known: Outlook) -> str:
    stock, end = number(known.supply.stock), known.run_out
    if not known.steps:
        return words(
            "Ada **{n}** blangko. Berapa lama cukupnya belum dapat dihitung: kapasitas pencetak belum diisi.", n=stock
        )
    if end is None:
        days = number(len(known.steps))
        return words("Ada **{n}** blangko, **cukup lebih dari {days} hari kerja**.", n=stock, days=days)
    said = words(
        "Ada **{n}** blangko: cukup untuk **{days} hari kerja**, dan **tidak cukup lagi mulai {day}**.", n=stock,
        days=number(known.days), day=day_long(end.day),
    )  # fmt: skip
    still = known.supply.backlog + end.due + end.replaced - end.printed
    more = words(" Saat itu masih {n} kartu menunggu.", n=number(still)) if still > 0 else ""
    return said + more


def _days(known: Outlook) -> str:
    if not known.steps:
        return "–"
    if known.days is None:
        return words("> {n} hari", n=number(len(known.steps)))
    return words("{n} hari kerja", n=number(known.days))


def _course(known: Outlook) -> None:
    ends = next((at for at, step in enumerate(known.steps) if step.left < 0), len(known.steps) - 1)
    shown = known.steps[: min(len(known.steps), max(ends + ends // 6 + 3, 20))]
    starts = [at for at, step in enumerate(shown) if at and step.day.month != shown[at - 1].day.month]
    marks = starts[:: max(1, len(starts) // 8)] or [0]
    days = [
        month(step.day.year * 100 + step.day.month) if at in marks else day_short(step.day)
        for at, step in enumerate(shown)
    ]
    end = known.run_out
    said = words("habis {day}", day=day_long(end.day)) if end is not None else ""
    figure = stock_course(
        days, [step.left for step in shown], said, marks, theme.palette(st.context.theme.type == "dark")
    )
    alt = words("Sisa blangko menurut perkiraan. {said}", said=_sentence(known).replace("*", ""))
    st.plotly_chart(figure, config={"displayModeBar": False}, alt=alt, key="sisa_blangko")


def holders(found: pd.DataFrame) -> None:
    """Who holds how many: those in use, and what went from them of late."""
    used = found[found["active"]]
    shown = used.assign(
        kind=[kind(value) for value in used["kind"]],
        last_day=[day_short(day if isinstance(day, date) else None) for day in used["last"]],
    )
    tables.show(
        shown,
        {"name": _("Pemegang"), "kind": _("Jenis"), "stock": tables.amount(_("Stok")),
         "used": tables.amount(_("Terpakai 90 hari")), "spoiled": tables.amount(_("Rusak 90 hari")),
         "daily_capacity": tables.amount(_("Kapasitas per hari")), "last_day": tables.text(_("Terakhir bergerak"))},
        key="stok_pemegang", empty="–", alt=_("Blangko menurut pemegang."),
    )  # fmt: skip
