"""A small demo, built once for this folder's tests; each test gets a copy of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

TODAY, AT = date(2026, 11, 22), datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file of a small demo, closed."""
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.db import copies, engine
    from ktp_core.db.migrate import migrate
    from ktp_core.demo import service
    from ktp_core.demo.model import Size

    folder = tmp_path_factory.mktemp("upkeep")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KTP_DATA_DIR", str(folder))
        migrate()
        service.build(Size.SMALL, today=TODAY, by=SYSTEM, at=AT, progress=lambda done, total: None)
        engine.dispose()
    copies.tidy(folder / "ktp.db")
    return folder / "ktp.db"


@pytest.fixture
def demo(demo_file: Path, data_dir: Path) -> Iterator[Path]:
    """A private copy of the demo as this test's database."""
    from ktp_core.db import engine

    os.makedirs(data_dir)
    yield Path(shutil.copy(demo_file, data_dir / "ktp.db"))
    engine.dispose()
