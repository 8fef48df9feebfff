"""Words of the screen `belum_terjangkau`: the finding, how it was compared, what makes it uncertain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ktp_core.figures.model import Reported
from ktp_core.kpi.unseen import Youth, cohort, month_ends, ordered, stale
from ktp_core.kpi.unseen_view import UnseenView
from ktp_core.ui.i18n import _, day_long, day_short, month, number, percent, words
from ktp_core.ui.safe import tame

_NAMED = 3


def answer(view: UnseenView) -> str:
    """How many are missing, of how many, where most of them are."""
    sums, whole = view.total, view.whole
    if sums.unseen is None:
        if whole is None or whole.unseen is None:
            return _("Belum dapat dihitung berapa penduduk usia 16–17 yang belum terjangkau.")
        return words(
            "{about}**{n}** dari {of} penduduk usia 16–17 ({share}) belum ada di daftar mana pun. Angka resmi per "
            "kecamatan belum ada, jadi belum diketahui di mana mereka.", about=_about(whole), n=number(whole.unseen),
            of=number(whole.population), share=percent(whole.share),
        )  # fmt: skip
    if sums.unseen <= 0:
        return words("Daftar kita memuat {known} orang usia 16–17, angka resminya {of}: tidak ada yang kurang.",
                     known=number(sums.known), of=number(sums.population))  # fmt: skip
    said = words("{about}**{n}** dari {of} penduduk usia 16–17 ({share}) belum ada di daftar mana pun.",
                 about=_about(*view.rows), n=number(sums.unseen), of=number(sums.population),
                 share=percent(sums.share))  # fmt: skip
    most = [one for one in ordered(view.rows) if (one.unseen or 0) > 0][:_NAMED]
    if len(view.rows) < 2:
        return said
    names = ", ".join(f"{tame(view.names[one.area])} ({number(one.unseen)})" for one in most)
    return said + " " + words("Terbanyak di {names}.", names=names)


def _about(*rows: Youth) -> str:
    return "± " if any(one.figure.approximate for one in rows if one.figure and one.comparable) else ""


def how(view: UnseenView) -> list[str]:
    """Which people are compared, by which sources, and who is in neither number."""
    figures = _figures(view)
    days = sorted({one.basis_on for one in figures})
    if not days:
        return []
    if len(days) == 1:
        span = cohort(days[0])
        assert span is not None
        said = [words(
            "Yang dibandingkan orang yang sama: lahir {first} sampai {last}, yaitu usia 16–17 per {day}, tanggal angka "
            "resminya. Yang genap 16 tahun sesudah itu belum dihitung di kedua angka.", first=month(span[0]),
            last=month(span[1]), day=day_long(days[0]),
        )]  # fmt: skip
    else:
        said = [_("Setiap kecamatan dibandingkan dengan orang yang berusia 16–17 pada tanggal angka resminya sendiri. "
                  "Yang genap 16 tahun sesudah itu belum dihitung di kedua angka.")]  # fmt: skip
    if any(not month_ends(day) for day in days):
        said.append(_("Usia dihitung pada akhir bulan tanggal itu."))
    sources = dict.fromkeys(f"{tame(one.source)} ({day_short(one.basis_on)})" for one in figures)
    said.append(words("Sumber: {names}.", names="; ".join(sources)))
    return said


def _figures(view: UnseenView) -> list[Reported]:
    rows = [one for one in view.rows if one.comparable] or ([view.whole] if view.whole else [])
    return [one.figure for one in rows if one.figure is not None and one.comparable]


def doubts(view: UnseenView) -> list[str]:
    """What the reader has to know before using the number."""
    rows, said = [one for one in view.rows if one.comparable], []
    without = [one for one in view.rows if one.figure is None]
    if rows and without:
        said.append(words("**{n} dari {all} kecamatan** belum mempunyai angka resmi dan tidak ikut dijumlahkan: "
                          "{names}.", n=number(len(without)), all=number(len(view.rows)), names=_names(view, without)))
    days = sorted({one.basis_on for one in _figures(view)})
    if len(days) > 1:
        said.append(words("**Angka resmi dari {n} tanggal** ({first} sampai {last}) dijumlahkan: jumlahnya bukan "
                          "keadaan satu hari.", n=number(len(days)), first=day_short(days[0]),
                          last=day_short(days[-1])))  # fmt: skip
    over = [one for one in rows if one.over]
    if over:
        said.append(words("Di {names} daftar kita memuat **lebih banyak** daripada angka resminya: pendatang sesudah "
                          "tanggal itu, alamat yang ditulis menurut sekolah atau pesantren, atau angka resmi yang "
                          "terlalu rendah. Selisihnya ikut dikurangkan dari jumlah.", names=_names(view, over)))
    return said + _older(view, days)


def _older(view: UnseenView, days: list[date]) -> list[str]:
    said = []
    figures = _figures(view)
    if any(stale(one, view.scope.as_of) for one in figures):
        said.append(words("Angka resmi tertua berumur lebih dari setahun ({day}): sebagian besar dari mereka sudah "
                          "berusia 18 tahun.", day=day_short(days[0])))  # fmt: skip
    old = [one for one in view.rows if one.figure is not None and cohort(one.figure.basis_on) is None]
    if old:
        said.append(words("Angka resmi {names} terlalu lama untuk dibandingkan: kelahiran sebelum 2006 tidak dibedakan "
                          "lagi.", names=_names(view, old)))  # fmt: skip
    if view.nowhere:
        said.append(words("**{n} orang** seusia itu ada di daftar tanpa kecamatan yang diketahui, sehingga belum "
                          "mengurangi kecamatan mana pun.", n=number(view.nowhere)))  # fmt: skip
    return said


def _names(view: UnseenView, rows: Sequence[Youth]) -> str:
    shown = [tame(view.names[one.area]) for one in rows[:_NAMED]]
    more = len(rows) - len(shown)
    return ", ".join(shown) + (words(" dan {n} lainnya", n=number(more)) if more else "")


def beside(one: Youth) -> str:
    """What stands at the end of a bar."""
    if one.figure is None:
        return _("– belum ada angka resmi")
    if one.unseen is None:
        return words("– dari {of}, tidak dapat dibandingkan", of=number(one.population))
    if one.over:
        share = (one.known or 0) / one.population if one.population else None
        return words("lebih {n} di daftar ({known} dari {of}, {share})", n=number(-one.unseen), known=number(one.known),
                     of=number(one.population), share=percent(share))  # fmt: skip
    return words("{n} dari {of} ({share})", n=number(one.unseen), of=number(one.population), share=percent(one.share))
