"""The screen of official figures: who sees and who enters, versions, arithmetic shown and not refused, targets."""

from __future__ import annotations

from datetime import date

import pytest
from tests_support.as_account import press, screen, words
from tests_support.constants import NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access.model import Actor, Role
from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection
from ktp_core.figures import queries, service, store
from ktp_core.figures.model import BasisKind, Measure, Reported, Target

TODAY, DAY = date(2026, 11, 22), date(2023, 3, 11)
KEJAYAN = "35.14.06"
M = Measure


@pytest.fixture(autouse=True)
def office(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    make_office()


@pytest.fixture
def admin(actor_of) -> Actor:
    return actor_of("admin", "admin", regency=PASURUAN)


@pytest.fixture
def head(actor_of) -> Actor:
    return actor_of("kepala", "head", regency=PASURUAN)


def put(measure: Measure, value: int, day: date = DAY, area: str = PASURUAN, **more: object) -> None:
    service.add_figure(SYSTEM, PASURUAN, Reported(area, measure, value, day, "Radar Bromo", **more), at=NOW)  # type: ignore[arg-type]


def pasuruan_2023() -> None:
    for measure, value in ((M.WAJIB_KTP, 1_199_555), (M.HOLDERS, 1_186_774), (M.UNRECORDED, 12_599)):
        put(measure, value)


def known() -> list[Reported]:
    with read_connection() as conn:
        return store.known_on(conn, PASURUAN, date.max)


def field(app, label: str):
    return next(one for one in app.text_input if one.label == label)


def shown(app, column: str) -> list[str]:
    return [str(value) for frame in app.dataframe for value in frame.value.get(column, [])]


@pytest.mark.parametrize("role", Role)
def test_everybody_may_look_and_the_admin_alone_enters(role: Role, actor_of):
    app = screen(actor_of(f"akun{role}", role, regency=PASURUAN), "angka_resmi")

    parts = app.segmented_control(key="bagian").options
    assert not app.exception
    assert parts == ["Angka", "Pemeriksaan", "Target", *(["Masukkan", "Impor"] if role is Role.ADMIN else [])]


@pytest.mark.parametrize("part", ["Angka", "Pemeriksaan", "Target", "Masukkan", "Impor"])
def test_with_nothing_known_every_part_says_what_comes_next(admin: Actor, part: str):
    app = screen(admin, "angka_resmi", bagian=part)

    assert not app.exception and words(app)


def test_figures_stand_with_date_number_and_source_newest_first(head: Actor):
    pasuruan_2023()
    put(M.POPULATION, 1_665_922, date(2024, 12, 31))
    put(M.WAJIB_KTP, 5, date(2025, 1, 1), KEJAYAN)

    app = screen(head, "angka_resmi")

    assert shown(app, "value") == [
        "1.665.922 orang", "1.199.555 orang", "12.599 orang", "1.186.774 orang",
    ]  # fmt: skip
    assert set(shown(app, "source")) == {"Radar Bromo"}
    assert "**4** angka resmi Kabupaten Pasuruan" in words(app)


def test_districts_stand_side_by_side_on_one_date(head: Actor):
    put(M.WAJIB_KTP, 100)
    put(M.WAJIB_KTP, 51_000, area=KEJAYAN)
    put(M.RECORDED, 50_000, area=KEJAYAN, approximate=True)

    app = screen(head, "angka_resmi", susunan="Per wilayah")

    assert shown(app, "area") == ["Kabupaten Pasuruan", "Kejayan"]
    assert shown(app, "wajib_ktp") == ["100", "51.000"]
    assert shown(app, "recorded")[1] == "± 50.000"
    assert "2 dari 25 wilayah" in words(app)


def test_what_does_not_add_up_is_shown_with_its_arithmetic(head: Actor):
    pasuruan_2023()

    app = screen(head, "angka_resmi", bagian="Pemeriksaan")

    assert "1.199.555 − Sudah memiliki KTP-el 1.186.774 = 12.781, tetapi Belum rekam dilaporkan 12.599" in words(app)
    assert "**1** hal perlu diperiksa" in words(app)


def test_numbers_are_typed_in_as_offices_write_them_and_kept_though_they_do_not_add_up(admin: Actor):
    app = screen(admin, "angka_resmi", bagian="Masukkan")
    for label, text in (("Sumber", "Radar Bromo"), ("Wajib KTP", "1.199.555"), ("Belum rekam", "± 12.599"),
                        ("Sudah memiliki KTP-el", "1186774"), ("Blangko masuk", "500")):  # fmt: skip
        field(app, label).input(text)
    press(app, "Simpan angka")

    assert not app.exception
    assert {(one.measure, one.value, one.basis_kind, one.approximate) for one in known()} == {
        (M.WAJIB_KTP, 1_199_555, BasisKind.DAY, False), (M.UNRECORDED, 12_599, BasisKind.DAY, True),
        (M.HOLDERS, 1_186_774, BasisKind.DAY, False), (M.BLANKS_IN, 500, BasisKind.PERIOD, False),
    }  # fmt: skip
    assert {(one.basis_on, one.known_on, one.source) for one in known()} == {(TODAY, TODAY, "Radar Bromo")}
    assert "4 angka tersimpan." in words(app) and "= 12.781" in words(app)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"Wajib KTP": "99,7%", "Sumber": "x"}, "tidak dapat dibaca sebagai jumlah"),
        ({"Wajib KTP": "-5", "Sumber": "x"}, "tidak dapat dibaca sebagai jumlah"),
        ({"Wajib KTP": "5"}, "harus menyebut sumbernya"),
        ({"Sumber": "x"}, "Belum ada angka yang diisi"),
    ],
)
def test_what_is_no_number_is_said_and_nothing_typed_is_lost(admin: Actor, typed: dict[str, str], said: str):
    app = screen(admin, "angka_resmi", bagian="Masukkan")
    for label, text in typed.items():
        field(app, label).input(text)
    press(app, "Simpan angka")

    assert said in words(app) and known() == []
    assert all(field(app, label).value == text for label, text in typed.items())


def test_the_same_number_again_is_no_version_and_another_one_is(admin: Actor):
    for n in ("1.000", "1.000", "1.001"):
        app = screen(admin, "angka_resmi", bagian="Masukkan")
        field(app, "Sumber").input("DKB")
        field(app, "Wajib KTP").input(n)
        press(app, "Simpan angka")

    with read_connection() as conn:
        found = queries.versions(conn, PASURUAN, known()[-1])
    assert found["value"].tolist() == [1_001, 1_000]


def test_a_share_of_a_figure_becomes_a_raw_target_that_says_how(admin: Actor):
    pasuruan_2023()
    app = screen(admin, "angka_resmi", bagian="Target")
    next(one for one in app.segmented_control if one.label == "Ditulis sebagai").select("persen").run()
    field(app, "Persen").input("99,7")
    field(app, "Sumber").input("Renja 2026")
    press(app, "Simpan target")

    with read_connection() as conn:
        found = store.target_on(conn, PASURUAN, PASURUAN, M.HOLDERS, TODAY)
    assert found == Target(
        PASURUAN, M.HOLDERS, 1_195_956, date(2026, 1, 1),
        "Renja 2026; 99,7% dari 1.199.555 Wajib KTP (Radar Bromo, 11/03/2023) = 1.195.956", date(2026, 12, 31), TODAY,
    )  # fmt: skip
    assert "**1** target berlaku hari ini" in words(app)


def test_a_target_is_no_percentage(admin: Actor):
    app = screen(admin, "angka_resmi", bagian="Target")
    field(app, "Angka target").input("99,7%")
    press(app, "Simpan target")

    assert "tidak dapat dibaca sebagai jumlah" in words(app)
    with read_connection() as conn:
        assert queries.targets(conn, PASURUAN, [PASURUAN]).empty


def test_a_table_is_shown_before_it_is_applied(admin: Actor):
    app = screen(admin, "angka_resmi", bagian="Impor")
    content = b"Wilayah;Wajib KTP;Belum rekam;Sumber;Tanggal data\nKejayan;51.000;-1;DKB;31/12/2025\n"
    app.file_uploader[0].upload("rekap.csv", content, "text/csv").run()

    assert not app.exception and known() == []
    assert [one.value for one in app.metric] == ["1", "0", "0", "1"]
    assert "-1 di bawah nol; periksa lagi." in shown(app, "message")

    press(app, "Terapkan 1 angka")

    assert [(one.area, one.value, one.known_on) for one in known()] == [(KEJAYAN, 51_000, TODAY)]


def test_somebody_of_some_districts_sees_those_alone(actor_of):
    put(M.WAJIB_KTP, 100)
    put(M.WAJIB_KTP, 51_000, area=KEJAYAN)

    app = screen(actor_of("sebagian", "head", regency=PASURUAN, districts=(KEJAYAN,)), "angka_resmi")

    assert next(one for one in app.selectbox if one.label == "Wilayah").options == ["Kejayan"]
    assert shown(app, "value") == ["51.000 orang"]
