"""Whatever people and systems write for a region means one region of the regency, or none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ktp_core.regions import catalogue, rules
from ktp_core.regions.model import Area, Level

PASURUAN = catalogue.areas_of("35.14")
BALANGAN = catalogue.areas_of("63.11")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("35.14.06", "35.14.06"),
        ("351406", "35.14.06"),
        ("3514070", "35.14.06"),
        ("id3514070", "35.14.06"),
        ("Kejayan", "35.14.06"),
        ("Kec. Kejayan", "35.14.06"),
        ("KECAMATAN KEJAYAN", "35.14.06"),
        ("kec.kejayan", "35.14.06"),
        (" Kec  Kejayan ", "35.14.06"),
        ("Gondang Wetan", "35.14.18"),
        ("Kec. Gondangwetan", "35.14.18"),
        ("3514050", "35.14.04"),  # BPS counts Lumbang fifth, Kemendagri fourth
        ("Lumbang", "35.14.04"),
    ],
)
def test_a_district_is_found_by_any_of_its_codes_and_names(written: str, code: str) -> None:
    found = rules.find_district(written, PASURUAN)

    assert found is not None
    assert (found.code, found.level) == (code, Level.DISTRICT)


@pytest.mark.parametrize(
    "written", ["35.13.24", "351324", "Kec. Gadingrejo", "", "  ", "kec.", "0", "Kejaya", "35.14", "Kabupaten Pasuruan"]
)
def test_what_is_no_district_of_the_regency_is_not_found(written: str) -> None:
    assert rules.find_district(written, PASURUAN) is None


def test_batu_mandi_is_written_in_one_word_and_in_two() -> None:
    found, again = (rules.find_district(name, BALANGAN) for name in ("Kec. Batu Mandi", "BATUMANDI"))

    assert found is not None
    assert found.code == "63.11.04"
    assert again == found


def test_a_district_is_found_by_its_dapodik_code_once_that_was_learned() -> None:
    learned = [replace(area, dapodik_code="051907") if area.code == "35.14.06" else area for area in PASURUAN]

    found = rules.find_district("051907", learned)

    assert found is not None and found.code == "35.14.06"
    assert rules.find_district("051907", PASURUAN) is None


def test_the_neighbours_lumbang_is_never_taken_for_ours() -> None:
    neighbour = catalogue.areas_of("35.13")

    ours, theirs = rules.find_district("Lumbang", PASURUAN), rules.find_district("Lumbang", neighbour)

    assert ours is not None and ours.code == "35.14.04"
    assert theirs is not None and theirs.code == "35.13.24"
    assert rules.find_district("35.13.24", PASURUAN) is None


def test_a_village_name_that_occurs_twice_needs_its_district() -> None:
    assert rules.find_village("Wonosari", PASURUAN) is None

    found = rules.find_village("Desa Wonosari", PASURUAN, "35.14.02")

    assert found is not None and found.code.startswith("35.14.02.")


def test_a_district_whose_name_starts_with_kota_keeps_it() -> None:
    districts = [Area("18.01.01", Level.DISTRICT, "Kota Baru"), Area("18.01.02", Level.DISTRICT, "Baru")]

    found = [rules.find_district(name, districts) for name in ("Kec. Kota Baru", "Baru")]

    assert [area.code for area in found if area] == ["18.01.01", "18.01.02"]


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("Kab. Pasuruan", True),
        ("KABUPATEN PASURUAN", True),
        ("kab.pasuruan", True),
        ("Kota Pasuruan", False),
        ("Pasuruan", None),
        ("Kab. Malang", False),
        ("Kab. Kota Pasuruan", False),
        ("", False),
    ],
)
def test_kabupaten_and_kota_of_one_name_are_two(written: str, answer: bool | None) -> None:
    assert rules.same_regency(written, "Kabupaten Pasuruan") is answer


def test_islands_and_administrative_titles_are_recognised() -> None:
    assert rules.same_regency("Kab. Kep. Seribu", catalogue.regency_name("31.01") or "")
    assert rules.same_regency("Kota Adm. Jakarta Barat", catalogue.regency_name("31.73") or "")


def test_pasuruan_has_a_town_of_its_name_and_balangan_has_not() -> None:
    assert catalogue.other_regency_of_name("35.14")
    assert not catalogue.other_regency_of_name("63.11")
