"""`flask content graph`: a scenario as it stands in the folder, drawn on one page.

Draws what can be read, mistakes or not: an author looks at the drawing to find them.
"""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from cadreschool.courses.checking.passage import Passage
from cadreschool.courses.checking.weight import check_weight
from cadreschool.courses.folder import COURSES
from cadreschool.courses.front_matter import SCENARIO, LessonFields, split_lesson
from cadreschool.courses.inventory import LESSON
from cadreschool.courses.scenarios.drawing import Marks, draw
from cadreschool.courses.scenarios.reading import read_scenario
from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.sources import canonical_text, read_text


@click.command("graph")
@click.argument("lesson", metavar="课程/课时")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def graph(lesson: str, file: Path | None) -> None:
    """把情景画成一张图（SVG，一页 A4），写到 FILE；不写 FILE 就打印出来。

    课程/课时写编号，如 s01-eleven-workers/eleven-workers。读的是 content/ 里的文件，不必先发布。
    """
    course_id, _, lesson_id = lesson.partition("/")
    fields, body, line, path = _found(course_id, lesson_id)
    findings = Findings(path)
    if not check_weight(Passage(body, line, findings)):
        raise click.ClickException("\n".join(map(str, findings.mistakes)))
    scenario = read_scenario(body, line, findings).scenario
    for mistake in findings.mistakes:
        click.echo(str(mistake), err=True)
    drawing = draw(scenario, Marks(fields.title or lesson_id, is_file=True))
    if file is None:
        click.echo(drawing)
    else:
        file.write_text(f"{drawing}\n", encoding="utf-8")
        click.echo(f"已画到 {file}。")


def _found(course_id: str, lesson_id: str) -> tuple[LessonFields, str, int, str]:
    """Find a scenario in the content folder."""
    folder = current_app.config["SETTINGS"].content / COURSES / course_id
    for path in sorted(folder.glob(f"*/{LESSON}")):
        shown = f"{COURSES}{course_id}/{path.parent.name}/{LESSON}"
        findings = Findings(shown)
        text = read_text(canonical_text(path.read_bytes()), findings) or ""
        fields, body, line = split_lesson(text, findings)
        if fields.id != lesson_id:
            continue
        if fields.kind != SCENARIO:
            raise click.ClickException(f"{shown} 不是情景，画不成图。")
        return fields, body, line, shown
    raise click.ClickException(f"content/ 里没有课时“{course_id}/{lesson_id}”。请核对编号。")
