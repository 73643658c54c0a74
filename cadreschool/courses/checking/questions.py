"""Questions within a course: competencies exist, grounds carry, and there are enough of them.

Knows what surrounds a question. How a question is written is checked where it is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cadreschool.courses.checking.citations import LegalGround, check_citation, is_quoted
from cadreschool.courses.checking.markup import check_markup
from cadreschool.courses.checking.passage import Passage
from cadreschool.courses.checking.structure import check_callouts, check_lists
from cadreschool.courses.checking.weight import check_weight
from cadreschool.questions.kinds import kind_named

_POSITION = re.compile(
    r"第[一二三四五六七八1-8]个?选?项|选项 ?[A-Ha-h](?![A-Za-z])|(?<![A-Za-z])[A-H] ?项(?!目)"
    r"|以上(?:都|皆|全|各项|选项)[是对错]?|[一二三四五六七八](?:、[一二三四五六七八])+项"
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cadreschool.competencies.framework import Framework
    from cadreschool.kernel.mistakes import Findings
    from cadreschool.questions.markdown import SourcedQuestion


def passages_of(sourced: SourcedQuestion, findings: Findings) -> list[Passage]:
    """Return the parts of a question that can be rendered and therefore looked at further."""
    passages = [Passage(part.text, part.line, findings) for part in sourced.fragments if part.text]
    light = [passage for passage in passages if check_weight(passage)]
    for passage in light:
        check_markup(passage)
        check_callouts(passage, allowed=False)
        check_lists(passage)
    return light


def check_question(
    sourced: SourcedQuestion, ground: LegalGround, competencies: Framework, findings: Findings
) -> None:
    """Check what a question names. Citations inside its text are checked with the text."""
    check_competencies(sourced.competencies, sourced.line, competencies, findings)
    for citation in sourced.grounds:
        check_citation(citation, ground, findings)
    _check_positions(sourced, findings)
    if sourced.citations and all(is_quoted(c, ground) for c in sourced.citations):
        findings.add(
            sourced.line,
            "这道题只依据转引的规定",
            "转引的原文没有核对过，不能单独出题；请加上已核对的依据，或删去这道题",
            "quoted-only",
        )


def _check_positions(sourced: SourcedQuestion, findings: Findings) -> None:
    """Note words that only make sense while the options stand in the author's order."""
    question = sourced.question
    asked = (question, *question.questions) if question else ()
    if not any(kind_named(one.kind).may_shuffle for one in asked):
        return
    for fragment in sourced.fragments:
        for found in _POSITION.finditer(fragment.text):
            findings.add(
                fragment.line + fragment.text.count("\n", 0, found.start()),
                f"题里说到选项的位置“{found[0]}”",
                "选项每次打乱次序显示，请直接说选项的内容",
                "option-position",
            )


def check_competencies(
    names: Sequence[str], line: int, competencies: Framework, findings: Findings
) -> None:
    """Check that competencies are in the framework."""
    known = [competency.id for competency in competencies.competencies]
    for name in names:
        if name not in known:
            findings.add(
                line, f"没有“{name}”这项能力", f"可用：{'、'.join(known)}", "unknown-competency"
            )


def check_number(found: int, draw: int, findings: Findings) -> None:
    """Check that a second go at a check can bring other questions than the first."""
    if found < 2 * draw:
        findings.add(
            1,
            f"只有 {found} 道题，每次检测抽 {draw} 道",
            f"至少写 {2 * draw} 道，重测时才有新题",
            "too-few-questions",
        )
