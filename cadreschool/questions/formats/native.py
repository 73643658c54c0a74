"""Markdown in the one question syntax, as banks and lessons are written in it.

Knows how a file is cut into questions with their lines; the syntax itself is `questions.markdown`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from cadreschool.kernel.mistakes import Findings, Mistake
from cadreschool.kernel.sources import read_text, split_front_matter
from cadreschool.questions.formats.values import (
    Confidence,
    FormatError,
    Item,
    Problem,
    Reading,
    Written,
)
from cadreschool.questions.markdown import SourcedQuestion, read_questions
from cadreschool.questions.values import Question
from cadreschool.questions.writing import write_questions

_UNIT = re.compile(r"^unit:[ \t]*[\"']?([^\s\"']{1,10})", re.MULTILINE)
LARGEST = 8 * 1024 * 1024
NOTES = frozenset({"missing-explanation", "missing-key"})
"""What may be missing in a file: a bank fills it in or asks for it later."""


def read(data: bytes, name: str) -> Reading:
    """Read a file; a top between two --- tells the unit of questions without one."""
    findings = Findings(name, notes=NOTES)
    text = read_text(data, findings, LARGEST)
    if text is None:
        first = findings.mistakes[0]
        raise FormatError(f"{first.text}（{first.hint}）。")
    top, body, first_line = split_front_matter(text) or ("", text, 1)
    unit = _UNIT.search(top)
    found = read_questions(body, findings, in_bank=True, first_line=first_line)
    lines = text.rstrip("\n").split("\n")
    starts = [sourced.line for sourced in found]
    ends = [*starts, len(lines) + 1][1:]
    mistakes = _by_question(findings.mistakes, starts)
    return Reading(
        tuple(
            _item(sourced, lines, end, mistakes[number], unit[1] if unit else "")
            for number, (sourced, end) in enumerate(zip(found, ends, strict=True))
        ),
        tuple(map(_problem, mistakes[-1])),
    )


def _by_question(
    mistakes: Sequence[Mistake], starts: Sequence[int]
) -> defaultdict[int, list[Mistake]]:
    """Sort mistakes by the question they stand in; -1 is what stands before the first."""
    found: defaultdict[int, list[Mistake]] = defaultdict(list)
    for mistake in sorted(mistakes):
        found[bisect_right(starts, mistake.line) - 1].append(mistake)
    return found


def _item(
    sourced: SourcedQuestion, lines: list[str], end: int, mistakes: Sequence[Mistake], unit: str
) -> Item:
    question = sourced.question
    return Item(
        place=f"第 {sourced.line} 行",
        source="\n".join(lines[sourced.line - 1 : end - 1]).rstrip(),
        question=question.called("") if question else None,
        confidence=Confidence.SURE if question else Confidence.LOOK,
        given_id=sourced.id,
        unit=sourced.unit or unit,
        problems=tuple(_problem(one) for one in mistakes if one.rule not in NOTES),
    )


def _problem(mistake: Mistake) -> Problem:
    return Problem(f"第 {mistake.line} 行", mistake.text, mistake.hint)


def write(questions: Sequence[Question]) -> Written:
    """Write questions; everything goes in but the units, which only a bank knows."""
    return Written(write_questions((question, "") for question in questions).encode())
