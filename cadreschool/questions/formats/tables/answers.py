"""The answer of a row: which kind it makes, in all the spellings people use."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from cadreschool.questions.formats.aiken.lines import letters_of, truth_of, without_label
from cadreschool.questions.formats.drafting import FULL, GAP, Choice, Draft
from cadreschool.questions.formats.marks import escaped, from_plain
from cadreschool.questions.formats.tables.records import Choices, Record
from cadreschool.questions.kind import is_same_text
from cadreschool.questions.kinds.numeric.quantity import read_quantity
from cadreschool.questions.values import Part

_KINDS = (
    ("multiple", ("多选", "多项选择", "多项", "不定项", "multiple", "multichoice")),
    ("single", ("单选", "单项选择", "单项", "single", "选择")),
    ("true_false", ("判断", "是非", "对错", "truefalse", "judge")),
    ("blanks", ("填空", "blank", "completion")),
    ("numeric", ("数值", "计算", "numeric", "numerical")),
    ("ordering", ("排序", "ordering")),
    ("matching", ("匹配", "连线", "配对", "matching")),
    ("case", ("案例", "材料", "综合", "组合")),
    ("essay", ("简答", "问答", "论述", "主观", "essay", "shortanswer")),
)
_NUMBERED = {"1": "single", "2": "multiple", "3": "true_false", "4": "blanks", "5": "essay"}
_GAPS = re.compile(r"[;；\n]+")
_WAYS = re.compile(r"[|｜]")
_BRACKETS = re.compile(r"[(（][\s\u3000]*[)）]")
_PAIR = re.compile(r"\s*([^=＝]*?)\s*[=＝]\s*(.+?)\s*")
_POINT = re.compile(r"\s*[\[［【(（]?\s*([0-9]{1,2})\s*分?\s*[\]］】)）]\s*(.*\S)\s*")
_INDICES = re.compile(r"[1-8](?:[\s,，、;；]*[1-8])*")
_TOLERANCE = re.compile(r"[±+]?\s*([0-9]{1,9}(?:\.[0-9]{1,6})?)")


def kind_of(sort: str) -> str:
    """Return the kind that a word for it means, "" for none."""
    text = "".join(sort.split()).casefold()
    if text in _NUMBERED:
        return _NUMBERED[text]
    return next((kind for kind, words in _KINDS if any(word in text for word in words)), "")


def answer_as(
    draft: Draft, record: Record, choices: Choices, sort: str, *, is_markdown: bool
) -> None:
    """Give a draft its kind and its answer."""
    kind, answer = kind_of(sort), record.text("answer")
    if sort and not kind and record.text("kind"):
        draft.note(f"不认识题型“{sort[:20]}”，按答案的样子读", "请核对题型")
    if sort.strip() in _NUMBERED and record.text("kind"):
        draft.note(f"题型写的是编号 {sort.strip()}，按常见的次序读", "请核对题型")
    if kind == "case":
        draft.refuse("案例题写不进一行", "请在编辑页里写，或用 Markdown 导入")
        return
    if not kind:
        kind = _guess(draft, choices, answer)
    makers: dict[str, Callable[[], None]] = {
        "single": lambda: _choose(draft, choices, answer, several=False),
        "multiple": lambda: _choose(draft, choices, answer, several=True),
        "true_false": lambda: _judge(draft, choices, answer),
        "blanks": lambda: _fill(draft, answer, is_markdown=is_markdown),
        "numeric": lambda: _measure(draft, record, answer),
        "ordering": lambda: _order(draft, choices, answer),
        "matching": lambda: _match(draft, answer, is_markdown=is_markdown),
        "essay": lambda: _compose(draft, record, answer, is_markdown=is_markdown),
    }
    makers[kind]()


def _guess(draft: Draft, choices: Choices, answer: str) -> str:
    """Tell a kind by what is there, and say so where it could be another."""
    if choices.texts:
        letters = letters_of(answer) or ""
        marked = choices.marked or frozenset()
        return "multiple" if len(set(letters)) > 1 or len(marked) > 1 else "single"
    if truth_of(answer) is not None:
        return "true_false"
    kind = "blanks" if GAP.search(draft.stem) else "essay"
    draft.note(f"没有写题型，读成{'填空' if kind == 'blanks' else '简答'}", "请核对题型")
    return kind


def _choose(draft: Draft, choices: Choices, answer: str, *, several: bool) -> None:
    right = _right(draft, choices, answer)
    if right is None:
        return
    if not several and len(right) > 1:
        draft.note("题型是单选，答案有几个；读成多选", "请核对题型和答案")
    share = FULL / len(right)
    draft.choose(
        [
            Choice(text, share if number in right else Decimal(0), draft.line)
            for number, text in enumerate(choices.texts)
        ],
        several=several or len(right) > 1,
    )


def _right(draft: Draft, choices: Choices, answer: str) -> set[int] | None:
    """Return which options are right, counted from 0; None after refusing."""
    if choices.unclear:
        draft.refuse(f"看不懂“是否正确”里的“{choices.unclear[:10]}”", "写 1 和 0，或是和否")
        return None
    if choices.marked is not None:
        if not choices.marked:
            draft.refuse("没有标出正确选项", "在对的选项旁边写 1")
        return set(choices.marked) or None
    if not answer:
        draft.refuse("没有答案", "在“答案”列写选项的字母，如 A 或 ABD")
        return None
    right = _numbers(draft, choices, answer)
    if right is None:
        draft.refuse(f"答案“{answer[:20]}”不是选项的字母", "写 A；多选写 ABD")
    elif max(right) >= len(choices.texts):
        letter = "ABCDEFGH"[max(right)]
        draft.refuse(f"答案 {letter} 没有对应的选项", "请改答案，或补上选项")
        return None
    return right


def _numbers(draft: Draft, choices: Choices, answer: str) -> set[int] | None:
    letters = letters_of(answer)
    if letters:
        if len(set(letters)) < len(letters):
            draft.note(f"答案“{answer[:20]}”里有重复的字母", "请核对答案")
        return {"ABCDEFGH".index(letter) for letter in letters}
    same = {n for n, text in enumerate(choices.plain) if is_same_text(text, answer)}
    bare = without_label(answer)
    if not same and bare:
        same = {n for n, text in enumerate(choices.plain) if is_same_text(text, bare)}
    if same:
        return same
    if _INDICES.fullmatch(answer):
        draft.note(f"答案写的是序号 {answer}，当作第几个选项", "请核对答案")
        return {int(sign) - 1 for sign in answer if sign.isdigit()}
    return None


def _judge(draft: Draft, choices: Choices, answer: str) -> None:
    truth = truth_of(answer)
    if truth is None and choices.plain:
        right = _right(draft, choices, answer)
        if right is None:
            return
        chosen = [choices.plain[number] for number in sorted(right)]
        truth = truth_of(chosen[0]) if len(chosen) == 1 else None
    if truth is None and answer in {"1", "0"}:
        draft.note(f"答案写的是 {answer}，1 当作对、0 当作错", "请核对答案")
        truth = answer == "1"
    if truth is None:
        text = f"判断题的答案“{answer[:20]}”看不懂" if answer else "没有答案"
        draft.refuse(text, "写“对”或“错”（也可以写 √ ×）")
        return
    draft.judge(is_right=truth)


def _fill(draft: Draft, answer: str, *, is_markdown: bool) -> None:
    gaps = [[way.strip() for way in _WAYS.split(gap)] for gap in _GAPS.split(answer) if gap.strip()]
    wanted = len(GAP.findall(draft.stem))
    brackets = _BRACKETS.findall(draft.stem)
    if not wanted and len(brackets) == len(gaps):
        draft.stem = _BRACKETS.sub("＿＿", draft.stem)
    elif wanted == 1 and len(gaps) > 1 and not is_markdown:
        draft.note("题干有一个空，答案有几段；当作同一个空的几种写法", "请核对答案")
        gaps = [[way for gap in gaps for way in gap]]
    draft.fill(gaps)


def _measure(draft: Draft, record: Record, answer: str) -> None:
    unit = record.text("measure")
    quantity = read_quantity(answer, expected=unit)
    if quantity is None:
        draft.refuse(f"数值题的答案“{answer[:20]}”不是一个数", "写一个数字，单位写在“单位”列")
        return
    tolerance = None
    if text := record.text("tolerance"):
        found = _TOLERANCE.fullmatch(text)
        try:
            tolerance = Decimal(found[1]) if found else None
        except InvalidOperation:
            tolerance = None
        if tolerance is None:
            draft.refuse(f"误差“{text[:20]}”不是一个数", "写成 0.5 这样的数")
            return
    draft.measure(quantity.number, tolerance, unit or quantity.unit)


def _order(draft: Draft, choices: Choices, answer: str) -> None:
    letters = letters_of(answer) if answer else "ABCDEFGH"[: len(choices.texts)]
    wanted = "ABCDEFGH"[: len(choices.texts)]
    if letters is None or sorted(letters) != list(wanted):
        draft.refuse(f"排序的答案“{answer[:20]}”不是全部步骤的字母", f"如 {wanted[::-1]}")
        return
    texts = [choices.texts["ABCDEFGH".index(letter)] for letter in letters]
    draft.order([(text, draft.line) for text in texts])


def _match(draft: Draft, answer: str, *, is_markdown: bool) -> None:
    pairs = []
    for line in filter(str.strip, answer.split("\n")):
        found = _PAIR.fullmatch(line)
        if found is None:
            draft.refuse(f"匹配的这一行不对：{line[:20]}", "答案里每对一行，写“左边 = 右边”")
            return
        left, right = found[1], found[2]
        if not is_markdown:
            left, right = escaped(left) if left else "", escaped(right)
        pairs.append((left, right, draft.line))
    draft.match(pairs)


def _compose(draft: Draft, record: Record, answer: str, *, is_markdown: bool) -> None:
    points = []
    for line in filter(str.strip, record.text("points").split("\n")):
        found = _POINT.fullmatch(line)
        text = found[2] if found else line.strip()
        score = int(found[1]) if found else 1
        if not found:
            draft.note(f"要点“{text[:20]}”没有写几分，记 1 分", "写成“[2] 要点”")
        points.append(Part(text if is_markdown else escaped(text), (), max(score, 1)))
    draft.compose(answer if is_markdown else from_plain(answer), points)
