"""The tree of categories: the classes that every council begins with, and what this council has made of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, select

from council.grievances import rules
from council.grievances.models import Category


@dataclass(frozen=True)
class Kind:
    """One class or, with a parent, subclass; a retired one can be read but not chosen."""

    code: str
    word: str
    parent: str = ""
    position: int = 0
    retired: bool = False


class Tree:
    """The kinds of one council in their order."""

    def __init__(self, kinds: list[Kind]) -> None:
        self.kinds = {kind.code: kind for kind in sorted(kinds, key=lambda kind: kind.position)}

    def word(self, code: str) -> str:
        """What a code is called; one that nobody knows any more is itself."""
        return self.kinds[code].word if code in self.kinds else code

    def under(self, parent: str = "", retired: bool = False) -> list[Kind]:
        """The classes, or the subclasses of one."""
        return [kind for kind in self.kinds.values() if kind.parent == parent and (retired or not kind.retired)]

    def open(self) -> Iterator[Kind]:
        """All that can be chosen, each class before its subclasses."""
        for kind in self.under():
            yield kind
            yield from self.under(kind.code)

    def siblings(self, code: str) -> set[str]:
        """The code, its class and the other subclasses of the same class."""
        top = (self.kinds[code].parent if code in self.kinds else "") or code
        return {top} | {kind.code for kind in self.under(top, retired=True)}


def tree(session: Session, council_id: int) -> Tree:
    """The council's tree."""
    kinds = {code: Kind(code, word, rules.PARENTS.get(code, ""), n * 10) for n, (code, word) in enumerate(rules.CATEGORIES.items(), 1)}
    for row in session.exec(select(Category).where(Category.council_id == council_id)):
        kinds[row.code] = Kind(row.code, row.word, row.parent, row.position, row.retired_at is not None)
    return Tree(list(kinds.values()))


def siblings(session: Session, council_id: int, code: str) -> set[str]:
    """The categories of one class: what is said under one may well be the same as what is said under another."""
    return tree(session, council_id).siblings(code)
