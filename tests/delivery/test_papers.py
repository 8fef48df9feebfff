"""Tanda terima, berita acara and call list from what is stored: right, masked, within one's districts."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from tests_support import rendering
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, REGENCY
from tests_support.constants import BALANGAN
from tests_support.parcel_office import OFFICER, OWNER, TODAY, VILLAGE, ParcelOffice, row_of

from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import resident
from ktp_core.delivery import call_papers, papers, service
from ktp_core.delivery.finished import Loss, Proof, Receipt, Receiver
from ktp_core.delivery.model import Destination, Keeper, Place
from ktp_core.documents import words
from ktp_core.errors import NotAllowed, NotFound, Refused
from ktp_core.exports.kinds import (
    KINDS,
    call_list_params,
    card_receipt_params,
    destruction_params,
    parcel_receipt_params,
)
from ktp_core.exports.model import Export, Format
from ktp_core.labels.delivery import PROOFS, RECEIVERS


def said(made: Export) -> str:
    """Its words on one line."""
    text = rendering.pdf_text(made.content) if made.name.endswith(".pdf") else rendering.docx_text(made.content)
    return " ".join(text.split())


def sent(there: ParcelOffice, people: list[int]) -> int:
    made = service.pack(there.clerk, there.to_school, people, note="kelas XII", at=AT)
    service.send(there.clerk, made, Keeper.INSTITUTION, "Bu Sri", "Serah", day=TODAY, at=AT)
    return made


def niks(*residents: int) -> list[str]:
    with read_connection() as conn:
        return list(conn.execute(select(resident.c.nik).where(resident.c.id.in_(residents))).scalars())


def test_the_receipt_of_a_parcel_on_its_way_names_the_two_and_every_card(there: ParcelOffice) -> None:
    people = there.people(3, school=there.school)
    made = sent(there, people)

    export = KINDS["parcel_receipt.pdf"](there.clerk, parcel_receipt_params(made))

    text, code = said(export), row_of(made)["code"]
    assert (export.rows, export.name) == (3, f"Tanda terima {code} SMAN 1 Kejayan.pdf")
    for part in (f"Paket {code}", "SMAN 1 Kejayan", "Kecamatan Kejayan", "3 kartu", "kelas XII", "Bu Sri", "Serah",
                 "berisi 3 (tiga) keping"):  # fmt: skip
        assert part in text, part
    assert text.count("**********") == 3
    assert text.count("22/11/2026") == 1  # it was sent; that it was packed is no hand-over
    assert not [nik for nik in niks(*people) if nik in text]


def test_a_packed_parcel_leaves_room_for_who_will_sign_and_those_taken_out_are_not_on_it(there: ParcelOffice) -> None:
    first, second, third = there.people(3, school=there.school)
    made = service.pack(there.clerk, there.to_school, [first, second, third], at=AT)
    service.take_out(there.clerk, made, [2], reason="salah kelas", at=AT)

    export = papers.receipt(there.clerk, made, Format.PDF)

    assert export.rows == 2
    assert "berisi 2 (dua) keping" in said(export)
    assert said(export).count("(........") == 2
    assert "salah kelas" not in said(export)


def test_a_receipt_printed_again_says_who_took_which_card(there: ParcelOffice) -> None:
    people = there.people(2, school=there.school)
    made = sent(there, people)
    service.hand_over_many(there.clerk, made, [1], OFFICER, day=TODAY, at=AT)

    text = said(papers.receipt(there.clerk, made, Format.PDF))

    assert "3f 22/11/2026 (sudah diserahkan)" in text
    assert "berisi 2 (dua) keping" in text and "2 kartu saat diserahkan, 1 masih di dalam" in text


def test_the_receipt_of_a_parcel_is_for_those_who_may_see_it(there: ParcelOffice, actor_of) -> None:
    made = service.pack(
        there.clerk, Destination(Place.DISTRICT, district=PURWOSARI), there.people(1, district=PURWOSARI), at=AT
    )

    assert papers.receipt(there.printer, made, Format.PDF).rows == 1
    with pytest.raises(NotFound, match="parcel_unknown"):
        papers.receipt(there.kejayan, made, Format.PDF)
    for stranger in (actor_of("kadin", "head", regency=REGENCY), actor_of("jauh", "delivery", regency=BALANGAN)):
        for act in (
            lambda by: papers.receipt(by, made, Format.PDF),
            lambda by: papers.card_receipt(by, there.people(1)[0], Format.PDF),
            lambda by: papers.destruction_report(by, REGENCY, TODAY, TODAY, Format.PDF, today=TODAY),
            lambda by: call_papers.call_list(by, REGENCY, 8, Format.PDF, today=TODAY),
        ):
            with pytest.raises(NotAllowed):
                act(stranger)


def test_the_receipt_of_a_card_is_dots_before_and_names_after(there: ParcelOffice) -> None:
    (one,) = there.people(1, village=VILLAGE)

    before = said(papers.card_receipt(there.clerk, one, Format.PDF))
    receipt = Receipt(Receiver.PARENT, Proof.FAMILY_CARD, "SURATI")
    service.hand_over(there.clerk, one, receipt, day=TODAY, at=AT)
    export = KINDS["card_receipt.pdf"](there.clerk, card_receipt_params(one))
    after = said(export)

    assert "....." in before and "SURATI" not in before and "Kecamatan Kejayan" in before
    assert (export.rows, export.name) == (1, "Tanda terima KTP-el 22-11-2026.pdf")  # nobody's name
    how = (words.small(RECEIVERS["parent"]), PROOFS["family_card"])
    for part in ("SURATI", *how, "22 November 2026", "Serah", "pertama", "**********"):
        assert part in after, part
    assert niks(one)[0] not in after


def test_the_receipt_of_a_card_out_of_a_parcel_has_its_code_and_no_name_of_an_officer(there: ParcelOffice) -> None:
    people = there.people(2, school=there.school)
    made = sent(there, people)
    service.hand_over_many(there.clerk, made, [1, 2], OWNER, day=TODAY, at=AT)

    text = said(papers.card_receipt(there.clerk, people[1], Format.PDF))

    assert f"Paket {row_of(made)['code']}" in text
    assert text.count("(........") == 1 and "Serah" not in text


def test_a_card_that_is_not_printed_or_not_ours_has_no_receipt(there: ParcelOffice) -> None:
    (waiting,) = there.people(1, CardState.PRINT_READY)
    (far,) = there.people(1, district=PURWOSARI)

    with pytest.raises(Refused, match="receipt_no_card"):
        papers.card_receipt(there.clerk, waiting, Format.PDF)
    with pytest.raises(NotAllowed):
        papers.card_receipt(there.kejayan, far, Format.PDF)
    with pytest.raises(NotFound, match="resident_unknown"):
        papers.card_receipt(there.clerk, waiting + 99_999, Format.PDF)


def test_a_card_handed_over_in_a_list_of_siak_has_a_receipt_to_fill_in(there: ParcelOffice) -> None:
    (one,) = there.people(1, CardState.DELIVERED)

    assert "Pemeriksaan identitas : ....." in said(papers.card_receipt(there.clerk, one, Format.PDF))


@pytest.mark.parametrize("form", [Format.PDF, Format.DOCX])
def test_the_berita_acara_holds_what_was_accepted_on_its_days(there: ParcelOffice, form: Format) -> None:
    destroyed, lost, rejected, still_open = there.people(4)
    for one, cause in ((destroyed, Loss.DAMAGED), (lost, Loss.LOST), (rejected, Loss.WRONG), (still_open, Loss.WRONG)):
        key = service.propose_destruction(there.printer, one, cause, f"alasan {cause}", day=TODAY, at=AT)
        if one != still_open:
            service.decide_destruction(there.clerk, key, one != rejected, day=TODAY, at=AT)

    first = TODAY.replace(day=1)
    export = KINDS[f"destruction.{form}"](there.clerk, destruction_params(REGENCY, first, TODAY, TODAY, "470/1"))

    text = said(export)
    assert export.rows == 2
    for part in ("470/1", "dimusnahkan 1 (satu) keping", "hilang 1 (satu) keping", "alasan damaged", "alasan lost"):
        assert part in text, part
    assert "alasan wrong" not in text
    assert text.count("Cetak") == text.count("Serah") == 3  # twice in the list, once below
    assert not [nik for nik in niks(destroyed, lost) if nik in text]
    with pytest.raises(Refused, match="destruction_none"):
        papers.destruction_report(there.clerk, REGENCY, date(2026, 1, 1), first, form, today=TODAY)


def test_too_many_for_one_berita_acara_is_said(there: ParcelOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in there.people(3):
        key = service.propose_destruction(there.printer, one, Loss.DAMAGED, "rusak", day=TODAY, at=AT)
        service.decide_destruction(there.clerk, key, True, day=TODAY, at=AT)
    monkeypatch.setattr(papers, "MOST", 2)

    with pytest.raises(Refused, match="destruction_many"):
        papers.destruction_report(there.clerk, REGENCY, TODAY, TODAY, Format.PDF, today=TODAY)


def test_the_call_list_is_the_same_as_a_table_and_on_paper(there: ParcelOffice) -> None:
    sent(there, there.people(2, school=there.school))
    there.people(1, school=there.other, district=PURWOSARI)
    later, params = TODAY + timedelta(40), call_list_params(REGENCY, 31, TODAY + timedelta(40))

    sheet = KINDS["call_list.xlsx"](there.clerk, params)
    paper = KINDS["call_list.pdf"](there.clerk, params)

    rows = list(load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert sheet.rows == paper.rows == 2
    assert rows[1][:8] == ("SMAN 1 Kejayan", "Kejayan", "Pak Budi", "0812-3456-7890", 1, 2, 0, 40)
    assert rows[2][:8] == ("SMKN 1 Purwosari", "Tutur", None, None, 0, 0, 1, 60)
    for part in ("SMAN 1 Kejayan", "Pak Budi 0812-3456-7890", "40 hari", "60 hari"):
        assert part in said(paper), part
    assert "Jumlah 1 2 1" in " ".join(rendering.pdf_text(paper.content, layout=True).split())
    mine = call_papers.call_list(there.kejayan, REGENCY, 31, Format.XLSX, today=later)
    assert mine.rows == 1
    assert call_papers.call_list(there.clerk, REGENCY, 90, Format.PDF, today=later).rows == 0


def test_a_card_in_a_district_of_somebody_elses_is_left_out_of_the_berita_acara(there: ParcelOffice) -> None:
    for one in (*there.people(1), *there.people(1, district=PURWOSARI)):
        key = service.propose_destruction(there.printer, one, Loss.DAMAGED, "rusak", day=TODAY, at=AT)
        service.decide_destruction(there.clerk, key, True, day=TODAY, at=AT)

    assert KEJAYAN in there.kejayan.districts
    assert papers.destruction_report(there.kejayan, REGENCY, TODAY, TODAY, Format.PDF, today=TODAY).rows == 1
    assert papers.destruction_report(there.clerk, REGENCY, TODAY, TODAY, Format.PDF, today=TODAY).rows == 2
