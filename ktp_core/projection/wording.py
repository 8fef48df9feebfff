# ruff: noqa: E501  one sentence a line reads better than a fold
"""What is foreseen, as one says it: the same sentence on screen and on the command line. Indonesian, translated by the
caller; two stars around what stands out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ktp_core.labels.projection import COUNTED, OBSTACLES
from ktp_core.projection.target_model import Arrival

NEAR = timedelta(days=92)
"""Up to here a day is named, later only its month: more would promise what nobody knows."""
ANSWERS: dict[str, str] = {
    "reached": "Target **{target}** {what} sudah **tercapai**: kini {now}",
    "band": "Dengan laju sekarang target **{target}** {what} tercapai sekitar **{p50}** (8 dari 10 kemungkinan: {p10} sampai {p90})",
    "late": "Dengan laju sekarang target **{target}** {what} baru tercapai sekitar **{p50}** (8 dari 10 kemungkinan: {p10} sampai {p90}), **sesudah batasnya** {until}",
    "open": "Dengan laju sekarang target **{target}** {what} tercapai sekitar **{p50}**, paling cepat {p10}, tetapi bisa juga setelah {horizon}",
    "unlikely": "Target **{target}** {what} **tidak tercapai dengan laju ini** sampai {horizon}, kecuali semua berjalan jauh lebih baik dari biasanya (1 dari 10 kemungkinan: {p10})",
    "never": "Target **{target}** {what} **tidak tercapai dengan laju ini** sampai {horizon}: saat itu baru sekitar {then}",
    "short": "Target **{target}** {what} **tidak tercapai dengan laju ini** dalam masa berlakunya, sampai {until}: saat itu baru sekitar {then}",
    "tight": "Target **{target}** {what} **kemungkinan tidak tercapai** dalam masa berlakunya, sampai {until}: saat itu sekitar {then} ({chance} dari 100 kemungkinan tercapai)",
    "maybe": "Dengan laju sekarang target **{target}** {what} tercapai sekitar **{p50}**, paling cepat {p10}; {chance} dari 100 kemungkinan masih dalam masa berlakunya, sampai {until}",
}  # fmt: skip
BRIEFLY: dict[str, str] = {
    "band": "Perkiraan tercapai {p50} ({p10} sampai {p90}).",
    "late": "Perkiraan tercapai {p50}, sesudah batasnya.",
    "open": "Perkiraan tercapai {p50}, bisa juga jauh sesudahnya.",
    "maybe": "Perkiraan tercapai {p50}; {chance} dari 100 kemungkinan tepat waktu.",
    "tight": "Perkiraan: {chance} dari 100 kemungkinan tepat waktu.",
    "unlikely": "Perkiraan: tidak tercapai dengan laju ini.",
    "never": "Perkiraan: tidak tercapai dengan laju ini.",
    "short": "Perkiraan: tidak tercapai dengan laju ini.",
}
JOINED: dict[str, str] = {
    "obstacle": "{answer}; hambatan terbesar: **{obstacle}**.",
    "plain": "{answer}.",
}


@dataclass(frozen=True, slots=True)
class Speech:
    """How words, numbers and dates are said."""

    translate: Callable[[str], str]
    number: Callable[[float | None], str]
    day: Callable[[date], str]
    month: Callable[[date], str]

    def when(self, day: date | None, today: date) -> str:
        """A day that is near, the month of one that is not."""
        if day is None:
            return "–"
        return self.day(day) if day - today <= NEAR else self.month(day)


def kind(one: Arrival) -> str:
    """Which answer it is. What a target counts within its validity alone has no date after that."""
    if one.reached:
        return "reached"
    within = one.until == one.target.valid_until
    if one.p50 is None:
        return ("short" if within else "never") if one.p10 is None else "tight" if within else "unlikely"
    if one.p90 is None:
        return "maybe" if within else "open"
    return "late" if one.late else "band"


def answer(one: Arrival, start: date, said: Speech) -> str:
    """One sentence. `start`: the day it is foreseen from."""
    text = said.translate(ANSWERS[kind(one)]).format(**_values(one, start, said))
    if one.obstacle is None:
        return said.translate(JOINED["plain"]).format(answer=text)
    return said.translate(JOINED["obstacle"]).format(answer=text, obstacle=obstacle(one, said))


def briefly(one: Arrival, start: date, said: Speech) -> str:
    """The same in a few words, beside the target; nothing for one that is reached."""
    return "" if one.reached else said.translate(BRIEFLY[kind(one)]).format(**_values(one, start, said))


def _values(one: Arrival, start: date, said: Speech) -> dict[str, str]:
    return {
        "target": said.number(one.target.value), "what": said.translate(COUNTED[str(one.target.measure)]),
        "now": said.number(one.now), "p10": said.when(one.p10, start), "p50": said.when(one.p50, start),
        "p90": said.when(one.p90, start), "horizon": said.month(one.until), "then": said.number(round(one.then)),
        "until": said.day(one.target.valid_until) if one.target.valid_until else "–",
        "chance": said.number(round((one.in_time or 0.0) * 100)),
    }  # fmt: skip


def obstacle(one: Arrival, said: Speech) -> str:
    """What stands most in the way; a dash where nothing does."""
    return said.translate(OBSTACLES[str(one.obstacle)]) if one.obstacle else "–"
