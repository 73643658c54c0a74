"""A law that is amended, and courses that cite it: small texts, real publications."""

from __future__ import annotations

from cadreschool.cli.content import publish_folder
from cadreschool.courses.queries import load_registry
from cadreschool.courses.radar.actions import take_in
from cadreschool.kernel.db import db, write
from cadreschool.kernel.mistakes import Findings
from cadreschool.laws.official import parse_official
from cadreschool.questions.actions import keep_versions
from cadreschool.questions.banks.models import Bank, BankEntry, BankTag, EntryState
from cadreschool.questions.markdown import read_questions
from tests.laws.building import a_law, a_version, an_official_text, gist_of
from tests.school.cast import MONDAY
from tests.school.content import SECTIONS, a_course, a_question, write_content

OLD = {"1": "甲的旧文。", "2": "乙的原文。", "3": "丙的原文。", "4": "丁的原文。"}
NEW = {"1": "甲的新文。", "2": "乙的原文。", "3": "新的一条。", "4": "丙的原文。"}
"""1 is changed, 2 untouched, 3 is 4 now, 4 is gone."""
SINCE = "2026-07-01"


def law(*, amended=False, articles=4):
    """Return the registry's entry of the law, before or after its amendment."""
    old = a_version(
        effective_to="2026-06-30" if amended else "null",
        gists="".join(gist_of(no, text) for no, text in OLD.items()),
    )
    new = a_version("2026修正", SINCE, gists="".join(gist_of(no, text) for no, text in NEW.items()))
    whole = [old, new] if amended else [old]
    return a_law(*whole).replace("articles: 58", f"articles: {articles}")


def course(**words):
    """Return a course of one lesson: 情境 cites article 1, 要点 2, 法条 3; the rest nothing.

    `words` replace the text of a section, or of a question (q1 cites 1, q2 2, q3 3, q4 4).
    """
    cited = {"情境": 1, "要点": 2, "法条": 3}
    files = a_course(lessons=1, questions=0, draw=1)
    files["01-lesson/lesson.md"] = (
        "---\nid: speaking-1\ntitle: 第一课\nkind: reading\nminutes: 15\n"
        "competencies: [able]\n---\n"
    ) + "\n".join(
        f"## {name}\n\n{words.get(name, f'{name}的正文')}"
        + (f"，见[[测试法#{cited[name]}]]。\n" if name in cited else "。\n")
        for name in SECTIONS
    )
    files["01-lesson/questions.md"] = "\n".join(
        a_question(f"speaking-1-q{at}", stem=words.get(f"q{at}", "")).replace(
            "测试法#2", f"测试法#{at}"
        )
        for at in range(1, 5)
    )
    return files


def publish(folder, files=None, *, amended=False, at=MONDAY, blocked=False):
    """Publish the course and the law, in an application context."""
    write_content(folder, files or course())
    (folder / "laws" / "测试法.yaml").write_text(law(amended=amended), encoding="utf-8")
    done = publish_folder(folder, at=at, quiet=True)
    db.session.rollback()
    assert bool([one for one in done.mistakes if one.blocking]) == blocked, done.mistakes
    return done


def amend(texts=NEW, *, version="2026修正", since=SINCE, at=MONDAY):
    """Import the text of the amended law, as its database has it, in an application context."""
    content = an_official_text(
        version=version,
        effective_from=since,
        articles=[{"no": no, "text": text} for no, text in texts.items()],
    )
    text = parse_official(content.encode(), Findings("法.json"))
    done = write(lambda: take_in([text], load_registry(), at=at))
    db.session.rollback()
    return done


def put_into_bank():
    """Make a bank of the whole school with two questions that cite articles 1 and 2."""
    questions = [_question(at) for at in (1, 2)]

    def unit():
        db.session.add(Bank(id="exam", title="考试题", version=1, made_at=MONDAY))
        db.session.flush()
        versions = keep_versions(questions, at=MONDAY)
        for at, one in enumerate(questions, start=1):
            db.session.add(
                BankEntry(
                    question_id=one.id,
                    bank_id="exam",
                    position=at,
                    question_version_id=versions[one.id],
                    state=EntryState.READY,
                    kind=one.kind,
                    unit="A1",
                    difficulty=1,
                    changed_at=MONDAY,
                )
            )
            db.session.flush()
            db.session.add(BankTag(question_id=one.id, sort="law", value="测试法"))

    write(unit)
    return questions


def _question(at):
    text = a_question(f"bank-q{at}").replace("测试法#2", f"测试法#{at}")
    (sourced,) = read_questions(text, Findings("题"))
    return sourced.question
