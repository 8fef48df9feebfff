"""Screen `layanan_keliling`: other documents served on a day, their months, and where people were recorded."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.cards.model import Channel
from ktp_core.cards.wording import CHANNELS
from ktp_core.charts.channels import channel_bars
from ktp_core.charts.theme import CONFIG, palette
from ktp_core.labels.rounds import DOCUMENTS
from ktp_core.months import first_day, month_of, months_back, months_from
from ktp_core.rounds import served, service, store
from ktp_core.rounds.model import Document
from ktp_core.rounds.rules import MOST_SERVED
from ktp_core.ui import tables
from ktp_core.ui.calendar_words import full_day
from ktp_core.ui.i18n import _, month, number, percent, words
from ktp_core.ui.rounds import carry_out, seen
from ktp_core.ui.safe import quiet

_MONTHS = 12
_ORDER = (Channel.VISIT, Channel.KENDUREN_MAS, Channel.DISTRICT_OFFICE, Channel.OFFICE, Channel.UNKNOWN)


def documents(user: Actor, today: date) -> None:
    """Counting for who may, and the totals of a year for everybody."""
    if may(user, Permission.DOCUMENT_TALLY, user.regency):
        _tally(user, today)
    first = _first(today)
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        totals = served.documents_by_month(conn, user.regency or "", first, today, user.districts)
    st.header(_("Dokumen lain per bulan"), anchor=False)
    if totals.empty:
        st.info(_("Belum ada dokumen lain yang dihitung dalam dua belas bulan ini."), icon=":material/description:")
        return
    year = int(totals["n"].sum())
    st.markdown(words("**{n} dokumen lain** dilayani sejak {month}.", n=number(year), month=month(month_of(first))))
    wide = totals.pivot(index="month", columns="document", values="n").fillna(0).astype(int)
    wide = wide.reindex(columns=[str(one) for one in Document if str(one) in wide.columns]).sort_index(ascending=False)
    shown = wide.assign(total=wide.sum(axis=1)).reset_index()
    shown["month"] = [month(int(one)) for one in shown["month"]]
    columns = {"month": _("Bulan"), **{key: tables.amount(_(DOCUMENTS[key])) for key in wide.columns},
               "total": tables.amount(_("Jumlah"))}  # fmt: skip
    tables.show(shown, columns, key="dokumen_bulan", alt=_("Dokumen lain yang dilayani per bulan, terbaru di atas"))


def _tally(user: Actor, today: date) -> None:
    st.header(_("Hitung dokumen satu hari"), anchor=False)
    left, right = st.columns([1, 3])
    day = left.date_input(_("Hari layanan"), today, max_value=today, format="DD/MM/YYYY", key="hitung_hari")
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        found = served.held(conn, user.regency or "", day, user.districts)
    if found.empty:
        st.info(words("Tidak ada kunjungan atau layanan pada {day}.", day=full_day(day)), icon=":material/event:")
        return
    names = {int(row.id): _place(row) for row in found.itertuples()}
    key = right.selectbox(_("Tempat"), list(names), format_func=names.__getitem__, key=f"hitung_tempat_{day}")
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        before = seen(f"dokumen_{key}", store.documents(conn, key))
    with st.form(f"hitung_{key}", border=True):
        counts = _counts(key, before)
        pressed = st.form_submit_button(_("Simpan jumlah"), type="primary", icon=":material/save:")
    if pressed:  # outside the form: a conflict offers a button of its own
        carry_out(lambda: _counted(user, key, counts, before, names[key]))


def _place(row: object) -> str:
    n = getattr(row, "served", None)
    said = _("belum dihitung") if pd.isna(n) else words("{n} dokumen", n=number(n))
    return f"{row.institution} · {said}"  # type: ignore[attr-defined]


def _counts(key: int, before: dict[Document, int]) -> dict[Document, int]:
    row = st.columns(4)
    return {
        one: int(row[n % 4].number_input(
            _(DOCUMENTS[one]), 0, MOST_SERVED, before.get(one, 0), key=f"hitung_{key}_{one}_{before.get(one, 0)}"
        ))
        for n, one in enumerate(Document)
    }  # fmt: skip


def _counted(user: Actor, key: int, counts: dict[Document, int], before: dict[Document, int], name: str) -> str:
    service.tally(user, key, counts, seen=before, at=clock.now())
    return words("{n} dokumen dicatat.", n=number(sum(counts.values())))


def places(user: Actor, today: date) -> None:
    """Recordings of the last twelve months by the place where they were made."""
    first = _first(today)
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        found = served.recordings(conn, user.regency or "", month_of(first), month_of(today), user.districts)
    st.header(_("Perekaman menurut tempat"), anchor=False)
    if found.empty:
        st.info(_("Belum ada perekaman dalam dua belas bulan ini."), icon=":material/fingerprint:")
        return
    months = _by_month(found, first, today)
    names = {int(one): _name(one) for one in _ORDER if months[int(one)].sum()}
    total = int(found["n"].sum())
    out = int(months[[int(Channel.VISIT), int(Channel.KENDUREN_MAS)]].sum().sum())
    st.markdown(words(
        "**{n} perekaman** sejak {month}; **{out} ({share})** di luar kantor: jemput bola dan Kenduren Mas.",
        n=number(total), month=month(month_of(first)), out=number(out), share=percent(out / total),
    ))  # fmt: skip
    drawn = months.assign(month=[month(one) for one in months.index])
    figure = channel_bars(drawn, names, palette(st.context.theme.type == "dark"), number=number, running=True)
    alt = words("Perekaman per bulan menurut tempat: {n} dalam dua belas bulan.", n=number(total))
    st.plotly_chart(figure, config=CONFIG, alt=alt, key="perekaman_tempat")
    notes = [_("Bulan terakhir belum selesai.")]
    if int(Channel.UNKNOWN) in names:
        notes.append(_("Daftar SIAK tidak menyebut tempat perekamannya."))
    st.markdown(quiet(" ".join(notes)))
    shown = drawn.iloc[::-1].assign(total=lambda frame: frame[list(names)].sum(axis=1))
    shown = shown.rename(columns={key: str(key) for key in names})
    columns = {"month": _("Bulan"), **{str(key): tables.amount(name) for key, name in names.items()},
               "total": tables.amount(_("Jumlah"))}  # fmt: skip
    tables.show(shown, columns, key="tempat_bulan", alt=_("Perekaman per bulan menurut tempat, terbaru di atas"))


def _name(one: Channel) -> str:
    words_ = _(CHANNELS[one]) if one else _("dari daftar SIAK")
    return words_[0].upper() + words_[1:]


def _by_month(found: pd.DataFrame, first: date, today: date) -> pd.DataFrame:
    """A row for each month of the span and a column for each channel, empty ones too."""
    span = months_from(month_of(first), _MONTHS)
    wide = found.astype({"n": int}).pivot(index="month", columns="channel", values="n")
    return wide.reindex(index=span, columns=[int(one) for one in _ORDER]).fillna(0).astype(int)


def _first(today: date) -> date:
    """The first day of twelve months that end with this one."""
    return first_day(months_back(today, _MONTHS)[0])
