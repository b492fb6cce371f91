"""The council makes the tree of categories its own: adding, renaming, retiring, ordering, each of them in the record."""

from sqlmodel import select

from council.grievances import reads, rules
from council.grievances.models import Category
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import Absent, refuse
from council.text import clean_line


def add(act: Act, word: str, parent: str = "") -> Category:
    """A class of one's own, or a subclass of a class; it comes last."""
    tree, word = _tree(act), clean_line(word)
    refuse(rules.why_not_kind(word, _words(tree)))
    refuse(rules.why_not_parent(parent, [kind.code for kind in tree.under()]))
    number = 1 + len([code for code in tree.kinds if code.startswith("own-")])
    last = max(kind.position for kind in tree.kinds.values())
    row = act.add(Category(council_id=act.council_id, code=f"own-{number}", parent=parent, word=word, position=last + 10))
    act.enter("category.added", topic=_topic(act), body=_said(row, parent=parent))
    return row


def rename(act: Act, code: str, word: str) -> Category:
    """Another word for a class; what was filed under it stays there."""
    tree, word = _tree(act), clean_line(word)
    row = _own(act, tree, code)
    refuse(rules.why_not_kind(word, _words(tree) - {row.word}))
    before, row.word = row.word, word
    act.add(row)
    act.enter("category.renamed", topic=_topic(act), body=_said(row, before=before))
    return row


def retire(act: Act, code: str, back: bool = False) -> Category:
    """A class can no longer be chosen, or can be again; what was filed under it stays readable."""
    tree = _tree(act)
    row = _own(act, tree, code)
    refuse(rules.why_not_retire(row.retired_at is not None, back, 2 if row.parent else len(tree.under())))
    row.retired_at = None if back else act.at
    act.add(row)
    act.enter("category.restored" if back else "category.retired", topic=_topic(act), body=_said(row))
    return row


def move_up(act: Act, code: str) -> Category:
    """A class changes places with the one before it."""
    tree = _tree(act)
    row = _own(act, tree, code)
    beside = [kind.code for kind in tree.under(row.parent, retired=True)]
    place = beside.index(code)
    refuse(rules.why_not_up(place))
    other = _own(act, tree, beside[place - 1])
    row.position, other.position = other.position, row.position
    act.add(row)
    act.add(other)
    act.enter("category.moved", topic=_topic(act), body=_said(row, before=other.word))
    return row


def _tree(act: Act) -> reads.Tree:
    refuse(why_not_desk(act.me.offices))
    return reads.tree(act.session, act.council_id)


def _words(tree: reads.Tree) -> set[str]:
    return {kind.word for kind in tree.kinds.values()}


def _own(act: Act, tree: reads.Tree, code: str) -> Category:
    """The council's own row for a class, made when it is changed for the first time."""
    if code not in tree.kinds:
        raise Absent
    kind = tree.kinds[code]
    row = act.session.exec(select(Category).where(Category.council_id == act.council_id, Category.code == code)).first()
    return row or Category(council_id=act.council_id, code=code, parent=kind.parent, word=str(kind.word), position=kind.position)


def _topic(act: Act) -> str:
    return f"category:{act.council_id}"


def _said(row: Category, **more: str) -> dict[str, str]:
    return {"code": row.code, "word": row.word, **more}
