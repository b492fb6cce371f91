"""How text is cut for searching, and what was found is shown: Chinese by the character, Latin words and numbers whole."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

LONGEST_WORD = 64
MOST_SOUGHT = 40
"""Characters and words that a search looks for; nobody types more, and what comes after is not looked for."""

BREAK = "¶"
"""Stands between two texts, so that no phrase runs from one into the other; nobody can search for it."""

SHOWN = 60
"""So many characters are shown of what was found."""

_TOKEN = re.compile(r"[^\W_\u2e80-\U0003ffff]+|[^\W_]")

Token = tuple[str, int, int]


def cut(text: str) -> list[str]:
    """The text as the index has it.

    >>> cut("12 号的 KTV，太吵")
    ['12', '号', '的', 'ktv', '太', '吵']
    """
    return [token for token, _start, _end in tokens(text)]


def tokens(text: str) -> Iterator[Token]:
    """Each token with its place in the text: full width, half width, large and small are the same."""
    folded = [_fold(char) for char in text]
    if all(len(char) == 1 for char in folded):
        places: Sequence[int] = range(len(text) + 1)
    else:
        places = [*(at for at, char in enumerate(folded) for _each in char), len(text)]
    for found in _TOKEN.finditer("".join(folded)):
        yield found[0][:LONGEST_WORD], places[found.start()], places[found.end() - 1] + 1


def phrases(words: str) -> list[list[str]]:
    """What is looked for: each group between blanks must be found as it stands; quotes, stars and brackets mean nothing."""
    found, left = [], MOST_SOUGHT
    for group in words[:1000].split():
        sought = cut(group)[:left]
        left -= len(sought)
        found += [sought] if sought else []
    return found


def hits(text: str, sought: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Where the phrases stand in a text, in order, none inside another."""
    there = list(tokens(text))
    words = [token for token, _start, _end in there]
    found = sorted({(at, at + len(phrase)) for phrase in sought for at in range(len(words) - len(phrase) + 1)
                    if words[at:at + len(phrase)] == list(phrase)}, key=lambda hit: (hit[0], -hit[1]))
    kept: list[tuple[int, int]] = []
    for first, after in found:
        if not kept or first >= kept[-1][1]:
            kept.append((first, after))
        elif after > kept[-1][1]:
            kept[-1] = (kept[-1][0], after)
    return [(there[first][1], there[after - 1][2]) for first, after in kept]


def excerpt(text: str, sought: Sequence[Sequence[str]]) -> list[tuple[str, bool]]:
    """The part of a text around what was found first, as runs of (text, found); without a hit its beginning."""
    places = hits(text, sought)
    start = max(0, places[0][0] - SHOWN // 3) if places else 0
    end = min(len(text), max(start + SHOWN, places[0][1] if places else 0))
    runs, at = [("…", False)] if start else [], start
    for first, after in places:
        if after > end:
            break
        runs += [(text[at:first], False), (text[first:after], True)]
        at = after
    runs += [(text[at:end], False), ("…" if end < len(text) else "", False)]
    return [run for run in runs if run[0]]


@lru_cache(maxsize=20_000)
def _fold(char: str) -> str:
    return unicodedata.normalize("NFKC", char).casefold()
