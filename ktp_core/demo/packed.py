"""Parcels that have not left the office, one of them for the next visit to its school, and what lies loose beside."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from ktp_core.cards.model import CardAction
from ktp_core.db.schema import visit
from ktp_core.db.types import day_of
from ktp_core.delivery.model import CardPlace, Keeper, ParcelState
from ktp_core.demo import bundles
from ktp_core.demo.bundles import CLERK, Bundle, Held, Lying
from ktp_core.demo.ground import Ground
from ktp_core.demo.made import Made
from ktp_core.visits.model import VisitState

_FEWEST, _OPENED = 3, 4
_WHY = "Dibagi ulang per kelas"


def create(conn: Connection, ground: Ground) -> list[Made]:
    """Pack every second school that has some, and all that a visit can take along; cards that stay loose."""
    lying = [one for one in ground.trail if one.held and one.steps[-1][0] is not CardAction.DISPATCH]
    lying = [one for one in lying if not _handed_once(one)]
    schools: dict[int, list[Made]] = defaultdict(list)
    for one in lying:
        if one.pupil(ground.now) and one.steps[-1][1] < ground.now:
            schools[one.school].append(one)
    visits, made = _next_visits(conn, ground), []
    worth = {school: cards for school, cards in sorted(schools.items()) if len(cards) >= _FEWEST}
    for turn, (school, cards) in enumerate(worth.items()):
        place = bundles.of_school(ground, school)
        going = visits.get(place.institution_id or 0)
        if going or turn % 2 == 0:
            held = [Held(_day(ground, cards), Keeper.OFFICE, CLERK)]
            made.append(Bundle(place, ParcelState.PACKED, [Lying(one) for one in cards], held, going))
    gone = {one.resident_id for bundle in made for one in (card.made for card in bundle.cards)}
    loose = [one for one in lying if one.resident_id not in gone]
    if given_up := _opened(ground, loose):
        made.append(given_up)
    bundles.write(conn, ground, made)
    return loose


def _handed_once(one: Made) -> bool:
    """Whether it went to a wrong hand and is with whoever had its parcel."""
    return one.steps[-1][0] is CardAction.CORRECT


def _opened(ground: Ground, loose: list[Made]) -> Bundle | None:
    """Somebody packed these and thought better of it."""
    cards = [one for one in loose if one.pupil(ground.now)][:_OPENED]
    if not cards:
        return None
    day = _day(ground, cards)
    out = [Lying(one, CardPlace.TAKEN_OUT, day, _WHY) for one in cards]
    held = [Held(day, Keeper.OFFICE, CLERK)]
    return Bundle(bundles.of_school(ground, cards[0].school), ParcelState.OPENED, out, held)


def _day(ground: Ground, cards: list[Made]) -> date:
    """Packed on the day after the last of them came."""
    last = max(one.steps[-1][1] for one in cards)
    return min(day_of(last) + timedelta(days=1), ground.today)


def _next_visits(conn: Connection, ground: Ground) -> dict[int, int]:
    """The next planned visit to each institution."""
    c = visit.c
    when = (
        select(c.institution_id, func.min(c.day).label("day"))
        .where(c.regency == ground.regency, c.state == str(VisitState.PLANNED), c.day > ground.today)
        .group_by(c.institution_id).subquery()
    )  # fmt: skip
    rows = conn.execute(
        select(c.institution_id, func.min(c.id)).where(c.state == str(VisitState.PLANNED))
        .join(when, (when.c.institution_id == c.institution_id) & (when.c.day == c.day)).group_by(c.institution_id)
    )  # fmt: skip
    return {int(place): int(key) for place, key in rows}
