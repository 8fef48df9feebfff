"""One visit that is over, told in numbers for the screen: what came of it, its effect, what follows. No names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may, require
from ktp_core.access.transactions import reading
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.errors import NotFound
from ktp_core.fieldwork import totals
from ktp_core.regions.store import age_rules
from ktp_core.rounds import store as rounds
from ktp_core.visits import results
from ktp_core.visits.effects import Effect, effect
from ktp_core.visits.model import Outcome, Reason, VisitState


@dataclass(frozen=True, slots=True)
class Story:
    """`visit`: the columns of `results.one`. `served`: people recorded there whose recording stands.

    `next_places`: where the missed are expected next, and how many; `documents`: other documents served, by code.
    `note`: what the team wrote down, which may name people: empty for who may not see the list.
    """

    visit: Any
    served: int
    outcomes: tuple[tuple[Outcome, int], ...]
    reasons: tuple[tuple[Outcome, Reason, int], ...]
    walk_ins: int
    effect: Effect
    next_places: tuple[tuple[str, int], ...]
    documents: dict[str, int]
    note: str

    @property
    def listed(self) -> int:
        """Everybody with an outcome, walk-ins too."""
        return sum(n for _, n in self.outcomes)


def story(by: Actor, visit_id: int) -> Story:
    """The visit. Raises NotAllowed outside the actor's districts, NotFound("visit_unknown"), also when not over."""
    with reading(by, Permission.VISIT_VIEW, region_code(visit_id // PER_REGENCY)) as conn:
        found = results.one(conn, visit_id)
        if found is None or found.state != VisitState.DONE:
            raise NotFound("visit_unknown")
        require(by, Permission.VISIT_VIEW, found.regency, found.district_code)
        changed = effect(conn, visit_id, age_rules(conn, found.regency, found.day))
        assert changed is not None  # the visit is there
        counts = totals.counts(conn, visit_id)
        documents = {str(one): n for one, n in rounds.documents(conn, visit_id).items()}
        return Story(
            found, results.served(conn, visit_id), totals.by_outcome(counts) if counts else (),
            totals.by_reason(counts), totals.walk_ins(conn, visit_id), changed, totals.next_places(conn, visit_id),
            documents, found.note or "" if may(by, Permission.FIELD_VIEW) else "",
        )  # fmt: skip
