"""What is known of somebody for suggestions and plans.

For suggestions it is one query, beside the facts that a page has read already: levels are those
kept of the profile, nothing is computed for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Integer,
    bindparam,
    cast,
    null,
    select,
    union_all,
)
from sqlalchemy import literal as word

from cadreschool.courses.catalogue import Catalogue
from cadreschool.kernel.db import Moment, db
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.mistakes.models import Mistake
from cadreschool.learning.mistakes.rules import OPEN
from cadreschool.learning.models import Mode, Sitting
from cadreschool.learning.practice.offers import still_there
from cadreschool.learning.practice.queries import post_of
from cadreschool.learning.practice_records.models import PracticeRecord
from cadreschool.learning.practice_records.rules import PracticeKind
from cadreschool.learning.profile.models import ProfileStanding
from cadreschool.learning.queries import own_facts
from cadreschool.learning.review.queries import passed_in, taken_retests
from cadreschool.learning.review.rules import due_retests
from cadreschool.learning.rules import CourseFacts
from cadreschool.learning.suggestions.candidates import Gathered
from cadreschool.learning.suggestions.planning import Plan, plan, recalls_of
from cadreschool.learning.suggestions.required import RequiredSet, required_set
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Cadre, Posting

_CADRE: BindParameter[int] = bindparam("cadre")
_NO_NUMBER = cast(null(), Integer)
_NO_MOMENT = cast(null(), Moment)
_POSTING = Posting.post + " " + Posting.tie + " " + Organisation.kind
_KNOWN: CompoundSelect[Any] = union_all(
    select(word("sitting"), Sitting.subject, Sitting.id, Sitting.submitted_at).where(
        Sitting.cadre_id == _CADRE, Sitting.mode.in_((Mode.DIAGNOSTIC, Mode.RETEST))
    ),
    select(word("post"), Cadre.post, _NO_NUMBER, _NO_MOMENT).where(Cadre.id == _CADRE),
    select(word("posting"), _POSTING, _NO_NUMBER, _NO_MOMENT)
    .join(Organisation, Organisation.id == Posting.organisation_id)
    .where(Posting.cadre_id == _CADRE, Posting.until_on.is_(None)),
    select(word("level"), ProfileStanding.competency, ProfileStanding.level, _NO_MOMENT).where(
        ProfileStanding.cadre_id == _CADRE
    ),
    select(word("mistake"), Mistake.question_id, _NO_NUMBER, Mistake.wrong_at).where(
        Mistake.cadre_id == _CADRE, Mistake.state == OPEN
    ),
    select(word("returned"), PracticeRecord.kind, PracticeRecord.id, _NO_MOMENT).where(
        PracticeRecord.cadre_id == _CADRE, PracticeRecord.state == "returned"
    ),
)


def gathered(
    viewer: Viewer,
    catalogue: Catalogue,
    facts: Mapping[str, CourseFacts],
    on: date,
    *,
    levels: Mapping[str, int | None] | None = None,
) -> Gathered:
    """Return what is known of the viewer; `facts` are what they left in all courses.

    `levels` are those of today, for pages that have computed them.
    """
    rows: Sequence[Any] = db.session.execute(_KNOWN, {"cadre": viewer.cadre_id}).all()
    known: dict[str, list[Any]] = {}
    for what, *row in rows:
        known.setdefault(what, []).append(row)
    post = next((row[0] for row in known.get("post", ())), None)
    sittings = known.get("sitting", [])
    diagnostics = [row for row in sittings if row[0] == Mode.DIAGNOSTIC]
    taken = [row[0] for row in sittings if row[2] is not None and row[0] != Mode.DIAGNOSTIC]
    kept = {row[0]: row[1] for row in known.get("level", ())}
    return Gathered(
        meant=required_set(catalogue.curriculum, post),
        facts=facts,
        levels=kept if levels is None else levels,
        targets=_targets(catalogue, [row[0] for row in known.get("posting", ())]),
        retests=still_there(due_retests(passed_in(facts), taken, on), catalogue),
        mistakes=[(row[0], row[2]) for row in known.get("mistake", ())],
        open_diagnostic=next((row[1] for row in diagnostics if row[2] is None), None),
        was_diagnosed=bool(diagnostics),
        returned=[(row[1], PracticeKind(row[0]).label) for row in known.get("returned", ())],
    )


def _targets(catalogue: Catalogue, postings: Iterable[str]) -> Mapping[str, int]:
    """Return the levels that the posts somebody holds ask for, the highest of each."""
    found: dict[str, int] = {}
    for post, tie, kind in (one.split() for one in postings):
        for name, level in catalogue.framework.target(post, tie=tie, organisation=kind).items():
            found[name] = max(level, found.get(name, 0))
    return found


def plan_for(
    viewer: Viewer, catalogue: Catalogue, on: date, pace: int | None
) -> tuple[Plan, RequiredSet]:
    """Return the viewer's plan for twelve months, made anew from what is finished today."""
    meant = required_set(catalogue.curriculum, post_of(viewer.cadre_id))
    facts = own_facts(viewer, [course.id for course in catalogue.curriculum])
    taken = taken_retests(viewer.cadre_id)
    recalls = [
        one
        for one in recalls_of(passed_in(facts), taken, on)
        if (course := catalogue.course(one.course_id)) and course.lesson(one.lesson_id)
    ]
    year = plan(meant, catalogue.curriculum, facts, recalls=recalls, on=on, pace=pace)
    return year, meant
