"""What a request may say, how long it waits, and when two letters are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ktp_core.institutions.model import Kind
from ktp_core.requests import rules
from ktp_core.requests.model import Request, RequestDraft, RequestState, Sender

TODAY = date(2026, 11, 22)
DRAFT = RequestDraft(
    institution_id=1, sender=Sender.SCHOOL, received_on=date(2026, 11, 16), letter_number="421.3/015/2026",
    letter_date=date(2026, 11, 12), contact_name="Bu Sri", expected=80, wished_from=date(2026, 12, 1),
    wished_until=date(2026, 12, 5),
)  # fmt: skip


def fault(**changes) -> str | None:
    found = rules.fault_of(rules.tidy(replace(DRAFT, **changes)), Kind.SCHOOL, today=TODAY)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"sender": Sender.OWN}, None),
        ({"sender": Sender.VILLAGE}, "request_sender"),
        (
            {"letter_number": None, "letter_date": None, "expected": None, "wished_from": None, "wished_until": None},
            None,
        ),
        ({"letter_number": "1" * 101}, "request_long"),
        ({"contact_phone": "0" * 33}, "request_long"),
        ({"expected": 0}, "request_expected"),
        ({"expected": 20_001}, "request_expected"),
        ({"received_on": TODAY}, None),
        ({"received_on": TODAY + timedelta(days=1)}, "request_received"),
        ({"received_on": date(2024, 11, 21)}, "request_received"),
        ({"letter_date": date(2026, 11, 16)}, None),
        ({"letter_date": date(2026, 11, 17)}, "request_letter_date"),
        ({"wished_until": date(2026, 11, 30)}, "request_wished"),
        ({"wished_from": None}, "request_wished"),
        ({"wished_until": None}, None),
        ({"wished_from": date(2026, 11, 10), "wished_until": date(2026, 11, 15)}, "request_wished_past"),
        ({"wished_from": date(2026, 11, 10), "wished_until": date(2026, 11, 16)}, None),
    ],
)
def test_what_a_request_may_say(changes, code) -> None:
    assert fault(**changes) == code


@pytest.mark.parametrize(
    ("kind", "sender"),
    [(Kind.SCHOOL, Sender.SCHOOL), (Kind.PESANTREN, Sender.PESANTREN), (Kind.VILLAGE, Sender.VILLAGE),
     (Kind.SERVICE_POINT, Sender.OWN)],
)  # fmt: skip
def test_who_asks_follows_from_the_kind_of_institution(kind, sender) -> None:
    assert rules.sender_of(kind) is sender
    assert rules.fault_of(replace(DRAFT, sender=sender), kind, today=TODAY) is None


def test_texts_are_tidied() -> None:
    tidied = rules.tidy(replace(DRAFT, letter_number="  421 /\t5\u200b ", contact_name="   ", note=" a\n\n b "))

    assert (tidied.letter_number, tidied.contact_name, tidied.note) == ("421 / 5", None, "a b")


@pytest.mark.parametrize("state", list(RequestState))
def test_only_who_has_no_answer_waits(state) -> None:
    days = rules.days_waiting(state, date(2026, 11, 16), TODAY)

    assert days == (6 if state in (RequestState.RECEIVED, RequestState.VERIFIED) else None)


def test_a_clock_set_back_makes_nobody_wait_less_than_nothing() -> None:
    assert rules.days_waiting(RequestState.RECEIVED, TODAY + timedelta(days=2), TODAY) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("421.3/015/2026", "421.3 / 15 / 2026", True),
        ("421.3/015/SMAN1/XI/2026", "421-3-015-sman1-xi-2026", True),
        ("421.3/015/2026", "421.3/016/2026", False),
        ("4213/015/2026", "421.3/015/2026", False),
        ("0/00", "0/0", True),
        (None, None, False),
        ("", "  ", False),
        ("-", "/", False),
    ],
)
def test_a_letter_number_is_the_same_however_it_was_typed(one, other, same) -> None:
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    stored = Request(
        **{name: getattr(DRAFT, name) for name in RequestDraft.__dataclass_fields__ if name != "letter_number"},
        letter_number=other, id=7, regency="35.14", state=RequestState.RECEIVED, state_on=TODAY, updated_at=moment,
    )  # fmt: skip

    assert (rules.twin(replace(DRAFT, letter_number=one), [stored]) is stored) == same
    assert rules.twin(replace(DRAFT, letter_number=one), [stored], but=7) is None


def test_what_changed_is_named() -> None:
    assert rules.changed(DRAFT, DRAFT) == []
    assert rules.changed(DRAFT, replace(DRAFT, expected=90, note="x")) == ["expected", "note"]
