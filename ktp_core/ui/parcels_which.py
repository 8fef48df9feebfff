"""Screen `penyerahan`: which cards of a parcel are meant: all that are in it but some, or some."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ktp_core.errors import Refused
from ktp_core.fieldwork.rules import ranges
from ktp_core.ui.i18n import N_, _, words
from ktp_core.ui.parcels_acts import numbers
from ktp_core.ui.safe import quiet

ALL_BUT, THESE = "semua", "nomor"
_MODES = {ALL_BUT: N_("Semua kecuali …"), THESE: N_("Hanya nomor …")}

_TICKED = {
    True: N_("Dipilih di tabel dan **tidak ikut**: nomor {numbers}."), False: N_("Dipilih di tabel: nomor {numbers}."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Which:
    """`inside`: numbers still in the parcel; `seen`: those that stood there when the button was pressed; `ticked`:
    chosen in the table; `all_but`: typed and ticked ones stay as they are."""

    inside: Collection[int]
    seen: Collection[int]
    ticked: Sequence[int]
    all_but: bool

    def of(self, typed: str) -> list[int]:
        """The numbers that are meant. Raises Refused when there is none, one that never was there, or one that
        somebody else took out while this was filled in: it would silently be left out else."""
        named = numbers(typed, self.seen, self.ticked)
        found = sorted(set(self.seen) - set(named)) if self.all_but else named
        if not found:
            raise Refused("parcel_nobody")
        if gone := set(found) - set(self.inside):
            raise Refused("parcel_numbers", numbers=ranges(gone))
        return found


def choose(
    inside: Collection[int], ticked: Sequence[int], key: str, *, first: str = THESE, seen: Collection[int] | None = None
) -> Which:
    """The switch above a form: it stands outside, so that what it says is known when the form is sent."""
    mode = st.segmented_control(
        _("Kartu mana"), list(_MODES), default=first, required=True, format_func=lambda one: _(_MODES[one]),
        key=f"mana_{key}", label_visibility="collapsed",
    )  # fmt: skip
    chosen = Which(inside, inside if seen is None else seen, ticked, mode == ALL_BUT)
    if chosen.ticked:
        st.markdown(words(_TICKED[chosen.all_but], numbers=ranges(chosen.ticked)))
    else:
        st.markdown(quiet(_("Ketik nomornya atau pilih di tabel.")))
    return chosen


def field(where: Any, chosen: Which, key: str) -> str:
    """The typed numbers, inside the form."""
    label = _("Kecuali nomor") if chosen.all_but else _("Nomor")
    hint = _("kosong: semua") if chosen.all_but else _("3, 7, 12-15")
    return str(where.text_input(label, key=f"nomor_{key}_{chosen.all_but}", placeholder=hint, max_chars=200) or "")
