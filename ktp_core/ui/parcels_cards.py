"""Screen `penyerahan`: tables of cards, fifty a page: of a place before packing, of a parcel."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.cards.model import CardState
from ktp_core.cards.wording import SHORT_STATES
from ktp_core.delivery.finished import Proof, Receiver
from ktp_core.delivery.model import CardPlace
from ktp_core.errors import Refused
from ktp_core.labels.delivery import CARD_PLACES, PROOFS, RECEIVERS
from ktp_core.ui import tables
from ktp_core.ui.i18n import N_, _, words
from ktp_core.ui.parcels import Opened
from ktp_core.ui.parcels_acts import TICKED, shown_before

_SHOWN = {"semua": N_("Semua"), "dalam": N_("Masih di dalam"), "keluar": N_("Sudah keluar")}


@dataclass(frozen=True, slots=True)
class Loose:
    """A list of loose cards on screen with a `number` each. `same`: it is what stood there when the button was pressed;
    else its numbers meant other cards then."""

    cards: pd.DataFrame
    ticked: list[int]
    same: bool

    @property
    def numbers(self) -> list[int]:
        return [int(one) for one in self.cards["number"]]

    def residents(self, numbers: Collection[int]) -> list[int]:
        """The owners under these numbers. Raises Refused when the list changed meanwhile."""
        if not self.same:
            raise Refused("loose_changed")
        found = zip(self.cards["resident_id"], self.cards["number"], strict=True)
        return [int(key) for key, number in found if number in set(numbers)]


def loose(cards: pd.DataFrame, name: str, *, many: bool) -> list[int]:
    """Loose cards, numbered as they stand here; the numbers of the rows that are chosen."""
    columns = {
        "number": tables.amount(_("No"), 55), "name": tables.text(_("Nama"), 225),
        "class_name": tables.text(_("Kelas"), 80), "birth_date": tables.day(_("Lahir"), 92),
        "village": tables.text(_("Desa"), 140), "district": tables.text(_("Kecamatan"), 120),
        "printed_on": tables.day(_("Dicetak"), 92), "days": tables.amount(_("Hari"), 60),
    }  # fmt: skip
    of = (name, tuple(cards["resident_id"]))  # another list: its numbers mean other cards, so nothing is ticked
    return _paged(cards, columns, f"lepas_{name}_{hash(of)}", "hal_kartu", "many" if many else None, of=of, ticks=of)


def same(cards: pd.DataFrame, name: str) -> bool:
    """Whether it is the list that stood on screen when the button was pressed. To be asked once in a run."""
    now = tuple(int(one) for one in cards["resident_id"])
    return shown_before(f"lepas_{name}", now) == now


def of_parcel(one: Opened) -> list[int]:
    """The cards of a parcel and what became of each; the numbers of those that are chosen and still in it."""
    chosen, shown = _chosen(one)
    shown = shown.assign(
        where=[_(CARD_PLACES[state]) for state in shown["state"]],
        about=[_about(row) for row in shown.to_dict("records")],
    )
    columns = {
        "number": tables.amount(_("No"), 46), "name": tables.text(_("Nama"), 185),
        "class_name": tables.text(_("Kelas"), 66), "birth_date": tables.day(_("Lahir"), 86),
        "district": tables.text(_("Kecamatan"), 100), "where": tables.text(_("Status"), 122),
        "day": tables.day(_("Tanggal"), 86), "about": tables.text(_("Keterangan"), 204),
    }  # fmt: skip
    for name in ("class_name", "day"):
        if one.cards[name].isna().all():
            del columns[name]
    many = "many" if one.may_edit and one.inside else None
    # Another key when something left the parcel: rows that stand elsewhere are ticked by their numbers.
    picked = _paged(shown, columns, f"isi_{one.id}_{chosen}_{len(one.inside)}", "hal_isi", many, of=(one.id, chosen),
                    ticks=one.id)  # fmt: skip
    return [number for number in picked if number in set(one.seen)]


def _chosen(one: Opened) -> tuple[str, pd.DataFrame]:
    """Which of its cards are shown, where they lie in more than one place."""
    cards, chosen = one.cards, "semua"
    if cards["state"].nunique() > 1:
        chosen = st.segmented_control(
            _("Yang ditampilkan"), list(_SHOWN), default="semua", required=True, key=f"tampil_{one.id}",
            format_func=lambda name: _(_SHOWN[name]), label_visibility="collapsed",
        )  # fmt: skip
    inside = cards["state"] == CardPlace.IN
    return chosen, cards[inside] if chosen == "dalam" else cards[~inside] if chosen == "keluar" else cards


def _about(row: dict[str, Any]) -> str:
    """Who took it and how that was checked, or why it is elsewhere."""
    if isinstance(row["receiver"], str):
        said = [_(RECEIVERS[Receiver(row["receiver"])])]
        said += [row["receiver_name"]] if isinstance(row["receiver_name"], str) else []
        said += [_(PROOFS[Proof(row["proof"])])] if isinstance(row["proof"], str) else []
        said += [row["proof_reason"]] if isinstance(row["proof_reason"], str) else []
        return " · ".join(said)
    if row["doomed"]:
        return _("Diusulkan dimusnahkan")
    if row["state"] == CardPlace.LEFT and not isinstance(row["reason"], str):  # by a list of SIAK or a correction
        return words("Kini: {state}", state=_(SHORT_STATES[CardState(int(row["card_state"]))]).lower())
    return str(row["reason"]) if isinstance(row["reason"], str) else ""


def _paged(
    cards: pd.DataFrame, columns: dict[str, Any], key: str, page_key: str, mode: str | None, *, of: Hashable,
    ticks: Hashable,
) -> list[int]:  # fmt: skip
    known, held = st.session_state.get(TICKED, (None, frozenset()))
    held = held if known == ticks else frozenset()  # numbers that are ticked, also on pages that are not shown

    def draw(part: pd.DataFrame, page: int) -> list[int]:
        here = [int(number) for number in part["number"]]
        picked = tables.show(
            part, columns, key=f"{key}_{page}", choose=mode, empty="–", alt=words("Daftar kartu, halaman {n}", n=page),
            ticked=[at for at, number in enumerate(here) if number in held] if mode else (),
        )  # fmt: skip
        return sorted((held - set(here)) | {here[at] for at in picked})

    found = tables.paged(
        len(cards), lambda limit, offset: cards.iloc[offset : offset + limit], draw, key=page_key, of=of
    )
    st.session_state[TICKED] = (ticks, frozenset(found))
    return found
