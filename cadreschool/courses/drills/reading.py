"""Reading a drill: its text in, the drill and every mistake out.

Knows the sections and what each must hold. A drill with mistakes is returned as far as it goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cadreschool.courses.drills.values import Drill, Point, length_of
from cadreschool.courses.grammar import CALLOUT, FOOTNOTE, HEADING
from cadreschool.kernel.prose import prose_lines
from cadreschool.questions.plain import plain_text

if TYPE_CHECKING:
    from cadreschool.courses.checking.passage import Passage
    from cadreschool.kernel.mistakes import Findings
    from cadreschool.kernel.prose import ProseLine

TASK, POINTS, EXEMPLAR, REMARKS = "任务", "要点", "范文", "说明"
SECTIONS = (TASK, POINTS, EXEMPLAR, REMARKS)
_LENGTH = re.compile(r"\s*字数\s*[:：]\s*([0-9]{1,5})\s*(?:到|至|-)\s*([0-9]{1,5})\s*字?\s*")
_POINT = re.compile(r"[-*] ([^\s:：]{1,10})\s*[:：]\s*(.+)")
_FEWEST_POINTS, _MOST_POINTS = 3, 7
_SHORTEST, _LONGEST = 10, 3000
_SECTION_LEVEL = 2


@dataclass(frozen=True, slots=True)
class SourcedDrill:
    """A drill with its task, which is the text of the lesson's own page."""

    drill: Drill
    task: str
    task_line: int


@dataclass(slots=True)
class _Section:
    name: str
    line: int
    lines: list[ProseLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line.text.rstrip() for line in self.lines).strip("\n")


def read_drill(body: str, first_line: int, findings: Findings) -> SourcedDrill:
    """Read the text below the top of a lesson of kind drill."""
    found = _sections(body, first_line, findings)
    for name in SECTIONS:
        if name not in found or not found[name].text.strip():
            findings.add(
                found[name].line if name in found else first_line,
                f"写一写缺少“{name}”一节",
                f"依次写四节：{'、'.join(f'## {one}' for one in SECTIONS)}",
                "drill-part",
            )
    empty = _Section("", first_line)
    task = found.get(TASK, empty)
    least, most = _length(task, findings)
    drill = Drill(
        least,
        most,
        _points(found.get(POINTS, empty), findings),
        found.get(EXEMPLAR, empty).text,
        found.get(REMARKS, empty).text,
    )
    _check_exemplar(drill, found.get(EXEMPLAR, empty), findings)
    line = next((one.number for one in task.lines if one.text.strip()), task.line)
    return SourcedDrill(drill, task.text, line)


def check_marks(passage: Passage) -> None:
    """Note what a drill has no place for: boxes and footnotes."""
    for one in passage.lines:
        if not one.fence and CALLOUT.fullmatch(one.text):
            passage.add(one.number, "写一写里不用提示框", "请写成普通段落", "drill-part")
    for found in FOOTNOTE.finditer(passage.text):
        passage.add(passage.line_of(found), "写一写里不用脚注", "请写进“说明”", "drill-part")


def _sections(body: str, first_line: int, findings: Findings) -> dict[str, _Section]:
    found: dict[str, _Section] = {}
    here = _Section("", first_line)
    for line in prose_lines(body.split("\n"), first_line):
        heading = None if line.fence else HEADING.fullmatch(line.text)
        if heading is None:
            here.lines.append(line)
            continue
        name = re.split(r"[\s:：]", heading[2].strip(), maxsplit=1)[0]
        here = _Section(name, line.number)
        if len(heading[1]) != _SECTION_LEVEL or name not in SECTIONS:
            findings.add(
                line.number,
                f"写一写里不认识的标题“{heading[2].strip()[:30]}”",
                f"只用二级标题：{'、'.join(SECTIONS)}",
                "drill-part",
            )
        elif name in found:
            findings.add(line.number, f"“{name}”写了两次", "请合成一节", "drill-part")
        else:
            found[name] = here
    return found


def _length(task: _Section, findings: Findings) -> tuple[int, int]:
    """Take the line 字数 out of the task."""
    for line in list(task.lines):
        found = None if line.fence else _LENGTH.fullmatch(line.text)
        if found is None:
            continue
        task.lines.remove(line)
        least, most = int(found[1]), int(found[2])
        if not _SHORTEST <= least < most <= _LONGEST:
            findings.add(
                line.number,
                f"字数“{least} 到 {most}”不对",
                f"从小到大，{_SHORTEST} 到 {_LONGEST} 之间",
                "drill-value",
            )
        return least, most
    if task.name:
        findings.add(task.line, "任务没有写字数", "另起一行写“字数：80 到 150”", "drill-value")
    return _SHORTEST, _LONGEST


def _points(section: _Section, findings: Findings) -> tuple[Point, ...]:
    points = []
    for line in section.lines:
        found = None if line.fence else _POINT.fullmatch(line.text.strip())
        if found is not None:
            points.append(Point(plain_text(found[1]), found[2].strip()))
        elif line.text.strip():
            findings.add(
                line.number, "要点的写法不对", "一行一点，写成“- 事实：写清……”", "drill-value"
            )
    if section.name and not _FEWEST_POINTS <= len(points) <= _MOST_POINTS:
        findings.add(
            section.line,
            f"要点有 {len(points)} 条",
            f"写 {_FEWEST_POINTS} 到 {_MOST_POINTS} 条，五条最好",
            "drill-value",
        )
    names = [point.name for point in points]
    for name in sorted({one for one in names if names.count(one) > 1}):
        findings.add(section.line, f"要点“{name}”写了两次", "请合成一条", "drill-value")
    return tuple(points)


def _check_exemplar(drill: Drill, section: _Section, findings: Findings) -> None:
    length = length_of(plain_text(drill.exemplar))
    if drill.exemplar.strip() and not drill.least <= length <= drill.most:
        findings.add(
            section.line,
            f"范文有 {length} 字，要求 {drill.least} 到 {drill.most} 字",
            "范文要做得到自己提的要求：改短，或放宽字数",
            "drill-value",
        )
