"""The screen of the registry: who sees what, what each step does, and that a refusal keeps what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from tests_support.constants import NOW, PASURUAN
from tests_support.screens import texts

from ktp_core import clock
from ktp_core.access import sessions
from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import account
from ktp_core.institutions import queries, service, store
from ktp_core.institutions.model import Draft, Kind, Status
from ktp_core.regions import service as regions

ROOT = Path(__file__).resolve().parents[2]
LIST = (
    b"NPSN;Nama;Bentuk;Kecamatan;Kabupaten\n20519475;SMAN 1 Kejayan;SMA;Kejayan;Kab. Pasuruan\n"
    b"20519476;SMAN 1 Juai;SMA;Juai;Kab. Balangan\n20519477;SMPN 1;SMP;Beji;Kab. Pasuruan\n"
    b"2051;SMAN 9;SMA;Beji;Kab. Pasuruan\n"
)


@pytest.fixture
def office(sqlite_database: str) -> str:
    """Pasuruan with a school, two pesantren that look alike, and a closed school; the value is its code."""
    regions.init(SYSTEM, [PASURUAN], NOW)
    return PASURUAN


@pytest.fixture
def registry(office: str) -> dict[str, int]:
    drafts = {
        "sman": Draft(kind=Kind.SCHOOL, name="SMAN 1 Kejayan", type="SMA", official_number="20519475",
                      status=Status.NEGERI, district="35.14.06"),
        "ulum": Draft(kind=Kind.PESANTREN, name="PP Miftahul Ulum", type="PESANTREN", district="35.14.16"),
        "ulum2": Draft(kind=Kind.PESANTREN, name="PP Miftachul Ulum", type="PESANTREN", address="Jl. Kraton 1"),
        "tutup": Draft(kind=Kind.SCHOOL, name="SMK Tutup", type="SMK"),
    }  # fmt: skip
    keys = {name: service.add(SYSTEM, office, draft, at=NOW) for name, draft in drafts.items()}
    service.deactivate(SYSTEM, keys["tutup"], 1, on=clock.today(office), reason="Ditutup", at=NOW)
    return keys


def screen(actor, **address: object) -> AppTest:
    with write_transaction() as conn:
        conn.execute(account.update().where(account.c.id == actor.account_id).values(password_hash="their own"))
        token = sessions.start(conn, actor.account_id, clock.now(), "uji")
    app = AppTest.from_file(str(ROOT / "ktp_core/ui/main.py"), default_timeout=60)
    app.user["session"] = sessions.token_hash(token)
    app.run()
    app.switch_page(str(ROOT / "pages/lembaga.py"))
    for name, value in address.items():
        app.query_params[name] = str(value)
    app.run()
    assert not app.exception
    return app


def listed(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value["name"]) if app.dataframe else []


def labels(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def by_label(elements, label: str):
    return next(one for one in elements if one.label == label)


def get(key: int):
    with read_connection() as conn:
        return store.get(conn, key)


def everything():
    with read_connection() as conn:
        return store.all_of(conn, PASURUAN)


@pytest.mark.parametrize(
    ("role", "buttons"),
    [
        ("head", set()),
        ("visit", set()),
        ("print", set()),
        ("delivery", set()),
        ("auditor", set()),
        ("scheduler", {"Tambah lembaga"}),
        ("roster", {"Impor daftar", "Tambah lembaga", "Daftarkan desa"}),
        ("admin", {"Impor daftar", "Tambah lembaga", "Daftarkan desa"}),
    ],
)
def test_every_role_sees_the_list_and_only_the_buttons_that_it_may_press(registry, actor_of, role, buttons) -> None:
    app = screen(actor_of("orang", role, regency=PASURUAN), id=registry["sman"])

    work = {"Impor daftar", "Tambah lembaga", "Daftarkan desa"}
    assert listed(app) == ["PP Miftachul Ulum", "PP Miftahul Ulum", "SMAN 1 Kejayan"]
    assert "**3** lembaga: 1 sekolah, 2 pesantren." in texts(app)
    assert labels(app) & work == buttons
    may_edit = "Tambah lembaga" in buttons
    assert ("Simpan" in labels(app), len(app.table)) == ((True, 0) if may_edit else (False, 1))


def test_the_filter_stands_in_the_address(registry, actor_of) -> None:
    actor = actor_of("kadin", "head", regency=PASURUAN)

    assert listed(screen(actor, jenis_lembaga="Pesantren", di_kecamatan="Kraton")) == ["PP Miftahul Ulum"]
    assert listed(screen(actor, keadaan_lembaga="Nonaktif")) == ["SMK Tutup"]
    assert listed(screen(actor, cari_lembaga="sma negeri")) == ["SMAN 1 Kejayan"]
    assert "Longgarkan saringannya" in texts(screen(actor, cari_lembaga="tidak ada"))


def test_an_empty_registry_says_what_comes_next(office, actor_of) -> None:
    assert "Impor daftar" in texts(screen(actor_of("rina", "roster", regency=office)))
    assert "Petugas daftar atau admin" in texts(screen(actor_of("kadin", "head", regency=office)))


def test_a_clerk_of_one_district_sees_it_alone_and_cannot_open_another(registry, actor_of) -> None:
    actor = actor_of("kraton", "roster", regency=PASURUAN, districts=("35.14.16",))

    app = screen(actor, id=registry["sman"])

    assert listed(app) == ["PP Miftahul Ulum"]
    assert "hanya berwenang untuk kecamatan tertentu" in texts(app)
    assert labels(app) & {"Impor daftar", "Daftarkan desa", "Simpan"} == set()


def test_an_institution_is_added_and_a_refusal_keeps_what_was_typed(office, actor_of) -> None:
    app = screen(actor_of("rina", "roster", regency=office))
    by_label(app.button, "Tambah lembaga").click().run()
    by_label(app.text_input, "Nama").set_value("SMKN 1 Purwosari").run()
    by_label(app.text_input, "Nomor resmi").set_value("123").run()
    by_label(app.button, "Simpan").click().run()

    assert "123 bukan bentuk nomor resmi" in texts(app)
    assert by_label(app.text_input, "Nama").value == "SMKN 1 Purwosari"
    assert everything() == []

    by_label(app.text_input, "Nomor resmi").set_value("20519478").run()
    by_label(app.selectbox, "Bentuk").set_value("SMK").run()
    by_label(app.selectbox, "Kecamatan").set_value("35.14.08").run()
    by_label(app.button, "Simpan").click().run()

    assert not app.exception
    assert listed(app) == ["SMKN 1 Purwosari"]
    (one,) = everything()
    assert (one.official_number, one.type, one.district) == ("20519478", "SMK", "35.14.08")


def test_an_unreadable_coordinate_is_refused_with_its_text(registry, actor_of) -> None:
    app = screen(actor_of("rina", "roster", regency=PASURUAN), id=registry["sman"])
    by_label(app.text_input, "Lintang").set_value("tujuh").run()
    by_label(app.button, "Simpan").click().run()

    assert "Koordinat “tujuh” tidak dapat dibaca" in texts(app)
    assert get(registry["sman"]).version == 1


def test_of_two_editors_the_second_is_told_and_can_look_again(registry, actor_of) -> None:
    actor, key = actor_of("rina", "roster", regency=PASURUAN), registry["sman"]
    app = screen(actor, id=key)
    service.edit(SYSTEM, key, 1, Draft(kind=Kind.SCHOOL, name="SMAN 1 Kejayan", type="SMA", address="Jl. A"), at=NOW)

    by_label(app.text_input, "Alamat").set_value("Jl. B").run()
    by_label(app.button, "Simpan").click().run()

    assert "baru saja diubah orang lain" in texts(app)
    assert by_label(app.text_input, "Alamat").value == "Jl. B"
    assert (get(key).address, get(key).version) == ("Jl. A", 2)

    by_label(app.button, "Muat ulang data").click().run()
    assert by_label(app.text_input, "Alamat").value == "Jl. A"
    by_label(app.text_input, "Alamat").set_value("Jl. B").run()
    by_label(app.button, "Simpan").click().run()
    assert (get(key).address, get(key).version) == ("Jl. B", 3)


def test_an_institution_is_ended_with_a_reason_and_taken_up_again(registry, actor_of) -> None:
    key = registry["sman"]
    app = screen(actor_of("rina", "roster", regency=PASURUAN), id=key)

    by_label(app.button, "Nonaktifkan").click().run()
    assert "Tulis alasan penonaktifan" in texts(app)
    by_label(app.text_input, "Alasan").set_value("Ditutup").run()
    by_label(app.button, "Nonaktifkan").click().run()

    assert get(key).inactive_reason == "Ditutup"
    assert listed(app) == ["PP Miftachul Ulum", "PP Miftahul Ulum"]
    by_label(app.button, "Aktifkan kembali").click().run()
    assert get(key).active_until is None


def test_two_rows_of_one_pesantren_are_merged_after_seeing_both(registry, actor_of) -> None:
    kept, gone = registry["ulum"], registry["ulum2"]
    app = screen(actor_of("rina", "roster", regency=PASURUAN), id=kept)
    choice = by_label(app.selectbox, "Digabung ke lembaga ini")
    assert choice.options[0].startswith("PP Miftachul Ulum") and choice.options[0].endswith("mirip")

    choice.set_value(gone).run()
    both = app.table[0].value
    assert both.iloc[0].tolist() == ["Nama", "PP Miftahul Ulum", "PP Miftachul Ulum"]
    assert by_label(app.button, "Gabungkan").disabled
    app.checkbox[0].check().run()
    by_label(app.button, "Gabungkan").click().run()

    assert not app.exception
    assert (get(gone).merged_into, get(kept).address) == (kept, "Jl. Kraton 1")
    assert listed(app) == ["PP Miftahul Ulum", "SMAN 1 Kejayan"]


def test_other_names_are_added_and_forgotten(registry, actor_of) -> None:
    key = registry["sman"]
    app = screen(actor_of("rina", "roster", regency=PASURUAN), id=key)

    by_label(app.text_input, "Nama lain").set_value("Smanika")
    by_label(app.button, "Tambah nama").click().run()
    with read_connection() as conn:
        assert list(queries.aliases(conn, key)["name"]) == ["Smanika"]
    by_label(app.button, "Hapus nama").click().run()

    with read_connection() as conn:
        assert queries.aliases(conn, key).empty


def test_a_list_is_shown_before_it_is_applied_and_then_applied_as_shown(office, actor_of) -> None:
    app = screen(actor_of("rina", "roster", regency=office))
    by_label(app.button, "Impor daftar").click().run()
    app.file_uploader[0].upload("daftar.csv", LIST, "text/csv").run()

    assert not app.exception
    assert {one.label: one.value for one in app.metric} == {
        "Baru": "1", "Berubah": "0", "Sama": "0", "Wilayah lain": "1", "Di luar cakupan": "1", "Ditolak": "1",
    }  # fmt: skip
    problem = app.dataframe[0].value.iloc[0]
    assert (problem["row"], problem["cell"]) == (5, "A5") and "NPSN 2051" in problem["message"]
    assert everything() == []

    by_label(app.button, "Terapkan 1 perubahan").click().run()

    assert [one.name for one in everything()] == ["SMAN 1 Kejayan"]
    assert listed(app) == ["SMAN 1 Kejayan"]


def test_a_list_whose_ground_has_moved_is_previewed_anew(office, actor_of) -> None:
    app = screen(actor_of("rina", "roster", regency=office))
    by_label(app.button, "Impor daftar").click().run()
    app.file_uploader[0].upload("daftar.csv", LIST, "text/csv").run()
    service.add(SYSTEM, office, Draft(kind=Kind.SCHOOL, name="SMAN 1 Kejayan", district="35.14.06"), at=NOW)

    by_label(app.button, "Terapkan 1 perubahan").click().run()

    assert "Data berubah sejak pratinjau dibuat" in texts(app)
    assert [one.official_number for one in everything()] == [None]
    by_label(app.button, "Buat pratinjau baru").click().run()
    assert {one.label: one.value for one in app.metric}["Berubah"] == "1"


def test_a_file_that_is_no_list_is_refused_in_a_sentence(office, actor_of) -> None:
    app = screen(actor_of("rina", "roster", regency=office))
    by_label(app.button, "Impor daftar").click().run()
    app.file_uploader[0].upload("daftar.csv", b"Barang;Harga\nBuku;1\n", "text/csv").run()

    assert "Kolom nama lembaga tidak ditemukan" in texts(app)
    assert not any(label.startswith("Terapkan") for label in labels(app))


def test_every_village_is_registered_by_one_button(office, actor_of) -> None:
    app = screen(actor_of("rina", "roster", regency=office))

    by_label(app.button, "Daftarkan desa").click().run()

    assert "**365** lembaga." in texts(app)
    assert len(listed(app)) == 50 and app.pagination


def test_a_name_is_never_read_as_markdown(office, actor_of) -> None:
    key = service.add(SYSTEM, office, Draft(kind=Kind.SCHOOL, name="SMA ![x](http://jahat/x.png)"), at=NOW)

    for role in ("head", "roster"):
        app = screen(actor_of(role, role, regency=office), id=key)
        assert "![x](" not in texts(app)
        assert not app.table or "![x](" not in app.table[0].value.to_string()
