"""Screen `blangko`: counts and corrections, proposed by one and decided by another."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.blanks import queries, rules, service
from ktp_core.ui.blanks_steps import carry_out, names
from ktp_core.ui.forms import turn
from ktp_core.ui.i18n import _, moment, number, words
from ktp_core.ui.safe import plain, quiet


def waiting(user: Actor) -> None:
    """What waits for a second person, with the buttons of who may press them."""
    with reading(user, Permission.BLANK_VIEW, user.regency) as conn:
        found = queries.waiting(conn, user.regency or "")
    if found.empty:
        st.markdown(quiet(_("Tidak ada usulan yang menunggu keputusan.")))
    for _at, row in found.iterrows():
        with st.container(border=True):
            _one(user, row)


def _one(user: Actor, row: pd.Series) -> None:
    left, right = st.columns([4, 1.6], vertical_alignment="center")
    left.markdown(_said(row))
    left.markdown(
        words(
            "Alasan: {reason} · {who}, {when}", reason=plain(row["reason"]), who=plain(row["proposed_by"]),
            when=moment(row["proposed_at"], user.regency or ""),
        )
    )  # fmt: skip
    if row["proposed_by"] == user.name:
        right.markdown(quiet(_("Menunggu orang lain.")))
        return
    if not may(user, Permission.BLANK_DECIDE, user.regency) or user.districts:
        return
    with right.container(horizontal=True):
        for accept, label, done in (
            (True, _("Terima usulan"), _("Usulan diterima.")), (False, _("Tolak"), _("Usulan ditolak.")),
        ):  # fmt: skip
            pressed = st.button(label, type="primary" if accept else "secondary", key=f"putus_{row['id']}_{accept}")
            if pressed:
                carry_out("usulan", done, _decide(user, int(row["id"]), accept))


def _decide(user: Actor, proposal: int, accept: bool) -> Callable[[], None]:
    return lambda: service.decide(user, proposal, accept=accept, at=clock.now())


def _said(row: pd.Series) -> str:
    change = f"{'+' if row['n'] > 0 else '−' if row['n'] < 0 else ''}{number(abs(int(row['n'])))}"
    if pd.isna(row["counted"]):
        return words("**{holder}**: koreksi **{change}** blangko; sekarang {stock}.", holder=plain(row["holder"]),
                     change=change, stock=number(int(row["stock"])))  # fmt: skip
    return words(
        "**{holder}**: dihitung {counted}, selisih **{change}**; sekarang {stock}.", holder=plain(row["holder"]),
        counted=number(int(row["counted"])), change=change, stock=number(int(row["stock"])),
    )  # fmt: skip


def propose(user: Actor, found: pd.DataFrame) -> None:
    """The form: what was counted, or by how much the ledger is wrong."""
    everyone = names(found)
    if not everyone:
        return
    kind = st.segmented_control(
        _("Usulan baru"), ["hitung", "koreksi"], default="hitung", key="usulan_jenis", required=True,
        format_func=lambda one: _("Hasil hitung") if one == "hitung" else _("Koreksi"),
    )  # fmt: skip
    st.markdown(quiet(_("Stok berubah sesudah orang kedua menerima usulan ini.")))
    key = turn("usulan")
    with st.form("usulan_baru", border=True):
        columns = st.columns([2, 1, 3])
        holder = columns[0].selectbox(_("Pemegang"), list(everyone), format_func=everyone.__getitem__, key=f"p_{key}")
        label = _("Jumlah dihitung") if kind == "hitung" else _("Tambah atau kurang")
        least = 0 if kind == "hitung" else -rules.MOST
        about = None if kind == "hitung" else _("Yang berkurang ditulis dengan minus, mis. -5.")
        n = columns[1].number_input(
            label, least, rules.MOST, value=None, step=1, key=f"n_{kind}_{key}", placeholder="0", help=about
        )
        reason = columns[2].text_input(_("Alasan"), key=f"a_{key}", max_chars=rules.LONGEST_REASON)
        if st.form_submit_button(_("Usulkan"), type="primary", icon=":material/how_to_vote:"):
            act = service.propose_count if kind == "hitung" else service.propose_correction
            # A count left empty is none of nothing: the service refuses less than zero.
            typed = int(n) if n is not None else -1 if kind == "hitung" else 0
            carry_out(
                "usulan", _("Usulan dicatat dan menunggu orang lain."),
                lambda: act(user, int(holder or 0), typed, reason=reason, at=clock.now()),
            )  # fmt: skip
