"""The frame of the machine: a fresh office, acts that the paper foretells, and the laws after every act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from hypothesis.strategies._internal.featureflags import FeatureFlags
from tests_support import naive_statement
from tests_support.card_people import REGENCY
from tests_support.line.looks import ACTIONS, OFFICE, Looks
from tests_support.line.office import FIRST_MONTH, START, Office, Template, at
from tests_support.line.paper import Paper, Person

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection
from ktp_core.db.types import day_of, region_code
from ktp_core.errors import KtpError
from ktp_core.kpi.model import Scope
from ktp_core.labels import refusal_text
from ktp_core.printing import statement_service
from ktp_core.printing.model import BacklogFilter
from ktp_core.printing.queries import backlog_total
from ktp_core.upkeep.verify import verify

OFTEN = {"make": 3, "printed": 5, "pack": 4, "send": 6, "many": 4, "bring_back": 3, "transfer": 2, "counter": 2,
         "decide": 3, "correct": 2, "days_pass": 2, "list_from_siak": 2, "receive_or_spoil": 2}  # fmt: skip
Events = Collection[tuple[int, str]]


class Frame(RuleBasedStateMachine):
    """Rules come from the mixins. `attempt` is the only door to the product."""

    template: ClassVar[Template]
    done: ClassVar[Counter[str]] = Counter()  # what was carried out over all sequences, and what was refused
    wordless: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        """Acts that carry the line on come more often. Two histories of three may draw from all rules; Hypothesis
        itself leaves some out of each, which makes long runs of the same few acts."""
        super().__init__()
        chosen = self._rules_strategy
        few = chosen.enabled_rules_strategy
        every = st.shared(st.sampled_from((True, True, False)), key="every rule")
        often = [one for one in chosen.rules for _ in range(OFTEN.get(one.function.__name__, 1))]
        chosen._enabled_rules_strategy = st.sampled_from(often).filter(chosen._rule_is_enabled)
        chosen.enabled_rules_strategy = every.flatmap(lambda all_: st.just(FeatureFlags()) if all_ else few)

    @initialize()
    def begin(self) -> None:
        self.template.fresh()
        self.looks = Looks(self.template.live)
        self.office: Office = self.template.office
        self.acted = 0
        self.paper = Paper(START, self.people())
        self.paper.entries = self.looks.entries()
        for row in self.looks.rows("SELECT * FROM blank_entry"):
            self.paper.blank(row["holder_id"], day_of(row["day"]), row["n"])
        self.learn()

    def people(self) -> dict[int, Person]:
        return {
            row["id"]: Person(row["id"], row["nik"], day_of(row["birth_date"]), day_of(row["card_age_on"]),
                              row["standing"], row["district"] and region_code(row["district"]))
            for row in self.looks.rows("SELECT * FROM resident ORDER BY id")
        }  # fmt: skip

    def teardown(self) -> None:
        if not hasattr(self, "paper"):
            return
        try:
            self.numbers_add_up()
        finally:
            self.looks.conn.close()

    @classmethod
    def begin_run(cls, template: Template) -> None:
        """Before the first history."""
        cls.template, cls.done, cls.wordless = template, Counter(), Counter()

    # -- acting

    def attempt(
        self, name: str, act: Callable[..., Any], *args: Any, codes: Collection[str] = (), events: Events | None = None,
        note: Callable[[Any], object] = lambda _: None, entries: int = 1, **more: Any,
    ) -> Any:  # fmt: skip
        """Do it. The paper says which refusals are right (`codes`; with none it must be carried out) and what then
        happens to which cards (`events`; None: whatever the product says). `note` writes the rest on the paper, given
        what came back. None when it was refused."""
        try:
            found = act(*args, **more)
        except KtpError as refusal:
            assert refusal.code in codes, f"{name}: refused with {refusal}, the paper knows {sorted(codes)}"
            self.said(refusal)
            self.done[f"{name}: {refusal.code}"] += 1
            assert not self.looks.new_events(), "refused, and something was written"
            return None
        assert not codes, f"{name}: carried out although {sorted(codes)}"
        self.done[name] += 1
        self.paper.entries += entries
        note(found)
        told = self.learn()
        if events is not None:
            assert sorted(told) == sorted(events), f"{name}: wrote {told}, the paper says {list(events)}"
        return True if found is None else found

    def said(self, refusal: KtpError) -> None:
        """Every refusal is a sentence for people. What has none is told at the end of the run, all at once."""
        try:
            refusal_text(refusal)
        except KeyError:
            self.wordless[refusal.code] += 1

    def learn(self) -> list[tuple[int, str]]:
        """New events go on the paper."""
        told = []
        for row in self.looks.new_events():
            self.paper.happened(row["resident_id"], ACTIONS[row["action"]], day_of(row["day"]),
                                row["source"] == OFFICE)  # fmt: skip
            told.append((row["resident_id"], ACTIONS[row["action"]]))
        for key, _ in told:
            self.paper.follow(key)
        return told

    @property
    def now(self) -> datetime:
        """No two acts at one moment."""
        self.acted += 1
        return at(self.paper.today) + timedelta(seconds=self.acted)

    def person(self, which: int, *fitting: str) -> Person:
        """Somebody; with states: somebody in one of them if there is any. Histories of refusals alone teach little."""
        people = [self.paper.people[key] for key in self.office.people]
        found = [one for one in people if one.state in fitting] or people
        return found[which % len(found)]

    def holder(self, which: int) -> int:
        return self.office.holders[which % 3]

    # -- laws

    @invariant()
    def laws(self) -> None:
        if hasattr(self, "paper"):
            self.looks.everything(self.paper)

    def numbers_add_up(self) -> None:
        """The statement to the card; the backlog; everything stored twice as the product itself recomputes it."""
        today = self.paper.today
        stories = [one.acts for one in self.paper.people.values()]
        with read_connection() as conn:
            lines = statement_service.lines(conn, Scope(REGENCY, today), FIRST_MONTH)
            backlog = backlog_total(conn, BacklogFilter(REGENCY), today)
        naive = naive_statement.moves(stories, today)
        for line in lines:
            told = {name: n for name, n in naive.get((line.month, line.district), {}).items() if n}
            said = {name: n for name, n in vars_of(line.moves).items() if n}
            stock = naive_statement.stock(stories, naive_statement.month_end(line.month, today))[line.district]
            assert (said, line.closing) == (told, stock), f"{line} but the acts say {told}, {stock}"
        listed = {(line.month, line.district) for line in lines}
        assert {key for key, n in naive.items() if key[0] >= FIRST_MONTH and any(n.values())} <= listed
        due = [one for one in self.paper.people.values() if one.waits_since and one.waits_since <= today]
        assert backlog == len(due) == sum(line.closing for line in lines if line.month == month_of(today))
        report = verify(SYSTEM, today=today)
        assert not report.differences, report.differences


def vars_of(moves: Any) -> dict[str, int]:
    return {name: getattr(moves, name) for name in moves.__dataclass_fields__}


def month_of(day: date) -> int:
    return day.year * 100 + day.month


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)
