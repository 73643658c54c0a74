"""Word documents read: each question made of its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cadreschool.questions.formats import aiken
from cadreschool.questions.formats.aiken.lines import letters_of, sort_of, truth_of
from cadreschool.questions.formats.decoding import WHOLE_FILE
from cadreschool.questions.formats.docx.document import Document, Line, read_document
from cadreschool.questions.formats.docx.gathering import Gathered, gather
from cadreschool.questions.formats.docx.keys import NO_KEYS, Keys
from cadreschool.questions.formats.docx.pictures import with_pictures, without_pictures
from cadreschool.questions.formats.docx.rows import split_rows
from cadreschool.questions.formats.drafting import FULL, GAP, Choice, Draft, items_of
from cadreschool.questions.formats.labels import read_labels
from cadreschool.questions.formats.marks import escaped, from_plain
from cadreschool.questions.formats.moodle_xml.pictures import Album
from cadreschool.questions.formats.tables.answers import kind_of
from cadreschool.questions.formats.values import Item, Problem, Reading
from cadreschool.questions.kinds.numeric.quantity import read_quantity
from cadreschool.questions.values import Part

_IN_BRACKETS = re.compile(
    r"[(（][ \t\u3000]*([A-HＡ-Ｈ](?:[ \t、,，]*[A-HＡ-Ｈ]){0,7}|√|×|对|错|正确|错误)"
    r"[ \t\u3000]*[)）]"
)
_FILLED_BRACKETS = re.compile(r"[(（][ \t\u3000]*([^()（）\n]{1,40}?)[ \t\u3000]*[)）]")
_EMPTY_BRACKETS = re.compile(r"[(（][ \t\u3000]*[)）]")
_NINTH = re.compile(r"^[IＩ][.．、)）]", re.MULTILINE)
_GAPS = re.compile(r"[;；\n]+")
_WAYS = re.compile(r"[|｜]")
_PAIR = re.compile(r"\s*([^=＝]*?)\s*[=＝]\s*(.+?)\s*")
_POINT = re.compile(r"\s*[(（\[【]\s*([0-9]{1,2})\s*分?\s*[)）\]】]\s*(.*\S)\s*")
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_DIFFICULTIES = {
    **dict.fromkeys(("1", "易", "简单", "容易"), "1"),
    **dict.fromkeys(("2", "中", "中等", "一般"), "2"),
    **dict.fromkeys(("3", "难", "困难", "较难"), "3"),
}
_FEW = 2
_HINT = "题目写成“1. 题干”，选项“A. …”，再写“答案：B”，也可以写“解析：…”"


@dataclass(slots=True)
class Context:
    """What the questions of one document share."""

    document: Document
    keys: Keys = NO_KEYS
    album: Album = field(default_factory=Album)


def read(data: bytes, name: str, mapping: Mapping[str, str] | None = None) -> Reading:  # noqa: ARG001 -- every format is read alike
    """Read a Word document; raises FormatError for what is none."""
    document = read_document(data)
    in_rows, lines = split_rows(document.lines)
    gathering = gather(lines)
    context = Context(document, gathering.keys)
    drafts = (draft_of(one, context) for one in gathering.questions)
    items = items_of(drafts) if gathering.questions else _unnumbered(lines)
    items = (*items, *items_of(in_rows))
    problems = []
    if not any(item.question for item in items):
        problems.append(Problem(WHOLE_FILE, "没有读出题目", _HINT))
    if gathering.questions and gathering.strays:
        text = f"第一题之前和小标题下有 {gathering.strays} 段文字，没有当作题目"
        problems.append(Problem(WHOLE_FILE, text, "如果里面有题目，请检查题号"))
    if document.has_formulas:
        problems.append(Problem(WHOLE_FILE, "文档里有公式，只读到了其中的文字", "请核对有公式的题"))
    return Reading(items, tuple(problems))


def _unnumbered(lines: Sequence[Line]) -> tuple[Item, ...]:
    """Read a document whose questions have no numbers the way Aiken is read."""
    text = "\n".join(without_pictures(f"{line.label} {line.text}".strip()) for line in lines)
    if not re.search(r"^\s*[(（]?[AＡ][)）.．、]", text, re.MULTILINE):
        return ()
    items = aiken.read(text.encode(), "").items
    return items if any(item.question for item in items) else ()


def draft_of(gathered: Gathered, context: Context) -> Draft:
    """Make a question of its lines."""
    draft = Draft(gathered.paragraph, "\n".join(gathered.source), counted="段")
    if draft.refuses_length(len(draft.source)):
        return draft
    stem = list(gathered.stem)
    sort, first = sort_of(stem[0]) if stem else ("", "")
    stem[:1] = [first]
    kind = kind_of(sort) or gathered.kind
    text, answer = _answer(draft, "\n".join(stem).strip(), gathered, context.keys, kind)
    if gathered.from_table:
        draft.note("题目在表格里，按行读出", "请核对选项和文字的次序")
    draft.given_id = gathered.named.get("题号", "")
    draft.stem = with_pictures(from_plain(text), context.document, context.album, draft)
    explanation = "\n".join(gathered.explanation or ()).strip()
    draft.explanation = with_pictures(
        from_plain(explanation), context.document, context.album, draft
    )
    _labels(draft, gathered)
    options = [
        with_pictures(_lines(words), context.document, context.album, draft)
        for _, words, _ in gathered.options
    ]
    _Maker(draft, gathered, options, answer).make(kind)
    return draft


def _answer(draft: Draft, stem: str, gathered: Gathered, keys: Keys, kind: str) -> tuple[str, str]:
    """Return the stem and the answer: from its line, the brackets of the stem, or the end."""
    if gathered.answer is not None:
        return stem, "\n".join(gathered.answer).strip()
    brackets = list(_IN_BRACKETS.finditer(stem))
    is_choice = bool(gathered.options) or kind in {"true_false", "single", "multiple"}
    if len(brackets) == 1 and is_choice:
        found = brackets[0]
        return f"{stem[: found.start()]}（　）{stem[found.end() :]}", found[1]
    if len(brackets) > 1 and is_choice:
        draft.note("题干里有几处括号像答案，没有取", "请把答案另写一行")
    answer = keys.find(kind, gathered.number)
    filled = _FILLED_BRACKETS.findall(stem)
    is_filled = bool(filled) and all(map(str.strip, filled))
    if kind == "blanks" and is_filled and not answer and not GAP.search(stem):
        draft.note("没有写答案的一行，取了题干括号里的字", "不是空的括号请改回去")
        return _FILLED_BRACKETS.sub("＿＿", stem), "；".join(filled)
    return stem, answer


def _labels(draft: Draft, gathered: Gathered) -> None:
    named = dict(gathered.named)
    if named.get("难度") in _DIFFICULTIES:
        named["难度"] = _DIFFICULTIES[named["难度"]]
    grounds = [f"依据:{one}" for one in re.findall(r"\[\[.*?\]\]", named.pop("依据", ""))]
    kept = ("能力", "难度", "有效", "单元")
    tags = [f"{name}:{named[name]}" for name in kept if name in named]
    draft.labels = read_labels(tags + grounds)
    for name, value in (*gathered.others, *((one, "") for one in draft.labels.others)):
        said = f"{name}：{value[:40]}" if value else name
        draft.mention(f"没有保留：{said}", "需要的话，导入后请补上")


def _lines(text: str) -> str:
    return "\n".join(escaped(line.strip()) for line in text.split("\n") if line.strip())


class _Maker:
    """Gives a draft its kind and answer."""

    def __init__(
        self, draft: Draft, gathered: Gathered, options: Sequence[str], answer: str
    ) -> None:
        self._draft = draft
        self._gathered = gathered
        self._options = options
        self._answer = answer
        self._at = gathered.answer_at or gathered.paragraph

    def make(self, kind: str) -> None:
        """Make it; a kind nobody named is guessed by what is there."""
        makers: dict[str, Callable[[], None]] = {
            "single": self._choose,
            "multiple": self._choose,
            "true_false": self._judge,
            "blanks": self._fill,
            "numeric": self._measure,
            "ordering": self._order,
            "matching": self._match,
            "essay": self._compose,
        }
        if kind == "case":
            self._draft.note("案例题的材料没有跟着小题走", "请核对，或在编辑页里合成案例题")
            kind = ""
        if not (kind or self._options or self._answer or self._gathered.points):
            self._draft.refuse("没有选项，也没有答案", "不是题目的段落不用管；是题目请补上答案")
            return
        self._kind = kind or self._guess()
        makers[self._kind]()

    def _guess(self) -> str:
        if self._options:
            return "single"
        if truth_of(self._answer) is not None:
            return "true_false"
        kind = "blanks" if GAP.search(self._draft.stem) else "essay"
        word = "填空" if kind == "blanks" else "简答"
        self._draft.note(f"没有写题型，读成{word}", "请核对题型")
        return kind

    def _choose(self) -> None:
        draft, letters = self._draft, letters_of(self._answer)
        if len(self._options) < _FEW:
            draft.refuse(f"有 {len(self._options)} 个选项", "选项写成“A. …”，从 A 起，至少两个")
        elif _NINTH.search(self._gathered.options[-1][1]):
            draft.refuse("有八个以上的选项", "最多八个，从 A 到 H")
        elif not self._answer:
            draft.refuse("没有答案", "在选项下面写一行“答案：B”，或在文末写答案表")
        elif letters is None:
            extra = "\n" in self._answer
            hint = "答案一行只写字母，如“答案：AC”" if extra else "写“答案：B”；多选写“答案：AC”"
            draft.refuse(f"答案“{self._answer[:20]}”不是选项的字母", hint, self._at)
        elif max(letters) > "ABCDEFGH"[len(self._options) - 1]:
            draft.refuse(f"答案 {max(letters)} 没有对应的选项", "请改答案，或补上选项", self._at)
        else:
            self._choose_by(letters)

    def _choose_by(self, letters: str) -> None:
        right = set(letters)
        several = self._kind == "multiple" or len(right) > 1
        if self._kind == "single" and len(right) > 1 and self._gathered.kind:
            self._draft.note("写在单选里，答案有几个字母；读成多选", "请核对答案")
        if len(right) < len(letters):
            self._draft.note(f"答案“{letters}”里有重复的字母", "请核对答案")
        places = [paragraph for _, _, paragraph in self._gathered.options]
        share = FULL / len(right)
        self._draft.choose(
            [
                Choice(text, share if letter in right else Decimal(0), place)
                for letter, text, place in zip("ABCDEFGH", self._options, places, strict=False)
            ],
            several=several,
        )

    def _judge(self) -> None:
        truth = truth_of(self._answer)
        letters = letters_of(self._answer)
        if truth is None and letters and len(letters) == 1 and self._gathered.options:
            words = [words for letter, words, _ in self._gathered.options if letter == letters]
            truth = truth_of(words[0]) if words else None
        if truth is None:
            text = f"判断题的答案“{self._answer[:20]}”看不懂" if self._answer else "没有答案"
            self._draft.refuse(text, "写“答案：对”或“答案：错”（也可以写 √ ×）", self._at)
        else:
            self._draft.judge(is_right=truth)

    def _fill(self) -> None:
        draft = self._draft
        gaps = [
            [way.strip() for way in _WAYS.split(gap)]
            for gap in _GAPS.split(self._answer)
            if gap.strip()
        ]
        if not GAP.search(draft.stem) and len(_EMPTY_BRACKETS.findall(draft.stem)) == len(gaps):
            draft.stem = _EMPTY_BRACKETS.sub("＿＿", draft.stem)
        draft.fill(gaps)

    def _measure(self) -> None:
        named = self._gathered.named
        quantity = read_quantity(self._answer, expected=named.get("单位", ""))
        margin = named.get("误差", "")
        if quantity is None:
            self._draft.refuse(f"答案“{self._answer[:20]}”不是一个数", "写“答案：25 人”", self._at)
        elif margin and not _NUMBER.fullmatch(margin):
            self._draft.refuse(f"误差“{margin[:20]}”不是一个数", "写“误差：0.5”")
        else:
            tolerance = Decimal(margin) if margin else None
            unit = named.get("单位") or quantity.unit
            self._draft.measure(quantity.number, tolerance, unit)

    def _order(self) -> None:
        letters = letters_of(self._answer) if self._answer else None
        wanted = "ABCDEFGH"[: len(self._options)]
        if letters is None or sorted(letters) != list(wanted):
            self._draft.refuse(
                "排序的答案不是全部步骤的字母", f"如“答案：{wanted[::-1]}”", self._at
            )
            return
        steps = dict(zip(wanted, self._options, strict=False))
        self._draft.order([(steps[letter], self._at) for letter in letters])

    def _match(self) -> None:
        pairs = []
        for line in filter(str.strip, self._answer.split("\n")):
            found = _PAIR.fullmatch(line)
            if found is None:
                hint = "“答案：”下面每对一行，写“左边 = 右边”"
                self._draft.refuse(f"匹配的这一行不对：{line[:20]}", hint, self._at)
                return
            left = escaped(found[1]) if found[1] else ""
            pairs.append((left, escaped(found[2]), self._at))
        self._draft.match(pairs)

    def _compose(self) -> None:
        points = []
        for line in filter(str.strip, self._gathered.points or ()):
            found = _POINT.fullmatch(line)
            if not found:
                self._draft.note(f"要点“{line[:20]}”没有写几分，记 1 分", "写成“（2分）要点”")
            text = found[2] if found else line.strip()
            points.append(Part(escaped(text), (), max(int(found[1]), 1) if found else 1))
        self._draft.compose(from_plain(self._answer), points)
