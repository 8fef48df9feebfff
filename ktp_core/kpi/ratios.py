"""Shares of two counts. Official numbers are carried on to the day asked for; n and N are of the same origin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ktp_core.figures.model import BasisKind, Measure, Reported, Target
from ktp_core.kpi.model import Figure, Inputs, Origin
from ktp_core.summaries.model import Flow

# The flow that carries on an official stock after its basis date.
CONTINUED_BY: dict[Measure, Flow] = {
    Measure.WAJIB_KTP: Flow.ELIGIBLE,
    Measure.RECORDED: Flow.COVERED,
    Measure.HOLDERS: Flow.OWNED,
}
# A registry with fewer of the official wajib KTP than this share is a part of them, and says so.
_WHOLE_REGISTRY = 0.9


def stock(measure: Measure) -> Callable[[Inputs, str], Figure]:
    """People by a measure: the official figure plus our flow since its date, or our own stock without a figure."""

    def calculate(inputs: Inputs, name: str) -> Figure:
        base, day = inputs.official.get(measure), inputs.scope.as_of
        if base is None:
            return Figure(name, inputs.stock.get(CONTINUED_BY[measure], 0), day, Origin.OWN, note=_partial(inputs))
        since = inputs.since.get(measure, 0)
        note = _kind(base) or ("approximate" if base.approximate else None)
        return Figure(name, base.value + since, day, Origin.COMBINED, official=(base,), since=since, note=note)

    return calculate


def share(upper: Measure) -> Callable[[Inputs, str], Figure]:
    """Of the wajib KTP: both numbers official + since, or both of our registry; never one of each."""
    pair = (upper, Measure.WAJIB_KTP)

    def calculate(inputs: Inputs, name: str) -> Figure:
        if all(measure in inputs.official for measure in pair):
            top, bottom = (stock(measure)(inputs, name) for measure in pair)
            used = top.official + bottom.official
            return ratio(name, inputs, _whole(top), _whole(bottom), Origin.COMBINED, used)
        counts = [inputs.stock.get(CONTINUED_BY[measure], 0) for measure in pair]
        found = ratio(name, inputs, counts[0], counts[1], Origin.OWN)
        return replace(found, note=found.note or _partial(inputs))

    return calculate


def progress(inputs: Inputs, name: str) -> Figure:
    """Card holders of the target."""
    owned, goal = stock(Measure.HOLDERS)(inputs, name), inputs.target
    if goal is None:
        return Figure(name, None, owned.basis, owned.origin, _whole(owned), None, owned.official, note="no_target")
    found = ratio(name, inputs, _whole(owned), goal.value, owned.origin, (*owned.official, goal))
    # The few that a young registry knows of are no progress towards a target for everybody.
    return replace(found, value=None, note="partial") if owned.note == "partial" else found


def _partial(inputs: Inputs) -> str | None:
    """Our registry holds only some of the wajib KTP that an official figure tells of."""
    known = inputs.official.get(Measure.WAJIB_KTP)
    few = known is not None and inputs.stock.get(Flow.ELIGIBLE, 0) < _WHOLE_REGISTRY * known.value
    return "partial" if few else None


def unrecorded(inputs: Inputs, name: str) -> Figure:
    """What is missing in the two numbers of the coverage. Below zero where more are recorded than must be."""
    found = share(Measure.RECORDED)(inputs, name)
    left = (found.denominator or 0) - (found.numerator or 0)
    return Figure(name, left, found.basis, found.origin, official=found.official, note=found.note)


def ratio(
    name: str,
    inputs: Inputs,
    top: int | None,
    bottom: int | None,
    origin: Origin,
    official: tuple[Reported | Target, ...] = (),
) -> Figure:
    """Divide last; nothing divided by nothing is not a number but None."""
    value = top / bottom if top is not None and bottom else None
    return Figure(name, value, inputs.scope.as_of, origin, top, bottom, official, note=_note(value, official))


def _note(value: float | None, official: tuple[Reported | Target, ...]) -> str | None:
    known = [one for one in official if isinstance(one, Reported)]
    dates, kinds = ({one.basis_on for one in known}, {one.basis_kind for one in known})
    over = "over_100" if value is not None and value > 1 else None
    if len(dates) > 1:
        return "over_100_mixed" if over else "mixed_dates"
    if over or len(kinds) > 1:
        return over or "mixed_kinds"
    told = next((kind for one in known if (kind := _kind(one))), None)
    return told or ("approximate" if any(one.approximate for one in known) else None)


def _kind(one: Reported) -> str | None:
    """That it counts people who are not of age yet."""
    return _AHEAD.get(one.basis_kind)


_AHEAD = {BasisKind.YEAR: "of_year", BasisKind.ELECTION: "of_election"}


def _whole(figure: Figure) -> int | None:
    return None if figure.value is None else int(figure.value)
