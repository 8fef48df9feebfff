"""What single cells mean: words in any dress, hours in any notation, and nothing guessed."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.fieldwork.workbook import codes
from ktp_core.fieldwork.workbook.model import Problem
from ktp_core.fieldwork.workbook.values import Unreadable, moment_of, outcome_of, reason_of, text_of
from ktp_core.fieldwork.workbook.wording import PROBLEMS, place_text, problem_text
from ktp_core.labels.visits import OUTCOMES, REASONS
from ktp_core.visits.model import Outcome, Reason

DAY, ZONE = date(2026, 11, 23), ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_known_by_its_word_in_any_dress(outcome: Outcome) -> None:
    word = OUTCOMES[outcome]

    for written in (
        word,
        word.upper(),
        f"  {word.lower()} ",
        word.replace(" ", "  "),
        word.replace("-", " "),
        f"{word}.",
    ):
        assert outcome_of(written) is outcome, written


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_known_by_its_word(reason: Reason) -> None:
    assert reason_of(REASONS[reason].upper()) is reason


@pytest.mark.parametrize(
    "raw", ["ya", "v", "1", 1, "rekam", "Sudah direkam", "hadir", {"e": "#REF!"}, {"d": "2026-11-23"}]
)
def test_another_word_is_no_outcome(raw: object) -> None:
    assert isinstance(outcome_of(raw), Unreadable)


@pytest.mark.parametrize("raw", [None, "", "  ", "-", "–", "."])
def test_an_empty_cell_says_nothing(raw: object) -> None:
    assert (outcome_of(raw), reason_of(raw), moment_of(raw, DAY, ZONE)) == (None, None, None)


@pytest.mark.parametrize(
    ("raw", "hour"),
    [
        ("09:10", "09:10"), ("9.10", "09:10"), ("9:10:30", "09:10"), ("0910", "09:10"), ("910", "09:10"),
        (910, "09:10"), ("pukul 9.10 WIB", "09:10"), ("Jam 09,10", "09:10"), ("9:10 AM", "09:10"),
        ("12:05 AM", "00:05"), ("12:05 pm", "12:05"), ("9.10 p.m.", "21:10"), ("21h10", "21:10"),
        (0.381944444444444, "09:10"), (0, "00:00"), (0.999999, "23:59"), (46349.3819444444, "09:10"),
        ({"d": "2026-11-23T09:10:00"}, "09:10"), ({"d": "1899-12-30T09:10:00"}, "09:10"),
        ("2026-11-23 09:10", "09:10"), ("23/11/2026 9.10", "09:10"), ("’09:10", None), ("'09:10", "09:10"),
        ("setengah sepuluh", None), ("25:00", None), ("9:75", None), ("9", None), (9, None), (9.5, None), (-0.2, None),
        ("13:00 PM", None), ({"d": "2026-11-23"}, None),
        ("2026-11-24 09:10", None), ({"d": "2026-11-22T09:10:00"}, None),
        (46350.38, None), ({"e": "#N/A"}, None), ("31/02/2026 09:10", None), (10**12, None), ("09:10-10:00", None),
    ],
)  # fmt: skip
def test_hours_are_read_in_any_notation_and_never_guessed(raw: object, hour: str | None) -> None:
    found = moment_of(raw, DAY, ZONE)

    if hour is None:
        assert isinstance(found, Unreadable)
    else:
        assert isinstance(found, datetime)
        assert (found.date(), f"{found:%H:%M}", found.tzinfo) == (DAY, hour, ZONE)


def test_an_office_with_the_1904_calendar_means_the_same_day() -> None:
    found = moment_of(46349.5 - 1462, DAY, ZONE, date1904=True)

    assert isinstance(found, datetime) and f"{found:%d/%m/%Y %H:%M}" == "23/11/2026 12:00"


@given(st.one_of(st.text(max_size=30), st.floats(allow_nan=False, allow_infinity=False), st.integers(), st.none()))
def test_whatever_a_cell_holds_there_is_an_answer(raw: object) -> None:
    for found in (outcome_of(raw), reason_of(raw), moment_of(raw, DAY, ZONE)):
        assert found is None or isinstance(found, Unreadable | Outcome | Reason | datetime)
    assert isinstance(text_of(raw), str)


@given(st.integers(1, 99_999), st.text(min_size=1, max_size=20))
def test_a_code_is_read_back_in_any_case_and_with_any_dash(number: int, key: str) -> None:
    code = codes.for_person(codes.new_copy(), number, key)

    for written in (
        code.text,
        code.text.lower(),
        f" {code.text.replace('-', chr(0x2013))} ",
        code.text.replace("-", " "),
    ):
        assert codes.parse(written) == code
    assert codes.is_genuine(code, key) and not codes.is_genuine(code, key + "x")
    assert not codes.is_genuine(codes.RowCode(code.copy, number + 1, False, code.check), key)


def test_codes_of_walk_in_rows_are_of_their_own() -> None:
    code = codes.for_walk_in("BCDFGHJK", 3)

    assert (codes.parse(code.text), codes.is_genuine(code, "")) == (code, True)
    assert codes.parse("BCDFGHJK-003-" + code.check) != code


@pytest.mark.parametrize(
    "text", ["", "BCDFGHJK-003", "ABCDEFGH-003-BCDF", "BCDFGHJK-003-BCD", "3514062708109001", "x" * 500]
)
def test_other_texts_are_no_codes(text: str) -> None:
    assert codes.parse(text) is None


def test_every_sentence_can_be_said() -> None:
    facts = dict.fromkeys(("number", "listed", "written", "code", "rows", "text", "outcomes", "reasons", "outcome",
                           "column", "limit", "holds", "name", "shown"), "?")  # fmt: skip
    for code in [*PROBLEMS, "field_too_young", "nik_missing", "nik_length", "date_future"]:
        said = problem_text(Problem("Daftar", 7, code, params={**facts, "numbers": "7", "digits": 12, "other": DAY}))
        assert said.endswith(".") and "{" not in said
    assert place_text(Problem("Daftar", 7, "doubled")) == "Daftar, baris 7"
    assert place_text(Problem("", 7, "doubled")) == "Baris 7"
