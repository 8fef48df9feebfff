"""Screen `angka_resmi`: which area, and its figures by date or side by side with those below it."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.figures import queries, rules, service
from ktp_core.figures.model import Measure, Reported
from ktp_core.figures.service import Places
from ktp_core.ui import figures_words as say
from ktp_core.ui import filters, tables
from ktp_core.ui.i18n import N_, _, day_long, day_short, moment, number, words
from ktp_core.ui.safe import quiet, tame

_VIEWS = {"tanggal": N_("Menurut tanggal"), "wilayah": N_("Per wilayah")}


def area(seen: Places, *, key: str = "wilayah") -> str:
    """The regency or one of its districts; in the address."""
    tops = [code for code in seen.names if code.count(".") < 3]
    return st.selectbox(
        _("Wilayah"), tops, format_func=seen.names.__getitem__, key=key, bind="query-params",
    )  # fmt: skip


def show(user: Actor, seen: Places) -> None:
    """The figures of an area, or of those below it on one date."""
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    with left:
        chosen = area(seen)
    with right:
        view = filters.switch(_("Susunan"), {name: _(text) for name, text in _VIEWS.items()}, key="susunan")
    if view == "wilayah":
        _side_by_side(user, seen, chosen)
    else:
        _by_date(user, seen, chosen)


def _by_date(user: Actor, seen: Places, chosen: str) -> None:
    regency = str(user.regency)
    known = sorted(service.known(user, regency, [chosen]), key=_newest_first)
    if not known:
        st.info(words("Belum ada angka resmi {name}. Admin memasukkannya di bagian Masukkan atau Impor.",
                      name=seen.names[chosen]), icon=":material/inbox:")  # fmt: skip
        return
    newest = known[0].basis_on
    st.markdown(words("**{n}** angka resmi {name}; yang terbaru per {day}. Pilih satu baris untuk melihat versinya.",
                      n=number(len(known)), name=seen.names[chosen], day=day_long(newest)))  # fmt: skip
    frame = pd.DataFrame(
        [
            (one.basis_on, say.measure(one.measure), say.amount(one), say.basis(one), one.known_on, one.source)
            for one in known
        ],
        columns=["day", "measure", "value", "basis", "known", "source"],
    )
    columns = {
        "day": tables.day(_("Tanggal data"), 95), "measure": tables.text(_("Ukuran"), 165),
        "value": tables.right(_("Nilai"), 115), "basis": tables.text(_("Cara hitung"), 165),
        "known": tables.day(_("Diketahui sejak"), 105), "source": tables.text(_("Sumber"), 420),
    }  # fmt: skip
    picked = tables.show(frame, columns, key=f"angka_{chosen}", choose="one", empty="–", alt=_("Angka resmi"))
    if picked:
        _versions(user, known[picked[0]])


def _newest_first(one: Reported) -> tuple[int, int]:
    return (-one.basis_on.toordinal(), list(Measure).index(one.measure))


def _versions(user: Actor, one: Reported) -> None:
    """Who entered which number when: nothing is overwritten."""
    regency = str(user.regency)
    with reading(user, Permission.FIGURE_VIEW, regency) as conn:
        found = queries.versions(conn, regency, one)
    st.markdown(words("**{measure}** per {day}: {n} versi, yang terbaru di atas.", measure=say.measure(one.measure),
                      day=day_long(one.basis_on), n=number(len(found))))  # fmt: skip
    values = [
        f"{'± ' if about else ''}{number(n)}" for n, about in zip(found["value"], found["approximate"], strict=True)
    ]
    shown = found.assign(value=values, entered_at=[moment(at, regency) for at in found["entered_at"]])
    columns = {
        "value": tables.right(_("Nilai"), 100), "source": tables.text(_("Sumber"), 460),
        "known_on": tables.day(_("Diketahui sejak"), 115), "entered_at": tables.text(_("Dimasukkan"), 140),
        "entered_by": tables.text(_("Oleh"), 110),
    }  # fmt: skip
    tables.show(shown, columns, key="angka_versi", empty="–", alt=_("Versi angka resmi"))


def _side_by_side(user: Actor, seen: Places, chosen: str) -> None:
    """An area and those right below it on one date, one column per measure."""
    regency, asked = str(user.regency), seen.chosen(chosen)
    with reading(user, Permission.FIGURE_VIEW, regency) as conn:
        dates = queries.dates(conn, regency, asked)
    if not dates:
        st.info(words("Belum ada angka resmi {name} maupun wilayah di bawahnya.", name=seen.names[chosen]),
                icon=":material/inbox:")  # fmt: skip
        return
    labels = {day: day_short(day) for day in dates}
    with st.columns([2, 3])[0]:
        day = st.selectbox(
            _("Tanggal data"), list(dates), format_func=labels.__getitem__, key="per", bind="query-params"
        )
    known = [one for one in service.known(user, regency, asked) if one.basis_on == day]
    _wide(known, asked, seen, day)


def _wide(known: list[Reported], asked: list[str], seen: Places, day: date) -> None:
    held = [measure for measure in Measure if any(one.measure is measure for one in known)]
    kinds = Counter((one.area, one.measure) for one in known)
    cells = {(one.area, one.measure): one for one in rules.current(known)}
    areas = [code for code in asked if any(one.area == code for one in known)]
    st.markdown(words("Per {day}: {n} dari {all} wilayah mempunyai angka.", day=day_long(day), n=number(len(areas)),
                      all=number(len(asked))))  # fmt: skip
    frame = pd.DataFrame(
        [
            (seen.names[code], *(say.value(cells[code, one]) if (code, one) in cells else None for one in held))
            for code in areas
        ],
        columns=["area", *map(str, held)],
    )  # fmt: skip
    columns = {"area": tables.text(_("Wilayah"), 180)}
    columns |= {str(one): tables.right(say.measure(one), 120) for one in held}
    tables.show(frame, columns, key="angka_wilayah", empty="–", alt=_("Angka resmi per wilayah"))
    st.markdown(quiet(words("Sumber: {names}", names=tame("; ".join(dict.fromkeys(one.source for one in known))))))
    if any(n > 1 for n in kinds.values()):
        st.markdown(quiet(_("Beberapa ukuran dihitung dengan dua cara; yang tampil dimasukkan terakhir.")))
