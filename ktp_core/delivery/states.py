"""How far a parcel can go from where it is. TRANSITIONS is the only law; buttons come from it."""

from __future__ import annotations

from enum import StrEnum

from ktp_core.delivery.model import ParcelState
from ktp_core.errors import Refused

S = ParcelState


class ParcelAction(StrEnum):
    """What can happen to a parcel."""

    PUT_IN = "put_in"
    TAKE_OUT = "take_out"
    ASSIGN = "assign"  # to a planned visit, or to none
    SEND = "send"
    OPEN = "open"  # given up before it left
    TRANSFER = "transfer"  # outside, from one keeper to another
    HAND_OVER = "hand_over"
    BRING_BACK = "bring_back"
    REROUTE = "reroute"  # some of its cards go on in another parcel
    SETTLE = "settle"  # by itself, when no card is in it any more
    TAKE_BACK = "take_back"  # a hand-over out of it was a mistake


A = ParcelAction

TRANSITIONS: dict[tuple[ParcelState, ParcelAction], ParcelState] = {
    (S.PACKED, A.PUT_IN): S.PACKED,
    (S.PACKED, A.TAKE_OUT): S.PACKED,
    (S.PACKED, A.ASSIGN): S.PACKED,
    (S.PACKED, A.SEND): S.SENT,
    (S.PACKED, A.OPEN): S.OPENED,
    (S.PACKED, A.REROUTE): S.PACKED,
    (S.SENT, A.TRANSFER): S.SENT,
    (S.SENT, A.HAND_OVER): S.SENT,
    (S.SENT, A.BRING_BACK): S.SENT,
    (S.SENT, A.REROUTE): S.SENT,
    (S.SENT, A.SETTLE): S.SETTLED,
    (S.SENT, A.TAKE_BACK): S.SENT,
    (S.SETTLED, A.TAKE_BACK): S.SENT,
}

_BY_THEMSELVES = frozenset({A.SETTLE, A.TAKE_BACK})


class ActionNotAllowed(Refused):
    """The parcel has no such way from here."""


def actions(state: ParcelState) -> tuple[ParcelAction, ...]:
    """What people may do with a parcel in this state, in the order of ParcelAction."""
    return tuple(one for one in A if (state, one) in TRANSITIONS and one not in _BY_THEMSELVES)


def act(state: ParcelState, action: ParcelAction) -> ParcelState:
    """The state after `action`. Raises ActionNotAllowed("parcel_no_way")."""
    target = TRANSITIONS.get((state, action))
    if target is None:
        raise ActionNotAllowed("parcel_no_way", state=str(state), action=str(action))
    return target
