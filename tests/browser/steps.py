"""What people do at a desk, and what a careful eye checks there.

Knows roles and labels, as people and screen readers do; knows no address but that of the door.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.school.cast import PASSWORD

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
STILL: dict[str, Any] = {
    "reduced_motion": "reduce"
}  # colours are judged, so none may be on its way
LESSON = "/courses/speaking/lessons/speaking-1/"
SAVED = re.compile(r"^已保存 \d\d:\d\d:\d\d$")
MOST_STOPS = 80

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
# Without its own download of every style sheet and film, which only two rules want: one is not run
# unless asked for, the other is about films that begin by themselves, and there are no films.
_RUN_AXE = """async only => {
  const options = { resultTypes: ["violations"], preload: false };
  if (only.length) options.runOnly = only;
  const found = await window.axe.run(document, options);
  return found.violations.map(
    one => `${one.id}: ${one.help} ` + one.nodes.map(node => node.target.join(" ")).join(", ")
  );
}"""
_HAS_RING = """one => [one, one.nextElementSibling].some(part => {
  const style = part && getComputedStyle(part);
  return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
})"""


def sign_in(page: Page, login: str) -> None:
    """Walk through the door."""
    page.goto("/")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def questions(page: Page) -> list[Locator]:
    """Return the questions of an open paper."""
    expect(page.get_by_role("button", name="交卷", exact=True)).to_be_visible()
    return page.get_by_role("group", name=re.compile(r"^第 \d 题")).all()


def right_answer(question: Locator) -> Iterator[tuple[Locator, str]]:
    """Yield what to tick, or where to write what: the small school tells by the words."""
    figure = question.get_by_role("textbox")
    if figure.count():
        yield figure, "25"
        return
    for role in ("radio", "checkbox"):
        for option in question.get_by_role(role, name=re.compile("^对")).all():
            yield option, ""


def answer(question: Locator) -> None:
    """Answer a question right."""
    for field, text in right_answer(question):
        if text:
            field.fill(text)
        else:
            field.check()


def reach(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, and see that it shows."""
    for _ in range(MOST_STOPS):
        if target.evaluate("one => one === document.activeElement"):
            assert target.evaluate(_HAS_RING), f"the focus does not show: {target}"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way with the keyboard to {target}")


def press(page: Page, role: Any, name: str | re.Pattern[str]) -> None:
    """Reach a link or button with the keyboard alone, and press it."""
    reach(page, page.get_by_role(role, name=name, exact=isinstance(name, str)))
    page.keyboard.press("Enter")


def stays_in_width(page: Page) -> None:
    """See that nothing of the page is wider than the window, as soon as all of it is there."""
    page.wait_for_load_state()
    assert page.viewport_size is not None
    width = page.viewport_size["width"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{page.url} is {wide} wide at {width}"


def accessible(page: Page, *rules: str) -> list[str]:
    """Return what axe finds on the page; all its rules, or only these."""
    page.wait_for_load_state()
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(f"() => {{ {AXE} }}")
    found: list[str] = page.evaluate(_RUN_AXE, list(rules))
    return found


def flawless(page: Page) -> None:
    """Look at a page the way everybody might: at a desk, on phones, light, dark, in large type."""
    assert page.viewport_size is not None
    usual = page.viewport_size
    faults = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        stays_in_width(page)
        faults += accessible(page)
        _set(page, "theme", "dark")
        faults += accessible(page, "color-contrast", "link-in-text-block")
        _set(page, "theme", "light")
    _set(page, "text-size", "26")
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 640})
        stays_in_width(page)
    _set(page, "text-size", "18")
    page.set_viewport_size(usual)
    assert not faults, "\n".join([page.url, *faults])


def _set(page: Page, name: str, value: str) -> None:
    page.evaluate(
        "([name, value]) => document.documentElement.setAttribute(name, value)",
        [f"data-{name}", value],
    )
