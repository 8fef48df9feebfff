"""A screen without a browser: AppTest with a live session of an account."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest
from tests_support.installation import Installation

from ktp_core.access.sessions import token_hash

ROOT = Path(__file__).resolve().parents[2]


def router(token: str | None, timeout: float = 60) -> AppTest:
    """The application as the bearer of that session sees it, before its first run."""
    app = AppTest.from_file(str(ROOT / "ktp_core/ui/main.py"), default_timeout=timeout)
    app.user = {"name": "x", "session": token_hash(token)} if token else {}
    return app


def page_alone(file: str, token: str | None) -> AppTest:
    """A page's file run around the router, as a hole in the router would."""
    app = AppTest.from_file(str(ROOT / f"pages/{file}.py"), default_timeout=60)
    app.user = {"name": "x", "session": token_hash(token)} if token else {}
    return app


def opened(data: Installation, name: str, file: str) -> AppTest:
    """The screen `file` after its first run, for an account with the usual password."""
    app = router(data.token(name))
    app.run()
    app.switch_page(str(ROOT / f"pages/{file}.py"))
    return app.run()


def texts(app: AppTest) -> str:
    """Everything that is said on the screen."""
    kinds = ("title", "header", "markdown", "caption", "error", "warning", "info", "success", "html")
    return "\n".join(str(one.value) for kind in kinds for one in getattr(app, kind, []) if hasattr(one, "value"))
