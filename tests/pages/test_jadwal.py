"""The calendar as each role sees it: what it shows, what the address holds, and what can be done with a visit."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest
from tests_support.as_account import press, screen, words
from tests_support.constants import NOW, PASURUAN
from tests_support.field_office import KEJAYAN, FieldOffice, field_office
from tests_support.stopped_clock import stop

from ktp_core import clock
from ktp_core.access.model import Actor, Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.db.engine import read_connection
from ktp_core.requests import service as requests
from ktp_core.requests import store as request_store
from ktp_core.requests.model import RequestDraft, RequestState, Sender
from ktp_core.visits import service, store
from ktp_core.visits.model import Visit, VisitDraft, VisitState
from ktp_core.workdays import service as workdays
from ktp_core.workdays.model import BlockedDraft, Cause

MONDAY = date(2027, 2, 15)  # no holiday in that week
EVERYTHING = list(service.WarningKind)


@pytest.fixture(autouse=True)
def before_that_week(monkeypatch: pytest.MonkeyPatch) -> None:
    stop(monkeypatch, NOW)


@pytest.fixture
def there(sqlite_database: str) -> FieldOffice:
    return field_office()


@pytest.fixture
def scheduler(there: FieldOffice, actor_of) -> Actor:
    return actor_of("jadwal", "scheduler", regency=PASURUAN)


def book(by: Actor, there: FieldOffice, **values: object) -> int:
    facts = {"institution_id": there.school, "day": MONDAY, "start": 480, "end": 600, "team_id": there.team}
    draft = VisitDraft(**facts | values)  # type: ignore[arg-type]
    return service.schedule(by, draft, today=MONDAY - timedelta(days=9), accepted=EVERYTHING, at=NOW)


def stored(key: int) -> Visit:
    with read_connection() as conn:
        return store.visit(conn, key)


def on(first: date, last: date) -> list[Visit]:
    with read_connection() as conn:
        return store.between(conn, PASURUAN, first, last)


def sheet(app: AppTest) -> str:
    """Every text of the sheet that is drawn, as one string."""
    specs = [json.loads(one.proto.spec) for one in app.get("plotly_chart")]
    return json.dumps(specs, ensure_ascii=False)


def buttons(app: AppTest) -> set[str]:
    return {one.label for one in app.button}


@pytest.mark.parametrize("role", Role)
def test_who_may_look_looks_and_only_who_plans_finds_the_buttons(role: Role, there, scheduler, actor_of):
    key = book(scheduler, there)
    plans = Permission.VISIT_PLAN in GRANTS[role]
    actor = actor_of(f"akun{role}", role, regency=PASURUAN)

    month = screen(actor, "jadwal", hari="2027-02-15")
    one = screen(actor, "jadwal", kunjungan=str(key))

    assert not month.exception and "SMAN 1 Kejayan" in sheet(month)
    assert ("Jadwalkan" in buttons(month)) == plans
    assert "SMAN 1 Kejayan" in words(one)
    assert ("Batalkan kunjungan" in buttons(one)) == plans


def test_without_the_permission_the_form_in_the_address_is_not_there(there, actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "jadwal", baru="1")

    assert not app.exception and "Simpan kunjungan" not in buttons(app)
    assert "Kunjungan baru" not in words(app)


@pytest.mark.parametrize("view", ["Bulan", "Pekan", "Hari", "Agenda"])
def test_an_empty_office_has_an_empty_calendar_and_no_error(sqlite_database, actor_of, view):
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.regions import service as regions

    regions.init(SYSTEM, [PASURUAN], NOW)

    app = screen(actor_of("jadwal", "scheduler", regency=PASURUAN), "jadwal", tampilan=view)

    assert not app.exception and not app.error


def test_an_office_without_visits_or_institutions_is_told_what_comes_first(sqlite_database, actor_of):
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.regions import service as regions

    regions.init(SYSTEM, [PASURUAN], NOW)
    scheduler = actor_of("jadwal", "scheduler", regency=PASURUAN)
    calendar, form = screen(scheduler, "jadwal"), screen(scheduler, "jadwal", baru="1")
    looked = screen(actor_of("kepala", "head", regency=PASURUAN), "jadwal")

    assert [one.value for one in calendar.info][0].startswith("Belum ada kunjungan. Buat satu")
    assert [one.value for one in looked.info] == ["Belum ada kunjungan. Penjadwal mengisinya."]
    assert "halaman Lembaga" in form.info[0].value and "Simpan kunjungan" not in buttons(form)


def test_a_phone_gets_the_month_as_a_list(there, scheduler, monkeypatch):
    from ktp_core.ui import phone

    book(scheduler, there)
    address = {"hari": "2027-02-15"}
    assert not screen(scheduler, "jadwal", **address).dataframe
    monkeypatch.setattr(phone, "phone", lambda: True)

    assert screen(scheduler, "jadwal", **address).dataframe[0].value["institution"].tolist() == ["SMAN 1 Kejayan"]


def test_a_day_of_twelve_names_some_counts_the_rest_and_the_day_view_lists_all(there, scheduler):
    for n in range(12):
        book(scheduler, there, start=420 + 40 * n, end=450 + 40 * n)

    month = sheet(screen(scheduler, "jadwal", hari="2027-02-15"))
    day = screen(scheduler, "jadwal", tampilan="Hari", hari="2027-02-15")

    assert month.count("SMAN 1 Kejayan") >= 3 and "+9 lagi" in month
    assert len(day.dataframe[0].value) == 12 and "**12** kunjungan." in words(day)


def test_holidays_and_spans_stand_there_by_name_and_visits_on_them_are_marked(there, scheduler):
    exam = BlockedDraft(from_day=MONDAY, until_day=MONDAY, cause=Cause.EXAM, kind="school", note="PAS")
    workdays.block(scheduler, PASURUAN, exam, at=NOW)
    book(scheduler, there)
    book(scheduler, there, day=date(2027, 3, 8))

    february = sheet(screen(scheduler, "jadwal", hari="2027-02-15"))
    march = sheet(screen(scheduler, "jadwal", hari="2027-03-15"))
    day = screen(scheduler, "jadwal", tampilan="Hari", hari="2027-02-15")

    assert "Ujian: semua sekolah" in february and "Cuti Bersama" in february
    assert "Hari Suci Nyepi" in march
    assert day.dataframe[0].value["against"].tolist() == ["Ujian: semua sekolah"]
    assert "semua sekolah" in words(day)


def test_the_address_holds_view_day_and_filters(there, scheduler):
    mine = book(scheduler, there)
    book(scheduler, there, institution_id=there.other, team_id=there.second)

    app = screen(scheduler, "jadwal", tampilan="Agenda", hari="2027-02-10", tim_jadwal="Tim Bangil")
    assert app.dataframe[0].value["institution"].tolist() == ["SMAN 1 Kejayan"]
    kec = screen(scheduler, "jadwal", tampilan="Hari", hari="2027-02-15", kec_jadwal="Purwosari")
    assert kec.dataframe[0].value["institution"].tolist() == ["SMKN 1 Purwosari"]
    service.cancel(scheduler, mine, 1, reason="x", at=NOW)
    gone = screen(scheduler, "jadwal", tampilan="Hari", hari="2027-02-15", keadaan_jadwal="Dibatalkan")
    assert gone.dataframe[0].value["state"].tolist() == ["Dibatalkan"]


def test_the_arrows_turn_the_page_and_a_day_that_is_none_is_today(there, scheduler):
    app = screen(scheduler, "jadwal", tampilan="Pekan", hari="2027-02-15")

    app.button(key="maju").click().run()
    assert app.query_params["hari"] in ("2027-02-22", ["2027-02-22"])
    app.button(key="mundur").click().run()
    assert "15/02/2027" in words(app)
    assert not screen(scheduler, "jadwal", hari="kemarin").exception


def test_the_week_has_a_row_for_every_team(there, scheduler):
    book(scheduler, there)
    book(scheduler, there, team_id=None, institution_id=there.pesantren, start=None, end=None)

    week = sheet(screen(scheduler, "jadwal", tampilan="Pekan", hari="2027-02-15"))

    for text in ("Tim Bangil", "Tim Gempol", "Tanpa tim", "08.00–10.00 · Kejayan", "sehari penuh", "PP Miftahul"):
        assert text in week


def test_an_account_of_one_district_sees_its_own_visits(there, scheduler, actor_of):
    far = book(scheduler, there, institution_id=there.other)
    near = book(scheduler, there, start=600, end=700)
    limited = actor_of("kec", "scheduler", regency=PASURUAN, districts=(KEJAYAN,))

    day = screen(limited, "jadwal", tampilan="Hari", hari="2027-02-15")
    assert day.dataframe[0].value["institution"].tolist() == ["SMAN 1 Kejayan"]
    assert "SMKN 1 Purwosari" not in words(screen(limited, "jadwal", kunjungan=str(far)))
    assert "SMAN 1 Kejayan" in words(screen(limited, "jadwal", kunjungan=str(near)))


def test_the_form_says_what_clashes_before_anything_is_saved(there, scheduler):
    book(scheduler, there, resources=(there.kit,))
    app = screen(scheduler, "jadwal", baru="2027-02-15", lembaga=str(there.other))

    team = next(one for one in app.selectbox if one.label == "Tim")
    assert [option for option in team.options if "Bangil" in option] == ["Tim Bangil · terpakai"]
    team.set_value(there.team).run()

    assert [one.value for one in app.error] == [
        "Bentrok dengan **SMAN 1 Kejayan**, 08.00–10.00: Tim Bangil, AR\\-01. Pilih hari, jam, atau tim lain."
    ]
    assert next(one for one in app.button if one.label == "Simpan kunjungan").disabled


def test_a_visit_is_booked_with_what_usually_goes_along(there, scheduler):
    app = screen(scheduler, "jadwal", baru="2027-02-15", lembaga=str(there.other))
    next(one for one in app.selectbox if one.label == "Tim").set_value(there.team).run()
    next(one for one in app.number_input if one.label == "Perkiraan orang").set_value(80).run()
    assert any("Tidak ada bentrok" in one.value for one in app.success)

    press(app, "Simpan kunjungan")

    (made,) = on(MONDAY, MONDAY)
    assert (made.institution_id, made.start, made.end, made.expected) == (there.other, 480, 720, 80)
    assert made.resources == (there.kit, there.spare, there.operator, there.vehicle)


def test_a_warning_asks_once_and_the_visit_is_saved_by_who_has_read_it(there, scheduler):
    app = screen(scheduler, "jadwal", baru="2027-03-08", lembaga=str(there.other))
    assert any("Hari Suci Nyepi" in one.value for one in app.warning)
    assert next(one for one in app.button if one.label == "Simpan kunjungan").disabled

    next(one for one in app.checkbox if one.label.startswith("Saya sudah membaca")).check().run()
    press(app, "Simpan kunjungan")

    assert [one.institution_id for one in on(date(2027, 3, 8), date(2027, 3, 8))] == [there.other]


def test_a_letter_is_answered_from_its_address(there, scheduler):
    today = clock.today(PASURUAN)
    wish = RequestDraft(
        institution_id=there.school, sender=Sender.SCHOOL, received_on=today, expected=77, wished_from=MONDAY
    )
    letter = requests.receive(scheduler, PASURUAN, wish, today=today, at=NOW)
    assert any("belum diverifikasi" in one.value for one in screen(scheduler, "jadwal", permohonan=str(letter)).warning)
    requests.verify(scheduler, letter, 1, today=today, at=NOW)

    app = screen(scheduler, "jadwal", permohonan=str(letter))
    press(app, "Simpan kunjungan")

    (made,) = on(MONDAY, MONDAY)
    assert (made.request_id, made.expected, made.institution_id) == (letter, 77, there.school)
    with read_connection() as conn:
        assert request_store.get(conn, letter).state is RequestState.SCHEDULED


def test_a_visit_is_moved_with_its_reason(there, scheduler):
    key = book(scheduler, there)
    app = screen(scheduler, "jadwal", kunjungan=str(key))

    next(one for one in app.date_input if one.label == "Hari").set_value(MONDAY + timedelta(days=1)).run()
    press(app, "Pindahkan kunjungan")
    assert any("Tuliskan alasannya" in one.value for one in app.error) and stored(key).day == MONDAY
    next(one for one in app.text_input if one.label == "Alasan").set_value("ujian").run()
    press(app, "Pindahkan kunjungan")

    assert stored(key).day == MONDAY + timedelta(days=1)
    assert "Dipindahkan" in words(screen(scheduler, "jadwal", kunjungan=str(key)))


def test_a_visit_that_somebody_changed_meanwhile_is_not_overwritten(there, scheduler):
    key = book(scheduler, there)
    app = screen(scheduler, "jadwal", kunjungan=str(key))
    service.assign(scheduler, key, 1, team_id=there.second, resources=(), expected=5, note=None, at=NOW)

    next(one for one in app.text_input if one.key == f"alasan_batal_{key}").set_value("libur").run()
    press(app, "Batalkan kunjungan")

    assert any("baru saja diubah orang lain" in one.value for one in app.error)
    assert stored(key).state is VisitState.PLANNED
    press(app, "Muat ulang data")
    press(app, "Batalkan kunjungan")
    assert stored(key).state is VisitState.CANCELLED


def test_a_visit_that_is_not_there_says_so(there, scheduler):
    app = screen(scheduler, "jadwal", kunjungan="1")

    assert any("tidak ada" in one.value for one in app.info) and not app.exception
