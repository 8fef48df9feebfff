"""The answer to a letter that asked for a visit, as a letter and as text for a message."""

from __future__ import annotations

from ktp_core.documents import heads, words
from ktp_core.documents.lists import classes
from ktp_core.documents.model import (
    Align,
    Block,
    Column,
    Document,
    Facts,
    Items,
    Opening,
    PageBreak,
    Paragraph,
    Signatures,
    Style,
    Table,
    Title,
)  # fmt: skip
from ktp_core.documents.values import Listed, ReplyLetter

BRING = (
    "fotokopi Kartu Keluarga (KK) satu lembar;",
    "pakaian sopan dan rapi berkerah, karena foto dipakai seumur hidup;",
    "wajah dan jari tangan bersih: yang direkam adalah foto, sidik jari, iris mata, dan tanda tangan;",
    "hadir sendiri, karena perekaman tidak dapat diwakilkan.",
)
"""What is asked of everybody, where the letter names nothing else. A copy of the KK is usually the only paper needed,
and its absence the reason for second visits; many who stayed away did so because of the photo."""

_SHOWN = (
    Column("No.", 9, Align.RIGHT), Column("Nama", 62), Column("Tanggal lahir", 26, Align.CENTER),
    Column("NIK", 38, Align.CENTER),
)  # fmt: skip


def reply(letter: ReplyLetter) -> Document:
    """The letter, and on pages of its own the list of those awaited, class by class."""
    return Document(
        title=f"Jadwal perekaman KTP-el {letter.institution} {letter.visit_day:%d-%m-%Y}",
        letterhead=heads.letterhead(letter.office),
        blocks=(_opening(letter), *_body(letter), *_list(letter)),
        footer=f"Jadwal perekaman KTP-el · {letter.institution} · {words.day_long(letter.visit_day)}",
    )


def _opening(letter: ReplyLetter) -> Opening:
    pages = "1 (satu) berkas" if letter.people else "–"
    return Opening(
        facts=(
            ("Nomor", words.short(letter.number) or words.DOTS),
            ("Sifat", "Biasa"),
            ("Lampiran", pages),
            ("Hal", "Jadwal pelayanan perekaman KTP-el"),
        ),
        dated=heads.dated(letter.office, letter.day),
        addressee=("Kepada", f"Yth. {words.short(letter.addressee)}", words.short(letter.address) or "di tempat"),
    )


def _body(letter: ReplyLetter) -> list[Block]:
    return [
        Paragraph(_because(letter), Style.INDENT),
        Facts(_when(letter)),
        Paragraph("Agar pelayanan berjalan lancar, peserta diminta menyiapkan:", with_next=True),
        Items(tuple(letter.bring) or BRING),
        Paragraph(_ages(letter), Style.INDENT),
        Paragraph(_closing(letter), Style.INDENT),
        Signatures((letter.signer,)),
    ]


def _because(letter: ReplyLetter) -> str:
    if not letter.their_number and letter.their_day is None:
        begin = "Dalam rangka pelayanan perekaman KTP-el bagi penduduk usia pemula,"
    else:
        number = f" nomor {letter.their_number}" if letter.their_number else ""
        day = f" tanggal {words.day_long(letter.their_day)}" if letter.their_day else ""
        begin = f"Menindaklanjuti surat Saudara{number}{day} perihal permohonan perekaman KTP-el,"
    place = words.glued(letter.institution)
    return f"{begin} bersama ini kami sampaikan bahwa petugas kami akan melayani {place} pada:"


def _when(letter: ReplyLetter) -> tuple[tuple[str, str], ...]:
    hours = words.hours(letter.start, letter.end, letter.visit_day, letter.office.regency)
    rows = (
        ("Hari, tanggal", f"{words.weekday(letter.visit_day)}, {words.day_long(letter.visit_day)}"),
        ("Pukul", hours),
        ("Tempat", letter.place or letter.institution),
        ("Petugas", letter.team),
        ("Peserta", f"sekitar {words.number(letter.expected)} orang" if letter.expected else ""),
    )
    return tuple((label, value) for label, value in rows if value)


def _ages(letter: ReplyLetter) -> str:
    record, card = letter.ages.record_age, letter.ages.card_age
    return (
        f"Perekaman diperuntukkan bagi penduduk yang sudah berusia {record} tahun atau pernah kawin. KTP-el dicetak "
        f"setelah yang bersangkutan berusia {card} tahun. Seluruh pelayanan tidak dipungut biaya."
    )


def _closing(letter: ReplyLetter) -> str:
    asked = "Nama peserta yang menurut catatan kami belum direkam terlampir. " if letter.people else ""
    phone = f" ({letter.contact_phone})" if letter.contact_phone else ""
    contact = f"{letter.contact_name or 'kantor kami'}{phone}"
    person = f"Perubahan jadwal mohon disampaikan kepada {contact}. "
    return f"{asked}{person}Demikian disampaikan, atas perhatian dan kerja sama Saudara kami ucapkan terima kasih."


def _list(letter: ReplyLetter) -> list[Block]:
    if not letter.people:
        return []
    total = f"{letter.institution} · {words.number(len(letter.people))} orang"
    return [PageBreak(), Title("DAFTAR NAMA PESERTA PEREKAMAN KTP-EL", total), *_tables(letter)]


def _tables(letter: ReplyLetter) -> list[Table]:
    return [
        Table(_SHOWN, tuple(_row(one) for one in members), caption=title) for title, members in classes(letter.people)
    ]


def _row(one: Listed) -> tuple[str, ...]:
    return str(one.number), words.short(one.name), words.day_short(one.birth_date), words.masked(one.nik)


def message(letter: ReplyLetter) -> str:
    """The same as text to copy into a message; no names, no NIK."""
    lines = [
        f"Yth. {letter.addressee}",
        "",
        f"{letter.office.name} akan melayani perekaman KTP-el di {letter.institution}:",
        *(f"{label}: {value}" for label, value in _when(letter)),
        "",
        "Mohon peserta menyiapkan:",
        *(f"{n}. {text}" for n, text in enumerate(letter.bring or BRING, start=1)),
        "",
        _ages(letter),
    ]
    return "\n".join([*lines, *_ask(letter)])


def _ask(letter: ReplyLetter) -> list[str]:
    if not letter.contact_name and not letter.contact_phone:
        return []
    return ["", f"Narahubung: {' '.join(part for part in (letter.contact_name, letter.contact_phone) if part)}"]
