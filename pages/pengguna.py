"""Pengguna: who may sign in, with which roles, for which area."""

import streamlit as st

from ktp_core.access import queries
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.regions import queries as regions
from ktp_core.ui import accounts, filters, one_time, tables
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.page import open_account, open_page
from ktp_core.ui.safe import quiet

open_page(
    _("Pengguna"),
    permission=Permission.USER_MANAGE,
    intro=_(
        "Akun petugas, perannya, dan wilayahnya. Perubahan berlaku pada klik berikutnya, juga di layar yang terbuka."
    ),
)
user = open_account()  # accounts are managed as the admin is, not within the office in view
known = accounts.offices_of(user)


def districts(regency: str | None) -> dict[str, str]:
    if regency is None:
        return {}
    with reading(user, Permission.USER_MANAGE, regency) as conn:
        found = regions.districts(conn, regency)
    return dict(zip(found["code"], found["name"], strict=True))


find, state, add = st.columns([3, 2, 1], vertical_alignment="bottom")
with find:
    wanted = filters.search(_("Cari akun atau nama"), key="cari_akun")
with state:
    shown = filters.switch(
        _("Keadaan"), {"aktif": _("Aktif"), "tutup": _("Ditutup"), "semua": _("Semua")}, key="keadaan"
    )
if add.button(_("Akun baru"), type="primary", icon=":material/person_add:", width="stretch"):
    st.session_state["panel"] = "new"

active = {"aktif": True, "tutup": False}.get(shown)
chosen = queries.AccountFilter(search=wanted, active=active).within(user)
one_time.secret()

with reading(user, Permission.USER_MANAGE, user.regency) as conn:
    total = queries.accounts_total(conn, chosen)
    st.markdown(words("**{n}** akun", n=number(total)))
    page = tables.paged(
        total,
        lambda limit, offset: queries.accounts(conn, chosen, limit=limit, offset=offset),
        lambda frame, page: (frame, accounts.roster(frame, page, user, known)),
        of=chosen,
    )

frame, picked = page
if st.session_state.get("panel") == "new":
    accounts.new(user, known, districts)
elif picked is not None:
    accounts.edit(user, frame[frame["id"] == picked].iloc[0], known, districts)
elif total:
    st.markdown(quiet(_("Pilih satu baris untuk mengubah akun, memberi kata sandi sekali pakai, atau menutupnya.")))
else:
    st.info(_("Tidak ada akun yang cocok."), icon=":material/search_off:")
