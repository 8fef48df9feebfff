"""A clock that stands still, for screens: they read it themselves, and a test must not end with the year."""

from __future__ import annotations

from datetime import datetime, tzinfo

import pytest

from ktp_core import clock


def stop(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Until the end of the test it is `at`, in this process."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return at.astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Stopped)
