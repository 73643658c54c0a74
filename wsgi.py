"""The WSGI entry point: `flask --app wsgi …`, waitress or gunicorn load `app` from here."""

from __future__ import annotations

import sys

import config
from cadreschool.app import create_app

try:
    app = create_app(config.load())
except config.SettingError as error:
    sys.exit(str(error))
