"""The answer of the screen `janji_layanan`: months, districts, institutions, and the promise itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.charts.lines import Line, monthly_lines
from ktp_core.charts.theme import palette
from ktp_core.months import month_of
from ktp_core.printing import promise_service as service
from ktp_core.printing.promise import MAX_DAYS, Kept, Promised, by
from ktp_core.ui import tables
from ktp_core.ui.i18n import _, day_long, day_short, month, number, percent, words
from ktp_core.ui.promise import UNTIL, Found, institutions, of_institutions
from ktp_core.ui.refusals import shown

_HEIGHT = 420


def chart(found: Found) -> None:
    """Median and nine out of ten, by the month in which the wait ended."""
    months = _months(found)
    if len(months) < 2:
        return
    colours = palette(st.context.theme.type == "dark")
    frame = pd.DataFrame(
        [(month(one), kept.median, kept.p90) for one, kept in months], columns=["month", "median", "p90"]
    )
    drawn = [
        Line("p90", _("90% dalam"), colours.print_ready, colours.amber_text),
        Line("median", _("Separuh dalam"), colours.delivered, colours.delivered_text),
    ]
    said = "; ".join(f"{month(one)}: {number(kept.median)} / {number(kept.p90)}" for one, kept in months[-12:])
    alt = words("Hari tunggu per bulan, median dan 90 persen. {said}", said=said)
    figure = monthly_lines(frame, drawn, colours, running=True)
    st.plotly_chart(figure, config={"displayModeBar": False}, alt=alt, height=220, key="grafik_janji")


def breakdown(user: Actor, found: Found) -> None:
    """The same figures by month, district, institution; n beside each. Each is asked for when it is open."""
    per_month, per_place, per_school = st.tabs(
        [_("Per bulan"), _("Per kecamatan"), _("Per lembaga")], key="rincian_janji", on_change="rerun"
    )
    if per_month.open:
        with per_month:
            _table(_("Bulan"), [(month(one), kept) for one, kept in reversed(_months(found))])
    elif per_place.open:
        served, names = service.districts(user, found.asked)
        groups = by(served, lambda one: one.district)
        with per_place:
            rows = [(names.get(code, _("Belum diketahui")), found.kept(cards)) for code, cards in groups.items()]
            _table(_("Kecamatan"), _slowest(rows))
    else:
        question = of_institutions(found)
        cards, known = institutions(user, question)
        schools = by(cards, lambda one: one.institution_id)
        with per_school:
            if len(cards) < found.whole.n:
                _shorter(question.first, len(cards), found.whole.n)
            _table(_("Lembaga"), _slowest((_school(known, key), found.kept(mine)) for key, mine in schools.items()))


def _shorter(first: date, n: int, of: int) -> None:
    """That the list is of the latest months alone, and how the others are seen."""
    since = words("Per lembaga dihitung sejak {day}: {n} dari {of} kartu.", day=day_long(first), n=number(n),
                  of=number(of))  # fmt: skip
    st.markdown(f"{since} {_('Pilih kecamatan agar bulan sebelumnya ikut terhitung.')}")


def promise(user: Actor, found: Found) -> None:
    """What is promised from when on; who enters official figures may promise anew."""
    for one in found.coming:
        st.caption(words("Mulai {day} dijanjikan {n} hari.", day=day_short(one.valid_from), n=number(one.days)))
    if not may(user, Permission.FIGURE_EDIT, user.regency):
        return
    with st.expander(_("Ubah janji layanan"), icon=":material/edit:"), st.form("ubah_janji", border=False):
        today = clock.today(str(user.regency))
        days, start, send = st.columns([1, 1.2, 1], vertical_alignment="bottom")
        label = f"{_(UNTIL[found.asked.until])} ({_('hari')})"
        value = days.number_input(label, min_value=0, max_value=MAX_DAYS, value=found.promise, step=1, key="janji_hari")
        day = start.date_input(
            _("Berlaku sejak"), value=today, min_value=today, format="DD/MM/YYYY", key="janji_sejak"
        )
        pressed = send.form_submit_button(_("Simpan janji"), type="primary", width="stretch", key="janji_simpan")
    if pressed and value is not None and isinstance(day, date):
        with shown():
            new = Promised(day, int(value))
            service.promise(user, str(user.regency), found.asked.until, new, today=today, at=clock.now())
            st.toast(_("Janji layanan disimpan."), icon=":material/check:")
            st.rerun()


def _months(found: Found) -> list[tuple[int, Kept]]:
    groups = by(found.answer.served, lambda one: month_of(one.day))
    return [(one, found.kept(groups[one])) for one in sorted(groups)]


def _school(known: dict[int, tuple[str, str]], key: int | None) -> str:
    if key is None:
        return _("Tanpa lembaga")
    name, place = known[key]
    return f"{name} ({place})" if place else name


def _slowest(rows: Iterable[tuple[str, Kept]]) -> list[tuple[str, Kept]]:
    return sorted(rows, key=lambda row: (-(row[1].median or 0), -row[1].n, row[0]))


def _table(title: str, rows: list[tuple[str, Kept]]) -> None:
    frame = pd.DataFrame(
        [(name, one.n, one.median, one.p90, f"{percent(one.share)} ({number(one.within)})") for name, one in rows],
        columns=["name", "n", "median", "p90", "share"],
    )
    columns = {
        "name": tables.text(title, 120 if title == _("Bulan") else 220), "n": tables.amount(_("Kartu (n)")),
        "median": tables.amount(_("Separuh dalam (hari)")), "p90": tables.amount(_("90% dalam (hari)")),
        "share": tables.text(_("Menurut janji")),
    }  # fmt: skip
    tables.show(frame, columns, key=f"janji_{title}", height=min(_HEIGHT, 37 + 35 * len(frame)), empty="–")
