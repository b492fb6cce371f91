"""Minutes as plain text: the exact bytes whose SHA-256 is in the record. UTF-8, Chinese, one line for a paragraph or a table's row."""

import hashlib
import re
from collections.abc import Iterable

from council.i18n import say, speaking
from council.meetings.minutes.telling import Minutes
from council.meetings.minutes.writing import Block, Facts, Heading, Para, written
from council.text import clean
from council.words import Sentence, _


def text(told: Minutes, council: str) -> str:
    """The canonical text: always Chinese, lines end with a line feed; the same entries give the same text."""
    with speaking("zh-Hans"):
        *blocks, last = written(told, council)
        lines = [line for block in (*blocks, Heading("", 2), last) for line in _lines(block)]
        return re.sub(r"\n{3,}", "\n\n", clean("\n".join(lines)).strip()) + "\n"


def digest(said: str) -> str:
    """SHA-256 of a text, in hex."""
    return hashlib.sha256(said.encode()).hexdigest()


def numbered(block: Para) -> str:
    """A paragraph with the number of its entry."""
    return block.text if block.seq is None else block.text + say(Sentence(_("（第 {n} 号）"), n=block.seq))


def _lines(block: Block) -> Iterable[str]:
    if isinstance(block, Heading):
        return ["", block.text, ""] if block.level < 2 else ["", block.text]
    if isinstance(block, Para):
        return [numbered(block)]
    if isinstance(block, Facts):
        return [say(Sentence(_("{word}：{fact}"), word=word, fact=fact)) for word, fact in block.pairs]
    return [" | ".join(str(value) for value in row) for row in (block.head, *block.rows)]
