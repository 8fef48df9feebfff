"""kill -9 while a visit is closed: nothing of it is there, or all of it."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest
from tests_support.card_people import add_people, newcomer
from tests_support.field_day import (
    AT,
    REGENCY,
    WORK,
    card_states,
    events,
    everybody,
    join,
    make_school,
    outcomes,
    plan,
    state_of,
)

from ktp_core.audit.store import check_chain
from ktp_core.cards.model import CardState
from ktp_core.db import engine
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.fieldwork import service
from ktp_core.summaries.rebuild import differences

KILLS = max(5, int(os.environ.get("KTP_KILLS", "50")) // 5)
PEOPLE = 60


def close_in_child(by, visit_id, delay):
    """Close in a forked process and kill it after `delay` seconds."""
    engine.dispose()  # nothing of a connection is shared with the child
    child = os.fork()
    if child == 0:
        try:
            service.close(by, visit_id, WORK, at=AT)
        finally:
            os._exit(0)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.slow
def test_kill_9_while_closing_leaves_the_state_before_or_after(database, actor_of):
    team = actor_of("tim", "visit", regency=REGENCY)
    school = make_school(0)
    chance = random.Random(20261122)
    killed = recorded = 0
    usual = 0.3

    for batch in range(KILLS):
        with write_transaction() as conn:
            new = [newcomer(batch * PEOPLE + number) for number in range(1, PEOPLE + 1)]
            join(conn, school.id, add_people(conn, *new))
        visit_id = plan(school.id, AT.date())
        service.prepare(team, visit_id, at=AT)
        everybody(team, visit_id)
        close_in_child(team, visit_id, chance.uniform(0, usual))

        done = state_of(visit_id) == "done"
        assert (len(events(visit_id)), sum(outcomes(visit_id).values())) == ((PEOPLE, PEOPLE) if done else (0, 0))
        if not done:
            killed += 1
            began = time.perf_counter()
            assert service.close(team, visit_id, WORK, at=AT).recorded == PEOPLE
            usual = time.perf_counter() - began
        recorded += PEOPLE
        assert card_states()[int(CardState.RECORDED)] == recorded

    assert killed, "no kill came before the commit: nothing was tried"
    with read_connection() as conn:
        assert list(differences(conn)) == []
        assert check_chain(conn).broken_at is None
