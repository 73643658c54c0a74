"""Writes to drafts. Fetching through the viewer comes before (`queries.draft_for`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from cadreschool.audit.actions import record
from cadreschool.courses.actions import PreparedEdition, publish_edition
from cadreschool.courses.drafts import rules
from cadreschool.courses.drafts.models import (
    Draft,
    DraftFile,
    DraftState,
    DraftStep,
    KeptText,
    StepKind,
)
from cadreschool.courses.inventory import LESSON, QUESTIONS
from cadreschool.courses.models import Edition
from cadreschool.courses.queries import EditionRow, edition_files
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError, InvalidError

Sources = Mapping[str, tuple[str | None, str | None]]
"""{path: (text, digest of a picture)}; one of the two is None."""


@dataclass(frozen=True, slots=True)
class FileSave:
    """A text sent from an editor: `base` is the version it was begun with, 0 for a new file."""

    path: str
    text: str
    base: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did. Stale: somebody else changed the file meanwhile, and nothing was written."""

    version: int
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class NewDraft:
    """What a draft begins with."""

    course_id: str
    title: str
    owner_id: int | None
    sources: Sources
    base_edition_id: int | None = None


def open_draft(new: NewDraft, *, by: int, at: datetime) -> Draft:
    """Begin a draft of a course.

    Its versions go on from those of the drafts before: a page that is still open from then is
    stale, whatever its number.
    """
    draft = Draft(
        course_id=new.course_id,
        title=new.title,
        organisation_id=new.owner_id,
        base_edition_id=new.base_edition_id,
        state=DraftState.EDITING,
        version=_newest_version(new.course_id) + 1,
        made_by=by,
        made_at=at,
    )
    db.session.add(draft)
    db.session.flush()
    for path, (text, file_digest) in new.sources.items():
        _add(draft, path, text, file_digest, by=by, at=at)
    db.session.flush()
    _step(draft, StepKind.OPEN, "", by=by, at=at)
    return draft


def sources_of(edition_id: int) -> dict[str, tuple[str | None, str | None]]:
    """Return an edition's sources the way a draft begins with them."""
    return {path: (text, digest) for path, text, digest in edition_files(edition_id)}


def save_file(draft: Draft, save: FileSave, *, title: str | None, by: int, at: datetime) -> Saved:
    """Write a file of a draft unless it has moved on; what somebody else wrote is kept aside.

    `title` is the course's, where course.yaml was saved and names one. An empty file of questions
    is no file.
    """
    rules.require_editing(draft.state)
    row = _file(draft, save.path)
    present = row.version if row is not None else 0
    if row is not None and row.text == save.text:
        return Saved(present)
    if present != save.base:
        return Saved(present, is_stale=True)
    _touch(draft)
    if save.path.endswith(QUESTIONS) and not save.text.strip():
        if row is not None:
            _remove(row, at=at)
            _step(draft, StepKind.REMOVE, save.path, by=by, at=at)
        return Saved(0)
    if row is None:
        _add(draft, save.path, save.text, None, by=by, at=at)
    else:
        if row.changed_by != by and row.text is not None:
            _keep(row, "被后来的修改代替", at=at)
        row.text, row.version = save.text, draft.version
        row.changed_by, row.changed_at = by, at
    if title:
        draft.title = title
    db.session.flush()
    return Saved(draft.version)


def set_aside(draft: Draft, path: str, text: str, *, by: int, at: datetime) -> None:
    """Keep a text that its author decided not to use."""
    db.session.add(
        KeptText(
            draft_id=draft.id,
            path=path,
            text=text,
            reason="没有采用的一份",
            written_by=by,
            kept_at=at,
        )
    )
    db.session.flush()


def add_lesson(draft: Draft, lesson_id: str, text: str, *, by: int, at: datetime) -> str:
    """Add a lesson at the end; return its folder."""
    rules.require_editing(draft.state)
    folder = rules.next_folder([row.path for row in _files_in(draft, "")], lesson_id)
    _touch(draft)
    _add(draft, f"{folder}/{LESSON}", text, None, by=by, at=at)
    db.session.flush()
    return folder


def remove_lesson(draft: Draft, folder: str, *, by: int, at: datetime) -> None:
    """Take a lesson out of a draft; its texts are kept aside."""
    rules.require_editing(draft.state)
    for row in _files_in(draft, folder):
        _remove(row, at=at)
    _touch(draft)
    _step(draft, StepKind.REMOVE, folder, by=by, at=at)


def move_lesson(draft: Draft, folder: str, step: int) -> None:
    """Let a lesson and its neighbour change places; what is open in an editor is stale then."""
    rules.require_editing(draft.state)
    _touch(draft)
    rows = {row.path: row for row in _files_in(draft, "")}
    renames = rules.moved(rows.keys(), folder, step)
    copies = [(_copy(rows[old]), new) for old, new in renames.items()]
    for old in renames:
        db.session.delete(rows[old])
    db.session.flush()
    for copy, new in copies:
        copy.path, copy.version = new, draft.version
        db.session.add(copy)
    db.session.flush()


def put_picture(draft: Draft, path: str, file_digest: str, *, by: int, at: datetime) -> None:
    """Add a picture to a lesson, or exchange it; its bytes are kept and registered already."""
    rules.require_editing(draft.state)
    _touch(draft)
    row = _file(draft, path)
    if row is None:
        _add(draft, path, None, file_digest, by=by, at=at)
    elif row.file_digest != file_digest:
        row.file_digest, row.version = file_digest, draft.version
        row.changed_by, row.changed_at = by, at
    db.session.flush()


def remove_picture(draft: Draft, path: str, *, by: int, at: datetime) -> None:
    """Take a picture out of a lesson; its bytes stay, older editions may show it."""
    rules.require_editing(draft.state)
    row = _file(draft, path)
    if row is not None and row.file_digest is not None:
        db.session.delete(row)
        _touch(draft)
        _step(draft, StepKind.REMOVE, path, by=by, at=at)


def submit_draft(draft: Draft, *, words: str, seen: int, by: int, at: datetime) -> None:
    """Hand a draft to the reviewers; `seen` is the version that was checked and shown."""
    rules.require_editing(draft.state)
    require_seen(draft, seen)
    draft.state = DraftState.SUBMITTED
    _step(draft, StepKind.SUBMIT, words, by=by, at=at)


def recall_draft(draft: Draft, *, by: int, at: datetime) -> None:
    """Take a draft back from the reviewers, to go on writing."""
    rules.require_submitted(draft.state)
    draft.state = DraftState.EDITING
    _step(draft, StepKind.RECALL, "", by=by, at=at)


def return_draft(draft: Draft, *, words: str, by: int, at: datetime) -> None:
    """Give a draft back to its trainers with a reason."""
    rules.require_submitted(draft.state)
    draft.state = DraftState.EDITING
    _step(draft, StepKind.RETURN, words, by=by, at=at)


def discard_draft(draft: Draft, *, by: int, at: datetime) -> None:
    """Give a draft up; what was written in it is kept aside."""
    rules.require_editing(draft.state)
    before = sources_of(draft.base_edition_id) if draft.base_edition_id else {}
    for row in _files_in(draft, ""):
        if row.text is not None and before.get(row.path) != (row.text, None):
            _keep(row, "放弃草稿时的文字", at=at)
    draft.state = DraftState.DISCARDED
    _step(draft, StepKind.DISCARD, "", by=by, at=at)


def rebase_draft(
    draft: Draft, sources: Sources, newest: EditionRow, *, by: int, at: datetime
) -> None:
    """Put the draft on the newest edition: `sources` are its files with what came in between."""
    rules.require_editing(draft.state)
    _touch(draft)
    rows = {row.path: row for row in _files_in(draft, "")}
    for path, row in rows.items():
        if path not in sources:
            _remove(row, at=at)
    for path, (text, file_digest) in sources.items():
        present = rows.get(path)
        if present is None:
            _add(draft, path, text, file_digest, by=by, at=at)
        elif (present.text, present.file_digest) != (text, file_digest):
            if present.text is not None:
                _keep(present, f"并入第 {newest.number} 版以前", at=at)
            present.text, present.file_digest = text, file_digest
            present.version = draft.version
            present.changed_by, present.changed_at = by, at
    draft.base_edition_id = newest.id
    _step(draft, StepKind.MERGE, f"第 {newest.number} 版", by=by, at=at)


def publish_draft(
    draft: Draft, prepared: PreparedEdition, *, note: str, by: int, at: datetime
) -> Edition:
    """Make a draft the course's next edition."""
    rules.require_submitted(draft.state)
    newest = db.session.scalar(
        select(Edition.id)
        .where(Edition.course_id == draft.course_id)
        .order_by(Edition.number.desc())
        .limit(1)
    )
    rules.require_newest(draft.base_edition_id, newest)
    edition = publish_edition(prepared, note=note, by=by, at=at, owner_id=draft.organisation_id)
    if edition is None:
        message = "草稿与线上的版本完全相同，没有可以发布的改动。"
        raise ConflictError(message, "请退回草稿，或放弃草稿。")
    draft.state = DraftState.PUBLISHED
    _step(draft, StepKind.PUBLISH, note, by=by, at=at)
    return edition


def require_seen(draft: Draft, seen: int) -> None:
    """Refuse to decide about something else than what was shown."""
    if draft.version != seen:
        message = "您看过以后，草稿又改过。"
        raise ConflictError(message, "请重新查看变化，再决定。")


def _step(draft: Draft, kind: StepKind, words: str, *, by: int, at: datetime) -> None:
    db.session.add(DraftStep(draft_id=draft.id, kind=kind, words=words, made_by=by, made_at=at))
    db.session.flush()
    record(f"draft.{kind.value}", "course", draft.course_id, by=by, at=at, draft=draft.id)


def _touch(draft: Draft) -> None:
    """Move the version on; a file that changes takes it, so that no number is used twice."""
    draft.version += 1
    db.session.flush()


def _newest_version(course_id: str) -> int:
    newest = select(func.max(Draft.version)).where(Draft.course_id == course_id)
    return db.session.scalar(newest) or 0


def _add(
    draft: Draft, path: str, text: str | None, file_digest: str | None, *, by: int, at: datetime
) -> None:
    db.session.add(
        DraftFile(
            draft_id=draft.id,
            path=path,
            text=text,
            file_digest=file_digest,
            version=draft.version,
            changed_by=by,
            changed_at=at,
        )
    )


def _file(draft: Draft, path: str) -> DraftFile | None:
    return db.session.get(DraftFile, (draft.id, path), populate_existing=True)


def _files_in(draft: Draft, folder: str) -> list[DraftFile]:
    """Return the files below a folder, all for "", and refuse a folder that is not there."""
    rows = list(
        db.session.scalars(
            select(DraftFile).where(DraftFile.draft_id == draft.id).order_by(DraftFile.path)
        )
    )
    found = [row for row in rows if not folder or row.path.startswith(f"{folder}/")]
    if not found:
        message = "草稿里没有这一课，可能刚刚被删去。"
        raise InvalidError(message, "请回到课程页查看。")
    return found


def _copy(row: DraftFile) -> DraftFile:
    return DraftFile(
        draft_id=row.draft_id,
        text=row.text,
        file_digest=row.file_digest,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )


def _keep(row: DraftFile, reason: str, *, at: datetime) -> None:
    db.session.add(
        KeptText(
            draft_id=row.draft_id,
            path=row.path,
            text=row.text,
            reason=reason,
            written_by=row.changed_by,
            kept_at=at,
        )
    )


def _remove(row: DraftFile, *, at: datetime) -> None:
    if row.text is not None:
        _keep(row, "删去的文件", at=at)
    db.session.delete(row)
