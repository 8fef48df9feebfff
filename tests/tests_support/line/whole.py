"""All rules together, and so many histories of them."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from tests_support.line.blanks import Blanks
from tests_support.line.ends import Ends
from tests_support.line.printer import Printer


class Line(Printer, Ends, Blanks):
    """The print line from a recording to a hand."""


def run(count: int, number: int | None, steps: int = 20) -> None:
    """So many histories of so many acts each; without a number the same ones every time."""
    chosen = settings(
        max_examples=count, stateful_step_count=steps, deadline=None, database=None, report_multiple_bugs=False,
        derandomize=number is None, phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck),
        print_blob=False,
    )  # fmt: skip
    run_state_machine_as_test(Line if number is None else seed(number)(Line), settings=chosen)
