"""A check as a life: begun, answered in two windows, doubled, stale, handed in, taken again.

Hypothesis invents the lives. The model is a few lists; after every step the database must say the
same.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import timedelta

import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.models import Answer, DrawnQuestion, LessonRecord, Sitting
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.models import Post, Tie
from cadreschool.reports.queries import counter_differences
from tests.browse import Browse
from tests.school.cast import MONDAY
from tests.web.seeing import FIRST, text

PAUSE = timedelta(minutes=10)
WINDOWS = st.integers(0, 1)
POSITIONS = st.integers(1, 5)
NUMBERS = itertools.count()


@dataclass
class Window:
    """A browser window with the paper as it was loaded, and as it was filled in since."""

    browse: Browse
    bases: dict[int, int] = field(default_factory=dict)
    values: dict[int, tuple[str, ...]] = field(default_factory=dict)
    is_of: int = 0

    def form(self) -> dict[str, object]:
        """Return what a button would post."""
        return {f"q{n}-base": str(base) for n, base in self.bases.items()} | {
            f"q{n}": list(value) for n, value in self.values.items()
        }


@dataclass
class Paper:
    """What the model knows of one sitting: choices and what is right, and every answer saved."""

    path: str
    choices: dict[int, list[tuple[str, ...]]]
    right: dict[int, tuple[str, ...]]
    history: dict[int, list[tuple[str, ...]]]

    def newest(self, position: int) -> tuple[str, ...]:
        """Return the answer that counts."""
        return self.history[position][-1] if self.history[position] else ()

    def save(self, window: Window) -> tuple[list[int], list[int]]:
        """Take a form as the rules say; return the positions appended and those in conflict."""
        appended, conflicts = [], []
        for position, value in window.values.items():
            known, base = self.history[position], window.bases[position]
            shown = known[base - 1] if 0 < base <= len(known) else ()
            if value == self.newest(position):
                continue
            if base == len(known):
                appended.append(position)
            elif value != shown:
                conflicts.append(position)
        for position in appended:
            self.history[position].append(window.values[position])
        return appended, conflicts

    def percent(self) -> int:
        """Return the score it is worth."""
        return 20 * sum(self.newest(one) == self.right[one] for one in self.right)


class CheckMachine(RuleBasedStateMachine):
    """The life of one cadre's check."""

    app = None
    textile = 0

    def __init__(self):
        super().__init__()
        self.clock = time_machine.travel(MONDAY, tick=False)
        self.now = self.clock.start()
        self.login = f"learner{next(NUMBERS)}"
        new = NewCadre(self.login, "学员", Post.CHAIR, Tie.FULL_TIME)
        with self.app.app_context():
            write(self._join(new))
        self.windows = [Window(Browse(self.app).enter(self.login)) for _ in range(2)]
        self.intruder = Browse(self.app).enter("wang_qiang")
        self.open: Paper | None = None
        self.closed: list[tuple[Paper, int]] = []
        self.may_start = MONDAY

    def _join(self, new):
        def unit():
            union = db.session.get(Organisation, self.textile)
            self.cadre_id = add_cadre(new, union, by=None, at=MONDAY).id

        return unit

    def teardown(self):
        """Give the clock back, after a last look at the counters."""
        with self.app.app_context():
            assert counter_differences() == []
        self.clock.stop()

    # Beginning

    @rule(window=WINDOWS, twice=st.booleans())
    def start(self, window, twice):
        """Press the button that begins a check, perhaps by a double click."""
        browse, key = self.windows[window].browse, f"start-of-a-check-{next(NUMBERS)}"
        answers = [
            browse.post("study.create_sitting", into=FIRST, key=key) for _ in range(1 + twice)
        ]
        assert len({(one.status_code, one.location) for one in answers}) == 1
        if self.open is not None:
            assert answers[0].location == self.open.path
        elif clock.now() < self.may_start:
            assert answers[0].status_code == 409
        else:
            self.open = self._read(browse, answers[0].location)

    def _read(self, browse, path):
        page = browse.open(path)
        choices, right = {}, {}
        for number, question in enumerate(page.select("form.paper fieldset"), start=1):
            fields = {str(one["value"]): one for one in question.select("input[id]")}
            if question.select("input[type=text]"):
                choices[number], right[number] = [("24",), ("25",), ()], ("25",)
                continue
            is_right = {one: text(box.parent).startswith("对") for one, box in fields.items()}
            right[number] = tuple(sorted(one for one in fields if is_right[one]))
            wrong = tuple(one for one in fields if not is_right[one])[:1]
            choices[number] = [wrong, right[number]]
            if question.select("input[type=checkbox]"):
                choices[number].append(())
        return Paper(path, choices, right, {number: [] for number in choices})

    # Answering

    def _has_paper(self):
        return self.open is not None

    @precondition(_has_paper)
    @rule(window=WINDOWS)
    def load(self, window):
        """Load the paper anew."""
        one = self.windows[window]
        assert one.browse.client.get(self.open.path).status_code == 200
        one.is_of = len(self.closed) + 1
        one.bases = {n: len(known) for n, known in self.open.history.items()}
        one.values = {n: self.open.newest(n) for n in self.open.history}

    def _is_loaded(self, window):
        return self.open is not None and self.windows[window].is_of == len(self.closed) + 1

    @precondition(_has_paper)
    @rule(window=WINDOWS, position=POSITIONS, choice=st.integers(0, 2))
    def choose(self, window, position, choice):
        """Fill in an answer, without sending it yet."""
        if not self._is_loaded(window):
            self.load(window)
        choices = self.open.choices[position]
        self.windows[window].values[position] = choices[choice % len(choices)]

    @precondition(_has_paper)
    @rule(window=WINDOWS, wrong=st.sampled_from([0, 1, 2]))
    def answer_everything(self, window, wrong):
        """Fill in the whole paper: right, but for the first ones."""
        if not self._is_loaded(window):
            self.load(window)
        self.windows[window].values = {
            position: self.open.choices[position][0] if position <= wrong else right
            for position, right in self.open.right.items()
        }

    @precondition(_has_paper)
    @rule(window=WINDOWS, twice=st.booleans())
    def autosave(self, window, twice):
        """Let the script save, perhaps twice because the first reply was lost."""
        if not self._is_loaded(window):
            return
        one, key = self.windows[window], f"autosave-of-a-paper-{next(NUMBERS)}"
        appended, conflicts = self.open.save(one)
        answers = [
            one.browse.send(f"{self.open.path}answers", one.form(), json=True, key=key)
            for _ in range(1 + twice)
        ]
        assert len({answer.text for answer in answers}) == 1
        assert answers[0].status_code == (409 if conflicts else 200)
        assert answers[0].json["saved"] == appended
        if not conflicts:
            one.bases |= {int(n): seq for n, seq in answers[0].json["bases"].items()}

    @precondition(_has_paper)
    @rule(window=WINDOWS, twice=st.booleans())
    def hand_in(self, window, twice):
        """Press 交卷, perhaps by a double click."""
        if not self._is_loaded(window):
            return
        one, key = self.windows[window], f"handing-in-a-paper-{next(NUMBERS)}"
        paper = self.open
        _, conflicts = paper.save(one)
        form = one.form() | {"do": "submit_anyway"}
        answers = [one.browse.send(f"{paper.path}answers", form, key=key) for _ in range(1 + twice)]
        assert len({(answer.status_code, answer.location) for answer in answers}) == 1
        if conflicts:
            assert answers[0].status_code == 409
            return
        assert answers[0].location == f"{paper.path}result/"
        self.closed.append((paper, paper.percent()))
        self.open, self.may_start = None, clock.now() + PAUSE

    # What must change nothing

    @precondition(lambda self: self.closed and any(one.values for one in self.windows))
    @rule(window=WINDOWS, wish=st.sampled_from(["save", "submit", "submit_anyway"]))
    def post_into_a_closed_paper(self, window, wish):
        """Send a stale form to a paper that was handed in."""
        one = self.windows[window]
        form = one.form() | {"do": wish}
        answer = one.browse.send(f"{self.closed[-1][0].path}answers", form)
        assert answer.status_code == 409

    @precondition(_has_paper)
    @rule()
    def intrude(self):
        """Let somebody else try to answer and hand in."""
        form = {"q1-base": "0", "q1": "1", "do": "submit_anyway"}
        assert self.intruder.send(f"{self.open.path}answers", form).status_code == 404
        assert self.intruder.client.get(self.open.path).status_code == 404

    @rule(minutes=st.sampled_from([9, 10]))
    def wait(self, minutes):
        """Let time pass; nothing happens by itself."""
        if clock.now() - MONDAY < timedelta(hours=10):
            self.now.shift(timedelta(minutes=minutes))

    @precondition(lambda self: self.closed and not self.open)
    @rule(window=WINDOWS, minutes=st.sampled_from([0, 9, 10]))
    def take_again(self, window, minutes):
        """Try again, too early or in time."""
        self.wait(minutes)
        self.start(window, twice=False)

    # The database says the same

    @invariant()
    def the_database_agrees(self):
        """Compare sittings, answers and records with the model."""
        with self.app.app_context():
            sittings = self._sittings()
            stored = {one.id: self._answers(one.id) for one in sittings}
            records = db.session.scalars(
                select(LessonRecord.sitting_id).where(LessonRecord.cadre_id == self.cadre_id)
            ).all()
        papers = [(paper, score) for paper, score in self.closed]
        papers += [(self.open, None)] if self.open else []
        assert [(f"/sittings/{one.id}/", one.score) for one in sittings] == [
            (paper.path, score) for paper, score in papers
        ]
        assert [one.number for one in sittings] == list(range(1, len(papers) + 1))
        assert [stored[one.id] for one in sittings] == [paper.history for paper, _ in papers]
        passed = [one.id for one in sittings if one.score is not None and one.score >= 80]
        assert records == passed[:1], "the first pass finishes the lesson, once"

    def _sittings(self):
        mine = select(Sitting).where(Sitting.cadre_id == self.cadre_id).order_by(Sitting.number)
        return list(db.session.scalars(mine))

    def _answers(self, sitting_id):
        orders = dict(
            db.session.execute(
                select(DrawnQuestion.position, DrawnQuestion.option_order).where(
                    DrawnQuestion.sitting_id == sitting_id
                )
            ).all()
        )
        history = {position: [] for position in orders}
        for position, value in db.session.execute(
            select(Answer.position, Answer.value)
            .where(Answer.sitting_id == sitting_id)
            .order_by(Answer.position, Answer.seq)
        ):
            order = orders[position].split()
            places = [str(order.index(one) + 1) for one in value.split(",") if one in order]
            is_number = value and not order
            history[position].append((value,) if is_number else tuple(sorted(places)))
        return history


def test_every_life_of_a_check_is_told_the_same_by_the_database(app, cast):
    machine = type("Machine", (CheckMachine,), {"app": app, "textile": cast.textile})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
