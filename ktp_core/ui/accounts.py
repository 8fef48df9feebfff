"""Parts of the screen `pengguna`: the list of accounts, the form of one account, and the one-time password."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from ktp_core import clock, labels
from ktp_core.access import service
from ktp_core.access.model import AccountDraft, Actor, Role
from ktp_core.ui import offices, tables
from ktp_core.ui.i18n import _, moment, words
from ktp_core.ui.one_time import SECRET
from ktp_core.ui.refusals import shown
from ktp_core.ui.safe import quiet

Districts = Callable[[str | None], dict[str, str]]


def roster(frame: pd.DataFrame, page: int, user: Actor, areas: dict[str, str]) -> int | None:
    """The table; the id of the chosen account."""
    visible = pd.DataFrame(
        {
            "account": frame["name"],
            "person": frame["display_name"],
            "roles": [", ".join(_(labels.ROLES[role]) for role in roles) for roles in frame["roles"]],
            "area": [_area(row.regency, row.districts, areas) for row in frame.itertuples()],
            "seen": [_seen(value, user) for value in frame["last_seen"]],
            "state": [_state(row.active, row.one_time_until) for row in frame.itertuples()],
        }
    )
    columns = {
        "account": tables.text(_("Akun"), 105),
        "person": tables.text(_("Nama"), 150),
        "roles": tables.text(_("Peran"), 180),
        "area": tables.text(_("Wilayah"), 180),
        "seen": tables.text(_("Terakhir aktif"), 120),
        "state": tables.text(_("Keadaan"), 160),
    }
    chosen = tables.show(visible, columns, key=f"akun_{page}", choose="one", alt=_("Daftar akun petugas"))
    return int(frame["id"].iloc[chosen[0]]) if chosen else None


def new(user: Actor, known: dict[str, str], districts: Districts) -> None:
    """The form of a new account; its owner gets a one-time password."""
    with st.container(border=True):
        st.header(_("Akun baru"), anchor=False)
        st.markdown(quiet(_("Pemiliknya masuk dengan kata sandi sekali pakai, lalu membuat kata sandinya sendiri.")))
        left, right = st.columns(2)
        name = left.text_input(_("Nama akun"), key="baru_nama", max_chars=64, placeholder=_("mis. siti.aminah"))
        person = right.text_input(_("Nama orang"), key="baru_orang", max_chars=80)
        draft = _rest("baru", user, known, districts, AccountDraft(name, person, frozenset(), user.regency))
        if st.button(_("Buat akun"), type="primary", key="buat_akun"):
            with shown():
                password = service.invite_account(user, draft, at=clock.now())
                st.session_state[SECRET] = (draft.name.strip().lower(), password)
                st.session_state["panel"] = None
                st.rerun()


def edit(user: Actor, row: pd.Series, known: dict[str, str], districts: Districts) -> None:
    """The form of an account that exists, with its password and its end."""
    key = f"ubah_{row['id']}"
    with st.container(border=True):
        st.header(row["name"], anchor=False)
        person = st.text_input(_("Nama orang"), row["display_name"], key=f"{key}_orang", max_chars=80)
        roles = frozenset(Role(role) for role in row["roles"])
        before = AccountDraft(row["name"], person, roles, row["regency"], tuple(row["districts"]))
        draft = _rest(key, user, known, districts, before)
        with st.container(horizontal=True):
            save = st.button(_("Simpan"), type="primary", key=f"{key}_simpan", icon=":material/save:")
            reset = st.button(_("Kata sandi sekali pakai"), key=f"{key}_sandi", icon=":material/key:")
            word = _("Tutup akun") if row["active"] else _("Buka kembali")
            switch = st.button(word, key=f"{key}_tutup", icon=":material/person_off:" if row["active"] else None)
        with shown():
            _carry_out(user, row, draft, save=save, reset=reset, switch=switch)


def _carry_out(user: Actor, row: pd.Series, draft: AccountDraft, *, save: bool, reset: bool, switch: bool) -> None:
    account_id, now = int(row["id"]), clock.now()
    if save:
        service.update_account(user, account_id, draft, at=now)
        st.toast(_("Perubahan disimpan dan berlaku sekarang juga."), icon=":material/check:")
    elif reset:
        st.session_state[SECRET] = (row["name"], service.reset_password(user, account_id, at=now))
    elif switch:
        service.set_active(user, account_id, not row["active"], at=now)
    if save or reset or switch:
        st.rerun()


def _rest(key: str, user: Actor, known: dict[str, str], districts: Districts, before: AccountDraft) -> AccountDraft:
    """Roles and area; the draft as it stands in the form."""
    roles = st.multiselect(
        _("Peran"), list(Role), default=sorted(before.roles), key=f"{key}_peran", placeholder=_("Pilih peran"),
        format_func=lambda role: f"{_(labels.ROLES[role])}: {_(labels.ROLE_TASKS[role])}",
        select_all=False,
    )  # fmt: skip
    left, right = st.columns(2)
    regency = user.regency
    if regency is None or len(known) > 1:
        choices = [None, *known]
        regency = left.selectbox(
            _("Kantor akun"), choices, index=choices.index(before.regency) if before.regency in choices else 0,
            format_func=lambda code: _("Semua kantor") if code is None else known[code], key=f"{key}_kantor",
        )  # fmt: skip
    names = districts(regency)
    chosen = right.multiselect(
        _("Kecamatan"), list(names), default=[code for code in before.districts if code in names],
        format_func=names.__getitem__, key=f"{key}_kec_{regency}", placeholder=_("Semua kecamatan"),
        select_all=False,
    )  # fmt: skip
    return AccountDraft(before.name, before.display_name, frozenset(roles), regency, tuple(chosen))


def offices_of(user: Actor) -> dict[str, str]:
    """Offices that the admin may give an account to."""
    return offices.names(user)


def _area(regency: str | None, districts: list[str], areas: dict[str, str]) -> str:
    if regency is None:
        return _("Semua kantor")
    place = areas.get(regency, regency)
    return words("{place}, {n} kecamatan", place=place, n=len(districts)) if districts else place


def _seen(value: object, user: Actor) -> str:
    if value is None or pd.isna(value):
        return "–"
    return moment(pd.Timestamp(value).to_pydatetime(), user.regency or "35.14")


def _state(active: bool, one_time_until: object) -> str:
    if not active:
        return _("Ditutup")
    if one_time_until is not None and not pd.isna(one_time_until):
        return _("Menunggu masuk pertama")
    return _("Aktif")
