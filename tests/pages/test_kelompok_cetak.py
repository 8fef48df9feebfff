"""The screen of print batches: who has it, a batch made, printed, spoiled, skipped, stopped, ended; the order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from tests_support.as_account import press, screen
from tests_support.as_account import words as sentences
from tests_support.card_people import ADULT, AT, KEJAYAN, REGENCY, TODAY, add_people, bring_to, newcomer
from tests_support.offices import make_office
from tests_support.print_room import on_list, visit_of
from tests_support.tables import texts_of

from ktp_core import clock
from ktp_core.access.model import Actor, Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.batches import queries, service
from ktp_core.batches.model import BatchState, CardMark, Category, Progress
from ktp_core.blanks import service as blanks
from ktp_core.blanks.model import HolderDraft, HolderKind
from ktp_core.cards.model import CardAction, CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, card_event, print_batch, resident
from ktp_core.labels.batches import CATEGORIES

PEOPLE = 12


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def clerk(sqlite_database: str, actor_of) -> Actor:
    make_office()
    return actor_of("cetak", "print", regency=REGENCY)


@pytest.fixture
def printer(clerk: Actor) -> int:
    """A printer with 10 blanks and a capacity of 20; 12 cards wait, the first of them for the longest."""
    draft = HolderDraft(kind=HolderKind.PRINTER, name="Pencetak 1", daily_capacity=20)
    key = blanks.add_holder(clerk, REGENCY, draft, at=AT)
    blanks.receive(clerk, key, 10, day=TODAY - timedelta(days=5), document="SJ-1", at=AT)
    with write_transaction() as conn:
        people = [newcomer(n, name=f"WARGA {n:02d}", born=ADULT + timedelta(days=n)) for n in range(PEOPLE)]
        for n, one in enumerate(add_people(conn, *people)):
            bring_to(conn, one, CardState.PRINT_READY, TODAY - timedelta(days=60 - n))
    return key


@pytest.fixture
def school(clerk: Actor) -> int:
    (key,) = make_office(("sma", "SMAN 1 Kejayan", KEJAYAN))
    return key


@pytest.fixture
def batch(clerk: Actor, printer: int) -> int:
    """Eight cards, positions 1 to 8."""
    return service.make(clerk, printer, day=TODAY, asked=8, today=TODAY, at=AT)


def opened(actor: Actor, batch: int):
    app = screen(actor, "kelompok_cetak", kelompok=str(batch))
    assert not app.exception
    return app


def words(app) -> str:
    return "\n".join([*(str(one.value) for one in app.header), sentences(app)])


def by_label(elements, label: str):
    return next(one for one in elements if one.label == label)


def labels(app) -> set[str]:
    return {one.label for one in app.button}


def done(batch: int) -> Progress:
    with read_connection() as conn:
        return queries.progress(conn, batch)


def marks(batch: int) -> dict[int, str]:
    with read_connection() as conn:
        found = queries.cards(conn, batch, today=TODAY)
    return {int(row.position): str(row.state) for row in found.itertuples()}


def state(batch: int) -> BatchState:
    with read_connection() as conn:
        return queries.batch(conn, batch, regency=REGENCY).state


def write_numbers(app, numbers: str, what: str, reason: str = ""):
    by_label(app.text_input, "Nomor").set_value(numbers)
    by_label(app.selectbox, "Hasil").set_value(what)
    if reason:
        by_label(app.text_input, "Alasan").set_value(reason)
    return press(app, "Simpan")


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_what_it_may(role: Role, batch: int, actor_of):
    actor = actor_of(f"akun{role}", role, regency=REGENCY)
    if Permission.BATCH_VIEW not in GRANTS[role]:
        with pytest.raises(ValueError):
            screen(actor, "kelompok_cetak")
        return

    app = screen(actor, "kelompok_cetak")

    assert not app.exception and "Kelompok 1" in words(app)
    works = Permission.BATCH_EDIT in GRANTS[role]
    assert ("Buat" in app.segmented_control(key="bagian").options) is works
    one = opened(actor, batch)
    assert "WARGA 00" in texts_of(one)
    assert ("Catat tercetak" in labels(one)) is works and ("Selesaikan kelompok" in labels(one)) is works


def test_an_office_without_printers_is_shown_the_way(clerk: Actor, actor_of):
    app = screen(clerk, "kelompok_cetak")
    assert "Tidak ada kelompok cetak yang berjalan" in words(app) and "Buat kelompok cetak" in labels(app)
    other = screen(actor_of("adm", "admin", regency=REGENCY), "kelompok_cetak")
    assert "Petugas cetak membuatnya" in words(other)

    new = press(app, "Buat kelompok cetak")

    assert not new.exception and "Belum ada pencetak" in words(new)


def test_the_proposal_says_which_limit_binds_and_one_click_makes_it(clerk: Actor, printer: int):
    app = screen(clerk, "kelompok_cetak", bagian="Buat")

    assert not app.exception
    assert "**10 kartu dapat masuk** dari 12 yang belum masuk kelompok" in words(
        app
    ) and "Yang membatasi: blangko" in words(app)
    assert list(app.dataframe[1].value["name"])[:2] == ["WARGA 00", "WARGA 01"]
    press(app, "Buat kelompok")

    assert not app.exception and "0 dari 10 tercetak" in words(app)
    with read_connection() as conn:
        assert queries.batches_total(conn, REGENCY) == 1


def test_cards_printed_at_a_visit_are_of_its_list_and_who_comes_later_is_added(clerk: Actor, printer: int, school: int):
    key, (first, second) = visit_of(school), people()[:2]
    on_list(key, second)
    app = screen(clerk, "kelompok_cetak", bagian="Buat")
    by_label(app.selectbox, "Dicetak di").set_value(key).run()
    assert list(app.dataframe[1].value["name"]) == ["WARGA 01"]
    press(app, "Buat kelompok")
    assert "SMAN 1 Kejayan" in words(app) and "0 dari 1 tercetak" in words(app)

    on_list(key, first)
    press(app, "Tambah dari kunjungan")

    assert not app.error and "0 dari 2 tercetak" in words(app) and "1 kartu ditambahkan" in words(app)
    press(app, "Catat tercetak")
    with read_connection() as conn:
        event = conn.execute(
            select(card_event).where(card_event.c.resident_id == first).order_by(card_event.c.id)
        ).all()
    assert event[-1].visit_id == key and event[-1].action == CardAction.PRINT
    press(app, "Tambah dari kunjungan")
    assert any("Tidak ada kartu yang menunggu" in one.value for one in app.error)


def test_what_was_printed_yesterday_is_entered_for_yesterday(clerk: Actor, printer: int):
    made = service.make(clerk, printer, day=TODAY, asked=3, today=TODAY, at=AT)
    with write_transaction() as conn:
        conn.execute(update(print_batch).values(day=TODAY - timedelta(days=2), made_at=AT - timedelta(days=2)))
    app = opened(clerk, made)

    by_label(app.selectbox, "Hari cetak").set_value(TODAY - timedelta(days=1)).run()
    press(app, "Catat tercetak")

    assert not app.error and done(made).printed == 3
    with read_connection() as conn:
        days = set(conn.execute(select(card_event.c.day).where(card_event.c.action == CardAction.PRINT)).scalars())
    assert days == {TODAY - timedelta(days=1)}


def test_a_printer_without_blanks_is_said_with_the_way_out(clerk: Actor, printer: int):
    service.make(clerk, printer, day=TODAY, asked=10, today=TODAY, at=AT)

    app = screen(clerk, "kelompok_cetak", bagian="Buat")

    assert "tidak ada ruang" in words(app) and "Buat kelompok" not in labels(app)
    assert any("Alokasikan blangko" in one.proto.label for one in app.get("page_link"))


def test_who_is_taken_out_of_the_proposal_is_not_in_the_batch(clerk: Actor, printer: int, monkeypatch):
    app = screen(clerk, "kelompok_cetak", bagian="Buat")
    first = int(people()[0])
    app.session_state["_usulan_tanpa"] = (app.session_state["_usulan_dilihat"], frozenset({first}))
    app.run()
    assert "WARGA 00" not in texts_of(app) and "Kembalikan 1 yang dikeluarkan" in labels(app)

    press(app, "Buat kelompok")

    assert "WARGA 00" not in texts_of(app) and "0 dari 10 tercetak" in words(app)


def people() -> list[int]:
    with read_connection() as conn:
        return list(conn.execute(select(resident.c.id).order_by(resident.c.id)).scalars())


def test_a_tray_is_marked_printed_but_for_some(clerk: Actor, batch: int):
    app = opened(clerk, batch)
    by_label(app.text_input, "Kecuali nomor").set_value("3, 7")
    press(app, "Catat tercetak")

    assert not app.error and "6 dari 8 tercetak" in words(app) and "Nomor 3, 7 masih menunggu" in words(app)
    assert by_label(app.text_input, "Kecuali nomor").value == ""
    assert [n for n, mark in marks(batch).items() if mark == CardMark.WAITING] == [3, 7]


def test_only_ones_own_part_is_marked_printed(clerk: Actor, batch: int, actor_of):
    other = actor_of("rina", "print", regency=REGENCY)
    service.take(other, batch, [1, 2], at=AT)

    app = opened(clerk, batch)
    assert "Rina mencetak nomor 1–2" in words(app)
    by_label(app.number_input, "Berapa kartu").set_value(3)
    press(app, "Ambil berikutnya")
    assert "Anda mencetak **nomor 3–5**" in words(app)
    assert list(app.dataframe[0].value["position"]) == [3, 4, 5]
    press(app, "Catat tercetak")

    assert sorted(n for n, mark in marks(batch).items() if mark == CardMark.PRINTED) == [3, 4, 5]
    write_numbers(app, "1", "tercetak")
    assert ["sedang dicetak oleh Rina" in one.value for one in app.error] == [True]
    assert "Muat ulang data" in labels(app)  # a form takes no button but its own
    assert by_label(app.text_input, "Nomor").value == "1" and marks(batch)[1] == CardMark.WAITING


def test_a_double_click_marks_ones_own_part_and_not_what_waits_behind_it(clerk: Actor, batch: int):
    service.take(clerk, batch, [1, 2], at=AT)
    app = opened(clerk, batch)
    press(app, "Catat tercetak")
    press(app, "Catat tercetak")

    assert done(batch).printed == 2 and "2 kartu dicatat tercetak" in words(app)


def test_cards_added_behind_the_screen_are_not_marked_with_the_tray(clerk: Actor, batch: int, actor_of):
    app = opened(clerk, batch)
    other = actor_of("rina", "print", regency=REGENCY)
    service.skip(other, batch, [8], reason="foto", at=AT)
    app.run()
    service.unskip(other, batch, [8], at=AT)

    press(app, "Catat tercetak")

    assert marks(batch)[8] == CardMark.WAITING and done(batch).printed == 7


def test_a_spoiled_blank_costs_one_and_the_card_stays(clerk: Actor, batch: int):
    app = opened(clerk, batch)
    write_numbers(app, "2", "rusak")
    assert any("alasan" in one.value.lower() for one in app.error)
    assert by_label(app.text_input, "Nomor").value == "2"
    write_numbers(app, "2", "rusak", "chip gagal")

    assert not app.error and "1 blangko rusak" in words(app) and "memegang 9 blangko" in progress_text(app)
    assert marks(batch)[2] == CardMark.WAITING and "1 rusak · chip gagal" in texts_of(app)
    write_numbers(app, "2-3", "rusak", "dua sekaligus")
    assert any("satu nomor" in one.value for one in app.error) and done(batch).spoiled == 1


def progress_text(app) -> str:
    return " ".join(one.proto.text for one in app.get("progress"))


def test_a_card_is_skipped_with_its_reason_and_waits_again(clerk: Actor, batch: int):
    app = opened(clerk, batch)
    write_numbers(app, "4-5", "dilewati", "data diperbaiki")
    assert "2 dilewati" in words(app) and done(batch).skipped == 2

    write_numbers(app, "5", "batal_dilewati")

    assert done(batch) == Progress(waiting=7, skipped=1)


@pytest.mark.parametrize(("typed", "said"), [("9", "tidak ada"), ("satu", "bukan nomor"), ("", "nomor")])
def test_a_wrong_number_is_named_and_nothing_is_lost(clerk: Actor, batch: int, typed: str, said: str):
    app = opened(clerk, batch)
    write_numbers(app, typed, "tercetak", "apa saja")

    assert any(said in one.value.lower() for one in app.error)
    assert by_label(app.text_input, "Alasan").value == "apa saja" and not done(batch).printed


def test_a_batch_stops_goes_on_and_ends(clerk: Actor, batch: int):
    service.printed(clerk, batch, [1, 2], day=TODAY, at=AT)
    app = opened(clerk, batch)
    by_label(app.text_input, "Alasan (boleh kosong)").set_value("listrik padam")
    press(app, "Hentikan sementara")
    assert state(batch) is BatchState.PAUSED and "listrik padam" in words(app)
    assert "Catat tercetak" not in labels(app) and "Batalkan kelompok" not in labels(app)

    press(app, "Lanjutkan")
    assert state(batch) is BatchState.OPEN and "Catat tercetak" in labels(app)
    press(app, "Selesaikan kelompok")

    assert state(batch) is BatchState.DONE and done(batch) == Progress(printed=2, released=6)
    assert "6 kartu kembali ke antrean" in words(app) and "2 dari 8 tercetak" in words(app)
    assert {CardMark.RELEASED, CardMark.PRINTED} == set(marks(batch).values())


def test_a_batch_made_by_mistake_is_cancelled_with_a_reason(clerk: Actor, batch: int):
    app = opened(clerk, batch)
    press(app, "Batalkan kelompok")
    assert app.error and state(batch) is BatchState.OPEN

    by_label(app.text_input, "Alasan (wajib)").set_value("salah pencetak")
    press(app, "Batalkan kelompok")

    assert state(batch) is BatchState.CANCELLED
    assert [one.proto.value for one in app.get("progress")] == [0]  # set free is not done


def test_somebody_who_changed_the_batch_first_wins_and_the_other_is_told(clerk: Actor, batch: int, actor_of):
    app = opened(clerk, batch)
    service.pause(actor_of("rina", "print", regency=REGENCY), batch, 1, reason="istirahat", at=AT)

    press(app, "Selesaikan kelompok")

    assert any("baru saja diubah" in one.value for one in app.error) and "Muat ulang data" in labels(app)
    assert state(batch) is BatchState.PAUSED


def test_ended_batches_are_found_again_in_the_table(clerk: Actor, batch: int):
    service.finish(clerk, batch, 1, at=AT)

    app = screen(clerk, "kelompok_cetak", keadaan="Selesai")

    rows = app.dataframe[0].value
    assert list(rows["cards"]) == [8] and list(rows["printed"]) == [0] and list(rows["state"]) == ["Selesai"]


def test_each_look_at_names_is_written_down_once(clerk: Actor, batch: int):
    app = opened(clerk, batch)
    app.run()
    new = screen(clerk, "kelompok_cetak", bagian="Buat")
    new.run()

    with read_connection() as conn:
        actions = list(conn.execute(select(audit_log.c.action)).scalars())
    assert actions.count("batch.view") == 1 and actions.count("batch.preview") == 1


def test_a_batch_that_is_not_there_is_said(clerk: Actor, printer: int):
    app = screen(clerk, "kelompok_cetak", kelompok="3514000000999")

    assert not app.exception and any("tidak ada dalam data" in one.value for one in app.error)
    press(app, "Semua kelompok")
    assert not app.error and "Tidak ada kelompok cetak yang berjalan" in words(app)


def test_the_order_is_moved_by_arrows_and_kept(clerk: Actor, actor_of):
    app = screen(clerk, "kelompok_cetak", bagian="Urutan cetak")
    assert "Februari 2020" in words(app) and "urutan bawaan" in words(app)
    app.button(key=f"geser_{Category.LOST}_-1").click().run()
    by_label(app.number_input, "Pemula sampai berapa bulan sesudah usia cetak").set_value(6)
    press(app, "Simpan urutan")

    with read_connection() as conn:
        kept = queries.order(conn, REGENCY)
    assert kept.categories[2:4] == (Category.LOST, Category.WAITING) and kept.first_time_months == 6
    assert "urutannya sendiri" in words(app)

    reader = screen(actor_of("aud", "auditor", regency=REGENCY), "kelompok_cetak", bagian="Urutan cetak")
    assert "Simpan urutan" not in labels(reader) and "6 bulan" in words(reader)
    assert CATEGORIES["lost"] in words(reader)


def test_who_works_for_some_districts_sees_batches_of_these_alone(batch: int, actor_of):
    limited = actor_of("kec", "print", regency=REGENCY, districts=("35.14.06",))

    app = screen(limited, "kelompok_cetak")
    far = screen(limited, "kelompok_cetak", kelompok=str(batch))

    assert not app.exception and "Kelompok 1" not in words(app)
    assert any("tidak ada dalam data" in one.value for one in far.error)
