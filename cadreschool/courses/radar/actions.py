"""Keeping the list of rechecks up, and confirming."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cadreschool.audit.actions import record
from cadreschool.courses.actions import move_stamp
from cadreschool.courses.queries import published_folder_digest
from cadreschool.courses.radar import queries
from cadreschool.courses.radar.models import Outcome, Recheck
from cadreschool.courses.radar.rules import Concern, concerns, may_differ, resting_in_banks
from cadreschool.courses.radar.telling import tell_owners
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.viewer import Viewer
from cadreschool.laws.actions import Kept, keep_texts
from cadreschool.laws.official import OfficialText
from cadreschool.laws.queries import imported_versions
from cadreschool.laws.registry import Registry
from cadreschool.laws.timeline import known_laws


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many rechecks were opened and closed."""

    opened: int
    closed: int


def refresh(registry: Registry, *, at: datetime) -> Refreshed:
    """Bring the list up to what editions, registry and imported texts say now.

    Called wherever one of the three changes. What somebody confirmed stays confirmed, unless the
    text they compared with is another now.
    """
    known = known_laws(registry, imported_versions())
    rows = {_key(row): row for row in db.session.scalars(select(Recheck))}
    confirmed = {key for key, row in rows.items() if row.outcome == Outcome.CONFIRMED}
    laws = {law for law, found in known.versions.items() if may_differ(found)}
    resting = queries.resting_on(laws)
    resting += resting_in_banks(queries.bank_questions(laws), known)
    wanted = {one.key: one for one in concerns(resting, known, confirmed)}
    opened = [one for key, one in wanted.items() if _open(rows.get(key), one, at=at)]
    present = {one.place for one in resting}
    closed = 0
    for key, row in rows.items():
        if row.closed_at is None and key not in wanted:
            stands = _place(row) in present
            row.outcome = Outcome.SETTLED if stands else Outcome.EDITED
            row.closed_at = at
            closed += 1
    db.session.flush()
    tell_owners(opened, at=at)
    return Refreshed(len(opened), closed)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What an import did."""

    kept: Kept
    refreshed: Refreshed


def take_in(texts: Sequence[OfficialText], registry: Registry, *, at: datetime) -> TakenIn:
    """Store official texts and compare versions with them, in one unit; tell every worker."""
    kept = keep_texts(texts, by=None, at=at)
    if not kept.new and not kept.replaced:
        return TakenIn(kept, Refreshed(0, 0))
    refreshed = refresh(registry, at=at)
    move_stamp(published_folder_digest())
    return TakenIn(kept, refreshed)


def _open(row: Recheck | None, concern: Concern, *, at: datetime) -> bool:
    """Open a recheck, or bring an open one up to date; tell whether it was opened."""
    if row is None:
        db.session.add(_new(concern, at=at))
        return True
    is_other = row.to_digest != concern.to_digest
    row.fate, row.to_article = concern.fate, concern.to_article
    row.from_on, row.until_on = concern.from_on, concern.until_on
    row.to_digest = concern.to_digest
    if row.closed_at is None or (row.outcome == Outcome.CONFIRMED and not is_other):
        return False
    row.closed_at = row.outcome = row.closed_by = None
    row.note, row.opened_at = "", at
    return True


def _new(concern: Concern, *, at: datetime) -> Recheck:
    one = concern.resting
    return Recheck(
        course_id=one.course_id or None,
        bank_id=one.bank_id or None,
        lesson_id=one.lesson_id,
        question_id=one.question_id,
        passage=one.passage,
        law=one.law,
        article=one.article,
        from_version=one.version,
        to_version=concern.to_version,
        fate=concern.fate,
        to_article=concern.to_article,
        to_digest=concern.to_digest,
        from_on=concern.from_on,
        until_on=concern.until_on,
        opened_at=at,
        note="",
    )


def _place(row: Recheck) -> tuple[str, ...]:
    """Name the passage as `rules.Resting.place` does."""
    return row.course_id or "", row.bank_id or "", row.lesson_id, row.question_id, row.passage


def _key(row: Recheck) -> tuple[str, ...]:
    return (*_place(row), row.law, row.article, row.from_version, row.to_version)


def confirm(viewer: Viewer, recheck_ids: Collection[int], note: str, *, at: datetime) -> int:
    """Confirm that passages are right under the new text; returns how many.

    Each is fetched through the viewer; one that somebody closed meanwhile refuses them all.
    """
    rows = [queries.recheck_for(viewer, one, locked=True) for one in sorted(set(recheck_ids))]
    if any(row.closed_at is not None for row in rows):
        raise ConflictError(
            "其中有的已经由别人确认，或随新版改过了。", "请刷新这一页，只勾选还列着的。"
        )
    for row in rows:
        row.closed_at, row.outcome = at, Outcome.CONFIRMED
        row.note, row.closed_by = note, viewer.cadre_id
        record(
            "recheck.confirm",
            "recheck",
            row.id,
            by=viewer.cadre_id,
            at=at,
            **({"course": row.course_id} if row.course_id else {"bank": row.bank_id}),
            lesson=row.lesson_id,
            what=f"{row.law}@{row.to_version}#{row.article}",
        )
    db.session.flush()
    move_stamp(published_folder_digest())
    return len(rows)
