"""Postings with dates, and what a union was before.

Why      People change unions and posts, leave and return; unions are renamed, moved, merged and
         closed: each on a day, and the day is kept.
Size     One new row for each cadre. On SQLite the table of unions is written anew, because the
         names of closed unions may be used again: seconds for 100,000 unions.
Order    Before the new code, which reads the new columns.
Back     Drops postings, history and the columns: what a cadre is today stays with the cadre; who
         left counts as there again (run `flask reports verify`), and the way back is refused while
         an open and a closed union of one name lie side by side.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MERGED = "ck_organisation_merged_is_closed"
_MERGED_RULE = "closed_on IS NOT NULL OR merged_into_id IS NULL"
_SAME_NAME = "uq_organisation_parent_id_name"
_KEPT = "id, parent_id, path, name, kind, position, is_demonstration"
_NEW = (
    ("opened_on", sa.Date()),
    ("closed_on", sa.Date()),
    ("merged_into_id", sa.Integer()),
    ("guided_by_id", sa.Integer()),
)
_OPEN = sa.text("closed_on IS NULL")
_HELD = sa.text("until_on IS NULL")
_MAIN = sa.text("until_on IS NULL AND is_main")


def upgrade() -> None:
    """Add days to unions and cadres, and give each cadre the posting that is held now."""
    _organisation()
    _organisation_event()
    op.add_column("cadre", sa.Column("left_on", sa.Date(), nullable=True))
    for name in ("deactivated_at", "password_set_at", "erased_at"):
        op.add_column("cadre", sa.Column(name, Moment(), nullable=True))
    _posting()
    op.create_index("ix_appointment_organisation_id", "appointment", ["organisation_id"])
    _post_everybody()


def downgrade() -> None:
    """Drop what `upgrade` made."""
    op.drop_index("ix_appointment_organisation_id", "appointment")
    op.drop_table("posting")
    op.drop_table("organisation_event")
    for name in ("erased_at", "password_set_at", "deactivated_at", "left_on"):
        op.drop_column("cadre", name)
    _organisation_before()


def _organisation() -> None:
    """Give unions their days, and let the name of a closed one be used again."""
    if op.get_bind().dialect.name == "sqlite":
        new = [sa.Column(name, kind, nullable=True) for name, kind in _NEW]
        references = (
            sa.ForeignKeyConstraint(
                [name], ["organisation.id"], name=op.f(f"fk_organisation_{name}")
            )
            for name in ("merged_into_id", "guided_by_id")
        )
        check = sa.CheckConstraint(_MERGED_RULE, name=op.f(_MERGED))
        _write_anew(*new, *references, check)
    else:
        op.drop_constraint(op.f(_SAME_NAME), "organisation")
        for name, kind in _NEW:
            op.add_column("organisation", sa.Column(name, kind, nullable=True))
        for name in ("merged_into_id", "guided_by_id"):
            label = op.f(f"fk_organisation_{name}")
            op.create_foreign_key(label, "organisation", "organisation", [name], ["id"])
        op.create_check_constraint(op.f(_MERGED), "organisation", _MERGED_RULE)
    op.create_index(
        "uq_organisation_open_name",
        "organisation",
        ["parent_id", "name"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def _organisation_before() -> None:
    op.drop_index("uq_organisation_open_name", "organisation")
    if op.get_bind().dialect.name == "sqlite":
        _write_anew(sa.UniqueConstraint("parent_id", "name", name=op.f(_SAME_NAME)))
        return
    op.drop_constraint(op.f(_MERGED), "organisation")
    for name, _ in reversed(_NEW):
        op.drop_column("organisation", name)
    op.create_unique_constraint(op.f(_SAME_NAME), "organisation", ["parent_id", "name"])


def _write_anew(*more: sa.schema.SchemaItem) -> None:
    """Write SQLite's table of unions anew: a rule that stands in it cannot be taken out.

    By hand and not in alembic's batch mode, which writes the rules down in an order of its own,
    every time another.
    """
    op.create_table(
        "organisation_anew",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("path", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.CheckConstraint("path LIKE '/%/'", name=op.f("ck_organisation_path_has_slashes")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("path", name=op.f("uq_organisation_path")),
        *more,
    )
    op.execute(
        f"INSERT INTO organisation_anew ({_KEPT}) SELECT {_KEPT} FROM organisation"  # noqa: S608 -- our own names
    )
    op.drop_table("organisation")
    op.rename_table("organisation_anew", "organisation")
    op.create_index("ix_organisation_parent_id_position", "organisation", ["parent_id", "position"])


def _organisation_event() -> None:
    op.create_table(
        "organisation_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("before", sa.String(length=120), nullable=False),
        sa.Column("after", sa.String(length=120), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_event_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["organisation.id"], name=op.f("fk_organisation_event_other_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_event")),
    )
    for name in ("organisation_id", "other_id"):
        op.create_index(f"ix_organisation_event_{name}", "organisation_event", [name])


def _posting() -> None:
    op.create_table(
        "posting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=30), nullable=False),
        sa.Column("tie", sa.String(length=20), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "until_on IS NULL OR until_on >= from_on", name=op.f("ck_posting_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_posting_cadre_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_posting_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
    )
    op.create_index("ix_posting_cadre_id", "posting", ["cadre_id"])
    op.create_index(
        "ix_posting_organisation_id", "posting", ["organisation_id", "is_main", "until_on"]
    )
    op.create_index(
        "uq_posting_open_main",
        "posting",
        ["cadre_id"],
        unique=True,
        sqlite_where=_MAIN,
        postgresql_where=_MAIN,
    )
    op.create_index(
        "uq_posting_open",
        "posting",
        ["cadre_id", "organisation_id", "post"],
        unique=True,
        sqlite_where=_HELD,
        postgresql_where=_HELD,
    )


def _post_everybody() -> None:
    """Begin the posting that is held now on the day the cadre came in; days are Shanghai's."""
    day = {
        "sqlite": "date(joined_at, '+8 hours')",
        "postgresql": "(joined_at AT TIME ZONE 'Asia/Shanghai')::date",
    }[op.get_bind().dialect.name]
    same = ("organisation_id", "post", "tie")
    cadre = sa.table("cadre", *map(sa.column, ("id", *same)))
    posting = sa.table("posting", *map(sa.column, ("cadre_id", *same, "from_on", "is_main")))
    held_now = sa.select(*cadre.c, sa.literal_column(day), sa.true())
    op.execute(posting.insert().from_select(list(posting.c.keys()), held_now))
