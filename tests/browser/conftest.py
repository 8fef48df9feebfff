"""One office with the small demo, its server and one Chromium for every browser test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests_support.browser import chromium, find_chromium
from tests_support.server import ROOT, Server


@dataclass(frozen=True)
class Office:
    """A running demo: its address and the passwords of its accounts."""

    url: str
    passwords: dict[str, str]
    server: Server


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The small demo, served by the real server on a free port."""
    folder = tmp_path_factory.mktemp("office")
    environment = {**os.environ, "KTP_DATA_DIR": str(folder)}
    environment.pop("KTP_DATABASE_URL", None)
    size = "normal" if os.environ.get("KTP_WRITE_SCREENS") else "small"  # the docs show the full queue
    subprocess.run([sys.executable, "-m", "ktp_core", "demo", "--size", size], cwd=ROOT, env=environment, check=True)
    with Server(folder) as server:
        yield Office(server.url, passwords(folder), server)


def passwords(folder: Path) -> dict[str, str]:
    """Account name -> password, as the demo left them."""
    accounts = json.loads((folder / "demo_accounts.json").read_text(encoding="utf-8"))
    return {entry["name"]: entry["password"] for entry in accounts}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium that reaches nothing but this machine. Of a module: its event loop is in the way of others."""
    if find_chromium() is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with chromium() as running:
        yield running
