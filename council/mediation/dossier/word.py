"""A dossier as a Word file on the page of GB/T 9704."""

from council import paper
from council.i18n import say
from council.mediation.dossier.telling import Cover, Section
from council.words import Sentence, _


def docx(name: str, cover: Cover, made: list[Section]) -> bytes:
    """The file: title, council and day, then the sections."""
    doc = paper.sheet(name)
    paper.title(doc, name)
    paper.paragraph(doc, say(Sentence(_("{council}　{day}"), council=cover.council, day=f"{cover.today:%Y-%m-%d}")), side="center")
    for section in made:
        paper.heading(doc, section.title)
        for words in section.words:
            paper.paragraph(doc, words)
        for table in section.tables:
            paper.table(doc, table.caption, table.head, table.rows, table.widths)
    return paper.data(doc)
