"""What a report of a question may be. Pure."""

from __future__ import annotations

from typing import Final

from cadreschool.kernel.errors import ConflictError, InvalidError

LONGEST: Final = 1000
MOST_OPEN: Final = 20
"""Reports of one person that wait for an answer; who has more to say writes it into one."""


def require_words(text: str, *, category: str) -> None:
    """Ask for words where a category alone tells nothing."""
    if len(text) > LONGEST:
        raise InvalidError(f"说明有 {len(text)} 字，请写在 {LONGEST} 字以内。")
    if category == "other" and not text:
        raise InvalidError("选“其他”时，请写明哪里不对。")


def require_few(number: int) -> None:
    """Refuse one more where many wait already."""
    if number >= MOST_OPEN:
        message = f"您已经有 {number} 条报错在等待处理。"
        raise ConflictError(message, "等教员答复一些以后再报，这一条没有提交。")


def require_reason(text: str, *, is_accepted: bool) -> None:
    """Ask for the reason where a report is not accepted."""
    if len(text) > LONGEST:
        raise InvalidError(f"答复有 {len(text)} 字，请写在 {LONGEST} 字以内。")
    if not is_accepted and not text:
        raise InvalidError("不采纳时，请写明理由，报错的人会看到。")
