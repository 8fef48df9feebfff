"""What SIAK and village systems call the states of a KTP-el, and what we call them. Unknown words are never guessed.

About 18 words exist (Banyumas, Purbalingga, Kemendagri slides of 2015); letters on suket: BC, Pro, SFE, PRR, DUP, Efac
(Rembang 2018); the numbers 1 to 8 are those of the village system OpenSID.
"""

from __future__ import annotations

import re
import unicodedata

from ktp_core.cards.model import CardState

S = CardState

WORDS: dict[CardState, tuple[str, ...]] = {
    S.UNRECORDED: (
        "UNREGISTERED", "BELUM WAJIB", "BELUM REKAM", "belum perekaman", "belum direkam",
        "belum melakukan perekaman", "1", "2",
    ),
    S.RECORDED: (
        "BIO_CAPTURED", "BC", "PROCESSING", "Pro", "SUDAH REKAM", "sudah perekaman", "sudah direkam",
        "sudah melakukan perekaman", "terekam", "3",
    ),
    S.SUBMITTED: (
        "SENT_FOR_ENROLLMENT", "SENT_FOR_ENROLMENT", "SFE", "RECEIVED_AT_CENTRAL", "menunggu penunggalan",
        "proses penunggalan",
    ),
    S.PRINT_READY: (
        "PRINT_READY_RECORD", "PRINT_READY", "PRR", "SIAP CETAK", "TUNGGAL", "data tunggal", "5",
    ),
    S.PRINTED: (
        "SENT_FOR_CARD_PRINTING", "CARD_PRINTED", "SUDAH CETAK", "sudah dicetak", "dicetak", "tercetak", "4", "7",
    ),
    S.DISPATCHED: ("CARD_SHIPPED", "dikirim", "sudah dikirim", "6"),
    S.DELIVERED: (
        "CARD_ISSUED", "diserahkan", "sudah diserahkan", "sudah serah", "sudah diambil", "sudah diterima", "8",
    ),
    S.ENROLMENT_FAILED: (
        "ENROLL_FAILURE_AT_CENTRAL", "ENROLL_FAILURE_AT_REGIONAL", "ENROLL_FAILURE", "ENROLMENT_FAILURE", "Efac",
        "SEARCH_FAILURE_AT_CENTRAL", "SEARCH_FAILURE", "gagal rekam", "gagal perekaman", "rekam ulang",
    ),
    S.ADJUDICATE: ("ADJUDICATE_RECORD", "ADJUDICATE", "adjudikasi", "REQUEST_VALIDATION"),
    S.DUPLICATE: (
        "DUPLICATE_RECORD", "DUPLICATE", "DUP", "DUPLICATE_RECORD_ONE_TO_ONE", "DUPLICATE_RECORD_ONE_TO_MANY",
        "duplicate one to one", "duplicate one to many", "data ganda", "ganda", "duplikat",
    ),
}  # fmt: skip

_NOT_WORD = re.compile(r"[\W_]+")


def key(word: str) -> str:
    """A status word without what does not matter: case, spaces, underscores, hyphens, a spreadsheet's ".0"."""
    word = unicodedata.normalize("NFKC", word).strip().removesuffix(".0")
    return _NOT_WORD.sub("", word.casefold())


_STATES = {key(word): state for state, words in WORDS.items() for word in words}


def state_of(word: str) -> CardState | None:
    """Our state for a word of SIAK, or None when nobody has told us what it means."""
    return _STATES.get(key(word))
