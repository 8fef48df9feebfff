"""An office with finished cards: two schools, pupils and others, clerks of delivery."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, REGENCY, add_people, bring_to, newcomer
from tests_support.offices import make_office

from ktp_core.access.model import Actor
from ktp_core.cards.model import CardState
from ktp_core.db import ids
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import institution, membership, parcel, parcel_card, resident, visit
from ktp_core.delivery.finished import Proof, Receipt, Receiver
from ktp_core.delivery.model import Destination, Place

TODAY = date(2026, 11, 22)
PRINTED = date(2026, 11, 2)
VILLAGE = "35.14.06.2001"
OWNER = Receipt(Receiver.OWNER, Proof.SCHOOL_CARD)
OFFICER = Receipt(Receiver.OFFICER, Proof.KNOWN, name="Bu Sri")


@dataclass
class ParcelOffice:
    """`school`, `other`: institutions in KEJAYAN and PURWOSARI. `clerk` and `second` deliver, `printer` prints,
    `kejayan` delivers in one district alone."""

    school: int
    other: int
    clerk: Actor
    second: Actor
    printer: Actor
    kejayan: Actor
    numbers: Any = field(default_factory=lambda: iter(range(1, 9000)))

    @property
    def to_school(self) -> Destination:
        """The first school."""
        return Destination(Place.INSTITUTION, institution_id=self.school)

    def people(
        self, count: int, state: CardState = CardState.PRINTED, *, day: date = PRINTED, school: int | None = None,
        village: str | None = None, **who: Any,
    ) -> list[int]:  # fmt: skip
        """Residents whose cards reached that state on that day; pupils of `school` in this school year."""
        with write_transaction() as conn:
            keys = add_people(conn, *(newcomer(next(self.numbers), **who) for _ in range(count)))
            for key in keys:
                if state is not CardState.UNRECORDED:
                    bring_to(conn, key, state, day)
            conn.execute(update(resident).where(resident.c.id.in_(keys)).values(institution_id=school, village=village))
            if school is not None:
                rows = [
                    {"institution_id": school, "school_year": 2026, "resident_id": key, "from_day": date(2026, 7, 13)}
                    for key in keys
                ]
                conn.execute(insert(membership), rows)
        return keys

    def leaves(self, resident_id: int, day: date = date(2026, 11, 10)) -> None:
        """The pupil's membership ends."""
        with write_transaction() as conn:
            mine = membership.c.resident_id == resident_id
            conn.execute(update(membership).where(mine).values(until_day=day))

    def visit(self, institution_id: int, day: date, state: str = "planned") -> int:
        """A visit, as a row."""
        with write_transaction() as conn:
            key = ids.next_id(conn, REGENCY, "visit")
            values = {"institution_id": institution_id, "day": day, "state": state, "updated_at": AT}
            conn.execute(insert(visit).values(id=key, regency=REGENCY, **values))
        return key


def parcel_office(actor_of: Any) -> ParcelOffice:
    """Makes it in the current database."""
    school, other = make_office(("school", "SMAN 1 Kejayan", KEJAYAN), ("school", "SMKN 1 Purwosari", PURWOSARI))
    with write_transaction() as conn:
        conn.execute(
            update(institution).where(institution.c.id == school).values(
                contact_name="Pak Budi", contact_phone="0812-3456-7890"
            )
        )  # fmt: skip
    return ParcelOffice(
        school, other,
        actor_of("serah", "delivery", regency=REGENCY), actor_of("serah2", "delivery", regency=REGENCY),
        actor_of("cetak", "print", regency=REGENCY),
        actor_of("serah.kejayan", "delivery", regency=REGENCY, districts=(KEJAYAN,)),
    )  # fmt: skip


def states(*residents: int) -> list[CardState]:
    """Where their cards stand."""
    with read_connection() as conn:
        rows = conn.execute(select(resident.c.id, resident.c.state).where(resident.c.id.in_(residents)))
        found = {key: CardState(state) for key, state in rows}
    return [found[key] for key in residents]


def places(parcel_id: int) -> dict[int, str]:
    """What became of each number of a parcel."""
    with read_connection() as conn:
        c = parcel_card.c
        rows = conn.execute(select(c.number, c.state).where(c.parcel_id == parcel_id).order_by(c.number))
        return {row.number: row.state for row in rows}


def row_of(parcel_id: int) -> dict[str, Any]:
    """The parcel as it is kept."""
    with read_connection() as conn:
        return dict(conn.execute(select(parcel).where(parcel.c.id == parcel_id)).mappings().one())
