"""What cannot be true of a new figure or target is refused."""

from __future__ import annotations

from datetime import date

import pytest

from ktp_core.errors import Refused
from ktp_core.figures import entry
from ktp_core.figures.model import BasisKind, Measure, Reported, Target

AREA = "35.14"
M = Measure


def figure(measure: Measure, value: int, day: date, area: str = AREA, source: str = "DKB", **more: object) -> Reported:
    return Reported(area, measure, value, day, source, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (figure(M.HOLDERS, 1, date(2023, 1, 1), source="  "), "figure_source"),
        (figure(M.HOLDERS, -1, date(2023, 1, 1)), "figure_value"),
        (Target(AREA, M.HOLDERS, 1, date(2023, 1, 2), "x", date(2023, 1, 1)), "target_period"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(new: Reported | Target, code: str):
    with pytest.raises(Refused) as refusal:
        entry.check(new)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("kind", "day", "code"),
    [
        (BasisKind.DAY, date(2026, 11, 22), None),
        (BasisKind.DAY, date(2026, 11, 23), "figure_date_future"),
        (BasisKind.PERIOD, date(2026, 12, 31), None),
        (BasisKind.PERIOD, date(2027, 1, 1), "figure_date_future"),
        (BasisKind.YEAR, date(2027, 12, 31), None),
        (BasisKind.YEAR, date(2028, 12, 31), "figure_date_future"),
        (BasisKind.ELECTION, date(2029, 2, 14), None),
        (BasisKind.DAY, date(1944, 12, 31), "figure_date_old"),
    ],
)
def test_a_count_of_a_day_to_come_is_none_unless_it_is_about_who_will_be_of_age(
    kind: BasisKind, day: date, code: str | None
):
    new = figure(M.WAJIB_KTP, 1, day, basis_kind=kind)
    if code is None:
        entry.check_day(new, date(2026, 11, 22))
        return
    with pytest.raises(Refused) as refusal:
        entry.check_day(new, date(2026, 11, 22))

    assert refusal.value.code == code
