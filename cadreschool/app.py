"""create_app: the one place that wires everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from cadreschool import cli
from cadreschool.kernel.db import db, engine_options, prepare
from cadreschool.web import (
    addresses,
    admission,
    bodies,
    duties,
    errors,
    guards,
    headers,
    logs,
    policies,
    refusals,
    school,
    site,
    timing,
)
from cadreschool.web.account import views as account
from cadreschool.web.office import views as office
from cadreschool.web.public import views as public
from cadreschool.web.study import views as study
from cadreschool.web.supervise import views as supervise
from cadreschool.web.teach import views as teach

if TYPE_CHECKING:
    from config import Settings


def create_app(settings: Settings) -> Flask:
    """Make the application; opens no connection and reads no content yet."""
    app = Flask("cadreschool.web", instance_path=str(settings.instance))
    app.jinja_environment = site.Templates  # before anybody asks for templates
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=bodies.USUAL,
        LARGEST_BODY=bodies.LARGEST,
        MAX_FORM_MEMORY_SIZE=bodies.MIB,
        MAX_FORM_PARTS=2000,  # a paper of 150 questions, some with a dozen fields
        SESSION_COOKIE_NAME="__Host-cadreschool" if settings.is_https else "cadreschool",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its sign-in
        WTF_CSRF_SSL_STRICT=False,  # the Origin check of the guards does this for http as well
        SEND_FILE_MAX_AGE_DEFAULT=31536000,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    addresses.init_app(app)
    logs.init_app(app)
    errors.init_app(app)
    bodies.init_app(app)
    CSRFProtect(app)
    guards.init_app(app)
    refusals.init_app(app)
    headers.init_app(app, is_https=settings.is_https)
    policies.init_app(app)
    duties.init_app(app)
    school.init_app(app)
    timing.init_app(app)
    admission.init_app(app)
    site.init_app(app)
    for desk in (public, account, study, supervise, teach, office):
        app.register_blueprint(desk.blueprint)
    cli.init_app(app)
    return app
