"""Entering an official figure or a target."""

from __future__ import annotations

from datetime import datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import writing
from ktp_core.errors import Refused
from ktp_core.figures import rules, store
from ktp_core.figures.model import Reported, Target


def add_figure(by: Actor, regency: str, new: Reported, *, at: datetime) -> int:
    """Enter a figure, or a newer version of one; older versions stay. Raises Refused without source or area."""
    _check(new, regency)
    with writing(by, Permission.FIGURE_EDIT, regency, at=at) as tx:
        key = store.insert_figure(tx.conn, regency, new, by=by.name, at=at)
        tx.audit("figure.add", str(key), measure=str(new.measure), area=new.area, value=new.value,
                 basis_on=new.basis_on.isoformat())  # fmt: skip
    return key


def add_target(by: Actor, regency: str, new: Target, *, at: datetime) -> int:
    """Set a target, or a newer version of one. Raises Refused without source or area."""
    _check(new, regency)
    with writing(by, Permission.FIGURE_EDIT, regency, at=at) as tx:
        key = store.insert_target(tx.conn, regency, new, by=by.name, at=at)
        tx.audit("target.add", str(key), measure=str(new.measure), area=new.area, value=new.value,
                 valid_from=new.valid_from.isoformat())  # fmt: skip
    return key


def _check(new: Reported | Target, regency: str) -> None:
    rules.check(new)
    if new.area != regency and not new.area.startswith(f"{regency}."):
        raise Refused("figure_area", area=new.area)
