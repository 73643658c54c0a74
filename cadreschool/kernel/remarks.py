"""Words that somebody says about another's text: kept as they are, or refused with the reason.

Knows that there are some, that they are short, and that they name nobody. Does not know what they
are said to.
"""

from __future__ import annotations

from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.personal_data import find_personal_data

_ASK = "请写几句话，写的人要知道为什么。"


def require_remark(words: str, *, longest: int, may_be_empty: bool = False, ask: str = _ASK) -> str:
    """Return what somebody said, fit to be kept; `ask` is what is asked of who said nothing."""
    plain = words.replace("\r\n", "\n").strip()
    if not plain and not may_be_empty:
        raise InvalidError(ask)
    if len(plain) > longest:
        message = f"写的话现在 {len(plain)} 字，最多 {longest} 字。"
        raise InvalidError(message, "请写短一些。")
    found = find_personal_data(plain)
    if found:
        raise InvalidError(f"写的话里，{found[0].said}", "写的都还在，改好以后再送出。")
    return plain
