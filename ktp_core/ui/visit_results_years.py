"""Hasil kunjungan: bars and table by calendar year, own counts beside what was reported."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.charts.theme import palette
from ktp_core.charts.years import year_bars
from ktp_core.ui import tables
from ktp_core.ui.head_charts import chart
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.visit_results import counted
from ktp_core.visits.asked import PUPILS, Asked
from ktp_core.visits.years import beside_reported

CHARTED = 6


def years(user: Actor, asked: Asked) -> None:
    """Reported totals are of the whole regency and all kinds of institution: they are shown for that question only."""
    whole = not asked.districts and not asked.search and asked.kinds == PUPILS
    question = Asked(asked.regency, asked.as_of) if whole else asked
    with reading(user, Permission.VISIT_VIEW, asked.regency) as conn:
        found = beside_reported(conn, question)
    if found.empty:
        st.info(
            _("Belum ada kunjungan yang selesai. Hasilnya muncul di sini setelah kunjungan ditutup di halaman Hari "
              "kunjungan."), icon=":material/event_busy:",
        )  # fmt: skip
        return
    titles = (("institutions", _("Lembaga yang dikunjungi")), ("served", _("Orang yang direkam di sana")))
    for column, (name, title) in zip(st.columns(2), titles, strict=True):
        with column:
            st.markdown(f"**{title}**")
            _bars(found.head(CHARTED).iloc[::-1], name, title)
    if any(_told(row) for _at, row in found.iterrows()):
        st.caption(_("Bergaris: dilaporkan sumber resmi. Polos: kunjungan kita sendiri. Keduanya tidak dijumlahkan."))
    _table(found)


def own(row: pd.Series, name: str) -> int | None:
    """Our own count of a year; nothing where there is none."""
    return int(row[name]) if row["visits"] and row[name] is not None else None


def _told(row: pd.Series) -> bool:
    """Whether what is drawn of a year was reported, and not counted by us."""
    return row["source"] is not None or row["visits"] == row["reported"]


def _bars(found: pd.DataFrame, name: str, title: str) -> None:
    rows = [row for _at, row in found.iterrows()]
    official = [row[f"official_{name}"] for row in rows]
    counts = [own(row, name) if told is None else told for told, row in zip(official, rows, strict=True)]
    frame = pd.DataFrame({
        "label": [str(row["year"]) for row in rows], "n": [int(n or 0) for n in counts],
        "text": [number(n) for n in counts], "reported": [_told(row) for row in rows],
    })  # fmt: skip
    colours = palette(st.context.theme.type == "dark")
    colour = colours.printed if name == "institutions" else colours.delivered
    said = ", ".join(f"{label} {text}" for label, text in zip(frame["label"], frame["text"], strict=True))
    chart(year_bars(frame, colour, colours), f"{title}: {said}")


def _table(found: pd.DataFrame) -> None:
    rows = [row for _at, row in found.iterrows()]
    frame = pd.DataFrame({
        "year": [str(row["year"]) for row in rows],
        "visits": [number(row["visits"] or None) for row in rows],
        "institutions": [number(own(row, "institutions")) for row in rows],
        "served": [number(own(row, "served")) for row in rows],
        "official_institutions": [number(row["official_institutions"]) for row in rows],
        "official_served": [number(row["official_served"]) for row in rows],
        "source": [_source(row) for row in rows],
    })  # fmt: skip
    columns = {
        "year": tables.text(_("Tahun"), 65), "visits": counted(_("Kunjungan"), 95),
        "institutions": counted(_("Lembaga"), 85), "served": counted(_("Orang direkam"), 115),
        "official_institutions": counted(_("Lembaga, dilaporkan"), 145),
        "official_served": counted(_("Orang, dilaporkan"), 135), "source": tables.text(_("Sumber"), "large"),
    }  # fmt: skip
    tables.show(frame, columns, key="hasil_tahun", alt=_("Kunjungan per tahun"))


def _source(row: pd.Series) -> str:
    """Where the numbers of a year come from."""
    parts = [row["source"]] if row["source"] else []
    if row["reported"]:
        parts.append(words("{n} kunjungan dari laporan", n=number(row["reported"])))
    if row["visits"] != row["reported"]:
        parts.append(_("kunjungan kita sendiri"))
    return "; ".join(parts)
