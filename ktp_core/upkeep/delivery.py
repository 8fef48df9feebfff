"""Whether parcels, hand-overs and destructions agree with cards. Each query finds rows that should not be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, and_, exists, func, or_, select

from ktp_core.cards.model import CardAction, CardState
from ktp_core.db.schema import (
    card_event,
    destruction,
    hand_over,
    institution,
    parcel,
    parcel_card,
    parcel_custody,
    resident,
)
from ktp_core.delivery.model import CardPlace, Keeper, ParcelState
from ktp_core.upkeep.model import LISTED, Report

_p, _c, _k = parcel.c, parcel_card.c, parcel_custody.c
_h, _d, _e, _r = hand_over.c, destruction.c, card_event.c, resident.c
_FINISHED = (int(CardState.PRINTED), int(CardState.DISPATCHED))


def check(conn: Connection, report: Report) -> None:
    """Every fault up to a limit, and how many parcels, cards in them, hand-overs and destructions were looked at."""
    for kind, query in _FAULTS.items():
        for row in conn.execute(query.limit(LISTED)).mappings():
            report.differs(kind, **row)
    for table in (parcel, parcel_card, hand_over, destruction):
        report.looked_at(table.name, int(conn.execute(select(func.count()).select_from(table)).scalar_one()))


def _told(action: CardAction, resident_id: Any, serial: Any) -> Any:
    """Whether such an event of that card stands."""
    undo = card_event.alias("undo")
    return exists().where(
        _e.resident_id == resident_id, _e.serial == serial, _e.action == int(action),
        ~exists().where(undo.c.resident_id == _e.resident_id, undo.c.undoes == _e.id),
    )  # fmt: skip


def _card_not_finished() -> Select[Any]:
    """A card that lies in a parcel and is not printed, or has been handed over."""
    here = exists().where(_r.id == _c.resident_id, _r.serial == _c.serial, _r.state.in_(_FINISHED))
    who = select(_c.parcel_id.label("parcel"), _c.number, _c.resident_id.label("resident"))
    return who.where(_c.state == str(CardPlace.IN), ~here)


def _over_and_in() -> Select[Any]:
    """A card that lies in a parcel that is over."""
    kept = (str(ParcelState.PACKED), str(ParcelState.SENT))
    return (
        select(_c.parcel_id.label("parcel"), _c.number, _p.state)
        .join(parcel, _p.id == _c.parcel_id)
        .where(_c.state == str(CardPlace.IN), _p.state.not_in(kept))
    )


def _other_district() -> Select[Any]:
    """A parcel for an institution that lies in another district than the parcel says."""
    elsewhere = and_(institution.c.id == _p.institution_id, institution.c.district.is_distinct_from(_p.district))
    return select(_p.id.label("parcel"), _p.district).join(institution, elsewhere)


def _keeper() -> Select[Any]:
    """A parcel that somebody else has than who signed for it last, or that left without anybody's name."""
    last = select(func.max(_k.id)).where(_k.parcel_id == _p.id).scalar_subquery()
    newest = parcel_custody.alias("newest").c
    return (
        select(_p.id.label("parcel"), _p.keeper, newest.keeper.label("signed")).select_from(parcel)
        .outerjoin(newest.id.table, newest.id == last)
        .where(or_(and_(newest.id.is_(None), _p.keeper != str(Keeper.OFFICE)), newest.keeper != _p.keeper,
                   newest.name != _p.keeper_name, newest.day != _p.kept_since))
    )  # fmt: skip


def _sent_by_nobody() -> Select[Any]:
    """A parcel that left, and nobody outside has ever had it."""
    outside = exists().where(_k.parcel_id == _p.id, _k.keeper != str(Keeper.OFFICE))
    gone = _p.state.in_((str(ParcelState.SENT), str(ParcelState.SETTLED)))
    return select(_p.id.label("parcel"), _p.state).where(gone, or_(_p.sent_on.is_(None), ~outside))


def _handed_without_hand_over() -> Select[Any]:
    """A parcel says that a card of it went into a hand, and no hand-over does."""
    taken = exists().where(
        _h.resident_id == _c.resident_id, _h.serial == _c.serial, _h.parcel_id == _c.parcel_id, _h.void_at.is_(None)
    )
    who = select(_c.parcel_id.label("parcel"), _c.number, _c.resident_id.label("resident"))
    return who.where(_c.state == str(CardPlace.HANDED), ~taken)


def _hand_over_without_card() -> Select[Any]:
    """A hand-over that stands out of a parcel which does not know it."""
    handed = exists().where(
        _c.parcel_id == _h.parcel_id, _c.resident_id == _h.resident_id, _c.serial == _h.serial,
        _c.state == str(CardPlace.HANDED),
    )  # fmt: skip
    who = select(_h.id.label("hand_over"), _h.parcel_id.label("parcel"), _h.resident_id.label("resident"))
    return who.where(_h.void_at.is_(None), _h.parcel_id.is_not(None), ~handed)


def _hand_over_without_event() -> Select[Any]:
    """A hand-over that stands, of a card whose history does not know it."""
    who = select(_h.id.label("hand_over"), _h.resident_id.label("resident"))
    return who.where(_h.void_at.is_(None), ~_told(CardAction.DELIVER, _h.resident_id, _h.serial))


def _destroyed_by_one() -> Select[Any]:
    """Decided by who proposed it."""
    return select(_d.id.label("destruction")).where(_d.accepted == 1, _d.decided_by == _d.proposed_by)


def _destroyed_without_event() -> Select[Any]:
    """Destroyed by two, and the card's history does not know it."""
    who = select(_d.id.label("destruction"), _d.resident_id.label("resident"))
    return who.where(_d.accepted == 1, ~_told(CardAction.SPOIL, _d.resident_id, _d.serial))


_FAULTS = {
    "parcel_card_not_finished": _card_not_finished(),
    "parcel_over_and_in": _over_and_in(),
    "parcel_other_district": _other_district(),
    "parcel_keeper": _keeper(),
    "parcel_sent_by_nobody": _sent_by_nobody(),
    "handed_without_hand_over": _handed_without_hand_over(),
    "hand_over_without_card": _hand_over_without_card(),
    "hand_over_without_event": _hand_over_without_event(),
    "destroyed_by_one": _destroyed_by_one(),
    "destroyed_without_event": _destroyed_without_event(),
}
