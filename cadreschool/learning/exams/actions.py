"""Beginning and ending sittings at papers. Runs inside a unit; flushes, never commits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import groupby
from random import Random

from sqlalchemy import or_, select, update

from cadreschool.audit.actions import record
from cadreschool.kernel.db import LARGEST_ID, db
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.exams.queries import OwnPaper, extras_of, own_paper, paper_of
from cadreschool.learning.exams.rules import LAST_MINUTES, NOTHING, due, form_for
from cadreschool.learning.models import Mode, Sitting
from cadreschool.learning.sittings.actions import NewSitting, open_sitting
from cadreschool.learning.sittings.rules import Drawn, option_order
from cadreschool.questions.papers.actions import close_paper
from cadreschool.questions.papers.models import Paper
from cadreschool.questions.papers.queries import ItemRow, items_of
from cadreschool.questions.published import PublishedQuestion

Find = Callable[[AbstractSet[int]], Mapping[int, PublishedQuestion]]
"""Gives question versions with their texts: {version id: question}."""


def start_exam(viewer: Viewer, paper_id: int, find: Find, *, seed: int, at: datetime) -> int:
    """Begin a paper, where it is open to the viewer, and return the sitting's id.

    A sitting under way is simply gone on with.
    """
    _keep_open(paper_id)
    own = own_paper(viewer, paper_id, at=at)
    if own.open_sitting is not None:
        return own.open_sitting.id
    if not own.decision.may:
        raise ConflictError(own.decision.why, "试卷的说明页上写着何时、谁能进入。")
    facts = own.facts
    form = own.decision.form or form_for(viewer.cadre_id, len(own.results), facts.forms)
    items = items_of(facts.id, min(form, facts.forms))
    chance = Random(seed)  # noqa: S311 -- fairness, not secrecy; the order is stored
    drawn = _drawn(items, find({one.version_id for one in items}), chance, facts.shuffles)
    sitting_id = open_sitting(viewer, _new(viewer, own, form, at), drawn, at=at)
    record("exam.start", "sitting", sitting_id, by=viewer.cadre_id, at=at, paper=facts.id)
    return sitting_id


def _keep_open(paper_id: int) -> None:
    """Keep the paper from being closed while somebody begins, so that its end reaches them."""
    if paper_id > LARGEST_ID:
        raise NotFoundError
    db.session.execute(
        select(Paper.id).where(Paper.id == paper_id).with_for_update(read=True)
    ).first()


def _new(viewer: Viewer, own: OwnPaper, form: int, at: datetime) -> NewSitting:
    facts = own.facts
    return NewSitting(
        Mode(facts.mode.value),
        facts.subject,
        facts.pass_mark,
        paper_id=facts.id,
        form=min(form, facts.forms),
        due_at=due(at, facts.minutes, facts.closes_at, own.extra),
        seat=viewer.sign_in_id if facts.mode.counts else None,
    )


def _drawn(
    items: Sequence[ItemRow],
    versions: Mapping[int, PublishedQuestion],
    chance: Random,
    shuffles: bool,  # noqa: FBT001 -- the paper's own word
) -> list[Drawn]:
    """Put a form's questions in somebody's own order; sections of one kind and cases stay."""
    questions = [list(of) for _, of in groupby(items, key=lambda one: one.version_id)]
    sections = [
        list(of)
        for _, of in groupby(questions, key=lambda of: versions[of[0].version_id].question.kind)
    ]
    if shuffles:
        for section in sections:
            chance.shuffle(section)
    return [
        Drawn(
            item.version_id,
            option_order(
                versions[item.version_id].part(item.part).question, chance, shuffles=shuffles
            ),
            item.part,
            item.points,
        )
        for section in sections
        for question in section
        for item in question
    ]


def end_exam(paper_id: int, *, by: int, at: datetime) -> None:
    """Close a paper by hand: nobody begins any more, who is sitting it has ten minutes left."""
    if close_paper(paper_id, by=by, at=at):
        last = at + LAST_MINUTES
        db.session.execute(
            update(Sitting)
            .where(
                Sitting.paper_id == paper_id,
                Sitting.submitted_at.is_(None),
                or_(Sitting.due_at.is_(None), Sitting.due_at > last),
            )
            .values(due_at=last)
        )


def lengthen(paper_id: int, cadre_id: int, *, at: datetime) -> None:
    """Give a sitting under way the time that an exception made just now gives; never less."""
    facts = paper_of(paper_id)
    extra = extras_of(cadre_id, [paper_id], at=at).get(paper_id, NOTHING)
    sitting = db.session.scalar(
        select(Sitting)
        .where(
            Sitting.paper_id == paper_id,
            Sitting.cadre_id == cadre_id,
            Sitting.submitted_at.is_(None),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if sitting is None or sitting.due_at is None or sitting.due_at < at:
        return
    until = due(sitting.started_at, facts.minutes, facts.closes_at, extra)
    if until is None or until > sitting.due_at:
        sitting.due_at = until
        db.session.flush()
