"""Workbooks out and back: what is written in them is what the office then knows, whatever happened to the file."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from tests_support.card_people import nik
from tests_support.field_day import AT, REGENCY, TODAY, School, later, make_school, plan, sheet_of
from tests_support.workbooks import LIST, changed, column, fill, opened, rewrite, saved, table, write

from ktp_core.errors import NotAllowed, Refused
from ktp_core.fieldwork import service as field
from ktp_core.fieldwork.workbook import service
from ktp_core.fieldwork.workbook.model import Merged
from ktp_core.visits.model import Outcome, Reason


def back(team: Any, school: School, content: bytes, name: str = "kembali.xlsx") -> Merged:
    return service.take_back(team, content, name, school.visit_id, at=AT)


def holds(school: School) -> dict[int, tuple[Outcome, Reason | None]]:
    """What holds by number."""
    lines = sheet_of(school.visit_id).lines
    return {line.number: (line.outcome, line.reason) for line in lines if line.outcome is not None}


def refused(merged: Merged) -> list[tuple[int, str]]:
    return [(one.row, one.code) for one in merged.problems if not one.taken]


def noticed(merged: Merged) -> list[tuple[int, str]]:
    return [(one.row, one.code) for one in merged.problems if one.taken]


def test_what_a_team_fills_in_is_what_holds(team: Any, school: School, book: bytes) -> None:
    filled = fill(book, {
        1: {"Hasil": "Direkam", "Jam": time(9, 10), "Operator": "Budi", "Alat": "AR-01"},
        2: {"Hasil": "Tidak hadir", "Alasan": "Sakit"},
        5: {"Hasil": "Gagal rekam", "Alasan": "Jaringan", "Jam": "9.45"},
    })  # fmt: skip

    merged = back(team, school, filled)

    assert (merged.new, merged.same, merged.blank, merged.conflicts, merged.problems) == (3, 0, 5, (), ())
    assert holds(school) == {
        1: (Outcome.RECORDED, None), 2: (Outcome.ABSENT, Reason.ILL), 5: (Outcome.FAILED, Reason.NETWORK),
    }  # fmt: skip
    first = sheet_of(school.visit_id).lines[0].said[0]
    assert (first.operator, first.kit) == ("Budi", "AR-01")
    assert first.acted_at is not None and f"{first.acted_at:%Y-%m-%d %H:%M %Z}" == f"{TODAY} 02:10 UTC"


def test_the_act_keeps_its_own_time_apart_from_the_upload(team: Any, school: School, book: bytes) -> None:
    from sqlalchemy import select

    from ktp_core.db.engine import read_connection
    from ktp_core.db.schema import visit_report

    service.take_back(team, fill(book, {1: {"Hasil": "Direkam", "Jam": "09:10"}}), "a.xlsx", at=later(600))

    with read_connection() as conn:
        row = conn.execute(select(visit_report)).one()
    assert (row.acted_at, row.entered_at, row.entered_by) == (AT.replace(hour=2, minute=10), later(600), "tim")


def test_hours_written_as_iso_8601_are_read_like_any_other(team: Any, school: School, book: bytes) -> None:
    rows = {1: {"Hasil": "Direkam", "Jam": time(9, 10)}, 2: {"Hasil": "Menolak", "Jam": datetime(2026, 11, 20, 9, 20)}}
    filled = opened(fill(book, rows))
    filled.iso_dates = True

    merged = back(team, school, saved(filled))

    assert merged.new == 2 and not merged.problems
    acted = [line.said[0].acted_at for line in sheet_of(school.visit_id).lines[:2]]
    assert acted == [AT.replace(hour=2, minute=10), AT.replace(hour=2, minute=20)]


def test_the_visit_is_found_by_the_codes_alone(team: Any, school: School, book: bytes) -> None:
    merged = service.take_back(team, fill(book, {3: {"Hasil": "Menolak"}}), "a.xlsx", at=AT)

    assert (merged.visit_id, merged.new) == (school.visit_id, 1)


def test_the_same_workbook_twice_changes_nothing(team: Any, school: School, book: bytes) -> None:
    filled = fill(book, {1: {"Hasil": "Direkam"}, 2: {"Hasil": "Menolak"}})
    back(team, school, filled)
    before = sheet_of(school.visit_id)

    merged = back(team, school, filled)

    assert (merged.new, merged.same) == (0, 2)
    assert sheet_of(school.visit_id) == before


def test_two_workbooks_that_disagree_are_a_conflict_until_somebody_decides(team: Any, school: School) -> None:
    first = service.make(team, school.visit_id, "Regu A", at=AT).content
    second = service.make(team, school.visit_id, "Regu B", at=AT).content

    back(team, school, fill(first, {4: {"Hasil": "Direkam", "Jam": "09:00"}, 5: {"Hasil": "Direkam"}}))
    merged = back(team, school, fill(second, {4: {"Hasil": "Menolak", "Jam": "10:00"}, 5: {"Hasil": "Direkam"}}))

    assert merged.conflicts == (4,)
    assert holds(school) == {5: (Outcome.RECORDED, None)}
    assert {one.copy for one in sheet_of(school.visit_id).lines[3].conflict} == {
        cell for content in (first, second) for cell in [copy_of(content)]
    }


def copy_of(content: bytes) -> str:
    sheet = opened(content)[LIST]
    return str(sheet.cell(5, column(sheet, "Kode baris")).value)[:8]


def test_of_two_versions_of_one_workbook_the_later_hour_holds_and_the_other_is_said(
    team: Any, school: School, book: bytes
) -> None:
    early = fill(book, {1: {"Hasil": "Tidak hadir", "Alasan": "Sakit", "Jam": "08:00"}})
    late = fill(book, {1: {"Hasil": "Direkam", "Jam": "11:00"}})

    assert back(team, school, late).problems == ()
    merged = back(team, school, early)

    assert noticed(merged) == [(5, "overruled")]
    assert holds(school) == {1: (Outcome.RECORDED, None)}


# -- what happens to files


def test_rows_may_be_sorted_and_columns_inserted_moved_and_sheets_renamed(
    team: Any, school: School, book: bytes
) -> None:
    def disturb(open_book: Any) -> None:
        sheet = open_book[LIST]
        sheet.auto_filter.ref = None
        rewrite(sheet, sorted(table(sheet), key=lambda row: str(row[2]), reverse=True))
        sheet.insert_cols(3)
        sheet.cell(4, 3).value = "Catatan sekolah"
        sheet.insert_cols(1)
        sheet.title = "Senin pagi"
        del open_book["Petunjuk"], open_book["Pilihan"]

    filled = fill(book, {1: {"Hasil": "Direkam", "Jam": "09:10"}, 8: {"Hasil": "menolak"}})
    merged = back(team, school, changed(filled, disturb))

    assert (merged.new, merged.problems) == (2, ())
    assert holds(school) == {1: (Outcome.RECORDED, None), 8: (Outcome.REFUSED, None)}


def test_rows_stay_known_when_the_headings_were_sorted_into_them(team: Any, school: School, book: bytes) -> None:
    def disturb(open_book: Any) -> None:
        sheet = open_book[LIST]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        sheet.delete_rows(4, sheet.max_row)
        for row in [*rows[1:5], rows[0], *rows[5:]]:
            sheet.append(row)

    merged = back(team, school, changed(fill(book, {n: {"Hasil": "Direkam"} for n in range(1, 9)}), disturb))

    assert (merged.new, merged.problems) == (8, ())


def test_without_the_headings_the_columns_are_known_while_they_stand_as_written(
    team: Any, school: School, book: bytes
) -> None:
    def disturb(open_book: Any) -> None:
        open_book[LIST].delete_rows(1, 4)

    merged = back(team, school, changed(fill(book, {2: {"Hasil": "Direkam"}}), disturb))

    assert (merged.new, merged.problems) == (1, ())


def test_a_sheet_whose_outcome_heading_is_gone_and_whose_columns_moved_is_named(
    team: Any, school: School, book: bytes
) -> None:
    def disturb(open_book: Any) -> None:
        sheet = open_book[LIST]
        sheet.cell(4, column(sheet, "Hasil")).value = "Status siswa"
        sheet.insert_cols(1)

    merged = back(team, school, changed(fill(book, {2: {"Hasil": "Direkam"}}, [someone()]), disturb))

    assert [code for _, code in refused(merged)] == ["columns_lost"]
    assert merged.walk_ins == 1  # the other sheet is taken all the same


def test_the_hidden_sheets_may_be_gone(team: Any, school: School, book: bytes) -> None:
    def disturb(open_book: Any) -> None:
        for name in ("Identitas", "Pilihan", "Petunjuk", "Tambahan"):
            del open_book[name]

    merged = service.take_back(
        team, changed(fill(book, {2: {"Hasil": "Direkam"}}), disturb), "daftar.xlsx", school.visit_id, at=AT
    )

    assert (merged.new, merged.problems) == (1, ())


def test_with_the_codes_deleted_number_and_name_together_are_enough(team: Any, school: School, book: bytes) -> None:
    def disturb(open_book: Any) -> None:
        sheet = open_book[LIST]
        sheet.delete_cols(column(sheet, "Kode baris"))

    filled = fill(book, {2: {"Hasil": "Direkam"}, 3: {"Hasil": "Menolak", "Nama": "ORANG LAIN SAMA SEKALI"}})
    merged = back(team, school, changed(filled, disturb))

    assert merged.new == 1 and holds(school) == {2: (Outcome.RECORDED, None)}
    assert (noticed(merged), refused(merged)) == ([(6, "code_lost_known")], [(7, "code_lost")])


def test_without_codes_and_without_the_hidden_sheet_nothing_is_written_and_the_sentence_says_what_to_do(
    team: Any, school: School, book: bytes
) -> None:
    def disturb(open_book: Any) -> None:
        for name in ("Daftar", "Tambahan"):
            open_book[name].delete_cols(column(open_book[name], "Kode baris"))
        del open_book["Identitas"]

    with pytest.raises(Refused, match="workbook_ids_gone"):
        back(team, school, changed(fill(book, {2: {"Hasil": "Direkam"}}), disturb))

    assert holds(school) == {}


def test_a_row_copied_for_somebody_else_is_not_taken_for_its_owner(team: Any, school: School, book: bytes) -> None:
    def disturb(open_book: Any) -> None:
        sheet = open_book[LIST]
        copied = [cell.value for cell in sheet[5]]
        copied[2], copied[column(sheet, "Hasil") - 1] = "ANAK BARU PINDAHAN", "Menolak"
        sheet.append(copied)

    merged = back(team, school, changed(fill(book, {1: {"Hasil": "Direkam"}}), disturb))

    assert holds(school) == {1: (Outcome.RECORDED, None)}
    assert refused(merged) == [(13, "name_differs")]


def test_a_doubled_row_that_says_the_same_is_one_and_one_that_differs_is_neither(
    team: Any, school: School, book: bytes
) -> None:
    def disturb(open_book: Any) -> None:
        sheet = open_book[LIST]
        hasil = column(sheet, "Hasil")
        same, other = ([cell.value for cell in sheet[row]] for row in (5, 6))
        other[hasil - 1] = "Menolak"
        sheet.append(same)
        sheet.append(other)

    merged = back(team, school, changed(fill(book, {n: {"Hasil": "Direkam"} for n in (1, 2, 3)}), disturb))

    assert holds(school) == {1: (Outcome.RECORDED, None), 3: (Outcome.RECORDED, None)}
    assert refused(merged) == [(6, "doubled"), (14, "doubled")]


def test_a_column_of_codes_pulled_down_is_noticed_and_the_rows_are_still_known(
    team: Any, school: School, book: bytes
) -> None:
    def disturb(open_book: Any) -> None:
        sheet = open_book[LIST]
        at = column(sheet, "Kode baris")
        for row in range(6, 13):
            sheet.cell(row, at).value = sheet.cell(5, at).value

    merged = back(team, school, changed(fill(book, {n: {"Hasil": "Direkam"} for n in range(1, 9)}), disturb))

    assert len(holds(school)) == 8
    assert noticed(merged) == [(row, "code_wrong_known") for row in range(6, 13)]


def test_a_code_that_was_counted_on_is_no_other_persons_code(team: Any, school: School, book: bytes) -> None:
    def disturb(open_book: Any) -> None:
        sheet = open_book[LIST]
        cell = sheet.cell(6, column(sheet, "Kode baris"))
        cell.value = str(cell.value).replace("-002-", "-003-")
        sheet.cell(6, 3).value = None

    merged = back(team, school, changed(fill(book, {2: {"Hasil": "Direkam"}}), disturb))

    assert (holds(school), refused(merged)) == ({}, [(6, "code_changed")])


def test_a_workbook_of_another_visit_is_named_and_nothing_is_written(team: Any, school: School, book: bytes) -> None:
    other = plan(school.places["other"], TODAY)
    field.prepare(team, other, at=AT)

    with pytest.raises(Refused) as refusal:
        service.take_back(team, fill(book, {1: {"Hasil": "Direkam"}}), "a.xlsx", other, at=AT)

    assert refusal.value.code == "workbook_other_visit"
    assert refusal.value.params == {"institution": "SMK CONTOH KEJAYAN", "day": TODAY}
    assert holds(school) == {}


def test_rows_of_another_visit_pasted_among_ours_are_named_and_ours_are_taken(
    team: Any, school: School, book: bytes
) -> None:
    again = plan(school.id, date(2026, 11, 19))
    field.prepare(team, again, at=AT)
    foreign = table(opened(service.make(team, again, "Regu B", at=AT).content)[LIST])[2]

    def disturb(open_book: Any) -> None:
        sheet = open_book[LIST]
        sheet.append(foreign)
        write(sheet, sheet.max_row, {"Hasil": "Menolak"})

    merged = back(team, school, changed(fill(book, {1: {"Hasil": "Direkam"}}), disturb))

    assert holds(school) == {1: (Outcome.RECORDED, None)}
    assert refused(merged) == [(13, "code_other_visit")]


def test_the_rows_of_two_copies_put_into_one_file_stay_reports_of_their_own_copies(team: Any, school: School) -> None:
    first = service.make(team, school.visit_id, "Regu A", at=AT).content
    second = fill(service.make(team, school.visit_id, "Regu B", at=AT).content, {2: {"Hasil": "Menolak"}})

    def put_together(open_book: Any) -> None:
        for row in table(opened(second)[LIST]):
            open_book[LIST].append(row)

    merged = back(team, school, changed(fill(first, {2: {"Hasil": "Direkam"}}), put_together))

    assert (len(merged.copies), merged.conflicts) == (2, (2,))


def test_what_is_no_workbook_of_ours_is_refused(team: Any, school: School, book: bytes) -> None:
    for content, name, code in (
        (b"a;b;c\n1;2;3\n", "x.csv", "workbook_none"),
        (b"%PDF-1.4", "x.pdf", "workbook_kind"),
        (b"\xff\xd8\xff\xe0 picture", "x.xlsx", "workbook_kind"),
        (b"", "x.xlsx", "workbook_empty"),
        (book[:2000], "x.xlsx", "workbook_damaged"),
    ):
        with pytest.raises(Refused, match=code):
            back(team, school, content, name)


def test_a_workbook_of_another_form_or_of_nobody_is_refused(team: Any, school: School, book: bytes) -> None:
    from ktp_core.fieldwork.workbook import codes

    def renumber(open_book: Any) -> None:
        sheet = open_book["Identitas"]
        sheet["B1"] = "2"
        sheet["B5"] = codes.ticket(int(sheet["B2"].value), sheet["B3"].value, 2)

    def of_nobody(open_book: Any) -> None:
        del open_book["Identitas"], open_book["Tambahan"]
        sheet = open_book[LIST]
        for row in range(5, 13):
            cell = sheet.cell(row, column(sheet, "Kode baris"))
            cell.value = "BBBBBBBB" + str(cell.value)[8:]

    with pytest.raises(Refused, match="workbook_version"):
        back(team, school, changed(book, renumber))
    with pytest.raises(Refused, match="workbook_unknown"):
        back(team, school, changed(book, of_nobody))


def test_a_ticket_that_somebody_changed_counts_for_nothing_and_the_rows_speak(
    team: Any, school: School, book: bytes
) -> None:
    def forge(open_book: Any) -> None:
        open_book["Identitas"]["B2"] = "3514000009999"

    assert back(team, school, changed(fill(book, {1: {"Hasil": "Direkam"}}), forge)).new == 1


def test_a_second_column_of_the_same_heading_is_refused_by_name(team: Any, school: School, book: bytes) -> None:
    def disturb(open_book: Any) -> None:
        sheet = open_book[LIST]
        sheet.cell(4, sheet.max_column + 1).value = "Hasil"

    with pytest.raises(Refused) as refusal:
        back(team, school, changed(book, disturb))

    assert (refusal.value.code, refusal.value.params) == ("workbook_columns_doubled", {"names": "Hasil"})


def test_a_copy_of_the_sheet_within_the_file_does_no_harm(team: Any, school: School, book: bytes) -> None:
    def disturb(open_book: Any) -> None:
        open_book.copy_worksheet(open_book[LIST]).title = "Daftar (2)"
        write(open_book["Daftar (2)"], 6, {"Hasil": "Menolak"})
        open_book[LIST].sheet_state = "hidden"

    merged = back(team, school, changed(fill(book, {1: {"Hasil": "Direkam"}}), disturb))

    assert merged.problems == ()
    assert holds(school) == {1: (Outcome.RECORDED, None), 2: (Outcome.REFUSED, None)}


# -- what is written in cells


def test_bad_rows_are_answered_and_good_ones_taken(team: Any, school: School, book: bytes) -> None:
    filled = fill(book, {
        1: {"Hasil": "Direkam"},
        2: {"Hasil": "Beres"},
        3: {"Alasan": "Sakit"},
        4: {"Hasil": "Tidak hadir"},
        5: {"Hasil": "Direkam", "Alasan": "Sakit"},
        6: {"Hasil": "Gagal rekam", "Alasan": "Sakit"},
        7: {"Hasil": "Direkam", "Jam": "setengah sepuluh"},
        8: {"Hasil": "Tidak hadir", "Alasan": "Mudik"},
    })  # fmt: skip

    merged = back(team, school, filled)

    assert holds(school) == {1: (Outcome.RECORDED, None)}
    assert refused(merged) == [
        (6, "outcome_unknown"), (7, "outcome_missing"), (8, "reason_missing"), (9, "reason_alone"),
        (10, "reason_wrong"), (11, "time_unreadable"), (12, "reason_unknown"),
    ]  # fmt: skip


def test_a_formula_and_an_error_in_a_cell_spoil_only_their_own_row(team: Any, school: School, book: bytes) -> None:
    filled = fill(book, {1: {"Hasil": '=IF(1=1,"Direkam","")'}, 2: {"Hasil": "#REF!"}, 3: {"Hasil": "Direkam"}})

    merged = back(team, school, filled)

    assert holds(school) == {3: (Outcome.RECORDED, None)}
    assert [row for row, _ in refused(merged)] == [5, 6]


def test_who_is_not_sixteen_on_the_day_is_not_recorded(team: Any, database: str) -> None:
    young = make_school(2)
    field.prepare(team, young.visit_id, at=AT)
    content = service.make(team, young.visit_id, "", at=AT).content
    from sqlalchemy import update

    from ktp_core.db.engine import write_transaction
    from ktp_core.db.schema import resident

    with write_transaction() as conn:  # the birth date was put right after the workbook was made
        conn.execute(update(resident).where(resident.c.id == young.pupils[1]).values(birth_date=date(2011, 1, 1)))

    merged = back(team, young, fill(content, {1: {"Hasil": "Direkam"}, 2: {"Hasil": "Direkam"}}))

    assert (refused(merged), list(holds(young))) == ([(5, "field_too_young")], [2])


# -- people who were not on the list


def stranger(number: int) -> str:
    """A NIK that agrees with the birth date of `someone`."""
    return f"351406010309{number:04d}"


def someone(number: int = 91, **cells: Any) -> dict[str, Any]:
    person = {
        "NIK": stranger(number), "Nama": "Wahyu Tambahan", "L/P": "L", "Tanggal lahir": datetime(2009, 3, 1),
        "Kelas": "XII-9", "Hasil": "Direkam", "Jam": "10:05",
    }  # fmt: skip
    return {**person, **cells}


def test_a_walk_in_comes_onto_the_list_once_however_often_and_wherever_written_down(
    team: Any, school: School, book: bytes
) -> None:
    other = service.make(team, school.visit_id, "Regu B", at=AT).content

    first = back(team, school, fill(book, {}, [someone()]))
    again = back(team, school, fill(other, {}, [someone(92, Nama="Rini Susulan"), someone()]))

    assert (first.walk_ins, again.walk_ins, again.conflicts) == (1, 1, ())
    lines = sheet_of(school.visit_id).lines[8:]
    assert [(line.number, line.name, line.nik, line.person.class_name) for line in lines] == [
        (9, "WAHYU TAMBAHAN", stranger(91), "XII-9"), (10, "RINI SUSULAN", stranger(92), "XII-9"),
    ]  # fmt: skip
    assert {line.outcome for line in lines} == {Outcome.RECORDED}


def test_a_walk_in_without_what_is_needed_is_answered(team: Any, school: School, book: bytes) -> None:
    rows = [
        someone(91, NIK=None), someone(92, NIK="351406"), someone(93, Nama=None),
        someone(94, **{"Tanggal lahir": None}), someone(95, Hasil=None, Jam=None),
        someone(96, **{"Tanggal lahir": date(2012, 3, 1)}), someone(97),
    ]  # fmt: skip

    merged = back(team, school, fill(book, {}, rows))

    assert merged.walk_ins == 1
    assert refused(merged) == [
        (5, "nik_missing"), (6, "nik_length"), (7, "name_missing"), (8, "date_missing"), (9, "outcome_missing"),
        (10, "field_too_young"),
    ]  # fmt: skip


def test_a_walk_in_who_is_on_the_list_gets_the_outcome_there(team: Any, school: School, book: bytes) -> None:
    third, fourth = sheet_of(school.visit_id).lines[2:4]
    rows = [someone(NIK=third.nik, Nama=third.name), someone(NIK=fourth.nik, Nama="ORANG YANG LAIN")]

    merged = back(team, school, fill(book, {}, rows))

    assert ((5, "walk_in_listed") in noticed(merged), refused(merged)) == (True, [(6, "nik_of_other")])
    assert (merged.walk_ins, holds(school)) == (0, {3: (Outcome.RECORDED, None)})


def test_a_row_inserted_on_the_list_for_somebody_new_is_a_walk_in(team: Any, school: School, book: bytes) -> None:
    def disturb(open_book: Any) -> None:
        sheet = open_book[LIST]
        sheet.insert_rows(8)
        row = {key: value for key, value in someone().items() if key != "Kelas"}
        write(sheet, 8, row)

    merged = back(team, school, changed(book, disturb))

    assert (merged.walk_ins, merged.problems) == (1, ())


def test_what_was_put_right_on_screen_is_not_undone_by_the_same_workbook(
    team: Any, school: School, book: bytes
) -> None:
    from ktp_core.fieldwork.model import WalkIn

    filled = fill(book, {}, [someone(91, Nama="Wahyu Tambahan Sekali")])
    back(team, school, filled)
    right = WalkIn(stranger(91), "WAHYU TAMBAH", "L", date(2009, 3, 1))
    field.change_walk_in(team, school.visit_id, 9, right, at=AT)

    merged = back(team, school, filled)

    assert sheet_of(school.visit_id).lines[8].name == "WAHYU TAMBAH"
    assert noticed(merged) == [(5, "walk_in_differs")]


# -- who and when


def test_a_workbook_needs_a_list_and_an_open_visit(team: Any, school: School, book: bytes) -> None:
    empty = plan(school.places["other"], TODAY)

    with pytest.raises(Refused, match="workbook_no_list"):
        service.make(team, empty, "Regu A", at=AT)
    with pytest.raises(Refused, match="workbook_team"):
        service.make(team, school.visit_id, "x" * 61, at=AT)


def test_before_its_day_a_workbook_is_handed_out_and_not_taken_back(team: Any, school: School) -> None:
    tomorrow = plan(school.id, date(2026, 11, 21))
    field.prepare(team, tomorrow, at=AT)
    content = service.make(team, tomorrow, "Regu A", at=AT).content

    with pytest.raises(Refused, match="field_day_future"):
        service.take_back(team, fill(content, {1: {"Hasil": "Direkam"}}), "a.xlsx", tomorrow, at=AT)


def test_niks_are_masked_unless_the_account_may_see_them(team: Any, school: School, actor_of: Any) -> None:
    known = actor_of("lengkap", "visit", "roster", regency=REGENCY)

    for who, shown in ((team, nik(1)[:6] + "*" * 10), (known, nik(1))):
        sheet = opened(service.make(who, school.visit_id, "", at=AT).content)[LIST]
        cell = sheet.cell(5, column(sheet, "NIK"))
        assert (cell.value, cell.data_type) == (shown, "s")


def test_only_who_may_record_hands_out_and_takes_back_within_their_districts(
    school: School, book: bytes, actor_of: Any
) -> None:
    elsewhere = actor_of("jauh", "visit", regency=REGENCY, districts=("35.14.02",))
    scheduler = actor_of("jadwal", "scheduler", regency=REGENCY)

    for who in (elsewhere, scheduler):
        with pytest.raises(NotAllowed):
            service.make(who, school.visit_id, "", at=AT)
        with pytest.raises(NotAllowed):
            service.take_back(who, book, "a.xlsx", school.visit_id, at=AT)
        with pytest.raises(NotAllowed):
            service.take_back(who, book, "a.xlsx", at=AT)


def test_handing_out_and_taking_back_are_noted(team: Any, school: School, book: bytes) -> None:
    from ktp_core.db.engine import read_connection
    from ktp_core.fieldwork.workbook.queries import handed_out

    service.make(team, school.visit_id, "", at=later(5))
    for minutes in (60, 90):
        service.take_back(team, fill(book, {1: {"Hasil": "Menolak"}}), "a.xlsx", at=later(minutes))

    with read_connection() as conn:
        frame = handed_out(conn, school.visit_id)
    assert frame[["team", "made_by", "returns", "returned_at"]].values.tolist() == [
        ["Regu A", "tim", 2, later(90)], ["Tim", "tim", 0, None],
    ]  # fmt: skip


def test_the_file_survives_a_library_that_knows_no_drop_downs(team: Any, school: School, book: bytes) -> None:
    def strip(open_book: Any) -> None:
        for sheet in open_book.worksheets:
            sheet.data_validations.dataValidation = []
            sheet.protection.sheet = False
            sheet.conditional_formatting = type(sheet.conditional_formatting)()

    merged = back(team, school, saved(opened(changed(fill(book, {1: {"Hasil": " direkam "}}), strip))))

    assert (merged.new, merged.problems) == (1, ())
