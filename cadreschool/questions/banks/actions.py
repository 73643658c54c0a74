"""Writes of banks and their questions. Fetching through the viewer comes before (`queries`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Executable, bindparam, delete, func, insert, select, update

from cadreschool.audit.actions import record
from cadreschool.audit.queries import number_of_actions
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.portions import portions
from cadreschool.kernel.upsert import upsert
from cadreschool.questions.actions import keep_renderings, keep_versions
from cadreschool.questions.banks import rules
from cadreschool.questions.banks.models import (
    Bank,
    BankEntry,
    BankStep,
    BankTag,
    EntryState,
    StepKind,
)
from cadreschool.questions.banks.queries import COMPETENCY, LAW
from cadreschool.questions.banks.telling import tell_guardians
from cadreschool.questions.content import content_digest, to_json
from cadreschool.questions.models import QuestionVersion
from cadreschool.questions.published import Shown
from cadreschool.questions.values import Question

FROM_FILE = "由文件发布"
_KEPT = frozenset({"question_id", "bank_id", "position", "given_id"})
"""What stays as it is when a question comes again."""
_PLACE = (
    update(table_of(BankEntry))
    .where(table_of(BankEntry).c.question_id == bindparam("question"))
    .values(position=bindparam("place"))
)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A question ready to be put into a bank: checked, rendered, under its id."""

    question: Question
    unit: str
    shown: Shown
    given_id: str | None = None


@dataclass(frozen=True, slots=True)
class Putting:
    """How questions come into a bank: in which state, by which step, rendered by what.

    `positions` are the places of new questions {question id: place}; others come to the end.
    """

    state: EntryState
    step: StepKind
    renderer: int
    words: str = ""
    positions: Mapping[str, int] | None = None


def create_bank(
    bank_id: str, title: str, owner_id: int | None, *, by: int | None, at: datetime
) -> Bank:
    """Make an empty bank; without a union it is the whole school's."""
    rules.require_bank_id(bank_id)
    bank = Bank(
        id=bank_id, title=title, organisation_id=owner_id, version=1, made_by=by, made_at=at
    )
    db.session.add(bank)
    db.session.flush()
    record("bank.create", "bank", bank_id, by=by, at=at, title=title)
    return bank


def rename_bank(bank: Bank, title: str, *, by: int | None, at: datetime) -> None:
    """Give a bank another title."""
    if bank.title != title:
        record("bank.rename", "bank", bank.id, by=by, at=at, before=bank.title, after=title)
        bank.title = title
        _touch(bank)


def put_questions(
    bank: Bank, entries: Sequence[NewEntry], how: Putting, *, by: int | None, at: datetime
) -> dict[str, int]:
    """Put questions into a bank, new or in a new version; {question id: version id}.

    The bank's row is locked. Whoever puts a question there is its author from then on.
    """
    versions = keep_versions([entry.question for entry in entries], at=at)
    keep_renderings(
        {versions[one.question.id]: (one.question, one.shown) for one in entries},
        renderer=how.renderer,
    )
    first = end_of(bank.id) + 1
    positions = how.positions or {}
    rows = [
        {
            "question_id": one.question.id,
            "bank_id": bank.id,
            "position": positions.get(one.question.id, first + number),
            "question_version_id": versions[one.question.id],
            "state": how.state,
            "kind": one.question.kind,
            "unit": one.unit,
            "difficulty": one.question.difficulty,
            "given_id": one.given_id,
            "author_id": by,
            "reviewer_id": by if how.state is EntryState.READY else None,
            "changed_at": at,
        }
        for number, one in enumerate(entries)
    ]
    for some in portions(rows):
        db.session.execute(_put_entries(bank.id), some)
    _require_all(bank.id, versions)
    _tag([entry.question for entry in entries])
    _note_steps(versions, how, by=by, at=at)
    _touch(bank)
    return versions


def _put_entries(bank_id: str) -> Executable:
    """Return the statement that puts an entry there, or gives one of this bank its new version."""
    statement = upsert(table_of(BankEntry))
    columns = [column.name for column in table_of(BankEntry).columns]
    changed = {name: statement.excluded[name] for name in columns if name not in _KEPT}
    given = func.coalesce(statement.excluded.given_id, BankEntry.given_id)
    return statement.on_conflict_do_update(
        index_elements=[BankEntry.question_id],
        set_={**changed, "given_id": given},
        where=BankEntry.bank_id == bank_id,
    )


def _require_all(bank_id: str, question_ids: Collection[str]) -> None:
    """Refuse when one of the ids has become another bank's in the very same moment."""
    for some in portions(question_ids):
        number = select(func.count()).where(
            BankEntry.question_id.in_(some), BankEntry.bank_id == bank_id
        )
        if db.session.scalar(number) != len(some):
            raise ConflictError("有题号刚才被别的题库用了，没有保存。", "请换一个题号，再试一次。")


def end_of(bank_id: str) -> int:
    """Return the last place that is taken in a bank."""
    newest = select(func.max(BankEntry.position)).where(BankEntry.bank_id == bank_id)
    return db.session.scalar(newest) or 0


def _tag(questions: Sequence[Question]) -> None:
    for some in portions(question.id for question in questions):
        db.session.execute(delete(BankTag).where(BankTag.question_id.in_(some)))
    tags = {
        (question.id, sort, value) for question in questions for sort, value in _tags_of(question)
    }
    rows = [{"question_id": one[0], "sort": one[1], "value": one[2]} for one in sorted(tags)]
    if rows:
        db.session.execute(insert(table_of(BankTag)), rows)


def _tags_of(question: Question) -> list[tuple[str, str]]:
    cited = [*question.citations, *(c for one in question.questions for c in one.citations)]
    return [
        *((LAW, citation.short) for citation in cited),
        *((COMPETENCY, one) for one in question.competencies),
    ]


def _note_steps(versions: Mapping[str, int], how: Putting, *, by: int | None, at: datetime) -> None:
    rows = [
        {
            "question_id": question_id,
            "question_version_id": version_id,
            "kind": how.step,
            "words": how.words,
            "made_by": by,
            "made_at": at,
        }
        for question_id, version_id in versions.items()
    ]
    if rows:
        db.session.execute(insert(table_of(BankStep)), rows)


def save_question(bank: Bank, entry: NewEntry, how: Putting, *, by: int, at: datetime) -> None:
    """Put one question into a bank from its editor; the row of the bank is locked."""
    put_questions(bank, [entry], how, by=by, at=at)
    record(f"question.{how.step.value}", "question", entry.question.id, by=by, at=at, bank=bank.id)


@dataclass(frozen=True, slots=True)
class Decision:
    """A step to be taken with a question: by whom it may be, and what is said."""

    step: str
    words: str = ""
    needs_other: bool = False


def take_steps(
    bank: Bank, entries: Sequence[BankEntry], decision: Decision, *, by: int, at: datetime
) -> None:
    """Lead questions on to their next state, all of them or none; roles are asked for before."""
    if decision.step == rules.WITHDRAW:
        since = at - rules.WITHDRAWN_WITHIN
        before = number_of_actions("question.withdraw", by, since=since)
        _require_few(before, len(entries), by=by, at=at)
    for entry in entries:
        take_step(bank, entry, decision, by=by, at=at)


def require_few_changed(by: int, *, at: datetime) -> None:
    """Refuse to take many questions out of use by changing them; for one that is in use."""
    before = number_of_actions("question.change", by, since=at - rules.WITHDRAWN_WITHIN)
    _require_few(before, 1, by=by, at=at)


def _require_few(before: int, more: int, *, by: int, at: datetime) -> None:
    rules.require_few_withdrawn(before + more)
    if before < rules.MOST_WITHDRAWN <= before + more:
        tell_guardians(by, at=at)


def take_step(bank: Bank, entry: BankEntry, decision: Decision, *, by: int, at: datetime) -> None:
    """Lead one question on."""
    rules.require_words(decision.step, decision.words)
    after = rules.state_after(decision.step, entry.state)
    if decision.step == rules.ACCEPT:
        rules.require_other(entry.author_id, by, needs_other=decision.needs_other)
        entry.reviewer_id = by
    entry.state, entry.changed_at = after, at
    db.session.add(
        BankStep(
            question_id=entry.question_id,
            question_version_id=entry.question_version_id,
            kind=decision.step,
            words=decision.words,
            made_by=by,
            made_at=at,
        )
    )
    _touch(bank)
    record(
        f"question.{decision.step}",
        "question",
        entry.question_id,
        by=by,
        at=at,
        bank=bank.id,
        reason=decision.words or None,
    )


def locked_entries(bank: Bank, question_ids: Sequence[str]) -> list[BankEntry]:
    """Return questions of a bank whose row is locked; ids of others are left out."""
    return list(
        db.session.scalars(
            select(BankEntry)
            .where(BankEntry.bank_id == bank.id, BankEntry.question_id.in_(question_ids))
            .order_by(BankEntry.position)
            .execution_options(populate_existing=True)
        )
    )


def publish_bank(
    bank: Bank, entries: Sequence[NewEntry], digest: str, *, renderer: int, at: datetime
) -> None:
    """Let a bank say what its file says: its questions are ready, ready ones it lacks are not.

    What is being written or reviewed in the browser under other ids stays as it is.
    """
    ready = {
        row[0]: (row[1], row[2], row[3])
        for row in db.session.execute(
            select(
                BankEntry.question_id,
                QuestionVersion.digest,
                BankEntry.unit,
                BankEntry.question_version_id,
            )
            .join(QuestionVersion, QuestionVersion.id == BankEntry.question_version_id)
            .where(BankEntry.bank_id == bank.id, BankEntry.state == EntryState.READY)
        )
    }
    positions = {entry.question.id: place for place, entry in enumerate(entries, start=1)}
    gone = [one for one in ready if one not in positions]
    changed = [one for one in entries if ready.get(one.question.id, ())[:2] != _mark(one)]
    how = Putting(EntryState.READY, StepKind.IMPORT, renderer, FROM_FILE, positions)
    put_questions(bank, changed, how, by=None, at=at)
    places = [{"question": one, "place": place} for one, place in positions.items()]
    if places:
        db.session.execute(_PLACE, places)
    for some in portions(gone):
        db.session.execute(
            update(BankEntry)
            .where(BankEntry.question_id.in_(some))
            .values(state=EntryState.WITHDRAWN, changed_at=at)
        )
    left = Putting(EntryState.WITHDRAWN, StepKind.WITHDRAW, renderer, "文件里不再有这道题")
    _note_steps({one: ready[one][2] for one in gone}, left, by=None, at=at)
    bank.folder_digest, bank.folder_version = digest, bank.version
    db.session.flush()
    record("bank.publish", "bank", bank.id, by=None, at=at, changed=len(changed), gone=len(gone))


def _mark(entry: NewEntry) -> tuple[str, str]:
    return content_digest(to_json(entry.question)), entry.unit


def _touch(bank: Bank) -> None:
    bank.version += 1
    db.session.flush()
