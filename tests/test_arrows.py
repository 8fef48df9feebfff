"""The arrows that import-linter cannot see: pages, clocks, dialects, and what no file may contain."""

from __future__ import annotations

import ast
import re
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "pages").glob("*.py"))
CORE = sorted(path for path in (ROOT / "ktp_core").rglob("*.py") if "migrations/versions" not in path.as_posix())


def imported(path: Path) -> set[str]:
    """Every module a file imports, by its full dotted name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_reaches_no_database(page):
    assert not [name for name in imported(page) if re.match(r"(sqlalchemy|sqlite3|psycopg|ktp_core\.db)\b", name)]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_stays_within_its_budget(page):
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 80


@pytest.mark.parametrize(
    "contract, outside",
    [("streamlit", {"ui", "bench"}), ("outermost", {"cli", "web", "ui", "demo", "bench"})],
)
def test_a_new_package_is_kept_by_the_arrows_too(contract, outside):
    rules = ConfigParser()
    rules.read(ROOT / ".importlinter", encoding="utf-8")
    kept = set(rules[f"importlinter:contract:{contract}"]["source_modules"].split())
    packages = {path.parent.name for path in (ROOT / "ktp_core").glob("*/__init__.py")} - outside

    assert sorted(f"ktp_core.{name}" for name in packages) == sorted(kept)


def test_only_the_clock_reads_the_clock():
    """Tests too: the machine's day is not the office's day for seven hours of every day."""
    days = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today)\(")
    seconds = re.compile(r"\btime\.time\(")  # which a test may move
    core = [path for path in CORE if path.name != "clock.py"]
    tests = sorted((ROOT / "tests").rglob("*.py"))

    found = [path.name for path in core + tests if days.search(path.read_text(encoding="utf-8"))]
    found += [path.name for path in core if seconds.search(path.read_text(encoding="utf-8"))]

    assert found == []


def test_only_db_asks_which_database_it_is():
    asks = re.compile(r"dialect\.name|get_backend_name|drivername")

    found = [
        path.relative_to(ROOT).as_posix()
        for path in CORE
        if "ktp_core/db/" not in path.as_posix() and asks.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize("path", PAGES + CORE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_uses_what_leaks_or_breaks(path):
    text = path.read_text(encoding="utf-8")

    forbidden = (
        r"st\.download_button",  # media of one person can be fetched by another
        r"use_container_width",  # removed in the next release
        r"px\.choropleth\(",  # blank without internet
        r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError",
    )
    assert [pattern for pattern in forbidden if re.search(pattern, text)] == []
