"""Numbers and words with weights, as other programs accept them, put into a draft.

Knows what one answer of ours can stand for, and says what it cannot. Does not know any format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cadreschool.questions.formats.drafting import FULL, Draft, shortened
from cadreschool.questions.formats.marks import escaped_inside

_WILD = re.compile(r"(?<!\\)\*")
_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers that earn a share of the marks: around a number, by a margin."""

    number: Decimal
    tolerance: Decimal | None
    weight: Decimal = FULL
    was_range: bool = False

    @classmethod
    def between(cls, low: Decimal, high: Decimal, weight: Decimal) -> Interval:
        """Make an interval of its two ends."""
        middle = (low + high) / 2
        return cls(middle, abs(high - middle), weight, was_range=True)

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Return the smallest and the largest number."""
        margin = abs(self.tolerance or Decimal(0))
        return self.number - margin, self.number + margin

    def holds(self, other: Interval) -> bool:
        """Tell whether all numbers of another are among these."""
        low, high = self.ends
        return low <= other.ends[0] and other.ends[1] <= high

    def __str__(self) -> str:
        """Tell the interval in words."""
        low, high = (_shown(end) for end in self.ends)
        return low if low == high else f"{low} 到 {high}"


def take_numbers(draft: Draft, intervals: Sequence[Interval], unit: str = "") -> None:
    """Make it 数值: the answer with all of the marks; the others are told."""
    full = [one for one in intervals if one.weight >= FULL]
    partial = [one for one in intervals if 0 < one.weight < FULL]
    if not full:
        draft.refuse("数值题没有满分的答案")
        return
    widest = max(full, key=lambda one: one.tolerance or Decimal(0))
    if not all(widest.holds(one) for one in full):
        _take_several(draft, full)
        return
    if len(full) > 1:
        draft.note(f"有几个满分的答案，合成了一个：{widest}", "请核对答案和误差")
    if widest.was_range:
        draft.note(
            f"原来写的是范围 {widest}，这里记成一个数和误差，接受的数不变",
            "学员看到的答案是中间的那个数，请核对",
        )
    if partial:
        shares = "、".join(f"{one} 得 {one.weight}%" for one in partial)
        draft.note(f"权重没有保留：{shares}，这里不得分")
    draft.measure(widest.number, widest.tolerance, unit)


def _take_several(draft: Draft, full: Sequence[Interval]) -> None:
    """Numbers apart from each other: 填空 accepts each, but knows no margin."""
    shown = "、".join(map(str, full))
    if any(one.tolerance for one in full):
        draft.refuse(f"有几个不相连的范围都算对（{shown}）", "这里一道数值题只有一个范围，请拆开")
        return
    draft.note(f"有几个数都算对（{shown}），读成填空", "请核对")
    draft.fill([[_shown(one.number) for one in full]])


def take_words(draft: Draft, answers: Sequence[tuple[str, Decimal]]) -> None:
    """Make it 填空 with one gap: the accepted texts with their weights, * standing for anything."""
    partial = [(text, weight) for text, weight in answers if 0 < weight < FULL]
    if partial:
        shares = "、".join(f"“{_words(text)}”{weight}%" for text, weight in partial)
        draft.note(f"权重没有保留：{shares}，这里不得分", "写法不同、意思相同的，请加进答案")
    full = [text for text, weight in answers if weight >= FULL]
    if any(_WILD.search(text) for text in full):
        draft.note("答案里的通配符 * 这里不起作用，按星号本身比较", "请把能接受的写法逐个写出来")
    draft.fill([[without_wild(text) for text in full]])


def without_wild(text: str) -> str:
    r"""Return the text itself: \* is a star."""
    return text.replace(r"\*", "*").strip()


def when_answered(text: str) -> str:
    """Say for which answer feedback is shown, as Markdown."""
    words = _words(text)
    return "其他回答" if words == "*" else f"答“{escaped_inside(words)}”"


def _words(text: str) -> str:
    return shortened(without_wild(text))


def _shown(number: Decimal) -> str:
    return f"{number.normalize():f}"
