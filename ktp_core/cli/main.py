"""Gathers the commands and turns refusals into the promised exit codes: 2 refused, 3 not allowed."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

import typer

from ktp_core import logs
from ktp_core.errors import KtpError, NotAllowed, Refused

# Each module has `register(app)`; heavy imports happen inside the commands, so that `roster check` starts at once.
MODULES = (
    "setup", "users", "institutions", "roster_check", "roster_apply", "cards", "backlog", "blanks", "batches",
    "parcels", "statement", "kpi", "projection", "summary", "report",
    "boundaries", "visits", "visit_files", "plan", "stuck", "upkeep", "bench",
)  # fmt: skip


def build() -> typer.Typer:
    """The application with every command that is there."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    for name in MODULES:
        importlib.import_module(f"ktp_core.cli.{name}").register(app)
    return app


def run(arguments: list[str] | None = None) -> None:
    """Entry point. Refusals become JSON on stdout with --json, a sentence on stderr without."""
    words = sys.argv[1:] if arguments is None else arguments
    as_json = "--json" in words
    try:
        # Typer says what is wrong with the words itself, in a box on stderr: not to a program that waits for an object.
        code = build()(args=words, prog_name="python -m ktp_core", standalone_mode=not as_json)
        sys.exit(code if isinstance(code, int) else 0)
    except KtpError as refusal:
        report(refusal, as_json=as_json)
        sys.exit(exit_code(refusal))
    except Exception as fault:
        if not as_json:
            raise
        _foreseen_by_nobody(fault)
        sys.exit(2)


def _foreseen_by_nobody(fault: Exception) -> None:
    """The one object also for words that are no command, and for errors: only where they happened, nothing of the data.

    Typer's own errors know how to say themselves.
    """
    if hasattr(fault, "format_message"):
        report(Refused("usage", what=fault.format_message()), as_json=True)
        return
    logs.unexpected(fault)
    report(Refused("unexpected", what=type(fault).__name__), as_json=True)


def exit_code(refusal: KtpError) -> int:
    """3 when the user may not, 2 for every other refusal."""
    return 3 if isinstance(refusal, NotAllowed) else 2


def report(refusal: KtpError, *, as_json: bool) -> None:
    """Say why, in Indonesian, with the stable code."""
    from ktp_core.labels import refusal_text

    words: dict[str, Any] = {"code": refusal.code, "message": refusal_text(refusal)}
    if as_json:
        print(json.dumps({"refused": words}, ensure_ascii=False))
    else:
        print(words["message"], file=sys.stderr)
