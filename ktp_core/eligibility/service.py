"""Looking at the survey list, and taking it away as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading, writing
from ktp_core.eligibility import queries
from ktp_core.eligibility.survey import SurveyFilter
from ktp_core.exports import tables
from ktp_core.exports.model import MEDIA_TYPES, Column, Export, Format
from ktp_core.regions.store import age_rules
from ktp_core.residents.model import Standing

HEADINGS = (
    Column("No", 6), Column("NIK", 20), Column("Nama", 32), Column("L/P", 6), Column("Tanggal lahir", 13),
    Column("Boleh rekam sejak", 13), Column("Usia cetak sejak", 13), Column("Lembaga", 30), Column("Kelas", 12),
    Column("Kecamatan", 18), Column("Desa/kelurahan", 18), Column("Domisili", 12), Column("Tanda hadir", 14),
)  # fmt: skip
_FIELDS = [queries.COLUMNS.index(name) for name in queries.COLUMNS[1:11]]
_STANDING = queries.COLUMNS.index("standing")


def listing(by: Actor, chosen: SurveyFilter, form: Format) -> Export:
    """Exactly the people of `chosen` as a file, with a column to tick. Whoever hands it out records that.

    NIK whole for those who may see it, else masked. Raises NotAllowed without SURVEY_EXPORT.
    """
    reveal = may(by, Permission.NIK_REVEAL, chosen.regency)
    with reading(by, Permission.SURVEY_EXPORT, chosen.regency) as conn:
        rules = age_rules(conn, chosen.regency, chosen.on)
        rows = queries.survey_rows(conn, chosen.within(by), rules, reveal=reveal)
        content, count = tables.write(form, "Daftar survei", HEADINGS, _lines(rows))
    name = f"daftar-survei-{chosen.kind.value}-{chosen.on:%Y-%m-%d}.{form.value}"
    return Export(name, MEDIA_TYPES[form], content, count)


def _lines(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[Any]]:
    for number, row in enumerate(rows, start=1):
        where = "Luar daerah" if row[_STANDING] == Standing.ELSEWHERE else "Dalam daerah"
        yield [number, *(row[field] for field in _FIELDS), where, ""]


def looked(by: Actor, chosen: SurveyFilter, *, total: int, at: datetime) -> None:
    """Somebody opened the survey list with this question: names of children, so it is written down."""
    with writing(by, Permission.SURVEY_VIEW, chosen.regency, at=at) as tx:
        asked = chosen.within(by)
        tx.audit(
            "survey.view", None, rows=total, kind=asked.kind.value, on=asked.on, until=asked.until,
            institution=asked.institution_id, class_name=asked.class_name, districts=list(asked.districts),
        )  # fmt: skip


def revealed(by: Actor, chosen: SurveyFilter, residents: Sequence[int], *, at: datetime) -> None:
    """Somebody is about to see the whole NIK of these residents (ids of one page): written down before it is shown.

    Raises NotAllowed without NIK_REVEAL.
    """
    with writing(by, Permission.NIK_REVEAL, chosen.regency, at=at) as tx:
        asked = chosen.within(by)
        tx.audit(
            "survey.reveal", None, rows=len(residents), residents=list(residents), kind=asked.kind.value, on=asked.on,
            institution=asked.institution_id,
        )  # fmt: skip
