"""Sentences of a report that must not contradict its tables."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from ktp_core.attention.model import Matter, Point
from ktp_core.documents import monthly_words
from ktp_core.reports import content_end, content_standing, papers, parts, wording
from ktp_core.reports.facts import Blanks
from ktp_core.reports.model import Correction
from ktp_core.reports.service import Corrected
from ktp_core.stuck.model import StuckKind

OTHER = Correction("Blangko: Awal bulan", "Blangko", 1_242, 1_200)


def test_corrections_without_a_late_act_say_where_they_come_from() -> None:
    said = papers.late_words(Corrected((OTHER,), 0))
    assert said == wording.LATE["others"] and "blangko" in said
    assert papers.late_words(Corrected((OTHER,), 1_234)).startswith("1.234 catatan")
    assert papers.late_words(Corrected((), 0)) == wording.LATE["nothing"]


def test_what_is_not_the_whole_is_never_said_to_be_on_paper() -> None:
    assert parts.percent(1_189_164, 1_189_620) == monthly_words.percent(1_189_164, 1_189_620) == "99,96%"
    assert (parts.percent(999_999, 1_000_000), parts.percent(5, 5), parts.percent(None, 5)) == ("99,99%", "100,0%", "–")
    assert parts.percent(175_087, 172_806) == "101,3%"


@pytest.mark.parametrize("matter", list(Matter))
def test_whatever_needs_attention_has_a_sentence_in_the_report_of_the_running_month(matter: Matter) -> None:
    point = Point(matter, 134, 250, 14, date(2026, 12, 9), ((StuckKind.PRINTABLE, 7),), ("35.14.06",))
    facts: Any = SimpleNamespace(names={"35.14.06": "Kejayan"}, now=SimpleNamespace(points=(point,)))
    (said,) = content_end.attention(facts).texts
    assert said.endswith(".") and ("134" in said or "250" in said)


@pytest.mark.parametrize(
    ("stock", "waiting", "said"),
    [(1_528, 1_993, "kurang 465 blangko"), (1_528, 1_000, "cukup untuk seluruhnya"), (1_528, 0, "")],
)
def test_a_stock_that_lasts_long_is_held_against_the_cards_that_wait(stock: int, waiting: int, said: str) -> None:
    moves = dict.fromkeys(content_end.LEDGER, 0) | {"closing": stock}
    facts: Any = SimpleNamespace(
        blanks=Blanks(moves, 187, 63), view=SimpleNamespace(figures={"backlog": SimpleNamespace(value=waiting)}),
        now=None, progress=(), names={},
    )  # fmt: skip
    texts = " ".join(content_end.blanks(facts).texts)
    assert "515 hari kerja" in texts and said in texts
    assert ("kurang 465" in " ".join(content_end.attention(facts).texts)) == (waiting > stock)


def test_an_office_without_anything_says_so_and_divides_nothing() -> None:
    nothing = SimpleNamespace(value=0, note=None, numerator=0, denominator=0)
    figures = dict.fromkeys(("cards_owned", "wajib_ktp", "ownership"), nothing)
    figures["target"] = SimpleNamespace(value=None)
    facts: Any = SimpleNamespace(view=SimpleNamespace(figures=figures), scope=SimpleNamespace(as_of=date(2026, 10, 31)))
    said = content_standing._standing(facts)
    assert said == "Per 31 Oktober 2026 belum ada wajib KTP, baik angka resmi maupun registri."


def test_the_running_month_says_when_blanks_run_out_beside_how_long_they_last_at_the_usual_pace() -> None:
    moves = dict.fromkeys(content_end.LEDGER, 0) | {"closing": 1_479}
    point = Point(Matter.BLANKS, 1_479, 12, on=date(2026, 12, 10))
    facts: Any = SimpleNamespace(
        blanks=Blanks(moves, 240, 62), view=SimpleNamespace(figures={"backlog": SimpleNamespace(value=2_100)}),
        now=SimpleNamespace(points=(point,)),
    )  # fmt: skip
    assert content_end.blanks(facts).texts[1:] == (
        "Antrean cetak hari itu 2.100 kartu: persediaan kurang 621 blangko untuk menghabiskannya.",
        "Bila pencetak bekerja sesuai kapasitasnya, blangko habis sekitar 10 Desember 2026.",
    )
