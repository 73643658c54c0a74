"""Every action that is written down has a name in Chinese."""

from __future__ import annotations

import ast

from cadreschool.audit.words import ACTIONS, DETAILS, OBJECTS, action_label
from cadreschool.courses.cases.rules import StepKind as CaseStep
from cadreschool.courses.drafts.models import StepKind
from cadreschool.learning.regrading.rules import StepKind as RegradeStep
from cadreschool.organisations.models import EventKind
from cadreschool.questions.banks.models import StepKind as QuestionStep
from tests.architecture.sources import name_of, product_files, tree

QUESTION_STEPS = {f"question.{step}" for step in QuestionStep if step is not QuestionStep.IMPORT}
CASE_STEPS = {f"case.{step}" for step in CaseStep}
REGRADE_STEPS = {f"regrade.{step}" for step in RegradeStep}
CALLS = frozenset({"record", "record_all"})
NO_DETAIL = frozenset({"by", "at"})


def _calls():
    for path in product_files():
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in CALLS and "audit/actions" not in name_of(path):
                yield path, node


def _constants(node):
    texts = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return [text for text in texts if isinstance(text, str)]


def test_every_action_has_a_name():
    known = {action for group in ACTIONS.values() for action in group}
    beginnings = {action.partition(".")[0] + "." for action in known}
    unknown = [
        f"{name_of(path)}:{node.lineno}: {text}"
        for path, node in _calls()
        for text in _constants(node.args[0])
        if text not in known and not (text.endswith(".") and text in beginnings)
    ]

    assert unknown == []


def test_every_step_of_drafts_and_every_event_of_unions_has_a_name():
    known = {action for group in ACTIONS.values() for action in group}
    steps = {f"draft.{step}" for step in StepKind}
    events = {f"organisation.{event}" for event in EventKind}

    assert sorted((steps | events | QUESTION_STEPS | REGRADE_STEPS | CASE_STEPS) - known) == []


def test_no_name_is_left_of_an_action_that_is_not_written_down_any_more():
    written = {text for _, node in _calls() for text in _constants(node.args[0])}
    # These are written by other functions than `record`, or with a name put together.
    written |= {"request.refuse", *(f"draft.{one}" for one in StepKind)}
    written |= {f"organisation.{one}" for one in EventKind}
    written |= QUESTION_STEPS | REGRADE_STEPS | CASE_STEPS

    assert (
        sorted(action for group in ACTIONS.values() for action in group if action not in written)
        == []
    )


def test_every_kind_of_object_and_every_detail_has_a_name():
    kinds = [text for _, node in _calls() for text in _constants(node.args[1])]
    details = [
        keyword.arg
        for _, node in _calls()
        for keyword in node.keywords
        if keyword.arg and keyword.arg not in NO_DETAIL
    ]

    assert sorted(set(kinds) - set(OBJECTS)) == []
    assert sorted(set(details) - set(DETAILS)) == []


def test_no_action_is_listed_twice():
    listed = [action for group in ACTIONS.values() for action in group]

    assert len(listed) == len(set(listed))


def test_an_action_of_an_older_program_keeps_its_own_name():
    assert action_label("cadre.enchant") == "cadre.enchant"
