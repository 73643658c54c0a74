"""Answers that stand by themselves at the end of a document: a table, ranges, or a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cadreschool.questions.formats.docx.document import Line
from cadreschool.questions.formats.docx.headings import section_of

_TITLE = re.compile(
    r"(?:附[:：]?)?(?:参考|标准|试题)?答案(?:(?:与|及|和)?解析)?(?:表|部分)?\s*[:：]?"
)
_WORDS = r"[A-Ha-hＡ-Ｈ]{1,8}|√|×|不正确|不对|非|对|错|正确|错误|[TF]"
_RANGE = re.compile(
    rf"([0-9]{{1,4}})\s*[-~—–－至]+\s*([0-9]{{1,4}})\s*[.．:：、题)）]?\s*((?:(?:{_WORDS})[\s,，、;；]*)+)"
)
_SINGLE = re.compile(rf"([0-9]{{1,4}})\s*[.．、:：)）]\s*({_WORDS})(?![A-Za-z\u4e00-\u9fff])")
_WORD = re.compile(_WORDS)
_IN_LINE = re.compile(
    rf"{_TITLE.pattern}\s*[:：]\s*(?:{_RANGE.pattern}|(?:{_SINGLE.pattern}\s*){{2}})"
)
_MOST_IN_RANGE = 200


@dataclass(frozen=True, slots=True)
class Keys:
    """Answers by section's kind and number; by number alone where the document has no sections."""

    answers: Mapping[tuple[str, int], str]

    def find(self, kind: str, number: int) -> str:
        """Return the answer of a question, "" where none stands."""
        return self.answers.get((kind, number)) or self.answers.get(("", number), "")


NO_KEYS = Keys({})


def is_title(lines: list[Line], at: int) -> bool:
    """Tell whether the answers of the document begin below this line."""
    text = f"{lines[at].label}{lines[at].text}".strip()
    if _IN_LINE.match(text):
        return all(_is_of_keys(line) for line in lines[at + 1 :])
    if not _TITLE.fullmatch(text):
        return False
    following = (line for line in lines[at + 1 :] if line.text.strip())
    first = next(following, None)
    if first is not None and section_of(f"{first.label}{first.text}"):
        first = next(following, None)
    if first is None:
        return False
    text = f"{first.label}{first.text}".strip()
    return bool(_is_numbers(text) or _RANGE.match(text) or _SINGLE.match(text))


def _is_of_keys(line: Line) -> bool:
    text = f"{line.label}{line.text}".strip()
    return not text or bool(section_of(text) or _RANGE.match(text) or _SINGLE.match(text))


def read_keys(lines: Iterable[Line]) -> Keys:
    """Read what stands behind the title and below it."""
    answers: dict[tuple[str, int], str] = {}
    kind = ""
    numbers: list[str] = []
    for line in lines:
        text = f"{line.label}{line.text}".strip()
        section = section_of(text)
        if section:
            kind = section
            continue
        if _is_numbers(text):
            numbers = text.split("\t")[1:]
        elif numbers and text.startswith("答案"):
            for number, answer in zip(numbers, text.split("\t")[1:], strict=False):
                if number.strip().isdigit() and answer.strip():
                    _take(answers, kind, int(number), answer.strip())
            numbers = []
        else:
            _read_list(answers, kind, text)
    return Keys(answers)


def _is_numbers(text: str) -> bool:
    first, *rest = text.split("\t")
    return first.strip() in {"题号", "序号"} and any(cell.strip().isdigit() for cell in rest)


def _read_list(answers: dict[tuple[str, int], str], kind: str, text: str) -> None:
    for found in _RANGE.finditer(text):
        first, last = int(found[1]), int(found[2])
        words = _WORD.findall(found[3])
        wanted = last - first + 1
        if len(words) != wanted:
            words = [sign for word in words for sign in word]
        if len(words) == wanted <= _MOST_IN_RANGE:
            for number, word in enumerate(words, start=first):
                _take(answers, kind, number, word)
    for found in _SINGLE.finditer(_RANGE.sub(" ", text)):
        _take(answers, kind, int(found[1]), found[2])


def _take(answers: dict[tuple[str, int], str], kind: str, number: int, answer: str) -> None:
    """Keep an answer by its section, and by its number alone while that is the only one."""
    answers[kind, number] = answer
    if kind:
        known = ("", number) in answers
        answers["", number] = "" if known else answer
