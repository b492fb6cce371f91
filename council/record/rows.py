"""Whether the rows of an installation's database agree with the leaves of its records."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import Session, col, func, select

from council.config import Config
from council.db import open_database, reading
from council.record import tree
from council.record.audit import Report, Wish, check_log
from council.record.chains import Contradiction
from council.record.keys import place_of, read_key
from council.record.leaves import BadLeaf, commitment, parse_leaf, written
from council.record.models import Leaf, LogHead, News, Opening, Stream
from council.record.shelf import shelf
from council.record.sources import Incomplete, missing

RowCheck = Callable[[Session, int], Iterator[str]]
"""Yields one sentence, Chinese and English divided by " / ", for each row of a council that contradicts its record."""


def check_installation(config: Config, wish: Wish, checks: Sequence[RowCheck] = ()) -> Iterator[tuple[str, Report]]:
    """For each council of the installation: its log checked like anybody's, then its rows; raises Contradiction or Incomplete."""
    if not config.database_url and not (config.data / "council.db").exists():
        raise Incomplete(f"{config.data} 里没有数据库", f"there is no database in {config.data}")
    open_database(config)
    with reading() as session:
        for log in session.exec(select(LogHead).order_by(col(LogHead.council_id))).all():
            report = check_log(shelf(session, log.council_id), replace(wish, key=wish.key or _key(config, log.slug)))
            for sentence in check_rows(session, log.council_id, checks):
                chinese, _, english = sentence.partition(" / ")
                raise Contradiction(f"{log.slug} 的数据库：{chinese}", f"rows of {log.slug}: {english or chinese}")
            yield log.slug, report


def check_rows(session: Session, council_id: int, checks: Sequence[RowCheck] = ()) -> Iterator[str]:
    """Every contradiction between rows and leaves of one council."""
    yield from _leaf_rows(session, council_id)
    yield from _openings(session, council_id)
    for check in checks:
        yield from check(session, council_id)


@dataclass
class _Seen:
    edge: list[bytes] = field(default_factory=list)
    topics: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    news: Counter[str] = field(default_factory=Counter)


def _leaf_rows(session: Session, council_id: int) -> Iterator[str]:
    seen, size = _Seen(), 0
    for row in session.exec(select(Leaf).where(Leaf.council_id == council_id).order_by(col(Leaf.seq))).yield_per(500):
        if row.seq != size:
            yield f"缺第 {size} 号记录 / entry {size} is missing"
            return
        try:
            _read(row, seen)
        except BadLeaf as fault:
            chinese, _, english = str(fault).rpartition(" / ")
            yield f"第 {size} 号记录：{chinese} / entry {size}: {english}"
            return
        session.expunge(row)
        size += 1
    head = session.get(LogHead, council_id)
    if head is None or head.size != size or head.edge != b"".join(seen.edge):
        yield "记录的头和记录不一致 / the head does not agree with the entries"
    yield from _streams(session, council_id, seen)


def _read(row: Leaf, seen: _Seen) -> None:
    leaf, digest = parse_leaf(row.data), tree.leaf_hash(row.data)
    told = (leaf["kind"], leaf["topic"], leaf["topic_seq"], leaf["at"])
    if digest != row.hash or told != (row.kind, row.topic, row.topic_seq, written(row.at)):
        raise BadLeaf("这一行的各栏和它的原文不一致 / the columns do not agree with the bytes")
    seen.edge = tree.append(seen.edge, row.seq, digest)
    seen.topics[row.topic] = (row.topic_seq, digest)
    seen.news.update(dict.fromkeys((leaf["topic"], *leaf["in"]), 1))


def _streams(session: Session, council_id: int, seen: _Seen) -> Iterator[str]:
    heard = dict(session.exec(select(News.stream, func.count()).where(News.council_id == council_id).group_by(col(News.stream))).all())
    latest = dict(session.exec(select(News.stream, func.max(News.n)).where(News.council_id == council_id).group_by(col(News.stream))).all())
    names = {stream.name for stream in session.exec(select(Stream).where(Stream.council_id == council_id))}
    for name in sorted(names | seen.news.keys()):
        stream, count = session.get(Stream, name), seen.news[name]
        if stream is None or (stream.news, heard.get(name, 0), latest.get(name) or 0) != (count, count, count):
            yield f"{name} 的消息和记录不一致 / the news of {name} do not agree with the entries"
        elif (stream.topic_seq, stream.prev) != seen.topics.get(name, (0, None)):
            yield f"{name} 的头和记录不一致 / the head of {name} does not agree with the entries"


def _openings(session: Session, council_id: int) -> Iterator[str]:
    head = session.get(LogHead, council_id)
    asked = select(Opening, Leaf.data).join(Leaf, (Leaf.council_id == Opening.council_id) & (Leaf.seq == Opening.seq), isouter=True)  # type: ignore[arg-type]
    for opening, data in session.exec(asked.where(Opening.council_id == council_id)).yield_per(500):
        commit = parse_leaf(data)["commit"] if data else {}
        told = commitment(opening.key, head.slug if head else "", opening.seq, opening.field, opening.value)
        if commit.get(opening.field) != told:
            yield f"第 {opening.seq} 号记录的“{opening.field}”打不开 / {opening.field} of entry {opening.seq} does not open its commitment"


def _key(config: Config, slug: str) -> str:
    place = place_of(config, slug)
    if not place.exists():
        raise missing(str(place))
    return read_key(place).verifier.text
