"""The head's page: filters, the answer in a sentence, and what to do when there is nothing yet."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.attention import service as attention
from ktp_core.attention.model import Point
from ktp_core.cards.model import Channel
from ktp_core.charts.theme import Palette
from ktp_core.kpi import details as beneath
from ktp_core.kpi import seasons, service
from ktp_core.kpi.details import Details
from ktp_core.kpi.model import Scope
from ktp_core.kpi.service import Overview
from ktp_core.ui import head_charts, head_words, offices, session
from ktp_core.ui.head_filters import Asked
from ktp_core.ui.i18n import _, number, percent
from ktp_core.ui.safe import plain


def title() -> str:
    """The name of the office's area."""
    actor = session.required().actor
    regency = offices.chosen(actor)
    if regency is None or not may(actor, Permission.HEAD_VIEW, regency):
        return _("Beranda")
    return service.place(actor, regency)


def state(user: Actor) -> str:
    """What changes with every write: what was drawn of the same state is drawn again. Raises NotAllowed."""
    return service.version(user, str(user.regency))


def overview(user: Actor, scope: Scope, today: date, version: str | None = None) -> Overview:
    """The page's data: asked for again only when something was written since. The permission is asked every time,
    here or for `version`, the `state` of this run."""
    return _overview(user, scope, today, version or service.version(user, scope.regency), user.districts)


@st.cache_resource(max_entries=64, show_spinner=False)
def _overview(_user: Actor, scope: Scope, today: date, version: str, seen: tuple[str, ...]) -> Overview:
    # `seen`: of two who choose the same district, one may see the others beside it and one may not.
    return service.overview(_user, scope, today)


def details(user: Actor, asked: Asked, view: Overview, today: date, version: str) -> Details:
    """What stands beneath the figures, kept as they are."""
    return _details(user, view.scope, today, asked.kinds, asked.channel, version, user.districts, view)


@st.cache_resource(max_entries=64, show_spinner=False)
def _details(
    _user: Actor, scope: Scope, today: date, kinds: tuple[str, ...], channel: Channel | None, version: str,
    seen: tuple[str, ...], _view: Overview,
) -> Details:  # fmt: skip
    return beneath.details(_user, _view, today, kinds, channel)


@st.cache_resource(max_entries=64, show_spinner=False)
def points(_user: Actor, scope: Scope, today: date, version: str, seen: tuple[str, ...]) -> tuple[Point, ...]:
    """What needs somebody this week. `seen`: the districts of the account."""
    return attention.points(_user, scope, today)


def answer(view: Overview) -> None:
    """Where we stand, how fast we are, and what is in the way, as one would say it."""
    sentences = [_standing(view), _pace(view), _obstacle(view), _beyond(view)]
    st.markdown(_place(view) + " ".join(sentence for sentence in sentences if sentence))


def _place(view: Overview) -> str:
    """The title is the regency's: of a part of it the sentence says so."""
    if not view.scope.districts:
        return ""
    names = dict(zip(view.districts["district"], view.districts["name"], strict=True))
    said = ", ".join(plain(str(names.get(one, one))) for one in view.scope.districts)
    return _("Kecamatan {names}: ").format(names=said)


def _standing(view: Overview) -> str:
    owned, target = view.figures["cards_owned"].value, view.figures["target"].value
    if view.figures["cards_owned"].note == "partial":
        words = _("Belum ada angka resmi pemilik KTP-el untuk tanggal ini; registri sendiri baru mencatat **{owned}**.")
        return words.format(owned=number(owned))
    if target is None:
        share = view.figures["ownership"]
        words = _("**{owned} orang** sudah memiliki KTP-el, {percent} dari {wajib} wajib KTP. Target pemilik KTP-el "
                  "belum dimasukkan.")  # fmt: skip
        return words.format(owned=number(owned), percent=percent(share.value), wajib=number(share.denominator))
    gap = int(target) - int(owned or 0)
    if gap <= 0:
        return _("**Target {target} tercapai**: {owned} orang sudah memiliki KTP-el.").format(
            target=number(target), owned=number(owned)
        )
    return _("**{owned} dari {target}** orang sudah memiliki KTP-el ({percent}); kurang **{gap}**.").format(
        owned=number(owned), target=number(target), gap=number(gap),
        percent=percent(view.figures["target_progress"].value),
    )  # fmt: skip


def _pace(view: Overview) -> str:
    """First cards handed over per month, over the last twelve months that are over."""
    n = seasons.twelve([int(one) for one in view.trend["owned"]], view.scope.as_of)
    if not n:
        return _("Dalam 12 bulan terakhir belum ada kartu pertama yang diserahkan.")
    pace = n / seasons.YEAR
    shown = number(pace, 0 if pace >= 10 else 1)
    return _("Laju 12 bulan terakhir **{pace}** orang per bulan.").format(pace=shown)


def _obstacle(view: Overview) -> str:
    gaps = head_words.obstacles(view)
    name, n = max(gaps.items(), key=lambda gap: gap[1])
    if n <= 0:
        return ""
    return _("Hambatan terbesar: **{n} {words}**.").format(n=number(n), words=_(head_words.OBSTACLES[name]))


def _beyond(view: Overview) -> str:
    """A target above the wajib KTP cannot be reached by those of card age alone: say so."""
    target, wajib = view.figures["target"].value, view.figures["wajib_ktp"].value
    if target is None or not wajib or target <= wajib:
        return ""
    return _("Target melebihi wajib KTP saat ini ({wajib}).").format(wajib=number(wajib))


def sources(view: Overview) -> None:
    """Every figure with n of N, its day and where it comes from."""
    with st.expander(_("Dasar angka dan sumber"), icon=":material/menu_book:"):
        head_charts.once(view, _sources)


def _sources(view: Overview, _colours: Palette) -> None:
    st.dataframe(head_words.listing(view.figures.values()), hide_index=True, height="content")
