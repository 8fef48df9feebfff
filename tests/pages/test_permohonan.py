"""The screen of letters: who sees and does what, each step, scans, the reply; a refusal keeps what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest
from tests_support import kept_files
from tests_support.as_account import press, screen, words
from tests_support.constants import PASURUAN
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import writing
from ktp_core.attachments import store as files
from ktp_core.attachments.model import Owner
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import audit_log, download
from ktp_core.requests import service, store
from ktp_core.requests.model import RequestDraft, RequestState, Sender
from ktp_core.visits import moves
from ktp_core.visits.model import Origin, VisitDraft

TODAY = clock.today(PASURUAN)


@dataclass
class Office:
    """A school of Kejayan with a letter, a pesantren of Kraton with one, and a scheduler who put them down."""

    school: int
    pesantren: int
    letter: int
    other: int
    scheduler: object


@pytest.fixture
def office(sqlite_database: str, actor_of, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)  # also when the office's midnight comes on the way
    school, pesantren = make_office(("school", "SMAN 1 *Kejayan*", "35.14.06"), ("pesantren", "PP Ngalah", "35.14.16"))
    who = actor_of("joko", "scheduler", regency=PASURUAN)
    week = TODAY - timedelta(days=7)
    letter = RequestDraft(institution_id=school, sender=Sender.SCHOOL, received_on=week, letter_number="421/7/2026",
                          contact_name="Bu [Sri](http://jahat)", expected=80)  # fmt: skip
    call = RequestDraft(institution_id=pesantren, sender=Sender.PESANTREN, received_on=TODAY)
    keys = [service.receive(who, PASURUAN, one, today=TODAY, at=clock.now()) for one in (letter, call)]
    return Office(school, pesantren, *keys, who)


def get(key: int):
    with read_connection() as conn:
        return store.get(conn, key)


def kept(key: int) -> list:
    with read_connection() as conn:
        return files.of(conn, Owner.REQUEST, key)


def audited(action: str) -> int:
    with read_connection() as conn:
        return conn.scalar(select(func.count()).select_from(audit_log).where(audit_log.c.action == action))


def plan(office: Office) -> int:
    """The school's letter verified and a visit planned for it."""
    service.verify(office.scheduler, office.letter, get(office.letter).version, today=TODAY, at=clock.now())
    draft = VisitDraft(institution_id=office.school, day=TODAY + timedelta(days=9), start=480, end=720,
                       origin=Origin.REQUEST, request_id=office.letter)  # fmt: skip
    with writing(office.scheduler, Permission.VISIT_PLAN, PASURUAN, at=clock.now()) as tx:
        key = moves.schedule(tx, draft)
        tx.audit("visit.schedule", str(key))
    return key


def opened(office: Office, actor: object | None = None, key: int | None = None) -> AppTest:
    return screen(actor or office.scheduler, "permohonan", permohonan=str(key or office.letter))


def labels(app: AppTest) -> set[str]:
    assert not app.exception
    return {button.label for button in app.button}


def by_label(elements, label: str):
    return next(one for one in elements if one.label.startswith(label))


EDITING = {"Verifikasi", "Simpan perubahan", "Simpan berkas"}


@pytest.mark.parametrize(
    ("role", "edits"), [("scheduler", True), ("roster", True), ("visit", False), ("auditor", False)]
)
def test_who_may_see_letters_sees_them_and_only_who_may_edit_gets_the_buttons(office, actor_of, role, edits) -> None:
    actor = actor_of("orang", role, regency=PASURUAN)

    app = screen(actor, "permohonan")
    assert list(app.dataframe[0].value["institution"]) == ["SMAN 1 *Kejayan*", "PP Ngalah"]
    assert [int(days) for days in app.dataframe[0].value["days"]] == [7, 0]
    assert "**2** permohonan: **2** diterima. Terlama menunggu jawaban: 7 hari, SMAN 1 \\*Kejayan\\*." in words(app)
    assert ("Catat permohonan" in labels(app)) == edits

    one = opened(office, actor)
    assert labels(one) & EDITING == (EDITING if edits else set())
    assert [tab.label for tab in one.tabs] == (
        ["Pindaian", "Surat balasan", "Ubah isian", "Riwayat"] if edits else ["Pindaian", "Riwayat"]
    )
    assert len(one.file_uploader) == (1 if edits else 0)


@pytest.mark.parametrize("role", ["head", "print", "delivery", "admin"])
def test_other_roles_have_no_such_screen(office, actor_of, role) -> None:
    with pytest.raises(ValueError, match="permohonan"):
        screen(actor_of("orang", role, regency=PASURUAN), "permohonan")


def test_an_account_of_one_district_sees_its_letters_alone_and_cannot_open_another(office, actor_of) -> None:
    kraton = actor_of("kraton", "roster", regency=PASURUAN, districts=("35.14.16",))

    app = opened(office, kraton)

    assert "tidak berwenang" in words(app) and EDITING & labels(app) == set()
    assert list(screen(kraton, "permohonan").dataframe[0].value["institution"]) == ["PP Ngalah"]


@pytest.mark.parametrize("address", ["0", "x", "٣", "9" * 40, "-1"])
def test_an_address_of_no_letter_is_a_sentence_and_the_list(office, address) -> None:
    app = screen(office.scheduler, "permohonan", permohonan=address)

    assert "tidak ada dalam data kantor Anda" in words(app)
    assert len(app.dataframe) == 1 and not app.exception


def test_nothing_typed_is_read_as_markdown(office) -> None:
    app = opened(office)

    assert "[Sri](http" not in app.table[0].value.to_string()
    assert "SMAN 1 \\*Kejayan\\*" in words(app)


def test_filters_narrow_the_list_and_the_sentence(office) -> None:
    app = screen(office.scheduler, "permohonan", pengirim_surat="Pesantren")
    assert list(app.dataframe[0].value["institution"]) == ["PP Ngalah"]
    assert "**1** permohonan" in words(app)

    app = screen(office.scheduler, "permohonan")
    by_label(app.text_input, "Cari lembaga").set_value("421/7").run()
    assert list(app.dataframe[0].value["institution"]) == ["SMAN 1 *Kejayan*"]
    by_label(app.text_input, "Cari lembaga").set_value("tidak ada").run()
    assert "Longgarkan saringannya" in words(app)


def test_an_empty_office_says_what_comes_next(sqlite_database, actor_of) -> None:
    make_office()

    assert "Catat surat pertama" in words(screen(actor_of("rina", "roster", regency=PASURUAN), "permohonan"))
    assert "Petugas daftar atau penjadwal" in words(screen(actor_of("tim", "visit", regency=PASURUAN), "permohonan"))


def test_a_letter_is_put_down_with_its_scan_and_a_refusal_keeps_what_was_typed(office) -> None:
    app = press(screen(office.scheduler, "permohonan"), "Catat permohonan")
    press(app, "Simpan")
    assert "Pilih lembaga" in words(app)
    by_label(app.selectbox, "Lembaga").set_value(office.pesantren).run()
    assert "masih punya 1 permohonan terbuka" in words(app)
    by_label(app.text_input, "Nomor surat").set_value("9/PP/2026")
    by_label(app.number_input, "Perkiraan orang").set_value(60)
    app.file_uploader[0].upload("surat.pdf", b"Kepada Yth.", "application/pdf")
    press(app, "Simpan")

    assert "bukan PDF, JPEG, atau PNG" in words(app)
    assert by_label(app.text_input, "Nomor surat").value == "9/PP/2026"

    app.file_uploader[0].upload("surat.pdf", kept_files.letter(), "application/pdf")
    press(app, "Simpan")

    assert not app.exception
    key = int(app.query_params["permohonan"])
    one = get(key)
    assert (one.institution_id, one.sender, one.letter_number, one.expected) == (
        office.pesantren, Sender.PESANTREN, "9/PP/2026", 60,
    )  # fmt: skip
    assert [file.title for file in kept(key)] == ["surat.pdf"]
    assert "PP Ngalah" in words(app) and "Hubungi pengirim" in words(app)


def test_the_institution_of_a_new_letter_stands_first_and_saving_last(office) -> None:
    app = press(screen(office.scheduler, "permohonan"), "Catat permohonan")

    fields = ("Lembaga", "Nomor surat", "Simpan")
    said = [getattr(one, "label", "") for one in app.main]
    assert [one for one in said if one in fields] == list(fields)


def test_the_same_letter_twice_is_told(office) -> None:
    app = press(screen(office.scheduler, "permohonan"), "Catat permohonan")
    by_label(app.selectbox, "Lembaga").set_value(office.school).run()
    by_label(app.text_input, "Nomor surat").set_value("421 / 07 / 2026")
    press(app, "Simpan")

    assert "sudah dicatat" in words(app)


def test_a_letter_is_verified_and_then_waits_for_a_day(office, actor_of) -> None:
    app = press(opened(office), "Verifikasi")

    assert get(office.letter).state is RequestState.VERIFIED
    assert "menunggu hari kunjungan" in words(app)
    assert "Jadwalkan kunjungan" in labels(app)
    clerk = opened(office, actor_of("rina", "roster", regency=PASURUAN))
    assert "Jadwalkan kunjungan" not in labels(clerk) and "Penjadwal memilih harinya" in words(clerk)


@pytest.mark.parametrize(
    ("step", "state", "said"),
    [("decline", RequestState.DECLINED, "Permohonan ini ditolak"), ("withdraw", RequestState.WITHDRAWN, "ditarik")],
)
def test_a_letter_is_turned_down_with_a_reason_and_can_be_taken_up_again(office, step, state, said) -> None:
    app = opened(office)
    app.button(key=f"ya_{step}").click().run()
    assert "Tuliskan alasannya" in words(app)
    next(one for one in app.text_area if one.key.startswith(f"alasan_{step}")).set_value("Sudah *dilayani*").run()
    app.button(key=f"ya_{step}").click().run()

    assert get(office.letter).state is state
    assert said in words(app) and "Sudah \\*dilayani\\*" in words(app)
    assert "Isian tidak diubah lagi" in words(app)
    next(one for one in app.text_area if one.key.startswith("alasan_reconsider")).set_value("Keliru").run()
    app.button(key="ya_reconsider").click().run()
    assert get(office.letter).state is RequestState.RECEIVED


def test_of_two_who_change_one_letter_the_second_is_told_and_can_look_again(office, actor_of) -> None:
    app = opened(office)
    service.verify(actor_of("rina", "roster", regency=PASURUAN), office.letter, 1, today=TODAY, at=clock.now())

    by_label(app.text_input, "Narahubung").set_value("Pak Edi").run()
    press(app, "Simpan perubahan")

    assert "baru saja diubah orang lain" in words(app)
    assert by_label(app.text_input, "Narahubung").value == "Pak Edi"
    press(app, "Muat ulang data")
    by_label(app.text_input, "Narahubung").set_value("Pak Edi").run()
    press(app, "Simpan perubahan")
    assert (get(office.letter).contact_name, get(office.letter).state) == ("Pak Edi", RequestState.VERIFIED)


def test_a_scan_is_added_shown_on_the_page_itself_and_removed(office) -> None:
    app = opened(office)
    app.file_uploader[0].upload("foto.jpg", kept_files.with_place(), "image/jpeg").run()
    press(app, "Simpan berkas")
    (one,) = kept(office.letter)

    press(app, "Lihat")
    shown = app.get("image")[0].proto.imgs[0].url
    assert shown.startswith("data:image/jpeg;base64,")
    assert audited("attachment.view") == 1
    app.run()
    assert audited("attachment.view") == 1  # once per look, not per rerun
    app.button(key=f"unduh_{one.id}").click().run()
    with read_connection() as conn:
        assert conn.scalar(select(download.c.kind)) == "attachment"
    app.button(key=f"ya_hapus_{one.id}").click().run()
    assert kept(office.letter) == [] and "Belum ada berkas" in words(app)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("surat.pdf", b"Kepada Yth.", "bukan PDF, JPEG, atau PNG"),
        ("surat.pdf", b"", "kosong"),
        ("surat.pdf", kept_files.active("a script that runs on opening"), "berisi skrip"),
        ("foto.png", kept_files.enormous_png(), "terlalu besar"),
        ("foto.jpg", kept_files.picture()[:3000], "rusak atau terpotong"),
    ],
    ids=["text", "nothing", "script", "bomb", "cut off"],
)
def test_a_hostile_scan_is_a_sentence_and_nothing_is_kept(office, name, content, said) -> None:
    app = opened(office)
    app.file_uploader[0].upload(name, content, "application/octet-stream").run()
    press(app, "Simpan berkas")

    assert said in words(app) and kept(office.letter) == [] and not app.exception


def test_the_reply_is_offered_once_a_visit_is_planned(office) -> None:
    assert "setelah kunjungannya dijadwalkan" in words(opened(office))
    plan(office)

    app = opened(office)

    assert "Kunjungan sudah dijadwalkan" in words(app)
    assert "SMAN 1 *Kejayan*" in app.code[0].value and "Yth. Kepala" in app.code[0].value
    by_label(app.text_area, "Yang perlu disiapkan").set_value("materai").run()
    assert "1. materai" in app.code[0].value
    press(app, "Unduh PDF")
    with read_connection() as conn:
        kind, params = conn.execute(select(download.c.kind, download.c.params)).one()
    assert kind == "reply.pdf" and params["bring"] == ["materai"] and params["names"] is True


def test_what_stands_on_every_letter_is_set_once(office) -> None:
    plan(office)
    app = opened(office)
    by_label(app.text_input, "Narahubung kantor").set_value("Joko 0343")
    press(app, "Simpan untuk semua surat")

    assert not app.exception and "Joko 0343" in opened(office).code[0].value


def test_the_history_says_what_happened_newest_first(office) -> None:
    plan(office)

    table = opened(office).dataframe[0].value

    assert list(table["what"])[1:] == ["Diverifikasi", "Diterima dan dicatat"]
    assert table["what"][0].startswith("Kunjungan dijadwalkan (kunjungan ")


def test_withdrawing_a_planned_letter_cancels_its_visit_and_says_so_in_the_history(office) -> None:
    plan(office)
    app = opened(office)
    next(one for one in app.text_area if one.key.startswith("alasan_withdraw")).set_value("Ujian").run()
    app.button(key="ya_withdraw").click().run()

    assert get(office.letter).state is RequestState.WITHDRAWN
    assert "ditarik" in words(app)
