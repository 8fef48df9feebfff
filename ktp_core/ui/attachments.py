"""Files kept with a letter or a visit: choosing one, looking at it, saving it, taking it away."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.attachments import service
from ktp_core.attachments.model import PDF, Attachment, Owner
from ktp_core.exports.kinds import attachment_params
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import _, moment, number, words
from ktp_core.ui.refusals import shown
from ktp_core.ui.safe import plain, quiet

_SHOWN = "_lampiran_dilihat"


def picker(label: str, key: str) -> tuple[str, bytes] | None:
    """Name and bytes of the chosen file. What it is, is judged by its content when it is kept."""
    file = st.file_uploader(  # any name: what is refused is said in our words, by content
        f"{label} {_('(PDF, JPEG, atau PNG)')}", key=key,
        help=_("PDF, JPEG, atau PNG, paling besar 10 MB. Foto dikecilkan; lokasi dan data kamera dibuang."),
    )  # fmt: skip
    return (file.name, file.getvalue()) if file is not None else None


def panel(user: Actor, owner: Owner, owner_id: int, label: str, *, may_change: bool) -> None:
    """The files of one request or visit, and room for one more."""
    kept(user, service.listed(user, owner, owner_id), may_change=may_change)
    if not may_change:
        return
    said = st.container()  # a refusal stands above the field, where it is seen without scrolling
    turn = st.session_state.setdefault(f"_lampiran_{owner_id}", 0)
    chosen = picker(label, f"lampiran_{owner_id}_{turn}")
    ready = chosen is not None
    if st.button(_("Simpan berkas"), icon=":material/save:", disabled=not ready, key=f"simpan_lampiran_{owner_id}"):
        assert chosen is not None
        with said, shown(), st.spinner(_("Memeriksa berkas …")):
            service.add(user, owner, owner_id, *chosen, at=clock.now())
            st.session_state[f"_lampiran_{owner_id}"] = turn + 1
            st.toast(_("Berkas disimpan."), icon=":material/check:")
            st.rerun()


def kept(user: Actor, files: Sequence[Attachment], *, may_change: bool) -> None:
    """Those files: looking at them, fetching them, taking them away."""
    if not files:
        st.markdown(quiet(_("Belum ada berkas.")))
    for one in files:
        _row(user, one, may_change=may_change)


def _row(user: Actor, one: Attachment, *, may_change: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        icon = ":material/picture_as_pdf:" if one.media_type == PDF else ":material/image:"
        about = words("{kb} kB, {at} oleh {by}", kb=number(max(one.size // 1024, 1)),
                      at=moment(one.added_at, one.regency), by=plain(one.added_by))  # fmt: skip
        st.markdown(f"{icon} **{plain(one.title)}** {quiet(about)}", width="stretch")
        if one.picture and st.button(_("Lihat"), icon=":material/visibility:", key=f"lihat_{one.id}"):
            st.session_state[_SHOWN] = one.id if st.session_state.get(_SHOWN) != one.id else None
            if st.session_state[_SHOWN]:
                _look(user, one)
        download_button(
            _("Unduh"), "attachment", attachment_params(one.owner.value, one.id), user, key=f"unduh_{one.id}"
        )
        if may_change:
            _removal(user, one)
    _picture(one)


def _look(user: Actor, one: Attachment) -> None:
    """Ask for the bytes, which is written down, once; reruns show what was fetched."""
    with shown():
        _found, content = service.look(user, one.owner, one.id, at=clock.now())
        st.session_state[f"{_SHOWN}_isi"] = (one.id, base64.b64encode(content).decode())


def _picture(one: Attachment) -> None:
    # As part of the page itself: the media endpoint would give it to everybody who is signed in.
    held = st.session_state.get(f"{_SHOWN}_isi")
    if st.session_state.get(_SHOWN) == one.id and held and held[0] == one.id:
        st.image(f"data:{one.media_type};base64,{held[1]}", width=700)


def _removal(user: Actor, one: Attachment) -> None:
    with st.popover(_("Hapus"), icon=":material/delete:", key=f"hapus_{one.id}"):
        st.markdown(_("Berkas dihapus untuk selamanya; nama dan waktunya tetap tercatat di jejak audit."))
        if st.button(_("Hapus berkas ini"), type="primary", key=f"ya_hapus_{one.id}"):
            with shown():
                service.remove(user, one.owner, one.id, at=clock.now())
                st.toast(_("Berkas dihapus."), icon=":material/check:")
                st.rerun()
