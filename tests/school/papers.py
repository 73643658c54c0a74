"""Papers in the small school: drawn from its lessons, and from a bank with what lessons lack."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cadreschool.courses.pools import pool_of
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db, write
from cadreschool.kernel.mistakes import Findings
from cadreschool.learning.exams.actions import start_exam
from cadreschool.learning.sittings import queries
from cadreschool.learning.sittings.actions import save_answers
from cadreschool.learning.sittings.rules import Given
from cadreschool.questions.actions import keep_renderings, keep_versions
from cadreschool.questions.banks.models import Bank, BankEntry, EntryState
from cadreschool.questions.markdown import read_questions
from cadreschool.questions.papers import actions
from cadreschool.questions.papers.actions import PaperValues
from cadreschool.questions.papers.design import Design, Row
from cadreschool.questions.papers.rules import plan
from cadreschool.questions.published import Shown
from cadreschool.questions.queries import published_questions
from tests.school.cast import MONDAY

if TYPE_CHECKING:
    from datetime import datetime

LESSONS = Design(uses_lessons=True, rows=(Row(3, 2, kind="single"), Row(2, 1, kind="multiple")))
BANK = "exam"
QUESTIONS = """## 简答 exam-essay
能力：able
难度：2
依据：[[测试法#2]]

怎样开好协商会？

- [2] 会前收集诉求
- [1] 会后公布结果

参考答案：KEY-exam-essay-model，会前听，会后说。

解析：KEY-exam-essay。

## 案例 exam-case
能力：able
难度：2
依据：[[测试法#2]]

三名职工反映加班费没有足额发放。

### 单选

先做什么？

- [x] 核实情况
- [ ] 发通报

解析：KEY-exam-case-1。

### 判断

可以代职工申请仲裁。

答案：对

解析：KEY-exam-case-2。

解析：KEY-exam-case。
"""


def fill_bank(text: str = QUESTIONS) -> None:
    """Put questions into a bank, an essay and a case unless told."""
    findings = Findings("exam.md")
    read = [one.question for one in read_questions(text, findings)]
    questions = [question for question in read if question is not None]
    assert findings.mistakes == [], findings.mistakes

    def unit() -> None:
        bank = Bank(id=BANK, title="考试题库", version=1, made_at=MONDAY)
        db.session.add(bank)
        versions = keep_versions(questions, at=MONDAY)
        shown = {versions[one.id]: (one, _shown(one)) for one in questions}
        keep_renderings(shown, renderer=1)
        for position, one in enumerate(questions, start=1):
            db.session.add(
                BankEntry(
                    question_id=one.id,
                    bank_id=BANK,
                    position=position,
                    question_version_id=versions[one.id],
                    state=EntryState.READY,
                    kind=one.kind,
                    unit="A1",
                    difficulty=one.difficulty,
                    changed_at=MONDAY,
                )
            )

    write(unit)


def _shown(question) -> Shown:
    """Return a question's texts as HTML, as plain as can be."""
    options = tuple(f"<p>{option.text}</p>" for option in question.options)
    parts = tuple(_shown(one) for one in question.questions)
    return Shown(f"<p>{question.stem}</p>", options, f"<p>{question.explanation}</p>", parts)


def write_paper(
    values: PaperValues | None = None,
    *,
    by: int,
    union: int | None = None,
    at: datetime = MONDAY,
    **changes: object,
) -> int:
    """Begin a paper as a draft."""
    found = values or PaperValues("春季考试", design=LESSONS, minutes=60)
    found = replace(found, **changes)
    return write(lambda: actions.create_paper(found, union, by=by, at=at))


def open_paper(paper_id: int, values: PaperValues, *, by: int, at: datetime = MONDAY) -> None:
    """Draw a draft's questions and open it."""
    pool = pool_of(values.design, load_catalogue().curriculum, at.date())
    drawn = plan(values.design, pool, values.forms, seed=1)
    write(lambda: actions.open_paper(paper_id, drawn, version=1, by=by, at=at))


def a_paper(*, by: int, union: int | None = None, at: datetime = MONDAY, **changes: object) -> int:
    """Write and open a paper; return its id."""
    values = replace(PaperValues("春季考试", design=LESSONS, minutes=60), **changes)
    paper_id = write_paper(values, by=by, union=union, at=at)
    open_paper(paper_id, values, by=by, at=at)
    return paper_id


def sit(viewer, paper_id: int, *, at: datetime = MONDAY, seed: int = 1) -> int:
    """Begin a paper; return the sitting's id."""
    return write(lambda: start_exam(viewer, paper_id, published_questions, seed=seed, at=at))


def answer(
    viewer, sitting_id: int, *, wrong: int = 0, leave: int = 0, at: datetime = MONDAY
) -> None:
    """Answer a paper rightly, but for the first `wrong`, and not the last `leave`."""
    sheet = queries.sheet_for(viewer, sitting_id)
    questions = queries.questions_of(sheet)
    given = []
    for row in sheet.drawn[: len(sheet.drawn) - leave]:
        question = questions[row.position].question
        value = question.answer if row.position > wrong else _wrong(question)
        given.append(Given(row.position, value or "不会", row.newest.seq if row.newest else 0))
    write(lambda: save_answers(viewer, sitting_id, lambda _: given, at=at))


def _wrong(question) -> str:
    others = [option.id for option in question.options if not option.is_right]
    return others[0] if others else "1"
