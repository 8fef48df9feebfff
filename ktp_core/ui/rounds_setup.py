"""Screen `layanan_keliling`: a recurring service set up in all districts in one go, and the form every service has."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.cards.model import Channel
from ktp_core.labels.rounds import WEEKDAYS
from ktp_core.rounds import places, service
from ktp_core.rounds.model import SetUp
from ktp_core.teams import store as teams
from ktp_core.ui.calendar_words import minutes
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.rounds import Sheet, carry_out
from ktp_core.ui.safe import quiet

HOURS = time(8, 0), time(13, 0)
_WEEKDAYS = {Channel.KENDUREN_MAS: (0, 1, 2, 3, 4), Channel.DISTRICT_OFFICE: (2,), Channel.OFFICE: (0, 1, 2, 3, 4)}


def set_up(user: Actor, one: Sheet) -> None:
    """Everything about a service in all districts in one go, those that have it already left out."""
    st.markdown(quiet(_EXPLAINED[one.channel]()))
    with reading(user, Permission.VISIT_PLAN, user.regency) as conn:
        names = places.uncovered(conn, user.regency or "", one.channel, user.districts)
    values = when(user, f"siap_{one.channel}", _WEEKDAYS[one.channel], *HOURS, one.today, None, None)
    chosen: list[str] = []
    if one.channel is not Channel.OFFICE:
        chosen = st.multiselect(
            _("Kecamatan"), list(names), format_func=names.__getitem__, key=f"siap_kec_{one.channel}",
            placeholder=words("Semua {n} kecamatan", n=number(len(names))), select_all=False,
        )  # fmt: skip
    wanted = tuple(chosen) or tuple(names)

    def act() -> str:
        made = service.set_up(
            user, user.regency or "", SetUp(channel=one.channel, districts=wanted, **values), at=clock.now()
        )
        return words("{n} layanan disiapkan. Buat jadwalnya di bagian Jadwal.", n=number(len(made)))

    if st.button(_("Siapkan layanan"), type="primary", icon=":material/add_road:", key="siapkan"):
        carry_out(act)


_EXPLAINED = {
    Channel.KENDUREN_MAS: lambda: _("Satu rombongan mendatangi semua kecamatan bergiliran, satu kecamatan tiap hari "
                                    "layanan. Hari libur dilewati tanpa menghilangkan giliran."),
    Channel.DISTRICT_OFFICE: lambda: _("Tiap kantor kecamatan membuka layanan pada hari yang sama tiap pekan. Harinya "
                                       "dapat diubah per kantor sesudahnya."),
    Channel.OFFICE: lambda: _("Kantor dinas membuka layanan pada hari-hari ini."),
}  # fmt: skip


def when(
    user: Actor, key: str, days: tuple[int, ...], start: time, end: time, first: date, until: date | None,
    team: int | None,
) -> dict[str, Any]:  # fmt: skip
    """The part of the form that every service has, as the fields of a draft."""
    with reading(user, Permission.VISIT_PLAN, user.regency) as conn:
        names = {one.id: one.name for one in teams.teams(conn, user.regency or "")}
    row = st.columns([4, 1, 1])
    chosen = row[0].pills(
        _("Hari layanan"), list(WEEKDAYS), default=list(days), selection_mode="multi", key=f"{key}_hari",
        format_func=lambda n: _(WEEKDAYS[n]),
    )  # fmt: skip
    opens = row[1].time_input(_("Mulai"), start, key=f"{key}_mulai", step=900)
    closes = row[2].time_input(_("Selesai"), end, key=f"{key}_selesai", step=900)
    low = st.columns([2, 1.2, 1.2])
    crew = low[0].selectbox(_("Tim"), list(names), index=list(names).index(team) if team in names else None,
                            format_func=names.__getitem__, placeholder=_("Tanpa tim"), key=f"{key}_tim")  # fmt: skip
    begins = low[1].date_input(_("Mulai tanggal"), first, format="DD/MM/YYYY", key=f"{key}_dari")
    ends = low[2].date_input(_("Sampai tanggal (boleh kosong)"), until, format="DD/MM/YYYY", key=f"{key}_sampai")
    return {
        "weekdays": tuple(sorted(chosen)), "start": minutes(opens) or 0, "end": minutes(closes) or 0, "team_id": crew,
        "from_day": begins, "until_day": ends,
    }  # fmt: skip
