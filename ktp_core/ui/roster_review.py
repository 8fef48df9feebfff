"""Unggah daftar, the last step: rows that wait for a human, what applying writes, and what it wrote."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.labels import ROSTER_REASONS
from ktp_core.rosters import service
from ktp_core.rosters.match_model import Verdict
from ktp_core.rosters.uploads import OPEN, Choice, Upload, UploadState
from ktp_core.ui import refusals, roster_preview, tables
from ktp_core.ui.i18n import N_, _, day_short, number, words
from ktp_core.ui.menu import BY_FILE
from ktp_core.ui.roster_steps import counted, metrics

CHOICES = {
    Choice.KNOWN: N_("Orang yang sama"), Choice.NEW: N_("Orang baru"), Choice.LEAVE_OUT: N_("Jangan masukkan"),
}  # fmt: skip
_ICONS = {
    Choice.KNOWN: ":material/how_to_reg:",
    Choice.NEW: ":material/person_add:",
    Choice.LEAVE_OUT: ":material/person_off:",
}


def finish(user: Actor, upload: Upload) -> None:
    """Step four."""
    counts = counted(user, upload)
    works = may(user, Permission.ROSTER_APPLY, upload.regency, upload.district) and upload.state in OPEN
    _result(upload, counts)
    if counts["review"] + counts["decided"]:
        _review(user, upload, counts, works=works)
    if works:
        _buttons(user, upload, counts)
    if upload.state is UploadState.STAGED:
        roster_preview.preview(user, upload, counts)


def _result(upload: Upload, counts: dict[str, int]) -> None:
    """What the upload did, or will do, in a sentence; and where to go next."""
    if upload.state is UploadState.DISCARDED:
        st.info(_("Unggahan ini dibatalkan; tidak ada yang ditulis."), icon=":material/undo:")
        return
    if upload.state is UploadState.STAGED:
        metrics(counts)
        return
    sentence = _("**Tersimpan.** {new} penduduk baru, {changed} data berubah, {same} sudah sama, {rejected} ditolak.")
    figures = {name: number(counts[name]) for name in ("new", "changed", "same", "rejected")}
    st.success(sentence.format(**figures), icon=":material/check_circle:")
    st.page_link(
        str(BY_FILE["boleh_rekam"].path), label=_("Lihat siapa yang boleh direkam di lembaga ini"),
        icon=":material/how_to_reg:", query_params={"lembaga": str(upload.roster.institution_id)},
    )  # fmt: skip


def _review(user: Actor, upload: Upload, counts: dict[str, int], *, works: bool) -> None:
    waiting = counts["review"]
    st.header(words("Menunggu keputusan: {n}", n=number(waiting)), anchor=False)
    st.caption(_("Tidak satu pun ditulis sebelum diputuskan. Pilih satu baris untuk membandingkannya."))

    def fetch(limit: int, offset: int) -> pd.DataFrame:
        return roster_preview.rows(user, upload, Verdict.REVIEW, limit, offset)

    def draw(frame: pd.DataFrame, page: int) -> None:
        frame["why"] = [_(ROSTER_REASONS[reason]) for reason in frame["reason"]]
        frame["class_name"] = frame["class_name"].fillna("–")
        frame["choice"] = [_(CHOICES[Choice(one)]) if one else "–" for one in frame["decision"].fillna("")]
        columns = {
            "row": tables.amount(_("Baris"), 70), "name": _("Nama di daftar"), "birth_date": tables.day(_("Lahir")),
            "class_name": _("Kelas"), "why": tables.text(_("Mengapa menunggu"), "medium"),
            "choice": tables.text(_("Keputusan"), 140),
        }  # fmt: skip
        picked = tables.show(
            frame, columns, key=f"tinjau_{page}", choose="one" if works else None,
            alt=_("Baris yang menunggu keputusan"),
        )  # fmt: skip
        if picked:
            _compare(user, upload, frame.iloc[picked[0]])

    tables.paged(waiting + counts["decided"], fetch, draw, key="hal_tinjau", of=upload.id)


def _compare(user: Actor, upload: Upload, row: Any) -> None:
    """The row beside the resident it may be, and the three answers."""
    known = isinstance(row["their_name"], str)
    fields = {
        _("Nama"): ("name", "their_name"), "NIK": ("nik", "their_nik"),
        _("Tanggal lahir"): ("birth_date", "their_birth_date"), "NISN": ("nisn", "their_nisn"),
        _("Kelas"): ("class_name", "their_class"),
        _("Lembaga"): (None, "their_institution"), _("Kecamatan"): ("district", "their_district"),
    }  # fmt: skip
    said = [_cell(row[ours]) if ours else upload.institution for ours, theirs in fields.values()]
    stored = [
        _cell(row[theirs]) if not row["hidden"] else _("di luar kecamatan Anda") for _ours, theirs in fields.values()
    ]
    known = known or bool(row["hidden"])
    frame = pd.DataFrame({"field": list(fields), "said": said, "stored": stored if known else ["–"] * len(said)})
    with st.container(border=True):
        columns = {"field": _("Isi"), "said": _("Di daftar lembaga"), "stored": _("Di data kita")}
        tables.show(frame, columns, key="banding", alt=_("Baris daftar di samping data penduduk"))
        st.caption(_("Daftar lembaga tidak pernah mengubah NIK, nama, tanggal lahir, atau status kartu siapa pun."))
        for column, choice in zip(st.columns(3), Choice, strict=True):
            taken = row["nik"] is None or bool(row["taken"])  # a NIK that somebody has cannot be somebody new's
            impossible = (choice is Choice.KNOWN and (row["hidden"] or not known)) or (choice is Choice.NEW and taken)
            label, position = _(CHOICES[choice]), int(row["position"])
            if column.button(label, icon=_ICONS[choice], width="stretch", disabled=impossible):
                with refusals.shown():
                    service.decide(user, upload.id, position, choice, at=clock.now())
                    st.rerun()


def _cell(value: Any) -> str:
    if value is None or value != value:
        return "–"
    return day_short(value) if hasattr(value, "month") else str(value)


def _buttons(user: Actor, upload: Upload, counts: dict[str, int]) -> None:
    staged = upload.state is UploadState.STAGED
    ready = counts["decided"] + (counts["new"] + counts["changed"] + counts["same"] if staged else 0)
    apply, again, drop = st.columns([2, 1, 1])
    label = words("Terapkan {n} baris", n=number(ready)) if ready else _("Belum ada yang dapat diterapkan")
    if apply.button(label, type="primary", icon=":material/save:", disabled=not ready, width="stretch"):
        with refusals.shown(), st.spinner(_("Memeriksa ulang dan menyimpan…")):
            service.apply(user, upload.id, at=clock.now(), today=clock.today(upload.regency))
            st.rerun()
    if again.button(_("Cocokkan ulang"), icon=":material/refresh:", width="stretch"):
        with refusals.shown():
            service.recheck(user, upload.id, at=clock.now())
            st.rerun()
    left = _("Batalkan unggahan") if staged else _("Lewati sisanya")
    if drop.button(left, icon=":material/delete:", width="stretch"):
        with refusals.shown():
            service.discard(user, upload.id, at=clock.now())
            st.rerun()
