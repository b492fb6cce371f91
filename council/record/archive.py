"""`python -m council archive COUNCIL OUT.zip`: take the whole council home, to read without a computer's help and to check with it."""

import argparse
import sys
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from sqlmodel import Session

from council.config import Config, from_env
from council.db import reading
from council.record import reads
from council.record.notes import Checkpoint
from council.record.pages import grouped, topic_word
from council.record.publish import current_key, publish
from council.record.shelf import head, newest, tile_bytes
from council.record.tiles import tiles_of
from council.refusal import Absent

PAGE = 500
STYLE = Path(__file__).resolve().parents[2] / "static" / "council.css"
README = """弄堂议事会的公开记录 / The public record of a lane council
================================================================

{name}（{origin}）：{size} 条记录，树根 {root}

怎么读：打开 index.html，不需要网络。
怎么核对：在任何一台装了“弄堂议事会”程序的电脑上，
    python -m council verify {file} --key "{vkey}"
公钥请和墙上或纸上印的比一比。从前留过底的，再加上 --since 留底文件。
每一条都是 RFC 8785 的 JSON；树是 RFC 6962 的；checkpoint 和 tile/ 的格式是 C2SP 的
signed-note、tlog-checkpoint、tlog-tiles，别人写的工具也能核对。
人名、门牌、电话不在里面：要认的地方只有打不开的封条。

{size} entries, root {root}.
To read: open index.html, no network needed.
To check, on any computer with the Lane Council program:
    python -m council verify {file} --key "{vkey}"
Compare the key with the printed one; add --since FILE with a checkpoint that you kept.
Entries are RFC 8785 JSON in an RFC 6962 tree, laid out by C2SP signed-note, tlog-checkpoint and tlog-tiles.
"""

Render = Callable[..., str]


def main(argv: Sequence[str]) -> int:
    """0 when the zip is written; 3 for a wrong command, an unknown council or a place that cannot be written."""
    try:
        asked = _options().parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 3
    config = from_env(data=asked.data)
    app: Any = import_module("council.web").build(config)
    try:
        told = write_archive(config, asked.council, asked.out, lambda page, **facts: app.jinja_env.get_template(page).render(**facts))
    except Absent:
        print(f"没有叫 {asked.council} 的议事会\nno council is called {asked.council}", file=sys.stderr)
        return 3
    except OSError as fault:
        print(f"写不了 {asked.out}\ncannot write {asked.out}: {fault.strerror}", file=sys.stderr)
        return 3
    print(f"带走了 {told.size:,} 条记录：{asked.out}\nTook {told.size:,} entries home: {asked.out}")
    return 0


def write_archive(config: Config, slug: str, out: Path, render: Render) -> Checkpoint:
    """Write the record up to a fresh checkpoint, its key, its pages and how to check it; Absent when there is no such council."""
    with reading() as session:
        council_id = reads.lane(session, slug).id
    publish(council_id, config)
    draft = out.with_name(out.name + ".part")
    with reading() as session:
        told = reads.signed(session, council_id)
        if told is None:
            raise Absent
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as whole:
            for name, data in _files(session, config, reads.lane(session, slug), told, out.name):
                whole.writestr(name, data)
            for name, page in _pages(session, reads.lane(session, slug), told, render):
                whole.writestr(name, page)
    draft.replace(out)
    return told


def _files(session: Session, config: Config, lane: reads.Lane, told: Checkpoint, file: str) -> Iterator[tuple[str, bytes]]:
    vkey = current_key(session, head(session, lane.id), config).verifier.text
    facts = {"name": lane.name, "origin": told.origin, "size": told.size, "root": b64encode(told.root).decode(), "file": file, "vkey": vkey}
    yield "README.txt", README.format(**facts).encode()
    yield "checkpoint", newest(session, lane.id).note.encode()
    yield "key", f"{vkey}\n".encode()
    for tile in tiles_of(told.size):
        yield tile.path, tile_bytes(session, lane.id, tile)
    yield "council.css", STYLE.read_bytes()


def _pages(session: Session, lane: reads.Lane, told: Checkpoint, render: Render) -> Iterator[tuple[str, str]]:
    starts = range(0, told.size, PAGE)
    facts = {"lane": lane, "told": told, "root": grouped(told.root), "starts": starts, "topic_word": topic_word, "page_size": PAGE}
    yield "index.html", render("record/archive.html", start=None, found=[], **facts)
    for start in starts:
        found = reads.entries(session, lane.id, reads.Wanted(before=min(start + PAGE, told.size)), min(PAGE, told.size - start))
        yield f"record/{start:06d}.html", render("record/archive.html", start=start, found=found[::-1], **facts)


def _options() -> "_Options":
    options = _Options(prog="python -m council archive", description="把整个议事会带回家 / take the whole council home")
    options.add_argument("council", metavar="COUNCIL", help="议事会的短名，例如 hy / the council's short name, such as hy")
    options.add_argument("out", metavar="OUT.zip", type=Path)
    options.add_argument("--data", metavar="DIR", type=Path, help="数据文件夹 / data folder (COUNCIL_DATA)")
    return options


class _Options(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(3, f"看不懂这条命令：{message}\nCannot read this command: {message}\n{self.format_usage()}")
