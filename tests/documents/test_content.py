"""What the letter, the message, the sheet, the report and the slips say."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import pytest
from tests_support import papers

from ktp_core.documents import letters, reports, sheets, slips
from ktp_core.documents.model import Document, Facts, Items, Opening, Paragraph, Signatures, Slips, Table
from ktp_core.eligibility.model import AgeRules
from ktp_core.labels.visits import OUTCOMES
from ktp_core.visits.model import REASONS, Outcome, Reason

T = TypeVar("T")


def _one(document: Document, kind: type[T]) -> T:
    return next(block for block in document.blocks if isinstance(block, kind))


def _said(document: Document) -> str:
    return " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))


def test_the_letter_answers_the_letter_and_says_when_where_and_what_to_bring() -> None:
    made = letters.reply(papers.letter(2))

    assert _one(made, Opening).facts == (
        ("Nomor", "400.12.2/417/2026"), ("Sifat", "Biasa"), ("Lampiran", "1 (satu) berkas"),
        ("Hal", "Jadwal pelayanan perekaman KTP-el"),
    )  # fmt: skip
    assert "surat Saudara nomor 421.3/012/2026 tanggal 20 Februari 2026" in _said(made)
    assert _one(made, Facts).rows == (
        ("Hari, tanggal", "Senin, 9 Maret 2026"), ("Pukul", "08.00–12.30 WIB"), ("Tempat", "Aula SMAN 1 Contoh"),
        ("Petugas", "Tim 1"), ("Peserta", "sekitar 1.200 orang"),
    )  # fmt: skip
    assert _one(made, Items).texts == letters.BRING
    assert _one(made, Table).rows == (
        ("1", "ABDUL QODIR", "01/01/2009", "351406**********"),
        ("2", "SITI KHOIRUN NISA'", "02/02/2009", "351406**********"),
    )


def test_a_letter_nobody_asked_for_and_without_names_says_neither() -> None:
    made = letters.reply(papers.letter(0, their_number=None, their_day=None, number="", contact_name="", bring=("KK",)))

    assert "Saudara nomor" not in _said(made)
    assert "Dalam rangka" in _said(made)
    assert "terlampir" not in _said(made)
    assert dict(_one(made, Opening).facts)["Lampiran"] == "–"
    assert dict(_one(made, Opening).facts)["Nomor"].strip(".") == ""
    assert _one(made, Items).texts == ("KK",)
    assert not [block for block in made.blocks if isinstance(block, Table)]


def test_letter_message_and_slip_give_the_ages_of_the_office() -> None:
    ages = AgeRules(record_age=15, card_age=18)
    letter = papers.letter(0, ages=ages)
    slip = _one(slips.reminders(replace(papers.reminders(1), ages=ages)), Slips).slips[0]

    assert "berusia 15 tahun atau pernah kawin" in _said(letters.reply(letter))
    assert "berusia 15 tahun atau pernah kawin" in letters.message(letter)
    assert "setelah berusia 18 tahun" in slip.text


def test_the_message_is_whole() -> None:
    assert letters.message(papers.letter(40)) == "\n".join(
        [
            "Yth. Kepala SMAN 1 Contoh",
            "",
            f"{papers.OFFICE.name} akan melayani perekaman KTP-el di SMAN 1 Contoh:",
            "Hari, tanggal: Senin, 9 Maret 2026",
            "Pukul: 08.00–12.30 WIB",
            "Tempat: Aula SMAN 1 Contoh",
            "Petugas: Tim 1",
            "Peserta: sekitar 1.200 orang",
            "",
            "Mohon peserta menyiapkan:",
            *(f"{n}. {text}" for n, text in enumerate(letters.BRING, start=1)),
            "",
            "Perekaman diperuntukkan bagi penduduk yang sudah berusia 16 tahun atau pernah kawin. KTP-el dicetak "
            "setelah yang bersangkutan berusia 17 tahun. Seluruh pelayanan tidak dipungut biaya.",
            "",
            "Narahubung: Bagus 0800-0000-0000",
        ]
    )


def test_the_codes_of_the_sheet_cover_every_outcome_and_reason_once() -> None:
    said = sheets.codes().replace("\u00a0", " ")

    assert len(set(sheets.LETTERS.values())) == len(Reason) == len(sheets.LETTERS)
    for outcome in Outcome:
        assert f"{outcome:d} {OUTCOMES[outcome][0].lower()}{OUTCOMES[outcome][1:]}" in said
    assert said.count("(") == len(REASONS)
    assert "4 tidak hadir (a PKL/magang, b sakit, " in said


def test_the_sheet_has_everybody_under_their_number_and_room_for_walk_ins() -> None:
    made = sheets.paper(papers.sheet(100, walk_in_rows=7))
    *classes, walk_ins = [block for block in made.blocks if isinstance(block, Table)]

    rows = [row for table in classes for row in table.rows]
    assert sorted(int(row[0]) for row in rows) == list(range(1, 101))
    assert {row[0]: row[1] for row in rows} == {str(one.number): one.name for one in papers.people(100)}
    assert all(row[4:] == ("", "", "", "") for row in rows)
    assert [row[0] for row in walk_ins.rows] == [f"T{n}" for n in range(1, 8)]


def test_the_report_adds_up_by_outcome_and_by_class() -> None:
    made = reports.berita_acara(papers.report())
    outcomes, classes, others = [block for block in made.blocks if isinstance(block, Table)]

    assert outcomes.rows == (
        ("Direkam", "88"), ("Sudah pernah direkam", "6"), ("Belum 16 tahun", "4"), ("Tidak hadir", "21"),
        ("    – PKL/magang", "15"), ("    – Sakit", "6"), ("Gagal rekam", "3"),
        ("    – Sidik jari atau iris tidak terbaca", "3"), ("Sudah punya KTP-el", "1"),
        ("Penduduk daerah lain", "1"), ("Jumlah", "124"),
    )  # fmt: skip
    assert classes.rows == (
        ("XI IPA 2", "84", "58", "18", "8"), ("XI IPA 10", "40", "30", "6", "4"), ("Jumlah", "124", "88", "24", "12"),
    )  # fmt: skip
    assert others.rows == (("KIA", "12"), ("IKD", "30"))


def test_the_report_says_who_worked_how_long_and_what_changed() -> None:
    made = reports.berita_acara(papers.report())
    worked, effect = [block for block in made.blocks if isinstance(block, Facts)]

    assert worked.rows == (
        ("Lembaga", "SMAN 1 Contoh"), ("Surat permohonan", "Nomor 421.3/012/2026 tanggal 20 Februari 2026"),
        ("Pukul", "08.00–12.30 WIB"), ("Kanal", "Sekolah"), ("Tim", "Tim 1"), ("Operator", "Ahmad, Budi"),
        ("Alat rekam", "3 unit"), ("Lama pelayanan", "4 jam 30 menit"),
    )  # fmt: skip
    assert effect.rows == (
        ("Sebelum kunjungan", "212 dari 420 (50,5%)"), ("Sesudah kunjungan", "300 dari 420 (71,4%)"),
        ("Berikutnya di Kantor Kecamatan Kejayan", "20 orang"), ("Berikutnya di SMAN 1 Contoh", "4 orang"),
    )  # fmt: skip
    assert "bertempat di Aula SMAN\u00a01 Contoh, Kecamatan Kejayan, telah dilaksanakan" in _said(made)
    assert _one(made, Signatures).dated == "Pasuruan, 9 Maret 2026"


@pytest.mark.parametrize(
    ("district", "said"), [("Kejayan", "di X, Kecamatan Kejayan,"), ("Kecamatan Awayan", "di X, Kecamatan Awayan,")]
)
def test_the_district_is_called_kecamatan_once(district: str, said: str) -> None:
    made = reports.berita_acara(papers.report(district=district, place="X"))

    assert said in _said(made)
    assert "Kecamatan Kecamatan" not in _said(made)


def test_a_slip_says_whose_when_and_where() -> None:
    slip = _one(slips.reminders(papers.reminders(2)), Slips).slips[1]

    assert slip.title == "NOTA PENGINGAT KTP-EL · No. 2"
    assert slip.facts == (
        ("Nama", "SITI KHOIRUN NISA'"), ("NIK", "351406**********"), ("Kelas", "XI IPA 1"),
        ("Direkam", "9 Maret 2026, SMAN 1 Contoh"), ("Dicetak mulai", "2 September 2026"),
        ("Diambil di", "SMAN 1 Contoh"),
    )  # fmt: skip
    assert slip.text.endswith("Tanya: 0800-0000-0000")


def test_a_name_too_long_for_any_row_ends_in_dots() -> None:
    made = letters.reply(papers.letter(0, people=papers.people(1, ("A" * 301,))))

    assert _one(made, Table).rows[0][1] == "A" * 299 + "…"
