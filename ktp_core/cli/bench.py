"""`bench`: the benchmarks of docs/performance.md on this machine."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
