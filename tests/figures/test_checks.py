"""What figures say about each other, with numbers that offices published: real ones never add up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.figures import checks, wording
from ktp_core.figures.model import AGED, FLOWS, BasisKind, Doubt, Measure, Reported

AREA = "35.14"
DAY, LATER = date(2023, 3, 11), date(2024, 3, 11)
M, K = Measure, BasisKind


def figure(
    measure: Measure, value: int, day: date = DAY, kind: BasisKind | None = None, area: str = AREA, **more: object
) -> Reported:
    if kind is None:
        kind = K.PERIOD if measure in FLOWS else K.YEAR if measure is M.BEGINNERS else K.DAY
    return Reported(area, measure, value, day, "sumber", kind, **more)  # type: ignore[arg-type]


def found(*known: Reported, children: dict[str, Sequence[str]] | None = None) -> list[Doubt]:
    return checks.doubts(known, children or {})


def said(*known: Reported, children: dict[str, Sequence[str]] | None = None) -> list[str]:
    return [wording.sentence(one, "Kabupaten Pasuruan") for one in found(*known, children=children)]


def codes(*known: Reported, children: dict[str, Sequence[str]] | None = None) -> list[str]:
    return [one.code for one in found(*known, children=children)]


def test_pasuruan_2023_does_not_add_up_and_the_arithmetic_is_shown():
    known = [figure(M.WAJIB_KTP, 1_199_555), figure(M.HOLDERS, 1_186_774), figure(M.UNRECORDED, 12_599)]

    assert said(*known) == [
        "Wajib KTP 1.199.555 − Sudah memiliki KTP-el 1.186.774 = 12.781, tetapi Belum rekam dilaporkan 12.599: "
        "selisih 182. Selisih itu dapat berarti orang yang sudah rekam tetapi belum memegang kartu."
    ]
    assert found(*known)[0].values == {"left": 12_781, "gap": 182}


def test_more_unrecorded_than_people_without_a_card_cannot_be():
    known = [figure(M.WAJIB_KTP, 1000), figure(M.HOLDERS, 990), figure(M.UNRECORDED, 11)]

    assert codes(*known) == ["card_complement_turned"]


def test_a_complement_that_is_told_itself_is_compared_with_itself_alone():
    known = [
        figure(M.WAJIB_KTP, 1_199_555), figure(M.HOLDERS, 1_186_774), figure(M.UNRECORDED, 12_599),
        figure(M.WITHOUT_CARD, 12_781), figure(M.RECORDED, 1_186_956),
    ]  # fmt: skip

    assert found(*known) == []
    assert codes(*known[:-1], figure(M.RECORDED, 1_186_900)) == ["complement"]


def test_rejang_lebong_2017_cards_and_waiting_are_more_than_the_recorded():
    known = [
        figure(M.WAJIB_KTP, 198_266), figure(M.RECORDED, 168_467), figure(M.UNRECORDED, 29_799),
        figure(M.PRINTED, 164_169), figure(M.PRINT_READY, 4_609), figure(M.PROBLEMS, 2_678),
    ]  # fmt: skip

    assert said(*known) == [
        "PRR (siap cetak) 4.609 + Bermasalah 2.678 + Sudah cetak 164.169 = 171.456, lebih 2.989 dari Sudah rekam "
        "168.467."
    ]


def test_fewer_in_the_parts_is_odd_only_once_every_part_is_told():
    parts = [figure(M.RECORDED, 100), figure(M.PRINTED, 60), figure(M.PRINT_READY, 10), figure(M.PROBLEMS, 5)]

    assert codes(*parts) == []
    assert codes(*parts, figure(M.SUBMITTED, 20)) == ["parts_under"]
    assert codes(*parts, figure(M.SUBMITTED, 25)) == []


def test_rejang_lebong_printed_more_cards_than_people_and_that_is_usual():
    (doubt,) = found(figure(M.PRINTED, 202_872), figure(M.WAJIB_KTP, 200_584))

    assert (doubt.code, doubt.note) == ("over_cards", True)
    assert "= 101,14%" in wording.sentence(doubt, "Rejang Lebong")


def test_a_share_over_100_of_two_periods_is_shown_as_it_is_and_warned_of():
    known = [figure(M.RECORDED, 175_087, LATER), figure(M.WAJIB_KTP, 172_806)]

    (doubt,) = found(*known)

    assert doubt.values == {"share": Fraction(175_087, 172_806)}
    assert wording.sentence(doubt, "") == (
        "Sudah rekam 175.087 (11/03/2024) dari Wajib KTP 172.806 (11/03/2023) = 101,32%: kedua angka berasal dari "
        "tanggal atau cara hitung yang berbeda, jadi bukan cakupan."
    )


def test_of_one_day_a_share_over_100_has_another_reason():
    assert said(figure(M.RECORDED, 175_087), figure(M.WAJIB_KTP, 172_806)) == [
        "Sudah rekam 175.087 dari Wajib KTP 172.806 = 101,32%: warga luar mungkin ikut dilayani, atau kedua angka "
        "dihitung dengan cara yang berbeda."
    ]


def test_one_day_with_two_ways_of_counting_is_mixed_too():
    known = [figure(M.RECORDED, 90, kind=K.DAY), figure(M.WAJIB_KTP, 100, kind=K.YEAR)]

    assert codes(*known) == ["mixed_basis"]


def test_the_new_year_moves_the_denominator_and_the_beginners_explain_it_to_the_person():
    before, after = date(2020, 12, 31), date(2021, 12, 31)
    known = [
        figure(M.WAJIB_KTP, 196_394_976, before), figure(M.RECORDED, 194_649_012, before),
        figure(M.UNRECORDED, 1_745_964, before), figure(M.BEGINNERS, 4_031_791, after),
        figure(M.WAJIB_KTP, 200_426_767, after, K.YEAR),
    ]  # fmt: skip

    assert said(*known) == [
        "Sudah rekam 194.649.012 (31/12/2020) dari Wajib KTP 200.426.767 (31/12/2021) = 97,12%: kedua angka berasal "
        "dari tanggal atau cara hitung yang berbeda, jadi bukan cakupan.",
        "Wajib KTP 196.394.976 (31/12/2020, usia 17 pada tanggal itu) dan 200.426.767 (31/12/2021, usia 17 dalam tahun "
        "itu): +4.031.791 karena yang dihitung bukan orang yang sama.",
        "Wajib KTP 196.394.976 + Wajib KTP pemula 4.031.791 = 200.426.767: penyebut baru itu terjelaskan oleh pemula "
        "tahun itu.",
        "Dengan Sudah rekam 194.649.012, cakupan 99,11% dari 196.394.976 menjadi 97,12% dari 200.426.767 tanpa seorang "
        "pun berubah: penyebutnya yang berganti.",
    ]


def test_pasuruans_wajib_ktp_fell_by_a_tenth_between_two_reports():
    known = [figure(M.WAJIB_KTP, 1_334_261, date(2016, 9, 30)), figure(M.WAJIB_KTP, 1_199_555)]

    assert said(*known) == [
        "Wajib KTP 1.334.261 (30/09/2016) menjadi 1.199.555 (11/03/2023): turun 134.706 (10,10%) dalam 2.353 hari. "
        "Periksa tanggal, wilayah, dan sumbernya."
    ]


@pytest.mark.parametrize(
    ("before", "after", "days", "code"),
    [
        (100_000, 101_000, 1, None),  # a percent is always allowed
        (100_000, 101_100, 1, "rise"),
        (100_000, 104_900, 365, None),
        (100_000, 105_100, 365, "rise"),
        (100_000, 98_100, 365, None),
        (100_000, 97_900, 365, "fall"),
        (300, 281, 1, None),  # a village: few people are many percent
        (300, 280, 1, "fall"),
        (0, 5_000, 1, None),
    ],
)
def test_a_jump_is_more_than_time_explains(before: int, after: int, days: int, code: str | None):
    later = date.fromordinal(DAY.toordinal() + days)

    assert codes(figure(M.WAJIB_KTP, before), figure(M.WAJIB_KTP, after, later)) == ([code] if code else [])


def test_recording_may_leap_forward_and_never_falls_back():
    assert codes(figure(M.RECORDED, 1_071_560, date(2016, 9, 30)), figure(M.RECORDED, 1_186_956)) == []
    assert codes(figure(M.PRINTED, 1000), figure(M.PRINTED, 960, LATER)) == ["fall"]


def test_more_young_people_than_people_and_more_ready_than_recorded_cannot_be():
    known = [
        figure(M.POPULATION, 100), figure(M.POPULATION_16_17, 120), figure(M.RECORDED, 50), figure(M.PRINT_READY, 60),
    ]  # fmt: skip

    assert codes(*known) == ["over_whole", "over_whole"]
    ages = [figure(M.POPULATION_16, 3), figure(M.POPULATION_17, 4)]
    assert codes(*ages, figure(M.POPULATION_16_17, 8)) == ["parts_under"]


def test_a_part_of_nothing_has_no_percentage():
    assert said(figure(M.RECORDED, 5), figure(M.WAJIB_KTP, 0)) == ["Sudah rekam 5, tetapi Wajib KTP 0."]


def test_balangan_2017_beginners_are_no_doubt():
    day = date(2017, 12, 31)

    assert found(figure(M.BEGINNERS, 2_614, day), figure(M.BEGINNERS_RECORDED, 515, day)) == []


def test_districts_are_added_up_against_their_regency():
    inside = {AREA: ["35.14.01", "35.14.02"]}
    one, two = figure(M.WAJIB_KTP, 40, area="35.14.01"), figure(M.WAJIB_KTP, 50, area="35.14.02")

    assert codes(figure(M.WAJIB_KTP, 90), one, two, children=inside) == []
    assert said(figure(M.WAJIB_KTP, 100), one, two, children=inside) == [
        "Wajib KTP: 2 wilayah di bawahnya berjumlah 90, tetapi Kabupaten Pasuruan dilaporkan 100: selisih 10."
    ]
    assert codes(figure(M.WAJIB_KTP, 100), one, children=inside) == []
    assert codes(figure(M.WAJIB_KTP, 39), one, children=inside) == ["areas_over"]
    assert codes(figure(M.WAJIB_KTP, 39, LATER), one, children=inside) == []


def test_blanks_are_carried_from_new_year():
    end, day = date(2025, 12, 31), date(2026, 6, 30)
    known = [
        figure(M.BLANKS_LEFT, 2_000, end), figure(M.BLANKS_IN, 8_000, day), figure(M.BLANKS_USED, 7_500, day),
        figure(M.BLANKS_SPOILED, 100, day),
    ]  # fmt: skip

    assert codes(*known, figure(M.BLANKS_LEFT, 2_400, day)) == []
    assert said(*known, figure(M.BLANKS_LEFT, 2_450, day)) == [
        "Sisa 2.000 (31/12/2025) + masuk 8.000 − terpakai 7.500 − rusak 100 = 2.400, tetapi sisa 30/06/2026 dilaporkan "
        "2.450: selisih 50."
    ]


def test_an_older_version_is_no_longer_asked():
    wrong, right = figure(M.RECORDED, 175_087), figure(M.RECORDED, 170_000)

    assert found(wrong, right, figure(M.WAJIB_KTP, 172_806)) == []


VALUES = st.integers(0, 300)
FIGURES = st.builds(
    lambda measure, value, day, kind: figure(measure, value, day, kind if measure in AGED else None),
    st.sampled_from(list(M)), VALUES, st.sampled_from([DAY, LATER]), st.sampled_from([K.DAY, K.YEAR]),
)  # fmt: skip


@given(st.lists(FIGURES, max_size=14))
def test_every_doubt_can_be_said_and_names_figures_that_stand(known: list[Reported]):
    for doubt in checks.doubts(known, {}):
        assert "{" not in wording.sentence(doubt, "Kabupaten")
        assert all(one in known or one.derived for one in doubt.figures)


@given(st.lists(FIGURES, max_size=14))
def test_what_contradicts_itself_on_a_day_is_told_of_exactly_then(known: list[Reported]):
    last = {(one.measure, one.basis_on, one.basis_kind): one.value for one in known}

    told = {one.on for one in checks.doubts(known, {}) if one.code == "complement"}

    naive = {
        day
        for day in (DAY, LATER)
        for kind in (K.DAY, K.YEAR)
        for whole, part, rest in ((M.WAJIB_KTP, M.RECORDED, M.UNRECORDED), (M.WAJIB_KTP, M.HOLDERS, M.WITHOUT_CARD))
        if all((name, day, kind) in last for name in (whole, part, rest))
        and last[whole, day, kind] - last[part, day, kind] != last[rest, day, kind]
    }
    assert told == naive


def test_every_sentence_and_measure_has_words():
    assert set(wording.MEASURES) == set(wording.UNITS) == set(M)
    assert set(wording.BASES) == set(K)
