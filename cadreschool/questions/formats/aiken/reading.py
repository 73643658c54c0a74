"""Aiken read: lines gathered to questions, and each question made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from cadreschool.questions.formats.aiken.lines import (
    LETTERS,
    Line,
    letters_of,
    options_in,
    running_number,
    sort_of,
    truth_of,
)
from cadreschool.questions.formats.decoding import WHOLE_FILE, decode
from cadreschool.questions.formats.drafting import FULL, Choice, Draft, items_of, within_limit
from cadreschool.questions.formats.marks import escaped, from_plain
from cadreschool.questions.formats.values import Problem, Reading

MOST_BYTES = 8 * 1024 * 1024
_ENOUGH = 2
_MOST_LINES = 2000
_DIFFICULTIES = {
    **dict.fromkeys(("1", "易", "简单", "容易", "低"), 1),
    **dict.fromkeys(("2", "中", "中等", "一般", "适中"), 2),
    **dict.fromkeys(("3", "难", "困难", "较难", "高"), 3),
}


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001 -- every format is read alike
    """Read an Aiken file; raises FormatError for what is no text file."""
    decoded = decode(data, most=MOST_BYTES)
    items = items_of(_drafts_of(decoded.text))
    problems = list(decoded.problems)
    if not any(item.question for item in items):
        hint = "每道题先写题干，选项各写一行“A. …”，再写一行“ANSWER: B”或“答案：B”"
        problems.append(Problem(WHOLE_FILE, "没有读出题目", hint))
    return Reading(items, tuple(problems))


def _drafts_of(text: str) -> Iterator[Draft]:
    """Make the questions of a text."""
    before = 0
    for gathered in within_limit(_gathered(text)):
        draft, before = _draft_of(gathered, before)
        yield draft


@dataclass(slots=True)
class _Gathered:
    """The lines of one question, sorted."""

    source: list[Line] = field(default_factory=list)
    stem: list[Line] = field(default_factory=list)
    options: list[tuple[str, str, int]] = field(default_factory=list)
    answer: Line | None = None
    explanation: list[str] | None = None
    others: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[tuple[str, int]] = field(default_factory=list)
    apart: tuple[int, Line] | None = None
    """How many options stood before the last line, if that was taken for several."""

    @property
    def expected(self) -> str:
        """Return the letter that the next option must have."""
        return LETTERS[len(self.options) : len(self.options) + 1]

    def goes_on_with(self, line: Line) -> bool:
        """Tell whether a line belongs here although blank ones stand before it."""
        if self.answer:
            return line.explanation() is not None or line.other() is not None
        is_option = bool(self.stem and options_in(line, self.expected))
        return is_option or line.answer() is not None

    def take(self, line: Line) -> bool:
        """Take a line; tell whether it belongs here rather than to the next question."""
        if len(self.source) >= _MOST_LINES:
            return False
        if not self._take_named(line):
            if self.answer and self.explanation is None:
                return False
            if self.explanation is not None:
                self.explanation.append(line.text)
            elif self.options:
                letter, text, number = self.options.pop()
                self.options.append((letter, f"{text}\n{line.text.strip()}", number))
                self.doubts.append(("选项之间有一行别的文字，接在上一个选项后面了", line.number))
            else:
                self.stem.append(line)
        self.source.append(line)
        return True

    def _options_of(self, line: Line) -> list[tuple[str, str]]:
        """Return the options of a line; take back that the line before held several."""
        found = line.option()
        if found and self.apart and found[0] == LETTERS[self.apart[0] + 1 :][:1]:
            count, before = self.apart
            self.options[count:] = [(*(before.option() or ("", "")), before.number)]
        return options_in(line, self.expected)

    def _take_named(self, line: Line) -> bool:
        """Take an option, an answer or an explanation; tell whether it was one."""
        options = self._options_of(line) if self.stem and not self.answer else []
        if options:
            self.apart = (len(self.options), line) if len(options) > 1 else None
            self.options += [(letter, text, line.number) for letter, text in options]
        elif line.answer() is not None and not self.answer:
            self.answer = line
        elif (text := line.explanation()) is not None and self.answer and self.explanation is None:
            self.explanation = [text]
        elif (other := line.other()) and self.answer:
            self.others.append(other)
        else:
            return False
        return True


def _gathered(text: str) -> Iterator[_Gathered]:
    """Put the lines of a file together to questions."""
    now = _Gathered()
    after_blank = False
    for number, content in enumerate(text.split("\n"), start=1):
        line = Line(number, content)
        if line.is_blank:
            after_blank = True
            continue
        ends = after_blank and now.source and not now.goes_on_with(line)
        after_blank = False
        if ends or not now.take(line):
            yield now
            now = _Gathered()
            now.take(line)
    if now.source:
        yield now


def _draft_of(gathered: _Gathered, before: int) -> tuple[Draft, int]:
    """Make a question; `before` is the running number of the one above it."""
    first = gathered.source[0]
    draft = Draft(first.number, "\n".join(line.text for line in gathered.source))
    if draft.refuses_length(len(draft.source)):
        return draft, before
    lines = [line.text.strip() for line in gathered.stem]
    sort = ""
    if lines:
        numbered = running_number(lines[0])
        if numbered and (not before or numbered[0] == before + 1):
            before, lines[0] = numbered
        sort, lines[0] = sort_of(lines[0])
    draft.stem = from_plain("\n".join(lines))
    numbers = [number for _, _, number in gathered.options]
    for number in sorted({number for number in numbers if numbers.count(number) > 1}):
        draft.note("一行里有几个选项，已分开", "请看一看选项分得对不对", number)
    for text, line in gathered.doubts:
        draft.note(text, "请看一看选项分得对不对", line)
    for name, value in gathered.others:
        if name == "难度" and value in _DIFFICULTIES:
            draft.labels.difficulty = _DIFFICULTIES[value]
        else:
            draft.mention(f"没有保留：{name}：{value[:40]}", "需要的话，导入后请补上")
    draft.explanation = from_plain("\n".join(gathered.explanation or ()))
    _answer(draft, gathered, sort)
    return draft, before


def _answer(draft: Draft, gathered: _Gathered, sort: str) -> None:
    answer = gathered.answer
    given = (answer.answer() or "") if answer else ""
    letters, truth = letters_of(given), truth_of(given)
    line = answer.number if answer else draft.line
    if answer is None:
        draft.refuse("没有答案", "在选项下面写一行“ANSWER: B”或“答案：B”")
    elif not gathered.stem:
        draft.refuse("答案前面没有题", "先写题干和选项，再写答案", line)
    elif not gathered.options and truth is not None:
        draft.judge(is_right=truth)
    elif len(gathered.options) < _ENOUGH:
        draft.refuse(
            f"有 {len(gathered.options)} 个选项", "选项从 A 起，一行一个，如“A. …”；至少两个"
        )
    elif letters is None:
        draft.refuse(f"答案“{given[:20]}”不是选项的字母", "写“ANSWER: B”；多选写“答案：AC”", line)
    elif max(letters) > gathered.options[-1][0]:
        draft.refuse(f"答案 {max(letters)} 没有对应的选项", "请改答案，或补上选项", line)
    else:
        _choose(draft, gathered, letters, sort)


def _choose(draft: Draft, gathered: _Gathered, letters: str, sort: str) -> None:
    right = set(letters)
    if len(right) < len(letters):
        draft.note(f"答案“{letters}”里有重复的字母", "请核对答案")
    if sort == "单选" and len(right) > 1:
        draft.note("写着单选，答案有几个字母；读成多选", "请核对答案")
    share = FULL / len(right)
    choices = [
        Choice(
            "\n".join(escaped(part) for part in text.split("\n")),
            share if letter in right else Decimal(0),
            line,
        )
        for letter, text, line in gathered.options
    ]
    draft.choose(choices, several=len(right) > 1 or sort in {"多选", "不定"})
