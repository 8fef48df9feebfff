"""Rencana: what an edit of the proposed visits changed and broke, in words."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ktp_core.labels.planning import FAULTS
from ktp_core.planning import edits
from ktp_core.planning.answer import Proposal
from ktp_core.planning.edits import Edited, Found
from ktp_core.ui.i18n import _, day_short, number, words
from ktp_core.ui.safe import plain

_MOST = 6  # lines of each kind


def changed(found: Proposal, edited: Edited) -> None:
    """New hours follow from who is visited before whom; the table keeps those of the proposal."""
    names = {team.team_id: team.name for team in found.question.teams}
    new = edits.changed(found, edited.items)
    if not new:
        return
    lines = [
        f"- {plain(one.candidate.name)}: {day_words(one.day)}, {clock_words(one.start)}–{clock_words(one.end)}, "
        f"{plain(names[one.team_id])}"
        for one in new[:_MOST]
    ]  # fmt: skip
    if len(new) > _MOST:
        lines.append("- " + words("dan {n} lagi", n=number(len(new) - _MOST)))
    st.info("\n".join([_("Sesudah diubah:"), "", *lines]), icon=":material/event_repeat:")


def faults(found: Proposal, edited: Edited) -> None:
    """What an edit broke: the first few, and how many more."""
    names = {team.team_id: team.name for team in found.question.teams}
    most = found.question.choices.per_day
    texts = [_fault(one, names, most) for one in edited.faults]
    if texts:
        more = len(texts) - _MOST
        lines = texts[:_MOST] + ([words("dan {n} lagi", n=number(more))] if more > 0 else [])
        stops = not edited.possible
        box = st.error if stops else st.warning
        box("\n".join(f"- {line}" for line in lines), icon=":material/block:" if stops else ":material/warning:")


def _fault(one: Found, names: dict[int, str], most: int) -> str:
    return words(
        FAULTS[str(one.fault)], team=plain(names.get(one.team_id or 0, "")), day=day_short(one.day),
        name=plain(one.name or ""), minutes=number(one.amount), n=number(one.amount), most=number(most),
    )  # fmt: skip


def day_words(day: date) -> str:
    """`Sen 23/11/2026`."""
    return f"{_weekdays()[day.weekday()]} {day:%d/%m/%Y}"


def _weekdays() -> tuple[str, ...]:  # noqa: N802
    return (_("Sen"), _("Sel"), _("Rab"), _("Kam"), _("Jum"), _("Sab"), _("Min"))


def clock_words(minutes: int) -> str:
    """480 -> `08.00`."""
    return f"{minutes // 60:02d}.{minutes % 60:02d}"
