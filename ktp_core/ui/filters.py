"""Filters of a screen. Their values stand in the address, so that a filtered list can be sent to a colleague.

Except what is searched for: it may be a name or a NIK, and addresses end up in histories, logs and chats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from ktp_core.ui.i18n import _

K = TypeVar("K")


def several(label: str, options: Mapping[K, str], *, key: str, everything: str | None = None) -> tuple[K, ...]:
    """Any number of choices; none means all. `options`: value -> words; the words stand in the address."""
    # No "Select all" of Streamlit: nothing chosen is all, and its words are English.
    chosen = st.multiselect(
        label, list(options), format_func=options.__getitem__, key=key, bind="query-params",
        placeholder=everything or _("Semua"), select_all=False,
    )  # fmt: skip
    return tuple(chosen)


def one(label: str, options: Mapping[K, str], *, key: str, everything: str | None = None) -> K | None:
    """One choice or all."""
    return st.selectbox(
        label, list(options), index=None, format_func=options.__getitem__, key=key, bind="query-params",
        placeholder=everything or _("Semua"),
    )  # fmt: skip


def switch(label: str, options: Mapping[K, str], *, key: str) -> K:
    """One of a few, always one; the first is the default."""
    return st.segmented_control(
        label, list(options), default=next(iter(options)), required=True, format_func=options.__getitem__, key=key,
        bind="query-params",
    )  # fmt: skip


def search(label: str, *, key: str, placeholder: str | None = None) -> str:
    """A free text, trimmed, at most 80 letters; never in the address."""
    typed = st.text_input(label, key=key, placeholder=placeholder, max_chars=80, icon=":material/search:")
    return typed.strip()


def days(label: str, *, key: str, latest: date) -> tuple[date | None, date | None]:
    """From and until, both may be open."""
    nothing: Any = ()  # an open period; Streamlit's types know only full ones
    chosen: Sequence[date] = st.date_input(
        label, value=nothing, key=key, bind="query-params", max_value=latest, format="DD/MM/YYYY"
    )
    first = chosen[0] if chosen else None
    return first, chosen[1] if len(chosen) > 1 else None
