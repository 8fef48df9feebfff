"""An office with finished cards, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest
from tests_support.parcel_office import ParcelOffice, parcel_office


@pytest.fixture
def there(database: str, actor_of: Any) -> ParcelOffice:
    return parcel_office(actor_of)
