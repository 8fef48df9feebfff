"""What is loaded before the first visitor, so that nobody waits for imports and `gc.freeze()` covers them."""

from __future__ import annotations

import importlib

from ktp_core import logs

MODULES = (
    "pandas", "plotly.graph_objects", "pyarrow", "babel.dates", "babel.numbers", "streamlit.elements.arrow",
    "streamlit.elements.plotly_chart", "zxcvbn",
)  # fmt: skip


def run() -> None:
    """Import the heavy libraries and every module the screens use, and read the catalogue."""
    for name in MODULES:
        importlib.import_module(name)
    for name in _ours():
        try:
            importlib.import_module(name)
        except ImportError as error:  # its own screen will say so; the others go on
            logs.unexpected(error)
    from ktp_core.ui.i18n import catalogue, day_long, number

    catalogue("en")
    number(1)
    from datetime import date

    day_long(date(2010, 8, 27))


def _ours() -> list[str]:
    from ktp_core.config import ROOT

    folder = ROOT / "ktp_core"
    packages = ("ui", "charts", "exports", "access", "audit")
    files = [file for package in packages for file in sorted((folder / package).glob("*.py"))]
    files += sorted(folder.glob("*/queries.py")) + sorted(folder.glob("*/service.py"))
    skip = {"main", "locale_check", "__init__", "__main__"}
    return [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files if file.stem not in skip]
