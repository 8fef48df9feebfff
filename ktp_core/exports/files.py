"""Putting a finished file where somebody asked for it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ktp_core.errors import Refused
from ktp_core.exports.model import TABLES, Format


def format_of(path: Path) -> Format:
    """By the ending. Raises Refused for any other than .csv and .xlsx."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in TABLES:
        raise Refused("export_format")
    return Format(ending)


def check_place(path: Path) -> None:
    """Before something that cannot be taken back is done for a file. Raises Refused where none can be written."""
    try:
        handle, scratch = _scratch(path)
    except OSError:
        raise Refused("export_write", path=str(path)) from None
    os.close(handle)
    Path(scratch).unlink()


def replace_file(path: Path, content: bytes) -> None:
    """Write whole or not at all, readable by its owner alone: it holds names. Raises Refused when it cannot be."""
    try:
        handle, scratch = _scratch(path)
    except OSError:
        raise Refused("export_write", path=str(path)) from None
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.replace(scratch, path)
    except OSError:
        Path(scratch).unlink(missing_ok=True)
        raise Refused("export_write", path=str(path)) from None


def _scratch(path: Path) -> tuple[int, str]:
    """A file of its own beside it. Raises OSError where there can be none."""
    if path.is_dir():
        raise IsADirectoryError(path)
    return tempfile.mkstemp(dir=path.parent, prefix=".ktp-")
