"""Words of the map: values, what stands behind a place, the finding, where the outlines come from."""

from __future__ import annotations

from collections.abc import Sequence

from ktp_core.geo.model import Kind, Outline
from ktp_core.kpi.area_rates import MEASURES, AreaMeasure, AreaRate, rate, together
from ktp_core.kpi.areas import AreaView
from ktp_core.regions.model import Level
from ktp_core.ui import map_choice
from ktp_core.ui.i18n import N_, _, day_long, number, percent, words
from ktp_core.ui.map_choice import Choice

_SHARES = (AreaMeasure.COVERAGE, AreaMeasure.OWNERSHIP, AreaMeasure.REACHED)
PARTS: dict[AreaMeasure, str] = {
    AreaMeasure.COVERAGE: N_("{n} dari {of} wajib KTP sudah direkam"),
    AreaMeasure.OWNERSHIP: N_("{n} dari {of} wajib KTP memiliki KTP-el"),
    AreaMeasure.BACKLOG: N_("{n} kartu menunggu cetak, {of} wajib KTP"),
    AreaMeasure.UNRECORDED: N_("dari {of} wajib KTP"),
    AreaMeasure.REACHED: N_("{n} dari {of} lembaga sudah dikunjungi tahun ini"),
}
STATES: dict[str, str] = {
    "waiting": N_("surat menunggu"),
    "planned": N_("kunjungan dijadwalkan"),
    "served": N_("dikunjungi tahun ini"),
    "before": N_("dikunjungi sebelumnya"),
    "never": N_("belum pernah dikunjungi"),
}
_SENTENCES: dict[AreaMeasure, str] = {
    AreaMeasure.COVERAGE: N_("Sudah direkam dibagi wajib KTP, menurut registri sendiri."),
    AreaMeasure.OWNERSHIP: N_("Sudah memegang kartu pertama dibagi wajib KTP, menurut registri sendiri."),
    AreaMeasure.BACKLOG: N_("Kartu siap cetak yang belum dicetak, untuk setiap 1.000 wajib KTP. Pada tingkat desa "
                            "hanya kartu pertama."),
    AreaMeasure.UNRECORDED: N_("Wajib KTP yang belum direkam: jumlah orang, bukan persentase."),
    AreaMeasure.REACHED: N_("Sekolah, pesantren, dan desa yang dikunjungi sejak 1 Januari, dibagi semua yang aktif; "
                            "tempat layanan tidak dihitung."),
}  # fmt: skip


def value(measure: AreaMeasure, of: float | None) -> str:
    """A value of the measure as text; never clipped."""
    if of is None:
        return "–"
    if measure in _SHARES:
        return percent(of)
    return number(of, 1 if measure is AreaMeasure.BACKLOG else 0)


def limit(measure: AreaMeasure, bound: float) -> str:
    """A limit between two classes, as short as it can be."""
    shown = bound * 100 if measure in _SHARES else bound
    digits = 0 if round(shown, 6).is_integer() else 1
    return percent(bound, digits) if measure in _SHARES else number(bound, digits)


def parts(measure: AreaMeasure, one: AreaRate) -> str:
    """n of N in words."""
    return _(PARTS[measure]).format(n=number(one.n), of=number(one.of))


def tip(measure: AreaMeasure, one: AreaRate) -> list[str]:
    """The lines of an area: name, value, n of N, and that it says little."""
    if one.value is None:
        return [one.name, _("belum ada data")]
    found = [one.name, value(measure, one.value), parts(measure, one)]
    return [*found, _("penyebut kecil")] if one.small else found


def finding(view: AreaView, rates: Sequence[AreaRate], choice: Choice) -> str:
    """The whole, and between which areas it lies; areas that say little are not named."""
    known = [one for one in rates if one.value is not None and not one.small]
    whole = rate(together([*view.counts, *view.unknown], ""), choice.measure, choice.small)
    if whole.value is None:
        return words("Belum ada data untuk {measure}.", measure=_(map_choice.MEASURES[choice.measure]).lower())
    said = words(
        "{measure}: {value} ({parts}).", measure=_(map_choice.MEASURES[choice.measure]),
        value=value(choice.measure, whole.value), parts=parts(choice.measure, whole),
    )  # fmt: skip
    if len(known) < 2:
        return said
    low = min(known, key=lambda one: (one.value or 0, one.name))
    high = max(known, key=lambda one: (one.value or 0, one.name))
    return said + " " + words(
        "Terendah di {low} ({low_value}), tertinggi di {high} ({high_value}).", low=low.name, high=high.name,
        low_value=value(choice.measure, low.value), high_value=value(choice.measure, high.value),
    )  # fmt: skip


def about(view: AreaView, choice: Choice, outlines: Sequence[Outline]) -> str:
    """Definition, day, how the outlines came to be, what the signs mean."""
    said = [_(_SENTENCES[choice.measure]), words("Per {day}.", day=day_long(view.basis))]
    if view.level is Level.VILLAGE:
        said.append(_("Desa dihitung pada akhir bulan."))
    if any(one.kind is Kind.SCHEMATIC for one in outlines):
        said.append(_("Peta skematik dari titik desa, bukan batas resmi."))
    names = sorted({one.source for one in outlines if one.kind is Kind.IMPORTED})
    if names:
        said.append(words("Batas dari {source}.", source=", ".join(names)))
    said.append(_("Abu-abu: belum ada data."))
    if MEASURES[choice.measure].times and choice.small:
        said.append(words("Diarsir: penyebut di bawah {n}.", n=number(choice.small)))
    return " ".join(said)
