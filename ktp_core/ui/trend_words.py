"""Words of the screen `tren`: what is counted, and what the months say, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ktp_core.cards.model import Channel
from ktp_core.cards.wording import CHANNELS
from ktp_core.kpi import seasons
from ktp_core.kpi.trend_model import Trend, Trends
from ktp_core.ui.i18n import N_, _, day_long, month, number, words
from ktp_core.ui.safe import plain

NAMES: dict[Trend, str] = {
    Trend.RECORDED: N_("Direkam"), Trend.SERVED: N_("Dilayani"), Trend.READY: N_("Siap cetak"),
    Trend.PRINTED: N_("Dicetak"), Trend.DELIVERED: N_("Diserahkan"),
}  # fmt: skip
COUNTED: dict[Trend, str] = {
    Trend.RECORDED: N_("{n} perekaman"), Trend.SERVED: N_("{n} perekaman termasuk warga luar"),
    Trend.READY: N_("{n} kartu siap cetak"), Trend.PRINTED: N_("{n} kartu dicetak"),
    Trend.DELIVERED: N_("{n} kartu diserahkan"),
}  # fmt: skip
ABOUT: dict[Trend, str] = {
    Trend.RECORDED: N_("Perekaman penduduk kita menurut hari perekamannya; yang dibatalkan tidak dihitung. Orang yang "
                       "direkam ulang dihitung setiap kali."),
    Trend.SERVED: N_("Semua perekaman yang dibuat kantor ini, warga kabupaten/kota lain termasuk. Orang yang direkam "
                     "ulang dihitung setiap kali."),
    Trend.READY: N_("Kartu penduduk kita menurut hari dinyatakan siap cetak (PRR), kartu pengganti tidak termasuk."),
    Trend.PRINTED: N_("Pencetakan kartu penduduk kita menurut hari cetaknya, kartu pengganti dan cetak ulang "
                      "termasuk."),
    Trend.DELIVERED: N_("Penyerahan kartu penduduk kita menurut hari serahnya, kartu pengganti termasuk."),
}  # fmt: skip


def counted(what: Trend, n: int) -> str:
    """`1.234 perekaman`."""
    return words(COUNTED[what], n=number(n))


def signed(n: int) -> str:
    """`+25`, `−25`, `±0`."""
    return f"+{number(n)}" if n > 0 else f"−{number(-n)}" if n else "±0"


def answer(view: Trends) -> str:
    """Twelve months against the twelve before, this year so far, and the month that still runs."""
    sentences = [_place(view) + _twelve(view), so_far(view)]
    return " ".join([*sentences, _running(view)] if view.running else sentences)


def _place(view: Trends) -> str:
    if not view.scope.districts:
        return ""
    return words("Kecamatan {names}: ", names=", ".join(plain(view.names[one]) for one in view.scope.districts))


def _twelve(view: Trends) -> str:
    day = view.scope.as_of
    now, before = seasons.twelve(view.months, day), seasons.twelve(view.months, day, seasons.YEAR)
    return words("**{n}** dalam 12 bulan sampai {month}, {compared} 12 bulan sebelumnya ({before}).",
                 n=counted(view.what, now), month=month(last_whole(view)), compared=_compared(now, before),
                 before=number(before))  # fmt: skip


def _compared(now: int, before: int) -> str:
    if now == before:
        return _("sama banyak dengan")
    said = _("**{n} lebih banyak** daripada") if now > before else _("**{n} lebih sedikit** daripada")
    return said.format(n=number(abs(now - before)))


def last_whole(view: Trends) -> int:
    """The newest month that is over, as yyyymm."""
    return view.recent[-2 if view.running else -1]


def so_far(view: Trends) -> str:
    """This year, last year and the year before it, each up to the same day."""
    now, last, two = view.years
    return words("Sejak 1 Januari sampai {day} **{n}**; sampai hari yang sama {year} {before} ({change}), {older} "
                 "{two} ({older_change}).", day=day_long(now.until), n=number(now.n), year=last.year,
                 before=number(last.n), change=signed(now.n - last.n), older=two.year, two=number(two.n),
                 older_change=signed(now.n - two.n))  # fmt: skip


def _running(view: Trends) -> str:
    one = view.pairs[-1]
    return words("{month} masih berjalan: {n} sampai tanggal {day}, {before} pada hari-hari yang sama tahun lalu.",
                 month=month(one.month), n=number(one.n), day=view.scope.as_of.day,
                 before=number(one.before))  # fmt: skip


def names_of(view: Trends, rows: Mapping[Any, Sequence[int]]) -> dict[Any, str]:
    """Name by key of channels or teams, unescaped."""
    if rows is view.channels:
        named = {key: _(CHANNELS[Channel(key)]) for key in rows}
        return {key: name[0].upper() + name[1:] for key, name in named.items()}
    return {key: _("Tanpa tim") if key is None else view.team_names.get(key, "–") for key in rows}


def changes(view: Trends, rows: Mapping[Any, Sequence[int]]) -> dict[Any, tuple[int, int]]:
    """Key -> the twelve months that are over, and the twelve before them."""
    day = view.scope.as_of
    return {key: (seasons.twelve(row, day), seasons.twelve(row, day, seasons.YEAR)) for key, row in rows.items()}


def parts(view: Trends, rows: Mapping[Any, Sequence[int]], names: Mapping[Any, str]) -> str:
    """Which part is largest of all, and which grew and fell most."""
    sums = changes(view, rows)
    whole = sum(now for now, _before in sums.values())
    if not whole:
        return words("Tidak ada hitungan dalam 12 bulan sampai {month}.", month=month(last_whole(view)))
    most = max(sums, key=lambda key: sums[key][0])
    first = words("Terbanyak dalam 12 bulan sampai {month}: {name}, {n} dari {of}.", month=month(last_whole(view)),
                  name=plain(names[most]), n=number(sums[most][0]), of=number(whole))  # fmt: skip
    return " ".join([first, *_extremes(sums, names)])


def districts(view: Trends) -> str:
    """In how many districts it grew and fell, and where most."""
    sums = {key: both for key, both in changes(view, view.districts).items() if key}
    grew, fell = (sum(1 for now, before in sums.values() if sign * (now - before) > 0) for sign in (1, -1))
    said = words("12 bulan sampai {month} dibanding 12 bulan sebelumnya: naik di {grew} kecamatan, turun di {fell}, "
                 "tetap di {same}.", month=month(last_whole(view)), grew=number(grew), fell=number(fell),
                 same=number(len(sums) - grew - fell))  # fmt: skip
    return " ".join([said, *_extremes(sums, view.names)])


def _extremes(sums: Mapping[Any, tuple[int, int]], names: Mapping[Any, str]) -> Iterable[str]:
    change = {key: now - before for key, (now, before) in sums.items()}
    up, down = max(change, key=change.__getitem__), min(change, key=change.__getitem__)
    if change[up] > 0:
        yield words("Naik terbanyak: {name} ({change}).", name=plain(names[up]), change=signed(change[up]))
    if change[down] < 0:
        yield words("Turun terbanyak: {name} ({change}).", name=plain(names[down]), change=signed(change[down]))
