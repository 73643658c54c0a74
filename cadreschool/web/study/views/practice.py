"""Practice: the page that leads to all of it, choosing what to practise, and beginning."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from http import HTTPStatus

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.mistakes.rules import FEWEST, MOST
from cadreschool.learning.models import Mode
from cadreschool.learning.practice import actions
from cadreschool.learning.practice.offers import (
    daily_for,
    pool_for,
    retest_questions,
    retests_offered,
)
from cadreschool.learning.practice.queries import (
    OwnChoice,
    finished_in_turn,
    open_exercises,
    own_choice,
    waiting_for,
)
from cadreschool.learning.practice.rules import SIZES, Order, pick
from cadreschool.learning.review.queries import answered_days
from cadreschool.learning.review.rules import SIZES as DAILY_SIZES
from cadreschool.questions.published import PublishedQuestion
from cadreschool.web import school
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.study.practising import (
    Wish,
    address,
    choices_among,
    crumbs_to,
    open_row,
    retest_row,
    wish_of,
)
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once

_NOT_DUE = "这一课还没有到复测的时候，或者已经复测过了。"
_RETESTS = 5
"""Re-tests on the page at a time; the others wait, nobody is told how many."""


@blueprint.get("/practice/")
@signed_in
def practice() -> ResponseReturnValue:
    """Show what is under way, what is due today, what waits to be redone, and the choices."""
    who, here, today = viewer(), school.catalogue(), clock.today()
    present = open_exercises(who)
    retests = retests_offered(who.cadre_id, here, today)
    chosen = own_choice(who.cadre_id)
    daily = daily_for(who.cadre_id, here, school.questions, today, chosen.daily_size)
    return render_template(
        "study/practice.html",
        open_daily=open_row(present[Mode.DAILY]) if Mode.DAILY in present else None,
        open_others=[open_row(one) for mode, one in present.items() if mode is not Mode.DAILY],
        daily=len(daily),
        waiting=waiting_for(who, today),
        retests=[retest_row(one, here) for one in retests[:_RETESTS]],
        chosen=chosen,
        clears=range(FEWEST, MOST + 1),
        sizes=DAILY_SIZES,
    )


@blueprint.get("/practice/new/")
@signed_in
def new_exercise() -> ResponseReturnValue:
    """Show what there is to choose from."""
    return _choosing(wish_of(request.args))


def _choosing(wish: Wish, error: str = "") -> str:
    who, here = viewer(), school.catalogue()
    present = open_exercises(who).get(Mode.PRACTICE)
    pool = pool_for(who.cadre_id, here, clock.today())
    return render_template(
        "study/new_exercise.html",
        crumbs=crumbs_to("专项练习"),
        options=choices_among(pool, here),
        number=len(pool),
        has_finished=bool(finished_in_turn(who.cadre_id)),
        wish=wish,
        orders=[(one.value, one.label) for one in Order],
        sizes=SIZES,
        present=open_row(present) if present else None,
        error=error,
    )


@blueprint.post("/practice/exercises")
@signed_in
def create_exercise() -> ResponseReturnValue:
    """Begin with what was chosen; nothing chosen that there is, and the form comes back (422)."""
    who, at, seed = viewer(), clock.now(), secrets.randbits(48)
    here, wish = school.catalogue(), wish_of(request.form)

    def choose() -> Sequence[PublishedQuestion]:
        finished = set(finished_in_turn(who.cadre_id)) if wish.choice.finished_only else set()
        pool = pool_for(who.cadre_id, here, clock.day_of(at))
        among = [one for one in pool if wish.choice.fits(one, finished)]
        answered = answered_days(who.cadre_id)
        return pick(among, wish.size, wish.order, answered=answered, seed=seed)

    def unit() -> Reply:
        sitting_id = actions.start_exercise(who, Mode.PRACTICE, choose, seed=seed, at=at)
        return Reply(location=address(sitting_id))

    try:
        return follow(write_once(who, unit))
    except actions.NothingToAskError:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _choosing(wish, actions.NOTHING_TO_ASK), status


@blueprint.post("/practice/daily")
@signed_in
def create_daily() -> ResponseReturnValue:
    """Begin today's questions, or go on with those of before."""
    who, at, seed = viewer(), clock.now(), secrets.randbits(48)
    here, find = school.catalogue(), school.questions

    def choose() -> Sequence[PublishedQuestion]:
        size = own_choice(who.cadre_id).daily_size
        return daily_for(who.cadre_id, here, find, clock.day_of(at), size)

    def unit() -> Reply:
        return Reply(
            location=address(actions.start_exercise(who, Mode.DAILY, choose, seed=seed, at=at))
        )

    return follow(write_once(who, unit))


@blueprint.post("/practice/retests")
@signed_in
def create_retest() -> ResponseReturnValue:
    """Begin the re-test of a lesson that is due, or go on with it."""
    who, at, seed = viewer(), clock.now(), secrets.randbits(48)
    here, on = school.catalogue(), clock.day_of(at)
    wanted = request.form.get("course_id"), request.form.get("lesson_id")

    def unit() -> Reply:
        due = retests_offered(who.cadre_id, here, on)
        found = [one for one in due if (one.passed.course_id, one.passed.lesson_id) == wanted]
        if not found:
            raise ConflictError(_NOT_DUE, "到时候会列在“练习”里，没有改动。")
        questions = retest_questions(who.cadre_id, found[0], here, on, seed=seed)
        sitting_id = actions.start_retest(who, found[0], questions, seed=seed, at=at)
        return Reply(location=url_for("study.sitting", sitting_id=sitting_id))

    return follow(write_once(who, unit))


@blueprint.post("/practice/choices")
@signed_in
def create_practice_choice() -> ResponseReturnValue:
    """Keep how somebody wants to practise."""
    who, at = viewer(), clock.now()
    clears, size = request.form.get("clears_after", ""), request.form.get("daily_size", "")
    is_known = clears in {str(one) for one in range(FEWEST, MOST + 1)}
    if not is_known or size not in {str(one) for one in DAILY_SIZES}:
        raise InvalidError("请从列出的数目里选。")
    new = OwnChoice(int(clears), int(size))

    def unit() -> Reply:
        actions.choose(who, new, at=at)
        return Reply(location=url_for("study.practice"), notice="已按您的选择调整。")

    return follow(write_once(who, unit))
