"""Review: what a draft changes and for whom; handing it in, giving it back, publishing it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.canonical import canonical
from cadreschool.courses.comparing import ChangeKind, FileChange, compare_sources
from cadreschool.courses.drafts import actions, rules
from cadreschool.courses.drafts.models import StepKind
from cadreschool.courses.drafts.outline import compare_courses, outline
from cadreschool.courses.drafts.permissions import may
from cadreschool.courses.drafts.queries import (
    OpenDraft,
    StepRow,
    draft_for,
    steps_of,
    writers_of,
)
from cadreschool.courses.publication import edition_sources, prepare_edition
from cadreschool.courses.values import Course
from cadreschool.kernel import clock
from cadreschool.kernel.errors import ForbiddenError, InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role
from cadreschool.learning.consequences import consequences_of
from cadreschool.learning.publication import publish_from_draft
from cadreschool.web.guards import viewer
from cadreschool.web.policies import policies
from cadreschool.web.school import catalogue
from cadreschool.web.teach.desk import DraftDesk, draft_desk, withdrawn_case
from cadreschool.web.teach.editor import address_of
from cadreschool.web.teach.forms import WordsForm
from cadreschool.web.teach.views.blueprint import blueprint, reviewer, teachers, trainer
from cadreschool.web.units import answered, follow, write_once

_MOST_LINES = 300
_OWN_WORK = "这份草稿里有您写的内容，须由另一位审核人发布。"


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of the page, one for each decision."""

    submit: WordsForm
    give_back: WordsForm
    publish: WordsForm


def _forms() -> Forms:
    return Forms(
        WordsForm.asking("submit", "改了什么、为什么", "请写一句改了什么，审核人和学员都看得到。"),
        WordsForm.asking("return", "退回的理由", "请写明退回的理由，编写人照着改。"),
        WordsForm.asking("publish", "发布说明", "请写一句这一版改了什么。"),
    )


@blueprint.get("/teach/courses/<string:course_id>/changes/")
@teachers
def changes(course_id: str) -> ResponseReturnValue:
    """Show what the draft changes, and for whom, with the decisions that the viewer may take."""
    return _page(draft_desk(course_id), _forms())


def _page(desk: DraftDesk, forms: Forms) -> str:
    who, course, draft = viewer(), desk.course, desk.draft
    before = edition_sources(course.edition.id) if course.edition else {}
    differ = compare_courses(before, desk.comparable)
    lesson_ids = [one.id for one in outline(desk.comparable)]
    submitted = _submission(draft)
    if submitted is not None and forms.publish.words.data is None:
        forms.publish.words.data = submitted.words
    needs_other = policies().needs_review and who.cadre_id in writers_of(draft.id)
    return render_template(
        "teach/changes.html",
        course=course,
        draft=draft,
        files=[_shown(course.id, one) for one in compare_sources(before, desk.comparable)],
        differ=differ,
        people=consequences_of(course.id, lesson_ids, tuple(differ.removed)),
        blocking=desk.reading.blocking[:20],
        notes=[one for one in desk.reading.mistakes if not one.blocking][:20],
        forms=forms,
        submitted=submitted,
        may_write=may(who, Role.TRAINER, course.owner_path),
        may_review=may(who, Role.REVIEWER, course.owner_path),
        own_work=_OWN_WORK if needs_other else "",
        withdrawn_case=withdrawn_case(course.id),
    )


def _submission(draft: OpenDraft) -> StepRow | None:
    """Return who handed the draft in, with which words; None while it is being written."""
    if draft.is_editing:
        return None
    return next((step for step in steps_of(draft.id) if step.kind == StepKind.SUBMIT), None)


def _shown(course_id: str, change: FileChange) -> dict[str, object]:
    """Return a file's change for the page; a whole new file is only counted."""
    is_whole = change.kind is not ChangeKind.CHANGED
    return {
        "path": change.path,
        "url": address_of(course_id, change.path) if _opens(change) else "",
        "kind": change.kind.label,
        "count": len(change.lines),
        "lines": () if is_whole else change.lines[:_MOST_LINES],
        "more": 0 if is_whole else max(len(change.lines) - _MOST_LINES, 0),
    }


def _opens(change: FileChange) -> bool:
    """Tell whether the editor shows the whole text of a file that changed."""
    return change.kind is not ChangeKind.REMOVED and rules.is_editable(change.path)


@blueprint.post("/teach/courses/<string:course_id>/draft/submissions")
@trainer
def create_submission(course_id: str) -> ResponseReturnValue:
    """Hand the draft to the reviewers; only one without mistakes, and on the newest edition."""
    who, at = viewer(), clock.now()
    desk = draft_desk(course_id, Role.TRAINER)
    earlier = answered(who)
    if earlier is not None:
        return follow(earlier)
    forms = _forms()
    if not forms.submit.validate():
        return _page(desk, forms), 422
    _require_faultless(desk)

    def unit() -> Reply:
        draft = draft_for(who, course_id, Role.TRAINER)
        rules.require_newest(draft.base_edition_id, desk.course.edition_id)
        words, seen = forms.submit.words.data or "", forms.submit.version.data or 0
        actions.submit_draft(draft, words=words, seen=seen, by=who.cadre_id, at=at)
        return Reply(
            location=_here(course_id), notice="已送审。审核以前草稿不能修改，可以随时撤回。"
        )

    return follow(write_once(who, unit))


def _require_faultless(desk: DraftDesk) -> Course:
    if desk.reading.course is None:
        number = len(desk.reading.blocking)
        message = f"草稿还有 {number} 处错误，不能送审、发布。"
        raise InvalidError(message, "请到“查看变化”里逐条改正。草稿没有改动。")
    return desk.reading.course


@blueprint.post("/teach/courses/<string:course_id>/draft/recall")
@trainer
def withdraw_submission(course_id: str) -> ResponseReturnValue:
    """Take the draft back from the reviewers, to go on writing."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        draft = draft_for(who, course_id, Role.TRAINER)
        actions.recall_draft(draft, by=who.cadre_id, at=at)
        return Reply(location=url_for("teach.course", course_id=course_id), notice="已撤回送审。")

    return follow(write_once(who, unit))


@blueprint.post("/teach/courses/<string:course_id>/draft/returns")
@reviewer
def create_return(course_id: str) -> ResponseReturnValue:
    """Give the draft back with a reason."""
    who, at = viewer(), clock.now()
    desk = draft_desk(course_id, Role.REVIEWER)
    forms = _forms()
    if not forms.give_back.validate():
        return _page(desk, forms), 422

    def unit() -> Reply:
        draft = draft_for(who, course_id, Role.REVIEWER)
        words = forms.give_back.words.data or ""
        actions.return_draft(draft, words=words, by=who.cadre_id, at=at)
        return Reply(location=url_for("teach.home"), notice="已退回，编写人会看到您的理由。")

    return follow(write_once(who, unit))


@blueprint.post("/teach/courses/<string:course_id>/draft/publication")
@reviewer
def create_publication(course_id: str) -> ResponseReturnValue:
    """Publish the draft as the next edition: rendered first, then put in place in one unit."""
    who, at = viewer(), clock.now()
    earlier = answered(who)
    if earlier is not None:
        return follow(earlier)
    desk = draft_desk(course_id, Role.REVIEWER)
    forms = _forms()
    if not forms.publish.validate():
        return _page(desk, forms), 422
    rules.require_submitted(desk.draft.state)
    course = _require_faultless(desk)
    needs_review = policies().needs_review
    media = current_app.config["SETTINGS"].media
    prepared = prepare_edition(
        course, canonical(desk.sources), catalogue().registry, media, clock.day_of(at)
    )
    note, seen = forms.publish.words.data or "", forms.publish.version.data or 0

    def unit() -> Reply:
        draft = draft_for(who, course_id, Role.REVIEWER)
        actions.require_seen(draft, seen)
        if needs_review and who.cadre_id in writers_of(draft.id):
            raise ForbiddenError(_OWN_WORK, "请联系另一位审核人。草稿没有改动。")
        new = publish_from_draft(who, draft, prepared, note=note, at=at)
        url = url_for("teach.course", course_id=course_id)
        return Reply(location=url, notice=f"已发布第 {new.number} 版，学员现在看到的就是它。")

    return follow(write_once(who, unit))


def _here(course_id: str) -> str:
    return url_for("teach.changes", course_id=course_id)
