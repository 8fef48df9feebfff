"""The screen of finished cards: who has it, packing, sending, handing over, coming back, calling, destroying."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from PIL import Image
from sqlalchemy import select, update
from tests_support.as_account import press, screen, words
from tests_support.card_people import AT, KEJAYAN, REGENCY, TODAY, add_people, bring_to, newcomer, walk
from tests_support.field_office import field_office

from ktp_core import clock
from ktp_core.access.model import Actor, Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.attachments import service as attachments
from ktp_core.attachments.model import Owner
from ktp_core.cards import store
from ktp_core.cards.model import CardAction, CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, destruction, hand_over, parcel, parcel_card
from ktp_core.delivery import queries, service
from ktp_core.delivery.finished import Loss
from ktp_core.delivery.model import Destination, Keeper, Place
from ktp_core.ui import parcels_kept

PRINTED = TODAY - timedelta(days=40)
DISTRICT = Destination(Place.DISTRICT, None, None, KEJAYAN)
EDITING = {"Kemas", "Kirim paket", "Catat diserahkan", "Masukkan", "Keluarkan", "Bongkar paket", "Alihkan", "Serahkan"}


@pytest.fixture
def office(sqlite_database, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)
    return field_office()


@pytest.fixture
def clerk(office, actor_of) -> Actor:
    return actor_of("antar", "delivery", regency=REGENCY)


@pytest.fixture
def printer(office, actor_of) -> Actor:
    return actor_of("cetak", "print", regency=REGENCY)


@pytest.fixture
def cards(office) -> list[int]:
    """Twelve finished cards of Kejayan, printed forty days ago."""
    return finished(12)


@pytest.fixture
def sent(clerk, cards) -> int:
    """A parcel of these twelve on its way with Budi."""
    key = service.pack(clerk, DISTRICT, cards, at=AT)
    service.send(clerk, key, Keeper.STAFF, "Budi", "Petugas loket", day=TODAY, at=AT)
    return key


def finished(n: int, first: int = 1) -> list[int]:
    with write_transaction() as conn:
        ids = add_people(conn, *(newcomer(first + at) for at in range(n)))
        for key in ids:
            bring_to(conn, key, CardState.PRINTED, PRINTED)
    return ids


def states(ids) -> set[CardState]:
    with read_connection() as conn:
        return {store.card(conn, key).state for key in ids}


def one_row(statement):
    with read_connection() as conn:
        return conn.execute(statement).mappings().one()


def by_label(elements, label: str):
    return next(one for one in elements if one.label == label)


def in_form(app, kind: str, key: str):
    """The field whose key begins so."""
    return next(one for one in getattr(app, kind) if one.key and one.key.startswith(key))


def labels(app) -> set[str]:
    return {one.label for one in app.button}


def address(app) -> int:
    """The parcel in the address."""
    found = app.query_params["paket"]
    return int(found[0] if isinstance(found, list) else found)


def errors(app) -> str:
    return " ".join(one.value for one in app.error)


# -- who sees what


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_what_it_may(role: Role, sent, actor_of):
    actor = actor_of(f"akun{role}", role, regency=REGENCY)
    if Permission.PARCEL_VIEW not in GRANTS[role]:
        with pytest.raises(ValueError):
            screen(actor, "penyerahan")
        return

    app = screen(actor, "penyerahan", paket=str(sent))

    assert not app.exception and "Ada pada **Budi**" in words(app)
    assert len(app.dataframe[-1].value) == 12
    may_edit = Permission.PARCEL_EDIT in GRANTS[role]
    assert ("Catat diserahkan" in labels(app)) == may_edit
    if not may_edit:
        assert not EDITING & labels(app) and not app.text_input(key="kode_0").value
        assert "Di loket" not in screen(actor, "penyerahan").segmented_control(key="bagian").options


@pytest.mark.parametrize("part", ["Siap kirim", "Paket", "Di loket", "Belum diambil", "Rekap", "Pemusnahan"])
def test_every_part_opens_by_its_address_with_cards_and_without(part, clerk):
    empty = screen(clerk, "penyerahan", bagian=part)
    assert not empty.exception and len(words(empty)) > 120

    finished(3)
    app = screen(clerk, "penyerahan", bagian=part)

    assert not app.exception and app.segmented_control(key="bagian").value is not None


def test_an_account_of_another_district_sees_neither_cards_nor_the_parcel(sent, actor_of):
    finished(2, first=50)
    elsewhere = actor_of("jauh", "delivery", regency=REGENCY, districts=("35.14.02",))

    assert "Tidak ada kartu jadi" in words(screen(elsewhere, "penyerahan"))
    assert "Paket itu tidak ada" in errors(screen(elsewhere, "penyerahan", paket=str(sent)))


# -- packing and sending


def test_what_lies_at_the_office_is_packed_but_for_two_and_opens_as_a_parcel(clerk, cards):
    app = screen(clerk, "penyerahan")
    assert "**12 kartu** jadi ada di kantor" in words(app) and list(app.dataframe[0].value["n"]) == [12]

    app = screen(clerk, "penyerahan", tujuan=f"district-{KEJAYAN}")
    assert not app.exception and len(app.dataframe[0].value) == 12
    in_form(app, "text_input", "nomor_kemas").set_value("3, 11-12")
    press(app, "Kemas")

    found = one_row(select(parcel))
    assert address(app) == found["id"] and "9 kartu dikemas" in words(app)
    with read_connection() as conn:
        inside = set(queries.parcel_cards(conn, found["id"])["resident_id"])
        left = set(queries.loose_cards(conn, REGENCY, DISTRICT, TODAY)["resident_id"])
    assert len(inside) == 9 and inside | left == set(cards)


def test_a_number_that_is_not_in_the_list_is_named_and_what_was_typed_stays(clerk, cards):
    app = screen(clerk, "penyerahan", tujuan=f"district-{KEJAYAN}")
    in_form(app, "text_input", "nomor_kemas").set_value("3, 99")
    by_label(app.text_input, "Catatan").set_value("titip camat")
    press(app, "Kemas")

    assert "Nomor 99" in errors(app)
    assert in_form(app, "text_input", "nomor_kemas").value == "3, 99"
    assert by_label(app.text_input, "Catatan").value == "titip camat"
    with read_connection() as conn:
        assert conn.execute(select(parcel.c.id)).first() is None


def test_a_click_that_writes_nothing_does_not_count_every_finished_card_again(clerk, cards, monkeypatch):
    counted, ask = [], queries.loose

    def loose(*of):
        counted.append("loose")
        return ask(*of)

    monkeypatch.setitem(parcels_kept._ASKED, "loose", loose)
    app = screen(clerk, "penyerahan")
    assert counted == ["loose"] and "12 kartu" in words(app)

    app.run()
    assert counted == ["loose"]

    service.pack(clerk, DISTRICT, cards[:2], at=AT)
    app.run()
    assert counted == ["loose"] * 2 and "10 kartu" in words(app)


def test_a_parcel_leaves_with_somebody_who_signs_and_not_without(clerk, cards):
    key = service.pack(clerk, DISTRICT, cards, at=AT)
    app = screen(clerk, "penyerahan", paket=str(key))
    assert "Ada di kantor" in words(app)
    press(app, "Kirim paket")
    assert "Pilih siapa yang membawa" in errors(app)
    in_form(app, "selectbox", "pemegang_kirim").set_value(Keeper.STAFF)
    by_label(app.text_input, "Nama yang menandatangani").set_value("Budi Santoso")
    press(app, "Kirim paket")

    assert not app.error and "Paket dikirim bersama Budi Santoso: 12 kartu." in words(app)
    assert states(cards) == {CardState.DISPATCHED}
    assert "Ada pada **Budi Santoso**" in words(app)


def test_a_parcel_that_somebody_changed_meanwhile_is_not_sent_as_it_was_shown(clerk, cards, actor_of):
    key = service.pack(clerk, DISTRICT, cards, at=AT)
    app = screen(clerk, "penyerahan", paket=str(key))
    in_form(app, "selectbox", "pemegang_kirim").set_value(Keeper.STAFF)
    by_label(app.text_input, "Nama yang menandatangani").set_value("Budi")
    service.take_out(actor_of("lain", "delivery", regency=REGENCY), key, [1], reason="salah", at=AT)
    press(app, "Kirim paket")

    assert "baru saja diubah orang lain" in errors(app) and states(cards) == {CardState.PRINTED}
    assert by_label(app.text_input, "Nama yang menandatangani").value == "Budi"
    press(app, "Kirim paket")
    assert not app.error and "11 kartu" in words(app)


def test_cards_come_into_a_parcel_and_out_of_it_before_it_leaves(clerk, cards):
    key = service.pack(clerk, DISTRICT, cards[:10], at=AT)
    app = screen(clerk, "penyerahan", paket=str(key))
    press(app, "Masukkan")
    assert "2 kartu dimasukkan" in words(app)

    in_form(app, "text_input", f"nomor_keluar_0_{key}").set_value("2-4")
    press(app, "Keluarkan")
    assert "alasan" in errors(app).lower()
    in_form(app, "text_input", f"alasan_keluar_0_{key}").set_value("salah tujuan")
    press(app, "Keluarkan")

    assert not app.error and "3 kartu dikeluarkan" in words(app)
    assert "**9** dari 12 kartu masih di dalam" in words(app)


def test_a_parcel_is_given_up_before_it_leaves(clerk, cards):
    key = service.pack(clerk, DISTRICT, cards, at=AT)
    app = screen(clerk, "penyerahan", paket=str(key))
    in_form(app, "text_input", "alasan_bongkar").set_value("batal")
    press(app, "Bongkar paket")

    assert "12 kartu ada lagi di bagian Siap kirim" in words(app) and not EDITING & labels(app)


# -- the code


def test_a_scanned_code_opens_its_parcel_however_it_is_written(clerk, sent):
    code = str(one_row(select(parcel))["code"])
    app = screen(clerk, "penyerahan")
    app.text_input(key="kode_0").set_value(code.replace("-", "").lower()).run()

    assert address(app) == sent and code in words(app)
    assert app.text_input(key="kode_1").value == ""


def test_a_wrong_code_is_said_once_and_stays_in_the_box(clerk, sent):
    code = str(one_row(select(parcel))["code"])
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    app = screen(clerk, "penyerahan")
    app.text_input(key="kode_0").set_value(wrong).run()

    assert "huruf yang salah" in errors(app) and app.text_input(key="kode_0").value == wrong
    app.run()
    assert not app.error


# -- handing over


def hand(app, receiver: str, proof: str, typed: str = "", **fields: str):
    """Choose who takes it, type the numbers and press."""
    in_form(app, "selectbox", "penerima_paket").set_value(receiver).run()
    in_form(app, "selectbox", "bukti_paket").set_value(proof).run()
    in_form(app, "text_input", "nomor_serah").set_value(typed)
    for label, value in fields.items():
        by_label(app.text_input, label.replace("_", " ")).set_value(value)
    return press(app, "Catat diserahkan")


def test_all_but_two_are_handed_over_and_the_receiver_stays_chosen(clerk, cards, sent):
    app = screen(clerk, "penyerahan", paket=str(sent))
    press(app, "Catat diserahkan")
    assert "Pilih siapa penerimanya" in errors(app)
    hand(app, "owner", "card", "4, 9")

    assert "10 kartu diserahkan." in words(app)
    with read_connection() as conn:
        inside = queries.parcel_cards(conn, sent)
    assert list(inside.loc[inside["state"] == "in", "number"]) == [4, 9]
    assert states(cards) == {CardState.DISPATCHED, CardState.DELIVERED}
    assert in_form(app, "selectbox", "penerima_paket").value == "owner"
    assert in_form(app, "text_input", "nomor_serah").value == ""


def test_a_double_click_leaves_those_who_were_left_out(clerk, cards, sent):
    app = screen(clerk, "penyerahan", paket=str(sent))
    hand(app, "owner", "card", "4, 9")
    press(app, "Catat diserahkan")

    assert "10 kartu diserahkan." in words(app) and not app.error
    with read_connection() as conn:
        inside = queries.parcel_cards(conn, sent)
    assert list(inside.loc[inside["state"] == "in", "number"]) == [4, 9]


def test_one_card_goes_to_a_mother_without_papers_with_a_reason_and_a_warning(clerk, cards, sent):
    app = screen(clerk, "penyerahan", paket=str(sent))
    app.segmented_control(key=f"mana_serah_{sent}").set_value("nomor").run()
    hand(app, "parent", "none", "5", Nama_penerima="Siti Aminah")
    assert "mengapa identitas penerima tidak diperiksa" in errors(app)
    assert by_label(app.text_input, "Nama penerima").value == "Siti Aminah"
    by_label(app.text_input, "Alasan tidak diperiksa").set_value("dikenal kepala desa")
    press(app, "Catat diserahkan")

    assert "1 kartu diserahkan. Identitas penerima tidak diperiksa" in words(app)
    row = one_row(select(hand_over))
    assert (row["receiver"], row["proof"], row["receiver_name"]) == ("parent", "none", "Siti Aminah")
    rekap = screen(clerk, "penyerahan", bagian="Rekap")
    assert "**1** tanpa pemeriksaan identitas" in words(rekap)


def test_a_name_or_a_reason_that_the_choices_do_not_ask_for_is_not_dropped_in_silence(clerk, cards, sent):
    app = screen(clerk, "penyerahan", paket=str(sent))
    hand(app, "owner", "card", "4", Nama_penerima="Siti Aminah")
    assert "penerimanya pemilik sendiri" in errors(app)
    by_label(app.text_input, "Nama penerima").set_value("")
    by_label(app.text_input, "Alasan tidak diperiksa").set_value("dompet hilang")
    press(app, "Catat diserahkan")
    assert "Ada alasan tidak diperiksa" in errors(app)
    assert in_form(app, "text_input", "nomor_serah").value == "4" and states(cards) == {CardState.DISPATCHED}

    by_label(app.text_input, "Alasan tidak diperiksa").set_value("")
    press(app, "Catat diserahkan")

    assert "11 kartu diserahkan." in words(app)
    row = one_row(select(hand_over).limit(1))
    assert (row["receiver_name"], row["reason"]) == (None, None)


def test_a_card_that_somebody_took_out_meanwhile_is_named_and_nobody_is_handed_anything(clerk, cards, sent):
    for mode, typed in (("nomor", "6-8"), ("semua", "1, 2")):
        app = screen(clerk, "penyerahan", paket=str(sent))
        app.segmented_control(key=f"mana_serah_{sent}").set_value(mode).run()
        in_form(app, "selectbox", "penerima_paket").set_value("owner").run()
        in_form(app, "selectbox", "bukti_paket").set_value("card").run()
        in_form(app, "text_input", "nomor_serah").set_value(typed)
        gone = 7 if mode == "nomor" else 8
        service.bring_back(clerk, sent, [gone], "pulang", day=TODAY, at=AT)
        press(app, "Catat diserahkan")

        assert f"Nomor {gone} tidak ada lagi" in errors(app)
        assert in_form(app, "text_input", "nomor_serah").value == typed
        with read_connection() as conn:
            assert conn.execute(select(hand_over.c.id)).first() is None
    press(app, "Catat diserahkan")  # now that it was said
    assert "8 kartu diserahkan." in words(app)


def test_a_list_that_changed_while_numbers_were_typed_packs_nothing(clerk, cards):
    app = screen(clerk, "penyerahan", tujuan=f"district-{KEJAYAN}")
    in_form(app, "text_input", "nomor_kemas").set_value("5")
    other = service.pack(clerk, DISTRICT, cards[:1], at=AT)
    press(app, "Kemas")

    assert "baru saja berubah" in errors(app) and in_form(app, "text_input", "nomor_kemas").value == "5"
    assert one_row(select(parcel))["id"] == other
    press(app, "Kemas")
    assert "10 kartu dikemas" in words(app)


def test_a_parcel_changes_hands_and_its_cards_come_back(clerk, cards, sent):
    app = screen(clerk, "penyerahan", paket=str(sent))
    in_form(app, "selectbox", "pemegang_pindah").set_value(Keeper.DISTRICT)
    by_label(app.text_input, "Nama yang menandatangani").set_value("Bu Camat")
    press(app, "Catat pindah")
    assert "Ada pada **Bu Camat**" in words(app)

    app.segmented_control(key=f"mana_kembali_{sent}").set_value("semua").run()
    in_form(app, "text_input", f"alasan_kembali_0_{sent}").set_value("tidak diambil")
    press(app, "Catat kembali")

    assert "12 kartu ada lagi di kantor" in words(app) and states(cards) == {CardState.PRINTED}
    assert "tidak ada langkah berikutnya" in words(app)


def test_cards_go_on_to_another_place_in_a_parcel_of_their_own(clerk, cards, sent):
    app = screen(clerk, "penyerahan", paket=str(sent))
    in_form(app, "text_input", f"nomor_alih_0_{sent}").set_value("1-3")
    press(app, "Alihkan")
    assert "Pilih tujuan barunya" in errors(app)
    other = Destination(Place.DISTRICT, None, None, "35.14.08")
    in_form(app, "selectbox", "tujuan_alih").set_value(other)
    press(app, "Alihkan")

    assert not app.error and "3 kartu dialihkan" in words(app)
    assert address(app) != sent and len(app.dataframe[-1].value) == 3


def test_a_card_that_left_by_a_list_of_siak_is_counted_and_says_where_it_is_now(clerk, cards, sent):
    walk(cards[2], CardAction.DELIVER)
    app = screen(clerk, "penyerahan", paket=str(sent))

    assert "**11** dari 12 kartu masih di dalam, 1 keluar dengan cara lain." in words(app)
    row = app.dataframe[-1].value.set_index("number").loc[3]
    assert (row["where"], row["about"]) == ("Tidak dalam paket lagi", "Kini: diserahkan")


# -- a parcel of several hundred


def test_a_parcel_of_three_hundred_is_shown_fifty_a_page_and_ticks_are_its_numbers(clerk, office):
    key = service.pack(clerk, DISTRICT, finished(300, first=100), at=AT)
    service.send(clerk, key, Keeper.STAFF, "Budi", "Loket", day=TODAY, at=AT)
    app = screen(clerk, "penyerahan", paket=str(key), hal_isi="6")

    assert not app.exception and list(app.dataframe[-1].value["number"]) == list(range(251, 301))


# -- the counter


def test_at_the_counter_a_card_is_found_by_name_and_handed_over(clerk, cards):
    app = screen(clerk, "penyerahan", bagian="Di loket")
    app.text_input(key="cari_loket_0").set_value("PENDUDUK NOMOR 12").run()
    assert "Kartu jadi ada di kantor sejak" in words(app)
    press(app, "Serahkan")
    assert "bukti identitas" in errors(app)
    in_form(app, "selectbox", "bukti_loket").set_value("biometric").run()
    press(app, "Serahkan")

    assert "NOMOR 12" in words(app) and "diserahkan" in words(app)
    assert one_row(select(hand_over))["receiver"] == "owner" and states(cards[11:]) == {CardState.DELIVERED}
    assert "Tanda terima kartu (PDF)" in labels(app)
    assert app.text_input(key="cari_loket_1").value == ""


def test_at_the_counter_a_card_that_is_outside_is_said_with_the_way_to_its_parcel(clerk, sent):
    app = screen(clerk, "penyerahan", bagian="Di loket")
    app.text_input(key="cari_loket_0").set_value("PENDUDUK NOMOR 12").run()

    assert "dipegang" in words(app) and "Serahkan" not in labels(app)
    next(one for one in app.button if one.label.startswith("Buka paket")).click().run()
    assert address(app) == sent


def test_at_the_counter_those_without_a_card_do_not_hide_the_one_who_has_one(clerk, office):
    with write_transaction() as conn:
        ids = add_people(conn, *(newcomer(at, name=f"SITI {at:03d}") for at in range(1, 62)))
        bring_to(conn, ids[-1], CardState.PRINTED, PRINTED)
    app = screen(clerk, "penyerahan", bagian="Di loket")
    app.text_input(key="cari_loket_0").set_value("SITI").run()

    assert "SITI 061" in words(app) and "Serahkan" in labels(app)


def test_somebody_without_a_finished_card_is_told_so(clerk, office):
    with write_transaction() as conn:
        add_people(conn, newcomer(1))
    app = screen(clerk, "penyerahan", bagian="Di loket")
    app.text_input(key="cari_loket_0").set_value("PENDUDUK").run()

    assert any("Tidak ada kartu jadi" in one.value for one in app.warning) and "Serahkan" not in labels(app)


# -- uncollected


def test_the_call_list_names_the_place_where_cards_have_waited_too_long(clerk, cards):
    app = screen(clerk, "penyerahan", bagian="Belum diambil")

    assert "**12 kartu** sudah dicetak" in words(app) and "**12 kartu** di kantor menunggu" in words(app)
    assert [one.value for one in app.metric] == ["0", "0", "12", "0"]
    assert list(app.dataframe[0].value["name"]) == ["Kecamatan Kejayan"]


def test_cards_that_nobody_signed_for_come_back_to_the_office(clerk, office):
    with write_transaction() as conn:
        ids = add_people(conn, *(newcomer(at) for at in range(1, 4)))
        for key in ids:
            bring_to(conn, key, CardState.DISPATCHED, PRINTED)
    app = screen(clerk, "penyerahan", bagian="Belum diambil")
    assert "Di luar tanpa paket" in words(app)
    in_form(app, "text_input", "nomor_luar").set_value("1-2")
    in_form(app, "text_input", "alasan_luar").set_value("ada di lemari")
    press(app, "Catat kembali")

    assert "2 kartu ada lagi di kantor" in words(app)
    assert states(ids) == {CardState.PRINTED, CardState.DISPATCHED}


# -- destruction


def test_a_card_is_proposed_by_one_and_destroyed_by_another(clerk, printer, cards):
    app = screen(printer, "penyerahan", bagian="Pemusnahan")
    app.text_input(key="cari_usul_musnah_0").set_value("PENDUDUK NOMOR 12").run()
    press(app, "Usulkan")
    assert "Pilih sebab" in errors(app)
    in_form(app, "selectbox", "sebab_usul").set_value(Loss.MISPRINTED)
    in_form(app, "text_input", "alasan_usul").set_value("foto buram")
    press(app, "Usulkan")
    assert "menunggu orang lain" in words(app) and "Setujui" not in labels(app)

    app = screen(clerk, "penyerahan", bagian="Pemusnahan")
    assert "foto buram" in words(app)
    press(app, "Setujui")

    assert "Pemusnahan disetujui" in words(app) and one_row(select(destruction))["accepted"] == 1
    assert states(cards[11:]) == {CardState.PRINT_READY}


def test_an_auditor_reads_proposals_and_decides_nothing(clerk, cards, actor_of):
    service.propose_destruction(clerk, cards[0], Loss.DAMAGED, "patah", day=TODAY, at=AT)
    app = screen(actor_of("auditor", "auditor", regency=REGENCY), "penyerahan", bagian="Pemusnahan")

    assert "patah" in words(app) and not {"Setujui", "Tolak", "Usulkan", "Unduh PDF"} & labels(app)


def test_whoever_proposed_takes_it_back(clerk, cards):
    service.propose_destruction(clerk, cards[0], Loss.DAMAGED, "patah", day=TODAY, at=AT)
    app = screen(clerk, "penyerahan", bagian="Pemusnahan")
    press(app, "Tarik usulan")

    assert "Usulan ditarik" in words(app) and states(cards[:1]) == {CardState.PRINTED}


# -- scans, visits, audit


def test_the_scan_of_a_signed_sheet_is_kept_with_its_parcel(clerk, sent):
    app = screen(clerk, "penyerahan", paket=str(sent))
    press(app, "Simpan pindaian")
    assert "Pilih dulu berkas" in errors(app)
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "white").resize((600, 400)).save(picture, "JPEG")
    app.file_uploader[0].upload("tanda terima.jpg", picture.getvalue(), "image/jpeg")
    press(app, "Simpan pindaian")

    assert "Pindaian disimpan" in words(app)
    assert [one.title for one in attachments.listed(clerk, Owner.PARCEL, sent)] == ["tanda terima.jpg"]


def test_looking_is_written_down_once_not_on_every_rerun(clerk, sent):
    app = screen(clerk, "penyerahan", paket=str(sent))
    app.run()
    app.run()

    with read_connection() as conn:
        seen = conn.execute(select(audit_log.c.action).where(audit_log.c.action == "parcel.view")).all()
    assert len(seen) == 1


def test_no_name_and_no_nik_stands_in_the_audit_log(clerk, cards, sent):
    screen(clerk, "penyerahan", tujuan=f"district-{KEJAYAN}")
    hand(screen(clerk, "penyerahan", paket=str(sent)), "owner", "card")

    with read_connection() as conn:
        text = " ".join(str(row) for row in conn.execute(select(audit_log)))
    assert "PENDUDUK" not in text and "351406" not in text


def test_a_settled_parcel_can_be_looked_at_and_has_no_steps(clerk, cards, sent):
    hand(screen(clerk, "penyerahan", paket=str(sent)), "owner", "card")
    app = screen(clerk, "penyerahan", paket=str(sent))

    assert "tidak ada langkah berikutnya" in words(app) and not EDITING & labels(app)
    with read_connection() as conn:
        assert set(conn.execute(select(parcel_card.c.state)).scalars()) == {"handed"}
    done = screen(clerk, "penyerahan", bagian="Paket", paket_status="Selesai")
    assert list(done.dataframe[0].value["state"]) == ["Selesai"]


def test_days_before_the_parcel_left_cannot_be_chosen(clerk, sent):
    app = screen(clerk, "penyerahan", paket=str(sent))

    assert in_form(app, "date_input", f"tanggal_serah_{sent}").min == TODAY
    with write_transaction() as conn:
        conn.execute(update(parcel).values(sent_on=date(2026, 11, 1)))
    app = screen(clerk, "penyerahan", paket=str(sent))
    assert in_form(app, "date_input", f"tanggal_serah_{sent}").min == date(2026, 11, 1)
