"""Evidence from what somebody did: scenarios walked, writings marked, work told and signed.

Of scenarios the first run, of writings the first one handed in; later ones are practice. One query
for each kind, whatever the number of cadres.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, bindparam, exists, select
from sqlalchemy.orm import aliased

from cadreschool.courses.catalogue import Catalogue
from cadreschool.courses.drills.values import MOST_MARKS
from cadreschool.courses.models import Edition
from cadreschool.courses.scenarios import paths
from cadreschool.courses.scenarios.values import Choice, Scenario
from cadreschool.kernel.clock import SHANGHAI, day_of
from cadreschool.kernel.db import db
from cadreschool.learning.drills.models import DrillMark, DrillWork
from cadreschool.learning.drills.rules import read_points
from cadreschool.learning.practice_records.queries.files import signed_records
from cadreschool.learning.profile import rules
from cadreschool.learning.profile.evidence.materials import Lessons, Place
from cadreschool.learning.profile.values import Evidence, EvidenceKind
from cadreschool.learning.scenarios.models import ScenarioChoice, ScenarioEnd, ScenarioRun

Found = Iterator[tuple[int, Evidence]]
_CADRES: BindParameter[int] = bindparam("cadres", expanding=True)
_UNTIL: BindParameter[datetime] = bindparam("until")
_SHOWN = 2  # what a signer writes for "shown"; 1 is "shown in part"


def deeds_evidence(
    cadre_ids: Collection[int], *, catalogue: Catalogue, on: date, removed: Collection[int] = ()
) -> Found:
    """Yield what deeds say as of the end of a day: (cadre id, evidence).

    `removed` are the records that were taken out after a dispute.
    """
    until = datetime.combine(on, time(), SHANGHAI) + timedelta(days=1)
    bound = {"cadres": list(cadre_ids), "until": until}
    walked: Sequence[Any] = db.session.execute(_WALKED, bound).all()
    written: Sequence[Any] = db.session.execute(_WRITTEN, bound).all()
    lessons = Lessons(catalogue, [Place(*row[2:6]) for row in (*walked, *written)])
    yield from _scenarios(walked, lessons, catalogue)
    yield from _writings(written, lessons, catalogue)
    yield from _records(cadre_ids, until, removed)


# Scenarios -------------------------------------------------------------------------------------

_WALKED = (
    select(
        ScenarioRun.cadre_id,
        ScenarioRun.id,
        ScenarioRun.course_id,
        ScenarioRun.lesson_id,
        ScenarioRun.edition_id,
        Edition.digest,
        ScenarioEnd.ended_at,
        ScenarioChoice.letter,
    )
    .join(ScenarioEnd, ScenarioEnd.run_id == ScenarioRun.id)
    .join(ScenarioChoice, ScenarioChoice.run_id == ScenarioRun.id)
    .join(Edition, Edition.id == ScenarioRun.edition_id)
    .where(
        ScenarioRun.cadre_id.in_(_CADRES),
        ScenarioRun.is_first.is_(True),
        ScenarioEnd.ended_at < _UNTIL,
    )
    .order_by(ScenarioRun.id, ScenarioChoice.seq)
)


def _scenarios(rows: Sequence[Any], lessons: Lessons, catalogue: Catalogue) -> Found:
    for run_id, group in groupby(rows, key=itemgetter(1)):
        steps = list(group)
        cadre_id, _, *place, ended_at, _ = steps[0]
        lesson = lessons.lesson(Place(*place))
        if lesson is None or lesson.scenario is None:
            continue
        results = walk_results(lesson.scenario, [row[7] for row in steps])
        for competency, (result, number) in results.items():
            yield (
                cadre_id,
                Evidence(
                    f"scenario:{run_id}",
                    EvidenceKind.SCENARIO,
                    competency,
                    day_of(ended_at),
                    result,
                    float(min(rules.MOST_STEPS, number)),
                    f"“{lesson.title}”首次走完",
                    unit=_unit(catalogue, place[0]),
                ),
            )


def walk_results(scenario: Scenario, letters: Sequence[str]) -> dict[str, tuple[float, int]]:
    """Return what a run says of each competency: mean over its steps, and how many speak of it.

    A step is compared with what could be chosen there then; what was closed says nothing.
    """
    walked = [
        (choice, paths.open_choices(scenario, state))
        for state, letter in zip(paths.follow(scenario, letters), letters, strict=False)
        if (choice := _choice(scenario, state.place, letter)) is not None
    ]
    found = {}
    for competency in EvidenceKind.SCENARIO.competencies:
        steps = [
            (_effect(choice, competency), [_effect(one, competency) for one in (choice, *others)])
            for choice, others in walked
        ]
        result = rules.steps_result(steps)
        if result is not None:
            found[competency] = result
    return found


def _choice(scenario: Scenario, place: str, letter: str) -> Choice | None:
    node = scenario.node(place)
    return node.choice(letter) if node else None


def _effect(choice: Choice, competency: str) -> int:
    return next((number for name, number in choice.effects if name == competency), 0)


# Writings --------------------------------------------------------------------------------------

_earlier, _later = aliased(DrillWork), aliased(DrillMark)
_WRITTEN = (
    select(
        DrillWork.cadre_id,
        DrillWork.id,
        DrillWork.course_id,
        DrillWork.lesson_id,
        DrillWork.edition_id,
        Edition.digest,
        DrillWork.submitted_at,
        DrillMark.points,
        DrillMark.marked_by,
    )
    .join(DrillMark, DrillMark.work_id == DrillWork.id)
    .join(Edition, Edition.id == DrillWork.edition_id)
    .where(
        DrillWork.cadre_id.in_(_CADRES),
        DrillWork.submitted_at < _UNTIL,
        DrillMark.is_own.is_(False),
        DrillMark.marked_by != DrillWork.cadre_id,
        DrillMark.marked_at < _UNTIL,
        ~exists().where(
            _earlier.cadre_id == DrillWork.cadre_id,
            _earlier.course_id == DrillWork.course_id,
            _earlier.lesson_id == DrillWork.lesson_id,
            _earlier.number < DrillWork.number,
            _earlier.submitted_at.is_not(None),
        ),
        ~exists().where(
            _later.work_id == DrillMark.work_id,
            _later.seq > DrillMark.seq,
            _later.is_own.is_(False),
            _later.marked_at < _UNTIL,
        ),
    )
    .order_by(DrillWork.id)
)


def _writings(rows: Sequence[Any], lessons: Lessons, catalogue: Catalogue) -> Found:
    for cadre_id, work_id, *place, submitted_at, text, marked_by in rows:
        lesson = lessons.lesson(Place(*place))
        points = read_points(text)
        if lesson is None or not points:
            continue
        for competency in EvidenceKind.WRITING.competencies:
            if competency in lesson.competencies:
                yield (
                    cadre_id,
                    Evidence(
                        f"writing:{work_id}",
                        EvidenceKind.WRITING,
                        competency,
                        day_of(submitted_at),
                        sum(points) / (MOST_MARKS * len(points)),
                        float(min(rules.MOST_POINTS, len(points))),
                        f"“{lesson.title}”写的一篇",
                        unit=_unit(catalogue, place[0]),
                        signed_by=marked_by,
                    ),
                )


def _unit(catalogue: Catalogue, course_id: str) -> str:
    course = catalogue.course(course_id)
    return course.unit if course else ""


# Practice records ------------------------------------------------------------------------------


def _records(cadre_ids: Collection[int], until: datetime, removed: Collection[int]) -> Found:
    """Yield what signed records say; of one type the first few of a year weigh.

    That a signer looked for a competency and did not see it says something, too.
    """
    for cadre_id, records in signed_records(cadre_ids, until=until, removed=removed).items():
        for one in records:
            weight = rules.WITNESSED_WEIGHT if one.is_witnessed else rules.RECORD_WEIGHT
            for competency, shown in one.results.items():
                yield (
                    cadre_id,
                    Evidence(
                        f"record:{one.id}",
                        EvidenceKind.RECORD,
                        competency,
                        one.happened_on,
                        shown / _SHOWN,
                        weight if one.does_weigh else 0.0,
                        f"{one.kind.label}的实践记录",
                        unit=one.kind.units[0],
                        signed_by=one.signed_by,
                        reason="" if one.does_weigh else rules.CAPPED,
                        sort=one.kind.value,
                    ),
                )
