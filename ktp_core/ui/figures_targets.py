"""Screen `angka_resmi`: targets: raw numbers with area, validity and source; never a denominator."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.errors import Refused
from ktp_core.figures import queries, rules, service
from ktp_core.figures.imports.values import read_count
from ktp_core.figures.model import TARGETABLE, Measure, Reported, Target
from ktp_core.figures.service import Places
from ktp_core.ui import figures_words as say
from ktp_core.ui import refusals, tables
from ktp_core.ui.forms import emptied, turn
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.safe import quiet, tame

_FORM = "target_baru"
_CITED = 5


def show(user: Actor, seen: Places, today: date) -> None:
    """What holds today and what was set before; who may sets another."""
    regency = str(user.regency)
    with reading(user, Permission.FIGURE_VIEW, regency) as conn:
        found = queries.targets(conn, regency, [code for code in seen.names if code.count(".") < 3])
    if found.empty:
        st.info(_("Belum ada target. Target ditulis sebagai angka mentah dengan masa berlaku dan sumbernya."),
                icon=":material/flag:")  # fmt: skip
    else:
        _listing(found, seen, today)
    if may(user, Permission.FIGURE_EDIT, regency) and not user.districts:
        st.header(_("Tetapkan target"), anchor=False)
        _entry(user, seen, today)


def _listing(found: pd.DataFrame, seen: Places, today: date) -> None:
    running = [_running(row, today) for _at, row in found.iterrows()]
    st.markdown(words("**{n}** target berlaku hari ini, dari {all} yang pernah ditetapkan.", n=number(sum(running)),
                      all=number(len(found))))  # fmt: skip
    shown = found.assign(
        area=[seen.names.get(code, code) for code in found["area"]],
        name=[say.measure(one) for one in found["measure"]],
        goal=[f"{number(n)} {say.unit(one)}" for n, one in zip(found["value"], found["measure"], strict=True)],
        state=[_("berlaku") if one else _("tidak berlaku") for one in running],
    )
    columns = {
        "name": tables.text(_("Yang dicapai"), 190), "goal": tables.text(_("Target"), 150),
        "area": tables.text(_("Wilayah"), 150), "valid_from": tables.day(_("Sejak"), 95),
        "valid_until": tables.day(_("Sampai"), 95), "state": tables.text(_("Hari ini"), 95),
        "source": tables.text(_("Sumber"), 420), "entered_by": tables.text(_("Oleh"), 90),
    }  # fmt: skip
    tables.show(shown, columns, key="daftar_target", empty="–", alt=_("Target"))
    for row in shown[running].head(_CITED).itertuples():
        st.markdown(quiet(words("{name}: {goal}. Sumber: {source}", name=row.name, goal=row.goal,
                                source=tame(str(row.source)))))  # fmt: skip
    st.markdown(quiet(_("Target tidak pernah dipakai sebagai penyebut cakupan. Capaiannya ada di Beranda.")))


def _running(row: Any, today: date) -> bool:
    ended = row["valid_until"] is not None and not pd.isna(row["valid_until"]) and row["valid_until"] < today
    return row["valid_from"] <= today and not ended


def _entry(user: Actor, seen: Places, today: date) -> None:
    """The number itself, or a share of an official figure that is worked out and written down as a number."""
    key = turn(_FORM)
    left, middle, right = st.columns(3)
    places = [code for code in seen.names if code.count(".") < 3]
    area = left.selectbox(_("Wilayah"), places, format_func=seen.names.__getitem__, key=f"wilayah_{key}")
    measure = middle.selectbox(_("Yang dicapai"), TARGETABLE, format_func=say.measure, key=f"ukuran_{key}")
    way = right.segmented_control(
        _("Ditulis sebagai"), ["angka", "persen"], default="angka", required=True, key=f"cara_{key}",
        format_func={"angka": _("Angka"), "persen": _("Bagian dari angka resmi")}.__getitem__,
    )  # fmt: skip
    base = _base(user, area, key) if way == "persen" else None
    if way == "persen" and base is None:
        st.info(_("Belum ada angka wajib KTP wilayah itu; masukkan dulu, atau tulis targetnya sebagai angka."))
        return
    with st.form(_FORM, border=True):
        typed, start, until, source = _fields(key, base, today)
        if st.form_submit_button(_("Simpan target"), type="primary", icon=":material/flag:"):
            with refusals.shown():
                value, said = _worked_out(typed, base)
                told = "; ".join(part for part in (source.strip(), said) if part)
                new = Target(area, Measure(measure), value, start, told, until, today)
                service.add_target(user, str(user.regency), new, at=clock.now())
                emptied(_FORM)
                st.toast(words("Target {n} tersimpan.", n=number(value)), icon=":material/check:")
                st.rerun()


def _base(user: Actor, area: str, key: str) -> Reported | None:
    """Which official number the share is of, wajib KTP and the newest first."""
    known = [one for one in service.known(user, str(user.regency), [area]) if one.measure in _BASES]
    known.sort(key=lambda one: (_BASES.index(one.measure), -one.basis_on.toordinal()))
    if not known:
        return None
    return st.selectbox(
        _("Bagian dari"), known, key=f"dari_{key}",
        format_func=lambda one: f"{say.measure(one.measure)} {number(one.value)} ({one.basis_on:%d/%m/%Y})",
    )  # fmt: skip


_BASES = (Measure.WAJIB_KTP, Measure.BEGINNERS, Measure.POPULATION)


def _fields(key: str, base: Reported | None, today: date) -> tuple[str, date, date | None, str]:
    columns = st.columns([2, 1, 1, 3])
    label = _("Angka target") if base is None else _("Persen")
    typed = columns[0].text_input(
        label, key=f"nilai_{key}", max_chars=20, placeholder="1.400.000" if base is None else "99,7"
    )
    start = columns[1].date_input(_("Sejak"), date(today.year, 1, 1), format="DD/MM/YYYY", key=f"mulai_{key}")
    until = columns[2].date_input(_("Sampai"), date(today.year, 12, 31), format="DD/MM/YYYY", key=f"akhir_{key}")
    source = columns[3].text_input(
        _("Sumber"), key=f"sumber_{key}", max_chars=300, placeholder=_("mis. Renstra 2026–2030")
    )
    return typed, start or today, until, source


def _worked_out(typed: str, base: Reported | None) -> tuple[int, str]:
    """The raw number, and how it came about. Raises Refused for what is no number."""
    if base is None:
        count = read_count(typed)
        if count.value is None:
            raise Refused("figure_number", value=tame(typed), name=_("Angka target"))
        return count.value, ""
    text = typed.strip().rstrip("%").strip().replace(",", ".")
    try:
        share = Fraction(text)
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not 0 < share <= 200 or "/" in text:
        raise Refused("figure_share", value=typed)
    value = rules.share_of(share / 100, base.value)
    return value, say.share_sentence(text.replace(".", ","), base, value)
