"""The screen `kartu`: where the card is kept, and the way to the screen on which its next step is recorded."""

from __future__ import annotations

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.cards import keeping
from ktp_core.cards.model import CardAction
from ktp_core.cards.service import BY_DELIVERY
from ktp_core.delivery.finished import Spot, Whereabouts
from ktp_core.delivery.queries import where_is
from ktp_core.labels.delivery import KEEPERS, PROOFS, RECEIVERS
from ktp_core.ui.cards import Opened
from ktp_core.ui.i18n import _, day_long, words
from ktp_core.ui.menu import BY_FILE
from ktp_core.ui.safe import plain


def line(user: Actor, one: Opened) -> frozenset[CardAction]:
    """Say where the card is, if a batch, a parcel or a hand has it or it lies finished at the office. The acts that are
    therefore recorded elsewhere."""
    card = one.card
    with reading(user, Permission.CARD_VIEW, card.regency) as conn:
        batch = keeping.batch_of(conn, card.resident_id, card.serial)
        found = None if batch else where_is(conn, card.resident_id)
    if batch:
        said = words("Menunggu di kelompok cetak nomor {n} tanggal {day}.", n=batch.number, day=day_long(batch.day))
        _show(user, said, "kelompok_cetak", _("Buka kelompok cetak"), {"kelompok": str(batch.batch_id)})
        return frozenset({CardAction.PRINT})
    if found is None:
        return frozenset()
    address = _address(user, found)
    label = _("Buka paket") if address and "paket" in address else _("Buka Penyerahan")
    _show(user, " ".join(sentences(found, names=may(user, Permission.PARCEL_VIEW))), "penyerahan", label, address)
    return frozenset() if found.spot is Spot.HAND else BY_DELIVERY


def _address(user: Actor, found: Whereabouts) -> dict[str, str] | None:
    """The part of the screen on which the card's next step is recorded; None when nothing of it is there."""
    if found.destruction_id is not None:
        return {"bagian": "musnah"}
    if found.parcel_id is not None:
        return {"paket": str(found.parcel_id)}
    if found.spot is Spot.HAND:
        return None
    return {"bagian": "loket"} if may(user, Permission.PARCEL_EDIT, user.regency) else {}


def _show(user: Actor, said: str, file: str, label: str, address: dict[str, str] | None) -> None:
    screen = BY_FILE[file]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{screen.icon} {plain(said)}", width="content")
        if address is not None and may(user, screen.permission) and screen.path.exists():
            st.page_link(str(screen.path), label=label, icon=":material/arrow_forward:", query_params=address)


def sentences(found: Whereabouts, *, names: bool) -> list[str]:
    """Where it is; `names`: whether this account sees who signed for it."""
    said = [_where(found, names=names)]
    if found.spot is Spot.PARCEL and found.visit_day is not None:
        said.append(words("Dibawa pada kunjungan {day}.", day=day_long(found.visit_day)))
    if found.destruction_id is not None:
        said.append(_("Ada usulan pemusnahan yang belum diputuskan."))
    return said


def _where(found: Whereabouts, *, names: bool) -> str:
    since = day_long(found.since) if found.since else "–"
    match found.spot:
        case Spot.OFFICE:
            return words("Kartu jadi ada di kantor sejak {day}, belum masuk paket.", day=since)
        case Spot.OUTSIDE:
            return words("Kartu jadi dikirim {day}, tidak lewat paket.", day=since)
        case Spot.PARCEL:
            keeper = _party(_(KEEPERS[str(found.keeper)]), found.keeper_name if names else None)
            return words(
                "Di paket {code} untuk {place}, dipegang {keeper} sejak {day}.",
                code=found.code, place=found.place_name, keeper=keeper, day=since,
            )  # fmt: skip
    if found.receiver is None:
        return words("Diserahkan {day}; penerimanya tidak tercatat.", day=since)
    receiver = _party(_(RECEIVERS[str(found.receiver)]), found.receiver_name if names else None)
    checked = _(PROOFS[str(found.proof)])
    return words(
        "Diserahkan {day} kepada: {receiver}. Bukti identitas: {proof}.", day=since, receiver=receiver, proof=checked
    )


def _party(kind: str, name: str | None) -> str:
    return f"{kind} ({name})" if name else kind
