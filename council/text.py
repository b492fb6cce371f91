"""What people write: made clean, shown as Markdown that suits Chinese, and compared so that a reworded clause shows its words."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

from council.words import Sentence, _

MOST = 8192
"""Bytes of UTF-8 that one text may have: about 2,700 Chinese characters."""

TAGS = {"p", "br", "strong", "em", "s", "ul", "ol", "li", "blockquote", "h3", "h4", "hr", "a", "code", "pre"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
JOINERS = "\u200c\u200d"
QUOTES = "“”‘’…—·"

Op = Literal["keep", "del", "ins"]


def clean(written: str) -> str:
    """The text without anything that hides or reorders it (bidi overrides, control and zero-width characters), in NFC."""
    lines = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", written)
    seen = "".join(c for c in lines if c in "\n\t" or c in JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn"))
    return unicodedata.normalize("NFC", seen)


def clean_line(written: str) -> str:
    """The same for a single line: no breaks, no double or outer spaces."""
    return re.sub(r"\s+", " ", clean(written)).strip()


def why_not_text(written: str, most: int = MOST) -> str | None:
    """Why this text is too long, if it is; `most` counts bytes of UTF-8."""
    over = len(written.encode("utf-8", "replace")) - most
    if over <= 0:
        return None
    return Sentence(_("写得太长了，大约要删掉 {n} 个字。删短一点，或者分两次说。"), n=f"{-(-over // 3):,}")


def paragraphs(plain: str) -> Markup:
    """Plain text as paragraphs: an empty line parts them, a single break stays a break."""
    parts = re.split(r"\n[ \t\u3000]*\n\s*", clean(plain).strip())
    broken = [Markup("<br>\n").join(escape(line) for line in part.split("\n")) for part in parts if part]
    return Markup("\n").join(Markup("<p>{}</p>").format(part) for part in broken)


@lru_cache(maxsize=512)
def render(markdown: str) -> Markup:
    """User text as safe HTML: no raw HTML, no pictures, links marked nofollow; headings start at h3."""
    html = nh3.clean(_markdown.render(clean(markdown)), tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"},
                     link_rel="nofollow noopener")
    return Markup(html)  # noqa: S704  nh3 has just let through what is on our short list


def diff(old: str, new: str) -> list[tuple[Op, str]]:
    """What changed between two wordings, as runs of words; a lone character kept between two changes counts as changed."""
    before, after = _tokens(old), _tokens(new)
    if _cost(before, after) > 80_000:
        before, after = _sentences(old), _sentences(new)
    steps: list[tuple[str, str, str]] = []
    for op, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        inside = 0 < a < b < len(before) and 0 < c < d < len(after)
        lone = op == "equal" and inside and len(gone) == 1 and not unicodedata.category(gone).startswith("P")
        steps.append((gone, come, "") if op != "equal" or lone else ("", "", gone))
    return _runs(steps)


def _runs(steps: list[tuple[str, str, str]]) -> list[tuple[Op, str]]:
    """Join neighbouring changes; a step is what went, what came and what was kept."""
    runs: list[tuple[Op, str]] = []
    gone = come = ""
    for was, now, kept in [*steps, ("", "", "")]:
        gone, come = gone + was, come + now
        if was or now:
            continue
        changed: tuple[tuple[Op, str], ...] = (("del", gone), ("ins", come), ("keep", kept))
        runs += [run for run in changed if run[1]]
        gone = come = ""
    return runs


def _tokens(said: str) -> list[str]:
    return re.findall(r"[A-Za-z]+|[0-9]+(?:[.,:][0-9]+)*|.", clean(said), re.DOTALL)


def _sentences(said: str) -> list[str]:
    return re.findall(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+", clean(said))


def _cost(before: list[str], after: list[str]) -> int:
    """How many equal pairs a comparison must look at: «啊» 3,000 times against itself would hold up everyone."""
    left, right = Counter(before), Counter(after)
    return sum(n * right[token] for token, n in left.items())


def _is_wide(char: str) -> bool:
    """Chinese characters, full-width punctuation and the quotes between them."""
    return char in QUOTES or unicodedata.east_asian_width(char) in "WF"


class ChineseInline(StateInline):
    """CommonMark's rule for ** asks for a space beside punctuation; Chinese writes none, so `**注意：**请` stayed unbolded."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        """Which way a run of markers may open or close; wide punctuation counts as a letter."""
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        last, after = self.src[start - 1] if start else " ", self.src[end] if end < self.posMax else " "
        opens, closes = _flanks(last, after), _flanks(after, last)
        may_open = opens and (canSplitWord or not closes or _stops(last))
        may_close = closes and (canSplitWord or not opens or _stops(after))
        return Scanned(may_open, may_close, end - start)


def _flanks(outside: str, inside: str) -> bool:
    """True when a marker between these two characters leans on the inner one."""
    if isWhiteSpace(ord(inside)):
        return False
    return not _stops(inside) or isWhiteSpace(ord(outside)) or _stops(outside) or _is_wide(outside)


def _stops(char: str) -> bool:
    return not _is_wide(char) and (isMdAsciiPunct(ord(char)) or isPunctChar(char))


class ChineseParser(ParserInline):
    """The inline parser with Chinese emphasis."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Read one block's text into tokens."""
        if src.count("[") > 400:
            src = src.replace("[", "\\[")
        state = ChineseInline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _soft_break(_renderer: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    """A line break in the source is a space in English and nothing between Chinese characters."""
    before = next((t.content[-1] for t in reversed(tokens[:at]) if t.content), "")
    after = next((t.content[0] for t in tokens[at + 1:] if t.content), "")
    return "" if before and after and _is_wide(before) and _is_wide(after) else "\n"


def _heading(_renderer: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    """The page owns h1 and h2; a text's own headings come below."""
    tag = "h3" if tokens[at].tag in ("h1", "h2") else "h4"
    return f"</{tag}>\n" if tokens[at].nesting < 0 else f"<{tag}>"


def _chinese_markdown() -> MarkdownIt:
    markdown = MarkdownIt("js-default")
    markdown.inline = ChineseParser()
    markdown.disable(["image", "html_inline", "html_block", "table"])
    for kind, rule in (("softbreak", _soft_break), ("heading_open", _heading), ("heading_close", _heading)):
        markdown.add_render_rule(kind, rule)
    return markdown


_markdown = _chinese_markdown()
