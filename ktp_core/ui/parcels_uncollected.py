"""Screen `penyerahan`: printed cards that are in nobody's hand, by age and place; cards outside of any parcel."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.delivery import queries, rules, service
from ktp_core.delivery.finished import Spot
from ktp_core.delivery.model import MOST
from ktp_core.delivery.uncollected import AGES
from ktp_core.ui import parcels_calls, parcels_cards, parcels_kept, parcels_which, tables
from ktp_core.ui.forms import turn
from ktp_core.ui.hand_over import day_field
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.parcels import named
from ktp_core.ui.parcels_acts import carry_out
from ktp_core.ui.safe import quiet

_LOOKED = "_di_luar_paket_dilihat"
_NOBODY = N_(
    "Kartu yang dikirim sebelum ada paket atau menurut daftar SIAK: tidak tercatat siapa yang memegangnya. "
    "Catat kembali ke kantor bila sudah ditemukan, atau serahkan di loket."
)
_COLUMNS = [f"age_{at}" for at in range(len(AGES))]


def uncollected(user: Actor, today: date, *, may_edit: bool) -> None:
    """How many, how old, where; whom to call; what nobody holds."""
    found = parcels_kept.uncollected(user, today)
    if found.empty:
        st.info(_("Tidak ada kartu jadi yang belum di tangan pemiliknya."), icon=":material/task_alt:")
        return
    _ages(found)
    parcels_calls.calls(user, today, may_edit=may_edit)
    st.header(_("Di mana kartunya"), anchor=False)
    tables.paged(len(found), lambda limit, offset: found.iloc[offset : offset + limit], _places, key="hal_tempat",
                 of=len(found))  # fmt: skip
    if (found["spot"] == Spot.OUTSIDE).any():
        _strays(user, today, may_edit=may_edit)


def _ages(found: pd.DataFrame) -> None:
    total, old = int(found["n"].sum()), int(found[_COLUMNS[-1]].sum())
    said = words("**{n} kartu** sudah dicetak dan belum di tangan pemiliknya", n=number(total))
    if old:
        said += words(", **{n}** di antaranya lebih dari {days} hari", n=number(old), days=AGES[-1][0] - 1)
    st.markdown(said + ".")
    for place, column, (least, most) in zip(st.columns(len(AGES)), _COLUMNS, AGES, strict=True):
        label = words("{a}–{b} hari", a=least, b=most) if most is not None else words("> {n} hari", n=least - 1)
        place.metric(label, number(int(found[column].sum())), border=True)


def _places(found: pd.DataFrame, page: int) -> None:
    shown = found.assign(
        where=[_where(row) for row in found.to_dict("records")], district_name=found["district_name"].fillna("–")
    )
    columns: dict[str, Any] = {"where": tables.text(_("Tempat"), 310)}
    columns["district_name"] = tables.text(_("Kecamatan"), 120)
    for column, (least, most) in zip(_COLUMNS, AGES, strict=True):
        columns[column] = tables.amount(f"{least}–{most}" if most is not None else f"> {least - 1}", 74)
    columns |= {"n": tables.amount(_("Kartu"), 74), "oldest": tables.amount(_("Tertua (hari)"), 98)}
    tables.show(shown, columns, key=f"tempat_{page}", height=min(420, 38 + 35 * len(shown)),
                alt=_("Kartu yang belum diambil menurut tempat dan umur sejak dicetak"))  # fmt: skip


def _where(row: dict[str, Any]) -> str:
    if row["spot"] == Spot.OFFICE:
        return _("Di kantor, belum dikemas")
    if row["spot"] == Spot.OUTSIDE:
        return _("Di luar tanpa paket")
    name = named(row)
    return words("Dikirim ke {name}", name=name) if row["sent"] else words("Di kantor, dikemas untuk {name}", name=name)


def _strays(user: Actor, today: date, *, may_edit: bool) -> None:
    """Sent on before there were parcels, or by a list of SIAK: nobody signed for them."""
    with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
        cards = queries.stray_cards(conn, str(user.regency), today, districts=user.districts, limit=MOST)
    if st.session_state.get(_LOOKED) != len(cards):  # one audit entry per look, not per rerun
        service.looked_at_loose(user, str(user.regency), rows=len(cards), at=clock.now())
        st.session_state[_LOOKED] = len(cards)
    cards = cards.assign(number=range(1, len(cards) + 1))
    st.header(_("Di luar tanpa paket"), anchor=False)
    st.markdown(quiet(_(_NOBODY)))
    above = st.container()
    same = parcels_cards.same(cards, "luar")
    listed = parcels_cards.Loose(cards, parcels_cards.loose(cards, "luar", many=may_edit), same)
    if may_edit and len(cards):
        with above.container(border=True):
            _bring_back(user, listed, today)


def _bring_back(user: Actor, listed: parcels_cards.Loose, today: date) -> None:
    chosen = parcels_which.choose(listed.numbers, listed.ticked, "luar")
    key = turn("luar")
    with st.form("luar_paket", border=False):
        row = st.columns([1.1, 1.9, 0.9, 1.1], vertical_alignment="bottom")
        typed = parcels_which.field(row[0], chosen, key)
        reason = row[1].text_input(_("Alasan"), key=f"alasan_{key}", max_chars=rules.LONGEST_REASON,
                                   placeholder=_("mis. ditemukan di kantor kecamatan"))  # fmt: skip
        day = day_field(row[2], today, "luar")
        sent = row[3].form_submit_button(_("Catat kembali"), type="primary", icon=":material/undo:", key="catat_luar",
                                         width="stretch")  # fmt: skip

    def act() -> str:
        ids = listed.residents(chosen.of(typed))
        n = service.bring_back_strays(user, ids, str(reason or ""), day=day, at=clock.now())
        return words("{n} kartu ada lagi di kantor, di bagian Siap kirim.", n=number(n))

    if sent:
        carry_out("luar", act)
