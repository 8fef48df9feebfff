"""What an office writes at the head of a paper: its name, its town and the day."""

from __future__ import annotations

import re
from datetime import date

from ktp_core.documents import words
from ktp_core.documents.model import Letterhead
from ktp_core.documents.values import Office

_REGENCY = re.compile(r"\s*\b(?:Kabupaten|Kab\.|Kota)(?:\s+Administrasi)?\s+.+", re.IGNORECASE)


def letterhead(office: Office) -> Letterhead:
    """Kop surat. The name of the regency stands in the line of its government, not again in that of the office."""
    regency = regency_name(office)
    name = office.name.removesuffix(regency).rstrip() if regency else office.name
    return Letterhead(f"Pemerintah {regency}".upper() if regency else "", name.upper(), office.address)


def regency_name(office: Office) -> str:
    """`Kabupaten Pasuruan`, found at the end of the office's name; empty when it is not there."""
    found = _REGENCY.search(office.name)
    return found.group().strip() if found else ""


def dated(office: Office, day: date) -> str:
    """`Pasuruan, 2 Maret 2026`."""
    town = _town(office)
    return f"{town}, {words.day_long(day)}" if town else words.day_long(day)


def undated(office: Office) -> str:
    """The same with dots for the day."""
    return ", ".join(part for part in (_town(office), words.DOTS) if part)


def _town(office: Office) -> str:
    return office.place or re.sub(r"(?i)^(?:kabupaten|kab\.|kota)(?:\s+administrasi)?\s+", "", regency_name(office))
