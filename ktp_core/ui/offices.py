"""The office whose numbers are shown; only accounts without a regency of their own may choose."""

from __future__ import annotations

import streamlit as st

from ktp_core.access import offices
from ktp_core.access.model import Actor
from ktp_core.ui.i18n import _

KEY = "kantor"


def chosen(actor: Actor) -> str | None:
    """The regency in view: the actor's own, the chosen one, or the first that is set up."""
    if actor.regency is not None:
        return actor.regency
    known = names(actor)
    wanted = st.session_state.get(KEY)
    return wanted if wanted in known else next(iter(known), None)


def names(actor: Actor) -> dict[str, str]:
    """Regency codes and names of the offices in this installation that the actor may see."""
    return {code: short(name) for code, name in offices.names(actor).items()}


def short(name: str) -> str:
    """`Disdukcapil Kab. Pasuruan`: the office's name as everybody there says it."""
    words = name.replace("Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil")
    return words.replace("Kabupaten", "Kab.").strip()


def switcher(actor: Actor) -> None:
    """The select box in the sidebar, for who may look at several offices."""
    known = names(actor)
    if actor.regency is None and len(known) > 1:
        st.session_state.setdefault(KEY, chosen(actor))
        st.selectbox(_("Kantor"), list(known), format_func=known.__getitem__, key=KEY, bind="query-params")
