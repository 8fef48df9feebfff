"""An office with a store, two printers and a district office, and its clerks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from tests_support.constants import NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.access.model import Actor
from ktp_core.blanks import service
from ktp_core.blanks.model import HolderDraft, HolderKind

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Blanks:
    """Ids of the holders; `clerk` and `second` print, `admin` decides, `looker` leads."""

    store: int
    printer: int
    other: int
    office: int
    clerk: Actor
    second: Actor
    admin: Actor
    looker: Actor

    @property
    def all(self) -> tuple[int, ...]:
        """Every holder."""
        return self.store, self.printer, self.other, self.office


@pytest.fixture
def set_up(actor_of):
    """Makes the office in the current database."""

    def make() -> Blanks:
        make_office()
        clerk = actor_of("cetak", "print", regency=PASURUAN)
        drafts = (
            HolderDraft(kind=HolderKind.STORE, name="Gudang dinas"),
            HolderDraft(kind=HolderKind.PRINTER, name="Pencetak 1", daily_capacity=10),
            HolderDraft(kind=HolderKind.PRINTER, name="Pencetak 2"),
            HolderDraft(kind=HolderKind.OFFICE, name="Kantor Kecamatan Bangil"),
        )
        keys = [service.add_holder(clerk, PASURUAN, draft, at=NOW) for draft in drafts]
        return Blanks(
            *keys, clerk, actor_of("cetak2", "print", regency=PASURUAN), actor_of("adm", "admin", regency=PASURUAN),
            actor_of("kadis", "head", regency=PASURUAN),
        )  # fmt: skip

    return make


@pytest.fixture
def there(database: str, set_up) -> Blanks:
    return set_up()
