"""Screen `blangko`: writing into the ledger what came and went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.blanks import rules, service
from ktp_core.errors import Refused
from ktp_core.ui.blanks_steps import carry_out, names
from ktp_core.ui.forms import turn
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.safe import quiet


class Act(StrEnum):
    """What can be written down."""

    RECEIVE = "terima"
    ALLOT = "alokasi"
    GIVE_BACK = "kembali"
    USE = "pakai"
    SPOIL = "rusak"


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form."""

    holder: int
    other: int | None
    n: int
    day: date
    document: str
    reason: str


_LABELS = {
    Act.RECEIVE: N_("Terima"), Act.ALLOT: N_("Alokasikan"), Act.GIVE_BACK: N_("Kembalikan"),
    Act.USE: N_("Pakai tanpa kartu"), Act.SPOIL: N_("Rusak tanpa kartu"),
}  # fmt: skip
_SAID = {
    Act.RECEIVE: N_("Blangko yang datang dari provinsi atau pusat, dengan surat jalannya."),
    Act.ALLOT: N_("Blangko yang diberikan satu pemegang kepada pemegang lain, misalnya gudang kepada pencetak."),
    Act.GIVE_BACK: N_("Blangko yang tidak jadi dipakai: kembali ke pemegang lain, atau keluar dari kantor."),
    Act.USE: N_("Kartu yang dicetak di luar aplikasi ini, misalnya milik penduduk kabupaten lain."),
    Act.SPOIL: N_("Blangko yang rusak bukan saat mencetak kartu seseorang, misalnya cetak uji atau basah."),
}
_DONE = N_("Dicatat: {n} blangko.")


def record(user: Actor, found: pd.DataFrame, today: date) -> None:
    """Choose what happened, fill it in, write it down."""
    act = st.segmented_control(
        _("Apa yang terjadi"), list(Act), default=Act.RECEIVE, format_func=lambda one: _(_LABELS[one]), key="catatan",
        required=True,
    )  # fmt: skip
    act = Act(act or Act.RECEIVE)
    st.markdown(quiet(_(_SAID[act])))
    everyone, some = names(found), names(found, empty=False)
    if act is not Act.RECEIVE and not some:
        nothing = _("Belum ada blangko yang dipegang siapa pun. Catat dulu yang diterima.")
        st.info(nothing, icon=":material/inventory_2:")
        return
    with st.form(f"catat_{act}", border=True):
        typed = _fields(act, turn(str(act)), everyone if act is Act.RECEIVE else some, everyone, today)
        if st.form_submit_button(_("Catat"), type="primary", icon=":material/edit_note:"):
            carry_out(str(act), words(_DONE, n=number(typed.n)), lambda: _write(user, act, typed))


def _fields(act: Act, key: str, givers: dict[int, str], everyone: dict[int, str], today: date) -> Typed:
    first = st.columns(3 if act in (Act.ALLOT, Act.GIVE_BACK) else 2)
    whom = _("Diterima oleh") if act is Act.RECEIVE else _("Dari")
    holder = first[0].selectbox(whom, list(givers), format_func=givers.__getitem__, key=f"dari_{key}")
    other = None
    if act in (Act.ALLOT, Act.GIVE_BACK):
        outside = _("Pilih pemegang") if act is Act.ALLOT else _("Keluar dari kantor")
        other = first[1].selectbox(
            _("Kepada"), list(everyone), index=None, format_func=everyone.__getitem__, placeholder=outside,
            key=f"kepada_{key}",
        )  # fmt: skip
    n = first[-1].number_input(_("Jumlah"), 0, rules.MOST, value=None, step=1, key=f"jumlah_{key}", placeholder="0")
    second = st.columns([1, 2])
    day = second[0].date_input(
        _("Tanggal"), today, min_value=today - rules.BACK, max_value=today, format="DD/MM/YYYY", key=f"tanggal_{key}"
    )
    document = reason = ""
    if act in (Act.USE, Act.SPOIL):
        reason = second[1].text_input(_("Alasan"), key=f"alasan_{key}", max_chars=rules.LONGEST_REASON)
    else:
        document = second[1].text_input(
            _("Nomor surat jalan atau berita acara"), key=f"surat_{key}", max_chars=rules.LONGEST_DOCUMENT
        )
    return Typed(int(holder or 0), other, int(n or 0), day, document, reason)


def _write(user: Actor, act: Act, typed: Typed) -> None:
    if act is Act.ALLOT and typed.other is None:
        raise Refused("blank_same_holder")
    common: dict[str, Any] = {"day": typed.day, "at": clock.now()}
    ways: dict[Act, Callable[[], object]] = {
        Act.RECEIVE: lambda: service.receive(user, typed.holder, typed.n, document=typed.document, **common),
        Act.ALLOT: lambda: service.allot(
            user, typed.holder, typed.other or 0, typed.n, document=typed.document, **common
        ),
        Act.GIVE_BACK: lambda: service.give_back(
            user, typed.holder, typed.n, to_id=typed.other, document=typed.document, **common
        ),
        Act.USE: lambda: service.use(user, typed.holder, typed.n, reason=typed.reason, **common),
        Act.SPOIL: lambda: service.spoil(user, typed.holder, typed.n, reason=typed.reason, **common),
    }
    ways[act]()
