"""The screen `neraca_antrean`: what entered and left the print backlog. Numbers only."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.charts.lines import Line as Drawn
from ktp_core.charts.lines import monthly_lines
from ktp_core.charts.theme import palette
from ktp_core.kpi.model import Scope
from ktp_core.months import months_back
from ktp_core.printing import statement as rules
from ktp_core.printing import statement_service as service
from ktp_core.printing.statement import Line
from ktp_core.ui import filters, places, tables
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import N_, _, month, number, words
from ktp_core.ui.refusals import shown

SPANS = {12: N_("12 bulan"), 6: N_("6 bulan"), 24: N_("24 bulan"), 36: N_("36 bulan")}
_HEIGHT = 430


@dataclass(frozen=True, slots=True)
class Asked:
    """The question of the screen: whose, up to today, from which month (yyyymm), and by what."""

    scope: Scope
    first: int
    by_district: bool


def asked(user: Actor, today: date) -> Asked:
    """The row of filters."""
    row = st.columns([1.4, 1, 2])
    with row[0]:
        view = filters.switch(_("Tampilan"), {"bulan": _("Per bulan"), "kecamatan": _("Per kecamatan")}, key="neraca")
    with row[1]:
        span = filters.one(
            _("Rentang"), {n: _(text) for n, text in SPANS.items()}, key="rentang", everything=_(SPANS[12])
        )
    with row[2]:
        chosen = filters.several(_("Kecamatan"), places.districts(user, Permission.HEAD_VIEW), key="neraca_kecamatan")
    first = max(months_back(today, span or 12)[0], 201101)
    return Asked(Scope(str(user.regency), today, chosen), first, view == "kecamatan")


def sentence(lines: list[Line]) -> str:
    """`Antrean 2.100 kartu: awal Des 2025 1.900, masuk 812, keluar 612`, as Markdown."""
    months = rules.by_month(lines)
    came = sum(line.moves.net + _out(line) for line in months)
    return words(
        "**{closing}** kartu menunggu hari ini = {opening} pada awal {first} + **{came}** masuk − **{out}** keluar.",
        closing=number(months[-1].closing), opening=number(months[0].opening), first=month(months[0].month),
        came=number(came), out=number(sum(map(_out, months))),
    )  # fmt: skip


def chart(lines: list[Line]) -> None:
    """Came and left by month."""
    months = rules.by_month(lines)
    if len(months) < 2:
        return
    colours = palette(st.context.theme.type == "dark")
    frame = pd.DataFrame({
        "month": [month(line.month) for line in months], "came": [line.moves.net + _out(line) for line in months],
        "printed": [line.moves.printed for line in months],
    })  # fmt: skip
    drawn = [
        Drawn("came", _("Masuk antrean"), colours.print_ready, colours.amber_text),
        Drawn("printed", _("Dicetak"), colours.printed, colours.printed_text),
    ]
    said = "; ".join(f"{row.month}: {number(row.came)} / {number(row.printed)}" for row in frame.tail(12).itertuples())
    alt = words("Kartu yang masuk antrean dan yang dicetak per bulan. {said}", said=said)
    figure = monthly_lines(frame, drawn, colours, running=True)
    st.plotly_chart(figure, config={"displayModeBar": False}, alt=alt, height=220, key="grafik_neraca")


def table(question: Asked, lines: list[Line], names: dict[str, str]) -> None:
    """One row per month or district, each a sum that comes out."""
    chosen = rules.by_district(lines) if question.by_district else rules.by_month(lines)[::-1]
    rows = [
        {"place": names.get(line.district, _("Belum diketahui")) if question.by_district else month(line.month),
         "opening": line.opening, **asdict(line.moves), "closing": line.closing}
        for line in chosen
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    columns = {"place": tables.text(_("Kecamatan") if question.by_district else _("Bulan"), 100)}
    widths = {"became_due": 104}
    columns |= {n: tables.amount(title, widths.get(n, 79), help=text) for n, (title, text) in _columns().items()}
    height = min(_HEIGHT, 37 + 35 * len(frame))
    tables.show(frame, columns, key=f"neraca_{question.by_district}", height=height, alt=_("Neraca antrean cetak."))


def files(user: Actor, question: Asked) -> None:
    """The statement by month and district as a file."""
    params = service.to_params(question.scope, question.first)
    with shown(), st.container(horizontal=True):
        download_button(_("Unduh neraca (XLSX)"), "statement.xlsx", params, user, key="unduh_xlsx")
        download_button(_("Unduh neraca (CSV)"), "statement.csv", params, user, key="unduh_csv")


def _columns() -> dict[str, tuple[str, str]]:
    return {
        "opening": (_("Awal"), _("Menunggu cetak pada awal bulan atau rentang.")),
        "became_due": (_("+ Jatuh tempo"), _("Siap cetak dan pemiliknya sudah cukup usia.")),
        "replaced": (_("+ Ganti"), _("Kartu pengganti yang hilang, rusak, atau datanya berubah.")),
        "spoiled": (_("+ Rusak"), _("Sudah dicetak, rusak, lalu antre lagi.")),
        "changed_in": (_("+ Pindah"), _("Pindah dari kecamatan lain atau dari luar, atau data diperbaiki.")),
        "corrected": (_("± Batal"), _("Catatan yang dibatalkan: masuk kurang keluar.")),
        "printed": (_("− Dicetak"), _("Kartu yang dicetak.")),
        "sent_back": (_("− Pusat"), _("Terduga ganda, mirip data lain, atau harus direkam ulang.")),
        "changed_out": (_("− Pindah"), _("Pindah ke kecamatan lain atau ke luar, meninggal, atau data diperbaiki.")),
        "closing": (_("= Akhir"), _("Menunggu cetak pada akhir bulan; bulan berjalan sampai hari ini.")),
    }


def _out(line: Line) -> int:
    return line.moves.printed + line.moves.sent_back + line.moves.changed_out
