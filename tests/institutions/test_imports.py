"""Official lists: every row has one fate, a second run changes nothing, and every doubt stands at its cell."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from tests_support.constants import NOW

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import audit_log, institution
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused
from ktp_core.institutions import queries, service, store
from ktp_core.institutions.imports import columns
from ktp_core.institutions.imports import service as imports
from ktp_core.institutions.imports.model import ERROR, Outcome, Plan
from ktp_core.institutions.imports.wording import ISSUES, sentence
from ktp_core.institutions.model import Draft, Kind, Status
from ktp_core.labels import refusal_text

TODAY = date(2026, 11, 22)
HEAD = "NPSN;Nama Sekolah;Bentuk;Status;Alamat;Kecamatan;Kabupaten;Lintang;Bujur"


def csv(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows)).encode()


def run(content: bytes, regency: str = "35.14", *, by=SYSTEM, name: str = "daftar.csv") -> Plan:
    return imports.apply(by, regency, name, content, at=NOW, today=TODAY)


def counts(plan: Plan) -> dict[str, int]:
    return {outcome.value: n for outcome, n in plan.counts.items() if n}


def said(plan: Plan) -> list[tuple[int, str | None, str]]:
    return [(issue.row, issue.cell, issue.code) for issue in plan.issues]


def registered(regency: str = "35.14"):
    with read_connection() as conn:
        return store.all_of(conn, regency)


# One row per real list: file, regency, then what has to become of its rows.
REAL = [
    ("schools_3514.csv", "35.14", {"new": 103}),
    ("schools_6311.csv", "63.11", {"new": 15}),
    ("pesantren_3514.csv", "35.14", {"new": 189}),
    ("pesantren_6311.csv", "63.11", {"new": 10}),
    ("schools_3514_all_levels.csv", "35.14", {"new": 103, "out_of_scope": 858}),
    ("schools_6311_all_levels.csv", "63.11", {"new": 15, "out_of_scope": 196}),
    ("schools_national_sma_smk_slb.csv", "35.14", {"new": 103, "elsewhere": 28_379}),
    ("schools_national_sma_smk_slb.csv", "63.11", {"new": 15, "elsewhere": 28_467}),
    ("schools_6311.csv", "35.14", {"elsewhere": 15}),
    ("pesantren_6311.csv", "35.14", {"elsewhere": 10}),
]


@pytest.mark.parametrize(("file", "regency", "expected"), REAL, ids=[f"{file}-{regency}" for file, regency, _ in REAL])
def test_real_lists_are_read_to_the_row_and_a_second_run_changes_nothing(reference, office, file, regency, expected):
    content = (reference / "institutions" / file).read_bytes()

    first = run(content, regency, name=file)
    again = run(content, regency, name=file)

    assert counts(first) == expected
    assert counts(again) == {("same" if key == "new" else key): n for key, n in expected.items()}
    assert first.read == again.read == sum(expected.values()) == len(content.splitlines()) - 1
    assert not [issue for issue in first.issues if issue.severity == ERROR]
    assert len(registered(regency)) == expected.get("new", 0)


def test_the_national_list_after_the_regencys_own_finds_every_school_again(reference, office) -> None:
    folder = reference / "institutions"
    run((folder / "schools_3514.csv").read_bytes())
    before = registered()

    plan = run((folder / "schools_national_sma_smk_slb.csv").read_bytes())

    assert counts(plan) == {"same": 103, "elsewhere": 28_379}
    assert registered() == before


def test_a_real_school_is_stored_with_everything_the_list_says(reference, office) -> None:
    plan = run((reference / "institutions" / "schools_3514.csv").read_bytes())

    with read_connection() as conn:
        slb = store.by_number(conn, office, "20519475")
    assert slb is not None
    assert slb.draft() == Draft(
        kind=Kind.SCHOOL, type="SLB", name="SLB BHINEKA", official_number="20519475", status=Status.SWASTA,
        address="Jl. Udang Glanggang Beji", district="35.14.13", lat=-7.5903, lon=112.7847,
    )  # fmt: skip
    without = [one for one in registered() if one.lat is None]
    assert len(without) == 5  # 4 without or at 0, 0 and one in another regency: none invented
    assert sorted(issue.code for issue in plan.issues) == ["coordinates_outside"] + ["coordinates_zero"] * 3


def test_a_pesantren_without_a_district_keeps_none(reference, office) -> None:
    run((reference / "institutions" / "pesantren_3514.csv").read_bytes())

    found = registered()

    assert {one.kind for one in found} == {Kind.PESANTREN}
    assert sum(one.district is None for one in found) == 75
    assert sum(one.name_key == "darul ulum" for one in found) == 5  # one name, five numbers


def test_same_name_in_two_districts_stays_two_and_same_number_is_one(office) -> None:
    plan = run(
        csv(
            ";MA Al Hikmah;MA;S;;Kejayan;;;",
            ";MA Al Hikmah;MA;S;;Wonorejo;;;",
            "20519475;SMAN 1 Kejayan;SMA;N;;Kejayan;;;",
            "20519475;SMAN 1 Kejayan;SMA;N;;Kejayan;;;",
        )
    )

    assert counts(plan) == {"new": 3, "same": 1}
    assert said(plan) == [(5, "A5", "duplicate_row")]
    assert sorted((one.name, one.district) for one in registered()) == [
        ("MA Al Hikmah", "35.14.06"), ("MA Al Hikmah", "35.14.07"), ("SMAN 1 Kejayan", "35.14.06"),
    ]  # fmt: skip


def test_a_changed_row_changes_that_field_and_a_blank_one_erases_nothing(office) -> None:
    run(csv("20519475;SMAN 1 Kejayan;SMA;N;Jl. Lama;Kejayan;;-7,7;112,85"))

    plan = run(csv("20519475;SMA Negeri Kejayan;SMA;;Jl. Baru;;;;"))

    assert counts(plan) == {"changed": 1}
    assert plan.entries[0].differences == {
        "name": ("SMAN 1 Kejayan", "SMA Negeri Kejayan"), "address": ("Jl. Lama", "Jl. Baru"),
    }  # fmt: skip
    (one,) = registered()
    assert (one.name, one.status, one.district, one.lat, one.version) == (
        "SMA Negeri Kejayan", Status.NEGERI, "35.14.06", -7.7, 2,
    )  # fmt: skip
    with read_connection() as conn:
        assert list(queries.aliases(conn, one.id)["name"]) == ["SMAN 1 Kejayan"]


def test_an_institution_typed_by_hand_takes_its_number_from_the_list(office) -> None:
    key = service.add(SYSTEM, office, Draft(kind=Kind.SCHOOL, name="SMA Negeri 1 KEJAYAN", district="35.14.06"), at=NOW)

    plan = run(csv("20519475;SMAN 1 Kejayan;SMA;N;;Kec. Kejayan;;;", "20519999;SMAN 1 Kejayan;SMA;N;;Kejayan;;;"))
    again = run(csv("20519475;SMAN 1 Kejayan;SMA;N;;Kec. Kejayan;;;", "20519999;SMAN 1 Kejayan;SMA;N;;Kejayan;;;"))

    assert counts(plan) == {"changed": 1, "new": 1}
    assert said(plan) == [(3, "A3", "same_name")]
    assert counts(again) == {"same": 2}
    with read_connection() as conn:
        assert store.get(conn, key).official_number == "20519475"


def test_a_second_number_is_remembered_and_finds_the_madrasah_again(office) -> None:
    head = "NPSN;NSM;Nama;Bentuk;Kecamatan"
    run(csv("20584222;131235140001;MA Ma'arif;MA;Kejayan", head=head))

    by_nsm = run(csv("131235140001;MA MAARIF;Kejayan", head="NSM;Nama Madrasah;Kecamatan"))
    again = run(csv("20584222;131235140001;MA MAARIF;MA;Kejayan", head=head))

    assert (counts(by_nsm), counts(again)) == ({"changed": 1}, {"same": 1})
    (one,) = registered()
    assert (one.official_number, one.name, one.type) == ("20584222", "MA MAARIF", "MA")


@pytest.mark.parametrize(
    ("row", "outcome", "issues"),
    [
        ("20519475;SMAN 1;SMA;N;;Kejayan;Kab. Pasuruan;;", "new", []),
        ("20519475;SMAN 1;SMA;N;;Kejayan;Kota Pasuruan;;", "elsewhere", []),
        ("20519475;SMAN 1;SMA;N;;Kejayan;Pasuruan;;", "new", []),
        ("20519475;SMAN 1;SMA;N;;Gadingrejo;Pasuruan;;", "rejected", [("G2", "regency_doubt")]),
        ("20519475;SMAN 1;SMA;N;;Lumbang;Kab. Probolinggo;;", "elsewhere", []),
        ("20519475;SMAN 1;SMA;N;;Lumbang;;;", "new", []),
        ("20519475;SMAN 1;SMA;N;;Atlantis;;;", "rejected", [("F2", "district_unknown")]),
        ("2051947;SMAN 1;SMA;N;;Kejayan;;;", "rejected", [("A2", "number_shape")]),
        ("5.1E+11;SMAN 1;SMA;N;;Kejayan;;;", "rejected", [("A2", "number_shape")]),
        ("20519475;;SMA;N;;Kejayan;;;", "rejected", [("B2", "name_missing")]),
        ("20519475;SMP 1;SMP;N;;Kejayan;;;", "out_of_scope", []),
        ("20519475;Kelompok Tani;Tani;N;;Kejayan;;;", "rejected", [("C2", "type_unknown")]),
        ("20519475;SMAN 1;;N;;Kejayan;;;", "new", []),
        ("20519475;SMPN 1;;N;;Kejayan;;;", "out_of_scope", []),
        ("20519475;Al Hikmah;;N;;Kejayan;;;", "rejected", [("B2", "type_unknown")]),
        (";SMAN 1;SMA;N;;;;;", "rejected", [("B2", "unidentified")]),
        ("20519475;SMAN 1;SMA;X;;Kejayan;;;", "new", [("D2", "status_unknown")]),
        ("20519475;SMAN 1;SMA;N;;Kejayan;;112,85;-7,7", "new", [("H2", "coordinates_swapped")]),
        ("20519475;SMAN 1;SMA;N;;Kejayan;;-6,2;106,8", "new", [("H2", "coordinates_outside")]),
        ("20519475;SMAN 1;SMA;N;;Kejayan;;0;0", "new", [("H2", "coordinates_zero")]),
        ("20519475;SMAN 1;SMA;N;;Kejayan;;selatan;112,85", "new", [("H2", "coordinates_unreadable")]),
        ("20519475;SMAN 1;SMA;N;;Kejayan;;-7,7;", "new", [("H2", "coordinates_unreadable")]),
    ],
)
def test_each_row_has_one_fate_and_each_doubt_its_cell(sqlite_office, row, outcome, issues) -> None:
    plan = run(csv(row))

    assert counts(plan) == {outcome: 1}
    assert [(cell, code) for _, cell, code in said(plan)] == issues
    assert all(sentence(issue) for issue in plan.issues)
    assert counts(run(csv(row))) == {("same" if outcome == "new" else outcome): 1}


def test_swapped_coordinates_are_turned_and_doubtful_ones_are_not_stored(office) -> None:
    run(
        csv(
            "20519471;SMAN 1;SMA;N;;Kejayan;;112,85;-7,7",
            "20519472;SMAN 2;SMA;N;;Kejayan;;-7,7",
            "20519473;SMAN 3;SMA;N;;Kejayan;;-6,2;106,8",
        )
    )

    assert [(one.lat, one.lon) for one in registered()] == [(-7.7, 112.85), (None, None), (None, None)]


@pytest.mark.parametrize(
    ("head", "value", "district"),
    [
        ("Kode Kecamatan", "35.14.06", "35.14.06"),
        ("Kode Kecamatan", "3514070", "35.14.06"),
        ("Kode Kec BPS", "3514050", "35.14.04"),
        ("Kode Desa", "35.14.06.2001", "35.14.06"),
        ("Kode Kecamatan", "35.13.24", None),
        ("Kode Kec BPS", "3513020", None),
        ("Kode Kabupaten", "3513", None),
    ],
)
def test_two_kinds_of_area_codes_say_where_a_row_belongs(sqlite_office, head, value, district) -> None:
    plan = run(csv(f"20519475;SMAN 1;SMA;{value}", head=f"NPSN;Nama;Bentuk;{head}"))

    assert counts(plan) == ({"new": 1} if district else {"elsewhere": 1})
    assert [one.district for one in registered()] == ([district] if district else [])


def test_codes_that_contradict_each_other_are_said(office) -> None:
    head = "NPSN;Nama;Bentuk;Kode Kecamatan;Kecamatan;Desa"

    plan = run(csv("20519475;SMAN 1;SMA;35.14.06;Wonorejo;Entah", head=head))
    mixed = run(csv("20519476;SMAN 2;SMA;35.14.06;Kab. Malang", head="NPSN;Nama;Bentuk;Kode Kecamatan;Kabupaten"))

    assert (counts(plan), said(plan)) == (
        {"new": 1}, [(2, "E2", "district_clash"), (2, "F2", "village_unknown")],
    )  # fmt: skip
    assert (counts(mixed), said(mixed)) == ({"rejected": 1}, [(2, "E2", "regency_doubt")])
    assert [(one.district, one.village) for one in registered()] == [("35.14.06", None)]


def test_without_regency_columns_the_nspp_says_whose_pesantren_it_is(office) -> None:
    plan = run(csv("510035140016;Al-Arif", "512063110002;Fathurrahman", head="NSPP;Nama Pesantren"))

    assert counts(plan) == {"new": 1, "elsewhere": 1}


def test_doubt_about_which_one_is_meant_never_merges_silently(office) -> None:
    run(csv("20519471;MA Darussalam;MA;S;;Kejayan;;;", "20519472;MA Darussalam;MA;S;;Kejayan;;;"))

    plan = run(csv(";MA Darussalam;MA;S;Jl. Baru;Kejayan;;;"))
    both = run(csv("20519471;20519472;MA Darussalam;MA;Kejayan", head="NPSN;NSM;Nama;Bentuk;Kecamatan"))
    kinds = run(csv("20519471;Darussalam;Pesantren;Kejayan", head="NPSN;Nama;Bentuk;Kecamatan"))

    assert said(plan) == [(2, "B2", "ambiguous")]
    assert said(both) == [(2, "A2", "two_numbers")]
    assert said(kinds) == [(2, "A2", "kind_differs")]
    assert {one.address for one in registered()} == {None}


def test_the_second_row_of_one_institution_that_differs_is_rejected_in_any_order(office) -> None:
    rows = ("20519471;MA Darussalam;MA;S;Jl. A;Kejayan;;;", ";MA Darussalam;MA;S;Jl. B;Kejayan;;;")

    plan = run(csv(*reversed(rows)))
    again = run(csv(*rows))

    assert (counts(plan), said(plan)) == ({"new": 1, "rejected": 1}, [(2, "B2", "duplicate_differs")])
    assert counts(again) == {"same": 1, "rejected": 1}


def test_a_merged_institution_is_recognised_and_left_alone(office) -> None:
    run(csv("20519471;SMA A;SMA;S;;Kejayan;;;", "20519472;SMA B;SMA;S;;Kejayan;;;"))
    one, other = registered()
    service.merge(SYSTEM, (one.id, 1), (other.id, 1), at=NOW)

    plan = run(csv("20519471;SMA A;SMA;S;Jl. Baru;Kejayan;;;"))

    assert (counts(plan), said(plan)) == ({"same": 1}, [(2, "A2", "merged")])
    assert "SMA B" in sentence(plan.issues[0])


def test_an_ended_institution_is_updated_and_stays_ended(office) -> None:
    run(csv("20519471;SMA A;SMA;S;;Kejayan;;;"))
    (one,) = registered()
    service.deactivate(SYSTEM, one.id, 1, on=TODAY, reason="Ditutup", at=NOW)

    plan = run(csv("20519471;SMA A;SMA;S;Jl. Baru;Kejayan;;;"))

    assert (counts(plan), said(plan)) == ({"changed": 1}, [(2, "A2", "inactive")])
    assert (registered()[0].address, registered()[0].active_until) == ("Jl. Baru", TODAY)


def test_a_workbook_with_title_rows_and_numbers_as_numbers_is_read_like_a_csv(office) -> None:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["DAFTAR SEKOLAH KABUPATEN PASURUAN"])
        sheet.write_row(
            3, 0, ["No", "N P S N", "Nama Satuan Pendidikan", "Bentuk Pendidikan", "Kec.", "Lintang", "Bujur"]
        )
        sheet.write_row(4, 0, [1, 20519475, "SMAN 1 Kejayan", "SMA", "Kejayan", -7.7, 112.85])
        sheet.write_row(5, 0, [2, "20519476", "SMKN 1", "SMK", "Atlantis"])

    plan = run(out.getvalue(), name="daftar.xlsx")

    assert (counts(plan), said(plan)) == ({"new": 1, "rejected": 1}, [(6, "E6", "district_unknown")])
    (one,) = registered()
    assert (one.official_number, one.lat, one.lon) == ("20519475", -7.7, 112.85)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.csv", "empty"),
        (b"Barang;Harga\nBuku;1\n", "a.csv", "institution_columns"),
        (b"NPSN;Nama;Nama Sekolah\n1;a;b\n", "a.csv", "institution_columns_doubled"),
        (b"NPSN;Nama;Bentuk\n", "a.csv", "empty"),
        (b"%PDF-1.4", "a.csv", "format"),
        (b"NPSN;Nama\n1;a", "a.xlsx", "format"),
        (b"PK\x03\x04 broken", "a.xlsx", "format"),
        (b"a" * (10 * 1024 * 1024 + 1), "a.csv", "too_big"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole_with_a_sentence(sqlite_office, content, name, code) -> None:
    with pytest.raises(Refused) as refusal:
        run(content, name=name)

    assert refusal.value.code == code
    assert refusal_text(refusal.value)
    assert registered() == []


def test_more_rows_than_any_list_has_are_refused(office, monkeypatch) -> None:
    monkeypatch.setattr("ktp_core.institutions.imports.reading.MAX_ROWS", 2)

    with pytest.raises(Refused) as refusal:
        run(csv(*(f"2051947{n};SMAN {n};SMA;N;;Kejayan;;;" for n in range(3))))

    assert refusal.value.code == "too_big"


def test_a_preview_writes_nothing_and_applying_does_exactly_what_it_showed(office, clerk) -> None:
    content = csv("20519475;SMAN 1;SMA;N;;Kejayan;;;", "20519476;SMAN 2;SMA;N;;Kejayan;;;")

    shown = imports.preview(clerk, office, "a.csv", content, today=TODAY)
    assert registered() == []
    done = imports.apply(clerk, office, "a.csv", content, at=NOW, today=TODAY, expected=shown.fingerprint)

    assert (shown.counts, shown.issues) == (done.counts, done.issues)
    assert len(registered()) == 2
    with pytest.raises(Conflict) as refusal:
        imports.apply(clerk, office, "a.csv", content, at=NOW, today=TODAY, expected=shown.fingerprint)
    assert refusal.value.code == "institution_import_changed"


def test_one_fault_in_the_middle_of_applying_leaves_nothing(office, monkeypatch: pytest.MonkeyPatch) -> None:
    run(csv("20519475;SMAN 1;SMA;N;;Kejayan;;;"))
    broken: Callable[..., None] = lambda *a: (_ for _ in ()).throw(OSError("disk full"))  # noqa: E731
    monkeypatch.setattr(store, "add_aliases", broken)

    with pytest.raises(OSError):
        run(csv("20519475;SMAN Satu;SMA;N;Jl. Baru;Kejayan;;;", "20519476;SMAN 2;SMA;N;;Kejayan;;;"))

    assert [(one.name, one.version) for one in registered()] == [("SMAN 1", 1)]
    with read_connection() as conn:
        where = audit_log.c.action == "institution.import"
        assert conn.scalar(select(func.count()).select_from(audit_log).where(where)) == 1


def test_who_may_not_import_starts_no_reader_and_leaves_no_trace(office, actor_of, monkeypatch) -> None:
    monkeypatch.setattr(imports, "read", lambda *_: pytest.fail("a file was opened"))
    head = actor_of("kadin", "head", regency=office)
    scheduler = actor_of("jadwal", "scheduler", regency=office)
    neighbour = actor_of("juai", "roster", regency="63.11")
    kejayan = actor_of("kejayan", "roster", regency=office, districts=("35.14.06",))

    for actor in (head, scheduler, neighbour, kejayan):
        for use in (lambda who: run(csv(), by=who), lambda who: imports.preview(who, office, "a", b"", today=TODAY)):
            with pytest.raises(NotAllowed):
                use(actor)


def test_a_regency_that_is_not_set_up_is_refused(office) -> None:
    with pytest.raises(NotFound) as refusal:
        run(csv("20519475;SMAN 1;SMA;N;;Kejayan;;;"), "35.13")

    assert "init --regency 35.13" in refusal_text(refusal.value)


def test_the_audit_entry_holds_counts_and_the_files_hash_only(office) -> None:
    run(csv("20519475;SMAN 1;SMA;N;;Kejayan;;;"))

    with read_connection() as conn:
        entry = conn.execute(select(audit_log).order_by(audit_log.c.seq.desc())).mappings().first()
    assert entry is not None and entry["action"] == "institution.import"
    assert '"new":1' in entry["details"] and "SMAN" not in entry["details"]


def test_every_issue_has_words_and_every_outcome_is_counted() -> None:
    import re
    from pathlib import Path

    folder = Path(columns.__file__).parent
    sources = "".join((folder / name).read_text() for name in ("rows.py", "plan.py"))
    used = set(re.findall(r'(?:ERROR|WARNING), "(\w+)"', sources)) | set(re.findall(r'\("(\w+)" if', sources))
    used |= {"two_numbers", "duplicate_row", "duplicate_differs"}

    assert used == set(ISSUES)
    assert set(run_counts_of_nothing()) == set(Outcome)


def run_counts_of_nothing() -> dict[Outcome, int]:
    from ktp_core.institutions.imports import plan
    from ktp_core.institutions.imports.places import Ground
    from ktp_core.institutions.imports.registry import Registry
    from ktp_core.regions import catalogue

    areas = catalogue.areas_of("35.14")
    ground = Ground(areas[1], areas, catalogue.is_region, True)
    return plan.make([], ground, Registry("35.14", TODAY)).counts


def test_no_heading_stands_for_two_fields() -> None:
    words = [word for words in columns._SYNONYMS.values() for word in words.split()]

    assert len(words) == len(set(words))
    assert set(columns.NUMBERS) < set(columns._SYNONYMS)


def test_the_same_list_twice_is_idempotent_even_when_it_renames_and_moves(office) -> None:
    run(csv("20519471;SMA Lama;SMA;S;;Kejayan;;;"))
    content = csv(";SMA Lama;SMA;S;;Kejayan;;;", "20519471;SMA Baru;SMA;S;;Wonorejo;;;")

    first, second, third = run(content), run(content), run(content)

    assert counts(first) == {"changed": 1, "new": 1}
    assert counts(second) == counts(third) == {"same": 2}
    assert institution.name == "institution" and len(registered()) == 2
    assert replace(registered()[0]).district == "35.14.07"
