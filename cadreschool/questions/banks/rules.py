"""What may be done with a bank's question when, and what it is called: values in, values out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta

from cadreschool.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    TooManyError,
)
from cadreschool.kernel.fields import is_identifier
from cadreschool.kernel.viewer import Role

DRAFT, REVIEW, READY, WITHDRAWN = "draft", "review", "ready", "withdrawn"
SUBMIT, RECALL, ACCEPT, RETURN = "submit", "recall", "accept", "return"
WITHDRAW, RESTORE = "withdraw", "restore"

WITHDRAWN_WITHIN = timedelta(minutes=10)
MOST_WITHDRAWN = 20
"""Questions that one person may take out of use within ten minutes: a stolen account does harm
slowly, and every step can be undone."""
_STEPS = {
    SUBMIT: ((DRAFT,), REVIEW),
    RECALL: ((REVIEW,), DRAFT),
    ACCEPT: ((REVIEW,), READY),
    RETURN: ((REVIEW,), DRAFT),
    WITHDRAW: ((DRAFT, REVIEW, READY), WITHDRAWN),
    RESTORE: ((WITHDRAWN,), DRAFT),
}
_ROLES = {
    SUBMIT: (Role.TRAINER,),
    RECALL: (Role.TRAINER,),
    ACCEPT: (Role.REVIEWER,),
    RETURN: (Role.REVIEWER,),
    WITHDRAW: (Role.TRAINER, Role.REVIEWER),
    RESTORE: (Role.TRAINER,),
}
STEPS = tuple(_STEPS)
"""Every step, in the order of a question's way."""
OWN_WORK = "这道题是您写的，须由另一位审核人审核。"
_NUMBERED = re.compile(r"-([0-9]{1,6})")


def steps_from(state: str, roles: Collection[Role]) -> tuple[str, ...]:
    """Return the steps that somebody with these roles may take from a state."""
    return tuple(
        step
        for step, (before, _) in _STEPS.items()
        if state in before and not set(_ROLES[step]).isdisjoint(roles)
    )


def state_after(step: str, state: str) -> str:
    """Return the state that a step leads to; refused where it does not begin there."""
    before, after = _STEPS[step]
    if state not in before:
        message = "这道题现在的状态不能这样做，没有改动。"
        raise ConflictError(message, "可能刚才有人处理过，请刷新这一页再看。")
    return after


def require_role(step: str, roles: Collection[Role]) -> None:
    """Refuse a step to somebody without its role."""
    if set(_ROLES[step]).isdisjoint(roles):
        needed = "或".join(role.label for role in _ROLES[step])
        raise ForbiddenError(f"这一步要由{needed}来做。", "请联系本工会的审核人。题目没有改动。")


def require_words(step: str, words: str) -> None:
    """Ask for the reason of a return."""
    if step == RETURN and not words:
        raise InvalidError("请写明退回的理由。", "编写人照着改。题目没有改动。")


def require_other(author_id: int | None, by: int, *, needs_other: bool) -> None:
    """Refuse the review of one's own work where the school wants another person's."""
    if needs_other and author_id == by:
        raise ForbiddenError(OWN_WORK, "请联系另一位审核人。题目没有改动。")


def require_few_withdrawn(number: int) -> None:
    """Refuse to take many questions out of use in a short time."""
    if number > MOST_WITHDRAWN:
        raise TooManyError(
            f"十分钟里最多停用 {MOST_WITHDRAWN} 题，这次没有停用。",
            "请过十分钟再停用其余的；要换掉整个题库，请新建题库。",
            seconds=int(WITHDRAWN_WITHIN.total_seconds()),
        )


def require_editable(state: str) -> None:
    """Refuse to change what is being reviewed."""
    if state == REVIEW:
        message = "这道题正在送审，暂时不能修改。"
        raise ConflictError(message, "要接着改，请先撤回送审。")


def states_to_begin_in(roles: Collection[Role], *, needs_other: bool) -> tuple[str, ...]:
    """Return in which states somebody may bring questions into a bank, the usual first."""
    if Role.TRAINER not in roles:
        return ()
    may_accept = Role.REVIEWER in roles and not needs_other
    return (DRAFT, REVIEW, READY) if may_accept else (DRAFT, REVIEW)


def require_bank_id(bank_id: str) -> None:
    """Refuse an id that could not stand in an address, or leaves no room for numbers."""
    if not is_identifier(bank_id) or len(bank_id) > 40:  # noqa: PLR2004 -- of 60 for a question's
        raise InvalidError(
            f"题库编号“{bank_id[:60]}”不能用。",
            "只用小写字母、数字和单个连字符，最多 40 个，如 exam-2026。",
        )


def next_ids(bank_id: str, taken: Iterable[str]) -> Iterator[str]:
    """Yield the ids that a bank gives, after the highest number ever given."""
    numbers = [
        int(found[1])
        for one in taken
        if one.startswith(f"{bank_id}-") and (found := _NUMBERED.fullmatch(one[len(bank_id) :]))
    ]
    number = max(numbers, default=0)
    while True:
        number += 1
        yield f"{bank_id}-{number}"
