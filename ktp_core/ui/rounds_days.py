"""Screen `layanan_keliling`: what a scheduler does with the days: make them, except one, take that back."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.rounds import places, service
from ktp_core.rounds.model import Generated
from ktp_core.ui.calendar_words import full_day
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.rounds import Sheet, carry_out
from ktp_core.ui.safe import quiet

LONGEST = timedelta(days=366)


def make(user: Actor, one: Sheet) -> None:
    """The next action: the visits up to a day. What is there stays."""
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    until = left.date_input(
        _("Buat jadwal sampai"), one.last, min_value=one.today, max_value=one.today + LONGEST, format="DD/MM/YYYY",
        key="sampai",
    )  # fmt: skip
    with right.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(_("Buat jadwal"), type="primary", icon=":material/event_repeat:", key="buat_jadwal")
        st.markdown(quiet(_("Semua layanan sekaligus. Yang sudah ada tidak berubah; boleh diulang kapan saja.")))
    if pressed:
        carry_out(lambda: _made(service.generate(user, user.regency or "", until, at=clock.now())))


def _made(done: dict[int, Generated]) -> str:
    made = sum(one.made for one in done.values())
    alone = [slot.day for one in done.values() for slot in one.without_team]
    nobody = sorted({day for one in done.values() for day in one.unserved})
    parts = [words("{n} hari layanan dibuat.", n=number(made)) if made else _("Jadwal sudah lengkap sampai hari itu.")]
    if alone:
        parts.append(words("{n} tanpa tim, karena timnya bertugas di tempat lain: {days}.", n=number(len(alone)),
                           days=_list(alone)))  # fmt: skip
    if nobody:
        parts.append(words("Tidak ada tempat yang dapat dilayani pada {days}.", days=_list(nobody)))
    return " ".join(parts)


def _list(days: list[date], most: int = 5) -> str:
    shown = ", ".join(f"{day:%d/%m/%Y}" for day in days[:most])
    return shown if len(days) <= most else words("{names} dan {n} lagi", names=shown, n=number(len(days) - most))


def otherwise(user: Actor, one: Sheet) -> None:
    """A day without service or at another stop; nobody's turn is lost."""
    names = {int(row.id): str(row.name) for row in one.services.itertuples()}
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        found = places.points(conn, user.regency or "", one.today, user.districts)
    spots = {0: _("Tanpa layanan hari itu")} | {int(row.id): str(row.name) for row in found.itertuples()}
    left, middle, right = st.columns([2, 1.4, 2.6])
    which = left.selectbox(_("Layanan"), list(names), format_func=names.__getitem__, key="kecuali_layanan")
    day = middle.date_input(_("Hari"), one.today + timedelta(days=1), min_value=one.today,
                            max_value=one.today + LONGEST, format="DD/MM/YYYY", key="kecuali_hari")  # fmt: skip
    stop = right.selectbox(_("Menjadi"), list(spots), format_func=spots.__getitem__, key="kecuali_tempat")
    reason = st.text_input(_("Alasan"), key="kecuali_alasan", max_chars=300, placeholder=_("mis. kendaraan diservis"))
    shift = st.radio(
        _("Yang mendapat giliran hari itu"), [True, False], horizontal=True, key="kecuali_geser",
        format_func=lambda all_: _("geser bersama semua giliran sesudahnya") if all_ else
        _("pindah sendiri ke hari kosong berikutnya"),
    )  # fmt: skip

    def act() -> str:
        moved = service.except_day(
            user, int(which), day, stop or None, reason=reason, shift=bool(shift), at=clock.now()
        )
        done = words("{day} dikecualikan.", day=full_day(day))
        return f"{done} {words('{n} kunjungan pindah hari.', n=number(moved))}" if moved else done

    if st.button(_("Kecualikan"), type="primary", key="kecualikan", disabled=which is None):
        carry_out(act)
    _taken_back(user, one, set(names))


def _taken_back(user: Actor, one: Sheet, mine: set[int]) -> None:
    held = [row for row in one.exceptions.itertuples() if row.round_id in mine]
    if not held:
        return
    left, right = st.columns([4, 1.2], vertical_alignment="bottom")
    names = {n: f"{full_day(row.day)} · {row.service}" for n, row in enumerate(held)}
    chosen = left.selectbox(_("Cabut pengecualian"), list(names), format_func=names.__getitem__, key="cabut_mana")
    if right.button(_("Cabut"), key="cabut", width="stretch") and chosen is not None:
        row = held[chosen]

        def act() -> str:
            done = service.take_back(user, int(row.round_id), row.day, at=clock.now())
            text = words("Pengecualian {day} dicabut.", day=full_day(row.day))
            return f"{text} {_('Hari itu diberikan kepada yang mendapat giliran.')}" if done.made else text

        carry_out(act)
