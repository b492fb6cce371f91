"""C2SP signed-note and tlog-checkpoint: a short text signed with Ed25519, which other people's tools can check too."""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
MOST_BYTES = 64 * 1024
SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


class BadNote(ValueError):
    """The note, key or checkpoint is malformed, or its signature does not hold; the sentence says which."""


@dataclass(frozen=True)
class Verifier:
    """A public key under a name; `text` is its vkey: name+keyid+base64(0x01 || public key)."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    @property
    def text(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{b64encode(ED25519 + self.public).decode()}"


@dataclass(frozen=True)
class Checkpoint:
    """The size and root of a log; `origin` names the log."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def read_vkey(text: str) -> Verifier:
    """The verifier that a vkey line names; raises BadNote when it is malformed or its key id is not its own."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3 or not _is_name(parts[0]):
        raise BadNote("公钥的写法不对 / malformed verifier key")
    key = _unbase64(parts[2])
    if len(key) != 33 or key[:1] != ED25519:
        raise BadNote("不是 Ed25519 公钥 / not an Ed25519 verifier key")
    verifier = Verifier(parts[0], key[1:])
    if verifier.key_id.hex() != parts[1]:
        raise BadNote("公钥的编号不对 / the key id does not belong to the key")
    return verifier


def verifier_of(name: str, key: Ed25519PrivateKey) -> Verifier:
    """The public half of a key under this name."""
    if not _is_name(name):
        raise BadNote("钥匙的名字不能有空格和加号 / a key name has no spaces and no plus")
    return Verifier(name, key.public_key().public_bytes_raw())


def sign(text: str, name: str, key: Ed25519PrivateKey) -> bytes:
    """The signed note over `text`, which ends in a newline."""
    _check_text(text)
    signature = verifier_of(name, key).key_id + key.sign(text.encode())
    return f"{text}\n— {name} {b64encode(signature).decode()}\n".encode()


def opened(note: bytes, verifiers: Sequence[Verifier]) -> str:
    """The text of a note that at least one known key signed; a known key with a bad signature rejects the whole note."""
    text, signatures = parse(note)
    known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    held = [_check(known[name, raw[:4]], raw[4:], text) for name, raw in signatures if (name, raw[:4]) in known]
    if not held:
        raise BadNote("没有认识的签名 / no signature by a known key")
    return text


def parse(note: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    """The text and the (name, key id || signature) pairs of a note, unchecked."""
    if len(note) > MOST_BYTES:
        raise BadNote("签名文太长 / the note is too long")
    try:
        whole = note.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadNote("签名文不是 UTF-8 / the note is not UTF-8") from fault
    text, blank, tail = whole.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise BadNote("签名文没有签名 / the note has no signatures")
    _check_text(text + "\n")
    return text + "\n", [_signature(line) for line in tail[:-1].split("\n")]


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in a note's text; extension lines are allowed and ignored."""
    *lines, rest = text.split("\n")
    if len(lines) < 3 or rest or not all(lines):
        raise BadNote("检查点的写法不对 / malformed checkpoint")
    origin, size, root = lines[:3]
    if not SIZE.fullmatch(size):
        raise BadNote("检查点的大小不对 / malformed tree size")
    digest = _unbase64(root)
    if len(digest) != 32:
        raise BadNote("检查点的树根不对 / malformed root hash")
    return Checkpoint(origin, int(size), digest)


def opened_checkpoint(note: bytes, verifiers: Sequence[Verifier]) -> Checkpoint:
    """The checkpoint in a note that one of these keys signed."""
    return read_checkpoint(opened(note, verifiers))


def _signature(line: str) -> tuple[str, bytes]:
    dash, _, rest = line.partition(" ")
    name, space, encoded = rest.partition(" ")
    if dash != "—" or not space or not _is_name(name):
        raise BadNote("签名行的写法不对 / malformed signature line")
    raw = _unbase64(encoded)
    if len(raw) < 5:
        raise BadNote("签名行太短 / the signature is too short")
    return name, raw


def _check(verifier: Verifier, signature: bytes, text: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(signature, text.encode())
    except (InvalidSignature, ValueError) as fault:
        raise BadNote(f"{verifier.name} 的签名不对 / the signature does not hold") from fault
    return True


def _check_text(text: str) -> None:
    if not text.endswith("\n") or any(ord(sign) < 0x20 and sign != "\n" for sign in text):
        raise BadNote("签名文里有控制符，或者没有以换行结束 / control characters, or no newline at the end")


def _is_name(name: str) -> bool:
    return name != "" and "+" not in name and not any(sign.isspace() for sign in name)


def _unbase64(text: str) -> bytes:
    try:
        raw = b64decode(text, validate=True)
    except (NotBase64, ValueError) as fault:
        raise BadNote("不是 Base64 / not base64") from fault
    if b64encode(raw).decode() != text:
        raise BadNote("不是标准的 Base64 / not standard base64")
    return raw
