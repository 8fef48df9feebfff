"""Screen `kelompok_cetak`: who is printing which numbers, and the day that is entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from ktp_core import clock
from ktp_core.batches import numbers, service
from ktp_core.batches.model import MOST
from ktp_core.blanks.rules import BACK
from ktp_core.ui.batches_one import Opened, carry_out
from ktp_core.ui.i18n import _, day_short, number, words
from ktp_core.ui.safe import plain, quiet


def working(one: Opened) -> date:
    """Who is printing which numbers; the next ones are taken here. Answers the day of printing."""
    who, days, more = st.columns([2.4, 1, 1.6], vertical_alignment="center")
    with who.container():
        _who(one)
    day = _day(one, days)
    with more.form(f"ambil_{one.id}", border=False):
        n, button = st.columns([1, 1.6], vertical_alignment="center")
        wanted = n.number_input(_("Berapa kartu"), 1, MOST, 25, key=f"ambil_n_{one.id}", label_visibility="collapsed")
        if button.form_submit_button(
            _("Ambil berikutnya"), icon=":material/front_hand:", width="stretch", key="ambil_berikutnya",
            help=_("Nomor berikutnya menjadi bagian Anda; rekan di pencetak yang sama tidak dapat mencatatnya."),
        ):  # fmt: skip
            carry_out(one, lambda: _taken(service.take(one.user, one.id, int(wanted or 0), at=clock.now())))
    return day


def _who(one: Opened) -> None:
    if one.working.empty:
        st.markdown(quiet(_("Belum ada yang mengambil nomor. Bila dua orang mencetak, ambil bagian masing-masing.")))
        return
    for row in one.working.itertuples():
        if row.taken_by == one.user.name:
            st.markdown(words("Anda mencetak **nomor {numbers}** ({n})", numbers=row.numbers, n=number(int(row.n))))
        else:
            said = words("{name} mencetak nomor {numbers} ({n})", name=plain(row.name), numbers=row.numbers,
                         n=number(int(row.n)))  # fmt: skip
            st.markdown(quiet(said))


def _day(one: Opened, where: object) -> date:
    first = max(min(one.batch.day, clock.local(one.batch.made_at, one.batch.regency).date()), one.today - BACK)
    days = [one.today - timedelta(days=n) for n in range((one.today - first).days + 1)]
    if len(days) < 2:
        return one.today
    return where.selectbox(  # type: ignore[attr-defined]
        _("Hari cetak"), days, key=f"hari_cetak_{one.id}", label_visibility="collapsed",
        format_func=lambda day: words("Dicetak {day}", day=_("hari ini") if day == one.today else day_short(day)),
    )  # fmt: skip


def _taken(positions: Sequence[int]) -> str:
    return words("Nomor {numbers} Anda cetak sekarang.", numbers=numbers.say(positions))
