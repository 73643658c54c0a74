"""What may be done with a draft when, and what its files may be called: values in, values out."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping

from cadreschool.courses.inventory import COURSE, LESSON, QUESTIONS
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.kernel.fields import is_identifier

FIRST_NUMBER, LAST_NUMBER = 1, 99
_FOLDER = re.compile(r"([0-9]{2})-[a-z0-9]+(?:-[a-z0-9]+)*")
_HARMLESS = re.compile(r"\w(?:[\w ·—（）《》“”：、，.-]*[\w）》”])?")
_EDITING, _SUBMITTED = "editing", "submitted"
_CLOSED = {"published": "这份草稿已经发布。", "discarded": "这份草稿已经放弃。"}


class DraftClosedError(ConflictError):
    """The draft is not in the state that this step needs."""


def no_draft() -> DraftClosedError:
    """Return the refusal for a course that nobody is changing (any more)."""
    message = "这门课程现在没有草稿。"
    return DraftClosedError(message, "可能已经发布或放弃。请从课程页查看，或重新开始修改。")


def require_editing(state: str) -> None:
    """Refuse to change what is being reviewed, or is over."""
    if state == _SUBMITTED:
        message = "草稿已经送审，暂时不能修改。"
        raise DraftClosedError(message, "要接着改，请先撤回送审。")
    if state != _EDITING:
        raise DraftClosedError(_CLOSED[state], "请从课程页重新开始修改。")


def require_submitted(state: str) -> None:
    """Refuse to review what nobody submitted."""
    if state == _EDITING:
        message = "这份草稿没有在送审。"
        raise DraftClosedError(message, "可能已经撤回或退回，请从课程页查看。")
    if state != _SUBMITTED:
        raise DraftClosedError(_CLOSED[state], "请从课程页查看最新的版本。")


def require_newest(base_edition_id: int | None, newest_edition_id: int | None) -> None:
    """Refuse to go on from an edition that is no longer the newest."""
    if base_edition_id != newest_edition_id:
        message = "草稿开始以后，线上又发布了新的一版。"
        raise ConflictError(message, "请先把新版并入草稿，再送审、发布。草稿没有改动。")


def is_editable(path: str) -> bool:
    """Tell whether a path is one of the texts that the editor opens."""
    if path == COURSE:
        return True
    folder, _, name = path.partition("/")
    return is_folder(folder) and name in {LESSON, QUESTIONS}


def is_folder(folder: str) -> bool:
    """Tell whether a name is that of a lesson's folder."""
    return _FOLDER.fullmatch(folder) is not None


def folders(paths: Collection[str]) -> list[str]:
    """Return the lessons' folders among these paths, in their order."""
    return sorted({path.partition("/")[0] for path in paths if "/" in path})


def next_folder(paths: Collection[str], lesson_id: str) -> str:
    """Return the folder for a new lesson at the end."""
    numbers = [int(folder[:2]) for folder in folders(paths) if is_folder(folder)]
    number = max(numbers, default=0) + 1
    if number > LAST_NUMBER:
        raise InvalidError(f"一门课程最多 {LAST_NUMBER} 课。", "请分成两门课程。")
    return f"{number:02}-{lesson_id}"


def moved(paths: Collection[str], folder: str, step: int) -> dict[str, str]:
    """Return the renames {old path: new path} that move a lesson one place up (-1) or down (1).

    Two neighbours exchange their numbers; ids stay, so nobody's records notice.
    """
    order = folders(paths)
    if folder not in order or not 0 <= order.index(folder) + step < len(order):
        return {}
    other = order[order.index(folder) + step]
    names = {folder: f"{other[:2]}{folder[2:]}", other: f"{folder[:2]}{other[2:]}"}
    if names[folder] == names[other]:
        return {}
    return {
        path: f"{names[path.partition('/')[0]]}/{path.partition('/')[2]}"
        for path in paths
        if path.partition("/")[0] in names
    }


def lesson_skeleton(lesson_id: str, title: str, competency: str) -> str:
    """Return a lesson with its seven sections, to be written."""
    sections = {
        "情境": "写一件真事，一个没有答案的问题。",
        "要点": "1. 先给结论。\n2. 再说理由。\n3. 最后说怎么做。",
        "法条": "用到的条文，说清到干部手里怎么用。",
        "怎么说": "::: 怎么说 对职工\n“写一句能直接说出口的话。”\n:::",
        "常错": "| 常听到的 | 应当是 |\n|---|---|\n| 写一种常见的说法 | 写对的说法 |",
        "练一练": "写一道小题。\n\n::: 参考\n写参考答案。\n:::",
        "带走": "- 写一张能填的清单。",
    }
    body = "\n\n".join(f"## {name}\n\n{text}" for name, text in sections.items())
    return (
        f"---\nid: {lesson_id}\ntitle: {scalar(title)}\nkind: reading\nminutes: 15\n"
        f"competencies: [{competency}]\n---\n\n{body}\n"
    )


def course_skeleton(course_id: str, values: Mapping[str, str]) -> str:
    """Return course.yaml of a new course. `values`: title, track, unit, author, competency, day."""
    return (
        f"id: {course_id}\n"
        f"title: {scalar(values['title'])}\n"
        "summary: 写两三句话，说学完能做什么。\n"
        f"track: {values['track']}\n"
        f"unit: {scalar(values['unit'])}\n"
        f"competencies: [{values['competency']}]\n"
        "credit: 1.0\npass_mark: 80\ndraw: 5\n"
        f"authors: [{scalar(values['author'])}]\n"
        f"reviewed_on: {values['day']}\n"
    )


def scalar(text: str) -> str:
    """Return a text as a value of YAML: as it is where every character is harmless, else quoted."""
    return text if _HARMLESS.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def require_identifier(value: str, what: str) -> None:
    """Refuse an id that could not stand in an address."""
    if not is_identifier(value):
        raise InvalidError(
            f"{what}“{value[:60]}”不能用。", "只用小写字母、数字和单个连字符，如 six-steps。"
        )
