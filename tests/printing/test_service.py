"""Taking the backlog away: exactly what was filtered, by who may, with a trace that tells nothing about people."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from tests_support.constants import BALANGAN, NOW, PASURUAN
from tests_support.waiting import TODAY

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import account_role, audit_log
from ktp_core.errors import NotAllowed, Refused
from ktp_core.exports.kinds import KINDS, backlog_params
from ktp_core.exports.model import TABLES, Format
from ktp_core.printing import queries, service
from ktp_core.printing.model import BacklogFilter, Kind

ASKED = BacklogFilter(PASURUAN, ("35.14.01", "35.14.03"), kind=Kind.FIRST_TIME, min_days=15)


def entries() -> list[tuple[str, str, dict]]:
    with read_connection() as conn:
        columns = audit_log.c.by, audit_log.c.action, audit_log.c.details
        return [(by, action, json.loads(text)) for by, action, text in conn.execute(select(*columns))]


def expected(asked: BacklogFilter, *, reveal: bool) -> list:
    with read_connection() as conn:
        return list(queries.backlog_page(conn, asked, TODAY, limit=500, reveal=reveal).itertuples())


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_file_is_the_filtered_list_with_whole_niks_for_print_staff(backlog, actor_of):
    by = actor_of("cetak", "print", regency=PASURUAN)
    rows = expected(ASKED, reveal=True)

    made = service.export(by, ASKED, Format.XLSX, today=TODAY, at=NOW, reveal=True)

    sheet = load_workbook(io.BytesIO(made.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[1] for row in cells] == [row.nik for row in rows] and all(isinstance(row[1], str) for row in cells)
    assert [row[2] for row in cells] == [row.name for row in rows]
    assert [row[4].date() for row in cells] == [row.birth_date for row in rows]
    assert [row[10].date() for row in cells] == [row.printable_from for row in rows]
    assert [row[11] for row in cells] == [row.days for row in rows]
    assert {row[9] for row in cells} == {"Pemula"}
    assert [row[0] for row in cells] == list(range(1, made.rows + 1))
    assert made.rows == len(rows) > 5
    assert made.name == "antrean-cetak-35.14-2026-11-22.xlsx"


def test_an_export_leaves_one_entry_with_count_and_hash_and_nothing_else(backlog, actor_of):
    by = actor_of("cetak", "print", regency=PASURUAN)
    nik = expected(BacklogFilter(PASURUAN), reveal=True)[0].nik
    asked = BacklogFilter(PASURUAN, search=nik)

    service.export(by, asked, Format.CSV, today=TODAY, at=NOW)
    service.export(by, asked, Format.CSV, today=TODAY, at=NOW, reveal=True)

    first, second = entries()
    question = first[2]["filter"]
    assert first == ("cetak", "backlog.export", {"rows": 1, "filter": question, "format": "csv", "nik": "masked"})
    assert second[2]["filter"] == question and second[2]["nik"] == "whole"
    assert nik not in json.dumps([first, second]) and len(question) == 16


def test_masked_unless_asked_and_never_whole_for_the_installation_itself(backlog, actor_of):
    made = service.export(SYSTEM, ASKED, Format.CSV, today=TODAY, at=NOW)

    assert all(row[1].endswith("*" * 10) for row in table(made.content)[1:])
    with pytest.raises(NotAllowed):
        service.export(SYSTEM, ASKED, Format.CSV, today=TODAY, at=NOW, reveal=True)
    assert [action for _, action, _ in entries()] == ["backlog.export"]


@pytest.mark.parametrize("role", ["head", "roster", "scheduler", "visit", "delivery", "admin", "auditor"])
def test_who_may_not_export_gets_nothing_and_leaves_no_entry(backlog, actor_of, role):
    by = actor_of("lain", role, regency=PASURUAN)

    for form in TABLES:
        with pytest.raises(NotAllowed):
            service.export(by, ASKED, form, today=TODAY, at=NOW)
        with pytest.raises(NotAllowed):
            KINDS[f"backlog.{form}"](by, backlog_params(ASKED.to_params(), TODAY))
    assert entries() == []


def test_a_download_asks_for_permission_again_when_it_is_fetched(backlog, actor_of):
    by = actor_of("cetak", "print", regency=PASURUAN)
    params = json.loads(json.dumps(backlog_params(ASKED.to_params(), TODAY)))
    made = KINDS["backlog.csv"](by, params)
    assert [row[1] for row in table(made.content)[1:]] == [row.nik for row in expected(ASKED, reveal=True)]

    with write_transaction() as conn:
        conn.execute(account_role.update().values(role="delivery"))

    with pytest.raises(NotAllowed):
        KINDS["backlog.csv"](by, params)


def test_nobody_takes_away_another_office_or_district(backlog, actor_of):
    by = actor_of("kecamatan", "print", regency=PASURUAN, districts=("35.14.02",))

    for asked in (BacklogFilter(BALANGAN), ASKED):
        with pytest.raises(NotAllowed):
            service.export(by, asked, Format.CSV, today=TODAY, at=NOW)
    made = service.export(by, BacklogFilter(PASURUAN), Format.CSV, today=TODAY, at=NOW)
    assert {row[5] for row in table(made.content)[1:]} == {"Kecamatan 02"}


def test_names_that_look_like_formulas_are_text_in_both_files(backlog, actor_of):
    by = actor_of("cetak", "print", regency=PASURUAN)
    names = ["=HYPERLINK(1)", "+62", "-1", "@SUM(A1)", "\t=1", "<r>x</r>"]
    with write_transaction() as conn:
        from ktp_core.printing.store import r, resident

        for row, name in zip(expected(BacklogFilter(PASURUAN), reveal=False), names, strict=False):
            conn.execute(resident.update().where(r.id == row.id).values(name=name, class_name=name))

    text = table(service.export(by, BacklogFilter(PASURUAN), Format.CSV, today=TODAY, at=NOW).content)
    book = load_workbook(
        io.BytesIO(service.export(by, BacklogFilter(PASURUAN), Format.XLSX, today=TODAY, at=NOW).content)
    )

    assert [row[2] for row in text[1:7]] == ["'" + name for name in names]
    assert not any(cell[:1] in "=+-@\t\r\0" for row in text for cell in row if cell)
    assert [book.active.cell(at, 3).value for at in range(2, 8)] == ["'" + name for name in names]
    assert not any(cell.data_type == "f" for row in book.active.iter_rows() for cell in row)


def test_seeing_niks_is_written_down_before_and_only_for_who_may(backlog, actor_of):
    by, courier = actor_of("cetak", "print", regency=PASURUAN), actor_of("antar", "delivery", regency=PASURUAN)

    service.revealed(by, ASKED, [3514000000001], at=NOW)
    with pytest.raises(NotAllowed):
        service.revealed(courier, ASKED, [3514000000001], at=NOW)

    (name, action, details) = entries()[0]
    assert (name, action, details["residents"], details["rows"]) == ("cetak", "backlog.reveal", [3514000000001], 1)
    assert len(entries()) == 1


def test_looking_and_searching_are_told_apart(backlog, actor_of):
    courier = actor_of("antar", "delivery", regency=PASURUAN)

    service.looked(courier, ASKED, total=7, at=NOW)
    service.looked(courier, BacklogFilter(PASURUAN, search="siti"), total=3, at=NOW)
    with pytest.raises(Refused):
        service.looked(courier, BacklogFilter(PASURUAN, search="351401000"), total=3, at=NOW)

    assert [(action, details["rows"]) for _, action, details in entries()] == [
        ("backlog.view", 7),
        ("backlog.search", 3),
    ]
