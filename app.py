"""弄堂议事会 (Lane Council): `python3 app.py` runs it, `python3 app.py test` proves it, `app:build()` is for a WSGI server."""

import sys

from council import launch

if __name__ == "__main__":
    sys.exit(launch.main())


def build(config=None):  # type: ignore[no-untyped-def]
    """The app for `gunicorn -k gevent -w 1 'app:build()'`; imported only then, so that an old Python can read this file."""
    from council.serve import hosted

    return hosted(config)
