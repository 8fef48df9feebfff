"""The screen `proyeksi`: the answer in a sentence, read once per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st
from babel.dates import format_date

from ktp_core.access.model import Actor
from ktp_core.figures.model import Target
from ktp_core.kpi import service as kpi
from ktp_core.kpi.goals import STOCKS
from ktp_core.kpi.model import Scope
from ktp_core.labels.projection import COUNTED
from ktp_core.projection import outlook, service, wording
from ktp_core.projection.model import Stage, WhatIf
from ktp_core.projection.outlook import Outlook
from ktp_core.projection.wording import Speech
from ktp_core.ui import menu
from ktp_core.ui.i18n import _, day_long, day_short, language, number, words


@st.cache_resource(max_entries=64, show_spinner=False)
def _read(_user: Actor, scope: Scope, today: date, version: str) -> Outlook:
    return service.outlook(_user, scope, today)


def read(user: Actor, scope: Scope, today: date) -> Outlook:
    """What is foreseen: asked for again only when something was written since. The permission is asked every time."""
    seen, version = scope.within(user), kpi.version(user, scope.regency)
    view = _read(user, seen, today, version)
    kept = _kept()
    kept[seen, today] = version, view
    while len(kept) > _KEPT:
        kept.pop(next(iter(kept)), None)  # another session may have been first
    return view


def known(user: Actor, scope: Scope, today: date, version: str) -> Outlook | None:
    """What was foreseen already from the state of the data that `version` names; costs nothing. None: nobody asked."""
    at, view = _kept().get((scope.within(user), today), ("", None))
    return view if at == version else None


_KEPT = 64


@st.cache_resource(show_spinner=False)
def _kept() -> dict[tuple[Scope, date], tuple[str, Outlook]]:
    return {}


@st.cache_resource(max_entries=64, show_spinner=False)
def _changed(content: str, what_if: WhatIf, _view: Outlook) -> Outlook:
    return outlook.foresee(_view.scope, _view.known, what_if)


def changed(view: Outlook, what_if: WhatIf) -> Outlook:
    """The same if something were changed; asks nothing of the database."""
    return _changed(view.content, what_if, view)


def name(target: Target) -> str:
    """`1.400.000 pemilik KTP-el`, with its last day where it has one; as it stands in the address."""
    text = f"{number(target.value)} {_(COUNTED[str(target.measure)])}"
    until = target.valid_until
    return words("{target} sampai {day}", target=text, day=day_short(until)) if until else text


def speech() -> Speech:
    """Words, numbers and dates in the language of the session."""
    return Speech(_, number, day_long, lambda day: str(format_date(day, "MMMM y", locale=_LOCALES[language()])))


_LOCALES = {"id": "id_ID", "en": "en_GB"}


def answer(user: Actor, view: Outlook, chosen: int | None) -> None:
    """When the chosen target is reached and what stands most in the way; without a target, how many there will be."""
    if chosen is not None:
        st.markdown(said(view, chosen))
    elif not view.known.unknown:
        _no_target(user, view)
    for one in view.known.unknown:
        st.markdown(words(
            "Target **{target}** {what} **belum dapat diproyeksikan**: registri sendiri hanya memuat sebagian orangnya "
            "dan angka resminya belum ada.", target=number(one.value), what=_(COUNTED[str(one.measure)]),
        ))  # fmt: skip
    if view.known.unknown:
        _to("angka_resmi", user)
    people = chosen is None or str(view.arrivals[chosen].target.measure) in STOCKS
    if view.known.partial and people:  # visits and cards are counted by what we did ourselves
        st.info(words(
            "Registri sendiri baru memuat **{ours}** dari {wajib} wajib KTP. Laju di sini dihitung dari registri "
            "sendiri, jadi dapat terlalu rendah; unggah daftar dan status SIAK agar proyeksi mendekati keadaan.",
            ours=number(view.known.ours), wajib=number(view.known.wajib),
        ), icon=":material/info:")  # fmt: skip


def said(view: Outlook, chosen: int) -> str:
    """The sentence of one target, as Markdown."""
    one = view.arrivals[chosen]
    return wording.answer(one, view.scope.as_of, speech())


def _no_target(user: Actor, view: Outlook) -> None:
    low, middle, high = view.at(Stage.OWNED, year_end(view))
    st.markdown(words(
        "Belum ada target yang berlaku di sini, jadi tidak ada tanggal tercapai. Dengan laju sekarang **{middle}** "
        "orang memiliki KTP-el pada akhir {year} (8 dari 10 kemungkinan: {low} sampai {high}).",
        middle=number(round(middle)), low=number(round(low)), high=number(round(high)), year=year_end(view) // 100,
    ))  # fmt: skip
    _to("angka_resmi", user)


def year_end(view: Outlook) -> int:
    """December of the year after the scope's day, as yyyymm."""
    return (view.scope.as_of.year + 1) * 100 + 12


def nothing_yet(user: Actor) -> None:
    """An office without people: what a projection needs."""
    st.info(_("Belum ada yang dapat diproyeksikan. Proyeksi dihitung dari riwayat perekaman, cetak, dan penyerahan "
              "kantor ini: unggah daftar siswa dan status SIAK lebih dahulu."),
            icon=":material/trending_up:")  # fmt: skip
    for file in ("unggah_daftar", "status_siak"):
        _to(file, user)


def _to(file: str, user: Actor) -> None:
    """A link for who may open that screen."""
    for screen in menu.screens(user):
        if screen.file == file:
            st.page_link(str(screen.path), label=_(screen.title), icon=screen.icon)
