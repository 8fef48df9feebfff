"""Histories that once went wrong, or that random ones reach too seldom: told step by step by the same machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests_support.line.office import Template, template_in
from tests_support.line.race import TAKEN
from tests_support.line.whole import Line

from ktp_core.cards.model import Cause
from ktp_core.delivery.finished import Loss


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    with template_in() as made:
        yield made


@pytest.fixture
def line(template: Template, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """Every law is looked at after every act of these, and all numbers at the end."""
    monkeypatch.setenv("KTP_DATA_DIR", str(template.live.parent))
    Line.begin_run(template)
    made = Line()
    made.begin()
    yield made
    made.laws()
    made.teardown()


def print_alone(line: Line, which: int) -> None:
    line.print_one(which=which, holder=2, back=0, right=False)
    line.laws()


def correct(line: Line, which: int) -> None:
    line.correct(which=which, right=False)
    line.laws()


def destroyed(line: Line, which: int) -> None:
    line.propose(which=which, cause=Loss.DAMAGED, right=False)
    line.decide(which=0, accepted=True, own=False)
    line.laws()


def siak_says(line: Line, which: int, word: str, *, taken: bool = False) -> None:
    line.list_from_siak(rows=[(which, word, 0)])
    if taken:
        line.follow_siak(which=0)
    line.laws()


def test_every_blank_comes_back_when_two_prints_of_one_card_are_taken_back(line: Line) -> None:
    print_alone(line, 0)
    siak_says(line, 0, "PRR", taken=True)
    print_alone(line, 0)

    for _ in ("PRINT", "SPOIL", "PRINT"):
        correct(line, 0)

    assert line.paper.stock(line.office.second) == 2


def test_a_batch_printed_what_it_printed_although_a_later_print_is_taken_back(line: Line) -> None:
    line.make(printer=1, asked=1, ahead=0, without=None)
    line.printed(which=0, positions=[1], right=True, second=False, back=0)
    (printed,) = [n for n, key in enumerate(line.office.people) if line.paper.people[key].last == ("PRINT", True, 4)]
    destroyed(line, printed)
    print_alone(line, printed)

    correct(line, printed)

    assert line.done["corrected PRINT"] == 1


def test_what_siak_says_was_printed_is_taken_back_without_a_blank_and_without_a_batch(line: Line) -> None:
    line.make(printer=1, asked=1, ahead=0, without=None)
    line.printed(which=0, positions=[1], right=True, second=False, back=0)
    (printed,) = [n for n, key in enumerate(line.office.people) if line.paper.people[key].last == ("PRINT", True, 4)]
    destroyed(line, printed)
    siak_says(line, printed, "CARD_PRINTED")

    correct(line, printed)

    assert line.done["corrected PRINT"] == 1


def test_a_card_that_siak_says_came_back_still_comes_back_with_its_parcel(line: Line) -> None:
    line.pack(where=0, who=[7], right=False)
    line.send(which=0, back=0, right=True)
    siak_says(line, 7, "CARD_PRINTED", taken=True)

    line.bring_back(which=0, numbers=[1], right=True, back=0)

    assert line.done["cards brought back"] == 1


def test_a_card_that_siak_says_came_back_goes_on_in_another_parcel(line: Line) -> None:
    line.pack(where=0, who=[7], right=False)
    line.send(which=0, back=0, right=True)
    siak_says(line, 7, "CARD_PRINTED", taken=True)

    line.reroute(which=0, numbers=[1], right=True, where=1, back=0)

    assert line.done["cards rerouted"] == 1


def test_a_card_that_siak_says_was_sent_before_its_parcel_left_goes_with_it(line: Line) -> None:
    line.pack(where=0, who=[7, 8], right=False)
    siak_says(line, 7, "CARD_SHIPPED")
    line.send(which=0, back=0, right=True)
    line.laws()

    line.many(which=0, numbers=[1, 2], receipt=TAKEN, right=True, back=0)

    assert line.done["cards of a parcel given"] == 1


def test_a_delivery_that_siak_said_while_the_card_was_in_a_parcel_is_taken_back_into_it(line: Line) -> None:
    line.pack(where=0, who=[7], right=False)
    line.send(which=0, back=0, right=True)
    siak_says(line, 7, "CARD_ISSUED")

    correct(line, 7)

    assert line.paper.parcel_of(line.office.people[7]) is not None


def test_a_delivery_that_siak_said_before_the_parcel_left_is_taken_back_into_the_parcel_outside(line: Line) -> None:
    line.pack(where=0, who=[7, 8], right=False)
    siak_says(line, 7, "CARD_ISSUED")
    line.send(which=0, back=0, right=True)
    correct(line, 7)

    line.bring_back(which=0, numbers=[1, 2], right=True, back=0)

    assert line.done["cards brought back"] == 1


def test_a_hand_over_taken_back_twice_lies_in_its_parcel_and_is_handed_over_once_more(line: Line) -> None:
    line.pack(where=0, who=[7], right=False)
    line.send(which=0, back=0, right=True)
    line.transfer(which=0, back=0, right=True)
    for _ in range(2):
        line.many(which=0, numbers=[1], receipt=TAKEN, right=True, back=0)
        correct(line, 7)
    line.many(which=0, numbers=[1], receipt=TAKEN, right=True, back=0)

    assert line.done["corrected DELIVER"] == 2 and line.done["cards of a parcel given"] == 3


def test_a_replacement_taken_back_leaves_the_batch_and_the_old_card_is_in_the_hand(line: Line) -> None:
    line.counter(which=8, receipt=TAKEN, back=0, right=False)
    line.replace(which=8, cause=Cause.LOST, back=0, right=False)
    line.make(printer=2, asked=5, ahead=0, without=None)
    line.laws()

    correct(line, 8)
    correct(line, 8)

    assert line.done["corrected DELIVER"] == 1 and line.paper.hands[0].void


def test_who_dies_while_waiting_in_a_batch_or_outside_in_a_parcel(line: Line) -> None:
    line.make(printer=2, asked=2, ahead=0, without=None)
    line.pack(where=0, who=[7, 8], right=False)
    line.send(which=0, back=0, right=True)
    for which in (0, 7):
        line.change(which=which, what="die", days=0)
        line.laws()

    line.many(which=0, numbers=[1, 2], receipt=TAKEN, right=True, back=0)
    line.many(which=0, numbers=[2], receipt=TAKEN, right=False, back=0)
    line.bring_back(which=0, numbers=[1], right=True, back=0)
    destroyed(line, 7)

    assert line.done["destruction decided"] == 1


def test_the_return_of_a_card_that_was_in_no_parcel_is_taken_back_at_the_card(line: Line) -> None:
    siak_says(line, 0, "CARD_SHIPPED")
    line.stray(which=0, back=0)

    correct(line, 0)

    assert line.done["corrected RETURN"] == 1
