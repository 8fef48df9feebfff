"""Screen `penyerahan`: a parcel leaves the office, changes hands, and comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from ktp_core import clock
from ktp_core.delivery import rules, service
from ktp_core.delivery.model import Keeper
from ktp_core.errors import Refused
from ktp_core.labels.delivery import KEEPERS
from ktp_core.ui import parcels_which
from ktp_core.ui.forms import turn
from ktp_core.ui.hand_over import day_field
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.parcels import Opened
from ktp_core.ui.parcels_acts import carry_out


@dataclass(frozen=True, slots=True)
class Signed:
    """What was typed about a change of hands."""

    keeper: Keeper
    name: str
    given_by: str
    day: date
    note: str


def send(one: Opened) -> None:
    """Out of the office, with somebody who signs for it."""

    def act(to: Signed) -> str:
        n = service.send(
            one.user, one.id, to.keeper, to.name, to.given_by, day=to.day, at=clock.now(), note=to.note,
            version=one.version,
        )  # fmt: skip
        return words("Paket dikirim bersama {name}: {n} kartu.", name=to.name, n=number(n))

    _custody(one, "kirim", (_("Dibawa oleh"), _("Kirim paket")), one.user.display_name, None, act)


def transfer(one: Opened) -> None:
    """From who has it to the next."""

    def act(to: Signed) -> str:
        service.transfer(
            one.user, one.id, to.keeper, to.name, to.given_by, day=to.day, at=clock.now(), note=to.note,
            version=one.version,
        )  # fmt: skip
        return words("Paket sekarang ada pada {name}.", name=to.name)

    labels = _("Sekarang ada pada"), _("Catat pindah")
    _custody(one, "pindah", labels, str(one.about["keeper_name"]), one.about["kept_since"], act)


def _custody(
    one: Opened, form: str, labels: tuple[str, str], giver: str, least: date | None, act: Callable[[Signed], str]
) -> None:
    """The same four facts each time it changes hands."""
    key = f"{turn(form)}_{one.id}"
    with st.form(f"{form}_{one.id}", border=False):
        row = st.columns([1.3, 1.7, 0.9])
        keeper = row[0].selectbox(
            labels[0], rules.KEEPERS[one.destination.place], index=None, key=f"pemegang_{key}",
            format_func=lambda found: _(KEEPERS[found]), placeholder=_("Pilih"),
        )  # fmt: skip
        name = row[1].text_input(_("Nama yang menandatangani"), key=f"penanda_{key}", max_chars=rules.LONGEST_NAME)
        day = day_field(row[2], one.today, key, least=least)
        row = st.columns([1.3, 1.7, 0.9], vertical_alignment="bottom")
        given = row[0].text_input(_("Diserahkan oleh"), giver, key=f"pemberi_{key}_{giver}",
                                  max_chars=rules.LONGEST_NAME)  # fmt: skip
        note = row[1].text_input(_("Catatan"), key=f"catatan_{key}", max_chars=rules.LONGEST_REASON,
                                 placeholder=_("boleh kosong, mis. nomor ekspedisi"))  # fmt: skip
        sent = row[2].form_submit_button(labels[1], type="primary", icon=":material/local_shipping:",
                                         key=f"{form}_paket", width="stretch")  # fmt: skip

    def signed() -> str:
        if keeper is None:
            raise Refused("keeper_not_chosen")
        return act(Signed(keeper, str(name or ""), str(given or ""), day, str(note or "")))

    if sent:
        carry_out(form, signed)


def bring_back(one: Opened, ticked: list[int]) -> None:
    """Cards that were not handed over lie at the office again."""
    chosen = parcels_which.choose(one.inside, ticked, f"kembali_{one.id}", seen=one.seen)
    key = f"{turn('kembali')}_{one.id}"
    with st.form(f"kembali_{one.id}", border=False):
        row = st.columns([1, 1.7, 1.15, 1.15], vertical_alignment="bottom")
        typed = parcels_which.field(row[0], chosen, key)
        reason = row[1].text_input(
            _("Alasan"),
            key=f"alasan_{key}",
            max_chars=rules.LONGEST_REASON,
            placeholder=_("mis. pemilik tidak hadir dua kali"),
        )
        day = day_field(row[2], one.today, f"kembali_{one.id}", least=one.sent_on)
        sent = row[3].form_submit_button(
            _("Catat kembali"), type="primary", icon=":material/undo:", key="kembalikan", width="stretch"
        )

    def act() -> str:
        n = service.bring_back(one.user, one.id, chosen.of(typed), str(reason or ""), day=day, at=clock.now())
        return words("{n} kartu ada lagi di kantor, di bagian Siap kirim.", n=number(n))

    if sent:
        carry_out("kembali", act)
