"""One question on its way from a foreign format to ours.

A reader puts in what it finds; what comes out is an item whose question an author could have
written here: it is written in our own syntax, read again, and compared. Knows what each kind needs,
and how to say what is missing to somebody who looks at a foreign file. Does not know any format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from string import ascii_lowercase
from typing import TypeVar

from cadreschool.questions.formats.authored import NotAuthoredError, as_authored
from cadreschool.questions.formats.labels import Labels
from cadreschool.questions.formats.marks import (
    escaped_inside,
    in_one_line,
    joined,
    one_line,
    tidied,
    words_of,
)
from cadreschool.questions.formats.values import Confidence, FormatError, Item, Picture, Problem
from cadreschool.questions.kind import is_same_text
from cadreschool.questions.kinds.numeric.quantity import Quantity
from cadreschool.questions.values import Option, Part, Question

GAP = re.compile(r"＿{2,}|_{3,}")
"""A gap in a stem, as 填空 finds it."""
Found = TypeVar("Found")
MOST_QUESTIONS = 20_000
"""More in one file are refused: they would take minutes."""
LONGEST_QUESTION = 100_000
"""A longer one is no question, and may be made to cost time."""
_MOST_SOURCE = 4000
_MOST_PROBLEMS = 40
_FEWEST, _MOST = 2, 8
_FEWEST_STEPS = 3
_LONGEST_ANSWER = 200
_LONGEST_LABEL = 30
FULL = Decimal(100)
_ABOUT = Decimal("0.01")
_AGAIN = "请在原文件里改好，再读一次"
_MOST_DIGITS, _MOST_PLACES = 15, 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: Markdown, its share of the marks in percent, its line, what it tells."""

    text: str
    weight: Decimal
    line: int
    feedback: str = ""


@dataclass(slots=True)
class Draft:
    """One question being read. `line` is that of the file; problems without a place stand there.

    `part` names what of the file the line is counted in, where it has several: a sheet. `counted`
    is what is counted: lines, or paragraphs.
    """

    line: int
    source: str
    part: str = ""
    counted: str = "行"
    given_id: str = ""
    category: str = ""
    stem: str = ""
    explanation: str = ""
    labels: Labels = field(default_factory=Labels)
    pictures: list[Picture] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _told: list[tuple[str, str]] = field(default_factory=list)
    _key: dict[str, object] = field(default_factory=dict)
    _is_doubtful: bool = False
    _is_refused: bool = False

    @property
    def is_refused(self) -> bool:
        """Tell whether there can be no question any more."""
        return self._is_refused

    # -- what there is to say -----------------------------------------------------------------

    def note(self, text: str, hint: str = "请核对", line: int = 0) -> None:
        """Say what was read with doubt."""
        self._is_doubtful = True
        self._say(text, hint, line)

    def mention(self, text: str, hint: str, line: int = 0) -> None:
        """Say what was left behind although the question itself is clear."""
        self._say(text, hint, line)

    def refuse(self, text: str, hint: str = _AGAIN, line: int = 0) -> None:
        """Say why this cannot be a question here."""
        self._is_refused = True
        self._say(text, hint, line)

    def _say(self, text: str, hint: str, line: int) -> None:
        problem = Problem(f"{self.part}第 {line or self.line} {self.counted}", text, hint)
        if len(self.problems) < _MOST_PROBLEMS and problem not in self.problems:
            self.problems.append(problem)

    def refuses_length(self, length: int) -> bool:
        """Refuse what is too long to be a question; tell whether it was."""
        if length > LONGEST_QUESTION:
            hint = "多半是题与题之间没有分开，请检查"
            self.refuse(f"这道题有 {length} 字，超过 {LONGEST_QUESTION} 字", hint)
        return length > LONGEST_QUESTION

    def tell(self, when: str, feedback: str) -> None:
        """Keep feedback that is shown for one answer: it becomes part of the explanation."""
        text = tidied(feedback)
        if text:
            self._told.append((when, text))

    # -- the kinds ----------------------------------------------------------------------------

    def choose(self, choices: Sequence[Choice], *, several: bool) -> None:
        """Make it 单选 or 多选; weights say which options are right."""
        options = [replace(one, text=_line(one.text)) for one in choices]
        self._check_texts([(one.text, one.line) for one in options], "选项", _FEWEST)
        right = [one for one in options if is_right(one, several=several)]
        if not right:
            self.refuse("没有标出正确选项", "请在原文件里标出正确的选项，再读一次")
        elif several and len(right) == 1:
            self.note("原来可以选几项，只有一项是对的；这里读成单选", "如果还有正确的，请补上")
        elif len(right) > 1 and not several:
            self.note(
                f"有 {len(right)} 个满分的选项，原来选中任何一个都算对；这里读成多选，要全部选对",
                "如果只该有一个，请改掉其余的",
            )
        self._check_weights(options, right, several=several)
        for one in options:
            self.tell(when_chosen(one.text), one.feedback)
        kept = tuple(
            Option(letter, one.text, one in right)
            for letter, one in zip(ascii_lowercase, options, strict=False)
        )
        answer = ",".join(option.id for option in kept if option.is_right)
        self._set("multiple" if len(right) > 1 else "single", answer=answer, options=kept)

    def _check_weights(
        self, options: Sequence[Choice], right: Sequence[Choice], *, several: bool
    ) -> None:
        """Say what is lost: here every right option counts the same, papers set the marks."""
        partial = [one for one in options if one.weight > 0 and one not in right]
        if partial:
            shares = "、".join(f"“{label_of(one.text)}”{one.weight}%" for one in partial)
            self.note(f"权重没有保留：{shares}，这里不得分", "只有全对的选项才能标成正确")
        weights = {one.weight for one in right}
        total = sum((one.weight for one in right), Decimal(0))
        uneven = max(weights, default=FULL) - min(weights, default=FULL) > _ABOUT
        if several and len(right) > 1 and (uneven or abs(total - FULL) > 1):
            shares = "、".join(f"“{label_of(one.text)}”{one.weight}%" for one in right)
            self.note(f"权重没有保留：{shares}", "这里各个正确选项同等，记分办法在试卷里选")
        wrong = {one.weight for one in options if one not in right and one.weight <= 0}
        if len(wrong) > 1:
            self.mention("各错误选项扣分不同，没有保留", "错选怎么扣分在试卷里选")

    def judge(self, *, is_right: bool) -> None:
        """Make it 判断."""
        answer = "true" if is_right else "false"
        options = tuple(
            Option(value, word, value == answer)
            for word, value in (("对", "true"), ("错", "false"))
        )
        self._set("true_false", answer=answer, options=options)

    def measure(self, number: Decimal, tolerance: Decimal | None, unit: str = "") -> None:
        """Make it 数值."""
        if number.adjusted() >= _MOST_DIGITS or -_exponent(number) > _MOST_PLACES:
            hint = f"整数最多 {_MOST_DIGITS} 位，小数最多 {_MOST_PLACES} 位"
            self.refuse("数值题的答案太大或小数太长", hint)
            return
        self._set("numeric", answer=str(Quantity(number, "")), tolerance=tolerance, unit=unit)

    def fill(self, gaps: Sequence[Sequence[str]]) -> None:
        """Make it 填空: the accepted texts of each gap."""
        kept = [tuple(one_line(text) for text in gap) for gap in gaps]
        texts = [text for gap in kept for text in gap]
        wanted = len(GAP.findall(self.stem)) or 1
        if not texts or not all(kept) or not all(texts):
            self.refuse("填空没有答案")
        elif any("|" in text or "｜" in text for text in texts):
            self.refuse("答案里有竖线“|”，这里用它分开几种写法", "请换成别的符号，再读一次")
        elif max(map(len, texts)) > _LONGEST_ANSWER:
            self.refuse(f"填空的答案超过 {_LONGEST_ANSWER} 字", "要写一段话的请改成简答")
        elif wanted != len(kept):
            self.refuse(
                f"题干里有 {wanted} 个空，答案有 {len(kept)} 个",
                "空（＿＿ 或 ____）和答案应一一对应；不是空的下划线请删去",
            )
        first = [gap[0] if gap else "" for gap in kept]
        stored = json.dumps(first, ensure_ascii=False, separators=(",", ":"))
        self._set("blanks", answer=stored, parts=tuple(Part("", gap) for gap in kept))

    def match(self, pairs: Sequence[tuple[str, str, int]]) -> None:
        """Make it 匹配 of (left, right, line); a right side without a left belongs to nothing."""
        options: list[Option] = []
        parts: list[Part] = []
        kept = [(_side(left), _side(right), line) for left, right, line in pairs]
        self._check_texts([(left, line) for left, _, line in kept if left], "左边", _FEWEST)
        for left, right, line in kept:
            if "=" in left or "＝" in left:
                self.refuse("匹配的左边有等号", "请把等号换成文字（如“等于”），再读一次", line)
            if not right:
                self.refuse("匹配的右边是空的", line=line)
            known = next((one for one in options if is_same_text(one.text, right)), None)
            if known is None and len(options) < len(ascii_lowercase):
                known = Option(ascii_lowercase[len(options)], right, is_right=False)
                options.append(known)
            elif not left:
                self.mention(f"多出的右边“{label_of(right)}”写了两次，留了一个", "不用改", line)
            if left and known is not None:
                parts.append(Part(left, (known.id,)))
        if not _FEWEST <= len(options) <= _MOST:
            self.refuse(f"匹配有 {len(options)} 个不同的右边", f"应为 {_FEWEST} 到 {_MOST} 个")
        answer = ",".join(part.accepted[0] for part in parts)
        self._set("matching", answer=answer, options=tuple(options), parts=tuple(parts))

    def order(self, steps: Sequence[tuple[str, int]]) -> None:
        """Make it 排序: the steps with their lines, in the right order."""
        kept = [(_line(text), line) for text, line in steps]
        self._check_texts(kept, "步骤", _FEWEST_STEPS)
        options = tuple(
            Option(letter, text, is_right=False)
            for letter, (text, _) in zip(ascii_lowercase, kept, strict=False)
        )
        self._set("ordering", answer=",".join(one.id for one in options), options=options)

    def compose(self, answer: str, points: Sequence[Part]) -> None:
        """Make it 简答; the reference answer and the rubric may be missing."""
        if not answer or not points:
            missing = "、".join(
                name for name, there in (("得分要点", points), ("参考答案", answer)) if not there
            )
            self.note(f"简答没有{missing}", "评阅的人要用，导入后请补上")
        self._set("essay", answer=tidied(answer), parts=tuple(points))

    def _set(self, kind: str, **key: object) -> None:
        self._key = {"kind": kind, **key}

    def _check_texts(self, texts: Sequence[tuple[str, int]], what: str, fewest: int) -> None:
        """Refuse too few, too many, empty and identical ones."""
        if not fewest <= len(texts) <= _MOST:
            self.refuse(f"有 {len(texts)} 个{what}", f"应为 {fewest} 到 {_MOST} 个")
            return
        for position, (text, line) in enumerate(texts):
            if not text:
                self.refuse(f"有一个{what}是空的", line=line)
            twin = next((one for one in texts[:position] if is_same_text(one[0], text)), None)
            if text and twin:
                self.refuse(f"这个{what}与第 {twin[1]} 行的相同", "请改掉其中一个，再读一次", line)

    # -- the result ---------------------------------------------------------------------------

    def item(self) -> Item:
        """Finish: the question if there can be one, and all there is to say about it."""
        question = None if self._is_refused or not self._key else self._question()
        if question is not None and not question.stem:
            self.refuse("没有题干")
            question = None
        if question is not None:
            try:
                question = as_authored(question)
            except NotAuthoredError as error:
                self.refuse(error.text, error.hint)
                question = None
        sure = question is not None and not self._is_doubtful
        return Item(
            place=f"{self.part}第 {self.line} {self.counted}",
            source=self.source[:_MOST_SOURCE],
            question=question,
            confidence=Confidence.SURE if sure else Confidence.LOOK,
            given_id=self.given_id,
            category=self.category,
            unit=self.labels.unit,
            problems=tuple(self.problems),
            pictures=tuple(self.pictures),
        )

    def _question(self) -> Question:
        labels = self.labels
        blank = Question(
            id="",
            kind="",
            stem=tidied(self.stem),
            options=(),
            answer="",
            tolerance=None,
            unit="",
            explanation=self._whole_explanation(),
            citations=labels.grounds,
            competencies=labels.competencies,
            difficulty=labels.difficulty,
            valid_from=labels.valid[0],
            valid_to=labels.valid[1],
            line=self.line,
        )
        return replace(blank, **self._key)  # type: ignore[arg-type]

    def _whole_explanation(self) -> str:
        pieces = [tidied(self.explanation).lstrip()]
        if all("\n" not in text for _, text in self._told):
            pieces.append("\n".join(f"- {when}：{text}" for when, text in self._told))
        else:
            pieces += [f"{when}：\n\n{text}" for when, text in self._told]
        return "\n\n".join(piece for piece in pieces if piece)


def is_right(choice: Choice, *, several: bool) -> bool:
    """Tell whether a weight means right: all of the marks, or with several right ones any."""
    return choice.weight > 0 if several else choice.weight >= FULL - _ABOUT


def label_of(markdown: str) -> str:
    """Name an option in a sentence."""
    return shortened(words_of(markdown))


def shortened(words: str) -> str:
    """Return the beginning of a long text."""
    return words if len(words) <= _LONGEST_LABEL else f"{words[:_LONGEST_LABEL]}…"


def when_chosen(markdown: str) -> str:
    """Say for which option feedback is shown, as Markdown."""
    return f"选“{escaped_inside(label_of(markdown))}”"


def within_limit(questions: Iterable[Found]) -> list[Found]:
    """Return what may be a question each; raises FormatError when a file holds too many."""
    found = list(islice(questions, MOST_QUESTIONS + 1))
    if len(found) > MOST_QUESTIONS:
        raise FormatError(f"文件里的题超过 {MOST_QUESTIONS} 道，请分成几个文件再导入。")
    return found


def items_of(drafts: Iterable[Draft]) -> tuple[Item, ...]:
    """Finish all drafts."""
    return tuple(draft.item() for draft in drafts)


def _line(markdown: str) -> str:
    """Return the text of an option as the syntax keeps it: lines, but no blank ones."""
    return "\n".join(line.strip() for line in in_one_line(markdown).split("\n")).strip()


def _side(markdown: str) -> str:
    """Return one side of a pair: a single line."""
    return joined(_line(markdown))


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else -_MOST_PLACES - 1
