"""Signed notes and checkpoints as C2SP writes them, with the vectors of its texts and of Go's note package."""

from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from council.record.notes import BadNote, Checkpoint, opened, parse, read_checkpoint, read_vkey, sign, verifier_of

POEM = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n"
POEM_NOTE = (
    POEM + "\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXx"
    "j99ihAQwaqP3ZekRwNtIc=\n"
)
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOA"
    "YQ8=\n"
)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VERIFIER = verifier_of("lane.example/log/hy", KEY)
NOTE = sign("lane.example/log/hy\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "lane.example/log/hy", KEY)
EXAMPLE_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()
GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = (
    GO_TEXT + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()


def test_the_example_of_the_c2sp_text_verifies():
    verifier = read_vkey(EXAMPLE_VKEY)
    assert verifier.text == EXAMPLE_VKEY
    assert opened(EXAMPLE, [verifier]) == "This is an example message.\n"


def test_the_poem_of_the_c2sp_text_is_split_at_its_last_empty_line():
    text, signatures = parse(POEM_NOTE.encode())
    assert text == POEM
    assert [(name, raw[:4].hex(), len(raw)) for name, raw in signatures] == [("quasimodo.example/salvatore", "367ba04b", 68)]


def test_signing_gives_the_bytes_that_go_gives():
    key = Ed25519PrivateKey.from_private_bytes(b64decode(GO_SECRET)[1:])
    assert verifier_of("PeterNeumann", key).text == GO_VKEY
    assert sign(GO_TEXT, "PeterNeumann", key) == GO_NOTE
    assert opened(GO_NOTE, [read_vkey(GO_VKEY)]) == GO_TEXT


def test_every_single_changed_byte_of_a_note_is_noticed():
    for place in range(len(EXAMPLE)):
        bent = EXAMPLE[:place] + bytes([EXAMPLE[place] ^ 1]) + EXAMPLE[place + 1 :]
        with pytest.raises(BadNote):
            opened(bent, [read_vkey(EXAMPLE_VKEY)])


def test_a_known_key_with_a_bad_signature_rejects_the_note_even_beside_a_good_one():
    text, tail = NOTE.decode().rsplit("\n\n", 1)
    other = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)
    witness = verifier_of("witness.example", other)
    good = sign(text + "\n", "witness.example", other).decode().rsplit("\n\n", 1)[1]
    bad = f"— witness.example {b64encode(witness.key_id + bytes(64)).decode()}\n"
    assert opened(f"{text}\n\n{tail}{good}".encode(), [VERIFIER, witness]) == text + "\n"
    assert opened(f"{text}\n\n{tail}{bad}".encode(), [VERIFIER]) == text + "\n"
    with pytest.raises(BadNote, match="witness.example"):
        opened(f"{text}\n\n{tail}{bad}".encode(), [VERIFIER, witness])


def test_a_note_that_no_known_key_signed_is_refused():
    stranger = verifier_of("lane.example/log/hy", Ed25519PrivateKey.from_private_bytes(b"\7" * 32))
    for known in ([], [stranger]):
        with pytest.raises(BadNote, match="no signature"):
            opened(NOTE, known)


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"text\n",
        b"text\n\n",
        NOTE[:-1],
        NOTE.replace(b"\n\n", b"\n"),
        NOTE.replace("— ".encode(), b"- "),
        NOTE.replace(b"0\n", b"0\r\n"),
        NOTE.replace(b"lane.example/log/hy ", b"lane+example/log/hy "),
        NOTE + b"\xff\n",
        b"x" * 70_000,
    ],
)
def test_a_malformed_note_is_refused(note):
    with pytest.raises(BadNote):
        opened(note, [VERIFIER])


@pytest.mark.parametrize(
    "vkey",
    ["", "a+b", EXAMPLE_VKEY[:-4], EXAMPLE_VKEY.replace("530d", "530e"), EXAMPLE_VKEY.replace("+Ae", "+Be"), "a b" + EXAMPLE_VKEY],
)
def test_a_malformed_key_is_refused(vkey):
    with pytest.raises(BadNote):
        read_vkey(vkey)


def test_a_checkpoint_is_the_three_lines_of_the_c2sp_text():
    text, signatures = parse(SOFA.encode())
    told = read_checkpoint(text)
    assert (told.origin, told.size, told.root.hex()[:8]) == ("example.com/behind-the-sofa", 20852163, "0ac5186a")
    assert told.text == text
    assert signatures[0][0] == told.origin
    assert read_checkpoint(text + "an extension\n") == told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n0\n",
        "\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n00\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n٣\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n99999999999999999999999\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n",
        "a\n0\nAAAA\n",
        "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(text):
    with pytest.raises(BadNote):
        read_checkpoint(text)


def test_what_is_signed_opens_again():
    assert read_checkpoint(opened(NOTE, [VERIFIER])) == Checkpoint("lane.example/log/hy", 0, bytes.fromhex(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    ))
    for text in ("no newline", "tab\there\n"):
        with pytest.raises(BadNote):
            sign(text, "lane.example/log/hy", KEY)
    with pytest.raises(BadNote):
        sign("text\n", "a name", KEY)
