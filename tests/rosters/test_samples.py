"""The four invented rosters, read whole: what is accepted, and why the rest is not."""

from datetime import date
from pathlib import Path

import pytest

from ktp_core.rosters.checking import CheckedRoster, check_file
from ktp_core.rosters.issues import Severity

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
TODAY = date(2026, 11, 22)


def check(name: str) -> CheckedRoster:
    return check_file((SAMPLES / name).read_bytes(), name, today=TODAY)


def codes_by_row(roster: CheckedRoster) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for issue in roster.issues:
        found.setdefault(issue.row, set()).add(issue.code.value)
    return found


def test_every_sample_equals_the_reference(reference: Path):
    for path in sorted((reference / "rosters").iterdir()):
        assert (SAMPLES / path.name).read_bytes() == path.read_bytes()


def test_dapodik_is_read_below_its_two_line_header_and_no_parent_becomes_a_pupil():
    roster = check("dapodik_daftar_pd_FAKE.xlsx")

    assert (roster.file.layout, roster.file.header_row, roster.file.format) == ("dapodik", 5, "xlsx")
    assert (roster.read, roster.accepted, roster.rejected) == (60, 60, 0)
    assert roster.file.columns == {
        "name": "Nama", "nik": "NIK", "nisn": "NISN", "sex": "JK", "birth_place": "Tempat Lahir",
        "birth_date": "Tanggal Lahir", "class": "Rombel Saat Ini", "village": "Kelurahan", "district": "Kecamatan",
    }  # fmt: skip
    first = roster.rows[0]
    assert (first.row, first.nik, first.nisn, first.name) == (7, "3514062708109001", "0100607486", "FAJAR NUGROHO")
    assert (first.sex, first.birth_place, first.birth_date) == ("L", "PASURUAN", date(2010, 8, 27))
    assert (first.class_name, first.district, first.village) == ("XI TKJ 1", "Kejayan", "Kejayan")
    assert not any(row.name.startswith(("AYAH", "IBU")) for row in roster.rows)


def test_emis_is_read_over_all_its_sheets():
    roster = check("emis_daftar_siswa_FAKE.xlsx")

    assert (roster.file.layout, roster.file.sheets) == ("emis", ("X IPA 1", "XI IPS 1", "XII AGAMA"))
    assert (roster.read, roster.accepted, roster.rejected) == (45, 45, 0)
    assert {row.sheet: row.class_name for row in roster.rows} == {name: name for name in roster.file.sheets}
    assert {row.sex for row in roster.rows} == {"L", "P"}


def test_semicolons_and_lost_zeros():
    roster = check("sma_manual_semicolon_FAKE.csv")

    assert (roster.file.format, roster.file.delimiter, roster.file.encoding) == ("csv", ";", "utf-8")
    assert (roster.read, roster.accepted) == (30, 30)
    assert roster.rows[1].nisn == "0081079090"
    assert [warning.code for warning in roster.warnings] == ["nisn_padded"]


MESSY = {
    5: {"nik_from_number"},
    6: {"nik_number_lost"},
    7: {"nik_scientific"},
    9: {"date_serial"},
    10: {"nik_length", "name_one_word", "date_two_digit_year"},
    11: {"nik_sex_differs"},
    12: {"nik_date_differs"},
    13: {"nik_area_elsewhere"},
    14: {"name_one_word", "nik_sex_differs"},
    15: {"nik_missing", "name_title"},
    16: {"date_order"},
    17: {"duplicate_other"},
    19: {"nik_dummy", "name_not_a_name", "date_impossible"},
    20: {"nik_characters"},
    21: {"nik_date_differs"},
}


def test_the_messy_list_row_by_row():
    roster = check("pesantren_manual_messy_FAKE.xlsx")

    assert codes_by_row(roster) == MESSY
    assert [row.row for row in roster.rows if row.accepted] == [4, 5, 8, 9, 11, 12, 13, 14, 17, 21]
    assert [row.row for row in roster.rows if row.needs_match] == [6, 7, 10, 15, 20]
    assert [(warning.code, warning.params["rows"]) for warning in roster.warnings] == [("rows_skipped", "18")]
    assert roster.read == 17


def test_the_messy_list_keeps_what_a_later_match_needs():
    by_row = {row.row: row for row in check("pesantren_manual_messy_FAKE.xlsx").rows}

    assert (by_row[15].nik, by_row[15].name, by_row[15].birth_date) == (None, "SITI AISYAH, S.PD", date(2009, 8, 17))
    assert by_row[8].nik == "3514162412109205"
    assert (by_row[9].nik, by_row[9].birth_date) == ("3514160209109206", date(2010, 9, 2))
    assert by_row[17].birth_date == date(2009, 5, 1)
    assert by_row[4].birth_place == "PASURUAN"


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*FAKE*")))
def test_no_message_holds_a_nik(name: str):
    import re

    from ktp_core.rosters.wording import issue_message, warning_message

    roster = check(name)

    said = [issue_message(issue) + (issue.value_shown or "") for issue in roster.issues]
    said += [warning_message(warning) for warning in roster.warnings]
    assert not any(re.search(r"\d{9}", text) for text in said)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*FAKE*")))
def test_every_row_read_is_accepted_or_has_an_error(name: str):
    roster = check(name)

    errors = {(issue.sheet, issue.row) for issue in roster.issues if issue.severity is Severity.ERROR}
    assert roster.read - len(errors) == roster.accepted == sum(row.accepted for row in roster.rows)


def test_eligibility_moves_with_the_day():
    content = (SAMPLES / "dapodik_daftar_pd_FAKE.xlsx").read_bytes()

    def counts(day: date) -> tuple[int, int, int]:
        ages = check_file(content, "d.xlsx", today=day).eligibility
        return ages.under_16, ages.recordable, ages.card_age

    assert counts(date(2026, 11, 22)) == (16, 23, 21)
    assert counts(date(2030, 1, 1)) == (0, 0, 60)
