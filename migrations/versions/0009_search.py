"""One row of text for each section of the newest editions, and indexes over words and names.

Why      Everybody searches lessons, by single characters and by phrases; administrators find people
         by how a name begins.
Size     An empty table; the next start renders the editions again and fills it (0.4 s per thousand
         sections, measured). An index over the names of all cadres (a million: some seconds).
Order    After 0008, before the first publication with this program.
Back     Drops both: derived, nothing is lost.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.courses.search.models import WordVector

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and the index over words, each engine in its own way."""
    op.create_table(
        "search_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=False),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("is_lesson", sa.Boolean(), nullable=False),
        sa.Column("anchor", sa.String(length=200), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("words", sa.Text().with_variant(WordVector(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_search_section_course_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_section")),
    )
    op.create_index("ix_search_section_course_id", "search_section", ["course_id"], unique=False)
    op.create_index("ix_cadre_name", "cadre", ["name"], postgresql_ops={"name": "text_pattern_ops"})
    if op.get_bind().dialect.name == "postgresql":
        op.create_index(
            "ix_cadre_login", "cadre", ["login"], postgresql_ops={"login": "text_pattern_ops"}
        )
        op.create_index(
            "ix_search_section_words",
            "search_section",
            ["words"],
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        )
    else:
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5("
            "head, words, content='search_section', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 0')"
        )


def downgrade() -> None:
    """Drop both."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_cadre_login", "cadre")
    else:
        op.execute("DROP TABLE search_index")
    op.drop_index("ix_cadre_name", "cadre")
    op.drop_table("search_section")
