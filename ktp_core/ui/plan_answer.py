"""Rencana: the proposal in a sentence, compared with two rules of thumb, and day by day."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.charts import plan as charts
from ktp_core.charts.theme import palette
from ktp_core.labels.planning import METHODS
from ktp_core.planning.answer import Proposal
from ktp_core.planning.model import Method, Score
from ktp_core.ui.head_charts import chart
from ktp_core.ui.i18n import _, day_long, number, percent, words
from ktp_core.ui.safe import plain, tame

_ORDER = (Method.PROGRAMME, Method.OLDEST_LETTER, Method.LARGEST_FIRST)


def answer(found: Proposal, *, changed: bool) -> None:
    """What the plan gives, what it is worth against others, and how the days are filled."""
    if changed:
        st.warning(_("Pengaturan di atas sudah berubah; usulan di bawah ini masih menurut pengaturan sebelumnya."))
    st.header(_("Usulan"), anchor=False)
    st.markdown(_sentence(found))
    _reservations(found)
    if not found.items:
        st.info(_("Tidak ada kunjungan yang dapat diusulkan dengan alat, jam, dan hari itu. Sebabnya di Ditunda."))
        return
    left, right = st.columns([1, 1.25])
    with left.container(border=True, height="stretch"):
        st.header(_("Dibandingkan dengan cara biasa"), anchor=False)
        _compared(found)
    with right.container(border=True, height="stretch"):
        st.header(_("Perekaman yang diharapkan per hari"), anchor=False)
        _by_day(found)


def _sentence(found: Proposal) -> str:
    score = found.solution.score
    made = words(
        "**{visits} kunjungan, {recordings} perekaman diharapkan** antara {first} dan {last}:",
        visits=number(len(found.items)), recordings=number(round(score.recordings)),
        first=day_long(found.question.first), last=day_long(found.question.last),
    )  # fmt: skip
    letters = words("{letters} dari {waiting} surat terjawab,", letters=number(score.letters),
                    waiting=number(found.letters)) if found.letters else ""  # fmt: skip
    reached = words("{reached} dari {districts} kecamatan dikunjungi.", districts=number(found.districts),
                    reached=number(found.districts - len(found.unreached)))  # fmt: skip
    text = " ".join(part for part in (made, letters, reached) if part)
    return f"{text} {_proof(found)}"


def _proof(found: Proposal) -> str:
    gap = found.solution.gap
    if gap is None:
        return _("Waktu hitung habis sebelum terbukti tidak ada rencana yang lebih baik.")
    if gap < 0.001:
        return _("Terbukti tidak ada rencana yang lebih baik menurut aturan ini.")
    return words("Rencana terbaik yang mungkin paling banyak {gap} lebih tinggi.", gap=percent(gap / (1 - gap)))


def _reservations(found: Proposal) -> None:
    """What could not be done as asked."""
    if found.unreached:
        names = ", ".join(plain(name) for name in found.unreached)
        st.caption(words("Belum terjangkau pada periode ini: {names}.", names=names))
    if found.unkept:
        names = ", ".join(plain(one.name) for one in found.unkept)
        st.caption(words("Hari yang diminta tidak mungkin, jadi hari lain boleh dipakai: {names}.", names=names))


def _compared(found: Proposal) -> None:
    scores = found.solution.scores
    rows = pd.DataFrame({
        "label": [_(METHODS[str(method)]) for method in _ORDER],
        "n": [_shown(found, method).recordings for method in _ORDER],
        "text": [_score_words(found, _shown(found, method)) for method in _ORDER],
        "ours": [method is Method.PROGRAMME for method in _ORDER],
    })  # fmt: skip
    finding = "; ".join(f"{row.label}: {row.text}" for row in rows.itertuples())
    chart(charts.methods(rows, palette(_dark())), finding)
    best = max((scores[method] for method in _ORDER[1:]), key=Score.key)
    st.caption(_gain(found.solution.score, best))


def _shown(found: Proposal, method: Method) -> Score:
    """The proposal is the best of all three."""
    return found.solution.score if method is Method.PROGRAMME else found.solution.scores[method]


def _score_words(found: Proposal, score: Score) -> str:
    text = words("<b>{n}</b> · {letters} surat", n=number(round(score.recordings)), letters=number(score.letters))
    if not found.question.choices.every_district:
        return text
    return text + words(" · {districts} kec.", districts=number(score.districts + found.served))


def _gain(ours: Score, best: Score) -> str:
    more = ours.recordings - best.recordings
    if (ours.waited, ours.districts) == (best.waited, best.districts):
        if round(more) < 1:
            return _("Sama banyak dengan cara biasa terbaik.")
        return words("{n} perekaman lebih banyak daripada cara biasa terbaik.", n=number(round(more)))
    return words(
        "Dibanding cara biasa terbaik: {letters} surat, {districts} kecamatan, {n} perekaman. Surat dan kecamatan "
        "didahulukan.",
        letters=_signed(ours.letters - best.letters), districts=_signed(ours.districts - best.districts),
        n=_signed(round(more)),
    )  # fmt: skip


def _signed(n: int) -> str:
    return f"+{number(n)}" if n > 0 else f"−{number(-n)}" if n < 0 else "0"


def _by_day(found: Proposal) -> None:
    names = {team.team_id: team.name for team in found.question.teams}
    counted = found.by_day()
    rows = pd.DataFrame(
        [
            {"day": f"{day:%d/%m}", "team": plain_text(names[team]), "n": counted.get((day, team), 0.0),
             "hover": f"{day:%d/%m/%Y} · {plain_text(names[team])}: {number(round(counted.get((day, team), 0)))}"}
            for day in found.ground.days for team in names
        ]
    )  # fmt: skip
    busiest = max(counted, key=lambda key: counted[key])
    finding = words(
        "Terbanyak {day}: {n} perekaman oleh {team}.", day=day_long(busiest[0]), n=number(round(counted[busiest])),
        team=tame(names[busiest[1]]),
    )  # fmt: skip
    chart(charts.days(rows, palette(_dark())), finding)
    problem = found.ground.problem
    free = sum(shift.slots > 0 and shift.minutes > problem.setup for shift in problem.shifts)
    used = words("{used} dari {all} hari-tim yang masih kosong terpakai.", used=number(len(counted)), all=number(free))
    st.caption(f"{used} {finding}")


def plain_text(name: str) -> str:
    """A name inside a chart, which reads angle brackets as markup."""
    return name.replace("<", "‹").replace(">", "›")


def _dark() -> bool:
    return st.context.theme.type == "dark"
