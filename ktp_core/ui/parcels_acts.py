"""Screen `penyerahan`: doing something, saying what was done, starting afresh; numbers as people type them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from textwrap import shorten
from typing import TypeVar

import streamlit as st

from ktp_core.errors import Refused
from ktp_core.fieldwork import rules
from ktp_core.ui import refusals
from ktp_core.ui.forms import emptied

T = TypeVar("T")
DONE = "_penyerahan_tercatat"
_TOAST = 100
"""Letters: a longer one is folded behind an English word."""
KEY = "paket"
TICKED = "_penyerahan_centang"


def carry_out(form: str, act: Callable[[], str]) -> None:
    """Do it, say the sentence that it answers at the head of the next run, and empty that form alone."""
    said: list[str] = []
    if refusals.carried_out(lambda: said.append(act()), forget=partial(forget, form)):
        say(said[0])


def say(sentence: str) -> None:
    """What was done, shown at the head of the next run."""
    st.session_state[DONE] = sentence
    st.rerun()


def done() -> None:
    """The sentence of what was done last, once; beside it where somebody looks who scrolled down to a list."""
    if sentence := st.session_state.pop(DONE, None):
        st.toast(shorten(sentence.split(". ")[0], _TOAST, placeholder=" …"), icon=":material/check:")
        st.success(sentence, icon=":material/task_alt:")


def forget(form: str) -> None:
    """The fields of that form come back empty, and nothing is ticked."""
    st.session_state.pop(TICKED, None)
    emptied(form)


def open_parcel(parcel_id: int) -> None:
    """A callback: this parcel stands in the list's place."""
    st.query_params[KEY] = str(parcel_id)


def close_parcel() -> None:
    """A callback: the list again, as it was left."""
    st.query_params.pop(KEY, None)


def shown_before(name: str, now: T) -> T:
    """What stood on screen under `name` when the button was pressed; `now` stands there from this run on."""
    before: T = st.session_state.get(f"_terlihat_{name}", now)
    st.session_state[f"_terlihat_{name}"] = now
    return before


def numbers(typed: str, known: Collection[int], ticked: Collection[int] = ()) -> list[int]:
    """The numbers that are typed or ticked. Raises Refused naming those that are not among `known`."""
    found, wrong = rules.numbers(typed, known)
    if wrong:
        raise Refused("cards_numbers", numbers=", ".join(wrong)[:80])
    return sorted({*found, *ticked})
