"""Migration folders that tests make up: two tables, rows in both, and one more migration.

They run under the school's own env.py: that is what is under test.
"""

from __future__ import annotations

from pathlib import Path

from cadreschool.cli.database import FOLDER

UNIONS, MEMBERS = 3, 12

_FIRST = f'''"""Unions and their members."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None


def upgrade():
    op.create_table(
        "guild", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20))
    )
    op.create_table(
        "member",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "guild_id", sa.Integer, sa.ForeignKey("guild.id", ondelete="CASCADE"), nullable=False
        ),
    )
    op.execute("INSERT INTO guild VALUES " + ", ".join(f"({{i}}, 'g')" for i in range({UNIONS})))
    op.execute(
        "INSERT INTO member VALUES "
        + ", ".join(f"({{i}}, {{i % {UNIONS}}})" for i in range({MEMBERS}))
    )


def downgrade():
    op.drop_table("member")
    op.drop_table("guild")
'''  # noqa: S608 -- numbers of our own

_SECOND = '''"""Something more."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"
{declared}

def upgrade():
    {upgrade}


def downgrade():
    {downgrade}
'''

REBUILD = """with op.batch_alter_table("guild", recreate="auto") as batch:
        batch.alter_column("name", existing_type=sa.String(20), nullable=False)
        batch.add_column(sa.Column("motto", sa.String(40)))
        batch.create_unique_constraint("one_motto", ["id", "motto"])
    op.create_index("ix_guild_name", "guild", ["name"])
    op.execute("UPDATE guild SET motto = name")"""

BACK = """op.drop_index("ix_guild_name", "guild")
    with op.batch_alter_table("guild") as batch:
        batch.drop_constraint("one_motto", type_="unique")
        batch.drop_column("motto")
        batch.alter_column("name", existing_type=sa.String(20), nullable=True)"""


def write_folder(
    folder: Path,
    upgrade: str = REBUILD,
    downgrade: str = BACK,
    *,
    declared: str = "",
    without: str = "",
) -> Path:
    """Write a folder with two migrations; `without` is a line of env.py to leave out."""
    environment = (FOLDER / "env.py").read_text(encoding="utf-8")
    assert without in environment
    if without:
        environment = environment.replace(without, "pass")
    versions = folder / "versions"
    versions.mkdir(parents=True)
    (folder / "env.py").write_text(environment, encoding="utf-8")
    (versions / "0001_first.py").write_text(_FIRST, encoding="utf-8")
    second = _SECOND.format(upgrade=upgrade, downgrade=downgrade, declared=declared)
    (versions / "0002_second.py").write_text(second, encoding="utf-8")
    return folder
