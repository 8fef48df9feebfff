"""The answer to a request once its visit is planned: as a letter with the names awaited, and as text for a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from ktp_core import documents
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import reading
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.documents import letters
from ktp_core.documents.model import Signer
from ktp_core.documents.values import Listed, Office, ReplyLetter
from ktp_core.eligibility import queries as survey
from ktp_core.eligibility.survey import SurveyFilter, SurveyKind
from ktp_core.errors import Refused
from ktp_core.exports.model import Export, Format
from ktp_core.institutions import store as institutions
from ktp_core.institutions.model import Institution, Kind
from ktp_core.regions.store import age_rules, office_of
from ktp_core.requests import letterhead, store
from ktp_core.requests.model import Request
from ktp_core.teams import store as teams
from ktp_core.visits import store as visits
from ktp_core.visits.model import Visit

LONGEST = 200
MOST_LINES = 12
_HEADS = {Kind.PESANTREN: "Pengasuh", Kind.SCHOOL: "Kepala", Kind.SERVICE_POINT: "Kepala"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants on the letter. `bring`: lines, empty for the usual ones; `names`: with the list of names."""

    request_id: int
    visit_id: int
    day: date
    number: str = ""
    bring: tuple[str, ...] = ()
    names: bool = False

    def __post_init__(self) -> None:
        if len(self.bring) > MOST_LINES or any(len(text) > LONGEST for text in (self.number, *self.bring)):
            raise Refused("reply_long", most=LONGEST)

    def to_params(self) -> dict[str, Any]:
        """As JSON values, for an owned download."""
        return {
            "request_id": self.request_id, "visit_id": self.visit_id, "day": self.day.isoformat(),
            "number": self.number, "bring": list(self.bring), "names": self.names,
        }  # fmt: skip

    @classmethod
    def from_params(cls, params: dict[str, Any]) -> Wish:
        """The wish that `to_params` wrote."""
        day, bring = date.fromisoformat(params["day"]), tuple(params["bring"])
        return cls(params["request_id"], params["visit_id"], day, params["number"], bring, params["names"])


def letter(by: Actor, wish: Wish, form: Format) -> Export:
    """The reply letter as PDF or DOCX; `rows`: how many people it names. Whoever hands it out writes that down.

    Raises Refused("request_no_visit") when the visit is not planned (any more), NotAllowed for names without
    SURVEY_VIEW.
    """
    with reading(by, Permission.REQUEST_EDIT, region_code(wish.request_id // PER_REGENCY)) as conn:
        values = _letter(conn, by, wish, Permission.REQUEST_EDIT)
    return documents.export(letters.reply(values), form, rows=len(values.people))


def message(by: Actor, wish: Wish) -> str:
    """The same in words to copy into a message: no names."""
    with reading(by, Permission.REQUEST_VIEW, region_code(wish.request_id // PER_REGENCY)) as conn:
        return letters.message(_letter(conn, by, wish, Permission.REQUEST_VIEW))


def addressee(place: Institution) -> str:
    """Who reads the letter: "Kepala SMAN 1 Kejayan", "Pengasuh PP Ngalah", "Lurah Pogar"."""
    if place.kind is Kind.VILLAGE:
        first, _, rest = place.name.partition(" ")
        return f"Lurah {rest}" if first.casefold() == "kelurahan" and rest else f"Kepala {place.name}"
    return f"{_HEADS[place.kind]} {place.name}"


def _letter(conn: Connection, by: Actor, wish: Wish, permission: Permission) -> ReplyLetter:
    one = store.get(conn, wish.request_id)
    place = institutions.get(conn, one.institution_id)
    require(by, permission, one.regency, place.district)
    visit = next((v for v in visits.open_of_request(conn, one.id) if v.id == wish.visit_id), None)
    if visit is None:
        raise Refused("request_no_visit")
    settings = letterhead.current(conn, one.regency, wish.day)
    return ReplyLetter(
        office=office(conn, one.regency, settings), number=wish.number, day=wish.day,
        institution=place.name, addressee=addressee(place), address=place.address or "",
        visit_day=visit.day, start=visit.start, end=visit.end, place=place.name, team=_team(conn, visit),
        expected=visit.expected or one.expected, their_number=one.letter_number, their_day=one.letter_date,
        bring=wish.bring, people=_people(conn, by, one, visit) if wish.names else (),
        contact_name=settings.contact_name, contact_phone=settings.contact_phone, signer=signer(settings),
        ages=age_rules(conn, one.regency, visit.day),
    )  # fmt: skip


def office(conn: Connection, regency: str, settings: letterhead.LetterSettings) -> Office:
    """The office as it writes."""
    return Office(regency, str(office_of(conn, regency)["name"]), settings.address, settings.place)


def signer(settings: letterhead.LetterSettings) -> Signer:
    """Who signs for the office; without a setting the head of the office, with dots for the name."""
    role = settings.signer_role or "Kepala Dinas"
    return Signer(role, settings.signer_name, settings.signer_nip, settings.signer_rank)


def _team(conn: Connection, visit: Visit) -> str:
    return teams.get_team(conn, visit.team_id).name if visit.team_id is not None else ""


def _people(conn: Connection, by: Actor, one: Request, visit: Visit) -> tuple[Listed, ...]:
    """Who may be recorded there on the day of the visit and is not yet, by class and name."""
    asked = SurveyFilter(one.regency, SurveyKind.RECORDABLE, visit.day, institution_id=one.institution_id).within(by)
    rows = survey.survey_rows(conn, asked, age_rules(conn, one.regency, visit.day))
    at = {name: survey.COLUMNS.index(name) for name in ("name", "class_name", "birth_date", "nik")}
    return tuple(
        Listed(number, row[at["name"]], row[at["class_name"]], row[at["birth_date"]], row[at["nik"]])
        for number, row in enumerate(rows, start=1)
    )
