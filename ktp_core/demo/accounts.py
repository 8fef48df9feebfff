"""The demo's accounts: one per role, with random passwords kept in a file of mode 600."""

from __future__ import annotations

import json
from typing import Any

from ktp_core import config

_FILE = "demo_accounts.json"


def remembered() -> list[dict[str, Any]]:
    """The accounts of the demo in this data folder, with their passwords; nothing where there is no demo."""
    path = config.data_dir() / _FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
