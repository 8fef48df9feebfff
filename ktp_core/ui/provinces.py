"""The screen `provinsi`: regencies side by side and added up. Numbers only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import pandas as pd
import streamlit as st

from ktp_core.kpi.definitions import definition
from ktp_core.provinces import rules
from ktp_core.provinces.model import From, Share, Side, Whole
from ktp_core.ui import filters, offices
from ktp_core.ui.i18n import N_, _, day_short, month, number, percent, words

COUNTS = {"unrecorded": N_("Belum rekam"), "backlog": N_("Antre cetak"), "visits": N_("Kunjungan tahun ini")}
SHARES = {"coverage": N_("Cakupan rekam"), "ownership": N_("Kepemilikan")}
ORIGINS = {From.HERE: N_("aplikasi ini"), From.FILE: N_("berkas")}


def asked(months: Sequence[int]) -> int:
    """Which month, in the address."""
    names = {one: month(one) for one in months}
    with st.columns([1, 2])[0]:
        return filters.one(_("Bulan"), names, key="bulan", everything=names[months[0]]) or months[0]


def whole_regencies_only() -> None:
    """For accounts of some districts."""
    st.info(_("Halaman ini menjumlahkan seluruh kabupaten/kota; akun Anda terbatas pada kecamatan tertentu. Angka "
              "kecamatan Anda ada di Beranda."), icon=":material/info:")  # fmt: skip


def answer(sides: Sequence[Side], asked_month: int) -> None:
    """All of them in one sentence."""
    found = rules.whole(sides)
    coverage, owned = found.shares.get("coverage", Share(None, None)), found.shares.get("ownership", Share(None, None))
    if not coverage.denominator and not owned.denominator:
        said = words("Akhir {month}, **{n} kabupaten/kota**: belum ada wajib KTP, baik angka resmi maupun registri.",
                     month=month(asked_month), n=number(len(sides)))  # fmt: skip
        st.markdown(said)
        return
    st.markdown(
        words(
            "Akhir {month}, **{n} kabupaten/kota**: **{recorded} dari {wajib}** wajib KTP sudah direkam ({rate}) dan "
            "**{owned} dari {of}** sudah memiliki KTP-el ({share}); **{backlog}** kartu antre cetak.",
            month=month(asked_month), n=number(len(sides)), recorded=number(coverage.numerator),
            wajib=number(coverage.denominator), rate=_rate(found, "coverage", coverage, len(sides)),
            owned=number(owned.numerator), of=number(owned.denominator),
            share=_rate(found, "ownership", owned, len(sides)), backlog=number(found.counts.get("backlog")),
        )
    )  # fmt: skip


def _rate(found: Whole, name: str, one: Share, of: int) -> str:
    """The share, and of how many regencies it is where some have no number."""
    left = len(found.lacking.get(name, ()))
    if not left:
        return percent(one.value)
    return words("{share}, {n} dari {of} kabupaten/kota", share=percent(one.value), n=number(of - left), of=number(of))


def table(sides: Sequence[Side]) -> None:
    """One row per regency and one for all of them; n of N beside every rate."""
    whole = rules.whole(sides)
    rows = [(_name(one), *_cells(one.month.counts.get, one.month.shares.get, one.month.partial), _origin(one))
            for one in sides]  # fmt: skip
    rows.append((_("Jumlah"), *_cells(whole.counts.get, whole.shares.get), ""))
    titles = [_("Kabupaten/kota"), *(_(text) for text in COUNTS.values())]
    for text in SHARES.values():
        titles += [_(text), _("n dari N")]
    frame = pd.DataFrame(rows, columns=[*_unique(titles), _("Asal angka")])
    right = {name: st.column_config.Column(alignment="right") for name in frame.columns[1:-1]}
    st.dataframe(frame, hide_index=True, column_config=right, height="content")


def _name(one: Side) -> str:
    return offices.short(one.month.name).removeprefix("Disdukcapil ")


def _cells(
    count: Callable[[str], int | None], share: Callable[[str], Share | None], partial: Collection[str] = ()
) -> list[str]:
    cells = [number(count(name)) + (" *" if name in partial else "") for name in COUNTS]
    for name in SHARES:
        one = share(name) or Share(None, None)
        mark = " *" if name in partial else ""
        parts = "–" if one.denominator is None else words(
            "{n} dari {of}", n=number(one.numerator), of=number(one.denominator)
        )
        cells += [percent(one.value) + mark, parts]
    return cells


def _unique(titles: Sequence[str]) -> list[str]:
    """Two columns of one title: the second with a space that nobody sees."""
    seen: dict[str, int] = {}
    found = []
    for title in titles:
        found.append(title + "\u200b" * seen.get(title, 0))
        seen[title] = seen.get(title, 0) + 1
    return found


def _origin(one: Side) -> str:
    if one.origin is From.HERE or one.month.made_at is None:
        return _(ORIGINS[one.origin])
    return words("berkas {day}", day=day_short(one.month.made_at.date()))


def lacking(sides: Sequence[Side]) -> None:
    """Which sums leave somebody out; sums that leave out the same ones in one sentence."""
    names = {one.month.regency: _name(one) for one in sides}
    said = [_("Setiap angka dijelaskan di Beranda. Persentase: jumlah n dibagi jumlah N, bukan rata-rata.")]
    if any(name in one.month.partial for one in sides for name in (*COUNTS, *SHARES)):
        said.append(_("\\* Registri kabupaten itu baru memuat sebagian wajib KTP dan angka resminya belum ada."))
    left_out: dict[tuple[str, ...], list[str]] = {}
    for name, codes in rules.whole(sides).lacking.items():
        if name in (*COUNTS, *SHARES):
            left_out.setdefault(tuple(codes), []).append(_(definition(name).label))
    for codes, labels in left_out.items():
        said.append(words(
            "Jumlah {figure}: tanpa {places}, yang angkanya belum ada atau baru sebagian.", figure=", ".join(labels),
            places=", ".join(names[code] for code in codes),
        ))  # fmt: skip
    st.caption("  \n".join(said))
