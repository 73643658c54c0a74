"""The limit: the least a Flask page with sign-in and a database can be.

Flask, Flask-Login and Flask-SQLAlchemy load the user and one row: a stored page in a short
template, or an answer that is inserted. No permissions, no forms' tokens, no audit.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user
from flask_sqlalchemy import SQLAlchemy

TEMPLATE = """<!doctype html><html lang="zh-CN"><head>
<meta charset="utf-8"><title>{{ title }}</title>
<link rel="stylesheet" href="/static/a.css"></head><body><header><nav><ul>
{% for name in ["学习台", "课程", "法律", "督学台"] %}
<li><a href="/{{ loop.index }}">{{ name }}</a></li>{% endfor %}
</ul></nav><p>{{ user.name }}</p></header><main><h1>{{ title }}</h1>
<article>{{ html|safe }}</article>
{% if next %}<p><a href="{{ next }}">下一课</a></p>{% else %}<p>已是最后一课</p>{% endif %}
</main><footer><p>工会干部学校</p></footer></body></html>"""


def a_least_app(folder: Path, html: str) -> tuple[Flask, FlaskClient]:
    """Return the least application, holding this page, and a client who has signed in."""
    app = Flask("limit", static_folder=None)
    app.config.update(
        SECRET_KEY="limit" * 8,
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'limit.sqlite3'}",
    )
    db = SQLAlchemy(app)
    template = app.jinja_env.from_string(TEMPLATE)

    class User(UserMixin, db.Model):  # type: ignore[name-defined,misc]
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String(40))

    class Page(db.Model):  # type: ignore[name-defined,misc]
        id = db.Column(db.Integer, primary_key=True)
        title = db.Column(db.String(80))
        html = db.Column(db.Text)

    class Saved(db.Model):  # type: ignore[name-defined,misc]
        id = db.Column(db.Integer, primary_key=True)
        user_id = db.Column(db.Integer)
        value = db.Column(db.String(40))

    manager = LoginManager(app)
    manager.user_loader(lambda user_id: db.session.get(User, int(user_id)))

    @app.get("/page")
    @login_required
    def page() -> str:
        row = db.session.get(Page, 1)
        return template.render(title=row.title, html=row.html, user=current_user, next="/2")

    @app.post("/answers")
    @login_required
    def save() -> str:
        db.session.add(Saved(user_id=current_user.id, value="a"))
        db.session.commit()
        return "{}"

    @app.get("/enter")
    def enter() -> str:
        login_user(db.session.get(User, 1))
        return ""

    with app.app_context():
        db.create_all()
        db.session.execute(db.text("PRAGMA journal_mode=WAL"))
        db.session.execute(db.text("PRAGMA synchronous=FULL"))
        db.session.add_all([User(id=1, name="李梅"), Page(id=1, title="工会是什么", html=html)])
        db.session.commit()
    client = app.test_client()
    client.get("/enter")
    return app, client
