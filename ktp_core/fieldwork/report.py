"""The berita acara of a closed visit: its numbers, photos and signatures put together for `documents`. No names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from ktp_core import documents
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import reading
from ktp_core.attachments import store as attachments
from ktp_core.attachments.model import Owner
from ktp_core.cards.wording import CHANNELS
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.schema import region
from ktp_core.db.types import region_code
from ktp_core.documents.model import Picture, Signer
from ktp_core.documents.report_values import Coverage, VisitReport
from ktp_core.documents.reports import berita_acara
from ktp_core.errors import Refused
from ktp_core.exports.model import Export, Format
from ktp_core.fieldwork import totals
from ktp_core.institutions import store as institutions
from ktp_core.labels.rounds import DOCUMENTS
from ktp_core.regions.store import age_rules
from ktp_core.requests import letterhead, replies
from ktp_core.requests import store as requests
from ktp_core.rounds import store as rounds
from ktp_core.teams import store as teams
from ktp_core.teams.model import ResourceKind
from ktp_core.visits import store as visits
from ktp_core.visits.effects import Effect, effect
from ktp_core.visits.model import Visit, VisitState

PHOTOS = 2
LONGEST_NUMBER = 60


def report(by: Actor, visit_id: int, number: str, form: Format) -> Export:
    """The berita acara as PDF or DOCX under that number ("": dots to write on). Whoever hands it out writes that down.

    Raises NotFound, NotAllowed, Refused("report_not_closed") for a visit that is not closed or was only read of, and
    Refused("report_number").
    """
    if len(number) > LONGEST_NUMBER:
        raise Refused("report_number", most=LONGEST_NUMBER)
    with reading(by, Permission.FIELD_VIEW, region_code(visit_id // PER_REGENCY)) as conn:
        values = of_visit(conn, by, visit_id, number.strip())
    return documents.export(berita_acara(values), form, rows=sum(n for _, n in values.outcomes))


def of_visit(conn: Connection, by: Actor, visit_id: int, number: str = "") -> VisitReport:
    """What the berita acara says."""
    made = visits.visit(conn, visit_id)
    place = institutions.get(conn, made.institution_id)
    require(by, Permission.FIELD_VIEW, made.regency, place.district)
    if made.state is not VisitState.DONE or made.source is not None:
        raise Refused("report_not_closed")
    settings = letterhead.current(conn, made.regency, made.day)
    found = totals.counts(conn, visit_id)
    before, after = coverage(effect(conn, visit_id, age_rules(conn, made.regency, made.day)))
    came = totals.walk_ins(conn, visit_id)
    operators = _operators(conn, made)
    return VisitReport(
        office=replies.office(conn, made.regency, settings), number=number, institution=place.name,
        district=_district(conn, place.district), day=made.day, listed=sum(found.values()) - came,
        walk_ins=came, outcomes=totals.by_outcome(found), reasons=totals.by_reason(found), signers=(
            Signer("Petugas perekaman", operators[0] if operators else ""), Signer(replies.addressee(place)),
            replies.signer(settings),
        ),
        start=made.start, end=made.end, place=place.name, channel=CHANNELS[made.channel].capitalize(),
        team=_team(conn, made), operators=operators, kits=made.kits, minutes=made.minutes,
        classes=totals.classes(conn, visit_id), documents=_documents(conn, visit_id), before=before, after=after,
        next_places=totals.next_places(conn, visit_id), notes=made.note or "", photos=_photos(conn, visit_id),
        **_letter(conn, made),
    )  # fmt: skip


def coverage(found: Effect | None) -> tuple[Coverage | None, Coverage | None]:
    """Before and after; nothing where the lists of that day are not known."""
    if found is None or not found.known:
        return None, None
    return Coverage(found.before, found.recordable), Coverage(found.after, found.recordable)


def _documents(conn: Connection, visit_id: int) -> tuple[tuple[str, int], ...]:
    served = rounds.documents(conn, visit_id)
    return tuple((DOCUMENTS[str(one)], served[one]) for one in sorted(served))


def _photos(conn: Connection, visit_id: int) -> tuple[Picture, ...]:
    kept = [one for one in attachments.of(conn, Owner.VISIT, visit_id) if one.picture][:PHOTOS]
    return tuple(Picture(attachments.content(conn, one.id), f"Foto {n}") for n, one in enumerate(kept, start=1))


def _team(conn: Connection, made: Visit) -> str:
    return teams.get_team(conn, made.team_id).name if made.team_id is not None else ""


def _operators(conn: Connection, made: Visit) -> tuple[str, ...]:
    along = (teams.get_resource(conn, key) for key in made.resources)
    return tuple(sorted(one.name for one in along if one.kind is ResourceKind.OPERATOR))


def _letter(conn: Connection, made: Visit) -> dict[str, Any]:
    if made.request_id is None:
        return {}
    asked = requests.get(conn, made.request_id)
    return {"request_number": asked.letter_number, "request_day": asked.letter_date}


def _district(conn: Connection, code: str | None) -> str:
    found = conn.execute(select(region.c.name).where(region.c.code == code)).scalar() if code else None
    return str(found or "")
