"""A screen as an account sees it on any database, without a browser and without a password."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from ktp_core import clock
from ktp_core.access import sessions
from ktp_core.access.model import Actor
from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import account

ROOT = Path(__file__).resolve().parents[2]


def screen(actor: Actor, page: str, **address: str) -> AppTest:
    """pages/PAGE.py run once with these query parameters. Raises ValueError when the account has no such page."""
    assert actor.account_id is not None
    with write_transaction() as conn:
        conn.execute(account.update().where(account.c.id == actor.account_id).values(password_hash="their own"))
        token = sessions.start(conn, actor.account_id, clock.now(), "uji")
    app = AppTest.from_file(str(ROOT / "ktp_core/ui/main.py"), default_timeout=60)
    app.user["session"] = sessions.token_hash(token)
    app.run()
    app.switch_page(str(ROOT / f"pages/{page}.py"))
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    for choice in app.multiselect:  # AppTest takes a bound one without a value for None, and stumbles on it
        if choice.value is None:
            choice.set_value([])
    return app


def words(app: AppTest) -> str:
    """Every sentence on screen."""
    kinds = (app.markdown, app.caption, app.success, app.info, app.warning, app.error, app.header, app.text)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with that label."""
    return next(button for button in app.button if button.label.startswith(label)).click().run()
