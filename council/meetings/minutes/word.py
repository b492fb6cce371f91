"""Minutes on paper: the same blocks as a Word file on the page of GB/T 9704."""

from council import paper
from council.i18n import day, lang, say
from council.meetings.minutes.plain import numbered
from council.meetings.minutes.rules import last_day
from council.meetings.minutes.telling import Minutes
from council.meetings.minutes.writing import Facts, Heading, Para, Table, moment, written
from council.record.leaves import read_time
from council.words import Sentence, _


def docx(told: Minutes, council: str) -> bytes:
    """The minutes as a file for Word, WPS or LibreOffice, in the language being spoken. What is for members only is not in it."""
    blocks = [block for block in written(told, council) if not (isinstance(block, Table) and block.part == "call")]
    doc = paper.sheet(blocks[0].text if isinstance(blocks[0], Heading) else council, lang())
    for block in blocks:
        if isinstance(block, Heading):
            paper.heading(doc, block.text, block.level) if block.level else _top(doc, block.text, told)
        elif isinstance(block, Para):
            paper.paragraph(doc, numbered(block))
        elif isinstance(block, Facts):
            for word, fact in block.pairs:
                paper.paragraph(doc, say(Sentence(_("{word}：{fact}"), word=word, fact=fact)))
        else:
            paper.table(doc, block.caption, block.head, block.rows, block.widths)
    for line in proof(told):
        paper.paragraph(doc, line, side="left", style="Small")
    return paper.data(doc)


def standing(told: Minutes) -> str:
    """In which state the minutes are, in brackets under their title."""
    if told.final:
        return say(Sentence(_("（{when} 定稿）"), when=moment(told.final["at"])))
    if told.put_up:
        return say(Sentence(_("（已公布，到 {day}为止可以提异议）"), day=day(last_day(read_time(told.put_up["until"])), year=True)))
    return say(_("（草稿，还没有公布）"))


def proof(told: Minutes) -> list[str]:
    """What whoever wants to check needs to know: the SHA-256 of each text that was bound, and its entry."""
    bound = [(_("公布的文字的 SHA-256（第 {n} 号）：{sha256}"), told.put_up), (_("定稿的文字的 SHA-256（第 {n} 号）：{sha256}"), told.final)]
    return [say(Sentence(pattern, n=of["seq"], sha256=of["sha256"])) for pattern, of in bound if of]


def _top(doc: paper.Document, title: str, told: Minutes) -> None:
    paper.title(doc, title).paragraph_format.space_after = 0
    paper.paragraph(doc, standing(told), side="center").paragraph_format.space_after = paper.LEADING
