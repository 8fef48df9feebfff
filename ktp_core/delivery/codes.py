"""Codes of parcels, `PK-2F3K9`: short enough to read aloud, with a check character. Pure.

31 characters (a prime) without 0, 1, I, L and O, which are taken for each other; weights that all differ. So one wrong
character and two neighbours that changed places are always noticed.
"""

from __future__ import annotations

from ktp_core.errors import Refused

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PREFIX = "PK"
SHORTEST = 4
"""Characters before the check character: enough for 923,521 parcels of an office, more grow longer."""
_PRIME = len(ALPHABET)
_PER_REGENCY = 10**9


def code_of(parcel_id: int) -> str:
    """The code of a parcel, unique within its office."""
    number, body = parcel_id % _PER_REGENCY, ""
    while number or len(body) < SHORTEST:
        number, digit = divmod(number, _PRIME)
        body = ALPHABET[digit] + body
    return f"{PREFIX}-{body}{_check(body)}"


def read(typed: str) -> str:
    """The code as it is stored, from what somebody typed or scanned: any case, with or without dashes and the `PK`.

    Raises Refused("parcel_code") for what cannot be one, Refused("parcel_code_check") when a character is wrong.
    """
    text = "".join(one for one in typed.upper() if one.isalnum())
    parted = typed.strip().upper().startswith((f"{PREFIX}-", f"{PREFIX} "))
    if text.startswith(PREFIX) and (parted or len(text) > SHORTEST + 2):
        text = text[len(PREFIX) :]
    if not SHORTEST < len(text) <= SHORTEST + 4 or not text.isascii():
        raise Refused("parcel_code", typed=typed[:20])
    body, check = text[:-1], text[-1]
    if not set(text) <= set(ALPHABET) or _check(body) != check:
        raise Refused("parcel_code_check", typed=f"{PREFIX}-{text}")
    return f"{PREFIX}-{text}"


def _check(body: str) -> str:
    """What makes the weighted sum a multiple of 31, the check character weighing 1 and its neighbours 2, 3, 4 ..."""
    total = sum(weight * ALPHABET.index(one) for weight, one in enumerate(reversed(body), start=2))
    return ALPHABET[-total % _PRIME]
