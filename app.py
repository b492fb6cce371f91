"""弄堂议事会 (Lane Council): `python3 app.py` runs it, `python3 app.py test` proves it, `app:build()` is for a WSGI server."""

import sys

from council import launch

if __name__ == "__main__":
    sys.exit(launch.main())


def build(config=None):  # type: ignore[no-untyped-def]
    """The Flask app; imported only when asked for, so that this file can be read before any package is installed."""
    from council.web import build as build_app

    return build_app(config)
