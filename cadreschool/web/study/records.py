"""What the pages of practice records show: rows with their next step, choices, found articles."""

from __future__ import annotations

from typing import cast

from flask import url_for

from cadreschool.kernel import clock
from cadreschool.kernel.viewer import Viewer
from cadreschool.kernel.words import pairs_of, wanted
from cadreschool.laws.citations import Citation, article_label, write_citation
from cadreschool.laws.finding import FoundArticle
from cadreschool.learning.practice_records.rules import (
    LONGEST,
    MOST_CLAIMED,
    RecordState,
    StepKind,
    may_step,
)
from cadreschool.learning.practice_records.sheets import RecordRow, RecordSheet
from cadreschool.learning.practice_records.texts import NAMES
from cadreschool.web.record_pages import card, claimed, step
from cadreschool.web.school import catalogue
from cadreschool.web.study.record_forms import PracticeRecordForm

MOST_FOUND = 8
_SHORT = 60
_BADGES = {RecordState.ARCHIVED: "finished", RecordState.SIGNED: "finished"}
_NEXT = {
    RecordState.DRAFT: "接着写，写好了提交",
    RecordState.SUBMITTED: "等督学签认，签认以前可以撤回",
    RecordState.RETURNED: "照说明改好，再提交",
    RecordState.SIGNED: "不用做什么，三十天后归档",
    RecordState.SAMPLED: "不用做什么，另一位督学在抽查",
    RecordState.ARCHIVED: "已经归档，不用再做什么",
    RecordState.WITHDRAWN: "可以改好再提交，也可以放着",
}


def row(one: RecordRow) -> dict[str, object]:
    """Return one of one's own records as the list shows it."""
    return {
        "kind": one.kind_name or "还没有选类别",
        "happened_on": one.happened_on,
        "place": one.place,
        "deed": one.deed[:_SHORT] + ("…" if len(one.deed) > _SHORT else ""),
        "status": _BADGES.get(one.state, "in_progress"),
        "state": one.state.label,
        "next": _NEXT[one.state],
        "words": one.words if one.step in {StepKind.RETURN, StepKind.FAIL} else "",
        "url": address(one.id, one.state),
        "go": "接着写" if one.state.is_editable else "查看",
    }


def address(record_id: int, state: RecordState) -> str:
    """Return where a record is gone on with: its form, or its page."""
    is_draft = state is RecordState.DRAFT
    page = "study.practice_record_text" if is_draft else "study.practice_record"
    return url_for(page, record_id=record_id)


def request_row(one: RecordRow) -> dict[str, object]:
    """Return a record that somebody wants the viewer to witness."""
    return {
        "title": f"{one.author}：{one.kind_name}",
        "happened_on": one.happened_on,
        "place": one.place,
        "url": url_for("study.practice_witness", record_id=one.id),
    }


def page(sheet: RecordSheet) -> dict[str, object]:
    """Return one's own record with everything that happened to it."""
    return {
        **card(sheet),
        "id": sheet.id,
        "claimed": claimed(sheet),
        "steps": [step(one, sheet) for one in sheet.steps],
        "created_at": sheet.created_at,
        "saved_at": sheet.saved_at,
        "status": _BADGES.get(sheet.state, "in_progress"),
        "next": _NEXT[sheet.state],
        "is_editable": sheet.state.is_editable,
        "may_withdraw": may_step(sheet.state, StepKind.WITHDRAW),
        "is_draft": sheet.state is RecordState.DRAFT,
    }


def head(sheet: RecordSheet) -> dict[str, object]:
    """Return what the form of a record that was stored says of it."""
    return {
        "id": sheet.id,
        "state": sheet.state.label,
        "is_draft": sheet.state is RecordState.DRAFT,
        "is_editable": sheet.state.is_editable,
        "url": url_for("study.practice_record", record_id=sheet.id),
    }


def form_values(who: Viewer, form: PracticeRecordForm) -> dict[str, object]:
    """Return what the form's page needs beside the form."""
    chosen = form.competencies.data or []
    return {
        "form": form,
        "longest": LONGEST,
        "most": MOST_CLAIMED,
        "today": clock.today(),
        "competencies": [
            {
                "id": one.id,
                "name": one.name,
                "summary": one.summary,
                "levels": one.levels,
                "is_chosen": one.id in chosen,
            }
            for one in catalogue().framework.competencies
        ],
        "laws": [law.short for law in catalogue().registry.laws],
        "names": NAMES,
        "owner": who.cadre_id,
        "text_of": lambda name: cast("str", getattr(form, name).data or ""),
    }


def found_articles(text: str) -> list[dict[str, str]]:
    """Find articles by words, numbers or a law's name, in the versions in force today.

    Those that hold what was written come first, then those that hold its words in pairs.
    """
    words, today = wanted(text[:100]), clock.today()
    find = catalogue().law_words.find
    articles: dict[tuple[str, str], FoundArticle] = {}
    for one in (*find(words, today).articles, *find(pairs_of(words), today).articles):
        articles.setdefault((one.law.short, one.gist.no), one)
    return [
        {
            "citation": write_citation(Citation(one.law.short, None, (one.gist.no,), 0)),
            "label": f"《{one.law.short}》{article_label(one.gist.no)}",
            "gist": one.gist.gist,
        }
        for one in list(articles.values())[:MOST_FOUND]
    ]
