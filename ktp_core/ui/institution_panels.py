"""Screen `lembaga`: which panel stands below the list, and what it needs from the registry."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.institutions import service
from ktp_core.regions import store as regions
from ktp_core.ui import institution_form as form
from ktp_core.ui import institution_import
from ktp_core.ui import institution_steps as steps
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.places import own
from ktp_core.ui.refusals import shown

PANEL = "lembaga_panel"


def places(user: Actor) -> dict[str, str]:
    """Names of the districts and villages of the office by code."""
    with reading(user, Permission.INSTITUTION_VIEW, user.regency) as conn:
        return regions.names(conn, user.regency or "")


def villages(names: dict[str, str], district: str) -> dict[str, str]:
    """The villages of a district."""
    return {code: name for code, name in names.items() if code.startswith(f"{district}.")}


def buttons(user: Actor, *, may_edit: bool, may_import: bool) -> None:
    """The next actions, for who may."""
    if not (may_edit or may_import):
        return
    with st.container(horizontal=True):
        if may_import:
            _opens(_("Impor daftar"), "import", icon=":material/upload_file:", kind="primary")
        if may_edit:
            _opens(_("Tambah lembaga"), "new", icon=":material/add:")
        if may_import:
            _register_villages(user)


def _register_villages(user: Actor) -> None:
    words_of_help = _("Semua desa dan kelurahan yang belum tercatat menjadi lembaga.")
    if st.button(_("Daftarkan desa"), icon=":material/holiday_village:", key="daftarkan_desa", help=words_of_help):
        with shown():
            made = service.add_villages(user, user.regency or "", at=clock.now())
            st.toast(words("{n} desa/kelurahan ditambahkan.", n=number(made)), icon=":material/check:")


def _opens(label: str, panel: str | None, *, icon: str, kind: str = "secondary") -> None:
    def choose() -> None:
        st.session_state[PANEL] = panel

    st.button(label, on_click=choose, icon=icon, type=kind, key=f"buka_{panel}")  # type: ignore[arg-type]


def panel(user: Actor, names: dict[str, str], today: date, *, may_edit: bool, may_import: bool) -> bool:
    """The panel that stands in the list's place, if one is open."""
    wanted = st.session_state.get(PANEL)
    if not (wanted == "import" and may_import) and not (wanted == "new" and may_edit):
        return False
    _opens(_("Kembali ke daftar"), None, icon=":material/arrow_back:", kind="tertiary")
    if wanted == "import":
        institution_import.panel(user, names, today)
    else:
        new(user, names)
    return True


def new(user: Actor, names: dict[str, str]) -> None:
    """The form of a new institution."""
    st.header(_("Lembaga baru"), anchor=False)
    turn = st.session_state.setdefault("_lembaga_baru", 0)
    draft = form.fields(f"baru_{turn}", form.NEW, own(user, names), lambda code: villages(names, code))

    def add() -> None:
        service.add(user, user.regency or "", draft(), at=clock.now())
        st.session_state["_lembaga_baru"] = turn + 1
        st.session_state[PANEL] = None

    if st.button(_("Simpan"), type="primary", icon=":material/save:", key="simpan_baru"):
        steps.carry_out(_("Lembaga ditambahkan."), add)
