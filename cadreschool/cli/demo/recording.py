"""Practice records of the demonstration school: written, signed, sent back, checked; some wait.

By the actions a person would use. Which signatures are drawn as samples is part of the story.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from random import Random

from cadreschool.cli.demo.deeds import Deed, Said, deeds
from cadreschool.kernel.clock import SHANGHAI, day_of
from cadreschool.kernel.tokens import token_digest
from cadreschool.kernel.viewer import Viewer
from cadreschool.laws.citing import read_cited
from cadreschool.laws.registry import Registry
from cadreschool.learning.practice_records import actions
from cadreschool.learning.practice_records.actions import Verdict
from cadreschool.learning.practice_records.rules import Draft, StepKind, is_sampled

Find = Callable[[str], Viewer | None]
"""Finds somebody of the school by their name, with the roles they hold."""

_SEED = 20260604
_WAIT_AS_SAMPLES = frozenset({"段敏", "吕青"})


def record_some(
    find: Find, people: Mapping[str, int], registry: Registry, story: tuple[datetime, datetime]
) -> None:
    """Let people tell of their work, and supervisors read it; what is old enough is archived."""
    chance = Random(_SEED)  # noqa: S311 -- a story, not a secret
    begins, ends = story
    for deed in sorted(deeds(), key=lambda one: one.week):
        hours = timedelta(days=chance.randrange(3), minutes=chance.randrange(600))
        at = begins + timedelta(weeks=deed.week) + hours
        author = find(deed.who)
        if author is not None:
            draft = _draft(deed, registry, people.get(deed.witness), at)
            _tell(author, deed, draft, find, (at, ends))
    while actions.archive_due(at=ends):
        pass


def _draft(deed: Deed, registry: Registry, witness_id: int | None, at: datetime) -> Draft:
    on = day_of(at) - timedelta(days=deed.after)
    texts = deed.texts
    return Draft(
        form_key=token_digest(f"{deed.who} {deed.kind} {deed.week}")[:32],
        base=0,
        kind=deed.kind,
        happened_on=on,
        place=deed.place,
        role=deed.role,
        case_code=deed.code,
        deed=texts["deed"],
        citations=read_cited(texts["law"], registry, on).text,
        result=texts["result"],
        next_time=texts["next_time"],
        competencies=deed.shows,
        witness_id=witness_id,
    )


def _tell(
    author: Viewer, deed: Deed, draft: Draft, find: Find, times: tuple[datetime, datetime]
) -> None:
    at, ends = times
    record_id = actions.save_draft(author, draft, at=at)
    actions.submit(author, record_id, at=at + timedelta(minutes=4))
    version = 1
    for said in deed.said:
        at = _working_hours(at + timedelta(days=said.days))
        by = find(said.by)
        if by is None or at > ends:
            return
        _say(by, record_id, said, deed, version=version, at=at)
        if said.what is StepKind.RETURN and deed.texts["mended"]:
            at += timedelta(hours=9)
            mended = replace(draft, base=version, result=deed.texts["mended"])
            actions.save_draft(author, mended, at=at)
            actions.submit(author, record_id, at=at + timedelta(minutes=2))
            version += 1


def _say(by: Viewer, record_id: int, said: Said, deed: Deed, *, version: int, at: datetime) -> None:
    match said.what:
        case StepKind.WITNESS:
            actions.witness(by, record_id, version=version, words=said.words, at=at)
        case StepKind.RETURN:
            actions.send_back(by, record_id, version=version, words=said.words, at=at)
        case StepKind.SIGN:
            results = dict(zip(deed.shows, said.results, strict=True))
            secret = _secret(record_id, draws=_is_drawn(deed))
            verdict = Verdict(version, said.words, results)
            actions.sign(by, record_id, verdict, secret=secret, at=at)
        case _:
            passed = said.what is StepKind.PASS
            actions.check_sample(by, record_id, is_passed=passed, words=said.words, at=at)


def _is_drawn(deed: Deed) -> bool:
    checks = {StepKind.PASS, StepKind.FAIL}
    return deed.who in _WAIT_AS_SAMPLES or any(one.what in checks for one in deed.said)


def _secret(record_id: int, *, draws: bool) -> str:
    """Return a secret under which a record is drawn, or is not: the story has to know."""
    return next(text for text in map(str, count()) if is_sampled(text, record_id) is draws)


def _working_hours(at: datetime) -> datetime:
    local = at.astimezone(SHANGHAI)
    return local.replace(hour=9 + local.minute % 8)
