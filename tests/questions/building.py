"""Builders of questions in Markdown."""

from __future__ import annotations

from cadreschool.kernel.mistakes import Findings
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.markdown import read_questions

ANSWERS = {
    "单选": "- [ ] 甲\n- [x] 乙\n- [ ] 丙\n- [ ] 丁",
    "多选": "- [x] 甲\n- [ ] 乙\n- [x] 丙",
    "判断": "答案：错",
    "数值": "答案：25 人",
    "填空": "答案：二倍|两倍",
    "排序": "1. 甲\n2. 乙\n3. 丙",
    "匹配": "- 甲 = 一\n- 乙 = 二\n- = 三",
}
"""Kinds that the program marks by itself."""


def a_source(
    kind="单选", answer=None, *, head="能力：able\n难度：1\n依据：[[工会法#2]]", stem="题干？"
):
    """Write one question."""
    part = ANSWERS.get(kind, "") if answer is None else answer
    return f"## {kind} a1-q01\n{head}\n\n{stem}\n\n{part}\n\n解析：因为如此。\n"


def read(text):
    """Read questions; return them and their mistakes as printed."""
    findings = Findings("q.md")
    found = [sourced.question for sourced in read_questions(text, findings)]
    return [question for question in found if question is not None], [
        str(mistake) for mistake in findings.mistakes
    ]


def a_question(kind="单选", answer=None, stem="题干？"):
    """Return one question without mistakes, and its kind."""
    questions, mistakes = read(a_source(kind, answer, stem=stem))
    assert mistakes == []
    return questions[0], kind_named(questions[0].kind)
