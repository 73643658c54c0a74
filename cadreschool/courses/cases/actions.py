"""Writes of cases: told by a cadre, reviewed by others, published, withdrawn."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from cadreschool.audit.actions import record
from cadreschool.courses.actions import move_stamp
from cadreschool.courses.cases import queries
from cadreschool.courses.cases.models import CaseStep, CaseStudy
from cadreschool.courses.cases.permissions import require_decider
from cadreschool.courses.cases.queries import CaseSheet
from cadreschool.courses.cases.rules import (
    LONGEST_WORDS,
    MOST_OPEN,
    NAMES,
    REVIEWED,
    CaseState,
    CaseText,
    Ground,
    StepKind,
    faults_of,
    pinned,
    state_after,
)
from cadreschool.courses.cases.seeds import scenario_course
from cadreschool.courses.drafts.queries import makers_of
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.faults import UnfitError
from cadreschool.kernel.remarks import require_remark
from cadreschool.kernel.viewer import Viewer
from cadreschool.laws.registry import Registry
from cadreschool.notices.actions import tell
from cadreschool.notices.rules import NewMessage


class StaleCaseError(ConflictError):
    """The case was saved elsewhere meanwhile; both texts are kept for its author to choose."""

    def __init__(self, sheet: CaseSheet) -> None:
        """Keep what is stored now."""
        super().__init__("这个案例在别的窗口里改过。", "两份都在下面，请核对后再保存。")
        self.sheet = sheet


def create_case(viewer: Viewer, text: CaseText, ground: Ground, *, at: datetime) -> int:
    """Begin to tell a case; return its id."""
    if queries.number_open(viewer) >= MOST_OPEN:
        message = f"您有 {MOST_OPEN} 个案例还没有写完、审完，没有再建新的。"
        raise ConflictError(message, "请先写完，或撤下不要的。")
    _require_fit(text, ground, is_final=False)
    case = CaseStudy(
        author_id=viewer.cadre_id,
        organisation_id=viewer.organisation_id,
        state=CaseState.DRAFT,
        version=1,
        created_at=at,
        saved_at=at,
        **_columns(text),
    )
    db.session.add(case)
    db.session.flush()
    record("case.create", "case", case.id, by=viewer.cadre_id, at=at)
    return case.id


def save_case(
    viewer: Viewer, case_id: int, text: CaseText, *, base: int, ground: Ground, at: datetime
) -> int:
    """Write a case on; `base` is the version its form was begun from. Return the new version."""
    queries.own_case(viewer, case_id)
    case = _locked(case_id)
    if not CaseState(case.state).is_editable:
        message = f"这个案例现在是“{CaseState(case.state).label}”，不能修改。"
        raise ConflictError(message, "送审的可以先撤回；发布了的请撤下后另写一个。")
    _require_fit(text, ground, is_final=False)
    columns = _columns(text)
    if all(getattr(case, name) == value for name, value in columns.items()):
        return case.version
    if case.version != base:
        raise StaleCaseError(queries.own_case(viewer, case_id))
    for name, value in columns.items():
        setattr(case, name, value)
    case.version += 1
    case.saved_at = at
    db.session.flush()
    return case.version


def submit_case(
    viewer: Viewer, case_id: int, text: CaseText, ground: Ground, *, at: datetime
) -> None:
    """Hand a case that was just saved to the reviewers."""
    queries.own_case(viewer, case_id)
    case = _locked(case_id)
    after = state_after(CaseState(case.state), StepKind.SUBMIT)
    _require_fit(text, ground, is_final=True)
    case.consented_at = at
    case.state = after
    _step(case, StepKind.SUBMIT, "", by=viewer.cadre_id, at=at)


def recall_case(viewer: Viewer, case_id: int, *, at: datetime) -> None:
    """Take a case back from the reviewers, to go on writing."""
    queries.own_case(viewer, case_id)
    case = _locked(case_id)
    case.state = state_after(CaseState(case.state), StepKind.RECALL)
    _step(case, StepKind.RECALL, "", by=viewer.cadre_id, at=at)


def return_case(viewer: Viewer, case_id: int, words: str, *, seen: int, at: datetime) -> None:
    """Give a case back to its author with what is to be changed."""
    queries.case_to_review(viewer, case_id)
    case = _locked(case_id)
    said = require_remark(words, longest=LONGEST_WORDS)
    after = state_after(CaseState(case.state), StepKind.RETURN)
    _require_seen(case, seen)
    case.state = after
    _step(case, StepKind.RETURN, said, by=viewer.cadre_id, at=at)
    _tell_author(case, "案例被退回", f"“{case.title}”要再改一改，怎么改写在案例页上。", at=at)


def publish_case(
    viewer: Viewer, case_id: int, words: str, *, seen: int, registry: Registry, at: datetime
) -> None:
    """Publish a case: its law was reviewed, and is pinned to the versions in force."""
    sheet = queries.case_to_review(viewer, case_id)
    case = _locked(case_id)
    after = state_after(CaseState(case.state), StepKind.PUBLISH)
    require_decider(viewer, sheet.union_path, case.author_id)
    _require_seen(case, seen)
    said = require_remark(words, longest=LONGEST_WORDS, may_be_empty=True)
    case.citations = pinned(case.citations, registry, day_of(at))
    case.state = after
    full = f"{REVIEWED}。{said}"[:LONGEST_WORDS]
    _step(case, StepKind.PUBLISH, full, by=viewer.cadre_id, at=at)
    move_stamp()
    _tell_author(case, "案例发布了", f"“{case.title}”已发布，所有干部都能看到。", at=at)


def withdraw_case(viewer: Viewer, case_id: int, words: str, *, at: datetime) -> None:
    """Take one's own case down, whatever its state; it is shown to nobody else any more."""
    queries.own_case(viewer, case_id)
    said = require_remark(words, longest=LONGEST_WORDS, may_be_empty=True)
    _withdraw(_locked(case_id), said, by=viewer.cadre_id, at=at)


def take_down_case(viewer: Viewer, case_id: int, words: str, *, at: datetime) -> None:
    """Take a case down as its reviewer, with a reason that its author is told of."""
    sheet = queries.case_to_review(viewer, case_id)
    require_decider(viewer, sheet.union_path, sheet.author_id)
    case = _locked(case_id)
    said = require_remark(words, longest=LONGEST_WORDS)
    _withdraw(case, said, by=viewer.cadre_id, at=at)
    _tell_author(case, "案例被撤下", f"“{case.title}”已撤下，原因写在案例页上。", at=at)


def _withdraw(case: CaseStudy, words: str, *, by: int, at: datetime) -> None:
    was_published = case.state == CaseState.PUBLISHED
    case.state = state_after(CaseState(case.state), StepKind.WITHDRAW)
    _step(case, StepKind.WITHDRAW, words, by=by, at=at)
    if was_published:
        move_stamp()
        _tell_makers(case, at=at)


def _tell_makers(case: CaseStudy, *, at: datetime) -> None:
    """Tell whoever made a scenario of a case that it is not to be told any more."""
    course_id = scenario_course(case.id)
    text = f"案例“{case.title}”已撤下，有关的人可能不再同意讲述。请看看情景要不要放弃或改写。"
    new = NewMessage(
        f"case:{case.id}:made", "情景所用的案例撤下了", text, f"/teach/courses/{course_id}/"
    )
    tell(makers_of(course_id), new, at=at)


def _columns(text: CaseText) -> dict[str, str]:
    lessons = " ".join(text.lessons.split())
    return text.content() | {"lessons": f" {lessons} " if lessons else ""}


def _require_fit(text: CaseText, ground: Ground, *, is_final: bool) -> None:
    faults = faults_of(text, ground, is_final=is_final)
    if faults:
        raise UnfitError(faults, NAMES)


def _require_seen(case: CaseStudy, seen: int) -> None:
    if case.version != seen:
        message = "您看过以后，这个案例又改过。"
        raise ConflictError(message, "请重新看一遍，再决定。")


def _locked(case_id: int) -> CaseStudy:
    return db.session.scalars(
        select(CaseStudy)
        .where(CaseStudy.id == case_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _step(case: CaseStudy, kind: StepKind, words: str, *, by: int, at: datetime) -> None:
    newest = select(func.max(CaseStep.seq)).where(CaseStep.case_id == case.id)
    db.session.add(
        CaseStep(
            case_id=case.id,
            seq=(db.session.scalar(newest) or 0) + 1,
            kind=kind,
            version=case.version,
            words=words,
            made_by=by,
            made_at=at,
        )
    )
    db.session.flush()
    record(f"case.{kind.value}", "case", case.id, by=by, at=at)


def _tell_author(case: CaseStudy, title: str, text: str, *, at: datetime) -> None:
    steps = db.session.scalar(
        select(func.count()).select_from(CaseStep).where(CaseStep.case_id == case.id)
    )
    new = NewMessage(f"case:{case.id}:{steps}", title, text, f"/cases/{case.id}/")
    tell([case.author_id], new, at=at)
