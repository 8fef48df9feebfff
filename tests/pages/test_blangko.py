"""The screen of blanks: who has it, what each may do there, and that what is typed lands in the ledger."""

from __future__ import annotations

from datetime import date

import pytest
from tests_support.as_account import press, screen, words
from tests_support.constants import NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access.model import Actor, Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.blanks import queries, service, store
from ktp_core.blanks.model import HolderDraft, HolderKind
from ktp_core.db.engine import read_connection

WORK = {"Catat", "Pemegang"}


@pytest.fixture
def clerk(sqlite_database: str, actor_of) -> Actor:
    make_office()
    return actor_of("cetak", "print", regency=PASURUAN)


@pytest.fixture
def held(clerk: Actor) -> list[int]:
    """A store with 100 blanks and a printer."""
    keys = [
        service.add_holder(clerk, PASURUAN, HolderDraft(kind=kind, name=name, daily_capacity=capacity), at=NOW)
        for kind, name, capacity in (
            (HolderKind.STORE, "Gudang dinas", None), (HolderKind.PRINTER, "Pencetak 1", 10),
        )
    ]  # fmt: skip
    now = clock.now()
    service.receive(clerk, keys[0], 100, day=clock.today(PASURUAN), document="SJ-1", at=now)
    return keys


def stocks(keys: list[int]) -> list[int]:
    with read_connection() as conn:
        return [store.get(conn, key).stock for key in keys]


def by_label(elements, label: str):
    return next(one for one in elements if one.label == label)


def parts(app) -> list[str]:
    return app.segmented_control(key="bagian").options


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_what_it_may(role: Role, held, actor_of):
    actor = actor_of(f"akun{role}", role, regency=PASURUAN)
    if Permission.BLANK_VIEW not in GRANTS[role]:
        with pytest.raises(ValueError):
            screen(actor, "blangko")
        return

    app = screen(actor, "blangko")

    assert not app.exception and "**100** blangko" in words(app)
    assert list(app.dataframe[0].value["stock"]) == [100, 0]
    assert set(parts(app)) >= WORK if role is Role.PRINT else not WORK & set(parts(app))


@pytest.mark.parametrize("part", ["Persediaan", "Catat", "Buku", "Permintaan", "Usulan", "Pemegang"])
def test_every_part_opens_by_its_address(held, clerk, part):
    app = screen(clerk, "blangko", bagian=part)

    assert not app.exception and app.segmented_control(key="bagian").value is not None
    assert len(words(app)) > 40


def test_an_office_that_has_nothing_yet_is_told_how_to_begin(clerk, actor_of):
    kadis = screen(actor_of("kadis", "head", regency=PASURUAN), "blangko")
    assert "Petugas cetak memulainya" in words(kadis)
    assert not kadis.exception and not [one for one in kadis.button if one.label == "Tambah pemegang"]

    app = screen(clerk, "blangko")
    assert "Tambahkan gudang" in words(app)
    by_label(app.text_input, "Pemegang baru").set_value("Gudang dinas")
    press(app, "Tambah pemegang")

    with read_connection() as conn:
        assert [one.name for one in store.holders(conn, PASURUAN)] == ["Gudang dinas"]


def test_blanks_are_allotted_and_a_refusal_keeps_what_was_typed(held, clerk):
    app = screen(clerk, "blangko", bagian="Catat")
    app.segmented_control(key="catatan").set_value("alokasi").run()
    by_label(app.selectbox, "Kepada").set_value(held[1])
    by_label(app.number_input, "Jumlah").set_value(101)
    press(app, "Catat")
    assert any("hanya memegang 100 blangko" in one.value for one in app.error)
    assert by_label(app.number_input, "Jumlah").value == 101 and stocks(held) == [100, 0]

    by_label(app.number_input, "Jumlah").set_value(30)
    press(app, "Catat")

    assert not app.error and stocks(held) == [70, 30]
    assert by_label(app.number_input, "Jumlah").value is None


def test_without_a_delivery_note_nothing_is_received(held, clerk):
    app = screen(clerk, "blangko", bagian="Catat")
    by_label(app.number_input, "Jumlah").set_value(5)
    press(app, "Catat")
    assert any("surat jalan" in one.value for one in app.error)

    by_label(app.text_input, "Nomor surat jalan atau berita acara").set_value("SJ-2")
    press(app, "Catat")

    assert stocks(held) == [105, 0]


def test_a_count_is_proposed_by_one_and_accepted_by_another(held, clerk, actor_of):
    mine = screen(clerk, "blangko", bagian="Usulan")
    by_label(mine.number_input, "Jumlah dihitung").set_value(98)
    by_label(mine.text_input, "Alasan").set_value("hitung *akhir* bulan")
    press(mine, "Usulkan")
    assert stocks(held) == [100, 0] and "Menunggu orang lain" in words(mine)
    assert not [one for one in mine.button if one.label == "Terima usulan"]

    app = screen(actor_of("adm", "admin", regency=PASURUAN), "blangko")
    assert any("1 usulan" in one.value for one in app.warning)
    app.segmented_control(key="bagian").set_value("usulan").run()
    press(app, "Terima usulan")

    assert stocks(held) == [98, 0]
    with read_connection() as conn:
        assert queries.waiting(conn, PASURUAN).empty


def test_the_ledger_of_the_month_and_of_the_year_balance(held, clerk):
    service.use(clerk, held[0], 7, day=clock.today(PASURUAN), reason="luar kabupaten", at=clock.now())

    app = screen(clerk, "blangko", bagian="Buku")
    lines = app.dataframe[0].value
    assert list(lines["closing"]) == [93]
    app.segmented_control(key="per").set_value("bulan").run()
    months = app.dataframe[0].value

    assert len(months) == 12
    total = months["opening"] + months["received"] + months["adjusted"] - months["used"] - months["spoiled"]
    assert ((total - months["returned"]) == months["closing"]).all()
    assert months.iloc[0][["opening", "received", "used", "closing"]].tolist() == [0, 100, 7, 93]
    assert clock.today(PASURUAN) >= date(2026, 1, 1)


def test_the_request_says_what_is_needed_and_only_the_print_staff_write_the_letter(held, clerk, actor_of):
    app = screen(clerk, "blangko", bagian="Permintaan")
    labels = {one.label for one in app.button}
    assert {"Unduh PDF", "Unduh DOCX"} <= labels and "Stok cukup sampai" in words(app)

    other = screen(actor_of("kadis", "head", regency=PASURUAN), "blangko", bagian="Permintaan")
    assert not other.exception and not [one for one in other.button if one.label.startswith("Unduh")]


def test_who_works_for_some_districts_looks_and_writes_nothing(held, actor_of):
    limited = actor_of("kec", "print", regency=PASURUAN, districts=("35.14.06",))

    app = screen(limited, "blangko")

    assert not app.exception and not WORK & set(parts(app))
