"""`cards import`: a status list from SIAK."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the `cards` commands."""
    group = typer.Typer(help="Status KTP-el.", no_args_is_help=True)

    @group.callback()
    def cards() -> None:
        """Status KTP-el."""

    app.add_typer(group, name="cards")
