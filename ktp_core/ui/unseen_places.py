"""Where they may be: institutions and villages by how they stand with visits, each number the list it opens."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.institutions.kinds import TYPES
from ktp_core.institutions.model import Kind
from ktp_core.kpi.model import Scope
from ktp_core.kpi.unseen_view import Group, UnseenView
from ktp_core.ui import head_links, tables
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.institutions import KINDS, type_word
from ktp_core.ui.map_words import STATES
from ktp_core.ui.phone import phone
from ktp_core.ui.safe import quiet, tame
from ktp_core.visits.marks import MarkState

ORDER = (MarkState.NEVER, MarkState.WAITING, MarkState.PLANNED, MarkState.SERVED, MarkState.BEFORE)
_HEADINGS = {
    MarkState.NEVER: N_("Belum pernah"), MarkState.WAITING: N_("Surat menunggu"),
    MarkState.PLANNED: N_("Dijadwalkan"), MarkState.SERVED: N_("Tahun ini"), MarkState.BEFORE: N_("Sebelumnya"),
}  # fmt: skip
_BY_GROUP = "belum_terjangkau_lembaga"
_NAMED = 40


def finding(view: UnseenView) -> str:
    """How many places nobody has been to."""
    pesantren, schools, villages = view.never(Kind.PESANTREN), view.never(Kind.SCHOOL), view.never_villages()
    return words(
        "Belum pernah didatangi, diminta, atau dijadwalkan: {p} dari {all_p} pesantren dan {s} dari {all_s} sekolah. "
        "{d} dari {all_d} desa/kelurahan belum pernah dikunjungi atau disinggahi layanan keliling.",
        p=number(pesantren[0]), all_p=number(pesantren[1]), s=number(schools[0]), all_s=number(schools[1]),
        d=number(len(villages)), all_d=number(len(view.villages)),
    )  # fmt: skip


def by_kind(user: Actor, view: UnseenView, today: date) -> None:
    """One row for each kind of institution, one column for each state; a number opens its list. Lists are of today."""
    st.header(_("Di mana mereka mungkin berada"), anchor=False)
    counts, groups = view.places(), _groups(view)
    if not groups:
        st.info(_("Belum ada sekolah, pesantren, atau desa dalam daftar lembaga di sini."), icon=":material/school:")
        return
    st.markdown(finding(view))
    rows = [[_word(group), *(counts[group][state] for state in ORDER)] for group in groups]
    frame = pd.DataFrame(rows, columns=["group", *map(str, ORDER)])
    first, others = (105, 84) if phone() else (190, 120)
    columns = {"group": tables.text(_("Lembaga"), first)}
    columns |= {str(state): tables.amount(_(_HEADINGS[state]), others) for state in ORDER}
    common: dict[str, Any] = {"column_config": columns, "hide_index": True, "height": "content", "alt": finding(view)}
    if view.scope.as_of != today:
        st.dataframe(frame, key=f"{_BY_GROUP}_lampau", **common)
        return
    event = st.dataframe(frame, on_select="rerun", selection_mode="single-cell", key=_BY_GROUP, **common)
    _open(user, view, groups, event.selection.cells[0] if event.selection.cells else None)
    _ways(user, view)


def _groups(view: UnseenView) -> list[Group]:
    """Kinds and types in the order of the registry; what has no type is last of its kind."""
    order = [(str(kind), type_ if kind is Kind.SCHOOL else None) for kind in KINDS for type_ in (*TYPES[kind], None)]
    return sorted(view.places(), key=lambda one: (order.index(one) if one in order else 0, one[1] or ""))


def _word(group: Group) -> str:
    kind, type_ = group
    if kind != Kind.SCHOOL:
        return _(KINDS[Kind(kind)])
    return type_word(type_) if type_ else _("Sekolah, bentuk belum diisi")


def _open(user: Actor, view: UnseenView, groups: list[Group], picked: Any) -> None:
    """The list of the chosen number."""
    state = next((one for one in ORDER if picked and str(one) == str(picked[1])), None)
    if state is None or int(picked[0]) >= len(groups):
        st.caption(_("Pilih satu angka untuk membuka daftarnya."))
        return
    kind, type_ = groups[int(picked[0])]
    n = view.places()[kind, type_][state]
    if not n or (kind == Kind.SCHOOL and (type_ is None or type_ not in TYPES[Kind.SCHOOL])):
        st.caption(_("Tidak ada daftar untuk angka itu."))
        return
    label = words("Buka {n} lembaga: {group}, {state}", n=number(n), group=_word((kind, type_)), state=_(STATES[state]))
    head_links.go(user, "lembaga", label, address(user, view.scope, Kind(kind), state, type_))


def address(
    user: Actor, scope: Scope, kind: Kind, state: MarkState, type_: str | None = None
) -> dict[str, str | list[str]]:
    """The filters of the registry that give exactly these institutions."""
    return {
        "jenis_lembaga": _(KINDS[kind]), "bentuk_lembaga": type_word(type_) if type_ else "",
        "kunjungan_lembaga": _(STATES[state]).capitalize(), "di_kecamatan": head_links.names(user, scope),
    }  # fmt: skip


def _ways(user: Actor, view: UnseenView) -> None:
    """To those where nobody has been, and to what one does about it."""
    with st.container(horizontal=True, gap="small"):
        for kind in (Kind.PESANTREN, Kind.SCHOOL):
            n = view.never(kind)[0]
            if n:
                label = words("{n} {kind} belum pernah didatangi", n=number(n), kind=_(KINDS[kind]).lower())
                head_links.go(user, "lembaga", label, address(user, view.scope, kind, MarkState.NEVER))
        head_links.go(user, "rencana", _("Rencanakan kunjungan"))
        head_links.go(user, "jadwal", _("Buka jadwal"), {"kec_jadwal": head_links.names(user, view.scope)})


def villages(view: UnseenView) -> None:
    """Of one district the villages where no visit was ever made, by name."""
    left = [tame(view.villages[code]) for code in view.never_villages()]
    if len(view.names) != 1 or not left:
        return
    more = len(left) - _NAMED
    names = ", ".join(left[:_NAMED]) + (words(" dan {n} lainnya", n=number(more)) if more > 0 else "")
    said = words("{n} desa/kelurahan belum dikunjungi atau disinggahi layanan keliling: {names}.",
                 n=number(len(left)), names=names)  # fmt: skip
    st.markdown(quiet(said))
