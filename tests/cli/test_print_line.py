"""`batches`, `parcels` and `uncollected`: keys, the numbers of the screens, no names of residents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from tests_support.card_people import KEJAYAN, PURWOSARI, REGENCY, one
from tests_support.constants import NOW
from tests_support.print_room import TODAY, YOUNG, PrintRoom, print_room, waiting

from ktp_core.batches import service as batches
from ktp_core.cards.model import CardState, Cause
from ktp_core.cli.main import run
from ktp_core.db.engine import read_connection
from ktp_core.delivery import service as delivery
from ktp_core.delivery.finished import Proof, Receipt, Receiver
from ktp_core.delivery.model import Destination, Keeper, Place
from ktp_core.delivery.store import get

BATCH = [
    "id", "number", "day", "state", "printer", "visit_id", "institution", "cards", "waiting", "printed", "skipped",
    "released", "gone", "spoiled", "reason", "note",
]  # fmt: skip
PARCEL = [
    "id", "code", "state", "place", "name", "district_name", "keeper", "keeper_name", "kept_since", "sent_on", "days",
    "visit_id", "visit_day", "cards", "inside", "handed", "returned",
]  # fmt: skip
OWNERS = ("PENDUDUK", "3514060103")


@dataclass(frozen=True)
class Office:
    """An office with one batch and three parcels, and ids of them."""

    room: PrintRoom
    batch: int
    sent: int
    packed: int
    elsewhere: int


@pytest.fixture
def office(sqlite_database, actor_of) -> Office:
    room = print_room(actor_of)
    for number in range(1, 6):
        waiting(number, date(2026, 7, number), born=YOUNG)
    for number in range(6, 9):
        waiting(number, date(2026, 7, number), cause=Cause.LOST)
    batch = batches.make(room.clerk, room.printer, day=TODAY, asked=4, today=TODAY, at=NOW)
    batches.printed(room.clerk, batch, [1, 2], day=TODAY, at=NOW)
    batches.spoiled(room.clerk, batch, 3, reason="Pita kusut", day=TODAY, at=NOW)
    batches.skip(room.clerk, batch, [4], reason="Foto buram", at=NOW)
    antar = actor_of("antar", "delivery", regency=REGENCY)
    day = TODAY - timedelta(days=60)
    cards = [one(CardState.PRINTED, day, number=number) for number in range(20, 26)]
    school = Destination(Place.INSTITUTION, institution_id=room.school, district=KEJAYAN)
    sent = delivery.pack(antar, school, cards[:3], at=NOW)
    delivery.send(antar, sent, Keeper.INSTITUTION, "Bu Sri", "Petugas", day=TODAY - timedelta(days=40), at=NOW)
    receipt = Receipt(Receiver.OWNER, Proof.SCHOOL_CARD)
    delivery.hand_over(antar, cards[0], receipt, day=TODAY, at=NOW, parcel_id=sent)
    packed = delivery.pack(antar, Destination(Place.DISTRICT, district=KEJAYAN), cards[3:4], at=NOW)
    elsewhere = delivery.pack(antar, Destination(Place.DISTRICT, district=PURWOSARI), cards[4:5], at=NOW)
    return Office(room, batch, sent, packed, elsewhere)


@pytest.fixture
def call(office, capsys):
    def ask(*options: str, as_json: bool = True) -> tuple[int, str]:
        code = 0
        try:
            run([*options, "--as-of", TODAY.isoformat(), *(["--json"] if as_json else [])])
        except SystemExit as ended:
            code = int(ended.code or 0)
        return code, capsys.readouterr().out

    return ask


def test_batches_say_what_became_of_their_cards_and_what_room_is_left(call, office):
    code, out = call("batches", "--regency", REGENCY)
    answer = json.loads(out)

    assert code == 0 and list(answer) == ["as_of", "total", "batches", "printers", "waiting"]
    assert answer["total"] == 1 and list(answer["batches"][0]) == BATCH
    found = answer["batches"][0]
    assert (found["id"], found["day"], found["state"], found["printer"]) == (
        office.batch, TODAY.isoformat(), "open", "Pencetak 1"
    )  # fmt: skip
    assert [found[name] for name in ("cards", "waiting", "printed", "skipped", "spoiled")] == [4, 1, 2, 1, 1]
    first, second = answer["printers"]
    assert first == {"id": office.room.printer, "name": "Pencetak 1", "stock": 97, "promised": 1, "capacity": 20,
                     "planned": 3, "free": 17}  # fmt: skip
    assert second["capacity"] is None and second["free"] == 100
    assert {one["category"]: one["n"] for one in answer["waiting"] if one["n"]} == {"first_time": 2, "lost": 3}
    assert [one["category"] for one in answer["waiting"]][0] == "first_time"


def test_batches_of_a_state_alone_and_people_read_them_without_names(call):
    assert json.loads(call("batches", "--regency", REGENCY, "--state", "done")[1])["total"] == 0
    assert json.loads(call("batches", "--regency", REGENCY, "--state", "open", "--state", "done")[1])["total"] == 1

    code, out = call("batches", "--regency", REGENCY, as_json=False)

    assert code == 0 and "1 kelompok cetak" in out and "Pemula" in out
    assert not any(word in out for word in OWNERS)


def test_parcels_say_who_has_them_and_what_was_handed_over(call, office):
    code, out = call("parcels", "--regency", REGENCY, "--state", "sent")
    answer = json.loads(out)

    assert code == 0 and list(answer) == ["as_of", "total", "parcels"] and answer["total"] == 1
    (found,) = answer["parcels"]
    assert list(found) == PARCEL
    assert (found["id"], found["name"], found["keeper"], found["keeper_name"]) == (
        office.sent, "SMAN 1 Kejayan", "institution", "Bu Sri"
    )  # fmt: skip
    assert [found[name] for name in ("cards", "inside", "handed", "returned", "days")] == [3, 2, 1, 0, 40]
    assert not any(word in out for word in OWNERS)


def test_a_parcel_is_found_by_its_code_however_it_is_typed(call, office):
    with read_connection() as conn:
        code = get(conn, office.packed).code

    found = json.loads(call("parcels", "--regency", REGENCY, "--code", code.replace("-", "").lower())[1])
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")

    assert [one["id"] for one in found["parcels"]] == [office.packed]
    ended, out = call("parcels", "--regency", REGENCY, "--code", wrong)
    assert ended == 2 and json.loads(out)["refused"]["code"] == "parcel_code_check"


def test_parcels_that_are_long_outside_and_those_of_one_district(call, office):
    def ids(*options: str) -> set[int]:
        return {one["id"] for one in json.loads(call("parcels", "--regency", REGENCY, *options)[1])["parcels"]}

    assert ids("--overdue", "30") == {office.sent}
    assert ids("--overdue", "41") == set()
    assert ids("--district", PURWOSARI) == {office.elsewhere}
    assert ids("--institution", str(office.room.school)) == {office.sent}


def test_uncollected_cards_by_age_and_place_and_whom_to_call(call, office):
    code, out = call("uncollected", "--regency", REGENCY)
    answer = json.loads(out)

    assert code == 0 and list(answer) == ["as_of", "total", "ages", "places", "calls"]
    assert answer["total"] == 7  # five that were printed sixty days ago, two of today
    assert [(one["from"], one["to"], one["n"]) for one in answer["ages"]] == [
        (0, 7, 2), (8, 30, 0), (31, 90, 5), (91, None, 0),
    ]  # fmt: skip
    at = {(one["spot"], one["place"], one["name"]): one["n"] for one in answer["places"]}
    assert at["parcel", "institution", "SMAN 1 Kejayan"] == 2 and at["office", None, None] == 3
    assert sum(at.values()) == 7
    school = next(one for one in answer["calls"] if one["name"] == "SMAN 1 Kejayan")
    assert (school["there"], school["parcels"], school["oldest"]) == (2, 1, 40)

    code, words = call("uncollected", "--regency", REGENCY, as_json=False)
    assert code == 0 and "7 kartu jadi" in words and not any(word in words for word in OWNERS)


@pytest.mark.parametrize("command", ["batches", "parcels", "uncollected"])
@pytest.mark.parametrize(("options", "code", "why"), [
    (("--regency", "abc"), 2, "regency_unknown"), (("--regency", "63.11"), 2, "regency_not_set_up"),
    (("--regency", REGENCY, "--by", "tidak.ada"), 3, "account_unknown"),
    (("--regency", REGENCY, "--by", "kadis"), 3, "not_allowed"),
])  # fmt: skip
def test_a_slip_or_a_stranger_is_refused(call, command, options, code, why):
    ended, out = call(command, *options)

    assert ended == code and json.loads(out)["refused"]["code"] == why


def test_an_account_of_one_district_sees_that_district_alone(call, office, actor_of):
    actor_of("tutur", "delivery", regency=REGENCY, districts=(PURWOSARI,))

    found = json.loads(call("parcels", "--regency", REGENCY, "--by", "tutur")[1])

    assert [one["id"] for one in found["parcels"]] == [office.elsewhere]
    assert call("parcels", "--regency", REGENCY, "--by", "tutur", "--district", KEJAYAN)[0] == 3
    assert json.loads(call("batches", "--regency", REGENCY, "--by", "kej")[1])["batches"] == []
    assert call("parcels", "--regency", REGENCY, "--district", "35.14.99")[0] == 2
