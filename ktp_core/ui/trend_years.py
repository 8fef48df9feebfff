"""This year so far beside the two before, and beside the usual pattern of a year."""

from __future__ import annotations

from calendar import monthrange

import pandas as pd
import streamlit as st

from ktp_core.charts.theme import Palette
from ktp_core.charts.trend_years import YearLine, growing_years, months_against
from ktp_core.kpi.seasons import Profile, YearSoFar
from ktp_core.kpi.trend_model import Trends
from ktp_core.ui import head_charts, tables, trend, trend_words
from ktp_core.ui.i18n import _, day_short, month, number, percent, words
from ktp_core.ui.phone import phone

_MONTHS = range(1, 13)
_NARROW = 999  # the longest number that fits under a bar on a phone


def growing(view: Trends) -> None:
    """Sums from January on."""
    trend.once(view, _growing, "tahun")


def _growing(view: Trends, colours: Palette) -> None:
    st.header(_("Sejak 1 Januari, tahun demi tahun"), anchor=False)
    said = trend_words.so_far(view)
    st.markdown(said)
    names = [_name(one) for one in _MONTHS]
    shown = [name if at % 3 == 0 else "" for at, name in enumerate(names)] if phone() else names
    lines = [_year_line(one, names) for one in view.years]
    drawn = growing_years(lines, shown, trend.line_colour(view.what, colours), colours)
    head_charts.chart(drawn, said.replace("**", ""))
    st.caption(_("Lingkaran: tanggal yang sama. Garis abu-abu: tahun lalu, titik-titik: dua tahun lalu."))
    with st.expander(_("Angka yang sama per tahun"), icon=":material/table:"):
        rows = [(one.year, day_short(one.until), one.n, one.ends[-1] if len(one.ends) == len(_MONTHS) else None)
                for one in view.years]  # fmt: skip
        frame = pd.DataFrame(rows, columns=["year", "until", "n", "whole"]).astype({"year": str, "whole": "Int64"})
        columns = {
            "year": tables.text(_("Tahun")), "until": tables.text(_("Sampai tanggal")),
            "n": tables.amount(_("Sejak 1 Januari")), "whole": tables.amount(_("Setahun penuh")),
        }  # fmt: skip
        tables.show(frame, columns, key="tren_tahun", alt=said, empty="–")


def _year_line(one: YearSoFar, names: list[str]) -> YearLine:
    length = monthrange(one.year, one.until.month)[1]
    at = one.until.month - 1 + one.until.day / length
    hovers = [words("{year} sampai akhir {month}: {n}", year=one.year, month=name, n=number(n))
              for name, n in zip(names, one.ends, strict=False)]  # fmt: skip
    said = words("{year} sampai {day}: {n}", year=one.year, day=day_short(one.until), n=number(one.n))
    return YearLine(f"{one.year} {number(max([one.n, *one.ends]))}", one.ends, one.n, at, hovers, said)


def season(view: Trends) -> None:
    """The months of this year against how a year usually spreads over its months."""
    trend.once(view, _season, "musim")


def _season(view: Trends, colours: Palette) -> None:
    st.header(_("Pola musiman"), anchor=False)
    found = view.profile
    if found is None:
        st.info(_("Belum ada satu pun tahun penuh sebelum tahun ini, jadi belum ada pola yang biasa."),
                icon=":material/calendar_month:")  # fmt: skip
        return
    said = _usual(found) + _stands_out(view, found)
    st.markdown(said)
    shares = [_share(found, one) for one in _MONTHS]
    hovers = [_hover(found, one, shares[one - 1]) for one in _MONTHS]
    most = max(n or 0 for n in found.now)
    bare = phone() and most > _NARROW  # no room under a bar: the table has them
    names = [_name(one)[: 1 if phone() else None] + ("" if n is None or bare else f"<br><b>{number(n)}</b>")
             for one, n in zip(_MONTHS, found.now, strict=True)]  # fmt: skip
    drawn = months_against(
        names, found.now, found.pattern, [""] * len(names), hovers, trend.line_colour(view.what, colours), colours,
    )  # fmt: skip
    head_charts.chart(drawn, said)
    st.caption(_about(view, found))
    with st.expander(_("Angka yang sama per bulan"), icon=":material/table:"):
        _table(view, found, shares, said)


def _years(found: Profile) -> str:
    first, last = found.years[0], found.years[-1]
    return str(first) if first == last else f"{first}–{last}"


def _usual(found: Profile) -> str:
    """The strongest and the weakest month of the years before."""
    most, least = (pick(_MONTHS, key=lambda one: found.usual[one - 1]) for pick in (max, min))
    return words("Dalam {years} paling ramai {most} ({n}), paling sepi {least} ({m}).", years=_years(found),
                 most=_name(most), n=_share(found, most), least=_name(least), m=_share(found, least))  # fmt: skip


def _stands_out(view: Trends, found: Profile) -> str:
    """The month of this year that is farthest from the pattern."""
    gaps = {one: n - found.pattern[one - 1] for one in _MONTHS if (n := found.now[one - 1]) is not None}
    far = max(gaps, key=lambda one: abs(gaps[one]), default=None)
    if far is None or round(abs(gaps[far])) == 0:
        return ""
    return " " + words(
        "Tahun ini yang paling menyimpang {month}: {n}, menurut pola {usual}.", month=_name(far),
        n=trend_words.counted(view.what, int(found.now[far - 1] or 0)), usual=number(round(found.pattern[far - 1])),
    )  # fmt: skip


def _share(found: Profile, one: int) -> str:
    """`12,3%: 1.234 dari 10.020`."""
    n = found.usual[one - 1]
    return words("{share}: {n} dari {of}", share=percent(n / found.whole), n=number(n), of=number(found.whole))


def _hover(found: Profile, one: int, share: str) -> str:
    now = found.now[one - 1]
    lines = [f"<b>{_name(one)}</b>"] + ([] if now is None else [words("tahun ini: {n}", n=number(now))])
    lines += [words("menurut pola: {n}", n=number(round(found.pattern[one - 1]))), f"{_years(found)}: {share}"]
    return "<br>".join(lines)


def _about(view: Trends, found: Profile) -> str:
    year = view.scope.as_of.year
    if not sum(n or 0 for n in found.now):
        return words("Garis melintang: rata-rata {years} per bulan; bulan penuh tahun {year} belum ada.",
                     years=_years(found), year=year)  # fmt: skip
    return words("Batang: bulan penuh tahun {year}. Garis melintang: jumlah tahun {year} sejauh ini bila tersebar "
                 "seperti biasanya ({years} bersama-sama); untuk bulan yang belum lewat itu bukan proyeksi.", year=year,
                 years=_years(found))  # fmt: skip


def _table(view: Trends, found: Profile, shares: list[str], alt: str) -> None:
    frame = pd.DataFrame({
        "month": [_name(one) for one in _MONTHS], "now": pd.Series(found.now, dtype="Int64"),
        "pattern": [round(n) for n in found.pattern], "share": shares,
    })  # fmt: skip
    columns = {
        "month": tables.text(_("Bulan")), "now": tables.amount(str(view.scope.as_of.year)),
        "pattern": tables.amount(_("Menurut pola")),
        "share": tables.text(words("Bagian bulan itu dalam {years}", years=_years(found)), 240),
    }  # fmt: skip
    tables.show(frame, columns, key="tren_musim", alt=alt, empty="–")


def _name(one: int) -> str:
    """`Mar`, in the language of the session."""
    return month(200000 + one).rsplit(" ", 1)[0]
