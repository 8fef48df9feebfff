"""The machine is able to fail: whatever is broken behind its back breaks a law."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests_support.card_people import REGENCY
from tests_support.line.machine import Frame
from tests_support.line.office import Template, at, template_in
from tests_support.line.race import TAKEN
from tests_support.line.whole import Line

from ktp_core.cards import states, store
from ktp_core.cards.model import CardAction
from ktp_core.db.engine import write_transaction
from ktp_core.errors import Refused
from ktp_core.summaries.store import Deltas, add


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    with template_in() as made:
        yield made


@pytest.fixture
def line(template: Template, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """Four cards wait in a batch, one was printed there, one lies in a parcel outside, one is in a hand."""
    monkeypatch.setenv("KTP_DATA_DIR", str(template.live.parent))
    Line.begin_run(template)
    made = Line()
    made.begin()
    made.make(printer=1, asked=4, ahead=0, without=None)
    made.printed(which=0, positions=[1], right=True, second=False, back=0)
    made.pack(where=0, who=[0], right=True)
    made.send(which=0, back=0, right=True)
    made.counter(which=8, receipt=TAKEN, back=0, right=False)
    made.laws()
    yield made
    made.looks.conn.close()


def broken(line: Frame, statement: str) -> None:
    line.looks.conn.execute(statement)
    line.looks.conn.commit()


BREAKS = {
    "a stock alone": "UPDATE blank_holder SET stock = stock + 1",
    "a due day": "UPDATE resident SET due_on = due_on + 1 WHERE due_on IS NOT NULL",
    "a state": "UPDATE resident SET state = 70 WHERE state = 50",
    "a cause": "UPDATE resident SET cause = 1 WHERE state = 40",
    "a mark in a batch": "UPDATE print_batch_card SET state = 'printed' WHERE position = 2",
    "who is printing": "UPDATE print_batch_card SET taken_by = 'x' WHERE position = 2",
    "a batch that ended": "UPDATE print_batch SET state = 'done'",
    "a parcel let go of a card": "UPDATE parcel_card SET state = 'left'",
    "a parcel came back": "UPDATE parcel SET state = 'settled'",
    "another keeper": "UPDATE parcel SET keeper_name = 'Orang lain'",
    "a hand-over that never was": "UPDATE hand_over SET void_at = 1",
    "a card in two places": "UPDATE parcel_card SET (resident_id, serial) ="
                            " (SELECT resident_id, serial FROM print_batch_card WHERE position = 2)",
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_it_notices(line: Line, name: str) -> None:
    broken(line, BREAKS[name])

    with pytest.raises(AssertionError):
        line.laws()


def test_it_notices_a_card_printed_without_a_blank(line: Line) -> None:
    def write() -> None:
        with write_transaction() as conn:
            key = next(one.key for one in line.paper.people.values() if one.state == "PRINT_READY" and one.waits_since)
            card, deltas = store.card(conn, key), Deltas(REGENCY)
            event = states.act(card, CardAction.PRINT, day=line.paper.today, at=at(line.paper.today), by="cetak")
            store.write(conn, card, event, deltas)
            add(conn, deltas)

    line.attempt("printed behind the ledger", write, entries=0)

    with pytest.raises(AssertionError, match="blanks that became cards"):
        line.looks.nobody_printed_too_early_or_without_a_blank(line.paper)


def test_it_notices_a_card_printed_before_card_age(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "forbidden", lambda card, action, day: None)
    child = next(n for n, key in enumerate(line.office.people) if line.paper.people[key].of_age > line.paper.today
                 and line.paper.people[key].state == "PRINT_READY")  # fmt: skip

    with pytest.raises(AssertionError, match="carried out although"):
        line.print_one(which=child, holder=2, back=0, right=False)


@pytest.mark.parametrize("table", ["summary_day", "summary_state"])
def test_it_notices_a_count_that_is_not_so(line: Line, table: str) -> None:
    broken(line, f"UPDATE {table} SET n = n + 1")

    with pytest.raises(AssertionError):
        line.numbers_add_up()


def test_it_notices_a_second_delivery(line: Line) -> None:
    broken(line, "DROP INDEX uq_hand_over")
    broken(line, "INSERT INTO hand_over SELECT id + 1, regency, resident_id, serial, parcel_id, day, receiver,"
                 " receiver_name, proof, reason, at, by, NULL, NULL FROM hand_over")  # fmt: skip
    with pytest.raises(AssertionError, match="delivered twice"):
        line.looks.one_card_lies_in_one_place(line.paper)


def test_it_notices_an_act_that_leaves_no_entry_in_the_audit_log(line: Line) -> None:
    line.attempt("nothing at all", lambda: None)

    with pytest.raises(AssertionError, match="one entry"):
        line.laws()


def test_a_refusal_that_the_paper_does_not_know_is_noticed(line: Line) -> None:
    def refuse() -> None:
        raise Refused("card_no_way")

    with pytest.raises(AssertionError, match="the paper knows"):
        line.attempt("too late", refuse, codes={"card_moved"})
