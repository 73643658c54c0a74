"""The suggestions of what to do next, as pages show them: one button each, and one line why."""

from __future__ import annotations

from flask import request, url_for

from cadreschool.courses.catalogue import Catalogue
from cadreschool.learning.suggestions.candidates import Gathered, candidates
from cadreschool.learning.suggestions.rules import Aim, Candidate, Step, groups


def suggestion_parts(
    of: Gathered, here: Catalogue, endpoint: str, *, besides: Aim | None = None
) -> dict[str, object]:
    """Return what `study/_suggestions.html` needs on the page of an endpoint.

    The address says which group is shown; after the last one comes the first again.
    """
    found = groups(candidates(of, here), besides=besides)
    asked = request.args.get("group", "")
    group = int(asked[:3]) if asked.isascii() and asked.isdigit() else 1
    turn = (max(group, 1) - 1) % max(len(found), 1)
    following = (turn + 1) % max(len(found), 1) + 1
    other = url_for(endpoint, group=following, _anchor="suggestions")
    return {
        "suggestions": [_row(one) for one in found[turn]] if found else [],
        "other_suggestions_url": other if len(found) > 1 else "",
    }


def _row(one: Candidate) -> dict[str, object]:
    aim = one.aim
    return {
        "label": one.sort.label,
        "title": one.title,
        "why": one.why,
        "minutes": one.minutes,
        "verb": aim.step.verb,
        "url": _address(aim),
        "begins": {"course_id": aim.course_id, "lesson_id": aim.lesson_id}
        if aim.step is Step.RETEST
        else {},
    }


_PAGES = {
    Step.DIAGNOSTIC: "study.diagnostic",
    Step.RETEST: "study.create_retest",
    Step.RECORD: "study.new_practice_record",
}


def _address(aim: Aim) -> str:
    if aim.step in _PAGES:
        return url_for(_PAGES[aim.step])
    if aim.step is Step.REDO:
        return url_for("study.mistakes", law=aim.law)
    if aim.step is Step.CORRECT:
        return url_for("study.practice_record_text", record_id=aim.number)
    if aim.number:
        return url_for("study.sitting", sitting_id=aim.number)
    page = "study.check" if aim.step is Step.CHECK else "study.lesson"
    return url_for(page, course_id=aim.course_id, lesson_id=aim.lesson_id)
