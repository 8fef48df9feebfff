"""What every test means by now, by the two offices, and where things lie."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT.parent / "shared" / "reference"
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PASURUAN, BALANGAN = "35.14", "63.11"
