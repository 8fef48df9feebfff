"""A finished card is destroyed only by two people."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, bring_to
from tests_support.parcel_office import OWNER, TODAY, ParcelOffice, places, row_of, states

from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import card_event, destruction, resident
from ktp_core.delivery import queries, service
from ktp_core.delivery.finished import Loss
from ktp_core.delivery.model import Keeper
from ktp_core.errors import Conflict, NotAllowed, Refused

S = CardState


def propose(there: ParcelOffice, key: int, cause: Loss = Loss.MISPRINTED) -> int:
    return service.propose_destruction(there.printer, key, cause, " foto  kabur ", day=TODAY, at=AT)


def test_one_proposes_another_accepts_and_the_card_waits_to_be_printed_again(there: ParcelOffice) -> None:
    (one,) = there.people(1)
    proposal = propose(there, one)
    with read_connection() as conn:
        where = queries.where_is(conn, one)
        assert where is not None and where.destruction_id == proposal

    service.decide_destruction(there.clerk, proposal, True, day=TODAY, at=AT)

    assert states(one) == [S.PRINT_READY]
    with read_connection() as conn:
        event = conn.execute(select(card_event).order_by(card_event.c.id.desc())).mappings().first()
        decided = queries.destructions(conn, "35.14", open=False, first=TODAY, last=TODAY)
        assert queries.where_is(conn, one) is None
        assert queries.destructions(conn, "35.14", open=True).empty
    assert event is not None and (event["action"], event["reason"], event["by"]) == (9, "foto kabur", "serah")
    row = decided.loc[0]
    assert (row["id"], row["proposer"], row["decider"], row["accepted"], row["cause"]) == (
        proposal, "Cetak", "Serah", True, "misprinted",
    )  # fmt: skip
    assert row["nik"].endswith("*" * 10)


def test_nobody_decides_their_own_proposal_however_it_is_decided(there: ParcelOffice) -> None:
    (one,) = there.people(1)
    proposal = propose(there, one)

    for accepted in (True, False):
        with pytest.raises(NotAllowed, match="destroy_own_proposal"):
            service.decide_destruction(there.printer, proposal, accepted, day=TODAY, at=AT)
    assert states(one) == [S.PRINTED]


def test_a_proposal_is_withdrawn_by_its_proposer_alone_and_decided_once(there: ParcelOffice) -> None:
    one, other = there.people(2)
    proposal, second = propose(there, one), propose(there, other)

    with pytest.raises(NotAllowed, match="destroy_not_yours"):
        service.withdraw_destruction(there.clerk, proposal, day=TODAY, at=AT)
    service.withdraw_destruction(there.printer, proposal, day=TODAY, at=AT)
    service.decide_destruction(there.clerk, second, False, day=TODAY, at=AT)

    for key in (proposal, second):
        with pytest.raises(Conflict, match="destroy_decided"):
            service.decide_destruction(there.second, key, True, day=TODAY, at=AT)
    assert states(one, other) == [S.PRINTED] * 2
    again = propose(there, one)
    assert again not in (proposal, second)


def test_a_card_has_one_open_proposal(there: ParcelOffice) -> None:
    (one,) = there.people(1)
    propose(there, one)

    with pytest.raises(Refused, match="destroy_open"):
        service.propose_destruction(there.second, one, Loss.DAMAGED, "patah", day=TODAY, at=AT)


@pytest.mark.parametrize("state", [S.PRINT_READY, S.DELIVERED])
def test_only_a_finished_card_in_nobodys_hand_is_destroyed(there: ParcelOffice, state: CardState) -> None:
    (one,) = there.people(1, state)

    with pytest.raises(Refused, match="destroy_no_card"):
        propose(there, one)


def test_a_card_that_is_outside_can_only_be_written_off_as_lost_and_leaves_its_parcel(there: ParcelOffice) -> None:
    people = there.people(1)
    made = service.pack(there.clerk, there.to_school, people, at=AT)
    service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=TODAY, at=AT)

    with pytest.raises(Refused, match="destroy_outside"):
        propose(there, people[0], Loss.UNCOLLECTED)
    proposal = propose(there, people[0], Loss.LOST)
    with pytest.raises(Refused, match="parcel_cards_doomed"):
        service.hand_over_many(there.clerk, made, [1], OWNER, day=TODAY, at=AT)
    service.decide_destruction(there.clerk, proposal, True, day=TODAY, at=AT)

    assert states(*people) == [S.PRINT_READY] and places(made) == {1: "left"}
    assert row_of(made)["state"] == "settled"
    with read_connection() as conn:
        assert list(queries.parcel_cards(conn, made)["reason"]) == ["foto kabur"]


def test_a_destroyed_card_leaves_a_parcel_that_is_still_here(there: ParcelOffice) -> None:
    people = there.people(2)
    made = service.pack(there.clerk, there.to_school, people, at=AT)
    proposal = propose(there, people[1])

    with pytest.raises(Refused, match="parcel_cards_doomed"):
        service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=TODAY, at=AT)
    with read_connection() as conn:
        assert list(queries.parcel_cards(conn, made)["doomed"]) == [False, True]
    service.decide_destruction(there.clerk, proposal, True, day=TODAY, at=AT)

    assert places(made) == {1: "in", 2: "left"}
    assert service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=TODAY, at=AT) == 1


def test_a_card_that_moved_on_meanwhile_is_not_destroyed_and_the_proposal_can_be_rejected(there: ParcelOffice) -> None:
    (one,) = there.people(1)
    proposal = propose(there, one)
    with write_transaction() as conn:
        bring_to(conn, one, S.DELIVERED, TODAY)  # as a list of SIAK says

    with pytest.raises(Conflict, match="destroy_card_moved"):
        service.decide_destruction(there.clerk, proposal, True, day=TODAY, at=AT)
    with read_connection() as conn:
        assert conn.execute(select(destruction.c.decided_at)).scalar_one() is None
    service.decide_destruction(there.clerk, proposal, False, day=TODAY, at=AT)

    assert states(one) == [S.DELIVERED]


def test_the_card_of_somebody_who_died_can_be_destroyed_and_is_not_due_again(there: ParcelOffice) -> None:
    (one,) = there.people(1)
    with write_transaction() as conn:
        conn.execute(update(resident).where(resident.c.id == one).values(standing=4))

    service.decide_destruction(there.clerk, propose(there, one, Loss.DECEASED), True, day=TODAY, at=AT)

    with read_connection() as conn:
        row = conn.execute(select(resident.c.state, resident.c.due_on)).one()
    assert row == (int(S.PRINT_READY), None)


def test_a_clerk_of_one_district_decides_about_its_residents_alone(there: ParcelOffice) -> None:
    near, far = there.people(1, district=KEJAYAN) + there.people(1, district=PURWOSARI)

    with pytest.raises(NotAllowed):
        service.propose_destruction(there.kejayan, far, Loss.DAMAGED, "patah", day=TODAY, at=AT)
    proposals = [propose(there, key) for key in (near, far)]
    service.decide_destruction(there.kejayan, proposals[0], True, day=TODAY, at=AT)
    with pytest.raises(NotAllowed):
        service.decide_destruction(there.kejayan, proposals[1], True, day=TODAY, at=AT)

    assert states(near, far) == [S.PRINT_READY, S.PRINTED]
    with read_connection() as conn:
        assert list(queries.destructions(conn, "35.14", open=True, districts=(PURWOSARI,))["id"]) == proposals[1:]
        assert queries.destructions(conn, "35.14", open=True, districts=(KEJAYAN,)).empty


def test_a_reason_is_needed_and_a_day_that_fits(there: ParcelOffice) -> None:
    (one,) = there.people(1)

    with pytest.raises(Refused, match="destroy_reason"):
        service.propose_destruction(there.printer, one, Loss.DAMAGED, " ", day=TODAY, at=AT)
    for day, code in ((TODAY.replace(day=23), "parcel_day_future"), (TODAY.replace(day=1), "parcel_day_before")):
        with pytest.raises(Refused, match=code):
            service.propose_destruction(there.printer, one, Loss.DAMAGED, "patah", day=day, at=AT)
