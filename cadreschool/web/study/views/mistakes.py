"""The mistake book: what is in it, taking out and in, redoing, on paper, on a law's contents."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.laws.queries import texts_of
from cadreschool.laws.registry import Law
from cadreschool.learning.mistakes import actions, maps
from cadreschool.learning.mistakes.queries import mistake_numbers, mistakes_of
from cadreschool.learning.mistakes.rules import CLEARED, OPEN, STATES
from cadreschool.learning.models import Mode
from cadreschool.learning.practice.actions import start_exercise
from cadreschool.learning.practice.offers import askable_of
from cadreschool.learning.practice.queries import open_exercises, own_choice
from cadreschool.learning.practice.rules import SIZES, laws_of
from cadreschool.learning.verdicts.queries import untold_questions
from cadreschool.questions.published import PublishedQuestion
from cadreschool.questions.values import Question
from cadreschool.web import school
from cadreschool.web.addresses import page_asked, pages_of
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.study import mistake_rows
from cadreschool.web.study.drawing import strips
from cadreschool.web.study.mistake_rows import Entry, Wanted, wanted_of
from cadreschool.web.study.practising import address, choices_among, crumbs_to, open_row, wish_of
from cadreschool.web.study.rows import Link
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once

_PAGE = 10
_SHEET = 30
"""Questions on one printed sheet: the page stays light to load, and a few leaves of paper."""


def _own(wanted: Wanted) -> tuple[list[Entry], list[Entry]]:
    """Return the viewer's entries of a state, and those of them that are wanted."""
    everything = mistake_rows.entries(mistakes_of(viewer(), wanted.state), school.catalogue())
    return everything, [one for one in everything if wanted.choice.fits(one.asked)]


@blueprint.get("/mistakes/")
@signed_in
def mistakes() -> ResponseReturnValue:
    """Show the entries of one state, filtered as the address says."""
    who, here, wanted = viewer(), school.catalogue(), wanted_of(request.args)
    everything, found = _own(wanted)
    pages = pages_of(len(found), _PAGE)
    page = min(page_asked(), pages)
    part = found[(page - 1) * _PAGE : page * _PAGE]
    numbers, redo = mistake_numbers(who), open_exercises(who).get(Mode.REDO)
    return render_template(
        "study/mistakes.html",
        crumbs=crumbs_to("错题本"),
        tabs=[
            (name, numbers.get(state, 0), url_for("study.mistakes", state=state), state)
            for state, name in STATES.items()
        ],
        wanted=wanted,
        options=choices_among([one.asked for one in everything], here),
        entries=mistake_rows.shown(who, part, untold_questions(who.cadre_id)),
        total=len(everything),
        number=len(found),
        page=page,
        pages=pages,
        arguments=wanted.arguments(),
        redo=open_row(redo) if redo else None,
        sizes=[one for one in SIZES if one < len(found)] + [SIZES[-1]],
        clears_after=own_choice(who.cadre_id).clears_after,
        print_url=url_for("study.mistake_sheet", **wanted.arguments()),
    )


@blueprint.post("/mistakes/<string:question_id>/removal")
@signed_in
def withdraw_mistake(question_id: str) -> ResponseReturnValue:
    """Take an entry out of the book."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        actions.remove_mistake(who, question_id, at=at)
        return Reply(
            location=_back(OPEN), notice="已移出。再做错会重新记入，也可以在“已移出”里恢复。"
        )

    return follow(write_once(who, unit))


@blueprint.post("/mistakes/<string:question_id>/restoration")
@signed_in
def create_restoration(question_id: str) -> ResponseReturnValue:
    """Take an entry up again."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        actions.restore_mistake(who, question_id, at=at)
        return Reply(location=_back(wanted_of(request.form).state), notice="已恢复，可以重练。")

    return follow(write_once(who, unit))


def _back(state: str) -> str:
    """Return the list that somebody comes from, with its filters."""
    wanted = Wanted(state, wanted_of(request.form).choice)
    return url_for("study.mistakes", **wanted.arguments())


@blueprint.post("/mistakes/redos")
@signed_in
def create_redo() -> ResponseReturnValue:
    """Begin to redo open entries, those of longest ago first, or go on with what is under way."""
    who, at, seed = viewer(), clock.now(), secrets.randbits(48)
    here, wanted, size = school.catalogue(), wanted_of(request.form), wish_of(request.form).size

    def choose() -> Sequence[PublishedQuestion]:
        ids = [row.question_id for row in reversed(mistakes_of(who, OPEN))]
        on = clock.day_of(at)
        found = askable_of(who.cadre_id, ids, here, school.questions, on)
        wanted_ones = [one for one in found.values() if wanted.choice.fits(one)]
        return [one.published for one in wanted_ones[:size]]

    def unit() -> Reply:
        sitting_id = start_exercise(who, Mode.REDO, choose, seed=seed, at=at)
        return Reply(location=address(sitting_id))

    return follow(write_once(who, unit))


@blueprint.get("/mistakes/sheet/")
@signed_in
def mistake_sheet() -> ResponseReturnValue:
    """Show entries for paper: questions first, answers and explanations behind them."""
    who, wanted = viewer(), wanted_of(request.args)
    _, found = _own(wanted)
    pages = pages_of(len(found), _SHEET)
    page = min(page_asked(), pages)
    part = found[(page - 1) * _SHEET : page * _SHEET]
    return render_template(
        "study/mistake_sheet.html",
        crumbs=crumbs_to("打印", Link("错题本", url_for("study.mistakes"))),
        entries=mistake_rows.shown(who, part, untold_questions(who.cadre_id)),
        first=(page - 1) * _SHEET,
        state=STATES[wanted.state],
        on=clock.today(),
        page=page,
        pages=pages,
        arguments=wanted.arguments(),
    )


@blueprint.get("/mistakes/map/")
@signed_in
def mistake_map() -> ResponseReturnValue:
    """Draw the mistakes on the contents of a law."""
    here = school.catalogue()
    rows = mistakes_of(viewer())
    everything = mistake_rows.entries(rows, here)
    wrong = [one.asked.question for one in everything if one.row.state == OPEN]
    done = [one.asked.question for one in everything if one.row.state == CLEARED]
    cited = {short for one in (*wrong, *done) for short in laws_of(one)}
    laws = [one for one in here.registry.laws if one.short in cited]
    numbers = {one.short: sum(one.short in laws_of(q) for q in wrong) for one in laws}
    laws.sort(key=lambda one: -numbers[one.short])
    asked = request.args.get("law", laws[0].short if laws else "")
    law = next((one for one in laws if one.short == asked), None)
    if law is None and asked:
        raise NotFoundError
    return render_template(
        "study/mistake_map.html",
        crumbs=crumbs_to("错题地图", Link("错题本", url_for("study.mistakes"))),
        laws=[(one.short, f"《{one.short}》（{numbers[one.short]} 题）") for one in laws],
        law=_law_map(law, wrong, done) if law else None,
    )


def _law_map(law: Law, wrong: list[Question], done: list[Question]) -> dict[str, object]:
    version = law.version_to_show(clock.today())
    contents = [(one.no, one.headings) for one in texts_of(law.short, version.version)]
    missed, cleared = maps.counted(wrong, law.short), maps.counted(done, law.short)
    chapters = maps.chapters(version, contents, missed, cleared)
    return {
        "title": law.title,
        "short": law.short,
        "version": version.version,
        "url": url_for("study.law", short=law.short),
        "redo_url": url_for("study.mistakes", law=law.short),
        "strips": strips(chapters),
        "marked": [one for one in chapters if one.open or one.cleared],
        "elsewhere": maps.elsewhere(chapters, missed, cleared),
    }
