"""The code on the wall of the hall: six digits that change every minute; whoever has one has been there just now."""

import hashlib
import hmac
import unicodedata

GOOD_FOR = 3
"""Minutes, the running one included, for which a code is taken."""


def code(secret: str, meeting_id: int, minute: int) -> str:
    """The code of one meeting in one minute (minutes since 1970)."""
    digest = hmac.new(secret.encode(), f"check-in:{meeting_id}:{minute}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"


def fits(secret: str, meeting_id: int, minute: int, given: str) -> bool:
    """True when `given` is the code of this minute or of the two before, however it was typed."""
    tidy = digits(given)
    return any(hmac.compare_digest(code(secret, meeting_id, minute - ago).encode(), tidy.encode()) for ago in range(GOOD_FOR))


def digits(given: str) -> str:
    """The digits of what was typed: full-width ones are digits too; spaces, dots and dashes between them are nothing."""
    plain = unicodedata.normalize("NFKC", given)
    return "".join(sign for sign in plain if sign.isalnum())
