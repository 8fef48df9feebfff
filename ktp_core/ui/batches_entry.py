"""Screen `kelompok_cetak`: what the printer made, entered in a few clicks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from ktp_core import clock
from ktp_core.batches import numbers, rules, service
from ktp_core.errors import Refused
from ktp_core.ui import batches_working, double_click
from ktp_core.ui.batches_one import Opened, Seen, carry_out, say
from ktp_core.ui.batches_words import WHAT, What
from ktp_core.ui.forms import emptied, turn
from ktp_core.ui.i18n import N_, _, number, words

ALL, SOME = "semua_kartu", "nomor_kartu"
STACK = 100
"""Cards that nobody took are marked printed at once up to so many: a tray. More are taken or typed first."""

_NONE = N_("Tulis nomornya, mis. 1-25, 31, atau pilih di tabel.")
_ONE = N_("Catat blangko rusak satu nomor setiap kali; alasannya bisa berbeda.")
_STRANGE = N_("Nomor {numbers} tidak termasuk yang akan dicatat di sini. Periksa angkanya.")


def entry(one: Opened, picked: Sequence[int]) -> None:
    """Who prints what, everything printed at once, and outcomes by number. `picked`: positions chosen in the table."""
    day = batches_working.working(one)
    left, right = st.columns([1, 1.6], gap="small")
    with left:
        _all_but(one, day)
    with right:
        _by_number(one, picked, day)


def _all_but(one: Opened, day: date) -> None:
    """One click for a tray that came out whole."""
    with st.form(f"semua_{one.id}", enter_to_submit=True):
        st.markdown(_all_title(one))
        typed, button = st.columns([1.1, 1])
        but = typed.text_input(
            _("Kecuali nomor"), key=f"kecuali_{one.id}_{turn(ALL)}", placeholder=_("kosong: semua"),
            label_visibility="collapsed",
        )  # fmt: skip
        sent = button.form_submit_button(
            _("Catat tercetak"), type="primary", icon=":material/done_all:", width="stretch", key="semua_tercetak",
            disabled=not one.now.base or _too_many(one.now),
        )  # fmt: skip
        if sent:
            _press_all(one, but, day)


def _press_all(one: Opened, but: str, day: date) -> None:
    """The next part stands on screen after the first half of a double click: that is not printed yet."""
    if again := double_click.said(f"{ALL}_{one.id}"):
        say(again)
    carry_out(one, lambda: double_click.done(f"{ALL}_{one.id}", _print_all(one, but, day)))


def _too_many(seen: Seen) -> bool:
    return not seen.mine and len(seen.free) > STACK


def _all_title(one: Opened) -> str:
    if one.now.mine:
        return words("**Semua tercetak kecuali nomor …** ({n} bagian Anda)", n=number(len(one.now.mine)))
    if _too_many(one.now):
        return _("**Semua tercetak kecuali nomor …** (ambil dahulu, atau tulis nomornya di sebelah)")
    return words("**Semua tercetak kecuali nomor …** ({n} menunggu)", n=number(len(one.now.free)))


def _print_all(one: Opened, typed: str, day: date) -> str:
    base = set(one.seen.base)
    but = set(numbers.parse(typed)) if typed.strip() else set()
    if strange := but - base:
        raise Refused("batch_except", message=_STRANGE, numbers=numbers.say(strange))
    done = service.printed(one.user, one.id, sorted(base - but), day=day, at=clock.now())
    emptied(ALL)
    said = words("{n} kartu dicatat tercetak.", n=number(done))
    return said + (words(" Nomor {numbers} masih menunggu hasilnya.", numbers=numbers.say(but)) if but else "")


def _by_number(one: Opened, picked: Sequence[int], day: date) -> None:
    with st.form(f"nomor_{one.id}", enter_to_submit=True):
        chosen = words("dipilih di tabel: {n}", n=numbers.say(picked)) if picked else _("atau pilih di tabel")
        st.markdown(words("**Menurut nomor** ({chosen})", chosen=chosen))
        key = turn(SOME)
        first, second, third, button = st.columns([0.85, 1.35, 1.35, 1.02])
        typed = first.text_input(
            _("Nomor"), key=f"nomor_{one.id}_{key}", placeholder=_("1-25, 31"), label_visibility="collapsed"
        )
        what = second.selectbox(
            _("Hasil"), list(What), index=None, format_func=lambda word: _(WHAT[word]), key=f"hasil_{one.id}_{key}",
            placeholder=_("Pilih hasil"), label_visibility="collapsed",
        )  # fmt: skip
        reason = third.text_input(
            _("Alasan"), key=f"alasan_{one.id}_{key}", max_chars=rules.LONGEST_REASON, label_visibility="collapsed",
            placeholder=_("alasan rusak, dilewati"),
        )  # fmt: skip
        if button.form_submit_button(
            _("Simpan"), type="primary", icon=":material/check:", width="stretch", key="simpan_nomor"
        ):  # fmt: skip
            carry_out(one, lambda: _write(one, typed, picked, what, reason, day))


def _write(one: Opened, typed: str, picked: Sequence[int], what: What | None, reason: str, day: date) -> str:
    if not typed.strip() and not picked:
        raise Refused("batch_no_numbers", message=_NONE)
    wanted = sorted({*(numbers.parse(typed) if typed.strip() else ()), *picked})
    if what is None:
        raise Refused("batch_no_what", message=N_("Pilih hasilnya: tercetak, blangko rusak, dilewati."))
    if what is What.SPOILED and len(wanted) > 1:
        raise Refused("batch_spoiled_one", message=_ONE)
    user, batch, at = one.user, one.id, clock.now()
    if what is What.PRINTED:
        service.printed(user, batch, wanted, day=day, at=at)
    elif what is What.SPOILED:
        service.spoiled(user, batch, wanted[0], reason=reason, day=day, at=at)
    elif what is What.SKIPPED:
        service.skip(user, batch, wanted, reason=reason, at=at)
    elif what is What.TAKE:
        service.take(user, batch, wanted, at=at)
    else:
        (service.give_back if what is What.GIVE_BACK else service.unskip)(user, batch, wanted, at=at)
    emptied(SOME)
    return words("Nomor {numbers}: {what}.", numbers=numbers.say(wanted), what=_(WHAT[what]).lower())
