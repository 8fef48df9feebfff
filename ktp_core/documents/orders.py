"""The request for blank cards (blangko): how many wait, how many are becoming due, what is in stock, what is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ktp_core.documents import heads, words
from ktp_core.documents.model import (
    Align,
    Block,
    Column,
    Document,
    Opening,
    Paragraph,
    Signatures,
    Signer,
    Style,
    Table,
)  # fmt: skip
from ktp_core.documents.values import Office

_COUNTED = (Column("No.", 8, Align.RIGHT), Column("Uraian", 120), Column("Jumlah", 30, Align.RIGHT))
_HELD = (Column("No.", 8, Align.RIGHT), Column("Pemegang blangko", 120), Column("Sisa", 30, Align.RIGHT))


@dataclass(frozen=True, slots=True)
class OrderLetter:
    """A request for blanks as of `day`, to last until `until`. Numbers of cards and blanks; no person is named.

    `number` empty: dots to write it in by hand. `held`: holders that have blanks, and how many. `run_out`: the working
    day for which the stock no longer suffices, None when it lasts until `until`.
    """

    office: Office
    number: str
    day: date
    addressee: Sequence[str]
    signer: Signer
    until: date
    waiting: int
    due: int
    replaced: int
    unprinted: int
    spoiled: int
    needed: int
    stock: int
    asked: int
    capacity: int
    held: Sequence[tuple[str, int]] = ()
    run_out: date | None = None
    contact_name: str = ""
    contact_phone: str = ""


def order(letter: OrderLetter) -> Document:
    """The letter: why, the need line by line, where the stock is, what is asked."""
    return Document(
        title=f"Permintaan blangko KTP-el {letter.day:%d-%m-%Y}",
        letterhead=heads.letterhead(letter.office),
        blocks=(_opening(letter), *_body(letter)),
        footer=f"Permintaan blangko KTP-el · {words.day_long(letter.day)}",
    )


def _opening(letter: OrderLetter) -> Opening:
    return Opening(
        facts=(
            ("Nomor", words.short(letter.number) or words.DOTS),
            ("Sifat", "Penting"),
            ("Lampiran", "–"),
            ("Hal", "Permintaan blangko KTP-el"),
        ),
        dated=heads.dated(letter.office, letter.day),
        addressee=("Kepada", *letter.addressee),
    )


def _body(letter: OrderLetter) -> list[Block]:
    return [
        Paragraph(_because(letter), Style.INDENT),
        Paragraph(f"Kebutuhan sampai dengan {words.day_long(letter.until)}:", with_next=True),
        Table(_COUNTED, _need(letter), total=True),
        Paragraph(f"Blangko yang masih ada per {words.day_long(letter.day)}:", with_next=True),
        Table(_HELD, _stock(letter), total=True),
        Paragraph(_ask(letter), Style.INDENT),
        Paragraph(_closing(letter), Style.INDENT),
        Signatures((letter.signer,)),
    ]


def _because(letter: OrderLetter) -> str:
    regency = heads.regency_name(letter.office) or "wilayah kami"
    return (
        f"Dalam rangka pencetakan KTP-el bagi penduduk {regency}, bersama ini kami sampaikan bahwa "
        f"{words.number(letter.waiting)} penduduk berstatus siap cetak (PRR) dan sudah berusia cetak belum menerima "
        f"KTP-el, dan {words.number(letter.due)} penduduk siap cetak akan mencapai usia cetak sampai dengan "
        f"{words.day_long(letter.until)}."
    )


def _need(letter: OrderLetter) -> tuple[tuple[str, ...], ...]:
    lines = (
        ("Siap cetak (PRR) dan sudah berusia cetak, belum dicetak", letter.waiting),
        ("Siap cetak (PRR) yang akan mencapai usia cetak", letter.due),
        ("Perkiraan penggantian karena hilang, rusak, atau perubahan data", letter.replaced),
        (f"Belum dapat dicetak: kapasitas {words.number(letter.capacity)} kartu per hari kerja", -letter.unprinted),
        ("Perkiraan blangko rusak saat dicetak", letter.spoiled),
    )
    rows = [(str(n), text, _signed(amount)) for n, (text, amount) in enumerate(lines, start=1)]
    return (*rows, ("", "Kebutuhan blangko", words.number(letter.needed)))


def _stock(letter: OrderLetter) -> tuple[tuple[str, ...], ...]:
    rows = [(str(n), words.short(name), words.number(held)) for n, (name, held) in enumerate(letter.held, start=1)]
    return (*rows, ("", "Stok blangko", words.number(letter.stock)))


def _signed(amount: int) -> str:
    return f"−{words.number(-amount)}" if amount < 0 else words.number(amount)


def _ask(letter: OrderLetter) -> str:
    lasts = (
        f"Dengan stok tersebut pencetakan hanya dapat dilayani penuh sampai sebelum {words.day_long(letter.run_out)}. "
        if letter.run_out
        else ""
    )
    return (
        f"{lasts}Sehubungan dengan itu, kami mohon alokasi blangko KTP-el sebanyak {words.number(letter.asked)} keping."
    )


def _closing(letter: OrderLetter) -> str:
    who = " ".join(part for part in (letter.contact_name, letter.contact_phone) if part)
    contact = f"Untuk pengambilan, narahubung kami: {who}. " if who else ""
    return f"{contact}Demikian disampaikan, atas perhatian dan kerja sama Bapak/Ibu kami ucapkan terima kasih."
