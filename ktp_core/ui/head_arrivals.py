"""From a target on the head's page to when it is reached."""

from __future__ import annotations

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.kpi.goals import SPANS, STOCKS, Goal
from ktp_core.kpi.model import Scope
from ktp_core.projection import wording
from ktp_core.projection.outlook import Outlook
from ktp_core.ui import head_links, projection
from ktp_core.ui.i18n import _


def when(user: Actor, scope: Scope, goal: Goal, foreseen: Outlook | None) -> None:
    """When it is reached, in a few words where that is known, and the way to the whole answer."""
    if not goal.missing:
        return
    if str(goal.target.measure) not in {*STOCKS, *SPANS}:
        st.caption(_("Tidak diproyeksikan: perekaman per bulan tidak dipisahkan menurut tahun lahir."))
        return
    found = [one for one in foreseen.arrivals if one.target == goal.target] if foreseen else []
    for one in found:
        st.caption(wording.briefly(one, scope.as_of, projection.speech()))
    go(user, scope, goal, _("Kapan tercapai?"))


def go(user: Actor, scope: Scope, goal: Goal, label: str) -> None:
    """The way to the projection of one target, at the same place and day."""
    area = goal.target.area
    mine = [] if area in (scope.regency, *user.districts) else [head_links.districts(user, scope.regency).get(area, "")]
    head_links.go(user, "proyeksi", label, {"target": projection.name(goal.target), "kecamatan": mine, **_day(scope)})


def _day(scope: Scope) -> dict[str, str]:
    """A day of the past as it stands in the address; today needs none."""
    past = scope.known_on is not None or scope.as_of < clock.today(scope.regency)
    now = {"pengetahuan": "true"} if past and scope.known_on is None else {}
    return {"tanggal": scope.as_of.isoformat(), **now} if past else {}
