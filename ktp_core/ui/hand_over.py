"""Screen `penyerahan`: into whose hand cards go. The fields of a receipt, and the form of a parcel."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from ktp_core import clock
from ktp_core.delivery import rules, service
from ktp_core.delivery.finished import Proof, Receipt, Receiver
from ktp_core.errors import Refused
from ktp_core.labels.delivery import PROOFS, RECEIVERS
from ktp_core.ui import double_click, parcels_which
from ktp_core.ui.forms import turn
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.parcels import Opened
from ktp_core.ui.parcels_acts import carry_out, say


def of_parcel(one: Opened, ticked: list[int]) -> None:
    """Hand over all cards of the parcel but some, or some of them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = parcels_which.choose(one.inside, ticked, f"serah_{one.id}", seen=one.seen, first=parcels_which.ALL_BUT)
    receiver, proof = receiver_and_proof(*st.columns(2), f"paket_{one.id}")
    typed, name, reason, day, sent = _fields(one, chosen, receiver, proof)

    def act() -> str:
        who = receipt(receiver, proof, name, reason)
        n = service.hand_over_many(one.user, one.id, chosen.of(typed), who, day=day, at=clock.now())
        return double_click.done(f"serah_{one.id}", words("{n} kartu diserahkan.", n=number(n)) + unchecked(who))

    if sent and not typed.strip() and (again := double_click.said(f"serah_{one.id}")):
        say(again)  # "all but" of an emptied form means those that were left out before
    if sent:
        carry_out("serah", act)


def _fields(
    one: Opened, chosen: parcels_which.Which, receiver: Receiver | None, proof: Proof | None
) -> tuple[str, str, str, date, bool]:
    """Typed numbers, name and reason, the day, and whether the button was pressed."""
    key = f"{turn('serah')}_{one.id}"
    with st.form(f"serah_{one.id}", border=False):
        name, reason = name_and_reason(receiver, proof, key)
        row = st.columns([1.1, 1, 1.3], vertical_alignment="bottom")
        typed = parcels_which.field(row[0], chosen, key)
        day = day_field(row[1], one.today, f"serah_{one.id}", least=one.sent_on)
        sent = row[2].form_submit_button(
            _("Catat diserahkan"), type="primary", icon=":material/handshake:", key="serahkan", width="stretch"
        )
    return typed, name, reason, day, sent


def receiver_and_proof(left: Any, right: Any, key: str, first: Receiver | None = None) -> tuple[Any, Any]:
    """Who takes it and how that was checked: above the form, because what it asks follows from them; both stay for the
    next ones. Nothing is chosen beforehand but the owner at the counter: it would be chosen wrongly. One box of proofs
    whoever it is: with a new one for each receiver, what was chosen before the screen followed was lost."""
    people = list(Receiver)
    who = left.selectbox(
        _("Penerima"), people, index=people.index(first) if first else None, key=f"penerima_{key}",
        format_func=lambda one: _(RECEIVERS[one]), placeholder=_("Pilih"),
    )  # fmt: skip
    proof = right.selectbox(
        _("Bukti identitas"), rules.PROOFS[who] if who else list(Proof), index=None, key=f"bukti_{key}",
        format_func=lambda one: _(PROOFS[one]), placeholder=_("Pilih"),
        help=_("Penyerahan tanpa pemeriksaan boleh dicatat dengan alasannya, dan dihitung tersendiri."),
    )  # fmt: skip
    return who, proof


def name_and_reason(receiver: Receiver | None, proof: Proof | None, key: str) -> tuple[str, str]:
    """The name of whoever is not the owner, and why nothing was checked. Both stand there and stay open whatever is
    chosen above: a field that comes, goes or closes with a choice loses what is being typed on a slow machine."""
    left, right = st.columns(2)
    named = receiver not in (None, Receiver.OWNER)
    name = left.text_input(
        _("Nama penerima"), key=f"nama_penerima_{key}", max_chars=rules.LONGEST_NAME,
        placeholder="" if named else _("kosong: pemilik sendiri"),
    )  # fmt: skip
    reason = right.text_input(
        _("Alasan tidak diperiksa"), key=f"alasan_bukti_{key}", max_chars=rules.LONGEST_REASON,
        placeholder=_("mis. dompet hilang, dikenal wali kelas") if proof is Proof.NONE else _("kosong: diperiksa"),
    )  # fmt: skip
    return str(name or ""), str(reason or "")


def day_field(where: Any, today: date, key: str, *, least: date | None = None) -> date:
    """The day it happened, today unless it is said otherwise."""
    found: date = where.date_input(
        _("Tanggal"), today, min_value=min(least or date(2011, 1, 1), today), max_value=today, format="DD/MM/YYYY",
        key=f"tanggal_{key}",
    )  # fmt: skip
    return found


def receipt(receiver: Receiver | None, proof: Proof | None, name: str, reason: str) -> Receipt:
    """What was filled in. Raises Refused when receiver or proof are not chosen, or something else says otherwise."""
    if receiver is None or proof is None:
        raise Refused("receipt_not_chosen")
    if receiver is Receiver.OWNER and name.strip():
        raise Refused("receipt_owner_named")
    if proof is not Proof.NONE and reason.strip():
        raise Refused("receipt_checked_reason")
    return Receipt(receiver, proof, name.strip() or None, reason.strip() or None)


def unchecked(who: Receipt) -> str:
    """A warning when nobody checked who took it."""
    return " " + _("Identitas penerima tidak diperiksa; ini dihitung tersendiri.") if who.proof is Proof.NONE else ""
