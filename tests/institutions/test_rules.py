"""What is one and the same name, number, type or place."""

from __future__ import annotations

import pytest

from ktp_core.institutions import kinds, rules
from ktp_core.institutions.model import Kind, Status


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SMAN 1 KEJAYAN", "SMA Negeri 1 Kejayan"),
        ("SMKN1 Purwosari", "SMK N 1 PURWOSARI"),
        ("SMKS KARTINI 1", "SMK Swasta Kartini 1"),
        ("SMA MA'ARIF", "SMA Ma`arif"),
        ("Sekolah Menengah Kejuruan Negeri 1 Purwosari", "SMKN 1 Purwosari"),
        ("Madrasah Aliyah Negeri 2 Pasuruan", "MAN 2 Pasuruan"),
        ("PP. Ngalah", "Pondok Pesantren NGALAH"),
        ("Ponpes Al-Hamidi", "Al Hamidi"),
        ("pps Nahdlatul Banat", "Nahdlatul  Banat"),
        ("SLBN PANDAAN", "SLB Negeri Pandaan"),
    ],
)
def test_two_spellings_of_one_institution_have_one_key(one: str, other: str) -> None:
    assert rules.name_key(one) == rules.name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SMAN 1 KEJAYAN", "SMKN 1 KEJAYAN"),
        ("SMAN 1 KEJAYAN", "SMAN 2 KEJAYAN"),
        ("SMAN 1 KEJAYAN", "SMAN 11 KEJAYAN"),
        ("SMAN 1 KEJAYAN", "SMA 1 KEJAYAN"),
        ("Al Hidayah Putra", "Al Hidayah Putri"),
    ],
)
def test_two_institutions_keep_two_keys(one: str, other: str) -> None:
    assert rules.name_key(one) != rules.name_key(other)


@pytest.mark.parametrize("nothing", ["", "  ", "'", "–", "..."])
def test_a_name_of_nothing_has_no_key(nothing: str) -> None:
    assert rules.name_key(nothing) == ""


@pytest.mark.parametrize(
    ("kind", "number", "fits"),
    [
        (Kind.SCHOOL, "20519475", True),
        (Kind.SCHOOL, "P9908123", True),
        (Kind.SCHOOL, "NP645311", True),
        (Kind.SCHOOL, "131235140001", True),
        (Kind.SCHOOL, "2051947", False),
        (Kind.SCHOOL, "510035140166", False),
        (Kind.SCHOOL, "5.1E+11", False),
        (Kind.PESANTREN, "510035140166", True),
        (Kind.PESANTREN, "51003514016", False),
        (Kind.VILLAGE, "35.14.06.2001", True),
        (Kind.VILLAGE, "3514062001", False),
        (Kind.SERVICE_POINT, "KM-1", True),
    ],
)
def test_official_numbers_have_the_shape_of_their_kind(kind: Kind, number: str, fits: bool) -> None:
    assert rules.number_fits(kind, number) is fits


def test_numbers_are_freed_from_what_people_put_between_the_digits() -> None:
    assert rules.clean_number(" '5100.3514 0166 ") == "510035140166"
    assert rules.clean_number("35.14.06.2001") == "35.14.06.2001"
    assert rules.clean_number("p9908123") == "P9908123"


def test_nspp_and_nsm_carry_their_regency_and_npsn_does_not() -> None:
    assert [rules.number_area(n) for n in ("510035140166", "131235140001", "20519475")] == ["35.14", "35.14", None]


@pytest.mark.parametrize(
    ("written", "answer"),
    [("SMA", "SMA"), ("sma", "SMA"), ("Ponpes", "PESANTREN"), ("Madrasah Aliyah", "MA"), ("SPK SMA", "SPK SMA"),
     ("PKBM", "PKBM"), ("Kelurahan", "KELURAHAN"), ("SMP", None), ("warung", None), ("", None)],
)  # fmt: skip
def test_types_are_known_by_many_spellings(written: str, answer: str | None) -> None:
    assert kinds.type_of(written) == answer


def test_every_spelling_leads_to_a_type_of_ours_and_none_is_out_of_scope() -> None:
    known = {name for names in kinds.TYPES.values() for name in names}

    assert set(kinds.TYPES) == set(Kind)
    assert set(kinds._SPELLINGS.values()) <= known
    assert not any(kinds.out_of_scope(name) for name in known)
    assert all(kinds.type_of(name) is None for name in kinds.OUT_OF_SCOPE)
    assert all(len(name) <= 16 for name in known)


@pytest.mark.parametrize(
    ("written", "answer"),
    [("N", Status.NEGERI), ("s", Status.SWASTA), ("Negeri", Status.NEGERI), ("SWASTA", Status.SWASTA), ("X", None)],
)
def test_status_is_written_as_a_letter_or_a_word(written: str, answer: Status | None) -> None:
    assert kinds.status_of(written) is answer


@pytest.mark.parametrize(
    ("written", "value"),
    [("-7.5903000", -7.5903), ("-7,59", -7.59), (".0000000", 0.0), ("112", 112.0), ("7°35'", None), ("", None),
     ("1e3", None), ("-7590300", None)],
)  # fmt: skip
def test_degrees_are_read_and_never_guessed(written: str, value: float | None) -> None:
    assert rules.degrees(written) == value


def test_a_place_is_near_when_a_village_is_within_ten_kilometres() -> None:
    village = [(-7.70, 112.80)]

    assert rules.near(-7.70, 112.88, village)
    assert not rules.near(-7.70, 112.90, village)
    assert not rules.near(-7.80, 112.80, village)
    assert rules.near(-2.3, 115.4, []) and not rules.near(52.5, 13.4, [])
