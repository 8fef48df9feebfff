"""Hasil kunjungan: visits that were done, newest first, and institutions, the longest waiting first."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.institutions.model import Institution
from ktp_core.labels.visits import ORIGINS
from ktp_core.regions import store as regions
from ktp_core.ui import filters, tables
from ktp_core.ui.i18n import N_, _, day_short, number, words
from ktp_core.ui.visit_results import counted, hint, next_steps, place
from ktp_core.visits import reach, results
from ktp_core.visits.asked import Asked, Reached
from ktp_core.visits.years import first_year

_REACHED = {Reached.ALL: N_("Semua"), Reached.NEVER: N_("Belum pernah"), Reached.BEFORE: N_("Pernah")}
MONTHS = (6, 12, 24, 36)


def visits(user: Actor, asked: Asked, at: Institution | None) -> int | None:
    """The list of visits, of one year or one institution; the visit that was chosen."""
    with reading(user, Permission.VISIT_VIEW, asked.regency) as conn:
        first = first_year(conn, asked.regency)
    row = st.columns([1.4, 5], vertical_alignment="bottom")
    with row[0]:
        known = {year: str(year) for year in range(asked.as_of.year, (first or asked.as_of.year) - 1, -1)}
        year = filters.one(_("Tahun"), known, key="tahun", everything=_("Semua"))
    question = replace(asked, year=year)
    if at is not None:
        question = replace(question, institution_id=at.id, kinds=(), search="")
    with reading(user, Permission.VISIT_VIEW, asked.regency) as conn:
        total = results.count(conn, question)
        if not total:
            st.info(_("Tidak ada kunjungan yang cocok. Longgarkan saringannya."), icon=":material/search_off:")
            return None
        row[1].markdown(words("**{n}** kunjungan selesai", n=number(total)))
        picked = tables.paged(
            total, lambda limit, offset: results.page(conn, question, limit=limit, offset=offset), _visits, of=question
        )
    if picked is None:
        hint()
    return picked


def _visits(frame: pd.DataFrame, page: int) -> int | None:
    shown = frame.assign(
        origin=[_(ORIGINS[origin]) for origin in frame["origin"]], district=frame["district"].fillna("–"),
        **{name: [number(n) for n in frame[name]] for name in _COUNTS},
    )  # fmt: skip
    columns = {
        "day": tables.day(_("Tanggal"), 95), "institution": tables.text(_("Lembaga"), 225),
        "district": tables.text(_("Kecamatan"), 115), "origin": tables.text(_("Asal"), 130),
        "listed": counted(_("Dalam daftar"), 100), "recorded": counted(_("Direkam"), 75),
        "missed": counted(_("Terlewat"), 80), "others": counted(_("Lainnya"), 75),
    }  # fmt: skip
    picked = tables.show(
        shown, columns, key=f"hasil_{page}", choose="one", height=_height(f"hasil_{page}"), alt=_("Kunjungan selesai")
    )
    return int(frame["id"].iloc[picked[0]]) if picked else None


_COUNTS = ("listed", "recorded", "missed", "others")


def institutions(user: Actor, asked: Asked) -> None:
    """The list of institutions, and what can be done with the one that is chosen."""
    row = st.columns([2.6, 2, 4], vertical_alignment="bottom")
    with row[0]:
        reached = filters.switch(_("Dikunjungi"), {key: _(word) for key, word in _REACHED.items()}, key="dikunjungi")
    with row[1]:
        ages = {n: words("{n} bulan atau lebih", n=n) for n in MONTHS}
        months = filters.one(_("Terakhir dikunjungi"), ages, key="terakhir", everything=_("Kapan saja"))
    question = replace(asked, reached=reached, months=months)
    with reading(user, Permission.VISIT_VIEW, asked.regency) as conn:
        total = reach.count(conn, question)
        rules = regions.age_rules(conn, asked.regency, asked.as_of)
        if not total:
            st.info(_("Tidak ada lembaga yang cocok. Longgarkan saringannya."), icon=":material/search_off:")
            return
        row[2].markdown(words("**{n}** lembaga, yang paling lama menunggu lebih dahulu", n=number(total)))
        picked = tables.paged(
            total, lambda limit, offset: reach.page(conn, question, rules, limit=limit, offset=offset), _institutions,
            of=question,
        )  # fmt: skip
    one = place(user, picked[0]) if picked else None
    if picked and one is not None:
        next_steps(user, one, picked[1])
    else:
        hint()


def _institutions(frame: pd.DataFrame, page: int) -> tuple[int, int] | None:
    shown = frame.assign(
        months=[_("belum pernah") if pd.isna(n) else words("{n} bulan", n=number(n)) for n in frame["months"]],
        district=frame["district"].fillna("–"), waiting=frame["waiting"].astype("Int64"),
        visits=frame["visits"].astype("Int64"), last_on=[day_short(day) for day in frame["last_on"]],
    )  # fmt: skip
    columns = {
        "institution": tables.text(_("Lembaga"), 255), "district": tables.text(_("Kecamatan"), 125),
        "visits": tables.amount(_("Kunjungan"), 90), "last_on": tables.text(_("Terakhir"), 95),
        "months": tables.text(_("Sudah berapa lama"), 140),
        "waiting": tables.amount(
            _("Boleh rekam, belum direkam"), 195,
            help=_("Penduduk kita dalam daftar lembaga hari ini yang boleh direkam dan belum direkam."),
        ),
    }  # fmt: skip
    picked = tables.show(
        shown, columns, key=f"lembaga_{page}", choose="one", height=_height(f"lembaga_{page}"),
        alt=_("Lembaga dan kunjungan terakhirnya"),
    )  # fmt: skip
    return (int(frame["id"].iloc[picked[0]]), int(frame["visits"].iloc[picked[0]])) if picked else None


def _height(key: str) -> int | str:
    """Lower while a row is chosen, so that list and detail fit the screen."""
    held = st.session_state.get(key, {}).get("selection", {}).get("rows")
    return 240 if held else "auto"
