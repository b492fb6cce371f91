"""The index of words: one row a grievance and circle of readers; on SQLite an FTS5 table follows it, on PostgreSQL it is a tsvector."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import DDL, Column, Dialect, Index, Text, TypeDecorator, event
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field, SQLModel

from council.grievances.models import WORDS
from council.grievances.search.rules import BREAK


class Tokens(TypeDecorator[list[str]]):
    """A text as its tokens: with blanks between them, or with their positions."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str | None:
        if value is None or dialect.name != "postgresql":
            return None if value is None else " ".join(value)
        return " ".join(f"'{token}':{at}" for at, token in enumerate(value[:16_000], 1) if token != BREAK)


class Passage(SQLModel, table=True):
    """The words of one grievance for one circle of readers: all whom its lamp reaches, or (desk) the desk alone.

    id: twice the grievance's, plus one for the desk's, so that the index is in the order of filing.
    """

    __table_args__ = (Index("passage_words", "words", postgresql_using="gin").ddl_if(dialect="postgresql"),)
    __personal__ = {"words": WORDS}

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    council_id: int
    grievance_id: int = Field(index=True)
    desk: bool
    words: Any = Field(sa_column=Column(Tokens, nullable=False))


FOLLOW = (
    "CREATE VIRTUAL TABLE passage_fts USING fts5(words, content='passage', content_rowid='id', columnsize=0, tokenize='ascii')",
    "INSERT INTO passage_fts(passage_fts, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER passage_written AFTER INSERT ON passage BEGIN INSERT INTO passage_fts(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER passage_erased AFTER DELETE ON passage BEGIN "
    "INSERT INTO passage_fts(passage_fts, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER passage_changed AFTER UPDATE ON passage BEGIN "
    "INSERT INTO passage_fts(passage_fts, rowid, words) VALUES ('delete', old.id, old.words); "
    "INSERT INTO passage_fts(rowid, words) VALUES (new.id, new.words); END",
)
"""On SQLite: the FTS5 table follows the rows in their own transaction, and overwrites what it forgets (secure-delete)."""

for _statement in FOLLOW:
    event.listen(SQLModel.metadata.tables["passage"], "after_create", DDL(_statement).execute_if(dialect="sqlite"))
