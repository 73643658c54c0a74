"""What somebody did, for their file: scenarios, writing, practice records, cases; the profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import and_, func, select, true
from sqlalchemy.orm import aliased

from cadreschool.courses.cases.models import CaseStep, CaseStudy
from cadreschool.courses.cases.rules import CaseState
from cadreschool.courses.cases.rules import StepKind as CaseStepKind
from cadreschool.courses.catalogue import Catalogue, PublishedLesson
from cadreschool.courses.drills.values import MOST_MARKS
from cadreschool.courses.models import LessonRow
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.laws.citations import label, parse_citations
from cadreschool.learning.drills.models import DrillMark, DrillWork
from cadreschool.learning.drills.rules import read_points
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
from cadreschool.learning.practice_records.rules import (
    SIGNED_STATES,
    PracticeKind,
    RecordState,
    StepKind,
)
from cadreschool.learning.profile.models import ProfileStanding
from cadreschool.learning.profile.queries import sharing_with
from cadreschool.learning.profile.rules import STATEMENT, level_name, percent
from cadreschool.learning.scenarios.models import ScenarioEnd, ScenarioRun
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Cadre
from cadreschool.reports.portfolio.layouts import CASES, PRACTICE, PROFILE, SCENARIOS, WRITING
from cadreschool.reports.portfolio.scope import ELSEWHERE, Scope
from cadreschool.reports.portfolio.values import Row, Section


def sections(scope: Scope, catalogue: Catalogue) -> Iterator[Section]:
    """Yield the sections of doing, each in one query. The profile comes last, if it may be seen."""
    if scope.is_own:
        yield Section(SCENARIOS, tuple(_scenarios(scope, catalogue)))
        yield Section(WRITING, tuple(_writing(scope)))
    yield _practice(scope)
    yield Section(CASES, tuple(_cases(scope)))
    profile = None if scope.spans is not None else _profile(scope, catalogue)
    if profile is not None:
        yield profile


def _scenarios(scope: Scope, catalogue: Catalogue) -> Iterator[Row]:
    """Yield the first walk through each scenario that reached an ending."""
    rows: Sequence[Any] = db.session.execute(
        select(
            ScenarioRun.course_id,
            ScenarioRun.lesson_id,
            ScenarioRun.is_first,
            ScenarioEnd.ending,
            ScenarioEnd.ended_at,
            LessonRow.title,
        )
        .join(ScenarioEnd, ScenarioEnd.run_id == ScenarioRun.id)
        .outerjoin(
            LessonRow,
            and_(
                LessonRow.edition_id == ScenarioRun.edition_id,
                LessonRow.lesson_id == ScenarioRun.lesson_id,
            ),
        )
        .where(ScenarioRun.cadre_id == scope.cadre_id)
        .order_by(ScenarioRun.number, ScenarioEnd.ended_at)
    ).all()
    walks: dict[tuple[str, str], int] = {}
    for row in rows:
        walks[row[0], row[1]] = walks.get((row[0], row[1]), 0) + 1
    for row in sorted((one for one in rows if one.is_first), key=lambda one: one.ended_at):
        lesson = _lesson(catalogue, row.course_id, row.lesson_id)
        scenario = lesson.scenario if lesson else None
        endings = {one.id: one for one in scenario.endings} if scenario else {}
        ending = endings.get(row.ending)
        yield (
            row.title or row.lesson_id,
            day_of(row.ended_at),
            ending.title if ending else "旧版里的结局",
            ending.outcome.words if ending else "",
            walks[row.course_id, row.lesson_id],
        )


def _lesson(catalogue: Catalogue, course_id: str, lesson_id: str) -> PublishedLesson | None:
    course = catalogue.course(course_id)
    return course.lesson(lesson_id) if course else None


def _writing(scope: Scope) -> Iterator[Row]:
    """Yield the works that somebody else marked, with the newest mark of each."""
    newer = aliased(DrillMark)
    is_replaced = (
        select(newer.seq)
        .where(
            newer.work_id == DrillMark.work_id,
            newer.is_own.is_(False),
            newer.seq > DrillMark.seq,
        )
        .exists()
    )
    rows: Sequence[Any] = db.session.execute(
        select(
            DrillWork.course_id,
            DrillWork.lesson_id,
            DrillWork.number,
            DrillWork.submitted_at,
            DrillMark.marked_at,
            DrillMark.points,
            LessonRow.title,
        )
        .join(DrillMark, DrillMark.work_id == DrillWork.id)
        .outerjoin(
            LessonRow,
            and_(
                LessonRow.edition_id == DrillWork.edition_id,
                LessonRow.lesson_id == DrillWork.lesson_id,
            ),
        )
        .where(DrillWork.cadre_id == scope.cadre_id, DrillMark.is_own.is_(False), ~is_replaced)
        .order_by(DrillMark.marked_at, DrillWork.id)
    ).all()
    for row in rows:
        points = read_points(row.points)
        yield (
            row.title or row.lesson_id,
            row.number,
            day_of(row.submitted_at) if row.submitted_at else None,
            day_of(row.marked_at),
            sum(points),
            MOST_MARKS * len(points),
        )


def _practice(scope: Scope) -> Section:
    """Return the records whose signature holds; of the others, to their owner, how many."""
    again, signer = aliased(PracticeStep), aliased(Cadre)
    newest = (
        select(func.max(again.seq))
        .where(again.record_id == PracticeRecord.id, again.kind == StepKind.SIGN)
        .correlate(PracticeRecord)
        .scalar_subquery()
    )
    rows: Sequence[Any] = db.session.execute(
        select(
            PracticeRecord,
            Organisation.name,
            scope.is_near().label("is_near"),
            signer.name,
            PracticeStep.made_at,
        )
        .join(Organisation, Organisation.id == PracticeRecord.organisation_id)
        .outerjoin(
            PracticeStep,
            and_(PracticeStep.record_id == PracticeRecord.id, PracticeStep.seq == newest),
        )
        .outerjoin(signer, signer.id == PracticeStep.made_by)
        .where(PracticeRecord.cadre_id == scope.cadre_id)
        .order_by(PracticeRecord.happened_on, PracticeRecord.id)
    ).all()
    signed = tuple(
        _record(row)
        for row in rows
        if row[0].state in SIGNED_STATES and (row[2] or scope.spans is None)
    )
    others: dict[str, int] = {}
    for row in rows:
        state = RecordState(row[0].state)
        if not state.is_signed and state is not RecordState.WITHDRAWN:
            others[state.label] = others.get(state.label, 0) + 1
    told = "，".join(f"{name} {number} 条" for name, number in others.items())
    note = f"另有{told}，不在档案里。" if scope.is_own and told else ""
    return Section(PRACTICE, signed, note)


def _record(row: Sequence[Any]) -> Row:
    """Return one record; of one earned elsewhere neither the union nor who signed is told."""
    record, organisation, is_near, signer, signed_at = row
    cited = "、".join(label(one) for one in parse_citations(record.citations))
    return (
        record.happened_on,
        PracticeKind(record.kind).label,
        organisation if is_near else ELSEWHERE,
        record.place if is_near else "",
        record.role,
        record.deed,
        cited,
        record.result,
        RecordState(record.state).label,
        (signer or "") if is_near else "",
        day_of(signed_at) if signed_at else None,
    )


def _cases(scope: Scope) -> Iterator[Row]:
    """Yield the cases somebody handed in; to others those that were published."""
    rows: Sequence[Any] = db.session.execute(
        select(
            CaseStudy.id,
            CaseStudy.title,
            CaseStudy.state,
            Organisation.name,
            scope.is_near().label("is_near"),
            func.min(CaseStep.made_at)
            .filter(CaseStep.kind == CaseStepKind.SUBMIT)
            .label("submitted_at"),
            func.max(CaseStep.made_at)
            .filter(CaseStep.kind == CaseStepKind.PUBLISH)
            .label("published_at"),
        )
        .join(Organisation, Organisation.id == CaseStudy.organisation_id)
        .outerjoin(CaseStep, CaseStep.case_id == CaseStudy.id)
        .where(
            CaseStudy.author_id == scope.cadre_id,
            CaseStudy.state.not_in((CaseState.DRAFT, CaseState.WITHDRAWN)),
        )
        .group_by(CaseStudy.id, CaseStudy.title, CaseStudy.state, Organisation.id)
        .order_by(CaseStudy.id)
    ).all()
    for row in rows:
        if scope.is_own or (
            row.state == CaseState.PUBLISHED and (row.is_near or scope.spans is None)
        ):
            yield (
                row.title,
                row.name if row.is_near else ELSEWHERE,
                CaseState(row.state).label,
                day_of(row.submitted_at) if row.submitted_at else None,
                day_of(row.published_at) if row.published_at else None,
            )


def _profile(scope: Scope, catalogue: Catalogue) -> Section | None:
    """Return the profile as it was made last; to others while its owner shares it."""
    may_see = true() if scope.viewer is None else sharing_with(scope.viewer, scope.cadre_id)
    rows = db.session.scalars(
        select(ProfileStanding).where(ProfileStanding.cadre_id == scope.cadre_id, may_see)
    ).all()
    if not scope.is_own and not rows:
        return None
    standings = {row.competency: row for row in rows}
    found: list[Row] = []
    for competency in catalogue.framework.competencies:
        one = standings.get(competency.id)
        if one is not None:
            numbers = (_percent(number) for number in (one.mean, one.low, one.high))
            name = level_name(competency, one.level)
            found.append(
                (competency.name, one.level, name, *numbers, one.evidence_count, one.as_of)
            )
    return Section(PROFILE, tuple(found), STATEMENT)


def _percent(share: float | None) -> int | None:
    """Return a share in whole percent, cut as on the page of the profile."""
    return None if share is None else int(percent(share).removesuffix("%"))
