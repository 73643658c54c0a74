"""Which courses are meant for somebody: those required of their post, else the common core. Pure.

The common core is what a chair's post requires: it holds what every cadre meets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cadreschool.courses.catalogue import PublishedCourse

CORE_POST: Final = "chair"


@dataclass(frozen=True, slots=True)
class RequiredSet:
    """Courses in the order of the catalogue; `is_core` when no post asks for enough."""

    courses: tuple[PublishedCourse, ...]
    is_core: bool


def required_set(courses: Iterable[PublishedCourse], post: str | None) -> RequiredSet:
    """Return the courses meant for the holder of a post.

    A post that requires nothing to be read, such as one scenario alone, gets the common core beside
    it; a school that requires nothing of chairs either offers all it has.
    """
    among = tuple(courses)
    own = tuple(one for one in among if post is not None and post in one.required_posts)
    if any(lesson.questions for one in own for lesson in one.lessons):
        return RequiredSet(own, is_core=False)
    core = tuple(one for one in among if one in own or CORE_POST in one.required_posts)
    return RequiredSet(core or among, is_core=True)
