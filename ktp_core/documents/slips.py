"""Reminder slips (nota pengingat) for those recorded before card age: the card waits for their seventeenth birthday."""

from __future__ import annotations

from ktp_core.documents import words
from ktp_core.documents.model import Document, Paragraph, Slip, Slips
from ktp_core.documents.values import Reminder, Reminders


def reminders(asked: Reminders) -> Document:
    """A slip for each, in the order given, eight on a page, with lines to cut along. No full NIK."""
    slips = tuple(_slip(asked, one) for one in asked.people)
    return Document(
        title=f"Nota pengingat {asked.institution} {asked.day:%d-%m-%Y}",
        blocks=(Slips(slips),) if slips else (Paragraph("Tidak ada yang direkam sebelum usia cetak."),),
        footer=f"Nota pengingat · {asked.institution} · {words.day_long(asked.day)}",
    )


def _slip(asked: Reminders, one: Reminder) -> Slip:
    facts = (
        ("Nama", one.name),
        ("NIK", words.masked(one.nik)),
        ("Kelas", one.class_name or ""),
        ("Direkam", f"{words.day_long(asked.day)}, {asked.institution}"),
        ("Dicetak mulai", words.day_long(one.card_day)),
        ("Diambil di", one.where),
    )
    contact = f"\nTanya: {asked.contact}" if asked.contact else ""
    return Slip(
        head=asked.office.name,
        title=f"NOTA PENGINGAT KTP-EL · No. {one.number}",
        facts=tuple((label, words.short(value)) for label, value in facts if value),
        text=f"Simpan nota ini. KTP-el dicetak setelah berusia {asked.ages.card_age} tahun, tanpa biaya.{contact}",
    )
