"""What a share is said to be: never nothing when it is some, never the whole when it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.cli.kpi import words as on_the_command_line
from ktp_core.documents import monthly_words, words
from ktp_core.figures.wording import INDONESIAN
from ktp_core.shares import percentage
from ktp_core.ui import i18n

CASES = [
    (0, 10, "0,0%"), (10, 10, "100,0%"), (9_994, 10_000, "99,9%"), (9_997, 10_000, "99,97%"),
    (1_399_999, 1_400_000, "99,99%"), (2, 1_400_000, "0,01%"), (3, 10_000, "0,03%"), (6, 10_000, "0,1%"),
    (10_001, 10_000, "100,01%"), (1_400_001, 1_400_000, "100,01%"), (175_087, 172_806, "101,3%"),
    (-3, 10_000, "-0,03%"),
]  # fmt: skip


@pytest.mark.parametrize(("n", "of", "said"), CASES)
def test_screen_paper_and_command_line_say_a_share_alike(n: int, of: int, said: str) -> None:
    assert i18n.percent(n / of) == said
    assert monthly_words.percent(n, of) == said
    assert words.percent(n, of) == said
    assert on_the_command_line(n / of) == said


@pytest.mark.parametrize(
    ("n", "of", "said"), [(99_999, 100_000, "99,99%"), (100_001, 100_000, "100,01%"), (1, 8, "12,50%")]
)
def test_the_arithmetic_of_doubts_says_it_with_two_places(n: int, of: int, said: str) -> None:
    assert INDONESIAN.percent(n / of) == said


@given(st.integers(0, 3_000_000), st.integers(1, 1_500_000), st.integers(0, 2))
def test_only_nothing_is_said_to_be_nothing_and_only_the_whole_to_be_the_whole(n: int, of: int, digits: int) -> None:
    exact, places = percentage(n / of, digits)

    assert (round(exact, places) == 0) is (n == 0)
    assert (round(exact, places) == 100) is (n == of)
    assert (round(exact, places) > 100) is (n > of)
