"""Sealing private talk: AES-256-GCM under a key that lies beside the database and never in it."""

import hashlib
import hmac
import json
import secrets
from base64 import b64decode, b64encode
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from council.db import installation
from council.record.keys import put_new
from council.refusal import Refusal
from council.words import _

NONCE = 12


class Sealed(Exception):
    """A line cannot be opened: `sentence` says why, in the reader's words."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def seal(text: str, bound: str, salt: bytes, *, first: bool) -> tuple[str, str]:
    """The text sealed for one place, and the id of the key that did it.

    bound: where it belongs; it opens nowhere else. salt: 32 bytes that stand behind the line's commitment. first: nothing has
    been sealed here before, so that a key may be made; otherwise a missing key is a fault that must not be hidden by a new one.
    """
    key_id, key = next(iter(_keys(make=first).items()), ("", b""))
    if not key:
        raise Refusal(_("放私下话的钥匙不在这台机器上，现在记不了。您的字还在，请跟书记说一声。"), 503)
    nonce, inside = secrets.token_bytes(NONCE), json.dumps({"text": text, "salt": salt.hex()}, ensure_ascii=False).encode()
    return b64encode(nonce + AESGCM(key).encrypt(nonce, inside, bound.encode())).decode(), key_id


def unseal(sealed: str, key_id: str, bound: str) -> tuple[str, bytes]:
    """The text and its salt; raises Sealed when the key is away, or when the line was changed or moved to another place."""
    key = _keys().get(key_id)
    if key is None:
        raise Sealed(_("放私下话的钥匙不在这台机器上，这一句现在打不开。"))
    try:
        raw = b64decode(sealed, validate=True)
        inside = json.loads(AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], bound.encode()))
    except (InvalidTag, ValueError) as fault:
        raise Sealed(_("这一句跟当初封起来的不一样，有人动过，所以不给看。")) from fault
    return inside["text"], bytes.fromhex(inside["salt"])


def commitment(text: str, salt: bytes) -> str:
    """What the record may say of a line: HMAC-SHA256 under a salt that only the sealed line knows."""
    return hmac.new(salt, b"council-talk-v1\0" + text.encode(), hashlib.sha256).hexdigest()


def place() -> Path:
    """The file of the keys: a line for each, the newest first; older ones only open."""
    return installation().data / "keys" / "talks"


def _keys(make: bool = False) -> dict[str, bytes]:
    if make and not place().exists():
        put_new(place(), f"{b64encode(secrets.token_bytes(32)).decode()}\n")
    try:
        found = [b64decode(line, validate=True) for line in place().read_text(encoding="ascii").split()]
    except (OSError, ValueError):
        return {}
    return {hashlib.sha256(key).hexdigest()[:8]: key for key in found if len(key) == 32}
