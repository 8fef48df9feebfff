"""Words around the head's figures: values, where they come from, what is in the way."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ktp_core.kpi import wording
from ktp_core.kpi.definitions import DEFINITIONS, YEARLY, definition
from ktp_core.kpi.model import Figure, Origin, Unit
from ktp_core.kpi.service import Overview
from ktp_core.ui.i18n import N_, _, day_short, number, percent

# What may stand between a person and the card, and how one says it after the number.
OBSTACLES: dict[str, str] = {
    "unrecorded": N_("wajib KTP belum direkam"),
    "processing": N_("orang sudah direkam tetapi belum siap cetak"),
    "backlog": N_("kartu siap cetak belum dicetak"),
    "undelivered": N_("kartu sudah dicetak tetapi belum diterima"),
}

ORIGINS: dict[Origin, str] = {
    Origin.REPORTED: N_("dilaporkan"), Origin.OWN: N_("registri sendiri"), Origin.NONE: N_("belum ada data"),
    Origin.COMBINED: N_("angka resmi + registri sejak itu"), Origin.COMPARED: N_("angka resmi − registri"),
}  # fmt: skip


def obstacles(view: Overview) -> dict[str, int]:
    """How many are held up at each step: the first from the coverage's own numbers, the others from our registry."""
    value = {name: int(figure.value or 0) for name, figure in view.figures.items()}
    return {
        "unrecorded": value["unrecorded"],
        "processing": value["funnel_covered"] - value["funnel_ready"],
        "backlog": value["backlog"],
        "undelivered": value["funnel_printed"] - value["funnel_owned"],
    }


def label(name: str) -> str:
    """The label of a figure in the language of the session."""
    if name in DEFINITIONS:
        return _(DEFINITIONS[name].label)
    stem, year = name[:-4], name[-4:]
    return _(YEARLY[f"{stem}YYYY"].label).format(year=year)


def value_of(figure: Figure) -> str:
    """A value as text: whole numbers, or a percentage that is never clipped."""
    if definition(figure.name).unit is Unit.RATIO:
        return percent(figure.value)
    return number(figure.value)


def parts_of(figure: Figure) -> str:
    """n of N, or nothing for a plain count."""
    if figure.denominator is None:
        return ""
    return _("{n} dari {of}").format(n=number(figure.numerator), of=number(figure.denominator))


def explained(figure: Figure) -> str:
    """What stands behind the "?": definition, basis date, source, and what is odd."""
    found = definition(figure.name)
    lines = [
        _(found.sentence),
        _("Per {day}. Sumber: {source}.").format(day=day_short(figure.basis), source=wording.source(figure, _)),
        wording.note(figure, _),
    ]
    return "\n\n".join(line for line in lines if line)


def listing(figures: Iterable[Figure]) -> pd.DataFrame:
    """One row per figure, ready text."""
    return pd.DataFrame(
        [
            (
                label(figure.name), value_of(figure), parts_of(figure), day_short(figure.basis),
                wording.source(figure, _), wording.note(figure, _),
            )
            for figure in figures
        ],
        columns=[_("Angka"), _("Nilai"), _("n dari N"), _("Per tanggal"), _("Sumber"), _("Catatan")],
    )  # fmt: skip
