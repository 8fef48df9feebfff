"""The whole print line under random histories: every act as foretold on paper, every law after every act.

500 histories in the normal run, the same ones each time. `KTP_SEQUENCES=10000` tries that many others, from the number
in `KTP_SEED` if there is one; a history that fails is told as short as it gets, with the number that repeats it.
"""

from __future__ import annotations

import os
import time

import pytest
from tests_support.line.office import template_in
from tests_support.line.whole import Line, run

USUAL = 500
# What must really have been carried out, not only refused: a machine whose acts are all refused proves nothing.
ACTS = (
    "batch made", "batch cards printed", "PRINT alone", "REPLACE", "parcel packed", "parcel sent",
    "cards of a parcel given", "cards brought back", "card given at the counter", "destruction proposed",
    "corrected PRINT", "corrected DELIVER", "list of SIAK", "take SIAK's word",
)  # fmt: skip


def test_every_history_of_the_line_is_as_told_on_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    count, started = int(os.environ.get("KTP_SEQUENCES", USUAL)), time.monotonic()
    number = None if count == USUAL else int(os.environ.get("KTP_SEED", time.time_ns() % 10**9))
    with template_in() as template:
        monkeypatch.setenv("KTP_DATA_DIR", str(template.live.parent))
        Line.begin_run(template)
        print(f"{count} histories, KTP_SEED={number}")
        run(count, number)

    print(f"in {time.monotonic() - started:.0f} s")
    for name, n in sorted(Line.done.items()):
        print(f"{n:6} {name}")
    assert not Line.wordless, "refusals without a sentence"
    assert count < USUAL or not [name for name in ACTS if not Line.done[name]], "what never happened was not tried"
