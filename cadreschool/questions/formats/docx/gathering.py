"""The lines of a document put together to questions.

Knows how questions are numbered on paper and what lines belong to one: options, answer,
explanation, and what else is said of it. Which answer is right is for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cadreschool.questions.formats.aiken.lines import LETTERS, options_in
from cadreschool.questions.formats.aiken.lines import Line as Typed
from cadreschool.questions.formats.docx.document import Line
from cadreschool.questions.formats.docx.headings import section_of
from cadreschool.questions.formats.docx.keys import NO_KEYS, Keys, is_title, read_keys

_NUMBER = re.compile(
    r"\s*(?:第\s*([0-9]{1,4})\s*题[.．、:：\s]?|[(（【\[]\s*([0-9]{1,5})\s*[)）】\]]|"
    r"([0-9]{1,4})\s*[.．、)）:：](?![0-9]))[ \t\u3000]*(.*)"
)
_SPACED = re.compile(r"([A-HＡ-Ｈ])[ \t\u3000]+(\S.*)")
_DASHES = re.compile(r"^\s*[-—–]{1,4}\s*(?=(?:正确|参考)?答案|【)")
_SPLIT = re.compile(
    r"(?=【(?:答案)?解析】)|(?<=\S)[ \t\u3000]+(?=解析[:：])"
    r"|(?<=\S)[ \t\u3000]*(?=【(?:正确|参考|标准)?答案】)"
    r"|(?<=[ \t\u3000。？\uff01?）)])(?=(?:正确|参考|标准)?答案[:：])"
)
_SPREAD = re.compile(r"(?<![^【\[])(答|解)[ \t\u3000]+(案|析)(?=[ \t\u3000]*[】\]:：])")
_STEM_AND_OPTIONS = re.compile(
    r"(.*[)）。？?：:＿_])[ \t\u3000]*([AＡ][.．、][^BＢ]+[ \t\u3000][BＢ][.．、].*)"
)
"""A stem whose options go on in its line: “…是（ ）A.甲 B.乙”. Long lines would cost time."""
_LONGEST_LINE = 2000
_NAMED = re.compile(
    r"(?:[【\[](能力|难度|依据|有效|单元|误差|单位|题号)[】\]][ \t]*[:：]?|"
    r"(能力|难度|依据|有效|单元|误差|单位|题号)[ \t]*[:：])[ \t]*(.+)"
)
_POINTS = re.compile(r"[【\[]?(?:得分要点|评分要点|评分标准|采分点)[】\]]?[ \t]*[:：]?[ \t]*(.*)")


_LOOKED_AT = 12


@dataclass(slots=True)
class Gathered:
    """The lines of one question, sorted. `kind` is that of its section."""

    paragraph: int
    number: int
    kind: str
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str, int]] = field(default_factory=list)
    answer: list[str] | None = None
    answer_at: int = 0
    points: list[str] | None = None
    explanation: list[str] | None = None
    named: dict[str, str] = field(default_factory=dict)
    others: list[tuple[str, str]] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    from_table: bool = False

    @property
    def expected(self) -> str:
        """Return the letter that the next option must have."""
        return LETTERS[len(self.options) : len(self.options) + 1]


@dataclass(slots=True)
class Gathering:
    """All questions of a document, the answers at its end, and how many lines belong to none."""

    questions: list[Gathered] = field(default_factory=list)
    keys: Keys = NO_KEYS
    strays: int = 0


def gather(lines: Sequence[Line]) -> Gathering:
    """Sort the lines of a document."""
    found = Gathering()
    everything = list(lines)
    now: Gathered | None = None
    kind, last = "", 0
    for at, line in enumerate(everything):
        text = f"{line.label} {line.text}".strip() if line.label else line.text.strip()
        if is_title(everything, at):
            found.keys = read_keys(everything[at:])
            break
        if section := section_of(text):
            kind, last, now = section, 0, None
            continue
        number = _number_of(text)
        if number and _begins(number[0], last, now, everything[at + 1 :]):
            now = Gathered(line.paragraph, number[0], kind)
            found.questions.append(now)
            last, text = number
        elif now is None:
            found.strays += bool(text)
            continue
        now.from_table |= line.is_row
        now.source.append(text)
        for piece in _pieces(text):
            _take(now, piece, line.paragraph)
    return found


def _number_of(text: str) -> tuple[int, str] | None:
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    digits = found[1] or found[2] or found[3]
    return int(digits), found[4]


def _begins(number: int, last: int, now: Gathered | None, following: Sequence[Line]) -> bool:
    """Tell whether a number begins a question rather than a step inside one."""
    if now is None or number == last + 1:
        return True
    return number == 1 and _is_answered(following)


def _is_answered(following: Sequence[Line]) -> bool:
    """Tell whether options or an answer come before the next number."""
    for line in following[:_LOOKED_AT]:
        text = f"{line.label} {line.text}".strip()
        typed = Typed(0, text)
        if typed.answer() is not None or options_in(typed, LETTERS[0]):
            return True
        if _number_of(text):
            return False
    return False


def _pieces(text: str) -> Iterator[str]:
    for piece in _SPLIT.split(_SPREAD.sub(r"\1\2", _DASHES.sub("", text))):
        found = _STEM_AND_OPTIONS.fullmatch(piece) if len(piece) < _LONGEST_LINE else None
        yield from (one.strip() for one in (found.groups() if found else (piece,)))


def _take(now: Gathered, text: str, paragraph: int) -> None:
    """Put one piece of text where it belongs."""
    typed = Typed(paragraph, text)
    options = _options(now, typed)
    if options:
        now.options += [(letter, words, paragraph) for letter, words in options]
    elif (answer := typed.answer()) is not None and now.answer is None:
        now.answer, now.answer_at = [answer] if answer else [], paragraph
    elif (explanation := typed.explanation()) is not None and now.explanation is None:
        now.explanation = [explanation]
    elif (points := _POINTS.fullmatch(text)) and now.points is None and now.stem:
        now.points = [points[1]] if points[1] else []
    elif (named := _NAMED.fullmatch(text)) and now.stem:
        now.named.setdefault(named[1] or named[2], named[3].strip())
    elif (other := typed.other()) and now.stem:
        now.others.append(other)
    else:
        _go_on(now, text)


def _options(now: Gathered, typed: Typed) -> list[tuple[str, str]]:
    if not now.stem or now.answer is not None or now.explanation is not None:
        return []
    found = options_in(typed, now.expected)
    spaced = _SPACED.fullmatch(typed.bare)
    if not found and spaced and spaced[1] == now.expected:
        found = [(spaced[1], spaced[2])]
    return found


def _go_on(now: Gathered, text: str) -> None:
    """Continue what was begun last."""
    if now.explanation is not None:
        now.explanation.append(text)
    elif now.points is not None:
        now.points.append(text)
    elif now.answer is not None:
        now.answer.append(text)
    elif now.options:
        letter, words, at = now.options.pop()
        now.options.append((letter, f"{words}\n{text}" if text else words, at))
    elif text or now.stem:
        now.stem.append(text)
