"""Making the demonstration school: one unit, so that a start cut short leaves nothing behind.

Every fact comes about by the action a person would use, with the moment passed in; the story
begins eight weeks ago and ends the day before today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from cadreschool.audit.actions import record
from cadreschool.cli.demo.changing import Story, change_school
from cadreschool.cli.demo.examining import Taker, hold_exams
from cadreschool.cli.demo.people import SCHOOL, SIGN_INS, SUPERVISORS, Person, Union
from cadreschool.cli.demo.recording import record_some
from cadreschool.cli.demo.retesting import retest_some
from cadreschool.cli.demo.seeing import see_oneself
from cadreschool.cli.demo.telling import tell_cases
from cadreschool.cli.demo.walking import walk_some
from cadreschool.cli.demo.writing import write_some
from cadreschool.courses.catalogue import Catalogue, PublishedCourse, PublishedLesson
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.tokens import token_digest
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning import actions
from cadreschool.learning.profile.actions import make_anew
from cadreschool.learning.sittings.actions import save_answers
from cadreschool.learning.sittings.queries import DrawnRow, SittingSheet, sheet_for
from cadreschool.learning.sittings.rules import Given
from cadreschool.notices.actions import put_message_away
from cadreschool.notices.queries import messages_to
from cadreschool.organisations.actions import create_organisation
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import has_demonstration
from cadreschool.people.actions import NewCadre, add_cadre, appoint, set_password_hash
from cadreschool.people.models import Cadre
from cadreschool.people.passwords import is_password, password_hash
from cadreschool.people.queries import account_named, demonstration_hashes, viewer_of_cadre
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.values import Question

STORY = timedelta(weeks=8)
_SEED = 20261122
_LESSONS_AT_MOST = 9


def demonstration_exists() -> bool:
    """Tell whether the demonstration school is there."""
    return bool(db.session.scalar(db.select(has_demonstration())))


def story_begins() -> datetime:
    """Return the first moment of the story: eight weeks ago, nine in the morning in Shanghai."""
    morning = clock.now().astimezone(clock.SHANGHAI) - STORY
    return morning.replace(hour=9, minute=0, second=0, microsecond=0)


def create_demonstration(password: str) -> None:
    """Make the school: unions, people, appointments and weeks of learning.

    Raises ConflictError when somebody real has one of its sign-in names.
    """
    taken = [one.login for one in SIGN_INS if account_named(one.login) is not None]
    if taken:
        message = f"登录名 {'、'.join(taken)} 已经有人使用，没有建立演示学校。"
        raise ConflictError(message, "演示学校只适合还没有真实人员的数据库。")
    hashes = {one.login: password_hash(password) for one in SIGN_INS}
    catalogue = load_catalogue()
    db.session.close()

    def unit() -> None:
        if not demonstration_exists():  # another machine may have been quicker
            _School(hashes, catalogue).make()

    write(unit)


def renew_passwords(password: str) -> None:
    """Give the demonstration accounts this password where they have another."""
    stale = [
        cadre_id for cadre_id, stored in demonstration_hashes() if not is_password(password, stored)
    ]
    db.session.close()
    hashes = {cadre_id: password_hash(password) for cadre_id in stale}
    if hashes:
        write(lambda: set_password_hash(hashes, at=clock.now()))


def _only(given: Given, _sheet: SittingSheet) -> list[Given]:
    """Fill in one question of a sheet."""
    return [given]


@dataclass(slots=True)
class _Pupil:
    viewer: Viewer
    diligence: int


class _School:
    """The making, step by step."""

    def __init__(self, hashes: dict[str, str], catalogue: Catalogue) -> None:
        self._hashes = hashes
        self._catalogue = catalogue
        self._chance = Random(_SEED)  # noqa: S311 -- a story, not a secret
        self._begins = story_begins()
        self._ends = clock.now() - timedelta(hours=15)
        self._appointed = {one.login: one.roles for one in SIGN_INS}
        self._unions: dict[str, int] = {}
        self._cadres: dict[str, int] = {}

    def make(self) -> None:
        """Make everything."""
        pupils = list(self._found(SCHOOL, None))
        for pupil in pupils:
            self._study(pupil)
            walk_some(pupil.viewer, self._catalogue, pupil.diligence, (self._begins, self._ends))
        writers = {pupil.viewer.name: pupil.viewer for pupil in pupils}
        write_some(writers, self._catalogue, (self._begins, self._ends))
        takers = [Taker(pupil.viewer, pupil.diligence) for pupil in pupils]
        county = self._unions[SCHOOL.name]
        hold_exams(takers, self._catalogue, self._cadres, county=county, begins=self._begins)
        self._prove(pupils)
        change_school(Story(self._begins, self._unions, self._cadres))
        make_anew(self._cadres.values(), catalogue=self._catalogue, at=clock.now())
        record("demonstration.create", "demonstration", "school", by=None, at=clock.now())

    def _prove(self, pupils: list[_Pupil]) -> None:
        """Let people show what they kept and what they did, and see what it says of them."""
        story = (self._begins, self._ends)
        for pupil in pupils:
            retest_some(pupil.viewer, pupil.diligence, self._catalogue, story)
        record_some(self._viewer, self._cadres, self._catalogue.registry, story)
        tell_cases(self._viewer, self._catalogue, story)
        see_oneself(self._viewer, self._catalogue, story)
        for pupil in pupils:  # everybody has read what they were told, but for the newest
            for told in messages_to(pupil.viewer, unread=True)[1:]:
                put_message_away(pupil.viewer, told.id)

    def _viewer(self, name: str) -> Viewer | None:
        """Return somebody with the roles they hold."""
        cadre_id = self._cadres.get(name)
        return viewer_of_cadre(cadre_id, at=self._ends) if cadre_id else None

    def _found(self, union: Union, parent: Organisation | None) -> Iterator[_Pupil]:
        organisation = create_organisation(
            union.name, union.kind, parent, by=None, at=self._begins, is_demonstration=True
        )
        self._unions[union.name] = organisation.id
        for person in union.people:
            yield self._welcome(person, organisation)
        for below in union.below:
            yield from self._found(below, organisation)

    def _welcome(self, person: Person, organisation: Organisation) -> _Pupil:
        new = NewCadre(
            login=person.login or f"demo-{token_digest(person.name + organisation.name)[:8]}",
            name=person.name,
            post=person.post,
            tie=person.tie,
            password_hash=self._hashes.get(person.login),
            is_demonstration=True,
        )
        cadre: Cadre = add_cadre(new, organisation, by=None, at=self._begins)
        self._cadres[person.name] = cadre.id
        supervises = (Role.SUPERVISOR,) if person.name in SUPERVISORS else ()
        for role in (*self._appointed.get(person.login, ()), *supervises):
            day = clock.day_of(self._begins)
            appoint(cadre, role, organisation, from_on=day, by=None, at=self._begins)
        viewer = Viewer(cadre.id, 0, cadre.name, organisation.id, organisation.name)
        return _Pupil(viewer, person.diligence)

    def _study(self, pupil: _Pupil) -> None:
        """Let a pupil go through lessons, in order, until their diligence is used up."""
        wanted = round(pupil.diligence / 9 * _LESSONS_AT_MOST)
        lessons = [
            (course, lesson)
            for course in self._catalogue.curriculum
            for lesson in course.lessons
            if lesson.scenario is None and lesson.drill is None
        ]
        if self._chance.random() < 0.25:  # noqa: PLR2004 -- a quarter begins with another course
            lessons.sort(key=lambda one: one[0].id, reverse=True)
        at = self._evening(self._begins + timedelta(days=self._chance.randrange(1, 12)))
        for course, lesson in lessons[:wanted]:
            if at >= self._ends:
                return
            at = self._take(pupil, course, lesson, at)
            at = self._evening(at + timedelta(days=self._chance.choice((1, 2, 3, 5, 7))))
        if lessons[wanted:] and pupil.diligence in {1, 4, 6} and at < self._ends:
            self._leave_open(pupil, *lessons[wanted], at)

    def _evening(self, day: datetime) -> datetime:
        local = day.astimezone(clock.SHANGHAI)
        hour = self._chance.choice((7, 12, 12, 19, 20, 20, 21))
        return local.replace(
            hour=hour, minute=self._chance.randrange(60), second=self._chance.randrange(60)
        )

    def _take(
        self, pupil: _Pupil, course: PublishedCourse, lesson: PublishedLesson, at: datetime
    ) -> datetime:
        """Read a lesson and take its check until it is passed, three times at the most."""
        self._read(pupil, course, lesson)
        if not lesson.questions:
            actions.finish_reading(pupil.viewer, course, lesson, at=at)
            return at
        skill = 0.62 + pupil.diligence * 0.035
        for _ in range(3):
            at += timedelta(minutes=self._chance.randrange(14, 40))
            seed = self._chance.randrange(1 << 30)
            sitting_id = actions.start_sitting(pupil.viewer, course, lesson, seed=seed, at=at)
            at = self._answer(pupil, course, sitting_id, skill, at, leave=0)
            score = actions.submit_sitting(pupil.viewer, sitting_id, course, current=course, at=at)
            if score >= course.pass_mark:
                break
            skill = min(0.97, skill + 0.15)
        return at

    def _leave_open(
        self, pupil: _Pupil, course: PublishedCourse, lesson: PublishedLesson, at: datetime
    ) -> None:
        """Begin a check and leave it with two questions open, as people do."""
        self._read(pupil, course, lesson)
        if lesson.questions:
            sitting_id = actions.start_sitting(pupil.viewer, course, lesson, seed=7, at=at)
            self._answer(pupil, course, sitting_id, 0.8, at, leave=2)

    def _read(self, pupil: _Pupil, course: PublishedCourse, lesson: PublishedLesson) -> None:
        heading = self._chance.choice(lesson.headings) if lesson.headings else None
        if heading is not None:
            actions.save_position(pupil.viewer, course, lesson, heading.id)

    def _answer(
        self,
        pupil: _Pupil,
        course: PublishedCourse,
        sitting_id: int,
        skill: float,
        at: datetime,
        *,
        leave: int,
    ) -> datetime:
        drawn = sheet_for(pupil.viewer, sitting_id).drawn
        for row in drawn[: len(drawn) - leave]:
            at += timedelta(seconds=self._chance.randrange(25, 90))
            value = self._value(course, row, skill)
            given = partial(_only, Given(row.position, value, 0))
            save_answers(pupil.viewer, sitting_id, given, at=at)
        return at + timedelta(seconds=30)

    def _value(self, course: PublishedCourse, row: DrawnRow, skill: float) -> str:
        published = course.questions_by_version[row.question_version_id].part(row.part)
        question: Question = published.question
        if self._chance.random() < skill:
            return question.answer
        wrong = [option.id for option in question.options if not option.is_right]
        raw = self._chance.choice(wrong) if wrong else "7"
        value = kind_named(question.kind).read_response(question, [raw])
        return value if isinstance(value, str) else ""
