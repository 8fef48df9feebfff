"""Screen `penyerahan`: finding somebody's card by NIK or name, at the counter and before a destruction."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.cards import queries, service, wording
from ktp_core.cards.model import CardState
from ktp_core.nik import mask
from ktp_core.ui import tables
from ktp_core.ui.forms import turn
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.menu import BY_FILE

FINISHED = (CardState.PRINTED, CardState.DISPATCHED)
_SHORTEST = 3


def finished(user: Actor, form: str) -> dict[str, Any] | None:
    """The person whose finished card is meant, None until there is one. What is typed never reaches the address."""
    key = turn(form)
    asked = st.text_input(
        _("NIK lengkap atau awal nama"), key=f"cari_{key}", max_chars=60, icon=":material/search:",
        placeholder=_("misalnya AHMAD atau 16 angka NIK"),
    )  # fmt: skip
    asked = str(asked or "").strip()
    if len(asked) < _SHORTEST:
        st.info(words("Ketik paling sedikit {n} huruf pertama nama, atau NIK lengkap.", n=_SHORTEST))
        return None
    found = _find(user, asked, form)
    if found.empty:
        said = _("Tidak ada penduduk dengan NIK atau awal nama itu dalam data kantor ini.")
        st.warning(said, icon=":material/search_off:")
        return None
    row = found.iloc[0] if len(found) == 1 else _choose(found, f"{key}_{hash(asked)}")
    if row is None:
        return None
    who: dict[str, Any] = row.to_dict()
    if CardState(int(who["state"])) not in FINISHED:
        _not_yet(who)
        return None
    return who


def _find(user: Actor, asked: str, form: str) -> pd.DataFrame:
    with reading(user, Permission.CARD_VIEW, user.regency) as conn:
        # Those who wait for a card would fill the list; they are shown when nobody of that name has one.
        found = queries.find(conn, str(user.regency), asked, districts=user.districts, states=FINISHED)
        if found.empty:
            found = queries.find(conn, str(user.regency), asked, districts=user.districts)
    if st.session_state.get(f"_dicari_{form}") != asked:  # one audit entry per question, not per rerun
        service.searched(user, str(user.regency), asked, rows=len(found), at=clock.now())
        st.session_state[f"_dicari_{form}"] = asked
    return found


def _choose(found: pd.DataFrame, key: str) -> Any:
    full = len(found) == queries.FOUND_AT_MOST
    said = N_("{n} pertama ditampilkan. Ketik nama lebih lengkap.") if full else N_("{n} penduduk cocok. Pilih satu.")
    st.markdown(words(said, n=number(len(found))))
    shown = found.fillna({"district": "–", "institution": "–"}).assign(
        nik=found["nik"].map(mask), state=[_(wording.SHORT_STATES[CardState(int(one))]) for one in found["state"]]
    )
    columns = {
        "name": _("Nama"), "birth_date": tables.day(_("Tanggal lahir")), "nik": "NIK", "district": _("Kecamatan"),
        "institution": _("Lembaga"), "state": _("Status kartu"),
    }  # fmt: skip
    rows = tables.show(shown, columns, key=f"hasil_{key}", choose="one", height=min(215, 38 + 35 * len(found)))
    return found.iloc[rows[0]] if rows else None


def _not_yet(who: dict[str, Any]) -> None:
    state = CardState(int(who["state"]))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(
            words("Tidak ada kartu jadi untuk diserahkan: status kartunya “{state}”.",
                  state=_(wording.SHORT_STATES[state])), icon=":material/id_card:",
        )  # fmt: skip
        card_link(int(who["id"]))


def card_link(resident_id: int) -> None:
    """The way to somebody's card."""
    screen = BY_FILE["kartu"]
    st.page_link(str(screen.path), label=_("Buka kartu"), icon=screen.icon, query_params={"penduduk": str(resident_id)})
