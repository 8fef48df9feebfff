"""Alembic's entry: runs on the connection handed over by `ktp_core.db.migrate`, or offline for autogenerate."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from ktp_core.db.engine import engine
from ktp_core.db.schema import metadata
from ktp_core.db.types import Day, Instant, Region


def _render(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    if kind == "type" and isinstance(item, (Day, Instant, Region)):
        autogen_context.imports.add("from ktp_core.db.types import Day, Instant, Region")
        return f"{type(item).__name__}()"
    return False


def _run(connection: Any) -> None:
    context.configure(connection=connection, target_metadata=metadata, render_item=_render, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    _run(handed_over)
else:
    with engine().begin() as conn:
        _run(conn)
