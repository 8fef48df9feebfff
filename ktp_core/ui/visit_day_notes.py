"""Hari kunjungan: the two photos for the report, and the team's notes."""

from __future__ import annotations

import base64

import streamlit as st

from ktp_core import clock
from ktp_core.attachments import service as attachments
from ktp_core.attachments.model import Attachment, Owner
from ktp_core.fieldwork import service
from ktp_core.fieldwork.photos import MOST
from ktp_core.ui import refusals
from ktp_core.ui.i18n import _, words
from ktp_core.ui.safe import quiet
from ktp_core.ui.visit_day import Opened, say
from ktp_core.visits.model import VisitState

_PICTURES, _TURN = "_hari_foto", "_hari_unggah"


def panel(one: Opened) -> None:
    """Notes on the left, photos on the right."""
    changing = one.may_record and one.sheet.visit.state is not VisitState.CANCELLED
    left, right = st.columns(2, gap="large")
    with left:
        _note(one, changing=changing)
    with right:
        _photos(one, changing=changing)


def _note(one: Opened, *, changing: bool) -> None:
    stored = one.sheet.visit.note or ""
    if not changing:
        st.text(stored or _("Tidak ada catatan."))
        return
    typed = st.text_area(
        _("Catatan tim"), stored, key=f"catatan_{one.id}", height=180, max_chars=service.LONGEST_NOTE,
        placeholder=_("misalnya jaringan lambat, 12 orang PKL sampai Januari"), persist_state="session",
    )  # fmt: skip
    if st.button(_("Simpan catatan"), key="simpan_catatan", disabled=typed.strip() == stored):
        with refusals.shown():
            before = st.session_state.get(f"_catatan_{one.id}", stored)
            service.note(one.user, one.id, typed, before=before, at=clock.now())
            st.session_state.pop(f"_catatan_{one.id}", None)
            say(_("Catatan disimpan."))
    elif typed.strip() == stored:
        st.session_state[f"_catatan_{one.id}"] = stored  # what was on screen when somebody begins to type


def _photos(one: Opened, *, changing: bool) -> None:
    there = attachments.listed(one.user, Owner.VISIT, one.id)
    for photo in there:
        _photo(one, photo, changing=changing)
    if not there:
        st.markdown(quiet(_("Belum ada foto. Berita acara memuat dua foto kegiatan.")))
    if not changing or len(there) >= MOST:
        return
    turn = int(st.session_state.get(_TURN, 0))
    file = st.file_uploader(
        words("Foto kegiatan ({n} dari {most})", n=len(there), most=MOST), type=["jpg", "jpeg", "png"],
        key=f"foto_{one.id}_{turn}", max_upload_size=10,
    )  # fmt: skip
    if file is not None and st.button(
        _("Simpan foto"), type="primary", key="simpan_foto", icon=":material/add_a_photo:"
    ):
        with refusals.shown():
            service.add_photo(one.user, one.id, file.name, file.getvalue(), at=clock.now())
            st.session_state[_TURN] = turn + 1
            say(_("Foto disimpan."))


def _photo(one: Opened, photo: Attachment, *, changing: bool) -> None:
    # In the page itself, not at an address: media addresses answer whoever is signed in.
    seen = st.session_state.setdefault(_PICTURES, {})
    if photo.id not in seen:
        shown, content = attachments.look(one.user, Owner.VISIT, photo.id, at=clock.now())
        seen[photo.id] = f"data:{shown.media_type};base64,{base64.b64encode(content).decode()}"
    st.image(seen[photo.id], width=320, alt=_("Foto kegiatan"))
    if changing and st.button(_("Hapus foto"), key=f"hapus_foto_{photo.id}", icon=":material/delete:", type="tertiary"):
        with refusals.shown():
            attachments.remove(one.user, Owner.VISIT, photo.id, at=clock.now())
            seen.pop(photo.id, None)
            say(_("Foto dihapus."))
