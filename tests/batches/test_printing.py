"""Operators at the printer: taken, printed, spoiled, skipped; a batch that stops, goes on, ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from tests_support.card_people import KEJAYAN, PURWOSARI, REGENCY
from tests_support.constants import NOW
from tests_support.print_room import (
    BLANKS,
    TODAY,
    YOUNG,
    marks,
    of,
    on_list,
    progress,
    residents,
    states_of,
    stock,
    visit_of,
    waiting,
    walk,
)

from ktp_core.batches import moves, queries, service
from ktp_core.batches.model import BatchState, CardMark, Progress
from ktp_core.blanks import service as blanks
from ktp_core.blanks.model import HolderDraft, HolderKind
from ktp_core.cards.model import CardAction, CardState, Channel, Source
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, blank_entry, card_event, resident
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def batch(there) -> int:
    """Six cards of Kejayan, longest wait first, on the first printer."""
    for number in range(1, 7):
        waiting(number, date(2026, 5, number))
    return service.make(there.clerk, there.printer, day=TODAY, asked=6, today=TODAY, at=NOW)


def printed(there, batch, *positions, by=None, day=TODAY):
    return service.printed(by or there.clerk, batch, positions, day=day, at=NOW)


def test_a_printed_card_used_a_blank_of_the_batchs_printer_and_moved_on(there, batch):
    assert printed(there, batch, 1, 3, 3) == 2

    keys = residents(batch)
    assert marks(batch) == ["printed", "waiting", "printed", "waiting", "waiting", "waiting"]
    assert states_of(keys[:3]) == ["PRINTED", "PRINT_READY", "PRINTED"]
    assert (stock(there.printer), stock(there.other)) == (BLANKS - 2, BLANKS)
    b, e = blank_entry.c, card_event.c
    with read_connection() as conn:
        used = select(b.kind, b.n, b.resident_id, b.serial, b.batch_id, b.day, b.by).where(b.kind == "used")
        assert conn.execute(used.order_by(b.id)).all() == [
            ("used", -1, key, 1, batch, TODAY, "cetak") for key in (keys[0], keys[2])
        ]
        events = select(e.resident_id, e.day, e.by, e.source, e.channel).where(e.action == int(CardAction.PRINT))
        assert conn.execute(events.order_by(e.id)).all() == [
            (key, TODAY, "cetak", int(Source.OFFICE), int(Channel.OFFICE)) for key in (keys[0], keys[2])
        ]
        assert conn.execute(select(resident.c.printed_on).where(resident.c.id == keys[0])).scalar() == TODAY


def test_all_are_printed_or_none_and_the_sentence_names_the_numbers(there, batch):
    printed(there, batch, 2)
    service.skip(there.clerk, batch, [4, 5], reason="salah foto", at=NOW)
    before = marks(batch), stock(there.printer)

    with pytest.raises(Conflict, match="batch_printed") as told:
        printed(there, batch, 1, 2, 3)
    assert told.value.params["numbers"] == "2"
    with pytest.raises(Refused, match="batch_not_waiting") as told:
        printed(there, batch, 1, 3, 4, 5)
    assert told.value.params["numbers"] == "4–5"
    with pytest.raises(Refused, match="batch_position") as told:
        printed(there, batch, 1, 7, 9)
    assert told.value.params["numbers"] == "7, 9"
    with pytest.raises(Refused, match="batch_none_chosen"):
        printed(there, batch)
    assert (marks(batch), stock(there.printer)) == before


def test_a_card_that_somebody_else_is_printing_is_theirs(there, batch):
    assert service.take(there.second, batch, [1, 2], at=NOW) == [1, 2]

    with pytest.raises(Conflict, match="batch_taken") as told:
        printed(there, batch, 2, 3)
    assert told.value.params == {"name": "Cetak2", "numbers": "2"}
    with pytest.raises(Conflict, match="batch_taken"):
        service.take(there.clerk, batch, [1], at=NOW)
    with pytest.raises(Conflict, match="batch_taken"):
        service.skip(there.clerk, batch, [1], reason="x", at=NOW)
    with pytest.raises(Conflict, match="batch_taken"):
        service.spoiled(there.clerk, batch, 1, reason="x", day=TODAY, at=NOW)
    assert service.take(there.clerk, batch, 3, at=NOW) == [3, 4, 5]
    assert service.take(there.clerk, batch, 3, at=NOW) == [6]
    with pytest.raises(Refused, match="batch_none_left"):
        service.take(there.clerk, batch, 1, at=NOW)
    with read_connection() as conn:
        found = queries.working(conn, batch)
    assert found.to_numpy().tolist() == [["cetak", "Cetak", 4, "3–6", NOW], ["cetak2", "Cetak2", 2, "1–2", NOW]]
    assert printed(there, batch, 1, 2, by=there.second) == 2
    assert service.give_back(there.second, batch, [3, 4, 1], at=NOW) == 2  # a colleague went home
    assert printed(there, batch, 3, by=there.second) == 1
    with pytest.raises(Refused, match="batch_none_taken") as nothing:
        service.give_back(there.second, batch, [3, 4], at=NOW)
    assert nothing.value.params == {"numbers": "3–4"}


def test_a_blank_that_spoils_is_gone_and_the_card_still_waits(there, batch):
    assert service.spoiled(there.clerk, batch, 2, reason="tinta luntur", day=TODAY, at=NOW) == 1
    assert service.spoiled(there.clerk, batch, 2, reason="tersangkut", day=TODAY, at=NOW) == 2

    assert progress(batch) == Progress(waiting=6, spoiled=2)
    assert stock(there.printer) == BLANKS - 2
    assert states_of(residents(batch))[1] == "PRINT_READY"
    with read_connection() as conn:
        b = blank_entry.c
        lost = select(b.n, b.resident_id, b.batch_id, b.reason).where(b.kind == "spoiled").order_by(b.id)
        key = residents(batch)[1]
        assert conn.execute(lost).all() == [(-1, key, batch, "tinta luntur"), (-1, key, batch, "tersangkut")]
    assert printed(there, batch, 2) == 1
    with pytest.raises(Refused, match="batch_reason"):
        service.spoiled(there.clerk, batch, 1, reason=" ", day=TODAY, at=NOW)


def test_without_a_blank_nothing_is_printed(there, batch):
    blanks.give_back(there.clerk, there.printer, BLANKS - 1, day=TODAY, document="BA", at=NOW)

    with pytest.raises(Refused, match="blank_none"):
        printed(there, batch, 1, 2)
    assert (set(marks(batch)), stock(there.printer)) == ({"waiting"}, 1)
    assert printed(there, batch, 1) == 1
    with pytest.raises(Refused, match="blank_none"):
        service.spoiled(there.clerk, batch, 2, reason="x", day=TODAY, at=NOW)
    assert progress(batch).spoiled == 0


def test_nothing_is_printed_before_card_age_or_before_it_was_print_ready_or_on_a_day_to_come(there):
    waiting(1, date(2026, 11, 1), born=date(2009, 11, 23))
    waiting(2, date(2026, 11, 20), born=YOUNG)
    key = service.make(there.clerk, there.printer, day=TOMORROW, asked=9, today=TODAY, at=NOW)

    with pytest.raises(Refused, match="batch_too_young") as told:
        printed(there, key, 1, 2)
    assert told.value.params["numbers"] == "2"
    with pytest.raises(Refused, match="batch_day_before") as told:
        printed(there, key, 1, day=date(2026, 11, 19))
    assert told.value.params["numbers"] == "1"
    with pytest.raises(Refused, match="blank_day_future"):
        printed(there, key, 1, day=TOMORROW)
    with pytest.raises(Refused, match="blank_day_old"):
        printed(there, key, 1, day=date(2026, 10, 1))
    assert printed(there, key, 1, day=date(2026, 11, 20)) == 1


def test_a_card_that_was_printed_elsewhere_meanwhile_is_named(there, batch):
    with write_transaction() as conn:
        walk(conn, residents(batch)[2], CardState.PRINTED, TODAY)

    with pytest.raises(Refused, match="batch_not_waiting") as told:
        printed(there, batch, 1, 2, 3)
    assert told.value.params["numbers"] == "3"
    assert marks(batch)[2] == "gone" and printed(there, batch, 1, 2) == 2


def test_skipped_ones_stay_due_and_come_back_when_there_is_room(there, batch):
    assert service.skip(there.clerk, batch, [1, 2], reason="foto buram", at=NOW) == 2

    other = service.make(there.second, there.other, day=TODAY, asked=1, today=TODAY, at=NOW)
    assert residents(other) == residents(batch)[:1]
    with pytest.raises(Conflict, match="batch_elsewhere") as told:
        service.unskip(there.clerk, batch, [1, 2], at=NOW)
    assert told.value.params["numbers"] == "1"
    assert service.unskip(there.clerk, batch, [2], at=NOW) == 1
    with pytest.raises(Refused, match="batch_not_skipped"):
        service.unskip(there.clerk, batch, [3], at=NOW)
    service.finish(there.second, other, 1, at=NOW)
    blanks.give_back(there.clerk, there.printer, BLANKS - 5, day=TODAY, document="BA", at=NOW)
    with pytest.raises(Refused, match="batch_no_stock"):
        service.unskip(there.clerk, batch, [1], at=NOW)
    with write_transaction() as conn:
        walk(conn, residents(batch)[0], CardState.PRINTED, TODAY)
    with pytest.raises(Refused, match="batch_not_due"):
        service.unskip(there.clerk, batch, [1], at=NOW)


def test_a_paused_batch_keeps_its_cards_and_nobody_prints_them(there, batch):
    service.take(there.second, batch, [1], at=NOW)
    service.pause(there.clerk, batch, 1, reason="listrik padam", at=NOW)

    assert (of(batch).state, of(batch).reason, of(batch).version) == (BatchState.PAUSED, "listrik padam", 2)
    for act in (
        lambda: printed(there, batch, 1),
        lambda: service.take(there.clerk, batch, [1], at=NOW),
        lambda: service.spoiled(there.clerk, batch, 1, reason="x", day=TODAY, at=NOW),
    ):
        with pytest.raises(Refused, match="batch_paused"):
            act()
    with pytest.raises(Refused, match="batch_nobody"):
        service.make(there.second, there.other, day=TODAY, asked=6, today=TODAY, at=NOW)
    service.resume(there.second, batch, 2, at=NOW)
    assert of(batch).reason is None and printed(there, batch, 1) == 1
    with pytest.raises(Refused, match="batch_no_way"):
        service.resume(there.second, batch, 3, at=NOW)


def test_finishing_sets_the_rest_free_and_ends_it(there, batch):
    printed(there, batch, 1)
    service.skip(there.clerk, batch, [2], reason="x", at=NOW)

    assert service.finish(there.clerk, batch, 1, at=NOW) == 4

    assert marks(batch) == ["printed", "skipped", *["released"] * 4]
    assert (of(batch).state, of(batch).done_at) == (BatchState.DONE, NOW)
    for act in (
        lambda: printed(there, batch, 3),
        lambda: service.take(there.clerk, batch, [3], at=NOW),
        lambda: service.skip(there.clerk, batch, [3], reason="x", at=NOW),
        lambda: service.unskip(there.clerk, batch, [2], at=NOW),
        lambda: service.finish(there.clerk, batch, 2, at=NOW),
        lambda: service.give_back(there.clerk, batch, [3], at=NOW),
    ):
        with pytest.raises(Refused, match="batch_over"):
            act()
    again = service.make(there.clerk, there.printer, day=TODAY, asked=9, today=TODAY, at=NOW)
    assert residents(again) == residents(batch)[1:]


def test_only_what_was_not_begun_is_cancelled_and_only_with_a_reason(there, batch):
    with pytest.raises(Refused, match="batch_reason"):
        service.cancel(there.clerk, batch, 1, reason=" ", at=NOW)
    with pytest.raises(Conflict, match="batch_changed"):
        service.cancel(there.clerk, batch, 7, reason="salah pencetak", at=NOW)
    assert service.cancel(there.clerk, batch, 1, reason="salah pencetak", at=NOW) == 6
    assert set(marks(batch)) == {"released"} and of(batch).state is BatchState.CANCELLED

    spoilt = service.make(there.clerk, there.printer, day=TODAY, asked=2, today=TODAY, at=NOW)
    service.spoiled(there.clerk, spoilt, 1, reason="x", day=TODAY, at=NOW)
    with pytest.raises(Refused, match="batch_begun"):
        service.cancel(there.clerk, spoilt, 1, reason="x", at=NOW)


def test_of_two_who_end_a_batch_the_second_is_told(there, batch):
    service.pause(there.clerk, batch, 1, at=NOW)

    with pytest.raises(Conflict, match="batch_changed"):
        service.finish(there.second, batch, 1, at=NOW)


def test_a_printing_taken_back_is_released_by_its_batch_with_the_reason(there, batch):
    printed(there, batch, 1)
    key = residents(batch)[0]

    with write_transaction() as conn:
        assert moves.unprinted(conn, batch, key, 1, "salah orang", at=NOW, by="adm") == 1
        assert moves.unprinted(conn, batch, key, 1, "salah orang", at=NOW, by="adm") is None

    with read_connection() as conn:
        row = queries.cards(conn, batch, today=TODAY).iloc[0]
    assert (row["state"], row["reason"], row["done_on"]) == ("released", "salah orang", TODAY)


def test_on_the_spot_the_visit_and_its_channel_are_in_the_event(there):
    key = visit_of(there.school)
    on_list(key, waiting(1, date(2026, 5, 1)))
    batch = service.make(there.clerk, there.printer, day=TODAY, asked=5, visit_id=key, today=TODAY, at=NOW)

    printed(there, batch, 1)

    e = card_event.c
    with read_connection() as conn:
        found = conn.execute(select(e.channel, e.visit_id).where(e.action == int(CardAction.PRINT))).one()
    assert found == (int(Channel.KENDUREN_MAS), key)


def test_a_district_office_prints_at_the_district_office(there):
    draft = HolderDraft(kind=HolderKind.OFFICE, name="Kecamatan Kejayan")
    office = blanks.add_holder(there.clerk, REGENCY, draft, at=NOW)
    blanks.allot(there.clerk, there.printer, office, 5, day=TODAY, at=NOW)
    waiting(1, date(2026, 5, 1))
    batch = service.make(there.kejayan, office, day=TODAY, asked=5, today=TODAY, at=NOW)

    printed(there, batch, 1, by=there.kejayan)

    e = card_event.c
    with read_connection() as conn:
        channel = conn.execute(select(e.channel).where(e.action == int(CardAction.PRINT))).scalar()
    assert channel == int(Channel.DISTRICT_OFFICE)


def test_who_moved_out_of_ones_district_is_printed_by_somebody_else(there, batch):
    mine = service.cancel(there.clerk, batch, 1, reason="x", at=NOW) and service.make(
        there.kejayan, there.printer, day=TODAY, asked=2, today=TODAY, at=NOW
    )
    with write_transaction() as conn:
        conn.execute(resident.update().where(resident.c.id == residents(mine)[0]).values(district=PURWOSARI))

    with pytest.raises(NotAllowed):
        printed(there, mine, 1, 2, by=there.kejayan)
    assert printed(there, mine, 2, by=there.kejayan) == 1


def test_lists_show_names_masked_in_printing_order_with_what_became_of_each(there, batch):
    printed(there, batch, 1)
    service.take(there.second, batch, [2], at=NOW)
    service.skip(there.clerk, batch, [3], reason="foto buram", at=NOW)

    with read_connection() as conn:
        found = queries.cards(conn, batch, today=TOMORROW)
        whole = queries.cards(conn, batch, today=TODAY, reveal=True, states=[CardMark.WAITING], limit=2, offset=1)
        total = queries.cards_total(conn, batch, states=[CardMark.WAITING])
        open_, hers = queries.waiting(conn, batch), queries.cards(conn, batch, today=TODAY, taken_by="cetak2")
        one = queries.batches(conn, REGENCY, states=[BatchState.OPEN]).iloc[0]
        none = queries.batches(conn, REGENCY, states=[BatchState.DONE])
        taken, of_nobody = queries.waiting_in(conn, residents(batch)[3]), queries.waiting_in(conn, residents(batch)[0])

    assert list(found["position"]) == [1, 2, 3, 4, 5, 6]
    first, second, third = (found.iloc[n] for n in range(3))
    assert (first["name"], first["nik"], first["days"]) == ("PENDUDUK NOMOR 1", "351406**********", 205)
    assert (second["taken_by"], second["taken_name"], second["days"], second["state"]) == (
        "cetak2", "Cetak2", 205, "waiting",
    )  # fmt: skip
    assert (third["state"], third["reason"], third["category"]) == ("skipped", "foto buram", "waiting")
    assert open_ == [(2, "cetak2"), (4, None), (5, None), (6, None)] and list(hers["position"]) == [2]
    assert first["taken_by"] is None and first["district"] == "Kejayan"
    assert list(whole["position"]) == [4, 5] and whole.iloc[0]["nik"] == "3514060103089004" and total == 4
    assert (one["cards"], one["waiting"], one["printed"], one["skipped"], one["printer"], one["made_by"]) == (
        6, 4, 1, 1, "Pencetak 1", "Cetak",
    )  # fmt: skip
    assert none.empty and taken is not None and taken.id == batch and of_nobody is None


def test_the_first_of_a_proposal_are_shown_by_name(there):
    keys = [waiting(number, date(2026, 5, number), institution=there.school) for number in (1, 2)]
    offer = service.propose(there.clerk, REGENCY, there.printer, day=TODAY, asked=5, today=TODAY)

    with read_connection() as conn:
        found = queries.proposed(conn, offer.cards[1:], today=TODAY, first=2)

    row = found.iloc[0]
    assert (row["place"], row["resident_id"], row["institution"], row["days"], row["category"]) == (
        2, keys[1], "SMAN 1 Kejayan", 204, "waiting",
    )  # fmt: skip


def test_every_act_leaves_one_entry_with_numbers_alone(there, batch):
    service.take(there.clerk, batch, [1, 2], at=NOW)
    service.give_back(there.second, batch, [2], at=NOW)
    service.spoiled(there.clerk, batch, 1, reason="rahasia", day=TODAY, at=NOW)
    printed(there, batch, 1)
    service.skip(there.clerk, batch, [2], reason="rahasia", at=NOW)
    service.unskip(there.clerk, batch, [2], at=NOW)
    service.pause(there.clerk, batch, 1, reason="rahasia", at=NOW)
    service.resume(there.clerk, batch, 2, at=NOW)
    service.finish(there.clerk, batch, 3, reason="rahasia", at=NOW)

    with read_connection() as conn:
        rows = conn.execute(select(audit_log.c.action, audit_log.c.details).order_by(audit_log.c.seq)).all()
    ours = [(action, details) for action, details in rows if action.startswith("batch.")][1:]
    assert [action.removeprefix("batch.") for action, _ in ours] == [
        "take", "give_back", "spoil", "print", "skip", "unskip", "pause", "resume", "finish",
    ]  # fmt: skip
    assert not any("rahasia" in str(details) for _, details in ours)


def test_a_batch_of_nobody_is_not_found(there):
    with pytest.raises(NotFound, match="batch_unknown"):
        printed(there, 3514 * 10**9 + 900, 1)
    assert KEJAYAN in there.kejayan.districts
