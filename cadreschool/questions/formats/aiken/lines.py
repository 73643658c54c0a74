"""What one line of an Aiken file is: an option, an answer, an explanation, or text.

Knows the spellings. Which of them may come next is for the reader.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LETTERS = "ABCDEFGH"
_SPACES = " \t\u3000"
_OPTION = re.compile(r"[(（]?([A-Ha-hＡ-Ｈａ-ｈ])[ \t]?[)）.．、:：](?![A-Za-z]\.)(.*)")
_INLINE = re.compile(r"(?:(?<=[ \t\u3000])|(?<=[；;。]))[(（]?([B-HＢ-Ｈ])[)）.．、]")
_ANSWER = re.compile(
    r"(?:[【\[](?:正确|参考)?答案[】\]][ \t]*[:：]?|"
    r"(?:ANSWERS?|ＡＮＳＷＥＲ|(?:正确|参考|标准)?答案)[ \t]*[:：])(.*)",
    re.IGNORECASE,
)
_EXPLANATION = re.compile(
    r"(?:[【\[](?:答案|试题)?(?:解析|分析|详解)[】\]][ \t]*[:：]?|"
    r"(?:答案|试题)?(?:解析|分析)[ \t]*[:：])(.*)"
)
_OTHER = re.compile(r"[【\[]?(难度|知识点|考点|章节|分值|来源|出处)[】\]]?[ \t]*[:：](.*)")
_NUMBER = re.compile(r"[(（]?([0-9０-９]{1,4})[)）.．、][ \t\u3000]*(?![0-9０-９])(?=\S)")
_SORT = re.compile(r"[\[【(（]\s?(单选|多选|判断|不定项选择|不定项)题?\s?[\]】)）][ \t\u3000]*")
_SAID = re.compile(
    r"[【\[]?(?:正确|参考|标准)?(?:答案|选项)[】\]]?\s*(?:[:是为]\s*)?|(?:应当?|故)?选(?:择|项)?\s*:?\s*"
)
_BETWEEN_LETTERS = re.compile(r"[\s,，、;；/|｜和.．。()（）\[\]【】]*")
_TRUTH = {
    **dict.fromkeys(("对", "√", "✓", "✔", "正确", "是", "T", "TRUE", "Y", "YES"), True),
    **dict.fromkeys(("错", "×", "✗", "✘", "X", "错误", "否", "F", "FALSE", "N", "NO"), False),
    **dict.fromkeys(("不正确", "不对", "非", "不是"), False),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its number in the file."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Tell whether there is nothing to read."""
        return not self.text.strip()

    @property
    def bare(self) -> str:
        """Return the text without space around it."""
        return self.text.strip(_SPACES)

    def option(self) -> tuple[str, str] | None:
        """Return letter and text of an option."""
        found = _OPTION.fullmatch(self.bare)
        return (_folded(found[1]), found[2].strip(_SPACES)) if found else None

    def answer(self) -> str | None:
        """Return what stands behind 答案."""
        found = _ANSWER.fullmatch(self.bare)
        return found[1].strip(_SPACES) if found else None

    def explanation(self) -> str | None:
        """Return what stands behind 解析."""
        found = _EXPLANATION.fullmatch(self.bare)
        return found[1].strip(_SPACES) if found else None

    def other(self) -> tuple[str, str] | None:
        """Return name and value of what else is written about questions."""
        found = _OTHER.fullmatch(self.bare)
        return (found[1], found[2].strip(_SPACES)) if found else None


def options_in(line: Line, expected: str) -> list[tuple[str, str]]:
    """Return the options of a line that begins with the expected letter: often one, or all."""
    found = line.option()
    if found is None or found[0] != expected:
        return []
    options = [found]
    for inner in list(_INLINE.finditer(found[1])):
        letter = _folded(inner[1])
        if letter != LETTERS[LETTERS.index(options[-1][0]) + 1 :][:1]:
            return [found]
        options.append((letter, ""))
    if len(options) == 1:
        return options
    texts = _INLINE.split(found[1])[::2]
    return [(letter, text.strip(_SPACES)) for (letter, _), text in zip(options, texts, strict=True)]


def letters_of(answer: str) -> str | None:
    """Return the letters of an answer, as they were written; None when it is something else."""
    letters = _BETWEEN_LETTERS.sub("", without_label(_folded(answer)))
    return letters if letters and set(letters) <= set(LETTERS) else None


def truth_of(answer: str) -> bool | None:
    """Return what 对 and 错 mean, in all their spellings."""
    return _TRUTH.get(without_label(_folded(answer)).strip(" 。.()（）[]【】"))


def without_label(answer: str) -> str:
    """Take 正确答案： from the front of an answer that says so once more."""
    folded = answer.replace("：", ":")
    found = _SAID.match(folded)
    return answer[found.end() :].strip() if found else answer


def running_number(text: str) -> tuple[int, str] | None:
    """Take a running number from the front of a stem."""
    found = _NUMBER.match(text)
    return (int(_folded(found[1])), text[found.end() :]) if found else None


def sort_of(text: str) -> tuple[str, str]:
    """Take （多选题） from the front of a stem; its first word is "" where there is none."""
    found = _SORT.match(text)
    return (found[1][:2], text[found.end() :]) if found else ("", text)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper()
