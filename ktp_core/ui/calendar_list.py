"""Screen `jadwal`: one day, and the agenda of the coming four weeks, as lists."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.institutions import queries as institutions
from ktp_core.labels.visits import CAUSES
from ktp_core.ui import tables
from ktp_core.ui.calendar import Sheet
from ktp_core.ui.calendar_address import open_form, open_visit
from ktp_core.ui.calendar_entries import against_visit
from ktp_core.ui.calendar_words import KIND_WORDS, full_day, hours, off_words, state_word, weekday
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.safe import plain, quiet
from ktp_core.visits import calendar
from ktp_core.workdays.model import Blocked

_TURN = "_agenda_klik"


def day(user: Actor, sheet: Sheet) -> None:
    """What the day is, who is free, and every visit on it."""
    off = sheet.calendar.is_off(sheet.day)
    if off is not None:
        st.markdown(f":red[{plain(off_words(off))}]")
    _spans(user, sheet, [one for one in sheet.calendar.spans if one.covers(sheet.day) and _some(one)])
    total = len(sheet.visits)
    busy = {int(key) for key in sheet.visits["team_id"].dropna()}
    free = [plain(one.name) for one in sheet.teams if one.active and one.id not in busy]
    parts = [words("**{n}** kunjungan.", n=number(total))]
    if free and not _narrowed():
        parts.append(words("Tim tanpa kunjungan: {names}.", names=", ".join(free)))
    left, right = st.columns([3.2, 2.4], vertical_alignment="center")
    left.markdown(" ".join(parts))
    if may(user, Permission.VISIT_PLAN):
        right.button(
            words("Jadwalkan pada {day}", day=full_day(sheet.day)), icon=":material/add:", on_click=open_form,
            args=(sheet.day,), key="jadwalkan_hari", width="stretch",
        )  # fmt: skip
    _table(user, sheet, dated=False)


def agenda(user: Actor, sheet: Sheet) -> None:
    """The visits of a span, day by day: four weeks; on a phone the month or the week too."""
    if sheet.visits.empty:
        st.info(_("Tidak ada kunjungan dalam rentang ini."), icon=":material/event_available:")
        return
    people = int(sheet.visits["expected"].fillna(0).sum())
    said = {"n": number(len(sheet.visits)), "days": number(sheet.visits["day"].nunique()), "people": number(people)}
    st.markdown(words("**{n}** kunjungan pada {days} hari; perkiraan {people} orang.", **said))
    _table(user, sheet, dated=True)


def _narrowed() -> bool:
    return bool(st.session_state.get("tim_jadwal") or st.session_state.get("kec_jadwal"))


def _some(one: Blocked) -> bool:
    return one.institution_id is not None or one.kind is not None


def _spans(user: Actor, sheet: Sheet, spans: list[Blocked]) -> None:
    """Who is not to be visited that day; of single institutions only those the actor may see."""
    if not spans:
        return
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        known = institutions.options(conn, user.regency or "", user.districts, today=sheet.day)
    names = dict(zip(known["id"], known["name"], strict=True))
    by_cause: dict[str, list[str]] = {}
    for one in spans:
        if one.institution_id is None:
            by_cause.setdefault(one.cause, []).append(_(KIND_WORDS[one.kind]) if one.kind else "")
        elif one.institution_id in names:
            by_cause.setdefault(one.cause, []).append(names[one.institution_id])
    said = [f":orange[{plain(_(CAUSES[cause]))}: {plain(_some_of(whom))}]" for cause, whom in by_cause.items()]
    st.markdown("  \n".join(said))


def _some_of(whom: list[str]) -> str:
    """Names in a row, those beyond the eighth as a number."""
    more = [words("dan {n} lembaga lain", n=number(len(whom) - 8))] if len(whom) > 8 else []
    return ", ".join([*whom[:8], *more])


def _table(user: Actor, sheet: Sheet, *, dated: bool) -> None:
    if sheet.visits.empty:
        return
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        along = calendar.along(conn, [int(key) for key in sheet.visits["id"]])
    frame = _rows(sheet, along)
    headings = {
        "date": tables.text(_("Hari"), 76), "hours": tables.text(_("Jam"), 87),
        "institution": tables.text(_("Lembaga"), 146 if dated else 200),
        "district_name": tables.text(_("Kecamatan"), 84), "team": tables.text(_("Tim"), 112),
        "expected": tables.text(_("Orang"), 52, _("Perkiraan jumlah yang direkam")),
        "state": tables.text(_("Keadaan"), 83), "against": tables.text(_("Peringatan"), 150),
        "kit": tables.text(_("Alat"), 67), "operator": tables.text(_("Petugas"), 108),
        "vehicle": tables.text(_("Kendaraan"), 77),
    }  # fmt: skip
    if not dated:
        headings.pop("date")
    if not any(frame["against"]):
        headings.pop("against")
    turn = st.session_state.setdefault(_TURN, 0)
    picked = tables.show(frame, headings, key=f"agenda_{turn}", choose="one", height=_height(len(frame)))
    st.markdown(quiet(_("Pilih satu baris untuk membuka kunjungannya.")))
    if picked:
        st.session_state[_TURN] += 1
        open_visit(int(sheet.visits["id"].iloc[picked[0]]))
        st.rerun()


def _rows(sheet: Sheet, along: pd.DataFrame) -> pd.DataFrame:
    rows = list(sheet.visits.itertuples())
    frame = sheet.visits[["institution", "district_name", "team"]].fillna("–")
    frame["expected"] = [number(None if pd.isna(row.expected) else int(row.expected)) for row in rows]
    frame["date"] = [f"{weekday(row.day, short=True)} {row.day:%d/%m}" for row in rows]
    frame["hours"] = [hours(row.start, row.end) for row in rows]
    frame["state"] = [state_word(row.state) for row in rows]
    frame["against"] = [against_visit(sheet, row) for row in rows]
    for kind in ("kit", "operator", "vehicle"):
        mine = along[along["kind"] == kind].groupby("visit_id")["name"].agg(list)
        frame[kind] = [_first(mine.get(row.id, [])) for row in rows]
    return frame


def _first(names: list[str]) -> str:
    """`AR-01 +2`: the cell has no room for all; the visit itself names them."""
    return "–" if not names else names[0] + (f" +{len(names) - 1}" if len(names) > 1 else "")


def _height(rows: int) -> int:
    return min(560, 38 + 35 * rows)
