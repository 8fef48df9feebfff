"""The screen of one card: finding, masking, buttons by role, a step written, and two clerks at once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import insert, select
from streamlit.testing.v1 import AppTest
from tests_support.card_people import ADULT, AT, CHILD, TODAY, nik, one, printer_with
from tests_support.constants import PASURUAN

from ktp_core import clock
from ktp_core.access import sessions
from ktp_core.batches import service as batches
from ktp_core.blanks import store as holders
from ktp_core.cards import service, store
from ktp_core.cards.model import CardAction, CardState, Cause, Channel
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import account, audit_log, office
from ktp_core.delivery import service as delivery
from ktp_core.delivery.finished import Loss, Proof, Receipt, Receiver
from ktp_core.delivery.model import Destination, Keeper, Place
from ktp_core.errors import NotAllowed, Refused
from ktp_core.regions.store import setup

ROOT = __file__.rsplit("/tests/", 1)[0]


@pytest.fixture
def office_today(sqlite_database, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)
    with write_transaction() as conn:
        conn.execute(insert(office).values(regency=PASURUAN, name="Dinas Uji"))
    return sqlite_database


def screen(actor, page: str, **address: object) -> AppTest:
    with write_transaction() as conn:
        conn.execute(account.update().where(account.c.id == actor.account_id).values(password_hash="their own"))
        token = sessions.start(conn, actor.account_id, AT, "uji")
    app = AppTest.from_file(f"{ROOT}/ktp_core/ui/main.py", default_timeout=30)
    app.user["session"] = sessions.token_hash(token)
    app.run()
    app.switch_page(f"{ROOT}/pages/{page}.py")
    for name, value in address.items():
        app.query_params[name] = str(value)
    return app.run()


def ways(app: AppTest) -> list[tuple[str, str]]:
    """Links to where the next step is recorded: label and what stands in the address."""
    links = [one.proto for one in app.get("page_link") if one.proto.label.startswith("Buka")]
    return [(link.label, link.query_string) for link in links]


def state_of(resident_id: int) -> CardState:
    with read_connection() as conn:
        return store.card(conn, resident_id).state


def stock(holder_id: int) -> int:
    with read_connection() as conn:
        return holders.get(conn, holder_id).stock


def buttons(app: AppTest) -> set[str]:
    return {b.key.removeprefix("tindakan_") for b in app.button if b.key and b.key.startswith("tindakan_")}


def text(app: AppTest) -> str:
    said = " ".join(one.value for one in [*app.markdown, *app.success, *app.error, *app.warning, *app.info])
    return said.replace("\\", "")  # what guards against Markdown is not seen on screen


def test_a_resident_is_found_by_whole_nik_and_by_the_beginning_of_the_name_and_stays_masked(office_today, actor_of):
    one(number=1, name="AHMAD FAUZI")
    one(number=2, name="SITI AHMAD")
    app = screen(actor_of("antar", "delivery", regency=PASURUAN), "kartu")

    app.text_input[0].set_value("ahmad").run()
    assert list(app.dataframe[0].value["name"]) == ["AHMAD FAUZI"]

    app.text_input[0].set_value(nik(2)).run()
    assert list(app.dataframe[0].value["name"]) == ["SITI AHMAD"]
    assert list(app.dataframe[0].value["nik"]) == ["351406" + "*" * 10]
    assert nik(2) not in str(app.query_params)


def test_who_looked_for_whom_and_opened_what_is_written_down_once_and_without_names(office_today, actor_of):
    resident_id = one(number=1, name="AHMAD FAUZI")
    actor = actor_of("antar", "delivery", regency=PASURUAN)
    app = screen(actor, "kartu")
    app.text_input[0].set_value("ahmad").run()
    app.run()
    opened = screen(actor, "kartu", penduduk=resident_id)
    opened.run()

    with read_connection() as conn:
        row = audit_log.c
        entries = conn.execute(select(row.action, row.subject, row.details).where(row.action.like("card.%"))).all()
    assert [(action, subject) for action, subject, _ in entries] == [
        ("card.search", None), ("card.view", f"resident:{resident_id}"),
    ]  # fmt: skip
    assert '"rows":1' in entries[0].details and "AHMAD" not in entries[0].details.upper()


def test_a_card_of_another_district_is_neither_shown_nor_noted_as_seen(office_today, actor_of):
    resident_id = one(number=1, name="AHMAD FAUZI")
    actor = actor_of("antar", "delivery", regency=PASURUAN, districts=("35.14.02",))

    assert "AHMAD" not in text(screen(actor, "kartu", penduduk=resident_id))
    with pytest.raises(NotAllowed):
        service.looked(actor, resident_id, at=AT)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("print", {"print"}), ("visit", {"adjudicate", "flag_duplicate", "reset"}), ("delivery", set()),
        ("admin", {"correct"}), ("auditor", set()),
    ],
)  # fmt: skip
def test_buttons_are_those_of_the_role(office_today, actor_of, role, expected):
    ready = one(CardState.PRINT_READY)

    app = screen(actor_of("uji", role, regency=PASURUAN), "kartu", penduduk=ready)

    assert not app.exception
    assert buttons(app) == expected


def test_print_staff_record_a_print_and_the_history_shows_it(office_today, actor_of):
    ready, printer = one(CardState.PRINT_READY), printer_with(2)
    app = screen(actor_of("cetak", "print", regency=PASURUAN), "kartu", penduduk=ready)

    app.button(key="tindakan_print").click().run()
    assert state_of(ready) is CardState.PRINT_READY
    assert app.selectbox(key="pencetak").options == ["Pencetak uji · 2 blangko"]
    assert app.selectbox(key="pencetak").value == printer  # the only one
    app.button(key="catat").click().run()

    assert state_of(ready) is CardState.PRINTED
    assert stock(printer) == 1
    assert "Tercatat" in text(app)
    assert app.dataframe[-1].value["what"].iloc[0] == "Dicetak"


def test_a_card_is_printed_with_the_blank_of_the_printer_that_was_chosen(office_today, actor_of):
    first, second = one(CardState.PRINT_READY, number=1), one(CardState.PRINT_READY, number=2)
    near, far, _empty = printer_with(2, name="A"), printer_with(2, name="B"), printer_with(0, name="C")
    actor = actor_of("cetak", "print", regency=PASURUAN)
    app = screen(actor, "kartu", penduduk=first)
    app.button(key="tindakan_print").click().run()
    assert app.selectbox(key="pencetak").options == ["A · 2 blangko", "B · 2 blangko"]
    app.button(key="catat").click().run()
    assert "Pilih pencetak" in text(app)
    assert state_of(first) is CardState.PRINT_READY

    app.selectbox(key="pencetak").set_value(far)
    app.button(key="catat").click().run()
    assert (state_of(first), stock(near), stock(far)) == (CardState.PRINTED, 2, 1)

    app.query_params["penduduk"] = str(second)
    app.run()
    app.button(key="tindakan_print").click().run()
    assert app.selectbox(key="pencetak").value == far  # the last one used stands there


def test_without_a_blank_in_the_office_no_print_can_be_recorded(office_today, actor_of):
    ready = one(CardState.PRINT_READY)
    app = screen(actor_of("cetak", "print", regency=PASURUAN), "kartu", penduduk=ready)
    app.button(key="tindakan_print").click().run()

    assert "Tidak ada blangko di kantor ini." in text(app)
    assert app.button(key="catat").disabled


def test_a_card_that_waits_in_a_batch_is_printed_there_and_the_way_is_shown(office_today, actor_of):
    ready, printer = one(CardState.PRINT_READY), printer_with(5)
    actor = actor_of("cetak", "print", regency=PASURUAN)
    batches.make(actor, printer, day=TODAY, asked=1, today=TODAY, at=AT)
    app = screen(actor, "kartu", penduduk=ready)

    assert "Menunggu di kelompok cetak nomor 1 tanggal 22 November 2026" in text(app)
    assert "print" not in buttons(app)
    with pytest.raises(Refused, match="card_in_batch") as refusal:
        service.act(actor, ready, CardAction.PRINT, day=TODAY, at=AT, expected_state=CardState.PRINT_READY,
                    holder_id=printer)  # fmt: skip
    assert refusal.value.params == {"number": 1, "day": TODAY}


def test_a_finished_card_says_where_it_is_and_offers_no_step_of_its_own(office_today, actor_of):
    key = one(CardState.PRINTED, day=date(2026, 11, 20))
    with write_transaction() as conn:
        setup(conn, PASURUAN)
    giver = actor_of("antar", "delivery", regency=PASURUAN)
    app = screen(giver, "kartu", penduduk=key)
    assert "Kartu jadi ada di kantor sejak 20 November 2026, belum masuk paket." in text(app)
    assert buttons(app) == set()
    assert ways(app) == [("Buka Penyerahan", "bagian=loket")]

    parcel_id = delivery.pack(giver, Destination(Place.DISTRICT, district="35.14.06"), [key], at=AT)
    delivery.send(giver, parcel_id, Keeper.DISTRICT, "Budi Utomo", "Antar", day=TODAY, at=AT)
    for role, signed in (("delivery", True), ("visit", False)):
        said = text(screen(actor_of(f"lihat{role}", role, regency=PASURUAN), "kartu", penduduk=key))
        assert "dipegang Kantor kecamatan" in said
        assert ("Budi Utomo" in said) == signed
    assert ways(screen(giver, "kartu", penduduk=key)) == [("Buka paket", f"paket={parcel_id}")]

    receipt = Receipt(Receiver.PARENT, Proof.FAMILY_CARD, "Siti Aminah")
    delivery.hand_over(giver, key, receipt, day=TODAY, at=AT, parcel_id=parcel_id)
    said = text(screen(giver, "kartu", penduduk=key))
    assert "kepada: Orang tua (Siti Aminah)" in said
    assert "Bukti identitas: Kartu keluarga" in said


def test_a_finished_card_that_is_to_be_destroyed_says_so(office_today, actor_of):
    key = one(CardState.PRINTED)
    giver = actor_of("antar", "delivery", regency=PASURUAN)
    delivery.propose_destruction(giver, key, Loss.MISPRINTED, "buram", day=TODAY, at=AT)

    app = screen(giver, "kartu", penduduk=key)
    assert "Ada usulan pemusnahan yang belum diputuskan." in text(app)
    assert ways(app) == [("Buka Penyerahan", "bagian=musnah")]


def test_a_recording_is_written_only_once_its_place_is_chosen(office_today, actor_of):
    new = one()
    app = screen(actor_of("lapangan", "visit", regency=PASURUAN), "kartu", penduduk=new)
    app.button(key="tindakan_record").click().run()
    place = app.selectbox(key="tempat")
    assert place.value is None
    assert place.options == ["jemput bola", "kantor dinas", "kantor kecamatan", "Kenduren Mas"]

    app.button(key="catat").click().run()
    assert "Pilih tempat perekaman" in text(app)
    assert state_of(new) is CardState.UNRECORDED

    app.selectbox(key="tempat").set_value(Channel.KENDUREN_MAS)
    app.button(key="catat").click().run()
    assert state_of(new) is CardState.RECORDED
    assert app.dataframe[-1].value["channel"].iloc[0] == "Kenduren Mas"


def test_a_child_s_card_says_until_when_it_waits_and_offers_no_print(office_today, actor_of):
    child = one(CardState.PRINT_READY, born=CHILD)

    app = screen(actor_of("cetak", "print", regency=PASURUAN), "kartu", penduduk=child)

    assert "menunggu usia 17 tahun sampai 15 Juni 2027" in text(app)
    assert "print" not in buttons(app)


def test_a_card_that_somebody_moved_meanwhile_is_not_moved_again(office_today, actor_of):
    ready, printer = one(CardState.PRINT_READY), printer_with(2)
    app = screen(actor_of("cetak", "print", regency=PASURUAN), "kartu", penduduk=ready)
    app.button(key="tindakan_print").click().run()
    other = actor_of("cetak2", "print", regency=PASURUAN)
    service.act(
        other, ready, CardAction.PRINT, day=TODAY, at=AT, expected_state=CardState.PRINT_READY, holder_id=printer
    )

    app.button(key="catat").click().run()

    assert "baru saja diubah orang lain" in text(app)
    assert state_of(ready) is CardState.PRINTED


def test_a_replacement_without_cause_or_reason_is_refused_and_what_was_begun_stays(office_today, actor_of):
    owned = one(CardState.DELIVERED)
    app = screen(actor_of("cetak", "print", regency=PASURUAN), "kartu", penduduk=owned)

    app.button(key="tindakan_replace").click().run()
    app.text_input(key="_alasan_kartu").set_value("jatuh di sungai")
    app.button(key="catat").click().run()
    assert "Pilih sebab penggantian" in text(app)

    assert app.selectbox(key="sebab").options == ["hilang", "rusak", "data berubah", "bencana"]
    app.selectbox(key="sebab").set_value(Cause.LOST)
    app.text_input(key="_alasan_kartu").set_value(" ")
    app.button(key="catat").click().run()
    assert "Tuliskan alasannya." in text(app)

    app.text_input(key="_alasan_kartu").set_value("jatuh di sungai")
    app.button(key="catat").click().run()
    with read_connection() as conn:
        card = store.card(conn, owned)
    assert (card.state, card.serial, card.cause) == (CardState.PRINT_READY, 2, Cause.LOST)
    assert app.dataframe[-1].value["what"].iloc[0] == "Diminta kartu pengganti: hilang (kartu ke-2)"


def test_the_whole_nik_is_shown_only_on_request_and_the_look_is_in_the_audit_log(office_today, actor_of):
    ready = one(CardState.PRINT_READY)
    app = screen(actor_of("cetak", "print", regency=PASURUAN), "kartu", penduduk=ready)
    grouped = f"{nik(1)[:4]} {nik(1)[4:8]} {nik(1)[8:12]} {nik(1)[12:]}"
    assert grouped not in text(app)

    app.button(key="buka_nik").click().run()

    assert grouped in text(app)
    with read_connection() as conn:
        entries = conn.execute(select(audit_log).where(audit_log.c.action == "nik.reveal")).all()
    assert [(entry.by, entry.subject) for entry in entries] == [("cetak", f"resident:{ready}")]
    assert nik(1) not in str(entries)


def test_a_role_that_need_not_know_gets_no_button_for_the_nik(office_today, actor_of):
    app = screen(actor_of("antar", "delivery", regency=PASURUAN), "kartu", penduduk=one(CardState.PRINTED))

    assert not [button for button in app.button if button.key == "buka_nik"]


def test_the_resident_of_another_office_or_district_is_not_shown(office_today, actor_of):
    here = one(CardState.PRINTED, name="RAHASIA")
    elsewhere = screen(actor_of("balangan", "print", regency="63.11"), "kartu", penduduk=here)
    outside = screen(actor_of("sempit", "print", regency=PASURUAN, districts=("35.14.01",)), "kartu", penduduk=here)

    for app in (elsewhere, outside):
        assert "RAHASIA" not in text(app) and not buttons(app)


def test_the_head_cannot_open_the_screen(office_today, actor_of):
    with pytest.raises(ValueError, match="page"):
        screen(actor_of("kepala", "head", regency=PASURUAN), "kartu")


def test_an_admin_takes_the_last_record_back_and_it_stays_to_be_seen(office_today, actor_of):
    printed = one(CardState.PRINTED, day=date(2026, 5, 1), born=ADULT)
    app = screen(actor_of("admin", "admin", regency=PASURUAN), "kartu", penduduk=printed)

    app.button(key="tindakan_correct").click().run()
    app.text_input(key="_alasan_kartu").set_value("salah orang")
    app.button(key="catat").click().run()

    assert state_of(printed) is CardState.PRINT_READY
    assert list(app.dataframe[-1].value["what"])[:2] == ["Catatan terakhir dibatalkan", "Dicetak — sudah dibatalkan"]
