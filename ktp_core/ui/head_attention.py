"""What needs somebody this week: each matter one sentence with its number, and the way to its list."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.attention.model import Matter, Point
from ktp_core.attention.rules import VISIT_DAYS
from ktp_core.delivery.model import ParcelState
from ktp_core.kpi.model import Scope
from ktp_core.labels.delivery import PARCEL_STATES
from ktp_core.labels.requests import REQUEST_STATES
from ktp_core.labels.stuck import KINDS
from ktp_core.labels.visits import VISIT_STATES
from ktp_core.requests.model import OPEN as WAITING
from ktp_core.ui import head_links
from ktp_core.ui.calendar import VIEWS
from ktp_core.ui.i18n import _, day_long, number, words
from ktp_core.ui.safe import plain
from ktp_core.visits.agenda import View
from ktp_core.visits.states import OPEN

_NAMED = 3


def draw(user: Actor, scope: Scope, points: tuple[Point, ...]) -> None:
    """One row for each matter."""
    st.header(_("Perlu perhatian pekan ini"), anchor=False)
    if not points:
        st.success(_("Tidak ada yang mendesak: surat terjawab, kunjungan ditutup, kartu berjalan, blangko cukup."),
                   icon=":material/task_alt:")  # fmt: skip
        return
    for point in points:
        said, way = st.columns([5, 2], vertical_alignment="center")
        said.markdown(_SENTENCES[point.matter](user, scope, point))
        with way:
            _WAYS[point.matter](user, scope, point)


def _blanks(user: Actor, scope: Scope, point: Point) -> str:
    if not point.n:
        return _("**Blangko habis**, padahal ada kartu yang menunggu dicetak.")
    return words("Blangko tinggal **{n}** dan habis sekitar **{day}**: {days} hari kerja lagi.", n=number(point.n),
                 day=day_long(point.on), days=number(point.part))  # fmt: skip


def _letters(user: Actor, scope: Scope, point: Point) -> str:
    return words("**{n} permohonan** belum dijawab, **{late}** di antaranya lebih dari {days} hari.",
                 n=number(point.n), late=number(point.part), days=point.days)  # fmt: skip


def _visits(user: Actor, scope: Scope, point: Point) -> str:
    if not point.n:
        return words("**{n} kunjungan** lebih dari {days} hari lalu belum ditutup.", n=number(point.part),
                     days=point.days)  # fmt: skip
    said = words("**{n} kunjungan** dalam {days} hari terakhir belum ditutup", n=number(point.n), days=VISIT_DAYS)
    older = words("; **{n}** lagi lebih lama", n=number(point.part)) if point.part else ""
    return f"{said}{older}."


def _stuck(user: Actor, scope: Scope, point: Point) -> str:
    most = ", ".join(f"{_lower(_(KINDS[kind.value]))} ({number(n)})" for kind, n in point.kinds[:_NAMED])
    return words("**{n} kartu** tersendat melewati batasnya: {most}; terlama {days} hari.", n=number(point.n),
                 most=most, days=number(point.days))  # fmt: skip


def _lower(said: str) -> str:
    return said[0].lower() + said[1:]


def _parcels(user: Actor, scope: Scope, point: Point) -> str:
    return words("**{n} paket** dikirim {days} hari lalu atau lebih dan masih berisi kartu.", n=number(point.n),
                 days=point.days)  # fmt: skip


def _behind(user: Actor, scope: Scope, point: Point) -> str:
    known = head_links.districts(user, scope.regency)
    slowest = ", ".join(plain(known.get(code, code)) for code in point.places[:_NAMED])
    return words("**{n} kecamatan** tertinggal: cakupan dan laju perekaman {days} hari terakhirnya di bawah "
                 "keseluruhan. Paling lambat: {names}.", n=number(point.n), days=point.days, names=slowest)  # fmt: skip


def _unseen(user: Actor, scope: Scope, point: Point) -> str:
    name = head_links.districts(user, scope.regency).get(point.places[0], point.places[0])
    return words("Kecamatan {name}: **{n}** dari {of} remaja usia 16–17 belum terjangkau daftar mana pun.",
                 name=plain(name), n=number(point.n), of=number(point.part))  # fmt: skip


def _to_blanks(user: Actor, scope: Scope, point: Point) -> None:
    head_links.go(user, "blangko", _("Buka blangko"))


def _to_letters(user: Actor, scope: Scope, point: Point) -> None:
    address = {"status_surat": [_(REQUEST_STATES[one.value]) for one in WAITING],
               "kecamatan_surat": head_links.names(user, scope)}  # fmt: skip
    head_links.go(user, "permohonan", words("Buka {n} permohonan", n=number(point.n)), address)


def _to_visits(user: Actor, scope: Scope, point: Point) -> None:
    if point.n and point.on is not None:
        address = {
            "tampilan": _(VIEWS[View.AGENDA]), "hari": point.on.isoformat(),
            "keadaan_jadwal": [_(VISIT_STATES[one.value]) for one in sorted(OPEN)],
            "kec_jadwal": head_links.names(user, scope),
        }  # fmt: skip
        head_links.go(user, "jadwal", words("Buka {n} kunjungan", n=number(point.n)), address)


def _to_stuck(user: Actor, scope: Scope, point: Point) -> None:
    address = {"di_kecamatan": head_links.names(user, scope)}
    head_links.go(user, "tersendat", words("Buka {n} kartu", n=number(point.n)), address)


def _to_parcels(user: Actor, scope: Scope, point: Point) -> None:
    address = {
        "bagian": _("Paket"), "paket_status": _(PARCEL_STATES[ParcelState.SENT]),
        "paket_lama": words("Lebih dari {days} hari", days=point.days),
        "paket_kecamatan": head_links.names(user, scope),
    }  # fmt: skip
    head_links.go(user, "penyerahan", words("Buka {n} paket", n=number(point.n)), address)


def _to_unseen(user: Actor, scope: Scope, point: Point) -> None:
    address = {"kecamatan": head_links.districts(user, scope.regency).get(point.places[0], "")}
    head_links.go(user, "belum_terjangkau", words("Lihat {n} orang", n=number(point.n)), address)


def _to_behind(user: Actor, scope: Scope, point: Point) -> None:
    slowest = point.places[0]
    name = head_links.districts(user, scope.regency).get(slowest, slowest)
    st.button(words("Lihat {name}", name=plain(name)), on_click=_choose, args=(slowest,), type="tertiary",
              icon=":material/search:", key="lihat_kecamatan")  # fmt: skip


def _choose(district: str) -> None:
    """A callback: this district alone, on the same page."""
    st.session_state["kecamatan"] = district


_SENTENCES: dict[Matter, Callable[[Actor, Scope, Point], str]] = {
    Matter.BLANKS: _blanks, Matter.LETTERS: _letters, Matter.VISITS: _visits, Matter.STUCK: _stuck,
    Matter.PARCELS: _parcels, Matter.BEHIND: _behind, Matter.UNSEEN: _unseen,
}  # fmt: skip
_WAYS: dict[Matter, Callable[[Actor, Scope, Point], None]] = {
    Matter.BLANKS: _to_blanks, Matter.LETTERS: _to_letters, Matter.VISITS: _to_visits, Matter.STUCK: _to_stuck,
    Matter.PARCELS: _to_parcels, Matter.BEHIND: _to_behind, Matter.UNSEEN: _to_unseen,
}  # fmt: skip
