"""Serve one installation: migrate, seed the demo village, listen, and say where to go."""

from gevent import monkey

monkey.patch_all()
try:
    from psycopg import gevent as _patched  # type: ignore[attr-defined] # noqa: F401
except ImportError:
    pass

import socket  # noqa: E402
import sys  # noqa: E402

from council.config import Config, from_env  # noqa: E402
