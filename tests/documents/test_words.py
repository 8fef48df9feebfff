"""Indonesian days, hours and numbers; the head of a letter; names of classes."""

from __future__ import annotations

from datetime import date

import pytest
from tests_support.papers import OFFICE, people

from ktp_core.documents import heads, lists, words
from ktp_core.documents.model import Letterhead
from ktp_core.documents.report_values import Coverage
from ktp_core.documents.values import Listed, Office


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "nol"), (8, "delapan"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"), (19, "sembilan belas"),
        (20, "dua puluh"), (31, "tiga puluh satu"), (100, "seratus"), (111, "seratus sebelas"), (1000, "seribu"),
        (1945, "seribu sembilan ratus empat puluh lima"), (2000, "dua ribu"), (2026, "dua ribu dua puluh enam"),
        (9999, "sembilan ribu sembilan ratus sembilan puluh sembilan"),
    ],
)  # fmt: skip
def test_numbers_are_spelled(n: int, said: str) -> None:
    assert words.spelled(n) == said


def test_a_day_is_spelled_as_reports_open() -> None:
    said = words.day_spelled(date(2026, 3, 9))

    assert said == "Senin tanggal sembilan bulan Maret tahun dua ribu dua puluh enam (09-03-2026)"


@pytest.mark.parametrize(
    ("start", "end", "regency", "said"),
    [
        (480, 750, "35.14", "08.00–12.30 WIB"),
        (480, 750, "63.11", "08.00–12.30 WITA"),
        (545, None, "94.01", "09.05 WIT sampai selesai"),
        (None, None, "35.14", ""),
        (0, 1439, "35.14", "00.00–23.59 WIB"),
    ],
)
def test_hours_carry_the_zone_of_the_regency(start: int | None, end: int | None, regency: str, said: str) -> None:
    assert words.hours(start, end, date(2026, 3, 9), regency) == said


@pytest.mark.parametrize(
    ("minutes", "said"), [(270, "4 jam 30 menit"), (60, "1 jam"), (45, "45 menit"), (0, "0 menit")]
)
def test_a_duration_is_hours_and_minutes(minutes: int, said: str) -> None:
    assert words.duration(minutes) == said


def test_coverage_says_n_of_n_and_nothing_of_nothing_is_a_dash() -> None:
    assert words.coverage(Coverage(1200, 1300)) == "1.200 dari 1.300 (92,3%)"
    assert words.coverage(Coverage(0, 0)) == "0 dari 0 (–)"
    assert words.coverage(Coverage(12, 10)) == "12 dari 10 (120,0%)"
    assert words.coverage(None) == "–"


@pytest.mark.parametrize("nik", ["3514060109030001", "351406**********", "351406"])
def test_a_nik_is_masked_whether_it_came_whole_or_masked(nik: str) -> None:
    assert words.masked(nik) == "351406**********"


@pytest.mark.parametrize("nik", [None, "", "–", "12", "ABCDEF0109030001"])
def test_what_is_no_nik_is_a_dash(nik: str | None) -> None:
    assert words.masked(nik) == "–"


def test_the_head_of_a_letter_names_government_and_office() -> None:
    head = heads.letterhead(OFFICE)

    office = "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL"
    assert head == Letterhead("PEMERINTAH KABUPATEN PASURUAN", office, OFFICE.address)


@pytest.mark.parametrize(
    ("name", "government", "town"),
    [
        ("Dinas Kependudukan dan Pencatatan Sipil Kota Pasuruan", "PEMERINTAH KOTA PASURUAN", "Pasuruan, 9 Maret 2026"),
        ("Dinas Dukcapil Kab. Kotawaringin Timur", "PEMERINTAH KAB. KOTAWARINGIN TIMUR",
         "Kotawaringin Timur, 9 Maret 2026"),
        ("Dinas Kependudukan Kabupaten Kotabaru", "PEMERINTAH KABUPATEN KOTABARU", "Kotabaru, 9 Maret 2026"),
        ("Suku Dinas Kota Administrasi Jakarta Utara", "PEMERINTAH KOTA ADMINISTRASI JAKARTA UTARA",
         "Jakarta Utara, 9 Maret 2026"),
        ("Disdukcapil", "", "9 Maret 2026"),
    ],
)  # fmt: skip
def test_the_regency_is_found_at_the_end_of_the_offices_name(name: str, government: str, town: str) -> None:
    office = Office("35.14", name)

    assert heads.letterhead(office).government == government
    assert heads.dated(office, date(2026, 3, 9)) == town
    assert heads.dated(Office("35.14", name, place="Bangil"), date(2026, 3, 9)) == "Bangil, 9 Maret 2026"


def test_classes_stand_in_the_order_people_expect_and_those_without_come_last() -> None:
    names = ["XI IPA 10", None, "XI IPA 2", "X", "XII IPS 1", "Kelas 10 - 01", "", "xi ipa 2"]
    found = lists.classes(Listed(n, "A", name, None, None) for n, name in enumerate(names, start=1))

    assert [title for title, _ in found] == [
        "Kelas 10 - 01 · 1 orang", "Kelas X · 1 orang", "Kelas XI IPA 2 · 1 orang", "Kelas xi ipa 2 · 1 orang",
        "Kelas XI IPA 10 · 1 orang", "Kelas XII IPS 1 · 1 orang", "Tanpa kelas · 2 orang",
    ]  # fmt: skip


def test_nobody_is_lost_or_doubled_by_classes() -> None:
    everybody = people(400)

    found = [one for _, members in lists.classes(reversed(everybody)) for one in members]

    assert sorted(found, key=lambda one: one.number) == everybody


def test_a_nik_stands_whole_in_groups_only_where_that_was_decided() -> None:
    assert words.nik("3514060109030001", whole=True) == "3514 0601 0903 0001"
    assert words.nik("3514060109030001", whole=False) == words.nik("351406**********", whole=True) == "351406**********"
    assert words.nik(None, whole=True) == "–"


def test_a_span_of_one_day_is_that_day() -> None:
    first, last = date(2026, 3, 2), date(2026, 3, 9)

    assert words.span(first, first) == "pada tanggal 2 Maret 2026"
    assert words.span(first, last) == "dari tanggal 2 Maret 2026 sampai dengan 9 Maret 2026"


def test_words_inside_a_sentence_and_districts_read_as_people_write_them() -> None:
    assert [words.small(word) for word in ("Kartu keluarga", "KTP-el atau KIA", "")] == [
        "kartu keluarga", "KTP-el atau KIA", "",
    ]  # fmt: skip
    assert [words.district(name) for name in ("Kejayan", "Kecamatan Awayan", None)] == [
        "Kecamatan Kejayan", "Kecamatan Awayan", "",
    ]  # fmt: skip


def test_a_paper_that_is_signed_later_has_dots_for_its_day() -> None:
    assert heads.undated(OFFICE) == f"Pasuruan, {words.DOTS}"
    assert heads.undated(Office("35.14", "Disdukcapil")) == words.DOTS
