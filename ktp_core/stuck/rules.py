"""When a card is stuck and whose turn it is. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from ktp_core.access.model import Role
from ktp_core.cards.model import CardState
from ktp_core.errors import Refused
from ktp_core.residents.model import Standing
from ktp_core.stuck.model import MAX_DAYS, Limits, StuckKind

K, S = StuckKind, CardState

# Choices of ours, not law: offices change them on screen. Faults count at once. The centre takes 1 to 20 days as a
# rule (Dindukcapil Banyumas), and promises made in public are counted in weeks.
DEFAULT_LIMITS: Limits = {
    K.NOT_READY: 30, K.SUBMITTED: 21, K.FAILED: 0, K.ADJUDICATE: 0, K.DUPLICATE: 0, K.PRINTABLE: 14, K.PRINTED: 7,
    K.DISPATCHED: 14,
}  # fmt: skip
PARAMETERS: dict[StuckKind, str] = {kind: f"stuck_{kind.value}" for kind in K}
"""Names in the table `parameter`."""

# PRINTABLE goes by the day from which the card may be printed, which only the print-ready have.
STATES: dict[StuckKind, tuple[CardState, ...]] = {
    K.NOT_READY: (S.RECORDED, S.SUBMITTED),
    K.SUBMITTED: (S.SUBMITTED,),
    K.FAILED: (S.ENROLMENT_FAILED,),
    K.ADJUDICATE: (S.ADJUDICATE,),
    K.DUPLICATE: (S.DUPLICATE,),
    K.PRINTABLE: (S.PRINT_READY,),
    K.PRINTED: (S.PRINTED,),
    K.DISPATCHED: (S.DISPATCHED,),
}
# Whose turn it is: who records sends and records again, who reads SIAK's lists asks the centre and prints, who hands
# out hands out.
OWNERS: dict[StuckKind, Role] = {
    K.NOT_READY: Role.VISIT, K.SUBMITTED: Role.PRINT, K.FAILED: Role.VISIT, K.ADJUDICATE: Role.PRINT,
    K.DUPLICATE: Role.PRINT, K.PRINTABLE: Role.PRINT, K.PRINTED: Role.DELIVERY, K.DISPATCHED: Role.DELIVERY,
}  # fmt: skip
# Biometrics that we took are ours to send, an outsider's too, until the resident has moved; a printed card lies in our
# hands whoever it belongs to; the backlog counts residents of ours.
_RECORDED_HERE = frozenset({Standing.OURS, Standing.ELSEWHERE})
_LIVING = _RECORDED_HERE | {Standing.MOVED}
WHOSE: dict[StuckKind, frozenset[Standing]] = {
    K.NOT_READY: _RECORDED_HERE, K.SUBMITTED: _RECORDED_HERE, K.FAILED: _RECORDED_HERE, K.ADJUDICATE: _RECORDED_HERE,
    K.DUPLICATE: _RECORDED_HERE, K.PRINTABLE: frozenset({Standing.OURS}), K.PRINTED: _LIVING, K.DISPATCHED: _LIVING,
}  # fmt: skip


def latest(kind: StuckKind, limits: Limits, today: date) -> date:
    """The last day since which a card must have waited to be stuck on `today`."""
    return today - timedelta(days=limits[kind])


def check_limit(days: int, valid_from: date, today: date) -> None:
    """Raises Refused for a limit that is none, or that would change what was counted in the past."""
    if not 0 <= days <= MAX_DAYS:
        raise Refused("stuck_limit_days", limit=MAX_DAYS)
    if valid_from < today:
        raise Refused("stuck_limit_past")
