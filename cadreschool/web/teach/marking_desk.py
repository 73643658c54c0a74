"""What the pages about marks share: a question as it was asked with its key, and its short name.

Knows no answer and nobody who answers.
"""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup

from cadreschool.questions.kinds import kind_named
from cadreschool.questions.plain import plain_text
from cadreschool.questions.published import PublishedQuestion
from cadreschool.web import school
from cadreschool.web.teach.banking import with_key

_SHORT = 60

Item = tuple[int, int]
"""A question version, and the question of a case in it, 0 for a question by itself."""


def asked(versions: Collection[int]) -> dict[int, PublishedQuestion]:
    """Return question versions with their texts; one that has none any more is left out."""
    return school.questions(set(versions))


def with_case(published: PublishedQuestion, part: int) -> dict[str, object]:
    """Return a question with its key, under the case it was asked in."""
    one = published.part(part)
    case = Markup(published.stem) if part else ""  # noqa: S704 -- sanitised when it was rendered
    return with_key(one.question, one.shown) | {"case": case, "number": part}


def short(published: PublishedQuestion | None, part: int) -> tuple[str, str]:
    """Return a question's kind and the beginning of its stem, for lists."""
    if published is None:
        return "", "（题目的文字没有了）"
    one = published.part(part)
    text = plain_text(one.question.stem).replace("\n", " ")
    text = f"{text[:_SHORT]}…" if len(text) > _SHORT else text
    number = f"第 {part} 小题：" if part else ""
    return kind_named(one.question.kind).label, f"{number}{text}"
