"""Evidence from answers: the first to each question in what counts, and delayed re-tests.

Practice, mocks and the diagnostic are no evidence; they only tell that a question was met before:
answered, or its answer could be read. A blank of the diagnostic tells no answer, so it is none.
A first answer that shows memory does not use the question up: the next one counts that was given
long enough after all others. What may not be told yet is left out. Two queries whatever the number
of cadres.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    BindParameter,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from cadreschool.courses.catalogue import Catalogue
from cadreschool.courses.radar.models import Recheck
from cadreschool.courses.radar.rules import WITHHELD
from cadreschool.kernel.clock import SHANGHAI, day_of
from cadreschool.kernel.db import db
from cadreschool.learning.models import PIECEWISE, Answer, DrawnQuestion, Mark, Mode, Sitting
from cadreschool.learning.practice.models import HandedQuestion
from cadreschool.learning.profile import rules
from cadreschool.learning.profile.evidence.materials import Asked, NewLaws, Questions, Version
from cadreschool.learning.profile.values import ABLE, LEARNING, Evidence, EvidenceKind
from cadreschool.learning.regrading.models import Regrade
from cadreschool.learning.regrading.rules import RegradeKind
from cadreschool.learning.review.rules import lesson_of
from cadreschool.learning.sittings.rules import WHOLE
from cadreschool.learning.statistics.models import QuestionStatistics
from cadreschool.learning.statistics.queries import COUNTING
from cadreschool.learning.verdicts.models import WaitingSitting
from cadreschool.questions.models import QuestionVersion
from cadreschool.questions.papers.models import Paper

_REPEAT: Final = timedelta(days=rules.REPEAT_DAYS)
_FRESH: Final = timedelta(days=rules.FRESH_DAYS)
_LOOKED_BACK: Final = timedelta(days=rules.MOST_ITEM_DAYS + rules.REPEAT_DAYS + 1)
"""For so long every meeting matters; before, only those of questions that say more than once."""
_CADRES: BindParameter[int] = bindparam("cadres", expanding=True)
_UNTIL: BindParameter[datetime] = bindparam("until")
_ON: BindParameter[date] = bindparam("on")

_newer = aliased(Mark)
_IS_NEWEST = ~exists().where(
    _newer.sitting_id == Mark.sitting_id, _newer.position == Mark.position, _newer.seq > Mark.seq
)
_VALUE = (
    select(Answer.value)
    .where(Answer.sitting_id == DrawnQuestion.sitting_id, Answer.position == DrawnQuestion.position)
    .order_by(Answer.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_GIVEN = select(literal("regrade:") + cast(Regrade.id, String)).where(
    # Where an annulled question was the last one left, it counts as right for everybody.
    Regrade.kind.in_((RegradeKind.FULL, RegradeKind.ANNUL))
)
_UNDER_REVIEW = select(Recheck.question_id).where(
    Recheck.question_id != "",
    Recheck.closed_at.is_(None),
    Recheck.fate.in_(WITHHELD),
    Recheck.from_on <= _ON,
    or_(Recheck.until_on.is_(None), Recheck.until_on >= _ON),
)
_ANSWERED = (
    select(
        Sitting.cadre_id,
        Sitting.submitted_at,
        Sitting.id,
        DrawnQuestion.position,
        DrawnQuestion.part,
        QuestionVersion.id,
        QuestionVersion.question_id,
        QuestionVersion.digest,
        (_VALUE != "").label("is_answered"),
        Mark.thousandths,
        Mark.counts,
        Mark.marked_by,
        Mark.rule.in_(_GIVEN),
        QuestionStatistics.doubt_number,
        QuestionVersion.question_id.in_(_UNDER_REVIEW),
        Sitting.mode,
        Sitting.subject,
        Sitting.pending,
        Paper.title,
    )
    .join(DrawnQuestion, DrawnQuestion.sitting_id == Sitting.id)
    .join(QuestionVersion, QuestionVersion.id == DrawnQuestion.question_version_id)
    .outerjoin(
        Mark,
        and_(
            Mark.sitting_id == DrawnQuestion.sitting_id,
            Mark.position == DrawnQuestion.position,
            _IS_NEWEST,
        ),
    )
    .outerjoin(
        QuestionStatistics,
        and_(
            QuestionStatistics.question_version_id == DrawnQuestion.question_version_id,
            QuestionStatistics.part == DrawnQuestion.part,
        ),
    )
    .outerjoin(Paper, Paper.id == Sitting.paper_id)
    .where(
        Sitting.cadre_id.in_(_CADRES),
        Sitting.mode.in_((*COUNTING, Mode.RETEST)),
        Sitting.submitted_at < _UNTIL,
        ~exists().where(WaitingSitting.sitting_id == Sitting.id),
    )
)
_met_at = case((Sitting.mode.in_(PIECEWISE), HandedQuestion.handed_at), else_=Sitting.submitted_at)
_MET = (
    select(Sitting.cadre_id, _met_at, Sitting.id, QuestionVersion.question_id)
    .join(DrawnQuestion, DrawnQuestion.sitting_id == Sitting.id)
    .join(QuestionVersion, QuestionVersion.id == DrawnQuestion.question_version_id)
    .outerjoin(
        HandedQuestion,
        and_(
            HandedQuestion.sitting_id == DrawnQuestion.sitting_id,
            HandedQuestion.position == DrawnQuestion.position,
        ),
    )
    .where(
        Sitting.cadre_id.in_(_CADRES),
        Sitting.mode.not_in((*COUNTING, Mode.RETEST)),
        or_(Sitting.mode != Mode.DIAGNOSTIC, _VALUE != ""),
        _met_at < _UNTIL,
        or_(
            _met_at >= bindparam("since"),
            QuestionVersion.question_id.in_(bindparam("again", expanding=True)),
        ),
    )
)


class _Row(NamedTuple):
    """One drawn question of a handed-in sitting, as `_ANSWERED` selects it."""

    cadre_id: int
    at: datetime
    sitting_id: int
    position: int
    part: int
    version_id: int
    question_id: str
    digest: str
    is_answered: bool | None
    thousandths: int | None
    counts: bool | None
    marked_by: int | None
    is_given: bool | None
    doubts: int | None
    is_under_review: bool
    mode: str
    subject: str
    pending: int
    paper: str | None


def answers_evidence(
    cadre_ids: Collection[int], *, catalogue: Catalogue, on: date
) -> Iterator[tuple[int, Evidence]]:
    """Yield what answers say as of the end of a day: (cadre id, evidence)."""
    until = datetime.combine(on, time(), SHANGHAI) + timedelta(days=1)
    bound = {"cadres": list(cadre_ids), "until": until}
    found: Sequence[Any] = db.session.execute(_ANSWERED, {**bound, "on": on}).all()
    rows = [_Row._make(row) for row in found]
    looked = {"since": until - _LOOKED_BACK, "again": _asked_again(rows)}
    met: Sequence[Any] = db.session.execute(_MET, {**bound, **looked}).all()
    versions = {Version(one.version_id, one.question_id, one.digest) for one in rows}
    reading = _Reading(Questions(catalogue, versions), NewLaws(catalogue.registry), catalogue, on)
    for cadre_id, events in _by_cadre(rows, met).items():
        for evidence in reading.of(events):
            yield cadre_id, evidence


def _asked_again(rows: Iterable[_Row]) -> list[str]:
    """Return the questions somebody answered more than once in what counts, or in a re-test."""
    times: Counter[tuple[int, str, int]] = Counter()
    found = set()
    for row in rows:
        key = (row.cadre_id, row.question_id, row.part)
        times[key] += bool(row.is_answered)
        if times[key] > 1 or row.mode == Mode.RETEST:
            found.add(row.question_id)
    return sorted(found)


_Key = tuple[str, int]
"""A question, and its part of a case."""
_Event = tuple[datetime, int, list[_Row], set[str]]
"""A sitting, or one question of practice: when, which, its rows, the questions met in it."""


def _by_cadre(rows: Sequence[_Row], met: Sequence[Any]) -> dict[int, list[_Event]]:
    """Return what each cadre handed in, in the order of time."""
    found: dict[int, list[_Event]] = {}
    ordered = sorted(rows, key=lambda one: (one.sitting_id, one.position))
    for sitting_id, group in groupby(ordered, key=lambda one: one.sitting_id):
        drawn = list(group)
        questions = {one.question_id for one in drawn}
        found.setdefault(drawn[0].cadre_id, []).append((drawn[0].at, sitting_id, drawn, questions))
    for cadre_id, at, sitting_id, question_id in met:
        if cadre_id in found:
            found[cadre_id].append((at, sitting_id, [], {question_id}))
    for events in found.values():
        events.sort(key=lambda one: one[:2])
    return found


def _met_within(
    span: timedelta, rows: Sequence[_Row], last_met: Mapping[str, datetime]
) -> set[str]:
    """Return the questions of a sitting that were met less than so long before."""
    asked = {row.question_id for row in rows} & last_met.keys()
    return {one for one in asked if rows[0].at - last_met[one] < span}


@dataclass(frozen=True)
class _Reading:
    """Reads the sittings of one cadre after the other."""

    questions: Questions
    laws: NewLaws
    catalogue: Catalogue
    on: date
    titles: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, events: Sequence[_Event]) -> Iterator[Evidence]:
        """Yield what one cadre's sittings say."""
        used: set[_Key] = set()
        shown: set[_Key] = set()
        last_met: dict[str, datetime] = {}
        for at, _, rows, questions in events:
            if rows and rows[0].mode == Mode.RETEST:
                yield from self._retest(rows, _met_within(_FRESH, rows, last_met))
            elif rows:
                repeated = _met_within(_REPEAT, rows, last_met)
                for row in rows:
                    key = (row.question_id, row.part)
                    is_repeated = row.question_id in repeated
                    if not row.is_answered or key in used or (is_repeated and key in shown):
                        continue
                    shown.add(key)
                    if not is_repeated:
                        used.add(key)
                    yield from self._item(row, day_of(at), is_repeated=is_repeated)
            last_met.update(dict.fromkeys(questions, at))

    def _item(self, row: _Row, day: date, *, is_repeated: bool) -> Iterator[Evidence]:
        if row.counts and row.thousandths is None:
            return  # waits for a person
        if row.counts is None:
            return
        asked = self.questions.asked(row.version_id, row.part)
        weight, reason = self._weight(row, day, is_repeated=is_repeated)
        for competency in self._competencies(asked, day):
            yield Evidence(
                f"item:{row.sitting_id}:{row.position}",
                EvidenceKind.ITEM,
                competency,
                day,
                (row.thousandths or 0) / WHOLE,
                weight,
                f"{self._title(row)}第 {row.position} 题",
                unit=self._unit(row),
                signed_by=row.marked_by,
                reason=reason,
            )

    def _competencies(self, asked: Asked, day: date) -> list[str]:
        """Return what a question may speak of; one on a new law shows learning, too."""
        named = [one for one in EvidenceKind.ITEM.competencies if one in asked.competencies]
        if LEARNING not in named and self.laws.cited(asked, day):
            named.append(LEARNING)
        return named

    def _weight(self, row: _Row, day: date, *, is_repeated: bool) -> tuple[float, str]:
        """Return what a first answer weighs, with the reason where that is less than one."""
        not_counted = (
            (not row.counts, rules.ANNULLED),
            (bool(row.is_given), rules.NOT_EARNED),
            (is_repeated, rules.REPEATED),
            ((self.on - day).days >= rules.MOST_ITEM_DAYS, rules.OLD_ITEM),
            (row.is_under_review, rules.UNDER_REVIEW),
        )
        for applies, reason in not_counted:
            if applies:
                return 0.0, reason
        return (rules.DOUBTFUL, rules.DOUBTED) if row.doubts else (1.0, "")

    def _retest(self, rows: Sequence[_Row], fresh: Collection[str]) -> Iterator[Evidence]:
        """Yield what a re-test says by those of its questions that say anything of memory."""
        first = rows[0]
        if first.pending:
            return
        course_id, lesson_id, days = lesson_of(first.subject)
        left = [
            row
            for row in rows
            if row.counts and not (row.is_given or row.is_under_review or row.question_id in fresh)
        ]
        said = left or rows
        result = sum(row.thousandths or 0 for row in said) / (len(said) * WHOLE)
        named = {
            name
            for row in said
            for name in self.questions.asked(row.version_id, row.part).competencies
        }
        for competency in (*((ABLE,) if ABLE in named else ()), LEARNING):
            yield Evidence(
                f"retest:{first.sitting_id}",
                EvidenceKind.RETEST,
                competency,
                day_of(first.at),
                result,
                float(min(rules.MOST_RETEST, len(left))),
                f"{self._lesson_title(course_id, lesson_id)}满 {days} 天复测",
                unit=self._unit_of(course_id),
                reason=rules.left_out(len(rows) - len(left)) if left else rules.NOTHING_LEFT,
            )

    def _title(self, row: _Row) -> str:
        if row.mode != Mode.CHECK:
            return f"“{row.paper}”" if row.paper else Mode(row.mode).label
        course_id, _, lesson_id = row.subject.partition("/")
        return f"{self._lesson_title(course_id, lesson_id)}{Mode.CHECK.label}"

    def _lesson_title(self, course_id: str, lesson_id: str) -> str:
        key = (course_id, lesson_id)
        if key not in self.titles:
            course = self.catalogue.course(course_id)
            lesson = course.lesson(lesson_id) if course else None
            self.titles[key] = f"“{lesson.title}”" if lesson else "已撤下的课"
        return self.titles[key]

    def _unit(self, row: _Row) -> str:
        return self._unit_of(row.subject.partition("/")[0]) if row.mode == Mode.CHECK else ""

    def _unit_of(self, course_id: str) -> str:
        course = self.catalogue.course(course_id)
        return course.unit if course else ""
