"""Hasil kunjungan: years, visits, institutions and one visit, without a name; the berita acara only for who may."""

from __future__ import annotations

import io
from datetime import date

import pytest
from sqlalchemy import insert, select, update
from tests_support.as_account import press, screen, words
from tests_support.constants import BALANGAN, NOW, PASURUAN
from tests_support.offices import make_office, pupil, roster_csv

from ktp_core import clock
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.ids import next_id
from ktp_core.db.schema import (
    card_event,
    download,
    institution,
    membership,
    resident,
    team,
    visit,
    visit_outcome,
    visit_person,
)
from ktp_core.errors import NotAllowed, NotFound, Refused
from ktp_core.exports.kinds import KINDS, report_params
from ktp_core.exports.model import Format
from ktp_core.fieldwork import report
from ktp_core.fieldwork.story import story
from ktp_core.figures import service as figures
from ktp_core.figures.model import BasisKind, Measure, Reported
from ktp_core.rosters import service as rosters
from ktp_core.summaries.rebuild import rebuild
from ktp_core.visits.store import insert_visit

TODAY = date(2026, 11, 22)
KEJAYAN, KRATON = "35.14.06", "35.14.15"
PEOPLE = tuple(
    pupil(f"SISWA RAHASIA {n}", f"35140601011000{n:02d}", "01/01/2010", class_name=f"X-{1 + n % 2}")
    for n in range(1, 9)
)


@pytest.fixture
def places(sqlite_database, monkeypatch, actor_of):
    """A school visited on 21 October: four recorded, two absent, one under 16 by the list; and others."""
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    keys = make_office(
        ("school", "SMA *Kejayan*", KEJAYAN), ("pesantren", "PP Kraton", KRATON), ("school", "SMK Baru", KEJAYAN)
    )
    rina = actor_of("rina", "roster", regency=PASURUAN)
    upload = rosters.stage(rina, keys[0], "daftar.csv", roster_csv(*PEOPLE), 2026, at=NOW, today=TODAY)
    rosters.apply(rina, upload, at=NOW, today=TODAY)
    return dict(zip(("kejayan", "kraton", "new"), keys, strict=True))


@pytest.fixture
def made(places) -> int:
    """The visit itself."""
    with write_transaction() as conn:
        crew = next_id(conn, PASURUAN, "team")
        conn.execute(insert(team).values(id=crew, regency=PASURUAN, name="Tim 1", updated_at=NOW))
        key = insert_visit(conn, PASURUAN, places["kejayan"], date(2026, 10, 21), at=NOW)
        conn.execute(update(visit).where(visit.c.id == key).values(
            team_id=crew, start=480, end=630, minutes=50, kits=2, note="Sinyal [lemah](http://x)",
        ))  # fmt: skip
        conn.execute(update(membership).values(from_day=date(2026, 7, 14)))
        people = conn.execute(select(resident.c.id).order_by(resident.c.nik)).scalars().all()
        for number, one in enumerate(people[:7], start=1):
            outcome, reason = (1, None) if number <= 4 else (4, "internship") if number <= 6 else (10, None)
            conn.execute(insert(visit_outcome).values(visit_id=key, resident_id=one, outcome=outcome, reason=reason))
            conn.execute(insert(visit_person).values(
                visit_id=key, number=number, key=f"r{one}", resident_id=one, class_name=f"X-{1 + number % 2}",
                origin="list",
            ))  # fmt: skip
            if outcome == 1:
                conn.execute(insert(card_event).values(
                    id=next_id(conn, PASURUAN, "card_event"), regency=PASURUAN, resident_id=one, serial=1, action=1,
                    from_state=10, to_state=20, day=date(2026, 10, 21), at=NOW, by="lapangan", source=1, channel=1,
                    district=KEJAYAN, ours=1, visit_id=key,
                ))  # fmt: skip
        conn.execute(update(resident).where(resident.c.id.in_(people[:4])).values(state=20))
        rebuild(conn, PASURUAN)
    return key


@pytest.fixture
def head(actor_of):
    return actor_of("kepala", "head", regency=PASURUAN)


@pytest.fixture
def scheduler(actor_of):
    return actor_of("jadwal", "scheduler", regency=PASURUAN)


def everything(app) -> str:
    return words(app) + str([frame.value.to_dict() for frame in app.dataframe])


def labels(app) -> set[str]:
    return {button.label for button in app.button}


@pytest.mark.parametrize("view", ["Per tahun", "Kunjungan", "Lembaga"])
def test_the_head_sees_numbers_and_no_names(made, head, view):
    app = screen(head, "hasil_kunjungan", tampilkan=view)

    assert not app.exception
    assert "**1 dari 3** sekolah dan pesantren pernah dikunjungi. **2** belum pernah" in words(app)
    assert "RAHASIA" not in everything(app) and "3514060101" not in everything(app)


def test_an_office_without_a_visit_is_told_so(places, head):
    assert "Belum ada kunjungan yang selesai." in words(screen(head, "hasil_kunjungan"))
    assert "Tidak ada kunjungan yang cocok" in words(screen(head, "hasil_kunjungan", tampilkan="Kunjungan"))


def test_an_office_without_institutions_breaks_nowhere(sqlite_database, head):
    make_office()

    for view in ("Per tahun", "Kunjungan", "Lembaga"):
        assert not screen(head, "hasil_kunjungan", tampilkan=view).exception


def test_reported_totals_stand_beside_our_own_with_their_source(places, actor_of):
    make_office(regency=BALANGAN)
    for year, schools, served in ((2023, 20, 513), (2024, 19, 541)):
        for measure, value in ((Measure.INSTITUTIONS_SERVED, schools), (Measure.PEOPLE_SERVED, served)):
            told = Reported(BALANGAN, measure, value, date(year, 12, 31), "Banua Tv, 3 Juli 2025", BasisKind.PERIOD)
            figures.add_figure(SYSTEM, BALANGAN, told, at=NOW)

    app = screen(actor_of("bal", "head", regency=BALANGAN), "hasil_kunjungan")

    rows = app.dataframe[0].value[["year", "served", "official_institutions", "official_served", "source"]]
    assert rows.to_numpy().tolist() == [
        ["2024", "–", "19", "541", "Banua Tv, 3 Juli 2025"], ["2023", "–", "20", "513", "Banua Tv, 3 Juli 2025"],
    ]  # fmt: skip
    assert "dilaporkan sumber resmi" in words(app)


def test_the_list_of_visits_counts_outcomes(made, head):
    (row,) = screen(head, "hasil_kunjungan", tampilkan="Kunjungan").dataframe[0].value.to_dict("records")

    assert {name: row[name] for name in ("listed", "recorded", "missed", "others")} == {
        "listed": "7", "recorded": "4", "missed": "3", "others": "0",
    }  # fmt: skip


def test_institutions_nobody_visited_come_first_and_can_be_asked_for_alone(made, head):
    app = screen(head, "hasil_kunjungan", tampilkan="Lembaga")
    rows = app.dataframe[0].value
    assert rows["institution"].tolist() == ["PP Kraton", "SMK Baru", "SMA *Kejayan*"]
    assert rows["months"].tolist() == ["belum pernah", "belum pernah", "1 bulan"]
    assert rows["waiting"].tolist() == [0, 0, 4]

    never = screen(head, "hasil_kunjungan", tampilkan="Lembaga", dikunjungi="Belum pernah")
    assert never.dataframe[0].value["institution"].tolist() == ["PP Kraton", "SMK Baru"]


def test_one_visit_tells_its_effect_and_outcomes(made, head):
    app = screen(head, "hasil_kunjungan", kunjungan=str(made))

    said = words(app)
    assert not app.exception
    assert "**0,0% → 50,0%**: dari 0 menjadi 4 dari 8 orang yang boleh direkam pada hari itu." in said
    assert "**Hasil** 7 orang dalam daftar" in said
    assert "Alasan terlewat: PKL/magang 2." in said
    assert "50 menit dengan 2 alat" in said
    assert "Sinyal" not in said and r"SMA \*Kejayan\*" in app.header[0].value  # shown as typed
    assert "RAHASIA" not in everything(app)


def test_notes_are_for_who_may_see_the_field_and_stand_as_typed(made, scheduler):
    assert "Sinyal \\[lemah\\]" in words(screen(scheduler, "hasil_kunjungan", kunjungan=str(made)))


def test_a_visit_whose_lists_are_not_known_claims_no_coverage(made, head):
    with write_transaction() as conn:
        conn.execute(update(membership).values(from_day=date(2026, 11, 1)))

    said = words(screen(head, "hasil_kunjungan", kunjungan=str(made)))

    assert "Tidak dapat dihitung: daftar anggota lembaga pada hari itu tidak diketahui." in said
    assert "**4** orang direkam di kunjungan ini." in said and "→" not in said


def test_a_visit_that_was_read_of_says_where_and_makes_no_paper(places, scheduler):
    with write_transaction() as conn:
        key = insert_visit(conn, PASURUAN, places["kraton"], date(2019, 3, 15), at=NOW, source="WartaBromo, 2019")

    app = screen(scheduler, "hasil_kunjungan", kunjungan=str(key))

    assert "Dari laporan: WartaBromo, 2019. Daftar orangnya tidak ada pada kita." in words(app)
    assert not [label for label in labels(app) if "Berita acara" in label]
    with pytest.raises(Refused, match="report_not_closed"):
        report.report(scheduler, key, "", Format.PDF)


@pytest.mark.parametrize("role", sorted(role.value for role in GRANTS if Permission.VISIT_VIEW in GRANTS[role]))
def test_the_berita_acara_is_for_who_may_see_the_field(made, actor_of, role):
    user = actor_of("siapa", role, regency=PASURUAN)
    may = Permission.FIELD_VIEW in GRANTS[user.roles.__iter__().__next__()]

    app = screen(user, "hasil_kunjungan", kunjungan=str(made))

    assert not app.exception
    assert ("Berita acara (PDF)" in labels(app)) == ("Berita acara (DOCX)" in labels(app)) == may
    assert bool([one for one in app.expander if one.label == "Foto kunjungan"]) == may
    if not may:
        with pytest.raises(NotAllowed):
            report.report(user, made, "", Format.PDF)


def test_a_click_offers_the_paper_once_under_its_number(made, scheduler):
    app = screen(scheduler, "hasil_kunjungan", kunjungan=str(made))
    app.text_input(key=f"nomor_ba_{made}").set_value(" 470/12/2026 ").run()

    press(app, "Berita acara (PDF)")

    with read_connection() as conn:
        (row,) = conn.execute(select(download.c.kind, download.c.params)).all()
    assert row.kind == "berita_acara.pdf"
    assert row.params == {"visit": made, "number": "470/12/2026", "_office": PASURUAN}


@pytest.mark.parametrize("form", [Format.PDF, Format.DOCX])
def test_the_paper_has_the_numbers_of_the_screen_and_no_name(made, scheduler, form):
    made_ = report.report(scheduler, made, "470/12/2026", form)

    said = _text(made_.content, form)
    for words_ in ("BERITA ACARA", "470/12/2026", "4 dari 8", "0 dari 8", "PKL/magang", "X-1", "Sinyal"):
        assert words_ in said, words_
    assert "RAHASIA" not in said and "3514060101" not in said
    assert made_.rows == 7


def _text(content: bytes, form: Format) -> str:
    if form is Format.DOCX:
        from docx import Document

        paper = Document(io.BytesIO(content))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(one.text for one in paper.paragraphs), *cells])
    import subprocess

    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def test_a_visit_of_another_district_or_office_is_not_told(made, places, actor_of):
    elsewhere = actor_of("tono", "scheduler", regency=PASURUAN, districts=(KRATON,))

    app = screen(elsewhere, "hasil_kunjungan", kunjungan=str(made))

    assert "tidak berwenang" in words(app) and "SMA" not in everything(app)
    with pytest.raises(NotAllowed):
        story(actor_of("bal", "head", regency=BALANGAN), made)
    with pytest.raises(NotAllowed):
        report.report(elsewhere, made, "", Format.PDF)
    assert "**0 dari 1** sekolah dan pesantren" in words(screen(elsewhere, "hasil_kunjungan"))
    assert screen(elsewhere, "hasil_kunjungan", tampilkan="Kunjungan", lembaga=str(places["kejayan"])).exception == []


@pytest.mark.parametrize("asked", ["0", "99999999999999999", "abc", "-1", "3514999999999"])
def test_an_address_that_means_no_visit_shows_a_sentence(made, head, asked):
    app = screen(head, "hasil_kunjungan", kunjungan=asked)

    assert not app.exception


def test_a_visit_that_is_not_over_is_not_told(places, head):
    with write_transaction() as conn:
        key = insert_visit(conn, PASURUAN, places["kejayan"], date(2026, 11, 30), at=NOW)
        conn.execute(update(visit).where(visit.c.id == key).values(state="planned"))

    with pytest.raises(NotFound):
        story(head, key)


def test_from_an_institution_to_its_visits_and_back(made, places, head):
    app = screen(head, "hasil_kunjungan", tampilkan="Kunjungan", lembaga=str(places["new"]))
    assert "Hanya kunjungan ke **SMK Baru**." in words(app) and "Tidak ada kunjungan yang cocok" in words(app)

    press(app, "Semua lembaga")

    assert "Hanya kunjungan" not in words(app) and "**1** kunjungan selesai" in words(app)


def test_merged_and_ended_institutions_are_not_waited_for(made, places, head):
    with write_transaction() as conn:
        conn.execute(
            update(institution).where(institution.c.id == places["new"]).values(active_until=date(2026, 1, 1))
        )

    assert "**1 dari 2** sekolah dan pesantren" in words(screen(head, "hasil_kunjungan"))


def test_the_route_that_hands_files_out_knows_the_paper(made, scheduler, head):
    params = report_params(made, "")

    assert KINDS["berita_acara.docx"](scheduler, params).name.endswith(".docx")
    with pytest.raises(NotAllowed):
        KINDS["berita_acara.pdf"](head, params)
    with pytest.raises(Refused, match="report_number"):
        KINDS["berita_acara.pdf"](scheduler, report_params(made, "9" * 61))
