"""A page as a browser takes it apart: which elements with which attributes, whether all are closed, where they lead."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HIDDEN = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\ufeff\u2060\x00\x08\x1b"
"""What reorders or hides text, and must be on no page."""


@dataclass
class Page(HTMLParser):
    """`words`: every (element, attribute) there is; `faults`: what a browser would have to guess."""

    words: set[tuple[str, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self.words |= {(tag, name) for name, _value in attrs} | {(tag, "")}
        outward = "nofollow" in (dict(attrs).get("rel") or "") and (dict(attrs).get("href") or "").startswith(("http://", "https://"))
        self.leads += [value or "" for name, value in attrs if name in ("href", "src", "action", "formaction") and not outward]
        if tag not in VOID:
            self.opened.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content, as SVG writes it."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.opened.pop()

    def handle_endtag(self, tag: str) -> None:
        """An element ends: the one that was opened last."""
        if self.opened and self.opened[-1] == tag:
            self.opened.pop()
        elif "p" in self.opened[-1:] or "li" in self.opened[-1:]:
            self.opened.pop()
            self.handle_endtag(tag)
        else:
            self.faults.append(f"</{tag}> inside {self.opened[-3:]}")


def take_apart(text: str) -> Page:
    """The page; its faults say what is broken."""
    page = Page()
    page.feed(text)
    page.close()
    if page.opened:
        page.faults.append(f"never closed: {page.opened[-3:]}")
    page.faults += [f"{page.counts.get(tag, 0)} <{tag}>" for tag in ("html", "head", "title", "body", "main", "h1") if page.counts.get(tag, 0) != 1]
    page.faults += [f"leads to {place}" for place in page.leads if not place.startswith(("/", "#", "?")) or place.startswith("//")]
    page.faults += [f"hidden sign U+{ord(sign):04X}" for sign in HIDDEN if sign in text]
    return page
