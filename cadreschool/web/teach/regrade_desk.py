"""What the pages of regrades show: the question as asked and as corrected, and what it comes to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.marking.queries import TaskFacts, sample_of, task_for
from cadreschool.learning.marking.rules import TaskState
from cadreschool.learning.places import places_of
from cadreschool.learning.regrading.queries import (
    TEACHERS,
    RegradeFacts,
    versions_asked,
)
from cadreschool.questions.banks.queries import PastVersion
from cadreschool.questions.banks.queries import versions_of as all_versions_of
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.values import Question
from cadreschool.web.teach.marking_desk import asked, with_case


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a regrade may be proposed for: a question, or a group of answers to it."""

    question_id: str
    part: int
    parts: int
    title: str
    versions: tuple[PastVersion, ...]
    asked: Mapping[int, int]
    """The versions that were drawn: {version id: number}."""
    task: TaskFacts | None = None

    @property
    def keys(self) -> dict[int, str]:
        """Return the versions with what each calls right: {version id: words}."""
        return {
            one.id: f"第 {one.number} 版：{self._right(one.question)}"[:120]
            for one in self.versions
        }

    def _right(self, question: Question) -> str:
        of = question.questions[self.part - 1] if self.part else question
        return kind_named(of.kind).right_answer_text(of)


def question_proposal(viewer: Viewer, question_id: str, part: int) -> Proposal:
    """Return what may be corrected of a question; one not looked after is not found."""
    place = places_of([question_id]).get(question_id)
    if place is None or not any(viewer.may(role, place.owner_path) for role in TEACHERS):
        raise NotFoundError
    versions = tuple(all_versions_of(question_id))
    parts = max(len(one.question.questions) for one in versions)
    number = min(max(part, 1), parts)
    usable = tuple(one for one in versions if number <= len(one.question.questions))
    return Proposal(
        question_id,
        number,
        parts,
        place.title,
        usable if parts else versions,
        versions_asked(question_id),
    )


def group_proposal(viewer: Viewer, task_id: int) -> Proposal:
    """Return what may be corrected of a group of answers that was marked."""
    task = task_for(viewer, task_id)
    if task.state is not TaskState.DECIDED:
        raise ConflictError("这一组还没有评完，不用改判。", "请直接评阅。")
    found = asked({task.version_id})[task.version_id]
    return Proposal(found.question.id, task.part, 0, task.owner_name, (), {}, task)


def shown(proposal: Proposal) -> dict[str, object]:
    """Return the question of a proposal as it was asked last."""
    if proposal.task is not None:
        task = proposal.task
        published = asked({task.version_id})[task.version_id]
        sample = sample_of(task.id)
        question = published.part(task.part).question
        answer = kind_named(question.kind).response_text(question, sample.value)
        return {"question": with_case(published, task.part), "answer": answer, "sample": sample}
    version = max(proposal.asked or {one.id: 0 for one in proposal.versions}, default=0)
    found = asked({version}).get(version)
    return {"question": with_case(found, proposal.part) if found else None}


def compared(regrade: RegradeFacts, corrected: Collection[int]) -> list[dict[str, object]]:
    """Return the versions a regrade corrects, and the one whose key it takes."""
    new = [regrade.new_version_id] if regrade.new_version_id else []
    found = asked({*corrected, *new})
    numbers = {one.id: one.number for one in all_versions_of(regrade.question_id)}
    rows = [(one, "问的") for one in corrected] + [(one, "按它改") for one in new]
    return [
        {
            "number": numbers.get(one, 0),
            "role": role,
            "question": with_case(found[one], regrade.part),
        }
        for one, role in rows
        if one in found
    ]


_TILES = (
    ("changed", "评分会变的作答", "共 {answers} 份作答，涉及 {people} 人"),
    ("gain", "成绩变高", ""),
    ("lose", "成绩变低", ""),
    ("passes", "变为合格", ""),
    ("fails", "变为不合格", ""),
    ("lessons", "因此学完的课", "其中学完课程 {courses} 门次"),
    ("keeps", "低于合格线、仍算完成的课", "完成是事实，不收回"),
    ("papers", "成绩有变的试卷", "变合格 {paper_passes} 人次，变不合格 {paper_fails} 人次"),
)


def tiles(summary: Mapping[str, int]) -> list[dict[str, object]]:
    """Return what a preview came to, as figures with words; what is nought is left out."""
    return [
        {"figure": summary[name], "name": words, "note": note.format(**summary)}
        for name, words, note in _TILES
        if summary.get(name) or name == "changed"
    ]
