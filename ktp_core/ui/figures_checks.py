"""Screen `angka_resmi`: what official figures say about each other, with the arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.figures import rules, service
from ktp_core.figures.model import Doubt
from ktp_core.figures.service import Places
from ktp_core.ui import figures
from ktp_core.ui import figures_words as say
from ktp_core.ui.i18n import _, day_short, number, words
from ktp_core.ui.safe import quiet, tame

SHOWN = 200


def show(user: Actor, seen: Places) -> None:
    """Every doubt about an area and those right below it."""
    left, _right = st.columns([2, 3])
    with left:
        chosen = figures.area(seen)
    found = service.doubts(user, str(user.regency), chosen, seen)
    if not found:
        st.success(words("Tidak ada angka {name} yang bertentangan satu sama lain.", name=seen.names[chosen]),
                   icon=":material/check:")  # fmt: skip
        return
    notes = sum(one.note for one in found)
    st.markdown(words("**{n}** hal perlu diperiksa dan **{notes}** catatan.", n=number(len(found) - notes),
                      notes=number(notes)))  # fmt: skip
    st.markdown(quiet(_("Angka resmi jarang cocok seluruhnya. Tidak ada yang ditolak; perhitungannya ditunjukkan "
                        "supaya yang membaca tahu angka mana yang tidak boleh dibagi.")))  # fmt: skip
    listing(found, seen)


def listing(found: list[Doubt], seen: Places, *, limit: int = SHOWN, told: Mapping[Any, str] | None = None) -> None:
    """The newest dates first; where the numbers come from stands below each sentence: source, and cells of a file."""
    for one in found[:limit]:
        icon = ":material/info:" if one.note else ":material/error:"
        sources = "; ".join(dict.fromkeys(part.source for part in one.figures))
        cells = [(told or {})[key] for part in one.figures if (key := rules.key_of(part)) in (told or {})]
        with st.container(border=True, gap="xxsmall"):
            st.markdown(f"{icon} {say.arithmetic(one, seen.names)}")
            st.markdown(quiet(words("{area}, {day}. Sumber: {source}", area=seen.names.get(one.area, one.area),
                                    day=day_short(one.on), source=tame(sources))))  # fmt: skip
            if cells:
                st.markdown(quiet(words("Sel: {cells}", cells=tame(", ".join(cells)))))
    if len(found) > limit:
        st.markdown(words("Yang ditampilkan {n} pertama dari {all}.", n=number(limit), all=number(len(found))))
