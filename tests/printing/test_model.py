"""What may be asked of the backlog, by whom, and how a page is remembered."""

import secrets
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.access.model import Actor, Role
from ktp_core.errors import NotAllowed, Refused
from ktp_core.labels import refusal_text
from ktp_core.printing.model import BacklogFilter, Cursor, Kind
from ktp_core.printing.rules import AGES, Queue, age_class

KEY = secrets.token_bytes(32)


def actor(*roles: Role, regency: str | None = "35.14", districts: tuple[str, ...] = ()) -> Actor:
    return Actor("uji", 1, frozenset(roles), regency, districts)


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("regency_unknown", {"regency": "abc"}),
        ("regency_unknown", {"regency": "3514"}),
        ("backlog_search_long", {"search": "a" * 1_000_000}),
        ("backlog_districts_many", {"districts": tuple(f"35.14.{n:02d}" for n in range(101))}),
        ("backlog_institutions_many", {"institutions": tuple(range(1, 10_001))}),
        ("backlog_district_unknown", {"districts": ("63.11.01",)}),
        ("backlog_district_unknown", {"districts": ("35.14.1; drop",)}),
        ("backlog_institution_unknown", {"institutions": (2**63,)}),
        ("backlog_institution_unknown", {"institutions": (-1,)}),
        ("backlog_min_days", {"min_days": -1}),
        ("backlog_min_days", {"min_days": 10**9}),
    ],
)
def test_what_can_only_be_a_mistake_or_an_attack_is_refused(code, fields):
    with pytest.raises(Refused) as refusal:
        BacklogFilter(**{"regency": "35.14"} | fields)

    assert refusal.value.code == code
    assert refusal_text(refusal.value)[-1] in ".6"


def test_the_question_is_cleaned_and_ordered():
    asked = BacklogFilter("35.14", ("35.14.06", "35.14.01", "35.14.06"), (5, 3), search="  nor\u2019aini \u200b ")

    assert asked.districts == ("35.14.01", "35.14.06")
    assert asked.institutions == (3, 5)
    assert asked.search == "NOR'AINI"
    assert BacklogFilter.from_params(asked.to_params()) == asked


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("3514 0627 0810 9001", "3514062708109001"), ("35.14.06", "351406"), ("'3514", "3514"), ("SITI", ""), ("", ""),
     ("35140627081090011", ""), ("SITI 35", ""), ("\u0663\u0665", "")],
)  # fmt: skip
def test_digits_are_a_nik_and_letters_a_name(typed, digits):
    assert BacklogFilter("35.14", search=typed).nik_digits == digits


def test_an_actor_of_two_districts_asks_within_them_only():
    limited = actor(Role.PRINT, districts=("35.14.01", "35.14.02"))

    assert BacklogFilter("35.14").within(limited).districts == ("35.14.01", "35.14.02")
    assert BacklogFilter("35.14", ("35.14.02",)).within(limited).districts == ("35.14.02",)
    with pytest.raises(NotAllowed):
        BacklogFilter("35.14", ("35.14.02", "35.14.03")).within(limited)
    with pytest.raises(NotAllowed):
        BacklogFilter("63.11").within(limited)


def test_who_may_not_see_a_nik_cannot_find_it_out_digit_by_digit():
    courier, printer = actor(Role.DELIVERY), actor(Role.PRINT)

    for digits in ("351406", "3514062708109001"):
        assert BacklogFilter("35.14", search=digits).within(courier).nik_digits == digits
    with pytest.raises(Refused, match="backlog_nik_part"):
        BacklogFilter("35.14", search="3514062").within(courier)
    assert BacklogFilter("35.14", search="3514062").within(printer).nik_digits == "3514062"


def test_equal_questions_have_equal_fingerprints_that_tell_nothing_without_the_key():
    asked = BacklogFilter("35.14", search="3514062708109001")

    assert asked.fingerprint(KEY) == BacklogFilter("35.14", search="3514062708109001").fingerprint(KEY)
    assert asked.fingerprint(KEY) != BacklogFilter("35.14", search="3514062708109002").fingerprint(KEY)
    assert asked.fingerprint(KEY) != asked.fingerprint(secrets.token_bytes(32))


@given(st.dates(), st.integers(0, 2**63 - 1))
def test_a_cursor_comes_back_as_it_went(day, number):
    assert Cursor.decode(Cursor(day, number).encode(KEY), KEY) == Cursor(day, number)


@given(st.text(max_size=60))
def test_invented_cursors_are_refused(text):
    with pytest.raises(Refused, match="backlog_cursor"):
        Cursor.decode(text, KEY)


def test_a_cursor_changed_in_any_place_or_made_elsewhere_is_refused():
    made = Cursor(date(2026, 11, 22), 3514000000001).encode(KEY)
    changed = [made[:at] + ("A" if made[at] != "A" else "B") + made[at + 1 :] for at in range(len(made))]

    for text in [*changed, made[:-1], made + "A", "", Cursor(date(2026, 1, 1), 1).encode(secrets.token_bytes(32))]:
        with pytest.raises(Refused, match="backlog_cursor"):
            Cursor.decode(text, KEY)


def test_ages_have_no_gap_and_no_overlap():
    classes = [age_class(days) for days in range(2000)]

    assert sorted(set(classes)) == list(range(len(AGES)))
    for index, (first, last) in enumerate(AGES):
        assert [days for days in range(2000) if classes[days] == index] == list(range(first, (last or 1999) + 1))


@given(st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2026, 11, 22)), st.integers(1, 5)), max_size=30))
def test_a_queue_by_day_says_where_each_card_stands(days):
    queue = Queue(date(2026, 11, 22), tuple(sorted(dict(days).items())))
    cards = [(day, place) for day, n in queue.days for place in range(n)]

    assert [queue.locate(offset) for offset in range(queue.total)] == cards
    assert queue.locate(queue.total) is None
    assert sum(queue.ages()) == queue.total == len(cards)


def test_every_kind_has_a_name_in_parameters():
    kept = [BacklogFilter("35.14", kind=kind).to_params() for kind in Kind]

    assert [BacklogFilter.from_params(params).kind for params in kept] == list(Kind)
