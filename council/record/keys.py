"""The council's signing key: made when first needed, kept in the data folder and outside the database."""

import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from council.config import Config
from council.record.notes import ED25519, BadNote, Verifier, sign, verifier_of


@dataclass(frozen=True)
class SigningKey:
    """An Ed25519 key under the log's name, in the text form of Go's note package: PRIVATE+KEY+name+id+base64(0x01 || seed)."""

    name: str
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        return verifier_of(self.name, self.key)

    @property
    def text(self) -> str:
        seed = b64encode(ED25519 + self.key.private_bytes_raw()).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{seed}\n"

    def sign(self, text: str) -> bytes:
        """The signed note over `text`."""
        return sign(text, self.name, self.key)


def key_of(config: Config, slug: str) -> SigningKey:
    """The key that signs this council's record now; made at the first call."""
    place = place_of(config, slug)
    if not place.exists():
        put_new(place, SigningKey(f"{config.origin}/log/{slug}", Ed25519PrivateKey.generate()).text)
    return read_key(place)


def place_of(config: Config, slug: str) -> Path:
    """The key's file; the key that is about to follow it lies beside it as `.next`."""
    return config.data / "keys" / f"{slug}.key"


def read_key(place: Path) -> SigningKey:
    """The key in a file; raises BadNote when the file is none."""
    try:
        _, _, name, key_id, seed = place.read_text().strip().split("+", 4)
        key = SigningKey(name, Ed25519PrivateKey.from_private_bytes(b64decode(seed)[1:]))
    except ValueError as fault:
        raise BadNote(f"{place.name} 不是钥匙 / {place.name} is not a key") from fault
    if key.verifier.key_id.hex() != key_id:
        raise BadNote(f"{place.name} 的编号不对 / the id in {place.name} is not the key's own")
    return key


def put_new(place: Path, text: str) -> None:
    """Write a key's text for its owner alone, whole or not at all; of two processes that try at once, the first one's stays."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = place.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, place)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
