"""What may be written about parcels, hand-overs and destructions, and where a card should go. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ktp_core.delivery.finished import Proof, Receipt, Receiver
from ktp_core.delivery.model import MOST, Destination, Keeper, Place
from ktp_core.errors import Refused
from ktp_core.text import squeeze

LONGEST_NAME, LONGEST_REASON = 80, 300
NUMBERS_SAID = 10  # of a refusal: more do not help anybody
R = Receiver

PROOFS: dict[Receiver, tuple[Proof, ...]] = {
    R.OWNER: (Proof.CARD, Proof.FAMILY_CARD, Proof.SCHOOL_CARD, Proof.BIOMETRIC, Proof.KNOWN, Proof.NONE),
    R.PARENT: (Proof.CARD, Proof.FAMILY_CARD, Proof.AUTHORITY, Proof.KNOWN, Proof.NONE),
    R.OFFICER: (Proof.CARD, Proof.AUTHORITY, Proof.KNOWN, Proof.NONE),
    R.PROXY: (Proof.AUTHORITY,),
}
"""How each receiver can show who they are. A proxy never without a written authority."""

KEEPERS: dict[Place, tuple[Keeper, ...]] = {
    Place.INSTITUTION: (Keeper.STAFF, Keeper.INSTITUTION, Keeper.DISTRICT),
    Place.VILLAGE: (Keeper.STAFF, Keeper.VILLAGE, Keeper.DISTRICT),
    Place.DISTRICT: (Keeper.STAFF, Keeper.DISTRICT),
}
"""Who may have a parcel outside. The district office passes parcels on; the office itself never takes one back whole:
its cards are brought back."""


@dataclass(frozen=True, slots=True)
class Home:
    """What says where somebody's card should go. `school`: the institution of their open membership in the present
    school year, if it is still in use; `village`, `district`: of domicile, None elsewhere or unknown."""

    school: int | None
    village: str | None
    district: str | None


def destination(home: Home) -> Destination | None:
    """Where a card should go: to the school, else the village, else the district; None: only to the counter.

    Graduates and those who left have no school any more, so that their cards follow them home.
    """
    if home.school is not None:
        return Destination(Place.INSTITUTION, institution_id=home.school)
    if home.village is not None:
        return Destination(Place.VILLAGE, village=home.village, district=home.village.rpartition(".")[0])
    if home.district is not None:
        return Destination(Place.DISTRICT, district=home.district)
    return None


def receipt(given: Receipt, cards: int = 1) -> Receipt:
    """The receipt as it is kept: a name for everybody but the owner, a reason only without proof.

    Raises Refused("receipt_proof") for a proof that this receiver cannot give, Refused("receipt_name"),
    Refused("receipt_reason") without proof and without reason, Refused("receipt_many") for several cards at once to a
    parent or proxy: they come for one.
    """
    if cards > 1 and given.receiver in (R.PARENT, R.PROXY):
        raise Refused("receipt_many")
    if given.proof not in PROOFS[given.receiver]:
        raise Refused("receipt_proof", receiver=str(given.receiver), proof=str(given.proof))
    name = None if given.receiver is R.OWNER else person(given.name or "", "receipt_name")
    why = reason(given.reason or "", "receipt_reason") if given.proof is Proof.NONE else None
    return Receipt(given.receiver, given.proof, name, why)


def keeper(chosen: Keeper, place: Place) -> Keeper:
    """Raises Refused("parcel_keeper") for a party that does not carry parcels to such a place."""
    if chosen not in KEEPERS[place]:
        raise Refused("parcel_keeper")
    return chosen


def person(typed: str, code: str = "parcel_name") -> str:
    """A name on one line. Raises Refused(code)."""
    name = squeeze(typed)
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused(code, limit=LONGEST_NAME)
    return name


def reason(typed: str, code: str = "parcel_reason") -> str:
    """Why. Raises Refused(code)."""
    text = squeeze(typed)
    if not 0 < len(text) <= LONGEST_REASON:
        raise Refused(code, limit=LONGEST_REASON)
    return text


def note(typed: str) -> str | None:
    """A remark where there may be none. Raises Refused("parcel_note")."""
    return reason(typed, "parcel_note") if squeeze(typed) else None


def acted_on(day: date, today: date, since: date | None = None) -> date:
    """Raises Refused("parcel_day_future" | "parcel_day_before")."""
    if day > today:
        raise Refused("parcel_day_future")
    if since is not None and day < since:
        raise Refused("parcel_day_before", since=since)
    return day


def chosen(ids: Iterable[int], *, already: int = 0) -> list[int]:
    """Each once, in the order given. Raises Refused("parcel_empty" | "parcel_full")."""
    once = list(dict.fromkeys(ids))
    if not once:
        raise Refused("parcel_empty")
    if already + len(once) > MOST:
        raise Refused("parcel_full", most=MOST)
    return once


def said(numbers: Iterable[int]) -> str:
    """Numbers for a sentence: `3, 17, 20`, or the first ten and how many more."""
    all_ = sorted(numbers)
    more = f" (+{len(all_) - NUMBERS_SAID})" if len(all_) > NUMBERS_SAID else ""
    return ", ".join(map(str, all_[:NUMBERS_SAID])) + more


def refuse_blocked(blocked: Mapping[str, Sequence[int]]) -> None:
    """Raises the refusal for the first guard that forbids some cards, with their numbers.

    Codes of `cards.states.forbidden`: "card_deceased" becomes "parcel_card_deceased", and so on.
    """
    for code, numbers in blocked.items():
        raise Refused(f"parcel_{code}", numbers=said(numbers), n=len(numbers))


def placed(wanted: Destination, district: str | None) -> Destination:
    """The destination with where it lies, and nothing that its place does not need."""
    match wanted.place:
        case Place.INSTITUTION:
            return Destination(Place.INSTITUTION, institution_id=wanted.institution_id, district=district)
        case Place.VILLAGE:
            return replace(wanted, institution_id=None, district=district)
        case Place.DISTRICT:
            return Destination(Place.DISTRICT, district=district)
