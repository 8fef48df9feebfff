"""Targets side by side: each in its own unit, with what is done, what is left, and the pace that it takes."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.kpi.goals import STOCKS, UNITS, Goal
from ktp_core.kpi.model import Scope, Unit
from ktp_core.kpi.wording import NOTES
from ktp_core.projection.outlook import Outlook
from ktp_core.ui import head_arrivals, head_links, tables
from ktp_core.ui.head_words import ORIGINS
from ktp_core.ui.i18n import N_, _, day_short, number, percent, words
from ktp_core.ui.safe import plain

MEASURES: dict[str, str] = {
    "holders": N_("Orang dengan KTP-el"), "recorded": N_("Orang yang direkam"),
    "institutions_served": N_("Lembaga dilayani"), "people_served": N_("Pelajar dan santri dilayani"),
    "visits": N_("Kunjungan"), "printed": N_("Kartu dicetak"),
    "delivered": N_("Kartu diserahkan"), "beginners_recorded": N_("Pemula yang direkam"),
}  # fmt: skip
COUNTED: dict[Unit, str] = {
    Unit.PEOPLE: N_("{n} orang"), Unit.INSTITUTIONS: N_("{n} lembaga"), Unit.VISITS: N_("{n} kunjungan"),
    Unit.CARDS: N_("{n} kartu"),
}  # fmt: skip
_SIDE_BY_SIDE = 3
_UNKNOWN = {
    "partial": N_("Registri sendiri baru memuat sebagian; belum dapat dibandingkan dengan target."),
    "only_then": NOTES["only_then"], "": N_("Belum ada hitungan untuk target ini."),
}  # fmt: skip


def draw(user: Actor, scope: Scope, goals: tuple[Goal, ...], foreseen: Outlook | None = None) -> None:
    """The targets of the area beside one another; those of its districts in a table. `foreseen`: when they are reached,
    where that was worked out already; a link leads there in any case."""
    st.header(_("Target"), anchor=False)
    own = [goal for goal in goals if goal.target.area == scope.area]
    others = [goal for goal in goals if goal.target.area != scope.area]
    if not goals:
        st.info(_("Belum ada target untuk tempat dan tanggal ini. Admin memasukkannya sebagai angka mentah."),
                icon=":material/flag:")  # fmt: skip
        head_links.go(user, "angka_resmi", _("Buka angka resmi dan target"))
        return
    for first in range(0, len(own), _SIDE_BY_SIDE):
        row = own[first : first + _SIDE_BY_SIDE]
        # A short last row keeps the widths of the first, so that bars can be compared.
        for column, goal in zip(st.columns(min(len(own), _SIDE_BY_SIDE)), row, strict=False):
            with column:
                _one(goal)
                head_arrivals.when(user, scope, goal, foreseen)
    if others:
        _table(user, scope, others)


def _one(goal: Goal) -> None:
    st.markdown(f"**{label(goal)}**", help=_source(goal))
    if goal.n is None:
        st.caption(_(_UNKNOWN.get(goal.note or "", _UNKNOWN[""])))
        st.caption(words("Target {n}.", n=counted(goal, goal.target.value)))
        return
    share = words("{n} dari {of} ({share})", n=number(goal.n), of=counted(goal, goal.target.value),
                  share=percent(goal.share))  # fmt: skip
    st.progress(min(max(goal.share or 0.0, 0.0), 1.0), text=share)
    st.caption("  \n".join(line for line in (_left(goal), _pace(goal), _(ORIGINS[goal.origin])) if line))


def label(goal: Goal) -> str:
    """What a target counts."""
    measure = str(goal.target.measure)
    return _(MEASURES[measure]) if measure in MEASURES else measure


def counted(goal: Goal, n: int) -> str:
    """A number in the unit of the target: `60 lembaga`."""
    unit = UNITS.get(str(goal.target.measure))
    return number(n) if unit is None else words(COUNTED[unit], n=number(n))


def _left(goal: Goal) -> str:
    if not goal.missing:
        return _("Tercapai.")
    if goal.days_left is None:
        return words("Kurang {n}; tanpa tenggat.", n=number(goal.missing))
    return words("Kurang {n}; sisa {days} hari ({work} hari kerja) sampai {day}.", n=number(goal.missing),
                 days=number(goal.days_left), work=number(goal.workdays_left),
                 day=day_short(goal.target.valid_until))  # fmt: skip


def _pace(goal: Goal) -> str:
    if not goal.missing:
        return ""
    needed = words("Perlu **{n}** per hari kerja", n=_rate(goal.needed)) if goal.needed else ""
    said = "; ".join(part for part in (needed, _of_late(goal)) if part)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _of_late(goal: Goal) -> str:
    """The pace, and of when it is: people by the last twelve months, what happens since the target began."""
    if goal.pace is None:
        return ""
    if str(goal.target.measure) in STOCKS:
        return words("laju {n} (12 bulan terakhir)", n=_rate(goal.pace))
    return words("laju {n} (sejak {day})", day=day_short(goal.target.valid_from), n=_rate(goal.pace))


def _rate(n: float | None) -> str:
    return number(n, 0 if n is not None and n >= 10 else 1)


def _source(goal: Goal) -> str:
    said = words("Sumber: {source}. Berlaku sejak {day}.", source=plain(goal.target.source),
                 day=day_short(goal.target.valid_from))  # fmt: skip
    if str(goal.target.measure) != "beginners_recorded":
        return said
    return said + " " + words(
        "Dihitung: penduduk kita yang genap 17 tahun dalam {year} dan sudah direkam.",
        year=(goal.target.valid_until or goal.day).year,
    )  # fmt: skip


def _table(user: Actor, scope: Scope, goals: list[Goal]) -> None:
    known = head_links.districts(user, scope.regency)
    rows = [
        (known.get(goal.target.area, goal.target.area), label(goal), goal.target.value, goal.n, percent(goal.share),
         goal.missing, day_short(goal.target.valid_until), _rate(goal.needed))
        for goal in goals
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["name", "measure", "target", "n", "share", "missing", "until", "needed"])
    columns = {
        "name": tables.text(_("Kecamatan")), "measure": tables.text(_("Target")), "target": tables.amount(_("Angka")),
        "n": tables.amount(_("Tercapai")), "share": tables.text(_("Bagian")), "missing": tables.amount(_("Kurang")),
        "until": tables.text(_("Sampai")), "needed": tables.text(_("Perlu per hari kerja")),
    }  # fmt: skip
    with st.expander(words("{n} target kecamatan", n=number(len(goals))), icon=":material/flag:"):
        chosen = tables.show(frame, columns, key="target_kecamatan", choose="one", empty="–",
                             alt=_("Target kecamatan dan capaiannya."))  # fmt: skip
        for at in chosen:
            head_arrivals.go(user, scope, goals[at], words("Kapan tercapai di {name}?", name=rows[at][0]))
