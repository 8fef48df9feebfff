"""Parts of the screen `jejak_audit`: the filter, the table, the state of the chain."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock, labels
from ktp_core.access.model import Actor
from ktp_core.audit import service
from ktp_core.audit.queries import EntryFilter
from ktp_core.ui import filters, tables
from ktp_core.ui.audit_words import DETAILS, VALUES
from ktp_core.ui.i18n import _, moment, number, words
from ktp_core.ui.refusals import shown


def chosen(people: list[str], today: date, regency: str) -> EntryFilter:
    """One row of filters."""
    who, what, subject, when = st.columns([2, 3, 2, 3])
    with who:
        by = filters.one(_("Petugas"), {name: name for name in people}, key="petugas")
    with what:
        action = filters.one(_("Tindakan"), {code: _(text) for code, text in labels.ACTIONS.items()}, key="tindakan")
    with subject:
        about = filters.search(_("Nomor data"), key="nomor_data", placeholder=_("mis. roster_upload:12"))
    with when:
        first, last = filters.days(_("Tanggal"), key="tanggal", latest=today)
    return EntryFilter(by, action, about, _midnight(first, regency), _midnight(last or first, regency, days=1))


def entries(frame: pd.DataFrame, page: int, regency: str) -> None:
    """The table of entries, newest first."""
    visible = pd.DataFrame(
        {
            "seq": frame["seq"],
            "at": [moment(pd.Timestamp(value).to_pydatetime(), regency) for value in frame["at"]],
            "by": frame["by"],
            "action": [_(labels.ACTIONS.get(code, code)) for code in frame["action"]],
            "subject": frame["subject"].fillna("–"),
            "details": [_details(text) for text in frame["details"]],
            "hash": frame["hash"].str[:12],
        }
    )
    columns = {
        "seq": tables.amount(_("No."), 70),
        "at": tables.text(_("Waktu"), 130),
        "by": tables.text(_("Petugas"), 90),
        "action": tables.text(_("Tindakan"), 190),
        "subject": tables.text(_("Data"), 100),
        "details": tables.text(_("Rincian"), 260),
        "hash": tables.text(
            _("Sidik"), 100, _("Awal sidik SHA-256 catatan ini, yang juga mencakup catatan sebelumnya.")
        ),
    }
    tables.show(visible, columns, key=f"audit_{page}", alt=_("Catatan audit, yang terbaru di atas"))


def chain(user: Actor, last: pd.DataFrame) -> None:
    """What the last check found, and the button for the next."""
    with st.container(border=True):
        said, ask = st.columns([4, 1], vertical_alignment="center")
        with said:
            _chain_state(user, last)
        if ask.button(_("Periksa rantai"), icon=":material/verified_user:", width="stretch", key="periksa_rantai"):
            with shown(), st.spinner(_("Memeriksa setiap catatan…")):
                service.check_chain(user, at=clock.now())
                st.rerun()


def _chain_state(user: Actor, last: pd.DataFrame) -> None:
    if last.empty:
        st.markdown(_(
            "Rantai catatan **belum pernah diperiksa**. Setiap catatan mengunci catatan sebelumnya; pemeriksaan "
            "menemukan yang diubah, dihapus, atau disisipkan."
        ))  # fmt: skip
        return
    row = last.iloc[0]
    found: dict[str, Any] = json.loads(row["details"])
    when = moment(pd.Timestamp(row["at"]).to_pydatetime(), user.regency or "")
    if found["broken_at"] is None:
        st.markdown(words(
            ":green[:material/verified:] Rantai **utuh**: {n} catatan diperiksa {when} oleh {by}. "
            "Kepala rantai `{head}`.",
            n=number(found["entries"]), when=when, by=row["by"], head=found["head"],
        ))  # fmt: skip
    else:
        st.error(words(
            "Rantai putus pada catatan nomor {n} (diperiksa {when} oleh {by}). Catatan itu atau yang sebelumnya diubah "
            "di luar aplikasi. Hentikan pemakaian, simpan salinan basis data, dan bandingkan dengan cadangan terakhir.",
            n=number(found["broken_at"]), when=when, by=row["by"],
        ), icon=":material/gpp_bad:")  # fmt: skip


def _details(text: str) -> str:
    return " · ".join(
        f"{_(DETAILS.get(key, key))}: {_plain(value, VALUES.get(key, {}))}"
        for key, value in json.loads(text).items()
        if value not in (None, [], "")
    )


def _plain(value: Any, names: dict[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(one, names) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return _(names[value]) if isinstance(value, str) and value in names else str(value)


def _midnight(day: date | None, regency: str, days: int = 0) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=days), time(0), clock.zone_of(regency))
