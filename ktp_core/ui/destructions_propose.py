"""Screen `penyerahan`: proposing that a finished card is destroyed or written off."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.delivery import queries, rules, service
from ktp_core.delivery.finished import Loss
from ktp_core.errors import Refused
from ktp_core.labels.delivery import LOSSES
from ktp_core.ui import card_place, hand_over_find
from ktp_core.ui.forms import turn
from ktp_core.ui.i18n import N_, _, day_long, words
from ktp_core.ui.parcels_acts import carry_out
from ktp_core.ui.safe import plain, quiet

_FORM = "usul_musnah"
_WHY = N_(
    "Kartu yang rusak, salah, atau tidak lagi punya pemilik di sini dimusnahkan setelah disetujui orang kedua. "
    "Kartu yang hilang dihapus dari catatan dengan cara yang sama."
)


def propose(user: Actor, today: date) -> None:
    """Find the card, say why; somebody else decides."""
    with st.expander(_("Usulkan pemusnahan"), icon=":material/delete_forever:", expanded=False, key="usul_musnah"):
        st.markdown(quiet(_(_WHY)))
        who = hand_over_find.finished(user, _FORM)
        if who is not None:
            _form(user, who, today)


def _form(user: Actor, who: dict[str, Any], today: date) -> None:
    resident_id = int(who["id"])
    _person(user, who)
    key = f"{turn(_FORM)}_{resident_id}"
    with st.form(f"musnah_{resident_id}", border=False):
        row = st.columns([1.3, 2.6, 1], vertical_alignment="bottom")
        cause = row[0].selectbox(
            _("Sebab"), list(Loss), index=None, format_func=lambda one: _(LOSSES[one]), key=f"sebab_{key}",
            placeholder=_("Pilih"),
        )  # fmt: skip
        reason = row[1].text_input(_("Alasan"), key=f"alasan_{key}", max_chars=rules.LONGEST_REASON,
                                   placeholder=_("mis. foto buram, huruf nama salah"))  # fmt: skip
        sent = row[2].form_submit_button(_("Usulkan"), type="primary", icon=":material/how_to_vote:", key="usulkan",
                                         width="stretch")  # fmt: skip

    def act() -> str:
        if cause is None:
            raise Refused("destroy_not_chosen")
        service.propose_destruction(user, resident_id, cause, str(reason or ""), day=today, at=clock.now())
        return _("Usulan dicatat dan menunggu orang lain.")

    if sent:
        carry_out(_FORM, act)


def _person(user: Actor, who: dict[str, Any]) -> None:
    """Whose card it is and where it lies."""
    with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
        where = queries.where_is(conn, int(who["id"]))
    born = words("lahir {day}", day=day_long(who["birth_date"]))
    said = plain(" ".join(card_place.sentences(where, names=True))) if where is not None else ""
    st.markdown(f"**{plain(who['name'])}**, {born}. {said}")
