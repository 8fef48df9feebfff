"""The print sheet of a batch from what is stored: in printing order, marked, whole NIKs only for whom may see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from tests_support import rendering
from tests_support.card_people import KEJAYAN, REGENCY
from tests_support.constants import BALANGAN, NOW
from tests_support.print_room import GROWN, TODAY, YOUNG, PrintRoom, residents, waiting

from ktp_core import nik
from ktp_core.batches import papers, service
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import resident
from ktp_core.errors import NotAllowed, NotFound
from ktp_core.exports.kinds import KINDS, print_sheet_params
from ktp_core.exports.model import Format


@pytest.fixture
def batch(there: PrintRoom) -> int:
    """Two first-time cards of a school and an adult's."""
    waiting(1, date(2026, 2, 1))
    waiting(2, date(2026, 8, 2), born=YOUNG, institution=there.school)
    waiting(3, date(2026, 8, 1), born=YOUNG, institution=there.school)
    return service.make(there.clerk, there.printer, day=TODAY, asked=50, note="pagi", today=TODAY, at=NOW)


def people(batch_id: int) -> list[tuple[str, str]]:
    """Name and NIK in printing order."""
    with read_connection() as conn:
        found = conn.execute(select(resident.c.id, resident.c.name, resident.c.nik)).all()
    by_id = {key: (name, number) for key, name, number in found}
    return [by_id[key] for key in residents(batch_id)]


def test_the_sheet_lists_the_cards_in_printing_order_with_masked_niks(there: PrintRoom, batch: int) -> None:
    export = KINDS["print_sheet.pdf"](there.clerk, print_sheet_params(batch))

    text = " ".join(rendering.pdf_text(export.content).split())
    assert (export.rows, export.name) == (3, "Lembar cetak 22-11-2026 kelompok 1.pdf")
    for part in ("Kelompok 1", "22 November 2026", "Pencetak 1", "pagi", "SMAN 1 Kejayan", "Kecamatan Kejayan"):
        assert part in text, part
    at = [text.index(name) for name, _ in people(batch)]
    assert at == sorted(at)
    assert text.count("**********") == 3
    assert not [number for _, number in people(batch) if number in text.replace(" ", "")]


def test_whole_niks_need_the_permission_to_reveal_them(there: PrintRoom, batch: int, actor_of) -> None:
    text = " ".join(rendering.pdf_text(papers.sheet(there.clerk, batch, Format.PDF, whole=True).content).split())

    assert all(nik.group(number) in text for _, number in people(batch))
    giver = actor_of("serah", "delivery", regency=REGENCY)
    assert papers.sheet(giver, batch, Format.PDF).rows == 3
    with pytest.raises(NotAllowed):
        papers.sheet(giver, batch, Format.PDF, whole=True)


def test_what_was_done_already_is_on_the_sheet(there: PrintRoom, batch: int) -> None:
    service.printed(there.clerk, batch, [1], day=TODAY, at=NOW)
    service.spoiled(there.clerk, batch, 2, reason="macet", day=TODAY, at=NOW)
    service.skip(there.clerk, batch, [3], reason="foto gelap", at=NOW)

    text = " ".join(rendering.pdf_text(papers.sheet(there.clerk, batch, Format.PDF).content).split())

    assert text.count("sudah") == 1 and "dilewati" in text and "foto gelap" not in text


def test_nobody_sees_the_sheet_of_another_office_or_district(there: PrintRoom, batch: int, actor_of) -> None:
    with pytest.raises(NotFound, match="batch_unknown"):
        papers.sheet(there.kejayan, batch, Format.PDF)
    for stranger in (there.looker, actor_of("jauh", "print", regency=BALANGAN)):
        with pytest.raises(NotAllowed):
            papers.sheet(stranger, batch, Format.PDF)
    with pytest.raises(NotFound, match="batch_unknown"):
        papers.sheet(there.clerk, batch + 9_999, Format.PDF)


def test_a_batch_of_ones_own_district_is_ones_own(there: PrintRoom) -> None:
    waiting(9, date(2026, 3, 1), born=GROWN, district=KEJAYAN)
    mine = service.make(there.kejayan, there.printer, day=TODAY, asked=5, districts=(KEJAYAN,), today=TODAY, at=NOW)

    assert papers.sheet(there.kejayan, mine, Format.PDF).rows == 1
    elsewhere = replace(there.kejayan, districts=("35.14.01",))
    with pytest.raises(NotFound):
        papers.sheet(elsewhere, mine, Format.PDF)
