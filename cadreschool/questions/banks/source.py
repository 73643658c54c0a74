"""A bank as a file: `content/banks/<id>.md`, a top between two --- and questions below it.

Knows how both are written, and the digest of what a bank says: two files that say the same in other
words of layout are the same bank. Does not know competencies, laws or other banks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cadreschool.kernel.fields import Fields
from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.sources import split_front_matter
from cadreschool.kernel.yaml_tree import read_tree
from cadreschool.questions.content import to_json
from cadreschool.questions.markdown import SourcedQuestion, read_questions
from cadreschool.questions.values import Question
from cadreschool.questions.writing import write_questions

LARGEST = 8 * 1024 * 1024
NOTES = frozenset({"missing-explanation"})
"""What an author is told and what stops nothing in a bank: a paper can be sat without it."""
LONGEST_TITLE = 60
_LONGEST_UNIT = 10

Entries = Sequence[tuple[Question, str]]
"""Questions with their units, in order."""


@dataclass(frozen=True, slots=True)
class BankSource:
    """What a file says: the bank's title, and its questions with their units."""

    title: str
    questions: tuple[SourcedQuestion, ...]

    @property
    def entries(self) -> Entries:
        """Return the questions that can be used."""
        return [(one.question, one.unit) for one in self.questions if one.question is not None]


def read_source(text: str, findings: Findings) -> BankSource:
    """Read the file of a bank, and note every mistake in how it is written."""
    parts = split_front_matter(text)
    if parts is None:
        findings.add(
            1,
            "开头缺少用 --- 围起来的题库信息",
            "第一行写 ---，接着写 title: 题库名，再写一行 ---",
            "missing-front-matter",
        )
        parts = ("", text, 1)
    top, body, first_line = parts
    tree = read_tree(top, findings, first_line=2) if top else None
    title, unit = "", ""
    if tree is not None:
        fields = Fields(tree, findings)
        title = fields.text("title", longest=LONGEST_TITLE)
        unit = fields.text("unit", longest=_LONGEST_UNIT, optional=True)
        fields.finish()
    found = read_questions(body, findings, in_bank=True, first_line=first_line)
    if not found:
        findings.add(first_line, "题库里没有题", "从“## 单选 题号”开始写题", "no-questions")
    return BankSource(title, tuple(replace(one, unit=one.unit or unit) for one in found))


def write_source(title: str, entries: Iterable[tuple[Question, str]]) -> str:
    """Write the file of a bank."""
    return f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n{write_questions(entries)}"


def digest_of(title: str, entries: Entries) -> str:
    """Return the digest of what a bank says."""
    total = hashlib.sha256(f"{title}\n".encode())
    for question, unit in entries:
        total.update(f"{unit}\0{to_json(question)}\n".encode())
    return total.hexdigest()
