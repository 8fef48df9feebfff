"""Documents of an invented office, and what they must say."""

from __future__ import annotations

import dataclasses
import io
from collections import Counter
from datetime import date
from enum import Enum
from typing import Any

from PIL import Image, ImageDraw

from ktp_core.documents import letters, model, reports, sheets, slips
from ktp_core.documents.model import Document, Picture, Signer
from ktp_core.documents.report_values import ClassResult, Coverage, VisitReport
from ktp_core.documents.values import Listed, Office, Reminder, Reminders, ReplyLetter, Sheet
from ktp_core.visits.model import Outcome, Reason

OFFICE = Office(
    regency="35.14",
    name="Dinas Kependudukan dan Pencatatan Sipil Kabupaten Pasuruan",
    address="Jalan Contoh Nomor 1, Pasuruan, telepon (0343) 000000",
)
DAY = date(2026, 3, 9)
HEAD = Signer(
    "Kepala Dinas Kependudukan dan Pencatatan Sipil\nKabupaten Pasuruan,", "Dra. TEKTONA JATI, M.Si.",
    "000000000000000001", "Pembina Utama Muda",
)  # fmt: skip
NAMES = ("ABDUL QODIR", "SITI KHOIRUN NISA'", "MOCH. ṢĀLIḤ AL-ʿUMARĪ", "RENÉE D’ANGELO", "SURATI", "I GEDE ŁUKASZ Õ")
LONG_NAMES = ("W" * 60, "MUHAMMAD " + "ABDURRAHMAN " * 9, "Å" * 20 + " " + "M" * 39)
SERIALS = "010903"
"""Digits 7 to 12 of every NIK here: they may stand in no document."""


def people(n: int, names: tuple[str, ...] = NAMES, per_class: int = 35) -> list[Listed]:
    """`n` invented people with whole NIKs; every 37th has no class."""
    return [
        Listed(
            number=i + 1,
            name=names[i % len(names)],
            class_name=f"XI IPA {i // per_class + 1}" if i % 37 or n < 37 else None,
            birth_date=date(2009, 1 + i % 12, 1 + i % 28),
            nik=f"351406{SERIALS}{i:04d}",
        )
        for i in range(n)
    ]


def photo(width: int, height: int, color: str = "steelblue", kind: str = "JPEG", **options: Any) -> bytes:
    """A picture with something on it."""
    image = Image.new("RGB", (width, height), color)
    ImageDraw.Draw(image).ellipse((width * 0.2, height * 0.2, width * 0.8, height * 0.8), outline="white", width=20)
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def letter(n: int, **changed: Any) -> ReplyLetter:
    """A letter about a visit that awaits `n` people."""
    known: dict[str, Any] = {
        "office": OFFICE, "number": "400.12.2/417/2026", "day": date(2026, 3, 2), "institution": "SMAN 1 Contoh",
        "addressee": "Kepala SMAN 1 Contoh", "visit_day": DAY, "signer": HEAD, "start": 480, "end": 750,
        "place": "Aula SMAN 1 Contoh", "their_number": "421.3/012/2026", "their_day": date(2026, 2, 20),
        "team": "Tim 1", "expected": 1200, "people": people(n), "contact_name": "Bagus",
        "contact_phone": "0800-0000-0000",
    }  # fmt: skip
    return ReplyLetter(**{**known, **changed})


def sheet(n: int, **changed: Any) -> Sheet:
    """The paper sheet for `n` people."""
    known: dict[str, Any] = {
        "office": OFFICE, "institution": "SMAN 1 Contoh", "day": DAY, "people": people(n), "start": 480, "end": 750,
        "team": "Tim 1",
    }  # fmt: skip
    return Sheet(**{**known, **changed})


def report(**changed: Any) -> VisitReport:
    """A closed visit of 124 people with everything that can be said of it."""
    known: dict[str, Any] = {
        "office": OFFICE, "number": "400.12.2/500/2026", "institution": "SMAN 1 Contoh", "district": "Kejayan",
        "day": DAY, "listed": 120, "walk_ins": 4,
        "outcomes": [
            (Outcome.RECORDED, 88), (Outcome.ALREADY_RECORDED, 6), (Outcome.UNDER_AGE, 4), (Outcome.ABSENT, 21),
            (Outcome.FAILED, 3), (Outcome.HAS_CARD, 1), (Outcome.ELSEWHERE, 1),
        ],
        "reasons": [
            (Outcome.ABSENT, Reason.INTERNSHIP, 15), (Outcome.ABSENT, Reason.ILL, 6),
            (Outcome.FAILED, Reason.BIOMETRICS, 3),
        ],
        "signers": [Signer("Kepala SMAN 1 Contoh,"), Signer("Ketua tim,", "AHMAD FAUZI", "000000000000000002")],
        "start": 480, "end": 750, "place": "Aula SMAN 1 Contoh", "channel": "Sekolah", "team": "Tim 1",
        "operators": ["Ahmad", "Budi"], "kits": 3, "minutes": 270, "request_number": "421.3/012/2026",
        "request_day": date(2026, 2, 20),
        "classes": [ClassResult("XI IPA 10", 30, 6, 4), ClassResult("XI IPA 2", 58, 18, 8)],
        "documents": [("KIA", 12), ("IKD", 30)], "before": Coverage(212, 420), "after": Coverage(300, 420),
        "next_places": [("Kantor Kecamatan Kejayan", 20), ("SMAN 1 Contoh", 4)],
        "notes": "Jaringan lambat pada pukul 10.\nListrik padam 15 menit.",
        "photos": [Picture(photo(1600, 1200), "Pelayanan di aula"), Picture(photo(900, 1600, "darkgreen"), "Antrean")],
    }  # fmt: skip
    return VisitReport(**{**known, **changed})


def bare_report() -> VisitReport:
    """A closed visit of which nothing is known but that nobody came."""
    return VisitReport(OFFICE, "", "Desa Contoh", "", DAY, 0, 0, [], [Signer("Ketua tim,")])


def reminders(n: int, names: tuple[str, ...] = NAMES) -> Reminders:
    """Slips for `n` people."""
    slips_of = [
        Reminder(one.number, one.name, one.nik, one.class_name, date(2026, 9, 1 + at % 28), "SMAN 1 Contoh")
        for at, one in enumerate(people(n, names))
    ]
    return Reminders(OFFICE, "SMAN 1 Contoh", DAY, slips_of, "0800-0000-0000")


def documents() -> dict[str, Document]:
    """Every kind of document, empty, usual and full."""
    made = {f"letter {n}": letters.reply(letter(n)) for n in (0, 1, 40, 400)}
    made |= {f"sheet {n}": sheets.paper(sheet(n)) for n in (0, 1, 40, 400)}
    made |= {f"slips {n}": slips.reminders(reminders(n)) for n in (0, 1, 40)}
    made |= {"report": reports.berita_acara(report()), "report bare": reports.berita_acara(bare_report())}
    return made


def said(document: Document) -> Counter[str]:
    """Every word of the document's own pages, once for each time it was put down; the footer is left out."""
    texts: list[str] = []
    for part in (document.letterhead, *document.blocks):
        texts += _texts(part)
    return Counter(word for text in texts for word in text.split())


def repeated(document: Document) -> set[str]:
    """Words that may come again on every page: headings and captions of tables."""
    tables = [block for block in document.blocks if isinstance(block, model.Table)]
    texts = [text for table in tables for text in (table.caption, table.note, *(c.title for c in table.columns))]
    return {word for text in texts for word in text.split()}


def _texts(part: Any) -> list[str]:
    if isinstance(part, str):
        return [] if isinstance(part, Enum) else [part]
    if isinstance(part, tuple | list):
        return [text for one in part for text in _texts(one)]
    if isinstance(part, model.Items):
        return [text for n, one in enumerate(part.texts, start=1) for text in (f"{n}.", one)]
    if isinstance(part, model.Facts | model.Opening | model.Slip | model.Code):
        rows = part.rows if isinstance(part, model.Facts) else part.facts
        return [":"] * len(rows) + _fields(part)
    if isinstance(part, Signer):
        return [part.role, part.name or model.SIGN_HERE, part.rank, f"NIP {part.nip}" if part.nip else ""]
    return _fields(part) if dataclasses.is_dataclass(part) else []


def _fields(part: Any) -> list[str]:
    return [text for field in dataclasses.fields(part) for text in _texts(getattr(part, field.name))]
