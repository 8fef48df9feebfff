# ruff: noqa: E501  long literals
"""Single values: names, sexes, NISN, classes, places, and the name of the file itself."""

import pytest

from ktp_core.errors import Refused
from ktp_core.rosters import rules
from ktp_core.rosters.issues import IssueCode
from ktp_core.rosters.naming import check_name


@pytest.mark.parametrize(
    ("typed", "name", "codes"),
    [
        ("Khoirun Nisa'", "KHOIRUN NISA'", ()),
        ("MOH. ZAENAL ARIFIN", "MOH. ZAENAL ARIFIN", ()),
        ("suyitno", "SUYITNO", (IssueCode.NAME_ONE_WORD,)),
        ("Siti, S.Pd", "SITI, S.PD", (IssueCode.NAME_TITLE, IssueCode.NAME_ONE_WORD)),
        ("AL-FATIH AKBAR", "AL-FATIH AKBAR", (IssueCode.NAME_PUNCTUATION,)),
        ("BUDI 2 SANTOSO", "BUDI 2 SANTOSO", (IssueCode.NAME_DIGITS,)),
        ("A " * 31, ("A " * 31).strip(), (IssueCode.NAME_LONG,)),
        ("RENÉ ADI", "RENÉ ADI", ()),
    ],
)
def test_a_name_and_what_is_odd_about_it(typed, name, codes):
    assert rules.read_name(typed) == (name, codes)


@pytest.mark.parametrize(
    ("typed", "sex"),
    [
        ("L", "L"),
        ("p", "P"),
        ("LAKI-LAKI", "L"),
        ("Laki - laki", "L"),
        ("Perempuan ", "P"),
        ("Pr.", "P"),
        ("X", None),
        ("1", None),
        ("L/P", None),
    ],
)
def test_a_sex_is_read_or_not_guessed(typed, sex):
    assert rules.read_sex(typed) == sex


@pytest.mark.parametrize(
    ("typed", "nisn", "padded", "codes"),
    [
        ("0100607486", "0100607486", False, ()),
        (91234567, "0091234567", True, ()),
        ("81079090", "0081079090", True, ()),
        ("'0100607486", "0100607486", False, ()),
        ("-", None, False, ()),
        ("12345", None, False, (IssueCode.NISN_UNREADABLE,)),
        ("01006074861", None, False, (IssueCode.NISN_UNREADABLE,)),
        (9.5, None, False, (IssueCode.NISN_UNREADABLE,)),
    ],
)
def test_a_nisn_gets_its_zeros_back(typed, nisn, padded, codes):
    assert rules.read_nisn(typed) == (nisn, padded, codes)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Kelas 10 - X IPA 1", "X IPA 1"),
        ("Kelas 10 -  KELAS X MIA", "KELAS X MIA"),
        ("X - 1", "X - 1"),
        ("Kelas 7 - 01", "Kelas 7 - 01"),
        (" XI  TKJ 1", "XI TKJ 1"),
        ("-", None),
    ],
)
def test_a_class_is_what_the_school_calls_it(typed, name):
    assert rules.read_class(typed) == name


def test_places_lose_their_titles():
    assert rules.read_district("Kec. Kejayan") == "Kejayan"
    assert rules.read_district("Kecamatan Kraton") == "Kraton"
    assert rules.read_village("Desa Linggo") == "Linggo"
    assert rules.read_village("Kelurahan Purworejo") == "Purworejo"
    assert rules.read_village("Kelinci") == "Kelinci"
    assert rules.read_place(" Pasuruan, ") == "PASURUAN"


@pytest.mark.parametrize(
    ("status", "left"),
    [("Aktif", False), ("Lulus", True), ("Pindah/Mutasi", True), ("Drop Out", True), ("Domisili", False), ("", False)],
)
def test_who_has_left(status, left):
    assert rules.has_left(status) is left


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../../etc/passwd", "path"), ("..\\..\\daftar.xlsx", "path"), ("/etc/passwd.csv", "path"), ("C:\\daftar.xlsx", "path"),
        ("daftar\u202excod.xlsx", "hidden"), ("daftar\x00.xlsx", "hidden"), ("daftar\r\n.xlsx", "hidden"), ("CON.xlsx", "device"),
        ("x" * 300 + ".xlsx", "long"), ("", "empty"), ("...", "empty"), ("<img src=x>.xlsx", "path"), ("é" * 180 + ".xlsx", "long"),
    ],
)  # fmt: skip
def test_an_odd_upload_name_is_refused(name, reason):
    with pytest.raises(Refused) as refusal:
        check_name(name)

    assert (refusal.value.code, refusal.value.params["reason"]) == ("name", reason)


@pytest.mark.parametrize(
    "name", ["daftar siswa XII (2).xlsx", "Data PD – 2026.xlsx", "santri.csv", "daftar..xlsx", "ñandú.ods"]
)
def test_an_ordinary_upload_name_is_kept(name):
    assert check_name(name) == name
