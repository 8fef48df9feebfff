"""Tanda terima of one card, at the counter or out of a parcel: made before it is signed, or again afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ktp_core.delivery.finished import Proof, Receipt, Receiver
from ktp_core.documents import heads, words
from ktp_core.documents.model import Document, Facts, Paragraph, Signatures, Signer, Style, Title
from ktp_core.documents.values import Office
from ktp_core.labels.delivery import PROOFS, RECEIVERS


@dataclass(frozen=True, slots=True)
class CardReceipt:
    """One card. `day` and `receipt`: None until it is handed over, with dots in their place; `address`: village and
    district; `serial`: 1 for the first card; `code`: of the parcel it lay in; `officer`: who hands it over."""

    office: Office
    name: str
    nik: str | None
    birth_date: date | None
    serial: int
    address: str = ""
    code: str = ""
    day: date | None = None
    receipt: Receipt | None = None
    officer: str = ""


def card_receipt(card: CardReceipt) -> Document:
    """Whose card, into whose hand, how the receiver was known, and two signatures. No full NIK."""
    named = ("Tanda terima KTP-el", card.code, f"{card.day:%d-%m-%Y}" if card.day else "")
    return Document(
        title=" ".join(part for part in named if part),  # the file is called so: it names nobody
        letterhead=heads.letterhead(card.office),
        blocks=(
            Title("TANDA TERIMA KTP-EL", f"Paket {card.code}" if card.code else ""),
            Paragraph("Telah diserahkan satu keping KTP-el:", with_next=True),
            Facts(_card(card)),
            Paragraph("kepada:", with_next=True),
            Facts(_hand(card)),
            Paragraph(_said(card), Style.INDENT),
            _signed(card),
        ),
        footer="Tanda terima KTP-el",
    )


def _card(card: CardReceipt) -> tuple[tuple[str, str], ...]:
    rows = (
        ("Nama", words.short(card.name)),
        ("NIK", words.masked(card.nik)),
        ("Tanggal lahir", words.day_long(card.birth_date) if card.birth_date else ""),
        ("Alamat", words.short(card.address)),
        ("Kartu", "pertama" if card.serial == 1 else f"pengganti (kartu ke-{card.serial})"),
    )
    return tuple((label, value) for label, value in rows if value)


def _hand(card: CardReceipt) -> tuple[tuple[str, str], ...]:
    one = card.receipt
    if one is None:
        return tuple((label, words.DOTS * 2) for label in ("Nama", "Sebagai", "Pemeriksaan identitas"))
    rows = (
        ("Nama", words.short(one.name or card.name)),
        ("Sebagai", words.small(RECEIVERS[one.receiver])),
        ("Pemeriksaan identitas", PROOFS[one.proof]),
        ("Alasan", words.short(one.reason or "") if one.proof is Proof.NONE else ""),
    )
    return tuple((label, value) for label, value in rows if value)


def _said(card: CardReceipt) -> str:
    owner = card.receipt is None or card.receipt.receiver is Receiver.OWNER
    sake = "" if owner else " dan akan menyampaikannya kepada pemilik kartu"
    return (
        f"Penerima menyatakan sudah menerima kartu tersebut dalam keadaan baik{sake}. Penyerahan KTP-el tidak dipungut "
        "biaya."
    )


def _signed(card: CardReceipt) -> Signatures:
    given = card.receipt.name or card.name if card.receipt else ""
    town = heads.dated(card.office, card.day) if card.day else heads.undated(card.office)
    return Signatures((Signer("Petugas,", card.officer), Signer("Yang menerima,", words.short(given))), town)
