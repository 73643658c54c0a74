"""Questions of a bank against what surrounds them: competencies, law, links, pictures, weight.

The checks are those of a lesson's questions. Knows the registry and the framework; pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from cadreschool.competencies.framework import Framework
from cadreschool.courses.checking.citations import LegalGround, check_citations
from cadreschool.courses.checking.links import LinkTargets, check_links
from cadreschool.courses.checking.questions import check_question, passages_of
from cadreschool.kernel.mistakes import Findings, Mistake
from cadreschool.laws.registry import Registry
from cadreschool.questions.banks.source import NOTES
from cadreschool.questions.content import content_digest, to_json
from cadreschool.questions.markdown import SourcedQuestion, read_questions
from cadreschool.questions.values import Question
from cadreschool.questions.writing import write_question


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What questions are checked against.

    `settled` are those in use already {id: digest}: where the words are still the same, a law that
    changed since is a note, not a stop.
    """

    laws: Registry
    competencies: Framework
    on: date
    media: Collection[str] = ()
    settled: Mapping[str, str] = field(default_factory=dict)


def check_questions(
    questions: Iterable[SourcedQuestion], around: Surroundings, findings: Findings
) -> LinkTargets:
    """Note every mistake; return what was pointed to, for whoever knows all courses."""
    targets = LinkTargets(frozenset(), frozenset(around.media))
    for sourced in questions:
        ground = LegalGround(around.laws, around.on, _settled_lines(sourced, around.settled))
        check_question(sourced, ground, around.competencies, findings)
        for passage in passages_of(sourced, findings):
            check_links(passage, targets)
            check_citations(passage, ground)
    return targets


def _settled_lines(sourced: SourcedQuestion, settled: Mapping[str, str]) -> frozenset[int]:
    """Return the lines of a question's citations where it is in use with the same words."""
    known = settled.get(sourced.id)
    if known is None or sourced.question is None:
        return frozenset()
    is_same = content_digest(to_json(sourced.question)) == known
    return frozenset(citation.line for citation in sourced.citations) if is_same else frozenset()


def mistakes_of(question: Question, unit: str, around: Surroundings) -> list[Mistake]:
    """Return what is wrong with a question that is there already, as its text is written now."""
    findings = Findings("", notes=NOTES)
    check_questions(
        read_questions(write_question(question, unit), findings, in_bank=True), around, findings
    )
    return sorted(set(findings.mistakes))
