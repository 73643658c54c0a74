"""Who signed how many practice records, and which of them look alike: for the auditor.

Numbers stand in organisation order and rank nobody. That texts look alike proves nothing; both are
shown side by side, so that somebody can read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.audit.actions import record
from cadreschool.kernel import clock
from cadreschool.kernel.clock import day_text
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.practice_records.alike import (
    ALIKE,
    Pair,
    Written,
    common_spans,
    pairs_alike,
)
from cadreschool.reports.files import FileFormat
from cadreschool.reports.signings import queries
from cadreschool.reports.signings.queries import Month, SignedText
from cadreschool.reports.signings.requests import (
    SigningRequest,
    month_choices,
    read_request,
    year_choices,
)
from cadreschool.reports.signings.tables import TITLE, table
from cadreschool.web.addresses import pages_of
from cadreschool.web.downloads import table_download
from cadreschool.web.guards import viewer
from cadreschool.web.office.views.blueprint import auditor, blueprint
from cadreschool.web.units import write_once

PAIRS_ON_A_PAGE = 5
_PARTS = ("做了什么", "结果", "下次怎样做")
_AUTHORS = (("", "全部"), ("others", "不同的人写的"), ("own", "同一人写的"))


@blueprint.get("/office/practice-records/")
@auditor
def signers() -> ResponseReturnValue:
    """Show the signers of the time asked for by month, in organisation order."""
    who = viewer()
    wanted = read_request(request.args, today=clock.today())
    found = queries.signers(who, wanted)
    pages = pages_of(len(found), queries.PAGE_SIZE)
    wanted = wanted.on_page(min(wanted.page, pages))
    first = (wanted.page - 1) * queries.PAGE_SIZE
    rows = queries.months(who, wanted, found[first : first + queries.PAGE_SIZE])
    return render_template(
        "office/signers.html",
        wanted=wanted,
        years=year_choices(clock.today()),
        months=month_choices(),
        rows=[_month(row, wanted) for row in rows],
        number=len(found),
        arguments=wanted.arguments(),
        formats=[(one.value, one.value.upper()) for one in FileFormat],
        page=wanted.page,
        pages=pages,
    )


@blueprint.post("/office/practice-records/reports")
@auditor
def create_signing_report() -> ResponseReturnValue:
    """Write what the form describes as a file; asking for it leaves an audit row."""
    who, at = viewer(), clock.now()
    wanted = read_request(request.form, today=clock.today())
    try:
        file_format = FileFormat(request.form.get("format", ""))
    except ValueError:
        raise InvalidError("没有这种格式。", "可以导出 Excel 或 CSV。") from None
    made = table(who, wanted, at=at)
    note = "，".join((wanted.period, *made.filters))

    def unit() -> Reply:
        kind = file_format.value.upper()
        record(
            "report.export",
            "practice_record",
            "",
            by=who.cadre_id,
            at=at,
            what=TITLE,
            kind=kind,
            note=note,
        )
        return Reply(location=url_for("office.signers"))

    write_once(who, unit)
    return table_download(made, file_format)


@blueprint.get("/office/practice-records/signers/<int:cadre_id>/")
@auditor
def signer(cadre_id: int) -> ResponseReturnValue:
    """Show one signer's months, and the texts signed that look alike, side by side."""
    who = viewer()
    wanted = read_request(request.args, today=clock.today())
    one = queries.signer(who, cadre_id)
    texts = {text.id: text for text in queries.signed_texts(who, one.id, wanted)}
    chosen = request.args.get("authors", "")
    pairs = [pair for pair in _alike(texts.values()) if _is_chosen(pair, chosen)]
    pages = pages_of(len(pairs), PAIRS_ON_A_PAGE)
    page = min(wanted.page, pages)
    shown = pairs[(page - 1) * PAIRS_ON_A_PAGE : page * PAIRS_ON_A_PAGE]
    return render_template(
        "office/signer.html",
        signer=one,
        wanted=wanted,
        years=year_choices(clock.today()),
        months=month_choices(),
        authors=_AUTHORS,
        chosen=chosen,
        rows=[_month(row, wanted) for row in queries.months(who, wanted, [one])],
        compared=len(texts),
        most=queries.MOST_COMPARED,
        least=f"{ALIKE:.0%}",
        number=len(pairs),
        pairs=[_pair(pair, texts[pair.earlier], texts[pair.later]) for pair in shown],
        arguments=_arguments(wanted, chosen),
        page=page,
        pages=pages,
    )


def _arguments(wanted: SigningRequest, chosen: str) -> dict[str, str]:
    found = wanted.arguments()
    found.pop("union", None)
    return found | ({"authors": chosen} if chosen else {})


def _month(row: Month, wanted: SigningRequest) -> dict[str, object]:
    share = row.returned_share
    return {
        "name": row.signer.name,
        "organisation": row.signer.organisation,
        "url": url_for("office.signer", cadre_id=row.signer.id, year=wanted.year),
        "month": f"{wanted.year} 年 {row.month} 月",
        "signed": row.signed,
        "returned": row.returned,
        "share": "—" if share is None else f"{share:.0%}",
        "sampled": row.sampled,
        "checks": [
            f"{name} {number}"
            for name, number in (
                ("通过", row.passed),
                ("没有通过", row.failed),
                ("待查", row.waiting),
            )
            if number
        ],
    }


def _alike(texts: Iterable[SignedText]) -> list[Pair]:
    return pairs_alike(Written(one.id, one.author_id, one.text) for one in texts)


def _is_chosen(pair: Pair, chosen: str) -> bool:
    return not chosen or pair.is_one_author == (chosen == "own")


def _pair(pair: Pair, earlier: SignedText, later: SignedText) -> dict[str, object]:
    return {
        "share": f"{pair.share:.0%}",
        "is_one_author": pair.is_one_author,
        "sides": [_side(earlier, later), _side(later, earlier)],
    }


def _side(one: SignedText, other: SignedText) -> dict[str, object]:
    return {
        "title": f"{one.kind_name}，{day_text(one.happened_on)}",
        "author": one.author,
        "organisation": one.organisation,
        "signed_at": one.signed_at,
        "state": one.state.label,
        "parts": [
            {"name": name, "pieces": list(_pieces(text, other.text))}
            for name, text in zip(_PARTS, one.parts, strict=True)
            if text
        ],
    }


def _pieces(text: str, other: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into what the other has too, and the rest."""
    at = 0
    for first, last in common_spans(text, other):
        if first > at:
            yield text[at:first], False
        yield text[first:last], True
        at = last
    if at < len(text):
        yield text[at:], False
