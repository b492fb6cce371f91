"""The eight characters on a card: no two of them look alike, however they are typed they mean the same."""

import hashlib
import re
import secrets
import unicodedata

ALPHABET = "23456789ACDEFGHJKMNPQRTVWXY"
"""Without 0 O 1 I L (each other), B (8), S (5), Z (2) and U (V): 27 signs, 2.8 × 10^11 codes."""

LENGTH = 8
MISREAD = str.maketrans("BSZU", "852V")


def new_code() -> str:
    """A fresh code, `K7M2Q4RD`."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """The code as it is printed and read aloud, `K7M2 Q4RD`."""
    return f"{code[:4]} {code[4:]}"


def normalise(typed: str) -> str:
    """What was meant by what was typed: small or full-width letters, spaces, dashes and misread signs; at most 32 characters."""
    plain = unicodedata.normalize("NFKC", typed[:64]).upper()
    return re.sub(r"[^0-9A-Z]", "", plain).translate(MISREAD)[:32]


def why_not_code(typed: str) -> str | None:
    """Why this cannot be a code at all, before anyone looks for its card."""
    code = normalise(typed)
    if len(code) == LENGTH and set(code) <= set(ALPHABET):
        return None
    return "卡上的号码是八个字母和数字，没有 0、1、O、I、L。请再看一眼。"


def code_hash(code: str, pepper: str = "") -> str:
    """What is kept of a code: SHA-256 in hex; `pepper` is a secret that is not in the database."""
    return hashlib.sha256(f"{pepper}:{normalise(code)}".encode()).hexdigest()
