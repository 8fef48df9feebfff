"""The screen `janji_layanan`: how long people wait for their card, and how often the promise was kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.months import first_day, months_back
from ktp_core.printing import promise_service as service
from ktp_core.printing.promise import DEFAULTS, READ, Kept, Promised, Served, Until, kept, latest, promised
from ktp_core.printing.promise_service import Answer, Question
from ktp_core.ui import filters, places
from ktp_core.ui.i18n import N_, _, number, percent, words

UNTIL = {Until.PRINTED: N_("Sampai dicetak"), Until.DELIVERED: N_("Sampai diserahkan")}
SPANS = {3: N_("3 bulan"), 6: N_("6 bulan"), 12: N_("12 bulan"), 24: N_("24 bulan")}
_USUAL = 3
_KEPT, _FRESH = "_janji_jawaban", timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Found:
    """The question, its answer, and the figures over all of it."""

    asked: Question
    answer: Answer
    whole: Kept

    def kept(self, served: list[Served]) -> Kept:
        """The figures of some of the cards."""
        return kept(served, self.answer.promises, DEFAULTS[self.asked.until])

    @property
    def promise(self) -> int:
        """Days promised on the last day."""
        return promised(self.answer.promises, self.asked.last, DEFAULTS[self.asked.until])

    @property
    def coming(self) -> list[Promised]:
        """Promises that are not in force yet."""
        return [one for one in self.answer.promises if one.valid_from > self.asked.last]


def asked(user: Actor, today: date) -> Question:
    """The row of filters."""
    row = st.columns([1.9, 1.7, 0.9, 1.5])
    with row[0]:
        until = filters.switch(_("Lama tunggu"), {one: _(text) for one, text in UNTIL.items()}, key="sampai")
    with row[1]:
        kinds = {"pertama": _("Kartu pertama"), "pengganti": _("Penggantian")}
        kind = filters.switch(_("Jenis"), kinds, key="kartu_ke")
    with row[2]:
        choices = {n: _(text) for n, text in SPANS.items()}
        span = filters.one(_("Rentang"), choices, key="rentang_janji", everything=_(SPANS[_USUAL]))
    with row[3]:
        chosen = filters.several(_("Kecamatan"), places.districts(user, Permission.HEAD_VIEW), key="janji_kecamatan")
    first = first_day(months_back(today, span or _USUAL)[0])
    return Question(str(user.regency), until, first, today, chosen, kind == "pengganti")


def answer(user: Actor, question: Question) -> Found:
    """Everything the screen shows at once."""
    found = service.read(user, question)
    return Found(question, found, kept(found.served, found.promises, DEFAULTS[question.until]))


def of_institutions(found: Found) -> Question:
    """The question that is asked by institution: of the latest months alone where the span holds too many cards."""
    first = latest(found.answer.served, READ)
    return found.asked if first is None else replace(found.asked, first=max(first, found.asked.first))


def institutions(user: Actor, question: Question) -> tuple[list[Served], dict[int, tuple[str, str]]]:
    """The cards by institution. Kept for a minute: each of them is read, and a click asks for the same."""
    now = clock.now()
    whose, at, found = st.session_state.get(_KEPT, (None, now, None))
    if found is None or whose != (user, question) or now - at > _FRESH:
        found = service.institutions(user, question)
        st.session_state[_KEPT] = ((user, question), now, found)
    return found


def sentence(found: Found) -> str:
    """`Separuh dari 812 kartu dicetak dalam 12 hari, 90% dalam 64 hari · 31,0% dalam janji 3 hari`, as Markdown."""
    text = (
        _("Separuh dari **{n}** kartu dicetak dalam **{median} hari**, 90% dalam **{p90} hari** · **{share}** "
          "({within} dari {n}) menurut janji, kini {promise} hari.")
        if found.asked.until is Until.PRINTED
        else _("Separuh dari **{n}** kartu diserahkan dalam **{median} hari**, 90% dalam **{p90} hari** · **{share}** "
               "({within} dari {n}) menurut janji, kini {promise} hari.")
    )  # fmt: skip
    whole = found.whole
    return text.format(
        n=number(whole.n), median=number(whole.median), p90=number(whole.p90), share=percent(whole.share),
        within=number(whole.within), promise=number(found.promise),
    )  # fmt: skip


def nothing(found: Found) -> str:
    """What is said where no wait has ended."""
    text = (
        _("Belum ada kartu yang dicetak dalam rentang ini. Perpanjang rentangnya, atau lihat Antrean cetak: siapa yang "
          "masih menunggu. Janji layanan kini {promise} hari.")
        if found.asked.until is Until.PRINTED
        else _("Belum ada kartu yang diserahkan dalam rentang ini. Perpanjang rentangnya, atau lihat Penyerahan: kartu "
               "yang belum diambil. Janji layanan kini {promise} hari.")
    )  # fmt: skip
    return text.format(promise=number(found.promise))


def basis(found: Found) -> str:
    """From when to when a wait is counted."""
    if found.asked.replacements:
        return _("Dihitung sejak penggantian dicatat. Kartu yang belum sampai belum terhitung.")
    return words(
        "Dihitung sejak ulang tahun ke-17 atau siap cetak (PRR), mana yang lebih akhir. Kartu yang belum sampai belum "
        "terhitung; lihat Antrean cetak."
    )
