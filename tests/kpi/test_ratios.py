"""Sum first, divide last; official numbers carried on and never mixed with ours; nothing clipped."""

from __future__ import annotations

from datetime import date
from typing import Any

from ktp_core.figures.model import BasisKind, Measure, Reported, Target
from ktp_core.kpi import rules, wording
from ktp_core.kpi.model import Inputs, Origin, Scope
from ktp_core.summaries.model import Flow

M = Measure
DAY, BASIS = date(2026, 11, 22), date(2023, 3, 11)
OURS = {
    Flow.ELIGIBLE: 100, Flow.COVERED: 80, Flow.READY: 70, Flow.PRINTED: 60, Flow.OWNED: 50,
    Flow.DUE: 30, Flow.LEFT_PRINTED: 12, Flow.LEFT_OTHER: 3,
}  # fmt: skip


def figures(stock: dict[Flow, int] | None = None, **given: Any) -> dict[str, Any]:
    inputs = Inputs(scope=Scope("35.14", DAY), today=DAY, stock=OURS if stock is None else stock, **given)
    return rules.figures(inputs)


def official(*values: tuple[Measure, int], day: date = BASIS) -> dict[Measure, Reported]:
    return {measure: Reported("35.14", measure, value, day, "DKB") for measure, value in values}


def parts(figure: Any) -> tuple[Any, ...]:
    return figure.value, figure.numerator, figure.denominator, figure.origin, figure.note


def test_without_official_numbers_the_registry_speaks_for_itself():
    found = figures()

    assert parts(found["coverage"]) == (0.8, 80, 100, Origin.OWN, None)
    assert parts(found["ownership"]) == (0.5, 50, 100, Origin.OWN, None)
    assert (found["cards_owned"].value, found["unrecorded"].value, found["backlog"].value) == (50, 20, 15)


def test_official_numbers_are_carried_on_by_what_we_did_since():
    known = official((M.WAJIB_KTP, 1000), (M.RECORDED, 900), (M.HOLDERS, 850))
    found = figures(official=known, since={M.WAJIB_KTP: 20, M.RECORDED: 15, M.HOLDERS: 10})

    assert parts(found["coverage"]) == (915 / 1020, 915, 1020, Origin.COMBINED, None)
    assert (found["cards_owned"].value, found["cards_owned"].since) == (860, 10)
    assert found["unrecorded"].value == 105
    assert wording.source(found["cards_owned"]) == "DKB (11/03/2023), ditambah registri sendiri sejak itu"


def test_an_official_numerator_never_meets_a_denominator_of_ours():
    found = figures(official=official((M.RECORDED, 900)), since={M.RECORDED: 15})

    assert parts(found["coverage"]) == (0.8, 80, 100, Origin.OWN, None)
    assert found["recorded"].value == 915


def test_more_than_all_is_shown_and_explained():
    found = figures(official=official((M.WAJIB_KTP, 1000), (M.RECORDED, 1010)))["coverage"]

    assert parts(found) == (1.01, 1010, 1000, Origin.COMBINED, "over_100")
    assert "Melebihi 100%" in wording.note(found)


def test_two_dates_in_one_ratio_are_said():
    known = official((M.WAJIB_KTP, 1000)) | official((M.RECORDED, 900), day=date(2024, 6, 30))

    assert figures(official=known)["coverage"].note == "mixed_dates"


def test_nothing_divided_by_nothing_is_no_number():
    found = figures(stock={})

    assert parts(found["coverage"]) == (None, 0, 0, Origin.OWN, None)
    assert parts(found["ownership"]) == (None, 0, 0, Origin.OWN, None)


def test_the_target_is_a_raw_number_and_never_a_denominator_of_coverage():
    goal = Target("35.14", M.HOLDERS, 1_400_000, date(2019, 1, 1), "WartaBromo")
    found = figures(target=goal, official=official((M.HOLDERS, 1_186_774)), since={M.HOLDERS: 226})

    assert parts(found["target_progress"]) == (1_187_000 / 1_400_000, 1_187_000, 1_400_000, Origin.COMBINED, None)
    assert (found["target"].value, found["coverage"].denominator) == (1_400_000, 100)


def test_without_a_target_there_is_no_progress():
    found = figures()

    assert (found["target"].value, found["target"].note) == (None, "no_target")
    assert parts(found["target_progress"]) == (None, 50, None, Origin.OWN, "no_target")


def test_a_reported_year_is_the_reported_number_and_not_a_sum_with_ours():
    from ktp_core.kpi.model import YearCount

    told = Reported("35.14", M.PEOPLE_SERVED, 541, date(2024, 12, 31), "Banua TV", BasisKind.PERIOD)
    found = figures(served_reported={2024: told}, years={2024: YearCount(9, 0, 8, 77), 2026: YearCount(3, 3, 3, 12)})

    assert (found["served_2024"].value, found["served_2024"].origin) == (541, Origin.REPORTED)
    assert (found["institutions_2024"].value, found["institutions_2024"].origin) == (8, Origin.OWN)
    assert (found["served_2026"].value, found["served_2026"].basis) == (12, DAY)
    assert (found["visits"].value, found["visits"].note) == (3, "visits_reported")
    assert wording.source(found["served_2024"]) == "dilaporkan: Banua TV (tahun 2024)"


def test_states_of_now_are_not_told_of_another_day():
    inputs = Inputs(scope=Scope("35.14", BASIS), today=DAY, stock=OURS, recordable_unrecorded=9, problems=2)
    found = rules.figures(inputs)

    for name in ("recordable_unrecorded", "problems", "waiting_17"):
        assert (found[name].value, found[name].note) == (None, "only_then")


def test_states_of_now_today():
    found = figures(standing=True, recordable_unrecorded=9, problems=2, print_ready=21)

    values = [found[name].value for name in ("recordable_unrecorded", "problems", "waiting_17")]
    assert values == [9, 2, 6]


def test_a_registry_that_holds_only_some_of_the_wajib_ktp_says_so_and_makes_no_progress():
    goal = Target("35.14", M.HOLDERS, 1_400_000, date(2019, 1, 1), "WartaBromo")
    few = figures(official=official((M.WAJIB_KTP, 1_334_261)), target=goal)

    assert parts(few["target_progress"]) == (None, 50, 1_400_000, Origin.OWN, "partial")
    assert parts(few["ownership"]) == (0.5, 50, 100, Origin.OWN, "partial")
    assert (few["cards_owned"].note, few["unrecorded"].note) == ("partial", "partial")
    whole = figures(official=official((M.WAJIB_KTP, 105)), target=goal)
    assert parts(whole["target_progress"]) == (50 / 1_400_000, 50, 1_400_000, Origin.OWN, None)


def test_a_source_is_named_once_beside_a_number_derived_from_it():
    known = official((M.WAJIB_KTP, 1000), (M.UNRECORDED, 100))
    from ktp_core.figures.rules import newest

    found = figures(official=newest(known.values(), "35.14"))

    assert wording.source(found["coverage"]) == "DKB (11/03/2023), ditambah registri sendiri sejak itu"
    assert wording.source(found["recorded"]) == "dihitung dari DKB (11/03/2023), ditambah registri sendiri sejak itu"


def test_a_share_over_100_of_two_periods_warns_of_the_periods():
    known = official((M.RECORDED, 175_087), day=date(2024, 3, 11)) | official((M.WAJIB_KTP, 172_806))
    found = figures(official=known)["coverage"]

    assert round(found.value, 4) == 1.0132 and found.note == "over_100_mixed"
    assert "tanggal yang berbeda" in wording.note(found) and "warga luar" not in wording.note(found)
    assert figures(official=known)["unrecorded"].note == "over_100_mixed"


def test_numbers_of_one_day_that_count_other_people_are_not_divided_without_a_word():
    year = {M.WAJIB_KTP: Reported("35.14", M.WAJIB_KTP, 1000, BASIS, "DKB", BasisKind.YEAR)}
    found = figures(official=official((M.RECORDED, 900)) | year)

    assert found["coverage"].note == "mixed_kinds"
    assert found["wajib_ktp"].note == "of_year"
    assert wording.source(found["wajib_ktp"]) == (
        "DKB (11/03/2023, usia 17 dalam tahun itu), ditambah registri sendiri sejak itu"
    )


def test_of_a_day_to_come_every_number_says_that_it_has_not_come():
    later = Inputs(scope=Scope("35.14", date(2026, 12, 31)), today=DAY, stock=OURS)

    assert all(one.note for one in rules.figures(later).values())
    assert rules.figures(later)["coverage"].note == "future"
    assert not figures()["coverage"].note
