"""Screen `kelompok_cetak`: for whom a new batch is asked: which printer, which day, where, whose cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.batches.rules import AHEAD
from ktp_core.blanks import store as blanks
from ktp_core.blanks.model import Holder, HolderKind
from ktp_core.ui import backlog, filters, places
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.menu import BY_FILE
from ktp_core.visits import calendar
from ktp_core.visits.agenda import Chosen


@dataclass(frozen=True, slots=True)
class Asked:
    """What a proposal is asked for; the same question gives the same list as long as nothing else happens."""

    holder: Holder
    day: date
    visit_id: int | None
    districts: tuple[str, ...]
    institutions: tuple[int, ...]


def asked(user: Actor, today: date) -> Asked | None:
    """The two rows of questions; None where nobody holds blanks yet."""
    regency = str(user.regency)
    with reading(user, Permission.BATCH_EDIT, regency) as conn:
        holders = {one.id: one for one in blanks.holders(conn, regency)}
    if not holders:
        _nobody_prints()
        return None
    order = sorted(holders, key=lambda key: (holders[key].kind is not HolderKind.PRINTER, not holders[key].stock))
    row = st.columns([1.5, 0.9, 1.4, 1.2, 1.4])
    holder = row[0].selectbox(
        _("Pencetak"), order, key="pencetak_baru", format_func=lambda key: _holder(holders[key]),
    )  # fmt: skip
    day = row[1].date_input(
        _("Hari cetak"), today, min_value=today - AHEAD, max_value=today + AHEAD, format="DD/MM/YYYY",
        key="hari_baru",
    )  # fmt: skip
    with row[2]:
        visit = _visit(user, day)
    with row[3]:
        districts = filters.several(_("Kecamatan"), places.districts(user, Permission.BATCH_EDIT), key="kecamatan_baru")
    with row[4]:
        schools = filters.several(_("Lembaga"), backlog.institutions(user, today), key="lembaga_baru")
    return Asked(holders[holder], day, visit, districts, schools)


def _nobody_prints() -> None:
    st.info(_("Belum ada pencetak. Tambahkan pencetak dan catat blangkonya di halaman Blangko."),
            icon=":material/inventory_2:")  # fmt: skip
    screen = BY_FILE["blangko"]
    st.page_link(str(screen.path), label=_("Buka halaman Blangko"), icon=screen.icon)


def _holder(one: Holder) -> str:
    return words("{name} · {stock} blangko", name=one.name, stock=number(one.stock))


def _visit(user: Actor, day: date) -> int | None:
    """At the office, or on the spot at a visit of that day."""
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        found = calendar.listed(conn, Chosen(str(user.regency)).within(user), day, day)
    names = {int(row.id): str(row.institution) for row in found.itertuples()}
    return st.selectbox(
        _("Dicetak di"), list(names), index=None, format_func=names.__getitem__, placeholder=_("Kantor"),
        key=f"kunjungan_baru_{day.isoformat()}",
        help=_("Pilih kunjungan bila kartu dicetak di tempat: isinya orang dari daftar kunjungan itu dan dari "
               "lembaganya."),
    )  # fmt: skip
