"""Screen `layanan_keliling`: the recurring services of the office, changing and ending one."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.cards.model import Channel
from ktp_core.labels.rounds import WEEKDAYS
from ktp_core.rounds import places, service, store
from ktp_core.rounds.model import Round, RoundDraft
from ktp_core.ui import tables
from ktp_core.ui.calendar_words import clock_time, hours
from ktp_core.ui.i18n import _, day_short, number, words
from ktp_core.ui.rounds import Sheet, carry_out, seen
from ktp_core.ui.rounds_setup import HOURS, set_up, when
from ktp_core.ui.safe import plain, quiet


def listing(one: Sheet) -> int | None:
    """The services of this kind; the one chosen."""
    found = one.services
    shown = pd.DataFrame({
        "name": found["name"], "team": found["team"].fillna("–"), "stops": found["stops"],
        "days": [", ".join(_(WEEKDAYS[n]) for n in days) for days in found["weekdays"]],
        "hours": [hours(row.start, row.end) for row in found.itertuples()],
        "span": [_span(row.from_day, row.until_day) for row in found.itertuples()],
        "until": found["planned_until"],
    })  # fmt: skip
    columns = {
        "name": tables.text(_("Layanan"), "medium"), "days": tables.text(_("Hari"), "medium"),
        "hours": _("Jam"), "stops": tables.amount(_("Tempat")), "team": _("Tim"), "span": _("Berlaku"),
        "until": tables.day(_("Terjadwal sampai")),
    }  # fmt: skip
    picked = tables.show(shown, columns, key=f"layanan_{one.channel}", choose="one", alt=_("Daftar layanan rutin"))
    return int(found["id"].iloc[picked[0]]) if picked else _asked_for(found)


def _asked_for(found: pd.DataFrame) -> int | None:
    """The service in the address, so that it can be linked to."""
    wanted = st.query_params.get("id", "")
    return next((int(key) for key in found["id"] if str(key) == wanted), None)


def below(user: Actor, one: Sheet, chosen: int | None, *, plans: bool) -> None:
    """Below the list: the chosen service, and districts that have none yet. For who plans."""
    if not plans:
        return
    if chosen is not None:
        change(user, one, chosen)
        return
    st.markdown(quiet(_("Pilih satu baris untuk mengubah hari, jam, tim, atau urutan tempatnya, atau mengakhirinya.")))
    if one.channel is Channel.OFFICE:
        return
    with reading(user, Permission.VISIT_PLAN, user.regency) as conn:
        without = places.uncovered(conn, user.regency or "", one.channel, user.districts)
    if without:
        with st.expander(words("Siapkan {n} kecamatan yang belum punya layanan", n=number(len(without)))):
            set_up(user, one)


def _span(first: date, until: date | None) -> str:
    begun = words("sejak {day}", day=day_short(first))
    return begun if until is None else f"{day_short(first)}–{day_short(until)}"


def change(user: Actor, one: Sheet, round_id: int) -> None:
    """The form of a service, and its end."""
    with reading(user, Permission.VISIT_PLAN, user.regency) as conn:
        before = store.get(conn, round_id)
        found = places.points(conn, user.regency or "", one.today, user.districts)
    spots = {int(row.id): str(row.name) for row in found.itertuples()}
    version = seen(f"layanan_{round_id}", before.version)
    key = f"ubah_{round_id}_{version}"
    st.header(words("Ubah {name}", name=plain(before.name)), anchor=False)
    name = st.text_input(_("Nama layanan"), before.name, key=f"{key}_nama", max_chars=120)
    start, end = clock_time(before.start, HOURS[0]), clock_time(before.end, HOURS[1])
    values = when(user, key, before.weekdays, start, end, before.from_day, before.until_day, before.team_id)
    stops = st.multiselect(
        _("Tempat, menurut urutan giliran"), list(spots), [stop for stop in before.stops if stop in spots],
        format_func=spots.__getitem__, key=f"{key}_tempat", placeholder=_("Pilih tempat layanan"), select_all=False,
    )  # fmt: skip
    replan = st.checkbox(_("Susun ulang hari layanan mulai besok"), True, key=f"{key}_ulang")

    def act() -> str:
        draft = RoundDraft(name=name, channel=before.channel, stops=tuple(stops), **values)
        done = service.edit(user, round_id, version, draft, replan=replan, at=clock.now())
        text = _("Rencana layanan disimpan.")
        return f"{text} {words('{n} hari layanan disusun ulang.', n=number(done.made))}" if done.made else text

    if st.button(_("Simpan"), type="primary", icon=":material/save:", key="simpan_layanan"):
        carry_out(act)
    _end(user, before, version)


def _end(user: Actor, before: Round, version: int) -> None:
    with st.expander(_("Akhiri layanan ini")):
        st.markdown(quiet(_("Hari layanan mulai besok dibatalkan; riwayatnya tetap ada.")))
        reason = st.text_input(_("Alasan"), key=f"akhiri_{before.id}", max_chars=300)

        def act() -> str:
            ended = service.end(user, before.id, version, reason=reason, at=clock.now())
            return words("{name} diakhiri; {n} hari layanan dibatalkan.", name=plain(before.name), n=number(ended))

        if st.button(_("Akhiri layanan"), key="akhiri_layanan"):
            carry_out(act)
