"""The request letter from the office's own numbers, and who may take it away; the command says the same."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from tests_support import rendering
from tests_support.card_people import add_people, bring_to, newcomer
from tests_support.constants import BALANGAN, NOW, PASURUAN

from ktp_core.blanks import ordering, service, supply
from ktp_core.blanks.model import Recipient
from ktp_core.cards.model import CardAction, CardState
from ktp_core.cards.store import card, write
from ktp_core.cli import main
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.errors import NotAllowed, Refused
from ktp_core.exports.kinds import KINDS
from ktp_core.exports.model import Format
from ktp_core.summaries.store import Deltas, add

TODAY = date(2026, 11, 22)
SOON = date(2009, 12, 5)  # 17 on Saturday 5 December 2026: printed on Monday 7


@pytest.fixture
def waiting(there):
    """25 in the backlog, 3 with a birthday to come, one of elsewhere who is nobody's need; 12 blanks."""
    with write_transaction() as conn:
        for key in add_people(conn, *(newcomer(n) for n in range(25))):
            bring_to(conn, key, CardState.PRINT_READY, TODAY - timedelta(days=40))
        for key in add_people(conn, *(newcomer(50 + n, born=SOON) for n in range(3))):
            bring_to(conn, key, CardState.PRINT_READY, TODAY - timedelta(days=40))
        add_people(conn, newcomer(90))
    service.receive(there.clerk, there.store, 12, day=TODAY, document="SJ", at=NOW)
    return there


def test_what_is_foreseen_comes_from_the_queue_the_birthdays_and_the_printers(waiting):
    with read_connection() as conn:
        found = supply.foresee(conn, PASURUAN, TODAY)

    assert (found.supply.stock, found.supply.backlog, found.supply.capacity) == (12, 25, 10)
    assert found.supply.coming == ((date(2026, 12, 5), 3),) and not found.supply.measured
    assert (found.days, found.run_out.day) == (1, date(2026, 11, 24))
    monday = next(step for step in found.steps if step.day == date(2026, 12, 7))
    assert monday.printed == 28 and found.steps[found.steps.index(monday) - 1].printed == 25


def test_what_the_printers_made_today_leaves_less_of_today(waiting):
    monday = TODAY + timedelta(days=1)
    for day, n in ((TODAY, 1), (monday, 4)):  # a Sunday is no working day: what was made on it takes nothing from it
        service.allot(waiting.clerk, waiting.store, waiting.printer, n, day=TODAY, at=NOW + timedelta(days=1))
        service.use(waiting.clerk, waiting.printer, n, day=day, reason="warga daerah lain", at=NOW + timedelta(days=1))
    with read_connection() as conn:
        sunday, after = supply.foresee(conn, PASURUAN, TODAY), supply.foresee(conn, PASURUAN, monday)

    assert (sunday.supply.done, after.supply.done) == (0, 4)
    assert [one.steps[0].printed for one in (sunday, after)] == [10, 6]


def test_cards_to_be_replaced_count_at_the_rate_of_the_last_90_days(waiting):
    from tests_support.card_people import event_of

    with write_transaction() as conn:
        (key,) = add_people(conn, newcomer(70))
        bring_to(conn, key, CardState.DELIVERED, TODAY - timedelta(days=30))
        deltas = Deltas(PASURUAN)
        write(conn, card(conn, key), event_of(card(conn, key), CardAction.REPLACE, TODAY - timedelta(days=20)), deltas)
        add(conn, deltas)

    with read_connection() as conn:
        found = supply.read(conn, PASURUAN, TODAY)[0]
        later = supply.read(conn, PASURUAN, TODAY + timedelta(days=80))[0]
    assert (found.replaced, later.replaced) == (1, 0) and 55 < found.replaced_days < 66


def test_without_a_capacity_that_of_late_is_used(waiting):
    from ktp_core.blanks.model import HolderDraft, HolderKind

    draft = HolderDraft(kind=HolderKind.PRINTER, name="Pencetak 1")
    service.edit_holder(waiting.clerk, waiting.printer, 1, draft, active=True, at=NOW)
    with read_connection() as conn:
        assert supply.foresee(conn, PASURUAN, TODAY).need(TODAY + timedelta(days=30)) is None
    with pytest.raises(Refused, match="blank_unforeseen"):
        ordering.letter(waiting.clerk, wish(), Format.PDF)

    yesterday = TODAY - timedelta(days=1)
    service.receive(waiting.clerk, waiting.store, 300, day=yesterday, document="SJ", at=NOW)
    service.use(waiting.clerk, waiting.store, 300, day=yesterday, reason="x", at=NOW)
    with read_connection() as conn:
        found = supply.foresee(conn, PASURUAN, TODAY).supply
    assert found.measured and found.capacity == 300 // found.replaced_days


def wish(**values) -> ordering.Wish:
    usual = {"regency": PASURUAN, "day": TODAY, "until": date(2026, 12, 31), "asked": 500, "number": "470/9"}
    return ordering.Wish(**{**usual, **values})


def test_the_letter_says_the_numbers_of_its_day_in_both_forms_and_by_the_download(waiting):
    for form, read in (("pdf", rendering.pdf_text), ("docx", rendering.docx_text)):
        made = KINDS[f"blank_order.{form}"](waiting.clerk, wish().to_params())

        said = " ".join(read(made.content).split())
        assert made.rows == 0 and made.name.endswith(form)
        for words in ("25 penduduk berstatus siap cetak (PRR)", "3 penduduk siap cetak akan", "500 keping", "470/9",
                      "Provinsi Jawa Timur", "24 November 2026"):  # fmt: skip
            assert words in said, words
        assert "PENDUDUK NOMOR" not in said and "351406" not in said
    centre = ordering.letter(waiting.clerk, wish(to=Recipient.CENTRE), Format.PDF)
    assert "Direktur Jenderal" in rendering.pdf_text(centre.content)


def test_only_the_print_staff_of_the_office_take_the_letter(waiting, actor_of):
    for who in (waiting.looker, waiting.admin, actor_of("jauh", "print", regency=BALANGAN)):
        with pytest.raises(NotAllowed):
            KINDS["blank_order.pdf"](who, wish().to_params())


@pytest.mark.parametrize(
    "values", [{"asked": 0}, {"asked": 1_000_001}, {"until": date(2026, 11, 21)}, {"until": date(2028, 1, 1)},
               {"number": "x" * 101}],
)  # fmt: skip
def test_a_wish_that_cannot_be_meant_is_refused(values):
    with pytest.raises(Refused, match="blank_order"):
        wish(**values)


def test_the_command_says_the_same_numbers(waiting, capsys):
    with pytest.raises(SystemExit) as ended:
        main.run(["blanks", "--regency", PASURUAN, "--as-of", "2026-11-22", "--days", "30", "--json"])
    answer = json.loads(capsys.readouterr().out)

    assert ended.value.code == 0
    assert (answer["stock"], answer["backlog"], answer["days"], answer["run_out"]) == (12, 25, 1, "2026-11-24")
    assert answer["need"]["blanks"] == 28 and answer["need"]["order"] == 500
    assert [one["stock"] for one in answer["holders"]] == [12, 0, 0, 0]
    with pytest.raises(SystemExit) as ended:
        main.run(["blanks", "--regency", PASURUAN, "--as-of", "2026-11-22"])
    assert ended.value.code == 0 and "12 blangko" in capsys.readouterr().out
