"""Steps at a paper's desk: what its form holds, and what is sent."""

from __future__ import annotations

from tests.web.seeing import text

ROW = {"row-0-number": "3", "row-0-points": "2", "row-0-kind": "single"}


def form_of(page) -> dict[str, str | list[str]]:
    """Return what the form of a draft would post now."""
    found: dict[str, str | list[str]] = {}
    form = page.select_one("form[action$='/design']")
    for field in form.select("input, select, textarea"):
        name, kind = field["name"], field.get("type", "")
        if kind == "checkbox":
            if field.has_attr("checked"):
                found.setdefault(name, []).append(field["value"])
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            found[name] = chosen["value"]
        elif field.name == "textarea":
            found[name] = field.get_text().removeprefix("\n").removeprefix("\r\n")
        else:
            found[name] = field.get("value", "")
    for token in ("csrf_token", "request_key"):
        found.pop(token, None)
    return found


def planned(page) -> list[list[str]]:
    """Return what each form of a draft comes to."""
    rows = page.select("section[aria-labelledby=plan-title] tbody tr")
    return [[text(cell) for cell in row.select("th, td")] for row in rows]


def new_paper(browse, title="春季考试", owner="0", mode="exam") -> int:
    """Begin a paper; return its id."""
    response = browse.post("teach.create_paper", title=title, owner=owner, mode=mode)
    assert response.status_code == 303, response.text
    return int(response.location.strip("/").split("/")[-1])


def save(browse, paper, **fields):
    """Send the form of a draft with these fields changed; `_` stands for a hyphen."""
    page = browse.get("teach.paper", paper_id=paper)
    changed = {name.replace("_", "-"): value for name, value in fields.items()}
    renamed = {
        "opens-at": "opens_at",
        "closes-at": "closes_at",
        "pass-mark": "pass_mark",
        "second-marker": "second_marker",
    }
    changed = {renamed.get(name, name): value for name, value in changed.items()}
    return browse.post("teach.update_paper", into={"paper_id": paper}, **form_of(page) | changed)


def designed(browse, **fields) -> int:
    """Begin a paper of three questions from the lessons; return its id."""
    paper = new_paper(browse)
    response = save(browse, paper, lessons="y", **ROW | fields)
    assert response.status_code == 303, response.text
    return paper


def opened(browse, **fields) -> int:
    """Design and open a paper; return its id."""
    paper = designed(browse, **fields)
    version = form_of(browse.get("teach.paper", paper_id=paper))["version"]
    response = browse.post("teach.create_opening", into={"paper_id": paper}, version=version)
    assert response.status_code == 303, response.text
    return paper


def form_of_opening(page) -> dict[str, str]:
    """Return what the button that opens a draft would post."""
    fields = page.select("form[action$='/openings'] input")
    tokens = {"csrf_token", "request_key"}
    return {field["name"]: field["value"] for field in fields if field["name"] not in tokens}
