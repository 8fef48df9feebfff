"""The answer to a letter: what it says, whom it names, who may take it away."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from tests_support.constants import NOW, PASURUAN

from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import parameter, resident
from ktp_core.eligibility.model import AgeRules
from ktp_core.errors import KtpError, NotAllowed, Refused
from ktp_core.exports.kinds import KINDS
from ktp_core.exports.model import Format
from ktp_core.institutions.model import Institution, Kind
from ktp_core.requests import replies, service
from ktp_core.requests import store as requests
from ktp_core.requests.letterhead import LetterSettings
from ktp_core.requests.replies import Wish
from ktp_core.residents import memberships, store
from ktp_core.residents.model import Membership, Newcomer, Place, Standing
from ktp_core.summaries.store import Deltas, add

TODAY, VISIT_DAY = date(2026, 11, 22), date(2026, 12, 1)


@pytest.fixture
def planned(sqlite_desk):
    """A verified letter of the school with a visit, and three pupils: two to be recorded by then, one too young."""
    key = sqlite_desk.verified()
    trip = sqlite_desk.plan(key, VISIT_DAY)
    births = {"ANI": date(2010, 12, 1), "BUDI": date(2009, 5, 4), "CICIH": date(2010, 12, 2)}
    ours = Place(Standing.OURS, "35.14.06")
    rows = [
        Newcomer(f"351406{n:010d}", name, "P", None, born, ours) for n, (name, born) in enumerate(births.items(), 1)
    ]
    with write_transaction() as conn:
        deltas = Deltas(PASURUAN)
        ids = store.insert_many(conn, PASURUAN, rows, deltas, rules=AgeRules(), at=NOW)
        add(conn, deltas)
        memberships.insert_many(conn, [Membership(sqlite_desk.school, 2026, one, "XI-1", TODAY) for one in ids])
    return sqlite_desk, Wish(key, trip, TODAY, number="470/88/2026", names=True)


def text_of(content: bytes) -> str:
    """Every word of a DOCX, nested tables too."""
    with ZipFile(BytesIO(content)) as parts:
        return re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode().replace("</w:p>", "\n"))


def test_the_letter_names_who_will_be_sixteen_on_the_day_and_no_nik_in_full(planned) -> None:
    desk, wish = planned
    settings = LetterSettings(signer_name="Drs. Budi", contact_name="Joko", contact_phone="0343 1234")
    service.set_letterhead(desk.clerk, PASURUAN, settings, today=TODAY, at=NOW)

    made = replies.letter(desk.scheduler, wish, Format.DOCX)

    said = text_of(made.content)
    assert made.rows == 2 and made.name.endswith(".docx")
    for part in ("470/88/2026", "421.3/015/2026", "Kepala SMAN 1 Kejayan", "Selasa, 1 Desember 2026", "08.00", "12.00",
                 "Drs. Budi", "Joko", "0343 1234", "ANI", "BUDI"):  # fmt: skip
        assert part in said
    assert "CICIH" not in said and not re.search(r"\d{16}", said)


def test_the_pdf_opens_and_has_the_list_on_its_own_page(planned) -> None:
    desk, wish = planned

    with pikepdf.open(BytesIO(replies.letter(desk.clerk, wish, Format.PDF).content)) as with_names:
        pages = len(with_names.pages)
    with pikepdf.open(BytesIO(replies.letter(desk.clerk, replace(wish, names=False), Format.PDF).content)) as without:
        assert pages == len(without.pages) + 1


def test_the_message_names_nobody(planned) -> None:
    desk, wish = planned

    said = replies.message(desk.clerk, replace(wish, bring=("materai",)))

    assert "Selasa, 1 Desember 2026" in said and "1. materai" in said
    assert "ANI" not in said and "fotokopi" not in said


def test_a_letter_is_fetched_as_it_was_asked_for(planned) -> None:
    desk, wish = planned

    assert Wish.from_params(wish.to_params()) == wish
    for kind in ("reply.pdf", "reply.docx"):
        assert KINDS[kind](desk.clerk, wish.to_params()).rows == 2


def test_without_a_planned_visit_there_is_no_letter(planned) -> None:
    desk, wish = planned
    other = desk.verified(letter_number="9")

    for wrong in (replace(wish, visit_id=wish.visit_id + 5), replace(wish, request_id=other)):
        with pytest.raises(Refused) as refusal:
            replies.letter(desk.clerk, wrong, Format.PDF)
        assert refusal.value.code == "request_no_visit"
    with read_connection() as conn:
        version = requests.get(conn, wish.request_id).version
    service.withdraw(desk.scheduler, wish.request_id, version, "Batal", today=TODAY, at=NOW)
    with pytest.raises(KtpError):
        replies.message(desk.clerk, wish)


def test_who_may_not_edit_letters_gets_none_and_nobody_one_of_another_district(planned, actor_of) -> None:
    _desk, wish = planned
    kraton = actor_of("kraton", "roster", regency=PASURUAN, districts=("35.14.16",))

    for who in (actor_of("tim", "visit", regency=PASURUAN), actor_of("aud", "auditor", regency=PASURUAN),
                actor_of("jauh", "roster", regency="63.11"), kraton):  # fmt: skip
        with pytest.raises(NotAllowed):
            replies.letter(who, wish, Format.PDF)
        with pytest.raises(NotAllowed):
            KINDS["reply.docx"](who, wish.to_params())


def test_a_clerk_of_one_district_names_only_who_lives_there(planned, actor_of) -> None:
    _desk, wish = planned
    with write_transaction() as conn:
        conn.execute(resident.update().where(resident.c.name == "BUDI").values(district="35.14.16"))
    kejayan = actor_of("kejayan", "roster", regency=PASURUAN, districts=("35.14.06",))

    assert replies.letter(kejayan, wish, Format.DOCX).rows == 1


@pytest.mark.parametrize("wrong", [{"number": "x" * 201}, {"bring": ("x",) * 13}, {"bring": ("x" * 201,)}])
def test_what_is_too_long_for_a_letter_is_refused(wrong) -> None:
    with pytest.raises(Refused):
        Wish(1, 2, TODAY, **wrong)


@pytest.mark.parametrize(
    ("kind", "name", "reader"),
    [
        (Kind.SCHOOL, "SMAN 1 Kejayan", "Kepala SMAN 1 Kejayan"),
        (Kind.PESANTREN, "PP Ngalah", "Pengasuh PP Ngalah"),
        (Kind.VILLAGE, "Desa Sengonagung", "Kepala Desa Sengonagung"),
        (Kind.VILLAGE, "Kelurahan Pogar", "Lurah Pogar"),
        (Kind.SERVICE_POINT, "Kantor Kecamatan Bangil", "Kepala Kantor Kecamatan Bangil"),
    ],
)
def test_a_letter_goes_to_who_heads_the_place(kind, name, reader) -> None:
    place = Institution(id=1, regency=PASURUAN, kind=kind, name=name, name_key="", updated_at=NOW)

    assert replies.addressee(place) == reader


def test_the_letter_says_the_ages_in_force_on_the_day(planned) -> None:
    desk, wish = planned
    with write_transaction() as conn:
        conn.execute(parameter.insert().values(regency=PASURUAN, name="record_age", valid_from=TODAY, value="15"))

    assert "15 tahun" in replies.message(desk.scheduler, wish)
