"""Words of the screen `angka_resmi`: measures, kinds of dates, arithmetic in the language of the session."""

from __future__ import annotations

from ktp_core.figures.model import AGED, BasisKind, Doubt, Measure, Reported, Target
from ktp_core.figures.wording import BASES, MEASURES, UNITS, Tongue, sentence
from ktp_core.ui.i18n import _, number, percent, words


def measure(one: Measure | str) -> str:
    """What a measure is called."""
    return _(MEASURES[Measure(one)])


def unit(one: Measure | str) -> str:
    """What it counts."""
    return _(UNITS[Measure(one)])


def basis(one: Reported) -> str:
    """What the date of a figure means."""
    if one.basis_kind is BasisKind.DAY and one.measure not in AGED:
        return _("keadaan tanggal itu")
    return _(BASES[one.basis_kind])


def amount(one: Reported) -> str:
    """The number with what it counts."""
    return f"{value(one)} {unit(one.measure)}"


def value(one: Reported) -> str:
    """The number; a source that said "about" is quoted so."""
    return f"± {number(one.value)}" if one.approximate else number(one.value)


def arithmetic(doubt: Doubt, names: dict[str, str]) -> str:
    """A doubt as a sentence."""
    tongue = Tongue(_, number, lambda share: percent(share, 2))
    return sentence(doubt, names.get(doubt.area, doubt.area), tongue)


def share_sentence(share: str, base: Reported, n: int) -> str:
    """How a target was worked out, as it is written into its source. Indonesian: it is data."""
    from ktp_core.figures.wording import INDONESIAN

    day = f"{base.basis_on:%d/%m/%Y}"
    return (
        f"{share}% dari {INDONESIAN.number(base.value)} {MEASURES[base.measure]} ({base.source}, {day}) "
        f"= {INDONESIAN.number(n)}"
    )


def validity(one: Target) -> str:
    """From when until when."""
    start = f"{one.valid_from:%d/%m/%Y}"
    if one.valid_until is None:
        return words("sejak {day}", day=start)
    return f"{start} – {one.valid_until:%d/%m/%Y}"
