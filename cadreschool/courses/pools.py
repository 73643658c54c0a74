"""What a paper may be drawn from today: banks, and the questions of the courses as they are now.

Questions that rest on an amended article stay out until somebody has looked at them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.courses.radar.queries import questions_under_review
from cadreschool.questions.papers.design import Design
from cadreschool.questions.papers.queries import bank_candidates
from cadreschool.questions.papers.rules import Candidate


def pool_of(design: Design, courses: Iterable[PublishedCourse], on: date) -> list[Candidate]:
    """Return the questions that the sources of a design hold, each once."""
    found = {one.question_id: one for one in bank_candidates(design.banks, on)}
    if design.uses_lessons:
        found |= {one.question_id: one for one in _of_courses(courses, on)}
    withheld = questions_under_review(on)
    return [one for one in found.values() if one.question_id not in withheld]


def _of_courses(courses: Iterable[PublishedCourse], on: date) -> Iterator[Candidate]:
    for course in courses:
        for lesson in course.lessons:
            for one in lesson.questions:
                question = one.question
                if question.is_valid(on):
                    yield Candidate(
                        question.id,
                        one.version_id,
                        question.kind,
                        course.unit,
                        question.difficulty,
                        frozenset(citation.short for citation in question.citations),
                        frozenset(question.competencies),
                        len(question.questions),
                    )
