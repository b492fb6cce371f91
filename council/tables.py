"""Every table of the house, so that migrations and tests see them all."""

import council.photos  # noqa: F401
from council.floors import rooms

rooms("models")
