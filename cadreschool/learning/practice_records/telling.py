"""Telling people what became of a record: its author, and the witness whom they named."""

from __future__ import annotations

from datetime import datetime

from cadreschool.kernel.clock import day_text
from cadreschool.learning.practice_records.rules import StepKind
from cadreschool.learning.practice_records.sheets import RecordSheet
from cadreschool.notices.actions import tell
from cadreschool.notices.rules import NewMessage

_TITLES = {
    StepKind.SIGN: "实践记录签认了",
    StepKind.RETURN: "实践记录退回了，请改一改",
    StepKind.PASS: "实践记录抽查通过，已归档",
    StepKind.FAIL: "实践记录抽查没有通过，退回了",
    StepKind.WITNESS: "同事见证了您的实践记录",
}


def tell_author(sheet: RecordSheet, kind: StepKind, words: str, *, at: datetime) -> None:
    """Tell the author what was done with a record, and the words that came with it."""
    said = f"说明：{words}" if words else ""
    _tell(sheet.cadre_id, sheet, kind, _TITLES[kind], said, at=at)


def tell_witness(sheet: RecordSheet, *, at: datetime) -> None:
    """Ask the witness whom the author named to confirm a record that was submitted."""
    if sheet.draft.witness_id is None:
        return
    new = NewMessage(
        about=f"practice-witness:{sheet.id}:{sheet.version}",
        title="同事请您见证一条实践记录",
        text=f"{sheet.author}写了一条实践记录，请您看看是不是这样。{_what(sheet)}",
        link=f"/practice-records/{sheet.id}/witness/",
    )
    tell([sheet.draft.witness_id], new, at=at)


def _tell(
    cadre_id: int, sheet: RecordSheet, kind: StepKind, title: str, said: str, *, at: datetime
) -> None:
    new = NewMessage(
        about=f"practice-record:{sheet.id}:{kind}:{len(sheet.steps) + 1}",
        title=title,
        text=f"{_what(sheet)}{said}",
        link=f"/practice-records/{sheet.id}/",
    )
    tell([cadre_id], new, at=at)


def _what(sheet: RecordSheet) -> str:
    return f"{day_text(sheet.draft.happened_on)}，{sheet.kind_name}，{sheet.draft.place}。"
