"""Writes of banks that come from files: published from the content folder, or imported.

Everything slow is done before (`publication`, `importing`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cadreschool.audit.actions import record
from cadreschool.courses.banks.plans import Flag, StoredItem
from cadreschool.courses.banks.publication import PreparedBank
from cadreschool.courses.payload import RENDERER
from cadreschool.files.actions import register_file
from cadreschool.kernel.errors import ConflictError
from cadreschool.questions.actions import keep_renderings
from cadreschool.questions.banks import actions, queries, rules
from cadreschool.questions.banks.actions import NewEntry, Putting, put_questions
from cadreschool.questions.banks.models import Bank, EntryState, StepKind
from cadreschool.questions.banks.planning import Sort
from cadreschool.questions.published import Shown
from cadreschool.questions.values import Question


def publish_prepared(prepared: PreparedBank, *, at: datetime) -> None:
    """Let a bank say what its file says; one that changed since it was compared is left alone."""
    if prepared.version is None:
        bank = actions.create_bank(prepared.id, prepared.title, None, by=None, at=at)
    else:
        bank = queries.lock(prepared.id)
        if bank.version != prepared.version:
            message = f"题库 {prepared.id} 刚才在教研台改过，没有发布。"
            raise ConflictError(message, "请再发布一次。")
        actions.rename_bank(bank, prepared.title, by=None, at=at)
    for picture in prepared.pictures:
        register_file(picture.digest, picture.extension, picture.size, at=at)
    actions.publish_bank(bank, prepared.entries, prepared.digest, renderer=RENDERER, at=at)


def keep_rendered(shown: Mapping[int, tuple[Question, Shown]]) -> None:
    """Replace what an older renderer made of versions in banks."""
    keep_renderings(shown, renderer=RENDERER)


@dataclass(frozen=True, slots=True)
class Order:
    """In which state questions come into the bank, and what their file is called."""

    state: EntryState
    file_name: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    added: int
    changed: int


def require_harmless(items: Sequence[StoredItem], order: Order) -> None:
    """Refuse to take many questions out of use at once: that is for a reviewer to do."""
    leaving = sum(Flag.LEAVES_USE in item.flags for item in items)
    if order.state is not EntryState.READY and leaving > rules.MOST_WITHDRAWN:
        raise ConflictError(
            f"这次导入会让 {leaving} 道可用的题停下来等审核，一次最多 {rules.MOST_WITHDRAWN} 道。",
            "请分几次导入，或由审核人导入。",
        )


def import_questions(
    bank: Bank, items: Sequence[StoredItem], order: Order, *, by: int | None, at: datetime
) -> Imported:
    """Put the items into a bank whose row is locked; those with mistakes stay drafts."""
    new = [item for item in items if item.sort is Sort.NEW]
    ids = [item.question.id for item in new if item.question]
    if queries.ids_taken_outside(bank.id, ids):
        raise ConflictError("有题号刚才被别的题库或课程用了，没有导入。", "请重新检查这个文件。")
    first = actions.end_of(bank.id) + 1
    places = {question_id: first + number for number, question_id in enumerate(ids)}
    for state in EntryState:
        entries = [entry for item in items if (entry := _entry(item, order)) and entry[1] is state]
        if entries:
            how = Putting(state, StepKind.IMPORT, RENDERER, order.file_name, places)
            put_questions(bank, [entry for entry, _ in entries], how, by=by, at=at)
    changed = sum(item.sort is Sort.CHANGED for item in items)
    record("bank.import", "bank", bank.id, by=by, at=at, added=len(new), changed=changed)
    return Imported(len(new), changed)


def _entry(item: StoredItem, order: Order) -> tuple[NewEntry, EntryState] | None:
    entry = item.entry if item.sort.may_be_taken else None
    if entry is None:
        return None
    return entry, EntryState.DRAFT if Flag.DRAFT in item.flags else order.state
