"""Times of day on the office's clock, as stored."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from ktp_core.demo.ground import Ground


def moment(ground: Ground, day: date, minutes: int = 9 * 60) -> datetime:
    """A time of that day on the office's clock, never after the demo was made."""
    zone = ground.zone
    local = datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=zone)
    return min(local.astimezone(UTC), ground.at)
