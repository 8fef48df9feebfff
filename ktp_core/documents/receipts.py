"""Tanda terima of a parcel: its code to scan, a line for every card to sign, and who gave it to whom."""

from __future__ import annotations

from ktp_core.delivery.finished import Proof, Receiver
from ktp_core.delivery.model import CardPlace
from ktp_core.documents import heads, words
from ktp_core.documents.lists import classes
from ktp_core.documents.model import (
    Align,
    Block,
    Code,
    Column,
    Document,
    Paragraph,
    Signatures,
    Signer,
    Style,
    Table,
    Title,
)  # fmt: skip
from ktp_core.documents.parcel_values import Handing, ParcelReceipt, ReceiptLine
from ktp_core.documents.values import Listed
from ktp_core.labels.delivery import KEEPERS, PROOFS, RECEIVERS

LETTERS: dict[Proof, str] = dict(zip(Proof, "abcdefghijklmnopqrstuvwxyz", strict=False))
"""The letter that stands for a proof on paper, behind the receiver's number: 2b is a parent with the family card."""
NUMBERS: dict[Receiver, int] = {receiver: n for n, receiver in enumerate(Receiver, start=1)}

_COLUMNS = (
    Column("No.", 9, Align.RIGHT), Column("Nama", 48), Column("NIK", 31, Align.CENTER),
    Column("Tgl. lahir", 20, Align.CENTER), Column("Penerima", 18, Align.CENTER), Column("Tanggal", 20, Align.CENTER),
    Column("Tanda tangan", 38, Align.CENTER),
)  # fmt: skip
_WAY = (
    Column("Tanggal", 22, Align.CENTER), Column("Diserahkan oleh", 50), Column("Paraf", 18),
    Column("Diterima oleh", 62), Column("Paraf", 18), Column("Kartu", 14, Align.RIGHT),
)  # fmt: skip
_SPARE = 3
_DONE: dict[CardPlace, str] = {
    CardPlace.HANDED: "(sudah diserahkan)",
    CardPlace.RETURNED: "(kembali ke kantor)",
    CardPlace.LEFT: "(tidak lagi di paket)",
    CardPlace.TAKEN_OUT: "(dikeluarkan)",
}


def parcel_receipt(receipt: ParcelReceipt) -> Document:
    """Head with the code, the cards, the way of the parcel, and the two who sign."""
    return Document(
        title=f"Tanda terima {receipt.code} {receipt.destination}",
        letterhead=heads.letterhead(receipt.office),
        blocks=(
            Title("TANDA TERIMA KTP-EL", f"Paket {receipt.code}"), Code(receipt.code, _about(receipt)),
            *_cards(receipt), *_way(receipt), *_signed(receipt),
        ),
        footer=f"Tanda terima KTP-el · {receipt.code} · {receipt.destination}",
    )  # fmt: skip


def codes() -> str:
    """What is written in the column "Penerima"."""
    hands = " · ".join(f"{NUMBERS[one]}\u00a0{words.small(RECEIVERS[one])}" for one in Receiver)
    proofs = " · ".join(f"{LETTERS[one]}\u00a0{words.small(PROOFS[one])}" for one in Proof)
    return f"Penerima: {hands}. Bukti: {proofs}. Contoh: {NUMBERS[Receiver.PARENT]}b."


def _about(receipt: ParcelReceipt) -> tuple[tuple[str, str], ...]:
    rows = (
        ("Tujuan", words.short(receipt.destination)),
        ("Wilayah", receipt.district),
        ("Isi", _content(receipt)),
        ("Kunjungan", words.day_long(receipt.visit_day) if receipt.visit_day else ""),
        ("Catatan", words.short(receipt.note)),
    )
    return tuple((label, value) for label, value in rows if value)


def _content(receipt: ParcelReceipt) -> str:
    held, inside = words.number(receipt.held), words.number(receipt.inside)
    return f"{held} kartu" if held == inside else f"{held} kartu saat diserahkan, {inside} masih di dalam"


def _cards(receipt: ParcelReceipt) -> list[Block]:
    if not receipt.lines:
        return [Paragraph("Tidak ada kartu di paket ini.")]
    rows = {line.number: _row(line) for line in receipt.lines}
    if not receipt.by_class:
        caption = f"Paket {receipt.code} · {words.number(len(rows))} orang"
        return [Table(_COLUMNS, tuple(rows.values()), caption, codes(), row_mm=11, small=True)]
    people = [Listed(one.number, one.name, one.class_name, one.birth_date, one.nik) for one in receipt.lines]
    tables = [
        Table(_COLUMNS, tuple(rows[one.number] for one in members), title, row_mm=11, small=True)
        for title, members in classes(people)
    ]
    return [Paragraph(codes(), Style.SMALL), *tables]


def _row(line: ReceiptLine) -> tuple[str, ...]:
    who = "" if line.receiver is None else f"{NUMBERS[line.receiver]}{LETTERS[line.proof] if line.proof else ''}"
    day = words.day_short(line.day) if line.day and line.state is not CardPlace.IN else ""
    person = (str(line.number), words.short(line.name), words.masked(line.nik), words.day_short(line.birth_date))
    return (*person, who, day, _DONE.get(line.state, ""))


def _way(receipt: ParcelReceipt) -> list[Block]:
    """What is known of its way, and room for the steps to come."""
    rows = [
        (words.day_short(one.day), words.short(one.given_by), "", _keeper(one), "", words.number(one.cards))
        for one in receipt.custody
    ]
    spare = [("", "", "", "", "", "")] * _SPARE
    return [Table(_WAY, (*rows, *spare), "Perjalanan paket", row_mm=9, small=True)]


def _keeper(one: Handing) -> str:
    return f"{words.short(one.name)} ({words.small(KEEPERS[one.keeper])})"


def _signed(receipt: ParcelReceipt) -> list[Block]:
    last = receipt.last
    cards = f"{words.number(receipt.held)} ({words.spelled(receipt.held)}) keping KTP-el"
    said = (
        f"Paket {receipt.code} berisi {cards}. Setiap kartu diserahkan kepada pemiliknya atau yang mewakilinya dengan "
        "tanda tangan pada lembar ini, tanpa biaya. Lembar yang sudah ditandatangani dan kartu yang tidak diambil "
        "dikembalikan kepada kami."
    )
    return [
        Paragraph(said, Style.INDENT),
        Signatures(
            (
                Signer("Yang menyerahkan,", words.short(last.given_by) if last else ""),
                Signer("Yang menerima,", words.short(last.name) if last else ""),
            ),
            heads.dated(receipt.office, last.day) if last else heads.undated(receipt.office),
        ),
    ]
