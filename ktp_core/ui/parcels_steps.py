"""Screen `penyerahan`: what can be done with one parcel. Every form is drawn: else it forgets what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.delivery import queries, rules, service
from ktp_core.delivery.model import MOST, ParcelState
from ktp_core.ui import hand_over, parcels_away, parcels_reroute, parcels_which
from ktp_core.ui.forms import turn
from ktp_core.ui.i18n import _, day_long, number, words
from ktp_core.ui.parcels import Opened
from ktp_core.ui.parcels_acts import carry_out
from ktp_core.ui.parcels_pack import visit_field
from ktp_core.ui.safe import quiet

Step = tuple[str, Callable[[], None]]


def panel(one: Opened, ticked: list[int]) -> None:
    """The steps of the state it is in, the usual one first."""
    reroute: Step = (_("Alihkan"), lambda: parcels_reroute.reroute(one, ticked))
    if one.state is ParcelState.PACKED:
        steps: list[Step] = [
            (_("Kirim"), lambda: parcels_away.send(one)), (_("Kunjungan"), lambda: _visit(one)),
            (_("Tambah kartu"), lambda: _put_in(one)), (_("Keluarkan kartu"), lambda: _take_out(one, ticked)),
            reroute, (_("Bongkar"), lambda: _give_up(one)),
        ]  # fmt: skip
    else:
        steps = [
            (_("Serahkan kartu"), lambda: hand_over.of_parcel(one, ticked)),
            (_("Pindah tangan"), lambda: parcels_away.transfer(one)),
            (_("Kembali ke kantor"), lambda: parcels_away.bring_back(one, ticked)), reroute,
        ]  # fmt: skip
    for tab, (_label, draw) in zip(st.tabs([label for label, _draw in steps]), steps, strict=True):
        with tab:
            draw()


def _visit(one: Opened) -> None:
    with reading(one.user, Permission.PARCEL_VIEW, one.user.regency) as conn:
        visits = queries.visits_for(conn, one.destination, one.today)
    had = one.about["visit_id"]
    with st.form(f"kunjungan_{one.id}", border=False):
        row = st.columns([2.5, 1], vertical_alignment="bottom")
        now = None if pd.isna(had) else int(had)
        visit = visit_field(row[0], visits, f"{one.id}_{now}", now if now else visits[0].id if visits else None)
        sent = row[1].form_submit_button(_("Simpan"), type="primary", key="simpan_kunjungan", width="stretch")
    if not visits:
        st.markdown(quiet(_("Tidak ada kunjungan yang dijadwalkan ke tujuan ini.")))

    def act() -> str:
        service.assign_visit(one.user, one.id, visit, at=clock.now())
        day = next((found.day for found in visits if found.id == visit), None)
        if day is None:
            return _("Paket tidak lagi ikut kunjungan.")
        return words("Paket ikut kunjungan {day}.", day=day_long(day))

    if sent:
        carry_out(f"kunjungan_{one.id}", act)


def _put_in(one: Opened) -> None:
    """More of what lies at the office for the same place."""
    with reading(one.user, Permission.PARCEL_VIEW, one.user.regency) as conn:
        more = queries.loose_cards(
            conn, one.user.regency or "", one.destination, one.today, districts=one.user.districts, limit=MOST
        )
    if more.empty:
        st.markdown(quiet(_("Tidak ada kartu lain di kantor untuk tujuan ini.")))
        return
    names = {int(row["resident_id"]): _named(row) for row in more.to_dict("records")}
    ids, key = list(names), turn("tambah")
    with st.form(f"tambah_{one.id}", border=False):
        chosen = st.multiselect(
            words("{n} kartu di kantor untuk tujuan ini", n=number(len(ids))), ids, key=f"tambah_{one.id}_{key}",
            format_func=names.__getitem__, placeholder=_("kosong: semuanya"), select_all=False, filter_mode="contains",
        )  # fmt: skip
        sent = st.form_submit_button(_("Masukkan"), type="primary", icon=":material/add:", key="masukkan")

    def act() -> str:
        n = service.put_in(one.user, one.id, chosen or ids, at=clock.now())
        return words("{n} kartu dimasukkan ke paket.", n=number(n))

    if sent:
        carry_out("tambah", act)


def _named(row: dict[str, Any]) -> str:
    """The name and the class, else the village."""
    known = [row[name] for name in ("class_name", "village") if isinstance(row[name], str)]
    return " · ".join((str(row["name"]), known[0] if known else "–"))


def _take_out(one: Opened, ticked: list[int]) -> None:
    chosen = parcels_which.choose(one.inside, ticked, f"keluar_{one.id}", seen=one.seen)
    key = f"{turn('keluar')}_{one.id}"
    with st.form(f"keluar_{one.id}", border=False):
        row = st.columns([1.2, 2, 1.1], vertical_alignment="bottom")
        typed = parcels_which.field(row[0], chosen, key)
        reason = row[1].text_input(_("Alasan"), key=f"alasan_{key}", max_chars=rules.LONGEST_REASON)
        sent = row[2].form_submit_button(_("Keluarkan"), type="primary", key="keluarkan", width="stretch")

    def act() -> str:
        n = service.take_out(one.user, one.id, chosen.of(typed), reason=str(reason or ""), at=clock.now())
        return words("{n} kartu dikeluarkan; sekarang ada lagi di bagian Siap kirim.", n=number(n))

    if sent:
        carry_out("keluar", act)


def _give_up(one: Opened) -> None:
    st.markdown(words("Paket dibatalkan sebelum dikirim: {n} kartunya kembali ke bagian Siap kirim.",
                      n=number(len(one.inside))))  # fmt: skip
    key = f"{turn('bongkar')}_{one.id}"
    with st.form(f"bongkar_{one.id}", border=False):
        row = st.columns([3, 1.1], vertical_alignment="bottom")
        reason = row[0].text_input(_("Alasan"), key=f"alasan_{key}", max_chars=rules.LONGEST_REASON)
        sent = row[1].form_submit_button(_("Bongkar paket"), key="bongkar", width="stretch")

    def act() -> str:
        n = service.open_parcel(one.user, one.id, reason=str(reason or ""), at=clock.now())
        return words("Paket dibongkar; {n} kartu ada lagi di bagian Siap kirim.", n=number(n))

    if sent:
        carry_out("bongkar", act)
