"""Where the answers of a question stand: the braces, and the text outside them."""

from __future__ import annotations

import re

from cadreschool.questions.formats.drafting import Draft
from cadreschool.questions.formats.gift.pieces import Piece

_MOST = 20
_FULL_WIDTH = str.maketrans("｛｝＝～＃％＞－", "{}=~#%>-")
_FULL_BLOCK = re.compile(r"｛([^{}｛｝]*)｝")
_MARKS = "=~#＝～＃"
_TRUTH = re.compile(r"\s*(?:T|TRUE|F|FALSE)\s*")


def find(whole: Piece, draft: Draft) -> tuple[list[str], list[Piece]] | None:
    """Return the text outside the blocks and the blocks; None after saying why there are none."""
    whole = _in_half_width(whole, draft)
    text = whole.text
    if "{" not in text and "}" not in text:
        draft.refuse("没有答案：这段文字是说明，不是题", "是题的话，请把答案写在花括号 { } 里")
        return None
    outside: list[str] = []
    answers: list[Piece] = []
    end = 0
    while (start := text.find("{", end)) >= 0 and len(answers) < _MOST:
        close = text.find("}", start)
        if close < 0 or "}" in text[end:start]:
            break
        outside.append(text[end:start])
        inside = whole.rest(start + 1)
        answers.append(Piece(inside.text[: close - start - 1], inside.line))
        end = close + 1
    rest = text[end:]
    if not answers or "{" in rest or "}" in rest:
        draft.refuse("花括号不成对", r"题干里的花括号请写成 \{ 和 \}，答案用一对 { }")
        return None
    if len(answers) > 1 or rest.strip():
        outside.append(rest)
    return outside, answers


def _in_half_width(whole: Piece, draft: Draft) -> Piece:
    """Read marks that were typed with a Chinese keyboard, when there are no others."""
    text = whole.text
    if "{" not in text:
        found = _FULL_BLOCK.search(text)
        inside = found[1].strip() if found else ""
        if not found or (inside[:1] not in _MARKS and not _TRUTH.fullmatch(inside)):
            return whole
    else:
        found = re.search(r"\{([^{}]*)\}", text)
        inside = found[1].strip() if found else ""
        if not found or inside[:1] not in "＝～＃" or not inside or re.search("[=~]", inside):
            return whole
    draft.note("答案的符号是全角的，已按半角读", "请看一看选项分得对不对")
    half = found[0].translate(_FULL_WIDTH)
    return Piece(text[: found.start()] + half + text[found.end() :], whole.line)
