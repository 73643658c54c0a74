"""A paper that people must mark: an essay, a short text, and a case with an essay in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cadreschool.kernel.db import db, write
from cadreschool.kernel.mistakes import Findings
from cadreschool.learning import actions
from cadreschool.learning.marking.actions import take_task
from cadreschool.learning.marking.deciding import Given as GivenPoints
from cadreschool.learning.marking.deciding import give_verdict
from cadreschool.learning.marking.queries import next_task_id, sample_of, task_for
from cadreschool.learning.marking.rules import points_of
from cadreschool.learning.sittings import queries
from cadreschool.learning.sittings.actions import save_answers
from cadreschool.learning.sittings.rules import Given
from cadreschool.questions.actions import keep_renderings, keep_versions
from cadreschool.questions.banks.models import Bank, BankEntry, EntryState
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.markdown import read_questions
from cadreschool.questions.papers.design import Design, Row
from cadreschool.questions.queries import published_questions
from tests.school.cast import MONDAY
from tests.school.papers import _shown, a_paper, sit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from fractions import Fraction

HEAD = "能力：able\n难度：2\n依据：[[测试法#2]]\n\n"
ESSAY = f"""## 简答 mark-essay
{HEAD}怎样开好协商会？

- [2] 会前收集诉求
- [3] 会后公布结果

参考答案：KEY-mark-essay-model，会前听，会后说。

解析：KEY-mark-essay。
"""
BLANKS = f"""## 填空 mark-blanks
{HEAD}不同意的，应当由＿＿说明理由。

答案：用人单位

解析：KEY-mark-blanks。
"""
CASE = f"""## 案例 mark-case
{HEAD}三名职工反映加班费没有足额发放。

### 单选

先做什么？

- [x] 核实情况
- [ ] 发通报

解析：KEY-mark-case-1。

### 简答

怎样答复职工？

- [1] 说明依据
- [1] 说明期限

参考答案：KEY-mark-case-model。

解析：KEY-mark-case-2。

解析：KEY-mark-case。
"""
BANK = "mark"
DESIGN = Design(
    (BANK,), rows=(Row(1, 5, kind="essay"), Row(1, 2, kind="blanks"), Row(1, 1, kind="case"))
)
ESSAY_AT, BLANKS_AT, CHOICE_AT, CASE_ESSAY_AT = "essay", "blanks", "single", "case-essay"


def fill_bank(bank_id: str = BANK, *sources: str, union: int | None = None) -> dict[str, int]:
    """Put questions into a bank; return their versions by id."""
    findings = Findings("mark.md")
    text = "\n".join(sources or (ESSAY, BLANKS, CASE))
    read = [one.question for one in read_questions(text, findings)]
    assert findings.mistakes == [], findings.mistakes
    questions = [question for question in read if question is not None]

    def unit() -> dict[str, int]:
        if db.session.get(Bank, bank_id) is None:
            bank = Bank(
                id=bank_id, title="评阅题库", organisation_id=union, version=1, made_at=MONDAY
            )
            db.session.add(bank)
        versions = keep_versions(questions, at=MONDAY)
        keep_renderings({versions[one.id]: (one, _shown(one)) for one in questions}, renderer=1)
        for position, one in enumerate(questions, start=1):
            entry = db.session.get(BankEntry, one.id)
            if entry is not None:
                entry.question_version_id = versions[one.id]
                continue
            db.session.add(
                BankEntry(
                    question_id=one.id,
                    bank_id=bank_id,
                    position=position,
                    question_version_id=versions[one.id],
                    state=EntryState.READY,
                    kind=one.kind,
                    unit="A1",
                    difficulty=one.difficulty,
                    changed_at=MONDAY,
                )
            )
        return versions

    return write(unit)


def a_marked_paper(*, by: int, union: int | None = None, **changes: object) -> int:
    """Fill the bank and open a paper from it; passing takes all but the essays."""
    fill_bank()
    return a_paper(by=by, union=union, design=DESIGN, pass_mark=60, **changes)


def place_of(questions, kind: str) -> int:
    """Return at which position a sitting asks something."""
    for position, one in questions.items():
        name = one.question.kind
        if one.whole is not None and name == "essay":
            name = CASE_ESSAY_AT
        if name == kind:
            return position
    raise AssertionError(kind)


def hand_in(
    viewer,
    paper_id: int,
    *,
    essay: str = "会前听，会后说。",
    blanks: str = "用人单位",
    reply: str = "",
    at: datetime = MONDAY,
) -> int:
    """Sit the paper with these texts and the right choice; return the sitting's id."""
    sitting_id = prepare(viewer, paper_id, essay=essay, blanks=blanks, reply=reply, at=at)
    write(lambda: actions.hand_in(viewer, sitting_id, at=at))
    return sitting_id


def prepare(
    viewer,
    paper_id: int,
    *,
    essay: str = "会前听，会后说。",
    blanks: str = "用人单位",
    reply: str = "",
    at: datetime = MONDAY,
) -> int:
    """Do the same, but for handing in."""
    sitting_id = sit(viewer, paper_id, at=at)
    sheet = queries.sheet_for(viewer, sitting_id)
    questions = queries.questions_of(sheet)
    texts = {ESSAY_AT: essay, BLANKS_AT: blanks, CASE_ESSAY_AT: reply}
    given = [Given(place_of(questions, CHOICE_AT), "a", 0)]
    for kind, text in texts.items():
        position = place_of(questions, kind)
        question = questions[position].question
        value = kind_named(question.kind).read_response(question, [text])
        given.append(Given(position, str(value), 0))
    write(lambda: save_answers(viewer, sitting_id, lambda _: given, at=at))
    return sitting_id


def take_next(viewer, *, at: datetime = MONDAY) -> int:
    """Take the group that waits longest; return its id."""
    found = next_task_id(viewer, at=at)
    assert found is not None, "nothing waits"
    write(lambda: take_task(viewer, found, at=at))
    return found


def points_for(viewer, task_id: int):
    """Return what is to be decided about a group."""
    task = task_for(viewer, task_id)
    question = published_questions([task.version_id])[task.version_id].part(task.part).question
    return points_of(question, sample_of(task_id).value)


def mark(
    viewer,
    task_id: int,
    shares: Sequence[Fraction],
    comment: str = "",
    *,
    at: datetime = MONDAY,
):
    """Mark a group that was taken; return whom it waits for."""
    points, given = points_for(viewer, task_id), GivenPoints(tuple(shares), comment)
    return write(lambda: give_verdict(viewer, task_id, points, given, at=at))
