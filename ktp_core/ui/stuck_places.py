"""Kartu tersendat: for how long, and where. Numbers only."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.charts.backlog import backlog_ageing
from ktp_core.labels.stuck import KINDS, SHORT_KINDS
from ktp_core.printing.rules import AGES
from ktp_core.stuck import places, queries
from ktp_core.stuck.model import StuckFilter
from ktp_core.ui import tables
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.safe import quiet
from ktp_core.ui.stuck import Found

_HEIGHT = 178


def ages(chosen: StuckFilter, found: Found) -> None:
    """How many for how long: a bar for each age of one kind, a table of all kinds."""
    labels = [_age(first, last) for first, last in AGES]
    if chosen.kind is None:
        _kinds(found, labels)
        return
    counts = found.whole.ages()
    said = "; ".join(f"{label}: {number(n)}" for label, n in zip(labels, counts, strict=True))
    figure = backlog_ageing(counts, labels, number=number, dark=st.context.theme.type == "dark")
    alt = words("Kartu menurut lamanya tersendat. {said}", said=said)
    st.plotly_chart(figure, height=_HEIGHT, config={"displayModeBar": False}, alt=alt, key="umur_tersendat")


def _kinds(found: Found, labels: list[str]) -> None:
    frame = queries.stuck_by_kind(found.of)
    frame = frame[frame["n"] > 0]
    frame = frame.assign(name=[_(KINDS[kind]) for kind in frame["kind"]])
    columns = {"name": tables.text(_("Tersendat di"), 240), "n": tables.amount(_("Kartu"), 80)}
    columns |= {f"age_{at}": tables.amount(label, 120) for at, label in enumerate(labels)}
    tables.show(frame, columns, key="umur_per_jenis", alt=_("Jenis kartu tersendat menurut lamanya."))


def districts(user: Actor, chosen: StuckFilter, found: Found) -> None:
    """By district of residence."""
    with reading(user, Permission.HEAD_VIEW, chosen.regency) as conn:
        frame = places.stuck_by_district(conn, chosen, found.limits, found.today)
    _places(frame, chosen, _("Kecamatan"), _("Tidak diketahui atau luar daerah"), "tersendat_per_kecamatan")


def institutions(user: Actor, chosen: StuckFilter, found: Found) -> None:
    """By institution, the hundred with most."""
    with reading(user, Permission.HEAD_VIEW, chosen.regency) as conn:
        frame = places.stuck_by_institution(conn, chosen, found.limits, found.today)
    _places(frame, chosen, _("Lembaga"), _("Tanpa lembaga"), "tersendat_per_lembaga")
    if frame.attrs["all"] > len(frame):
        more = words("{n} terbanyak dari {total} lembaga.", n=number(len(frame)), total=number(frame.attrs["all"]))
        st.markdown(quiet(more))


def _places(frame: pd.DataFrame, chosen: StuckFilter, title: str, unknown: str, key: str) -> None:
    shown = frame.assign(name=[unknown if name is None else name for name in frame["name"]])
    most = int(shown["n"].max()) if len(shown) else 1
    columns: dict[str, Any] = {
        "name": tables.text(title, 148),
        "n": st.column_config.ProgressColumn(_("Kartu"), format="localized", min_value=0, max_value=most, width=100),
    }
    if chosen.kind is None:
        here = [kind.value for kind in chosen.kinds if int(shown[kind.value].sum())]
        columns |= {kind: tables.amount(_(SHORT_KINDS[kind]), 84, help=_(KINDS[kind])) for kind in here}
    height = 250 if len(shown) > 6 else "auto"
    tables.show(
        shown, columns, key=key, height=height, alt=words("Kartu tersendat menurut {what}.", what=title.lower())
    )


def _age(first: int, last: int | None) -> str:
    if last is None:
        return _("lebih dari 1 tahun")
    return words("{first}–{last} hari", first=first, last=last) if first else words("sampai {last} hari", last=last)
