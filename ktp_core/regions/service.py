"""Setting up the regencies an installation serves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import writing
from ktp_core.regions import store
from ktp_core.regions.model import Level


def init(by: Actor, regencies: Sequence[str], at: datetime) -> dict[str, int]:
    """Regions, office and default parameters of each regency; again changes nothing. Counts what these regencies have.

    All or nothing: an unknown code raises NotFound("regency_unknown") and none is set up.
    """
    wanted = list(dict.fromkeys(regencies))
    for regency in wanted:
        require(by, Permission.SETUP, regency)
    with writing(by, Permission.SETUP, None, at=at) as tx:
        found = [area for regency in wanted for area in store.setup(tx.conn, regency)]
        counts = {
            "regencies": len(wanted),
            "districts": sum(area.level is Level.DISTRICT for area in found),
            "villages": sum(area.level is Level.VILLAGE for area in found),
        }
        tx.audit("region.init", None, codes=wanted, **counts)
    return counts
