"""Names on the axis of a projection do not meet."""

from __future__ import annotations

from ktp_core.ui.projection_chart import _apart


def test_on_a_phone_no_name_stands_beside_that_of_today() -> None:
    marks = [(1, "Jan 2025"), (13, "Jan 2026"), (24, "22/11/2026"), (26, "Jan 2027"), (38, "Jan 2028"), (50, "2029")]
    assert [at for at, _ in _apart(marks, 24, 73)] == [1, 24, 50]
