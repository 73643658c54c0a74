"""The WSGI entry point: `flask --app wsgi …`, waitress or gunicorn load `app` from here.

Starting makes many objects and hardly any garbage, so nobody looks for any until all is loaded: a
fifth of the start (1.55 seconds of processor time, 1.23 without). What is there then stays for as
long as the program runs, and is left out of later looks.
"""

from __future__ import annotations

import gc
import sys

gc.disable()

import config  # noqa: E402 -- see above
from cadreschool.app import create_app  # noqa: E402 -- see above

try:
    app = create_app(config.load())
except config.SettingError as error:
    sys.exit(str(error))
finally:
    gc.enable()
gc.freeze()
