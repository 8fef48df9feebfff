"""Berita acara of a closed visit."""

from __future__ import annotations

from ktp_core.documents import heads, words
from ktp_core.documents.lists import class_order
from ktp_core.documents.model import (
    Align,
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Pictures,
    Signatures,
    Style,
    Table,
    Title,
)  # fmt: skip
from ktp_core.documents.report_values import ClassResult, VisitReport
from ktp_core.labels.visits import OUTCOMES, REASONS

_PEOPLE = Column("Orang", 18, Align.RIGHT)
_CLASSES = (
    Column("Kelas", 60), Column("Orang", 20, Align.RIGHT), Column("Direkam", 20, Align.RIGHT),
    Column("Terlewat", 20, Align.RIGHT), Column("Lainnya", 20, Align.RIGHT),
)  # fmt: skip


def berita_acara(report: VisitReport) -> Document:
    """Totals, reasons, classes, effect, photos and signatures. No names of those served."""
    return Document(
        title=f"Berita acara {report.institution} {report.day:%d-%m-%Y}",
        letterhead=heads.letterhead(report.office),
        blocks=(
            Title("BERITA ACARA\nPELAYANAN PEREKAMAN KTP-EL", f"Nomor: {report.number or words.DOTS}"),
            Paragraph(_opening(report), Style.INDENT),
            Facts(_facts(report)),
            *_results(report), *_classes(report), *_effect(report), *_documents(report), *_notes(report),
            *_photos(report), *_signed(report),
        ),
        footer=f"Berita acara · {report.institution} · {words.day_long(report.day)}",
    )  # fmt: skip


def _opening(report: VisitReport) -> str:
    place = words.glued(report.place or report.institution)
    return (
        f"Pada hari ini, {words.day_spelled(report.day)}, bertempat di {place}, {_district(report)}telah dilaksanakan "
        f"pelayanan perekaman KTP-el oleh {report.office.name} dengan hasil sebagai berikut."
    )


def _district(report: VisitReport) -> str:
    return f"{words.district(report.district)}, " if report.district else ""


def _facts(report: VisitReport) -> tuple[tuple[str, str], ...]:
    letter = " ".join(
        part
        for part in (
            f"Nomor {report.request_number}" if report.request_number else "",
            f"tanggal {words.day_long(report.request_day)}" if report.request_day else "",
        )
        if part
    )
    rows = (
        ("Lembaga", report.institution),
        ("Surat permohonan", letter),
        ("Pukul", words.hours(report.start, report.end, report.day, report.office.regency)),
        ("Kanal", report.channel),
        ("Tim", report.team),
        ("Operator", ", ".join(report.operators)),
        ("Alat rekam", "" if report.kits is None else f"{report.kits} unit"),
        ("Lama pelayanan", "" if report.minutes is None else words.duration(report.minutes)),
    )
    return tuple((label, value) for label, value in rows if value)


def _results(report: VisitReport) -> list[Block]:
    rows: list[tuple[str, str]] = []
    for outcome, n in report.outcomes:
        rows.append((OUTCOMES[outcome], words.number(n)))
        said = [(why, some) for of, why, some in report.reasons if of is outcome and some]
        rows += [(f"    – {REASONS[why]}", words.number(some)) for why, some in said]
    total = sum(n for _, n in report.outcomes)
    rows.append(("Jumlah", words.number(total)))
    listed, walk_ins = words.number(report.listed), words.number(report.walk_ins)
    people = f"{listed} orang dalam daftar, {walk_ins} datang tanpa terdaftar."
    return [
        Heading("Hasil menurut orang"),
        Paragraph(people, with_next=True),
        Table((Column("Hasil", 82), _PEOPLE), tuple(rows), total=True),
    ]


def _classes(report: VisitReport) -> list[Block]:
    if not report.classes:
        return []
    ordered = sorted(report.classes, key=lambda one: class_order(one.class_name))
    rows = [_class(words.short(one.class_name or "Tanpa kelas"), one) for one in ordered]
    sums = ClassResult(None, *(sum(getattr(one, name) for one in ordered) for name in ("recorded", "missed", "other")))
    rows.append(_class("Jumlah", sums))
    return [
        Heading("Hasil menurut kelas"),
        Table(_CLASSES, tuple(rows), total=True),
        Paragraph(
            "Terlewat: tidak hadir, gagal, menolak, atau dokumen kurang; masih dapat direkam di lain hari. "
            "Lainnya: sudah direkam, sudah punya KTP-el, belum 16 tahun, atau penduduk daerah lain.",
            Style.SMALL,
        ),
    ]


def _class(name: str, one: ClassResult) -> tuple[str, ...]:
    counts = (one.recorded + one.missed + one.other, one.recorded, one.missed, one.other)
    return (name, *(words.number(n) for n in counts))


def _effect(report: VisitReport) -> list[Block]:
    rows = [(f"Berikutnya di {where}", f"{words.number(n)} orang") for where, n in report.next_places if n]
    if report.before or report.after:
        after = ("Sesudah kunjungan", words.coverage(report.after))
        rows = [("Sebelum kunjungan", words.coverage(report.before)), after, *rows]
    return [Heading("Cakupan dan tindak lanjut"), Facts(tuple(rows))] if rows else []


def _documents(report: VisitReport) -> list[Block]:
    rows = tuple((name, words.number(n)) for name, n in report.documents if n)
    columns = (Column("Dokumen", 82), Column("Jumlah", 18, Align.RIGHT))
    return [Heading("Pelayanan dokumen lain"), Table(columns, rows)] if rows else []


def _notes(report: VisitReport) -> list[Block]:
    return [Heading("Catatan"), Paragraph(report.notes)] if report.notes.strip() else []


def _photos(report: VisitReport) -> list[Block]:
    return [Heading("Foto kegiatan"), Pictures(tuple(report.photos))] if report.photos else []


def _signed(report: VisitReport) -> list[Block]:
    closing = "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
    dated = heads.dated(report.office, report.day)
    return [Paragraph(closing, Style.INDENT), *([Signatures(tuple(report.signers), dated)] if report.signers else [])]
